// Hedges, as a table of phrases read backwards from the number.
#include <array>

#include "values/quantity_parts.hpp"

namespace tallybook {
namespace {

struct Phrase {
    std::array<std::string_view, 4> words;  // the last word first
    Hedge kind;
};

// Longer phrases before those that they end in.
constexpr Phrase kPhrases[] = {
    {{"than", "fewer", "no"}, Hedge::AtLeast},
    {{"than", "less", "no"}, Hedge::AtLeast},
    {{"than", "fewer", "not"}, Hedge::AtLeast},
    {{"than", "less", "not"}, Hedge::AtLeast},
    {{"than", "more", "no"}, Hedge::UpTo},
    {{"than", "more", "not"}, Hedge::UpTo},
    {{"than", "more", "little", "a"}, Hedge::MoreThan},
    {{"than", "more"}, Hedge::MoreThan},
    {{"than", "fewer"}, Hedge::LessThan},
    {{"than", "less"}, Hedge::LessThan},
    {{"than", "greater"}, Hedge::MoreThan},
    {{"than", "higher"}, Hedge::MoreThan},
    {{"least", "at"}, Hedge::AtLeast},
    {{"minimum", "a"}, Hedge::AtLeast},
    {{"of", "minimum", "a"}, Hedge::AtLeast},
    {{"minimally"}, Hedge::AtLeast},
    {{"many", "as", "as", "least"}, Hedge::AtLeast},
    {{"as", "few", "as"}, Hedge::AtLeast},
    {{"as", "little", "as"}, Hedge::AtLeast},
    {{"as", "many", "as"}, Hedge::UpTo},
    {{"as", "much", "as"}, Hedge::UpTo},
    {{"to", "up"}, Hedge::UpTo},
    {{"most", "at"}, Hedge::UpTo},
    {{"of", "maximum", "a"}, Hedge::UpTo},
    {{"of", "upwards"}, Hedge::MoreThan},
    {{"of", "upward"}, Hedge::MoreThan},
    {{"of", "excess", "in"}, Hedge::MoreThan},
    {{"over", "well"}, Hedge::MoreThan},
    {{"over", "just"}, Hedge::MoreThan},
    {{"under", "just"}, Hedge::Nearly},
    {{"to", "close"}, Hedge::Nearly},
    {{"exceeding"}, Hedge::MoreThan},
    {{"exceeded"}, Hedge::MoreThan},
    {{"exceeds"}, Hedge::MoreThan},
    {{"passed"}, Hedge::MoreThan},
    {{"surpassed"}, Hedge::MoreThan},
    {{"topped"}, Hedge::MoreThan},
    {{"topping"}, Hedge::MoreThan},
    {{"over"}, Hedge::MoreThan},
    {{"above"}, Hedge::MoreThan},
    {{"under"}, Hedge::LessThan},
    {{"nearly"}, Hedge::Nearly},
    {{"almost"}, Hedge::Nearly},
    {{"approaching"}, Hedge::Nearly},
    {{"estimated", "an"}, Hedge::About},
    {{"estimated"}, Hedge::About},
    {{"at", "estimated"}, Hedge::About},
    {{"reported", "a"}, Hedge::None},
    {{"about"}, Hedge::About},
    {{"around"}, Hedge::About},
    {{"approximately"}, Hedge::About},
    {{"roughly"}, Hedge::About},
    {{"some"}, Hedge::About},
    {{"circa"}, Hedge::About},
    {{"perhaps"}, Hedge::About},
    {{"possibly"}, Hedge::About},
};

// "The toll has passed 200", not "parliament passed 12 bills".
bool of_a_count(const Atoms& a, uint32_t i) {
    constexpr uint32_t kReach = 10;
    for (uint32_t k = 1; k <= kReach && k <= i && a.same_sentence(i, i - k); ++k) {
        if (a.is_any(i - k, {"toll", "number", "numbers", "count", "total", "figure", "tally"})) return true;
    }
    return false;
}

}  // namespace

HedgeRead hedge_before(const Atoms& a, uint32_t i) {
    HedgeRead read{.begin = i};
    for (bool more = true; more && read.begin > 0;) {
        more = false;
        for (const Phrase& phrase : kPhrases) {
            uint32_t n = 0;
            while (n < phrase.words.size() && !phrase.words[n].empty() && n < read.begin &&
                   a.is(read.begin - 1 - n, phrase.words[n]) && a.same_sentence(i, read.begin - 1 - n))
                ++n;
            if (n == 0 || (n < phrase.words.size() && !phrase.words[n].empty())) continue;
            if (phrase.kind == Hedge::None) continue;
            if (phrase.words[0] == "passed" && !of_a_count(a, read.begin - 1)) continue;
            read.begin -= n;
            // The outermost stays, but a mere guess leaves a bound as it is: "possibly as many as 90".
            if (read.kind == Hedge::None || phrase.kind != Hedge::About) read.kind = phrase.kind;
            more = true;
            break;
        }
    }
    return read;
}

HedgeBehind hedge_behind(const Atoms& a, uint32_t i) {
    if (a.is(i, "or")) {
        if (a.is(i + 1, "more")) return {i + 2, Hedge::AtLeast};
        if (a.is_any(i + 1, {"so", "thereabouts"})) return {i + 2, Hedge::About};
        if (a.is_any(i + 1, {"fewer", "less"})) return {i + 2, Hedge::UpTo};
    }
    if (a.is_mark(i, '+') && a.joined(i)) return {i + 1, Hedge::AtLeast};
    if (a.hyphen(i) && a.is(i + 1, "odd")) return {i + 2, Hedge::About};
    if (a.hyphen(i) && a.is(i + 1, "plus")) return {i + 2, Hedge::AtLeast};
    return {i, Hedge::None};
}

}  // namespace tallybook
