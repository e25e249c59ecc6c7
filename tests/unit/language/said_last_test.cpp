#include "language/said_last.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tagged_words.hpp"

namespace tallybook {
namespace {

// "Rebels burned two depots in Goma, police and aid workers said.", the speakers taken for more of the town.
std::vector<Token> swallowed() {
    return sentence({{"Rebels", "NNS", "nsubj", 1},
                     {"burned", "VBD", "ROOT", 1},
                     {"two", "CD", "nummod", 3},
                     {"depots", "NNS", "dobj", 1},
                     {"in", "IN", "prep", 3},
                     {"Goma", "NNP", "pobj", 4},
                     {",", ",", "punct", 5},
                     {"police", "NNS", "conj", 5},
                     {"and", "CC", "cc", 7},
                     {"aid", "NN", "conj", 7},
                     {"workers", "NNS", "conj", 7},
                     {"said", "VBD", "conj", 1},
                     {".", ".", "punct", 1}});
}

TEST(SaidLast, SpeakersTakenForMoreOfWhatIsSaidAreFound) {
    const auto tokens = swallowed();
    const auto tail = find_said_last(tokens);
    ASSERT_TRUE(tail);
    EXPECT_EQ(tail->comma, 6u);
    EXPECT_EQ(tail->verb, 11u);
    EXPECT_EQ(tail->speakers, (TokenSpan{7, 11}));
}

TEST(SaidLast, HangsWhatIsSaidAndWhoSaysItOnTheVerb) {
    auto tokens = swallowed();
    const auto tail = find_said_last(tokens);
    ASSERT_TRUE(tail);
    hang_said_last(tokens, *tail);
    EXPECT_EQ(tokens[11].dep, "ROOT");
    EXPECT_EQ(tokens[11].head, 11u);
    EXPECT_EQ(tokens[1].dep, "ccomp");
    EXPECT_EQ(tokens[1].head, 11u);
    EXPECT_EQ(tokens[7].dep, "nsubj");
    EXPECT_EQ(tokens[7].head, 11u);
    EXPECT_EQ(tokens[9].dep, "compound");
    EXPECT_EQ(tokens[9].head, 10u);
    EXPECT_EQ(tokens[12].head, 11u);
    EXPECT_FALSE(find_said_last(tokens)) << "a mended tree agrees with the words";
}

TEST(SaidLast, SpeakerBehindTheVerb) {
    const auto tokens = sentence({{"Rebels", "NNS", "nsubj", 1},
                                  {"burned", "VBD", "ROOT", 1},
                                  {"two", "CD", "nummod", 3},
                                  {"depots", "NNS", "dobj", 1},
                                  {",", ",", "punct", 1},
                                  {"said", "VBD", "conj", 1},
                                  {"the", "DT", "det", 7},
                                  {"governor", "NN", "nsubj", 5},
                                  {".", ".", "punct", 5}});
    const auto tail = find_said_last(tokens);
    ASSERT_TRUE(tail);
    EXPECT_EQ(tail->speakers, (TokenSpan{6, 8}));
}

TEST(SaidLast, LeavesATreeThatAgreesAndWordsThatDoNotFit) {
    auto agrees = swallowed();
    hang_said_last(agrees, *find_said_last(agrees));
    EXPECT_FALSE(find_said_last(agrees));
    // "…, as the army has said": a verb stands between the comma and the speaker.
    auto other = swallowed();
    other[8].tag = "VBZ";
    EXPECT_FALSE(find_said_last(other));
    EXPECT_FALSE(find_said_last(std::span<const Token>()));
}

}  // namespace
}  // namespace tallybook
