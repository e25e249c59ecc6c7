// Which words of a corpus the codebook knows and what became of them: for whoever looks for the next rule to write.
// Counts only, so that parts made by several threads add up to the same in any order.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "coding/trace_view.hpp"

namespace tallybook {

class Coverage {
public:
    struct Word {
        uint64_t occurs = 0, coded = 0;              // coded: gave a record, or tells of one's event
        std::map<std::string_view, uint64_t> lacks;  // why the others gave none: codes of Why
        std::string example;                         // a sentence with the word, of the others if there is one
        std::string example_at;                      // "key:byte"; the first by this, so that it is always the same
        bool example_coded = true;
    };

    void add(const Traced& traced);
    void add(const Coverage& other);

    // Tables: the `most` commonest words that start rules, and verbs that start none.
    std::string text(size_t most) const;
    // One line for the corpus, then one a word, the commonest first: docs/codebook.md tells the fields.
    std::string json() const;

    uint64_t reports = 0, sentences = 0;
    std::map<std::string, Word> triggers;  // "verb attack"
    std::map<std::string, Word> unknown;   // verbs that no rule begins with, by lemma
};

}  // namespace tallybook
