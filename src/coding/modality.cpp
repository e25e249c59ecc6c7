#include "coding/modality.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "coding/arguments.hpp"

namespace tallybook {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// What a governing word says of the event in its object or clause.
std::string_view phase_under(std::string_view lemma) {
    if (one_of(lemma, {"plan",     "intend",    "prepare",   "promise", "vow",       "agree",  "pledge",
                       "decide",   "schedule",  "plot",      "aim",     "undertake", "commit", "order",
                       "instruct", "authorize", "authorise", "direct",  "consider",  "mull"}))
        return "planned";
    if (one_of(lemma, {"threaten", "threat"})) return "threatened";
    if (one_of(lemma, {"try", "attempt", "seek"})) return "attempted";
    if (one_of(lemma, {"foil", "thwart", "prevent", "avert", "disrupt", "repel", "intercept", "stop", "block"}))
        return "foiled";
    if (one_of(lemma, {"want",       "hope",    "wish",   "fear",        "urge",   "demand",  "call",     "ask",
                       "request",    "appeal",  "would",  "warn",        "expect", "suspect", "predict",  "advocate",
                       "propose",    "suggest", "risk",   "possibility", "threat", "danger",  "fear",     "intention",
                       "likelihood", "desire",  "advise", "encourage",   "forbid", "ban",     "prohibit", "oppose",
                       "justify",    "capable", "able",   "ready",       "likely", "willing"}))
        return "hypothetical";
    return {};
}

bool negating(std::string_view lemma) {
    return one_of(lemma, {"fail", "refuse", "avoid", "decline", "refrain", "abstain", "neglect"});
}
bool denying(std::string_view lemma) {
    return one_of(lemma, {"deny", "refute", "dismiss", "rebut", "denial"});
}

void read_auxiliaries(const Tree& tree, uint32_t verb, Modality& m) {
    bool have = false, progressive = tree.tagged(verb, {"VBG"}), modal = false, be = false;
    for (const uint32_t c : tree.children(verb)) {
        const Dep d = tree.dep(c);
        if (d == Dep::Neg || (d == Dep::Advmod && tree.is(c, {"never"}))) m.polarity = "negated";
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

bool negative_determiner(const Tree& tree, uint32_t noun) {
    for (const uint32_t c : tree.children(noun))
        if ((tree.dep(c) == Dep::Det || tree.dep(c) == Dep::Preconj || tree.dep(c) == Dep::Amod) &&
            tree.is(c, {"no", "neither", "zero"}))
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

}  // namespace

Modality modality_of(const WordFacts& words, uint32_t trigger) {
    const Tree& tree = words.tree();
    Modality m;
    if (tree.verb(trigger)) {
        read_auxiliaries(tree, trigger, m);
        for (const uint32_t c : tree.children(trigger))
            if ((tree.dep(c) == Dep::Nsubj || tree.dep(c) == Dep::NsubjPass) && negative_determiner(tree, c))
                m.polarity = "negated";
    } else {
        read_modifiers(tree, trigger, m);
    }
    uint32_t at = trigger;
    for (int steps = 0; steps < 24 && !tree.root(at); ++steps) {
        const uint32_t above = tree.head(at);
        const Dep d = tree.dep(at);
        const std::string lemma = words.lemma(above);
        if (d == Dep::Relcl || d == Dep::Appos || d == Dep::Parataxis) break;  // told in passing: on its own word
        if (d == Dep::Acl && !tree.tagged(at, {"VB"})) break;
        if (d == Dep::Advcl) {
            for (const uint32_t c : tree.children(at))
                if (tree.dep(c) == Dep::Mark && tree.is(c, {"if", "unless"})) m.phase = "hypothetical";
            if (tree.tagged(at, {"VB"}) && m.phase == "past") m.phase = "planned";  // "in order to attack"
            break;
        }
        const bool clause = d == Dep::Xcomp || d == Dep::Ccomp || d == Dep::Pcomp;
        const bool object = d == Dep::Dobj || d == Dep::NsubjPass || d == Dep::Pobj || d == Dep::Acl;
        if (d == Dep::Prep && tree.is(at, {"without"})) m.polarity = "negated";
        if (d == Dep::Prep &&
            tree.is(at, {"against", "despite", "because", "after", "during", "amid", "following", "since", "before"}) &&
            !tree.is(at, {"against"}))
            break;
        if (clause || object || d == Dep::Prep || d == Dep::Conj) {
            if (denying(lemma)) m.polarity = "denied";
            if (negating(lemma) && clause) m.polarity = "negated";
            const std::string_view phase = d == Dep::Conj ? std::string_view{} : phase_under(lemma);
            const bool reduced = phase == "foiled" && (clause || (d == Dep::Prep && !tree.is(at, {"from"})));
            const bool strong = m.phase == "past" || m.phase == "ongoing";
            // An order to hunt the killers says nothing against the killing: only infinitives and direct objects are
            // governed.
            const bool governed = clause ? (tree.tagged(at, {"VB", "VBG"}) || phase == "hypothetical")
                                         : (d == Dep::Dobj || d == Dep::NsubjPass || d == Dep::Acl || d == Dep::Prep);
            if (!phase.empty() && strong && governed && !reduced && !tree.noun(at)) m.phase = phase;
            if (!phase.empty() && strong && governed && !reduced && tree.noun(at) && at == trigger) m.phase = phase;
            if (d == Dep::Conj && tree.verb(above) && tree.verb(at)) {
                Modality first;
                read_auxiliaries(tree, above, first);
                if (m.phase == "past" && first.phase != "past" && first.phase != "ongoing" &&
                    !tree.has_child(at, {Dep::Aux, Dep::Nsubj}))
                    m.phase = first.phase;
            }
        }
        // An event noun in a negated or modal clause: "did not carry out the attack", "could launch strikes".
        if (tree.verb(above) && object && tree.noun(trigger)) {
            Modality clause_m;
            read_auxiliaries(tree, above, clause_m);
            const bool light =
                one_of(lemma, {"carry", "launch", "conduct", "stage", "mount", "commit", "perpetrate", "make"});
            if (light && d != Dep::Pobj) {
                if (clause_m.polarity != "affirmed") m.polarity = clause_m.polarity;
                if (m.phase == "past") m.phase = clause_m.phase;
            }
        }
        if (tree.verb(above) && !clause && d != Dep::Prep && d != Dep::Conj && d != Dep::Pobj && tree.noun(trigger)) {
            if (d != Dep::Dobj && d != Dep::NsubjPass) break;
        }
        at = above;
    }
    return m;
}

}  // namespace tallybook
