// Coding by foreign dictionaries (codebook/petrarch.hpp) in place of the codebook's frames: for each verb that they
// know, the pattern that takes most words decides the event; who stands where is read as the programs did that the
// dictionaries were written for, but over the dependency tree: the source is the verb's subject (else the nearest actor
// before it), the target the first actor behind it, a passive with "by" is turned round. What stands under a coded verb
// is not coded again. A pattern's own marks ($ source, + target) come first.
//
// Pure; the same report gives the same records in any thread.
#pragma once

#include <optional>

#include "codebook/petrarch.hpp"
#include "coding/dictionary_phrases.hpp"
#include "report/records.hpp"
#include "report/report.hpp"

namespace tallybook {

Records code_by_dictionaries(const Report& report, const Codebook& codebook, const Dictionaries& dictionaries);

// ---- a part of it: patterns over a sentence's words

struct PatternFit {
    const VerbPattern* pattern = nullptr;
    const DictionaryPhrase *source = nullptr, *target = nullptr;  // where the pattern says who
    int words = 0;                                                // that it took
};

// Where a verb stands in a sentence's words: [lower_begin, lower_end) are those of its phrase behind it, [upper_begin,
// upper_end) those before it in the same clause.
struct VerbPlace {
    size_t upper_begin = 0, upper_end = 0, lower_begin = 0, lower_end = 0;
};

// The pattern that takes most words; of equals the first of the dictionary. Empty: none fits.
std::optional<PatternFit> best_pattern(const DictionaryWords& sentence, const VerbPlace& place,
                                       const Dictionaries& dictionaries, const VerbBlock& block);

}  // namespace tallybook
