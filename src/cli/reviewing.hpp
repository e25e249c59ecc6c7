// What the review commands share: one reviewer's actions on one ledger.
#pragma once

#include <string>
#include <vector>

#include "cli/questions.hpp"

namespace tallybook::cli {

struct ReviewOptions {
    std::string ledger = kDefaultLedger, by, reason;
    DataOptions data;  // the gazetteer, for places
};

class Reviewer {
public:
    // Opens the ledger for writing. kUsage without a reviewer's name (option, else TALLYBOOK_REVIEWER).
    static Result<Reviewer> open(const ReviewOptions& options);

    // Each keeps one action and what follows; the words are what is said of it: "accepted i-…".
    Result<std::string> state(const std::string& kind, const std::string& incident, const std::string& reason);
    Result<std::string> edit(const std::string& incident, const std::string& field, const std::string& text,
                             const std::string& reason);
    Result<std::string> merge(const std::vector<std::string>& incidents, const std::string& reason);
    Result<std::string> split(const std::string& incident, const std::vector<std::string>& mentions,
                              const std::string& reason);
    Result<std::string> undo(std::optional<int64_t> row, const std::string& reason);  // without a row: one's own last

    const Ledger& ledger() const { return ledger_; }

private:
    Reviewer(Ledger ledger, ReviewOptions options, RunInfo run)
        : ledger_(std::move(ledger)), options_(std::move(options)), run_(std::move(run)) {}
    Result<Json> line_of(const std::string& incident) const;  // former ids are known
    Result<ReviewAction> action_on(const std::string& kind, const std::string& incident,
                                   const std::string& reason) const;
    Result<Json> place(const std::string& text) const;
    Result<Json> actor(const std::string& text) const;
    Result<std::string> keep(const ReviewAction& action, const std::string& what);

    Ledger ledger_;
    ReviewOptions options_;
    RunInfo run_;
};

// One incident after the other, read from standard input, until there is none or "q". The exit status.
int review_walk(const ReviewOptions& options, const Selection& selection, const PaperOptions& paper);

}  // namespace tallybook::cli
