// What the codebook and the earlier layers say of a token: its weapon, agent, actor, name, place, person or event. One
// place for the built-in filters of the frames (@weapon @event @person …), so that the matcher, the participants and
// the coreference never disagree. Built once a report; const afterwards; views into the report, the tree and the
// codebook.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codebook/codebook.hpp"
#include "coding/tree.hpp"

namespace tallybook {

class WordFacts {
public:
    WordFacts(const Tree& tree, const Codebook& codebook);

    const NameRef* name_at(uint32_t token) const;    // the name that covers the token
    const PlaceRef* place_at(uint32_t token) const;  // demonyms are not places here
    const PlaceRef* demonym_at(uint32_t token) const;
    const Quantity* quantity_at(uint32_t token) const;
    const TimeValue* time_at(uint32_t token) const;
    const Weapon* weapon(uint32_t head) const;  // "mortar rounds": by head, or by head and its compounds
    const Agent* agent(uint32_t head) const;    // common noun for people or things
    bool starts_event(uint32_t token) const;    // some noun rule of a mention frame starts here

    bool titled(uint32_t noun) const;                          // a proper noun behind an office or a rank
    bool leads_something(uint32_t noun) const;                 // "head of state"
    bool aged(uint32_t noun) const;                            // "the 12-year-old"
    bool commercial(uint32_t head) const;                      // a company, as far as its name or noun tells
    bool in_class(uint32_t head, std::string_view cls) const;  // built-in classes and those of codebooks/words
    // The lemma, and the two-word lemma with the noun in front ("car bomb"), lower-cased.
    const std::string& lemma(uint32_t token) const { return lemmas_[token]; }
    std::string pair(uint32_t token) const;

    const Tree& tree() const { return *tree_; }
    const Codebook& codebook() const { return *codebook_; }

private:
    std::string lemma_of(uint32_t token) const;

    const Tree* tree_;
    const Codebook* codebook_;
    std::vector<std::string> lemmas_;  // by token; each is asked for a dozen times
    static constexpr uint32_t kNone = UINT32_MAX;
    std::vector<uint32_t> name_, place_, demonym_, quantity_, time_;
};

}  // namespace tallybook
