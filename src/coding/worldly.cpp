#include "coding/worldly.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/proof.hpp"

namespace tallybook {
namespace {

bool in_quotation(const Draft& d, uint32_t token) {
    return quotation_at(d.quotations, token) != nullptr;
}

// "you", "A" and "B": whoever reads a handbook, and the parties of an example.
bool of_no_report(const Draft& d, uint32_t token) {
    if (d.tree.is(token, {"you", "your", "yourself", "yourselves"})) return !in_quotation(d, token);
    const std::string_view text = d.tree.token(token).text;
    return text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z' && text[0] != 'I' &&
           d.tree.subtree(token).end - d.tree.subtree(token).begin == 1;
}

// Rivers and seas take streets, and animals take towns, in figures of speech.
bool of_nature(const Draft& d, uint32_t token) {
    const PlaceRef* place = d.words.place_at(token);
    if (place != nullptr && place->kind == PlaceKind::Water) return true;
    const NameRef* name = d.words.name_at(token);
    if (name != nullptr || d.tree.token(token).pos == "PROPN") return false;
    return d.codebook.in_class("accident", d.words.lemma(token)) || d.codebook.in_class("animal", d.words.lemma(token));
}

// "a battalion of robots", "an army of cleaners": bodies of troops that consist of something else.
bool mock_troops(const Draft& d, uint32_t token) {
    if (!one_of(d.words.lemma(token), {"battalion", "army", "brigade", "regiment", "platoon", "legion", "squadron",
                                       "armada", "phalanx", "division", "fleet", "flotilla"}) ||
        d.words.name_at(token) != nullptr)
        return false;
    for (const uint32_t member : prepositional(d.tree, token, {"of"})) {
        if (d.tree.plural(member) == false || d.words.name_at(member) != nullptr) continue;
        const Agent* a = d.words.agent(member);
        const bool forces = a != nullptr && one_of(a->kind, {"armed-group", "state-forces", "police"});
        const bool arms = d.words.weapon(member) != nullptr || d.words.in_class(member, "armament") ||
                          d.words.in_class(member, "soldiery") ||
                          (d.words.in_class(member, "demonstrator") && !d.words.in_class(member, "vehicle")) ||
                          d.words.in_class(member, "troops");
        if (!forces && !arms && d.words.quantity_at(member) == nullptr && d.words.place_at(member) == nullptr)
            return true;
    }
    return false;
}

// Endings of nouns for people; some things have them too and stay in doubt.
bool like_people(std::string_view lemma) {
    for (const std::string_view end :
         {"er", "or", "ist", "man", "men", "woman", "ian", "ee", "eer", "ant", "ite", "people"})
        if (lemma.size() > end.size() + 2 && lemma.ends_with(end)) return true;
    return false;
}

// A common noun that no list has as somebody: fog that occupies an airport, an algorithm that arrests. Force is used by
// people, bodies, states and arms; "a number of" is what it is a number of. A dictionary of all nouns by kind was
// turned down: what the lists and the endings leave open is hardly ever somebody.
bool nobody_known(const Draft& d, uint32_t token) {
    const Tree& tree = d.tree;
    const WordFacts& w = d.words;
    if (!tree.noun(token) || tree.token(token).pos == "PROPN" || tree.pronoun(token) || w.name_at(token) != nullptr)
        return false;
    if (w.in_class(token, "portion"))
        for (const uint32_t inner : prepositional(tree, token, {"of"})) return nobody_known(d, inner);
    if (w.agent(token) != nullptr || w.place_at(token) != nullptr || w.demonym_at(token) != nullptr ||
        w.quantity_at(token) != nullptr || tree.tagged(token, {"CD"}) || w.weapon(token) != nullptr)
        return false;
    for (const std::string_view cls :
         {"event",          "person",   "group",    "actor",      "title",  "collective", "demonstrator", "detained",
          "striker-people", "soldiery", "armament", "vehicle",    "troops", "envoy",      "keeper",       "male",
          "female",         "portion",  "violence", "attackword", "strife", "somebody"})
        if (w.in_class(token, cls)) return false;
    for (const uint32_t c : modifiers(tree, token))  // "Hamas elements"
        if (w.name_at(c) != nullptr || w.demonym_at(c) != nullptr || w.agent(c) != nullptr) return false;
    return !like_people(w.lemma(token));
}

// The rule asks for such people by name: "subj!:bailiff,customs".
bool asked_for(const Event& e, uint32_t token) {
    return std::any_of(e.match->fillers.begin(), e.match->fillers.end(), [&](const Filler& f) {
        const Slot& slot = e.match->rule->slots[f.slot];
        return f.token == token && !slot.negated && (!slot.lemmas.empty() || !slot.classes.empty());
    });
}

// A subject, or behind "by"; not the noun of "an effort to arrest them".
bool stands_as_doer(const Draft& d, uint32_t token) {
    const Dep dep = d.tree.dep(token);
    return (dep == Dep::Nsubj && d.words.lemma(d.tree.head(token)) != "be") ||
           (dep == Dep::Pobj && d.tree.is(d.tree.head(token), {"by"}));
}

// "Riot hires forty", "Siege said": an event does nothing on purpose; the word is somebody's name.
bool a_name(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    if (!tree.noun(e.trigger) || tree.dep(e.trigger) != Dep::Nsubj) return false;
    const uint32_t verb = tree.head(e.trigger);
    return tree.verb(verb) && !tree.passive(verb) && !tree.has_child(e.trigger, {Dep::Det, Dep::Poss, Dep::Nummod}) &&
           one_of(d.words.lemma(verb), {"hire", "say", "buy", "sell", "sign", "appoint", "unveil", "publish", "acquire",
                                        "recruit", "promise", "apologise", "apologize", "tell", "deny", "win", "play"});
}

// "resigned in protest", "was kidnapped in protest": a motive, no march.
bool mere_motive(const Draft& d, const Event& e) {
    if (d.tree.root(e.trigger) || d.tree.root(d.tree.head(e.trigger))) return false;
    const uint32_t verb = d.tree.head(d.tree.head(e.trigger));
    const int at = d.event_at(verb);
    const bool other = (at >= 0 && d.events[at].type == "ASSAULT") ||
                       one_of(d.words.lemma(verb), {"resign", "quit", "vote", "abstain", "write", "say"});
    return other && e.type == "PROTEST" && d.words.lemma(e.trigger) == "protest" && d.tree.noun(e.trigger) &&
           d.tree.dep(e.trigger) == Dep::Pobj && d.tree.is(d.tree.head(e.trigger), {"in"}) &&
           !d.tree.has_child(e.trigger, {Dep::Det, Dep::Poss, Dep::Amod, Dep::Compound, Dep::Nummod});
}

// "Soldiers stationed at the base": where they are, not where they were sent.
bool mere_post(const Draft& d, const Event& e) {
    const Dep dep = d.tree.dep(e.trigger);
    return e.type == "MOBILIZE" && (dep == Dep::Acl || dep == Dep::Relcl) &&
           one_of(d.words.lemma(e.trigger), {"station", "base", "quarter", "billet", "garrison", "post"});
}

}  // namespace

bool worldly(const Draft& d, const Event& e) {
    if (!one_of(e.type, {"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"})) return true;
    if (a_name(d, e) || mere_motive(d, e) || mere_post(d, e)) return d.no(e.trigger, Why::Figurative);
    for (const Fill& f : e.fills) {
        if (one_of(f.role, {"actor", "recipient", "victim"}) && of_no_report(d, f.token))
            return d.no(e.trigger, Why::Figurative, f.token);
        if (f.role == "actor" && of_nature(d, f.token)) return d.no(e.trigger, Why::ActorCannot, f.token);
        if (one_of(f.role, {"actor", "instrument"}) && mock_troops(d, f.token))
            return d.no(e.trigger, Why::Figurative, f.token);
    }
    const bool blow = e.type == "ASSAULT" && d.tree.verb(e.trigger) && !e.match->frame->light && (soft(d, e) || e.sign);
    if (one_of(e.type, {"COERCE", "MOBILIZE", "PROTEST"}) || blow) {
        bool somebody = false, nobody = false;
        for (const Fill& f : e.fills)
            if (f.role == "actor")
                (!asked_for(e, f.token) && stands_as_doer(d, f.token) && nobody_known(d, f.token) ? nobody : somebody) =
                    true;
        if (nobody && !somebody) return d.no(e.trigger, Why::ActorCannot);
    }
    return true;
}

bool among_disasters(const Draft& d, uint32_t token, uint32_t around) {
    const uint32_t sentence = d.tree.sentence(token);
    const uint32_t first = sentence < around ? 0 : sentence - around;
    const auto last = std::min<uint32_t>(sentence + around, static_cast<uint32_t>(d.report.sentences.size()) - 1);
    bool disaster = false;
    for (uint32_t s = first; s <= last; ++s) {
        const TokenSpan all = d.report.sentences[s].tokens;
        for (uint32_t i = all.begin; i < all.end; ++i) {
            const int at = d.event_at(i);
            if (at >= 0 && i != token && d.events[at].type == "ASSAULT" && !d.events[at].sign && !soft(d, d.events[at]))
                return false;
            if (d.words.in_class(i, "armed")) return false;
            if (d.tree.noun(i) && d.words.in_class(i, "disaster")) disaster = true;
        }
    }
    return disaster;
}

}  // namespace tallybook
