#include "language/msgpack.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tallybook::msgpack {
namespace {

using Kind = Value::Kind;

std::string bytes(std::initializer_list<int> list) {
    std::string out;
    for (const int b : list) out += static_cast<char>(b);
    return out;
}

TEST(Msgpack, ReadsScalars) {
    EXPECT_EQ(parse(bytes({0xc0}))->kind, Kind::kNil);
    EXPECT_EQ(parse(bytes({0xc3}))->integer, 1U);
    EXPECT_EQ(parse(bytes({0x7f}))->integer, 127U);
    EXPECT_EQ(parse(bytes({0xcd, 0x01, 0x02}))->integer, 0x102U);
    EXPECT_EQ(parse(bytes({0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}))->integer, UINT64_MAX);
    const auto minus_one = parse(bytes({0xff}));
    EXPECT_EQ(minus_one->kind, Kind::kNegative);
    EXPECT_EQ(static_cast<int64_t>(minus_one->integer), -1);
    EXPECT_EQ(static_cast<int64_t>(parse(bytes({0xd1, 0xff, 0x00}))->integer), -256);
    EXPECT_EQ(parse(bytes({0xd0, 0x05}))->kind, Kind::kUnsigned);
    EXPECT_EQ(parse(bytes({0xca, 0x3f, 0xc0, 0, 0}))->number, 1.5);
    EXPECT_EQ(parse(bytes({0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0}))->number, 1.5);
}

TEST(Msgpack, ReadsTextAndContainers) {
    const std::string map = bytes({0x83, 0xa1, 'a', 0x92, 1, 2, 0xc4, 1, 'b', 0xd9, 2, 'h', 'i', 0xcd, 1, 0, 0xc0});
    const auto value = parse(map);
    ASSERT_TRUE(value);
    ASSERT_TRUE(value->is_map());
    ASSERT_TRUE(value->find("a"));
    EXPECT_EQ(value->find("a")->items.size(), 2U);
    EXPECT_EQ(value->find("b")->text, "hi");
    ASSERT_TRUE(value->find(uint64_t{256}));
    EXPECT_TRUE(value->find(uint64_t{256})->is_nil());
    EXPECT_EQ(value->find("c"), nullptr);
    EXPECT_EQ(value->find("a")->find("a"), nullptr);
}

TEST(Msgpack, RefusesWhatDoesNotEnd) {
    for (const std::string& broken :
         {bytes({}), bytes({0xa3, 'a'}), bytes({0xc6, 0xff, 0xff, 0xff, 0xff, 0}),
          bytes({0xdd, 0x7f, 0xff, 0xff, 0xff, 1}), bytes({0xdf, 0xff, 0xff, 0xff, 0xff}), bytes({0x81, 0xa1, 'a'}),
          bytes({0xcf, 1}), bytes({0xc1}), bytes({0xc7, 1, 1, 1}), bytes({0x81, 0xc0, 0xc0}), bytes({1, 2})}) {
        const auto value = parse(broken);
        ASSERT_FALSE(value);
        EXPECT_EQ(value.error().code, "TB2010");
    }
}

TEST(Msgpack, EndsNestingAtALimit) {
    EXPECT_TRUE(parse(std::string(kDepthLimit, '\x91') + "\x01"));
    EXPECT_FALSE(parse(std::string(kDepthLimit + 1, '\x91') + "\x01"));
    EXPECT_FALSE(parse(std::string(1 << 20, '\x91')));
}

TEST(Msgpack, SurvivesRandomBytes) {
    std::mt19937 random(7);
    size_t parsed = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string input(random() % 40, '\0');
        for (char& c : input) c = static_cast<char>(random() % 4 == 0 ? 0x80 + random() % 0x60 : random());
        parsed += parse(input) ? 1 : 0;
    }
    EXPECT_GT(parsed, 100U);
}

}  // namespace
}  // namespace tallybook::msgpack
