// What coding makes of a report: mentions, statements, tallies. The field names are those of docs/records.md, the
// public format; report/record_json.hpp writes them. Empty strings and empty optionals are written as null.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/span.hpp"
#include "report/values.hpp"

namespace tallybook {

struct Participant {
    std::string role;  // actor recipient victim object instrument beneficiary; empty inside statements and tallies
    std::optional<ByteSpan> span;      // none: nobody is named ("unknown")
    std::vector<ByteSpan> parts;       // where the words do not stand together; else empty
    std::optional<ByteSpan> named_at;  // where the name stands, when span is a pronoun or a description
    std::string id, name;
    bool described = false;  // without an id, `name` is what the text calls people that it does not name; not written
    std::string kind = "unknown";
    std::string cls;  // "class" in JSON
    std::string description, member_of, affiliation, country;
    std::optional<Quantity> count;
    std::string effect;
    std::string status = "reported";
    std::string by, by_kind, basis;
    std::optional<PlaceRef> place;
    std::optional<int> within;
    std::optional<uint32_t> head_token;  // index into Report::tokens; not written
};

struct Source {
    ByteSpan span;
    std::string id;
    std::string kind = "unknown";  // official|military|media|group|witness|document|unknown
};

struct Words {  // some words of the report
    ByteSpan span;
    std::vector<ByteSpan> parts;
};

struct Mention {
    std::string id;  // "r-…/m1"
    std::string type, mode;
    std::vector<std::string> contexts;
    std::string polarity = "affirmed";
    std::string phase = "past";
    bool historic = false;
    std::optional<Quantity> count;
    std::string part_of;
    bool series = false;
    bool reciprocal = false;
    ByteSpan trigger;
    std::vector<Participant> participants;
    std::optional<TimeValue> time;
    std::optional<PlaceRef> place;
    std::vector<PlaceRef> other_places;
    std::vector<Source> said_by;
    std::vector<ByteSpan> evidence;
    std::string rule;
    double score = 0;
    std::string codes;  // JSON object of codes of another scheme; empty: none asked for
};

struct Statement {
    std::string id;  // "r-…/s1"
    std::string act, type, mode;
    std::optional<Participant> speaker, addressee;
    std::vector<std::string> about;
    std::vector<Participant> against;
    std::string medium;
    std::optional<Participant> reported_by;
    std::string polarity = "affirmed";
    std::optional<TimeValue> time;
    std::optional<PlaceRef> place;
    Words cue;
    std::optional<Words> content;
    bool quoted = false;
    std::vector<ByteSpan> evidence;
    std::string rule;
    std::string codes;
};

struct Tally {
    std::string id;  // "r-…/t1"
    std::string of;
    std::optional<Quantity> quantity;
    std::string unit;
    std::optional<Participant> actor, recipient;
    std::vector<PlaceRef> places;
    std::string since, until, window_basis;
    std::string superlative;
    std::string part_of, supersedes;
    std::optional<Participant> by;
    std::vector<ByteSpan> evidence;
    std::string rule;
};

struct Records {
    std::vector<Mention> mentions;
    std::vector<Statement> statements;
    std::vector<Tally> tallies;
};

}  // namespace tallybook
