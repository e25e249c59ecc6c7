// Dates of other calendars ("27 Rajab 1445", "22 Bahman 1357", "1420 AH"), date-time groups ("080400ZDEC23") and days
// counted from D-Day ("D+3"). A day of another calendar becomes one of ours at once, with the days that it may be off:
// an Islamic month begins when somebody has seen the moon. A month alone needs its year here: most of their names are
// names of people, too.
#include <array>

#include "values/calendar.hpp"
#include "values/time_grammar.hpp"

namespace tallybook {
namespace {

struct MonthName {
    std::string_view words;  // what hyphens and apostrophes part is written as words
    int month;
};
constexpr MonthName kIslamic[] = {
    {"muharram", 1},
    {"safar", 2},
    {"rabi al awwal", 3},
    {"rabi al awal", 3},
    {"rabi ul awwal", 3},
    {"rabi i", 3},
    {"rabi al thani", 4},
    {"rabi ul thani", 4},
    {"rabi ath thani", 4},
    {"rabi al akhir", 4},
    {"rabi ii", 4},
    {"jumada al ula", 5},
    {"jumada al awwal", 5},
    {"jumada i", 5},
    {"jumada al thani", 6},
    {"jumada al akhira", 6},
    {"jumada al thaniyah", 6},
    {"jumada ii", 6},
    {"rajab", 7},
    {"shaban", 8},
    {"sha ban", 8},
    {"ramadan", 9},
    {"ramazan", 9},
    {"ramzan", 9},
    {"shawwal", 10},
    {"dhu al qadah", 11},
    {"dhu al qada", 11},
    {"dhu al qi dah", 11},
    {"dhu al qa dah", 11},
    {"dhul qadah", 11},
    {"dhu al hijjah", 12},
    {"dhu al hijja", 12},
    {"dhul hijjah", 12},
    {"dhul hijja", 12},
    {"zulhijja", 12},
};
constexpr MonthName kPersian[] = {
    {"farvardin", 1}, {"ordibehesht", 2}, {"khordad", 3}, {"tir", 4},  {"mordad", 5},  {"amordad", 5}, {"shahrivar", 6},
    {"mehr", 7},      {"aban", 8},        {"azar", 9},    {"dey", 10}, {"bahman", 11}, {"esfand", 12}, {"hamal", 1},
    {"sawr", 2},      {"jawza", 3},       {"saratan", 4}, {"asad", 5}, {"sonbola", 6}, {"mizan", 7},   {"aqrab", 8},
    {"qaws", 9},      {"jadi", 10},       {"dalwa", 11},  {"hut", 12},
};

// One past the last atom of `words` at i, 0 if they are not there; hyphens and apostrophes between words do not count.
uint32_t match(const Atoms& a, uint32_t i, std::string_view words) {
    uint32_t at = i;
    while (!words.empty()) {
        const size_t space = words.find(' ');
        if (at > i && (a.is_mark(at, '-') || a.is_mark(at, '\''))) ++at;
        if (!a.is(at, words.substr(0, space)) || !a.same_sentence(i, at)) return 0;
        ++at;
        words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
    }
    return at;
}

struct MonthRead {
    int month = 0;
    bool persian = false;
    uint32_t end = 0;
};

MonthRead read_month(const Atoms& a, uint32_t i) {
    if (!a.is_word(i) || (a[i].cased && !a[i].capital)) return {};
    MonthRead best;
    for (const MonthName& name : kIslamic) {
        if (name.words[0] != a[i].text[0]) continue;
        if (const uint32_t end = match(a, i, name.words); end > best.end) best = {name.month, false, end};
    }
    for (const MonthName& name : kPersian) {
        if (name.words[0] != a[i].text[0]) continue;
        if (const uint32_t end = match(a, i, name.words); end > best.end) best = {name.month, true, end};
    }
    return best;
}

bool is_year(const Atoms& a, uint32_t i) {
    return a.is_number(i) && a[i].digits == 4 && !a[i].grouped && !a[i].decimals && a[i].number >= 1280 &&
           a[i].number <= 1500;
}

bool is_era(const Atoms& a, uint32_t i) {
    return a.is_any(i, {"ah", "a.h.", "a.h", "hijri", "sh"}) && (a[i].capital || !a[i].cased || a.is(i, "hijri"));
}

void give_days(TimeExpression& e, int64_t first, int64_t last) {
    e.days_given = true;
    e.first_day = first;
    e.last_day = last;
}

void set_date(TimeExpression& e, calendar::Day day) {
    e.kind = TimeExpression::Kind::Calendar;
    e.year = day.year;
    e.month = day.month;
    e.day = day.day;
}

}  // namespace

uint32_t TimeGrammar::other_calendar(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const bool day_told = a.is_number(i) && a[i].digits <= 2 && !a[i].decimals && a[i].number >= 1;
    uint32_t at = day_told ? i + 1 : i;
    if (day_told && a.joined(at) && a.is_any(at, {"st", "nd", "rd", "th"})) ++at;
    if (day_told && a.is(at, "of")) ++at;
    const MonthRead month = read_month(a, at);
    if (!month.month) return 0;
    at = a.is_mark(month.end, ',') ? month.end + 1 : month.end;
    if (!is_year(a, at) || (!day_told && month.month == 9 && !month.persian)) return 0;  // "Ramadan 1444" is a feast
    const int year = static_cast<int>(a[at].number);
    const int day = day_told ? static_cast<int>(a[i].number) : 1;
    const uint32_t end = is_era(a, at + 1) ? at + 2 : at + 1;
    if (month.persian) {
        const int length = month.month <= 6 ? 31 : 30;
        if (day > length || (!day_told && year > 1450)) return 0;
        const calendar::Day first = calendar::from_persian(year, month.month, day);
        set_date(e, first);
        const int64_t n = calendar::number_of(first);
        give_days(e, n, day_told ? n : n + length - 1);
        return end;
    }
    const int length = calendar::days_in_islamic_month(year, month.month);
    if (day > 30) return 0;
    const calendar::Day first = calendar::from_islamic(year, month.month, day);
    set_date(e, first);
    const int64_t n = calendar::number_of(first);
    give_days(e, n - 1, day_told ? n + 1 : n + length);
    return end;
}

uint32_t TimeGrammar::islamic_year(uint32_t i, E& e) const {
    if (!is_year(atoms_, i) || !is_era(atoms_, i + 1)) return 0;
    const int year = static_cast<int>(atoms_[i].number);
    if (atoms_.is(i + 1, "sh")) {
        const calendar::Day begins = calendar::from_persian(year, 1, 1);
        e.kind = E::Kind::Calendar;
        e.year = begins.year;
        give_days(e, calendar::number_of(begins), calendar::number_of(calendar::from_persian(year + 1, 1, 1)) - 1);
        return i + 2;
    }
    const calendar::Day first = calendar::from_islamic(year, 1, 1), next = calendar::from_islamic(year + 1, 1, 1);
    e.kind = E::Kind::Calendar;
    e.year = first.month > 6 ? next.year : first.year;  // where most of it lies
    give_days(e, calendar::number_of(first), calendar::number_of(next) - 1);
    return i + 2;
}

// A date-time group, 080400ZDEC23: day, hour, minute, zone, month, year. Zones are letters: Z is UTC, A to M (without
// J) lie east of it, N to Y west; J, or none, is local.
uint32_t TimeGrammar::military_date(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!a.is_number(i) || a[i].digits != 6 || a[i].decimals || !a.is_word(i + 1) || !a.joined(i + 1)) return 0;
    const std::string_view text = a[i + 1].text;
    const NumberWord* month = nullptr;
    uint32_t at = i + 2;
    char zone = 0;
    if (text.size() == 4) {
        month = find_number_word(text.substr(1));
        zone = text[0];
    } else if (text.size() == 3) {
        month = find_number_word(text);
    } else if (text.size() == 1 && month_word(i + 2)) {
        month = a[i + 2].word;
        zone = text[0];
        at = i + 3;
    }
    if (!month || !month->month || !a.is_number(at) || (a[at].digits != 2 && a[at].digits != 4)) return 0;
    e.kind = E::Kind::Calendar;
    e.timex = Timex::Time;
    e.day = static_cast<int>(a[i].number / 10000);
    e.hour = static_cast<int>(a[i].number / 100 % 100);
    e.minute = static_cast<int>(a[i].number % 100);
    e.month = month->month;
    e.year = static_cast<int>(a[at].number) + (a[at].digits == 2 ? 2000 : 0);
    e.utc = zone == 'z';
    if (zone >= 'a' && zone <= 'i') e.zone_hours = zone - 'a' + 1;
    if (zone >= 'k' && zone <= 'm') e.zone_hours = zone - 'k' + 10;
    if (zone >= 'n' && zone <= 'y') e.zone_hours = -(zone - 'n' + 1);
    if (e.hour > 23 || e.minute > 59 || !calendar::is_valid({*e.year, e.month, e.day})) return 0;
    return at + 1;
}

// "D+3", "D-2", and "H+6", which no date is known for.
uint32_t TimeGrammar::counted_from_d_day(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!a.is_any(i, {"d", "h"}) || !a[i].capital || !a[i].cased) return 0;
    const bool later = a.is_mark(i + 1, '+');
    if ((!later && !a.is_mark(i + 1, '-')) || !a.joined(i + 1) || !a.is_number(i + 2) || !a.joined(i + 2) ||
        a[i + 2].digits > 3 || a[i + 2].decimals || (i > 0 && a.joined(i)))
        return 0;
    if (!later && !a.is_any(i - 1, {"on", "by", "at", "from", "until", "since", "to"})) return 0;
    if (a.is(i, "h")) {
        e.kind = E::Kind::Literal;
        e.timex = Timex::Time;
        return i + 3;
    }
    e.kind = E::Kind::Unit;
    e.unit = TimeUnit::Day;
    e.relation = later ? Rel::Later : Rel::Earlier;
    e.amount.whole = a[i + 2].number;
    e.d_day = true;
    return i + 3;
}

}  // namespace tallybook
