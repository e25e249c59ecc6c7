// Maps of a text into what it was read from: lookup, joining, and one map after another.
#include "report/origin.hpp"

#include <gtest/gtest.h>

namespace tallybook {
namespace {

TEST(Origin, AnEmptyMapIsTheTextItself) {
    const Origin same;
    EXPECT_TRUE(same.same());
    EXPECT_EQ(same.of({3, 9}), (ByteSpan{3, 9}));
}

TEST(Origin, StretchesThatGoOnAreJoined) {
    Origin origin;
    origin.add(0, 10, 5);
    origin.add(5, 15, 5);
    origin.add(12, 40, 3);
    EXPECT_EQ(origin.stretches().size(), 2U);
    origin.add(20, 0, 0);
    EXPECT_EQ(origin.stretches().size(), 2U);
    EXPECT_EQ(origin.of({2, 8}), (ByteSpan{12, 18}));
    EXPECT_EQ(origin.of({8, 14}), (ByteSpan{18, 42}));
    EXPECT_EQ(origin.of({10, 12}), std::nullopt);
    EXPECT_EQ(origin.of({10, 13}), (ByteSpan{40, 41}));
}

TEST(Origin, ClippedWhereTheTextEnds) {
    Origin origin;
    origin.add(0, 10, 5);
    origin.add(8, 20, 6);
    origin.add(20, 40, 3);
    origin.clip(11);
    ASSERT_EQ(origin.stretches().size(), 2u);
    EXPECT_EQ(origin.stretches()[1].length, 3u);
    origin.clip(0);
    EXPECT_FALSE(origin.same()) << "an empty text is not the whole of what was read";
    EXPECT_FALSE(origin.of({0, 1}));
}

TEST(Origin, AnEarlierPlaceMayComeLater) {
    Origin origin;
    origin.add(0, 100, 4);
    origin.add(4, 10, 4);
    EXPECT_EQ(origin.of({0, 8}), (ByteSpan{10, 104}));
}

TEST(Origin, OneAfterAnother) {
    Origin first, second;
    first.add(0, 3, 10);    // text [0,10) was at [3,13)
    first.add(10, 20, 10);  // text [10,20) was at [20,30)
    second.add(0, 5, 8);    // across the seam
    const Origin both = second.after(first);
    EXPECT_EQ(both.of({0, 5}), (ByteSpan{8, 13}));
    EXPECT_EQ(both.of({5, 8}), (ByteSpan{20, 23}));
    Origin nowhere;
    nowhere.add(0, 0, 0);
    EXPECT_EQ(nowhere.after(first).of({0, 1}), std::nullopt);
    EXPECT_FALSE(nowhere.after(first).same());
    EXPECT_EQ(Origin().after(first).of({0, 1}), (ByteSpan{3, 4}));
    EXPECT_EQ(second.after(Origin()).of({0, 1}), (ByteSpan{5, 6}));
}

}  // namespace
}  // namespace tallybook
