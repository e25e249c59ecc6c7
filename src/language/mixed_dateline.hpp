// "TRIPOLI, Libya: Clashes erupted …": a dateline is none of the sentence's words, but a parser may take the town for
// what erupted. Where a tree runs across it, the rest is read once more by itself.
#pragma once

#include <cstdint>
#include <span>

#include "report/report.hpp"

namespace tallybook {

// The number of tokens that the dateline takes, marks included, in an analysed sentence whose tree runs across it; 0
// elsewhere.
uint32_t find_mixed_dateline(std::span<const Token> sentence);

// Hangs a dateline on the root of the rest, analysed by itself.
void hang_dateline(std::span<Token> sentence, uint32_t end);

}  // namespace tallybook
