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

// How many some incidents make: low holds confirmed ones, best also the claimed, high also the disputed; of people
// ("killed", "injured") the sums over confirmed and claimed ones. Denied and rejected ones must be left out before.
struct Counted {
    int64_t low = 0, best = 0, high = 0;
    std::vector<std::string> incidents;

    // `effect`: "killed", "injured", or empty for incidents. What has no such number is left out. `sure`: false where
    // it only may be one of those asked for; then it is not in the low count, and its people are in none.
    void add(const Incident& incident, const std::string& effect, bool sure = true);
};

std::vector<Finding> conflicts_of(const std::vector<PlacedTally>& tallies);

}  // namespace tallybook
