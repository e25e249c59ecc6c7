#include "cli/running.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace tallybook::cli {

namespace {

constexpr double kSecondsBeforeAGuess = 2;

std::string duration(double seconds) {
    if (seconds < 60) return fmt::format("{:.0f} s", seconds);
    if (seconds < 3600) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

std::string listed(const std::map<std::string, uint64_t>& counts) {
    std::string line;
    for (const auto& [what, count] : counts) line += fmt::format("{}{} ({})", line.empty() ? "" : ", ", what, count);
    return line;
}

template <class Key>
Json counted(const std::map<Key, uint64_t>& counts) {
    Json out = Json::object();
    for (const auto& [what, count] : counts) out[what] = count;
    return out;
}

}  // namespace

Progress::Progress(bool quiet, const std::vector<ReportSource>& sources)
    : sources_(sources), on_(!quiet && ::isatty(STDERR_FILENO) != 0), start_(Clock::now()), last_(start_) {
    // Each source walks over the same files and reads its share of them.
    if (on_ && !sources.empty()) expected_ = sources.front().measure();
}

double Progress::seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
}

std::string Progress::line(double seconds) const {
    std::string out = fmt::format("{} reports, {:.1f} MB, {:.0f} reports a second", reports_,
                                  static_cast<double>(bytes_) / 1e6, static_cast<double>(reports_) / seconds);
    uint64_t read = 0;
    for (const ReportSource& source : sources_) read += source.bytes_read();
    if (expected_ == 0 || read == 0 || seconds < kSecondsBeforeAGuess) return out;
    const double share = std::min(1.0, static_cast<double>(read) / static_cast<double>(expected_));
    return out + fmt::format(", {:.0f} %, about {} left", share * 100, duration(seconds / share * (1 - share)));
}

void Progress::leave_out(uint64_t file_bytes) {
    const std::scoped_lock hold(lock_);
    expected_ -= std::min(expected_, file_bytes);
}

void Progress::add(uint64_t text_bytes) {
    const std::scoped_lock hold(lock_);
    ++reports_;
    bytes_ += text_bytes;
    if (!on_ || Clock::now() - last_ < std::chrono::milliseconds(200)) return;
    last_ = Clock::now();
    shown_ = true;
    std::fputs(("\r" + line(seconds()) + " \x1b[K").c_str(), stderr);
}

void Progress::clear() {
    const std::scoped_lock hold(lock_);
    if (shown_) std::fputs("\r\x1b[K", stderr);
    shown_ = false;
}

Json Account::json() const {
    return {{"reports", reports},
            {"bytes", bytes},
            {"files", files},
            {"files_known", files_known},
            {"errors", counted(errors)},
            {"not_coded", counted(languages)},
            {"left_out", counted(left_out)},
            {"seconds", seconds}};
}

std::string told(const Account& account) {
    std::string out;
    if (!account.left_out.empty()) out += "left out: " + listed(account.left_out) + "\n";
    uint64_t errors = 0;
    for (const auto& [number, count] : account.errors) errors += count;
    if (errors > 1) out += fmt::format("not read: {}\n", listed(account.errors));
    return out;
}

Result<void> write_summary(const InputOptions& input, const Json& summary) {
    if (input.summary.empty()) return {};
    const std::string line = summary.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    if (input.summary == "-") {
        std::fputs(line.c_str(), stderr);
        return {};
    }
    Output output;
    if (auto opened = output.open(input.summary); !opened) return opened;
    output.write(line);
    output.finish(kOk);
    return {};
}

int run_inputs(const InputOptions& input, ReportSource& source, Output& output,
               const std::function<std::string(Report&, Workspace&)>& work) {
    std::vector<ReportSource> sources;
    sources.push_back(std::move(source));
    Progress progress(input.quiet, sources);
    Account account;
    BatchCalls calls;
    calls.work = [&](Report& report, Workspace& workspace) -> Delivery {
        std::string language = report.language == "en" ? "" : report.language.value_or("unknown");
        return [&, out = work(report, workspace), language = std::move(language)] {
            if (!language.empty()) ++account.languages[language];
            return output.write(out);
        };
    };
    calls.failed = [&](const Error& error) {
        progress.clear();
        ++account.errors[error.code];
        fail(error);
    };
    calls.finished = [&](const std::vector<ReadFile>& files) { account.files += files.size(); };
    calls.done = [&](uint64_t bytes) { progress.add(bytes); };
    calls.most_bytes = input.most_text() / 2;
    run_batch(sources.front(), input.threads, calls);
    progress.clear();
    account.reports = progress.reports();
    account.bytes = progress.bytes();
    account.left_out = sources.front().left_out();
    account.seconds = progress.seconds();
    if (!input.quiet) std::fputs(told(account).c_str(), stderr);
    Json summary = Json::object();
    summary["record"] = "summary";
    summary.update(account.json());
    const int status = output.finish(account.status());
    if (auto written = write_summary(input, summary); !written) return fail(written.error());
    return status;
}

}  // namespace tallybook::cli
