#include "coding/modality_clause.hpp"

#include <cctype>
#include <string>

#include "base/text.hpp"

namespace tallybook {
namespace {

// "are no longer arrested"
bool no_longer(const Tree& tree, uint32_t adverb) {
    return tree.dep(adverb) == Dep::Advmod && tree.is(adverb, {"longer"}) && adverb > 0 && tree.is(adverb - 1, {"no"});
}

}  // namespace

void read_auxiliaries(const Tree& tree, uint32_t verb, Modality& m) {
    bool have = false, progressive = tree.tagged(verb, {"VBG"}), modal = false, be = false;
    for (const uint32_t c : tree.children(verb)) {
        const Dep d = tree.dep(c);
        if (d == Dep::Neg || (d == Dep::Advmod && tree.is(c, {"never"})) || no_longer(tree, c)) m.polarity = "negated";
        if (d == Dep::Preconj && tree.is(c, {"neither"})) m.polarity = "negated";
        if (d == Dep::Mark && tree.is(c, {"if", "unless", "whether", "lest"})) m.phase = "hypothetical";
        if (d != Dep::Aux && d != Dep::AuxPass) continue;
        have |= tree.is(c, {"has", "have", "'ve", "'s"});
        be |= tree.is(c, {"is", "are", "was", "were", "been", "be", "'re"});
        if (tree.is(c, {"will", "'ll", "shall", "wo"})) m.phase = "planned", modal = true;
        if (tree.is(c, {"would", "'d"}) && tree.tagged(c, {"MD"})) m.phase = "hypothetical", modal = true;
        if (tree.is(c, {"may", "might", "could", "can", "should", "must", "ca"}))
            m.phase = "hypothetical", modal = true;
    }
    if (modal && have && tree.tagged(verb, {"VBN"}) && m.phase == "hypothetical")
        return;  // "could have killed": did not
    if (m.phase == "past" && progressive && be && tree.dep(verb) != Dep::Acl)
        m.phase = have || !tree.has_child(verb, {Dep::Aux}) ? "ongoing" : m.phase;
    if (m.phase == "past" && progressive && be)
        for (const uint32_t c : tree.children(verb))
            if (tree.dep(c) == Dep::Aux && tree.is(c, {"is", "are", "'re", "been"})) m.phase = "ongoing";
    if (m.phase == "past" && !modal && tree.tagged(verb, {"VBP", "VBZ"}) && !have && !be) m.generic = true;
}

namespace {

// "Bus No 7": its number.
bool numbered(const Tree& tree, uint32_t no) {
    return no + 1 < tree.size() && !tree.lower(no + 1).empty() && std::isdigit(tree.lower(no + 1).front()) != 0;
}

}  // namespace

bool negative_determiner(const Tree& tree, uint32_t noun) {
    for (const uint32_t c : tree.children(noun))
        if ((tree.dep(c) == Dep::Det || tree.dep(c) == Dep::Preconj || tree.dep(c) == Dep::Amod) &&
            tree.is(c, {"no", "neither", "zero"}) && !numbered(tree, c))
            return true;
    return tree.is(noun, {"none", "nobody", "nothing", "no-one"});
}

void read_modifiers(const Tree& tree, uint32_t noun, Modality& m) {
    if (negative_determiner(tree, noun)) m.polarity = "negated";
    if (tree.has_child(noun, {Dep::Det}) && tree.is(*tree.child(noun, {Dep::Det}), {"any", "every"}))
        m.phase = "hypothetical";
    for (const uint32_t c : tree.children(noun)) {
        if (c > noun || (tree.dep(c) != Dep::Amod && tree.dep(c) != Dep::Compound)) continue;
        if (tree.is(c, {"possible", "potential", "future", "further", "hypothetical", "imminent", "likely"}))
            m.phase = "hypothetical";
        if (tree.is(c, {"planned", "upcoming"})) m.phase = "planned";
        if (tree.is(c, {"attempted"})) m.phase = "attempted";
        if (tree.is(c, {"foiled", "thwarted", "failed", "abortive"}))
            m.phase = tree.is(c, {"failed", "abortive"}) ? "attempted" : "foiled";
        if (tree.is(c, {"threatened"})) m.phase = "threatened";
        if (tree.is(c, {"mock", "simulated"})) m.generic = true;
    }
}

bool present_simple(const Tree& tree, uint32_t verb) {
    return tree.tagged(verb, {"VBZ", "VBP"}) && !tree.has_child(verb, {Dep::Aux, Dep::AuxPass});
}

bool of_a_kind(const WordFacts& words, uint32_t relative, bool itself) {
    const Tree& tree = words.tree();
    const uint32_t noun = tree.head(relative);
    const bool present =
        present_simple(tree, relative) || (tree.tagged(relative, {"VB"}) && !tree.has_child(relative, {Dep::Aux}));
    if (tree.is(noun, {"anyone", "anybody", "whoever", "everyone", "someone", "somebody", "anything", "whatever"}))
        return true;
    const auto be = tree.child(relative, {Dep::AuxPass});
    const bool passive = be && tree.tagged(*be, {"VBZ", "VBP"}) && !tree.has_child(relative, {Dep::Aux});
    if (tree.is(noun, {"those", "people", "person", "he"}) && (present || (passive && itself))) return true;
    const auto det = tree.child(noun, {Dep::Det});
    if (det && tree.is(*det, {"any", "every"})) return true;
    if (!det || !tree.is(*det, {"a", "an"})) return false;
    const uint32_t verb = tree.head(noun);
    if (tree.dep(noun) != Dep::Nsubj || !tree.verb(verb)) return false;
    Modality above;
    read_auxiliaries(tree, verb, above);
    return above.phase == "hypothetical" || above.phase == "planned";
}

bool subjunctive(const Tree& tree, uint32_t verb) {
    if (tree.dep(verb) != Dep::Ccomp || !tree.tagged(verb, {"VBN"}) || tree.has_child(verb, {Dep::Aux})) return false;
    const auto be = tree.child(verb, {Dep::AuxPass});
    return be && tree.is(*be, {"be"});
}

bool under_condition(const Tree& tree, uint32_t verb) {
    const auto be = tree.child(verb, {Dep::AuxPass});
    const bool present =
        present_simple(tree, verb) || (be && tree.tagged(*be, {"VBZ", "VBP"}) && !tree.has_child(verb, {Dep::Aux}));
    if (!present) return false;
    for (const uint32_t c : tree.children(verb)) {
        if (tree.dep(c) != Dep::Advcl) continue;
        const auto mark = tree.child(c, {Dep::Mark});
        if (mark && tree.is(*mark, {"if", "unless"}) && !(*mark > 0 && tree.is(*mark - 1, {"even", "as"}))) return true;
    }
    return false;
}

bool yes_no_question(const Tree& tree, uint32_t trigger) {
    const TokenSpan all = tree.report().sentences[tree.sentence(trigger)].tokens;
    uint32_t last = all.end;
    while (last > all.begin && tree.token(last - 1).pos == "PUNCT" && !tree.is(last - 1, {"?"})) --last;
    if (last == all.begin || !tree.is(last - 1, {"?"})) return false;
    uint32_t first = all.begin;
    while (first < last && (tree.token(first).pos == "PUNCT" || tree.is(first, {"and", "but", "so"}))) ++first;
    return tree.is(first, {"will", "would", "did",   "does",   "do",    "is",  "are",  "was", "were", "has",  "have",
                           "had",  "can",   "could", "should", "might", "may", "what", "why", "how",  "shall"}) &&
           !(tree.is(first, {"why", "how", "what"}) && tree.is(first + 1, {"did", "was", "were", "has"}));
}

bool finite(const Tree& tree, uint32_t verb) {
    if (tree.tagged(verb, {"VBD", "VBZ", "VBP"})) return true;
    for (const uint32_t c : tree.children(verb))
        if ((tree.dep(c) == Dep::Aux || tree.dep(c) == Dep::AuxPass) && tree.tagged(c, {"VBD", "VBZ", "VBP"}))
            return true;
    return false;
}

bool bare_after_that(const Tree& tree, uint32_t trigger) {
    if (!tree.tagged(trigger, {"VB"}) || tree.has_child(trigger, {Dep::Aux, Dep::AuxPass})) return false;
    const auto mark = tree.child(trigger, {Dep::Mark});
    return mark && tree.is(*mark, {"that"}) && tree.has_child(trigger, {Dep::Nsubj});
}

bool parted(const Tree& tree, uint32_t before, uint32_t after) {
    for (uint32_t i = before + 1; i < after; ++i)
        if (tree.is(i, {";"})) return true;
    return false;
}

bool asks_who(const WordFacts& words, uint32_t at) {
    const Tree& tree = words.tree();
    const Dep d = tree.dep(at);
    if ((d != Dep::Ccomp && d != Dep::Pcomp) || !tree.verb(at) || !finite(tree, at)) return false;
    Modality own;
    read_auxiliaries(tree, at, own);
    if (own.phase != "past" || own.polarity != "affirmed" || tree.tagged(at, {"VBZ", "VBP"})) return false;
    if (!one_of(words.lemma(tree.head(at)),
                {"ask",      "wonder",     "know",     "find",    "determine", "learn", "establish",
                 "discover", "ascertain",  "reveal",   "clarify", "explain",   "tell",  "say",
                 "see",      "understand", "identify", "of",      "about",     "into"}))
        return false;
    for (const uint32_t c : tree.children(at))
        if (c < at && tree.is(c, {"who", "whom", "why"}) && tree.dep(c) != Dep::Mark) return true;
    return false;
}

bool in_view_of(const Tree& tree, uint32_t preposition, uint32_t trigger) {
    const auto what = tree.child(preposition, {Dep::Pobj});
    if (!what || *what == trigger || !tree.noun(trigger)) return false;
    if (tree.is(preposition, {"as"})) return tree.is(*what, {"result", "consequence"});
    return tree.is(preposition, {"in"}) &&
           tree.is(*what, {"wake", "aftermath", "face", "view", "light", "response", "reaction", "retaliation",
                           "reprisal", "revenge", "spite", "protest"});
}

}  // namespace tallybook
