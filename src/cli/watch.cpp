// watch: feeds in, again and again, into the ledger. A round fetches into a web archive, reads it as `read` reads any
// archive, and only then writes down what was fetched: killed at any moment, the next start goes on.
#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "base/hash.hpp"
#include "cli/file_commands.hpp"
#include "cli/reading.hpp"
#include "export/wording.hpp"
#include "fetch/errors.hpp"
#include "fetch/watcher.hpp"

namespace tallybook::cli {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr const char* kFetchLogEnding = ".watch.jsonl";

struct Options {
    DataOptions data;
    std::string feeds, ledger = kDefaultLedger, keep;
    unsigned threads = 1;
    bool once = false, now = false, status = false, json = false, quiet = false;
};

std::atomic<bool> stop{false};

void ask_to_stop(int) {
    stop.store(true);
}

int64_t now() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

// In pieces, so that Ctrl-C is heard.
void nap(milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (!stop.load() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::min(milliseconds(100), time));
}

std::string json_line(const Json& line) {
    return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string status_text(const Json& line) {
    const auto text = [&](const char* key) { return text_of(line, key); };
    std::string out = text("url") + "\n  ";
    if (text("asked").empty()) return out + "never asked\n";
    out += fmt::format("asked {}, status {}, {} entries, next {}", text("asked"),
                       line["status"].is_null() ? "none" : line["status"].dump(), line["entries"].dump(), text("next"));
    if (line["waiting"] != 0) out += fmt::format(", {} pages waiting", line["waiting"].dump());
    if (line["failures"] != 0) out += fmt::format(", failed {} times in a row", line["failures"].dump());
    if (const std::string error = text("error"); !error.empty()) out += "\n  " + error;
    return out + "\n";
}

void tell_status(const Watcher& watcher, const Options& options, Output& output) {
    for (const Json& line : watcher.status()) output.write(options.json ? json_line(line) : status_text(line));
}

// What came in, kept under the time of the round; nothing is ever written over.
Result<std::string> keep_archive(const std::string& from, const std::string& folder) {
    std::string stamp = utc_text(now());
    std::erase(stamp, ':');
    std::error_code problem;
    for (int n = 1; n < 1000; ++n) {
        const std::string name = fmt::format("pages-{}{}.warc.gz", stamp, n == 1 ? "" : fmt::format("-{}", n));
        const fs::path to = fs::path(folder) / name;
        // A second name, and the first taken away: a rename would write over what stands there.
        fs::create_hard_link(from, to, problem);
        if (problem == std::errc::file_exists) continue;
        if (!problem) fs::remove(from, problem);
        if (!problem) return name;
        break;
    }
    return Error{errors::kArchiveFile, "what was fetched cannot be kept: " + problem.message(), folder};
}

// Hidden, and the same at every start, so that what a killed program left is written over.
std::string round_name(const std::string& ledger) {
    std::error_code none;
    return ".round-" + sha256_hex(fs::absolute(ledger, none).string()).substr(0, 12) + ".warc.gz";
}

class Watch {
public:
    Watch(const Options& options, const FeedsFile& file, FetchLog& log, const Pipeline& pipeline, Ledger& ledger)
        : options_(options),
          log_(log),
          pipeline_(pipeline),
          ledger_(ledger),
          watcher_(file, log, {now, nap}, stop),
          path_(options.keep.empty() ? options.ledger + ".round.warc.gz"
                                     : (fs::path(options.keep) / round_name(options.ledger)).string()) {}
    ~Watch() {
        std::error_code none;
        fs::remove(path_, none);
    }

    // One round; false where nothing can be kept any more.
    bool round(bool all) {
        auto archive = WarcWriter::create(path_, std::string("tallybook ") + TALLYBOOK_VERSION);
        if (!archive) return failed(archive.error());
        auto done = watcher_.round(*archive, all);
        if (!done) return failed(done.error());
        if (auto finished = archive->finish(); !finished) return failed(finished.error());
        ReadCounts counts;
        if (archive->records() > 0) {
            InputOptions input;
            input.inputs = {path_};
            input.format = "warc";
            input.threads = options_.threads;
            input.quiet = true;
            auto read = read_into(ledger_, pipeline_, input);
            if (!read) return failed(read.error());
            counts = std::move(*read);
            if (counts.ledger_error) return failed(*counts.ledger_error);
            if (!keep(*done)) return false;
        }
        if (auto written = log_.append(done->lines); !written) return failed(written.error());
        if (done->failed > 0) status_ = kSomeInputFailed;
        return tell(*done, counts);
    }

    void wait() const {
        if (const int64_t pause = watcher_.next_due() - now(); pause > 0) nap(std::chrono::seconds(pause));
    }

    int status() const { return status_; }
    const Watcher& watcher() const { return watcher_; }
    Output output;

private:
    bool failed(const Error& error) {
        status_ = fail(error);
        return false;
    }

    bool keep(WatchRound& round) {
        std::string name;
        if (!options_.keep.empty()) {
            auto kept = keep_archive(path_, options_.keep);
            if (!kept) return failed(kept.error());
            name = *kept;
        }
        for (Json& line : round.lines) {
            if (!line.contains("offset")) continue;
            if (name.empty()) {
                line.erase("offset");
                line.erase("length");
            } else {
                line["archive"] = name;
            }
        }
        return true;
    }

    bool tell(const WatchRound& round, const ReadCounts& counts) {
        if (options_.json) {
            output.write(json_line({{"record", "round"},
                                    {"at", utc_text(now())},
                                    {"feeds", round.feeds},
                                    {"unchanged", round.unchanged},
                                    {"failed", round.failed},
                                    {"pages", round.pages},
                                    {"entries", round.entries},
                                    {"waiting", round.waiting},
                                    {"new_reports", counts.fresh},
                                    {"copies", counts.copies},
                                    {"known", counts.known}}));
            tell_status(watcher_, options_, output);
        } else if (!options_.quiet && round.feeds + round.pages + round.entries > 0) {
            output.write(fmt::format("{}  {} ({} unchanged, {} failed), {}, {} in {}\n", utc_text(now()),
                                     wording::counted(round.feeds, "feed", "feeds"), round.unchanged, round.failed,
                                     wording::counted(round.pages + round.entries, "new page", "new pages"),
                                     wording::counted(counts.fresh, "new report", "new reports"), options_.ledger));
            for (const Json& line : round.lines)
                if (const std::string error = text_of(line, "error"); !error.empty())
                    output.write(fmt::format("  {}: {}\n", text_of(line, "url"), error));
        }
        return output.finish(kOk) == kOk;
    }

    const Options& options_;
    FetchLog& log_;
    const Pipeline& pipeline_;
    Ledger& ledger_;
    Watcher watcher_;
    const std::string path_;
    int status_ = kOk;
};

int tell_status_only(const Options& options, const FeedsFile& file) {
    auto log = FetchLog::open(options.ledger + kFetchLogEnding);
    if (!log) return fail(log.error());
    const Watcher watcher(file, *log, {now, nap}, stop);
    Output output;
    tell_status(watcher, options, output);
    return output.finish(kOk);
}

int run(const Options& options) {
    const auto file = read_feeds_file(options.feeds);
    if (!file) return fail(file.error(), file.error().code == errors::kFeedsFile ? kWrongUsage : kSomeInputFailed);
    if (options.status) return tell_status_only(options, *file);
    std::error_code problem;
    if (!options.keep.empty() && !fs::is_directory(options.keep, problem) &&
        !fs::create_directories(options.keep, problem))
        return fail({errors::kArchiveFile, "this folder cannot be made: " + problem.message(), options.keep});
    const auto pipeline = options.data.open_pipeline({});
    if (!pipeline) return fail(pipeline.error());
    auto ledger = Ledger::open(options.ledger, Ledger::Access::Write);
    if (!ledger) return fail(ledger.error());
    auto log = FetchLog::open(options.ledger + kFetchLogEnding);
    if (!log) return fail(log.error());
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);
    Watch watch(options, *file, *log, *pipeline, *ledger);
    for (bool all = options.now; watch.round(all) && !options.once && !stop.load(); all = false) watch.wait();
    return options.once || !stop.load() ? watch.status() : kOk;
}

}  // namespace

void register_watch(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app =
        root.add_subcommand("watch", "Feeds in, again and again, into the ledger; polite, and goes on after anything");
    app->add_option("feeds", options->feeds, "which feeds, how often, with what limits (docs/feeds.md)")
        ->required()
        ->type_name("FEEDS.toml");
    app->add_option("--ledger", options->ledger, "the ledger; made where it is missing")
        ->type_name("FILE")
        ->capture_default_str();
    app->add_option("--keep-pages", options->keep, "keep what was fetched there, as WARC, a file a round")
        ->type_name("DIR");
    app->add_flag("--once", options->once, "one round of what is due, then stop (for cron)");
    app->add_flag("--now", options->now, "ask every feed at once, due or not");
    app->add_flag("--status", options->status, "only tell how each feed stands; nothing is asked");
    app->add_flag("--json", options->json, "after each round a line for it and one for each feed (JSON Lines)");
    app->add_flag("-q,--quiet", options->quiet, "nothing but errors");
    app->add_option("--threads", options->threads, "how many threads code reports; 0: one a core")
        ->check(CLI::Range(0U, kMostThreads))
        ->type_name("N")
        ->capture_default_str();
    options->data.add_to(*app);
    app->footer(
        "What is known of feeds and pages stands beside the ledger, in LEDGER.watch.jsonl; a restart goes on from "
        "there.\n"
        "With --once the exit status is 1 where a feed failed; the others were read.\n"
        "Example:\n  tallybook watch feeds.toml --ledger my.ledger --keep-pages pages/\n  tallybook watch feeds.toml "
        "--ledger my.ledger --status");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
