// "Three drones flew at the port: one was shot down, the other two struck a store." A number that stands for some of
// the weapons told before tells how the same attack went on, and of no other. Frames read each verb by itself, so the
// tellings are joined here, by the number and not by the verb. "Another" is another attack and stays one.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

bool munition(const Draft& d, uint32_t token) {
    return d.words.in_class(token, "munition") || d.tree.is(token, {"aircraft", "craft"});
}

// "one", "the other", "two of them", "one of the drones": some of what was told before.
bool portion(const Draft& d, uint32_t token) {
    const Tree& tree = d.tree;
    const bool word = tree.tagged(token, {"CD"}) || tree.is(token, {"other", "others", "some", "most", "all", "both",
                                                                    "none", "several", "rest", "remainder"});
    if (!word || tree.dep(token) == Dep::Nummod || d.words.time_at(token) != nullptr) return false;
    const auto inner = prepositional(tree, token, {"of"});
    return std::all_of(inner.begin(), inner.end(), [&](uint32_t o) {
        return munition(d, o) || tree.pronoun(o) || tree.tagged(o, {"CD", "WDT", "WP"});
    });
}

bool by_weapons(const Draft& d, const Event& e) {
    if (e.type != "ASSAULT" || e.modality.polarity != "affirmed" || e.match->frame->result) return false;
    return std::any_of(e.fills.begin(), e.fills.end(),
                       [&](const Fill& f) { return f.role == "instrument" && d.words.in_class(f.token, "munition"); });
}

// The attack whose weapons a number at `token` counts: the last one before it, no further than the sentence before.
int attack_before(const Draft& d, uint32_t token, int own) {
    const uint32_t sentence = d.tree.sentence(token);
    int found = -1;
    for (size_t k = 0; k < d.events.size(); ++k) {
        const Event& e = d.events[k];
        const int whole = d.whole(static_cast<int>(k));
        if (whole == own || e.trigger >= token || !by_weapons(d, e)) continue;
        const uint32_t told = d.tree.sentence(e.trigger);
        if (told + 1 < sentence || d.report.sentences[told].paragraph != d.report.sentences[sentence].paragraph)
            continue;
        if (found < 0 || e.trigger > d.events[found].trigger) found = static_cast<int>(k);
    }
    return found;
}

}  // namespace

void join_portions(Draft& d) {
    for (size_t i = 0; i < d.events.size(); ++i) {
        Event& e = d.events[i];
        if (e.joined_to >= 0 || e.type != "ASSAULT" || !d.tree.verb(e.trigger) || by_weapons(d, e)) continue;
        if (e.modality.polarity != "affirmed") continue;
        const auto at = std::find_if(e.fills.begin(), e.fills.end(),
                                     [&](const Fill& f) { return f.role != "victim" && portion(d, f.token); });
        if (at == e.fills.end()) continue;
        const int before = attack_before(d, at->token, static_cast<int>(i));
        if (before < 0) continue;
        std::erase_if(e.fills, [&](const Fill& f) { return f.role != "victim" && portion(d, f.token); });
        e.mode.clear();  // "shot down": no firearms
        join(d, static_cast<int>(i), before);
    }
}

namespace {

// "the FIRST bomb", "a SECOND device", "the OTHER": which one of several charges.
bool one_of_charges(const Draft& d, const Event& e) {
    return std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
        if (f.role != "instrument" || !(d.words.in_class(f.token, "explosive") || d.tree.is(f.token, {"device"})))
            return false;
        const auto children = d.tree.children(f.token);
        return std::any_of(children.begin(), children.end(), [&](uint32_t c) {
            return c < f.token && d.tree.is(c, {"first", "second", "third", "other"});
        });
    });
}

bool several_charges(const Draft& d, const Event& e) {
    if (e.joined_to >= 0 || e.part_of >= 0 || e.type != "ASSAULT" || e.series) return false;
    const auto many = [&](uint32_t token) {
        const Quantity* q = d.words.quantity_at(token);
        return q != nullptr && q->best && *q->best >= 2 && *q->best <= 5;
    };
    return (e.count && e.count->best.value_or(1) >= 2 && d.words.in_class(e.trigger, "explosive")) ||
           std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
               return f.role == "instrument" && d.words.in_class(f.token, "explosive") && many(f.token);
           });
}

}  // namespace

// "Two bombs went off at a market. The first, hidden in a cart, …": told one by one they are parts of the attack.
void part_charges(Draft& d) {
    constexpr uint32_t kBehind = 4;  // sentences
    for (size_t i = 0; i < d.events.size(); ++i) {
        Event& e = d.events[i];
        if (e.joined_to >= 0 || e.type != "ASSAULT" || !one_of_charges(d, e)) continue;
        const uint32_t sentence = d.tree.sentence(e.trigger);
        for (size_t k = 0; k < i; ++k) {
            const Event& whole = d.events[k];
            const uint32_t told = d.tree.sentence(whole.trigger);
            if (!several_charges(d, whole) || told >= sentence || told + kBehind < sentence) continue;
            if (e.place && whole.place && e.place->id != whole.place->id && e.place->basis.empty()) continue;
            e.part_of = static_cast<int>(k);
            if (!e.place) e.place = whole.place;
            if (!e.time) e.time = whole.time;
        }
    }
}

}  // namespace tallybook
