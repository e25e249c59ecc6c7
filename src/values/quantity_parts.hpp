// The three parts of a counted thing: hedge, number, noun. Internal to the values folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    std::string hedge = {};                      // the vague word or the range's own: "several", "between", "to"
    std::string_view unit = {};                  // already told: "times" of "twice"
    bool figures = false;
    bool one = false;      // the word "one"
    bool both = false;     // "both pilots"
    bool another = false;  // "another soldier", "one … and another"
    bool odds = false;     // "two to one": no count
};
std::optional<CountRead> read_count(const Atoms& atoms, uint32_t i);

// "of the", "of his", "of them" at i: what was counted is a part.
inline bool names_whole(const Atoms& a, uint32_t i) {
    return a.is(i, "of") &&
           a.is_any(i + 1, {"the", "its", "their", "his", "her", "them", "whom", "us", "these", "those"});
}

// Where a count stands, in atoms.
struct CountPlace {
    uint32_t begin = 0;                   // of the hedge
    uint32_t number = 0, number_end = 0;  // of the number alone
    uint32_t end = 0;                     // past the noun
    bool another = false;
};

// What a number counts.
struct CountedNoun {
    uint32_t end = 0;  // one past the noun; where the search began if there is none
    std::string unit = {};
};

// Finds the noun behind a number: by the tree where the number modifies it, else by tags, else by the form of the
// words. Holds references: report, atoms and `in_time` (one flag an atom) must outlive it.
class NounFinder {
public:
    NounFinder(const Report& report, const Atoms& atoms, const std::vector<bool>& in_time)
        : report_(report), atoms_(atoms), in_time_(in_time) {}

    // The search begins at atom i, right behind the number or behind "more", "of". `one`: the number is 1.
    CountedNoun find(uint32_t i, bool one) const;
    // Whether a noun in the plural stands at i, adjectives aside: "senior army officers", not "killed".
    bool is_plural_noun_phrase(uint32_t i) const;
    // "Swedish": a people's adjective that stands alone.
    bool is_people_adjective(uint32_t i) const;

private:
    bool stops(uint32_t i, uint32_t from) const;
    CountedNoun by_tags(uint32_t i, bool one) const;
    bool next_count(uint32_t at, uint32_t from) const;
    uint32_t plural_behind(uint32_t head, uint32_t limit) const;
    CountedNoun by_form(uint32_t i, bool one) const;
    bool hyphen_before(uint32_t token) const;
    bool hyphen_behind(uint32_t token) const;
    std::string_view tag(uint32_t token) const { return report_.tokens[token].tag; }
    uint32_t head_of_number(uint32_t token, uint32_t limit) const;
    std::string unit_ending_at(uint32_t head, uint32_t from) const;

    const Report& report_;
    const Atoms& atoms_;
    const std::vector<bool>& in_time_;
};

}  // namespace tallybook
