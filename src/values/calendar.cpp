#include "values/calendar.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tallybook::calendar {
namespace {

constexpr int64_t kDaysPerEra = 146097;  // 400 years

int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

// Both conversions count years from 1 March, so that the leap day is the last of its year, in eras of 400 years.
int64_t number_of(Day d) {
    const int64_t y = d.year - (d.month <= 2 ? 1 : 0);
    const int64_t era = floor_div(y, 400);
    const int64_t year_of_era = y - era * 400;
    const int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * kDaysPerEra + day_of_era - 719468;
}

Day day_of(int64_t number) {
    const int64_t z = number + 719468;
    const int64_t era = floor_div(z, kDaysPerEra);
    const int64_t day_of_era = z - era * kDaysPerEra;
    const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t shifted_month = (5 * day_of_year + 2) / 153;
    Day d;
    d.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    d.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    d.year = static_cast<int>(year_of_era + era * 400 + (d.month <= 2 ? 1 : 0));
    return d;
}

Day plus_days(Day day, int64_t days) {
    return day_of(number_of(day) + days);
}

int days_in_month(int year, int month) {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : kDays[month - 1];
}

Day plus_months(Day day, int months) {
    const int64_t m = int64_t{day.year} * 12 + day.month - 1 + months;
    Day d;
    d.year = static_cast<int>(floor_div(m, 12));
    d.month = static_cast<int>(m - int64_t{d.year} * 12) + 1;
    d.day = std::min(day.day, days_in_month(d.year, d.month));
    return d;
}

bool is_valid(Day d) {
    return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= days_in_month(d.year, d.month);
}

int weekday(Day day) {
    const int64_t n = number_of(day) + 3;  // 1970-01-01 was a Thursday
    return static_cast<int>(n - floor_div(n, 7) * 7) + 1;
}

IsoWeek iso_week(Day day) {
    const Day thursday = plus_days(day, 4 - weekday(day));
    const int64_t first = number_of({thursday.year, 1, 1});
    return {thursday.year, static_cast<int>((number_of(thursday) - first) / 7) + 1};
}

Day monday_of(IsoWeek week) {
    const Day fourth{week.year, 1, 4};  // always in week 1
    return plus_days(fourth, 1 - weekday(fourth) + (week.week - 1) * 7);
}

IsoWeek plus_weeks(IsoWeek week, int weeks) {
    return iso_week(plus_days(monday_of(week), int64_t{weeks} * 7));
}

Day nth_weekday(int year, int month, int wanted, int nth) {
    if (nth < 0) {
        const Day last{year, month, days_in_month(year, month)};
        return plus_days(last, -((weekday(last) - wanted + 7) % 7));
    }
    const Day first{year, month, 1};
    return plus_days(first, (wanted - weekday(first) + 7) % 7 + (nth - 1) * 7);
}

Day easter(int year) {  // the anonymous Gregorian computus
    const int a = year % 19, b = year / 100, c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return {year, n / 31, n % 31 + 1};
}

Day orthodox_easter(int year) {  // Meeus, in the Julian calendar, then moved to ours
    const int d = (19 * (year % 19) + 15) % 30;
    const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    const int n = d + e + 114;
    return plus_days({year, n / 31, n % 31 + 1}, year / 100 - year / 400 - 2);
}

Day from_islamic(int year, int month, int day) {
    const int64_t n = day + (59 * (month - 1) + 1) / 2 + (int64_t{year} - 1) * 354 + (3 + 11 * int64_t{year}) / 30;
    return day_of(n + 1948439 - 2440588);  // Julian day numbers of the epoch and of 1970-01-01
}

int islamic_year(Day day) {
    const int64_t since_epoch = number_of(day) + 2440588 - 1948440;
    return static_cast<int>((30 * since_epoch + 10646) / 10631);
}

int days_in_islamic_month(int year, int month) {
    const Day next = month == 12 ? from_islamic(year + 1, 1, 1) : from_islamic(year, month + 1, 1);
    return static_cast<int>(number_of(next) - number_of(from_islamic(year, month, 1)));
}

Day from_persian(int year, int month, int day) {
    constexpr int64_t kEpoch = 1948320 - 2440588;  // Julian day numbers of the epoch and of 1970-01-01
    const int64_t new_year = kEpoch + 365 * (int64_t{year} - 1) + (8 * int64_t{year} + 21) / 33;
    const int before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
    return day_of(new_year + before + day - 1);
}

namespace {

// Days from the epoch of the Jewish calendar to the mean conjunction of a year's first month, moved off the days of the
// week on which no year begins.
int64_t days_to_conjunction(int64_t year) {
    const int64_t months = (235 * year - 234) / 19;
    const int64_t day = months * 29 + (12084 + 13753 * months) / 25920;
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

int64_t jewish_new_year(int64_t year) {
    const int64_t before = days_to_conjunction(year - 1), now = days_to_conjunction(year),
                  after = days_to_conjunction(year + 1);
    const int64_t put_off = after - now == 356 ? 2 : now - before == 382 ? 1 : 0;
    return now + put_off - 1373427 - 719163;  // from the epoch to 1970-01-01
}

}  // namespace

Day rosh_hashanah(int year) {
    return day_of(jewish_new_year(int64_t{year} + 3761));
}

// The first new moon of a year after 16 October, when the sun stands in the sidereal Scales: the mean moon with the
// larger of its inequalities, good to a quarter of an hour. The feast is the evening (13 hours UTC) on which its last
// day runs.
Day diwali(int year) {
    constexpr double kEpoch = 2440587.5;  // of 1970-01-01, in Julian days
    const double from = static_cast<double>(number_of({year, 10, 17})) + kEpoch;
    const auto sine = [](double degrees) { return std::sin(degrees * 3.14159265358979323846 / 180.0); };
    for (double k = std::floor((from - 2451550.1) / 29.530588861) - 1;; k += 1) {
        const double sun = 2.5534 + 29.10535670 * k, moon = 201.5643 + 385.81693528 * k;
        const double node = 160.7108 + 390.67050284 * k;
        const double at = 2451550.09766 + 29.530588861 * k - 0.40720 * sine(moon) + 0.17241 * sine(sun) +
                          0.01608 * sine(2 * moon) + 0.01039 * sine(2 * node) + 0.00739 * sine(moon - sun) -
                          0.00514 * sine(moon + sun) + 0.00208 * sine(2 * sun);
        if (at >= from) return day_of(static_cast<int64_t>(std::floor(at - 13.0 / 24 - kEpoch)));
    }
}

Day passover(int year) {
    return day_of(jewish_new_year(int64_t{year} + 3761) - 163);
}

std::optional<Day> parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int parts[3] = {0, 0, 0};
    for (size_t i = 0, part = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) {
            ++part;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        parts[part] = parts[part] * 10 + (text[i] - '0');
    }
    const Day day{parts[0], parts[1], parts[2]};
    if (!is_valid(day)) return std::nullopt;
    return day;
}

std::string format(Day day) {
    if (day.year <= 0) return fmt::format("BC{:04}-{:02}-{:02}", 1 - day.year, day.month, day.day);
    return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

}  // namespace tallybook::calendar
