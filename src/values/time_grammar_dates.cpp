// Days and months; their years are read in time_grammar_years.cpp.
#include "values/calendar.hpp"
#include "values/time_grammar.hpp"

namespace tallybook {
namespace {

using Rel = TimeRelation;

// One past the best production's last atom; `e` is its reading.
template <class Grammar, class... P>
uint32_t longest(const Grammar& grammar, uint32_t i, TimeExpression& e, P... productions) {
    uint32_t best = 0;
    const TimeExpression blank = e;
    const auto attempt = [&](auto production) {
        TimeExpression tried = blank;
        const uint32_t end = (grammar.*production)(i, tried);
        if (end > best) {
            best = end;
            e = tried;
        }
    };
    (attempt(productions), ...);
    return best;
}

bool is_day_level(const TimeExpression& e) {
    return e.kind == TimeExpression::Kind::Weekday ||
           (e.kind == TimeExpression::Kind::Calendar && (e.day || e.holiday)) ||
           (e.kind == TimeExpression::Kind::Unit && (e.unit == TimeUnit::Day || e.unit == TimeUnit::Weekend));
}

}  // namespace

// "May 8 1:00 a.m.": a clock right behind the day, in `time` up to time.end.
bool TimeGrammar::a_clock_behind(uint32_t i, E& time) const {
    if (!atoms_.is_number(i)) return false;
    time.end = clock_core(i, time);
    return time.end > 0;
}

uint32_t TimeGrammar::date(uint32_t i, E& e) const {
    E modified;
    uint32_t at = i;
    for (int k = 0; k < 2; ++k) {
        const uint32_t next = date_modifier(at, modified);
        if (next == at) break;
        at = next;
    }
    e = modified;
    const bool strong = at > i;
    if (strong && atoms_.is_any(at - 1, {"earlier", "later"}) && atoms_.is(at, "the")) return 0;
    const int half = e.half;
    uint32_t end = core_date(at, e, strong);
    if (!end) return 0;
    if (modified.shift_days) {  // "the eve of"
        if (!is_day_level(e) || (e.kind == E::Kind::Unit && e.unit != TimeUnit::Day)) return 0;
        e.shift_days = modified.shift_days;
    }
    if (strong && e.kind == E::Kind::Literal) return 0;
    if (half) {  // "the second half of …"
        if (e.kind == E::Kind::Calendar && e.year && !e.month && !e.day && !e.decade && !e.season && !e.quarter) {
            e.half = half;
        } else if (e.kind == E::Kind::Unit && e.unit == TimeUnit::Year && e.relation != Rel::Ago) {
            e.half = half;
        } else {
            e.half = 0;
            e.mod = half == 1 ? "START" : "END";
        }
    }
    if (*modified.mod && !half) e.mod = modified.mod;
    if (strong && e.timex == Timex::Set) return 0;
    if (is_day_level(e)) end = part_behind(end, e);
    E time;
    if (e.kind == E::Kind::Calendar && e.day && e.hour < 0 && !e.day_part && a_clock_behind(end, time)) {
        e.hour = time.hour;
        e.minute = time.minute;
        e.second = time.second;
        e.bare_hour = time.bare_hour;
        e.utc = time.utc;
        e.timex = Timex::Time;
        end = zone(time.end, e);
    }
    return end;
}

// "early", "mid-", "the end of", "later in", "around", "the second half of".
uint32_t TimeGrammar::date_modifier(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const uint32_t at = a.is(i, "the") ? i + 1 : i;
    const auto skip_in = [&](uint32_t j) { return a.is_any(j, {"in", "on", "of"}) ? j + 1 : j; };
    if (a.is_any(at, {"beginning", "start", "outset", "end", "close", "middle", "rest", "remainder", "turn", "eve"}) &&
        a.is(at + 1, "of")) {
        if (at == i && !a.is_any(at, {"end"})) return i;
        if (a.is(at, "eve")) e.shift_days = -1;
        e.mod = a.is_any(at, {"beginning", "start", "outset", "turn"}) ? "START"
                : a.is_any(at, {"end", "close"})                       ? "END"
                : a.is(at, "middle")                                   ? "MID"
                                                                       : "";
        return at + 2;
    }
    if (at > i && a.is_any(at, {"first", "second", "last", "latter"}) && a.is(at + 1, "half") && a.is(at + 2, "of")) {
        e.half = a.is(at, "first") ? 1 : 2;
        return at + 3;
    }
    if (at > i && a.is_any(at, {"early", "latter", "later", "late", "first", "last"}) && a.is(at + 1, "part") &&
        a.is(at + 2, "of")) {
        e.mod = a.is_any(at, {"early", "first"}) ? "START" : "END";
        return at + 3;
    }
    if (a.is_any(at, {"early", "late", "mid", "middle"})) {
        e.mod = a.is(at, "early") ? "START" : a.is(at, "late") ? "END" : "MID";
        uint32_t next = at + 1;
        if (a.is_mark(next, '-'))
            ++next;
        else if (!a.is(at, "mid") && at == i)
            next = skip_in(next);
        if (a.is(next, "in") && a.is(next + 1, "the") && a.word(next + 2).day_part) return i;
        return next;
    }
    if (a.is_any(i, {"earlier", "later"})) return skip_in(i + 1);
    if (a.is_any(i, {"around", "about", "circa", "ca", "approximately", "roughly"})) {
        uint32_t next = a.is_mark(i + 1, '.') ? i + 2 : i + 1;
        const bool sure = !a.is_any(i, {"about", "roughly", "approximately"});
        if (!sure && !(a.is_number(next) && a[next].digits == 4)) return i;
        if (a.is_number(next) && a[next].digits != 4 && a[next].digits != 3 && !a.word(next + 1).month) return i;
        e.mod = "APPROX";
        return next;
    }
    if (a.is(i, "sometime") && !a.is_any(i + 1, {"in", "on"})) return i + 1;
    return i;
}

uint32_t TimeGrammar::core_date(uint32_t i, E& e, bool strong) const {
    const E blank = e;
    uint32_t best = longest(*this, i, e, &TimeGrammar::iso_date, &TimeGrammar::numeric_date, &TimeGrammar::log_day,
                            &TimeGrammar::weekday, &TimeGrammar::day_month, &TimeGrammar::ordinal_day,
                            &TimeGrammar::related, &TimeGrammar::deictic, &TimeGrammar::quarter, &TimeGrammar::decade,
                            &TimeGrammar::century, &TimeGrammar::named_unit, &TimeGrammar::holiday,
                            &TimeGrammar::part_of_period, &TimeGrammar::islamic_year);
    const auto attempt = [&](auto production) {
        E tried = blank;
        const uint32_t end = (this->*production)(i, tried, strong);
        if (end > best) {
            best = end;
            e = tried;
        }
    };
    attempt(&TimeGrammar::month_first);
    attempt(&TimeGrammar::season);
    attempt(&TimeGrammar::year);
    return best;
}

// 2023-12-08, 2023/12/08, also with the time: 2023-12-08T04:00.
uint32_t TimeGrammar::iso_date(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const auto divides = [&](uint32_t k) {
        return a.hyphen(k) || (a.is_mark(k, '/') && a.joined(k) && a.joined(k + 1));
    };
    if (!a.is_number(i) || a[i].digits != 4 || !divides(i + 1) || !a.is_number(i + 2) || a[i + 2].digits != 2) return 0;
    e.kind = E::Kind::Calendar;
    e.year = static_cast<int>(a[i].number);
    e.month = static_cast<int>(a[i + 2].number);
    if (e.month < 1 || e.month > 12 || *e.year < 1000) return 0;
    if (!divides(i + 3) || !a.is_number(i + 4)) return 0;
    e.day = static_cast<int>(a[i + 4].number);
    if (!calendar::is_valid({*e.year, e.month, e.day})) return 0;
    if (a.is(i + 5, "t") && a.joined(i + 5) && a.is_number(i + 6) && a.is_mark(i + 7, ':') && a.is_number(i + 8)) {
        e.hour = static_cast<int>(a[i + 6].number);
        e.minute = static_cast<int>(a[i + 8].number);
        if (e.hour > 24 || e.minute > 59) return 0;
        uint32_t end = i + 9;
        if (a.is_mark(end, ':') && a.joined(end) && a.is_number(end + 1)) end += 2;
        if (a.is(end, "z") && a.joined(end)) {
            e.utc = true;
            ++end;
        }
        return end;
    }
    return i + 5;
}

// 03/04/2021, 8.12.2023, 10/23/98. Month first between slashes, day first between dots, unless that is no date.
uint32_t TimeGrammar::numeric_date(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!a.is_number(i) || !a.is_number(i + 2) || !a.is_number(i + 4)) return 0;
    const char mark = a[i + 1].mark;
    if ((mark != '/' && mark != '.' && mark != '-') || a[i + 3].mark != mark) return 0;
    for (uint32_t k = 1; k <= 4; ++k)
        if (!a.joined(i + k)) return 0;
    if (a[i].digits > 2 || a[i + 2].digits > 2 || (a[i + 4].digits != 2 && a[i + 4].digits != 4) || a[i].decimals)
        return 0;
    const bool dated = day_first_ && a[i].digits == 2 && a[i + 2].digits == 2 && a.is_any(i - 1, {"on", "dated", "of"});
    if (mark != '/' && a[i + 4].digits != 4 && !dated) return 0;
    int first = static_cast<int>(a[i].number), second = static_cast<int>(a[i + 2].number);
    const bool day_first = mark != '/' || (day_first_ && second <= 12) ? second <= 12 : first > 12;
    if (day_first) std::swap(first, second);
    e.kind = E::Kind::Calendar;
    e.month = first;
    e.day = second;
    e.year = static_cast<int>(a[i + 4].number);
    if (a[i + 4].digits == 2) e.year = *e.year + (*e.year < 50 ? 2000 : 1900);
    if (e.month < 1 || e.month > 12 || !calendar::is_valid({*e.year, e.month, e.day})) return 0;
    return i + 5;
}

// Two short numbers at the begin of a sentence, with a slash between them and a dash or a colon behind.
bool TimeGrammar::opens_log(uint32_t i) const {
    const Atoms& a = atoms_;
    if ((i > 0 && a.same_sentence(i - 1, i)) || !a.is_number(i) || !a.is_mark(i + 1, '/') || !a.is_number(i + 2))
        return false;
    if (!a.joined(i + 1) || !a.joined(i + 2) || a[i].decimals || a[i + 2].decimals) return false;
    if (a[i].digits > 2 || a[i + 2].digits != 2 || a[i].number > 31 || a[i + 2].number > 31) return false;
    const bool dash = a.is_mark(i + 3, '-') && !a.joined(i + 3) && !a.joined(i + 4);
    return (dash || (a.is_mark(i + 3, ':') && !a.joined(i + 4))) && a.same_sentence(i, i + 4);
}

// "25/10 - Rockets hit the depot", "10/07: two drones": a day without its year opens a line of a log.
uint32_t TimeGrammar::log_day(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!opens_log(i)) return 0;
    int month = static_cast<int>(a[i].number), day = static_cast<int>(a[i + 2].number);
    if (month > 12 || (day_first_ && day <= 12)) std::swap(month, day);
    if (month < 1 || month > 12 || day < 1 || !calendar::is_valid({2000, month, day})) return 0;
    e.kind = E::Kind::Calendar;
    e.month = month;
    e.day = day;
    return i + 3;
}

// "Friday", "Fri.", "Friday, Dec. 8", "Sunday the 10th of December".
uint32_t TimeGrammar::weekday(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const NumberWord& word = a.word(i);
    if (!word.weekday || word.plural || (a[i].cased && !a[i].capital)) return 0;
    uint32_t end = i + 1;
    const bool dotted = a.is_mark(end, '.') && a[end].token == a[i].token;
    if (dotted) ++end;
    uint32_t at = a.is_mark(end, ',') ? end + 1 : end;
    if (a.is(at, "the")) ++at;
    E day;
    uint32_t next = day_month(at, day);
    if (!next) next = month_first(at, day, true);
    if (next && day.day && day.kind == E::Kind::Calendar) {
        e = day;
        e.weekday = word.weekday;
        return next;
    }
    if (word.abbreviated && !dotted && !(a[i].text.size() > 3 && time_context(i))) return 0;
    if (word.abbreviated && a.is_any(i, {"sun", "sat"}) && !time_context(i)) return 0;
    e.kind = E::Kind::Weekday;
    e.weekday = word.weekday;
    return end;
}

bool TimeGrammar::month_word(uint32_t i) const {
    const NumberWord& word = atoms_.word(i);
    return word.month && (atoms_[i].capital || !atoms_[i].cased);
}

// The words before times: in, since, until, early, last …
bool TimeGrammar::time_context(uint32_t i) const {
    if (i == 0 || !atoms_.same_sentence(i - 1, i)) return false;
    return atoms_.is_any(i - 1, {"in",         "since",   "until",   "till", "by",     "of",    "early",     "late",
                                 "mid",        "last",    "next",    "this", "during", "from",  "to",        "through",
                                 "before",     "after",   "between", "on",   "for",    "every", "each",      "previous",
                                 "following",  "around",  "and",     "or",   "about",  "circa", "beginning", "starting",
                                 "throughout", "earlier", "later",   "mid-", "at"});
}

// "March", "May", "Jan" without a day or a year: only where the words around leave no doubt.
bool TimeGrammar::lone_month(uint32_t i) const {
    const Atoms& a = atoms_;
    const int month = a.word(i).month;
    const bool doubtful =
        month == 3 || month == 5 || a.word(i).abbreviated || (!a[i].cased && (month == 3 || month == 5));
    if (time_context(i) || a.is_mark(i - 1, '-')) {
        if (!doubtful) return true;
        if (a.is_any(i - 1, {"and", "or", "to", "for", "of", "on", "at"}) && !a[i].cased) return false;
        if (a.is_any(i - 1, {"for", "on", "to", "at"}) && a.word(i).abbreviated) return false;
        return !(a[i + 1].capital && a[i + 1].cased && a.is_word(i + 1));
    }
    if (doubtful) return false;
    const bool name_like = month == 4 || month == 6 || month == 8;  // April, June, Augustus' month
    const bool after = a.is_word(i + 1) && a[i + 1].capital && a[i + 1].cased;
    const bool before = i > 0 && a.is_word(i - 1) && a[i - 1].capital && a[i - 1].cased && a.same_sentence(i - 1, i);
    return !(name_like && (after || before));
}

// "3 March", "the 3rd of March 2021".
uint32_t TimeGrammar::day_month(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    uint32_t at = a.is(i, "the") ? i + 1 : i;
    auto day = read_ordinal(a, at);
    if (!day && a.is_number(at) && !a[at].decimals && a[at].digits <= 2)
        day = NumberRead{.end = at + 1, .value = a[at].number};
    if (!day || day->value < 1 || day->value > 31) return 0;
    if (!a.is_number(at) && !a.is(day->end, "of") && at == i) return 0;
    at = day->end;
    if (a.is(at, "of"))
        ++at;
    else if (a.is_mark(at, '-') && a.joined(at))
        ++at;  // 3-March-2021
    if (!month_word(at)) return 0;
    e.kind = E::Kind::Calendar;
    e.day = static_cast<int>(day->value);
    e.month = a.word(at).month;
    at = month_end(at);
    if (e.day > calendar::days_in_month(2000, e.month)) return 0;
    if (a.hyphen(at) && a.is_number(at + 1) && a[at + 1].digits == 4) {
        e.year = static_cast<int>(a[at + 1].number);
        return at + 2;
    }
    return year_behind(at, e);
}

// "March 3, 2021", "March eighth", "March 2021", "March of that year", "March".
uint32_t TimeGrammar::month_first(uint32_t i, E& e, bool strong) const {
    const Atoms& a = atoms_;
    if (!month_word(i)) return 0;
    e.kind = E::Kind::Calendar;
    e.month = a.word(i).month;
    uint32_t at = month_end(i);
    uint32_t day_at = a.is(at, "the") ? at + 1 : at;
    auto day = read_ordinal(a, day_at);
    if (!day && day_at == at && a.is_number(at) && a[at].digits <= 2 && !a[at].decimals && !a[at].grouped &&
        a[at].spaced)
        day = NumberRead{.end = at + 1, .value = a[at].number};
    if (day && day->value >= 1 && day->value <= calendar::days_in_month(2000, e.month) &&
        !(a.is_mark(day->end, ':') && a.joined(day->end) && a.is_number(day->end + 1)) &&
        !a.is_any(day->end, {"a.m.", "p.m.", "percent", "pct", "%"})) {
        e.day = static_cast<int>(day->value);
        return year_behind(day->end, e);
    }
    const uint32_t end = year_behind(at, e);
    if (end > at) return end;
    if (!strong && !lone_month(i)) return 0;
    if (a.word(i).abbreviated && at == i + 1 && !strong && !time_context(i)) return 0;
    return at;
}

// "the 13th": only alone; "the twentieth of the month".
uint32_t TimeGrammar::ordinal_day(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!a.is(i, "the")) return 0;
    const auto day = read_ordinal(a, i + 1);
    if (!day || day->value < 1 || day->value > 31) return 0;
    if (a.is(day->end, "of") && a.is_any(day->end + 1, {"the", "this"}) && a.is(day->end + 2, "month")) {
        e.kind = E::Kind::Calendar;
        e.day = static_cast<int>(day->value);
        return day->end + 3;
    }
    if (!a.is_number(i + 1)) return 0;
    const bool of_part = i > 1 && a.is(i - 1, "of") && a.word(i - 2).day_part;  // "the night of the 7th"
    if (i == 0 || !(of_part || a.is_any(i - 1, {"on", "by", "until", "since", "before", "after", "from", "to", "and"})))
        return 0;
    if (a.is_word(day->end) && !a.is_any(day->end, {"and", "in", "at", "when", "but", "with", "as", "by", "the", "to"}))
        return 0;
    if (a.is_mark(day->end, '-')) return 0;
    e.kind = E::Kind::Calendar;
    e.day = static_cast<int>(day->value);
    return day->end;
}

}  // namespace tallybook
