// The transition systems under random scores: whatever the networks say, a tree and proper entities come out.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "language/entities.hpp"
#include "language/parser_state.hpp"
#include "language/tree.hpp"

namespace tallybook {
namespace {

struct Parse {
    std::vector<int> heads;
    size_t steps = 0;
    size_t breaks = 0;
};

// Random valid moves to the end.
Parse random_parse(std::mt19937& random, int n, bool one_tree, const std::array<unsigned, kParserMoves>& weights) {
    ParserState state;
    state.reset(n, one_tree);
    Parse run;
    while (!state.final()) {
        const unsigned valid = state.valid();
        EXPECT_NE(valid, 0U) << "nothing is valid after " << run.steps << " steps";
        if (valid == 0) break;
        std::vector<unsigned> choices;  // each move as often as its weight
        for (unsigned m = 0; m < kParserMoves; ++m) choices.insert(choices.end(), (valid >> m & 1) * weights[m], m);
        const unsigned move = choices[random() % choices.size()];
        std::array<int, kParserSlots> slots;
        state.slots(slots);
        std::set<int> distinct;
        for (size_t f = 0; f < 5; ++f) {
            EXPECT_LT(slots[f], n);
            if (slots[f] >= 0) {
                EXPECT_TRUE(distinct.insert(slots[f]).second);
            }
        }
        EXPECT_TRUE(slots[5] < 0 || slots[5] < slots[0]);
        EXPECT_TRUE(slots[6] < 0 || slots[6] < slots[2]);
        EXPECT_TRUE(slots[7] < 0 || slots[7] > slots[2]);
        run.breaks += move == static_cast<unsigned>(ParserMove::kBreak) ? 1 : 0;
        state.apply(static_cast<ParserMove>(move), static_cast<uint16_t>(1 + random() % 5));
        if (++run.steps > static_cast<size_t>(20 * n + 20)) {
            ADD_FAILURE() << "no end";
            break;
        }
    }
    for (int i = 0; i < n; ++i) run.heads.push_back(state.head(i));
    return run;
}

void expect_forest(const std::vector<int>& heads) {
    for (size_t i = 0; i < heads.size(); ++i) {
        size_t steps = 0;
        for (int at = static_cast<int>(i); heads[static_cast<size_t>(at)] >= 0; at = heads[static_cast<size_t>(at)]) {
            ASSERT_LE(++steps, heads.size()) << "a cycle from token " << i;
        }
    }
}

TEST(ParserStateTest, AnyMovesMakeAForest) {
    std::mt19937 random(11);
    size_t breaks = 0;
    for (int round = 0; round < 4000; ++round) {
        const int n = 1 + static_cast<int>(random() % 40);
        std::array<unsigned, kParserMoves> weights;
        for (unsigned& w : weights) w = 1 + random() % 20;
        const Parse run = random_parse(random, n, false, weights);
        expect_forest(run.heads);
        breaks += run.breaks;
    }
    EXPECT_GT(breaks, 100U);
}

TEST(ParserStateTest, OneTreeHasOneRoot) {
    std::mt19937 random(12);
    for (int round = 0; round < 4000; ++round) {
        const int n = 1 + static_cast<int>(random() % 30);
        std::array<unsigned, kParserMoves> weights;
        for (unsigned& w : weights) w = 1 + random() % 20;
        const Parse run = random_parse(random, n, true, weights);
        expect_forest(run.heads);
        EXPECT_EQ(std::count(run.heads.begin(), run.heads.end(), -1), 1);
        EXPECT_EQ(run.breaks, 0U);
    }
}

TEST(ParserStateTest, PushesBackWhatHasNoHead) {
    ParserState state;
    state.reset(3, false);
    state.apply(ParserMove::kShift, 0);
    state.apply(ParserMove::kShift, 0);
    std::array<int, kParserSlots> slots;
    state.slots(slots);
    EXPECT_EQ(slots, (std::array<int, kParserSlots>{2, -1, 1, 0, -1, -1, -1, -1}));
    state.apply(ParserMove::kReduce, 0);  // 1 has no head and 0 lies below: back into the buffer, in front of 2
    state.slots(slots);
    EXPECT_EQ(slots, (std::array<int, kParserSlots>{1, 2, 0, -1, -1, -1, -1, -1}));
    EXPECT_EQ(state.valid() & 1U, 0U) << "it may not be shifted again";
    state.apply(ParserMove::kRight, 7);
    EXPECT_EQ(state.head(1), 0);
    EXPECT_EQ(state.label(1), 7);
}

TEST(ParserStateTest, BreakForbidsArcsAcross) {
    ParserState state;
    state.reset(3, false);
    EXPECT_NE(state.valid() & 1U << static_cast<unsigned>(ParserMove::kBreak), 0U);
    state.apply(ParserMove::kBreak, 0);
    state.apply(ParserMove::kShift, 0);
    EXPECT_EQ(state.valid(),
              1U << static_cast<unsigned>(ParserMove::kReduce) | 1U << static_cast<unsigned>(ParserMove::kBreak));
}

TEST(TreeTest, SpansCoverTheirSubtrees) {
    std::mt19937 random(13);
    for (int round = 0; round < 2000; ++round) {
        // Heads from random parses, which may nest but not cross.
        const int n = 1 + static_cast<int>(random() % 25);
        const Parse run = random_parse(random, n, false, {3, 3, 3, 3, 1});
        TreeArrays tree;
        for (int i = 0; i < n; ++i) {
            const int head = run.heads[static_cast<size_t>(i)];
            tree.head.push_back(static_cast<uint32_t>(head < 0 ? i : head));
        }
        tree.dep.assign(tree.head.size(), 1);
        const std::vector<SplitLabel> plain = {{0, 0}, {1, 0}};
        const std::vector<uint8_t> no_space(tree.head.size());
        finish_tree(plain, no_space, tree);
        for (uint32_t i = 0; i < tree.head.size(); ++i) {
            EXPECT_LE(tree.left[i], i);
            EXPECT_GE(tree.right[i], i);
            EXPECT_LE(tree.left[tree.head[i]], tree.left[i]);
            EXPECT_GE(tree.right[tree.head[i]], tree.right[i]);
        }
        EXPECT_EQ(tree.start[0], 1);
    }
}

TEST(TreeTest, DecoratedLabelsFindTheirHead) {
    // 0 <- 1 -> 3 -> 2: token 4 hangs on 1 with "x||obj", and 3 is the first "obj" below 1.
    constexpr LabelId kObj = 1, kX = 2, kXObj = 3, kRoot = 4, kOther = 5;
    const std::vector<SplitLabel> split = {{0, 0}, {kObj, 0}, {kX, 0}, {kX, kObj}, {kRoot, 0}, {kOther, 0}};
    TreeArrays tree;
    tree.head = {1, 1, 3, 1, 1};
    tree.dep = {kOther, kRoot, kObj, kOther, kXObj};
    const std::vector<uint8_t> no_space(5);
    finish_tree(split, no_space, tree);
    EXPECT_EQ(tree.head[4], 2U);
    EXPECT_EQ(tree.dep[4], kX);
    EXPECT_EQ(tree.right[3], 4U) << "edges are those of the changed tree";
    // White space is not looked through.
    tree.head = {1, 1, 3, 1, 1};
    tree.dep = {kOther, kRoot, kObj, kOther, kXObj};
    const std::vector<uint8_t> space = {0, 0, 0, 1, 0};
    finish_tree(split, space, tree);
    EXPECT_EQ(tree.head[4], 1U);
    EXPECT_EQ(tree.dep[4], kX);
}

// A network of zeros but for random scores of the classes would always choose the same; so masks are tested as such.
TEST(EntityMasks, OnlyProperEntitiesCanBeMade) {
    Labels labels;
    std::vector<TransitionClass> classes;
    for (uint32_t move = 1; move <= 4; ++move) {
        for (const char* label : {"GPE", "ORG"}) classes.push_back({move, label});
    }
    classes.push_back({4, ""});
    classes.push_back({5, ""});
    TransitionNet net;
    net.classes = classes.size();
    net.state.slots = kEntitySlots;
    const auto tagger = EntityTagger::build(classes, net, labels);
    ASSERT_TRUE(tagger) << tagger.error().describe();
    const auto valid = [&](size_t open, bool may_continue, bool space) {
        std::string out;
        const int32_t* mask = tagger->mask(open, may_continue, space);
        for (size_t c = 0; c < classes.size(); ++c) {
            if (mask[c] != 0) out += "?BILUO"[classes[c].move] + classes[c].label + " ";
        }
        return out;
    };
    const size_t none = tagger->labels();
    EXPECT_EQ(valid(none, true, false), "BGPE BORG UGPE UORG O ");
    EXPECT_EQ(valid(none, false, false), "UGPE UORG O ");
    EXPECT_EQ(valid(none, true, true), "O ");
    EXPECT_EQ(valid(0, true, false), "IGPE LGPE ");
    EXPECT_EQ(valid(1, true, true), "IORG LORG ");
    EXPECT_EQ(valid(1, false, false), "LORG ");
    classes.erase(classes.begin() + 4);  // no LAST for GPE: an open one could never be closed
    net.classes = classes.size();
    EXPECT_FALSE(EntityTagger::build(classes, net, labels));
}

}  // namespace
}  // namespace tallybook
