// Who says that he did it himself. "The front said its fighters had shelled the post" claims the attack as well as
// "claimed responsibility" does, and "said the army had shelled the post" does not; only the subject of what is said
// tells the two apart, so this is asked of the tree and not of the frames.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

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
                                      "plant", "conduct", "do"}))
        return false;
    const auto objects = logical_objects(tree, verb);
    return std::any_of(objects.begin(), objects.end(), [&](uint32_t o) {
        if (tree.is(o, {"it", "them", "one", "both"})) return true;
        const auto det = tree.child(o, {Dep::Det});  // "had sent the drone"
        return det && tree.is(*det, {"the", "this", "that", "these", "those", "both"}) &&
               d.words.in_class(o, "munition");
    });
}

}  // namespace

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
