// The syntax of frames: what a line becomes, and what is said about a wrong one.
#include <gmock/gmock.h>

#include "small_codebook.hpp"

namespace tallybook {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Frames, HeadOptionsAndExamples) {
    const SmallCodebook files{{"frames/a.txt",
                               "# comment\n"
                               "frame assault/indirect-fire: ASSAULT heavy-weapons\n"
                               "  contexts military, terrorism\n"
                               "  verb shell: subj=actor obj=recipient\n"
                               "  + They shelled it. => ASSAULT/heavy-weapons\n"
                               "  - Eggs have shells.\n"
                               "frame result/kill: ASSAULT\n"
                               "  result\n"
                               "  phase foiled\n"
                               "  verb kill: obj=victim.killed\n"
                               "statement condemn/noun:\n"
                               "  noun outrage: by=speaker\n"
                               "statement report: -\n"
                               "  verb say: subj=speaker clause=content\n"}};
    const auto book = files.load();
    ASSERT_EQ(book->frames().size(), 4u);
    const Frame& fire = book->frames()[0];
    EXPECT_EQ(fire.name, "assault/indirect-fire");
    EXPECT_EQ(fire.type, "ASSAULT");
    EXPECT_EQ(fire.mode, "heavy-weapons");
    EXPECT_THAT(fire.contexts, ElementsAre("military", "terrorism"));
    ASSERT_EQ(fire.examples.size(), 2u);
    EXPECT_EQ(fire.examples[0].text, "They shelled it.");
    EXPECT_EQ(fire.examples[0].expectation, "ASSAULT/heavy-weapons");
    EXPECT_EQ(fire.examples[1].expectation, "");
    EXPECT_EQ(fire.examples[1].where, "frames/a.txt:6");
    EXPECT_TRUE(book->frames()[1].result);
    EXPECT_EQ(book->frames()[1].phase, "foiled");
    EXPECT_EQ(book->frames()[2].act, "condemn");
    EXPECT_EQ(book->frames()[2].type, "ACCUSE");
    EXPECT_EQ(book->frames()[3].type, "");
}

TEST(Frames, SlotsOfARule) {
    const SmallCodebook files(
        {{"words/munition.txt", "shell\n"},
         {"frames/a.txt",
          "frame x: ASSAULT\n"
          "  verb land, fall:  subj!:@munition,rain=instrument  in/out_of=recipient  obj:^deal=-  clause!\n"
          "  except noun strike: mod!:hunger strike,labour by!:worker\n"}});
    const auto book = files.load();
    ASSERT_EQ(book->rules().size(), 2u);
    const Rule& rule = book->rules()[0];
    EXPECT_THAT(rule.triggers, ElementsAre("land", "fall"));
    ASSERT_EQ(rule.slots.size(), 4u);
    EXPECT_EQ(rule.slots[0].position, Position::Subject);
    EXPECT_TRUE(rule.slots[0].required);
    EXPECT_THAT(rule.slots[0].classes, ElementsAre("munition"));
    EXPECT_THAT(rule.slots[0].lemmas, ElementsAre("rain"));
    EXPECT_EQ(rule.slots[0].role, "instrument");
    EXPECT_THAT(rule.slots[1].words, ElementsAre("in", "out of"));
    EXPECT_FALSE(rule.slots[1].required);
    EXPECT_TRUE(rule.slots[2].negated);
    EXPECT_EQ(rule.slots[2].role, "");
    EXPECT_EQ(rule.slots[3].position, Position::Clause);
    const Rule& exception = book->rules()[1];
    EXPECT_TRUE(exception.exception);
    ASSERT_EQ(exception.slots.size(), 2u);
    EXPECT_THAT(exception.slots[0].lemmas, ElementsAre("hunger strike", "labour"));
    EXPECT_THAT(exception.slots[1].words, ElementsAre("by"));
}

TEST(Frames, EffectsAndParticles) {
    const SmallCodebook files{{"frames/a.txt",
                               "frame x: ASSAULT\n"
                               "  verb carry out, set off, stage: obj=victim.killed\n"
                               "  noun car bomb: of=recipient\n"}};
    const auto book = files.load();
    ASSERT_EQ(book->rules().size(), 4u);
    EXPECT_EQ(book->rules()[0].particle, "out");
    EXPECT_THAT(book->rules()[0].triggers, ElementsAre("carry"));
    EXPECT_EQ(book->rules()[0].slots[0].effect, "killed");
    EXPECT_EQ(book->rules()[1].particle, "off");
    EXPECT_EQ(book->rules()[2].particle, "");
    EXPECT_THAT(book->rules()[3].triggers, ElementsAre("car bomb"));
    EXPECT_THAT(book->rules_for(TriggerKind::Verb, "carry"), ElementsAre(0));
    EXPECT_THAT(book->rules_for(TriggerKind::Noun, "car bomb"), ElementsAre(3));
    EXPECT_THAT(book->rules_for(TriggerKind::Noun, "carry"), IsEmpty());
}

TEST(Frames, RulesKeepTheFilesOrder) {
    const SmallCodebook files{{"frames/b.txt", "frame y: ASSAULT\n  verb hit: obj=recipient\n"},
                              {"frames/a.txt", "frame x: ASSAULT\n  verb hit: subj!=actor obj=recipient\n"}};
    const auto book = files.load();
    const auto rules = book->rules_for(TriggerKind::Verb, "hit");
    ASSERT_EQ(rules.size(), 2u);
    EXPECT_EQ(book->rules()[rules[0]].where, "frames/a.txt:2");
    EXPECT_EQ(book->rules()[rules[1]].where, "frames/b.txt:2");
}

struct Wrong {
    const char* text;
    const char* finding;
};

class WrongFrames : public testing::TestWithParam<Wrong> {};

TEST_P(WrongFrames, AreNamedWithTheirPlace) {
    const SmallCodebook files{{"frames/a.txt", GetParam().text}};
    EXPECT_THAT(files.lint(), Contains(HasSubstr(GetParam().finding)));
    EXPECT_FALSE(Codebook::load(files.folder()));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongFrames,
    testing::Values(
        Wrong{"verb hit: obj=recipient\n", "error frames/a.txt:1:1: stands before any"},
        Wrong{"frame x: ASAULT\n", "error frames/a.txt:1:10: \"ASAULT\" is no event type"},
        Wrong{"frame x: ASSAULT heavy\n",
              "error frames/a.txt:1:18: \"heavy\" is no mode of ASSAULT (which has abduct,"},
        Wrong{"statement yell:\n", "error frames/a.txt:1:11: \"yell\" is no act"},
        Wrong{"frame x: ASSAULT\n  contexts militry\n", "error frames/a.txt:2:12: \"militry\" is no context"},
        Wrong{"frame x: ASSAULT\n  phase never\n", "error frames/a.txt:2:9: \"never\" is no phase"},
        Wrong{"frame x: ASSAULT\n  verb hit: objj=recipient\n",
              "error frames/a.txt:2:13: \"objj\" is no position here"},
        Wrong{"frame x: ASSAULT\n  noun hit: obj=recipient\n", "error frames/a.txt:2:13: \"obj\" is no position here"},
        Wrong{"frame x: ASSAULT\n  verb hit: obj=target\n", "error frames/a.txt:2:17: \"target\" is no role"},
        Wrong{"frame x: ASSAULT\n  verb hit: obj=victim.dead\n", "\"dead\" is no effect"},
        Wrong{"frame x: ASSAULT\n  verb hit: obj:@nosuch=recipient\n",
              "error frames/a.txt:2:13: the class @nosuch has no file"},
        Wrong{"frame x: ASSAULT\n  verb hit obj=recipient\n", "is a colon missing before the slots?"},
        Wrong{"frame x: ASSAULT\n  + Bang!\n", "error frames/a.txt:2:3: an example that begins with +"},
        Wrong{"frame x: ASSAULT\n  - Bang! => ASSAULT\n", "error frames/a.txt:2:3: an example that begins with -"},
        Wrong{"frame x: ASSAULT\n  verbs hit: obj=recipient\n", "\"verbs\" begins no line"},
        Wrong{"frame x: ASSAULT\n  verb hit: obj=recipient\nframe x: ASSAULT\n",
              "error frames/a.txt:3:1: the frame \"x\" stands at frames/a.txt:1 already"}));

TEST(Frames, AllFindingsAtOnce) {
    const SmallCodebook files(
        {{"frames/a.txt", "frame x: ASAULT\n  verb hit: obj=target\n"}, {"agents.txt", "folk: people\n"}});
    size_t errors = 0;
    for (const auto& line : files.lint()) errors += line.starts_with("error");
    EXPECT_EQ(errors, 3u);
    const auto loaded = Codebook::load(files.folder());
    ASSERT_FALSE(loaded);
    EXPECT_THAT(loaded.error().message, testing::AllOf(HasSubstr("ASAULT"), HasSubstr("target"), HasSubstr("folk")));
}

TEST(Frames, AdviceDoesNotStopACodebook) {
    const SmallCodebook files(
        {{"frames/a.txt",
          "frame x: ASSAULT\n  verb hit, hit: obj!=recipient\n  verb hit: obj!=instrument\n  except verb lie:\n"}});
    const auto lint = files.lint();
    EXPECT_THAT(lint, Contains(HasSubstr("note frames/a.txt:1:1: the frame \"x\" has no example")));
    EXPECT_THAT(lint, Contains(HasSubstr("note frames/a.txt:2:13: \"hit\" stands twice")));
    EXPECT_THAT(
        lint,
        Contains(HasSubstr("note frames/a.txt:3:8: for \"hit\" this rule is hidden by the one at frames/a.txt:2")));
    EXPECT_THAT(lint, Contains(HasSubstr("note frames/a.txt:4:1: an exception without conditions")));
    EXPECT_NE(files.load(), nullptr);
}

}  // namespace
}  // namespace tallybook
