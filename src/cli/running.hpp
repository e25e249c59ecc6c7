// Work over all inputs, as every command does it that takes reports: progress on standard error where that is a
// terminal, errors in their places, and at the end an account of what was read, what was left out and why.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "cli/command.hpp"
#include "ingest/source.hpp"
#include "pipeline/batch.hpp"

namespace tallybook::cli {

// Shows how far a long job is and how long the rest takes: only on a terminal, at most five times a second.
// Thread-safe.
class Progress {
public:
    // The sources must outlive this, and must not have been read from yet.
    Progress(bool quiet, const std::vector<ReportSource>& sources);

    void add(uint64_t text_bytes);        // a report more
    void leave_out(uint64_t file_bytes);  // a file that is not read after all
    void clear();
    double seconds() const;
    uint64_t reports() const { return reports_; }
    uint64_t bytes() const { return bytes_; }

private:
    std::string line(double seconds) const;

    using Clock = std::chrono::steady_clock;
    const std::vector<ReportSource>& sources_;
    bool on_, shown_ = false;
    Clock::time_point start_, last_;
    uint64_t reports_ = 0, bytes_ = 0, expected_ = 0;
    std::mutex lock_;
};

// What became of the inputs.
struct Account {
    uint64_t reports = 0, bytes = 0;            // bytes of their texts
    uint64_t files = 0, files_known = 0;        // read to their end; left out because the ledger holds them
    std::map<std::string, uint64_t> errors;     // by number
    std::map<std::string, uint64_t> languages;  // reports that were not coded, by language; "unknown"
    LeftOut left_out;
    double seconds = 0;

    int status() const { return errors.empty() ? kOk : kSomeInputFailed; }
    Json json() const;  // keys of the summary, without "record"
};

// "left out: …" and how many errors of which kind, each a line; empty where there is nothing to say.
std::string told(const Account& account);

// Writes the summary where InputOptions asks for it; "-": standard error. Nothing where it does not.
Result<void> write_summary(const InputOptions& input, const Json& summary);

// Runs `work` over all inputs and writes what it gives, line by line in the order of the inputs. Returns the exit
// status; ends `output`.
int run_inputs(const InputOptions& input, ReportSource& source, Output& output,
               const std::function<std::string(Report&, Workspace&)>& work);

}  // namespace tallybook::cli
