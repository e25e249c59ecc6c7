#include "language/recase.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "base/utf8.hpp"

namespace tallybook {
namespace {

RecaseLexicon lexicon() {
    static const std::set<std::string, std::less<>> kNames{"beirut",   "port louis", "el salvador",
                                                           "mercedes", "nice",       "police"};
    static const std::set<std::string, std::less<>> kNouns{
        "gunman", "army", "patrol", "soldier", "bomb",    "group",    "town",      "policeman", "gun",
        "ship",   "plan", "beirut", "boy",     "general", "minister", "president", "judge",     "agency"};
    static const std::set<std::string, std::less<>> kPlain{"kill",  "nice", "attack", "march", "police", "say",
                                                           "mark",  "say",  "hold",   "new",   "plan",   "national",
                                                           "wound", "fled", "held",   "flee",  "told"};
    RecaseLexicon out;
    out.is_name = [](std::string_view w) { return kNames.contains(w); };
    out.is_word = [](std::string_view w) { return kNouns.contains(w) || kPlain.contains(w); };
    out.is_plain = [](std::string_view w) { return kPlain.contains(w); };
    return out;
}

std::string recased(std::string_view text) {
    static const RecaseLexicon kLexicon = lexicon();
    return recase(text, kLexicon);
}

TEST(UpperCaseText, NeedsLettersAndHardlyAnyLowerCase) {
    EXPECT_TRUE(is_upper_case_text("GUNMEN KILLED TWO SOLDIERS"));
    EXPECT_TRUE(is_upper_case_text("GUNMEN KILLED TWO SOLDIERS at"));
    EXPECT_FALSE(is_upper_case_text("Gunmen killed two soldiers"));
    EXPECT_FALSE(is_upper_case_text("U.S. NATO"));
    EXPECT_TRUE(is_upper_case_text("U.S. NATO", 4));
    EXPECT_FALSE(is_upper_case_text("1234567890 - 1234567890"));
    EXPECT_TRUE(is_upper_case_text("ÉLECTION À ÉVIAN DÉMENTIE"));
    EXPECT_FALSE(is_upper_case_text("الجيش الجيش الجيش الجيش"));  // no case at all
}

TEST(TitleCase, NearlyAllWordsBeginWithACapital) {
    EXPECT_TRUE(is_title_case("Gunmen Kill Two Soldiers in Beirut"));
    EXPECT_FALSE(is_title_case("Gunmen kill two soldiers in Beirut"));
    EXPECT_FALSE(is_title_case("Gunmen Killed Two Soldiers In Beirut."));  // a sentence
    EXPECT_FALSE(is_title_case("Beirut Harbour"));
}

TEST(TitleCase, ReadsLikeASentence) {
    static const RecaseLexicon kLexicon = lexicon();
    EXPECT_EQ(Recaser(kLexicon).recase_title("Army Gunmen Kill Two Soldiers in Beirut Port Louis NATO"),
              "Army gunmen kill two soldiers in Beirut Port Louis NATO");
}

TEST(Recase, WordsAndNames) {
    EXPECT_EQ(recased("GUNMEN KILLED TWO SOLDIERS NEAR BEIRUT."), "Gunmen killed two soldiers near Beirut.");
    EXPECT_EQ(recased("THE ARMY OF EL SALVADOR FLED TO PORT LOUIS."), "The army of El Salvador fled to Port Louis.");
    EXPECT_EQ(recased("A POLICEMAN SAID XANTHIPPOS FLED."), "A policeman said Xanthippos fled.");  // in no list: a name
}

TEST(Recase, AWordThatIsANameTooIsAWord) {
    EXPECT_EQ(recased("THE POLICE SAID THE TOWN WAS NICE."), "The police said the town was nice.");
}

TEST(Recase, TitlesBeforeNamesOnly) {
    EXPECT_EQ(recased("THE PRESIDENT SAID GENERAL ZORBAS FLED."), "The president said General Zorbas fled.");
    EXPECT_EQ(recased("FOREIGN MINISTER ZORBAS SAID SO."), "Foreign Minister Zorbas said so.");
    EXPECT_EQ(recased("SOLDIERS SAID COL ZORBAS AND PRESIDENT BUSH FLED."),
              "Soldiers said Col Zorbas and President Bush fled.");
}

TEST(Recase, DatesAndHours) {
    EXPECT_EQ(recased("ON 3 MAY THE ARMY MAY FLEE; IN MARCH THE GROUP FLED."),
              "On 3 May the army may flee; in March the group fled.");
    EXPECT_EQ(recased("SOLDIERS FLED ON FRIDAY AT 4 A.M. ON THE 3RD."),
              "Soldiers fled on Friday at 4 a.m. on the 3rd.");
}

TEST(Recase, AcronymsAndInitials) {
    EXPECT_EQ(recased("THE U.N. SAID NATO AND THE FKLM FLED."), "The U.N. said NATO and the FKLM fled.");
    EXPECT_EQ(recased("GUNMEN SAID J. ZORBAS HOLDS AN AK47."), "Gunmen said J. Zorbas holds an AK47.");
    EXPECT_EQ(recased("THE U.S. ARMY TOLD US SO AND THE US ARMY FLED."),
              "The U.S. army told us so and the US army fled.");
}

TEST(Recase, FullNamesOfAcronyms) {
    EXPECT_EQ(recased("SOLDIERS OF THE NEW TOWN GROUP (NTG) FLED."), "Soldiers of the New Town Group (NTG) fled.");
    EXPECT_EQ(recased("SOLDIERS OF THE NATIONAL ARMY PLAN [PEN] FLED."),
              "Soldiers of the National Army Plan [PEN] fled.");
}

TEST(Recase, NationalitiesAndApostrophes) {
    EXPECT_EQ(recased("THE IRAQI ARMY'S PLAN WASN'T NEW, ZORBAS' GROUP SAID."),
              "The Iraqi army's plan wasn't new, Zorbas' group said.");
    EXPECT_EQ(recased("SOLDIERS SAID O'BRANNIGAN AND MCZORBAS FLED."), "Soldiers said O'Brannigan and McZorbas fled.");
}

TEST(Recase, ForeignParticles) {
    EXPECT_EQ(recased("SOLDIERS SAID ZORBAS DE LA XANTHA FLED TO LA MERCEDES."),
              "Soldiers said Zorbas de la Xantha fled to La Mercedes.");
}

TEST(Recase, RareWordsAreNoNames) {
    EXPECT_EQ(recased("TWO GUNSHIPS FLED."), "Two gunships fled.");
    EXPECT_EQ(recased("THE GROUP SAID A FRAMBULATION FLED."), "The group said a frambulation fled.");
}

TEST(Recase, WithoutListsEverythingIsLowerCase) {
    EXPECT_EQ(recase("GUNMEN KILLED ZORBAS ON FRIDAY.", {}), "Gunmen killed zorbas on Friday.");
}

TEST(Recaser, LearnsFromTheWholeReport) {
    const RecaseLexicon words = lexicon();
    const std::string_view report =
        "THE NEW TOWN GROUP [NETO] SAID SO.\n\nPRESIDENT BUSH FLED. THE NETO SAID BUSH WAS HELD BY THE NEW TOWN GROUP.";
    const Recaser recaser(words, report);
    EXPECT_EQ(recaser.recase("THE NETO SAID BUSH WAS HELD BY THE NEW TOWN GROUP."),
              "The NETO said Bush was held by the New Town Group.");
    EXPECT_EQ(recased("THE BUSH WAS HELD."), "The bush was held.");
}

TEST(Recase, KeepsEveryByteInItsPlace) {
    const std::vector<std::string> pieces{
        "GUNMEN", "ÉVIAN", "İZMİR", "ẞ",         "Ⱥ",  " ",  "-", "'", "’",  ".",    "(",   ")",  "[",   "]",   "U.S.",
        "3RD",    "NATO",  "BUSH",  "PRESIDENT", "DE", "\"", ",", "S", "O'", "\xFF", "ΣΑΣ", "MC", "MCX", "MAY", "3"};
    std::mt19937 random(11);
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (size_t n = random() % 20; n > 0; --n) text += pieces[random() % pieces.size()];
        const std::string out = recased(text);
        ASSERT_EQ(out.size(), text.size()) << text;
        ASSERT_EQ(utf8::valid(out), utf8::valid(text)) << text;
        for (size_t i = 0; i < text.size(); ++i) {
            if (static_cast<unsigned char>(text[i]) < 0x80) {
                ASSERT_EQ(std::toupper(static_cast<unsigned char>(out[i])),
                          std::toupper(static_cast<unsigned char>(text[i])))
                    << text;
            }
        }
    }
}

}  // namespace
}  // namespace tallybook
