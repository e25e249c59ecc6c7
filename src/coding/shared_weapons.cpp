// What one weapon did is one attack, however many verbs tell of it: launched, intercepted, come down, crashed into.
#include <algorithm>

#include "coding/draft.hpp"

namespace tallybook {

// "shot down all of the drones that X launched at Y": one attack; that it was stopped does not make it two.
void join_interceptions(Draft& d) {
    const auto shared_means = [&](const Event& a, const Event& b) {
        return std::any_of(a.fills.begin(), a.fills.end(), [&](const Fill& f) {
            return f.role == "instrument" && std::any_of(b.fills.begin(), b.fills.end(), [&](const Fill& g) {
                       return g.role == "instrument" && g.token == f.token;
                   });
        });
    };
    for (size_t i = 0; i < d.events.size(); ++i) {
        if (d.events[i].joined_to >= 0 || d.events[i].modality.phase != "foiled" || !violent(d.events[i])) continue;
        for (size_t k = 0; k < d.events.size(); ++k) {
            if (k == i || d.events[k].joined_to >= 0 || !violent(d.events[k]) || d.events[k].match->frame->result ||
                !shared_means(d.events[i], d.events[k]))
                continue;
            join(d, static_cast<int>(i), static_cast<int>(k));
            break;
        }
    }
}

namespace {

std::optional<uint32_t> weapon_of(const Draft& d, const Event& e) {
    for (const Fill& f : e.fills)
        if ((f.role == "instrument" || f.role == "actor") && d.words.weapon(f.token) != nullptr) return f.token;
    return std::nullopt;
}

}  // namespace

// "shot down a drone that was heading for the port", "the drone came down on the base and crashed into a hall": what
// one weapon did is one attack. The clause that stands above leads.
void join_shared_weapons(Draft& d) {
    const Tree& tree = d.tree;
    for (size_t i = 0; i < d.events.size(); ++i) {
        Event& e = d.events[i];
        if (e.joined_to >= 0 || !violent(e) || e.sign || !tree.verb(e.trigger)) continue;
        const auto weapon = weapon_of(d, e);
        if (!weapon) continue;
        const Dep dep = tree.dep(e.trigger);
        const bool told_of_it = (dep == Dep::Relcl || dep == Dep::Acl) && tree.head(e.trigger) == *weapon;
        const bool goes_on = dep == Dep::Conj && tree.verb(tree.head(e.trigger)) && !tree.plural(*weapon) &&
                             !tree.has_child(e.trigger, {Dep::Nsubj, Dep::NsubjPass});
        if (!told_of_it && !goes_on) continue;
        // "Was killed by two bullets fired by a passer-by": the shots did it.
        for (size_t k = 0; told_of_it && k < d.events.size(); ++k)
            if (d.events[k].joined_to < 0 && violent(d.events[k]) && d.events[k].sign &&
                weapon_of(d, d.events[k]) == weapon && tree.dominates(d.events[k].trigger, e.trigger))
                join(d, static_cast<int>(k), static_cast<int>(i));
        for (size_t k = 0; k < d.events.size(); ++k) {
            const Event& other = d.events[k];
            if (k == i || other.joined_to >= 0 || !violent(other) || other.sign || weapon_of(d, other) != weapon)
                continue;
            if (goes_on && !tree.dominates(other.trigger, e.trigger) && tree.head(e.trigger) != other.trigger) continue;
            if (e.modality.polarity != other.modality.polarity) continue;
            join(d, static_cast<int>(i), static_cast<int>(k));
            break;
        }
    }
}

}  // namespace tallybook
