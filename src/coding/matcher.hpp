// From words to frames: which rule of the codebook fits at a word, and who fills its slots. One winner a word: the rule
// with most required or filtered slots filled, then the one that fills more, then the first in the codebook's order.
// Rules are tried one by one from an index by lemma: about four a trigger, so no automaton is needed; the naïve oracle
// of the tests walks all rules of the text form instead of the index.
#pragma once

#include <string>
#include <vector>

#include "coding/words.hpp"

namespace tallybook {

struct Filler {
    uint32_t slot = 0;   // index into Rule::slots
    uint32_t token = 0;  // head of the phrase, or of the clause
};

struct Match {
    uint32_t trigger = 0;
    uint32_t last = 0;  // last token of the trigger with its particle
    const Rule* rule = nullptr;
    const Frame* frame = nullptr;
    std::string form;  // the lemma that started the rule
    std::vector<Filler> fillers;

    std::vector<uint32_t> with_role(std::string_view role) const;
};

// All matches of the report, in text order. Exceptions that win are left out.
std::vector<Match> match_frames(const WordFacts& words);

}  // namespace tallybook
