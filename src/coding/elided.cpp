// "Two drones over the port; one more at the mill, rockets against the barracks": a number that stands alone before a
// place, or weapons that no verb of their own carries, tell of a further attack where the sentence has told of one by
// weapons. Frames need a word to start from, and here there is none; the number or the weapon itself is the trigger.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
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

// "… and a drone at the camp": weapons that no event has yet. Beside what another attack hit they are no second thing
// that it hit.
bool weapon_alone(const Draft& d, uint32_t i) {
    if (!d.tree.noun(i) || !d.words.in_class(i, "munition") || d.tree.dep(i) == Dep::Compound || d.event_at(i) >= 0)
        return false;
    // "a large number of drones" is filled by its number.
    const uint32_t prep = d.tree.head(i);
    const uint32_t portion = d.tree.is(prep, {"of"}) ? d.tree.head(prep) : i;
    return std::none_of(d.events.begin(), d.events.end(), [&](const Event& e) {
        return std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
            if (f.token == portion && portion != i) return true;
            return f.token == i && (f.role != "recipient" || d.tree.dep(i) != Dep::Conj);
        });
    });
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

// Lists are parsed badly: the place in the next few words, where nothing but "at", "on" and the like lies between.
std::optional<uint32_t> place_behind(const Draft& d, uint32_t i) {
    const Tree& tree = d.tree;
    const uint32_t end = std::min(i + 6, d.report.sentences[tree.sentence(i)].tokens.end);
    if (i + 2 >= end || !tree.is(i + 1, {"at", "on", "against", "over", "toward", "towards", "near"})) return {};
    for (uint32_t t = i + 2; t < end; ++t) {
        if (tree.verb(t) || tree.is(t, {"and", "or", ",", ";", "."}) || d.words.in_class(t, "munition")) return {};
        const PlaceRef* place = d.words.place_at(t);
        if (place && (place->kind == PlaceKind::Facility || place->kind == PlaceKind::Town)) return t;
    }
    return {};
}

bool by_weapons(const Draft& d, const Event& e) {
    if (e.type != "ASSAULT" || e.modality.polarity != "affirmed" || e.match->frame->result) return false;
    return std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
        return one_of(f.role, {"instrument", "actor"}) && d.words.in_class(f.token, "munition");
    });
}

}  // namespace

void add_elided(Draft& d) {
    for (uint32_t i = 0; i < d.tree.size(); ++i) {
        const bool weapon = weapon_alone(d, i);
        if (!weapon && !counts_alone(d, i)) continue;
        auto place = place_of(d, i);
        if (!place && weapon) place = place_behind(d, i);
        if (!place) continue;
        int before = -1;
        for (size_t k = 0; k < d.events.size(); ++k) {
            const Event& e = d.events[k];
            const bool here = d.tree.sentence(e.trigger) == d.tree.sentence(i) && (e.trigger < i || weapon);
            if (here && by_weapons(d, e) && (before < 0 || e.trigger < i)) before = static_cast<int>(k);
        }
        if (before < 0) continue;
        const auto known = [&](const Fill& f) { return f.token == *place || f.token == i; };
        Event& said = d.events[before];
        std::erase_if(said.fills, known);
        Event e = said;
        e.trigger = e.last = i;
        e.joined_to = -1;
        e.anaphoric = e.sign = e.series = false;
        e.sentences = {d.tree.sentence(i)};
        e.clause_heads = {i};
        e.fills = {{"recipient", {}, *place}};
        if (weapon) {
            e.fills.push_back({"instrument", {}, i});
            if (const Weapon* arm = d.words.weapon(i)) e.mode = arm->mode;
            e.region_begin = std::min(i, *place);
            e.region_end = std::max(i, *place) + 1;
        }
        Quantity one;
        one.low = one.best = one.high = 1;
        e.count = one;
        d.events.push_back(std::move(e));
    }
}

}  // namespace tallybook
