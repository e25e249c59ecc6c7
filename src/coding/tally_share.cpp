#include "coding/tally_share.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/tally_window.hpp"
#include "coding/tally_words.hpp"

namespace tallybook {
namespace {

// "the attacks that began on 5 May": the day from which a report counts that names no other.
std::string first_attack(const Draft& d) {
    const Tree& tree = d.tree;
    const NumberWords words(d);
    for (uint32_t v = 0; v < tree.size(); ++v) {
        if (!tree.verb(v) || !one_of(d.words.lemma(v), {"start", "begin"}) || !tree.tagged(v, {"VBD"})) continue;
        uint32_t over = tree.head(v);
        while (tree.noun(over) && !words.attack_noun(over) && tree.dep(over) == Dep::Pobj &&
               tree.noun(tree.head(tree.head(over))))
            over = tree.head(tree.head(over));  // "attacks on the police that began on …"
        const auto subject = tree.child(v, {Dep::Nsubj});
        const bool attacks = (tree.dep(v) == Dep::Relcl && tree.plural(over) && words.attack_noun(over)) ||
                             (subject && tree.plural(*subject) && words.attack_noun(*subject));
        if (!attacks) continue;
        for (const TimeValue& t : d.report.times)
            if (t.tokens && tree.subtree(v).contains(t.tokens->begin) && t.earliest.size() >= 10) return first_day(t);
    }
    return {};
}

// A whole lies where its parts lie.
void join_parts(std::vector<Tally>& tallies, size_t whole, std::initializer_list<size_t> parts) {
    tallies[whole].places.clear();
    for (const size_t part : parts) {
        tallies[part].part_of = "#" + std::to_string(whole);
        for (const PlaceRef& p : tallies[part].places) tallies[whole].places.push_back(p);
    }
}

bool may_be_parts(const Tally& a, const Tally& b) {
    return a.of == b.of && a.since == b.since && a.quantity->best && b.quantity->best && !a.places.empty() &&
           !b.places.empty() && a.places.front().id != b.places.front().id && a.part_of.empty() && b.part_of.empty();
}

}  // namespace

void share_window(const Draft& d, std::vector<Tally>& tallies) {
    std::vector<const Tally*> since;
    for (const Tally& t : tallies)
        if (t.of == "ASSAULT" && !t.since.empty() && t.since != t.until && t.window_basis == "publication date" &&
            std::none_of(since.begin(), since.end(), [&](const Tally* o) { return o->since == t.since; }))
            since.push_back(&t);
    std::string day = since.size() == 1 ? since[0]->since : std::string();
    if (since.empty()) day = first_attack(d);
    if (day.empty()) return;
    for (Tally& t : tallies) {
        if (!t.since.empty() || t.of == "displaced" || (!t.until.empty() && t.until < day)) continue;
        t.since = day;
        if (t.until.empty() && d.report.published) t.until = *d.report.published;
        t.window_basis = "other count of the report";
    }
}

void find_wholes(std::vector<Tally>& tallies) {
    for (size_t i = 0; i < tallies.size(); ++i)
        for (size_t k = i + 1; k < tallies.size() && k <= i + 3; ++k) {
            if (!may_be_parts(tallies[i], tallies[k])) continue;
            const int64_t sum = *tallies[i].quantity->best + *tallies[k].quantity->best;
            for (size_t w = i > 2 ? i - 2 : 0; w < tallies.size() && w <= k + 2; ++w)
                if (w != i && w != k && tallies[w].part_of.empty() && tallies[w].of == tallies[i].of &&
                    tallies[w].quantity->best == sum && tallies[w].since == tallies[i].since)
                    join_parts(tallies, w, {i, k});
        }
}

}  // namespace tallybook
