// Where a line was written, in front of what it says: "TRIPOLI, Libya:", "Manila / Davao -", "MEXICO CITY (Staff) -".
// Names, a date or a source in brackets, then a dash or a colon; told by capitals and marks, so that it can be asked
// before a sentence has a tree.
#pragma once

#include <cstdint>
#include <span>

#include "report/report.hpp"

namespace tallybook {

// How many tokens of a tagged sentence it takes, marks included; 0 where there is none.
uint32_t dateline_end(std::span<const Token> sentence);

}  // namespace tallybook
