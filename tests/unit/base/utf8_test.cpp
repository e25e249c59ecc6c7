#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace tallybook {

TEST(Utf8, RepairsEachIllFormedPartOnce) {
    size_t replaced = 0;
    EXPECT_EQ(utf8::repair("caf\xC3\xA9 \xE2\x82 x\xFF", &replaced), "caf\xC3\xA9 \xEF\xBF\xBD x\xEF\xBF\xBD");
    EXPECT_EQ(replaced, 2u);
}

TEST(Utf8, KeepsAReplacementCharacterThatStandsInTheText) {
    size_t replaced = 0;
    EXPECT_EQ(utf8::repair("\xEF\xBF\xBD", &replaced), "\xEF\xBF\xBD");
    EXPECT_EQ(replaced, 0u);
}

TEST(Utf8, RefusesSurrogatesAndOverlongForms) {
    EXPECT_FALSE(utf8::valid("\xED\xA0\x80"));
    EXPECT_FALSE(utf8::valid("\xC0\x80"));
    EXPECT_FALSE(utf8::valid("\xF4\x90\x80\x80"));
    EXPECT_TRUE(utf8::valid("\xF4\x8F\xBF\xBF"));
}

}  // namespace tallybook
