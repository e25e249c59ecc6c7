#include "ingest/date_text.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace tallybook::dates {

namespace {

int month_of(std::string_view word) {
    static constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                                 "may",       "june",     "july",     "august",
                                                                 "september", "october",  "november", "december"};
    std::string low;
    for (const char c : word) low += static_cast<char>(c | 0x20);
    if (low.size() < 3) return 0;
    for (int i = 0; i < 12; ++i) {
        if (low == kMonths[i] || low == kMonths[i].substr(0, 3) || (i == 8 && low == "sept")) return i + 1;
    }
    return 0;
}

std::optional<std::string> day_of(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || year < 1000) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<int> read_year(Scanner& in, bool short_years) {
    size_t digits = 0;
    const auto year = in.number(4, &digits);
    if (!year) return std::nullopt;
    if (digits == 4) return year;
    if (digits == 2 && short_years) return *year < 50 ? 2000 + *year : 1900 + *year;
    return std::nullopt;
}

// Three numbers apart by one mark, which may be year, month, day or the other way round.
std::optional<std::string> numbered(Scanner& in, int first, size_t digits, char mark) {
    const std::string sign(1, mark);
    if (!in.take(sign)) return std::nullopt;
    const auto second = in.number(2);
    if (!second || !in.take(sign)) return std::nullopt;
    size_t last_digits = 0;
    const auto third = in.number(4, &last_digits);
    if (!third) return std::nullopt;
    if (digits == 4 && last_digits <= 2) return day_of(first, *second, *third);
    if (digits > 2 || last_digits != 4) return std::nullopt;
    if (mark == '.' || first > 12) return day_of(*third, *second, first);
    if (*second > 12 || *second == first) return day_of(*third, first, *second);
    return std::nullopt;
}

bool weekday(std::string_view word) {
    static constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    if (word.size() < 3) return false;
    for (const std::string_view day : kDays) {
        Scanner in(word);
        if (in.take(day)) return word.size() <= 4 || word.ends_with("day") || word.ends_with("DAY");
    }
    return false;
}

// "Dec 10 08:00:00 2023": the year behind the time of day.
std::optional<std::string> year_last(Scanner in) {
    const int month = month_of(in.word());
    in.spaces();
    const auto day = month > 0 ? in.number(2) : std::nullopt;
    in.spaces();
    if (!day || !in.number(2) || !in.take(":") || !in.number(2)) return std::nullopt;
    if (in.take(":")) static_cast<void>(in.number(2));
    in.spaces();
    const std::string_view zone = in.word();
    if (zone.size() > 5) return std::nullopt;
    in.spaces();
    const auto year = read_year(in, false);
    return year ? day_of(*year, month, *day) : std::nullopt;
}

}  // namespace

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool letter(char c) {
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & 0x80) != 0;
}

std::optional<std::string> read_date(Scanner& in, bool short_years) {
    Scanner begin = in;
    size_t digits = 0;
    if (const auto first = in.number(4, &digits)) {
        if (digits == 4) {
            const bool dashed = in.take("-");
            const auto month = dashed ? in.number(2) : std::nullopt;
            const auto day = month && in.take("-") ? in.number(2) : std::nullopt;
            if (day) return day_of(*first, *month, *day);
        } else if (digits <= 2) {
            for (const std::string_view tail : {"st", "nd", "rd", "th"}) {
                if (in.take(tail)) break;
            }
            in.spaces();
            const int month = month_of(in.word());
            in.take(".");
            in.take(",");
            in.spaces();
            const auto year = month > 0 ? read_year(in, short_years) : std::nullopt;
            if (year) return day_of(*year, month, *first);
        }
    } else if (const int month = month_of(in.word())) {
        in.take(".");
        in.spaces();
        const auto day = in.number(2);
        for (const std::string_view tail : {"st", "nd", "rd", "th"}) {
            if (in.take(tail)) break;
        }
        const bool comma = in.take(",");
        in.spaces();
        const auto year = day ? read_year(in, short_years && comma) : std::nullopt;
        if (year) return day_of(*year, month, *day);
    }
    in = begin;
    return std::nullopt;
}

std::optional<std::string> day_of_stamp(std::string_view text) {
    Scanner in(text);
    in.spaces();
    const Scanner before = in;
    if (weekday(in.word())) {
        in.take(".");
        in.take(",");
        in.spaces();
    } else {
        in = before;
    }
    Scanner start = in;
    size_t digits = 0;
    if (const auto first = in.number(8, &digits)) {
        const bool ends = in.done() || !digit(in.rest()[0]);
        if (digits == 8 && ends) return day_of(*first / 10000, *first / 100 % 100, *first % 100);
        if (digits == 4 || digits <= 2) {
            for (const char mark : {'/', '.'}) {
                Scanner numbers = in;
                if (auto day = numbered(numbers, *first, digits, mark)) return day;
            }
        }
    }
    in = start;
    if (auto day = read_date(in, false)) {
        if (in.done() || !digit(in.rest()[0])) return day;
        return std::nullopt;
    }
    in = start;
    if (auto day = read_date(in, true); day && in.rest().size() >= 6) return day;  // RFC 822: "10 Dec 23 08:00:00 GMT"
    return year_last(start);
}

std::optional<std::string> day_of_address(std::string_view uri) {
    for (size_t at = 0; at + 8 <= uri.size(); ++at) {
        if (!digit(uri[at]) || (at > 0 && (digit(uri[at - 1]) || letter(uri[at - 1])))) continue;
        Scanner in(uri, at);
        size_t digits = 0;
        const auto year = in.number(4, &digits);
        if (!year || digits != 4 || *year < 1980 || *year > 2100) continue;
        const char mark = in.done() ? 0 : in.rest()[0];
        if (mark != '/' && mark != '-') continue;
        const std::string sign(1, mark);
        in.take(sign);
        const Scanner month_at = in;
        auto month = in.number(2);
        if (!month) {
            in = month_at;
            month = month_of(in.word());
        }
        if (!in.take(sign)) continue;
        const auto day = in.number(2);
        if (!day || (!in.done() && (digit(in.rest()[0]) || letter(in.rest()[0])))) continue;
        if (auto found = day_of(*year, *month, *day)) return found;
    }
    return std::nullopt;
}

}  // namespace tallybook::dates
