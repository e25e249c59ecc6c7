// review: what a reviewer decides, kept in the ledger with name and reason.
#include <fmt/format.h>

#include "base/errors.hpp"
#include "cli/reviewing.hpp"
#include "export/changes.hpp"
#include "export/jsonl.hpp"
#include "export/wording.hpp"
#include "query/agreement.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    ReviewOptions review;
    QuestionOptions question;
    AnswerOptions answer;
    PaperOptions paper;
    std::vector<std::string> words;
    std::string incident, field, value;
    int64_t row = 0;
};

using Act = std::function<Result<std::string>(Reviewer&, const Options&)>;

int act(const Options& options, const Act& what) {
    const auto wrong = [](const Error& error) {
        return fail(error, error.code == errors::kUsage ? kWrongUsage : kSomeInputFailed);
    };
    auto reviewer = Reviewer::open(options.review);
    if (!reviewer) return wrong(reviewer.error());
    const auto said = what(*reviewer, options);
    if (!said) return wrong(said.error());
    Output output;
    output.write(*said);
    return output.finish(kOk);
}

CLI::App* add_action(CLI::App& app, int& status, const std::shared_ptr<Options>& options, const char* name,
                     const char* what, const char* example, const Act& done) {
    CLI::App* sub = app.add_subcommand(name, what);
    sub->add_option("--ledger", options->review.ledger, "the ledger")->type_name("FILE")->capture_default_str();
    sub->add_option("--by", options->review.by, "the reviewer's name (default: TALLYBOOK_REVIEWER)")->type_name("NAME");
    sub->add_option("--reason", options->review.reason, "why; kept in the ledger")->type_name("TEXT");
    sub->footer(std::string("Example:\n  tallybook review ") + example);
    sub->callback([options, &status, done] { status = act(*options, done); });
    return sub;
}

void add_actions(CLI::App& app, int& status) {
    const auto each = [](const char* kind) {
        return [kind](Reviewer& reviewer, const Options& options) -> Result<std::string> {
            std::string out;
            for (const std::string& id : options.words) {
                auto said = reviewer.state(kind, id, options.review.reason);
                if (!said) return said;
                out += *said;
            }
            return out;
        };
    };
    auto options = std::make_shared<Options>();
    add_action(app, status, options, "accept", "It happened, and as the record says",
               "accept i-r-9e02c4d1a7b35f68/m1 --by anna", each("accept"))
        ->add_option("ids", options->words, "incidents")
        ->required()
        ->type_name("ID");
    options = std::make_shared<Options>();
    add_action(app, status, options, "reject", "It is no incident: kept in the record, counted nowhere",
               "reject i-r-9e02c4d1a7b35f68/m1 --by anna --reason \"a drill\"", each("reject"))
        ->add_option("ids", options->words, "incidents")
        ->required()
        ->type_name("ID");

    options = std::make_shared<Options>();
    CLI::App* sub =
        add_action(app, status, options, "edit", "Sets a field of an incident",
                   "edit i-r-9e02c4d1a7b35f68/m1 killed \"at least 3\" --by anna --reason \"hospital list\"",
                   [](Reviewer& reviewer, const Options& o) {
                       return reviewer.edit(o.incident, o.field, o.value, o.review.reason);
                   });
    sub->add_option("id", options->incident, "the incident")->required()->type_name("ID");
    sub->add_option("field", options->field, "type, mode, status, phase, time, place, count, killed, injured, actor")
        ->required()
        ->type_name("FIELD");
    sub->add_option("value", options->value, "what it shall say; a place by its name or id")
        ->required()
        ->type_name("VALUE");
    options->review.data.add_to(*sub);

    options = std::make_shared<Options>();
    add_action(app, status, options, "merge", "These are one incident",
               "merge i-r-9e02c4d1a7b35f68/m1 i-r-07d1b3c59a2e4f86/m2 --by anna --reason \"the same convoy\"",
               [](Reviewer& reviewer, const Options& o) { return reviewer.merge(o.words, o.review.reason); })
        ->add_option("ids", options->words, "incidents")
        ->required()
        ->type_name("ID");

    options = std::make_shared<Options>();
    sub = add_action(
        app, status, options, "split", "These mentions are an incident of their own",
        "split i-r-9e02c4d1a7b35f68/m1 r-07d1b3c59a2e4f86/m2 --by anna --reason \"another base\"",
        [](Reviewer& reviewer, const Options& o) { return reviewer.split(o.incident, o.words, o.review.reason); });
    sub->add_option("id", options->incident, "the incident")->required()->type_name("ID");
    sub->add_option("mentions", options->words, "those that leave it")->required()->type_name("MENTION");

    options = std::make_shared<Options>();
    sub = add_action(app, status, options, "note", "A note on an incident; changes nothing else",
                     "note i-r-9e02c4d1a7b35f68/m1 \"ask the hospital\" --by anna",
                     [](Reviewer& reviewer, const Options& o) { return reviewer.state("note", o.incident, o.value); });
    sub->add_option("id", options->incident, "the incident")->required()->type_name("ID");
    sub->add_option("text", options->value, "the note")->required()->type_name("TEXT");

    options = std::make_shared<Options>();
    sub = add_action(app, status, options, "undo", "Takes an action back, or an undo", "undo --by anna",
                     [](Reviewer& reviewer, const Options& o) {
                         return reviewer.undo(o.row > 0 ? std::optional(o.row) : std::nullopt, o.review.reason);
                     });
    sub->add_option("number", options->row, "its number in the log (default: the reviewer's last one)")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
}

// ---- what was done

Json row_json(const ReviewRow& row) {
    Json others = Json::array();
    for (const ReviewAnchor& one : row.action.others) others.push_back(one.mention);
    return {{"record", "review"},
            {"n", row.action.n},
            {"kind", row.action.kind},
            {"by", row.action.by},
            {"at", row.action.at},
            {"incident", or_null(row.action.incident)},
            {"reason", or_null(row.action.reason)},
            {"field", or_null(row.action.field)},
            {"value", row.action.value},
            {"others", others},
            {"undoes", row.undone ? Json(*row.undone) : Json(nullptr)},
            {"active", row.active}};
}

std::string row_text(const ReviewRow& row) {
    std::string what = row.action.kind;
    if (row.action.kind == "edit")
        what += " " + row.action.field + ": " + field_in_words(row.action.field, row.action.value);
    if (row.undone) what += " of " + std::to_string(*row.undone);
    std::string out = fmt::format("{:>5}  {}  {:<12} {}", row.action.n, row.action.at, row.action.by, what);
    if (!row.active) out += " (undone)";
    out += "  " + row.action.incident;
    if (!row.action.reason.empty()) out += "  “" + row.action.reason + "”";
    return out + "\n";
}

Result<std::string> log_of(const Ledger& ledger, const Options& options) {
    auto rows = ledger.reviews();
    if (!rows) return rows.error();
    if (const auto done = ledger.read_actions(*rows); !done) return done.error();
    std::string out;
    for (const ReviewRow& one : *rows)
        out += options.answer.json ? row_json(one).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"
                                   : row_text(one);
    return out.empty() && !options.answer.json ? "Nobody has reviewed anything.\n" : out;
}

Result<std::string> agreement(const Ledger& ledger, const Options& options) {
    const auto rows = agreement_of(ledger);
    if (!rows) return rows.error();
    std::string out, before;
    for (const AgreementRow& one : *rows) {
        if (options.answer.json) {
            const Json line = {{"record", "agreement"}, {"between", one.between},
                               {"field", one.field},    {"units", one.units},
                               {"equal", one.equal},    {"alpha", one.alpha ? Json(*one.alpha) : Json(nullptr)}};
            out += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
            continue;
        }
        const std::string between = wording::list(one.between);
        if (between != before) {
            out += (out.empty() ? "" : "\n") + between + "\n  field      incidents   equal   alpha\n";
            before = between;
        }
        out += fmt::format("  {:<10} {:>9}  {:>5.1f}%  {:>6}\n", one.field, one.units, 100 * one.equal,
                           one.alpha ? fmt::format("{:.3f}", *one.alpha) : "–");
    }
    return out.empty() && !options.answer.json ? "Nobody has reviewed anything.\n" : out;
}

void add_question(CLI::App& app, int& status, const char* name, const char* what, const char* json_help,
                  const char* example, Result<std::string> (*ask)(const Ledger&, const Options&)) {
    const auto options = std::make_shared<Options>();
    CLI::App* sub = app.add_subcommand(name, what);
    options->question.add_ledger_to(*sub);
    options->answer.add_to(*sub, json_help);
    sub->footer(std::string("Example:\n  tallybook review ") + example);
    sub->callback([options, &status, ask] {
        status =
            answer(options->question, options->answer, [&](const Ledger& ledger) { return ask(ledger, *options); });
    });
}

}  // namespace

void register_review(CLI::App& root, int& status) {
    CLI::App* app =
        root.add_subcommand("review", "Accept, reject, edit, merge, split, note, undo; how far reviewers agree");
    app->require_subcommand(1);
    const auto walk = std::make_shared<Options>();
    CLI::App* sub = app->add_subcommand("walk", "One incident after the other, asking what to do with each");
    walk->question.selection.review = "none";
    walk->question.add_to(*sub);
    sub->add_option("--by", walk->review.by, "the reviewer's name (default: TALLYBOOK_REVIEWER)")->type_name("NAME");
    walk->paper.add_to(*sub);
    walk->review.data.add_to(*sub);
    sub->footer(
        "Shows those that nobody has reviewed; --review any shows all.\nExample:\n  tallybook review walk --by anna "
        "--since 2023-11-01");
    sub->callback([walk, &status] {
        if (const auto good = walk->question.check(); !good) {
            status = fail(good.error(), kWrongUsage);
            return;
        }
        walk->review.ledger = walk->question.ledger;
        status = review_walk(walk->review, walk->question.selection, walk->paper);
    });
    add_actions(*app, status);
    add_question(*app, status, "log", "Every action, undone ones too", "a review a line (JSON Lines)",
                 "log --ledger my.ledger", log_of);
    add_question(*app, status, "agreement",
                 "How far reviewers agree with each other and with the machine: Krippendorff's alpha",
                 "a row a line (JSON Lines)", "agreement --json", agreement);
    app->footer(
        "A reviewer's word outlives later readings; nothing is overwritten, every action can be undone.\nExample:\n  "
        "tallybook review walk --by anna\n  tallybook review accept i-r-9e02c4d1a7b35f68/m1 --by anna");
}

}  // namespace tallybook::cli
