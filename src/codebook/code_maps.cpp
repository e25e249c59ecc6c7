#include "codebook/code_maps.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "codebook/book.hpp"
#include "codebook/byte_io.hpp"
#include "codebook/vocabulary.hpp"

namespace tallybook {
namespace {

enum class Values { None, Types, Phases, Polarities, Contexts, Acts, People, Effects, Dates, Any };

struct Field {
    std::string_view name;
    Values values;
};
constexpr Field kRecordFields[] = {
    {"type", Values::Types},    {"mode", Values::Any},         {"act", Values::Acts},
    {"phase", Values::Phases},  {"context", Values::Contexts}, {"polarity", Values::Polarities},
    {"actor", Values::People},  {"recipient", Values::People}, {"victim", Values::People},
    {"object", Values::People}, {"instrument", Values::Any},   {"effect", Values::Effects},
    {"about", Values::Types},   {"word", Values::Any},         {"frame", Values::Any},
    {"says", Values::Any},      {"reciprocal", Values::None}};
constexpr Field kActorFields[] = {{"id", Values::Any},       {"in", Values::Any},    {"kind", Values::People},
                                  {"class", Values::People}, {"word", Values::Any},  {"country", Values::Any},
                                  {"on", Values::Dates},     {"state", Values::None}};

struct Scheme {
    std::string_view file;
    std::vector<MapLine> CodeMaps::*lines;
    size_t codes;
};
constexpr Scheme kSchemes[] = {{"maps/cameo.txt", &CodeMaps::cameo, 1},
                               {"maps/acled.txt", &CodeMaps::acled, 2},
                               {"maps/gtd.txt", &CodeMaps::gtd, 1},
                               {"maps/cameo-actors.txt", &CodeMaps::cameo_actors, 1}};

bool known(Values kind, std::string_view value) {
    switch (kind) {
        case Values::None:
            return false;
        case Values::Types:
            return is_event_type(value);
        case Values::Phases:
            return is_phase(value);
        case Values::Polarities:
            return value == "affirmed" || value == "negated" || value == "denied";
        case Values::Contexts:
            return is_context(value);
        case Values::Acts:
            return is_act(value);
        case Values::People:
            return value == "none" || is_participant_kind(value) || is_participant_class(value);
        case Values::Effects:
            return is_effect(value);
        case Values::Dates:  // "1990-01-01..1994-12-31", either side may be open
            return value.size() > 2 && value.find("..") != std::string_view::npos &&
                   value.find_first_not_of("0123456789-.") == std::string_view::npos;
        case Values::Any:
            return true;
    }
    return false;
}

// "field value, value", the caret in front of the first value for "none of these".
void parse_condition(const Line& line, const Part& part, std::span<const Field> fields, MapLine& out, Book& book) {
    const size_t space = std::min(part.text.find(' '), part.text.size());
    MapCondition condition;
    condition.field = part.text.substr(0, space);
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == condition.field; });
    if (field == fields.end()) {
        book.findings.push_back(
            {true, line.at(part.offset), "\"" + condition.field + "\" is no condition of this table"});
        return;
    }
    std::string_view rest = trim(part.text.substr(space));
    condition.negated = rest.starts_with('^');
    if (condition.negated) rest.remove_prefix(1);
    for (const Part& value : split(rest, ',')) {
        if (!known(field->values, value.text)) {
            book.findings.push_back({true, line.at(part.offset),
                                     "\"" + std::string(value.text) + "\" is no value of \"" + condition.field + "\""});
        }
        condition.values.emplace_back(value.text);
    }
    if (condition.values.empty() && field->values != Values::None)
        book.findings.push_back({true, line.at(part.offset), "\"" + condition.field + "\" asks for a value"});
    out.conditions.push_back(std::move(condition));
}

// The head of a line for events: "TYPE [MODE]", "act ACT, ACT" or "*".
void parse_head(const Line& line, const Part& head, MapLine& out, Book& book) {
    if (head.text == "*") return;
    const auto words = split(head.text, ' ');
    if (words[0].text == "act") return parse_condition(line, head, kRecordFields, out, book);
    const std::string type(words[0].text);
    if (!is_event_type(type))
        book.findings.push_back({true, line.at(head.offset),
                                 "\"" + type + "\" is no event type; a line begins with one, with \"act …\" or *"});
    out.conditions.push_back({"type", false, {type}});
    if (words.size() == 1) return;
    MapCondition modes{"mode", false, {}};
    for (const Part& mode : split(head.text.substr(words[1].offset), ',')) {
        if (!is_mode_of(type, mode.text))
            book.findings.push_back({true, line.at(head.offset + words[1].offset + mode.offset),
                                     "\"" + std::string(mode.text) + "\" is no mode of " + type});
        modes.values.emplace_back(mode.text);
    }
    out.conditions.push_back(std::move(modes));
}

void parse_countries(const SourceFile& file, Book& book) {
    for (const Line& line : lines_of(file)) {
        for (const Part& part : split(line.text, ',')) {
            if (part.text.size() != 6 || part.text[2] != ' ') {
                book.findings.push_back(
                    {true, line.at(part.offset), "a country here is two letters, a space, three letters"});
            } else if (!book.maps.countries.emplace(part.text.substr(0, 2), part.text.substr(3)).second) {
                book.findings.push_back(
                    {true, line.at(part.offset),
                     "the country " + std::string(part.text.substr(0, 2)) + " stands in this table already"});
            }
        }
    }
}

bool asks_for_id(const MapCondition& c) {
    return c.field == "id" && !c.negated && !c.values.empty();
}

bool covers(const MapCondition& wide, const MapCondition& narrow) {
    if (wide.field != narrow.field || wide.negated != narrow.negated) return false;
    const auto& inner = wide.negated ? wide.values : narrow.values;
    const auto& outer = wide.negated ? narrow.values : wide.values;
    if (wide.values.empty()) return true;
    return std::all_of(inner.begin(), inner.end(),
                       [&](const std::string& v) { return std::find(outer.begin(), outer.end(), v) != outer.end(); });
}

// Whether every record that fits the later line fits the earlier one.
bool hides(const MapLine& earlier, const MapLine& later) {
    return std::all_of(earlier.conditions.begin(), earlier.conditions.end(), [&](const MapCondition& wide) {
        return std::any_of(later.conditions.begin(), later.conditions.end(),
                           [&](const MapCondition& narrow) { return covers(wide, narrow); });
    });
}

void write_lines(Writer& w, const std::vector<MapLine>& lines) {
    w.u32(static_cast<uint32_t>(lines.size()));
    for (const MapLine& line : lines) {
        w.u32(static_cast<uint32_t>(line.conditions.size()));
        for (const MapCondition& c : line.conditions) {
            w.str(c.field);
            w.u32(c.negated);
            w.strs(c.values);
        }
        w.strs(line.codes);
        w.str(line.where);
    }
}

std::vector<MapLine> read_lines(Reader& r) {
    std::vector<MapLine> lines(r.count(12));
    for (MapLine& line : lines) {
        line.conditions.resize(r.count(12));
        for (MapCondition& c : line.conditions) {
            c.field = r.str();
            c.negated = r.u32() != 0;
            c.values = r.strs();
        }
        line.codes = r.strs();
        line.where = r.str();
    }
    return lines;
}

}  // namespace

void parse_map(const SourceFile& file, Book& book) {
    if (file.path == "maps/countries.txt") return parse_countries(file, book);
    const auto scheme =
        std::find_if(std::begin(kSchemes), std::end(kSchemes), [&](const Scheme& s) { return s.file == file.path; });
    if (scheme == std::end(kSchemes)) {
        book.findings.push_back(
            {true, file.path + ":1:1",
             "there is no such table: cameo.txt, cameo-actors.txt, acled.txt, gtd.txt and countries.txt are read"});
        return;
    }
    const bool actors = scheme->lines == &CodeMaps::cameo_actors;
    for (const Line& line : lines_of(file)) {
        const size_t faults = book.findings.size();
        const size_t arrow = line.text.find("=>");
        if (arrow == std::string_view::npos) {
            book.findings.push_back({true, line.at(), "a line here is \"conditions => code\"; the arrow is missing"});
            continue;
        }
        MapLine out;
        out.where = line.place();
        bool first = true;
        for (const Part& part : split(line.text.substr(0, arrow), ';')) {
            if (first && !actors) {
                parse_head(line, part, out, book);
            } else if (part.text != "*") {
                parse_condition(line, part,
                                actors ? std::span<const Field>(kActorFields) : std::span<const Field>(kRecordFields),
                                out, book);
            }
            first = false;
        }
        for (const Part& code : split(line.text.substr(arrow + 2), '|')) out.codes.emplace_back(code.text);
        if (out.codes.size() == 1 && out.codes[0] == "none") {
            out.codes.clear();
        } else if (out.codes.size() != scheme->codes) {
            book.findings.push_back({true, line.at(arrow),
                                     scheme->codes == 1 ? "one code follows the arrow, or \"none\""
                                                        : "two names follow the arrow, parted by |, or \"none\""});
        }
        if (book.findings.size() == faults) (book.maps.*scheme->lines).push_back(std::move(out));
    }
}

// Actors that a line asks for and nobody defines: the line does nothing.
void check_ids(Book& book) {
    std::set<std::string_view> ids;
    for (const ActorEntry& e : book.actors) ids.insert(e.actor.id);
    for (const MapLine& line : book.maps.cameo_actors) {
        for (const MapCondition& c : line.conditions) {
            if (c.field != "id" && c.field != "in") continue;
            for (const std::string& id : c.values)
                if (ids.count(id) == 0)
                    book.findings.push_back({false, line.where + ":1", "no line of actors/ defines \"" + id + "\""});
        }
    }
}

// The first line before `later` that takes all its records; lines for other ids cannot.
const MapLine* hidden_by(const std::vector<MapLine>& lines, const std::vector<uint32_t>& candidates, uint32_t later) {
    for (const uint32_t earlier : candidates) {
        if (earlier >= later) break;
        if (hides(lines[earlier], lines[later])) return &lines[earlier];
    }
    return nullptr;
}

void check_maps(Book& book) {
    check_ids(book);
    index_actor_lines(book.maps);
    for (const Scheme& scheme : kSchemes) {
        const auto& lines = book.maps.*scheme.lines;
        const bool actors = scheme.lines == &CodeMaps::cameo_actors;
        std::vector<uint32_t> all(actors ? 0 : lines.size());
        std::iota(all.begin(), all.end(), 0u);
        for (uint32_t later = 0; later < lines.size(); ++later) {
            const MapLine* earlier = hidden_by(lines, actors ? book.maps.actors_without_id : all, later);
            const auto& conditions = lines[later].conditions;
            const auto id = std::find_if(conditions.begin(), conditions.end(), asks_for_id);
            if (earlier == nullptr && actors && id != conditions.end())
                earlier = hidden_by(lines, book.maps.actors_by_id[id->values[0]], later);
            if (earlier == nullptr) continue;
            book.findings.push_back({false, lines[later].where + ":1",
                                     "no record reaches this line: all that fit it fit " + earlier->where});
        }
    }
}

bool fits(const MapLine& line, const MapSubject& subject) {
    return std::all_of(line.conditions.begin(), line.conditions.end(),
                       [&](const MapCondition& c) { return subject.has(c.field, c.values) != c.negated; });
}

const MapLine* first_fit(const std::vector<MapLine>& lines, const MapSubject& subject) {
    const auto it = std::find_if(lines.begin(), lines.end(), [&](const MapLine& line) { return fits(line, subject); });
    return it == lines.end() ? nullptr : &*it;
}

void index_actor_lines(CodeMaps& maps) {
    maps.actors_by_id.clear();
    maps.actors_without_id.clear();
    for (uint32_t i = 0; i < maps.cameo_actors.size(); ++i) {
        const auto& conditions = maps.cameo_actors[i].conditions;
        const auto id = std::find_if(conditions.begin(), conditions.end(), asks_for_id);
        if (id == conditions.end()) {
            maps.actors_without_id.push_back(i);
        } else {
            for (const std::string& value : id->values) maps.actors_by_id[value].push_back(i);
        }
    }
}

const MapLine* first_actor_fit(const CodeMaps& maps, const std::string& id, const MapSubject& subject) {
    uint32_t first = static_cast<uint32_t>(maps.cameo_actors.size());
    const auto look = [&](const std::vector<uint32_t>& lines) {
        for (const uint32_t i : lines) {
            if (i >= first) return;
            if (fits(maps.cameo_actors[i], subject)) first = i;
        }
    };
    if (const auto own = maps.actors_by_id.find(id); own != maps.actors_by_id.end()) look(own->second);
    look(maps.actors_without_id);
    return first == maps.cameo_actors.size() ? nullptr : &maps.cameo_actors[first];
}

void write_maps(Writer& w, const CodeMaps& maps) {
    for (const Scheme& scheme : kSchemes) write_lines(w, maps.*scheme.lines);
    w.u32(static_cast<uint32_t>(maps.countries.size()));
    for (const auto& [two, three] : maps.countries) {
        w.str(two);
        w.str(three);
    }
}

CodeMaps read_maps(Reader& r) {
    CodeMaps maps;
    for (const Scheme& scheme : kSchemes) maps.*scheme.lines = read_lines(r);
    const uint32_t countries = r.count(8);
    for (uint32_t i = 0; i < countries; ++i) {
        std::string two = r.str();
        maps.countries.emplace(std::move(two), r.str());
    }
    index_actor_lines(maps);
    return maps;
}

}  // namespace tallybook
