// sitrep: a situation report of what is selected, as Markdown or as one HTML file.
#include <fmt/format.h>

#include "cli/questions.hpp"
#include "export/sitrep.hpp"
#include "values/world_map.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    QuestionOptions question;
    AnswerOptions answer;
    std::string title, map;
    bool html = false;
};

// Without a map the report is complete but for the outlines; a map that was named must be there.
Result<std::vector<MapOutline>> outlines(const Sitrep& report, const Options& options) {
    const auto window = map_window(report);
    const std::string path = options.map.empty() ? data_path("TALLYBOOK_MAP", "sources/world_map.gpkg") : options.map;
    std::vector<MapOutline> out;
    if (!window || path.empty()) return out;
    const double tolerance = (window->east - window->west) / 900;
    auto found = outlines_within(path, window->west, window->south, window->east, window->north, tolerance);
    if (!found && options.map.empty()) return out;
    if (!found) return found.error();
    for (CountryOutline& one : *found) out.push_back({std::move(one.name), std::move(one.rings)});
    return out;
}

std::string made_by(const std::vector<RunInfo>& runs) {
    if (runs.empty()) return "";
    const RunInfo& last = runs.back();
    std::string out = "Tallybook " + last.tallybook;
    if (!last.codebook.empty()) out += ", codebook " + last.codebook.substr(0, 8);
    if (runs.size() > 1) out += " and others";
    return out;
}

int run(const Options& options) {
    return answer(options.question, options.answer, [&](const Ledger& ledger) -> Result<std::string> {
        const auto page = page_of(ledger, options.question);
        if (!page) return page.error();
        const auto selected = select(ledger, options.question.selection);
        if (!selected) return selected.error();
        const auto runs = ledger.runs();
        if (!runs) return runs.error();
        const Sitrep report = sitrep_of(*page, *selected, {options.title, options.question.selection, made_by(*runs)});
        if (!options.html) return sitrep_markdown(report);
        const auto shapes = outlines(report, options);
        if (!shapes) return shapes.error();
        return sitrep_html(report, *shapes);
    });
}

}  // namespace

void register_sitrep(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("sitrep", "A situation report, every sentence with the sentences behind it");
    app->add_flag("--html", options->html, "one self-contained HTML file instead of Markdown");
    app->add_option("--title", options->title, "its title (default: Situation report)")->type_name("TEXT");
    app->add_option("--map", options->map, "a GeoPackage with outlines of countries (default: set-up's)")
        ->type_name("FILE");
    app->add_option("-o,--output", options->answer.output, "write it there (default: standard output)")
        ->type_name("FILE");
    options->question.add_to(*app);
    app->footer("Example:\n  tallybook sitrep --since 2023-11-01 --place IQ,SY --html -o november.html");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
