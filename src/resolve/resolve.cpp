#include "resolve/resolve.hpp"

#include <algorithm>
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

    const auto tallies = tallies_of(ordered);
    Resolution out;
    for (const Incident& one : incidents) out.incidents.push_back(finding_of(one));
    out.checks = check_tallies(ordered, tallies, incidents);
    out.conflicts = conflicts_of(tallies);
    return out;
}

}  // namespace tallybook
