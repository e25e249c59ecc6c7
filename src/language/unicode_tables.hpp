// The generated tables behind unicode.hpp, string_id.hpp and lexeme.hpp. All are sorted by code point but the last two.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tallybook::tables {

struct Range {
    char32_t first, last;  // inclusive
};
struct Mapping {
    char32_t from, to;
};
struct Expansion {
    char32_t from;
    std::string_view to;
};
struct Symbol {
    std::string_view name;
    uint32_t id;
};
struct Norm {
    std::string_view text, norm;
};

extern const std::span<const Range> kAlpha, kUpper, kDigit, kSpace, kCased, kCaseIgnorable;
extern const std::span<const Mapping> kLower, kSimpleUpper;
extern const std::span<const Expansion> kLowerLong;
extern const std::span<const Symbol> kSymbols;
extern const std::span<const Norm> kBaseNorms;

}  // namespace tallybook::tables
