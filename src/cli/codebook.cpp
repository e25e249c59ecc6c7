// codebook: checks and compiles the analysts' texts. All findings are shown at once, each with file:line:column.
#include <fmt/format.h>

#include "cli/codebook_commands.hpp"
#include "codebook/petrarch_import.hpp"
#include "pipeline/codebook_lint.hpp"
#include "report/json_writer.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    DataOptions data;
    std::string folder, out, base;
    bool json = false;
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

// {"record":"finding","file":…,"line":…,"column":…,"severity":…,"message":…}
std::string finding_json(const LintFinding& finding) {
    const size_t second = finding.where.rfind(':'), first = finding.where.rfind(':', second - 1);
    std::string out;
    JsonWriter w(out);
    w.begin_object();
    w.field("record", "finding");
    w.field("file", std::string_view(finding.where).substr(0, first));
    w.field("line", std::optional<int64_t>(std::atoll(finding.where.c_str() + first + 1)));
    w.field("column", std::optional<int64_t>(std::atoll(finding.where.c_str() + second + 1)));
    w.field("severity", finding.error ? "error" : "warning");
    w.field("message", finding.message);
    w.end_object();
    return out + '\n';
}

int run_lint(const Options& options) {
    const auto model = options.data.open_model();  // without one only what needs none is checked
    const auto findings = lint_codebook(options.folder, model ? model->get() : nullptr);
    size_t errors = 0;
    Output output;
    for (const LintFinding& finding : findings) {
        errors += finding.error;
        if (options.json) {
            output.write(finding_json(finding));
            continue;
        }
        output.write(fmt::format("{}: {}: {}\n", finding.where, finding.error ? "error" : "warning", finding.message));
    }
    if (!options.json) {
        output.write(fmt::format("{} errors, {} warnings{}\n", errors, findings.size() - errors,
                                 model ? "" : "; lemmas were not checked, for want of a model"));
    }
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
    lint->add_option("--model", options->data.model, "the model image, for its lemmas (default: set-up's)")
        ->type_name("FILE");
    lint->add_flag("--json", options->json, "a line a finding (docs/codebook.md)");
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
    add_codebook_explain(*app, status);
    add_codebook_coverage(*app, status);
}

}  // namespace tallybook::cli
