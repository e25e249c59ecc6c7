// Numbers in figures and in words, read from atoms: "2,500", "twenty-one", "two hundred and fifty", "1.5 million",
// "half a dozen", "nineteen ninety-six" (a year), "21st". Stateless; indexes are into the Atoms.
#pragma once

#include <cstdint>
#include <optional>

#include "values/number_atoms.hpp"

namespace tallybook {

struct NumberRead {
    uint32_t end = 0;                    // one past its last atom
    int64_t value = 0;                   // of the whole part, where `numerator` is set too
    int numerator = 0, denominator = 1;  // "two and a half", "2 1/2"
    bool figures = false;                // written in digits
    bool article = false;                // began with "a": a hundred
};

// A cardinal that begins at i. Not the article alone; "a dozen", "half a million", "a couple" are not read here but
// "dozen" after a number is.
std::optional<NumberRead> read_cardinal(const Atoms& atoms, uint32_t i);

// "third", "twenty-first", "21st".
std::optional<NumberRead> read_ordinal(const Atoms& atoms, uint32_t i);

// A year in words: "nineteen ninety-six", "two thousand and five", "eighteen hundred".
std::optional<NumberRead> read_year_words(const Atoms& atoms, uint32_t i);

}  // namespace tallybook
