// read: reports in, into the ledger; the record of what is new out.
#include <algorithm>
#include <cstdio>

#include "base/errors.hpp"
#include "cli/reading.hpp"
#include "export/jsonl.hpp"
#include "export/wording.hpp"

namespace tallybook::cli {

namespace {

constexpr int kPatience = 10'000, kPatienceOfShares = 600'000;  // ms for another writer; it may be settling
constexpr size_t kShownInFull = 5;                              // new reports; of more only a summary is printed

struct Options {
    DataOptions data;
    InputOptions input;
    PaperOptions paper;
    ReadOptions reading;
    std::string ledger = kDefaultLedger, scope = "all", format, output, codes, share;
    bool json = false;
};

// "2/8": the second of eight.
std::optional<Share> share_of(const std::string& text) {
    Share out;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%u/%u%c", &out.n, &out.of, &rest) != 2 || out.n == 0 || out.n > out.of)
        return std::nullopt;
    --out.n;
    return out;
}

std::string summary(const Options& options, const ReadCounts& counts) {
    std::string out = options.ledger + ": " + wording::counted(counts.fresh, "new report", "new reports");
    if (counts.again > 0) out += ", " + wording::counted(counts.again, "read anew", "read anew");
    if (counts.copies > 0) out += ", " + wording::counted(counts.copies, "copy", "copies");
    if (counts.known > 0) out += ", " + wording::counted(counts.known, "known already", "known already");
    out += "\n";
    const Account& account = counts.account;
    if (account.files_known > 0)
        out += wording::counted(account.files_known, "file was", "files were") +
               " read to the end before and did not change\n";
    if (!account.languages.empty()) {
        std::string which;
        uint64_t sum = 0;
        for (const auto& [language, count] : account.languages) {
            which += (which.empty() ? "" : ", ") + language;
            sum += count;
        }
        out += wording::counted(sum, "report is", "reports are") + " in other languages and not coded: " + which + "\n";
    }
    return out;
}

Json summary_json(const Options& options, const ReadCounts& counts) {
    Json out = {{"record", "summary"},   {"ledger", options.ledger}, {"new", counts.fresh},
                {"again", counts.again}, {"copies", counts.copies},  {"known", counts.known}};
    out.update(counts.account.json());
    return out;
}

std::string totals(const Ledger& ledger) {
    size_t incidents = 0, checks = 0;
    const auto count = [&](const char* kind, size_t& n) {
        static_cast<void>(static_cast<bool>(ledger.each_finding(kind, [&](const std::string&) { return ++n, true; })));
    };
    count("incident", incidents);
    count("check", checks);
    const auto reports = ledger.report_count();
    return "it now holds " + wording::counted(reports ? static_cast<size_t>(*reports) : 0, "report", "reports") + ", " +
           wording::counted(incidents, "incident", "incidents") + " and " +
           wording::counted(checks, "checked count", "checked counts") + "\n";
}

int print_export(const Ledger& ledger, const Options& options, int status) {
    Output output;
    if (const auto opened = output.open(options.output); !opened) return fail(opened.error());
    const auto done = export_jsonl(ledger, [&](std::string_view line) { return output.write(line); });
    if (!done) return output.finish(fail(done.error()));
    return output.finish(status);
}

int print_news(const Ledger& ledger, const Options& options, const ReadCounts& counts, int64_t before, int status) {
    Output output;
    if (options.json) {
        output.write(summary_json(options, counts).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
        return output.finish(status);
    }
    output.write(summary(options, counts) + totals(ledger));
    const size_t news = counts.fresh + counts.again;
    if (news > kShownInFull && !options.paper.full) {
        output.write("see it with: tallybook show --ledger " + options.ledger + "\n");
    } else if (news > 0) {
        PageFilter filter;
        filter.after = before;
        const auto page = load_page(ledger, filter);
        if (!page) return output.finish(fail(page.error()));
        output.write("\n" + text_page(*page, options.paper.measure()));
    }
    return output.finish(status);
}

// The ledger took no more: the error, and what was read until then.
int stopped(const Options& options, const ReadCounts& counts) {
    ReadCounts told = counts;
    ++told.account.errors[counts.ledger_error->code];
    const Json summary = summary_json(options, told);
    fail(*counts.ledger_error);
    if (auto written = write_summary(options.input, summary); !written) return fail(written.error());
    Output output;
    if (options.json) output.write(summary.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    return output.finish(kSomeInputFailed);
}

int run(Options options) {
    options.input.threads = std::max(options.input.thread_count(), options.reading.shards);
    if (const auto usable = options.input.open(); !usable) return fail(usable.error(), kWrongUsage);
    if (!options.share.empty()) {
        options.reading.share = share_of(options.share);
        if (!options.reading.share)
            return fail(
                {errors::kUsage, "'" + options.share + "' is no share: write 1/8 for the first of eight", "--share"},
                kWrongUsage);
    }
    PipelineOptions stages;
    stages.scope = scope_of(options.scope);
    if (!options.codes.empty()) stages.coding.codes = kCodeSchemes.at(options.codes);
    const auto pipeline = options.data.open_pipeline(stages);
    if (!pipeline) return fail(pipeline.error());
    auto ledger =
        Ledger::open(options.ledger, Ledger::Access::Write, options.reading.share ? kPatienceOfShares : kPatience);
    if (!ledger) return fail(ledger.error());
    const auto before = ledger->last_transaction();
    if (!before) return fail(before.error());

    const auto counts = read_into(*ledger, *pipeline, options.input, options.reading);
    if (!counts) return fail(counts.error(), kWrongUsage);
    if (counts->ledger_error) return stopped(options, *counts);
    if (!options.input.quiet) std::fputs(told(counts->account).c_str(), stderr);
    if (auto written = write_summary(options.input, summary_json(options, *counts)); !written)
        return fail(written.error());
    if (options.format == "jsonl") return print_export(*ledger, options, counts->status());
    if (options.input.quiet && !options.json) return counts->status();
    return print_news(*ledger, options, *counts, *before, counts->status());
}

}  // namespace

void register_read(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("read", "Reports in, into the ledger; the record of what is new out");
    options->input.add_to(*app);
    app->add_option("--ledger", options->ledger, "the ledger; made where it is missing")
        ->type_name("FILE")
        ->capture_default_str();
    add_scope(*app, options->scope);
    app->add_option("--export", options->format, "print the whole ledger instead, as: jsonl")
        ->check(CLI::IsMember({"jsonl"}))
        ->type_name("FORMAT");
    app->add_option("-o,--output", options->output, "write the export there (default: standard output)")
        ->type_name("FILE");
    app->add_option("--codes", options->codes, "codes of another scheme on every record: cameo, acled, gtd")
        ->check(CLI::IsMember({"cameo", "acled", "gtd"}))
        ->type_name("SCHEME");
    app->add_option("--shards", options->reading.shards, "so many readers at once, each with its share of the files")
        ->check(CLI::Range(1U, kMostThreads))
        ->type_name("N")
        ->capture_default_str();
    app->add_option("--share", options->share,
                    "read only this share of the files (2/8: the second of eight); other programs read the others into "
                    "the same ledger")
        ->type_name("N/OF");
    app->add_flag("--reread", options->reading.reread, "also files that the ledger holds to their end");
    app->add_flag("--json", options->json, "what was read, left out and why as one JSON line, in place of the record");
    options->paper.add_to(*app);
    options->data.add_to(*app);
    app->footer(
        "Inputs are told by their content: web pages, RSS and Atom feeds, JSON Lines, ninjs, WARC, e-mail (.eml, "
        "mbox),\n"
        "Markdown, plain text (with lines such as 'Title: …', 'Date: …' above it or not), in any encoding; and .zip, "
        ".tar\n"
        "and .gz of any of these, up to four deep. A damaged input is told with its number (TB10…), and the rest goes "
        "on;\n"
        "what is no report (pictures and failed answers of a crawl, attachments) is counted on standard error. Texts "
        "in\n"
        "other languages are kept with their language and not coded.\n"
        "Reading a report twice adds nothing, and a reading that was cut off goes on where it was. With --quiet "
        "nothing is printed but errors and what --export asks for.\n"
        "Example:\n  tallybook read reports/ --ledger my.ledger");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
