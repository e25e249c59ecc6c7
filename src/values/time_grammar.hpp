// The grammar of time expressions: hand-written productions over atoms, tried where a word could begin one; the
// longest wins. Every production returns one past its last atom, or 0 and an expression that must not be used.
// Internal to the values folder.
#pragma once

#include <vector>

#include "values/number.hpp"
#include "values/time_expression.hpp"

namespace tallybook {

class TimeGrammar {
public:
    TimeGrammar(const Atoms& atoms, bool day_first);
    std::vector<TimeExpression> run();

private:
    using E = TimeExpression;
    using Rel = TimeRelation;

    // time_grammar.cpp: the scan, references, sets, tense
    bool can_start(uint32_t i) const;
    uint32_t parse(uint32_t i, E& e) const;
    uint32_t reference(uint32_t i, E& e) const;
    uint32_t set(uint32_t i, E& e) const;
    uint32_t set_of_each(uint32_t i, E& e) const;
    uint32_t followers(std::vector<E>& found) const;  // "6-8 May", "April 5 and 6", "1914-18"
    uint32_t leading_day(uint32_t i, E& e) const;
    void read_tense(E& e) const;
    void read_bound(const std::vector<E>& found, E& e) const;

    // time_grammar_dates.cpp: days, months, years
    uint32_t date(uint32_t i, E& e) const;           // with modifiers and part of day
    uint32_t date_modifier(uint32_t i, E& e) const;  // one past "early in", "the end of" …; i if there is none
    bool a_clock_behind(uint32_t i, E& time) const;
    uint32_t core_date(uint32_t i, E& e, bool strong) const;
    uint32_t iso_date(uint32_t i, E& e) const;
    uint32_t numeric_date(uint32_t i, E& e) const;
    uint32_t log_day(uint32_t i, E& e) const;
    bool opens_log(uint32_t i) const;
    uint32_t weekday(uint32_t i, E& e) const;
    uint32_t day_month(uint32_t i, E& e) const;
    uint32_t month_first(uint32_t i, E& e, bool strong) const;
    uint32_t ordinal_day(uint32_t i, E& e) const;  // "the 13th"
    uint32_t year(uint32_t i, E& e, bool strong) const;
    uint32_t year_number(uint32_t i, E& e, bool strong) const;
    uint32_t year_behind(uint32_t i, E& e) const;  // ", 2023", "of 2023", "last year", "of that year"
    uint32_t era(uint32_t i, E& e) const;          // "BC"; i if there is none
    bool is_number_before_era(uint32_t i) const;
    bool month_word(uint32_t i) const;
    bool lone_month(uint32_t i) const;
    bool time_context(uint32_t i) const;  // the word before i is one that goes before times
    uint32_t month_end(uint32_t i) const {
        const bool dotted = atoms_.word(i).abbreviated && atoms_.is_mark(i + 1, '.') && atoms_.joined(i + 1);
        return dotted && (atoms_[i + 1].token == atoms_[i].token || atoms_.is_number(i + 2)) ? i + 2 : i + 1;
    }

    // time_grammar_calendars.cpp: dates of other calendars, date-time groups, days counted from D-Day
    uint32_t military_date(uint32_t i, E& e) const;
    uint32_t counted_from_d_day(uint32_t i, E& e) const;
    uint32_t other_calendar(uint32_t i, E& e) const;
    uint32_t islamic_year(uint32_t i, E& e) const;  // "1420 AH"

    // time_grammar_periods.cpp: seasons, quarters, decades, units with a relation
    uint32_t relation(uint32_t i, Rel& rel) const;  // one past "last", "the previous" …; i if there is none
    uint32_t related(uint32_t i, E& e) const;
    uint32_t deictic(uint32_t i, E& e) const;
    uint32_t season(uint32_t i, E& e, bool strong) const;
    uint32_t quarter(uint32_t i, E& e) const;
    uint32_t decade(uint32_t i, E& e) const;
    uint32_t century(uint32_t i, E& e) const;
    uint32_t named_unit(uint32_t i, E& e) const;  // "the week of March 6", "year-end", "the year-ago period"
    uint32_t holiday(uint32_t i, E& e) const;
    uint32_t part_of_period(uint32_t i, E& e) const;  // "the first week of May", "the last day of Ramadan"

    // time_grammar_clock.cpp: times of day
    uint32_t clock(uint32_t i, E& e) const;  // with modifier, zone and date
    uint32_t clock_core(uint32_t i, E& e) const;
    bool is_military_clock(uint32_t i) const;
    uint32_t clock_words(uint32_t i, E& e) const;
    uint32_t zone(uint32_t i, E& e) const;
    uint32_t twilight(uint32_t i, E& e) const;       // "at dawn", "until first light"
    uint32_t night_between(uint32_t i, E& e) const;  // "the night from Monday to Tuesday"
    uint32_t day_part(uint32_t i, E& e) const;       // "this morning", "the night of April 18"
    uint32_t part_behind(uint32_t i, E& e) const;    // i or one past "night" behind a day

    // time_grammar_durations.cpp
    struct DurationHead {
        uint32_t end = 0;  // one past it
        bool possible = true;
        bool modified = false, article = false, definite = false;
        bool ordered = false;  // "past", "first" …
        bool ahead = false, back = false;
        bool one = false;  // "another", "a further"
    };
    uint32_t duration(uint32_t i, E& e) const;
    DurationHead duration_head(uint32_t i, E& e) const;
    bool bare_unit(uint32_t at, const DurationHead& head, E& e) const;
    uint32_t duration_tail(uint32_t i, E& e) const;
    uint32_t duration_modifier(uint32_t i, E& e) const;
    uint32_t amount(uint32_t i, TimeAmount& amount) const;
    uint32_t unit_behind(uint32_t i, const TimeAmount& amount, E& e) const;
    uint32_t shift_behind(uint32_t i, E& e) const;
    uint32_t long_word(uint32_t i, E& e) const;  // "weeklong", "month-long", "years"

    const Atoms& atoms_;
    bool day_first_ = false;  // 03/04/2021 is in April
    bool ancient_ = false;    // the text counts its years before our era
};

}  // namespace tallybook
