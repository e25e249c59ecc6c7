#include "export/text_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <sstream>

#include "export/painter.hpp"
#include "export/quote.hpp"
#include "export/wording.hpp"
#include "scene.hpp"

namespace tallybook::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string shown(const std::vector<Story>& stories, const PageFilter& filter = {}, TextPageOptions options = {}) {
    const Ledger ledger = ledger_of(stories);
    auto page = load_page(ledger, filter);
    if (!page) throw std::runtime_error(page.error().describe());
    std::string out = text_page(*page, options);
    if (std::getenv("TALLYBOOK_TEST_SHOW")) std::cout << out << "\n";  // for looking at it
    return out;
}

std::string lines_joined(std::string text) {  // so that wrapping does not matter
    std::string out;
    for (const char c : text)
        if (c != '\n' && c != ' ')
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    return out;
}

TEST(TextPage, OneReportShowsWhatWhenWhereWhoAndItsSentence) {
    const std::string page = shown({first_report()});
    EXPECT_THAT(page, testing::StartsWith("Daily Desk, 5 March 2024\nRockets set fuel store on fire at Iraqi base\n"));
    const std::string text = lines_joined(page);
    EXPECT_THAT(
        text, HasSubstr("Attack with heavy weapons, Ain al-Asad airbase, Iraq Mon 4 March 2024, 04:00 (Asia/Baghdad)"));
    EXPECT_THAT(text, HasSubstr("claimed by Dawn Front; Ostania accused by Marta Kovac; denied by Ostania"));
    EXPECT_THAT(text, HasSubstr("with Two rockets"));
    EXPECT_THAT(text, HasSubstr("a fuel store (damaged)"));
    EXPECT_THAT(text, HasSubstr("injured 3 (three guards)"));
    EXPECT_THAT(text, HasSubstr("an Iraqi officer said.” ¶1, byte 0"));
    EXPECT_THAT(text, Not(HasSubstr("differ")));
    EXPECT_THAT(text, HasSubstr("at least 12 attacks on U.S. forces in Iraq, 20 February to 5 March 2024"));
    EXPECT_THAT(
        text,
        HasSubstr(
            "cannot be told: the count begins on 20 February 2024, the ledger's first report is of 5 March 2024"));
    EXPECT_THAT(
        text,
        HasSubstr(
            "Marta Kovac, spokeswoman for the coalition accuses Ostania; on: Attack with heavy weapons, 4 March 2024"));
    EXPECT_THAT(text, HasSubstr("planned: Coercion, Iraq “A second base may be closed in May.”"));
    EXPECT_THAT(text, HasSubstr("earlier: Drone attack"));
}

TEST(TextPage, SeveralReportsAreCitedByOutletAndTheirNumbersSideBySide) {
    const std::string text = lines_joined(shown({second_report(), first_report()}));
    EXPECT_THAT(text, HasSubstr("2 reports of 2 outlets, 5 to 6 March 2024"));
    EXPECT_THAT(text, HasSubstr("confirmed · 2 reports, 2 outlets"));
    EXPECT_THAT(text, HasSubstr("injured 5 (3 to 5 told; Five guards)"));
    EXPECT_THAT(text, HasSubstr("differ injured: 3 (Daily Desk); 5 (Hill Post)"));
    EXPECT_THAT(text, HasSubstr("Hill Post, ¶1, byte 0"));
}

TEST(TextPage, NoLineIsWiderThanThePage) {
    for (const size_t width : {40u, 60u, 80u, 120u}) {
        std::istringstream lines(shown({first_report(), second_report()}, {}, {width, false, false}));
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(columns_of(line), width) << line;
            EXPECT_FALSE(line.ends_with(" ")) << line;
        }
    }
}

TEST(TextPage, ColoursOnlyWhereWantedAndSayNothingMore) {
    const std::string plain = shown({first_report()});
    EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
    const std::string inked = shown({first_report()}, {}, {80, true, false});
    EXPECT_THAT(inked, HasSubstr("\x1b[1mAttack with heavy weapons, Ain al-Asad airbase, Iraq\x1b[0m"));
    std::string without;
    for (size_t at = 0; at < inked.size(); ++at) {
        if (inked[at] == '\x1b') {
            at = inked.find('m', at);
            continue;
        }
        without += inked[at];
    }
    EXPECT_EQ(without, plain);
}

TEST(TextPage, Filters) {
    const std::vector<Story> both{first_report(), second_report()};
    EXPECT_THAT(shown(both, {.reports = {second_report().id}}), HasSubstr("Hill Post, 6 March 2024\nFive hurt"));
    EXPECT_THAT(shown(both, {.reports = {"hill/77"}}), Not(HasSubstr("WHO SAID WHAT")));
    EXPECT_THAT(shown(both, {.selection = {.since = "2024-03-05"}}), HasSubstr("0 incidents"));
    EXPECT_THAT(shown(both, {.selection = {.place = "asad"}}), HasSubstr("1 incident\n"));
    EXPECT_THAT(shown(both, {.selection = {.place = "IQ"}}), HasSubstr("1 incident\n"));
    EXPECT_THAT(shown(both, {.selection = {.place = "tanf"}}), HasSubstr("Nothing in the ledger is as asked for."));
    EXPECT_THAT(shown(both, {.selection = {.type = "heavy-weapons"}}), HasSubstr("1 incident\n"));
    EXPECT_THAT(shown(both, {.selection = {.type = "protest"}}), HasSubstr("Nothing in the ledger"));
    EXPECT_EQ(shown({}), "The ledger is empty.\n");
}

TEST(TextPage, JsonLinesHoldWhatThePageShows) {
    const Ledger ledger = ledger_of({first_report(), second_report()});
    auto page = load_page(ledger, {.reports = {first_report().id}});
    ASSERT_TRUE(page);
    std::istringstream lines(json_lines(*page));
    std::map<std::string, int> kinds;
    for (std::string line; std::getline(lines, line);) ++kinds[Json::parse(line)["record"]];
    EXPECT_EQ(kinds,
              (std::map<std::string, int>{
                  {"report", 1}, {"mention", 3}, {"statement", 4}, {"tally", 1}, {"incident", 1}, {"check", 1}}));
}

TEST(Quotes, ALongSentenceIsCutAroundTheWordsThatMatter) {
    std::string sentence;
    for (int i = 0; i < 60; ++i) sentence += "word" + std::to_string(i) + (i < 59 ? " " : ".");
    Story one("k", "O", "2024-03-05", "First.\n\n" + sentence);
    one.mention("ASSAULT", "word30", sentence);
    PageReport report{Json::parse(one.line()), one.text, {Json::parse(one.records[0])}, {}, {}};
    const auto quote =
        quote_of(report, report.mentions[0], report.mentions[0]["trigger"]["span"], 120, Painter(80, false));
    ASSERT_TRUE(quote);
    EXPECT_THAT(quote->words, testing::StartsWith("“… word"));
    EXPECT_THAT(quote->words, testing::EndsWith(" …”"));
    EXPECT_THAT(quote->words, HasSubstr(" word29 word30 word31 "));
    EXPECT_LE(columns_of(quote->words), 126u);
    EXPECT_EQ(quote->where, "¶2, byte 8");
}

TEST(Quotes, SpansThatDoNotFitTheTextGiveNoQuote) {
    PageReport report{Json::object(), "short", {}, {}, {}};
    const Painter painter(80, false);
    EXPECT_FALSE(quote_of(report, {{"evidence", {{{"span", {0, 99}}}}}}, nullptr, 80, painter));
    EXPECT_FALSE(quote_of(report, {{"evidence", Json::array()}}, nullptr, 80, painter));
    EXPECT_FALSE(quote_of(report, Json::object(), nullptr, 80, painter));
}

TEST(Wording, NumbersKeepTheirHedge) {
    EXPECT_EQ(wording::quantity(exactly(2500)), "2,500");
    EXPECT_EQ(wording::quantity(count(84, 84, nullptr, "at least")), "at least 84");
    EXPECT_EQ(wording::quantity(count(84, 84, nullptr)), "at least 84");
    EXPECT_EQ(wording::quantity(count(nullptr, 7, 7)), "up to 7");
    EXPECT_EQ(wording::quantity(count(nullptr, 7, nullptr)), "about 7");
    EXPECT_EQ(wording::quantity(count(5, nullptr, 7)), "5 to 7");
    EXPECT_EQ(wording::quantity(count(2, nullptr, nullptr, "several")), "several");
    EXPECT_EQ(wording::quantity(nullptr), "");
}

TEST(Wording, TimesAreSaidAsFarAsTheyAreKnown) {
    EXPECT_EQ(wording::time(day("2023-12-08")), "Fri 8 December 2023");
    EXPECT_EQ(wording::time(hour("2023-12-08", "04:00", "04:59")), "Fri 8 December 2023, 04:00 (Asia/Baghdad)");
    EXPECT_EQ(wording::time({{"value", "2023-12"}, {"earliest", "2023-12-01"}, {"latest", "2023-12-31"}}),
              "December 2023");
    EXPECT_EQ(
        wording::time({{"value", "2023-12-08TMO"}, {"earliest", "2023-12-08T06:00"}, {"latest", "2023-12-08T11:59"}}),
        "Fri 8 December 2023, morning");
    EXPECT_EQ(wording::time({{"value", nullptr}, {"text", "that night"}}), "that night");
    EXPECT_EQ(wording::time(nullptr), "");
}

TEST(Columns, CountWhatTheScreenShows) {
    EXPECT_EQ(columns_of("abc"), 3u);
    EXPECT_EQ(columns_of("“é”"), 3u);
    EXPECT_EQ(columns_of("e\xCC\x81"), 1u);
    EXPECT_EQ(columns_of("日本"), 4u);
    EXPECT_EQ(columns_of("\x1b[1mab\x1b[0m"), 2u);
}

}  // namespace
}  // namespace tallybook::test
