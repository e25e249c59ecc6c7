#include "export/jsonl.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "scene.hpp"

namespace tallybook::test {
namespace {

std::string exported(const Ledger& ledger) {
    std::string out;
    auto done = export_jsonl(ledger, [&](std::string_view line) { return out += line, true; });
    if (!done) throw std::runtime_error(done.error().describe());
    return out;
}

TEST(Jsonl, HoldsEveryKindInOrderAndEachLineIsAnObject) {
    std::istringstream lines(exported(ledger_of({second_report(), first_report()})));
    std::vector<std::string> kinds;
    for (std::string line; std::getline(lines, line);) kinds.push_back(Json::parse(line)["record"]);
    EXPECT_EQ(kinds,
              (std::vector<std::string>{"run", "report", "mention", "mention", "mention", "statement", "statement",
                                        "statement", "statement", "tally", "report", "mention", "incident", "check"}));
}

TEST(Jsonl, AnyOrderOfReadingGivesTheSameBytes) {
    EXPECT_EQ(exported(ledger_of({second_report(), first_report()})),
              exported(ledger_of({first_report(), second_report()})));
}

TEST(Jsonl, StopsWhereTheWriterSaysSo) {
    const Ledger ledger = ledger_of({first_report()});
    int lines = 0;
    ASSERT_TRUE(export_jsonl(ledger, [&](std::string_view) { return ++lines < 3; }));
    EXPECT_EQ(lines, 3);
}

TEST(Jsonl, TheRunLineNamesEveryCodebookThatIsStillInUse) {
    EXPECT_EQ(Json::parse(run_line_of({kSceneRun}))["codebook"], "book");
    const Json two = Json::parse(run_line_of({kSceneRun, {"0.2.0", "book2", "model", "gazetteer"}}));
    EXPECT_EQ(two["tallybook"], "0.2.0");
    EXPECT_EQ(two["also"][0]["codebook"], "book");
}

}  // namespace
}  // namespace tallybook::test
