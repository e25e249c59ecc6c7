#include "values/abbreviation.hpp"

#include <algorithm>
#include <string>

#include "base/name_key.hpp"

namespace tallybook {
namespace {

constexpr size_t kMostLetters = 8;

bool is_little(std::string_view w) {
    static constexpr std::string_view kWords[] = {"of", "the", "for", "and", "in", "de",   "la",     "del",
                                                  "y",  "on",  "to",  "al",  "el", "wa",   "du",     "des",
                                                  "e",  "a",   "an",  "at",  "by", "with", "against"};
    return std::find(std::begin(kWords), std::end(kWords), w) != std::end(kWords);
}

struct Word {
    std::string folded, stripped;
    uint32_t token;
};

}  // namespace

uint32_t expansion_begin(const Report& report, TokenSpan before, std::string_view letters) {
    if (letters.size() < 2 || letters.size() > kMostLetters || before.empty()) return before.end;
    size_t capitals = 0;
    for (char c : letters) {
        if (c >= 'A' && c <= 'Z') ++capitals;
    }
    if (capitals < 2 || capitals + 2 < letters.size()) return before.end;

    std::vector<Word> words;
    for (uint32_t i = before.begin; i < before.end; ++i) {
        for (const auto& p : name_key::pieces(report.tokens[i].text)) {
            if (p.part == name_key::Part::Mark) {
                words.clear();
            } else if (p.part != name_key::Part::Possessive) {
                words.push_back({p.folded, p.stripped, i});
            }
        }
    }
    // Backwards: each word gives its first letter, and capitals inside it if they come next ("HezBollah").
    size_t left = letters.size();
    const auto wanted = [&] {
        return static_cast<char>(letters[left - 1] >= 'A' && letters[left - 1] <= 'Z' ? letters[left - 1] + 32
                                                                                      : letters[left - 1]);
    };
    uint32_t begin = before.end;
    size_t used = 0, skipped = 0;
    for (size_t w = words.size(); w-- > 0 && left > 0;) {
        const Word& word = words[w];
        for (size_t k = word.stripped.size(); k-- > 1 && left > 1;) {
            if (word.stripped[k] >= 'A' && word.stripped[k] <= 'Z' && letters[left - 1] == word.stripped[k]) --left;
        }
        if (word.folded[0] == wanted()) {
            --left;
            ++used;
            begin = word.token;
        } else if (!is_little(word.folded)) {
            if (used == 0 || ++skipped > 1) return before.end;
        }
    }
    const char first = report.tokens[begin < before.end ? begin : before.begin].text[0];
    const bool capital = (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0xC3;
    return left == 0 && used >= 2 && (capital || is_little(report.tokens[begin].text)) ? begin : before.end;
}

}  // namespace tallybook
