// diff: what changed in the record since a revision; the history of one incident.
#include "query/diff.hpp"
#include "base/errors.hpp"
#include "cli/questions.hpp"
#include "export/changes.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    QuestionOptions question;
    AnswerOptions answer;
    PaperOptions paper;
    std::string since, until, incident;
};

Result<std::vector<RecordChange>> changes(const Ledger& ledger, const Options& options) {
    if (!options.incident.empty()) {
        auto out = history_of(ledger, options.incident);
        if (out && out->empty())
            return Error{errors::kNoSuchRecord, "there was never an incident '" + options.incident + "' in this ledger",
                         "--incident"};
        return out;
    }
    auto from = transaction_named(ledger, options.since.empty() ? "0" : options.since);
    if (!from) return from.error();
    auto to = options.until.empty() ? ledger.last_transaction() : transaction_named(ledger, options.until);
    if (!to) return to.error();
    return diff_of(ledger, *from, *to);
}

int run(const Options& options) {
    return answer(options.question, options.answer, [&](const Ledger& ledger) -> Result<std::string> {
        const auto found = changes(ledger, options);
        if (!found) return found.error();
        return options.answer.json ? json_changes(*found) : text_changes(*found, options.paper.measure());
    });
}

}  // namespace

void register_diff(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("diff", "What changed in the record: new, changed, gone, field by field");
    options->question.add_ledger_to(*app);
    app->add_option("--since", options->since,
                    "a transaction's number, a day, or an incident's revision (default: the beginning)")
        ->type_name("REVISION");
    app->add_option("--until", options->until, "named as for --since (default: now)")->type_name("REVISION");
    app->add_option("--incident", options->incident, "the history of this one incident instead")->type_name("ID");
    options->answer.add_to(*app, "a change a line (JSON Lines)");
    options->paper.add_to(*app);
    app->footer("Example:\n  tallybook diff --since 2023-11-20\n  tallybook diff --incident i-r-9e02c4d1a7b35f68/m1");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
