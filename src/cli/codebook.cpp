// codebook: checks and compiles the analysts' texts. All findings are shown at once, each with file:line:column.
#include <fmt/format.h>

#include "cli/command.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    std::string folder, out;
};

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
    compile->callback([options, &status] { status = run_compile(*options); });
}

}  // namespace tallybook::cli
