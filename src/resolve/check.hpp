// Given counts against the record: for each tally that can be counted, which incidents it ought to count, how many
// those are, and whether the number fits. And counts that contradict each other. The rules stand in docs/records.md.
// Pure; thread-safe.
#pragma once

#include <vector>

#include "resolve/incident.hpp"

namespace tallybook {

struct PlacedTally {
    const ToldReport* report;
    const ToldTally* tally;
};

// `reports` and `tallies` in canonical order. Tallies without a quantity, and those of what incidents do not count
// (troops), get no check.
std::vector<Finding> check_tallies(const std::vector<const ToldReport*>& reports,
                                   const std::vector<PlacedTally>& tallies, const std::vector<Incident>& incidents);

std::vector<Finding> conflicts_of(const std::vector<PlacedTally>& tallies);

}  // namespace tallybook
