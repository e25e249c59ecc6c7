#include "values/time_holidays.hpp"

#include "values/calendar.hpp"

namespace tallybook {
namespace {

using R = Holiday::Rule;

// Longer names before their beginnings.
constexpr Holiday kHolidays[] = {
    {"new year ' s eve", R::Fixed, 12, 31},
    {"new year ' s day", R::Fixed, 1, 1},
    {"new year ' s", R::Fixed, 1, 1},
    {"new years eve", R::Fixed, 12, 31},
    {"new years day", R::Fixed, 1, 1},
    {"new year eve", R::Fixed, 12, 31},
    {"orthodox christmas eve", R::Fixed, 1, 6},
    {"orthodox christmas", R::Fixed, 1, 7},
    {"coptic christmas", R::Fixed, 1, 7},
    {"christmas eve", R::Fixed, 12, 24},
    {"christmas day", R::Fixed, 12, 25},
    {"christmas night", R::Fixed, 12, 25, 0, "NI"},
    {"christmas", R::Fixed, 12, 25},
    {"xmas", R::Fixed, 12, 25},
    {"boxing day", R::Fixed, 12, 26},
    {"halloween", R::Fixed, 10, 31},
    {"valentine ' s day", R::Fixed, 2, 14},
    {"saint patrick ' s day", R::Fixed, 3, 17},
    {"st . patrick ' s day", R::Fixed, 3, 17},
    {"armistice day", R::Fixed, 11, 11},
    {"veterans day", R::Fixed, 11, 11},
    {"veterans ' day", R::Fixed, 11, 11},
    {"bastille day", R::Fixed, 7, 14},
    {"may day", R::Fixed, 5, 1},
    {"fourth of july", R::Fixed, 7, 4},
    {"thanksgiving day", R::NthWeekday, 11, 4, 4},
    {"thanksgiving", R::NthWeekday, 11, 4, 4},
    {"labor day", R::NthWeekday, 9, 1, 1},
    {"memorial day", R::NthWeekday, 5, 1, -1},
    {"martin luther king day", R::NthWeekday, 1, 1, 3},
    {"presidents ' day", R::NthWeekday, 2, 1, 3},
    {"presidents day", R::NthWeekday, 2, 1, 3},
    {"columbus day", R::NthWeekday, 10, 1, 2},
    {"election day", R::Election, 0},
    {"ash wednesday", R::Easter, -46},
    {"palm sunday", R::Easter, -7},
    {"maundy thursday", R::Easter, -3},
    {"holy thursday", R::Easter, -3},
    {"good friday", R::Easter, -2},
    {"holy saturday", R::Easter, -1},
    {"orthodox easter", R::OrthodoxEaster, 0},
    {"easter sunday", R::Easter, 0},
    {"easter monday", R::Easter, 1},
    {"easter", R::Easter, 0},
    {"ascension day", R::Easter, 39},
    {"pentecost", R::Easter, 49},
    {"ramadan", R::IslamicMonth, 9},
    {"eid al - fitr", R::Islamic, 10, 1},
    {"eid ul - fitr", R::Islamic, 10, 1},
    {"eid al - adha", R::Islamic, 12, 10},
    {"eid ul - adha", R::Islamic, 12, 10},
    {"eid", R::AnyEid},
    {"ashura", R::Islamic, 1, 10},
    {"arbaeen", R::Islamic, 2, 20},
    {"arba ' een", R::Islamic, 2, 20},
    {"mawlid al - nabi", R::Islamic, 3, 12},
    {"mawlid", R::Islamic, 3, 12},
    {"laylat al - qadr", R::Islamic, 9, 27},
    {"islamic new year", R::Islamic, 1, 1},
    {"shawwal", R::IslamicMonth, 10},
    {"muharram", R::IslamicMonth, 1},
    {"dhu al - hijjah", R::IslamicMonth, 12},
    {"nowruz", R::Persian, 1, 1},
    {"nowroz", R::Persian, 1, 1},
    {"newroz", R::Fixed, 3, 21},
    {"rosh hashanah", R::Jewish, 0},
    {"yom kippur", R::Jewish, 9},
    {"sukkot", R::Jewish, 14, 0, 7},
    {"simchat torah", R::Jewish, 21},
    {"hanukkah", R::Jewish, 83, 0, 8},
    {"purim", R::Passover, -30},
    {"passover", R::Passover, 0, 0, 7},
    {"shavuot", R::Passover, 50},
    {"diwali", R::Diwali},
    {"deepavali", R::Diwali},
    {"epiphany", R::Fixed, 1, 6},
};

// One past the last atom of `name` at i, 0 if it is not there.
uint32_t match_words(const Atoms& atoms, uint32_t i, std::string_view name) {
    uint32_t at = i;
    while (!name.empty()) {
        const size_t space = name.find(' ');
        const std::string_view word = name.substr(0, space);
        if (!atoms.same_sentence(i, at)) return 0;
        const bool same =
            word.size() == 1 && !(word[0] >= 'a' && word[0] <= 'z') ? atoms.is_mark(at, word[0]) : atoms.is(at, word);
        if (!same) return 0;
        ++at;
        name = space == std::string_view::npos ? std::string_view() : name.substr(space + 1);
    }
    return at;
}

calendar::Day islamic_day_in(int year, int month, int day) {
    const int first = calendar::islamic_year({year, 1, 1});
    for (int h = first; h <= first + 1; ++h) {
        const calendar::Day found = calendar::from_islamic(h, month, day);
        if (found.year == year) return found;
    }
    return calendar::from_islamic(first, month, day);
}

}  // namespace

HolidayRead read_holiday(const Atoms& atoms, uint32_t i) {
    if (!atoms.is_word(i) || (atoms[i].cased && !atoms[i].capital)) return {};
    for (const Holiday& holiday : kHolidays) {
        if (holiday.name[0] != atoms[i].text[0]) continue;
        if (holiday.rule == R::Election && !atoms[i].cased)
            continue;  // of one country, and told from any other by case
        if (const uint32_t end = match_words(atoms, i, holiday.name)) return {&holiday, end};
    }
    return {};
}

namespace {

calendar::Day holiday_day(const Holiday& h, int year) {
    calendar::Day day{year, 1, 1};
    switch (h.rule) {
        case R::Fixed:
            day = {year, h.a, h.b};
            break;
        case R::NthWeekday:
            day = calendar::nth_weekday(year, h.a, h.b, h.c);
            break;
        case R::Easter:
            day = calendar::plus_days(calendar::easter(year), h.a);
            break;
        case R::OrthodoxEaster:
            day = calendar::orthodox_easter(year);
            break;
        case R::Islamic:
            day = islamic_day_in(year, h.a, h.b);
            break;
        case R::IslamicMonth:
            day = islamic_day_in(year, h.a, 1);
            break;
        case R::AnyEid:
            day = islamic_day_in(year, 10, 1);
            break;
        case R::Persian:
            day = calendar::from_persian(year - 621, h.a, h.b);
            break;
        case R::Jewish:
            day = calendar::plus_days(calendar::rosh_hashanah(year), h.a);
            // The second month has 30 days in a long year only: what comes behind it moves.
            if (h.a > 59 && (calendar::number_of(calendar::rosh_hashanah(year + 1)) -
                             calendar::number_of(calendar::rosh_hashanah(year))) %
                                    10 ==
                                5)
                day = calendar::plus_days(day, 1);
            break;
        case R::Passover:
            day = calendar::plus_days(calendar::passover(year), h.a);
            break;
        case R::Diwali:
            day = calendar::diwali(year);
            break;
        case R::Election:
            day = calendar::plus_days(calendar::nth_weekday(year, 11, 1, 1), 1);
            break;
    }
    return day;
}

}  // namespace

HolidayDays holiday_days(const Holiday& h, int year) {
    const int64_t first = calendar::number_of(holiday_day(h, year));
    switch (h.rule) {
        case R::Islamic:
        case R::AnyEid:
            return {first - 1, first + 1};
        case R::IslamicMonth: {
            const int hijri = calendar::islamic_year(calendar::day_of(first));
            return {first - 1, first + calendar::days_in_islamic_month(hijri, h.a)};
        }
        case R::Persian:
            return {first - (calendar::day_of(first).day == 21 ? 1 : 0),
                    calendar::day_of(first).day == 20 ? first + 1 : first};
        case R::Diwali:  // kept on the next day where the moon is late
            return {first, first + 1};
        case R::Jewish:  // they begin on the evening before
        case R::Passover:
            return {first - 1, first + (h.c ? h.c - 1 : 0)};
        default:
            return {first, first + (h.c && h.rule != R::NthWeekday ? h.c - 1 : 0)};
    }
}

std::string holiday_value(const Holiday& h, int year) {
    const calendar::Day day = holiday_day(h, year);
    return calendar::format(day) + (h.day_part ? std::string("T") + h.day_part : std::string());
}

}  // namespace tallybook
