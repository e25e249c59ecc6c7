// The ledger: one SQLite file (WAL) that keeps reports, their records, and the incidents and checks that follow from
// them. Append-only: what was kept is never changed, newer rows stand in front of older ones.
//
// Order-free. A report's place in the file says when it was read, and nothing that is given out depends on it: current
// records are those of the newest coding, reports come by (published, id), incidents are resolved from all of them.
// Only transaction numbers and aliases of former incident ids know the order of reading.
//
// Killed at any moment, the file holds each report with all its records or not at all: a report is one transaction
// with a number of its own, and `add_all` writes a batch of them to the disk at once or not at all. What follows from
// several reports (incidents) is a transaction of its own, `settle`; a ledger whose last transaction is not a settle is
// simply settled again. Resolving after every report instead would cost the square of the reports.
//
// Contract: no member throws, prints or exits. Not thread-safe: one Ledger a thread; several processes may use one file
// (a writer waits `busy_ms` for another). Returned values are copies.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ledger/sqlite.hpp"
#include "resolve/resolve.hpp"
#include "resolve/review.hpp"

namespace tallybook {

struct RunInfo {
    std::string tallybook, codebook, model, gazetteer;  // version, and digests

    bool operator==(const RunInfo&) const = default;
};

// Where a text was found. Two inputs are the same one where all of this is equal.
struct SourceInfo {
    std::string key;
    std::optional<std::string> uri, outlet, byline, title, published, published_basis, language;

    bool operator==(const SourceInfo&) const = default;
};

struct ReportText {
    std::string id, sha256;  // "r-…", and the digest of the text
    std::string_view text;
};

// A coded report as it is kept: canonical lines of the record format.
struct CodedLines {
    SourceInfo as;  // with whose metadata it was coded
    std::string report_line;
    std::vector<std::string> records;             // mentions, statements, tallies, in the order of the coder
    std::optional<Sketch> sketch = std::nullopt;  // of the text; made when it is settled where it is missing
};

enum class Intake {
    Known,   // nothing to do
    Copy,    // the text is known from another place: only that is noted
    New,     // to be coded
    Recode,  // known, but to be coded (again): another codebook, model or program, or an earlier publication
};

struct Decision {
    Intake intake = Intake::New;
    SourceInfo as;  // New, Recode: the earliest publication of the text; code the report with its metadata
};

// A report to be kept. The lines may be null where Known or Copy is expected.
struct Reading {
    ReportText report;
    const SourceInfo* source = nullptr;
    const CodedLines* coded = nullptr;
};

struct Added {
    Intake intake = Intake::Known;
    bool kept = false;  // false: nothing was written. For New and Recode that means: decide and code again
    int64_t txn = 0;
};

// What the ledger says of one report, ready to be written out or shown.
struct KeptReport {
    std::string id;
    std::string line;  // with "copies"
    std::string text;
    std::vector<std::string> records;
    int64_t txn = 0;  // in which its current records came
};

struct Settled {
    int64_t txn = 0;                // 0: nothing followed, nothing was written
    std::vector<Finding> fresh;     // new or changed incidents, checks, conflicts, copies
    std::vector<std::string> gone;  // ids that no longer hold
};

// A row of the review log: an action, or the undoing of one.
struct ReviewRow {
    ReviewAction action;            // kind "undo": only n, by, at, reason and kind are filled
    std::optional<int64_t> undone;  // the row that an undo undoes
    bool active = true;             // false: undone, and not by an undo that was itself undone
    int64_t txn = 0;
};

class Ledger {
public:
    enum class Access { Read, Write };

    // Write creates the file where it is missing and migrates an older one; Read does neither. ":memory:" works.
    static Result<Ledger> open(const std::string& path, Access access, int busy_ms = 10'000);

    // What reading this report would do. Only advice: `add` decides again under the lock.
    Result<Decision> decide(const ReportText& report, const SourceInfo& source, const RunInfo& run) const;

    // Keeps a report in one transaction and says what it did. `coded` may be null where Known or Copy is expected.
    Result<Added> add(const ReportText& report, const SourceInfo& source, const CodedLines* coded, const RunInfo& run);

    // Keeps all of them, in this order, or none. As many answers as readings, each as `add` gives it.
    Result<std::vector<Added>> add_all(const std::vector<Reading>& readings, const RunInfo& run);

    // The journal: inputs that came to their end, by a name that their reader makes. Note them when all that they gave
    // is kept.
    Result<void> note_finished(const std::vector<std::string>& inputs);
    Result<bool> is_finished(const std::string& input) const;

    // Resolves all current records and appends what is new, changed or gone, in one transaction.
    Result<Settled> settle(const RunInfo& run);
    Result<bool> is_settled() const;

    // Keeps what a reviewer did and what follows from it, in one transaction. `by` must not be empty. Undoing a row
    // that is an undo brings back what it undid; kNoSuchRecord where there is no such row or it is undone already.
    Result<Settled> review(const ReviewAction& action, const RunInfo& run);
    Result<Settled> undo(int64_t row, const std::string& by, const std::string& reason, const RunInfo& run);
    // All, in their order; of the action only n, by, at, kind and incident are filled, the rest by read_actions.
    Result<std::vector<ReviewRow>> reviews() const;
    Result<void> read_actions(std::vector<ReviewRow>& rows) const;
    Result<std::vector<ReviewAction>> active_actions() const;  // what is not undone, in full

    // What a reviewer's action on an incident holds on to: the tellings of its mentions. Mentions that the ledger does
    // not hold are left out.
    Result<std::vector<ReviewAnchor>> anchors(const std::vector<std::string>& mentions) const;

    // All current records, as resolving reads them.
    Result<std::vector<ToldReport>> told() const;

    // What follows from the reports alone, as if nobody had reviewed anything; nothing is written.
    Result<Resolution> automatic() const;

    // The current state, one report or finding at a time in the canonical order. Stops where the visitor returns false.
    Result<void> each_report(const std::function<bool(const KeptReport&)>& visit) const;
    Result<void> each_finding(const std::string& kind, const std::function<bool(const std::string& line)>& visit) const;
    Result<std::optional<std::string>> finding(const std::string& kind, const std::string& id) const;  // its line
    Result<std::optional<KeptReport>> report(const std::string& id) const;

    // The id that now stands for an incident: itself, or the end of its chain of aliases. Nothing where it was never
    // given out.
    Result<std::optional<std::string>> current_incident(const std::string& id) const;

    // The programs, codebooks and models behind the current records; each once, sorted.
    Result<std::vector<RunInfo>> runs() const;
    Result<int64_t> last_transaction() const;
    Result<int64_t> report_count() const;

    const Database& database() const { return database_; }

private:
    explicit Ledger(Database database) : database_(std::move(database)) {}
    Result<int64_t> add_transaction(const char* kind, const RunInfo& run);
    Result<Added> add_within(const Reading& reading, const RunInfo& run);
    // `digest`: of the source; of the source that it was coded with.
    Result<void> add_source(const ReportText& report, const SourceInfo& source, const std::string& digest, int64_t txn);
    Result<void> add_coding(const ReportText& report, const CodedLines& coded, const std::string& digest, int64_t txn);
    Result<void> add_sketch(const std::string& report, const Sketch& sketch);
    Result<void> add_missing_sketches();
    Result<void> add_gists(std::vector<ToldReport>& reports) const;
    Result<Reused> reused(std::string_view sql) const;
    Result<Settled> settle_within(int64_t txn, const RunInfo& run);
    Result<Settled> review_row(const std::string& by, const std::string& kind, std::optional<int64_t> target,
                               const std::string& incident, const std::string& line, const RunInfo& run);
    Result<void> note_gone(const Finding& old, const std::vector<Finding>& now, int64_t txn);
    Result<KeptReport> kept(const Query& row) const;

    Database database_;
    mutable std::map<std::string, Query, std::less<>> queries_;        // of reading, by their SQL; none under way
    mutable std::map<std::string, ReviewAction, std::less<>> parsed_;  // actions by the line that the log keeps
};

}  // namespace tallybook
