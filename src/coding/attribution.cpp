// On whose word an actor stands. What the report says itself is reported; what somebody else says of a named actor
// makes him accused, what an armed group says of itself makes it the claimant, what it denies stays denied; words of
// doubt ("allegedly", "are believed to have") make him suspected. Nobody's word makes a fact of who did it, though it
// may of what happened: police who tell of nameless gunmen leave them as they are.
#include <algorithm>
#include <initializer_list>
#include <optional>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

bool of_state(const Participant& p) {
    return one_of(p.kind, {"government", "state-forces", "police", "person"}) && !p.country.empty();
}

// The verb over a token that says of somebody that he is suspected, accused … of it: "a man suspected OF SHOOTING two".
std::optional<uint32_t> charge_over(const Draft& d, uint32_t token) {
    const Tree& tree = d.tree;
    if (tree.dep(token) != Dep::Pobj && tree.dep(token) != Dep::Pcomp) return std::nullopt;
    const uint32_t preposition = tree.head(token);
    if (!tree.is(preposition, {"of", "in", "with", "for"}) || tree.dep(preposition) != Dep::Prep) return std::nullopt;
    const uint32_t verb = tree.head(preposition);
    if (!tree.verb(verb) ||
        !one_of(d.words.lemma(verb), {"suspect", "accuse", "charge", "indict", "arraign", "blame", "want", "try"}))
        return std::nullopt;
    return verb;
}

// "Was suspected of the bombing": whom the verb over an event's noun names.
void add_suspects(Draft& d, Event& e) {
    if (!d.tree.noun(e.trigger)) return;
    const auto verb = charge_over(d, e.trigger);
    if (!verb || d.words.lemma(*verb) != "suspect") return;
    for (const uint32_t who : logical_objects(d.tree, *verb))
        for (Participant p : d.entities.describe(who)) {
            p.role = "actor";
            p.status = "suspected";
            e.participants.push_back(std::move(p));
        }
}

// "believed to have killed", "is said to have fired", "reportedly hit".
bool doubted(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    for (const uint32_t verb : e.clause_heads) {
        if (!tree.verb(verb)) continue;
        for (const uint32_t c : tree.children(verb))
            if (tree.dep(c) == Dep::Advmod &&
                tree.is(c, {"reportedly", "allegedly", "purportedly", "apparently", "supposedly", "presumably"}))
                return true;
        uint32_t at = verb;
        for (int steps = 0; steps < 3 && tree.dep(at) == Dep::Xcomp; ++steps) {
            at = tree.head(at);
            if (tree.passive(at) &&
                one_of(d.words.lemma(at), {"believe", "think", "suspect", "presume", "allege", "say", "report",
                                           "understand", "rumour", "rumor", "suppose"}))
                return true;
        }
    }
    return false;
}

bool rumour(const Draft& d, const Participant& speaker) {
    if (!speaker.head_token) return false;
    const std::string lemma = d.words.lemma(*speaker.head_token);
    if (one_of(lemma, {"rumour", "rumor"})) return true;
    if (lemma != "report") return false;
    for (const uint32_t c : d.tree.children(*speaker.head_token))
        if (d.tree.is(c, {"unconfirmed", "unverified", "conflicting", "some", "early", "initial"})) return true;
    return !d.tree.has_child(*speaker.head_token, {Dep::Poss, Dep::Compound});
}

bool settles(const Draft& d, const Speech& speech) {
    return one_of(d.words.lemma(speech.cue), {"confirm", "acknowledge", "admit", "concede", "show", "establish"});
}

void say_by(Participant& p, const Participant& speaker) {
    p.by = speaker.id.empty() ? speaker.name : speaker.id;
    p.by_kind = kind_of_voice(speaker);
}

void weigh(const Draft& d, const Event& e, Participant& p) {
    if (doubted(d, e)) {
        p.status = "suspected";
        return;
    }
    if (const auto verb = charge_over(d, e.trigger); verb && d.tree.verb(e.trigger)) {
        p.status = d.words.lemma(*verb) == "suspect" ? "suspected" : "accused";
        return;
    }
    const Speech* speech = d.speech_over(e.trigger, e.trigger);
    if (speech == nullptr || !speech->speaker) return;
    const Participant& speaker = *speech->speaker;
    const bool denies =
        e.modality.polarity == "denied" || one_of(d.words.lemma(speech->cue), {"deny", "refute", "rebut"});
    if (same_body(p, speaker)) {
        if (denies)
            p.status = "denied";
        else if (p.kind == "armed-group")
            p.status = "claimed";
        if (p.status != "reported") say_by(p, speaker);
        return;
    }
    if (denies || settles(d, *speech)) return;
    if (rumour(d, speaker)) {
        p.status = "suspected";
        return;
    }
    // Monitors, media and officials of no known side tell what happened; they do not accuse.
    const bool state = one_of(p.kind, {"state-forces", "government", "police"});
    const bool same_side =
        state && speaker.country.empty() && one_of(speaker.kind, {"government", "state-forces", "person"});
    if (one_of(speaker.kind, {"media", "organisation", "international"}) || same_side) return;
    const bool enemy =
        one_of(speaker.kind, {"armed-group", "party"}) && one_of(p.kind, {"state-forces", "police", "government"});
    if (p.id.empty() && !enemy) return;
    p.status = "accused";
    say_by(p, speaker);
}

}  // namespace

std::string kind_of_voice(const Participant& speaker) {
    if (speaker.kind == "government") return "official";
    if (speaker.kind == "state-forces") return "military";
    if (speaker.kind == "international") return speaker.cls == "military" ? "military" : "official";
    if (speaker.kind == "armed-group") return "group";
    if (one_of(speaker.kind, {"police", "media"})) return speaker.kind;
    return "";
}

bool same_body(const Participant& a, const Participant& b) {
    if (!a.id.empty() && (a.id == b.id || a.id == b.member_of)) return true;
    if (!b.id.empty() && b.id == a.member_of) return true;
    const auto at = [](const Participant& p) { return p.named_at ? p.named_at : p.span; };
    if (at(a) && at(a) == at(b)) return true;
    return of_state(a) && of_state(b) && a.country == b.country;
}

void weigh_words(Draft& d) {
    for (Event& e : d.events) {
        if (e.joined_to >= 0) continue;
        for (Participant& p : e.participants)
            if (p.role == "actor" && p.status == "reported") weigh(d, e, p);
        add_suspects(d, e);
    }
}

}  // namespace tallybook
