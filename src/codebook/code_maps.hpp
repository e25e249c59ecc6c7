// Codes of other schemes (CAMEO, ACLED, GTD) as tables that an analyst reads: lines of conditions and what to write,
// tried in the order of the file; the first that fits decides. That is how people read a list of exceptions with the
// rule behind them, and lint can tell which line no record ever reaches. "The most special line wins" was turned down:
// nobody can say which one that is without counting.
//
//   ASSAULT heavy-weapons; instrument drone, missile => 195
//   kind armed-group; country none => ---REB                    (maps/cameo-actors.txt)
//
// Immutable after loading; a part of the codebook and of its image. Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tallybook {

// "recipient civilians, none" — of a record's or an actor's field one of these values, or (negated) none of them.
struct MapCondition {
    std::string field;
    bool negated = false;
    std::vector<std::string> values;  // empty: the field is set at all ("reciprocal")
};

struct MapLine {
    std::vector<MapCondition> conditions;
    std::vector<std::string> codes;  // as many as the scheme has fields; empty: no code
    std::string where;               // file:line
};

struct CodeMaps {
    std::vector<MapLine> cameo;                                 // event code
    std::vector<MapLine> acled;                                 // event_type, sub_event_type
    std::vector<MapLine> gtd;                                   // attacktype1_txt
    std::vector<MapLine> cameo_actors;                          // actor code; {country} stands for the three letters
    std::map<std::string, std::string, std::less<>> countries;  // ISO alpha-2 → alpha-3

    // Of cameo_actors, in file order: the lines that ask for an id, by it, and the others. Imported dictionaries make
    // tens of thousands of the first.
    std::unordered_map<std::string, std::vector<uint32_t>> actors_by_id;
    std::vector<uint32_t> actors_without_id;
};

// What is asked of a line: the values that a field has. An empty list: it is not set.
class MapSubject {
public:
    virtual ~MapSubject() = default;
    // Whether the field has one of these values; no values: whether it is set.
    virtual bool has(std::string_view field, const std::vector<std::string>& values) const = 0;
};

// The first line that fits; null if none does.
const MapLine* first_fit(const std::vector<MapLine>& lines, const MapSubject& subject);

// The same over cameo_actors, for an actor with this id (may be empty).
const MapLine* first_actor_fit(const CodeMaps& maps, const std::string& id, const MapSubject& subject);
void index_actor_lines(CodeMaps& maps);

class Writer;
class Reader;
void write_maps(Writer& writer, const CodeMaps& maps);
CodeMaps read_maps(Reader& reader);

}  // namespace tallybook
