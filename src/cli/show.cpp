// show: the record as a person reads it, of a ledger or of reports that are read for this once.
#include <fmt/format.h>

#include "base/errors.hpp"
#include "cli/reading.hpp"
#include "export/jsonl.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    DataOptions data;
    InputOptions input;
    PaperOptions paper;
    std::string ledger = kDefaultLedger, since, until, place, type;
    std::vector<std::string> reports, incidents;
    bool json = false;
};

// A day, or the number of a transaction.
Result<PageFilter> filter_of(const Options& options) {
    PageFilter out;
    out.reports = {options.reports.begin(), options.reports.end()};
    out.selection.place = options.place;
    out.selection.type = options.type;
    const auto bad = [](const std::string& value, const char* where) {
        return Error{errors::kBadDate, fmt::format("'{}' is no day of the calendar: write YYYY-MM-DD", value), where};
    };
    const bool number = !options.since.empty() && options.since.size() < 10 &&
                        options.since.find_first_not_of("0123456789") == std::string::npos;
    if (number) out.after = std::stoll(options.since);
    if (!number && !options.since.empty() && !is_date(options.since)) return bad(options.since, "--since");
    if (!options.until.empty() && !is_date(options.until)) return bad(options.until, "--until");
    if (!number) out.selection.since = options.since;
    out.selection.until = options.until;
    return out;
}

// The reports named on the command line, in a ledger that is gone afterwards.
Result<Ledger> read_once(const Options& options, int& status) {
    const auto pipeline = options.data.open_pipeline({});
    if (!pipeline) return pipeline.error();
    auto ledger = Ledger::open(":memory:", Ledger::Access::Write);
    if (!ledger) return ledger;
    const auto counts = read_into(*ledger, *pipeline, options.input);
    if (!counts) return counts.error();
    if (counts->ledger_error) return *counts->ledger_error;
    if (!options.input.quiet) std::fputs(told(counts->account).c_str(), stderr);
    status = counts->status();
    return ledger;
}

Result<void> add_incidents(const Ledger& ledger, const Options& options, PageFilter& filter) {
    for (const std::string& id : options.incidents) {
        auto now = ledger.current_incident(id);
        if (!now) return now.error();
        if (!*now)
            return Error{errors::kNoSuchRecord, "there is no incident '" + id + "' in this ledger", "--incident"};
        filter.incidents.insert(**now);
    }
    return {};
}

int run(const Options& options) {
    auto filter = filter_of(options);
    if (!filter) return fail(filter.error(), kWrongUsage);
    int status = kOk;
    auto ledger = options.input.inputs.empty() ? open_settled(options.ledger) : read_once(options, status);
    if (!ledger) return fail(ledger.error());
    if (const auto known = add_incidents(*ledger, options, *filter); !known) return fail(known.error());
    const auto page = load_page(*ledger, *filter);
    if (!page) return fail(page.error());
    Output output;
    if (options.json) {
        const auto runs = ledger->runs();
        if (!runs) return fail(runs.error());
        output.write(run_line_of(*runs) + "\n" + json_lines(*page));
    } else {
        output.write(text_page(*page, options.paper.measure()));
    }
    return output.finish(status);
}

}  // namespace

void register_show(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("show", "The record as a person reads it, each line with its sentence");
    options->input.add_to(*app);
    app->get_option("inputs")->required(false)->description("reports to read for this once (default: the ledger)");
    app->add_option("--ledger", options->ledger, "the ledger to show")->type_name("FILE")->capture_default_str();
    app->add_option("--since", options->since, "from that day on; or only what came after that transaction")
        ->type_name("YYYY-MM-DD|N");
    app->add_option("--until", options->until, "up to that day")->type_name("YYYY-MM-DD");
    app->add_option("--place", options->place, "a place's name or id, or a country's two letters")->type_name("PLACE");
    app->add_option("--type", options->type, "PLOVER type or mode: assault, protest, drone, arrest")->type_name("TYPE");
    app->add_option("--report", options->reports, "only this report, by id or key")->type_name("ID");
    app->add_option("--incident", options->incidents, "only this incident; former ids are known")->type_name("ID");
    app->add_flag("--json", options->json, "the records instead of the page (JSON Lines)");
    options->paper.add_to(*app);
    options->data.add_to(*app);
    app->footer(
        "Example:\n  tallybook show report.txt\n  tallybook show --ledger my.ledger --place Baghdad --since "
        "2023-12-01");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
