// Rules that can do nothing are named, and rules that can do something are not.
#include <gmock/gmock.h>

#include "codebook/book.hpp"
#include "small_codebook.hpp"

namespace tallybook {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// What lint says of these lines of one frame, leaving aside the examples that are missing.
std::vector<std::string> lint_of(const std::string& rules) {
    const SmallCodebook files{
        {"words/tool.txt", "spade, hoe\n"},
        {"words/none.txt", "# nothing yet\n"},
        {"frames/a.txt", "frame x: ASSAULT\n" + rules + "  + They hit it. => ASSAULT\n  - They sat.\n"}};
    auto out = files.lint();
    std::erase_if(out, [](const std::string& line) { return line.find("has no file") != std::string::npos; });
    return out;
}

struct Hidden {
    const char *rules, *finding;
};

class HiddenRules : public testing::TestWithParam<Hidden> {};

TEST_P(HiddenRules, AreNamed) {
    EXPECT_THAT(lint_of(GetParam().rules), Contains(HasSubstr(GetParam().finding)));
}

INSTANTIATE_TEST_SUITE_P(
    All, HiddenRules,
    testing::Values(
        Hidden{
            "  verb hit: obj!=recipient\n  verb hit: obj!=instrument\n",
            "frames/a.txt:3:8: for \"hit\" this rule is hidden by the one at frames/a.txt:2, which asks for the same"},
        Hidden{"  verb hit: obj!=recipient\n  verb bat, hit: obj!:hoe=instrument\n",
               "frames/a.txt:3:13: for \"hit\" this rule is hidden by the one at frames/a.txt:2, which fits wherever"},
        Hidden{"  verb hit: subj=actor obj!:@tool,rake=recipient\n  verb hit: obj!:rake=instrument\n",
               "frames/a.txt:3:8: for \"hit\" this rule is hidden"},
        Hidden{"  verb hit: in/on=recipient\n  verb hit: in=recipient\n", "frames/a.txt:3:8: for \"hit\""},
        Hidden{"  verb hit: obj!:hoe=recipient\n  except verb hit: obj!:hoe,rake\n",
               "frames/a.txt:2:8: for \"hit\" this rule is hidden by the one at frames/a.txt:3"},
        Hidden{"  verb hit: obj!:^hoe=recipient\n  verb hit: obj!:^hoe,rake=recipient\n", "frames/a.txt:3:8: for"}));

TEST(HiddenRules, OthersAreLeftAlone) {
    for (const char* rules : {"  verb hit: obj=recipient\n  verb hit: obj!:hoe=instrument\n",
                              "  verb hit: obj!=recipient\n  verb hit: obj!=recipient in=instrument\n",
                              "  verb hit: obj=recipient\n  verb hit back: obj=recipient\n",
                              "  verb hit: obj!=recipient\n  noun hit: of!=recipient\n",
                              "  verb hit: in=recipient\n  verb hit: in/on=recipient\n",
                              "  verb hit: obj!:^hoe,rake=recipient\n  verb hit: obj!:^hoe=recipient\n",
                              "  verb hit: obj!:hoe=recipient\n  verb hit: obj!:rake=recipient\n",
                              "  verb hit: obj!=recipient in!=instrument\n  verb hit: obj!=recipient\n",
                              "  verb hit: obj=recipient\n  except verb hit: obj!:hoe\n"})
        EXPECT_THAT(lint_of(rules), IsEmpty()) << rules;
}

TEST(HiddenRules, AFrameThatNeverWinsIsNamed) {
    const SmallCodebook files{{"frames/a.txt",
                               "frame x: ASSAULT\n  verb hit, bat: obj=recipient\n  + They hit it. => ASSAULT\n"
                               "frame y: COERCE\n  verb hit: obj=recipient\n  verb bat: obj=victim\n"
                               "frame z: COERCE\n  verb hit: obj=recipient\n  verb jail: obj=victim\n"}};
    const auto lint = files.lint();
    EXPECT_THAT(lint, Contains(HasSubstr("frames/a.txt:4:1: no rule of the frame \"y\" can ever win")));
    EXPECT_THAT(lint, Not(Contains(HasSubstr("no rule of the frame \"z\" can"))));
}

struct Dead {
    const char *rules, *finding;
};

class DeadRules : public testing::TestWithParam<Dead> {};

TEST_P(DeadRules, AreNamed) {
    EXPECT_THAT(lint_of(GetParam().rules), Contains(HasSubstr(GetParam().finding)));
}

INSTANTIATE_TEST_SUITE_P(
    All, DeadRules,
    testing::Values(Dead{"  noun big red bus: of=recipient\n", "frames/a.txt:2:8: \"big red bus\" is never looked up"},
                    Dead{"  adj dead tired: subj=victim\n", "frames/a.txt:2:7: \"dead tired\" is never looked up"},
                    Dead{"  adj ready, pro-war: subj=recipient\n", "frames/a.txt:2:14: \"pro-war\" is never found"},
                    Dead{"  verb put up with: obj=recipient\n", "the particle \"up with\" is two words"},
                    Dead{"  verb hit: obj!:hoe,rake,hoe=instrument\n",
                         "frames/a.txt:2:13: \"hoe\" stands twice in this filter"},
                    Dead{"  verb hit: obj!:big red bus=-\n", "frames/a.txt:2:13: \"big red bus\" is never looked up"},
                    Dead{"  verb hit: obj!:@none=-\n", "frames/a.txt:2:13: the class @none has no word"},
                    Dead{"  verb hit: obj=recipient obj=victim\n", "frames/a.txt:2:27: this slot is never filled"},
                    Dead{"  verb hit: obj=recipient\n  except verb bat: obj!:hoe\n",
                         "frames/a.txt:3:15: \"bat\" starts no rule that this could be an exception to"}));

TEST(DeadRules, OthersAreLeftAlone) {
    for (const char* rules :
         {"  noun cease-fire, car bomb: of=recipient\n", "  verb hit, booby-trap: obj=recipient\n",
          "  verb hit: obj=recipient obj=content\n", "  verb hit: obj:hoe=instrument obj=recipient\n",
          "  noun strike: by=actor\n  except noun hunger strike: by!=-\n",
          "  verb say: subj=speaker clause=content obj:@tool=addressee\n"})
        EXPECT_THAT(lint_of(rules), IsEmpty()) << rules;
}

TEST(DeadRules, WordsAreFoundAtTheirHyphens) {
    const SmallCodebook files{{"frames/a.txt", "frame x: ASSAULT\n  noun cease-fire: of:no-fly zone=recipient\n"}};
    const auto book = files.load();
    EXPECT_THAT(book->rules()[0].triggers, testing::ElementsAre("cease fire"));
    EXPECT_THAT(book->rules()[0].slots[0].lemmas, testing::ElementsAre("no fly zone"));
}

TEST(Lemmas, FormsThatAreNoneAreNamed) {
    const SmallCodebook files{{"words/tool.txt", "spade\niron hoes\n"},
                              {"frames/a.txt", "frame x: ASSAULT\n  verb hit, struck: obj!:rakes,@tool=recipient\n"}};
    const auto is_lemma = [](TriggerKind, std::string_view word) { return !word.ends_with('s') && word != "struck"; };
    std::vector<std::string> found;
    for (const auto& f : lint_folder(files.folder(), is_lemma))
        if (f.message.find("is never found") != std::string::npos) found.push_back(f.where);
    EXPECT_THAT(found, testing::ElementsAre("frames/a.txt:2:13", "frames/a.txt:2:21"));
}

TEST(Examples, AreAskedForOnBothSides) {
    const SmallCodebook files{{"frames/a.txt", "frame x: ASSAULT\n  verb hit: obj=recipient\n"}};
    EXPECT_THAT(files.lint(), Contains(HasSubstr("frames/a.txt:1:1: the frame \"x\" has no example")));
    EXPECT_THAT(files.lint(), Contains(HasSubstr("frames/a.txt:1:1: the frame \"x\" has no counter-example")));
}

TEST(Findings, StandInTheFilesOrder) {
    const SmallCodebook files{{"frames/b.txt", "frame y: ASSAULT\n"}, {"frames/a.txt", "frame x: ASSAULT\nrubbish\n"}};
    std::vector<std::string> places;
    for (const auto& f : Codebook::lint(files.folder())) places.push_back(f.where);
    EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
    EXPECT_GE(places.size(), 3U);
}

}  // namespace
}  // namespace tallybook
