#include "coding/matcher.hpp"

#include <algorithm>
#include <optional>

#include "coding/arguments.hpp"

namespace tallybook {
namespace {

struct Fit {
    std::vector<Filler> fillers;
    int conditions = 0;  // required or filtered slots that are filled
    uint32_t last = 0;
};

bool passes(const WordFacts& words, const Slot& slot, uint32_t token) {
    if (slot.lemmas.empty() && slot.classes.empty()) return true;
    bool hit = false;
    const std::string lemma = words.lemma(token), pair = words.pair(token);
    for (const std::string& l : slot.lemmas) hit |= l == lemma || l == pair;
    for (const std::string& c : slot.classes) hit |= words.in_class(token, c);
    return hit != slot.negated;
}

std::vector<uint32_t> candidates(const Tree& tree, TriggerKind kind, uint32_t trigger, const Slot& slot) {
    std::vector<uint32_t> heads;
    switch (slot.position) {
        case Position::Subject:
            heads = logical_subjects(tree, trigger);
            break;
        case Position::Object:
            heads = logical_objects(tree, trigger);
            break;
        case Position::Indirect:
            heads = indirect_objects(tree, trigger);
            break;
        case Position::Preposition:
            heads = prepositional(tree, trigger, slot.words);
            break;
        case Position::Possessive:
            return possessors(tree, trigger);
        case Position::Compound:
            return modifiers(tree, trigger);
        case Position::Complement:
            return complements(tree, trigger);
        case Position::Clause:
            return clauses(tree, trigger);
    }
    (void)kind;
    std::vector<uint32_t> all;
    for (const uint32_t head : heads)
        for (const uint32_t c : tree.conjuncts(head))
            if (std::find(all.begin(), all.end(), c) == all.end()) all.push_back(c);
    return all;
}

// The particle of a phrasal verb ("carry OUT"), wherever it stands; 0 distance if the rule wants none.
std::optional<uint32_t> particle_at(const Tree& tree, uint32_t verb, const std::string& particle) {
    for (const uint32_t c : tree.children(verb))
        if (tree.lower(c) == particle &&
            (tree.dep(c) == Dep::Prt || tree.dep(c) == Dep::Advmod || tree.dep(c) == Dep::Prep))
            return c;
    if (verb + 1 < tree.size() && tree.sentence(verb + 1) == tree.sentence(verb) && tree.lower(verb + 1) == particle)
        return verb + 1;
    return std::nullopt;
}

std::optional<Fit> fit(const WordFacts& words, const Rule& rule, uint32_t trigger) {
    const Tree& tree = words.tree();
    Fit result;
    result.last = trigger;
    if (rule.exception) result.conditions = 1;  // where both fit equally well, nothing happened
    if (!rule.particle.empty()) {
        const auto particle = particle_at(tree, trigger, rule.particle);
        if (!particle) return std::nullopt;
        result.last = std::max(trigger, *particle);
        ++result.conditions;
    }
    for (uint32_t s = 0; s < rule.slots.size(); ++s) {
        const Slot& slot = rule.slots[s];
        const bool filtered = !slot.lemmas.empty() || !slot.classes.empty();
        bool filled = false;
        for (const uint32_t token : candidates(tree, rule.kind, trigger, slot)) {
            const bool taken = std::any_of(result.fillers.begin(), result.fillers.end(), [&](const Filler& f) {
                return f.token == token && !rule.slots[f.slot].role.empty() && !slot.role.empty();
            });
            if (taken || !passes(words, slot, token)) continue;
            result.fillers.push_back({s, token});
            filled = true;
        }
        if (slot.required && !filled) return std::nullopt;
        if (filled && (slot.required || (filtered && !slot.negated))) ++result.conditions;
    }
    return result;
}

struct Best {
    std::optional<Fit> fit;
    const Rule* rule = nullptr;
    std::string form;
};

void consider(const WordFacts& words, TriggerKind kind, uint32_t trigger, const std::string& form, Best& best) {
    if (form.empty()) return;
    const Codebook& book = words.codebook();
    for (const uint32_t r : book.rules_for(kind, form)) {
        const Rule& rule = book.rules()[r];
        auto found = fit(words, rule, trigger);
        if (!found) continue;
        const bool better =
            !best.fit || found->conditions > best.fit->conditions ||
            (found->conditions == best.fit->conditions && found->fillers.size() > best.fit->fillers.size());
        if (better) best = {std::move(found), &rule, form};
    }
}

}  // namespace

std::vector<uint32_t> Match::with_role(std::string_view role) const {
    std::vector<uint32_t> out;
    for (const Filler& f : fillers)
        if (rule->slots[f.slot].role == role) out.push_back(f.token);
    return out;
}

std::vector<Match> match_frames(const WordFacts& words) {
    const Tree& tree = words.tree();
    const Codebook& book = words.codebook();
    std::vector<Match> matches;
    for (uint32_t i = 0; i < tree.size(); ++i) {
        Best best;
        const bool premodifier =
            tree.dep(i) == Dep::Amod || tree.dep(i) == Dep::Compound || tree.dep(i) == Dep::Nmod;  // "Iran-backed"
        if (tree.verb(i) && premodifier) continue;
        if (tree.verb(i) && tree.dep(i) != Dep::Aux && tree.dep(i) != Dep::AuxPass) {
            consider(words, TriggerKind::Verb, i, words.lemma(i), best);
        } else if (tree.noun(i)) {
            consider(words, TriggerKind::Noun, i, words.pair(i), best);
            consider(words, TriggerKind::Noun, i, words.lemma(i), best);
            // Headlines: "Gunmen ambush convoy" may be tagged as a chain of nouns; left to the tagger on purpose.
        } else if (tree.token(i).pos == "ADJ") {
            consider(words, TriggerKind::Adjective, i, words.lemma(i), best);
        }
        if (!best.fit || best.rule->exception) continue;
        Match match;
        match.trigger = i;
        match.last = best.fit->last;
        match.rule = best.rule;
        match.frame = &book.frames()[best.rule->frame];
        match.form = best.form;
        match.fillers = std::move(best.fit->fillers);
        matches.push_back(std::move(match));
    }
    return matches;
}

}  // namespace tallybook
