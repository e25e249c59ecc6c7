#include "language/mixed_dateline.hpp"

#include <gtest/gtest.h>

#include "tagged_words.hpp"

namespace tallybook {
namespace {

// "GOMA, Congo: Clashes erupted.", the town taken for what erupted.
TEST(Dateline, RunsIntoTheSentence) {
    auto tokens = sentence({{"GOMA", "NNP", "nsubj", 5},
                            {",", ",", "punct", 0},
                            {"Congo", "NNP", "appos", 0},
                            {":", ":", "punct", 0},
                            {"Clashes", "NNS", "appos", 0},
                            {"erupted", "VBD", "ROOT", 5},
                            {".", ".", "punct", 5}});
    tokens[0].entity = "GPE";
    const uint32_t end = find_mixed_dateline(tokens);
    ASSERT_EQ(end, 4u);
    tokens[4].head = 5, tokens[4].dep = "nsubj";  // as the rest reads by itself
    hang_dateline(tokens, end);
    EXPECT_EQ(tokens[0].head, 5u);
    EXPECT_EQ(tokens[0].dep, "dep");
    EXPECT_EQ(tokens[2].head, 0u);
    EXPECT_EQ(find_mixed_dateline(tokens), 0u) << "a tree that keeps them apart is left alone";
}

TEST(Dateline, OrdinarySentencesHaveNone) {
    auto tokens = sentence({{"Rebels", "NNS", "nsubj", 1},
                            {"burned", "VBD", "ROOT", 1},
                            {"depots", "NNS", "dobj", 1},
                            {":", ":", "punct", 1},
                            {"four", "CD", "appos", 2},
                            {".", ".", "punct", 1}});
    tokens[0].entity = "GPE";
    EXPECT_EQ(find_mixed_dateline(tokens), 0u);
    EXPECT_EQ(find_mixed_dateline({}), 0u);
}

}  // namespace
}  // namespace tallybook
