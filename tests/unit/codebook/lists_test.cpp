// Words, weapons, agents; forms that may start a rule.
#include <gmock/gmock.h>

#include "codebook/forms.hpp"
#include "small_codebook.hpp"

namespace tallybook {
namespace {

using testing::Contains;
using testing::HasSubstr;

TEST(Lists, WordsOfAClassAndOfTheClassesInIt) {
    const SmallCodebook files{{"words/munition.txt", "# what flies\nmortar round, shell\n@rocketry\n"},
                              {"words/rocketry.txt", "Rocket\n@munition\n"}};
    const auto book = files.load();
    EXPECT_TRUE(book->in_class("munition", "shell"));
    EXPECT_TRUE(book->in_class("munition", "mortar round"));
    EXPECT_TRUE(book->in_class("munition", "rocket"));
    EXPECT_TRUE(book->in_class("rocketry", "shell"));
    EXPECT_FALSE(book->in_class("munition", "round"));
    EXPECT_FALSE(book->in_class("vehicle", "shell"));
}

TEST(Lists, TheLongestWeaponOrAgentWins) {
    const SmallCodebook files(
        {{"weapons.txt",
          "bomb explosives: bomb\ncar-bomb explosives: car bomb\nrifle firearms: AK-47\nmine explosives: mine\n"},
         {"agents.txt",
          "vehicle vehicle: car\nfacility business: coal mine\npolice police: police, policeman\nfacility "
          "police-facility: police station\n"}});
    const auto book = files.load();
    EXPECT_EQ(book->weapon("car bomb")->kind, "car-bomb");
    EXPECT_EQ(book->weapon("car-bombs")->kind, "car-bomb");
    EXPECT_EQ(book->weapon("nail bomb")->kind, "bomb");
    EXPECT_EQ(book->weapon("ak-47s")->kind, "rifle");
    EXPECT_EQ(book->weapon("AK-47")->mode, "firearms");
    EXPECT_EQ(book->weapon("car"), nullptr);
    EXPECT_EQ(book->weapon("coal mine"), nullptr);
    EXPECT_EQ(book->agent("coal mine")->kind, "facility");
    EXPECT_EQ(book->agent("car bomb"), nullptr);
    EXPECT_EQ(book->agent("policemen")->kind, "police");
    EXPECT_EQ(book->agent("police station")->cls, "police-facility");
    EXPECT_EQ(book->agent("riot police")->cls, "police");
    EXPECT_EQ(book->agent("teacup"), nullptr);
}

TEST(Lists, OneNameInTwoLinesIsAFault) {
    const SmallCodebook files{{"weapons.txt", "bomb: bomb\nmine: bombs\n"}};
    EXPECT_THAT(files.lint(),
                Contains(HasSubstr("error weapons.txt:2:7: the weapon \"bombs\" is told at weapons.txt:1:7 already")));
}

TEST(Lists, KindsClassesAndModesMustExist) {
    const SmallCodebook files(
        {{"weapons.txt", "bomb boom: bomb\n"}, {"agents.txt", "folk: people\nperson odd: man\n"}});
    const auto lint = files.lint();
    EXPECT_THAT(lint, Contains(HasSubstr("error weapons.txt:1:1: \"boom\" is no mode of ASSAULT")));
    EXPECT_THAT(lint, Contains(HasSubstr("error agents.txt:1:1: \"folk\" is no kind")));
    EXPECT_THAT(lint, Contains(HasSubstr("error agents.txt:2:1: \"odd\" is no class")));
}

TEST(Forms, RegularAndIrregular) {
    const auto verb = [](std::string_view lemma) { return forms_of(TriggerKind::Verb, lemma); };
    const auto noun = [](std::string_view lemma) { return forms_of(TriggerKind::Noun, lemma); };
    for (const char* f : {"attack", "attacks", "attacked", "attacking"}) EXPECT_THAT(verb("attack"), Contains(f));
    for (const char* f : {"stab", "stabs", "stabbed", "stabbing"}) EXPECT_THAT(verb("stab"), Contains(f));
    for (const char* f : {"raze", "razes", "razed", "razing"}) EXPECT_THAT(verb("raze"), Contains(f));
    for (const char* f : {"carry", "carries", "carried", "carrying"}) EXPECT_THAT(verb("carry"), Contains(f));
    for (const char* f : {"shoot", "shot", "shooting"}) EXPECT_THAT(verb("shoot"), Contains(f));
    for (const char* f : {"strike", "struck", "stricken", "striking"}) EXPECT_THAT(verb("strike"), Contains(f));
    for (const char* f : {"be", "was", "were", "been", "is"}) EXPECT_THAT(verb("be"), Contains(f));
    for (const char* f : {"ambush", "ambushes"}) EXPECT_THAT(noun("ambush"), Contains(f));
    for (const char* f : {"gunman", "gunmen"}) EXPECT_THAT(noun("gunman"), Contains(f));
    for (const char* f : {"atrocity", "atrocities"}) EXPECT_THAT(noun("atrocity"), Contains(f));
    for (const char* f : {"knife", "knives"}) EXPECT_THAT(noun("knife"), Contains(f));
    EXPECT_THAT(forms_of(TriggerKind::Adjective, "deadly"), Contains("deadliest"));
}

TEST(Forms, MayTriggerKnowsEveryFormOfEveryTrigger) {
    const SmallCodebook files{{"frames/a.txt",
                               "frame x: ASSAULT\n  verb gun down: obj=victim.killed\n  noun car bomb: of=recipient\n "
                               " noun booby-trap: of=recipient\n"}};
    const auto book = files.load();
    for (const char* f : {"gun", "gunned", "guns", "gunning", "bomb", "bombs", "trap", "booby-trap"})
        EXPECT_TRUE(book->may_trigger(f)) << f;
    for (const char* f : {"down", "car", "cat", ""}) EXPECT_FALSE(book->may_trigger(f)) << f;
}

}  // namespace
}  // namespace tallybook
