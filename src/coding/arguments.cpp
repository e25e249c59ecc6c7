#include "coding/arguments.hpp"

#include <algorithm>

namespace tallybook {
namespace {

constexpr int kDeepest = 8;  // governing clauses climbed in search of a subject

bool relative_pronoun(const Tree& tree, uint32_t i) {
    return tree.tagged(i, {"WDT", "WP"});
}

// A word of a place's name.
bool in_place(const Tree& tree, uint32_t i) {
    const auto& p = tree.report().places;
    return std::any_of(p.begin(), p.end(), [&](const PlaceRef& x) { return x.tokens && x.tokens->contains(i); });
}

// What is done to other people's plans.
bool thwarts(const Tree& tree, uint32_t verb) {
    static constexpr std::string_view kVerbs[] = {"foil",    "thwart",   "uncover", "prevent", "disrupt",
                                                  "stop",    "discover", "expose",  "avert",   "frustrate",
                                                  "unravel", "reveal",   "detect",  "block"};
    return std::find(std::begin(kVerbs), std::end(kVerbs), tree.token(verb).lemma) != std::end(kVerbs);
}

uint32_t antecedent_or_self(const Tree& tree, uint32_t i, uint32_t verb) {
    if (!relative_pronoun(tree, i)) return i;
    // "welcomed the statement that condemned …", parsed as a clause of the verb: its object is what "that" means.
    if (tree.dep(verb) == Dep::Ccomp && tree.verb(tree.head(verb)))
        if (const auto object = tree.child(tree.head(verb), {Dep::Dobj}); object && *object < i) return *object;
    uint32_t v = verb;
    for (int depth = 0; depth < kDeepest; ++depth) {
        if (tree.dep(v) == Dep::Relcl) {
            const uint32_t head = tree.head(v);
            // "Residents of Gao, who …", hung on the town: a town is nobody. Of two nouns that may be somebody what the
            // parser says is kept: "the commander of the group, who …".
            if (tree.is(i, {"who", "whom"}) && tree.dep(head) == Dep::Pobj &&
                tree.is(tree.head(head), {"of", "from", "in"}) && tree.noun(tree.head(tree.head(head))) &&
                in_place(tree, head))
                return tree.head(tree.head(head));
            return head;
        }
        if (tree.root(v)) break;
        v = tree.head(v);
    }
    return i;
}

bool object_control(const Tree& tree, uint32_t verb) {
    static constexpr std::string_view kVerbs[] = {
        "order",  "urge",   "force",    "ask",    "tell",   "direct",  "instruct",  "call",  "allow",
        "help",   "compel", "persuade", "invite", "warn",   "command", "encourage", "press", "cause",
        "enable", "permit", "require",  "advise", "accuse", "task",    "pressure",  "push",  "let"};
    return std::find(std::begin(kVerbs), std::end(kVerbs), tree.token(verb).lemma) != std::end(kVerbs);
}

bool paper(const Tree& tree, uint32_t noun) {
    static constexpr std::string_view kPapers[] = {
        "statement", "letter",    "resolution", "declaration", "report",   "communique", "message", "note",
        "decree",    "bill",      "order",      "law",         "petition", "appeal",     "motion",  "edict",
        "memo",      "manifesto", "verdict",    "warning",     "tweet",    "post",       "video",   "agreement"};
    return std::find(std::begin(kPapers), std::end(kPapers), tree.token(noun).lemma) != std::end(kPapers);
}

std::vector<uint32_t> subjects_up(const Tree& tree, uint32_t verb, int depth);

std::vector<uint32_t> surface_subject(const Tree& tree, uint32_t verb) {
    std::vector<uint32_t> found;
    for (const uint32_t c : tree.children(verb))
        if (tree.dep(c) == Dep::Nsubj || tree.dep(c) == Dep::NsubjPass)
            found.push_back(antecedent_or_self(tree, c, verb));
    return found;
}

// The understood subject of a clause without one of its own: from the clause or the noun above it.
std::vector<uint32_t> understood(const Tree& tree, uint32_t verb, int depth) {
    if (depth > kDeepest || tree.root(verb)) return {};
    const uint32_t above = tree.head(verb);
    switch (tree.dep(verb)) {
        case Dep::Acl:
        case Dep::Relcl:
            // "foiled a plot to bomb a station": who foils it does not bomb.
            if (tree.dep(verb) == Dep::Acl && tree.tagged(verb, {"VB"}) && tree.dep(above) == Dep::Dobj &&
                thwarts(tree, tree.head(above)))
                return possessors(tree, above);
            // "issued a statement urging …", "signed a decree granting …": who issues it speaks.
            if (tree.dep(verb) == Dep::Acl && paper(tree, above) && tree.dep(above) == Dep::Dobj &&
                tree.verb(tree.head(above)))
                return subjects_up(tree, tree.head(above), depth + 1);
            if (tree.noun(above) || tree.pronoun(above) || tree.tagged(above, {"CD"})) return {above};
            return subjects_up(tree, tree.clause(above), depth + 1);
        case Dep::Conj:
            if (tree.verb(above)) return subjects_up(tree, above, depth + 1);
            return {};
        case Dep::Xcomp:
        case Dep::Ccomp:
        case Dep::Advcl:
        case Dep::Oprd:
        case Dep::Aux: {
            if (!tree.verb(above)) {
                if (tree.dep(above) == Dep::Acomp || tree.noun(above))
                    return subjects_up(tree, tree.clause(above), depth + 1);
                return {};
            }
            if (tree.dep(verb) == Dep::Advcl && tree.tagged(verb, {"VBG"}) && verb > 0 && tree.lower(verb - 1) == ",") {
                // ", describing them as …": a participle behind a comma speaks of the main clause's subject.
                uint32_t main = above;
                while (tree.dep(main) == Dep::Xcomp && tree.verb(tree.head(main))) main = tree.head(main);
                return subjects_up(tree, main, depth + 1);
            }
            if (tree.dep(verb) == Dep::Advcl && tree.tagged(verb, {"VB"}) && thwarts(tree, above))
                if (const auto plot = tree.child(above, {Dep::Dobj})) return possessors(tree, *plot);
            if (tree.dep(verb) == Dep::Ccomp && !tree.tagged(verb, {"VB", "VBG", "VBN"})) return {};
            if (tree.dep(verb) != Dep::Advcl && object_control(tree, above)) {
                auto objects = logical_objects(tree, above);
                if (objects.empty() && tree.token(above).lemma == "call")  // "called on the rebels to disarm"
                    objects = prepositional(tree, above, {"on", "upon"});
                if (!objects.empty()) return objects;
            }
            auto found = subjects_up(tree, above, depth + 1);
            // "It is for the judges to decide": "it" stands for what follows.
            if (found.size() == 1 && tree.is(found.front(), {"it"}) && tree.token(above).lemma == "be") return {};
            return found;
        }
        case Dep::Pcomp: {
            const uint32_t governor = tree.head(above);
            if (tree.verb(governor)) {
                if (tree.is(above, {"of", "for", "from"}) ||
                    (tree.is(above, {"against"}) && tree.token(governor).lemma == "warn")) {
                    auto objects = logical_objects(tree, governor);
                    if (!objects.empty()) return objects;
                }
                return subjects_up(tree, governor, depth + 1);
            }
            if (tree.noun(governor)) return possessors(tree, governor);
            return {};
        }
        default:
            return {};
    }
}

// The surface subject of a clause, climbing where it has none of its own.
std::vector<uint32_t> subjects_up(const Tree& tree, uint32_t verb, int depth) {
    auto found = surface_subject(tree, verb);
    return found.empty() ? understood(tree, verb, depth) : found;
}

bool in_time(const Tree& tree, uint32_t i) {
    const auto& t = tree.report().times;
    return std::any_of(t.begin(), t.end(), [&](const TimeValue& x) { return x.tokens && x.tokens->contains(i); });
}

std::vector<uint32_t> agents(const Tree& tree, uint32_t verb) {
    std::vector<uint32_t> found;
    for (const uint32_t c : tree.children(verb))
        if (tree.dep(c) == Dep::Agent || (tree.dep(c) == Dep::Prep && tree.is(c, {"by"})))
            if (const auto object = tree.child(c, {Dep::Pobj}); object && !in_time(tree, *object)) {
                // "attacked by air", "by night": how, not by whom; "by an American count": who says so many.
                const bool how =
                    tree.children(*object).empty() &&
                    tree.is(*object, {"air", "land", "sea", "night", "day", "mistake", "accident", "hand"});
                const bool reckoned = tree.is(*object, {"count", "tally", "estimate", "reckoning"});
                if (!how && !reckoned) found.push_back(*object);
            }
    return found;
}

}  // namespace

std::vector<uint32_t> logical_subjects(const Tree& tree, uint32_t verb) {
    if (!tree.verb(verb)) return {};
    if (tree.passive(verb)) {
        auto found = agents(tree, verb);
        // "was hit and damaged by rockets": the agent hangs on the last of coordinated participles.
        if (found.empty())
            for (const uint32_t c : tree.children(verb))
                if (tree.dep(c) == Dep::Conj && tree.verb(c) && tree.passive(c) && surface_subject(tree, c).empty())
                    found = agents(tree, c);
        return found;
    }
    auto found = surface_subject(tree, verb);
    if (!found.empty()) return found;
    if (tree.dep(verb) ==
        Dep::Relcl) {  // "the base that rockets hit": its own subject stands; without one the antecedent does it
        const bool other_object = tree.has_child(verb, {Dep::Dobj, Dep::Prep, Dep::Xcomp, Dep::Ccomp});
        if (!other_object && tree.tagged(verb, {"VB"})) return {};
    }
    if (tree.dep(verb) == Dep::Conj && tree.verb(tree.head(verb)) && tree.passive(tree.head(verb)) &&
        tree.tagged(verb, {"VBN"}))
        return {};
    return understood(tree, verb, 0);
}

namespace {

// "was attacked twelve separate times": how often, not what.
bool how_often(const Tree& tree, uint32_t noun) {
    return tree.is(noun, {"times", "occasions"}) && tree.has_child(noun, {Dep::Nummod});
}

}  // namespace

std::vector<uint32_t> logical_objects(const Tree& tree, uint32_t verb) {
    std::vector<uint32_t> found;
    if (!tree.verb(verb)) return found;
    if (tree.passive(verb)) {
        for (const uint32_t c : tree.children(verb))
            if (tree.dep(c) == Dep::NsubjPass || tree.dep(c) == Dep::Nsubj)
                found.push_back(antecedent_or_self(tree, c, verb));
        if (found.empty()) found = understood(tree, verb, 0);
        for (const uint32_t c : tree.children(verb))  // "was given a warning": keep the second object too
            if (tree.dep(c) == Dep::Dobj && !how_often(tree, c)) found.push_back(c);
        return found;
    }
    for (const uint32_t c : tree.children(verb))
        if (tree.dep(c) == Dep::Dobj && !how_often(tree, c)) found.push_back(antecedent_or_self(tree, c, verb));
    // "killing four guards and at least eleven others", the second noun hung on the verb.
    if (!found.empty())
        for (const uint32_t c : tree.children(verb))
            if (tree.dep(c) == Dep::Conj && tree.noun(c) && c > found.front() && !how_often(tree, c) &&
                tree.has_child(c, {Dep::Nummod}))
                found.push_back(c);
    if (!found.empty()) return found;
    // "found the clerk guilty", "called the raid a crime": a small clause, whose subject is the object.
    // "allowed the refugees to stay": the one who may is the object too.
    for (const uint32_t c : tree.children(verb)) {
        if (tree.dep(c) != Dep::Ccomp || tree.has_child(c, {Dep::Mark})) continue;
        const auto aux = tree.child(c, {Dep::Aux});
        if (aux && tree.tagged(*aux, {"MD"})) continue;  // "warned they would strike"
        if (tree.verb(c) && !(tree.tagged(c, {"VB"}) && object_control(tree, verb))) continue;
        if (const auto subject = tree.child(c, {Dep::Nsubj})) found.push_back(*subject);
    }
    if (!found.empty()) return found;
    if (tree.dep(verb) == Dep::Relcl && (tree.noun(tree.head(verb)) || tree.pronoun(tree.head(verb)))) {
        const auto subject = tree.child(verb, {Dep::Nsubj});
        if (subject && !relative_pronoun(tree, *subject) && !tree.has_child(verb, {Dep::Ccomp, Dep::Xcomp}))
            return {tree.head(verb)};
    }
    // "attacked and destroyed the base": the object hangs on the last verb.
    for (const uint32_t c : tree.children(verb))
        if (tree.dep(c) == Dep::Conj && tree.verb(c) && c == tree.children(verb).back() &&
            surface_subject(tree, c).empty() && c <= verb + 3)
            for (const uint32_t o : tree.children(c))
                if (tree.dep(o) == Dep::Dobj) found.push_back(o);
    return found;
}

std::vector<uint32_t> indirect_objects(const Tree& tree, uint32_t verb) {
    std::vector<uint32_t> found;
    for (const uint32_t c : tree.children(verb)) {
        if (tree.dep(c) != Dep::Dative) continue;
        const auto object = tree.child(c, {Dep::Pobj});
        found.push_back(object && tree.token(c).pos == "ADP" ? *object : c);
    }
    return found;
}

std::vector<uint32_t> prepositional(const Tree& tree, uint32_t trigger, const std::vector<std::string>& words) {
    std::vector<uint32_t> found;
    const auto wanted = [&](uint32_t i) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& w) {
            const size_t space = w.find(' ');  // "out of": its second word, where the first stands before it
            if (space == std::string::npos) return tree.lower(i) == w;
            return i > 0 && tree.sentence(i - 1) == tree.sentence(i) && w.compare(0, space, tree.lower(i - 1)) == 0 &&
                   w.compare(space + 1, std::string::npos, tree.lower(i)) == 0;
        });
    };
    const auto look = [&](uint32_t at, auto&& self, int depth) -> void {
        for (const uint32_t c : tree.children(at)) {
            const Dep d = tree.dep(c);
            if (d == Dep::Prep || d == Dep::Agent || d == Dep::Dative ||
                (d == Dep::Prt && tree.has_child(c, {Dep::Pobj}))) {
                if (wanted(c))
                    for (const uint32_t o : tree.children(c))
                        if (tree.dep(o) == Dep::Pobj || tree.dep(o) == Dep::Pcomp)
                            found.push_back(antecedent_or_self(tree, o, trigger));
                if (depth < 1 && !tree.is(c, {"according", "due", "thanks", "owing"}))
                    self(c, self, depth + 1);  // "out of", "from inside", and prepositions chained by the parser
            } else if (d == Dep::Advmod && depth < 1) {
                self(c, self, depth + 1);  // "west of", "three times at …"
            } else if (d == Dep::Conj && tree.token(c).pos == "ADP" && wanted(c)) {
                for (const uint32_t o : tree.children(c))
                    if (tree.dep(o) == Dep::Pobj) found.push_back(o);
            }
        }
    };
    look(trigger, look, 0);
    // "imposed sanctions on Chad on Monday": the day does not hide what hangs on the object.
    const bool days = std::all_of(found.begin(), found.end(), [&](uint32_t i) { return in_time(tree, i); });
    if (days && tree.verb(trigger)) {
        for (const uint32_t c : tree.children(trigger))
            if (tree.dep(c) == Dep::Dobj || tree.dep(c) == Dep::Prt) look(c, look, 1);
        if (days && tree.passive(trigger))  // "was launched at the base by …": on a coordinated participle
            for (const uint32_t c : tree.children(trigger))
                if (tree.dep(c) == Dep::Agent)
                    if (const auto agent = tree.child(c, {Dep::Pobj})) look(*agent, look, 1);
    }
    // "had been fired on": the preposition stands alone, its object is the passive's subject.
    if (found.empty() && tree.verb(trigger) && tree.passive(trigger))
        for (const uint32_t c : tree.children(trigger))
            if ((tree.dep(c) == Dep::Prt || tree.dep(c) == Dep::Prep) && wanted(c) && tree.children(c).empty())
                for (const uint32_t subject : tree.children(trigger))
                    if (tree.dep(subject) == Dep::NsubjPass)
                        found.push_back(antecedent_or_self(tree, subject, trigger));
    // "a convoy was attacked and looted near X" shares the phrase with the verbs before.
    if (found.empty() && tree.verb(trigger))
        for (const uint32_t c : tree.children(trigger))
            if (tree.dep(c) == Dep::Conj && tree.verb(c) && surface_subject(tree, c).empty() && c <= trigger + 2)
                look(c, look, 1);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<uint32_t> possessors(const Tree& tree, uint32_t noun) {
    std::vector<uint32_t> found;
    for (const uint32_t c : tree.children(noun))
        if (tree.dep(c) == Dep::Poss) found.push_back(c);
    return found;
}

std::vector<uint32_t> modifiers(const Tree& tree, uint32_t noun) {
    std::vector<uint32_t> found;
    for (const uint32_t c : tree.children(noun)) {
        const Dep d = tree.dep(c);
        if (c < noun && (d == Dep::Compound || d == Dep::Amod || d == Dep::Nmod || d == Dep::Npadvmod ||
                         (d == Dep::Det && tree.is(c, {"no"})))) {
            found.push_back(c);
            for (const uint32_t other : tree.conjuncts(c))
                if (other != c && other < noun) found.push_back(other);  // "rocket and mortar attacks"
        }
    }
    return found;
}

std::vector<uint32_t> complements(const Tree& tree, uint32_t verb) {
    std::vector<uint32_t> found;
    for (const uint32_t c : tree.children(verb)) {
        const Dep d = tree.dep(c);
        if (d == Dep::Oprd || d == Dep::Acomp || d == Dep::Attr) found.push_back(c);
        if ((d == Dep::Ccomp || d == Dep::Xcomp) && !tree.verb(c)) found.push_back(c);
        if (d == Dep::Prep && tree.is(c, {"as"}))
            for (const uint32_t o : tree.children(c))
                if (tree.dep(o) == Dep::Pobj || tree.dep(o) == Dep::Amod) found.push_back(o);
        if (d == Dep::Dobj)
            for (const uint32_t a : tree.children(c))
                if (a > c && tree.dep(a) == Dep::Amod)
                    found.push_back(a);  // "left five dead", parsed as a modifier behind
    }
    return found;
}

std::vector<uint32_t> clauses(const Tree& tree, uint32_t verb) {
    std::vector<uint32_t> found;
    for (const uint32_t c : tree.children(verb)) {
        const Dep d = tree.dep(c);
        if ((d == Dep::Ccomp && (tree.verb(c) || !tree.has_child(c, {Dep::Csubj, Dep::Ccomp}))) || d == Dep::Xcomp ||
            d == Dep::Pcomp)
            found.push_back(c);
        // "the right to respond", "the plan to attack": the infinitive hangs on the object or on the noun itself.
        if (d == Dep::Acl && tree.noun(verb) && tree.tagged(c, {"VB"})) found.push_back(c);
        if (d == Dep::Acl && tree.noun(verb))  // "the claim that the valley was empty"
            if (const auto mark = tree.child(c, {Dep::Mark}); mark && tree.is(*mark, {"that"})) found.push_back(c);
        if (d == Dep::Dobj)
            for (const uint32_t inner : tree.children(c))
                if (tree.dep(inner) == Dep::Acl && tree.tagged(inner, {"VB"})) found.push_back(inner);
    }
    for (const uint32_t c : tree.children(verb)) {
        // "committed to protect", parsed as a clause of purpose; "made clear that …", hung on the adjective.
        if (found.empty() && tree.dep(c) == Dep::Advcl && c > verb && tree.tagged(c, {"VB"}) &&
            tree.has_child(c, {Dep::Aux}))
            found.push_back(c);
        if ((tree.dep(c) == Dep::Ccomp || tree.dep(c) == Dep::Acomp || tree.dep(c) == Dep::Oprd) && !tree.verb(c))
            for (const uint32_t inner : tree.children(c))
                if (tree.dep(inner) == Dep::Csubj || tree.dep(inner) == Dep::Ccomp) found.push_back(inner);
    }
    if (found.empty() && tree.dep(verb) == Dep::Parataxis) found.push_back(tree.head(verb));
    if (found.empty())
        for (const uint32_t c : tree.children(verb))
            if (tree.dep(c) == Dep::Advcl && tree.token(c).span.begin < tree.token(verb).span.begin &&
                tree.is(verb, {"said", "says", "added", "told"}))
                found.push_back(c);
    return found;
}

}  // namespace tallybook
