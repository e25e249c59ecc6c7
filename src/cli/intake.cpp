// Reports into the ledger: decided and coded in any thread, kept in the order of the inputs, a few hundred at a time in
// one transaction. The journal is one note a file, written when all that it gave is kept. Positions within a file were
// turned down: what stood before the break is recognised by its hash, which costs reading and no coding.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "cli/reading.hpp"
#include "report/record_json.hpp"
#include "report/unread.hpp"

namespace tallybook::cli {

namespace {

using Kind = Intake;

constexpr uint64_t kMemoryOfALedger = 110 << 20, kMemoryOfARecord = 5000, kMemoryOfAReport = 1500;
constexpr size_t kReportsABatch = 500;
constexpr uint64_t kBytesABatch = uint64_t{8} << 20;
constexpr std::chrono::milliseconds kLongestWait{250};  // a slow stream is kept as it comes

SourceInfo source_of(const Report& report) {
    return {report.key,   report.uri,       report.outlet,          report.byline,
            report.title, report.published, report.published_basis, report.language};
}

// The text again, as it was before any stage, under the metadata that the ledger asks for.
Report under(const SourceInfo& source, const Report& read) {
    Report out = unread(read);
    out.key = source.key;
    out.uri = source.uri;
    out.outlet = source.outlet;
    out.byline = source.byline;
    out.title = source.title;
    out.published = source.published;
    out.published_basis = source.published_basis;
    out.language = source.language;
    return out;
}

CodedLines coded(const Pipeline& pipeline, const Report& read, const SourceInfo& as, Workspace& workspace) {
    Report report = under(as, read);
    const Records records = pipeline.code(report, workspace);
    CodedLines out{as, to_json(report), {}, sketch_of(read.text())};
    for (const Mention& one : records.mentions) out.records.push_back(to_json(one, report));
    for (const Statement& one : records.statements) out.records.push_back(to_json(one, report));
    for (const Tally& one : records.tallies) out.records.push_back(to_json(one, report));
    return out;
}

// A report on its way into the ledger.
struct Item {
    Report report;
    SourceInfo source;
    std::optional<CodedLines> lines;

    ReportText text() const { return {report.id, report.sha256, report.text()}; }
    uint64_t bytes() const {
        uint64_t sum = report.text().size();
        if (lines)
            for (const std::string& line : lines->records) sum += line.size();
        return sum;
    }
};

class Keeper {
public:
    Keeper(Ledger& ledger, const Pipeline& pipeline, const InputOptions& input, Progress& progress)
        : ledger_(ledger), pipeline_(pipeline), input_(input), progress_(progress), run_(run_info(pipeline)) {}

    // One report, in any thread; what it returns is to be called in the order of the inputs.
    Delivery read(Report& report, Workspace& workspace) {
        auto item = std::make_shared<Item>();
        item->source = source_of(report);
        item->report = std::move(report);
        if (prepare(*item, workspace) == Kind::Known) return [this, item] { return keep_known(*item); };
        return [this, item] { return keep(item); };
    }

    bool is_wanted(const FoundFile& file, bool reread) {
        const std::scoped_lock hold(lock_);
        if (counts.ledger_error || reread) return true;
        auto finished = ledger_.is_finished(digest_of(file));
        if (!finished) counts.ledger_error = finished.error();
        if (!finished || !*finished) return true;
        ++counts.account.files_known;
        progress_.leave_out(file.bytes);
        return false;
    }

    // Files that came to their end. The first one is not noted where something of it failed: it is to be tried again.
    void finish(const std::vector<ReadFile>& files, bool first_failed) {
        const std::scoped_lock hold(lock_);
        counts.account.files += files.size();
        for (size_t i = 0; i < files.size(); ++i)
            if (files[i].errors == 0 && (i > 0 || !first_failed)) finished_.push_back(digest_of(files[i].file));
    }

    void failed(const Error& error) {
        const std::scoped_lock hold(lock_);
        progress_.clear();
        ++counts.account.errors[error.code];
        fail(error);
    }

    void flush() {
        const std::scoped_lock hold(lock_);
        write();
    }

    void settle() {
        if (counts.ledger_error) return;
        if (const auto needed = memory_to_settle(); input_.max_memory > 0 && needed > input_.max_memory) {
            counts.ledger_error =
                Error{errors::kLedgerMemory,
                      fmt::format("all reports are kept; to work out what follows from them needs about {} MB, more "
                                  "than --max-memory. The next command that asks this ledger does it",
                                  needed >> 20),
                      ledger_.database().path()};
            return;
        }
        if (auto done = ledger_.settle(run_); !done) counts.ledger_error = done.error();
    }

    ReadCounts counts;

private:
    std::string digest_of(const FoundFile& file) const {
        std::error_code problem;
        const auto path = std::filesystem::canonical(file.path, problem);
        return sha256_hex(
            Json({(problem ? file.path : path).string(), file.bytes, file.modified, file.changed, input_.format,
                  input_.published, run_.tallybook, run_.codebook, run_.model, run_.gazetteer})
                .dump(-1, ' ', false, Json::error_handler_t::replace));
    }

    // Measured: the lines of mentions and incidents, some of them several times, and what they are compared by.
    uint64_t memory_to_settle() const {
        const auto records = ledger_.database().integer("SELECT count(*) FROM record");
        const auto reports = ledger_.report_count();
        return kMemoryOfALedger + (records ? static_cast<uint64_t>(*records) : 0) * kMemoryOfARecord +
               (reports ? static_cast<uint64_t>(*reports) : 0) * kMemoryOfAReport;
    }

    // Asks the ledger and codes where it says so.
    Kind prepare(Item& item, Workspace& workspace) {
        std::optional<Decision> decision;
        {
            const std::scoped_lock hold(lock_);
            decision = decide(item);
        }
        if (!decision) return Kind::Copy;  // the ledger failed: nothing is kept any more
        if (decision->intake == Kind::New || decision->intake == Kind::Recode)
            item.lines = coded(pipeline_, item.report, decision->as, workspace);
        return decision->intake;
    }

    std::optional<Decision> decide(const Item& item) {
        if (counts.ledger_error) return std::nullopt;
        auto decision = ledger_.decide(item.text(), item.source, run_);
        if (decision) return *decision;
        counts.ledger_error = decision.error();
        return std::nullopt;
    }

    bool keep_known(const Item& item) {
        const std::scoped_lock hold(lock_);
        ++counts.known;
        note_language(item);
        return !counts.ledger_error;
    }

    bool keep(const std::shared_ptr<Item>& item) {
        const std::scoped_lock hold(lock_);
        if (counts.ledger_error) return false;
        note_language(*item);
        if (pending_.empty()) since_ = Clock::now();
        pending_bytes_ += item->bytes();
        pending_.push_back(item);
        if (pending_.size() >= kReportsABatch || pending_bytes_ >= kBytesABatch || Clock::now() - since_ > kLongestWait)
            write();
        return !counts.ledger_error;
    }

    void note_language(const Item& item) {
        if (item.report.language != "en") ++counts.account.languages[item.report.language.value_or("unknown")];
    }

    void write() {
        if (counts.ledger_error) return;
        std::vector<Reading> readings;
        for (const auto& item : pending_)
            readings.push_back({item->text(), &item->source, item->lines ? &*item->lines : nullptr});
        std::vector<std::shared_ptr<Item>> again;
        auto added = readings.empty() ? std::vector<Added>() : ledger_.add_all(readings, run_);
        if (!added) {
            counts.ledger_error = added.error();
            return;
        }
        for (size_t i = 0; i < added->size(); ++i)
            if (!count((*added)[i])) again.push_back(pending_[i]);
        for (const auto& item : again) keep_again(*item);
        pending_.clear();
        pending_bytes_ = 0;
        if (counts.ledger_error || finished_.empty()) return;
        if (auto done = ledger_.note_finished(finished_); !done) counts.ledger_error = done.error();
        finished_.clear();
    }

    // Another report of the batch, or another program, kept the same text meanwhile.
    void keep_again(Item& item) {
        while (const auto decision = decide(item)) {
            item.lines = coded(pipeline_, item.report, decision->as, own_workspace_);
            auto added = ledger_.add(item.text(), item.source, &*item.lines, run_);
            if (!added) counts.ledger_error = added.error();
            if (!added || count(*added)) return;
        }
    }

    // False: nothing was kept, it is to be coded again.
    bool count(const Added& added) {
        switch (added.intake) {
            case Kind::Known:
                ++counts.known;
                return true;
            case Kind::Copy:
                ++counts.copies;
                return true;
            case Kind::New:
                counts.fresh += added.kept;
                return added.kept;
            case Kind::Recode:
                counts.again += added.kept;
                return added.kept;
        }
        return true;
    }

    using Clock = std::chrono::steady_clock;
    Ledger& ledger_;
    const Pipeline& pipeline_;
    const InputOptions& input_;
    Progress& progress_;
    const RunInfo run_;
    Workspace own_workspace_;
    std::vector<std::shared_ptr<Item>> pending_;
    std::vector<std::string> finished_;
    uint64_t pending_bytes_ = 0;
    Clock::time_point since_;
    std::mutex lock_;
};

// Files go to shares by the digest of their keys, so that a file that comes or goes moves no other.
bool is_of(const Share& share, const std::string& key) {
    return std::stoul(sha256_hex(key).substr(0, 7), nullptr, 16) % share.of == share.n;
}

void run_shard(ReportSource& source, unsigned threads, uint64_t most_bytes, Keeper& keeper, Progress& progress) {
    bool failed = false;  // since a file came to its end
    BatchCalls calls;
    calls.work = [&](Report& report, Workspace& workspace) { return keeper.read(report, workspace); };
    calls.failed = [&](const Error& error) {
        failed = true;
        keeper.failed(error);
    };
    calls.finished = [&](const std::vector<ReadFile>& files) { keeper.finish(files, std::exchange(failed, false)); };
    calls.done = [&](uint64_t bytes) { progress.add(bytes); };
    calls.most_bytes = most_bytes;
    run_batch(source, threads, calls);
}

}  // namespace

Result<ReadCounts> read_into(Ledger& ledger, const Pipeline& pipeline, const InputOptions& input,
                             const ReadOptions& options) {
    std::vector<ReportSource> sources;
    for (unsigned n = 0; n < std::max(1U, options.shards); ++n) {
        auto source = input.open();
        if (!source) return source.error();
        sources.push_back(std::move(*source));
    }
    Progress progress(input.quiet, sources);
    Keeper keeper(ledger, pipeline, input, progress);
    for (unsigned n = 0; n < sources.size(); ++n) {
        const Share shard{n, static_cast<unsigned>(sources.size())};
        sources[n].choose([&, shard](const FoundFile& file) {
            if (options.share && !is_of(*options.share, file.key)) {
                if (shard.n == 0) progress.leave_out(file.bytes);
                return false;
            }
            // Another digest than that of the shares, else a share's files would all be in one shard.
            return (shard.of == 1 || is_of(shard, file.key + "/")) && keeper.is_wanted(file, options.reread);
        });
    }
    const unsigned threads = std::max(1U, input.thread_count() / static_cast<unsigned>(sources.size()));
    const uint64_t most_bytes = input.most_text() / 2 / sources.size();
    {
        std::vector<std::jthread> others;
        for (size_t n = 1; n < sources.size(); ++n)
            others.emplace_back([&, n] { run_shard(sources[n], threads, most_bytes, keeper, progress); });
        run_shard(sources[0], threads, most_bytes, keeper, progress);
    }
    keeper.flush();
    progress.clear();
    if (!options.share) keeper.settle();
    Account& account = keeper.counts.account;
    account.reports = progress.reports();
    account.bytes = progress.bytes();
    account.seconds = progress.seconds();
    for (const ReportSource& source : sources)
        for (const auto& [what, count] : source.left_out()) account.left_out[what] += count;
    return keeper.counts;
}

}  // namespace tallybook::cli
