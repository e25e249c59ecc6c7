#include "resolve/resolve.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.hpp"
#include "resolve/check.hpp"
#include "resolve/cluster.hpp"
#include "resolve/completion.hpp"
#include "resolve/copies.hpp"
#include "resolve/incident.hpp"
#include "resolve/review.hpp"
#include "resolve/tolls.hpp"

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
            const auto at = by_mention_.find(tellings[member].mention->id);
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

auto place_in_time(const Finding& one) {
    return std::make_tuple(one.since.empty(), std::cref(one.since), std::cref(one.id));
}

auto place_in_time(const Incident& one) {
    return std::make_tuple(!one.days.first, one.days.first.value_or(0), std::cref(one.id));
}

template <class List>
void in_order_of_time(List& list) {
    std::sort(list.begin(), list.end(),
              [](const auto& a, const auto& b) { return place_in_time(a) < place_in_time(b); });
}

// Notes on each near copy what it is a copy of. `ordered` points into `reports`.
std::vector<Finding> find_copies(std::vector<ToldReport>& reports, const std::vector<const ToldReport*>& ordered) {
    std::vector<Sketch> sketches;
    for (const ToldReport* one : ordered) sketches.push_back(one->sketch);
    const auto originals = copies_of(sketches);
    std::vector<Finding> out;
    for (size_t i = 0; i < ordered.size(); ++i) {
        if (!originals[i]) continue;
        const ToldReport& original = *ordered[*originals[i]];
        reports[static_cast<size_t>(ordered[i] - reports.data())].copy_of = &original;
        const double share = std::round(shared(sketches[i], sketches[*originals[i]]) * 100) / 100;
        Finding one;
        one.kind = "copy";
        one.id = ordered[i]->id;
        one.line = Json({{"record", "copy"}, {"id", one.id}, {"of", original.id}, {"shared", share}}).dump();
        one.revision = sha256_hex(one.line).substr(0, 8);
        out.push_back(std::move(one));
    }
    return out;
}

// Without what only its line needs: the trees of a million incidents would not fit into memory.
Incident for_counting(Incident incident) {
    for (Json* tree : {&incident.time, &incident.place, &incident.other_places, &incident.participants, &incident.why,
                       &incident.review})
        *tree = nullptr;
    incident.disagreements = {};
    incident.mentions = {};
    for (ToldPerson& one : incident.people) one.json = {};
    incident.people.shrink_to_fit();
    return incident;
}

}  // namespace

Resolution resolve(std::vector<ToldReport> reports) {
    return resolve(std::move(reports), {});
}

Resolution resolve(std::vector<ToldReport> reports, const std::vector<ReviewAction>& reviews) {
    const auto ordered = in_order(reports);
    Resolution out;
    out.copies = find_copies(reports, ordered);
    auto tellings = tellings_of(ordered);
    const std::vector<Telling> tolls = tolls_of(ordered);
    for (ToldReport& one : reports) one.mentions = {};
    const StatementIndex statements(ordered);

    Reviews reviewed(reviews, tellings);
    std::vector<Cluster> clusters = cluster(tellings);
    reviewed.regroup(clusters);
    std::vector<std::vector<const Telling*>> tolls_about(clusters.size() + 1);  // the last: of none
    const auto about = clusters_of(tolls, tellings, clusters);
    for (size_t i = 0; i < tolls.size(); ++i) tolls_about[about[i]].push_back(&tolls[i]);
    std::vector<Incident> incidents;
    out.incidents.reserve(clusters.size());
    incidents.reserve(clusters.size());
    for (size_t i = 0; i < clusters.size(); ++i) {
        Incident incident = merge(tellings, clusters[i], statements.about(tellings, clusters[i]), tolls_about[i]);
        reviewed.apply(incident, i);
        out.incidents.push_back(finding_of(incident));
        incidents.push_back(for_counting(std::move(incident)));
        for (const size_t member : clusters[i].members) tellings[member].mention.reset();
        clusters[i] = {};
    }
    in_order_of_time(out.incidents);
    in_order_of_time(incidents);

    auto tallies = tallies_of(ordered);
    Completion completion(tallies);
    for (PlacedTally& one : tallies) completion.complete(one);
    out.conflicts = conflicts_of(tallies);
    for (PlacedTally& one : tallies) completion.fit_row(one);
    out.checks = check_tallies(ordered, tallies, incidents);
    return out;
}

}  // namespace tallybook
