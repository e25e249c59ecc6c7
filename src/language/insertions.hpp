// Editors' insertions in cables: "the MLF [Mountain Liberation Front] commander", "[words indistinct]". What stands in
// square brackets is no part of the sentence around it, and a parser that has seen few such brackets breaks the
// sentence there. So the sentence is read without them and each insertion by itself; its tree is then hung on the word
// that it stands behind. Brackets that stand for a word the sentence cannot do without ("in [the] port") stay in it.
// Only cables are read so: elsewhere brackets mostly stand in quotations, for a word that was changed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "report/report.hpp"

namespace tallybook {

// The insertions of a sentence, brackets included, as spans of its own tokens, ascending and apart; none where nothing
// would be left of the sentence.
std::vector<TokenSpan> find_insertions(std::span<const Token> sentence);

// Hangs the insertions on the analysed sentence: their roots become "parataxis" of the word before (of the
// sentence's root where none stands before), the brackets punctuation of the insertion's root.
void hang_insertions(std::span<Token> sentence, std::span<const TokenSpan> insertions);

}  // namespace tallybook
