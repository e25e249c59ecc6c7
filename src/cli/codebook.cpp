// codebook: checks and compiles the analysts' texts. All findings are shown at once, each with file:line:column.
#include <fmt/format.h>

#include "cli/command.hpp"
#include "codebook/petrarch_import.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    std::string folder, out, base;
};

int run_import(const Options& options) {
    const auto book = import_petrarch(options.folder, options.base, options.out);
    if (!book) return fail(book.error());
    Output output;
    output.write(
        fmt::format("{} actors, {} agents, {} verbs and {} patterns imported; {} lines left out: {}/left-out.md\n",
                    book->actors, book->agents, book->verbs, book->patterns, book->left_out.size(), options.out));
    return output.finish(kOk);
}

int run_lint(const Options& options) {
    const auto findings = Codebook::lint(options.folder);
    size_t errors = 0;
    Output output;
    for (const LintFinding& finding : findings) {
        errors += finding.error;
        output.write(fmt::format("{}: {}: {}\n", finding.where, finding.error ? "error" : "warning", finding.message));
    }
    output.write(fmt::format("{} errors, {} warnings\n", errors, findings.size() - errors));
    return output.finish(errors > 0 ? kSomeInputFailed : kOk);
}

int run_compile(const Options& options) {
    const auto summary = Codebook::compile(options.folder, options.out);
    if (!summary) return fail(summary.error());
    Output output;
    output.write(*summary + (summary->ends_with('\n') ? "" : "\n"));
    return output.finish(kOk);
}

}  // namespace

void register_codebook(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("codebook", "Checks and compiles the codebook's texts");
    app->require_subcommand(1);
    CLI::App* lint = app->add_subcommand("lint", "Checks the texts: every fault with its file, line and column");
    lint->add_option("folder", options->folder, "the codebook's folder")->required()->type_name("DIR");
    lint->footer("Example:\n  tallybook codebook lint codebooks");
    lint->callback([options, &status] { status = run_lint(*options); });
    CLI::App* compile = app->add_subcommand("compile", "Makes one image of the texts");
    compile->add_option("folder", options->folder, "the codebook's folder")->required()->type_name("DIR");
    compile->add_option("-o,--output", options->out, "the image to write")->required()->type_name("FILE");
    compile->footer("Example:\n  tallybook codebook compile codebooks -o my.tbc");
    CLI::App* import = app->add_subcommand("import", "Makes codebook text of foreign dictionaries");
    CLI::App* petrarch = import->add_subcommand("petrarch", "Of PETRARCH, TABARI or UniversalPetrarch dictionaries");
    import->require_subcommand(1);
    petrarch->add_option("folder", options->folder, "their folder; files are found by their names")
        ->required()
        ->type_name("DIR");
    petrarch->add_option("-o,--output", options->out, "the folder to write, a new one")->required()->type_name("DIR");
    petrarch->add_option("--base", options->base, "a codebook's folder to add them to")->type_name("DIR");
    petrarch->footer("Example:\n  tallybook codebook import petrarch dictionaries/ --base codebooks -o my-codebook");
    petrarch->callback([options, &status] { status = run_import(*options); });
    compile->callback([options, &status] { status = run_compile(*options); });
}

}  // namespace tallybook::cli
