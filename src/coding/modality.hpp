// Whether an event happened: polarity and phase of a trigger, read from its auxiliaries, negations and the words that
// govern it ("threatened to", "foiled an", "no", "if"). A table of governing words, climbed from the trigger to the
// root; a learned classifier was turned down because nobody could say why it decided as it did.
#pragma once

#include <string>

#include "coding/words.hpp"

namespace tallybook {

struct Modality {
    std::string polarity = "affirmed";  // affirmed negated denied
    std::string phase = "past";         // past ongoing planned threatened attempted foiled hypothetical
    bool generic = false;               // a habit or a kind of thing, no event that could be counted
};

Modality modality_of(const WordFacts& words, uint32_t trigger);

}  // namespace tallybook
