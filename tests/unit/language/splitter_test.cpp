#include "language/splitter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <random>

namespace tallybook {
namespace {

using testing::ElementsAre;

std::vector<std::string> sentences(std::string_view text) {
    std::vector<std::string> out;
    for (const SplitSentence& s : split_text(text).sentences) out.push_back(analysis_text(text, s.span).text);
    return out;
}
std::vector<std::string> paragraphs(std::string_view text) {
    std::vector<std::string> out;
    for (const ByteSpan p : split_text(text).paragraphs) out.push_back(analysis_text(text, p).text);
    return out;
}
size_t count(std::string_view text) {
    return split_text(text).sentences.size();
}

TEST(Sentences, PlainStops) {
    EXPECT_THAT(sentences("Shots were heard. Nobody was hurt! Why? Nobody knows."),
                ElementsAre("Shots were heard.", "Nobody was hurt!", "Why?", "Nobody knows."));
    EXPECT_THAT(sentences(""), ElementsAre());
    EXPECT_THAT(sentences(" \n \n"), ElementsAre());
    EXPECT_THAT(sentences("no stop at all"), ElementsAre("no stop at all"));
}

TEST(Sentences, LowerCaseGoesOn) {
    EXPECT_EQ(count("The site x.y. was down."), 1u);
    EXPECT_EQ(count("\"Stop!\" he said."), 1u);
    EXPECT_EQ(count("He waited ... and left."), 1u);
    EXPECT_EQ(count("He waited... Then he left."), 2u);
    EXPECT_EQ(count("He waited… 3 days passed."), 1u);
}

TEST(Sentences, CopyWithoutCapitals) {
    EXPECT_THAT(
        sentences("police opened fire at a crowd near the railway bridge on sunday. two men died. the mayor of the "
                  "town said that mr. rao and dr. iyer were safe."),
        ElementsAre("police opened fire at a crowd near the railway bridge on sunday.", "two men died.",
                    "the mayor of the town said that mr. rao and dr. iyer were safe."));
}

TEST(Sentences, QuotesAndBracketsBelongToTheSentenceTheyClose) {
    EXPECT_THAT(sentences("\"We go.\" He went. (So it seems.) “Yes.” They nodded."),
                ElementsAre("\"We go.\"", "He went.", "(So it seems.)", "“Yes.”", "They nodded."));
    EXPECT_THAT(sentences("He left.[12] The rest stayed."), ElementsAre("He left.[12]", "The rest stayed."));
    EXPECT_THAT(sentences("Was it so? \"yes\" was the answer."), ElementsAre("Was it so? \"yes\" was the answer."));
}

TEST(Sentences, TitlesMonthsNumbers) {
    EXPECT_EQ(count("Lt. Col. Haddad and Mr. Smith met Gen. Petrov at Ft. Bragg."), 1u);
    EXPECT_EQ(count("It began on Oct. 17 and ended."), 1u);
    EXPECT_EQ(count("It began in Oct. The rest is known."), 2u);
    EXPECT_EQ(count("See No. 5 for more."), 1u);
    EXPECT_EQ(count("He said no. Police left."), 2u);
    EXPECT_EQ(count("3. Police came."), 1u);
}

TEST(Sentences, AbbreviationsThatMayEndASentence) {
    EXPECT_EQ(count("Strikes on U.S. Army bases went on."), 1u);
    EXPECT_EQ(count("He left the U.S. The army stayed."), 2u);
    EXPECT_EQ(count("He left the U.S. \"Never again,\" he said."), 2u);
    EXPECT_EQ(count("Acme Corp. Chairman Lee spoke."), 1u);
    EXPECT_EQ(count("He works for Acme Corp. They pay well."), 2u);
    EXPECT_EQ(count("John F. Miller spoke."), 1u);
    EXPECT_EQ(count("Vitamin A. Each day counts."), 2u);
    EXPECT_EQ(count("Bloc A. I believe in it."), 1u);  // "I" may be an initial
    EXPECT_EQ(count("The U.S. 5th Fleet sailed."), 1u);
}

TEST(Sentences, HoursAndUnits) {
    EXPECT_EQ(count("It hit at 4 a.m. Friday near the port."), 1u);
    EXPECT_EQ(count("It hit at 4 a.m. EST near the port."), 1u);
    EXPECT_EQ(count("It hit at 4 a.m. Sirens were heard."), 2u);
    EXPECT_EQ(count("Output rose 5 pct. Prices fell."), 2u);
    EXPECT_EQ(count("Output rose 5 pct. in May."), 1u);
}

TEST(Sentences, ALostSpaceBehindTheStop) {
    EXPECT_EQ(count("Two men were killed.The army denied it."), 2u);
    EXPECT_EQ(count("The firm Example.Com closed."), 1u);
}

TEST(Sentences, UpperCaseCopy) {
    EXPECT_THAT(
        sentences("THE U.S. ARMY SAID GEN. LEE LEFT. HE IS ILL. POLICE SAW MR. ORTEGA AT 5 A.M. IN THE CITY."),
        ElementsAre("THE U.S. ARMY SAID GEN. LEE LEFT.", "HE IS ILL.", "POLICE SAW MR. ORTEGA AT 5 A.M. IN THE CITY."));
    EXPECT_EQ(count("HE LEFT THE U.S. THE ARMY SAW HIM AT FT. BRAGG AND IN THE U.S. AND MEXICO."), 2u);
}

TEST(Sentences, DatelineStandsAlone) {
    EXPECT_THAT(sentences("CAIRO, March 3 (Agency) -- Gunmen fled."),
                ElementsAre("CAIRO, March 3 (Agency) --", "Gunmen fled."));
    EXPECT_THAT(sentences("PORT LOUIS, 3 MAR 91 (XYZ) -- [TEXT] GUNMEN FLED."),
                ElementsAre("PORT LOUIS, 3 MAR 91 (XYZ) -- [TEXT]", "GUNMEN FLED."));
    EXPECT_THAT(sentences("BAGHDAD — Gunmen fled the town."), ElementsAre("BAGHDAD —", "Gunmen fled the town."));
    EXPECT_THAT(sentences("TEL AVIV (Reuters) - Gunmen fled."), ElementsAre("TEL AVIV (Reuters) -", "Gunmen fled."));
    EXPECT_THAT(sentences("KAMPALA: Gunmen fled the town after the raid on the market."),
                ElementsAre("KAMPALA:", "Gunmen fled the town after the raid on the market."));
    EXPECT_EQ(
        count("kampala: gunmen fled the town after the raid on the market, and the soldiers who came searched all "
              "of the houses."),
        2u);
}

TEST(Sentences, WhatOnlyLooksLikeADateline) {
    EXPECT_EQ(count("The group — known for raids — fled."), 1u);
    EXPECT_EQ(count("Gunmen - two of them - fled."), 1u);
    EXPECT_EQ(count("NATO forces said on Monday -- and again later -- that it was so."), 1u);
    EXPECT_EQ(count("THE REBELS -- SOME OF THEM -- FLED TO THE HILLS."), 1u);
    EXPECT_EQ(count("Example News/ Gunmen fled the town."), 1u);
    EXPECT_EQ(count("NATO: Nobody fled the town after the raid on the market."), 1u);
    EXPECT_EQ(count("Kampala: nobody fled the town after the raid on the market."), 1u);
    EXPECT_EQ(count("police: nobody fled the town after the raid on the market, and the soldiers who came searched all "
                    "of the houses."),
              1u);
}

TEST(Sentences, Quoted) {
    const std::string_view text = "He spoke. \"We go. We never return,\" he said. Nobody came.\n\nShe left.";
    std::vector<bool> quoted;
    for (const SplitSentence& s : split_text(text).sentences) quoted.push_back(s.quoted);
    EXPECT_THAT(quoted, ElementsAre(false, false, true, false, false));
}

TEST(Paragraphs, BlankLines) {
    EXPECT_THAT(paragraphs("One.\n\nTwo\nlines.\n \t \nThree.\n"), ElementsAre("One.", "Two lines.", "Three."));
    EXPECT_THAT(paragraphs("One.\n-----\nTwo."), ElementsAre("One.", "Two."));
}

constexpr std::string_view kWire =
    "   The army said on Monday that two soldiers and a policeman had been\n"
    "wounded when gunmen opened fire on a patrol near the border. It was\n"
    "the third such attack in a week.\n"
    "   A spokesman said the gunmen had fled across the river in two boats.\n"
    "   Nobody has claimed responsibility for the attack so far.\n";

TEST(Paragraphs, WireCopyIndentsTheFirstLine) {
    EXPECT_EQ(paragraphs(kWire).size(), 3u);
    EXPECT_EQ(count(kWire), 4u);
}

TEST(Paragraphs, WrappedUpperCaseLinesAreNoHeadings) {
    std::string upper(kWire);
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(paragraphs(upper).size(), 3u);
    EXPECT_EQ(count(upper), 4u);
}

TEST(Paragraphs, LinesOfTheirOwnLength) {
    const auto found = paragraphs(
        "Baker held over harbour fire\nPolice in Tromso have held a baker whose shop stands beside the market hall "
        "that "
        "burned on Monday.");
    EXPECT_EQ(found.size(), 2u);
}

TEST(Paragraphs, HeadingsAboveText) {
    const auto found = paragraphs(
        "Patrol attacked near border\n"
        "The army said on Monday that two soldiers and a policeman had been\n"
        "wounded when gunmen opened fire on a patrol near the border.\n");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0], "Patrol attacked near border");
    EXPECT_EQ(paragraphs("ATTACK ON A PATROL OF THE BORDER GUARD LEAVES THREE MEN WOUNDED\n"
                         "The army said on Monday that two soldiers and a policeman had been\n"
                         "wounded when gunmen opened fire on a patrol near the border.\n")
                  .size(),
              2u);
}

TEST(Paragraphs, UnwrappedLinesAreParagraphs) {
    const std::string line =
        "The army said on Monday that two soldiers had been wounded when gunmen opened fire on a patrol near the "
        "border, and that the search for the gunmen, who fled in two boats, went on.";
    EXPECT_EQ(paragraphs(line + "\n" + line + "\nNobody was hurt.\n" + line).size(), 4u);
}

TEST(Paragraphs, Bullets) {
    EXPECT_THAT(paragraphs("The demands:\n- an end of the siege\n- the release of all\nprisoners\n• a truce"),
                ElementsAre("The demands:", "- an end of the siege", "- the release of all prisoners", "• a truce"));
    EXPECT_EQ(paragraphs("The army said on Monday that two soldiers and a policeman had been killed\n"
                         "- one of them a colonel - when gunmen opened fire on a patrol near the town.")
                  .size(),
              1u);
}

TEST(AnalysisText, MapsBackToTheReport) {
    const std::string report = "xx One  two \n three.\tFour";
    const AnalysisText text = analysis_text(report, {3, static_cast<uint32_t>(report.size())});
    EXPECT_EQ(text.text, "One two three. Four");
    const auto part = [&](std::string_view word) {
        const auto at = static_cast<uint32_t>(text.text.find(word));
        const ByteSpan span = text.to_report(at, at + static_cast<uint32_t>(word.size()));
        return report.substr(span.begin, span.size());
    };
    EXPECT_EQ(part("One"), "One");
    EXPECT_EQ(part("two"), "two");
    EXPECT_EQ(part("two three"), "two \n three");
    EXPECT_EQ(part("three."), "three.");
    EXPECT_EQ(part("Four"), "Four");
    EXPECT_EQ(text.to_report(7, 8), (ByteSpan{11, 14}));  // the joined line break itself
}

std::vector<RawToken> words_of(std::string_view text) {
    std::vector<RawToken> out;
    for (uint32_t i = 0; i < text.size(); i += 2) out.push_back({i, i + 1, 0, true});
    return out;
}

TEST(CutLongSentence, AtSemicolonThenCommaThenAnywhere) {
    const auto cut = [](std::string text, size_t limit) {
        std::vector<std::pair<uint32_t, uint32_t>> out;
        const auto tokens = words_of(text);
        for (const TokenSpan s : cut_long_sentence(text, tokens, limit)) out.emplace_back(s.begin, s.end);
        return out;
    };
    using Spans = std::vector<std::pair<uint32_t, uint32_t>>;
    EXPECT_EQ(cut("a b c ", 3), (Spans{{0, 3}}));
    EXPECT_EQ(cut("a b c d ", 3), (Spans{{0, 3}, {3, 4}}));
    EXPECT_EQ(cut("a ; , d e ", 4), (Spans{{0, 2}, {2, 5}}));
    EXPECT_EQ(cut("a , c d e ", 4), (Spans{{0, 2}, {2, 5}}));
    EXPECT_EQ(cut("", 4), (Spans{{0, 0}}));
}

TEST(SplitText, RandomTextKeepsOrderAndLosesNothingButWhiteSpace) {
    const std::vector<std::string> pieces{
        "The", "a",  ".",  ". ", "! ", "? ",  "...", "\"", "”",      "“", "\n",   "\n\n",  "   ", "U.S.", "Gen.",
        "-",   "- ", "• ", "(",  ")",  "[3]", "5",   "\t", "\u00a0", "é", "\xFF", "MARCH", " ",   " -- ", "CAIRO"};
    std::mt19937 random(3);
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (size_t n = random() % 60; n > 0; --n) text += pieces[random() % pieces.size()];
        const SplitText split = split_text(text);
        std::vector<bool> covered(text.size(), false);
        uint32_t last = 0;
        for (const SplitSentence& s : split.sentences) {
            ASSERT_LE(last, s.span.begin) << text;
            ASSERT_LT(s.span.begin, s.span.end) << text;
            ASSERT_TRUE(split.paragraphs.at(s.paragraph).contains(s.span)) << text;
            std::fill(covered.begin() + s.span.begin, covered.begin() + s.span.end, true);
            last = s.span.end;
            const AnalysisText analysis = analysis_text(text, s.span);
            ASSERT_EQ(analysis.to_report(0, static_cast<uint32_t>(analysis.text.size())), s.span) << text;
            ASSERT_EQ(analysis.text.find_first_of("\n\t"), std::string::npos) << text;
        }
        for (size_t i = 0; i < text.size(); ++i) {
            const bool letter = std::isalnum(static_cast<unsigned char>(text[i])) != 0;
            ASSERT_TRUE(covered[i] || !letter) << text << " at " << i;
        }
    }
}

TEST(SplitText, TimeIsLinear) {
    const auto seconds = [](const std::string& piece, size_t bytes) {
        std::string text;
        while (text.size() < bytes) text += piece;
        const std::clock_t begin = std::clock();  // of this process: what else runs does not count
        split_text(text);
        return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    };
    for (const std::string piece :
         {"a", ".", ". \"", "[", ".\"", ".)", "a\n", "\n", " ", "He left. ", "\"", "- a\n", "A. "}) {
        const double small = seconds(piece, 50'000), large = seconds(piece, 400'000);
        EXPECT_LT(large, 40 * small + 0.3) << piece;  // a quadratic step would be 64 times and seconds
    }
}

}  // namespace
}  // namespace tallybook
