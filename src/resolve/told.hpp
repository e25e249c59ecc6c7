// What the reports tell, read back from the record lines that the ledger keeps: only the fields that resolving and
// checking look at, and the JSON text of what an incident repeats word for word (participants, time, place); as text,
// because a ledger of a million mentions would not fit into memory as trees.
//
// Reading the public format back instead of keeping a second, binary form: the lines are the record, so whatever is
// resolved can be seen, and a ledger written by another version stays readable. Fields that are missing or null are
// "unknown", unknown keys are ignored; only a line that is no JSON object or lacks its id is refused.
// Plain values; own everything; pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/days.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "resolve/copies.hpp"

namespace tallybook {

struct Range {
    std::optional<int64_t> low, best, high;
    std::string hedge;

    bool empty() const { return !low && !best && !high; }
    // The number that stands for the range: best, else the bound that is known.
    std::optional<int64_t> leading() const { return best ? best : low ? low : high; }
    bool operator==(const Range&) const = default;
};

struct ToldPlace {
    std::string id, name, country, admin1, kind, relation;
    std::optional<double> lat, lon;
    std::string json;  // as the line has it
};

struct ToldTime {
    DayRange days;    // unknown ends are unset
    struct Minutes {  // of the day
        int first, last;
    };
    std::optional<Minutes> minutes;  // where a time of day is told, within one day
    bool inferred = false;           // has a "basis" instead of words
    std::string json;
};

struct ToldPerson {
    std::string role, text, id, name, kind, cls, member_of, affiliation, country, effect, status, by, by_kind;
    std::optional<Range> count;
    std::optional<int> within;
    bool called = false;  // nobody names them: `name` is what they are called, as "villagers"
    std::string json;

    bool named() const { return !id.empty() || !name.empty(); }
    // A person by name who is nobody that the codebook knows.
    bool private_person() const { return kind == "person" && id.empty() && !name.empty(); }
    bool somebody() const { return !id.empty() || !name.empty() || !text.empty(); }
};

struct ToldMention {
    std::string id;
    std::string type, mode, polarity, phase, part_of, trigger;
    std::vector<std::string> contexts;
    bool historic = false, series = false, reciprocal = false;
    bool toll = false;  // a series that says how many were hurt at one place
    std::optional<Range> count;
    std::vector<ToldPerson> people;
    std::optional<ToldTime> time;
    std::optional<ToldPlace> place;
    std::vector<ToldPlace> other_places;
    struct Source {
        std::string text, id, kind;
    };
    std::vector<Source> said_by;
    int64_t at = 0;  // where it stands in the text, for order
};

struct ToldStatement {
    std::string id, act, polarity;
    std::optional<ToldPerson> speaker, reported_by;
    std::vector<std::string> about;
    std::vector<ToldPerson> against;
    int64_t at = 0;
};

struct ToldTally {
    std::string id, of, since, until, superlative, part_of, supersedes;
    std::optional<Range> quantity;
    std::optional<ToldPerson> actor, recipient;
    std::vector<ToldPlace> places;
    int64_t at = 0;
};

struct ToldReport {
    std::string id, outlet, uri, published;                    // published: YYYY-MM-DD or empty
    Sketch sketch;                                             // of the text; empty where nobody made one
    std::string gist;                                          // likewise, as gist_of makes it
    const ToldReport* copy_of = nullptr;                       // set by resolve
    std::vector<std::shared_ptr<const ToldMention>> mentions;  // none null
    std::vector<ToldStatement> statements;
    std::vector<ToldTally> tallies;
};

// A report's own line.
Result<ToldReport> read_report_line(std::string_view line);

// One record line of it (mention, statement, tally; other kinds are ignored).
Result<void> add_record_line(ToldReport& report, std::string_view line);

// The parts of a line.
Range range_of(const Json& value);
ToldPlace place_of(const Json& value);
ToldTime time_of(const Json& value);
DayRange days_told(std::string_view value, std::string_view earliest, std::string_view latest);  // of a time's fields
ToldPerson person_of(const Json& value);

}  // namespace tallybook
