// A sentence as a parser has left it, written down word by word.
#pragma once

#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace tallybook {

struct Word {
    std::string_view text, tag, dep;
    uint32_t head;
};

inline std::vector<Token> sentence(const std::vector<Word>& words) {
    std::vector<Token> tokens(words.size());
    for (size_t i = 0; i < words.size(); ++i) {
        tokens[i].text = tokens[i].lemma = words[i].text;
        tokens[i].tag = words[i].tag;
        tokens[i].dep = words[i].dep;
        tokens[i].head = words[i].head;
        tokens[i].pos = words[i].tag.starts_with("VB") ? "VERB" : "NOUN";
    }
    return tokens;
}

}  // namespace tallybook
