// Quotations read off the marks alone: reports are made of words, no parser is needed.
#include "coding/quotations.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tallybook {
namespace {

// Paragraphs of sentences of words; a word that begins with '_' follows the one before without a space.
using Paragraphs = std::vector<std::vector<std::vector<std::string>>>;

Report report_of(const Paragraphs& paragraphs) {
    Report report;
    std::string text;
    uint32_t paragraph = 0;
    for (const auto& sentences : paragraphs) {
        for (const auto& words : sentences) {
            Sentence sentence;
            sentence.paragraph = paragraph;
            sentence.tokens.begin = static_cast<uint32_t>(report.tokens.size());
            for (const std::string& word : words) {
                const bool joined = word.starts_with("_");
                if (!joined && !text.empty()) {
                    text += ' ';
                    if (!report.tokens.empty()) report.tokens.back().space_after = true;
                }
                Token token;
                token.text = report.keep(joined ? word.substr(1) : word);
                token.span = {static_cast<uint32_t>(text.size()),
                              static_cast<uint32_t>(text.size() + token.text.size())};
                text += token.text;
                report.tokens.push_back(token);
            }
            sentence.tokens.end = static_cast<uint32_t>(report.tokens.size());
            report.sentences.push_back(sentence);
        }
        ++paragraph;
    }
    report.set_text(text);
    return report;
}

std::vector<Quotation> quotations_of(const Paragraphs& paragraphs) {
    const Report report = report_of(paragraphs);
    const Tree tree(report);
    return find_quotations(tree);
}

TEST(Quotations, RunOverTheSentencesOfAParagraph) {
    const auto found = quotations_of({{{"\"", "_We", "left", "at", "dawn", "_."},
                                       {"Nobody", "came", "_,", "_\"", "the", "shepherd", "said", "_."}}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].tokens, (TokenSpan{0, 10}));
    EXPECT_EQ(found[0].inner, (TokenSpan{1, 9}));
    EXPECT_TRUE(found[0].closed);
    EXPECT_TRUE(found[0].speech);
}

TEST(Quotations, GoOnInTheNextParagraph) {
    const auto found = quotations_of({{{"“", "_The", "bridge", "is", "gone", "_."}},
                                      {{"“", "_We", "need", "boats", "_,", "_”", "she", "said", "_."}}});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_FALSE(found[0].closed);
    EXPECT_EQ(found[1].continues, 0);
}

TEST(Quotations, AForgottenMarkEndsWithItsParagraph) {
    const auto found = quotations_of({{{"“", "_The", "bridge", "is", "gone", "_."}}, {{"Rain", "fell", "_."}}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].tokens.end, 6U);
}

TEST(Quotations, AMarkOfTheWrongKindIsReadByItsSpaces) {
    const auto found = quotations_of({{{"”", "_We", "saw", "smoke", "_.", "_”", "Nothing", "else", "_."}}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].tokens, (TokenSpan{0, 6}));
}

TEST(Quotations, AnInchMarkOpensNothing) {
    EXPECT_TRUE(quotations_of({{{"A", "5", "_\"", "shell", "lay", "there", "_."}}}).empty());
}

TEST(Quotations, AWordInMarksIsNoSpeech) {
    const auto found = quotations_of({{{"the", "so-called", "\"", "_safe", "_\"", "zone"}}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_FALSE(found[0].speech);
}

TEST(Quotations, AreFoundByToken) {
    const auto found = quotations_of({{{"He", "said", "\"", "_no", "_\"", "twice", "_."}}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(quotation_at(found, 3), &found[0]);
    EXPECT_EQ(quotation_at(found, 5), nullptr);
    EXPECT_EQ(quotation_at(found, 0), nullptr);
}

}  // namespace
}  // namespace tallybook
