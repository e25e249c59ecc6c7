// "Two drones over the port; one more at the mill, three against the barracks": a number that stands alone before a
// place tells of a further attack by the weapons named before it in the sentence. Frames need a word to start from, and
// here there is none; the number itself is the trigger.
#include <algorithm>
#include <initializer_list>

#include "coding/draft.hpp"

namespace tallybook {
namespace {

bool counts_alone(const Draft& d, uint32_t i) {
    const Tree& tree = d.tree;
    const bool number = tree.tagged(i, {"CD"}) || tree.is(i, {"another", "one", "others"});
    if (!number || d.words.time_at(i) != nullptr || d.event_at(i) >= 0) return false;
    const Dep dep = tree.dep(i);
    return dep != Dep::Nummod && dep != Dep::Quantmod && dep != Dep::Compound && dep != Dep::Det && dep != Dep::Amod;
}

// The place that the number stands before: "one at the mill", "two more against the barracks".
std::optional<uint32_t> place_of(const Draft& d, uint32_t i) {
    const Tree& tree = d.tree;
    for (const uint32_t c : tree.children(i)) {
        if (c < i || c > i + 2 || !tree.is(c, {"at", "on", "against", "over", "toward", "towards", "near"})) continue;
        const auto object = tree.child(c, {Dep::Pobj});
        if (!object) continue;
        const PlaceRef* place = d.words.place_at(*object);
        if (d.words.in_class(*object, "facility") || (place && place->kind == PlaceKind::Town)) return object;
    }
    return std::nullopt;
}

bool by_weapons(const Draft& d, const Event& e) {
    if (e.type != "ASSAULT" || e.modality.polarity != "affirmed" || e.match->frame->result) return false;
    return std::any_of(e.fills.begin(), e.fills.end(),
                       [&](const Fill& f) { return f.role == "instrument" && d.words.in_class(f.token, "munition"); });
}

}  // namespace

void add_elided(Draft& d) {
    for (uint32_t i = 0; i < d.tree.size(); ++i) {
        if (!counts_alone(d, i)) continue;
        const auto place = place_of(d, i);
        if (!place) continue;
        int before = -1;
        for (size_t k = 0; k < d.events.size(); ++k) {
            const Event& e = d.events[k];
            const bool here = d.tree.sentence(e.trigger) == d.tree.sentence(i) && e.trigger < i;
            if (here && by_weapons(d, e) && (before < 0 || e.trigger > d.events[before].trigger))
                before = static_cast<int>(k);
        }
        if (before < 0) continue;
        const auto known = [&](const Fill& f) { return f.token == *place; };
        Event& said = d.events[before];
        std::erase_if(said.fills, known);
        Event e = said;
        e.trigger = e.last = i;
        e.joined_to = -1;
        e.anaphoric = e.sign = e.series = false;
        e.sentences = {d.tree.sentence(i)};
        e.clause_heads = {i};
        e.fills = {{"recipient", {}, *place}};
        Quantity one;
        one.low = one.best = one.high = 1;
        e.count = one;
        d.events.push_back(std::move(e));
    }
}

}  // namespace tallybook
