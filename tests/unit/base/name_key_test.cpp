#include "base/name_key.hpp"

#include <gtest/gtest.h>

namespace tallybook::name_key {
namespace {

std::string folded(std::string_view name) {
    std::string out;
    for (const Piece& p : pieces(name)) out += (out.empty() ? "" : " ") + p.folded;
    return out;
}

std::string sounded(std::string_view name) {
    std::string out;
    for (const Piece& p : pieces(name)) out += (out.empty() ? "" : " ") + sound(p.folded);
    return out;
}

TEST(NameKey, FoldTakesAwayWhatNeverTellsNamesApart) {
    EXPECT_EQ(fold("Kata'ib"), "kataib");
    EXPECT_EQ(fold("Kata’ib"), "kataib");
    EXPECT_EQ(fold("U.S."), "us");
    EXPECT_EQ(strip("U.S."), "US");
    EXPECT_EQ(fold("Erdoğan"), "erdogan");
    EXPECT_EQ(fold("Defence"), "defense");
    EXPECT_EQ(fold("Organisation"), "organization");
    EXPECT_EQ(fold("&"), "and");
    EXPECT_EQ(fold(","), "");
    EXPECT_EQ(strip("Łódź"), "Lodz");
}

TEST(NameKey, SpellingsOfOneNameSoundAlike) {
    for (const char* s : {"Hizballah", "Hezbollah", "Hizbullah", "Hizbollah", "Hezballah"})
        EXPECT_EQ(sounded(s), sounded("Hezbollah")) << s;
    EXPECT_EQ(sounded("Kataeb"), sounded("Kata'ib"));
    EXPECT_EQ(sounded("Muhammad"), sounded("Mohammed"));
    EXPECT_EQ(sounded("Mohamed"), sounded("Mohammed"));
    EXPECT_EQ(sounded("Qassem"), sounded("Kasim"));
    EXPECT_EQ(sounded("Zelensky"), sounded("Zelenskyy"));
    EXPECT_EQ(sounded("Zelenskiy"), sounded("Zelenskyy"));
    EXPECT_EQ(sounded("Nujabah"), sounded("Nujaba"));
    EXPECT_EQ(sounded("Abdel"), sounded("Abdul"));
    EXPECT_EQ(sounded("Youssef"), sounded("Yousef"));
    EXPECT_EQ(sounded("Ayn"), sounded("Ain"));
}

TEST(NameKey, DifferentNamesStayDifferent) {
    EXPECT_NE(sounded("Heath"), sounded("Houthi"));
    EXPECT_NE(sounded("Hamas"), sounded("Homes"));
    EXPECT_NE(sounded("Iran"), sounded("Iraq"));
    EXPECT_NE(sounded("Mali"), sounded("Malawi"));
}

TEST(NameKey, PiecesOfNames) {
    EXPECT_EQ(folded("al-Sudani"), "al sudani");
    EXPECT_EQ(folded("el-Sisi"), "al sisi");
    EXPECT_EQ(folded("ash-Shabaab"), "al shabaab");
    EXPECT_EQ(folded("Saif ad-Din"), "saif al din");
    EXPECT_EQ(folded("U.S.-led"), "us led");
    EXPECT_EQ(folded("US-Saudi"), "us saudi");
    EXPECT_EQ(folded("Iraq's army"), "iraq 's army");
    const std::string_view tokens[] = {"al", "-", "Sudani", ",", "US"};
    const auto p = pieces(tokens, 5);
    ASSERT_EQ(p.size(), 4u);
    EXPECT_EQ(p[0].part, Part::Article);
    EXPECT_EQ(p[1].unit, 2u);
    EXPECT_TRUE(p[1].capital);
    EXPECT_EQ(p[2].part, Part::Mark);
    EXPECT_TRUE(p[3].acronym);
}

TEST(NameKey, Slugs) {
    EXPECT_EQ(slug("Kata'ib Hezbollah"), "kataib-hezbollah");
    EXPECT_EQ(slug("U.S. forces"), "us-forces");
    EXPECT_EQ(slug("Côte d'Ivoire"), "cote-divoire");
    EXPECT_EQ(slug("Asa'ib Ahl al-Haq"), "asaib-ahl-al-haq");
}

}  // namespace
}  // namespace tallybook::name_key
