// annotate: what was read in the text before any event: sentences, tokens, names, times, places, quantities.
#include <fmt/format.h>

#include <map>

#include "base/errors.hpp"
#include "cli/command.hpp"
#include "cli/running.hpp"
#include "pipeline/lines.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    DataOptions data;
    InputOptions input;
    std::string layers = "sentences,names,times,places,quantities", output;
    bool presplit = false;
};

Result<unsigned> layers_of(const std::string& list) {
    static const std::map<std::string, unsigned, std::less<>> kKnown{
        {"sentences", kSentences}, {"tokens", kTokens}, {"names", kNames},
        {"times", kTimes},         {"places", kPlaces}, {"quantities", kQuantities}};
    unsigned layers = 0;
    for (const std::string& word : CLI::detail::split(list, ',')) {
        const auto known = kKnown.find(word);
        if (known == kKnown.end()) {
            return Error{errors::kUsage,
                         fmt::format("'{}' is no layer: use sentences, tokens, names, times, places, quantities", word),
                         "--layers"};
        }
        layers |= known->second;
    }
    return layers;
}

// Opens what the layers need: a text's tokens need neither codebook nor gazetteer.
Result<Pipeline> open_for(unsigned layers, const Options& options) {
    PipelineOptions stages;
    stages.presplit = options.presplit;
    auto model = options.data.open_model();
    if (!model) return model.error();
    std::shared_ptr<const Codebook> book;
    std::shared_ptr<const Gazetteer> places;
    if ((layers & (kNames | kPlaces)) != 0) {  // upper-case copy and names are told by both
        auto opened = options.data.open_codebook();
        if (!opened) return opened.error();
        book = std::move(*opened);
        auto found = options.data.open_gazetteer();
        if (!found) return found.error();
        places = std::move(*found);
    }
    return Pipeline(std::move(*model), std::move(book), std::move(places), stages);
}

int run(const Options& options) {
    const auto layers = layers_of(options.layers);
    if (!layers) return fail(layers.error(), kWrongUsage);
    auto source = options.input.open();
    if (!source) return fail(source.error(), kWrongUsage);
    const auto pipeline = open_for(*layers, options);
    if (!pipeline) return fail(pipeline.error());
    Output output;
    if (const auto opened = output.open(options.output); !opened) return fail(opened.error());
    output.write(run_line(*pipeline));
    return run_inputs(options.input, *source, output, [&](Report& report, Workspace& workspace) {
        pipeline->annotate(report, workspace);
        return layer_lines(report, *layers);
    });
}

}  // namespace

void register_annotate(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand(
        "annotate", "What was read in the text: sentences, names, times, places, quantities, tokens (JSON Lines)");
    options->input.add_to(*app);
    app->add_option("--layers", options->layers, "which, joined with commas; tokens can be added")
        ->type_name("LIST")
        ->capture_default_str();
    app->add_flag("--presplit", options->presplit, "each input text is one sentence, as it is: not split, not recased");
    app->add_option("-o,--output", options->output, "write there (default: standard output)")->type_name("FILE");
    options->data.add_to(*app);
    app->footer("Example:\n  tallybook annotate --layers times,places report.txt");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
