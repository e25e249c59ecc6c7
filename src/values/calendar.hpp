// Days of the proleptic Gregorian calendar: arithmetic, ISO weeks, feast days. Own code rather than <chrono>: C++20's
// calendar has no ISO weeks, no feasts and, in the compiler that we support, no parsing; and dates here are often
// partly unknown, which its types refuse. Everything is pure integer arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tallybook::calendar {

// Year 0 is 1 BC. Valid for years -9999 to 9999; month 1–12, day 1–31.
struct Day {
    int year = 1970;
    int month = 1;
    int day = 1;

    constexpr auto operator<=>(const Day&) const = default;
};

struct IsoWeek {
    int year = 1970;
    int week = 1;  // 1–53, begins on Monday

    constexpr auto operator<=>(const IsoWeek&) const = default;
};

int64_t number_of(Day day);  // days since 1970-01-01
Day day_of(int64_t number);
Day plus_days(Day day, int64_t days);
Day plus_months(Day day, int months);  // the day of the month is cut to the month's length
int days_in_month(int year, int month);
bool is_valid(Day day);

int weekday(Day day);  // Monday 1 … Sunday 7
IsoWeek iso_week(Day day);
Day monday_of(IsoWeek week);
IsoWeek plus_weeks(IsoWeek week, int weeks);
Day nth_weekday(int year, int month, int weekday, int nth);  // nth 1–5, or -1: the last

Day easter(int year);           // western
Day orthodox_easter(int year);  // as a Gregorian date

// A day of the tabular Islamic calendar, which may differ from the announced one by a day. month 1–12.
Day from_islamic(int year, int month, int day);
int islamic_year(Day day);
int days_in_islamic_month(int year, int month);

// A day of the Solar Hijri calendar of Iran and Afghanistan, month 1–12; by the cycle of 33 years, right for the years
// 1178 to 1634 (1799 to 2255 of ours).
Day from_persian(int year, int month, int day);

// The Jewish new year that falls in autumn of a year of ours, and the Passover of its spring.
Day rosh_hashanah(int year);
Day passover(int year);

// The evening of the new moon on which Diwali is kept in India, in autumn.
Day diwali(int year);

std::optional<Day> parse(std::string_view text);  // exactly YYYY-MM-DD and a real day
std::string format(Day day);                      // YYYY-MM-DD, years before our era as BCYYYY

}  // namespace tallybook::calendar
