#include "resolve/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "resolve/fit.hpp"
#include "resolve/range.hpp"

namespace tallybook {

namespace {

constexpr Day kGapDays = 7;  // longer without a report, and the record cannot tell

// The days of the ledger's reports, sorted, each once.
std::vector<Day> report_days(const std::vector<const ToldReport*>& reports) {
    std::vector<Day> out;
    for (const ToldReport* report : reports)
        if (const auto day = day_of(report->published)) out.push_back(*day);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// Why the record cannot tell about this window; empty where it can.
std::string uncovered(const std::vector<Day>& days, DayRange window) {
    const Day since = *window.first, until = *window.last;
    if (days.empty()) return "no report of the ledger has a date";
    if (days.front() > since + kGapDays)
        return fmt::format("the count begins on {}, the ledger's first report is of {}", days_text(since, since),
                           days_text(days.front(), days.front()));
    std::vector<Day> marks{since};
    for (const Day day : days)
        if (day >= since && day <= until) marks.push_back(day);
    // A report just after the window still tells of its last days.
    const bool later = std::any_of(days.begin(), days.end(), [&](Day day) { return day > until; });
    const bool told = std::any_of(days.begin(), days.end(), [&](Day day) { return day >= since; });
    if (!told) return fmt::format("no report since {} is in the ledger", days_text(since, since));
    marks.push_back(later ? until + 1 : until);
    for (size_t i = 1; i < marks.size(); ++i)
        if (marks[i] - marks[i - 1] > kGapDays)
            return fmt::format("no report of {} is in the ledger", days_text(marks[i - 1] + 1, marks[i] - 1));
    return "";
}

Counted count(const ToldTally& tally, DayRange window, const std::vector<Incident>& incidents) {
    const TallyFit fits(tally, window, incidents);
    const std::string effect = counted_effect(tally).value_or("");
    Counted out;
    for (const Incident& one : incidents) {
        const TallyFit::Answer fit = fits(one);
        if (fit != TallyFit::Answer::No) out.add(one, effect, fit == TallyFit::Answer::Yes);
    }
    return out;
}

std::string because(const Counted& counted, const ToldTally& tally, DayRange window) {
    const std::string what = tally.of == "killed" || tally.of == "injured" ? tally.of : "such incidents";
    const std::string when = days_text(*window.first, *window.last);
    if (counted.low == counted.high) return fmt::format("the ledger holds {} {} of {}", counted.best, what, when);
    return fmt::format("the ledger holds {} to {} {} of {}, {} by the best count", counted.low, counted.high, what,
                       when, counted.best);
}

Finding check_of(const PlacedTally& placed, const std::vector<Day>& days, const std::vector<Incident>& incidents) {
    const ToldTally& tally = *placed.tally;
    DayRange window{days_of(tally.since).first, days_of(tally.until).last};
    if (!window.last) window.last = day_of(placed.report->published);
    if (!window.last && !days.empty()) window.last = days.back();

    std::string verdict = "cannot tell", reason = "the count has no first day";
    std::optional<Counted> counted;
    if (window.known() && *window.first <= *window.last) {
        counted = count(tally, window, incidents);
        reason = uncovered(days, window);
        if (reason.empty()) {
            const Bounds allowed = bounds_of(*tally.quantity);
            verdict = allowed.low > counted->high ? "above" : allowed.high < counted->low ? "below" : "consistent";
            reason = because(*counted, tally, window);
        }
    }
    Json line = Json::object();
    line["record"] = "check";
    line["tally"] = tally.id;
    line["counted"] = nullptr;
    if (counted) line["counted"] = {{"low", counted->low}, {"best", counted->best}, {"high", counted->high}};
    line["incidents"] = counted ? Json(counted->incidents) : Json::array();
    line["verdict"] = verdict;
    line["because"] = reason;
    Finding out;
    out.kind = "check";
    out.id = tally.id;
    out.line = line.dump();
    out.revision = sha256_hex(out.line).substr(0, 8);
    out.type = tally.of;
    if (window.first) out.since = day_text(*window.first);
    if (window.last) out.until = day_text(*window.last);
    return out;
}

}  // namespace

void Counted::add(const Incident& incident, const std::string& effect, bool sure) {
    const bool disputed = incident.status == "disputed", confirmed = incident.status == "confirmed" && sure;
    if (effect.empty()) {
        const int64_t alone = incident.count.leading().value_or(1);
        if (confirmed) low += incident.count.low.value_or(alone);
        if (!disputed) best += alone;
        high += incident.count.high.value_or(alone);
    } else {
        const auto& harm = effect == "killed" ? incident.killed : incident.injured;
        if (disputed || !sure || !harm) return;
        const int64_t alone = harm->leading().value_or(0);
        low += harm->low.value_or(alone);
        best += alone;
        high += std::max(alone, harm->high.value_or(alone));
    }
    incidents.push_back(incident.id);
}

std::vector<Finding> check_tallies(const std::vector<const ToldReport*>& reports,
                                   const std::vector<PlacedTally>& tallies, const std::vector<Incident>& incidents) {
    const std::vector<Day> days = report_days(reports);
    std::vector<Finding> out;
    for (const PlacedTally& one : tallies) {
        if (!one.tally->quantity || one.tally->quantity->empty() || !counted_effect(*one.tally)) continue;
        out.push_back(check_of(one, days, incidents));
    }
    return out;
}

}  // namespace tallybook
