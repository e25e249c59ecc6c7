// tally: how many, by the ledger's own count.
#include <fmt/format.h>

#include <algorithm>

#include "base/errors.hpp"
#include "cli/questions.hpp"
#include "export/painter.hpp"
#include "export/wording.hpp"
#include "query/tally.hpp"

namespace tallybook::cli {

namespace {

const std::map<std::string, TallyBy> kBy = {
    {"day", TallyBy::Days},    {"week", TallyBy::Weeks},      {"month", TallyBy::Months}, {"year", TallyBy::Years},
    {"place", TallyBy::Place}, {"country", TallyBy::Country}, {"type", TallyBy::Type},    {"mode", TallyBy::Mode},
    {"actor", TallyBy::Actor}, {"weapon", TallyBy::Weapon},   {"status", TallyBy::Status}};

struct Options {
    QuestionOptions question;
    AnswerOptions answer;
    PaperOptions paper;
    std::string of, by;
};

// "ASSAULT" for "assault"; "killed" as it is.
std::string thing(std::string of) {
    if (of == "killed" || of == "injured") return of;
    std::transform(of.begin(), of.end(), of.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return of;
}

Json counted(const Counted& one) {
    return {{"low", one.low}, {"best", one.best}, {"high", one.high}};
}

std::string json_of(const TallyAnswer& answer, const Options& options) {
    const Selection& asked = options.question.selection;
    Json rows = Json::array();
    for (const TallyRow& row : answer.rows)
        rows.push_back({{"label", row.label},
                        {"since", or_null(row.since)},
                        {"until", or_null(row.until)},
                        {"counted", counted(row.counted)},
                        {"incidents", row.counted.incidents}});
    const Json line = {{"record", "count"},
                       {"of", or_null(thing(options.of))},
                       {"actor", or_null(asked.actor)},
                       {"recipient", or_null(asked.recipient)},
                       {"place", or_null(asked.place)},
                       {"type", or_null(asked.type)},
                       {"weapon", or_null(asked.weapon)},
                       {"status", or_null(asked.status)},
                       {"since", or_null(asked.since)},
                       {"until", or_null(asked.until)},
                       {"by", or_null(options.by)},
                       {"counted", counted(answer.all)},
                       {"incidents", answer.all.incidents},
                       {"rows", rows}};
    return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string number(const Counted& one) {
    const std::string best = wording::number(one.best);
    if (one.low == one.high) return best;
    return fmt::format("{} ({} to {})", best, wording::number(one.low), wording::number(one.high));
}

// █ confirmed, ▓ also claimed, ░ also disputed.
std::string bar(const Counted& one, int64_t most, size_t columns) {
    std::string out;
    const auto upto = [&](int64_t n) {
        return most > 0 ? static_cast<size_t>(n) * columns / static_cast<size_t>(most) : 0;
    };
    for (size_t i = 0; i < std::max<size_t>(upto(one.high), one.high > 0 ? 1 : 0); ++i)
        out += i < upto(one.low) ? "█" : i < upto(one.best) ? "▓" : "░";
    return out;
}

std::string question(const Options& options) {
    const Selection& asked = options.question.selection;
    std::string out = options.of.empty() ? "incidents" : thing(options.of);
    if (!asked.type.empty()) out += ", " + asked.type;
    if (!asked.recipient.empty()) out += " on " + asked.recipient;
    if (!asked.actor.empty()) out += " by " + asked.actor;
    if (!asked.weapon.empty()) out += " with " + asked.weapon;
    if (!asked.place.empty()) out += " in " + asked.place;
    if (!asked.status.empty()) out += ", " + asked.status;
    if (const std::string when = wording::window(asked.since, asked.until); !when.empty()) out += ", " + when;
    return out;
}

std::string text_of(const TallyAnswer& answer, const Options& options) {
    const TextPageOptions paper = options.paper.measure();
    Painter out(paper.width, paper.colour);
    out.paragraph("", out.ink(Ink::Bold, number(answer.all)) + " " + question(options));
    const size_t n = answer.all.incidents.size();
    out.paragraph("", out.ink(Ink::Dim, wording::counted(n, "incident", "incidents") +
                                            " of the ledger; the range: only confirmed, up to disputed ones too"));
    if (answer.rows.empty()) return out.take();
    out.blank();
    int64_t most = 1;
    size_t label = 0;
    for (const TallyRow& row : answer.rows) {
        most = std::max(most, row.counted.high);
        label = std::max(label, columns_of(row.label));
    }
    label = std::min<size_t>(label, 32);
    const size_t columns = paper.width > label + 24 ? paper.width - label - 24 : 10;
    for (const TallyRow& row : answer.rows) {
        const std::string name = row.label + std::string(label - std::min(label, columns_of(row.label)), ' ');
        const std::string drawn = bar(row.counted, most, columns);
        out.paragraph("  " + name + "  ", drawn + " " + number(row.counted));
    }
    return out.take();
}

int run(const Options& options) {
    return answer(options.question, options.answer, [&](const Ledger& ledger) -> Result<std::string> {
        const auto selected = options.question.select(ledger);
        if (!selected) return selected.error();
        const TallyBy by = options.by.empty() ? TallyBy::Nothing : kBy.at(options.by);
        const TallyAnswer found = tally_of(*selected, options.question.selection, thing(options.of), by);
        return options.answer.json ? json_of(found, options) : text_of(found, options);
    });
}

}  // namespace

void register_tally(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("tally", "How many: the ledger's own count, low, best and high");
    app->add_option("--of", options->of, "what is counted: a PLOVER type, killed, injured (default: every incident)")
        ->type_name("WHAT");
    app->add_option("--by", options->by,
                    "a row for each: day, week, month, year, place, country, type, mode, actor, weapon, status")
        ->check(CLI::IsMember(kBy))
        ->type_name("WHAT");
    options->question.add_to(*app);
    options->answer.add_to(*app, "one record of kind count (JSON Lines)");
    options->paper.add_to(*app);
    app->footer(
        "Low counts confirmed incidents, best also those that are only claimed, high also the disputed ones; it is how "
        "given counts are checked.\nExample:\n  tallybook tally --of ASSAULT --recipient us-forces --place IQ,SY "
        "--since 2023-10-17 --by week --json");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
