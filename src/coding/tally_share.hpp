// What the counts of one report tell each other: the day since which they count, and which are parts of which.
// Pure functions over the tallies that were read; thread-safe.
#pragma once

#include <vector>

#include "coding/draft.hpp"

namespace tallybook {

// A report that counts since one day and no other means that day also where it does not repeat it.
void share_window(const Draft& draft, std::vector<Tally>& tallies);

// "16 in Iraq, 11 in Syria, 27 in all": where two parts with places of their own add up to a whole with the same
// window. `part_of` becomes "#k", k the index of the whole.
void find_wholes(std::vector<Tally>& tallies);

}  // namespace tallybook
