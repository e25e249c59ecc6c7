#include "language/string_id.hpp"

#include <gtest/gtest.h>

namespace tallybook {
namespace {

TEST(StringId, IsTheHashOfTheBytes) {
    EXPECT_EQ(string_id("coffee"), 3197928453018144401u);
    EXPECT_EQ(string_id("the"), 7425985699627899538u);
    EXPECT_EQ(string_id("U.S."), 16611556673110956997u);
    EXPECT_EQ(string_id("é"), 16256712947286012828u);
    EXPECT_EQ(string_id("الله"), 2793482028152553173u);
}

TEST(StringId, BlocksOfEightBytesAndTails) {
    EXPECT_EQ(string_id("abcdefgh"), 17751780907874141760u);
    EXPECT_EQ(string_id("abcdefghi"), 13885881106499164936u);
    EXPECT_EQ(string_id("$"), 11283501755624150392u);
}

TEST(StringId, SymbolsHaveSmallNumbersOfTheirOwn) {
    EXPECT_EQ(string_id(""), 0u);
    EXPECT_EQ(string_id("X"), 101u);
    EXPECT_EQ(string_id("_"), 456u);
    EXPECT_EQ(string_id("PERSON"), 380u);
    EXPECT_EQ(string_id("x"), 11123243248953317070u);
    EXPECT_EQ(string_id("Xxxx"), 10887629174180191697u);
    for (const char* word : {"agent", "mark", "number", "root", "num", "aux", "det", "obl"})
        EXPECT_LT(string_id(word), 500u) << word;
    EXPECT_GT(string_id("FAC"), 500u);
}

TEST(EmbeddingKeys, KnownValues) {
    using Keys = std::array<uint32_t, 4>;
    EXPECT_EQ(embedding_keys(0, 8), (Keys{0, 0, 0, 0}));
    EXPECT_EQ(embedding_keys(1, 8), (Keys{1161550108u, 2247783286u, 1742325162u, 1224191281u}));
    EXPECT_EQ(embedding_keys(445, 9), (Keys{2983449789u, 3392427109u, 2411016913u, 2163459776u}));
    EXPECT_EQ(embedding_keys(3197928453018144401u, 8), (Keys{2399055680u, 1118310852u, 3598583520u, 1677466278u}));
    EXPECT_EQ(embedding_keys(3197928453018144401u, 11), (Keys{2750598018u, 3251727970u, 914169445u, 2562981563u}));
}

}  // namespace
}  // namespace tallybook
