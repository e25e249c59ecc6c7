// What a sentence says of its counts besides their range: how they stand to each other ("12 people, including three
// children"; "four more"; "the toll rose to 31"), and who is counted. A second pass, because a part needs its whole and
// "ten Malian and three Nigerien soldiers" tells the unit only at the end. Internal to the values folder.
#pragma once

#include <vector>

#include "values/quantity_parts.hpp"

namespace tallybook {

// Fills standing, whole, sex, age, nationality, and the unit of a bare number that people must be ("killed five").
// `places` holds where each of report.quantities stands.
void describe_counts(Report& report, const Atoms& atoms, const NounFinder& nouns,
                     const std::vector<CountPlace>& places);

// Adds a note to the report where parts do not fit their whole: a part larger than it, a list behind a colon that does
// not add up to it, parts told together that are more than it.
void check_counts(Report& report);

}  // namespace tallybook
