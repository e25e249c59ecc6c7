// What rules and lemmas make of a word with a tag and a relation, remembered: a pure function of (type, tag, relation)
// except for the few rules over several tokens, which are tried afterwards. Open addressing over one 64-bit key. The
// lemma is kept as text here, because no report outlives its own strings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/attribute_rules.hpp"

namespace tallybook {

struct WordOutcome {
    RuleOutcome attributes;
    bool may_begin = false;  // a rule of several tokens
    bool lemma_is_text = false;
    uint32_t lemma_begin = 0, lemma_size = 0;  // in WordMemo's text
};

class WordMemo {
public:
    // The key: `lexeme` numbers the type. nullptr: not known.
    const WordOutcome* find(uint32_t lexeme, LabelId tag, LabelId dep) const {
        if (slots_.empty()) return nullptr;
        const uint64_t key = make_key(lexeme, tag, dep);
        for (size_t at = hash(key) & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
            if (slots_[at].key == key) return &outcomes_[slots_[at].index];
            if (slots_[at].key == 0) return nullptr;
        }
    }

    const WordOutcome& add(uint32_t lexeme, LabelId tag, LabelId dep, WordOutcome outcome, std::string_view lemma) {
        if (outcomes_.size() * 2 >= slots_.size()) grow();
        outcome.lemma_begin = static_cast<uint32_t>(lemmas_.size());
        outcome.lemma_size = static_cast<uint32_t>(lemma.size());
        lemmas_ += lemma;
        insert({make_key(lexeme, tag, dep), static_cast<uint32_t>(outcomes_.size())});
        return outcomes_.emplace_back(outcome);
    }

    std::string_view lemma(const WordOutcome& outcome) const {
        return std::string_view(lemmas_).substr(outcome.lemma_begin, outcome.lemma_size);
    }

    size_t bytes() const {
        return slots_.size() * sizeof(Slot) + outcomes_.size() * sizeof(WordOutcome) + lemmas_.size();
    }
    void clear() {
        slots_.clear();
        outcomes_.clear();
        lemmas_.clear();
    }

private:
    struct Slot {
        uint64_t key = 0;
        uint32_t index = 0;
    };
    static uint64_t make_key(uint32_t lexeme, LabelId tag, LabelId dep) {
        return (uint64_t{lexeme} + 1) << 32 | uint64_t{tag} << 16 | dep;
    }
    static uint64_t hash(uint64_t key) {
        key *= 0x9e3779b97f4a7c15;
        return key ^ key >> 32;
    }
    void insert(Slot slot) {
        size_t at = hash(slot.key) & (slots_.size() - 1);
        while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = slot;
    }
    void grow() {
        const std::vector<Slot> old = std::move(slots_);
        slots_.assign(old.empty() ? 4096 : old.size() * 2, {});
        for (const Slot& slot : old) {
            if (slot.key != 0) insert(slot);
        }
    }

    std::vector<Slot> slots_;
    std::vector<WordOutcome> outcomes_;
    std::string lemmas_;
};

}  // namespace tallybook
