#include "values/facility_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

#include "base/errors.hpp"
#include "values/gazetteer_draft.hpp"
#include "values/gazetteer_names.hpp"

namespace tallybook {
namespace {

using gazetteer_draft::Table;

std::string slug(std::string_view name) {
    std::vector<std::string> words;
    std::string out;
    if (!gazetteer_names::split_words(name, words)) return out;
    for (const std::string& word : words) out += (out.empty() ? "" : "-") + word;
    return out;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ";") + part;
    return out;
}

bool is_slug(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool same_name(std::string_view a, std::string_view b) {
    return slug(a) == slug(b) && !slug(a).empty();
}

// What is wrong with it beside the rows that are there; empty where nothing is.
std::string problem(const Table& table, const NewFacility& f, const std::string& id) {
    if (f.name.empty()) return "a facility needs a name";
    if (!is_slug(id)) return "the id may hold small letters, digits and hyphens only: '" + id + "'";
    if (f.country.size() != 2 || f.country[0] < 'A' || f.country[0] > 'Z' || f.country[1] < 'A' || f.country[1] > 'Z')
        return "the country is two capital letters (ISO 3166-1): '" + f.country + "'";
    if (!(std::abs(f.lat) <= 90 && std::abs(f.lon) <= 180)) return "no such point on Earth";
    if (!(f.radius_km > 0 && f.radius_km <= 500)) return "the radius is more than 0 and at most 500 km";
    std::set<std::string, std::less<>> kinds;
    for (const Table::Row& row : table.rows) {
        kinds.emplace(table.cell(row, "kind"));
        if (table.cell(row, "id") == id) return "the id is taken: '" + id + "', line " + std::to_string(row.line);
        if (table.cell(row, "country") != f.country) continue;
        std::vector<std::string> names = gazetteer_draft::list(table.cell(row, "aliases"));
        names.emplace_back(table.cell(row, "name"));
        for (const std::string& name : names) {
            if (same_name(name, f.name))
                return "the country has a facility of that name: '" + std::string(table.cell(row, "id")) + "', line " +
                       std::to_string(row.line);
        }
    }
    if (!kinds.contains(f.kind)) {
        return "no facility is of the kind '" + f.kind + "'; the kinds are " + joined({kinds.begin(), kinds.end()});
    }
    return {};
}

}  // namespace

Result<std::string> add_facility(const std::filesystem::path& list, const NewFacility& f) {
    const auto table = gazetteer_draft::read_table(
        list, {"id", "name", "aliases", "language", "kind", "lat", "lon", "radius_km", "country", "admin1", "operators",
               "valid_from", "valid_to", "source", "note"});
    if (!table) return table.error();
    const std::string id = f.id.empty() ? slug(f.name) : f.id;
    const std::map<std::string_view, std::string> cells = {
        {"id", id},
        {"name", f.name},
        {"aliases", joined(f.aliases)},
        {"language", "en"},
        {"kind", f.kind},
        {"lat", fmt::format("{}", f.lat)},
        {"lon", fmt::format("{}", f.lon)},
        {"radius_km", fmt::format("{}", f.radius_km)},
        {"country", f.country},
        {"admin1", f.admin1},
        {"operators", joined(f.operators)},
        {"valid_from", f.valid_from},
        {"valid_to", f.valid_to},
        {"source", f.source.empty() ? "public reporting" : f.source},
        {"note", f.note},
    };
    std::string what = problem(*table, f, id);
    std::vector<std::string> row(table->columns.size());
    for (const auto& [column, text] : cells) {
        if (text.find_first_of("\t\r\n") != std::string::npos)
            what = "a cell holds a tab or a line break: " + std::string(column);
        row[table->columns.find(column)->second] = text;
    }
    if (!what.empty()) return Error{errors::kGazetteerRow, what, list.string()};
    std::string line;
    for (const std::string& cell : row) line += (&cell == &row.front() ? "" : "\t") + cell;
    bool ends = true;
    {
        std::ifstream in(list, std::ios::binary | std::ios::ate);
        if (in.tellg() > 0) {
            in.seekg(-1, std::ios::end);
            ends = in.get() == '\n';
        }
    }
    std::ofstream out(list, std::ios::binary | std::ios::app);
    out << (ends ? "" : "\n") << line << '\n';
    out.flush();
    if (!out) return Error{errors::kGazetteerRow, "the row could not be written; is the file writable?", list.string()};
    return id;
}

}  // namespace tallybook
