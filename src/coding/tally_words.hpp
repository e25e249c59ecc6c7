// What a number in a tally's sentence counts, and what the words around it say of it: is it a total, does it run on,
// does it stand for a noun that was told before. Questions to the tree and the codebook only; what was counted before
// it is known to tally_counts.cpp. A view: lives no longer than the draft. Thread-safe.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "coding/draft.hpp"
#include "coding/tally_window.hpp"

namespace tallybook {

class NumberWords {
public:
    explicit NumberWords(const Draft& draft) : d_(draft), tree_(draft.tree) {}

    // Not money, no time, no noise that was heard, no rate, no difference.
    bool counts_something(const Quantity& q) const;
    // The noun that a number counts: above it in the tree, or the next noun where there is no tree.
    std::optional<uint32_t> noun_of(const Quantity& q) const;
    bool attack_noun(uint32_t noun) const;
    bool people(uint32_t noun) const;
    // "Shot dead by two gunmen", "two gunmen killed a guard": the counted are those who did it.
    bool does_it(uint32_t noun) const;
    // "injured", "killed", or empty: of a number whose unit tells it ("62 injured").
    static std::string harm_unit(const std::string& unit);
    static bool times(const Quantity& q);
    // The unit of a number whose noun stands with an earlier one ("32 in Kenya" behind "66 attacks").
    bool attack_unit(const std::string& unit) const;
    // "The count of wounded soldiers stands at 19", "puts the number of attacks at 73": the noun of which it is the
    // sum.
    std::optional<uint32_t> summed(const Quantity& q) const;
    // "Twelve were hurt, bringing the total to 40": a sum of what was told just before.
    bool sums_up(const Quantity& q) const;
    // "injured", "killed", or empty: what the words of a stretch say happened to people.
    std::string harm_in(TokenSpan words, uint32_t not_before, uint32_t not_behind) const;

    bool total(const Quantity& q) const;
    bool running(const Quantity& q) const;
    bool perfect(uint32_t token) const;
    // "Counted 55 attacks on Tuesday": the day is that of the counting.
    bool counted_on(const Quantity& q, const Window& own) const;
    // Nothing is counted in these words: the number is followed by a place, a day, an end, or "of them".
    bool stands_alone(const Quantity& q) const;
    // What a number alone must have to count what an earlier sentence spoke of: a place, a total, or a verb of
    // counting.
    bool names_place_or_total(const Quantity& q, uint32_t until) const;
    // "Figures show 71 dead in October", "31 were murdered in 2022": the sum of a month or a year.
    bool of_a_period(const Quantity& q) const;
    // "How many times …?"
    bool asks_how_many(uint32_t sentence) const;
    // The places told behind a number, up to the next number: "16 in Iraq and 11 in Syria".
    std::vector<PlaceRef> places_behind(const Quantity& q, uint32_t until) const;
    // "56 attacks, of which 29 were in Kenya": where the part was.
    bool of_a_part(const Tally& tally, const Quantity& q) const;

private:
    bool a_rate(const Quantity& q) const;
    bool compared(const Quantity& q) const;
    bool word_near(const Quantity& q, std::initializer_list<std::string_view> before,
                   std::initializer_list<std::string_view> behind) const;

    const Draft& d_;
    const Tree& tree_;
};

}  // namespace tallybook
