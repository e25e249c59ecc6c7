// Lemmas by rule: suffix rules checked against a word list, with lists of exceptions, a set of tables a part of speech.
// A pure function of (text, part of speech, morphology); the analyser caches it by type.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/string_set.hpp"

namespace tallybook {

struct LemmaTables {
    std::vector<std::pair<std::string, std::string>> rules;  // old ending, new ending
    std::unordered_map<std::string, std::vector<std::string>> exceptions;
    StringSet index;
};

class Lemmatizer {
public:
    Lemmatizer() = default;
    // Keys are universal parts of speech in lower case ("noun").
    explicit Lemmatizer(std::map<std::string, LemmaTables> tables) : tables_(std::move(tables)) {}

    // `pos` as in Token ("NOUN"; may be empty), `morph` as "Number=Sing|Person=3". A form of a word that is in the list
    // already ("Number=Sing" of a noun) is only lower-cased.
    std::string lemma(std::string_view text, std::string_view pos, std::string_view morph) const;

    // Whether any table, but that of the part of speech `without`, knows the lower-case word, as it is or through a
    // rule.
    bool knows(std::string_view lower, std::string_view without = "") const;

private:
    std::map<std::string, LemmaTables> tables_;
};

}  // namespace tallybook
