// From words to frames: which rule of the codebook fits at a word, and who fills its slots. One winner a word: the rule
// with most required or filtered slots filled, then the one that fills more, then the first in the codebook's order.
// Rules are tried one by one from an index by lemma: about four a trigger, so no automaton is needed; the naïve oracle
// of the tests walks all rules of the text form instead of the index.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "coding/trace.hpp"
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
    // The frame's own, unless the words above or beside it change what it tells ("refused to meet"): compose.cpp.
    std::string type, mode, act, phase;
    struct Added {
        std::string role;
        uint32_t token = 0;
    };
    std::vector<Added> added;  // roles that come from such words
    bool settled = false;  // polarity and phase are told by act and type: "will not meet" is a rejection, no denied one
    bool dropped = false;  // part of another match; gives no record

    std::vector<uint32_t> with_role(std::string_view role) const;
};

// All matches of the report, in text order. Exceptions that win are left out. `trace`, where given, gets every rule
// that was tried.
std::vector<Match> match_frames(const WordFacts& words, Trace* trace = nullptr);

// Who stands at a slot's place, by heads and their conjuncts; the filter is not asked.
std::vector<uint32_t> slot_candidates(const WordFacts& words, TriggerKind kind, uint32_t trigger, const Slot& slot);

// The verb that carries an event noun ("LAUNCHED an inquiry", "an inquiry OPENED by", "a round of talks was HELD") or
// turns it round ("FACES an inquiry"); by the classes @light-verb and @inverse-verb of the codebook.
struct Carrier {
    uint32_t verb = 0;
    bool inverse = false;
};
std::optional<Carrier> carrier_of(const WordFacts& words, uint32_t noun);

}  // namespace tallybook
