// Blasts and deaths that nobody willed: what blows up by itself, by mistake, or in an accident told before.
#include <algorithm>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/plausible.hpp"

namespace tallybook {

bool attack_at(const Draft& d, uint32_t token) {
    const int at = d.event_at(token);
    return at >= 0 && d.events[at].type == "ASSAULT" && !d.events[at].match->frame->result &&
           !d.events[at].match->frame->light;
}

bool industrial(const Draft& d, const Event& e) {
    if (!one_of(d.words.lemma(e.trigger), {"explosion", "blast", "explode", "detonate", "blow", "rip", "tear", "go"}))
        return false;
    for (const Fill& f : e.fills)  // "saboteurs blew up a gas pipeline"
        if (const Agent* who = f.role == "actor" && d.tree.verb(e.trigger) ? d.words.agent(f.token) : nullptr;
            who != nullptr &&
            (one_of(who->kind, {"armed-group", "state-forces"}) || d.words.lemma(f.token) == "saboteur") &&
            !logical_objects(d.tree, e.trigger).empty())
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

bool by_mistake(const Draft& d, const Event& e) {
    if (!one_of(d.words.lemma(e.trigger),
                {"explosion", "blast", "explode", "detonate", "detonation", "go", "fire", "burn"}))
        return false;
    const auto children = d.tree.children(e.trigger);
    return std::any_of(children.begin(), children.end(), [&](uint32_t c) {
        return d.tree.is(c, {"accidental", "accidentally", "prematurely", "premature"});
    });
}

bool by_accident(const Draft& d, const Event& e) {
    const bool somebody = std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
        return one_of(f.role, {"actor", "instrument"}) && !d.tree.pronoun(f.token) &&
               !d.words.in_class(f.token, "vehicle") && d.words.lemma(f.token) != "debris";
    });
    if (somebody) return false;
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
