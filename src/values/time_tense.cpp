// Whether the clause around a time looks back or ahead, told from words alone: values must not depend on whether a
// sentence was tagged. The nearest word before the time decides, else the nearest behind it.
#include "values/time_grammar.hpp"

namespace tallybook {
namespace {

enum class Tense { None, Past, Future };

Tense tense_of(const Atoms& a, uint32_t i) {
    const Atom& atom = a[i];
    if (atom.kind != Atom::Kind::Word) return Tense::None;
    if (atom.word && atom.word->future && !(atom.capital && atom.cased)) return Tense::Future;
    if (a.is_any(i - 1, {"be", "being"})) return Tense::None;  // "will be paid" is not over
    if (atom.word && atom.word->past) return Tense::Past;
    if (atom.text == "to" && a.is_word(i + 1) && !a[i + 1].capital && !a.word(i + 1).starts_time &&
        !a.is_any(i - 1, {"from", "according", "due", "prior"}))
        return Tense::Future;
    const std::string_view t = atom.text;
    if (t.size() <= 3 || !t.ends_with("ed") || t == "united") return Tense::None;
    return t.ends_with("eed") && t != "agreed" ? Tense::None : Tense::Past;
}

bool is_report(const Atoms& a, uint32_t i) {
    return a.is_any(i, {"said", "told", "announced", "added", "reported", "noted", "stated", "confirmed"});
}

bool ends_clause(const Atoms& a, uint32_t i) {
    return a.is_mark(i, ';') || a.is_mark(i, '"');
}

}  // namespace

// A reporting verb counts where nothing opens what is reported between it and the time ("said on Friday"), for what is
// said has a tense of its own ("said that on Friday it will").
void TimeGrammar::read_tense(E& e) const {
    constexpr uint32_t kReach = 14, kReportReach = 6;
    const Atoms& a = atoms_;
    Tense before = Tense::None, after = Tense::None;
    bool reported = false, opened = false;
    uint32_t distance_before = 0, distance_after = 0;
    for (uint32_t k = 1; k <= kReach && k <= e.begin && a.same_sentence(e.begin, e.begin - k); ++k) {
        const uint32_t at = e.begin - k;
        if (ends_clause(a, at)) break;
        opened |= a.is(at, "that") || a.is_mark(at, ',');
        before = tense_of(a, at);
        distance_before = k;
        reported = before == Tense::Past && is_report(a, at) && (opened || k > kReportReach);
        if (before != Tense::None) break;
    }
    if (reported) before = Tense::None;
    for (uint32_t k = 0; k < kReach && a.same_sentence(e.begin, e.end + k); ++k) {
        if (ends_clause(a, e.end + k)) break;
        after = tense_of(a, e.end + k);
        distance_after = k + 1;
        if (after != Tense::None) break;
    }
    Tense tense = before == Tense::None ? after : before;
    if (tense == Tense::None && reported) tense = Tense::Past;
    if (before == Tense::Future && after == Tense::Past && distance_before > 6 && distance_after < 3) tense = after;
    if (tense == Tense::None && e.bound == TimeValue::Bound::Until && !a.is(e.begin - 1, "to")) tense = Tense::Future;
    if (a.is_mark(e.end, '\'') && a.joined(e.end) && a.is(e.end + 1, "s") && before != Tense::Past) tense = Tense::None;
    e.past = tense == Tense::Past;
    e.future = tense == Tense::Future;
}

}  // namespace tallybook
