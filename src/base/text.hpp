// Small questions about text that every folder asks.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace tallybook {

// Whether a word is one of a few: the closed lists that stand beside the rule they belong to. Longer lists, and those
// that an analyst may change, are classes of the codebook.
inline bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// The text with A to Z in lower case; other letters stay as they are.
std::string lower(std::string_view text);

// The text with each run of blanks, tabs and line breaks as one blank.
std::string one_line(std::string_view text);

}  // namespace tallybook
