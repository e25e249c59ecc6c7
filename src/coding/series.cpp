// Repeated events told as one are no incident: a habit, a plural without a day, the sum of a year, "have been
// attacking". Asked of the tree and of the times around an event, when both are known.
#include <algorithm>

#include "base/text.hpp"
#include "coding/draft.hpp"
#include "coding/tally_window.hpp"

namespace tallybook {

bool window_open(const Draft& d, uint32_t verb) {
    const TokenSpan span = d.tree.subtree(verb);
    for (const TimeValue& t : d.report.times)
        if (t.tokens && span.contains(t.tokens->begin) && opens_window(d, t, verb)) return true;
    return false;
}

namespace {

bool narrow(PlaceKind kind) {
    return kind == PlaceKind::Town || kind == PlaceKind::Facility || kind == PlaceKind::Admin1 ||
           kind == PlaceKind::Admin2;
}

bool of_a_week(const Draft& d, uint32_t verb) {
    const TokenSpan span = d.tree.subtree(verb);
    return std::any_of(d.report.times.begin(), d.report.times.end(),
                       [&](const TimeValue& t) { return t.tokens && span.contains(t.tokens->begin) && week_to(d, t); });
}

bool perfect(const Tree& tree, uint32_t verb) {
    if (tree.has_auxiliary(verb, {"has", "have", "'ve"})) return true;
    return tree.dep(verb) == Dep::Conj && tree.verb(tree.head(verb)) && perfect(tree, tree.head(verb));
}

// "The murders of his mother and his sister", "the slayings of two women": so many deaths, no habit.
bool of_certain_people(const Draft& d, const Event& e) {
    return one_of(d.words.lemma(e.trigger), {"murder", "killing", "slaying", "shooting", "stabbing", "death",
                                             "kidnapping", "abduction", "execution", "assassination"}) &&
           std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
               const Quantity* q = d.words.quantity_at(f.token);
               return one_of(f.role, {"victim", "recipient"}) &&
                      ((q && q->best) || !d.tree.tagged(f.token, {"NNS", "NNPS"}));
           });
}

// The present of headlines and of a lead that reads like one ("Bomb kills two in Lima."), and "set", "hit", which are
// past as well.
bool narrative_present(const Draft& d, const Event& e) {
    if (!d.tree.tagged(e.trigger, {"VBZ", "VBP"})) return false;
    if (headline(d, d.tree.sentence(e.trigger)) || d.tree.sentence(e.trigger) == 0) return true;
    return d.tree.tagged(e.trigger, {"VBP"}) &&
           one_of(d.words.lemma(e.trigger), {"set", "hit", "beat", "hurt", "cut", "put", "burst", "shed"});
}

// "Clashes left 16 dead", "air strikes killed 12 people in the town": a plural with its own count of harm, told as past
// and at one place, is one incident, as newspapers write of a day; "attacks have killed 300" and a country's sum are
// not.
bool told_once(const Draft& d, const Event& e, uint32_t verb) {
    if (!d.tree.tagged(verb, {"VBD", "VBN"}) || perfect(d.tree, verb)) return false;
    const bool counted = std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
        const Quantity* q = d.words.quantity_at(f.token);
        return !f.effect.empty() && q != nullptr && q->best && *q->best < 100;
    });
    return counted && e.place && narrow(e.place->kind);
}

}  // namespace

void read_series(const Draft& d, Event& e) {
    const Tree& tree = d.tree;
    const bool many = e.count && (e.count->low.value_or(e.count->best.value_or(2)) > 1 || !e.count->best);
    if (tree.noun(e.trigger)) {
        const bool of_a_year = e.time && e.time->basis.empty() && e.time->value.size() < 10;  // or a month
        e.series = many && e.count->best == std::nullopt && !e.time;
        e.bare_plural = e.series && !e.count->span;
        // "Attacks killed 300 people last year", "the violence of 2024": a year's sum is no event.
        if (of_a_year &&
            ((many && e.count->best == std::nullopt && !of_certain_people(d, e)) ||
             one_of(d.words.lemma(e.trigger), {"violence", "unrest", "fighting", "bloodshed", "insurgency"})))
            e.series = true;
        for (const uint32_t c : tree.children(e.trigger))
            if (tree.dep(c) == Dep::Amod &&
                tree.is(c, {"previous", "repeated", "frequent", "regular", "daily", "past", "earlier", "continued",
                            "ongoing", "continuing", "almost-daily"}))
                e.series = true, e.bare_plural = false;
        if (tree.tagged(e.trigger, {"VBG"}) ||
            one_of(d.words.lemma(e.trigger), {"targeting", "targetting", "shelling", "bombing"}))
            for (const uint32_t c : tree.children(e.trigger))
                if (tree.dep(c) == Dep::Amod && tree.is(c, {"recent"})) e.series = true;
        if (e.bare_plural && of_certain_people(d, e)) e.series = e.bare_plural = false;
        const uint32_t verb = tree.clause(e.trigger);
        if (e.bare_plural && told_once(d, e, verb)) e.series = e.bare_plural = false;
        if (many && tree.verb(verb) && perfect(tree, verb)) e.series = true;
        if (many && tree.verb(verb) && window_open(d, verb)) e.series = true;
    } else {
        for (const uint32_t v : e.clause_heads) {
            if (tree.has_auxiliary(v, {"had"}) && window_open(d, v)) e.series = true;
            if (perfect(tree, v) && (window_open(d, v) || e.modality.phase == "ongoing" || many)) e.series = true;
            // "The number of officers killed since May", "17 were killed in the week to 3 May": a sum.
            const auto subject = tree.child(v, {Dep::NsubjPass});
            if (tree.dep(v) == Dep::Acl && tree.plural(tree.head(v)) && window_open(d, v)) e.series = true;
            if (subject && tree.plural(*subject) && of_a_week(d, v)) e.series = true;
            for (const uint32_t c : tree.children(v))
                if (tree.dep(c) == Dep::Advmod &&
                    tree.is(c, {"repeatedly", "often", "regularly", "frequently", "routinely", "increasingly"}))
                    e.series = true;
        }
        if (tree.dep(e.trigger) == Dep::Xcomp &&
            one_of(d.words.lemma(tree.head(e.trigger)),
                   {"start", "begin", "continue", "keep", "resume", "stop", "cease"})) {
            e.series = true;
            if (!one_of(d.words.lemma(tree.head(e.trigger)), {"stop", "cease"}) && e.modality.phase == "past")
                e.modality.phase = "ongoing";
        }
        if (e.modality.generic && !narrative_present(d, e))
            e.series = true, e.modality.phase = e.modality.phase == "past" ? "ongoing" : e.modality.phase;
    }
}

}  // namespace tallybook
