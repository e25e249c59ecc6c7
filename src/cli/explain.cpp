// explain: why a record says what it says, or why a word gave none.
#include "base/errors.hpp"
#include "cli/command.hpp"
#include "coding/explanation.hpp"
#include "coding/trace_view.hpp"

namespace tallybook::cli {
namespace {

struct Options {
    DataOptions data;
    InputOptions input;
    std::string record, why_not;
    bool all = false, json = false;
};

// What was tried at each place of the word; nothing where it does not stand in the report.
std::string why_not(const Options& options, const Traced& traced) {
    const auto words = words_like(traced.report, options.why_not);
    return options.json ? trace_json(traced, words) : trace_text(traced, words);
}

int run(const Options& options) {
    auto source = options.input.open();
    if (!source) return fail(source.error(), kWrongUsage);
    const auto pipeline = options.data.open_pipeline({});
    if (!pipeline) return fail(pipeline.error());
    Output output;
    Workspace workspace;
    int status = kOk;
    bool found = false;
    while (auto next = source->next()) {
        if (!*next) {
            status = fail(next->error());
            continue;
        }
        Report report = std::move(**next);
        Trace trace;
        const Records records = pipeline->code(report, workspace, &trace);
        if (!options.why_not.empty()) {
            const std::string text = why_not(options, {report, records, *pipeline->codebook(), trace});
            found |= !text.empty();
            output.write(text);
            continue;
        }
        if (options.record.empty() && !options.all) {
            found = true;
            output.write(list_records(report, records));
            continue;
        }
        std::vector<std::string> wanted{options.record};
        if (options.all) {
            wanted.clear();
            for (const Mention& m : records.mentions) wanted.push_back(m.id);
            for (const Statement& s : records.statements) wanted.push_back(s.id);
            for (const Tally& t : records.tallies) wanted.push_back(t.id);
            found = true;
        }
        for (const std::string& id : wanted) {
            const std::string text = explain(report, records, *pipeline->codebook(), id, &trace);
            found |= !text.empty();
            output.write(text.empty() ? "" : text + "\n");
        }
    }
    if (!found && status == kOk && !options.why_not.empty())
        return output.finish(
            fail({errors::kNoSuchRecord, "the word '" + options.why_not + "' stands in none of these reports", ""}));
    if (!found && status == kOk)
        return output.finish(
            fail({errors::kNoSuchRecord,
                  "there is no record '" + options.record + "': run explain without --record to see the list", ""}));
    return output.finish(status);
}

}  // namespace

void register_explain(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand(
        "explain", "Why a record says what it says: sentence, tree, rule, and the path of each field");
    options->input.add_to(*app);
    options->data.add_to(*app);
    app->add_option("--record", options->record,
                    "which record: m1, s2, t3, or a whole id; without it the records are listed")
        ->type_name("ID");
    app->add_flag("--all", options->all, "every record");
    app->add_option("--why-not", options->why_not,
                    "why a word gave a record or none: the rules that were tried at it and the reasons")
        ->type_name("WORD");
    app->add_flag("--json", options->json, "of --why-not: a line a place of the word (docs/codebook.md)");
    app->footer(
        "Example:\n  tallybook explain --record m1 --published 2023-12-10 report.txt\n  tallybook explain --why-not "
        "fired report.txt");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
