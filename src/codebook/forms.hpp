// Inflected forms of the lemmas that start rules, for deciding before any analysis whether a sentence can hold one.
// Too many forms cost a little time, a missing one loses an event: so the rules here turn round every ending that a
// lemmatiser takes off, and the irregular words are a table of our own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codebook/codebook.hpp"

namespace tallybook {

// All lower-case forms that may have this lemma, the lemma first; some are no words ("strikeed"). `lemma` is one word.
std::vector<std::string> forms_of(TriggerKind kind, std::string_view lemma);

}  // namespace tallybook
