// Counts that contradict each other. Four kinds: two numbers for one window; a running count since the same day that
// falls; more in some days than in the longer time that holds them; parts that make more than their whole. Compared are
// only counts of the same thing, of and by the same, in the same countries; a count that supersedes another replaces it
// and does not contradict it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "resolve/check.hpp"
#include "resolve/range.hpp"

namespace tallybook {

namespace {

std::string person_key(const std::optional<ToldPerson>& person) {
    if (!person) return "";
    return !person->country.empty() ? person->country : !person->id.empty() ? person->id : plain_name(person->name);
}

// What must be equal for two counts to be of the same thing.
std::string subject(const ToldTally& tally) {
    std::set<std::string> places;
    for (const ToldPlace& place : tally.places)
        places.insert(place.kind == "country" && !place.country.empty() ? place.country : place.id);
    std::string out = tally.of + "|" + person_key(tally.actor) + "|" + person_key(tally.recipient);
    // Of several countries, or of all that is fought over: the whole. One place alone is a part.
    if (places.size() == 1) out += "|" + *places.begin();
    return out;
}

std::string until_of(const PlacedTally& one) {
    return one.tally->until.empty() ? one.report->published : one.tally->until;
}

// "At least 41" and "at least 40" allow one number, but who gives both has two counts.
bool apart(const ToldTally& a, const ToldTally& b) {
    const auto n = a.quantity->leading(), m = b.quantity->leading();
    if (!a.quantity->hedge.empty() && a.quantity->hedge == b.quantity->hedge && n && m && *n != *m)
        return a.supersedes != b.id && b.supersedes != a.id;
    // "Some 62", and "56" by another voice of the same report.
    const auto plain = [](const ToldTally& t) { return t.quantity->best && (!t.quantity->low == !t.quantity->high); };
    if (a.id.substr(0, a.id.rfind('/')) == b.id.substr(0, b.id.rfind('/')) && plain(a) && plain(b) && *n != *m)
        return a.supersedes != b.id && b.supersedes != a.id;
    return a.supersedes != b.id && b.supersedes != a.id && contradict(*a.quantity, *b.quantity);
}

std::string shown(const Range& range) {
    const std::string number = range.leading() ? std::to_string(*range.leading()) : "an unknown number";
    return range.hedge.empty() ? number : range.hedge + " " + number;
}

Finding conflict(const std::vector<const ToldTally*>& tallies, const std::string& reason, const char* field) {
    Json ids = Json::array();
    for (const ToldTally* one : tallies) ids.push_back(one->id);
    const Json line = {
        {"record", "conflict"}, {"kind", "tally"}, {"tallies", ids}, {"because", reason}, {"field", field}};
    Finding out;
    out.kind = "conflict";
    out.line = line.dump();
    out.revision = sha256_hex(out.line).substr(0, 8);
    out.id = "c-" + sha256_hex(ids.dump() + field).substr(0, 16);
    out.type = tallies.front()->of;
    out.since = tallies.front()->since;
    return out;
}

// Different numbers for the same window.
void same_window(const std::vector<PlacedTally>& day, std::vector<Finding>& out) {
    std::vector<const ToldTally*> against;
    for (const PlacedTally& one : day)
        if (std::any_of(day.begin(), day.end(),
                        [&](const PlacedTally& other) { return apart(*one.tally, *other.tally); }))
            against.push_back(one.tally);
    if (against.empty()) return;
    std::vector<std::string> numbers;
    for (const ToldTally* one : against)
        if (const std::string number = shown(*one->quantity);
            std::find(numbers.begin(), numbers.end(), number) == numbers.end())
            numbers.push_back(number);
    std::string list = numbers[0];
    for (size_t i = 1; i < numbers.size(); ++i) list += (i + 1 == numbers.size() ? " and " : ", ") + numbers[i];
    out.push_back(conflict(against, list + " for the same window", "count"));
}

// A running count that is lower than it was.
void falling(const std::vector<std::vector<PlacedTally>>& days, std::vector<Finding>& out) {
    const ToldTally* peak = nullptr;
    std::string peak_day;
    std::vector<const ToldTally*> below;
    const auto close = [&] {
        if (!below.empty()) {
            below.insert(below.begin(), peak);
            out.push_back(conflict(
                below,
                fmt::format("{} until {}, but {} later", shown(*peak->quantity), peak_day, shown(*below[1]->quantity)),
                "count"));
        }
        below.clear();
    };
    for (const auto& day : days) {
        for (const PlacedTally& one : day)
            if (peak && until_of(one) > peak_day && apart(*peak, *one.tally) &&
                one.tally->quantity->leading().value_or(0) < peak->quantity->leading().value_or(0))
                below.push_back(one.tally);
        for (const PlacedTally& one : day) {
            if (peak && bounds_of(*one.tally->quantity).low <= bounds_of(*peak->quantity).low) continue;
            close();
            peak = one.tally;
            peak_day = until_of(one);
        }
    }
    close();
}

int64_t number_of(const ToldTally& tally) {
    return tally.quantity->leading().value_or(0);
}

// "At least 41 since 17 May" beside "at least 40 since mid-May": more than in the longer time. Only where it is said
// who did or suffered it: "three attacks this year" may be of a kind that its words leave open. `first_days`, the
// latest first, hold the counts of one subject.
void within(const std::vector<std::vector<PlacedTally>>& first_days, std::vector<Finding>& out) {
    std::map<std::string, const ToldTally*> most;  // of all up to a day, where it is more than up to the day before
    for (const auto& counts : first_days) {
        for (const PlacedTally& wide : counts) {
            const auto behind = most.upper_bound(until_of(wide));
            if (behind == most.begin() || !wide.tally->part_of.empty()) continue;
            const ToldTally &w = *wide.tally, &n = *std::prev(behind)->second;
            if (!(w.actor || w.recipient) || number_of(n) <= number_of(w) || !apart(w, n)) continue;
            out.push_back(conflict(
                {&w, &n},
                fmt::format("{} since {}, but {} since {}", shown(*w.quantity), w.since, shown(*n.quantity), n.since),
                "count"));
        }
        for (const PlacedTally& one : counts) {
            const std::string until = until_of(one);
            const auto behind = most.upper_bound(until);
            if (behind != most.begin() && number_of(*std::prev(behind)->second) >= number_of(*one.tally)) continue;
            auto at = most.insert_or_assign(until, one.tally).first;
            for (++at; at != most.end() && number_of(*at->second) <= number_of(*one.tally);) at = most.erase(at);
        }
    }
}

void parts(const std::vector<PlacedTally>& tallies, std::vector<Finding>& out) {
    for (const PlacedTally& whole : tallies) {
        std::vector<const ToldTally*> all{whole.tally};
        int64_t sum = 0;
        for (const PlacedTally& one : tallies) {
            if (one.tally->part_of != whole.tally->id || one.tally->of != whole.tally->of) continue;
            all.push_back(one.tally);
            sum += bounds_of(*one.tally->quantity).low;
        }
        if (all.size() > 1 && sum > bounds_of(*whole.tally->quantity).high)
            out.push_back(conflict(
                all, fmt::format("the parts make {}, the whole {}", sum, shown(*whole.tally->quantity)), "parts"));
    }
}

}  // namespace

std::vector<Finding> conflicts_of(const std::vector<PlacedTally>& tallies) {
    using Days = std::map<std::string, std::vector<PlacedTally>>;  // by the last day
    std::map<std::string, std::map<std::string, Days>> groups;     // by subject and first day
    std::map<const ToldReport*, std::vector<PlacedTally>> by_report;
    std::vector<Finding> out;
    for (const PlacedTally& one : tallies) {
        if (!one.tally->quantity || one.tally->quantity->empty() || !one.tally->superlative.empty()) continue;
        if (!one.tally->since.empty()) groups[subject(*one.tally)][one.tally->since][until_of(one)].push_back(one);
        by_report[one.report].push_back(one);
    }
    for (const auto& [subject_key, by_since] : groups) {
        std::vector<std::vector<PlacedTally>> first_days;
        for (const auto& [since, by_day] : by_since) {
            std::vector<std::vector<PlacedTally>> days;
            std::vector<PlacedTally>& all = first_days.emplace_back();
            for (const auto& [until, day] : by_day) {
                same_window(day, out);
                days.push_back(day);
                all.insert(all.end(), day.begin(), day.end());
            }
            falling(days, out);
        }
        std::reverse(first_days.begin(), first_days.end());
        within(first_days, out);
    }
    for (const auto& [report, list] : by_report) parts(list, out);
    std::sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) { return a.line < b.line; });
    return out;
}

}  // namespace tallybook
