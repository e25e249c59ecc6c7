// Who says that he did it himself. "The front said its fighters had shelled the post" claims the attack as well as
// "claimed responsibility" does, and "said the army had shelled the post" does not; only the subject of what is said
// tells the two apart, so this is asked of the tree and not of the frames. And which attacks "it", "both" and "all
// four" are.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

constexpr size_t kMostPointedTo = 20;  // "all of it"

bool own_pronoun(const Tree& tree, uint32_t token) {
    return tree.is(token, {"its", "their", "our"});
}

// "it", "its fighters", "two of its drones", "the front" itself.
bool is_own(const Draft& d, uint32_t subject, const Participant& speaker) {
    const Tree& tree = d.tree;
    if (tree.is(subject, {"it", "they", "we"})) return true;
    for (const uint32_t owner : possessors(tree, subject))
        if (own_pronoun(tree, owner)) return true;
    for (const uint32_t inner : prepositional(tree, subject, {"of"})) {
        if (tree.is(inner, {"it", "them"})) return true;
        for (const uint32_t owner : possessors(tree, inner))
            if (own_pronoun(tree, owner)) return true;
    }
    if (speaker.id.empty()) return false;
    const auto who = d.entities.describe(subject);
    return who.size() == 1 && (who.front().id == speaker.id || who.front().member_of == speaker.id);
}

bool told_as_done(const Event& e) {
    return e.type == "ASSAULT" && e.modality.polarity == "affirmed" && !e.match->frame->result &&
           one_of(e.modality.phase, {"past", "ongoing", "attempted", "foiled"});
}

// "had launched it", "sent them", "was behind it": the deed is the attack told before.
bool did_it(const Draft& d, uint32_t verb) {
    const Tree& tree = d.tree;
    for (const uint32_t c : tree.children(verb))
        if (tree.dep(c) == Dep::Neg || tree.is(c, {"will", "would", "could", "may", "might", "can"})) return false;
    if (d.words.lemma(verb) == "be") return !prepositional(tree, verb, {"behind"}).empty();
    if (!one_of(d.words.lemma(verb), {"launch", "send", "fire", "strike", "hit", "target", "attack", "shell", "bomb",
                                      "plant", "conduct", "do", "carry", "mount", "stage", "commit", "perpetrate"}))
        return false;
    const auto objects = logical_objects(tree, verb);
    return std::any_of(objects.begin(), objects.end(), [&](uint32_t o) {
        if (tree.is(o, {"it", "them", "one", "both"})) return true;
        const auto det = tree.child(o, {Dep::Det});  // "had sent the drone"
        return det && tree.is(*det, {"the", "this", "that", "these", "those", "both"}) &&
               (d.words.in_class(o, "munition") || d.words.starts_event(o));
    });
}

// "any part in it", "involvement": in what was told before.
bool part_in_it(const Draft& d, uint32_t noun) {
    if (!one_of(d.words.lemma(noun),
                {"part", "role", "hand", "involvement", "responsibility", "connection", "link", "participation"}))
        return false;
    const auto objects = prepositional(d.tree, noun, {"in", "for", "with", "to", "of"});
    return std::all_of(objects.begin(), objects.end(), [&](uint32_t o) {
        return d.tree.is(o, {"it", "this", "that"});
    });
}

// "Blamed the rebels for the crime", "claimed responsibility for the action": by a word that says no more of it.
bool the_deed(const Draft& d, uint32_t noun) {
    if (!one_of(d.words.lemma(noun), {"crime", "action", "act", "deed", "incident", "atrocity", "outrage"}))
        return false;
    const auto det = d.tree.child(noun, {Dep::Det});
    return det && d.tree.is(*det, {"the", "this", "that"}) && !d.tree.plural(noun) &&
           !d.tree.has_child(noun, {Dep::Prep, Dep::Relcl, Dep::Acl});
}

}  // namespace

// "both attacks"
bool both(const Draft& d, uint32_t noun) {
    const auto children = d.tree.children(noun);
    return std::any_of(children.begin(), children.end(),
                       [&](uint32_t c) { return c < noun && d.tree.is(c, {"both"}) && d.tree.dep(c) != Dep::Preconj; });
}

// "claimed it", "claimed both", "claimed all four", "denied any part in it".
bool points_back(const Draft& d, const std::vector<uint32_t>& contents) {
    return !contents.empty() && std::all_of(contents.begin(), contents.end(), [&](uint32_t c) {
        if (d.tree.is(c, {"most", "many", "some", "several", "others", "few", "none"})) return false;
        // "was hit by drones, which the front claimed": of its own sentence, or of nothing.
        if (d.tree.tagged(c, {"WDT", "WP"})) {
            const TokenSpan own = d.report.sentences[d.tree.sentence(c)].tokens;
            return std::any_of(d.events.begin(), d.events.end(),
                               [&](const Event& e) { return own.contains(e.trigger) && e.trigger < c; });
        }
        return d.tree.pronoun(c) || part_in_it(d, c) || the_deed(d, c) || d.words.quantity_at(c) != nullptr ||
               d.tree.is(c, {"one", "both", "all", "these", "those", "either"}) || both(d, c);
    });
}

size_t how_many(const Draft& d, const std::vector<uint32_t>& contents) {
    for (const uint32_t c : contents) {
        if (d.tree.is(c, {"both", "either"})) return 2;
        if (both(d, c)) return 2;
        if (d.tree.is(c, {"all"})) return kMostPointedTo;
        if (const Quantity* q = d.words.quantity_at(c); q && q->best)
            return std::clamp<size_t>(*q->best, 1, kMostPointedTo);
    }
    return 1;
}

bool tells_own_attack(const Draft& d, uint32_t clause, const Participant& speaker) {
    if (!d.tree.verb(clause)) return false;
    for (const uint32_t verb : d.tree.conjuncts(clause)) {
        int at = d.event_at(verb);
        if (at < 0)  // "said it had carried out an attack"
            for (const uint32_t object : logical_objects(d.tree, verb))
                if (at < 0) at = d.event_at(object);
        const bool violent = at >= 0 && d.events[at].type == "ASSAULT";
        const bool done = violent ? told_as_done(d.events[at]) : did_it(d, verb);
        if (!done) continue;
        for (const uint32_t subject : logical_subjects(d.tree, verb))
            if (is_own(d, subject, speaker)) return true;
    }
    return false;
}

namespace {

// Adds the event told at a token, if it can be claimed and is not there yet.
void add_claimable(const Draft& d, uint32_t token, std::vector<int>& out) {
    const int e = d.event_at(token);
    if (e < 0) return;
    const int whole = d.whole(e);
    const Event& event = d.events[whole];
    if (!told_as_done(event) || event.series || event.part_of >= 0) return;
    if (std::find(out.begin(), out.end(), whole) == out.end()) out.push_back(whole);
}

}  // namespace

std::vector<int> claimed_before(const Draft& d, uint32_t token, size_t count) {
    std::vector<int> out;
    constexpr uint32_t kParagraphs = 1;  // back: "all of it" is what was just told
    const auto paragraph = [&](uint32_t at) { return d.report.sentences[d.tree.sentence(at)].paragraph; };
    for (uint32_t at = token; at-- > 0 && out.size() < count;)
        if (count <= 4 || paragraph(at) + kParagraphs >= paragraph(token)) add_claimable(d, at, out);
    return out;
}

std::vector<int> claimed_behind(const Draft& d, uint32_t token, size_t count) {
    std::vector<int> out;
    for (uint32_t at = token + 1; at < d.tree.size() && out.size() < count; ++at) add_claimable(d, at, out);
    return out;
}

}  // namespace tallybook
