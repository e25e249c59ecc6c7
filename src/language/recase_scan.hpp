// The words of a sentence in capitals, and what stands between and around them: what the recaser decides about.
// Internal to the language folder.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tallybook {

enum class WordCase {
    kLower,
    kCapital,
    kKeep,   // as it stands: acronyms, codes, initials
    kTitle,  // a capital where a name follows
};

struct RecasedWord {
    size_t begin = 0, end = 0;
    std::string lower;
    WordCase form = WordCase::kLower;
    bool fixed = false;  // decided by a phrase
    bool has_digit = false;
    bool dotted = false;     // "U.S.", or an initial with its dot
    bool joined = false;     // nothing but one space or a hyphen between it and the word before
    bool hyphened = false;   // a hyphen before it
    bool tail = false;       // behind an apostrophe: "s", "t"
    bool bracketed = false;  // stands alone in brackets
    bool surname = false;    // an ordinary word that is somebody's name here
    bool starts = false;     // the first word of the sentence or of a quotation behind a comma or colon
};

// The words of a sentence in text order, offsets in its bytes. Dots of initials and of "U.S." belong to their word.
std::vector<RecasedWord> scan_words(std::string_view sentence);

// Whether `w` ends so and has at least two bytes before it.
bool longer_ending(std::string_view w, std::string_view tail);

// Whether `is_word` knows the word or what is left without a regular ending.
bool known_word(const std::function<bool(std::string_view)>& is_word, std::string_view w);

}  // namespace tallybook
