// What speaks for violence around a word that is as often a figure of speech ("attack", "strike", "battle"): arms,
// armed people and wounds in its sentence, and elsewhere in the report an event whose word leaves no doubt. Counted
// over sentences and not over a window of words, because a sentence is what a reader checks. Built once a report after
// all matches have become events; views into the draft.
#pragma once

#include <vector>

#include "coding/draft.hpp"

namespace tallybook {

class Proof {
public:
    explicit Proof(const Draft& draft);

    // Arms, armed people, police, wounds, bodies, or violence by a hard word, in the token's sentence; the token itself
    // does not count.
    bool bodily(uint32_t token) const;
    // The report tells of violence that needs no proof.
    bool elsewhere() const { return report_; }
    // The sentence, or more than one place of the report, speaks of work, pay and unions.
    bool labour(uint32_t token) const;

private:
    const Draft* draft_;
    bool report_ = false;
    uint32_t labour_ = 0;
    std::vector<bool> bodily_, labour_word_;  // by token
};

// Verbs and nouns of attack that are as often said of words, prices and goals.
bool soft(const Draft& draft, const Event& event);

}  // namespace tallybook
