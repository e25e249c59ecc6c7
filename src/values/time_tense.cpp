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
    if (atom.text == "to" && a.is_word(i + 1) && !a[i + 1].capital && !a.word(i + 1).opens_time &&
        !a.word(i + 1).core_of_time && !a.is_any(i - 1, {"from", "according", "due", "prior"}))
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

bool opens_clause(const Atoms& a, uint32_t i) {
    return a.is_any(
        i, {"after", "before", "when", "while", "as", "who", "which", "because", "since", "where", "and", "but"});
}

// "Stormed the prison to free inmates", "tried to attack": what was done in order to is as past as what was done; not
// so what was agreed, ordered or threatened.
bool was_done_in_order_to(const Atoms& a, uint32_t to) {
    constexpr uint32_t kReach = 9;
    for (uint32_t k = 1; k <= kReach && k <= to && a.same_sentence(to, to - k); ++k) {
        const uint32_t at = to - k;
        if (!a.is_word(at) && !a.is_number(at) && !a.is_mark(at, '-') && !a.is_mark(at, '\'')) return false;
        if (opens_clause(a, at) ||
            a.is_any(at, {"that", "to", "is", "are", "was", "were", "be", "been", "has", "have"}))
            return false;
        if (a.is_any(
                at, {"agreed",    "planned",  "promised", "vowed",     "pledged",  "threatened", "decided",  "ordered",
                     "asked",     "told",     "urged",    "invited",   "called",   "wanted",     "hoped",    "expected",
                     "scheduled", "intended", "offered",  "proposed",  "prepared", "refused",    "allowed",  "required",
                     "supposed",  "voted",    "sworn",    "appointed", "elected",  "slated",     "warned",   "said",
                     "announced", "demanded", "aimed",    "needed",    "signed",   "committed",  "approved", "declined",
                     "granted",   "forced",   "summoned", "advised",   "reserved", "extended",   "convened", "named"}))
            return false;
        if (a.is_any(at, {"tried", "used", "sent", "went", "came", "managed", "began", "fought", "shot"})) return true;
        const std::string_view t = a[at].text;
        if (t.size() > 4 && t.ends_with("ed") && !t.ends_with("eed")) return true;
    }
    return false;
}

// The nearest word before the time that tells. A participle may be an adjective ("will redeem the preferred shares on
// …"), so the search goes on past one to the border of its clause, for a word that looks ahead. A reporting verb counts
// where nothing opens what is reported between it and the time ("said on Friday"), for what is said has a tense of its
// own.
struct Before {
    Tense tense = Tense::None;
    uint32_t distance = 0;
    bool reported = false;
};

Before before(const Atoms& a, uint32_t begin) {
    constexpr uint32_t kReach = 14, kReportReach = 6;
    Before found;
    bool opened = false;
    for (uint32_t k = 1; k <= kReach && k <= begin && a.same_sentence(begin, begin - k); ++k) {
        const uint32_t at = begin - k;
        if (ends_clause(a, at)) break;
        opened |= a.is(at, "that") || a.is_mark(at, ',');
        if (found.tense == Tense::Past && (opened || opens_clause(a, at))) break;
        Tense tense = tense_of(a, at);
        if (tense == Tense::Future && a.is(at, "to") && was_done_in_order_to(a, at)) tense = Tense::Past;
        if (tense == Tense::None) continue;
        if (found.tense == Tense::Past && tense == Tense::Past) break;
        found.tense = tense;
        found.distance = k;
        if (tense == Tense::Past && is_report(a, at)) {
            found.reported = opened || k > kReportReach;
            break;
        }
        if (tense == Tense::Future || a.word(at).past || k <= 2) break;  // "issued Thursday"
    }
    if (found.reported) found.tense = Tense::None;
    return found;
}

}  // namespace

void TimeGrammar::read_tense(E& e) const {
    constexpr uint32_t kReach = 14;
    const Atoms& a = atoms_;
    const Before told = before(a, e.begin);
    Tense after = Tense::None;
    uint32_t distance_after = 0;
    for (uint32_t k = 0; k < kReach && a.same_sentence(e.begin, e.end + k); ++k) {
        if (ends_clause(a, e.end + k)) break;
        after = tense_of(a, e.end + k);
        distance_after = k + 1;
        if (after != Tense::None) break;
    }
    Tense tense = told.tense == Tense::None ? after : told.tense;
    if (tense == Tense::None && told.reported) tense = Tense::Past;
    if (told.tense == Tense::Future && after == Tense::Past && told.distance > 6 && distance_after < 3) tense = after;
    if (tense == Tense::None && e.bound == TimeValue::Bound::Until && !a.is(e.begin - 1, "to")) tense = Tense::Future;
    if (a.is_mark(e.end, '\'') && a.joined(e.end) && a.is(e.end + 1, "s") && told.tense != Tense::Past)
        tense = Tense::None;
    e.past = tense == Tense::Past;
    e.future = tense == Tense::Future;
    e.placed =
        a.is_any(e.begin - 1, {"on", "in", "since", "of", "during", "at"}) && a.same_sentence(e.begin - 1, e.begin);
}

}  // namespace tallybook
