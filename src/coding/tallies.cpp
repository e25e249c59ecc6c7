// Counts that somebody gives: running counts (tally_counts.cpp), and here "the most in a day since …", "the first in
// more than a year", "keeps 900 soldiers", "the toll rose to 12". Parts of a count are told by part_of.
#include <algorithm>
#include <initializer_list>
#include <numeric>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"
#include "coding/tally_counts.hpp"
#include "coding/tally_window.hpp"

namespace tallybook {
namespace {

void set_frame(const Draft& d, const Event& e, uint32_t sentence, Tally& t) {
    const Window w = window_of(d, sentence);
    t.since = w.since;
    t.until = w.until;
    t.window_basis = w.basis;
    t.evidence = {sentence_span(d, sentence)};
    if (const Speech* s = d.speech_over(e.trigger, e.trigger)) t.by = s->speaker;
    if (e.place) {
        t.places.push_back(*e.place);
        for (const PlaceRef& p : e.other_places) t.places.push_back(p);
    }
}

std::string degree(const Tree& tree, uint32_t i) {
    const std::string_view word = tree.lower(i);
    if (one_of(word, {"most", "fewest", "first"})) return std::string(word);
    if (one_of(word, {"deadliest", "worst", "bloodiest", "heaviest", "largest", "biggest", "gravest"})) return "worst";
    return {};
}

std::string span_words(const TimeValue& t) {
    std::string value = t.value;
    const std::string more = t.mod == "MORE_THAN" || t.mod == "EQUAL_OR_MORE" ? "more than "
                             : t.mod == "APPROX"                              ? "about "
                             : t.mod == "LESS_THAN"                           ? "less than "
                                                                              : "";
    if (value.size() < 3 || value[0] != 'P') return {};
    const char unit = value.back();
    const std::string number = value.substr(value[1] == 'T' ? 2 : 1, value.size() - (value[1] == 'T' ? 3 : 2));
    const bool clock = value[1] == 'T';
    const std::string name = unit == 'Y'   ? "year"
                             : unit == 'M' ? (clock ? "minute" : "month")
                             : unit == 'W' ? "week"
                             : unit == 'D' ? "day"
                             : unit == 'H' ? "hour"
                                           : "";
    if (name.empty()) return {};
    return more + (number == "1" ? "a " + name : number + " " + name + "s");
}

void superlatives(const Draft& d, std::vector<Tally>& out) {
    const Tree& tree = d.tree;
    for (uint32_t i = 0; i < tree.size(); ++i) {
        const std::string word = degree(tree, i);
        if (word.empty()) continue;
        const uint32_t sentence = tree.sentence(i);
        const TokenSpan span = d.report.sentences[sentence].tokens;
        // What is the most, the first: an event of this sentence, by the subject or by the clause behind.
        const Event* event = nullptr;
        for (const Event& e : d.events) {
            if (tree.sentence(e.trigger) != sentence || e.type != "ASSAULT" || e.part_of >= 0 ||
                told_of_the_day(d, {e.trigger, e.trigger + 1}))
                continue;
            const bool near =
                tree.dominates(i, e.trigger) || tree.dominates(tree.head(i), e.trigger) ||
                tree.clause(e.trigger) == tree.clause(i) || tree.head(i) == e.trigger ||
                (tree.noun(e.trigger) && tree.dep(e.trigger) == Dep::Nsubj && tree.dominates(tree.head(e.trigger), i));
            if (near && (event == nullptr || !e.participants.empty() || !e.fills.empty())) {
                if (event == nullptr || (event->fills.empty() && !e.fills.empty())) event = &e;
            }
        }
        if (event == nullptr) continue;
        if (word == "first" && !(tree.is(tree.head(i), {"time"}) || d.event_at(tree.head(i)) >= 0)) continue;
        std::string text = word;
        bool window = false;
        for (const TimeValue& t : d.report.times) {
            if (!t.tokens || !span.contains(t.tokens->begin) || t.tokens->begin < i) continue;
            if (t.timex == Timex::Duration) {
                const std::string words = span_words(t);
                if (!words.empty() && text.find(" in ") == std::string::npos) text += " in " + words, window = true;
            }
            if (t.bound == TimeValue::Bound::Since && text.find(" since ") == std::string::npos) {
                text += " since " + first_day(t);
                window = true;
                break;
            }
        }
        if (!window) continue;
        Tally t;
        t.of = event->type;
        t.unit = "attacks";
        t.superlative = text;
        for (const Participant& p : event->participants)
            if (one_of(p.role, {"recipient", "object", "victim"}) && !t.recipient) {
                t.recipient = p;
                t.recipient->role.clear();
                t.recipient->effect.clear();
            }
        for (const Fill& f : event->fills)
            if (!t.recipient && one_of(f.role, {"recipient", "object"})) {
                t.recipient = d.entities.describe(f.token).front();
                t.recipient->role.clear();
            }
        if (!t.recipient)  // "were the most … against X": on the superlative itself
            for (const uint32_t at : {i, tree.head(i)})
                for (const uint32_t o : prepositional(tree, at, {"against", "on"}))
                    if (!t.recipient && d.words.time_at(o) == nullptr) t.recipient = d.entities.describe(o).front();
        if (!t.recipient)
            for (uint32_t k = i + 1; k < span.end && !t.recipient; ++k)
                if (tree.is(k, {"against"}))
                    if (const auto o = tree.child(k, {Dep::Pobj})) t.recipient = d.entities.describe(*o).front();
        set_frame(d, *event, sentence, t);
        if (word == "first" || text.find(" since ") == std::string::npos) t.until.clear(), t.window_basis.clear();
        t.places.clear();
        t.rule = "tally/superlative:" + std::string(tree.lower(i));
        out.push_back(std::move(t));
    }
}

// "keeps some 900 soldiers on the island": strength, not an event.
void strengths(const Draft& d, std::vector<Tally>& out) {
    const Tree& tree = d.tree;
    for (uint32_t v = 0; v < tree.size(); ++v) {
        if (!tree.verb(v) || !one_of(d.words.lemma(v), {"have", "station", "keep", "maintain", "host", "base"}))
            continue;
        for (const uint32_t o : logical_objects(tree, v)) {
            const Quantity* q = d.words.quantity_at(o);
            if (q == nullptr || !one_of(d.words.lemma(o), {"troop", "soldier", "personnel", "force", "marine",
                                                           "serviceman", "servicemember", "peacekeeper"}))
                continue;
            Tally t;
            t.of = "troops";
            t.quantity = *q;
            t.unit = "troops";
            const auto subjects = logical_subjects(tree, v);
            if (!subjects.empty()) t.actor = d.entities.describe(subjects.front()).front();
            for (const uint32_t p : prepositional(tree, v, {"in", "at"})) {
                if (const PlaceRef* place = d.words.place_at(p)) {
                    t.places.push_back(*place);
                    t.places.back().relation = "in";
                } else if (one_of(d.words.lemma(p), {"country", "nation"})) {
                    for (auto earlier = d.report.places.rbegin(); earlier != d.report.places.rend(); ++earlier)
                        if (earlier->kind == PlaceKind::Country && earlier->tokens && earlier->tokens->begin < p &&
                            (!t.actor || earlier->country != t.actor->country)) {
                            t.places.push_back(*earlier);
                            t.places.back().relation = "in";
                            t.places.back().basis = "earlier mention";
                            break;
                        }
                }
            }
            if (d.report.published) t.until = *d.report.published, t.window_basis = "publication date";
            if (const Speech* s = d.speech_over(v, v)) t.by = s->speaker;
            t.evidence = {sentence_span(d, tree.sentence(v))};
            t.rule = "tally/strength:" + d.words.lemma(v);
            out.push_back(std::move(t));
        }
    }
}

// "bringing the death toll to 31", "the toll rose to 12".
void tolls(const Draft& d, std::vector<Tally>& out) {
    const Tree& tree = d.tree;
    for (uint32_t i = 0; i < tree.size(); ++i) {
        if (!tree.noun(i) || d.words.lemma(i) != "toll") continue;
        const uint32_t verb = tree.clause(i);
        const Quantity* q = nullptr;
        for (const uint32_t at : {i, verb})
            for (const uint32_t o : prepositional(tree, at, {"to", "at", "of"}))
                if (q == nullptr) q = d.words.quantity_at(o);
        if (q == nullptr || !q->best) continue;
        if (std::any_of(out.begin(), out.end(),
                        [&](const Tally& o) { return o.of == "killed" && o.quantity && o.quantity->span == q->span; }))
            continue;
        Tally t;
        t.of = "killed";
        t.quantity = *q;
        t.unit = q->unit.empty() ? "people" : q->unit;
        const Window w = window_of(d, tree.sentence(i));
        t.since = w.since;
        t.until = w.until;
        t.window_basis = w.basis;
        if (const Speech* s = d.speech_over(i, i)) t.by = s->speaker;
        t.evidence = {sentence_span(d, tree.sentence(i))};
        t.rule = "tally/toll";
        out.push_back(std::move(t));
    }
}

}  // namespace

std::vector<Tally> find_tallies(const Draft& d) {
    std::vector<Tally> out = running_counts(d);
    superlatives(d, out);
    strengths(d, out);
    tolls(d, out);
    std::vector<size_t> order(out.size()), place(out.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return out[a].evidence.front().begin < out[b].evidence.front().begin; });
    std::vector<Tally> sorted;
    for (size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (const size_t i : order) {
        sorted.push_back(std::move(out[i]));
        std::string& whole = sorted.back().part_of;
        if (!whole.empty()) whole = "#" + std::to_string(place[std::stoul(whole.substr(1))]);
    }
    return sorted;
}

}  // namespace tallybook
