// Counts of attacks, killed and injured that a report gives: "attacked at least 84 times since …", "the 32nd attack",
// "16 in Iraq, 11 in Syria, 27 in all", "fifty-six troops have been hurt".
//
// Read number by number, in the text's order, with a topic: once a sentence counts attacks, a number beside it that
// counts nothing else ("nine in Syria", "23 in total") counts attacks too and shares window, speaker and target. The
// topic lasts for two sentences, so that a number further on needs its own noun. Turned down: reading only the counts
// of coded events, which misses every number that stands without its noun, and these are most of a running count.
//
// A number of one event is no tally: it needs an open window, a named day, a perfect tense, a word for a total, or the
// topic. Harm needs more than a day: "three people were killed on Friday" is an event.
#pragma once

#include <vector>

#include "coding/draft.hpp"

namespace tallybook {

// In the text's order; `part_of` holds "#k", k the index of the whole in what is returned.
std::vector<Tally> running_counts(const Draft& draft);

}  // namespace tallybook
