// codebook coverage: which words of a corpus the codebook knows, how often they were coded, what is missing.
#include <mutex>

#include "cli/codebook_commands.hpp"
#include "cli/running.hpp"
#include "coding/coverage.hpp"

namespace tallybook::cli {
namespace {

struct Options {
    DataOptions data;
    InputOptions input;
    size_t most = 40;
    bool json = false;
};

int run(const Options& options) {
    auto source = options.input.open();
    if (!source) return fail(source.error(), kWrongUsage);
    const auto pipeline = options.data.open_pipeline({});
    if (!pipeline) return fail(pipeline.error());
    Coverage all;
    std::mutex lock;
    Output nothing;
    const int status = run_inputs(options.input, *source, nothing, [&](Report& report, Workspace& workspace) {
        Trace trace;
        const Records records = pipeline->code(report, workspace, &trace);
        Coverage one;
        one.add(Traced{report, records, *pipeline->codebook(), trace});
        const std::scoped_lock hold(lock);
        all.add(one);
        return std::string();
    });
    Output output;
    output.write(options.json ? all.json() : all.text(options.most));
    return output.finish(status);
}

}  // namespace

void add_codebook_coverage(CLI::App& codebook, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = codebook.add_subcommand(
        "coverage", "Which words of a corpus start rules, how often they were coded, which verbs have no rule");
    options->input.add_to(*app);
    app->add_option("--most", options->most, "how many words each table shows")->type_name("N")->capture_default_str();
    app->add_flag("--json", options->json, "a line a word, all of them (docs/codebook.md)");
    options->data.add_to(*app);
    app->footer("Example:\n  tallybook codebook coverage --most 20 reports/ archive.jsonl");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
