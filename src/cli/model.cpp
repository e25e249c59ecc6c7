// model: imports a pipeline directory into one image; tells what an image is.
#include "cli/command.hpp"
#include "language/model_import.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    std::string directory, out, image;
};

int print(std::string text) {
    if (!text.ends_with('\n')) text += '\n';
    Output output;
    output.write(text);
    return output.finish(kOk);
}

int run_import(const Options& options) {
    const auto summary = import_model(options.directory, options.out);
    return summary ? print(*summary) : fail(summary.error());
}

int run_info(const Options& options) {
    DataOptions data;
    data.model = options.image;
    const auto model = data.open_model();
    return model ? print((*model)->info()) : fail(model.error());
}

}  // namespace

void register_model(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("model", "Imports language models, tells about them");
    app->require_subcommand(1);
    CLI::App* import = app->add_subcommand("import", "Makes one image of a spaCy v3 CNN pipeline directory");
    import->add_option("directory", options->directory, "the directory that holds config.cfg")
        ->required()
        ->type_name("DIR");
    import->add_option("-o,--output", options->out, "the image to write")->required()->type_name("FILE");
    import->footer("Example:\n  tallybook model import en_core_web_sm-3.8.0 -o en.tbm");
    import->callback([options, &status] { status = run_import(*options);
});
CLI::App* info = app->add_subcommand("info", "Name, version, digests and licences of an image");
info->add_option("image", options->image, "the image (default: set-up's)")->type_name("FILE");
info->footer("Example:\n  tallybook model info");
info->callback([options, &status] { status = run_info(*options); });
}  // namespace tallybook::cli

}  // namespace tallybook::cli
