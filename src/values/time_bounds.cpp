// First and last moment of a TIMEX3 value.
#include <fmt/format.h>

#include "values/calendar.hpp"
#include "values/time_expression.hpp"

namespace tallybook {
namespace {

using calendar::Day;

std::optional<int> digits(std::string_view text, size_t at, size_t n) {
    if (at + n > text.size()) return std::nullopt;
    int value = 0;
    for (size_t i = at; i < at + n; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

// The first or last third of a stretch of days, or its middle, for "early", "late", "mid-".
void narrow(std::string_view mod, Day& first, Day& last) {
    const int64_t a = calendar::number_of(first), b = calendar::number_of(last);
    const int64_t days = b - a + 1;
    if (days < 5) return;
    if (days >= 28 && days <= 31) {
        if (mod == "START") last = calendar::day_of(a + 9);
        if (mod == "MID") first = calendar::day_of(a + 10), last = calendar::day_of(a + 19);
        if (mod == "END") first = calendar::day_of(a + 20);
        return;
    }
    if (first.month == 1 && first.day == 1 && last.month == 12 && last.day == 31) {  // years: by months, or by years
        const int years = last.year - first.year + 1, y = first.year;
        const auto end_of = [&](int thirds) {
            return years == 1 ? Day{y, thirds * 4, calendar::days_in_month(y, thirds * 4)}
                              : Day{y + years * thirds / 3, 12, 31};
        };
        if (mod == "START") last = end_of(1);
        if (mod == "MID") last = end_of(2), first = years == 1 ? Day{y, 5, 1} : Day{y + years / 3, 1, 1};
        if (mod == "END") first = years == 1 ? Day{y, 9, 1} : Day{y + years * 2 / 3, 1, 1};
        return;
    }
    const int64_t third = days / 3;
    if (mod == "START") last = calendar::day_of(a + third - 1);
    if (mod == "MID") first = calendar::day_of(a + third), last = calendar::day_of(b - third);
    if (mod == "END") first = calendar::day_of(b - third + 1);
}

struct PartOfDay {
    std::string_view name, from, to;
    int end_shift;
};
constexpr PartOfDay kParts[] = {{"MO", "00:00", "11:59", 0}, {"AF", "12:00", "17:59", 0}, {"EV", "17:00", "23:59", 0},
                                {"NI", "18:00", "05:59", 1}, {"DT", "06:00", "17:59", 0}, {"MI", "11:00", "13:59", 0}};

TimeBounds part_bounds(Day day, std::string_view part) {
    for (const PartOfDay& p : kParts)
        if (p.name == part)
            return {fmt::format("{}T{}", calendar::format(day), p.from),
                    fmt::format("{}T{}", calendar::format(calendar::plus_days(day, p.end_shift)), p.to)};
    return {calendar::format(day), calendar::format(day)};
}

TimeBounds clock_bounds(Day day, std::string_view clock, bool bare_hour) {
    int hour = digits(clock, 0, 2).value_or(0);
    const std::string_view minutes = clock.size() >= 5 ? clock.substr(3, 2) : "00";
    if (hour >= 24) {
        day = calendar::plus_days(day, 1);
        hour = 0;
    }
    const std::string head = fmt::format("{}T{:02}:", calendar::format(day), hour);
    return {head + std::string(minutes), head + (bare_hour ? "59" : std::string(minutes))};
}

std::optional<std::pair<Day, Day>> season_days(int year, std::string_view season) {
    if (season == "SP") return {{{year, 3, 1}, {year, 5, 31}}};
    if (season == "SU") return {{{year, 6, 1}, {year, 8, 31}}};
    if (season == "FA") return {{{year, 9, 1}, {year, 11, 30}}};
    if (season == "WI") return {{{year, 12, 1}, {year + 1, 2, calendar::days_in_month(year + 1, 2)}}};
    return std::nullopt;
}

// The days of what stands behind the year: month, quarter, half, season, week.
std::optional<std::pair<Day, Day>> period_days(int year, std::string_view rest) {
    if (rest.empty()) return {{{year, 1, 1}, {year, 12, 31}}};
    if (rest.size() < 3 || rest[0] != '-') return std::nullopt;
    rest.remove_prefix(1);
    if (rest[0] == 'Q' || rest[0] == 'H') {
        const int n = rest[1] - '0', months = rest[0] == 'Q' ? 3 : 6;
        if (n < 1 || n * months > 12) return std::nullopt;
        return {{{year, (n - 1) * months + 1, 1}, {year, n * months, calendar::days_in_month(year, n * months)}}};
    }
    if (rest[0] == 'W' && rest.size() >= 3 && rest[1] >= '0' && rest[1] <= '9') {
        const auto week = digits(rest, 1, 2);
        if (!week || *week < 1) return std::nullopt;
        const Day monday = calendar::monday_of({year, *week});
        if (rest.size() > 3 && rest.substr(3) == "-WE")
            return {{calendar::plus_days(monday, 5), calendar::plus_days(monday, 6)}};
        return {{monday, calendar::plus_days(monday, 6)}};
    }
    if (const auto season = season_days(year, rest)) return season;
    const auto month = digits(rest, 0, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    if (rest.size() == 2 || rest.substr(2) == "-XX")
        return {{{year, *month, 1}, {year, *month, calendar::days_in_month(year, *month)}}};
    const auto day = rest[2] == '-' ? digits(rest, 3, 2) : std::nullopt;
    if (!day || !calendar::is_valid({year, *month, *day}) || rest.size() > 5) return std::nullopt;
    return {{{year, *month, *day}, {year, *month, *day}}};
}

}  // namespace

TimeBounds bounds_of(const TimeExpression& e) {
    if (e.days_given && (e.value.starts_with("P") || e.value.find('T') == std::string::npos))
        return {calendar::format(calendar::day_of(e.first_day)), calendar::format(calendar::day_of(e.last_day))};
    if (e.timex == Timex::Duration || e.timex == Timex::Set || e.value.empty() || e.value[0] == 'P' ||
        e.value[0] == 'F')
        return {};
    std::string_view value = e.value;
    const bool before_christ = value.starts_with("BC");
    if (before_christ) value.remove_prefix(2);
    const std::string_view mod = e.mod;
    if (value.size() == 2 || value.size() == 3) {  // century, decade
        const auto n = digits(value, 0, value.size());
        if (!n) return {};
        const int span = value.size() == 2 ? 100 : 10;
        Day first{*n * span, 1, 1}, last{*n * span + span - 1, 12, 31};
        if (before_christ) first = {1 - (*n * span + span - 1), 1, 1}, last = {1 - *n * span, 12, 31};
        narrow(mod, first, last);
        return {calendar::format(first), calendar::format(last)};
    }
    auto year = digits(value, 0, 4);
    if (!year) return {};
    if (before_christ) year = 1 - *year;
    const size_t t = value.find('T', 4);
    const auto days = period_days(*year, value.substr(4, t == std::string_view::npos ? t : t - 4));
    if (!days) return {};
    auto [first, last] = *days;
    if (t != std::string_view::npos) {
        const std::string_view clock = value.substr(t + 1);
        if (clock.empty() || clock[0] == 'X') return {calendar::format(first), calendar::format(last)};
        if (clock[0] >= '0' && clock[0] <= '9') return clock_bounds(first, clock, e.bare_hour);
        TimeBounds part = part_bounds(first, clock);
        const std::string day = calendar::format(first);
        if (mod == "START" && clock == "MO") part.latest = day + "T08:59";
        using Hours = TimeExpression::Hours;
        if (e.hours == Hours::Small) return {day + "T00:00", day + "T05:59"};
        if (e.hours == Hours::Dawn) return {day + "T04:00", day + "T07:59"};
        if (e.hours == Hours::Dusk) return {day + "T16:00", day + "T20:59"};
        return part;
    }
    if (first == last && (mod == "START" || mod == "MID" || mod == "END")) {
        const std::string day = calendar::format(first);
        if (mod == "START") return {day + "T00:00", day + "T08:59"};
        if (mod == "MID") return {day + "T10:00", day + "T14:59"};
        return {day + "T17:00", day + "T23:59"};
    }
    narrow(mod, first, last);
    return {calendar::format(first), calendar::format(last)};
}

}  // namespace tallybook
