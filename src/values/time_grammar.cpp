#include "values/time_grammar.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace tallybook {
namespace {

bool is_before_christ(const Atoms& a, uint32_t i) {
    return a.is_any(i, {"bc", "b.c.", "b.c", "bce", "b.c.e.", "b.c.e"}) && (a[i].capital || !a[i].cased);
}

}  // namespace

TimeGrammar::TimeGrammar(const Atoms& atoms, bool day_first) : atoms_(atoms), day_first_(day_first) {
    int ancient = 0, modern = 0;
    for (uint32_t i = 0; i + 1 < atoms.size(); ++i) {
        if (!atoms.is_number(i)) continue;
        // A date that can only be read one way tells how the others are meant.
        if (atoms.is_mark(i + 1, '/') && atoms.is_mark(i + 3, '/') && atoms[i + 4].digits == 4 &&
            atoms[i].digits <= 2) {
            if (atoms[i].number > 12 && atoms[i].number <= 31 && atoms[i + 2].number <= 12) day_first_ = true;
            if (atoms[i + 2].number > 12 && atoms[i + 2].number <= 31 && atoms[i].number <= 12) day_first_ = false;
        }
        if (opens_log(i)) {
            if (atoms[i].number > 12) day_first_ = true;
            if (atoms[i + 2].number > 12) day_first_ = false;
        }
        if (is_before_christ(atoms, i + 1))
            ++ancient;
        else if (atoms[i].digits == 4 && atoms[i].number >= 1500 && atoms[i].number < 2100)
            ++modern;
    }
    ancient_ = ancient >= 3 && ancient > modern;
}

std::vector<TimeExpression> TimeGrammar::run() {
    std::vector<E> found;
    for (uint32_t i = 0; i < atoms_.size();) {
        if (!can_start(i)) {
            ++i;
            continue;
        }
        E e;
        uint32_t end = leading_day(i, e);
        if (!end) end = parse(i, e);
        if (!end) {
            ++i;
            continue;
        }
        e.begin = i;
        e.end = end;
        read_bound(found, e);
        read_tense(e);
        found.push_back(e);
        i = followers(found);
    }
    return found;
}

// Most words cannot begin a time, and most that can ("the") begin none: then no core of one is near.
bool TimeGrammar::can_start(uint32_t i) const {
    constexpr uint32_t kNear = 6;
    const auto is_core = [&](const Atom& atom) {
        return atom.kind == Atom::Kind::Number || (atom.word && atom.word->core_of_time);
    };
    const Atom& atom = atoms_[i];
    if (is_core(atom)) return true;
    if (atom.kind == Atom::Kind::Mark) return atom.mark == '\'' && atoms_.is_number(i + 1) && atoms_.joined(i + 1);
    if (!atom.word || !atom.word->opens_time) return false;
    for (uint32_t k = i + 1; k <= i + kNear && k < atoms_.size(); ++k)
        if (is_core(atoms_[k])) return true;
    return false;
}

uint32_t TimeGrammar::parse(uint32_t i, E& e) const {
    using Production = uint32_t (TimeGrammar::*)(uint32_t, E&) const;
    constexpr std::array<Production, 10> kProductions = {&TimeGrammar::military_date,
                                                         &TimeGrammar::counted_from_d_day,
                                                         &TimeGrammar::other_calendar,
                                                         &TimeGrammar::twilight,
                                                         &TimeGrammar::set,
                                                         &TimeGrammar::clock,
                                                         &TimeGrammar::day_part,
                                                         &TimeGrammar::date,
                                                         &TimeGrammar::duration,
                                                         &TimeGrammar::reference};
    uint32_t best = 0;
    for (Production production : kProductions) {
        E tried;
        const uint32_t end = (this->*production)(i, tried);
        if (end > best && atoms_.same_sentence(i, end - 1)) {
            best = end;
            e = tried;
        }
    }
    return best;
}

// Words for now, before and after.
uint32_t TimeGrammar::reference(uint32_t i, E& e) const {
    const auto literal = [&](const char* value, uint32_t end) {
        e.kind = E::Kind::Literal;
        e.value = value;
        return end;
    };
    const Atoms& a = atoms_;
    const uint32_t at = a.is(i, "the") ? i + 1 : i;
    if (a.is_any(i, {"more", "most", "right", "just", "as"}) && a.is_any(i + 1, {"recently", "now"})) {
        if (a.is(i, "as")) return 0;
        return literal(a.is(i + 1, "now") ? "PRESENT_REF" : "PAST_REF", i + 2);
    }
    if (a.is_any(i, {"now", "currently", "nowadays", "presently"})) {
        return literal("PRESENT_REF", i + 1);
    }
    if (a.is(i, "at") && a.is(i + 1, "present") && !a.is_word(i + 2)) return literal("PRESENT_REF", i + 2);
    if (a.is_any(at, {"current", "present"}) && a.is_any(at + 1, {"time", "day", "moment"}))
        return literal("PRESENT_REF", at + 2);
    if (a.is(i, "current") && !a.is(i + 1, "affairs")) return literal("PRESENT_REF", i + 1);
    if (a.is(i, "present") && a.hyphen(i + 1) && a.is(i + 2, "day")) return literal("PRESENT_REF", i + 3);
    if (a.is(i, "these") && a.is(i + 1, "days")) return literal("PRESENT_REF", i + 2);
    if (at > i && a.is(at, "time") && a.is(at + 1, "being")) return literal("PRESENT_REF", at + 2);
    if (at > i && a.is(at, "present") && !a.is_word(at + 1)) return literal("PRESENT_REF", at + 1);
    if (a.is_any(i, {"recently", "lately"})) return literal("PAST_REF", i + 1);
    if (a.is(i, "recent") && a.is_word(i + 1)) return literal("PAST_REF", i + 1);
    if (at > i && a.is(at, "past") && (a.is(i - 1, "in") || !a.is_word(at + 1)) && !a.is_number(at + 1) &&
        !a.word(at + 1).is_unit() && a.word(at + 1).cardinal < 0 && !a.is_any(at + 1, {"few", "several", "couple"}))
        return literal("PAST_REF", at + 1);
    if (at > i && a.is(at, "recent") && a.is(at + 1, "past")) return literal("PAST_REF", at + 2);
    if (at > i && a.is_any(at, {"near", "foreseeable", "immediate", "distant"}) && a.is_any(at + 1, {"future", "term"}))
        return literal("FUTURE_REF", at + 2);
    if (at > i && a.is(at, "future")) return literal("FUTURE_REF", at + 1);
    if (a.is(i, "future") && (a.is(i - 1, "in") || !a.is_word(i + 1))) return literal("FUTURE_REF", i + 1);
    return 0;
}

namespace {

std::string period(TimeUnit unit, int64_t n) {
    return unit == TimeUnit::Quarter ? time_period(TimeUnit::Month, {.whole = n * 3}) : time_period(unit, {.whole = n});
}

}  // namespace

uint32_t TimeGrammar::set(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    e.kind = E::Kind::Literal;
    e.timex = Timex::Set;
    e.is_set = true;
    constexpr std::pair<std::string_view, const char*> kAdverbs[] = {
        {"daily", "P1D"},    {"weekly", "P1W"},   {"monthly", "P1M"},           {"yearly", "P1Y"},
        {"annually", "P1Y"}, {"hourly", "PT1H"},  {"nightly", "XXXX-XX-XXTNI"}, {"everyday", "P1D"},
        {"biweekly", "P2W"}, {"bimonthly", "P2M"}};
    for (const auto& [word, value] : kAdverbs) {
        if (!a.is(i, word)) continue;
        if (a.is_any(i + 1, {"telegraph", "mail", "news", "star", "times", "mirror", "beast", "post", "sabah"}) &&
            a[i].capital && a[i].cased)
            return 0;
        e.value = value;
        return i + 1;
    }
    if (a.is_any(i, {"each", "every", "per"})) return set_of_each(i, e);
    uint32_t at = i;  // "twice a week", "three times a day"
    if (a.is_any(i, {"once", "twice", "thrice"}))
        at = i + 1;
    else if (const auto n = read_cardinal(a, i); n && a.is(n->end, "times"))
        at = n->end + 1;
    if (at > i && a.is_any(at, {"a", "an", "each", "every", "per"})) {
        uint32_t end = at + 1;
        if (a.word(end).is_unit() && !a.word(end).plural) {
            e.value = period(a.word(end).unit, 1);
            return end + 1;
        }
        return 0;
    }
    const NumberWord& word = a.word(i);
    if (word.weekday && word.plural && (a[i].capital || !a[i].cased)) {
        e.value = fmt::format("XXXX-WXX-{}", word.weekday);
        return i + 1;
    }
    if (word.weekday && !word.abbreviated && a.word(i + 1).day_part && a.word(i + 1).plural) {
        e.value = fmt::format("XXXX-WXX-{}T{}", word.weekday, a.word(i + 1).day_part);
        return i + 2;
    }
    if (a.is(i, "weekends")) {
        e.value = "XXXX-WXX-WE";
        return i + 1;
    }
    return 0;
}

// "every day", "each Thursday", "every two weeks", "every other month", "per week".
uint32_t TimeGrammar::set_of_each(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    uint32_t at = i + 1;
    int64_t count = 1;
    if (a.is(at, "single")) ++at;
    if (a.is(at, "other")) {
        count = 2;
        ++at;
    } else if (const auto n = read_cardinal(a, at); n && a.word(n->end).is_unit() && n->value > 0) {
        count = n->value;
        at = n->end;
    } else if (a.is(at, "few") && a.word(at + 1).is_unit()) {
        e.value = time_period(a.word(at + 1).unit, {.unknown = true});
        return at + 2;
    }
    const NumberWord& word = a.word(at);
    if (word.weekday) {
        e.value = fmt::format("XXXX-WXX-{}", word.weekday);
        if (const char* part = a.word(at + 1).day_part) {
            e.value += fmt::format("T{}", part);
            ++at;
        }
    } else if (month_word(at)) {
        e.value = fmt::format("XXXX-{:02}", word.month);
    } else if (word.season) {
        e.value = fmt::format("XXXX-{}", word.season);
    } else if (word.day_part) {
        e.value = fmt::format("XXXX-XX-XXT{}", word.day_part);
    } else if (word.unit == TimeUnit::Weekend) {
        e.value = "XXXX-WXX-WE";
    } else if (word.is_unit() && word.unit != TimeUnit::Half && !(word.unit == TimeUnit::Second && a.is_word(at + 1))) {
        e.value = period(word.unit, count);
    } else {
        return 0;
    }
    return at + 1;
}

// "6" of "6-8 May", "12 and 14 July 1950": a bare number before a day with its month.
uint32_t TimeGrammar::leading_day(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!a.is_number(i) || a[i].number < 1 || a[i].number > 31 || a[i].decimals || a[i].digits > 2) return 0;
    uint32_t at = i + 1;
    if (a.joined(at) && a.is_any(at, {"st", "nd", "rd", "th"})) ++at;
    if (!a.is_mark(at, '-') && !a.is_mark(at, '/') && !a.is_any(at, {"and", "to", "or", "through", "until"})) return 0;
    E next;
    if (!a.is_number(at + 1) || !day_month(at + 1, next) || next.day <= e.day) return 0;
    e.kind = E::Kind::Calendar;
    e.day = static_cast<int>(a[i].number);
    e.month = next.month;
    e.year = next.year;
    e.year_relation = next.year_relation;
    return at;
}

// What goes on behind the last expression with less said: "April 6-8", "May 4 and 5", "1914-18".
uint32_t TimeGrammar::followers(std::vector<E>& found) const {
    const Atoms& a = atoms_;
    const E last = found.back();
    const uint32_t at = last.end;
    const bool dash = a.is_mark(at, '-') || (a.is_mark(at, '/') && a.joined(at));
    if (last.kind != E::Kind::Calendar || last.season || last.timex != Timex::Date) return at;
    if (!dash && !a.is_any(at, {"and", "to", "or", "through", "until"})) return at;
    if (!a.is_number(at + 1) || a[at + 1].decimals || a[at + 1].grouped) return at;
    const int n = static_cast<int>(std::min<int64_t>(a[at + 1].number, 100000));
    E e;
    e.begin = at + 1;
    e.end = at + 2;
    e.kind = E::Kind::Calendar;
    if (last.day && last.month && n > last.day && n <= 31 && a[at + 1].digits <= 2) {
        if (a.is_any(at + 2, {"st", "nd", "rd", "th"}) && a.joined(at + 2)) ++e.end;
        if (atoms_.word(e.end).month ||
            (a.is_word(e.end) && !dash &&
             !a.is_any(e.end, {"in", "at", "and", "when", "by", "as", "for", "with", "were", "was", "had", "the", "of",
                               "after", "before", "to", "he", "she", "they"})))
            return at;
        e.day = n;
        e.month = last.month;
        e.year = last.year;
        E with_year;
        if (const uint32_t end = year_behind(e.end, with_year); end > e.end && with_year.year) {
            e.year = with_year.year;
            e.end = end;
            found.back().year = e.year;
        }
    } else if (last.year && !last.month && !last.bc && dash && a[at + 1].digits == 2 && n > *last.year % 100) {
        e.year = *last.year / 100 * 100 + n;
    } else {
        return at;
    }
    e.past = last.past;
    e.future = last.future;
    if (dash || atoms_.is_any(at, {"to", "through", "until"})) found.back().bound = TimeValue::Bound::Since;
    if (found.back().bound == TimeValue::Bound::Since) e.bound = TimeValue::Bound::Until;
    found.push_back(e);
    return e.end;
}

void TimeGrammar::read_bound(const std::vector<E>& found, E& e) const {
    if (e.begin == 0 || !atoms_.same_sentence(e.begin - 1, e.begin)) return;
    uint32_t before = e.begin - 1;
    if (before > 0 && atoms_.is_any(before, {"about", "around", "at", "on", "in", "the"}) &&
        atoms_.same_sentence(before - 1, before))
        --before;
    const bool behind_start =
        !found.empty() && found.back().end == before && found.back().bound == TimeValue::Bound::Since;
    const bool goes_on = atoms_.is_any(e.end, {"to", "until", "till", "through", "onward", "onwards", "on"}) ||
                         atoms_.is_mark(e.end, '-');
    if (atoms_.is_any(before, {"since", "between", "starting", "beginning"}) ||
        (atoms_.is(before, "from") && goes_on)) {
        e.bound = TimeValue::Bound::Since;
    } else if (atoms_.is_any(before, {"until", "till", "through", "thru", "by"})) {
        e.bound = TimeValue::Bound::Until;
    } else if (atoms_.is(before, "and") && behind_start && atoms_.is(found.back().begin - 1, "between")) {
        e.bound = TimeValue::Bound::Until;
    } else if ((atoms_.is(before, "to") || atoms_.is_mark(before, '-')) && !found.empty() &&
               found.back().end == before && e.kind != E::Kind::Duration) {
        e.bound = TimeValue::Bound::Until;
    }
}

std::vector<TimeExpression> find_time_expressions(const Atoms& atoms, bool day_first) {
    return TimeGrammar(atoms, day_first).run();
}

}  // namespace tallybook
