// The days that a count runs over: "since Oct. 17", "from 3 to 9 March", "yesterday". Read from the sentence's own
// times.
#pragma once

#include <optional>
#include <string>

#include "coding/draft.hpp"

namespace tallybook {

struct Window {
    std::string since, until, basis;  // days; empty where unknown. `basis`: where `until` was inferred from
    bool open = false;                // "since …": a running count
    bool period = false;              // "this year", which is not over; "the past week"
    bool empty() const { return since.empty() && until.empty(); }
};

// The first day that a time means: the middle of a month for "mid-May".
std::string first_day(const TimeValue& time);

// "Since 3 May", "since the truce ended on 3 May", "in the week to 3 May": what is told of these days is a sum. `verb`
// is what tells it, not "ended".
bool opens_window(const Draft& draft, const TimeValue& time, uint32_t verb);

// "In the week to 3 May": the time is the last day of a week.
bool week_to(const Draft& draft, const TimeValue& time);

// Of a sentence, "since" and "until" only; a running count that names no end ends with the report.
Window window_of(const Draft& draft, uint32_t sentence);

// "The worst since January, when a bomber killed 24 people": the number belongs to what happened then, and runs
// nowhere.
bool told_of_the_day(const Draft& draft, TokenSpan number);

// Of a number in a sentence: its window as above, else the day that is named nearest to it ("two on Friday").
Window window_at(const Draft& draft, TokenSpan number);

// Of a sum that something brings to a number: also "the number of raids this year".
Window window_of_sum(const Draft& draft, TokenSpan number);

}  // namespace tallybook
