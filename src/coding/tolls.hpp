// What a count of killed or injured says of single places: mentions that can never be incidents, see tolls.cpp.
#pragma once

#include <vector>

#include "coding/draft.hpp"

namespace tallybook {

inline constexpr const char* kTollRule = "toll/by-place";  // the rule that such a mention names

// In the text's order, without ids. `tallies`: of the same report.
std::vector<Mention> tolls_by_place(const Draft& draft, const std::vector<Tally>& tallies);

}  // namespace tallybook
