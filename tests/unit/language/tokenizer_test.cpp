// The tokeniser with a small English-like rule set of our own; the model's rules are proven against golden tokens.
#include "language/tokenizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/errors.hpp"
#include "language/string_id.hpp"

namespace tallybook {
namespace {

using testing::ElementsAre;

TokenizerData small_english() {
    TokenizerData data;
    data.prefix_search = R"(^\(|^\[|^"|^'|^\$|^\u201c|^\.\.\.|^#)";
    data.suffix_search = R"(\)$|\]$|"$|'$|'s$|,$|\?$|\!$|\u201d$|\.\.\.$|(?<=[a-z])\.$|(?<=[0-9])(?:km|m)$)";
    data.infix_finditer = R"((?<=[a-z])\-(?=[a-z])|\u2014|(?<=[a-z])/(?=[a-z]))";
    data.url_match = R"((?u)^https?://\S+$)";
    data.exceptions = {
        {"don't", {{"do", ""}, {"n't", "not"}}},
        {"can't", {{"ca", "can"}, {"n't", "not"}}},
        {"a.m.", {{"a.m.", ""}}},
        {"10a.m.", {{"10", ""}, {"a.m.", ""}}},
        {"ca.", {{"ca.", ""}}},
        {":-)", {{":-)", ""}}},
        {"'em", {{"'em", "them"}}},
        {"\n", {{"\n", ""}}},
        {"to be", {{"to ", ""}, {"be", ""}}},
        {"U.S.", {{"U.S.", ""}}},
    };
    return data;
}

class TokenizerTest : public testing::Test {
protected:
    static std::shared_ptr<const Tokenizer> build(const TokenizerData& data) {
        auto tokenizer = Tokenizer::build(data);
        EXPECT_TRUE(tokenizer);
        return *tokenizer;
    }
    std::shared_ptr<const Tokenizer> tokenizer_ = build(small_english());
    TokenizerWorkspace workspace_{*tokenizer_};

    std::vector<RawToken> raw(std::string_view text) {
        std::vector<RawToken> tokens;
        tokenizer_->tokenize(text, workspace_, tokens);
        return tokens;
    }
    // Tokens as texts; "_" behind one that owns the space after it.
    std::vector<std::string> texts(std::string_view text) {
        std::vector<std::string> out;
        for (const RawToken& t : raw(text)) {
            out.push_back(std::string(text.substr(t.begin, t.end - t.begin)) + (t.space_after ? "_" : ""));
        }
        return out;
    }
};

TEST_F(TokenizerTest, WhiteSpace) {
    EXPECT_THAT(texts(""), ElementsAre());
    EXPECT_THAT(texts("a b"), ElementsAre("a_", "b"));
    EXPECT_THAT(texts("a  b"), ElementsAre("a_", " ", "b"));
    EXPECT_THAT(texts("a \n b"), ElementsAre("a_", "\n ", "b"));
    EXPECT_THAT(texts(" a"), ElementsAre(" ", "a"));
    EXPECT_THAT(texts("a "), ElementsAre("a_"));
    EXPECT_THAT(texts("a\u00a0b\tc"), ElementsAre("a", "\u00a0", "b", "\t", "c"));
}

TEST_F(TokenizerTest, AffixesComeOffOneByOne) {
    EXPECT_THAT(texts("(\"well,\")"), ElementsAre("(", "\"", "well", ",", "\"", ")"));
    EXPECT_THAT(texts("...what?!"), ElementsAre("...", "what", "?", "!"));
    EXPECT_THAT(texts("“so”"), ElementsAre("“", "so", "”"));
    EXPECT_THAT(texts("10km"), ElementsAre("10", "km"));
}

TEST_F(TokenizerTest, AnExceptionStopsTheStripping) {
    EXPECT_THAT(texts("(ca."), ElementsAre("(", "ca."));
    EXPECT_THAT(texts("(don't)"), ElementsAre("(", "do", "n't", ")"));
    EXPECT_THAT(texts("U.S.'s"), ElementsAre("U.S.", "'s"));
}

TEST_F(TokenizerTest, InfixesAndUrls) {
    EXPECT_THAT(texts("house-to-house"), ElementsAre("house", "-", "to", "-", "house"));
    EXPECT_THAT(texts("one—two"), ElementsAre("one", "—", "two"));
    EXPECT_THAT(texts("—two—"), ElementsAre("—two", "—"));  // a match at the very begin is passed over
    EXPECT_THAT(texts("https://a.example/b-c/d"), ElementsAre("https://a.example/b-c/d"));
    EXPECT_THAT(texts("AK-47s"), ElementsAre("AK-47s"));
}

TEST_F(TokenizerTest, NormsOfExceptions) {
    const auto tokens = raw("can't go");
    ASSERT_EQ(tokens.size(), 3u);
    EXPECT_EQ(tokens[0].norm, string_id("can"));
    EXPECT_EQ(tokens[1].norm, string_id("not"));
    EXPECT_EQ(tokens[2].norm, 0u);
}

TEST_F(TokenizerTest, SecondPassJoinsWhatWasSplit) {
    // "'" is a prefix, so "'em" behind an opening bracket is reached only by the second pass.
    EXPECT_THAT(texts("get ('em)"), ElementsAre("get_", "(", "'em", ")"));
    EXPECT_THAT(texts("(10a.m.)"), ElementsAre("(", "10", "a.m.", ")"));
}

TEST_F(TokenizerTest, SecondPassMatchesAcrossSpaces) {
    EXPECT_THAT(texts("to be seen"), ElementsAre("to ", "be_", "seen"));
    EXPECT_THAT(texts("to  be"), ElementsAre("to_", " ", "be"));
}

TEST_F(TokenizerTest, LongChunksAreOneToken) {
    const std::string chunk(Tokenizer::kChunkLimit + 1, '"');
    EXPECT_EQ(raw(chunk).size(), 1u);
    EXPECT_EQ(raw(chunk.substr(1)).size(), Tokenizer::kChunkLimit);
    std::string wide;
    for (size_t i = 0; i < Tokenizer::kChunkLimit; ++i) wide += "”";  // code points count
    EXPECT_EQ(raw(wide).size(), Tokenizer::kChunkLimit);
}

TEST_F(TokenizerTest, IllFormedUtf8IsCoveredToo) {
    EXPECT_THAT(texts("a \xFF\x80. b"), ElementsAre("a_", "\xFF\x80._", "b"));
}

TEST_F(TokenizerTest, NoCharacterIsLostAndNoCacheChangesTheOutput) {
    const std::vector<std::string> pieces{
        "a",   "b.",    "(",  ")", " ", "  ",           "\n",   "don't", "'em", "10a.m.", "—",   "-",   "\"",
        "...", "to be", "km", "7", "é", "https://x.y/", "U.S.", "'s",    ",",   "\u00a0", ":-)", "\xFF"};
    std::mt19937 random(7);
    TokenizerWorkspace tiny(*tokenizer_, 2000), none(*tokenizer_, 0);
    std::vector<RawToken> other;
    for (int round = 0; round < 4000; ++round) {
        std::string text;
        for (size_t n = random() % 20; n > 0; --n) text += pieces[random() % pieces.size()];
        const auto tokens = raw(text);
        size_t at = 0;
        for (const RawToken& token : tokens) {
            ASSERT_EQ(token.begin, at) << text;
            ASSERT_LT(token.begin, token.end) << text;
            at = token.end;
            if (token.space_after) {
                ASSERT_EQ(text.at(at++), ' ') << text;
            }
        }
        ASSERT_EQ(at, text.size()) << text;
        tokenizer_->tokenize(text, tiny, other);
        ASSERT_EQ(other, tokens) << text;
        tokenizer_->tokenize(text, none, other);
        ASSERT_EQ(other, tokens) << text;
    }
}

TEST_F(TokenizerTest, ChecksItsData) {
    TokenizerData data = small_english();
    data.suffix_search = "(unclosed";
    EXPECT_EQ(Tokenizer::build(data).error().code, errors::kTokenizerPattern);
    data = small_english();
    data.exceptions.push_back({"isn't", {{"is", ""}, {"not", ""}}});
    const auto bad = Tokenizer::build(data);
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().code, errors::kTokenizerException);
    EXPECT_EQ(bad.error().where, "isn't");
}

TEST_F(TokenizerTest, APatternThatExplodesIsCutShort) {
    TokenizerData data;
    data.suffix_search = "(?:a+)+\\u0021$";
    const auto tokenizer = build(data);
    TokenizerWorkspace workspace(*tokenizer);
    std::vector<RawToken> tokens;
    tokenizer->tokenize(std::string(1900, 'a') + "b", workspace, tokens);
    EXPECT_EQ(tokens.size(), 1u);
}

}  // namespace
}  // namespace tallybook
