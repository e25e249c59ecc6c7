#include "export/sitrep_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

#include "export/painter.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

constexpr double kWide = 640, kHigh = 420;
constexpr double kLeastDegrees = 3;  // of latitude, so that one point does not fill the map with nothing
constexpr double kMargin = 0.18;     // of the span, on each side

struct Spot {
    std::string place;
    double lat = 0, lon = 0;
    std::vector<size_t> items;
    int64_t killed = 0;
};

std::vector<Spot> spots_of(const Sitrep& report) {
    std::map<std::pair<double, double>, Spot> spots;
    for (size_t i = 0; i < report.items.size(); ++i) {
        const SitrepItem& one = report.items[i];
        if (!one.point) continue;
        Spot& spot = spots[*one.point];
        spot.place = one.place;
        std::tie(spot.lat, spot.lon) = *one.point;
        spot.items.push_back(i);
        spot.killed += one.killed;
    }
    std::vector<Spot> out;
    for (auto& [point, spot] : spots) out.push_back(std::move(spot));
    std::stable_sort(out.begin(), out.end(),
                     [](const Spot& a, const Spot& b) { return a.items.size() > b.items.size(); });
    return out;
}

struct Box {
    double x0, y0, x1, y1;
    bool meets(const Box& other) const { return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1; }
};

class Map {
public:
    Map(const Sitrep& report, const MapWindow& window) : report_(report), window_(window) {}

    std::string run(const std::vector<MapOutline>& outlines) {
        const auto spots = spots_of(report_);
        out_ = fmt::format(
            "<svg class=\"map\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"Map of {}\">"
            "<rect class=\"sea\" width=\"{:.0f}\" height=\"{:.0f}\"/>",
            kWide, kHigh, wording::counted(spots.size(), "place", "places"), kWide, kHigh);
        grid();
        land(outlines);
        dots(spots);
        scale();
        return out_ + "</svg>";
    }

private:
    double x(double lon) const { return (lon - window_.west) / (window_.east - window_.west) * kWide; }
    double y(double lat) const { return (window_.north - lat) / (window_.north - window_.south) * kHigh; }

    void grid() {
        const double span = window_.north - window_.south;
        const double step = span > 60 ? 20 : span > 25 ? 10 : span > 12 ? 5 : span > 5 ? 2 : 1;
        std::string lines;
        for (double lon = std::ceil(window_.west / step) * step; lon < window_.east; lon += step)
            lines += fmt::format("M{:.1f} 0V{:.0f}", x(lon), kHigh);
        for (double lat = std::ceil(window_.south / step) * step; lat < window_.north; lat += step)
            lines += fmt::format("M0 {:.1f}H{:.0f}", y(lat), kWide);
        out_ += "<path class=\"grid\" d=\"" + lines + "\"/>";
    }

    void land(const std::vector<MapOutline>& outlines) {
        std::string names;
        for (const MapOutline& one : outlines) {
            std::string path;
            const std::vector<std::pair<double, double>>* largest = nullptr;
            double most = 0;
            for (const auto& ring : one.rings) {
                if (ring.size() < 3) continue;
                double area = 0;
                for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                    area += (x(ring[j].first) * y(ring[i].second) - x(ring[i].first) * y(ring[j].second)) / 2;
                    path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x(ring[i].first), y(ring[i].second));
                }
                path += "Z";
                if (std::abs(area) > most) {
                    most = std::abs(area);
                    largest = &ring;
                }
            }
            out_ += "<path class=\"land\" d=\"" + path + "\"/>";
            if (largest && most > 6000) names += name_at(one.name, *largest);
        }
        out_ += names;
    }

    // In the middle of what of the country is on the map.
    std::string name_at(const std::string& name, const std::vector<std::pair<double, double>>& ring) {
        double area = 0, cx = 0, cy = 0;
        for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const double ax = x(ring[j].first), ay = y(ring[j].second), bx = x(ring[i].first), by = y(ring[i].second);
            const double cross = ax * by - bx * ay;
            area += cross;
            cx += (ax + bx) * cross;
            cy += (ay + by) * cross;
        }
        if (area == 0) return "";
        const double half = 4.2 * static_cast<double>(name.size());
        cx = std::clamp(cx / (3 * area), half + 6, kWide - half - 6);
        cy = std::clamp(cy / (3 * area), 16.0, kHigh - 10);
        return fmt::format("<text class=\"country\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", cx, cy, html_text(name));
    }

    void dots(const std::vector<Spot>& spots) {
        size_t most = 1;
        for (const Spot& one : spots) most = std::max(most, one.items.size());
        std::vector<Box> taken;
        std::string names;
        for (const Spot& one : spots) {
            const double cx = x(one.lon), cy = y(one.lat);
            const double r = 5 + 13 * std::sqrt(static_cast<double>(one.items.size()) / static_cast<double>(most)) -
                             (most == 1 ? 11 : 0);
            std::string title = one.place + ": " + wording::counted(one.items.size(), "incident", "incidents");
            if (one.killed > 0) title += ", " + wording::number(one.killed) + " killed";
            out_ += fmt::format(
                "<a href=\"#i{}\" aria-label=\"{}\"><circle class=\"dot{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\">"
                "<title>{}</title></circle></a>",
                one.items.front() + 1, html_text(title), one.killed > 0 ? " deadly" : "", cx, cy, r, html_text(title));
            taken.push_back({cx - r, cy - r, cx + r, cy + r});
            names += label(one, cx, cy, r, taken);
        }
        out_ += names;
    }

    // To the right of the dot, else to the left, above or below; left out where all of it is taken.
    std::string label(const Spot& spot, double cx, double cy, double r, std::vector<Box>& taken) {
        const double width = 6.6 * static_cast<double>(columns_of(spot.place)), high = 14;
        const struct {
            double x, y;
            const char* anchor;
        } tries[] = {{cx + r + 4, cy + 4, "start"},
                     {cx - r - 4, cy + 4, "end"},
                     {cx, cy - r - 4, "middle"},
                     {cx, cy + r + 13, "middle"}};
        for (const auto& at : tries) {
            const double left = at.anchor[0] == 's' ? at.x : at.anchor[0] == 'e' ? at.x - width : at.x - width / 2;
            const Box box{left, at.y - high + 3, left + width, at.y + 3};
            if (box.x0 < 2 || box.x1 > kWide - 2 || box.y0 < 2 || box.y1 > kHigh - 2) continue;
            const bool free = std::none_of(taken.begin(), taken.end() - 1, [&](const Box& b) { return b.meets(box); });
            if (!free) continue;
            taken.push_back(box);
            return fmt::format("<text class=\"place\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>", at.x,
                               at.y, at.anchor, html_text(spot.place));
        }
        return "";
    }

    void scale() {
        const double middle = (window_.north + window_.south) / 2;
        const double km_wide = (window_.east - window_.west) * 111.32 * std::cos(middle * std::numbers::pi / 180);
        double km = 1;
        for (const double step : {2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0})
            if (step < km_wide / 4) km = step;
        const double width = km / km_wide * kWide;
        out_ += fmt::format(
            "<path class=\"scale\" d=\"M14 {0:.0f}v5h{1:.1f}v-5\"/><text class=\"km\" x=\"{2:.1f}\" "
            "y=\"{3:.0f}\">{4:.0f} "
            "km</text>",
            kHigh - 19, width, 14 + width / 2, kHigh - 22, km);
    }

    const Sitrep& report_;
    const MapWindow& window_;
    std::string out_;
};

}  // namespace

std::optional<MapWindow> map_window(const Sitrep& report) {
    std::optional<MapWindow> out;
    for (const SitrepItem& one : report.items) {
        if (!one.point) continue;
        const auto [lat, lon] = *one.point;
        if (!out) out = MapWindow{lon, lat, lon, lat};
        out->west = std::min(out->west, lon);
        out->east = std::max(out->east, lon);
        out->south = std::min(out->south, lat);
        out->north = std::max(out->north, lat);
    }
    if (!out) return out;
    const double middle = (out->south + out->north) / 2, square = std::cos(middle * std::numbers::pi / 180);
    double high = std::max(kLeastDegrees, (out->north - out->south) * (1 + 2 * kMargin));
    double wide = std::max(high * kWide / kHigh / square, (out->east - out->west) * (1 + 2 * kMargin));
    wide = std::min(wide, 360.0);
    high = std::min(wide * square * kHigh / kWide, 178.0);
    const double x = (out->west + out->east) / 2;
    const double y = std::clamp(middle, -89 + high / 2, 89 - high / 2);
    return MapWindow{x - wide / 2, y - high / 2, x + wide / 2, y + high / 2};
}

std::string html_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

std::string sitrep_map_svg(const Sitrep& report, const std::vector<MapOutline>& outlines) {
    const auto window = map_window(report);
    return window ? Map(report, *window).run(outlines) : "";
}

}  // namespace tallybook
