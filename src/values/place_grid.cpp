// Military grid references. A reference names a zone of six degrees and a band of eight ("38S"), a square of 100 km in
// it by two letters, and east and north in the square in as many digits as it cares for. From there the point is that
// of the transverse Mercator projection, backwards, by the usual series (good to metres, where squares are a hundred
// and more). Only behind the word "grid" or "MGRS": bare letters and digits are types of aircraft and part numbers.
#include <cmath>

#include "base/text.hpp"
#include "values/place_relation.hpp"
#include "values/place_spots.hpp"

namespace tallybook::place_reading {
namespace {

constexpr double kRadian = 3.14159265358979323846 / 180.0;

struct Reference {
    int zone = 0;
    char band = 0, column = 0, row = 0;
    double east = 0, north = 0;  // metres in the square, its middle
    double side = 0;             // of what the digits leave open, in metres
    size_t length = 0;           // bytes of the text
};

bool letter(char c, char from, char to) {
    return c >= from && c <= to && c != 'I' && c != 'O';
}

// "38S MB 41 86", "38SMB4186"; spaces may stand between the parts.
std::optional<Reference> parse(std::string_view text) {
    Reference r;
    size_t at = 0;
    const auto skip = [&] {
        while (at < text.size() && text[at] == ' ') ++at;
    };
    const auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    while (digit(at) && at < 2) r.zone = r.zone * 10 + (text[at++] - '0');
    skip();
    if (at + 1 >= text.size() || r.zone < 1 || r.zone > 60 || !letter(text[at], 'C', 'X')) return std::nullopt;
    r.band = text[at++];
    skip();
    if (at + 2 > text.size() || !letter(text[at], 'A', 'Z') || !letter(text[at + 1], 'A', 'V')) return std::nullopt;
    r.column = text[at++];
    r.row = text[at++];
    std::string digits;
    for (size_t groups = 0; groups < 2; ++groups) {
        size_t next = at;
        while (next < text.size() && text[next] == ' ') ++next;
        if (!digit(next)) break;
        at = next;
        while (digit(at)) digits += text[at++];
    }
    if (digits.empty() || digits.size() % 2 || digits.size() > 10) return std::nullopt;
    r.length = at;
    const size_t half = digits.size() / 2;
    r.side = 100000 / std::pow(10.0, double(half));
    r.east = std::stod(digits.substr(0, half)) * r.side + r.side / 2;
    r.north = std::stod(digits.substr(half)) * r.side + r.side / 2;
    return r;
}

int index_in(char c, char first) {
    int n = 0;
    for (char k = first; k < c; ++k) n += k != 'I' && k != 'O';
    return n;
}

// Easting and northing of the projection; nothing where the letters do not fit the zone.
std::optional<std::pair<double, double>> on_the_plane(const Reference& r) {
    static constexpr char kFirstColumn[] = {'A', 'J', 'S'};
    const char first = kFirstColumn[(r.zone - 1) % 3];
    const int column = index_in(r.column, first);
    if (r.column < first || column > 7) return std::nullopt;
    const int row = (index_in(r.row, 'A') + (r.zone % 2 ? 0 : 15)) % 20;  // even zones begin at F
    const int band = index_in(r.band, 'C');
    const double band_south = -80.0 + 8 * band;
    // The northing of the band's south end, to find which of the repeating rows is meant.
    double base = band_south * 110600.0;
    if (band_south < 0) base += 10000000.0;
    double north = row * 100000.0;
    while (north < base - 150000.0) north += 2000000.0;
    return std::pair((column + 1) * 100000.0 + r.east, north + r.north);
}

struct Point {
    double lat, lon;
};

Point unproject(double east, double north, int zone, bool south) {
    constexpr double kAxis = 6378137.0, kScale = 0.9996, kEcc = 0.00669437999014, kEcc2 = kEcc / (1 - kEcc);
    const double x = east - 500000.0, y = south ? north - 10000000.0 : north;
    const double mu = y / kScale / (kAxis * (1 - kEcc / 4 - 3 * kEcc * kEcc / 64 - 5 * kEcc * kEcc * kEcc / 256));
    const double e1 = (1 - std::sqrt(1 - kEcc)) / (1 + std::sqrt(1 - kEcc));
    const double foot = mu + (3 * e1 / 2 - 27 * e1 * e1 * e1 / 32) * std::sin(2 * mu) +
                        (21 * e1 * e1 / 16 - 55 * e1 * e1 * e1 * e1 / 32) * std::sin(4 * mu) +
                        151 * e1 * e1 * e1 / 96 * std::sin(6 * mu);
    const double sine = std::sin(foot), cosine = std::cos(foot), tangent = std::tan(foot);
    const double n = kAxis / std::sqrt(1 - kEcc * sine * sine);
    const double r = kAxis * (1 - kEcc) / std::pow(1 - kEcc * sine * sine, 1.5);
    const double t = tangent * tangent, c = kEcc2 * cosine * cosine, d = x / (n * kScale);
    const double lat = foot - n * tangent / r *
                                  (d * d / 2 - (5 + 3 * t + 10 * c - 4 * c * c - 9 * kEcc2) * std::pow(d, 4) / 24 +
                                   (61 + 90 * t + 298 * c + 45 * t * t) * std::pow(d, 6) / 720);
    const double lon = (d - (1 + 2 * t + c) * std::pow(d, 3) / 6 +
                        (5 - 2 * c + 28 * t - 3 * c * c + 8 * kEcc2 + 24 * t * t) * std::pow(d, 5) / 120) /
                       cosine;
    return {lat / kRadian, zone * 6 - 183 + lon / kRadian};
}

}  // namespace

void add_grid_references(const Report& report, const Gazetteer& gazetteer, std::vector<PlaceRef>& places) {
    constexpr size_t kLongest = 24;
    for (uint32_t i = 0; i + 1 < report.tokens.size(); ++i) {
        const std::string_view text = report.tokens[i].text;
        if (text.size() != 4 || (lower(text) != "grid" && text != "MGRS")) continue;
        uint32_t t = i + 1;
        while (t + 1 < report.tokens.size() && (lower_at(report, t) == "reference" || report.tokens[t].text == ":"))
            ++t;
        const uint32_t begin = report.tokens[t].span.begin;
        const auto reference = parse(report.text().substr(begin, kLongest));
        const auto plane = reference ? on_the_plane(*reference) : std::nullopt;
        if (!plane) continue;
        const Point point = unproject(plane->first, plane->second, reference->zone, reference->band < 'N');
        PlaceRef place;
        place.span = ByteSpan{begin, begin + static_cast<uint32_t>(reference->length)};
        uint32_t end = t;
        while (end < report.tokens.size() && report.tokens[end].span.begin < place.span->end) ++end;
        place.tokens = TokenSpan{t, end};
        place.name = std::string(report.slice(*place.span));
        place.kind = PlaceKind::Region;
        place.lat = std::round(point.lat * 10000) / 10000;
        place.lon = std::round(point.lon * 10000) / 10000;
        place.radius_km = std::round(reference->side * 0.7071) / 1000;
        const Gazetteer::Area area = gazetteer.area_at(*place.lat, *place.lon);
        place.country = std::string(area.country);
        if (area.admin1 != Gazetteer::kNoEntry) place.admin1 = std::string(gazetteer.name(area.admin1));
        place.zone = std::string(gazetteer.zone_at(*place.lat, *place.lon));
        place.relation = "at";
        place.basis = "grid reference";
        places.push_back(std::move(place));
    }
}

}  // namespace tallybook::place_reading
