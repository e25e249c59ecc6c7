#include "cli/questions.hpp"

#include <fmt/format.h>

#include "base/errors.hpp"
#include "export/jsonl.hpp"

namespace tallybook::cli {

namespace {

void tell_unknown(const std::vector<std::string>& unknown) {
    for (const std::string& one : unknown)
        std::fputs(fmt::format("note: nobody in this ledger is called '{}'\n", one).c_str(), stderr);
}

}  // namespace

void QuestionOptions::add_ledger_to(CLI::App& app) {
    app.add_option("--ledger", ledger, "the ledger to ask")->type_name("FILE")->capture_default_str();
}

void QuestionOptions::add_to(CLI::App& app) {
    add_ledger_to(app);
    app.add_option("--since", selection.since, "from that day on")->type_name("YYYY-MM-DD");
    app.add_option("--until", selection.until, "up to that day")->type_name("YYYY-MM-DD");
    app.add_option("--place", selection.place, "a place's name or id, a country's two letters; several with commas")
        ->type_name("PLACE");
    app.add_option("--type", selection.type, "PLOVER types or modes: assault, protest, drone, arrest")
        ->type_name("TYPE");
    app.add_option("--actor", selection.actor,
                   "who did it: an actor's id or name, a country's two letters, an affiliation or a kind")
        ->type_name("WHO");
    app.add_option("--recipient", selection.recipient, "to whom it was done, named as for --actor")->type_name("WHO");
    app.add_option("--weapon", selection.weapon, "with what: rocket, drone, car-bomb …")->type_name("WEAPON");
    app.add_option("--status", selection.status, "confirmed, claimed, disputed, denied; several with commas")
        ->type_name("STATUS");
    app.add_option("--review", selection.review,
                   "accepted, rejected, edited, none, any (default: all but the rejected ones)")
        ->check(CLI::IsMember({"accepted", "rejected", "edited", "none", "any"}))
        ->type_name("STATE");
}

Result<void> QuestionOptions::check() const {
    for (const auto& [value, name] : {std::pair(&selection.since, "--since"), std::pair(&selection.until, "--until")})
        if (!value->empty() && !is_date(*value))
            return Error{errors::kBadDate, fmt::format("'{}' is no day of the calendar: write YYYY-MM-DD", *value),
                         name};
    if (!selection.since.empty() && !selection.until.empty() && selection.until < selection.since)
        return Error{errors::kBadDate, "the last day is before the first one", "--until"};
    for (const std::string& status : words_between_commas(selection.status)) {
        static const std::set<std::string> known{"confirmed", "claimed", "disputed", "denied"};
        if (known.count(status) == 0)
            return Error{errors::kUsage, fmt::format("'{}' is no status: confirmed, claimed, disputed, denied", status),
                         "--status"};
    }
    return {};
}

Result<std::vector<Selected>> QuestionOptions::select(const Ledger& from) const {
    std::vector<std::string> unknown;
    auto out = tallybook::select(from, selection, &unknown);
    if (out) tell_unknown(unknown);
    return out;
}

void AnswerOptions::add_to(CLI::App& app, const char* json_help) {
    app.add_flag("--json", json, json_help);
    app.add_option("-o,--output", output, "write it there (default: standard output)")->type_name("FILE");
}

int answer(const QuestionOptions& question, const AnswerOptions& options,
           const std::function<Result<std::string>(const Ledger&)>& ask) {
    if (const auto good = question.check(); !good) return fail(good.error(), kWrongUsage);
    auto ledger = open_settled(question.ledger);
    if (!ledger) return fail(ledger.error());
    const auto text = ask(*ledger);
    if (!text) return fail(text.error(), text.error().code == errors::kUsage ? kWrongUsage : kSomeInputFailed);
    Output output;
    if (const auto opened = output.open(options.output); !opened) return fail(opened.error());
    if (options.json) {
        const auto runs = ledger->runs();
        if (!runs) return fail(runs.error());
        output.write(run_line_of(*runs) + "\n");
    }
    output.write(*text);
    return output.finish(kOk);
}

Result<Page> page_of(const Ledger& ledger, const QuestionOptions& question, PageFilter filter) {
    std::vector<std::string> unknown;
    filter.selection = question.selection;
    auto page = load_page(ledger, filter, &unknown);
    if (page) tell_unknown(unknown);
    return page;
}

Result<std::string> incident_named(const Ledger& ledger, const std::string& id) {
    auto now = ledger.current_incident(id);
    if (!now) return now.error();
    if (!*now)
        return Error{errors::kNoSuchRecord,
                     "there is no incident '" + id + "' in this ledger; tallybook incidents lists them", ""};
    return **now;
}

}  // namespace tallybook::cli
