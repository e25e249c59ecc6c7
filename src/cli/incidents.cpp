// incidents, claims, contradictions, timeline: the ledger's answers as a list, each with its sentence.
#include "base/errors.hpp"
#include "cli/questions.hpp"
#include "export/claims.hpp"
#include "export/json_read.hpp"
#include "export/timeline.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    QuestionOptions question;
    AnswerOptions answer;
    PaperOptions paper;
    std::vector<std::string> ids, only;
    bool brief = false;
};

using Ask = Result<std::string> (*)(const Page&, const Options&);

std::string lines_of(const std::vector<PageJson>& records) {
    std::string out;
    for (const PageJson& one : records) out += one.dump(-1, ' ', false, PageJson::error_handler_t::replace) + "\n";
    return out;
}

Result<std::string> incidents(const Page& page, const Options& options) {
    return options.answer.json ? lines_of(page.incidents) : text_incidents(page, options.paper.measure());
}

Result<std::string> claims(const Page& page, const Options& options) {
    return options.answer.json ? json_claims(page) : text_claims(page, options.paper.measure());
}

std::string json_contradictions(const Page& page) {
    std::vector<PageJson> out;
    for (const PageJson& incident : page.incidents)
        for (const PageJson& one : page::at(incident, "disagreements"))
            out.push_back({{"record", "disagreement"},
                           {"incident", page::text(incident, "id")},
                           {"field", page::at(one, "field")},
                           {"values", page::at(one, "values")}});
    for (const PageJson& check : page.checks)
        if (const std::string verdict = page::text(check, "verdict"); verdict == "above" || verdict == "below")
            out.push_back(check);
    out.insert(out.end(), page.conflicts.begin(), page.conflicts.end());
    return lines_of(out);
}

Result<std::string> contradictions(const Page& page, const Options& options) {
    return options.answer.json ? json_contradictions(page) : text_contradictions(page, options.paper.measure());
}

Result<std::string> timeline(const Page& page, const Options& options) {
    std::set<TimelineKind> kinds;
    for (const std::string& one : options.only) {
        if (one == "incidents") kinds.insert(TimelineKind::Incident);
        if (one == "statements") kinds.insert(TimelineKind::Statement);
        if (one == "counts") kinds.insert(TimelineKind::Count);
    }
    if (kinds.empty()) kinds = {TimelineKind::Incident, TimelineKind::Statement, TimelineKind::Count};
    if (options.answer.json) return json_timeline(page, kinds);
    return text_timeline(page, kinds, options.brief, options.paper.measure());
}

int run(const Options& options, Ask ask) {
    return answer(options.question, options.answer, [&](const Ledger& ledger) -> Result<std::string> {
        PageFilter filter;
        for (const std::string& id : options.ids) {
            auto now = incident_named(ledger, id);
            if (!now) return now.error();
            filter.incidents.insert(*now);
        }
        const auto page = page_of(ledger, options.question, filter);
        if (!page) return page.error();
        return ask(*page, options);
    });
}

CLI::App* add(CLI::App& root, int& status, const std::shared_ptr<Options>& options, const char* name, const char* what,
              const char* json_help, const char* example, Ask ask) {
    CLI::App* app = root.add_subcommand(name, what);
    options->question.add_to(*app);
    options->answer.add_to(*app, json_help);
    options->paper.add_to(*app);
    app->footer(example);
    app->callback([options, &status, ask] { status = run(*options, ask); });
    return app;
}

}  // namespace

void register_incidents(CLI::App& root, int& status) {
    const auto listed = std::make_shared<Options>();
    CLI::App* app = add(root, status, listed, "incidents", "What happened, each incident with its sentences",
                        "the incidents' records (JSON Lines)",
                        "Example:\n  tallybook incidents --place IQ,SY --since 2023-10-17 --weapon drone\n  tallybook "
                        "incidents i-r-9e02c4d1a7b35f68/m1 --json",
                        incidents);
    app->add_option("ids", listed->ids, "only these incidents; former ids are known")->type_name("ID");

    add(root, status, std::make_shared<Options>(), "claims", "Who says who did it: claims, accusations, denials",
        "a claim a line (JSON Lines)", "Example:\n  tallybook claims --place IQ --since 2023-10-17", claims);

    add(root, status, std::make_shared<Options>(), "contradictions",
        "What does not agree: reports on one incident, given counts with the record, counts with each other",
        "disagreement, check and conflict records (JSON Lines)",
        "Example:\n  tallybook contradictions --since 2023-10-17 --json", contradictions);

    const auto order = std::make_shared<Options>();
    app = add(root, status, order, "timeline", "What happened and what was said, day by day",
              "an event a line (JSON Lines)",
              "Example:\n  tallybook timeline --since 2023-11-01 --only incidents --brief", timeline);
    app->add_option("--only", order->only, "incidents, statements, counts; several with commas (default: all)")
        ->delimiter(',')
        ->check(CLI::IsMember({"incidents", "statements", "counts"}))
        ->type_name("KIND");
    app->add_flag("--brief", order->brief, "no sentences");
}

}  // namespace tallybook::cli
