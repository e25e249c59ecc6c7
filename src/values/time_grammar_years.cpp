// Years: behind a month or a day ("of 1994", ", 2021", "BC"), and alone, where the look of a number and its neighbours
// say that it is one.
#include "values/calendar.hpp"
#include "values/time_grammar.hpp"

namespace tallybook {

namespace {
using Rel = TimeRelation;
}

// What gives a month or a day its year; i where nothing does.
uint32_t TimeGrammar::year_behind(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    uint32_t at = i;
    if (a.is_mark(at, ',') || a.is(at, "of") || a.is(at, "in")) ++at;
    if (a.is(at - 1, "of") && a.is(at, "the") && a.is(at + 1, "year") && a.is_number(at + 2)) at += 2;
    if (a.is_number(at) && !a[at].decimals && !a[at].grouped) {
        if (a.is_mark(at + 1, ':') && a.joined(at + 1)) return i;
        if (a[at].digits == 4 && a[at].number >= 1000 && a[at].number < 2200) {
            if (is_military_clock(at) || (a.is(at + 1, "z") && a.joined(at + 1))) return i;  // "30 OCT 1800Z"
            e.year = static_cast<int>(a[at].number);
            return era(at + 1, e);
        }
        if (a[at].digits <= 4 && is_number_before_era(at)) {
            e.year = static_cast<int>(a[at].number);
            return era(at + 1, e);
        }
        // "3 JAN 90 --", as datelines and cables write it
        if (at == i && a[at].digits == 2 && e.day && !a.is_word(at + 1) && !a.is_number(at + 1) && a[at].number >= 20 &&
            (!a[at].cased || a.word(at - 1).abbreviated || a.is_mark(at + 1, '-'))) {
            e.year = static_cast<int>(a[at].number);
            e.two_digit_year = true;
            return at + 1;
        }
        return i;
    }
    if (a.is_mark(at, '\'') && a.is_number(at + 1) && a[at + 1].digits == 2) {
        e.year = static_cast<int>(a[at + 1].number);
        e.two_digit_year = true;
        return at + 2;
    }
    if (at == i || !a.is_mark(at - 1, ',')) {
        if (const auto words = read_year_words(a, at)) {
            e.year = static_cast<int>(words->value);
            return words->end;
        }
    }
    if (a.is(i, "in")) return i;
    Rel rel = Rel::None;
    const uint32_t next = relation(at, rel);
    if (next > at && a.word(next).unit == TimeUnit::Year && !a.word(next).plural && !a.is(at, "the")) {
        e.year_relation = rel;
        return next + 1;
    }
    if (next > at && next > at + 1 && a.word(next).unit == TimeUnit::Year && !a.word(next).plural && a.is(i, "of")) {
        e.year_relation = rel;
        return next + 1;
    }
    return i;
}

bool TimeGrammar::is_number_before_era(uint32_t i) const {
    return atoms_.is_any(i + 1, {"bc", "b.c.", "b.c", "bce", "b.c.e.", "ad", "a.d.", "ce"}) &&
           (atoms_[i + 1].capital || !atoms_[i + 1].cased);
}

uint32_t TimeGrammar::era(uint32_t i, E& e) const {
    if (i == 0 || !is_number_before_era(i - 1)) return i;
    e.bc = atoms_[i].text[0] == 'b';
    if (e.bc && e.year) e.year = 1 - *e.year;
    return i + 1;
}

uint32_t TimeGrammar::year(uint32_t i, E& e, bool strong) const {
    const Atoms& a = atoms_;
    e.kind = E::Kind::Calendar;
    uint32_t at = i;
    bool sure = strong;
    if (a.is(at, "the") && a.is_any(at + 1, {"year", "fiscal"})) ++at;
    if (a.is(at, "fiscal") && a.is(at + 1, "year")) ++at;
    if (a.is_any(at, {"fiscal", "year"})) {
        ++at;
        sure = true;
    } else if (at > i) {
        return 0;
    }
    if (a.is_mark(at, '\'') && a.is_number(at + 1) && a.joined(at + 1) && a[at + 1].digits == 2 && !a.joined(at + 2)) {
        if (!sure && !time_context(at)) return 0;
        e.year = static_cast<int>(a[at + 1].number);
        e.two_digit_year = true;
        return at + 2;
    }
    if (a.is_any(at, {"ad", "a.d."}) && a.is_number(at + 1) && a[at + 1].digits <= 4 && a[at].capital) {
        e.year = static_cast<int>(a[at + 1].number);
        return at + 2;
    }
    if (a.is_number(at)) return year_number(at, e, sure);
    if (const auto words = read_year_words(a, at)) {
        const bool two_thousand = a.word(at).cardinal == 2;
        if (two_thousand && !sure && !(words->value > 2000 && time_context(at))) return 0;
        if (!two_thousand && words->end == at + 2 && a.is(at + 1, "hundred") && !sure) return 0;
        if (a.word(words->end).is_unit()) return 0;
        e.year = static_cast<int>(words->value);
        return words->end;
    }
    return 0;
}

// A number that is a year by the look of it and of its neighbours.
uint32_t TimeGrammar::year_number(uint32_t i, E& e, bool strong) const {
    const Atoms& a = atoms_;
    const Atom& atom = a[i];
    if (atom.decimals || atom.grouped || atom.digits > 4 || atom.number < 1) return 0;
    e.year = static_cast<int>(atom.number);
    if (is_number_before_era(i)) return era(i + 1, e);
    const bool context = time_context(i);
    const NumberWord& next = a.word(i + 1);
    const bool noun_behind =
        a.is_word(i + 1) && a[i + 1].spaced && !a[i + 1].capital && a[i + 1].text.size() > 3 &&
        a[i + 1].text.ends_with('s') && !a[i + 1].text.ends_with("ss") && !next.past &&
        !a.is_any(i + 1, {"this", "its", "thus", "always", "perhaps", "versus", "towards", "his", "elections"});
    if (ancient_ && atom.digits == 3 && atom.number > 30 &&
        (strong || a.is_any(i - 1, {"in", "of", "from", "by", "since", "until", "spring", "summer", "autumn", "early",
                                    "late"}))) {
        if (noun_behind || next.is_unit() || next.scale) return 0;
        e.year = 1 - static_cast<int>(atom.number);
        e.bc = true;
        return i + 1;
    }
    if (atom.digits != 4 || atom.number < 1000 || atom.number > 2199) return 0;
    if (next.is_unit() && !a.is(i + 1, "quarter") && a[i + 1].spaced) return 0;
    if (next.scale ||
        a.is_any(i + 1, {"percent", "pct", "km", "miles", "kilometers", "kilometres", "metres", "meters", "feet",
                         "people", "troops", "men", "women", "soldiers", "hours", "hrs", "gmt", "utc", "local"}))
        return 0;
    if (a.is_mark(i + 1, '%') || a.is_mark(i - 1, '$') || a.is_mark(i - 1, '#') || a.is_any(i - 1, {"no", "number"}))
        return 0;
    if (a.joined(i + 1) && (a.is_word(i + 1) || (a.is_mark(i + 1, '/') && !a.is_number(i + 2)) ||
                            (a.is_mark(i + 1, ':') && a.is_number(i + 2)) || a.is_mark(i + 1, '@')))
        return 0;
    if (a.joined(i) && i > 0 && !a.is_mark(i - 1, '-') && !a.is_mark(i - 1, '(') && !a.is_mark(i - 1, '"') &&
        !a.is_mark(i - 1, '\'') && !a.is_mark(i - 1, '/'))
        return 0;
    if (strong) return i + 1;
    const bool usual = atom.number >= 1900 && atom.number <= 2060;
    if (a.is_mark(i + 1, '-') && a.is_number(i + 2) && (a[i + 2].digits == 4 || a[i + 2].digits == 2) &&
        a[i + 2].decimals == 0 && (a[i + 2].digits == 2 || a[i + 2].number >= atom.number) && atom.number >= 1500)
        return i + 1;  // 1861-1863
    if (a.is_any(i - 1, {"the", "that", "a", "this"}) && a.is_word(i + 1) && atom.number >= 1500)
        return usual || !noun_behind ? i + 1 : 0;
    if (context && a.is_any(i - 1, {"in", "since", "until", "till", "by", "during", "from", "early", "late", "mid",
                                    "before", "after", "through", "between", "throughout"}))
        return (usual || !noun_behind) && atom.number >= (usual ? 0 : 1100) ? i + 1 : 0;
    if (noun_behind) return 0;
    if (context) return usual || !a.is_word(i + 1) || atom.number >= 1400 ? i + 1 : 0;
    if (a.is_mark(i - 1, '-') && i > 1 && a.joined(i) && a.is_number(i - 2)) return a[i - 2].digits == 4 ? i + 1 : 0;
    if (a.is_mark(i - 1, '-') && a.joined(i - 1)) return a.is_any(i - 2, {"pre", "post", "mid"}) ? i + 1 : 0;
    const bool name_before =
        i > 0 && a.is_word(i - 1) && a[i - 1].capital && a[i - 1].cased && a.same_sentence(i - 1, i);
    if (a.is_mark(i - 1, '(')) return i + 1;
    return usual && !name_before ? i + 1 : 0;
}

}  // namespace tallybook
