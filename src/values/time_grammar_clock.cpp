// Times of day: clocks ("about 4 a.m. on Friday", "1700 GMT", "half past nine") and parts of the day ("this morning",
// "the night of April 18", "overnight").
#include "values/time_grammar.hpp"

namespace tallybook {
namespace {

bool is_meridiem(const Atoms& a, uint32_t i, bool& afternoon) {
    afternoon = a.is_any(i, {"p.m.", "p.m", "pm"});
    return afternoon || a.is_any(i, {"a.m.", "a.m", "am"});
}

bool is_day(const TimeExpression& e) {
    using K = TimeExpression::Kind;
    return e.kind == K::Weekday || (e.kind == K::Calendar && (e.day || e.holiday)) ||
           (e.kind == K::Unit && e.unit == TimeUnit::Day);
}

}  // namespace

// A clock time with what belongs to it, in one span: modifier, zone, day.
uint32_t TimeGrammar::clock(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    uint32_t at = i;
    const char* mod = "";
    if (a.is_any(at, {"about", "around", "approximately", "roughly", "nearly", "almost", "circa", "some"})) {
        mod = "APPROX";
        ++at;
    } else if (a.is_any(at, {"shortly", "just"}) && a.is_any(at + 1, {"before", "after"})) {
        mod = a.is(at + 1, "before") ? "BEFORE" : "AFTER";
        at += 2;
    }
    E time;
    uint32_t end = clock_core(at, time);
    if (!end) return 0;
    end = zone(end, time);
    time.kind = E::Kind::Clock;
    time.timex = Timex::Time;
    E day;
    uint32_t day_at = end;
    if (a.is_mark(day_at, ',')) ++day_at;
    if (a.is_any(day_at, {"on", "of"})) ++day_at;
    uint32_t day_end = core_date(day_at, day, false);
    if (day_end && is_day(day) && day.timex == Timex::Date && day.hour < 0) {
        day.hour = time.hour;
        day.minute = time.minute;
        day.second = time.second;
        day.utc = time.utc;
        day.bare_hour = time.bare_hour;
        day.timex = Timex::Time;
        day.zone_hours = time.zone_hours;
        e = day;
        end = zone(day_end, e);
        const char* part = a.word(end).day_part;  // "six on Friday evening"
        if (part && !a.word(end).plural && a[i].text != "noon" && end == day_end) {
            const std::string_view half(part);
            if (e.hour < 12 && (half == "EV" || half == "AF" || (half == "NI" && e.hour > 5))) e.hour += 12;
            ++end;
        }
    } else {
        e = time;
    }
    e.mod = mod;
    return end;
}

// Four digits that are hours and minutes by the words around them: "1700 GMT", "at 1400 on 24 August", "0215 today".
bool TimeGrammar::is_military_clock(uint32_t i) const {
    const Atoms& a = atoms_;
    const Atom& atom = a[i];
    if (atom.digits != 4 || atom.grouped || atom.decimals || atom.number > 2400 || atom.number % 100 > 59) return false;
    const uint32_t at = i + 1;
    if (a.word(at).zone || (a.is(at, "local") && (a.is(at + 1, "time") || !a[at].cased))) return true;
    const bool early = atom.text[0] == '0';
    const bool placed = a.is_any(i - 1, {"at", "by", "around", "about", "approximately"});
    if (a.is_any(at, {"hours", "hrs"})) return early || placed || atom.number >= 2000;
    const bool day_behind =
        a.is_any(at, {"today", "yesterday", "tomorrow", "tonight"}) || a.word(at).weekday ||
        (a.is(at, "on") && (a.is_number(at + 1) || a.word(at + 1).weekday || a.word(at + 1).month)) ||
        (a.is(at, "this") && a.word(at + 1).day_part);
    if (early) return placed || day_behind;
    return (placed && day_behind) || (a.is(i - 1, "at") && !a.is_word(at)) || (!atom.cased && day_behind);
}

uint32_t TimeGrammar::clock_core(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!a.is_number(i) || a.is_any(i + 1, {"minutes", "minute"})) return clock_words(i, e);
    if (a[i].decimals > 2 || a[i].grouped || a.is_mark(i - 1, '$')) return 0;
    bool afternoon = false;
    e.hour = static_cast<int>(a[i].number);
    e.minute = 0;
    e.bare_hour = true;
    uint32_t at = i + 1;
    bool colon = false;
    if (a[i].decimals == 2 && is_meridiem(a, at, afternoon)) {  // 4.30 p.m.
        e.hour = static_cast<int>(a[i].number / 100);
        e.minute = static_cast<int>(a[i].number % 100);
        e.bare_hour = false;
    } else if (a[i].decimals) {
        return 0;
    } else if (a.is_mark(at, ':') && a.joined(at) && a.is_number(at + 1) && a.joined(at + 1) && a[at + 1].digits == 2 &&
               a[at + 1].decimals == 0) {
        e.minute = static_cast<int>(a[at + 1].number);
        e.bare_hour = false;
        colon = true;
        at += 2;
        if (a.is_mark(at, ':') && a.joined(at) && a.is_number(at + 1) && a.joined(at + 1) && a[at + 1].digits == 2) {
            e.second = static_cast<int>(a[at + 1].number);
            at += 2;
        }
        if (a.is_mark(at, ':') && a.joined(at)) return 0;
    }
    if (e.minute > 59 || e.second > 59 || e.hour > 2400) return 0;
    if (is_meridiem(a, at, afternoon) && e.hour <= 12 && a[i].digits <= 2) {
        if (e.hour == 12) e.hour = 0;
        if (afternoon) e.hour += 12;
        return at + 1;
    }
    if (colon) {
        if (e.hour > 24) return 0;
        return a.joined(at) && a.is_any(at, {"hrs", "hours", "h", "z"}) ? at + 1 : at;
    }
    if (a[i].digits == 4 && a[i].number <= 2400 && a[i].number % 100 < 60) {
        const bool zulu = a.is(at, "z") && a.joined(at);
        if (!zulu && !is_military_clock(i)) return 0;
        e.hour = static_cast<int>(a[i].number / 100);
        e.minute = static_cast<int>(a[i].number % 100);
        e.bare_hour = false;
        e.utc = zulu;
        return zulu || a.is_any(at, {"hours", "hrs"}) ? at + 1 : at;
    }
    if (e.hour > 12 || a[i].digits > 2 || e.hour == 0) return 0;
    if (a.is(at, "o") && a.is_mark(at + 1, '\'') && a.is(at + 2, "clock"))
        at += 3;
    else if (!(a.is(at, "in") && a.is(at + 1, "the") && a.is_any(at + 2, {"morning", "afternoon", "evening"})))
        return 0;
    if (a.is(at, "in") && a.is(at + 1, "the") && a.is_any(at + 2, {"morning", "afternoon", "evening"})) {
        if (!a.is(at + 2, "morning") && e.hour < 12) e.hour += 12;
        at += 3;
    }
    return at;
}

// "noon", "midnight", "four o'clock", "half past nine".
uint32_t TimeGrammar::clock_words(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    e.minute = 0;
    if (a.is_any(i, {"noon", "midday"})) {
        if (a.is_word(i + 1) && a[i + 1].capital && a[i].capital && a[i].cased) return 0;
        e.hour = 12;
        return i + 1;
    }
    if (a.is(i, "midnight")) {
        e.hour = 24;
        return i + 1;
    }
    if (a.is_any(i, {"half", "quarter"}) && a.is_any(i + 1, {"past", "to"}) && a.word(i + 2).cardinal > 0 &&
        a.word(i + 2).cardinal <= 12) {
        e.hour = static_cast<int>(a.word(i + 2).cardinal);
        e.minute = a.is(i, "half") ? 30 : a.is(i + 1, "to") ? 45 : 15;
        if (a.is(i + 1, "to")) --e.hour;
        return i + 3;
    }
    if (const auto n = read_cardinal(a, i); n && n->value > 0 && n->value < 60) {  // "ten minutes to six"
        const uint32_t at = a.is_any(n->end, {"minutes", "minute"}) ? n->end + 1 : n->end;
        const int64_t then = a.word(at + 1).cardinal;
        if (at > n->end && a.is_any(at, {"to", "past"}) && then >= 1 && then <= 12 && !a.word(at + 2).is_unit()) {
            e.hour = static_cast<int>(a.is(at, "to") ? (then + 11) % 12 : then);
            e.minute = static_cast<int>(a.is(at, "to") ? 60 - n->value : n->value);
            return at + 2;
        }
    }
    const int64_t hour = a.word(i).cardinal;
    if (hour >= 1 && hour <= 12 && a.is(i + 1, "o") && a.is_mark(i + 2, '\'') && a.is(i + 3, "clock")) {
        e.hour = static_cast<int>(hour);
        uint32_t at = i + 4;
        if (a.is(at, "in") && a.is(at + 1, "the") && a.is_any(at + 2, {"morning", "afternoon", "evening"})) {
            if (!a.is(at + 2, "morning") && e.hour < 12) e.hour += 12;
            at += 3;
        }
        return at;
    }
    if (hour >= 1 && hour <= 12) {
        bool afternoon = false;
        if (!is_meridiem(a, i + 1, afternoon) || !a[i + 1].text.ends_with('.')) return 0;
        e.hour = static_cast<int>(hour) % 12 + (afternoon ? 12 : 0);
        return i + 2;
    }
    return 0;
}

// One past "GMT", "(0900 GMT)" is not read here, "local time", "Eastern time"; i where there is none.
uint32_t TimeGrammar::zone(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (a.word(i).zone && (a[i].capital || !a[i].cased)) {
        if (a.is_any(i, {"gmt", "utc", "zulu"})) e.utc = true;
        uint32_t end = i + 1;
        if (a.is_any(i, {"gmt", "utc"}) && (a.is_mark(end, '+') || a.is_mark(end, '-')) && a.joined(end) &&
            a.is_number(end + 1)) {
            e.utc = false;
            return end + 2;
        }
        return end;
    }
    if (a.is(i, "local") && a.is(i + 1, "time")) return i + 2;
    if (a.is(i, "local") && !a[i].cased) return i + 1;
    const auto is_time = [&](uint32_t j) {
        return a.is(j, "time") ? j + 1 : a.is(j, "standard") && a.is(j + 1, "time") ? j + 2 : 0;
    };
    if (a[i].capital && a.is_word(i) && a[i].spaced) {
        if (const uint32_t end = is_time(i + 1)) return end;
    }
    return i;
}

// "night" behind a day: "Friday night", "yesterday morning".
uint32_t TimeGrammar::part_behind(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    uint32_t at = i;
    if (a.is_any(at, {"early", "late"}) && a.word(at + 1).day_part) ++at;
    if (a.is_mark(at, '\'') && a.is(at + 1, "s") && a.word(at + 2).day_part) at += 2;
    const NumberWord& word = a.word(at);
    if (!word.day_part || word.plural || a.is_any(at, {"noon", "midnight", "dawn", "dusk"})) return i;
    if (at > i && a.is_any(i, {"early", "late"})) e.mod = a.is(i, "early") ? "START" : "END";
    e.day_part = word.day_part;
    e.timex = Timex::Time;
    return at + 1;
}

// "Monday to Tuesday" behind "the night from": the night that begins on the first.
uint32_t TimeGrammar::night_between(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (!a.word(i).weekday || a.word(i).plural || !a.is_any(i + 1, {"to", "into", "and"})) return 0;
    if (a.word(i + 2).weekday != a.word(i).weekday % 7 + 1 || a.word(i + 2).plural) return 0;
    E day;
    if (weekday(i, day) != i + 1) return 0;
    e = day;
    e.day_part = "NI";
    e.timex = Timex::Time;
    return i + 3;
}

// "at dawn", "from dusk", "until first light": a time of day that no clock tells, on the day that the story stands at.
uint32_t TimeGrammar::twilight(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    uint32_t end = i + 1;
    if (a.is_any(i, {"first", "last"}) && a.is(i + 1, "light")) {
        e.day_part = a.is(i, "first") ? "MO" : "EV";
        if (a.is(i, "first")) e.mod = "START";
        e.hours = a.is(i, "first") ? E::Hours::Dawn : E::Hours::Dusk;
        end = i + 2;
    } else if (a.is_any(i, {"dawn", "daybreak", "sunrise", "dusk", "sunset", "nightfall"}) &&
               !(a[i].capital && a[i].cased)) {
        e.day_part = a.word(i).day_part;
        e.hours = a.is_any(i, {"dawn", "daybreak", "sunrise"}) ? E::Hours::Dawn : E::Hours::Dusk;
        if (e.hours == E::Hours::Dawn && a.is(i - 1, "before")) e.hours = E::Hours::Small;
    } else {
        return 0;
    }
    if (!a.is_any(i - 1, {"at", "before", "after", "by", "until", "till", "since", "from", "to", "around", "shortly"}))
        return 0;
    e.kind = E::Kind::Clock;
    e.timex = Timex::Time;
    const uint32_t of = a.is_any(end, {"on", "of"}) ? end + 1 : end;
    E day;
    const bool may = of > end || a.word(end).weekday || a.is_any(end, {"yesterday", "today", "tomorrow"});
    const uint32_t day_end = may ? core_date(of, day, true) : 0;
    if (!day_end || !is_day(day)) return end;
    day.day_part = e.day_part;
    day.hours = e.hours;
    day.timex = Timex::Time;
    day.mod = e.mod;
    e = day;
    return day_end;
}

// "this morning", "last night", "the following night", "the morning of April 19", "overnight", "in the early hours of".
uint32_t TimeGrammar::day_part(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    e.kind = E::Kind::Unit;
    e.unit = TimeUnit::Day;
    e.amount.whole = 1;
    e.timex = Timex::Time;
    if (a.is(i, "tonight")) {
        e.relation = Rel::This;
        e.day_part = "NI";
        return i + 1;
    }
    if (a.is(i, "overnight")) {
        if (a.is_any(i - 1, {"an", "its", "their"})) return 0;
        e.relation = Rel::Last;
        e.day_part = "NI";
        const uint32_t of = a.is_any(i + 1, {"on", "from"}) ? i + 2 : i + 1;
        E day;
        if (const uint32_t both = night_between(of, e)) return both;
        if (!a.is(i + 1, "from") && a.word(of).weekday && !a.word(of).plural) {
            if (const uint32_t end = core_date(of, day, true); end && is_day(day)) {
                day.day_part = "NI";
                day.timex = Timex::Time;
                e = day;
                return end;
            }
        }
        return i + 1;
    }
    if (a.is(i, "the") && a.is(i + 1, "night") && a.is_any(i + 2, {"from", "of", "between"})) {
        if (const uint32_t end = night_between(i + 3, e)) return end;
    }
    uint32_t at = i;
    const char* mod = "";
    bool small_hours = false;
    const auto modifier = [&] {
        small_hours = small_hours || (a.is_any(at, {"small", "wee"}) && a.is(at + 1, "hours"));
        if (!a.is_any(at, {"early", "late", "mid", "earlier", "later"}) && !small_hours) return;
        mod = a.is(at, "early") || small_hours ? "START" : a.is(at, "late") ? "END" : a.is(at, "mid") ? "MID" : "";
        ++at;
        if (a.is_mark(at, '-')) ++at;
        if (a.is(at, "in") && a.is(at + 1, "the")) ++at;
    };
    modifier();
    Rel rel = Rel::None;
    const uint32_t after = relation(at, rel);
    const bool article_only = after == at + 1 && a.is(at, "the");
    const bool one = a.is(at, "one");
    at = one ? at + 1 : after;
    if (at > i || article_only) modifier();
    const bool hours = a.is(at, "hours") || (a.word(at).day_part && a.is(at + 1, "hours"));
    const NumberWord& word = a.word(at);
    const bool pre_dawn = a.is(at, "pre") && a.is_mark(at + 1, '-') && a.is(at + 2, "dawn");
    if (!(word.day_part && !word.plural) && !(hours && *mod) && !pre_dawn) return 0;
    e.day_part = word.day_part ? word.day_part : "MO";
    uint32_t end = pre_dawn ? at + 3 : at + 1;
    if (word.day_part && hours) ++end;
    if (pre_dawn && a.is(end, "hours")) ++end;
    e.mod = mod;
    if (small_hours || pre_dawn) e.hours = E::Hours::Small;
    if (rel == Rel::None || article_only) {  // needs a day, or counts on the day told last
        uint32_t of = a.is_any(end, {"of", "on"}) ? end + 1 : end;
        if (a.is_mark(of, ',')) ++of;
        E day;
        const uint32_t day_end = (of > end || a.word(end).weekday || a.is_any(end, {"yesterday", "today", "tomorrow"}))
                                     ? core_date(of, day, true)
                                     : 0;
        if (day_end && is_day(day)) {
            day.day_part = e.day_part;
            day.hours = e.hours;
            day.timex = Timex::Time;
            day.mod = mod;
            e = day;
            return day_end;
        }
        if (a.is_any(at, {"noon", "midnight", "midday"})) return 0;
        const bool in = a.is_any(i - 1, {"in", "during", "by", "until", "through", "throughout", "since", "at",
                                         "before", "after", "into", "later", "earlier"});
        if (!article_only && !one && !(at > i && *mod) && !(a.is(i - 1, "at") && a.is(at, "night"))) return 0;
        if (article_only && !in && !*mod) return 0;
        if (article_only && a.is(end, "of")) return 0;
        if (!article_only && !one && !*mod) {  // "at night": any night
            e.kind = E::Kind::Literal;
            e.value = "XXXX-XX-XXTNI";
            return end;
        }
        e.relation = Rel::Same;
        return end;
    }
    e.relation = rel;
    return end;
}

}  // namespace tallybook
