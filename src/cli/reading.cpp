#include "cli/reading.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "base/errors.hpp"
#include "report/record_json.hpp"

namespace tallybook::cli {

namespace {

constexpr size_t kPlainColumns = 80, kMostColumns = 110;  // longer lines are hard to read

SourceInfo source_of(const Report& report) {
    return {report.key,   report.uri,       report.outlet,          report.byline,
            report.title, report.published, report.published_basis, report.language};
}

// The text again, as it was before any stage, under the metadata that the ledger asks for.
Report under(const SourceInfo& source, const Report& read, const std::vector<std::string>& notes) {
    Report out;
    out.set_text(std::string(read.text()));
    out.id = read.id;
    out.sha256 = read.sha256;
    out.key = source.key;
    out.uri = source.uri;
    out.outlet = source.outlet;
    out.byline = source.byline;
    out.title = source.title;
    out.published = source.published;
    out.published_basis = source.published_basis;
    out.language = source.language;
    out.format = read.format;
    out.origin = read.origin;
    out.notes = notes;
    return out;
}

CodedLines coded(const Pipeline& pipeline, Report& report, const SourceInfo& as, Workspace& workspace) {
    const Records records = pipeline.code(report, workspace);
    CodedLines out{as, to_json(report), {}};
    for (const Mention& one : records.mentions) out.records.push_back(to_json(one, report));
    for (const Statement& one : records.statements) out.records.push_back(to_json(one, report));
    for (const Tally& one : records.tallies) out.records.push_back(to_json(one, report));
    return out;
}

class Reader {
public:
    Reader(Ledger& ledger, const Pipeline& pipeline) : ledger_(ledger), pipeline_(pipeline), run_(run_info(pipeline)) {}

    // One report, in any thread.
    void read(const Report& report, Workspace& workspace) {
        const SourceInfo source = source_of(report);
        const ReportText text{report.id, report.sha256, report.text()};
        while (const auto decision = decide(text, source)) {
            std::optional<CodedLines> lines;
            if (decision->intake == Intake::New || decision->intake == Intake::Recode) {
                Report fresh = under(decision->as, report, report.notes);
                lines = coded(pipeline_, fresh, decision->as, workspace);
            }
            if (add(text, source, lines ? &*lines : nullptr)) return;
        }
    }

    void settle() {
        if (counts.ledger_error) return;
        auto done = ledger_.settle(run_);
        if (!done) counts.ledger_error = done.error();
    }

    ReadCounts counts;

private:
    std::optional<Decision> decide(const ReportText& text, const SourceInfo& source) {
        const std::scoped_lock hold(lock_);
        if (counts.ledger_error) return std::nullopt;
        auto decision = ledger_.decide(text, source, run_);
        if (decision) return *decision;
        counts.ledger_error = decision.error();
        return std::nullopt;
    }

    // False: another program read the same text meanwhile, decide again.
    bool add(const ReportText& text, const SourceInfo& source, const CodedLines* lines) {
        const std::scoped_lock hold(lock_);
        if (counts.ledger_error) return true;
        auto added = ledger_.add(text, source, lines, run_);
        if (!added) {
            counts.ledger_error = added.error();
            return true;
        }
        switch (added->intake) {
            case Intake::Known:
                ++counts.known;
                return true;
            case Intake::Copy:
                ++counts.copies;
                return true;
            case Intake::New:
                counts.fresh += added->kept;
                return added->kept;
            case Intake::Recode:
                counts.again += added->kept;
                return added->kept;
        }
        return true;
    }

    Ledger& ledger_;
    const Pipeline& pipeline_;
    const RunInfo run_;
    std::mutex lock_;
};

}  // namespace

RunInfo run_info(const Pipeline& pipeline) {
    const auto digest = [](const auto* thing) { return thing ? std::string(thing->digest()) : std::string(); };
    return {TALLYBOOK_VERSION, digest(pipeline.codebook()), std::string(pipeline.model().digest()),
            digest(pipeline.gazetteer())};
}

ReadCounts read_into(Ledger& ledger, const Pipeline& pipeline, const InputOptions& input, ReportSource& source) {
    Reader reader(ledger, pipeline);
    Output nothing;
    const int status = run_inputs(input, source, nothing, [&](Report& report, Workspace& workspace) {
        reader.read(report, workspace);
        return std::string();
    });
    reader.settle();
    reader.counts.status = status;
    return reader.counts;
}

Result<Ledger> open_settled(const std::string& path) {
    auto ledger = Ledger::open(path, Ledger::Access::Read);
    // A ledger of an older version is brought up to date, where it may be written.
    if (!ledger && ledger.error().code == errors::kLedgerReadOnly) ledger = Ledger::open(path, Ledger::Access::Write);
    if (!ledger) return ledger;
    const auto settled = ledger->is_settled();
    if (!settled) return settled.error();
    if (*settled) return ledger;
    auto runs = ledger->runs();
    if (!runs) return runs.error();
    auto writable = Ledger::open(path, Ledger::Access::Write);
    if (!writable) return writable;
    if (auto done = writable->settle(runs->empty() ? RunInfo{} : runs->back()); !done) return done.error();
    return writable;
}

void PaperOptions::add_to(CLI::App& app) {
    app.add_option("--width", width, "columns of the page (default: the terminal's)")->type_name("N");
    app.add_option("--colour,--color", colour, "auto: on a terminal")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("WHEN")
        ->capture_default_str();
    app.add_flag("--full", full, "nothing shortened");
}

TextPageOptions PaperOptions::measure() const {
    TextPageOptions out;
    out.full = full;
    out.width = width;
    const bool terminal = ::isatty(STDOUT_FILENO) != 0;
    if (out.width == 0) {
        winsize size{};
        const bool known = terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
        out.width = known ? std::min<size_t>(size.ws_col, kMostColumns) : kPlainColumns;
    }
    const char* kind = std::getenv("TERM");
    const char* none = std::getenv("NO_COLOR");
    const bool takes = terminal && kind && std::strcmp(kind, "dumb") != 0 && !(none && *none);
    out.colour = colour == "always" || (colour == "auto" && takes);
    return out;
}

}  // namespace tallybook::cli
