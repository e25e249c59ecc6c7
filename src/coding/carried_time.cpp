// The day of an attack whose own sentence names none. Two ways, each named in the basis of the time:
//   heading           a day that stands alone in front of what happened on it ("FRIDAY 3 MAY.", "Monday 6th, three
//   items:")
//                     holds until the next such day; so a calendar or a cable is read as its writer meant it;
//   earlier sentence  a reporter who goes on about an attack does not repeat the day: that of the last attack told
//                     before, within the same few sentences; of a report without any day before it, the publication
//                     date or the day before.
// Only attacks with a place of their own take a day from afar: the vague ones ("attacks on bases") stay without one,
// for a wrong day makes a false incident, and a missing one only leaves it out. The hour is never carried.
#include <algorithm>
#include <initializer_list>

#include "base/days.hpp"
#include "base/text.hpp"
#include "coding/bygone.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kReach = 6;           // sentences back to the attack whose day is taken over
constexpr int kDays = 10;                // a stretch that still counts as a day
constexpr uint32_t kLeadParagraphs = 3;  // where the publication date may stand for a day

bool names_a_day(const TimeValue& t) {
    return (t.timex == Timex::Date || t.timex == Timex::Time) && t.value.size() >= 10 && t.earliest.size() >= 10 &&
           t.bound == TimeValue::Bound::None && t.value[4] == '-' && t.value[7] == '-';
}

// "This year" is no day that a reporter goes on with.
bool within_days(const TimeValue& t) {
    const auto first = day_of(t.earliest), last = day_of(t.latest);
    return first && last && *last - *first <= kDays;
}

TimeValue day_only(const TimeValue& t, const char* basis) {
    TimeValue out = t;
    if (names_a_day(t)) {
        out.timex = Timex::Date;
        out.value = t.value.substr(0, 10);
        out.earliest = t.earliest.substr(0, 10);
        out.latest = t.latest.size() >= 10 ? t.latest.substr(0, 10) : out.earliest;
    }
    out.zone.clear();
    out.basis = basis;
    return out;
}

bool attack(const Event& e) {
    return e.joined_to < 0 && e.type == "ASSAULT" && !e.series && !e.accident && e.modality.polarity == "affirmed" &&
           one_of(e.modality.phase, {"past", "ongoing", "attempted", "foiled"});
}

// The day that a sentence gives to what follows: it begins with the day, and no verb or preposition takes it in.
const TimeValue* heading_of(const Draft& d, uint32_t sentence) {
    const TokenSpan span = d.report.sentences[sentence].tokens;
    uint32_t first = span.begin;
    while (first < span.end && d.tree.token(first).pos != "NUM" &&
           (d.tree.token(first).pos == "PUNCT" || d.tree.is(first, {"-", "*", "(", ")"})))
        ++first;
    for (const TimeValue& t : d.report.times) {
        if (!t.tokens || t.tokens->begin != first || !names_a_day(t)) continue;
        const uint32_t next = t.tokens->end;
        if (next < span.end && !d.tree.is(next, {".", ",", ":", ";", "-", "\xE2\x80\x93", "\xE2\x80\x94", ")"}))
            continue;
        for (uint32_t i = next; i < span.end; ++i)
            if (d.tree.verb(i) && d.tree.tagged(i, {"VBD", "VBZ", "VBP", "MD"})) return nullptr;
        return &t;
    }
    return nullptr;
}

// Told for the first time and for its own sake: no "rockets that fell", "those who attacked", "the raid on …".
bool fresh(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    if (e.anaphoric) return false;
    if (tree.noun(e.trigger)) {
        if (tree.has_child(e.trigger, {Dep::Poss})) return false;
        if (const auto det = tree.child(e.trigger, {Dep::Det}); det && !tree.is(*det, {"a", "an", "another"}))
            return false;
    }
    for (uint32_t at = e.trigger;; at = tree.head(at)) {
        const Dep dep = tree.dep(at);
        if (dep == Dep::Relcl || dep == Dep::Acl || dep == Dep::Pcomp || dep == Dep::Advcl) return false;
        if (tree.root(at)) break;
    }
    const TokenSpan span = d.report.sentences[tree.sentence(e.trigger)].tokens;
    return std::none_of(d.report.times.begin(), d.report.times.end(), [&](const TimeValue& t) {
        const bool vague_days = t.timex == Timex::Duration && t.value.find('X') != std::string::npos;  // "these days"
        bool so_far = false;  // "over the past three months"
        for (uint32_t i = t.tokens ? t.tokens->begin : 0; t.tokens && i < t.tokens->end; ++i)
            so_far |= tree.is(i, {"past", "last", "previous"});
        return t.tokens && span.contains(t.tokens->begin) && t.timex != Timex::Set && t.value != "PRESENT_REF" &&
               (t.timex != Timex::Duration || vague_days || so_far);
    });
}

}  // namespace

void add_heading_times(Draft& d) {
    std::vector<const TimeValue*> heading(d.report.sentences.size(), nullptr);
    const TimeValue* now = nullptr;
    for (uint32_t s = 0; s < heading.size(); ++s) {
        if (const TimeValue* t = heading_of(d, s)) now = t;
        heading[s] = now;
    }
    for (Event& e : d.events) {
        const uint32_t s = d.tree.sentence(e.trigger);
        if (e.time || e.joined_to >= 0 || heading[s] == nullptr || e.type != "ASSAULT" || e.bare_plural) continue;
        e.time = day_only(*heading[s], "heading");
    }
}

void carry_times(Draft& d) {
    std::vector<Event*> order;
    for (Event& e : d.events)
        if (attack(e)) order.push_back(&e);
    std::stable_sort(order.begin(), order.end(),
                     [](const Event* a, const Event* b) { return a->trigger < b->trigger; });
    const Event* last = nullptr;
    for (Event* e : order) {
        const uint32_t s = d.tree.sentence(e->trigger);
        const bool there = last != nullptr && last->place && e->place && e->place->id == last->place->id;
        const bool placed = e->place && e->place->kind != PlaceKind::Country && (e->place->basis.empty() || there);
        if (!e->time && placed && fresh(d, *e)) {
            if (last != nullptr && s - std::min(s, d.tree.sentence(last->trigger)) <= kReach) {
                e->time = day_only(*last->time, "earlier sentence");
            } else if (last == nullptr && d.report.published && d.report.sentences[s].paragraph < kLeadParagraphs) {
                const auto day = day_of(*d.report.published);
                if (!day) continue;
                TimeValue t;
                t.value = *d.report.published;
                t.earliest = day_text(*day - 1);
                t.latest = *d.report.published;
                t.basis = "publication date";
                e->time = t;
            }
        }
        if (e->time && !e->time->earliest.empty() && within_days(*e->time) &&
            !(last != nullptr && long_ago(d, *e) && !long_ago(d, *last)))
            last = e;
    }
}

}  // namespace tallybook
