// What reviewers decided, and how it is laid over what follows from the reports: merges and splits change which
// tellings are one incident, edits its fields, rejecting takes it out of every count. Automatic runs come and go
// beneath: an action holds on to the tellings that it was about, by report and place in the text, so that it outlives
// another codebook, newer reports and new incident ids.
//
// Actions are replayed in their order; undone ones are left out before. Pure; thread-safe.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "resolve/cluster.hpp"
#include "resolve/incident.hpp"

namespace tallybook {

// A telling that an action is about: the mention's id then, and where in the report it stands.
struct ReviewAnchor {
    std::string mention, report, type;
    std::optional<std::pair<int64_t, int64_t>> trigger;   // span of the words, bytes
    std::optional<std::pair<int64_t, int64_t>> sentence;  // of the first evidence
};

struct ReviewAction {
    int64_t n = 0;       // in the order of the ledger
    std::string kind;    // accept, reject, edit, merge, split, note
    std::string by, at;  // reviewer; time of the ledger's transaction
    std::string reason;
    std::string incident;               // its id when it was acted on
    std::vector<ReviewAnchor> anchors;  // all its tellings then
    std::vector<ReviewAnchor> others;   // merge: those of the incidents that join it; split: those that leave it
    std::string field;                  // edit
    Json value;                         // edit: what it shall say, as the record writes it
    Json seen;                          // what the record said of it to the reviewer, by field
};

// The JSON by which a ledger keeps an action. kBadRecord where it is none.
std::string review_json(const ReviewAction& action);
Result<ReviewAction> read_review(std::string_view line);

// The fields that can be edited, and what of an incident's line stands in them.
const std::vector<std::string>& review_fields();
Json review_value(const Json& incident, const std::string& field);

class Reviews {
public:
    // Borrows both.
    Reviews(const std::vector<ReviewAction>& actions, const std::vector<Telling>& tellings);

    // Merges and splits, in the clusters' canonical order again. Once, before `apply`.
    void regroup(std::vector<Cluster>& clusters);

    // Edits, states and notes of the incident that a cluster, by its number after `regroup`, became.
    void apply(Incident& incident, size_t cluster) const;

    // The telling that an anchor means now; nothing where it is no longer told.
    std::optional<size_t> find(const ReviewAnchor& anchor) const;

private:
    std::vector<size_t> found(const std::vector<ReviewAnchor>& anchors) const;
    void aim(const std::vector<Cluster>& clusters);

    const std::vector<ReviewAction>& actions_;
    const std::vector<Telling>& tellings_;
    std::map<std::string, std::vector<size_t>> of_report_;
    std::map<size_t, std::vector<const ReviewAction*>> about_;  // what speaks of a cluster, in order
};

}  // namespace tallybook
