// The writer against an independent parser: whatever goes in must come out of nlohmann the same.
#include "report/json_writer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "base/utf8.hpp"

namespace tallybook {
namespace {

std::string written(std::string_view value) {
    std::string out;
    JsonWriter(out).string(value);
    return out;
}

TEST(JsonWriter, EscapesWhatMustBeEscapedAndNothingElse) {
    EXPECT_EQ(written("a\"b\\c\n\t\r\b\f"), R"("a\"b\\c\n\t\r\b\f")");
    EXPECT_EQ(written(std::string("\x01\x1f\0", 3)), R"("\u0001\u001f\u0000")");
    EXPECT_EQ(written("Ça, عين, 🚀/"), "\"Ça, عين, 🚀/\"");
}

TEST(JsonWriter, NeverWritesInvalidUtf8) {
    EXPECT_EQ(written("a\xFF"
                      "b\xE2\x82"),
              "\"a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD\"");
    EXPECT_EQ(written("\xEF\xBF\xBD"), "\"\xEF\xBF\xBD\"");
}

TEST(JsonWriter, RandomBytesReadBackAsTheirRepair) {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(random() % 24, ' ');
        for (char& c : bytes)
            c = static_cast<char>(random() % 4 == 0 ? random() % 256 : "a\"\\\n\xE2\x82\xAC\xF0"[random() % 8]);
        EXPECT_EQ(nlohmann::json::parse(written(bytes)).get<std::string>(), utf8::repair(bytes));
    }
}

TEST(JsonWriter, NumbersAreShortestAndReadBack) {
    const auto number = [](double value) {
        std::string out;
        JsonWriter(out).number(value);
        return out;
    };
    EXPECT_EQ(number(0.1), "0.1");
    EXPECT_EQ(number(33.0), "33");
    EXPECT_EQ(number(-0.93), "-0.93");
    EXPECT_EQ(number(std::nan("")), "null");
    EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "null");
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> degrees(-180, 180);
    for (int i = 0; i < 1000; ++i) {
        const double value = degrees(random);
        EXPECT_EQ(nlohmann::json::parse(number(value)).get<double>(), value);
    }
}

TEST(JsonWriter, CommasStandBetweenAndNowhereElse) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.field("a", std::string_view());
    json.key("b");
    json.begin_array();
    json.begin_object();
    json.end_object();
    json.begin_object();
    json.field("c", ByteSpan{1, 2});
    json.end_object();
    json.end_array();
    json.flag("d", false);
    json.field("e", std::vector<std::string>{});
    json.end_object();
    EXPECT_EQ(out, R"({"a":null,"b":[{},{"c":[1,2]}],"d":false,"e":[]})");
}

}  // namespace
}  // namespace tallybook
