// codebook explain: what the codebook makes of a sentence typed on the command line, rule by rule. No ledger, no file.
#include "cli/codebook_commands.hpp"
#include "coding/explanation.hpp"
#include "coding/trace_view.hpp"
#include "ingest/fields.hpp"
#include "pipeline/lines.hpp"

namespace tallybook::cli {
namespace {

struct Options {
    DataOptions data;
    std::string sentence, published;
    bool json = false;
};

int run(const Options& options) {
    InputFields fields;
    fields.key = "sentence";
    fields.text = options.sentence;
    fields.language = "en";
    if (!options.published.empty()) fields.published = options.published;
    auto report = make_report(std::move(fields), {}, "sentence");
    if (!report) return fail(report.error());
    const auto pipeline = options.data.open_pipeline({});
    if (!pipeline) return fail(pipeline.error());
    Workspace workspace;
    Trace trace;
    const Records records = pipeline->code(*report, workspace, &trace);
    const Traced traced{*report, records, *pipeline->codebook(), trace};
    const auto words = tried_words(traced);
    Output output;
    if (options.json) {
        output.write(trace_json(traced, words));
        return output.finish(kOk);
    }
    for (uint32_t s = 0; s < report->sentences.size(); ++s) output.write(draw_tree(*report, s) + "\n");
    output.write(words.empty() ? "no rule begins with any of these words\n" : trace_text(traced, words));
    if (const std::string list = list_records(*report, records); !list.empty()) output.write("\n" + list);
    return output.finish(kOk);
}

}  // namespace

void add_codebook_explain(CLI::App& codebook, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = codebook.add_subcommand(
        "explain", "What the rules make of a sentence: which were tried, which won, what the others lacked");
    app->add_option("sentence", options->sentence, "the sentence, in quotation marks")
        ->required()
        ->type_name("SENTENCE");
    app->add_option("--published", options->published, "the day on which it is said")->type_name("YYYY-MM-DD");
    app->add_flag("--json", options->json, "a line a word (docs/codebook.md)");
    options->data.add_to(*app);
    app->footer("Example:\n  tallybook codebook explain \"Gunmen fired on a bus near Tuzla.\"");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
