// The public record format (docs/records.md) as JSON Lines: one function a kind of record, keys in the documented
// order, null for what is unknown, [] for an empty list. This is the only place that knows the order of the keys.
//
// Every append_* adds one object without a line end. `text` is always cut from the report's own text by the span beside
// it, so that it cannot differ. Optional keys that are written only where they say something: `zone` and `basis` of a
// time, `basis` of a place or a count, `span` of a count, `parts` of a participant or a cue, `codes`.
// Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "report/json_writer.hpp"
#include "report/records.hpp"
#include "report/report.hpp"

namespace tallybook {

// The first line of every output. An empty digest is written as null.
std::string run_json(std::string_view version, std::string_view codebook, std::string_view model,
                     std::string_view gazetteer);

void append_json(std::string& out, const Report& report);
void append_sentence_json(std::string& out, const Report& report, size_t sentence);
void append_token_json(std::string& out, const Report& report, size_t sentence, size_t token);  // index into tokens
void append_json(std::string& out, const NameRef& name, const Report& report);
void append_json(std::string& out, const TimeValue& time, const Report& report);
void append_json(std::string& out, const PlaceRef& place, const Report& report);
void append_json(std::string& out, const Quantity& quantity, const Report& report);

void append_json(std::string& out, const Mention& mention, const Report& report);
void append_json(std::string& out, const Statement& statement, const Report& report);
void append_json(std::string& out, const Tally& tally, const Report& report);

template <class Record>
std::string to_json(const Record& record, const Report& report) {
    std::string out;
    append_json(out, record, report);
    return out;
}
inline std::string to_json(const Report& report) {
    std::string out;
    append_json(out, report);
    return out;
}

// The values inside a record, for those who write other records out of them (incidents). `text` is the text of the
// report that the spans point into.
void write_participant(JsonWriter& json, const Participant& participant, std::string_view text);
void write_time(JsonWriter& json, const TimeValue& time, std::string_view text);
void write_place(JsonWriter& json, const PlaceRef& place, std::string_view text);  // with relation and between
void write_count(JsonWriter& json, const Quantity& count);

}  // namespace tallybook
