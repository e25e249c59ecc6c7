// Abbreviations that a text explains: "the Southern Front for Change (SFC)". The letters are matched backwards against
// the words before the bracket, as Schwartz and Hearst (2003) do, but over whole words: a letter comes from a word's
// beginning or from a capital within it, and little words may be skipped.
#pragma once

#include <string_view>

#include "report/report.hpp"

namespace tallybook {

// `before` are the tokens of the sentence in front of the bracket. Returns the first token of the explained name, or
// before.end if these words do not explain `letters`.
uint32_t expansion_begin(const Report& report, TokenSpan before, std::string_view letters);

}  // namespace tallybook
