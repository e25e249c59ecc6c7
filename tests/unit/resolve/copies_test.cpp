// Near copies: sketches beside the sets that they stand for, and groups that do not depend on luck.
#include "resolve/copies.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

namespace tallybook {
namespace {

std::string words(std::mt19937& random, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += "w" + std::to_string(random() % 5000) + (i % 12 == 11 ? ".\n" : " ");
    return out;
}

// The slow and obvious way, for texts of words and spaces.
std::set<std::vector<std::string>> runs_of(const std::string& text) {
    std::vector<std::string> found;
    std::string word;
    for (const char c : text + " ") {
        if (std::isalnum(static_cast<unsigned char>(c))) {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!word.empty()) {
            found.push_back(std::move(word));
            word.clear();
        }
    }
    std::set<std::vector<std::string>> out;
    for (size_t i = 0; i + 5 <= found.size(); ++i) out.emplace(found.begin() + long(i), found.begin() + long(i) + 5);
    return out;
}

double truly_shared(const std::string& a, const std::string& b) {
    const auto of_a = runs_of(a), of_b = runs_of(b);
    size_t both = 0;
    for (const auto& one : of_a) both += of_b.count(one);
    return static_cast<double>(both) / static_cast<double>(std::min(of_a.size(), of_b.size()));
}

TEST(Copies, SketchesTellHowMuchIsShared) {
    std::mt19937 random(3);
    for (int i = 0; i < 40; ++i) {
        const std::string common = words(random, 60 + static_cast<int>(random() % 300));
        const std::string a = words(random, static_cast<int>(random() % 100)) + common;
        const std::string b = common + words(random, static_cast<int>(random() % 100));
        EXPECT_NEAR(shared(sketch_of(a), sketch_of(b)), truly_shared(a, b), 0.2) << i;
        EXPECT_EQ(sketch_of(a).runs, runs_of(a).size());
    }
}

TEST(Copies, WhatAnEditorDoesToAnAgencysTextLeavesACopy) {
    std::mt19937 random(5);
    const std::string text = words(random, 240);
    const Sketch original = sketch_of(text);
    std::string upper = text;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(sketch_of(upper), original);
    EXPECT_TRUE(is_copy(original, sketch_of("From our own desk. " + text)));
    EXPECT_TRUE(is_copy(original, sketch_of(text.substr(0, text.size() * 2 / 3))));
    EXPECT_TRUE(is_copy(original, sketch_of(text.substr(text.size() / 4))));
    EXPECT_FALSE(is_copy(original, sketch_of(words(random, 240))));
    EXPECT_FALSE(
        is_copy(original, sketch_of(text.substr(0, text.size() / 3) + words(random, 160))));  // background told again
    EXPECT_FALSE(is_copy(original, sketch_of(text + words(random, 900))));                    // a digest of the day
}

TEST(Copies, ShortTextsAreNeverCopies) {
    const Sketch alert = sketch_of("Two rockets hit the base near the river, an officer said.");
    EXPECT_EQ(alert.runs, 0u);
    EXPECT_FALSE(is_copy(alert, alert));
    EXPECT_EQ(sketch_of("").runs, 0u);
}

TEST(Copies, EachIsACopyOfTheFirstThatIsNoCopyItself) {
    std::mt19937 random(9);
    const std::string a = words(random, 200), b = words(random, 200);
    const std::vector<Sketch> sketches = {sketch_of(a),
                                          sketch_of(b),
                                          sketch_of("Desk: " + a),
                                          sketch_of("short"),
                                          sketch_of("Radio: " + a),
                                          sketch_of(b + "The end of it.")};
    using Of = std::optional<size_t>;
    EXPECT_EQ(copies_of(sketches), (std::vector<Of>{Of(), Of(), Of(0), Of(), Of(0), Of(1)}));
}

TEST(Copies, AreFoundAsByComparingAllPairs) {
    std::mt19937 random(11);
    std::vector<Sketch> sketches;
    for (int i = 0; i < 60; ++i) {
        const std::string text = words(random, 150);
        for (int k = 0; k < 3; ++k) sketches.push_back(sketch_of(words(random, 5 * k) + text));
    }
    std::vector<std::optional<size_t>> slow(sketches.size());
    for (size_t i = 0; i < sketches.size(); ++i)
        for (size_t k = 0; k < i && !slow[i]; ++k)
            if (!slow[k] && is_copy(sketches[k], sketches[i])) slow[i] = k;
    EXPECT_EQ(copies_of(sketches), slow);
}

TEST(Copies, SketchesComeBackFromTheirBytes) {
    std::mt19937 random(13);
    for (const std::string& text : {std::string(), words(random, 10), words(random, 500)}) {
        const Sketch sketch = sketch_of(text);
        EXPECT_EQ(sketch_of_bytes(bytes_of(sketch)), sketch);
    }
    EXPECT_EQ(sketch_of_bytes(""), std::nullopt);
    EXPECT_EQ(sketch_of_bytes("four bytes and more"), std::nullopt);
}

}  // namespace
}  // namespace tallybook
