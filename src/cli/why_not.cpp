// why-not: why two mentions or incidents are one, or are not.
#include <fmt/format.h>

#include "cli/questions.hpp"
#include "export/painter.hpp"
#include "query/why_not.hpp"
#include "resolve/pair.hpp"

namespace tallybook::cli {

namespace {

constexpr size_t kPairsShown = 6;

struct Options {
    QuestionOptions question;
    AnswerOptions answer;
    PaperOptions paper;
    std::string a, b;
};

std::string json_of(const WhyNot& found) {
    Json pairs = Json::array();
    for (const PairReason& one : found.pairs)
        pairs.push_back({{"a", one.a},
                         {"b", one.b},
                         {"same_report", one.same_report},
                         {"possible", one.possible},
                         {"points", one.points},
                         {"because", one.because},
                         {"against", or_null(one.against)}});
    const Json line = {{"record", "why-not"},      {"a", or_null(found.a)}, {"b", or_null(found.b)}, {"one", found.one},
                       {"verdict", found.verdict}, {"needed", kJoinPoints}, {"pairs", pairs}};
    return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string text_of(const WhyNot& found, const TextPageOptions& options) {
    Painter out(options.width, options.colour);
    std::string verdict = found.verdict + ".";
    if (verdict[0] >= 'a' && verdict[0] <= 'z') verdict[0] = static_cast<char>(verdict[0] - 'a' + 'A');
    out.paragraph("", out.ink(Ink::Bold, verdict));
    for (size_t i = 0; i < std::min(found.pairs.size(), options.full ? found.pairs.size() : kPairsShown); ++i) {
        const PairReason& one = found.pairs[i];
        out.blank();
        out.paragraph("  ", one.a + " and " + one.b);
        if (one.same_report) out.paragraph("    ", "told by one report");
        if (one.possible) {
            out.paragraph("    ", fmt::format("{} points of {} needed", one.points, kJoinPoints));
            for (const std::string& reason : one.because) out.paragraph("    · ", reason);
        } else {
            out.paragraph("    ", out.ink(Ink::Bad, "cannot be: " + one.against));
        }
    }
    if (found.pairs.size() > kPairsShown && !options.full)
        out.paragraph("  ", fmt::format("and {} more pairs (--full shows them)", found.pairs.size() - kPairsShown));
    return out.take();
}

int run(const Options& options) {
    return answer(options.question, options.answer, [&](const Ledger& ledger) -> Result<std::string> {
        const auto found = why_not(ledger, options.a, options.b);
        if (!found) return found.error();
        return options.answer.json ? json_of(*found) : text_of(*found, options.paper.measure());
    });
}

}  // namespace

void register_why_not(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("why-not", "Why two mentions or incidents are one, or are not");
    app->add_option("a", options->a, "a mention or an incident")->required()->type_name("ID");
    app->add_option("b", options->b, "another one")->required()->type_name("ID");
    options->question.add_ledger_to(*app);
    options->answer.add_to(*app, "one record of kind why-not (JSON Lines)");
    options->paper.add_to(*app);
    app->footer("Example:\n  tallybook why-not i-r-9e02c4d1a7b35f68/m1 r-07d1b3c59a2e4f86/m2");
    app->callback([options, &status] { status = run(*options); });
}

}  // namespace tallybook::cli
