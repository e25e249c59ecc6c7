#include "coding/plausible.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "coding/arguments.hpp"
#include "coding/setting.hpp"

namespace tallybook {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool in_any(const WordFacts& words, uint32_t token, std::initializer_list<std::string_view> classes) {
    return std::any_of(classes.begin(), classes.end(), [&](std::string_view c) { return words.in_class(token, c); });
}

// A name, or a capital that cannot come from the place in the sentence.
bool named(const WordFacts& words, uint32_t token) {
    const NameRef* name = words.name_at(token);
    if (name != nullptr) return name->kind != NameKind::Work;
    return words.tree().token(token).pos == "PROPN";
}

bool weapon_or_event(const WordFacts& words, uint32_t token) {
    return in_any(words, token, {"weapon", "munition", "explosive", "event", "violence"});
}

// Armed people and states: their attacks need no further proof.
bool armed(const WordFacts& words, uint32_t token) {
    if (const NameRef* name = words.name_at(token)) {
        if (!name->id.empty())
            if (const Actor* actor = words.codebook().actor(name->id))
                return !one_of(actor->kind, {"person", "party", "company", "media", "organisation"});
        if (!name->id.empty() && words.codebook().actor(name->id) == nullptr) return true;  // "Iran-backed groups"
        if (one_of(words.lemma(token), {"army", "force", "police", "militia", "guard", "navy", "brigade"})) return true;
        return name->kind == NameKind::State || name->kind == NameKind::Nationality;
    }
    if (words.place_at(token) != nullptr || words.demonym_at(token) != nullptr) return true;
    const Agent* a = words.agent(token);
    if (a != nullptr) return one_of(a->kind, {"armed-group", "state-forces", "police", "international"});
    return one_of(words.lemma(token), {"man", "men", "youth", "mob", "suspect", "troublemaker", "crowd", "protester",
                                       "demonstrator", "rioter", "villager", "settler", "prisoner", "inmate"});
}

bool any_fill(const Event& e, std::initializer_list<std::string_view> roles, auto&& test) {
    return std::any_of(e.fills.begin(), e.fills.end(),
                       [&](const Fill& f) { return one_of(f.role, roles) && test(f.token); });
}

// "over pensions", "for its waiting times": blows of words say what they are about.
bool says_why(const Draft& d, uint32_t trigger) {
    for (const uint32_t at : {trigger, d.tree.clause(trigger)})
        for (const uint32_t c : d.tree.children(at))
            if (d.tree.dep(c) == Dep::Prep && d.tree.is(c, {"over", "for", "about"}) &&
                d.tree.has_child(c, {Dep::Pobj, Dep::Pcomp}) &&
                d.words.time_at(*d.tree.child(c, {Dep::Pobj, Dep::Pcomp})) == nullptr)
                return true;
    return false;
}

// Verbs and nouns of attack that are as often said of words, prices and goals.
bool soft(const Draft& d, const Event& e) {
    return d.codebook.in_class("blow", d.words.lemma(e.trigger)) || d.codebook.in_class("blow", e.match->form);
}

// Killing, and not merely breaking.
bool lethal(const Draft& d, const Event& e) {
    return one_of(d.words.lemma(e.trigger),
                  {"kill", "slay", "murder", "assassinate", "behead", "lynch", "rape", "torture"});
}
bool alive(const WordFacts& words, uint32_t token) {
    const Agent* a = words.agent(token);
    if (words.name_at(token) != nullptr || a == nullptr) return !words.tree().is(token, {"it", "this", "that"});
    return !one_of(a->kind, {"facility", "vehicle"});
}
bool any_token(uint32_t) {
    return true;
}
// Nationals without arms: "the Kenyan", "Russians".
bool people(const WordFacts& words, uint32_t token) {
    const NameRef* name = words.name_at(token);
    return name != nullptr && name->kind == NameKind::Nationality;
}

bool reflexive(const Tree& tree, uint32_t token) {
    return tree.is(token, {"himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves"});
}

bool attack_at(const Draft& d, uint32_t token) {
    const int at = d.event_at(token);
    return at >= 0 && d.events[at].type == "ASSAULT" && !d.events[at].match->frame->result &&
           !d.events[at].match->frame->light;
}

// A gas main, a boiler or a fireworks factory blows up by itself.
bool industrial(const Draft& d, const Event& e) {
    if (!one_of(d.words.lemma(e.trigger), {"explosion", "blast", "explode", "detonate", "blow", "rip", "tear", "go"}))
        return false;
    const uint32_t sentence = d.tree.sentence(e.trigger);
    const TokenSpan all = d.report.sentences[sentence].tokens;
    bool hazard = false;
    for (uint32_t i = all.begin; i < all.end; ++i) {
        if (i == e.trigger) continue;
        const bool attack = attack_at(d, i) && !one_of(d.words.lemma(i), {"explosion", "blast", "explode"});
        if (attack || d.words.in_class(i, "armed")) return false;
        if (d.words.in_class(i, "explosive") && !d.words.in_class(i, "hazard")) return false;
        if (d.tree.noun(i) && d.words.in_class(i, "hazard")) hazard = true;
    }
    return hazard;
}

bool harmless_means(const Draft& d, const Event& e) {
    if (any_fill(e, {"instrument"},
                 [&](uint32_t t) { return d.words.weapon(t) == nullptr && d.words.in_class(t, "abstract"); }))
        return true;
    for (const uint32_t t : prepositional(d.tree, e.trigger, {"with"}))
        if (d.words.weapon(t) == nullptr && d.tree.noun(t) && d.words.in_class(t, "abstract")) return true;
    return false;
}

}  // namespace

Can can_be_hit(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (tree.pronoun(token)) {
        const bool nobody =
            reflexive(tree, token) || tree.is(token, {"nothing", "everything", "anything", "something"});
        return nobody ? Can::No : Can::Yes;
    }
    if (words.place_at(token) != nullptr || words.demonym_at(token) != nullptr || named(words, token)) return Can::Yes;
    if (words.weapon(token) != nullptr) return Can::Yes;
    const Agent* a = words.agent(token);
    if (a != nullptr && a->kind == "facility") return Can::Yes;
    if (in_any(words, token, {"abstract", "fiction"})) return Can::No;
    if ((a != nullptr && a->kind != "unknown") || tree.tagged(token, {"CD"})) return Can::Yes;
    if (in_any(words, token, {"building", "vehicle", "person", "group", "number"})) return Can::Yes;
    if (in_any(words, token, {"mishap", "showing"})) return Can::No;
    // "most of the guards", "a row of houses"
    for (const uint32_t inner : prepositional(tree, token, {"of"}))
        if (one_of(words.lemma(token), {"some", "most", "all", "member", "part", "half", "dozen", "hundred", "score",
                                        "group", "number", "handful", "crowd", "convoy", "row", "column", "fleet"}))
            return can_be_hit(words, inner);
    return Can::Unknown;
}

Can can_hit(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (tree.pronoun(token)) return Can::Yes;
    // A fire is nobody's weapon, gunfire and artillery fire are.
    if (words.lemma(token) == "fire" && words.weapon(token) == nullptr) return Can::No;
    if (weapon_or_event(words, token)) return Can::Yes;
    const Agent* a = words.agent(token);
    if (named(words, token) && a == nullptr) return words.in_class(token, "accident") ? Can::No : Can::Yes;
    if (in_any(words, token, {"mishap", "fiction", "showing"})) return Can::No;
    if (words.place_at(token) != nullptr || words.demonym_at(token) != nullptr) return Can::Yes;
    if (words.in_class(token, "abstract")) return Can::No;
    if (a != nullptr && a->kind != "unknown") return a->kind == "facility" ? Can::No : Can::Yes;
    const bool somebody = tree.tagged(token, {"CD"}) || in_any(words, token, {"person", "group", "vehicle"});
    return somebody ? Can::Yes : Can::Unknown;
}

bool plausible(const Draft& d, const Event& e) {
    if (e.type != "ASSAULT" || e.match->frame->light) return true;
    const WordFacts& w = d.words;
    const auto most = [&](std::initializer_list<std::string_view> roles, auto&& can) {
        std::optional<Can> best;
        for (const Fill& f : e.fills)
            if (one_of(f.role, roles)) best = std::max(best.value_or(Can::No), can(w, f.token));
        return best;
    };
    const std::optional<Can> actor = most({"actor"}, can_hit);
    const std::optional<Can> patient = most({"recipient", "victim", "object"}, can_be_hit);
    if (actor == Can::No || patient == Can::No) return false;
    if (industrial(d, e) || harmless_means(d, e)) return false;
    if (lethal(d, e) && any_fill(e, {"recipient", "victim", "object"}, any_token) &&
        !any_fill(e, {"recipient", "victim", "object"}, [&](uint32_t t) { return alive(w, t); }))
        return false;
    const bool weapon = any_fill(e, {"instrument", "actor"}, [&](uint32_t t) { return weapon_or_event(w, t); });
    const bool fighting = any_fill(e, {"actor"}, [&](uint32_t t) { return armed(w, t); });
    const bool force = any_fill(e, {"actor"}, [&](uint32_t t) { return armed(w, t) && !people(w, t); });
    const bool proven = weapon || fighting;
    const bool noun = !d.tree.verb(e.trigger);
    if (!proven && !noun && (e.sign || soft(d, e)) && (actor == Can::Unknown || patient == Can::Unknown)) return false;
    if (actor == Can::Unknown && patient == Can::Unknown) return false;
    if (soft(d, e) && !proven) {
        if (any_fill(e, {"actor"}, [&](uint32_t t) { return w.in_class(t, "civil"); })) return false;
        if (says_why(d, e.trigger) || (!patient && !noun)) return false;
    }
    if (soft(d, e) && !weapon && !force && !patient && !noun) return false;
    return weapon || setting_of(w, e.trigger) != Setting::Sport;
}

bool by_accident(const Draft& d, const Event& e) {
    if (any_fill(e, {"actor", "instrument"}, [&](uint32_t t) {
            return !d.tree.pronoun(t) && !d.words.in_class(t, "vehicle") && d.words.lemma(t) != "debris";
        }))
        return false;
    const uint32_t sentence = d.tree.sentence(e.trigger);
    for (uint32_t back = 0; back <= 2 && back <= sentence; ++back) {
        const TokenSpan all = d.report.sentences[sentence - back].tokens;
        bool mishap = false;
        for (uint32_t i = all.begin; i < all.end; ++i) {
            if (attack_at(d, i)) return false;
            if (d.tree.noun(i) && d.words.in_class(i, "accident")) mishap = true;
            if (d.tree.verb(i) && d.codebook.in_class("mishap-verb", d.words.lemma(i))) mishap = true;
        }
        if (mishap) return true;
    }
    return false;
}

}  // namespace tallybook
