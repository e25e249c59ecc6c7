#include "coding/plausible.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/proof.hpp"
#include "coding/setting.hpp"

namespace tallybook {
namespace {

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

// "in a speech", "in an interview": blows of words say where they fall.
bool in_words(const Draft& d, uint32_t trigger) {
    const auto where = prepositional(d.tree, trigger, {"in", "at", "on", "during", "through", "via"});
    return std::any_of(where.begin(), where.end(), [&](uint32_t t) {
        return one_of(d.words.lemma(t),
                      {"speech", "interview",  "statement",  "letter", "article", "editorial", "debate", "address",
                       "post",   "tweet",      "television", "radio",  "twitter", "paper",     "talk",   "column",
                       "report", "conference", "forum",      "summit", "session", "trade"});
    });
}

// Killing, and not merely breaking.
bool lethal(const Draft& d, const Event& e) {
    return one_of(d.words.lemma(e.trigger),
                  {"kill", "slay", "murder", "assassinate", "behead", "lynch", "rape", "torture", "execute",
                   "execution", "hang", "strangle", "decapitate", "massacre", "injure", "wound"});
}
// Deals and orders are executed, songs and budgets are strangled, pictures are shot.
bool only_people(const Draft& d, const Event& e) {
    return one_of(d.words.lemma(e.trigger), {"execute", "execution", "hang", "strangle", "torture", "shoot", "wipe",
                                             "exterminate", "annihilate"});
}
bool any_token(uint32_t) {
    return true;
}

// "Fired shots at a bus": a word of games and photographers elsewhere.
bool shots_fired(const Draft& d, uint32_t token) {
    if (!one_of(d.words.lemma(token), {"shot", "volley", "burst"}) || d.tree.root(token)) return false;
    const uint32_t verb = d.tree.head(token);
    if (!one_of(d.words.lemma(verb), {"fire", "discharge"})) return false;
    const auto at = prepositional(d.tree, verb, {"at", "upon", "toward", "towards", "into"});
    return std::any_of(at.begin(), at.end(), [&](uint32_t t) { return can_be_hit(d.words, t) == Can::Yes; });
}

bool harmless_means(const Draft& d, const Event& e) {
    if (any_fill(e, {"instrument"}, [&](uint32_t t) {
            return d.words.weapon(t) == nullptr && d.words.in_class(t, "abstract") && !shots_fired(d, t);
        }))
        return true;
    for (const uint32_t t : prepositional(d.tree, e.trigger, {"with"}))
        if (d.words.weapon(t) == nullptr && d.tree.noun(t) && d.words.in_class(t, "abstract")) return true;
    return false;
}

// "attack of nerves", "explosion of flavour", where the parser went wrong too.
bool of_something_abstract(const Draft& d, const Event& e) {
    const uint32_t of = e.last + 1;
    if (d.tree.verb(e.trigger) || of + 1 >= d.tree.size() || !d.tree.is(of, {"of"})) return false;
    const uint32_t what = of + 1;
    return d.words.in_class(what, "abstract") && d.words.agent(what) == nullptr && d.words.name_at(what) == nullptr;
}

// "called the figures a massacre", "it was a bloodbath": what somebody calls something.
bool mere_name(const Draft& d, const Event& e) {
    if (!d.tree.noun(e.trigger) || any_fill(e, {"actor", "recipient", "victim", "object"}, any_token)) return false;
    if (d.tree.dep(e.trigger) == Dep::Oprd) return true;
    return one_of(d.words.lemma(d.tree.head(e.trigger)), {"call", "label", "dub", "describe"}) &&
           (d.tree.dep(e.trigger) == Dep::Dobj || d.tree.dep(e.trigger) == Dep::Ccomp);
}

// A word that the writer puts between quotation marks alone is not the writer's.
bool quoted_alone(const Draft& d, const Event& e) {
    const auto mark = [&](uint32_t i) { return d.tree.is(i, {"\"", "''", "``", "“", "”", "‘", "’", "'"}); };
    if (e.trigger == 0 || e.last + 1 >= d.tree.size() || !mark(e.trigger - 1)) return false;
    return mark(e.last + 1) || (e.last + 2 < d.tree.size() && d.tree.is(e.last + 1, {",", "."}) && mark(e.last + 2));
}

// "a bomb of an album"
bool mere_likeness(const Draft& d, const Event& e) {
    return any_fill(e, {"instrument"}, [&](uint32_t t) {
        return t + 2 < d.tree.size() && d.tree.is(t + 1, {"of"}) && d.tree.is(t + 2, {"a", "an"});
    });
}

// A car that hits somebody does so by accident, unless the sentence tells of will or of a crowd.
bool traffic(const Draft& d, const Event& e) {
    if (!one_of(d.words.lemma(e.trigger), {"hit", "strike"})) return false;
    const bool car = any_fill(e, {"actor", "instrument"}, [&](uint32_t t) {
        return d.codebook.in_class("vehicle", d.words.lemma(t)) && d.words.name_at(t) == nullptr &&
               !d.words.weapon(t) && !war_machines(d.words, t);
    });
    if (!car) return false;
    const TokenSpan all = d.report.sentences[d.tree.sentence(e.trigger)].tokens;
    for (uint32_t i = all.begin; i < all.end; ++i)
        if ((i != e.trigger && attack_at(d, i)) || d.words.in_class(i, "explosive") ||
            d.tree.is(i, {"deliberately", "intentionally", "crowd", "crowds", "purpose", "terror", "terrorist"}))
            return false;
    return true;
}

// "battle group", "strike deadline", "attack jets": the noun in front only says what kind of thing it is.
bool mere_modifier(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    if (!tree.noun(e.trigger) || tree.dep(e.trigger) != Dep::Compound) return false;
    const uint32_t head = tree.head(e.last);
    const uint32_t above = head == e.trigger ? tree.head(e.trigger) : head;
    return !d.words.starts_event(above) &&
           !one_of(d.words.lemma(above), {"victim", "scene", "site", "survivor", "suspect", "casualty", "death", "wave",
                                          "series", "spree", "toll", "incident"});
}

// A strike without arms in its sentence, where work and pay are spoken of.
bool labour_strike(const Draft& d, const Event& e, const Proof& proof) {
    if (d.words.lemma(e.trigger) != "strike" || e.match->form != "strike") return false;
    if (any_fill(e, {"instrument"}, any_token)) return false;
    if (any_fill(e, {"actor", "recipient", "victim"},
                 [&](uint32_t t) { return d.words.in_class(t, "striker-people"); }))
        return true;
    return !proof.bodily(e.trigger) && proof.labour(e.trigger);
}

// A noun of attack that names its kind or its place: "terrorist attack", "the Marseille attack".
bool says_kind(const Draft& d, uint32_t noun) {
    for (const uint32_t c : modifiers(d.tree, noun))
        if (d.words.in_class(c, "fierce") || d.words.place_at(c) != nullptr || d.words.in_class(c, "weapon"))
            return true;
    std::vector<uint32_t> where{noun};  // "fighting raged in the hills"
    const uint32_t verb = d.tree.head(noun);
    if (d.tree.noun(noun) && d.tree.dep(noun) == Dep::Nsubj && d.codebook.in_class("happen", d.words.lemma(verb)))
        where.push_back(verb);
    for (const uint32_t at : where)
        for (const uint32_t t :
             prepositional(d.tree, at, {"in", "near", "at", "outside", "across", "around", "throughout"}))
            if (d.words.place_at(t) != nullptr || d.words.in_class(t, "facility")) return true;
    return false;
}

// Of a soft word: does who does it, what it is done to, or the company of the word prove it?
bool proven_blow(const Draft& d, const Event& e, const Proof& proof) {
    const WordFacts& w = d.words;
    Side side = Side::None;
    for (const Fill& f : e.fills)
        if (one_of(f.role, {"actor", "instrument"})) side = std::max(side, side_of(w, f.token));
    if (side == Side::Force) return true;
    const auto patient = [&](auto&& test) { return any_fill(e, {"recipient", "victim", "object"}, test); };
    const bool hit = patient(any_token);
    const bool hard = patient([&](uint32_t t) { return solid(w, t); });
    const bool named = patient([&](uint32_t t) { return civil(w, t); });
    const bool place = patient([&](uint32_t t) { return w.place_at(t) != nullptr || armed(w, t); });
    const bool known = patient([&](uint32_t t) { return can_be_hit(w, t) == Can::Yes; });
    const bool bodily = proof.bodily(e.trigger);
    const bool noun = !d.tree.verb(e.trigger);
    if (side == Side::Civil) return bodily;
    if (any_fill(e, {"actor"}, [&](uint32_t t) { return d.tree.is(t, {"it", "this", "that", "what", "which"}); }))
        return bodily || hard;
    if (side == Side::State) {
        if (one_of(w.lemma(e.trigger), {"retaliate", "target", "hammer", "pummel", "batter", "blast", "battle", "clash",
                                        "fight", "fighting", "rock", "slam", "open"}))
            return bodily || (hard && proof.elsewhere());
        if (named && !hard &&
            !(w.lemma(e.trigger) == "attack" && patient([&](uint32_t t) { return a_state(w, t); }) &&
              !in_words(d, e.trigger)))
            return bodily;  // "Britain attacked France": with words, until something else is told
        if (w.lemma(e.trigger) == "offensive" || (!hit && says_kind(d, e.trigger))) return true;
        return bodily || hard || place || (!hit && proof.elsewhere()) || (known && !named);
    }
    if (hit && !known) return bodily;
    if (named) return bodily;
    if (hit) return bodily || hard || proof.elsewhere() || (known && !place) || (noun && place);
    return bodily || proof.elsewhere() || (noun && says_kind(d, e.trigger));
}

// "The front carried out the attack", "the attack was the work of the front": said of the deed that was told.
bool carried_out(const Draft& d, uint32_t noun) {
    const uint32_t verb = d.tree.clause(noun);
    for (const uint32_t c : d.tree.children(verb))  // "no group said it was behind the attack"
        if (d.tree.dep(c) == Dep::Nsubj && d.tree.pronoun(c)) return false;
    return one_of(d.words.lemma(verb), {"carry", "perpetrate", "commit", "execute", "be", "mastermind", "implicate"});
}

// "Kidnapped him to protest the trial", "committed the crime to protest": why it was done, and no march.
bool motive_only(const Draft& d, const Event& e) {
    if (d.words.lemma(e.trigger) != "protest" || !d.tree.tagged(e.trigger, {"VB"}) || d.tree.root(e.trigger))
        return false;
    const uint32_t above = d.tree.head(e.trigger);
    if (!d.tree.verb(above) || (d.tree.dep(e.trigger) != Dep::Advcl && d.tree.dep(e.trigger) != Dep::Xcomp))
        return false;
    const int deed = d.event_at(above);
    if (deed >= 0 && violent(d.events[deed])) return true;
    const auto objects = logical_objects(d.tree, above);
    return std::ranges::any_of(objects, [&](uint32_t o) {
        return one_of(d.words.lemma(o), {"crime", "murder", "attack", "bomb", "kidnapping", "hostage", "massacre"});
    });
}

}  // namespace

bool plausible(const Draft& d, const Event& e, const Proof& proof) {
    const WordFacts& w = d.words;
    if (e.type == "COERCE")  // "a family of ducks"
        return !any_fill(e, {"recipient", "victim"}, [&](uint32_t t) { return animal(w, t); });
    if (e.type == "PROTEST" && d.tree.noun(e.trigger)) {
        if (mere_modifier(d, e)) return d.no(e.trigger, Why::Figurative);  // "riot police"
        // "Protesters stormed the court": what they do is told by the verb.
        return d.words.agent(e.trigger) == nullptr || std::ranges::none_of(d.events, [&](const Event& other) {
                   return std::ranges::any_of(other.fills, [&](const Fill& f) {
                       return f.role == "actor" && f.token == e.trigger && other.trigger != e.trigger;
                   });
               });
    }
    if (e.type == "PROTEST" && motive_only(d, e)) return d.no(e.trigger, Why::Figurative);
    if (e.type != "ASSAULT" || e.match->frame->light) return true;
    const auto most = [&](std::initializer_list<std::string_view> roles, auto&& can) {
        std::optional<Can> best;
        for (const Fill& f : e.fills)
            if (one_of(f.role, roles)) best = std::max(best.value_or(Can::No), can(w, f.token));
        return best;
    };
    const std::optional<Can> actor = most({"actor"}, can_hit);
    const std::optional<Can> patient = most({"recipient", "victim", "object"}, [&](const WordFacts&, uint32_t t) {
        const Can can = can_be_hit(w, t);  // who is killed is counted: "five bicyclists"
        return can == Can::Unknown && lethal(d, e) && w.in_class(t, "number") ? Can::Yes : can;
    });
    if (actor == Can::No) return d.no(e.trigger, Why::ActorCannot);
    if (patient == Can::No || of_something_abstract(d, e)) return d.no(e.trigger, Why::PatientCannot);
    if (d.tree.verb(e.trigger))  // "hit a two-year high in London": the object decides
        for (const uint32_t t : logical_objects(d.tree, e.trigger))
            if (can_be_hit(w, t) == Can::No &&
                any_fill(e, {"recipient", "victim", "object"}, [&](uint32_t f) { return f == t; }))
                return d.no(e.trigger, Why::PatientCannot, t);
    if ((lethal(d, e) || w.lemma(e.trigger) == "slaughter") && patient &&
        any_fill(e, {"recipient", "victim", "object"}, [&](uint32_t t) { return animal(w, t); }))
        return d.no(e.trigger, Why::PatientCannot);
    // "Hit by strikes and a falling dollar": nobody's arms.
    if (one_of(w.lemma(e.trigger), {"hit", "strike", "affect", "rock"}) && d.tree.verb(e.trigger) &&
        any_fill(e, {"actor", "instrument"}, [&](uint32_t t) {
            return one_of(w.lemma(t), {"strike", "unrest", "walkout", "stoppage", "dispute", "protest"}) &&
                   (w.in_class(t, "labour") || proof.labour(e.trigger) || d.tree.plural(t) || w.lemma(t) == "unrest") &&
                   !proof.bodily(e.trigger);
        }))
        return d.no(e.trigger, Why::Figurative);
    if (by_mistake(d, e)) return d.no(e.trigger, Why::Accident);
    if (mere_name(d, e) || quoted_alone(d, e) || mere_likeness(d, e) || mishap_phrase(w, e.trigger))
        return d.no(e.trigger, Why::Figurative);
    if (industrial(d, e)) return d.no(e.trigger, Why::Industrial);
    if (harmless_means(d, e)) return d.no(e.trigger, Why::HarmlessMeans);
    if (mere_modifier(d, e) || labour_strike(d, e, proof) || traffic(d, e)) return d.no(e.trigger, Why::Figurative);
    const bool from_the_air = e.mode == "aerial" && d.tree.noun(e.trigger);  // an air strike names its arms
    const bool weapon = from_the_air || any_fill(e, {"instrument", "actor"}, [&](uint32_t t) {
                            return weapon_or_event(w, t) || shots_fired(d, t);
                        });
    const bool fighting = any_fill(e, {"actor"}, [&](uint32_t t) { return armed(w, t); });
    if (lethal(d, e) && patient &&
        !any_fill(e, {"recipient", "victim", "object"}, [&](uint32_t t) { return alive(w, t); }))
        return d.no(e.trigger, Why::PatientCannot);
    if (only_people(d, e) && patient == Can::Unknown && !weapon && !fighting)
        return d.no(e.trigger, Why::PatientCannot);
    const bool noun = !d.tree.verb(e.trigger);
    const bool unsure = actor == Can::Unknown || patient == Can::Unknown;
    if (!weapon && !fighting && !noun && (e.sign || soft(d, e)) && unsure) return d.no(e.trigger, Why::NothingProven);
    if (actor == Can::Unknown && patient == Can::Unknown) return d.no(e.trigger, Why::NothingProven);
    // The object was a time or an amount: "hit a two-year high".
    if (!noun && !patient && one_of(w.lemma(e.trigger), {"hit", "strike"})) return d.no(e.trigger, Why::PatientCannot);
    // "the attack" points back and gives no record of its own.
    const bool points_back = e.anaphoric && !patient && (!actor || carried_out(d, e.trigger));
    if (soft(d, e) && !weapon && !points_back) {
        if (!patient && !noun && !any_fill(e, {"actor"}, [&](uint32_t t) { return side_of(w, t) >= Side::State; }))
            return d.no(e.trigger, Why::Figurative);
        if (says_why(d, e.trigger) && !proof.bodily(e.trigger)) return d.no(e.trigger, Why::Figurative);
        if (!proven_blow(d, e, proof)) return d.no(e.trigger, Why::NothingProven);
    }
    // "The Rockets hit fifteen three-pointers": arms by name only, on a playing field.
    const bool arms = weapon &&
                      any_fill(e, {"instrument", "actor"},
                               [&](uint32_t t) { return weapon_or_event(w, t) && d.tree.token(t).pos != "PROPN"; }) &&
                      !any_fill(e, {"actor"}, [&](uint32_t t) {
                          return in_any(w, t, {"sport", "sport-only"});
                      });
    return arms || setting_of(w, e.trigger) != Setting::Sport || d.no(e.trigger, Why::Sport);
}

}  // namespace tallybook
