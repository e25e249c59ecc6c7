// "Nine people were killed when a bomb went off in Gao, police and hospital officials said." Who says it comes last in
// most sentences of news agencies, and where the sentence before it is long a parser takes the speakers for one more
// noun of it ("in Gao, police and hospital officials"), which costs the speaker, the place and often the verb. Where a
// tree disagrees with the words' order, what is said is read once more, by itself, and hung below the verb of saying. A
// tree that agrees is left as the parser gave it; a second parser for all sentences was turned down, since most are
// right.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "report/report.hpp"

namespace tallybook {

// Tokens of a sentence: what is said is [0, comma), who says it `speakers`, `verb` the verb of saying.
struct SaidLast {
    uint32_t comma;
    uint32_t verb;
    TokenSpan speakers;
};

// For an analysed sentence that ends in ", SPEAKERS said" or ", said SPEAKERS", a day or "in a statement" behind it,
// and whose tree does not say so.
std::optional<SaidLast> find_said_last(std::span<const Token> sentence);

// Hangs what is said, analysed by itself, on the verb of saying as "ccomp", the speakers as "nsubj". One root remains.
void hang_said_last(std::span<Token> sentence, const SaidLast& tail);

}  // namespace tallybook
