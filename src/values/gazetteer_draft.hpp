// The gazetteer while it is being built: entries with their names, before they are laid out as an image. Internal to
// the builder.
#pragma once

#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"
#include "values/gazetteer_image.hpp"

namespace tallybook::gazetteer_draft {

using gazetteer_image::Feature;
using gazetteer_image::kNoEntry;
using gazetteer_image::NameForm;

struct DraftName {
    std::string name;
    NameForm form;
};

struct DraftFacility {
    std::string kind, operators, valid_from, valid_to, source, note;
};

struct DraftEntry {
    std::string id;  // empty: "geonames:" and the number
    std::string name;
    double lat = std::numeric_limits<double>::quiet_NaN(), lon = std::numeric_limits<double>::quiet_NaN();
    uint32_t population = 0, geonames = 0;
    uint32_t admin1 = kNoEntry, admin2 = kNoEntry;
    double radius_km = 0, prior = 0;
    std::string country, zone;
    PlaceKind kind = PlaceKind::Town;
    Feature feature = Feature::Town;
    std::vector<DraftName> names;
    int facility = -1;

    bool has_point() const { return lat == lat; }
};

struct DraftCountry {
    std::string iso3;
    uint32_t entry = kNoEntry, capital = kNoEntry;
    std::string capital_name;
};

struct DraftRing {
    std::vector<std::pair<int32_t, int32_t>> points;  // lon, lat in 1/10,000 degrees
    size_t polygon = 0;                               // rings of one polygon have the same number
    bool hole = false;
    std::string country;
    uint32_t admin1 = kNoEntry;
};

// A province of the map: its names and its polygons, before it is known which first-level division it is.
struct DraftProvince {
    std::string country;
    std::vector<std::string> names;
    std::vector<size_t> rings;  // into Draft::rings
};

struct Draft {
    std::vector<DraftEntry> entries;
    std::vector<DraftFacility> facilities;
    std::map<std::string, DraftCountry, std::less<>> countries;  // by ISO 3166-1 alpha-2
    std::unordered_map<std::string, uint32_t> divisions;         // "IQ.01", "US.KY.125" → entry
    std::vector<DraftRing> rings;
    std::vector<DraftProvince> provinces;
    std::unordered_set<std::string> ordinary;
    std::unordered_map<std::string, std::string> country_zone;  // countries with one zone
    std::string attribution;
};

struct Paths {
    std::filesystem::path sources;    // the unpacked packages
    std::filesystem::path hand_kept;  // the folder of facilities.tsv, countries.tsv, regions.tsv …
    std::filesystem::path facilities;
    std::filesystem::path system = "/usr/share";
};

// Rows of a hand-kept table: tab-separated, a heading line with the column names, '#' begins a comment line. A missing
// cell is empty. Lists inside a cell are separated by ';'.
struct Table {
    std::filesystem::path path;
    std::map<std::string, size_t, std::less<>> columns;
    struct Row {
        size_t line;
        std::vector<std::string> cells;
    };
    std::vector<Row> rows;
    std::string_view cell(const Row& row, std::string_view column) const;
};
Result<Table> read_table(const std::filesystem::path& path, std::initializer_list<const char*> required);
std::vector<std::string> list(std::string_view cell);
Result<double> number(const Table& table, const Table::Row& row, std::string_view column);

// In this order; each adds to the draft.
Result<void> read_countries(const Paths& paths, Draft& draft);
Result<void> read_divisions(const Paths& paths, Draft& draft);
Result<void> read_towns(const Paths& paths, Draft& draft);
Result<void> read_map(const Paths& paths, Draft& draft);
Result<void> read_regions(const Paths& paths, Draft& draft);
Result<void> read_facilities(const Paths& paths, Draft& draft);
Result<void> read_airfields(const Paths& paths, Draft& draft);
Result<void> read_ordinary_words(const Paths& paths, Draft& draft);

// "Zakho District", "Muhafazat Hims", "Oblast …": what is left without the generic word; empty where there is none.
std::string without_generic(std::string_view name);
bool has_letters_only_in_capitals(std::string_view name);

}  // namespace tallybook::gazetteer_draft
