#include "values/number.hpp"

#include <gtest/gtest.h>

#include "number_report.hpp"

namespace tallybook {
namespace {

std::optional<int64_t> cardinal(const char* text) {
    const Report report = testing::report_of(text);
    const Atoms atoms(report);
    const auto read = read_cardinal(atoms, 0);
    if (!read || read->end != atoms.size() || read->numerator) return std::nullopt;
    return read->value;
}

TEST(Numbers, Cardinals) {
    const std::pair<const char*, int64_t> cases[] = {{"7", 7},
                                                     {"2,500", 2500},
                                                     {"1,234,567", 1234567},
                                                     {"007", 7},
                                                     {"zero", 0},
                                                     {"one", 1},
                                                     {"nineteen", 19},
                                                     {"twenty", 20},
                                                     {"twenty-one", 21},
                                                     {"twenty one", 21},
                                                     {"ninety-nine", 99},
                                                     {"a hundred", 100},
                                                     {"one hundred", 100},
                                                     {"two hundred and fifty", 250},
                                                     {"three thousand five hundred", 3500},
                                                     {"two hundred thousand", 200000},
                                                     {"one million two hundred thousand and six", 1200006},
                                                     {"1.5 million", 1500000},
                                                     {"40 thousand", 40000},
                                                     {"two dozen", 24},
                                                     {"a dozen", 12},
                                                     {"a million", 1000000},
                                                     {"2.25 billion", 2250000000}};
    for (const auto& [text, value] : cases) EXPECT_EQ(cardinal(text), value) << text;
    for (const char* text :
         {"", "dozen", "the", "1.5", "three four", "hundred", "-", "12,34", "99999999999999 trillion"})
        EXPECT_FALSE(cardinal(text)) << text;
}

TEST(Numbers, Fractions) {
    for (const char* text : {"2 1/2", "two and a half", "two and half", "2.5"}) {
        const Report report = testing::report_of(text);
        const Atoms atoms(report);
        const auto read = read_cardinal(atoms, 0);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->value, 2) << text;
        EXPECT_EQ(read->numerator * 2, read->denominator) << text;
        EXPECT_EQ(read->end, atoms.size()) << text;
    }
}

TEST(Numbers, Ordinals) {
    const std::pair<const char*, int64_t> cases[] = {{"first", 1}, {"21st", 21}, {"twenty-first", 21},
                                                     {"3rd", 3},   {"ninth", 9}, {"thirtieth", 30}};
    for (const auto& [text, value] : cases) {
        const Report report = testing::report_of(text);
        const Atoms atoms(report);
        const auto read = read_ordinal(atoms, 0);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->value, value) << text;
    }
    for (const char* text : {"one", "21", "21 st", "twenty", "the"}) {
        const Report report = testing::report_of(text);
        EXPECT_FALSE(read_ordinal(Atoms(report), 0)) << text;
    }
}

TEST(Numbers, YearsInWords) {
    const std::pair<const char*, int64_t> cases[] = {{"nineteen ninety-six", 1996},   {"two thousand", 2000},
                                                     {"two thousand and five", 2005}, {"eighteen hundred", 1800},
                                                     {"nineteen oh five", 1905},      {"twenty twenty-three", 2023}};
    for (const auto& [text, value] : cases) {
        const Report report = testing::report_of(text);
        const Atoms atoms(report);
        const auto read = read_year_words(atoms, 0);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->value, value) << text;
        EXPECT_EQ(read->end, atoms.size()) << text;
    }
}

TEST(Atoms, AreFinerThanTokens) {
    Report report;
    report.set_text("12:30pm on 2,500 1990s 03/04/2021 a.m. mid\xE2\x80\x93May 4.5");
    testing::add_token(report, 0, report.text().size());
    const Atoms atoms(report);
    std::vector<std::string> texts;
    for (uint32_t i = 0; i < atoms.size(); ++i) texts.emplace_back(atoms[i].text);
    EXPECT_EQ(texts, (std::vector<std::string>{"12", ":", "30", "pm", "on", "2,500", "1990", "s", "03", "/", "04", "/",
                                               "2021", "a.m.", "mid", "\xE2\x80\x93", "may", "4.5"}));
    EXPECT_TRUE(atoms.is_mark(15, '-'));
    EXPECT_TRUE(atoms.hyphen(15));
    EXPECT_EQ(atoms[5].number, 2500);
    EXPECT_EQ(atoms[17].number, 45);
    EXPECT_EQ(atoms[17].decimals, 1);
    EXPECT_TRUE(atoms[16].capital);
}

TEST(Atoms, BeyondTheEnd) {
    const Report report = testing::report_of("x");
    const Atoms atoms(report);
    EXPECT_FALSE(atoms.is(7, "x"));
    EXPECT_FALSE(atoms.is_number(7));
    EXPECT_FALSE(atoms.is_word(static_cast<uint32_t>(-1)));
    EXPECT_FALSE(atoms.same_sentence(0, 7));
}

}  // namespace
}  // namespace tallybook
