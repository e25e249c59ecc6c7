// The three parts of a counted thing: hedge, number, noun. Internal to the values folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "values/number_atoms.hpp"

namespace tallybook {

// What a hedge does to the number n that it stands before (or behind).
enum class Hedge : uint8_t {
    None,
    AtLeast,   // n, n, open
    MoreThan,  // n+1, n+1, open
    UpTo,      // open, n, n
    LessThan,  // open, n-1, n-1
    Nearly,    // open, n, n
    About      // open, n, open
};

// The hedge whose last word is the atom before i: its first atom (i where there is none) and its kind. Several may
// stand in a row ("at least some 40"): the first counts, the span takes all.
struct HedgeRead {
    uint32_t begin = 0;
    Hedge kind = Hedge::None;
};
HedgeRead hedge_before(const Atoms& atoms, uint32_t i);

// "or more", "or so", "+" behind a number that ends at i: one past it, and its kind.
struct HedgeBehind {
    uint32_t end = 0;
    Hedge kind = Hedge::None;
};
HedgeBehind hedge_behind(const Atoms& atoms, uint32_t i);

// A number of counted things, or words that stand for one.
struct CountRead {
    uint32_t end = 0;
    int64_t value = 0;
    std::optional<int64_t> high = std::nullopt;  // of a range
    bool vague = false;                          // "dozens", "several": at least `value`, open above
    bool couple = false;                         // best is known, the end is open
    bool none = false;                           // "no casualties"
    std::string_view hedge = {};                 // the vague word or the range's own: "several", "between", "to"
    std::string_view unit = {};                  // already told: "times" of "twice"
    bool figures = false;
    bool one = false;  // the word "one"
};
std::optional<CountRead> read_count(const Atoms& atoms, uint32_t i);

// The noun behind a number that ends at i, with what stands between.
struct CountedNoun {
    uint32_t end = 0;  // one past the noun; i where there is none
    std::string unit = {};
};

}  // namespace tallybook
