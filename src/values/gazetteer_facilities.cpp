// Regions and waters, facilities and airfields. A facility of our own list that is an airfield takes over the published
// airfield at the same spot with its names, so that a base is one entry and not two.
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/errors.hpp"
#include "values/gazetteer.hpp"
#include "values/gazetteer_draft.hpp"

namespace tallybook::gazetteer_draft {
namespace {

struct CloseDatabase {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct CloseStatement {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};

constexpr std::string_view kAirfieldTails[] = {" International Airport",
                                               " Regional Airport",
                                               " Municipal Airport",
                                               " Airport",
                                               " Army Air Field",
                                               " Army Airfield",
                                               " Air Force Base",
                                               " Joint Base",
                                               " Air Base",
                                               " Airbase",
                                               " Airfield",
                                               " Air Field",
                                               " Naval Air Station",
                                               " Air Station",
                                               " Air Force Station"};
constexpr std::string_view kFacilityTails[] = {" Military Airport",
                                               " Air Base",
                                               " Airbase",
                                               " Airfield",
                                               " Military Base",
                                               " Base",
                                               " Camp",
                                               " Refugee Camp",
                                               " IDP Camp",
                                               " Prison",
                                               " Oil Field",
                                               " Oilfield",
                                               " Gas Field",
                                               " Landing Zone",
                                               " Barracks",
                                               " Hospital",
                                               " Crossing",
                                               " Border Crossing",
                                               " Garrison",
                                               " Airport",
                                               " International Airport",
                                               " Naval Base",
                                               " Dam",
                                               " Refinery",
                                               " Nuclear Power Plant",
                                               " Steel Plant"};
constexpr std::string_view kFacilityHeads[] = {"Camp ",       "Camp of ", "FOB ", "COB ", "Forward Operating Base ",
                                               "Joint Base ", "LZ "};

template <class Affixes>
std::string without(std::string_view name, const Affixes& affixes, bool head) {
    std::string_view longest;
    for (const std::string_view affix : affixes) {
        if (name.size() <= affix.size() || affix.size() < longest.size()) continue;
        if (head ? name.starts_with(affix) : name.ends_with(affix)) longest = affix;
    }
    if (longest.empty()) return {};
    return std::string(head ? name.substr(longest.size()) : name.substr(0, name.size() - longest.size()));
}

bool is_airfield(std::string_view kind) {
    return kind == "airbase" || kind == "airport" || kind == "airfield" || kind == "landing-zone";
}

// Towns by degree cell, for the division and the zone of what only has a point.
class Neighbours {
public:
    explicit Neighbours(const Draft& draft) : draft_(draft) {
        for (uint32_t i = 0; i < draft.entries.size(); ++i) {
            const auto& e = draft.entries[i];
            if (e.kind == PlaceKind::Town && e.has_point()) cells_[cell(e.lat, e.lon)].push_back(i);
        }
    }
    const DraftEntry* nearest(const DraftEntry& entry) const {
        const DraftEntry* best = nullptr;
        double near = 400;
        for (int dy = -2; dy <= 2; ++dy) {
            for (int dx = -2; dx <= 2; ++dx) {
                const auto at = cells_.find(cell(entry.lat + dy, entry.lon + dx));
                if (at == cells_.end()) continue;
                for (const uint32_t i : at->second) {
                    const auto& town = draft_.entries[i];
                    if (town.country != entry.country) continue;
                    const double far = kilometres(entry.lat, entry.lon, town.lat, town.lon);
                    if (far < near) near = far, best = &town;
                }
            }
        }
        return best;
    }

private:
    static int cell(double lat, double lon) {
        return static_cast<int>(std::floor(lat)) * 1000 + static_cast<int>(std::floor(lon));
    }
    const Draft& draft_;
    std::unordered_map<int, std::vector<uint32_t>> cells_;
};

void settle(const Neighbours& neighbours, DraftEntry& entry) {
    const auto* town = neighbours.nearest(entry);
    if (!town) return;
    if (entry.admin1 == kNoEntry) entry.admin1 = town->admin1;
    if (entry.zone.empty()) entry.zone = town->zone;
}

Error bad_row(const Table& table, const Table::Row& row, const std::string& what) {
    return {errors::kGazetteerRow, what, table.path.string() + ":" + std::to_string(row.line)};
}

void add_airfield_names(std::string_view name, DraftEntry& entry) {
    for (size_t begin = 0; begin < name.size();) {
        const size_t end = std::min(name.find(" / ", begin), name.size());
        std::string part(name.substr(begin, end - begin));
        begin = end + 3;
        if (const auto open = part.find(" ("); open != std::string::npos) part.resize(open);
        auto core = without(part, kAirfieldTails, false);
        if (part.ends_with(" Air Force Base")) entry.names.push_back({core + " AFB", NameForm::Alternate});
        if (part.ends_with(" Air Base")) entry.names.push_back({core + " Airbase", NameForm::Alternate});
        const bool bare = core.empty();
        if (!bare) entry.names.push_back({core, NameForm::Core});
        entry.names.push_back({std::move(part), bare ? NameForm::Core : NameForm::Main});
    }
}

bool military(std::string_view name) {
    for (const char* word :
         {"Air Base", "Airbase", "Air Force", "AFB", "Army", "Military", "Naval", "Forward Operating", "Camp "}) {
        if (name.find(word) != std::string_view::npos) return true;
    }
    return false;
}

struct Airfield {
    DraftEntry entry;
    std::string city;
};

std::vector<Airfield> airfields(sqlite3_stmt* rows) {
    const auto text = [rows](int column) {
        const auto* value = sqlite3_column_text(rows, column);
        return value ? std::string(reinterpret_cast<const char*>(value)) : std::string();
    };
    std::vector<Airfield> found;
    while (sqlite3_step(rows) == SQLITE_ROW) {
        const auto type = text(2), name = text(1);
        const bool large = type == "large_airport", medium = type == "medium_airport";
        if (!large && !medium && (type == "heliport" || type == "closed" || !military(name))) continue;
        Airfield field;
        auto& entry = field.entry;
        entry.id = "airport:" + text(0);
        entry.name = name.substr(0, name.find(" / "));
        entry.lat = std::round(sqlite3_column_double(rows, 3) * 1e5) / 1e5;
        entry.lon = std::round(sqlite3_column_double(rows, 4) * 1e5) / 1e5;
        entry.country = text(5);
        entry.kind = PlaceKind::Facility;
        entry.feature = large ? Feature::AirfieldLarge : medium ? Feature::AirfieldMedium : Feature::AirfieldSmall;
        entry.prior = large ? 5.2 : medium ? 4.2 : 3.2;
        entry.radius_km = large ? 3 : 2;
        add_airfield_names(name, entry);
        field.city = text(6);
        if ((large || medium) && !field.city.empty()) entry.names.push_back({field.city, NameForm::Core});
        found.push_back(std::move(field));
    }
    return found;
}

}  // namespace

Result<void> read_regions(const Paths& paths, Draft& draft) {
    auto table = read_table(paths.hand_kept / "regions.tsv", {"id", "name", "aliases", "demonyms", "kind", "lat", "lon",
                                                              "radius_km", "country", "admin1"});
    if (!table) return table.error();
    const Neighbours neighbours(draft);
    static const std::map<std::string_view, std::pair<PlaceKind, Feature>> kKinds = {
        {"continent", {PlaceKind::Region, Feature::Continent}},
        {"region", {PlaceKind::Region, Feature::Region}},
        {"town", {PlaceKind::Town, Feature::Town}},
        {"island", {PlaceKind::Region, Feature::Island}},
        {"mountains", {PlaceKind::Region, Feature::Mountains}},
        {"water", {PlaceKind::Water, Feature::Water}},
        {"river", {PlaceKind::Water, Feature::River}}};
    for (const auto& row : table->rows) {
        DraftEntry entry;
        entry.id = "region:" + std::string(table->cell(row, "id"));
        entry.name = table->cell(row, "name");
        const auto kind = kKinds.find(table->cell(row, "kind"));
        if (kind == kKinds.end())
            return bad_row(*table, row, "kind is one of continent, region, island, mountains, water, river, town");
        entry.kind = kind->second.first;
        entry.feature = kind->second.second;
        entry.country = table->cell(row, "country");
        entry.prior = entry.feature == Feature::Continent ? 8.5 : entry.kind == PlaceKind::Town ? 4 : 7;
        if (!table->cell(row, "lat").empty()) {
            for (auto [column, value] :
                 {std::pair{"lat", &entry.lat}, {"lon", &entry.lon}, {"radius_km", &entry.radius_km}}) {
                auto read = number(*table, row, column);
                if (!read) return read.error();
                *value = *read;
            }
        }
        entry.names.push_back({entry.name, NameForm::Main});
        for (auto& name : list(table->cell(row, "aliases")))
            entry.names.push_back({std::move(name), NameForm::Alternate});
        for (auto& name : list(table->cell(row, "demonyms")))
            entry.names.push_back({std::move(name), NameForm::Demonym});
        const std::string division(table->cell(row, "admin1"));
        if (!division.empty()) {
            const auto at = draft.divisions.find(division);
            if (at == draft.divisions.end()) return bad_row(*table, row, "no such first-level division: " + division);
            draft.entries[at->second].names.clear();  // the region is its name in reports
            entry.admin1 = at->second;
        }
        if (entry.has_point() && !entry.country.empty()) {
            const auto admin1 = entry.admin1;
            settle(neighbours, entry);
            if (entry.kind != PlaceKind::Town) entry.admin1 = admin1;
        }
        draft.entries.push_back(std::move(entry));
    }
    return {};
}

Result<void> read_facilities(const Paths& paths, Draft& draft) {
    draft.attribution += "Bases, embassies, camps and other facilities: Tallybook's own list, from public facts\n";
    auto table =
        read_table(paths.facilities, {"id", "name", "aliases", "language", "kind", "lat", "lon", "radius_km", "country",
                                      "admin1", "operators", "valid_from", "valid_to", "source", "note"});
    if (!table) return table.error();
    const Neighbours neighbours(draft);
    for (const auto& row : table->rows) {
        DraftEntry entry;
        entry.id = "facility:" + std::string(table->cell(row, "id"));
        entry.name = table->cell(row, "name");
        entry.kind = PlaceKind::Facility;
        entry.feature = Feature::Facility;
        entry.country = table->cell(row, "country");
        entry.prior = 6.5;
        if (entry.name.empty() || entry.country.size() != 2)
            return bad_row(*table, row, "a facility needs a name and a country of two letters");
        for (auto [column, value] :
             {std::pair{"lat", &entry.lat}, {"lon", &entry.lon}, {"radius_km", &entry.radius_km}}) {
            auto read = number(*table, row, column);
            if (!read) return read.error();
            *value = *read;
        }
        if (std::abs(entry.lat) > 90 || std::abs(entry.lon) > 180)
            return bad_row(*table, row, "no such point on Earth");
        const std::string division(table->cell(row, "admin1"));
        if (!division.empty()) {
            const auto at = draft.divisions.find(division);
            if (at == draft.divisions.end()) return bad_row(*table, row, "no such first-level division: " + division);
            entry.admin1 = at->second;
        }
        settle(neighbours, entry);
        entry.names.push_back({entry.name, NameForm::Main});
        for (auto& alias : list(table->cell(row, "aliases")))
            entry.names.push_back({std::move(alias), NameForm::Alternate});
        for (size_t i = 0, n = entry.names.size(); i < n; ++i) {
            for (auto core : {without(entry.names[i].name, kFacilityTails, false),
                              without(entry.names[i].name, kFacilityHeads, true)}) {
                if (!core.empty()) entry.names.push_back({std::move(core), NameForm::Core});
            }
        }
        DraftFacility facility;
        for (auto [column, value] : {std::pair{"kind", &facility.kind},
                                     {"operators", &facility.operators},
                                     {"valid_from", &facility.valid_from},
                                     {"valid_to", &facility.valid_to},
                                     {"source", &facility.source},
                                     {"note", &facility.note}}) {
            *value = table->cell(row, column);
        }
        if (facility.kind.empty()) return bad_row(*table, row, "a facility needs a kind");
        entry.facility = static_cast<int>(draft.facilities.size());
        draft.facilities.push_back(std::move(facility));
        draft.entries.push_back(std::move(entry));
    }
    return {};
}

Result<void> read_airfields(const Paths& paths, Draft& draft) {
    draft.attribution += "Airfields: OurAirports, public domain\n";
    const auto path = paths.sources / "airport-db/package/dist/assets/airports.sqlite";
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, CloseDatabase> db(raw);
    if (opened != SQLITE_OK) return Error{errors::kFileMissing, "a source of the gazetteer is missing", path.string()};
    sqlite3_stmt* prepared = nullptr;
    const char* sql = "SELECT icao, name, type, latitude, longitude, country_code, city FROM airports ORDER BY icao";
    if (sqlite3_prepare_v2(db.get(), sql, -1, &prepared, nullptr) != SQLITE_OK) {
        return Error{errors::kGazetteerSource, "it has no table of airports", path.string()};
    }
    const std::unique_ptr<sqlite3_stmt, CloseStatement> rows(prepared);
    const Neighbours neighbours(draft);
    std::vector<uint32_t> ours;
    for (uint32_t i = 0; i < draft.entries.size(); ++i) {
        const int at = draft.entries[i].facility;
        if (at >= 0 && is_airfield(draft.facilities[static_cast<size_t>(at)].kind)) ours.push_back(i);
    }
    for (auto& field : airfields(rows.get())) {
        const auto same = std::find_if(ours.begin(), ours.end(), [&](uint32_t i) {
            const auto& e = draft.entries[i];
            return kilometres(e.lat, e.lon, field.entry.lat, field.entry.lon) < std::max(4.0, e.radius_km);
        });
        if (same != ours.end()) {
            for (auto& name : field.entry.names) {
                if (name.form == NameForm::Main) name.form = NameForm::Alternate;
                draft.entries[*same].names.push_back(std::move(name));
            }
            continue;
        }
        settle(neighbours, field.entry);
        draft.entries.push_back(std::move(field.entry));
    }
    return {};
}

}  // namespace tallybook::gazetteer_draft
