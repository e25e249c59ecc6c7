#include "coding/matcher.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/capable.hpp"

namespace tallybook {
namespace {

struct Fit {
    std::vector<Filler> fillers;
    int conditions = 0;  // required or filtered slots that are filled
    uint32_t last = 0;
};

bool fits(const WordFacts& words, const Slot& slot, uint32_t token) {
    const std::string lemma = words.lemma(token), pair = words.pair(token);
    for (const std::string& l : slot.lemmas)
        if (l == lemma || l == pair) return true;
    for (const std::string& c : slot.classes)
        if (words.in_class(token, c)) return true;
    return false;
}

// "one of the MINISTERS", "a shipment of TENTS", "two tonnes of GRAIN": what a portion is of.
std::vector<uint32_t> portioned(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (!tree.tagged(token, {"CD", "DT"}) && !words.codebook().in_class("portion", words.lemma(token))) return {};
    for (const uint32_t m : modifiers(tree, token))  // "hit a record number of visitors": a level, no people
        if (tree.is(m, {"record", "highest", "lowest"})) return {};
    std::vector<uint32_t> found;
    for (const uint32_t whole : prepositional(tree, token, {"of"}))
        for (const uint32_t c : tree.conjuncts(whole)) found.push_back(c);
    return found;
}

// What no people are counted in.
bool thing(const WordFacts& words, uint32_t token) {
    if (words.name_at(token) != nullptr || words.agent(token) != nullptr) return false;
    return words.weapon(token) != nullptr || words.in_class(token, "armament") || words.in_class(token, "munition") ||
           one_of(words.lemma(token), {"item", "document", "round", "ton", "tonne", "kilo", "litre", "liter", "gallon",
                                       "barrel", "copy", "page", "box", "dollar", "pound", "cartridge", "supply"});
}

bool passes(const WordFacts& words, const Slot& slot, uint32_t token) {
    if (slot.lemmas.empty() && slot.classes.empty()) return true;
    bool hit = fits(words, slot, token);
    const auto wholes = portioned(words, token);
    // "Thousands of rounds" are nobody, though "thousands" may be.
    const bool counts = std::find(slot.classes.begin(), slot.classes.end(), "number") != slot.classes.end();
    if (hit && !wholes.empty() && slot.lemmas.empty() && !counts && !slot.negated)
        hit = !std::ranges::all_of(wholes, [&](uint32_t whole) { return thing(words, whole); });
    if (!hit)
        for (const uint32_t whole : wholes) hit |= fits(words, slot, whole);
    return hit != slot.negated;
}

// Whom a phrase names: itself, its owner, the one by or from whom it is, the nationality in front.
std::vector<uint32_t> who_of(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    const auto actors = [&](std::vector<uint32_t> tokens) {
        std::erase_if(tokens, [&](uint32_t t) { return !words.in_class(t, "actor"); });
        return tokens;
    };
    if (tree.verb(token)) return {};
    if (words.in_class(token, "actor") && !tree.has_child(token, {Dep::Poss})) return {token};
    auto found = actors(possessors(tree, token));
    if (found.empty() && words.in_class(token, "actor")) return {token};
    if (found.empty()) found = actors(prepositional(tree, token, {"by", "from"}));
    for (const uint32_t c : tree.children(token))  // "the offer made by X"
        if (found.empty() && (tree.dep(c) == Dep::Acl || tree.dep(c) == Dep::Relcl) && tree.verb(c))
            for (const uint32_t s : actors(logical_subjects(tree, c)))
                if (s != token && !tree.pronoun(s)) found.push_back(s);
    if (found.empty()) found = actors(modifiers(tree, token));
    if (found.empty())
        for (const uint32_t m : modifiers(tree, token))
            if (words.demonym_at(m) != nullptr) found.push_back(m);
    if (words.in_class(token, "undergone")) return found;  // "the killing of a priest"
    if (found.empty()) found = actors(prepositional(tree, token, {"of"}));
    if (found.empty())
        for (const uint32_t inner : prepositional(tree, token, {"of", "to", "against", "on", "in", "for"}))
            if (found.empty() && !tree.verb(inner))
                for (const auto& next :
                     {prepositional(tree, inner, {"by"}), possessors(tree, inner), modifiers(tree, inner)})
                    for (const uint32_t t : actors(next)) found.push_back(t);
    return found;
}

// "held talks in the capital WITH X": at the verb that carries the noun. "By" and "of" there are the verb's own.
std::vector<uint32_t> beside_carrier(const WordFacts& words, uint32_t noun, std::vector<std::string> prepositions) {
    const auto carrier = carrier_of(words, noun);
    if (!carrier) return {};
    std::erase_if(prepositions, [&](const std::string& p) {
        return p == "by" || p == "of" || p == "in" || p == "using" || (p == "from" && !carrier->inverse);
    });
    if (prepositions.empty()) return {};
    auto found = prepositional(words.tree(), carrier->verb, prepositions);
    std::erase_if(found, [&](uint32_t t) { return words.tree().dominates(t, noun); });
    return found;
}

// "was imposed on three towns BY THE GENERAL", hung on the towns: the doer of a passive that has none of its own.
std::vector<uint32_t> agents_beyond(const WordFacts& words, uint32_t verb) {
    const Tree& tree = words.tree();
    std::vector<uint32_t> found;
    for (const uint32_t between : prepositional(tree, verb, {"on", "upon", "against", "to", "as"}))
        if (tree.noun(between) && !words.starts_event(between) && words.time_at(between) == nullptr)
            for (const uint32_t doer : prepositional(tree, between, {"by"}))
                if (words.in_class(doer, "actor") && words.time_at(doer) == nullptr) found.push_back(doer);
    return found;
}

// "The ban IMPOSED ON the port", "threats MADE BY the group": what a participle that adds nothing stands between.
std::vector<uint32_t> beside_participle(const WordFacts& words, uint32_t noun,
                                        const std::vector<std::string>& prepositions) {
    const Tree& tree = words.tree();
    for (const uint32_t c : tree.children(noun)) {
        if (c < noun || tree.dep(c) != Dep::Acl || !tree.tagged(c, {"VBN"})) continue;
        const std::string lemma = words.lemma(c);
        if (!words.codebook().in_class("light-verb", lemma) &&
            !one_of(lemma, {"place", "pack", "load", "fill", "rig", "lade", "stuff", "plant", "hide", "leave",
                            "conceal", "attach", "bury"}))  // "a van PACKED WITH explosives", "a bomb HIDDEN IN a cart"
            continue;
        auto found = prepositional(tree, c, prepositions);
        if (found.empty() && std::find(prepositions.begin(), prepositions.end(), "by") != prepositions.end())
            for (const uint32_t doer : logical_subjects(tree, c))
                if (doer != noun) found.push_back(doer);
        if (!found.empty()) return found;
    }
    return {};
}

std::vector<uint32_t> heads_at(const WordFacts& words, TriggerKind kind, uint32_t at, Position position,
                               const std::vector<std::string>& prepositions) {
    const Tree& tree = words.tree();
    switch (position) {
        case Position::Subject: {
            const uint32_t above = tree.head(at);
            if (kind == TriggerKind::Adjective && tree.verb(above)) return logical_subjects(tree, above);
            // "Nine civilians dead, three hurt": behind its noun, with the verb left out.
            if (kind == TriggerKind::Adjective && tree.dep(at) == Dep::Amod && above < at && tree.noun(above))
                return {above};
            if (kind == TriggerKind::Adjective)  // "an ambush near the dam; two soldiers dead"
                if (const auto subject = tree.child(at, {Dep::Nsubj})) return {*subject};
            auto found = logical_subjects(tree, at);
            return found.empty() && tree.passive(at) ? agents_beyond(words, at) : found;
        }
        case Position::Object:
            return logical_objects(tree, at);
        case Position::Indirect:
            return indirect_objects(tree, at);
        case Position::Preposition: {
            auto found = prepositional(tree, at, prepositions);
            if (found.empty() && tree.noun(at)) found = beside_participle(words, at, prepositions);
            if (found.empty() && kind == TriggerKind::Noun) found = beside_carrier(words, at, prepositions);
            return found;
        }
        case Position::Possessive:
            return possessors(tree, at);
        case Position::Compound:
            return modifiers(tree, at);
        case Position::Complement:
            return complements(tree, at);
        case Position::Clause:
            return clauses(tree, at);
        case Position::Who:
            return who_of(words, at);
        case Position::Doer:
        case Position::Getter: {
            const auto carrier = carrier_of(words, at);
            if (!carrier) return {};
            if (carrier->inverse == (position == Position::Getter)) return logical_subjects(tree, carrier->verb);
            std::vector<uint32_t> found;
            if (position == Position::Getter && tree.passive(carrier->verb))  // "X was given a warning"
                for (const uint32_t o : logical_objects(tree, carrier->verb))
                    if (o != at && tree.dep(o) == Dep::NsubjPass) found.push_back(o);
            return found;
        }
    }
    return {};
}

bool phrases(Position position) {
    return position == Position::Subject || position == Position::Object || position == Position::Indirect ||
           position == Position::Preposition || position == Position::Who || position == Position::Doer ||
           position == Position::Getter;
}

std::vector<uint32_t> with_conjuncts(const WordFacts& words, const std::vector<uint32_t>& heads) {
    std::vector<uint32_t> all;
    for (const uint32_t head : heads)
        for (const uint32_t c : words.tree().conjuncts(head)) {
            // Parts of a name that the parser took for members of a list: "bin Khalifa al - Thani".
            const bool part = c != head && words.name_at(c) != nullptr && words.name_at(c) == words.name_at(head);
            if (!part && words.tree().token(c).pos != "PUNCT" && std::find(all.begin(), all.end(), c) == all.end())
                all.push_back(c);
        }
    return all;
}

// "Attacks on the palace, the president's home and two banks", where the parser lists the home with the attacks: what
// can be hit and is no event is listed with what was hit.
void add_listed_behind(const WordFacts& words, uint32_t trigger, const Slot& slot, std::vector<uint32_t>& heads) {
    const Tree& tree = words.tree();
    if (heads.empty() || !tree.noun(trigger) || !one_of(slot.role, {"recipient", "object", "victim"})) return;
    if (!words.starts_event(trigger)) return;
    for (const uint32_t c : tree.children(trigger))
        if (tree.dep(c) == Dep::Conj && c > heads.back() && tree.noun(c) && !words.starts_event(c) &&
            can_be_hit(words, c) == Can::Yes && tree.has_child(c, {Dep::Det, Dep::Poss, Dep::Nummod}))
            heads.push_back(c);
}

}  // namespace

std::vector<uint32_t> slot_candidates(const WordFacts& words, TriggerKind kind, uint32_t trigger, const Slot& slot) {
    std::vector<uint32_t> from{trigger};
    TriggerKind at_kind = kind;
    for (const Step& step : slot.within) {
        std::vector<uint32_t> next;
        for (const uint32_t at : from)
            for (const uint32_t head : heads_at(words, at_kind, at, step.position, step.words)) next.push_back(head);
        from = std::move(next);
        at_kind = TriggerKind::Verb;  // inside the phrase no light verb is looked for
    }
    std::vector<uint32_t> heads;
    for (const uint32_t at : from)
        for (const uint32_t head : heads_at(words, at_kind, at, slot.position, slot.words)) heads.push_back(head);
    if (!phrases(slot.position)) return heads;
    if (slot.position == Position::Preposition && slot.within.empty()) add_listed_behind(words, trigger, slot, heads);
    return with_conjuncts(words, heads);
}

namespace {

// The particle of a phrasal verb: "carry it OUT", but not "ON Monday rockets hit".
std::optional<uint32_t> particle_at(const Tree& tree, uint32_t verb, const std::string& particle) {
    for (const uint32_t c : tree.children(verb))
        if (tree.lower(c) == particle &&
            (tree.dep(c) == Dep::Prt || (c > verb && (tree.dep(c) == Dep::Advmod || tree.dep(c) == Dep::Prep))))
            return c;
    if (verb + 1 < tree.size() && tree.sentence(verb + 1) == tree.sentence(verb) && tree.lower(verb + 1) == particle)
        return verb + 1;
    return std::nullopt;
}

// Somebody in a role is no day and no duration.
bool may_be_somebody(const WordFacts& words, const Slot& slot, uint32_t token) {
    static constexpr std::string_view kWho[] = {"actor", "recipient", "speaker", "addressee", "against", "beneficiary"};
    if (std::find(std::begin(kWho), std::end(kWho), slot.role) == std::end(kWho)) return true;
    return words.time_at(token) == nullptr || words.name_at(token) != nullptr;
}

std::optional<Fit> fit(const WordFacts& words, const Rule& rule, uint32_t trigger, Trial* trial) {
    const Tree& tree = words.tree();
    Fit result;
    result.last = trigger;
    if (rule.exception) result.conditions = 1;  // where both fit equally well, nothing happened
    if (!rule.particle.empty()) {
        const auto particle = particle_at(tree, trigger, rule.particle);
        if (!particle) {
            if (trial) trial->end = Trial::End::NoParticle;
            return std::nullopt;
        }
        result.last = std::max(trigger, *particle);
        ++result.conditions;
    }
    for (uint32_t s = 0; s < rule.slots.size(); ++s) {
        const Slot& slot = rule.slots[s];
        const bool filtered = !slot.lemmas.empty() || !slot.classes.empty();
        bool filled = false;
        if (trial) trial->refused.clear();
        for (const uint32_t token : slot_candidates(words, rule.kind, trigger, slot)) {
            const bool taken = std::any_of(result.fillers.begin(), result.fillers.end(), [&](const Filler& f) {
                const std::string& other = rule.slots[f.slot].role;
                // What is said may also be somebody: "welcomed the envoy".
                return f.token == token && !other.empty() && !slot.role.empty() &&
                       (other == "content") == (slot.role == "content");
            });
            if (taken || !may_be_somebody(words, slot, token) || !passes(words, slot, token)) {
                if (trial) trial->refused.push_back(token);
                continue;
            }
            result.fillers.push_back({s, token});
            filled = true;
        }
        if (slot.required && !filled) {
            if (trial) trial->end = Trial::End::SlotEmpty, trial->slot = s;
            return std::nullopt;
        }
        if (filled && (slot.required || (filtered && !slot.negated))) ++result.conditions;
    }
    return result;
}

struct Best {
    std::optional<Fit> fit;
    const Rule* rule = nullptr;
    std::string form;
};

// Whether a verb stands above a noun in its part of the sentence: "two drones at the base were moved", but not "07:40:
// two drones at the base; one more at the airport". Semicolons and colons part the sentence.
bool governed(const Tree& tree, uint32_t noun) {
    for (uint32_t at = noun; !tree.root(at); at = tree.head(at)) {
        const uint32_t above = tree.head(at);
        for (uint32_t i = std::min(at, above); i < std::max(at, above); ++i)
            if (tree.is(i, {";", ":"})) return false;
        if (tree.verb(above)) return true;
    }
    return false;
}

// "booby-trapped", which the tokenizer parts in three; empty where no hyphen stands before the word.
std::string hyphenated(const WordFacts& words, uint32_t verb) {
    const Tree& tree = words.tree();
    if (verb < 2 || tree.lower(verb - 1) != "-" || tree.sentence(verb - 2) != tree.sentence(verb)) return {};
    return words.lemma(verb - 2) + "-" + words.lemma(verb);
}

void consider(const WordFacts& words, TriggerKind kind, uint32_t trigger, const std::string& form, Best& best,
              Trace* trace) {
    if (form.empty()) return;
    const Codebook& book = words.codebook();
    for (const uint32_t r : book.rules_for(kind, form)) {
        const Rule& rule = book.rules()[r];
        Trial* trial = nullptr;
        if (trace) {
            trial = &trace->trials.emplace_back();
            trial->token = trigger;
            trial->rule = r;
            trial->form = form;
        }
        if (book.frames()[rule.frame].verbless && governed(words.tree(), trigger)) {
            if (trial) trial->end = Trial::End::UnderVerb;
            continue;
        }
        auto found = fit(words, rule, trigger, trial);
        if (!found) continue;
        if (form.find_first_of(" -") != std::string::npos) ++found->conditions;  // "air strike" says more than "strike"
        if (trial) {
            trial->conditions = static_cast<uint32_t>(found->conditions);
            for (const Filler& f : found->fillers) trial->fillers.push_back({f.slot, f.token});
        }
        const auto rank = [&](const Fit& f, const Rule& by) {
            // Of two equally specific rules one that tells a type says more than "somebody says so", and one that
            // tells an event more than one that only carries it.
            const bool typed = !book.frames()[by.frame].type.empty();
            return std::tuple(f.conditions, !book.frames()[by.frame].light, typed, f.fillers.size());
        };
        const bool better = !best.fit || rank(*found, rule) > rank(*best.fit, *best.rule);
        if (better) best = {std::move(found), &rule, form};
    }
}

}  // namespace

std::vector<uint32_t> Match::with_role(std::string_view role) const {
    std::vector<uint32_t> out;
    for (const Filler& f : fillers)
        if (rule->slots[f.slot].role == role) out.push_back(f.token);
    for (const Added& a : added)
        if (a.role == role && std::find(out.begin(), out.end(), a.token) == out.end()) out.push_back(a.token);
    return out;
}

std::optional<Carrier> carrier_of(const WordFacts& words, uint32_t noun) {
    const Tree& tree = words.tree();
    const Codebook& book = words.codebook();
    static constexpr std::string_view kPortions[] = {"series", "round", "string", "number", "set", "package", "piece"};
    const auto verb = [&](uint32_t v) -> std::optional<Carrier> {
        const std::string lemma = words.lemma(v);
        if (book.in_class("inverse-verb", lemma)) return Carrier{v, true};
        if (book.in_class("light-verb", lemma)) return Carrier{v, false};
        return std::nullopt;
    };
    uint32_t at = noun;
    while (tree.dep(at) == Dep::Conj && tree.noun(tree.head(at))) at = tree.head(at);
    if (tree.dep(at) == Dep::Pobj && tree.is(tree.head(at), {"of"})) {
        const uint32_t portion = tree.head(tree.head(at));
        if (tree.noun(portion) &&
            std::find(std::begin(kPortions), std::end(kPortions), words.lemma(portion)) != std::end(kPortions))
            at = portion;
    }
    const uint32_t above = tree.head(at);
    if (tree.root(at)) return std::nullopt;
    if ((tree.dep(at) == Dep::Dobj || tree.dep(at) == Dep::NsubjPass) && tree.verb(above)) return verb(above);
    if (tree.dep(at) == Dep::Pobj && tree.dep(above) == Dep::Prep && tree.verb(tree.head(above))) {
        const std::string pair = words.lemma(tree.head(above)) + " " + std::string(tree.lower(above));
        if (book.in_class("inverse-verb", pair)) return Carrier{tree.head(above), true};
        if (book.in_class("light-verb", pair)) return Carrier{tree.head(above), false};
    }
    for (const uint32_t c : tree.children(at))
        if ((tree.dep(c) == Dep::Relcl || (tree.dep(c) == Dep::Acl && !tree.has_child(c, {Dep::Nsubj}))) &&
            tree.verb(c))
            if (const auto carrier = verb(c)) return carrier;  // but "accusations [that] they had taken a town"
    return std::nullopt;
}

namespace {

// What is asked of a word at which no rule was tried, and of the one whose rule won.
void close_trials(const WordFacts& words, uint32_t token, size_t first, const Rule* winner, Trace& trace) {
    const Codebook& book = words.codebook();
    for (size_t t = first; t < trace.trials.size(); ++t)
        if (&book.rules()[trace.trials[t].rule] == winner) trace.trials[t].end = Trial::End::Won;
    if (winner != nullptr && winner->exception) trace.note(token, Why::Exception);
    const Dep dep = words.tree().dep(token);
    if (winner != nullptr || dep == Dep::Aux || dep == Dep::AuxPass) return;
    if (trace.trials.size() > first) return trace.note(token, Why::NoRuleFits);
    const std::string lemma = words.lemma(token), pair = words.pair(token);
    for (const TriggerKind kind : {TriggerKind::Verb, TriggerKind::Noun, TriggerKind::Adjective})
        if (!book.rules_for(kind, lemma).empty() || (kind == TriggerKind::Noun && !book.rules_for(kind, pair).empty()))
            return trace.note(token, Why::OtherKind);
}

}  // namespace

std::vector<Match> match_frames(const WordFacts& words, Trace* trace) {
    const Tree& tree = words.tree();
    const Codebook& book = words.codebook();
    std::vector<Match> matches;
    for (uint32_t i = 0; i < tree.size(); ++i) {
        Best best;
        const size_t first_trial = trace ? trace->trials.size() : 0;
        const bool premodifier =
            tree.dep(i) == Dep::Amod || tree.dep(i) == Dep::Compound || tree.dep(i) == Dep::Nmod;  // "Iran-backed"
        if (tree.verb(i) && premodifier) {
            if (trace) trace->note(i, Why::Premodifier);
            continue;
        }
        const bool auxiliary = tree.dep(i) == Dep::Aux || tree.dep(i) == Dep::AuxPass;
        if (trace && tree.verb(i) && auxiliary) trace->note(i, Why::Auxiliary);
        if (tree.verb(i) && !auxiliary) {
            consider(words, TriggerKind::Verb, i, hyphenated(words, i), best, trace);
            consider(words, TriggerKind::Verb, i, words.lemma(i), best, trace);
        } else if (tree.noun(i)) {
            consider(words, TriggerKind::Noun, i, words.pair(i), best, trace);
            consider(words, TriggerKind::Noun, i, words.lemma(i), best, trace);
            // Headlines: "Gunmen ambush convoy" may be tagged as a chain of nouns; left to the tagger on purpose.
        } else if (tree.token(i).pos == "ADJ") {
            consider(words, TriggerKind::Adjective, i, words.lemma(i), best, trace);
        }
        if (trace) close_trials(words, i, first_trial, best.fit ? best.rule : nullptr, *trace);
        if (!best.fit || best.rule->exception) continue;
        Match match;
        match.trigger = i;
        match.last = best.fit->last;
        match.rule = best.rule;
        match.frame = &book.frames()[best.rule->frame];
        match.form = best.form;
        match.fillers = std::move(best.fit->fillers);
        match.type = match.frame->type;
        match.mode = match.frame->mode;
        match.act = match.frame->act;
        matches.push_back(std::move(match));
    }
    return matches;
}

}  // namespace tallybook
