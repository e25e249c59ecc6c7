// Which reports tell one story, for reports that no date parts or joins. A word says the more the fewer reports hold
// it; two reports are as alike as the share that the words of both have in the words of each (the cosine of their
// weighted lists). Groups of reports grow from the likest pair on, by the mean likeness of all their pairs, as
// long as that is enough: one report that mentions two events cannot chain their stories together.
//
// How rare a word is, is counted in the reports at hand, to which some hundred imagined ones are added, so that of
// two reports alone a shared name still says much. Compared are reports that share two of their rarest words, which
// keeps the cost near the number of reports. Turned down: connected components (chains), a word list with fixed
// weights (it knows no collection), first come first served (depends on the order).
// Pure; thread-safe. All sums are of whole numbers, so that no order of adding can change a result.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "resolve/told.hpp"

namespace tallybook {

struct Lexicon {
    std::vector<std::string> words;  // as the first report in the canonical order has them
    std::vector<int64_t> weights;
};

// A report's place among the stories.
struct Tale {
    size_t story = 0;             // equal for reports of one story
    std::vector<uint32_t> words;  // into the lexicon, ascending
    std::shared_ptr<const Lexicon> lexicon;
};

// One for each report, null where it has no gist or tells a story that no other tells. `reports` in canonical order.
std::vector<std::shared_ptr<const Tale>> tales_of(const std::vector<const ToldReport*>& reports);

// The words that say most among those of both, the weightiest first.
std::vector<std::string> telling_words(const Tale& a, const Tale& b, size_t most);

}  // namespace tallybook
