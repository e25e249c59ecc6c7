#include "values/world_map.hpp"

#include <memory>

#include "base/errors.hpp"

namespace tallybook {

namespace {

using Points = std::vector<std::pair<double, double>>;

struct Window {
    double west, south, east, north;
};

// What of a ring lies on the inner side of one edge of the window (Sutherland and Hodgman).
template <class Inside, class Cut>
Points clipped(const Points& ring, Inside inside, Cut cut) {
    Points out;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        if (inside(ring[i]) != inside(ring[j])) out.push_back(cut(ring[j], ring[i]));
        if (inside(ring[i])) out.push_back(ring[i]);
    }
    return out;
}

Points within(Points ring, const Window& to) {
    const auto across = [](double x) {
        return [x](const auto& a, const auto& b) {
            return std::pair(x, a.second + (b.second - a.second) * (x - a.first) / (b.first - a.first));
        };
    };
    const auto along = [](double y) {
        return [y](const auto& a, const auto& b) {
            return std::pair(a.first + (b.first - a.first) * (y - a.second) / (b.second - a.second), y);
        };
    };
    if (!ring.empty())
        ring = clipped(
            ring, [&](const auto& p) { return p.first >= to.west; }, across(to.west));
    if (!ring.empty())
        ring = clipped(
            ring, [&](const auto& p) { return p.first <= to.east; }, across(to.east));
    if (!ring.empty())
        ring = clipped(
            ring, [&](const auto& p) { return p.second >= to.south; }, along(to.south));
    if (!ring.empty())
        ring = clipped(
            ring, [&](const auto& p) { return p.second <= to.north; }, along(to.north));
    return ring;
}

bool worth_drawing(const Points& ring, double tolerance) {
    double west = 180, east = -180, south = 90, north = -90;
    for (const auto& [lon, lat] : ring) {
        west = std::min(west, lon);
        east = std::max(east, lon);
        south = std::min(south, lat);
        north = std::max(north, lat);
    }
    return ring.size() >= 3 && (east - west > 3 * tolerance || north - south > 3 * tolerance);
}

std::string column(sqlite3_stmt* row, int at) {
    const auto* text = sqlite3_column_text(row, at);
    return text ? reinterpret_cast<const char*>(text) : "";
}

void add_rings(CountryOutline& out, std::string_view blob, const Window& window, double tolerance) {
    std::vector<std::vector<world_map::Ring>> polygons;
    if (!world_map::WkbReader(world_map::wkb_of(blob)).read(polygons)) return;
    for (const auto& polygon : polygons) {
        for (const auto& ring : polygon) {
            Points points;
            for (const auto& [lon, lat] : ring) points.emplace_back(lon / 1e4, lat / 1e4);
            points = world_map::thinned(within(std::move(points), window), tolerance);
            if (worth_drawing(points, tolerance)) out.rings.push_back(std::move(points));
        }
    }
}

}  // namespace

Result<std::vector<CountryOutline>> outlines_within(const std::string& map, double west, double south, double east,
                                                    double north, double tolerance) {
    const auto broken = [&](const char* why) {
        return Error{errors::kFileMissing, std::string("the world map cannot be read: ") + why, map};
    };
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(map.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, world_map::CloseDatabase> database(handle);
    if (opened != SQLITE_OK) return broken(sqlite3_errstr(opened));
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, "SELECT iso_a2, NAME, geom FROM countries ORDER BY fid", -1, &statement, nullptr) !=
        SQLITE_OK)
        return broken(sqlite3_errmsg(handle));
    const std::unique_ptr<sqlite3_stmt, world_map::CloseStatement> rows(statement);
    std::vector<CountryOutline> out;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        CountryOutline one{column(statement, 0), column(statement, 1), {}};
        const auto* blob = static_cast<const char*>(sqlite3_column_blob(statement, 2));
        const auto size = static_cast<size_t>(sqlite3_column_bytes(statement, 2));
        if (blob) add_rings(one, {blob, size}, {west, south, east, north}, tolerance);
        if (!one.rings.empty()) out.push_back(std::move(one));
    }
    return out;
}

}  // namespace tallybook
