#include "coding/tally_window.hpp"

#include "base/days.hpp"
#include "base/text.hpp"

namespace tallybook {
namespace {

// "the past 24 hours", "the last six weeks"
bool past_stretch(const Draft& d, const TimeValue& t) {
    const uint32_t first = t.tokens->begin;
    bool past = first > 0 && d.tree.is(first - 1, {"past", "last"});
    for (uint32_t i = first; i < t.tokens->end; ++i) past |= d.tree.is(i, {"past", "last", "previous", "preceding"});
    return past;
}

// "in ten days", "over the past 24 hours", "in the last six weeks": so many days back from the report. Many weeks, and
// months, only where they are "the past" ones: "in five weeks" is told too loosely for a first day.
std::optional<std::string> days_back(const Draft& d, const TimeValue& t) {
    if (t.timex != Timex::Duration || t.value.size() < 3 || !d.report.published || t.tokens->begin == 0) return {};
    const uint32_t first = t.tokens->begin;
    const bool past = past_stretch(d, t);
    const bool led = past || d.tree.is(first - 1, {"in", "over", "within", "during"});
    const bool hours = t.value.starts_with("PT") && t.value.back() == 'H';
    if (past && !hours && t.earliest.size() >= 10 && one_of(t.value.substr(t.value.size() - 1), {"W", "M", "Y"}))
        return first_day(t);
    const bool weeks = t.value.back() == 'W';
    if (!led || !(hours || weeks || t.value.back() == 'D')) return {};
    int n = 0;
    for (const char c : t.value.substr(hours ? 2 : 1, t.value.size() - (hours ? 3 : 2))) {
        if (c < '0' || c > '9' || n > 1000) return {};
        n = 10 * n + (c - '0');
    }
    const auto end = day_of(*d.report.published);
    constexpr int kFewWeeks = 3;
    if (!end || n == 0 || (weeks && n > kFewWeeks)) return {};
    return day_text(*end - (hours ? (n + 23) / 24 : weeks ? 7 * n : n));
}

bool perfect(const Tree& tree, uint32_t verb) {
    return tree.has_auxiliary(verb, {"has", "have", "'ve", "had"});
}

// "since the truce took effect on 3 May": the day of the clause that "since" opens.
bool since_clause(const Draft& d, const TimeValue& t) {
    if (t.timex != Timex::Date || t.value.size() < 4 || t.earliest.size() < 10) return false;
    const uint32_t verb = d.tree.clause(t.tokens->begin);
    for (const uint32_t c : d.tree.children(verb))
        if (d.tree.dep(c) == Dep::Mark && d.tree.is(c, {"since"})) return true;
    return false;
}

// A month, quarter or year that is not over.
bool unfinished(const Draft& d, const TimeValue& t) {
    if (!d.report.published || t.timex != Timex::Date || t.value.size() < 4 || t.value.size() > 7) return false;
    if (t.value.find('W') != std::string::npos || !t.mod.empty() || t.earliest.size() < 10) return false;
    return t.earliest <= *d.report.published && t.latest >= *d.report.published;
}

// "so far this month", "have been killed this year": counted to the day of the report. "Two died this month" tells
// when, not how long.
bool running_period(const Draft& d, const TimeValue& t) {
    if (!unfinished(d, t)) return false;
    const uint32_t first = t.tokens->begin, end = t.tokens->end;
    const auto so_far = [&](uint32_t i) {
        return i + 1 < d.tree.size() && d.tree.is(i, {"so"}) && d.tree.is(i + 1, {"far"});
    };
    if (so_far(end) || (first >= 2 && so_far(first - 2)) || d.tree.is(first > 0 ? first - 1 : first, {"already"}))
        return true;
    return perfect(d.tree, d.tree.clause(first));
}

// "17-30 October", "from 2 to 9 May", "between 3 and 8 June": the first and the last day of a stretch.
bool stretch(const Draft& d, const TimeValue& a, const TimeValue& b) {
    if (!a.tokens || !b.tokens || b.tokens->begin < a.tokens->end || b.tokens->begin - a.tokens->end > 2) return false;
    if (a.earliest.size() < 10 || b.latest.size() < 10 || a.earliest > b.latest) return false;
    if (a.timex == Timex::Duration || b.timex == Timex::Duration) return false;
    const bool led = a.tokens->begin > 0 && d.tree.is(a.tokens->begin - 1, {"from", "between"});
    for (uint32_t i = a.tokens->end; i < b.tokens->begin; ++i)
        if (d.tree.is(i, {"-", "\xE2\x80\x93", "to", "until", "till", "through"}) || (led && d.tree.is(i, {"and"})))
            return true;
    return false;
}

// "four in the past 24 hours, 52 since May": a stretch right behind the number is its own.
std::optional<Window> last_days(const Draft& d, TokenSpan number, uint32_t sentence) {
    constexpr uint32_t kNear = 6;
    const TokenSpan span = d.report.sentences[sentence].tokens;
    for (const TimeValue& t : d.report.times) {
        if (!t.tokens || !span.contains(t.tokens->begin) || t.tokens->begin < number.end ||
            t.tokens->begin > number.end + kNear)
            continue;
        for (uint32_t i = number.end; i < t.tokens->begin; ++i)
            if (d.tree.is(i, {",", ";"})) return std::nullopt;
        if (const auto since = days_back(d, t)) return Window{*since, *d.report.published, "publication date", true};
    }
    return std::nullopt;
}

// "Four of the 19 followed the raid of 3 May": they begin the day behind it.
std::optional<Window> after_event(const Draft& d, uint32_t sentence) {
    const TokenSpan span = d.report.sentences[sentence].tokens;
    uint32_t after = span.end;
    for (uint32_t i = span.begin; i < span.end && after == span.end; ++i)
        if (d.tree.is(i, {"after", "following"}) && i > span.begin && d.tree.verb(i - 1)) after = i;
    if (after == span.end || !d.report.published) return std::nullopt;
    for (const TimeValue& t : d.report.times) {
        if (!t.tokens || !span.contains(t.tokens->begin) || t.tokens->begin < after || t.tokens->begin > after + 8)
            continue;
        if (t.bound != TimeValue::Bound::None || t.latest.size() < 10 || t.timex == Timex::Duration) continue;
        if (const auto day = day_of(t.latest.substr(0, 10)))
            return Window{day_text(*day + 1), *d.report.published, "publication date", true};
    }
    return std::nullopt;
}

bool without_year(const Draft& d, const TimeValue& t) {
    for (uint32_t i = t.tokens->begin; i < t.tokens->end; ++i)
        if (const auto word = d.tree.token(i).text;
            word.size() == 4 && word.find_first_not_of("0123456789") == word.npos)
            return false;
    return true;
}

// A count that still runs began on the last 3 May, whatever year was told before.
std::string last_such_day(std::string day, const std::optional<std::string>& published) {
    if (!published || day.size() < 10) return day;
    const std::string here = published->substr(0, 4) + day.substr(4);
    return here > day && here <= *published && day_of(here) ? here : day;
}

// "The lull ended on 3 May. Twelve attacks have been counted since.": since the day named last, in the sentence or in
// the one before.
std::string since_then(const Draft& d, uint32_t sentence) {
    const TokenSpan span = d.report.sentences[sentence].tokens;
    for (uint32_t i = span.begin + 1; i < span.end; ++i) {
        const bool bare = d.tree.is(i, {"since"}) && d.tree.children(i).empty() && d.tree.dep(i) != Dep::Mark &&
                          (i + 1 == span.end || d.tree.token(i + 1).pos == "PUNCT");
        if (!bare) continue;
        const uint32_t from = sentence > 0 ? d.report.sentences[sentence - 1].tokens.begin : span.begin;
        std::string day;
        for (const TimeValue& t : d.report.times)
            if (t.tokens && t.tokens->begin >= from && t.tokens->end <= i && t.value.size() >= 10 &&
                t.earliest.size() >= 10 && t.timex != Timex::Duration && t.timex != Timex::Set)
                day = without_year(d, t) ? last_such_day(first_day(t), d.report.published) : first_day(t);
        return day;
    }
    return {};
}

// "figures older than the 46 which the ministry gave on Thursday": a day of that clause, which does not hold the
// number.
bool of_another_clause(const Draft& d, uint32_t time, uint32_t number) {
    for (uint32_t at = time; !d.tree.root(at); at = d.tree.head(at))
        if (d.tree.dep(at) == Dep::Relcl) return !d.tree.dominates(at, number);
    return false;
}

}  // namespace

std::string first_day(const TimeValue& t) {
    if (t.mod == "MID" && t.value.size() == 7) return t.value + "-15";
    return t.earliest.substr(0, 10);
}

bool week_to(const Draft& d, const TimeValue& t) {
    if (t.value.size() < 10 || t.timex == Timex::Duration || !day_of(t.value.substr(0, 10))) return false;
    const uint32_t first = t.tokens->begin;
    for (uint32_t i = first; i-- > 0 && first - i <= 2;)
        if (i > 0 && d.tree.is(i, {"to", "ending", "ended", "until", "through"}) && d.tree.is(i - 1, {"week"}))
            return true;
    return false;
}

bool opens_window(const Draft& d, const TimeValue& t, uint32_t verb) {
    if (!t.tokens) return false;
    if (t.bound == TimeValue::Bound::Since) return true;
    return week_to(d, t) || (since_clause(d, t) && d.tree.clause(t.tokens->begin) != verb);
}

Window window_of(const Draft& d, uint32_t sentence) {
    Window w;
    const TokenSpan span = d.report.sentences[sentence].tokens;
    for (const TimeValue& t : d.report.times) {
        if (!t.tokens || !span.contains(t.tokens->begin)) continue;
        if (t.bound == TimeValue::Bound::Since && w.since.empty()) w.since = first_day(t), w.open = true;
        if (t.bound == TimeValue::Bound::Until) w.until = t.latest.substr(0, 10);
        if (w.since.empty() && week_to(d, t)) {
            w.since = day_text(*day_of(t.value.substr(0, 10)) - 6), w.until = t.value.substr(0, 10), w.open = true;
            return w;
        }
    }
    for (const TimeValue& t : d.report.times)
        if (w.since.empty() && t.tokens && span.contains(t.tokens->begin) && since_clause(d, t))
            w.since = first_day(t), w.open = true;
    if (w.since.empty()) w.since = since_then(d, sentence), w.open = !w.since.empty();
    for (size_t i = 0; i + 1 < d.report.times.size() && w.since.empty(); ++i) {
        const TimeValue &a = d.report.times[i], &b = d.report.times[i + 1];
        if (!a.tokens || !span.contains(a.tokens->begin) || !stretch(d, a, b)) continue;
        w.since = first_day(a), w.until = b.latest.substr(0, 10), w.open = true;
    }
    for (const TimeValue& t : d.report.times)
        if (w.since.empty() && w.until.empty() && t.tokens && span.contains(t.tokens->begin)) {
            const auto back = past_stretch(d, t) ? days_back(d, t) : std::nullopt;
            if (back && perfect(d.tree, d.tree.clause(t.tokens->begin))) w.since = *back, w.open = w.period = true;
            if (w.since.empty() && running_period(d, t)) w.since = first_day(t), w.open = w.period = true;
        }
    if (!w.since.empty() && w.until.empty() && d.report.published)
        w.until = *d.report.published, w.basis = "publication date";
    return w;
}

// "The worst since January, WHEN a bomber killed 24 people": what happened then is counted in no stretch since.
bool told_of_the_day(const Draft& d, TokenSpan number) {
    for (uint32_t at = number.begin; !d.tree.root(at); at = d.tree.head(at))
        if (d.tree.dep(at) == Dep::Relcl && d.words.time_at(d.tree.head(at)) != nullptr) return true;
    return false;
}

Window window_of_sum(const Draft& d, TokenSpan number) {
    Window w = window_at(d, number);
    const TokenSpan span = d.report.sentences[d.tree.sentence(number.begin)].tokens;
    for (const TimeValue& t : d.report.times)
        if (!w.open && t.tokens && span.contains(t.tokens->begin) && unfinished(d, t))
            w = {first_day(t), *d.report.published, "publication date", true, true};
    return w;
}

Window window_at(const Draft& d, TokenSpan number) {
    const uint32_t sentence = d.tree.sentence(number.begin);
    if (const auto own = last_days(d, number, sentence)) return *own;
    if (const auto own = after_event(d, sentence)) return *own;
    Window w = window_of(d, sentence);
    if (!w.since.empty()) {
        // Of two openings in a sentence the number's own is the nearest behind it.
        const TokenSpan span = d.report.sentences[sentence].tokens;
        for (const TimeValue& t : d.report.times)
            if (t.tokens && span.contains(t.tokens->begin) && t.tokens->begin >= number.end &&
                t.bound == TimeValue::Bound::Since) {
                w.since = first_day(t);
                break;
            }
        return w;
    }
    const TokenSpan span = d.report.sentences[sentence].tokens;
    for (const TimeValue& t : d.report.times)
        if (t.tokens && span.contains(t.tokens->begin) && t.tokens->begin >= number.end)
            if (const auto since = days_back(d, t)) {
                w.since = *since, w.until = *d.report.published, w.basis = "publication date", w.open = true;
                return w;
            }
    if (!w.until.empty()) return w;          // "19 by Thursday": an end and no beginning
    for (const bool wide : {false, true}) {  // a day before a month or a year
        uint32_t nearest = UINT32_MAX;
        for (const TimeValue& t : d.report.times) {
            if (!t.tokens || !span.contains(t.tokens->begin) || t.earliest.empty() || t.latest.empty()) continue;
            if (t.timex == Timex::Duration || t.timex == Timex::Set || (t.value.size() < 8) != wide) continue;
            if (t.bound == TimeValue::Bound::Until || t.value.size() < 4) continue;
            if (of_another_clause(d, t.tokens->begin, number.begin)) continue;
            // A day behind the number is preferred to one before it.
            const uint32_t distance =
                t.tokens->begin >= number.end ? t.tokens->begin - number.end : 8 + number.begin - t.tokens->begin;
            if (distance >= nearest) continue;
            nearest = distance;
            w.period = unfinished(d, t);
            w.since = t.earliest.substr(0, 10);
            w.until = t.latest.substr(0, 10);
        }
        if (!w.since.empty()) break;
    }
    if (d.report.published && w.until > *d.report.published)
        w.until = *d.report.published, w.basis = "publication date";
    return w;
}

}  // namespace tallybook
