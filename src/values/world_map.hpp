// Shapes of the world map (Natural Earth in a GeoPackage of Debian's qgis-common): its geometry blobs, and the outlines
// of countries around some place. Coordinates are whole 1/10,000 degrees (about 11 m), longitude first. Pure but for
// reading the file; thread-safe.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace tallybook {

struct CountryOutline {
    std::string code, name;                                     // ISO 3166 letters; empty where the map has none
    std::vector<std::vector<std::pair<double, double>>> rings;  // degrees, longitude first
};

// What of each country lies within the window, cut at its edges, lines thinned to `tolerance` degrees. kFileMissing
// where there is no such map.
Result<std::vector<CountryOutline>> outlines_within(const std::string& map, double west, double south, double east,
                                                    double north, double tolerance);

namespace world_map {

using Ring = std::vector<std::pair<int32_t, int32_t>>;

struct CloseDatabase {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct CloseStatement {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};

// Well-known binary, little-endian: polygons and multipolygons.
class WkbReader {
public:
    explicit WkbReader(std::string_view bytes) : bytes_(bytes) {}

    bool read(std::vector<std::vector<Ring>>& polygons) {
        if (byte() != 1) return false;
        const uint32_t type = number();
        if (type == 3) return polygon(polygons);
        if (type != 6) return false;
        const uint32_t count = number();
        for (uint32_t i = 0; i < count && ok_; ++i) {
            if (byte() != 1 || number() != 3 || !polygon(polygons)) return false;
        }
        return ok_;
    }

private:
    uint8_t byte() { return take<uint8_t>(); }
    uint32_t number() { return take<uint32_t>(); }
    template <class T>
    T take() {
        T value{};
        if (bytes_.size() - at_ < sizeof(T)) {
            ok_ = false;
        } else {
            std::memcpy(&value, bytes_.data() + at_, sizeof(T));
            at_ += sizeof(T);
        }
        return value;
    }
    bool polygon(std::vector<std::vector<Ring>>& polygons) {
        std::vector<Ring> rings(std::min<uint32_t>(number(), 10000));
        for (auto& ring : rings) {
            const uint32_t points = number();
            for (uint32_t i = 0; i < points && ok_; ++i) {
                const double lon = take<double>(), lat = take<double>();
                ring.emplace_back(static_cast<int32_t>(std::lround(lon * 1e4)),
                                  static_cast<int32_t>(std::lround(lat * 1e4)));
            }
        }
        polygons.push_back(std::move(rings));
        return ok_;
    }

    std::string_view bytes_;
    size_t at_ = 0;
    bool ok_ = true;
};

// A closed line with fewer points, none of which lies further than `tolerance` off (Douglas and Peucker, begun at two
// points that lie far apart).
template <class Point>
std::vector<Point> thinned(const std::vector<Point>& ring, double tolerance) {
    if (ring.size() < 8) return ring;
    std::vector<bool> keep(ring.size(), false);
    keep.front() = keep.back() = keep[ring.size() / 2] = true;
    std::vector<std::pair<size_t, size_t>> work = {{0, ring.size() / 2}, {ring.size() / 2, ring.size() - 1}};
    while (!work.empty()) {
        const auto [a, b] = work.back();
        work.pop_back();
        const double dx = ring[b].first - ring[a].first, dy = ring[b].second - ring[a].second;
        const double length = std::hypot(dx, dy);
        double far = tolerance;
        size_t at = 0;
        for (size_t i = a + 1; i < b; ++i) {
            const double px = ring[i].first - ring[a].first, py = ring[i].second - ring[a].second;
            const double off = length > 0 ? std::abs(px * dy - py * dx) / length : std::hypot(px, py);
            if (off > far) {
                far = off;
                at = i;
            }
        }
        if (at == 0) continue;
        keep[at] = true;
        work.emplace_back(a, at);
        work.emplace_back(at, b);
    }
    std::vector<Point> out;
    for (size_t i = 0; i < ring.size(); ++i)
        if (keep[i]) out.push_back(ring[i]);
    return out;
}

// The bytes behind a GeoPackage header.
inline std::string_view wkb_of(std::string_view blob) {
    if (blob.size() < 8 || blob.substr(0, 2) != "GP") return {};
    static constexpr size_t kEnvelope[] = {0, 32, 48, 48, 64};
    const auto shape = static_cast<size_t>((blob[3] >> 1) & 7);
    const size_t skip = 8 + (shape < 5 ? kEnvelope[shape] : 0);
    return blob.size() > skip ? blob.substr(skip) : std::string_view();
}

}  // namespace world_map

}  // namespace tallybook
