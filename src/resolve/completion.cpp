#include "resolve/completion.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace tallybook {

namespace {

constexpr size_t kRowReports = 3;   // fewer make no row
constexpr int64_t kRowNumber = 10;  // smaller numbers fit anywhere

// "Its forces", "whose troops": the words alone do not say whose.
bool of_somebody_else(const ToldPerson& person) {
    return person.called && person.country.empty() &&
           one_of(lower(person.text.substr(0, person.text.find(' '))), {"its", "their", "whose", "his", "her"});
}

bool somebody(const std::optional<ToldPerson>& person) {
    return person && !of_somebody_else(*person) &&
           (!person->id.empty() || !person->name.empty() || !person->country.empty());
}

// "Forty soldiers were hurt": whose soldiers is left to what is counted beside them.
bool some_forces(const ToldTally& t) {
    if (t.of != "killed" && t.of != "injured") return false;
    const auto& whom = t.recipient;
    return whom && whom->called && whom->country.empty() && (whom->kind == "state-forces" || whom->kind == "police");
}

bool runs(const ToldTally& t) {
    return !t.since.empty() && t.since != t.until && t.superlative.empty();
}

std::string key_of(const ToldPerson& person) {
    return person.id.empty() ? plain_name(person.name) : person.id;
}

// What most reports say, at least two of them; the end where they do not agree on one.
template <class Votes>
auto favourite(const Votes& votes) {
    auto best = votes.end();
    size_t most = 1;
    for (auto one = votes.begin(); one != votes.end(); ++one)
        if (one->second.size() > most) best = one, most = one->second.size();
    return best;
}

std::string until_of(const PlacedTally& one) {
    return one.tally->until.empty() ? one.report->published : one.tally->until;
}

// A count of one country is a part; several countries, or none named, are the whole.
std::string part_of_world(const ToldTally& t) {
    return t.places.size() == 1 ? t.places.front().country + t.places.front().id : "";
}

}  // namespace

Completion::Completion(const std::vector<PlacedTally>& tallies) {
    for (const PlacedTally& one : tallies) {
        const ToldTally& t = *one.tally;
        if (!runs(t) || !somebody(t.recipient) || somebody(t.actor)) continue;
        if (t.of == "ASSAULT" && !t.recipient->country.empty())
            attacked_.try_emplace({one.report, t.since}, &*t.recipient);
        const std::string whom = key_of(*t.recipient);
        people_[whom] = &*t.recipient;
        whom_[t.of + "|" + t.since][whom].insert(one.report);
        since_[t.of + "|" + whom][t.since].insert(one.report);
        const auto n = t.quantity ? t.quantity->leading() : std::nullopt;
        if (!n) continue;
        Row& row = rows_[t.of + "|" + t.since + "|" + whom + "|" + part_of_world(t)];
        if (!row.model) row.model = &t;
        row.reports.insert(one.report);
        row.entries.push_back({until_of(one), *n});
    }
}

// The one row into which a count fits: between its neighbours in time, or equal to one of the same days.
const ToldTally* Completion::row_of(const PlacedTally& one) const {
    const ToldTally& t = *one.tally;
    const auto n = t.quantity ? t.quantity->leading() : std::nullopt;
    const std::string until = until_of(one), part = part_of_world(t);
    if (!n || *n < kRowNumber || until.empty()) return nullptr;
    const ToldTally* found = nullptr;
    for (const auto& [key, row] : rows_) {
        if (row.model->of != t.of || part_of_world(*row.model) != part || row.reports.size() < kRowReports) continue;
        if (somebody(t.recipient) && !t.recipient->country.empty() &&
            t.recipient->country != row.model->recipient->country)
            continue;
        std::optional<Entry> before, after;
        for (const Entry& entry : row.entries) {
            if (entry.until < until && (!before || entry.until > before->until)) before = entry;
            if (entry.until > until && (!after || entry.until < after->until)) after = entry;
        }
        const bool equal =
            std::any_of(row.entries.begin(), row.entries.end(), [&](const Entry& entry) { return entry.count == *n; });
        const bool between = before && after && before->count <= *n && *n <= after->count;
        if (!equal && !between) continue;
        if (found) return nullptr;
        found = row.model;
    }
    return found;
}

void Completion::complete(PlacedTally& one) {
    ToldTally t = *one.tally;
    if (!t.superlative.empty() || somebody(t.actor)) return;
    if (runs(t) && some_forces(t)) {
        const auto beside = attacked_.find({one.report, t.since});
        if (beside == attacked_.end()) return;
        t.recipient = *beside->second;
    } else if (runs(t) && !somebody(t.recipient)) {
        const auto votes = whom_.find(t.of + "|" + t.since);
        if (votes == whom_.end()) return;
        const auto best = favourite(votes->second);
        if (best == votes->second.end()) return;
        t.recipient = *people_.at(best->first);
    } else if (t.since.empty()) {
        const auto votes = somebody(t.recipient) ? since_.find(t.of + "|" + key_of(*t.recipient)) : since_.end();
        if (votes == since_.end()) return;
        const auto best = favourite(votes->second);
        if (best == votes->second.end() || best->first > one.report->published) return;
        t.since = best->first;
    } else {
        return;
    }
    storage_.push_back(std::move(t));
    one.tally = &storage_.back();
}

void Completion::fit_row(PlacedTally& one) {
    if (!one.tally->since.empty() || !one.tally->superlative.empty() || somebody(one.tally->actor)) return;
    const ToldTally* row = row_of(one);
    if (!row) return;
    storage_.push_back(*one.tally);
    storage_.back().since = row->since;
    storage_.back().recipient = row->recipient;
    one.tally = &storage_.back();
}

}  // namespace tallybook
