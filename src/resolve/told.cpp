#include "resolve/told.hpp"

#include "base/errors.hpp"
#include "base/text.hpp"

namespace tallybook {

namespace {

std::optional<double> number_at(const Json& object, const char* key) {
    const Json& value = value_at(object, key);
    if (!value.is_number()) return std::nullopt;
    return value.get<double>();
}

int64_t begin_of(const Json& span) {
    return span.is_array() && !span.empty() && span[0].is_number() ? span[0].get<int64_t>() : 0;
}

template <class Read>
auto maybe(const Json& value, Read read) -> std::optional<decltype(read(value))> {
    if (!value.is_object()) return std::nullopt;
    return read(value);
}

template <class Read>
auto all(const Json& list, Read read) -> std::vector<decltype(read(list))> {
    std::vector<decltype(read(list))> out;
    for (const Json& one : list)
        if (one.is_object()) out.push_back(read(one));
    return out;
}

std::string text_or(const Json& object, const char* key, const char* otherwise) {
    std::string text = text_of(object, key);
    return text.empty() ? otherwise : text;
}

int64_t first_evidence(const Json& line) {
    const Json& evidence = value_at(line, "evidence");
    return evidence.is_array() && !evidence.empty() ? begin_of(value_at(evidence[0], "span")) : 0;
}

ToldMention mention_of(const Json& line) {
    ToldMention out;
    out.id = text_of(line, "id");
    out.type = text_of(line, "type");
    out.mode = text_of(line, "mode");
    out.contexts = texts_of(line, "contexts");
    out.polarity = text_or(line, "polarity", "affirmed");
    out.phase = text_or(line, "phase", "past");
    out.historic = flag_of(line, "historic");
    out.count = maybe(value_at(line, "count"), range_of);
    out.part_of = text_of(line, "part_of");
    out.series = flag_of(line, "series");
    out.toll = text_of(line, "rule") == "toll/by-place";
    out.reciprocal = flag_of(line, "reciprocal");
    out.trigger = text_of(value_at(line, "trigger"), "text");
    out.people = all(value_at(line, "participants"), person_of);
    out.time = maybe(value_at(line, "time"), time_of);
    // The country that the report speaks of is no place of the event by its own words: it joins and parts nothing.
    if (text_of(value_at(line, "place"), "basis") != "country of the report")
        out.place = maybe(value_at(line, "place"), place_of);
    out.other_places = all(value_at(line, "other_places"), place_of);
    for (const Json& one : value_at(line, "said_by"))
        out.said_by.push_back({text_of(one, "text"), text_of(one, "id"), text_or(one, "kind", "unknown")});
    const Json& trigger = value_at(value_at(line, "trigger"), "span");
    out.at = trigger.is_array() ? begin_of(trigger) : first_evidence(line);
    return out;
}

ToldStatement statement_of(const Json& line) {
    ToldStatement out;
    out.id = text_of(line, "id");
    out.act = text_of(line, "act");
    out.polarity = text_or(line, "polarity", "affirmed");
    out.speaker = maybe(value_at(line, "speaker"), person_of);
    out.reported_by = maybe(value_at(line, "reported_by"), person_of);
    out.about = texts_of(line, "about");
    out.against = all(value_at(line, "against"), person_of);
    const Json& cue = value_at(value_at(line, "cue"), "span");
    out.at = cue.is_array() ? begin_of(cue) : first_evidence(line);
    return out;
}

ToldTally tally_of(const Json& line) {
    ToldTally out;
    out.id = text_of(line, "id");
    out.of = text_of(line, "of");
    out.since = text_of(line, "since");
    out.until = text_of(line, "until");
    out.superlative = text_of(line, "superlative");
    out.part_of = text_of(line, "part_of");
    out.supersedes = text_of(line, "supersedes");
    out.quantity = maybe(value_at(line, "quantity"), range_of);
    out.actor = maybe(value_at(line, "actor"), person_of);
    out.recipient = maybe(value_at(line, "recipient"), person_of);
    out.places = all(value_at(line, "places"), place_of);
    out.at = first_evidence(line);
    return out;
}

Result<Json> object_of(std::string_view line) {
    Json value = Json::parse(line, nullptr, false);
    if (!value.is_object() || text_of(value, "id").empty())
        return Error{errors::kBadRecord, "a record is no JSON object with an id: " + std::string(line.substr(0, 80)),
                     ""};
    return value;
}

}  // namespace

Range range_of(const Json& value) {
    return {integer_of(value, "low"), integer_of(value, "best"), integer_of(value, "high"), text_of(value, "hedge")};
}

ToldPlace place_of(const Json& value) {
    ToldPlace out;
    out.id = text_of(value, "id");
    out.name = text_of(value, "name");
    out.country = text_of(value, "country");
    out.admin1 = text_of(value, "admin1");
    out.kind = text_of(value, "kind");
    out.relation = text_of(value, "relation");
    out.lat = number_at(value, "lat");
    out.lon = number_at(value, "lon");
    out.json = value.dump();
    return out;
}

DayRange days_told(std::string_view value, std::string_view earliest, std::string_view latest) {
    DayRange out = days_of(value);
    if (!earliest.empty()) out.first = days_of(earliest).first;
    if (!latest.empty()) out.last = days_of(latest).last;
    if (out.known() && *out.last < *out.first) return {};
    return out;
}

ToldTime time_of(const Json& value) {
    ToldTime out;
    const std::string told = text_of(value, "value");
    const std::string earliest = text_of(value, "earliest"), latest = text_of(value, "latest");
    out.days = days_told(told, earliest, latest);
    const auto from = minute_of(earliest.empty() ? told : earliest), to = minute_of(latest.empty() ? told : latest);
    if (from && to && *from <= *to && out.days.days() == 1) out.minutes = ToldTime::Minutes{*from, *to};
    out.inferred = !text_of(value, "basis").empty();
    out.json = value.dump();
    return out;
}

// What people whom nobody names are called: "the two militants" and "dozens of militants" are "militants"; "one of its
// fighters" stays as it is.
std::string called(std::string_view whole) {
    std::string_view text = whole;
    for (size_t space = text.find(' '); space != std::string_view::npos; space = text.find(' ')) {
        const std::string word = lower(text.substr(0, space));
        const bool number = word.find_first_not_of("0123456789,") == std::string::npos;
        if (!number &&
            !one_of(word, {"the", "a",      "an",     "some",   "several", "at",     "least", "about", "nearly",
                           "one", "two",    "three",  "four",   "five",    "six",    "seven", "eight", "nine",
                           "ten", "eleven", "twelve", "twenty", "thirty",  "dozens", "more",  "than"}))
            break;
        text.remove_prefix(space + 1);
    }
    if (text.starts_with("of ")) {
        text.remove_prefix(3);
        if (one_of(text.substr(0, text.find(' ')), {"the", "its", "their", "his", "her", "these", "those"}))
            text = whole;
    }
    return std::string(text);
}

ToldPerson person_of(const Json& value) {
    ToldPerson out;
    out.role = text_of(value, "role");
    out.text = text_of(value, "text");
    out.id = text_of(value, "id");
    out.name = text_of(value, "name");
    out.kind = text_of(value, "kind");
    if (out.name.empty() && out.id.empty() && !one_of(out.kind, {"person", "unknown", "weapon"}))
        out.name = called(out.text), out.called = !out.name.empty();
    out.cls = text_of(value, "class");
    out.member_of = text_of(value, "member_of");
    out.affiliation = text_of(value, "affiliation");
    out.country = text_of(value, "country");
    out.count = maybe(value_at(value, "count"), range_of);
    out.effect = text_of(value, "effect");
    out.status = text_or(value, "status", "reported");
    out.by = text_of(value, "by");
    out.by_kind = text_of(value, "by_kind");
    if (const auto within = integer_of(value, "within")) out.within = static_cast<int>(*within);
    out.json = value.dump();
    return out;
}

Result<ToldReport> read_report_line(std::string_view line) {
    auto value = object_of(line);
    if (!value) return value.error();
    ToldReport out;
    out.id = text_of(*value, "id");
    out.outlet = text_of(*value, "outlet");
    out.uri = text_of(*value, "uri");
    out.published = text_of(*value, "published");
    return out;
}

Result<void> add_record_line(ToldReport& report, std::string_view line) {
    auto value = object_of(line);
    if (!value) return value.error();
    const std::string kind = text_of(*value, "record");
    if (kind == "mention") report.mentions.push_back(std::make_shared<const ToldMention>(mention_of(*value)));
    if (kind == "statement") report.statements.push_back(statement_of(*value));
    if (kind == "tally") report.tallies.push_back(tally_of(*value));
    return {};
}

}  // namespace tallybook
