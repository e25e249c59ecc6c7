// Ranges of reported numbers: when two contradict each other, and what several make together.
#pragma once

#include <vector>

#include "resolve/told.hpp"

namespace tallybook {

struct Bounds {
    int64_t low = 0, high = 0;
};
inline constexpr int64_t kOpen = INT64_MAX;

// What the number allows: "about" a tenth either way, an unknown lower bound is 0, an unknown upper one open.
Bounds bounds_of(const Range& range);
bool contradict(const Range& a, const Range& b);

// low: the lowest that anybody gave, high: the highest (open where an open number goes beyond the closed ones), best:
// that of ranges[leading], or of the last one that has it. `ranges` must not be empty.
Range together(const std::vector<Range>& ranges, size_t leading);

}  // namespace tallybook
