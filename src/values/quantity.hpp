// Counted things of a report: "at least 20 rebels", "between 5 and 7 rockets", "dozens", "twice", "no casualties".
// What the words leave open stays open: see "How a hedge fills a range" in docs/records.md.
#pragma once

#include "report/report.hpp"

namespace tallybook {

// Fills report.quantities: sorted, not overlapping; none inside a time expression, so report.times must have been read
// first. The span covers hedge, number and what is counted. Tags, where a sentence has them, find the noun; without
// them the form of the words does. Money, percentages, measures, ages, clock times, fractions, scores and the numbers
// of names ("Resolution 1701", "F-16") are no counts and are left out.
void read_quantities(Report& report);

}  // namespace tallybook
