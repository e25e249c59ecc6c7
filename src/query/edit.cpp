#include "query/edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/days.hpp"
#include "base/errors.hpp"
#include "resolve/review.hpp"

namespace tallybook {

namespace {

Error bad(const std::string& field, const std::string& text, const std::string& wanted) {
    return {errors::kUsage, fmt::format("'{}' is no {}: {}", text, field, wanted), ""};
}

std::optional<int64_t> number(std::string_view text) {
    if (text.empty() || text.size() > 12 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    return std::stoll(std::string(text));
}

// "7", "3-7", "at least 7", "7+", "up to 7", "about 7".
std::optional<Json> range(const std::string& text) {
    const auto of = [](Json low, Json best, Json high) {
        return Json{{"low", std::move(low)}, {"best", std::move(best)}, {"high", std::move(high)}};
    };
    if (const auto n = number(text)) return of(*n, *n, *n);
    const auto after = [&](std::string_view words) -> std::optional<int64_t> {
        if (!text.starts_with(words)) return std::nullopt;
        return number(std::string_view(text).substr(words.size()));
    };
    if (const auto n = after("at least ")) return of(*n, *n, nullptr);
    if (const auto n = after("up to ")) return of(nullptr, *n, *n);
    if (const auto n = after("about ")) return of(nullptr, *n, nullptr);
    if (text.ends_with('+'))
        if (const auto n = number(std::string_view(text).substr(0, text.size() - 1))) return of(*n, *n, nullptr);
    const size_t dash = text.find('-');
    if (dash == std::string::npos) return std::nullopt;
    const auto low = number(std::string_view(text).substr(0, dash)),
               high = number(std::string_view(text).substr(dash + 1));
    if (!low || !high || *low > *high) return std::nullopt;
    return of(*low, nullptr, *high);
}

std::optional<Json> time(const std::string& text) {
    const DayRange days = days_of(text);
    const bool hour = text.size() == 16 && text[10] == 'T' && minute_of(text);
    if (!days.known() || (text.size() > 10 && !hour)) return std::nullopt;
    return Json{{"span", nullptr},
                {"text", nullptr},
                {"timex", hour ? "TIME" : "DATE"},
                {"value", text},
                {"mod", nullptr},
                {"earliest", hour ? text : day_text(*days.first)},
                {"latest", hour ? text : day_text(*days.last)},
                {"basis", "review"}};
}

bool one_of(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

Result<Json> edited_value(const std::string& field, const std::string& text) {
    if (field == "type") {
        if (one_of(text, {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
                          "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}))
            return Json(text);
        return bad(field, text, "a PLOVER type in capitals, as ASSAULT");
    }
    if (field == "mode") {
        if (text == "none") return Json(nullptr);
        const bool word = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
        return word ? Result<Json>(Json(text)) : bad(field, text, "a mode of the type, as drone, or none");
    }
    if (field == "status") {
        if (one_of(text, {"confirmed", "claimed", "disputed", "denied"})) return Json(text);
        return bad(field, text, "confirmed, claimed, disputed or denied");
    }
    if (field == "phase") {
        if (one_of(text, {"past", "ongoing", "attempted", "foiled"})) return Json(text);
        return bad(field, text, "past, ongoing, attempted or foiled");
    }
    if (field == "killed" || field == "injured" || field == "count") {
        if (text == "none" && field != "count") return Json{{"low", 0}, {"best", 0}, {"high", 0}};
        if (auto value = range(text)) return std::move(*value);
        return bad(field, text, "7, 3-7, \"at least 7\", \"up to 7\", \"about 7\" or none");
    }
    if (field == "time") {
        if (auto value = time(text)) return std::move(*value);
        return bad(field, text, "2023-11-20, 2023-11 or 2023-11-20T04:00");
    }
    if (field == "actor") {
        if (text == "unknown") return Json{{"id", nullptr}, {"name", nullptr}};
        if (text.empty()) return bad(field, text, "a name, or unknown");
        return Json{{"id", nullptr}, {"name", text}};
    }
    return Error{errors::kUsage,
                 fmt::format("'{}' cannot be edited; what can: type, mode, status, phase, time, place, count, killed, "
                             "injured, actor",
                             field),
                 ""};
}

}  // namespace tallybook
