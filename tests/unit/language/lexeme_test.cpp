#include "language/lexeme.hpp"

#include <gtest/gtest.h>

#include "language/string_id.hpp"
#include "language/unicode.hpp"

namespace tallybook {
namespace {

TEST(Lower, FullMappingOfOneCodePointToTwo) {
    EXPECT_EQ(unicode::to_lower("İZMİR"), "i̇zmi̇r");
}

TEST(Lower, SigmaAtTheEndOfAWord) {
    EXPECT_EQ(unicode::to_lower("ΟΔΟΣ"), "οδος");
    EXPECT_EQ(unicode::to_lower("ΣΑΣ"), "σας");
    EXPECT_EQ(unicode::to_lower("Σ"), "σ");        // no letter before it
    EXPECT_EQ(unicode::to_lower("ΑΣ'Α"), "ασ'α");  // the apostrophe is looked through
    EXPECT_EQ(unicode::to_lower("ΑΣ'"), "ας'");
    EXPECT_EQ(unicode::to_lower("Α1Σ"), "α1σ");  // a digit has no case
}

TEST(Lower, IllFormedBytesStay) {
    EXPECT_EQ(unicode::to_lower("A\xFFZ\xC3"), "a\xFFz\xC3");
}

TEST(Shape, RunsOfAtMostFour) {
    EXPECT_EQ(word_shape("Kata'ib"), "Xxxx'xx");
    EXPECT_EQ(word_shape("2,500"), "d,ddd");
    EXPECT_EQ(word_shape("Hezbollah"), "Xxxxx");
    EXPECT_EQ(word_shape("123456"), "dddd");
    EXPECT_EQ(word_shape("......"), "....");
    EXPECT_EQ(word_shape("x²"), "xd");
    EXPECT_EQ(word_shape("Éa"), "Xx");
    EXPECT_EQ(word_shape("كتاب"), "xxxx");
}

TEST(Shape, OneLetterXCountsTogetherWithMappedOnes) {
    EXPECT_EQ(word_shape("Xxxxxa"), "Xxxxx");
}

TEST(Shape, LongWords) {
    EXPECT_EQ(word_shape(std::string(99, 'a')), "xxxx");
    EXPECT_EQ(word_shape(std::string(100, 'a')), "LONG");
    std::string accents;
    for (int i = 0; i < 99; ++i) accents += "é";  // code points count, not bytes
    EXPECT_EQ(word_shape(accents), "xxxx");
}

TEST(Affixes, CountCodePoints) {
    EXPECT_EQ(word_prefix("éa"), "é");
    EXPECT_EQ(word_suffix("naïveté"), "eté");
    EXPECT_EQ(word_suffix("ab"), "ab");
    EXPECT_EQ(word_suffix("🙏🏽x"), "🙏🏽x");
}

TEST(Norm, ExceptionThenTableThenBuiltInThenLowerCase) {
    const NormTable norms(
        {{string_id("colour"), "color"}, {string_id("airplanes"), "airplanes "}, {string_id("€"), "euro"}});
    EXPECT_EQ(norms.norm("colour"), "color");
    EXPECT_EQ(norms.norm("Colour"), "colour");  // the table asks for the text as it is
    EXPECT_EQ(norms.norm("airplanes"), "airplanes ");
    EXPECT_EQ(norms.norm("€"), "euro");
    EXPECT_EQ(norms.norm("”"), "\"");
    EXPECT_EQ(norms.norm("£"), "$");
    EXPECT_EQ(norms.norm_id("U.S."), string_id("u.s."));
    EXPECT_EQ(make_lexeme("n't", string_id("not"), norms).norm, string_id("not"));
    EXPECT_EQ(make_lexeme("colour", 0, norms).norm, string_id("color"));
}

TEST(Lexeme, WhiteSpace) {
    const NormTable norms;
    EXPECT_TRUE(make_lexeme(" \n\u00a0\u3000", 0, norms).is_space);
    EXPECT_FALSE(make_lexeme("\u200b", 0, norms).is_space);
    EXPECT_FALSE(make_lexeme(" a", 0, norms).is_space);
}

TEST(LexemeTable, EqualPairsShareAnIndexWhateverTheGrowth) {
    const NormTable norms;
    LexemeTable table(norms);
    std::vector<uint32_t> indexes;
    for (int i = 0; i < 20000; ++i) indexes.push_back(table.intern("word" + std::to_string(i), 0));
    for (int i = 0; i < 20000; ++i) {
        const std::string text = "word" + std::to_string(i);
        ASSERT_EQ(indexes[static_cast<size_t>(i)], static_cast<uint32_t>(i));
        ASSERT_EQ(table.intern(text, 0), static_cast<uint32_t>(i));
        ASSERT_EQ(table.text(static_cast<uint32_t>(i)), text);
        ASSERT_EQ(table[static_cast<uint32_t>(i)], make_lexeme(text, 0, norms));
    }
    EXPECT_EQ(table.size(), 20000u);
}

TEST(LexemeTable, AnExceptionsNormMakesAnotherLexeme) {
    const NormTable norms;
    LexemeTable table(norms);
    EXPECT_NE(table.intern("ca", 0), table.intern("ca", string_id("can")));
    EXPECT_EQ(table[table.intern("ca", string_id("can"))].norm, string_id("can"));
}

TEST(LexemeTable, BudgetAndClear) {
    const NormTable norms;
    LexemeTable table(norms, 4000);
    for (int i = 0; !table.full(); ++i) table.intern(std::to_string(i), 0);
    EXPECT_LT(table.size(), 100u);
    table.clear();
    EXPECT_FALSE(table.full());
    EXPECT_EQ(table.intern("again", 0), 0u);
}

}  // namespace
}  // namespace tallybook
