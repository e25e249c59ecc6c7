// Provinces of the world map (Natural Earth, in Debian's qgis-common): in which country and first-level division a
// point lies. The map and GeoNames name and number divisions differently, so a polygon belongs to the division that
// most of the towns inside it belong to; matching by name was turned down, spellings differ too much. Rings are thinned
// to about 500 m (Douglas and Peucker), which is finer than the map itself.
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "base/errors.hpp"
#include "values/gazetteer_draft.hpp"
#include "values/world_map.hpp"

namespace tallybook::gazetteer_draft {
namespace {

using world_map::CloseDatabase;
using world_map::CloseStatement;
using world_map::Ring;
using world_map::wkb_of;
using world_map::WkbReader;

constexpr double kTolerance = 50;  // of thinned lines, 1/10,000 degrees

bool inside(const Ring& ring, double lon, double lat) {
    bool in = false;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        if ((ring[i].second > lat) == (ring[j].second > lat)) continue;
        const double cut =
            double(ring[j].first - ring[i].first) * (lat - ring[i].second) / double(ring[j].second - ring[i].second) +
            ring[i].first;
        if (lon < cut) in = !in;
    }
    return in;
}

std::vector<std::string> province_names(sqlite3_stmt* row) {
    std::vector<std::string> names;
    for (const int column : {2, 3, 4}) {
        const auto* text = sqlite3_column_text(row, column);
        if (!text) continue;
        std::string name(reinterpret_cast<const char*>(text));
        const auto open = name.find(" (");
        if (open != std::string::npos && name.back() == ')') {
            names.push_back(name.substr(open + 2, name.size() - open - 3));
            name.resize(open);
        }
        names.push_back(std::move(name));
    }
    return names;
}

// Which division each ring's towns belong to.
struct Votes {
    std::unordered_map<uint32_t, int> divisions;
    std::map<std::string, int> countries;
};

class Voting {
public:
    explicit Voting(const Draft& draft) : draft_(draft), votes_(draft.provinces.size()), cells_(360 * 180) {
        for (size_t p = 0; p < draft.provinces.size(); ++p) {
            for (const size_t r : draft.provinces[p].rings) {
                if (!draft.rings[r].hole) place(draft.rings[r].points, p, r);
            }
        }
    }

    void vote(const DraftEntry& town) {
        const double lon = town.lon * 1e4, lat = town.lat * 1e4;
        for (const auto& [province, ring] : cells_[cell(town.lon, town.lat)]) {
            if (!inside(draft_.rings[ring].points, lon, lat)) continue;
            ++votes_[province].countries[town.country];
            if (town.admin1 != kNoEntry) ++votes_[province].divisions[town.admin1];
            return;
        }
    }

    const Votes& of(size_t province) const { return votes_[province]; }

private:
    static size_t cell(double lon, double lat) {
        const int x = std::clamp(static_cast<int>(std::floor(lon)) + 180, 0, 359),
                  y = std::clamp(static_cast<int>(std::floor(lat)) + 90, 0, 179);
        return static_cast<size_t>(y * 360 + x);
    }
    void place(const Ring& ring, size_t province, size_t ring_index) {
        int32_t west = INT32_MAX, south = INT32_MAX, east = INT32_MIN, north = INT32_MIN;
        for (const auto& [lon, lat] : ring) {
            west = std::min(west, lon), east = std::max(east, lon), south = std::min(south, lat),
            north = std::max(north, lat);
        }
        for (double y = std::floor(south / 1e4); y <= north / 1e4; ++y) {
            for (double x = std::floor(west / 1e4); x <= east / 1e4; ++x)
                cells_[cell(x, y)].emplace_back(province, ring_index);
        }
    }

    const Draft& draft_;
    std::vector<Votes> votes_;
    std::vector<std::vector<std::pair<size_t, size_t>>> cells_;
};

template <class Map>
auto winner(const Map& votes) {
    auto best = votes.begin();
    for (auto at = votes.begin(); at != votes.end(); ++at) {
        if (at->second > best->second || (at->second == best->second && at->first < best->first)) best = at;
    }
    return best;
}

void centre_of(const Ring& ring, DraftEntry& entry) {
    double area = 0, x = 0, y = 0;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const double cross = double(ring[j].first) * ring[i].second - double(ring[i].first) * ring[j].second;
        area += cross;
        x += (ring[j].first + ring[i].first) * cross;
        y += (ring[j].second + ring[i].second) * cross;
    }
    if (area == 0) return;
    entry.lon = std::round(x / (3 * area)) / 1e4;
    entry.lat = std::round(y / (3 * area)) / 1e4;
    entry.radius_km = std::sqrt(std::abs(area) / 2 * 1e-8) * 111.0 * 0.56;
}

void assign(Draft& draft) {
    Voting voting(draft);
    std::unordered_map<uint32_t, int> towns, polygons;
    for (const auto& entry : draft.entries) {
        if (entry.kind != PlaceKind::Town) continue;
        voting.vote(entry);
        ++towns[entry.admin1];
    }
    for (size_t p = 0; p < draft.provinces.size(); ++p) {
        const auto& votes = voting.of(p).divisions;
        if (!votes.empty()) ++polygons[winner(votes)->first];
    }
    for (size_t p = 0; p < draft.provinces.size(); ++p) {
        const auto& province = draft.provinces[p];
        const auto& votes = voting.of(p);
        const std::string country = votes.countries.empty() ? province.country : winner(votes.countries)->first;
        const uint32_t division = votes.divisions.empty() ? kNoEntry : winner(votes.divisions)->first;
        int all = 0;
        for (const auto& [key, count] : votes.divisions) all += count;
        const DraftRing* largest = nullptr;
        for (const size_t r : province.rings) {
            auto& ring = draft.rings[r];
            ring.country = country;
            ring.admin1 = division;
            if (!ring.hole && (!largest || ring.points.size() > largest->points.size())) largest = &ring;
        }
        if (division == kNoEntry || polygons[division] != 1 || !largest) continue;
        const int agreed = votes.divisions.at(division);
        if (agreed * 10 < all * 6 || agreed * 10 < towns[division] * 6) continue;
        auto& entry = draft.entries[division];
        centre_of(largest->points, entry);
        for (const auto& name : province.names) {
            entry.names.push_back({name, NameForm::Alternate});
            if (auto core = without_generic(name); !core.empty())
                entry.names.push_back({std::move(core), NameForm::Alternate});
        }
    }
}

}  // namespace

Result<void> read_map(const Paths& paths, Draft& draft) {
    draft.attribution += "Provinces and borders: Natural Earth, public domain\n";
    const auto path = paths.sources / "world_map.gpkg";
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, CloseDatabase> db(raw);
    if (opened != SQLITE_OK) return Error{errors::kFileMissing, "a source of the gazetteer is missing", path.string()};
    sqlite3_stmt* prepared = nullptr;
    const char* sql = "SELECT geom, iso_a2, name, woe_name, gn_name FROM states_provinces ORDER BY fid";
    if (sqlite3_prepare_v2(db.get(), sql, -1, &prepared, nullptr) != SQLITE_OK) {
        return Error{errors::kGazetteerSource, "the map has no table of provinces", path.string()};
    }
    const std::unique_ptr<sqlite3_stmt, CloseStatement> rows(prepared);
    size_t polygon_number = 0;
    while (sqlite3_step(rows.get()) == SQLITE_ROW) {
        const auto* blob = static_cast<const char*>(sqlite3_column_blob(rows.get(), 0));
        const auto size = static_cast<size_t>(sqlite3_column_bytes(rows.get(), 0));
        std::vector<std::vector<Ring>> polygons;
        if (!blob || !WkbReader(wkb_of({blob, size})).read(polygons)) continue;
        DraftProvince province;
        const auto* iso2 = sqlite3_column_text(rows.get(), 1);
        if (iso2 && std::strlen(reinterpret_cast<const char*>(iso2)) == 2 && iso2[0] != '-')
            province.country = reinterpret_cast<const char*>(iso2);
        province.names = province_names(rows.get());
        for (auto& polygon : polygons) {
            for (size_t i = 0; i < polygon.size(); ++i) {
                province.rings.push_back(draft.rings.size());
                DraftRing ring;
                ring.points = world_map::thinned(polygon[i], kTolerance);
                ring.polygon = polygon_number;
                ring.hole = i != 0;
                draft.rings.push_back(std::move(ring));
            }
            ++polygon_number;
        }
        draft.provinces.push_back(std::move(province));
    }
    assign(draft);
    return {};
}

}  // namespace tallybook::gazetteer_draft
