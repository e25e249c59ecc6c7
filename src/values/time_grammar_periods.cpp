// Periods named by their place in the calendar (seasons, quarters, decades, feasts) and days and periods named by
// their relation to another ("last week", "the following day", "the year-ago quarter").
#include "values/time_grammar.hpp"

#include "values/calendar.hpp"

namespace tallybook {
namespace {

// "Ramadan 1444", "Eid al-Fitr 1444 AH": a feast in a year of its own calendar. One past it, or 0.
uint32_t islamic_year_of_feast(const Atoms& a, const HolidayRead& feast, TimeExpression& e) {
    using R = Holiday::Rule;
    if (feast.holiday->rule != R::Islamic && feast.holiday->rule != R::IslamicMonth) return 0;
    const uint32_t at = feast.end;
    if (!a.is_number(at) || a[at].digits != 4 || a[at].number < 1300 || a[at].number > 1500) return 0;
    const int day = feast.holiday->rule == R::Islamic ? feast.holiday->b : 1;
    e.year = calendar::from_islamic(static_cast<int>(a[at].number), feast.holiday->a, day).year;
    return a.is_any(at + 1, {"ah", "a.h.", "hijri"}) ? at + 2 : at + 1;
}

}  // namespace

// "last", "this coming", "the previous", "that same", "the". One past the words; i where there are none.
uint32_t TimeGrammar::relation(uint32_t i, Rel& rel) const {
    const Atoms& a = atoms_;
    const auto take = [&](Rel r, uint32_t end) {
        rel = r;
        return end;
    };
    if (a.is(i, "this")) {
        if (a.is_any(i + 1, {"past", "last"})) return take(Rel::Last, i + 2);
        if (a.is_any(i + 1, {"coming", "next", "upcoming"})) return take(Rel::Next, i + 2);
        if (a.is_any(i + 1, {"same", "very"})) return take(Rel::Same, i + 2);
        return take(Rel::This, i + 1);
    }
    if (a.is(i, "that")) return take(Rel::Same, a.is_any(i + 1, {"same", "very"}) ? i + 2 : i + 1);
    const bool article = a.is(i, "the");
    const uint32_t at = article ? i + 1 : i;
    if (article && a.is_any(at, {"same", "very"})) return take(Rel::Same, a.is(at + 1, "same") ? at + 2 : at + 1);
    if (a.is_any(at, {"last", "past"})) return take(Rel::Last, at + 1);
    if (a.is(at, "next")) return take(article ? Rel::Following : Rel::Next, at + 1);
    if (a.is_any(at, {"coming", "upcoming"})) return take(Rel::Next, at + 1);
    if (a.is_any(at, {"current", "ongoing"})) return take(Rel::This, at + 1);
    if (article && a.is(at, "latest")) return take(Rel::Last, at + 1);
    if (a.is_any(at, {"previous", "preceding", "prior"})) return take(Rel::Previous, at + 1);
    if (article && a.is_any(at, {"following", "subsequent", "ensuing", "succeeding"}))
        return take(Rel::Following, at + 1);
    if (article) return take(Rel::Same, at);
    return i;
}

uint32_t TimeGrammar::related(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    Rel rel = Rel::None;
    uint32_t at = relation(i, rel);
    if (at == i) return 0;
    const bool article_only = at == i + 1 && a.is(i, "the");
    const bool past = a.is(at - 1, "past");
    e.relation = rel;
    const NumberWord& word = a.word(at);
    if (word.weekday && !word.plural && !word.abbreviated && !article_only && (a[at].capital || !a[at].cased)) {
        E day;
        const uint32_t end = weekday(at, day);
        if (end > at + 1 && day.kind == E::Kind::Calendar) {
            e = day;
            return end;
        }
        e.kind = E::Kind::Weekday;
        e.weekday = word.weekday;
        return at + 1;
    }
    if (month_word(at) && !article_only && !(rel == Rel::Same && a.is(i, "that"))) {
        e.kind = E::Kind::Calendar;
        e.month = word.month;
        const uint32_t end = month_end(at);
        if (a.is_number(end) && a[end].digits <= 2 && !a[end].decimals) {
            e.day = static_cast<int>(a[end].number);
            if (e.day < 1 || e.day > 31) return 0;
            return end + 1;
        }
        return end;
    }
    if (word.season && !word.plural && !article_only) {
        e.kind = E::Kind::Calendar;
        e.season = word.season;
        return at + 1;
    }
    if (const HolidayRead feast = read_holiday(a, at); feast.holiday && !article_only) {
        e.kind = E::Kind::Calendar;
        e.holiday = feast.holiday;
        return feast.end;
    }
    if (a.is_any(at, {"fiscal", "calendar", "financial", "full", "single", "whole"}) && a.word(at + 1).is_unit()) ++at;
    const NumberWord& unit = a.word(at);
    if (!unit.is_unit() || unit.plural || past) return 0;
    if (unit.unit < TimeUnit::Day || unit.unit == TimeUnit::Night || unit.unit == TimeUnit::Fortnight) return 0;
    if (a.hyphen(at + 1)) return 0;  // "the year-ago", "this week-long"
    if (rel == Rel::This && unit.unit == TimeUnit::Day) return 0;
    if (article_only) {
        if (unit.unit == TimeUnit::Day || unit.unit == TimeUnit::Century || unit.unit == TimeUnit::Decade ||
            unit.unit == TimeUnit::Millennium)
            return 0;
        if (a.is_any(at + 1,
                     {"of", "when", "that", "before", "after", "following", "in", "to", "he", "she", "they", "she"}) &&
            unit.unit != TimeUnit::Weekend && unit.unit != TimeUnit::Quarter)
            return 0;
        if (unit.unit == TimeUnit::Year && a.is_number(at + 1)) return 0;
    }
    e.kind = E::Kind::Unit;
    e.unit = unit.unit;
    e.amount.whole = 1;
    e.article_only = article_only;
    return at + 1;
}

uint32_t TimeGrammar::deictic(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    e.kind = E::Kind::Unit;
    e.unit = TimeUnit::Day;
    e.amount.whole = 1;
    if (a.is(i, "today"))
        e.relation = Rel::This;
    else if (a.is(i, "yesterday"))
        e.relation = Rel::Last;
    else if (a.is(i, "tomorrow"))
        e.relation = Rel::Next;
    if (e.relation != Rel::None) {
        if (a[i].capital && a[i].cased && a.is(i - 1, "usa")) return 0;
        return i + 1;
    }
    const uint32_t at = a.is(i, "the") ? i + 1 : i;
    if (a.is(at, "day") && a.is_any(at + 1, {"before", "after"}) && a.is_any(at + 2, {"yesterday", "tomorrow"})) {
        e.relation = a.is(at + 1, "before") ? Rel::Ago : Rel::Ahead;
        e.amount.whole = 2;
        return at + 3;
    }
    const TimeUnit unit = a.word(at).unit;
    if (at > i && a.is_any(at, {"day", "week", "month", "year"}) && a.is_any(at + 1, {"before", "after"})) {
        if (unit != TimeUnit::Day && a.is_word(at + 2)) return 0;  // "the year before the war"
        e.unit = unit;
        e.relation = a.is(at + 1, "before") ? Rel::Previous : Rel::Following;
        return at + 2;
    }
    return 0;
}

uint32_t TimeGrammar::season(uint32_t i, E& e, bool strong) const {
    const Atoms& a = atoms_;
    if (a.is_number(i) && a[i].digits == 4 && a.word(i + 1).season && !a.is_mark(i - 1, '$')) {  // "1982 summer"
        E told;
        if (!year_number(i, told, true)) return 0;
        e.kind = E::Kind::Calendar;
        e.year = told.year;
        e.season = a.word(i + 1).season;
        return i + 2;
    }
    const bool article = a.is(i, "the");
    uint32_t at = article ? i + 1 : i;
    if (article && a.is_any(at, {"early", "late"}) && a.word(at + 1).season) {
        e.mod = a.is(at, "early") ? "START" : "END";
        ++at;
    }
    const NumberWord& word = a.word(at);
    if (!word.season || word.plural) return 0;
    const bool fall = a.is(at, "fall"), spring = a.is(at, "spring");
    e.kind = E::Kind::Calendar;
    e.season = word.season;
    const uint32_t end = year_behind(at + 1, e);
    if (end > at + 1) return fall && a.is_any(i - 1, {"to", "would", "will", "not"}) ? 0 : end;
    if (ancient_ && a.is_number(at + 1)) return at + 1;
    const bool name_before =
        i > 0 && a[i - 1].capital && a[i - 1].cased && a.is_word(i - 1) && a[at].capital && !time_context(at);
    const bool name_behind = a[at].capital && a[at].cased && a.is_word(at + 1) && a[at + 1].capital;
    if (name_before || name_behind) return 0;
    if (a.is_any(at + 1, {"off", "back", "into", "apart", "short", "victim", "under", "up"})) return 0;
    if (article) {
        if (a.is_any(at + 1, {"of", "from", "to"}) || (fall && a.is_any(at + 1, {"in", "and"}))) return 0;
        if (fall && !a.is_any(i - 1, {"in", "by", "during", "since", "until", "through", "before", "after", "into",
                                      "throughout", "for"}))
            return 0;
        return at + 1;
    }
    if (strong) return at + 1;
    if (a.is_any(i - 1,
                 {"in", "by", "during", "since", "until", "till", "through", "before", "throughout", "from", "mid"}))
        return at + 1;
    if (!fall && !spring && a.is_any(i - 1, {"of", "and", "or", "for", "with"}) && !a.is_word(at + 1)) return at + 1;
    return 0;
}

// "the third quarter of 1990", "this year's third quarter", "third-quarter", "the first half of 2008", "Q3 2023".
uint32_t TimeGrammar::quarter(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    e.kind = E::Kind::Calendar;
    if (a.is(i, "q") && a.is_number(i + 1) && a.joined(i + 1) && a[i + 1].number >= 1 && a[i + 1].number <= 4 &&
        a[i].capital) {
        e.quarter = static_cast<int>(a[i + 1].number);
        return year_behind(i + 2, e);
    }
    uint32_t at = i;
    bool year_ago = false;
    Rel rel = Rel::None;
    if (const uint32_t next = relation(at, rel);
        next > at && a.is(next, "year") && a.is_mark(next + 1, '\'') && a.is(next + 2, "s")) {
        e.year_relation = rel;
        at = next + 3;
    } else {
        if (a.is_any(at, {"the", "its", "a", "their"})) ++at;
        if (a.is(at, "fiscal")) at += a.is_mark(at + 1, '-') ? 2 : 1;
        if (a.is_number(at) && a[at].digits == 4 && a[at].number > 1800 && a[at].number < 2100) {
            e.year = static_cast<int>(a[at].number);
            ++at;
            if (a.is(at, "fiscal")) ++at;
        } else if (a.is(at, "year") && a.is_mark(at + 1, '-') && a.is_any(at + 2, {"ago", "earlier"})) {
            year_ago = true;
            at += 3;
            if (a.is(at, "fiscal")) ++at;
        }
    }
    const bool marked = at > i && !(at == i + 1 && a.is_any(i, {"the", "its", "a", "their"}));
    const auto ordinal = read_ordinal(a, at);
    if (!ordinal || ordinal->value < 1 || ordinal->value > 4) {
        if (at > i && e.year && !e.two_digit_year && a.is_any(at, {"quarter", "period"}) && a.is(i, "the"))
            return at + 1;
        return 0;
    }
    at = ordinal->end;
    if (a.is(at, "fiscal")) ++at;
    if (a.is_mark(at, '-') && a.joined(at)) {
        if (at > i + 1 && !marked) return 0;  // "the third-quarter" is an adjective
        ++at;
    }
    if (a.is(at, "quarter") && !a[at].text.ends_with("s")) {
        e.quarter = static_cast<int>(ordinal->value);
        if (a.is(at + 1, "of") && a.is_any(at + 2, {"the", "a"}) && !a.word(at + 3).is_unit()) return 0;
    } else if (a.is(at, "half") && ordinal->value <= 2) {
        e.half = static_cast<int>(ordinal->value);
    } else {
        return 0;
    }
    if (year_ago) e.year_relation = Rel::Last;
    uint32_t end = at + 1;
    const uint32_t of = a.is(end, "of") ? end + 1 : end;
    const uint32_t year_at = a.is(of, "fiscal") ? of + 1 : of;
    E behind;
    const uint32_t found = year_behind(year_at == of ? end : year_at, behind);
    if (found > (year_at == of ? end : year_at)) {
        e.year = behind.year;
        e.two_digit_year = behind.two_digit_year;
        if (behind.year_relation != Rel::None) e.year_relation = behind.year_relation;
        end = found;
    } else if (e.half && !marked) {
        return 0;
    }
    return end;
}

// "the 1990s", "'80s", "the nineties".
uint32_t TimeGrammar::decade(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    uint32_t at = a.is(i, "the") ? i + 1 : i;
    e.kind = E::Kind::Calendar;
    constexpr std::pair<std::string_view, int> kWords[] = {{"twenties", 2}, {"thirties", 3}, {"forties", 4},
                                                           {"fifties", 5},  {"sixties", 6},  {"seventies", 7},
                                                           {"eighties", 8}, {"nineties", 9}};
    for (const auto& [word, tens] : kWords) {
        if (!a.is(at, word)) continue;
        if (at == i && !a.is_any(i - 1, {"early", "late", "mid", "-"}) && !a.is_mark(i - 1, '-')) return 0;
        e.decade = 190 + tens;
        return at + 1;
    }
    if (a.is_mark(at, '\'') && a.joined(at + 1)) ++at;
    if (!a.is_number(at) || a[at].number % 10 != 0 || a[at].decimals || a[at].grouped) return 0;
    uint32_t end = at + 1;
    if (a.is_mark(end, '\'') && a.joined(end)) ++end;
    if (!a.is(end, "s") || !a.joined(end)) return 0;
    if (a[at].digits == 4 && a[at].number >= 1000 && a[at].number < 2100) {
        if (a[at].number % 100 == 0 && a[at].number < 1900)
            e.century = static_cast<int>(a[at].number / 100);
        else
            e.decade = static_cast<int>(a[at].number / 10);
    } else if (a[at].digits == 2 && at > i) {
        e.decade = static_cast<int>((a[at].number < 30 ? 2000 : 1900) + a[at].number) / 10;
    } else if (a[at].digits == 3 && is_number_before_era(end)) {
        e.decade = static_cast<int>(a[at].number / 10);
    } else {
        return 0;
    }
    if (is_number_before_era(end)) {
        e.bc = a[end + 1].text[0] == 'b';
        return end + 2;
    }
    return end + 1;
}

// "the 20th century", "eighteenth-century", "the 4th century BC".
uint32_t TimeGrammar::century(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const auto ordinal = read_ordinal(a, a.is(i, "the") ? i + 1 : i);
    if (!ordinal || ordinal->value < 1 || ordinal->value > 30) return 0;
    uint32_t at = ordinal->end;
    if (a.is_mark(at, '-') && a.joined(at)) ++at;
    if (!a.is(at, "century")) return 0;
    e.kind = E::Kind::Calendar;
    e.century = static_cast<int>(ordinal->value) - 1;
    if (is_number_before_era(at)) {
        e.bc = a[at + 1].text[0] == 'b';
        return at + 2;
    }
    return at + 1;
}

uint32_t TimeGrammar::named_unit(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const uint32_t at = a.is(i, "the") ? i + 1 : i;
    e.kind = E::Kind::Unit;
    e.amount.whole = 1;
    if (a.is_any(at, {"year", "month"})) {  // "year-end", "year's end"
        uint32_t end = at + 1;
        if (a.is_mark(end, '\'') && a.is(end + 1, "s"))
            end += 2;
        else if (a.is_mark(end, '-') && a.joined(end))
            ++end;
        if (a.is(end, "end") && end + 1 > at + 1) {
            e.unit = a.word(at).unit;
            e.relation = Rel::Same;
            e.mod = "END";
            e.article_only = true;
            return end + 1;
        }
    }
    if (a.is(at, "year") && a.is_mark(at + 1, '-') && a.joined(at + 1) && a.is_any(at + 2, {"ago", "earlier"})) {
        e.unit = TimeUnit::Year;
        e.relation = a.is(at + 2, "ago") ? Rel::Ago : Rel::Earlier;
        if (at > i && a.is_any(at + 3, {"period", "quarter", "month", "week"})) return at + 4;
        return at == i ? at + 3 : 0;
    }
    if (at > i && a.is_any(at, {"week", "month", "weekend", "year"}) &&
        a.is_any(at + 1, {"of", "beginning", "ending"})) {
        E inner;
        const uint32_t end = core_date(at + 2, inner, true);
        if (!end || inner.kind != E::Kind::Calendar || inner.decade || inner.century) return 0;
        if (a.is_any(at, {"week", "weekend"}) != (inner.day > 0 || inner.holiday)) return 0;
        e = inner;
        if (a.is(at, "week")) e.unit = TimeUnit::Week;
        if (a.is(at, "weekend")) e.unit = TimeUnit::Weekend;
        return end;
    }
    return 0;
}

uint32_t TimeGrammar::holiday(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const HolidayRead feast = read_holiday(a, i);
    if (!feast.holiday) return 0;
    e.kind = E::Kind::Calendar;
    e.holiday = feast.holiday;
    if (const uint32_t end = islamic_year_of_feast(a, feast, e)) return end;
    const uint32_t end = year_behind(feast.end, e);
    if (end == feast.end && a.is_word(end) && a[end].capital && a[end].cased) return 0;
    return end;
}

// "the first week of May", "the last day of Ramadan 2023".
uint32_t TimeGrammar::part_of_period(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!a.is(i, "the") || !a.is_any(i + 2, {"week", "day", "days", "weeks"}) || !a.is(i + 3, "of")) return 0;
    const bool last = a.is(i + 1, "last") || a.is(i + 1, "final");
    const int n = a.word(i + 1).ordinal;
    if (!last && (n < 1 || n > 5)) return 0;
    const bool week = a.is(i + 2, "week");
    E whole;
    if (week) {
        const uint32_t end = month_first(i + 4, whole, true);
        if (!end || whole.day) return 0;
        e = whole;
        e.week_of_month = last ? -1 : n;
        e.mod = last ? "END" : n == 1 ? "START" : "";
        return end;
    }
    const uint32_t end = a.is(i + 2, "day") ? holiday(i + 4, whole) : 0;
    if (!end || whole.holiday->rule != Holiday::Rule::IslamicMonth) return 0;
    e = whole;
    e.day = last ? -1 : n;  // of the feast's days
    return end;
}

}  // namespace tallybook
