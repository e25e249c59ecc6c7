// code: reports in, their mentions, statements and tallies out. A pure function of report, codebook, model and
// gazetteer: no ledger, no clock.
#include "base/errors.hpp"
#include "cli/command.hpp"
#include "cli/running.hpp"
#include "pipeline/lines.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    DataOptions data;
    InputOptions input;
    std::string statements = "content", scope = "all", codes, dictionaries, output;
    bool no_gating = false;
};

int run(const Options& options) {
    auto source = options.input.open();
    if (!source) return fail(source.error(), kWrongUsage);
    PipelineOptions stages;
    stages.gating = !options.no_gating;
    stages.scope = scope_of(options.scope);
    stages.coding.all_statements = options.statements == "all";
    if (!options.dictionaries.empty()) {
        auto read = Dictionaries::read(options.dictionaries);
        if (!read) return fail(read.error());
        stages.coding.dictionaries = std::move(*read);
        for (const LintFinding& f : stages.coding.dictionaries->findings)
            if (f.error && !options.input.quiet)
                std::fputs(("warning: " + f.where + ": " + f.message + "\n").c_str(), stderr);
    }
    if (!options.codes.empty()) stages.coding.codes = kCodeSchemes.at(options.codes);
    const auto pipeline = options.data.open_pipeline(stages);
    if (!pipeline) return fail(pipeline.error());
    Output output;
    if (const auto opened = output.open(options.output); !opened) return fail(opened.error());
    output.write(run_line(*pipeline));
    return run_inputs(options.input, *source, output, [&](Report& report, Workspace& workspace) {
        const Records records = pipeline->code(report, workspace);
        return coded_lines(report, records);
    });
}

}  // namespace

void register_code(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("code", "Reports in; their mentions, statements and tallies out (JSON Lines)");
    options->input.add_to(*app);
    app->add_option("--statements", options->statements,
                    "content: reporting verbs give statements only over a mention or a tally; all: always")
        ->check(CLI::IsMember({"content", "all"}))
        ->type_name("WHICH")
        ->capture_default_str();
    add_scope(*app, options->scope);
    app->add_option("--codes", options->codes, "codes of another scheme on every record: cameo, acled, gtd")
        ->check(CLI::IsMember({"cameo", "acled", "gtd"}))
        ->type_name("SCHEME");
    app->add_option("--petrarch-dictionaries", options->dictionaries,
                    "code by the PETRARCH or TABARI dictionaries of this folder in place of the codebook's frames")
        ->type_name("DIR");
    app->add_option("-o,--output", options->output, "write there (default: standard output)")->type_name("FILE");
    app->add_flag("--no-gating", options->no_gating, "analyse every sentence (slower, the same output)");
    options->data.add_to(*app);
    app->footer(
        "Example:\n  tallybook code --published 2023-12-10 report.txt > records.jsonl\n  tallybook code --codes cameo "
        "reports/");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
