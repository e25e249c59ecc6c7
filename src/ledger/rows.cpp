#include "ledger/rows.hpp"

#include "base/days.hpp"
#include "base/errors.hpp"

namespace tallybook {

namespace {

std::optional<std::string> some(std::string text) {
    if (text.empty()) return std::nullopt;
    return text;
}

std::optional<std::string> day(std::optional<Day> value) {
    if (!value) return std::nullopt;
    return day_text(*value);
}

}  // namespace

Result<RecordColumns> record_columns_of(std::string_view line) {
    const Json value = Json::parse(line, nullptr, false);
    RecordColumns out;
    if (value.is_object()) {
        out.id = text_of(value, "id");
        out.kind = text_of(value, "record");
    }
    if (out.id.empty() || out.kind.empty())
        return Error{errors::kBadRecord,
                     "a record is no JSON object with record and id: " + std::string(line.substr(0, 80)), ""};
    out.published = some(text_of(value, "published"));
    out.type = some(text_of(value, out.kind == "tally" ? "of" : out.kind == "statement" ? "act" : "type"));
    out.since = day(days_of(text_of(value, "since")).first);
    out.until = day(days_of(text_of(value, "until")).last);
    if (const auto time = value.find("time"); time != value.end() && time->is_object()) {
        const DayRange days = time_of(*time).days;
        out.since = day(days.first);
        out.until = day(days.last);
    }
    if (const auto place = value.find("place"); place != value.end() && place->is_object()) {
        out.place = some(text_of(*place, "id"));
        out.country = some(text_of(*place, "country"));
    }
    return out;
}

}  // namespace tallybook
