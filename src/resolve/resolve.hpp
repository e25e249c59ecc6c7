// Incidents out of mentions, checks of tallies, contradictions between tallies: the second of the two pure functions
// that carry everything (the first is coding). The same set of reports gives the same findings in any order, because
// every step works in the canonical order: reports by (published, id), records by their place in the text.
//
// Contract: `reports` is one block, the whole of what may belong together. It is consumed: a mention is let go when it
// is merged, so that a million of them and their incidents need not stand in memory together. Reports without a date
// sort last. No clock, no file, no randomness. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "resolve/told.hpp"

namespace tallybook {

// One line of the record, with the columns by which it is found.
struct Finding {
    std::string kind;      // incident, check, conflict, copy
    std::string id;        // of the incident, of the tally, of the conflict, of the report that is a copy
    std::string revision;  // first 8 hex digits of the SHA-256 of the rest of the line
    std::string line;      // canonical JSON
    std::string type, since, until, place, country;
    std::optional<double> lat, lon;
    std::vector<std::string> mentions;  // of an incident, the first one gives it its id
};

struct Resolution {
    std::vector<Finding> incidents;  // in order of time, then id
    std::vector<Finding> checks;     // in the order of the tallies
    std::vector<Finding> conflicts;
    std::vector<Finding> copies;  // near copies, in the order of the reports
};

struct ReviewAction;

// `reviews`: what reviewers decided and did not undo, in order; it is laid over what follows from the reports
// (resolve/review.hpp).
Resolution resolve(std::vector<ToldReport> reports, const std::vector<ReviewAction>& reviews);
Resolution resolve(std::vector<ToldReport> reports);

}  // namespace tallybook
