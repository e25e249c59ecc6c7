#include "base/days.hpp"

#include <fmt/format.h>

#include <chrono>

namespace tallybook {

namespace {

std::optional<int> number(std::string_view text, size_t at, size_t length) {
    if (text.size() < at + length) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, length)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Day> day_from(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::chrono::year_month_day calendar(Day day) {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day)));
}

constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};

}  // namespace

std::optional<Day> day_of(std::string_view text) {
    if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    return day_from(*year, *month, *day);
}

std::string day_text(Day day) {
    const auto date = calendar(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

bool DayRange::touches(const DayRange& other) const {
    return known() && other.known() && *first <= *other.last && *other.first <= *last;
}

DayRange days_of(std::string_view value) {
    if (const auto day = day_of(value)) return {day, day};
    const auto year = number(value, 0, 4);
    if (!year) return {};
    if (value.size() == 4) return {day_from(*year, 1, 1), day_from(*year, 12, 31)};
    if (value.size() < 7 || value[4] != '-') return {};
    if (value[5] == 'W') {
        const auto week = number(value, 6, 2);
        const auto fourth = day_from(*year, 1, 4);  // always in week 1
        if (!week || !fourth || *week < 1 || *week > 53) return {};
        const Day monday = *fourth - (*fourth + 3) % 7 + 7 * (*week - 1);
        return {monday, monday + 6};
    }
    const auto month = number(value, 5, 2);
    if (!month || *month < 1 || *month > 12 || value.size() > 7) return {};
    const auto first = day_from(*year, *month, 1);
    const auto next = *month == 12 ? day_from(*year + 1, 1, 1) : day_from(*year, *month + 1, 1);
    return {first, *next - 1};
}

std::optional<int> minute_of(std::string_view value) {
    if (value.size() < 16 || value[10] != 'T' || value[13] != ':') return std::nullopt;
    const auto hour = number(value, 11, 2), minute = number(value, 14, 2);
    if (!hour || !minute || *hour > 24 || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

std::string days_text(Day first, Day last) {
    const auto a = calendar(first), b = calendar(last);
    const auto day = [](const auto& date) { return static_cast<unsigned>(date.day()); };
    const auto month = [](const auto& date) { return kMonths[static_cast<unsigned>(date.month()) - 1]; };
    const auto year = [](const auto& date) { return static_cast<int>(date.year()); };
    const std::string end = fmt::format("{} {} {}", day(b), month(b), year(b));
    if (first == last) return end;
    if (a.year() != b.year()) return fmt::format("{} {} {} to {}", day(a), month(a), year(a), end);
    if (a.month() != b.month()) return fmt::format("{} {} to {}", day(a), month(a), end);
    return fmt::format("{} to {}", day(a), end);
}

}  // namespace tallybook
