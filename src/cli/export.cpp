// export: the ledger, or what is selected of it, in other programs' formats.
#include "base/errors.hpp"
#include "cli/questions.hpp"
#include "export/csv.hpp"
#include "export/geojson.hpp"
#include "export/jsonl.hpp"

namespace tallybook::cli {

namespace {

constexpr const char* kBom = "\xEF\xBB\xBF";

struct Options {
    QuestionOptions question;
    std::string format = "jsonl", output;
    bool bom = false;
};

// Everything, as it is in the ledger; rejected incidents too, each with the reviewer's word.
int whole(const Options& options) {
    const auto ledger = open_settled(options.question.ledger);
    if (!ledger) return fail(ledger.error());
    Output output;
    if (const auto opened = output.open(options.output); !opened) return fail(opened.error());
    const auto done = export_jsonl(*ledger, [&](std::string_view line) { return output.write(line); });
    if (!done) return output.finish(fail(done.error()));
    return output.finish(kOk);
}

int run(const Options& options) {
    if (options.bom && options.format != "csv")
        return fail({errors::kUsage, "only a CSV file may begin with a byte order mark", "--bom"}, kWrongUsage);
    const Selection& asked = options.question.selection;
    if (options.format == "jsonl" && !asked.narrows() && (asked.since + asked.until).empty()) return whole(options);
    AnswerOptions to{options.output, options.format == "jsonl"};
    return answer(options.question, to, [&](const Ledger& ledger) -> Result<std::string> {
        const auto page = page_of(ledger, options.question);
        if (!page) return page.error();
        if (options.format == "csv") return (options.bom ? kBom : "") + csv_of(*page);
        return options.format == "geojson" ? geojson_of(*page) : json_lines(*page);
    });
}

}  // namespace

void register_export(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("export", "The ledger for other programs: JSON Lines, CSV, GeoJSON");
    app->add_option("--format", options->format,
                    "jsonl: every record; csv: a row an incident, with its sentence; geojson: a point an incident")
        ->check(CLI::IsMember({"jsonl", "csv", "geojson"}))
        ->type_name("FORMAT")
        ->capture_default_str();
    app->add_option("-o,--output", options->output, "write it there (default: standard output)")->type_name("FILE");
    app->add_flag("--bom", options->bom, "begin a CSV file with a byte order mark, as Excel wants it");
    options->question.add_to(*app);
    app->footer(
        "Without a selection jsonl holds the whole ledger, byte for byte the same for the same reports.\nExample:\n  "
        "tallybook export --format csv --since 2023-10-17 --bom -o incidents.csv");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
