#include "resolve/resolve.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "resolve/check.hpp"
#include "resolve/cluster.hpp"
#include "resolve/incident.hpp"

namespace tallybook {

namespace {

// Statements by the mentions that they are about; the second number keeps the canonical order.
class StatementIndex {
public:
    explicit StatementIndex(const std::vector<const ToldReport*>& reports) {
        for (const ToldReport* report : reports) {
            std::vector<const ToldStatement*> here;
            for (const ToldStatement& one : report->statements) here.push_back(&one);
            std::sort(here.begin(), here.end(), [](const ToldStatement* a, const ToldStatement* b) {
                return std::tie(a->at, a->id) < std::tie(b->at, b->id);
            });
            for (const ToldStatement* one : here) {
                for (const std::string& id : one->about) by_mention_[id].push_back(all_.size());
                all_.push_back({report, one});
            }
        }
    }

    std::vector<PlacedStatement> about(const std::vector<Telling>& tellings, const Cluster& cluster) const {
        std::set<size_t> found;
        for (const size_t member : cluster.members) {
            const auto at = by_mention_.find(tellings[member].mention.id);
            if (at != by_mention_.end()) found.insert(at->second.begin(), at->second.end());
        }
        std::vector<PlacedStatement> out;
        for (const size_t at : found) out.push_back(all_[at]);
        return out;
    }

private:
    std::vector<PlacedStatement> all_;
    std::map<std::string, std::vector<size_t>> by_mention_;
};

std::vector<PlacedTally> tallies_of(const std::vector<const ToldReport*>& reports) {
    std::vector<PlacedTally> out;
    for (const ToldReport* report : reports) {
        const size_t begin = out.size();
        for (const ToldTally& one : report->tallies) out.push_back({report, &one});
        std::sort(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
                  [](const PlacedTally& a, const PlacedTally& b) {
                      return std::tie(a.tally->at, a.tally->id) < std::tie(b.tally->at, b.tally->id);
                  });
    }
    return out;
}

bool somebody(const std::optional<ToldPerson>& person) {
    return person && (!person->id.empty() || !person->name.empty() || !person->country.empty());
}

// "62 attacks since 17 May", and not on whom: the other counts that run since that day say it. Only what runs over days
// and names no doer is completed, and only where most reports that name somebody name the same.
std::vector<PlacedTally> completed_tallies(std::vector<PlacedTally> tallies, std::deque<ToldTally>& storage) {
    const auto runs = [](const ToldTally& t) {
        return !t.since.empty() && t.since != t.until && t.superlative.empty();
    };
    const auto key = [](const ToldTally& t) { return t.of + "|" + t.since; };
    std::map<std::string, std::map<std::string, std::pair<std::set<const ToldReport*>, const ToldPerson*>>> votes;
    for (const PlacedTally& one : tallies) {
        const ToldTally& t = *one.tally;
        if (!runs(t) || !somebody(t.recipient)) continue;
        auto& vote = votes[key(t)][t.recipient->id.empty() ? plain_name(t.recipient->name) : t.recipient->id];
        vote.first.insert(one.report);
        if (vote.second == nullptr) vote.second = &*t.recipient;
    }
    for (PlacedTally& one : tallies) {
        if (!runs(*one.tally) || somebody(one.tally->recipient) || somebody(one.tally->actor)) continue;
        const auto found = votes.find(key(*one.tally));
        if (found == votes.end()) continue;
        const ToldPerson* best = nullptr;
        size_t most = 1;
        for (const auto& [who, vote] : found->second)
            if (vote.first.size() > most) best = vote.second, most = vote.first.size();
        if (best == nullptr) continue;
        storage.push_back(*one.tally);
        storage.back().recipient = *best;
        one.tally = &storage.back();
    }
    return tallies;
}

}  // namespace

Resolution resolve(const std::vector<ToldReport>& reports) {
    const auto ordered = in_order(reports);
    const auto tellings = tellings_of(ordered);
    const StatementIndex statements(ordered);

    std::vector<Incident> incidents;
    for (const Cluster& one : cluster(tellings))
        incidents.push_back(merge(tellings, one, statements.about(tellings, one)));
    std::sort(incidents.begin(), incidents.end(), [](const Incident& a, const Incident& b) {
        return std::make_tuple(a.days.first.value_or(INT32_MAX), std::cref(a.id)) <
               std::make_tuple(b.days.first.value_or(INT32_MAX), std::cref(b.id));
    });

    std::deque<ToldTally> completed;
    const auto tallies = completed_tallies(tallies_of(ordered), completed);
    Resolution out;
    for (const Incident& one : incidents) out.incidents.push_back(finding_of(one));
    out.checks = check_tallies(ordered, tallies, incidents);
    out.conflicts = conflicts_of(tallies);
    return out;
}

}  // namespace tallybook
