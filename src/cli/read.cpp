// read: reports in, into the ledger; the record of what is new out.
#include <fmt/format.h>

#include "cli/reading.hpp"
#include "export/jsonl.hpp"
#include "export/wording.hpp"

namespace tallybook::cli {

namespace {

constexpr size_t kShownInFull = 5;  // new reports; of more only a summary is printed

struct Options {
    DataOptions data;
    InputOptions input;
    PaperOptions paper;
    std::string ledger = kDefaultLedger, format, output, codes;
};

std::string summary(const Options& options, const ReadCounts& counts) {
    std::string out = options.ledger + ": " + wording::counted(counts.fresh, "new report", "new reports");
    if (counts.again > 0) out += ", " + wording::counted(counts.again, "read anew", "read anew");
    if (counts.copies > 0) out += ", " + wording::counted(counts.copies, "copy", "copies");
    if (counts.known > 0) out += ", " + wording::counted(counts.known, "known already", "known already");
    return out + "\n";
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

int run(const Options& options) {
    auto source = options.input.open();
    if (!source) return fail(source.error(), kWrongUsage);
    PipelineOptions stages;
    if (!options.codes.empty()) stages.coding.codes = kCodeSchemes.at(options.codes);
    const auto pipeline = options.data.open_pipeline(stages);
    if (!pipeline) return fail(pipeline.error());
    auto ledger = Ledger::open(options.ledger, Ledger::Access::Write);
    if (!ledger) return fail(ledger.error());
    const auto before = ledger->last_transaction();
    if (!before) return fail(before.error());

    const ReadCounts counts = read_into(*ledger, *pipeline, options.input, *source);
    if (counts.ledger_error) return fail(*counts.ledger_error);
    if (options.format == "jsonl") return print_export(*ledger, options, counts.status);
    if (options.input.quiet) return counts.status;
    return print_news(*ledger, options, counts, *before, counts.status);
}

}  // namespace

void register_read(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("read", "Reports in, into the ledger; the record of what is new out");
    options->input.add_to(*app);
    app->add_option("--ledger", options->ledger, "the ledger; made where it is missing")
        ->type_name("FILE")
        ->capture_default_str();
    app->add_option("--export", options->format, "print the whole ledger instead, as: jsonl")
        ->check(CLI::IsMember({"jsonl"}))
        ->type_name("FORMAT");
    app->add_option("-o,--output", options->output, "write the export there (default: standard output)")
        ->type_name("FILE");
    app->add_option("--codes", options->codes, "codes of another scheme on every record: cameo, acled, gtd")
        ->check(CLI::IsMember({"cameo", "acled", "gtd"}))
        ->type_name("SCHEME");
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
        "Reading a report twice adds nothing. With --quiet nothing is printed but errors and what --export asks for.\n"
        "Example:\n  tallybook read reports/ --ledger my.ledger");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
