// Which sentences could hold anything, told from their words alone: the test that decides, before any network runs,
// what is worth reading. A rule could fit where a form of its word stands in the sentence together with what the rule
// asks for: its particle, one of the prepositions of each required slot, a form of one of the words that the slot's
// filter names. Filters that need more than words (@person, @place …) are taken as passed. So a sentence that fails
// has no rule that fits, and one that passes may still have none.
//
// The violence scope asks more, because it chooses reports among ordinary news: the word of an ASSAULT rule must tell
// violence by itself, or the words that the rule names must stand close by ("opened fire", "took the crew hostage").
// A list of words kept by hand was turned down: it would grow apart from the frames.
//
// Everything is compiled into the image: one look at a table a word, then a few bits.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codebook/book.hpp"

namespace tallybook {

struct CodebookImage;

// The test as it lies in the image. A start is a rule with one of its words or several that ask for the same.
struct TriggerTables {
    static constexpr uint32_t kMostSets = 4096;
    // An entry of a form's list: what the form means, in the two low bits, and of which set or start, above them.
    enum Meaning : uint32_t { kInSet = 0, kStarts = 1, kStartsPlainly = 2 };
    enum Flags : uint32_t { kViolent = 1, kOnlyReports = 2, kNothing = 4 };

    std::vector<uint32_t> flags;      // of the starts
    std::vector<uint32_t> sets_from;  // sets of start s: sets[sets_from[s]] … before sets[sets_from[s + 1]]
    std::vector<uint32_t> sets;       // numbers of word sets; all must occur

    std::span<const uint32_t> sets_of(uint32_t start) const {
        return std::span(sets).subspan(sets_from[start], sets_from[start + 1] - sets_from[start]);
    }
    bool consistent() const;
};

// Lists of meanings by form.
std::map<std::string, std::vector<uint32_t>> build_triggers(const Book& book, TriggerTables& tables);

bool starts_rule(const CodebookImage& image, std::string_view lower_form);
Triggers find_triggers(const CodebookImage& image, std::span<const std::string_view> lower_words);

}  // namespace tallybook
