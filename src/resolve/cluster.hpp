// Tellings into clusters, one a incident: the likest pair first, two clusters only where no two of their tellings
// contradict each other, never two tellings of one report (a report that tells of two things tells of two things).
//
// Turned down: connected components of the pair graph (one vague telling, "an attack in Iraq on Friday", chains
// everything of that Friday), and reading reports one by one into open clusters (the result would depend on the order).
// Pure; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "resolve/telling.hpp"

namespace tallybook {

inline constexpr int kMeanPoints = 40;  // between two clusters, over all pairs of their tellings

struct Cluster {
    struct Join {
        size_t member;  // index into the tellings
        int points;
        std::vector<std::string> because;
    };
    std::vector<size_t> members;  // indexes into the tellings, ascending: canonical order
    std::vector<Join> why;        // one for each member but the first, in the same order
};

// In the order of their first members.
std::vector<Cluster> cluster(const std::vector<Telling>& tellings);

}  // namespace tallybook
