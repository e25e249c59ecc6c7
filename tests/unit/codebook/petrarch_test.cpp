// Foreign dictionaries: what is read, what is refused, with where it stands.
#include "codebook/petrarch.hpp"

#include <gmock/gmock.h>

#include "small_codebook.hpp"

namespace tallybook {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string spelled(const Phrase& phrase) {
    std::string out;
    for (const PhraseWord& w : phrase) out += (out.empty() ? "" : w.joined ? "_" : " ") + w.text + (w.stem ? "~" : "");
    return out;
}

std::vector<std::string> faults(const Dictionaries& d) {
    std::vector<std::string> out;
    for (const LintFinding& f : d.findings) out.push_back(f.where + ": " + f.message);
    return out;
}

TEST(DictionaryActors, NamesSynonymsAndTermsOfOffice) {
    Dictionaries d;
    read_actor_dictionary({"x.actors.txt",
                           "# a comment\n<!-- another\n over lines -->\n"
                           "NORLAND_ [NOR] ; short\n+NORSE\n\n"
                           "ADA_BREKKE\n\t[NORELI <990630]\n\t[NORGOV 19990701 - 040228]\n\t[NOREDU > 20040301]\n"
                           "NILS BERG_ [NORMIL 990101-991231] [NOR]\n"},
                          d);
    ASSERT_EQ(d.actors.size(), 3u);
    EXPECT_EQ(spelled(d.actors[0].names.at(1)), "NORSE");
    EXPECT_EQ(d.actors[0].code_on("20200101"), "NOR");
    EXPECT_EQ(spelled(d.actors[1].names.at(0)), "ADA_BREKKE");
    EXPECT_EQ(d.actors[1].code_on("19990630"), "NORELI");
    EXPECT_EQ(d.actors[1].code_on("19990701"), "NORGOV");
    EXPECT_EQ(d.actors[1].code_on("20040228"), "NORGOV");
    EXPECT_EQ(d.actors[1].code_on("20040229"), "---");
    EXPECT_EQ(d.actors[1].code_on("20200101"), "NOREDU");
    EXPECT_EQ(spelled(d.actors[2].names.at(0)), "NILS BERG");
    EXPECT_EQ(d.actors[2].code_on("19990601"), "NORMIL");
    EXPECT_EQ(d.actors[2].code_on(""), "NOR");
    EXPECT_THAT(d.findings, IsEmpty());
}

TEST(DictionaryActors, FaultsAreToldAndTheRestIsRead) {
    Dictionaries d;
    read_actor_dictionary(
        {"x.actors.txt",
         "\t[ABC]\n+ORPHAN\nNORLAND [NOR <9901]\n\t[NOR 20010101-20000101]\n\t[NOR 1999]\n\t[NOR\nSUDRA [SUD]\n"},
        d);
    EXPECT_THAT(faults(d), ElementsAre("x.actors.txt:1:2: these codes belong to no actor",
                                       "x.actors.txt:2:1: a synonym stands behind the name that it belongs to",
                                       "x.actors.txt:3:1: \"9901\" is no date: write YYMMDD or YYYYMMDD",
                                       "x.actors.txt:4:2: the range 20010101-20000101 ends before it begins",
                                       HasSubstr("x.actors.txt:5:2: \"1999\" is no restriction"),
                                       "x.actors.txt:6:2: the bracket is not closed"));
    EXPECT_EQ(d.actors.back().code_on(""), "SUD");
}

TEST(DictionaryAgents, PluralsMarkersAndSides) {
    Dictionaries d;
    read_agent_dictionary({"x.agents.txt",
                           "!FOLK! = MAN, WOMEN\nHARBOUR_!FOLK! [~LAB]\nDEPUTY [~LEG]\nGOOSE {GEESE} [~AGR]\nPOLICE {} "
                           "[ ~COP]\nCHARITY {} [NGO~]\n"
                           "NOBODY\nHAVEN_!CREW! [~LAB]\n"},
                          d);
    std::vector<std::string> names;
    for (const auto& a : d.agents) names.push_back(spelled(a.name) + "=" + (a.before ? "<" : "") + a.code);
    EXPECT_THAT(names, ElementsAre("HARBOUR_MAN=LAB", "HARBOUR_WOMEN=LAB", "DEPUTY=LEG", "DEPUTIES=LEG", "GOOSE=AGR",
                                   "GEESE=AGR", "POLICE=COP", "CHARITY=<NGO"));
    EXPECT_THAT(faults(d), ElementsAre(HasSubstr("x.agents.txt:7:1: an agent needs a code"),
                                       HasSubstr("x.agents.txt:8:1: the set of words !CREW! is not defined")));
}

TEST(DictionaryVerbs, BlocksFormsAndPatterns) {
    Dictionaries d;
    read_verb_dictionary(
        {"x.verbs.txt",
         "&TREATY\n+PACT\n+WRITTEN_DEAL_\n+&TRUCE\n&TRUCE_\n+CEASE-FIRE_\n\n"
         "--- GIVE [070] ---\nGIVE {GAVE GIVEN}\nCARRY [071]\n+HAND_OVER {+HANDED_OVER}\n"
         "- * UP_ARMS [0873]  # a note\n- DID NOT_* &TREATY [12]\n- + * {BACK | AWAY}_FROM $ [080:081]\n"},
        d);
    ASSERT_THAT(d.findings, IsEmpty());
    EXPECT_EQ(d.synsets.at("TREATY").size(), 4u);  // PACT, PACTS, WRITTEN_DEAL, CEASE_FIRE
    EXPECT_EQ(d.verbs.at("GAVE")[0].code, "070");
    EXPECT_EQ(d.verbs.at("GIVING")[0].code, "070");
    EXPECT_EQ(d.verbs.at("CARRIES")[0].code, "071");
    EXPECT_THAT(d.verbs.at("HANDED")[0].after, ElementsAre("OVER"));
    const auto& patterns = d.blocks.at(0).patterns;
    ASSERT_EQ(patterns.size(), 3u);
    EXPECT_FALSE(patterns[0].after[0].word.joined);
    EXPECT_TRUE(patterns[0].after[1].word.joined);
    EXPECT_TRUE(patterns[1].before[1].word.joined);  // NOT stands right before the verb
    EXPECT_FALSE(patterns[1].before[0].word.joined);
    EXPECT_EQ(patterns[1].after[0].kind, PatternItem::Kind::Synset);
    EXPECT_EQ(patterns[2].before[0].kind, PatternItem::Kind::Target);
    EXPECT_EQ(patterns[2].after[0].kind, PatternItem::Kind::Synset);
    EXPECT_EQ(patterns[2].after[2].kind, PatternItem::Kind::Source);
    EXPECT_EQ(patterns[2].code, "080:081");
}

TEST(DictionaryVerbs, NounPhrasesAndTransformationsOfTheSecondDialect) {
    Dictionaries d;
    read_verb_dictionary({"x.verbs.txt",
                          "--- ASK [100] ---\nASK\n- * (FOR {NEW TALKS}) [106]\n~ a (b . ASK) SAY = a b 112\n~ a (b "
                          "ASK) SAY = a b 112\n"},
                         d);
    const auto& after = d.blocks.at(0).patterns.at(0).after;
    ASSERT_EQ(after.size(), 3u);
    EXPECT_EQ(after[1].word.text, "NEW");
    ASSERT_EQ(d.transformations.size(), 1u);
    EXPECT_EQ(d.transformations[0].code, "112");
    EXPECT_THAT(faults(d), ElementsAre(HasSubstr("x.verbs.txt:5:1: a transformation is written")));
}

TEST(DictionaryVerbs, Faults) {
    Dictionaries d;
    read_verb_dictionary(
        {"x.verbs.txt",
         "- * X [1]\n--- A [1] ---\nGO {GOES\n- X Y [2]\n- * X * Y [2]\n- * X\n- * X []\n- * &NONE [3]\nSEND\nSEND\n"},
        d);
    EXPECT_THAT(faults(d), ElementsAre("x.verbs.txt:1:1: this pattern belongs to no verb",
                                       "x.verbs.txt:3:1: the brace is not closed",
                                       "x.verbs.txt:4:1: a pattern needs * where its verb stands",
                                       "x.verbs.txt:5:1: a pattern has one * for its verb",
                                       "x.verbs.txt:6:1: a pattern ends with its code in brackets",
                                       "x.verbs.txt:7:1: the brackets hold no code",
                                       HasSubstr("x.verbs.txt:10:1: \"SEND\" is a verb at x.verbs.txt:9:1 already"),
                                       HasSubstr("x.verbs.txt:8:1: the set &NONE is not defined")));
}

TEST(DictionaryFolder, FilesAreFoundByTheirNames) {
    const SmallCodebook folder{{"my.actors.txt", "NORLAND [NOR]\n"},
                               {"my.verbs.txt", "HELP [070] ; the old dialect\n- * REBUIL [071]\nSCOLD_ [111]\n"},
                               {"Discards.txt", "+CUP FINAL\nCHESS_\n"},
                               {"readme.txt", "nothing\n"}};
    const auto read = Dictionaries::read(folder.folder());
    ASSERT_TRUE(read) << read.error().describe();
    const Dictionaries& d = **read;
    EXPECT_TRUE(d.stems);
    EXPECT_EQ(d.blocks.size(), 2u);
    EXPECT_EQ(
        spelled(d.blocks[0].patterns.at(0).after.empty() ? Phrase{} : Phrase{d.blocks[0].patterns[0].after[0].word}),
        "REBUIL~");
    EXPECT_TRUE(d.may_trigger("scolded"));
    EXPECT_FALSE(d.may_trigger("painted"));
    EXPECT_EQ(d.discards.size(), 2u);
    EXPECT_TRUE(d.discards[1].whole_report || d.discards[0].whole_report);

    const SmallCodebook empty{{"my.verbs.txt", "--- A [1] ---\n"}};
    const auto none = Dictionaries::read(empty.folder());
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, "TB3004");
    EXPECT_FALSE(Dictionaries::read("/nonexistent/folder"));
}

TEST(DictionaryPhrases, WordsInBetween) {
    const auto length = [](std::string_view phrase, std::initializer_list<std::string_view> words) {
        return phrase_length(parse_phrase(phrase, false), std::vector<std::string_view>(words), 0);
    };
    EXPECT_EQ(length("PRIME MINISTER", {"PRIME", "AND", "ONLY", "MINISTER"}), 4u);
    EXPECT_EQ(length("PRIME_MINISTER", {"PRIME", "AND", "MINISTER"}), 0u);
    EXPECT_EQ(length("PRIME_MINISTER", {"PRIME", "MINISTER"}), 2u);
    EXPECT_EQ(length("CEASE-FIRE", {"CEASE", "FIRE"}), 2u);
    EXPECT_EQ(length("DON'T", {"DO", "N'T"}), 2u);
    EXPECT_EQ(length("CHILDREN'S_AID", {"CHILDREN", "AID"}), 2u);
    EXPECT_EQ(phrase_length(parse_phrase("ARGENTIN", true), {"ARGENTINIAN"}, 0), 1u);
    EXPECT_EQ(phrase_length(parse_phrase("ARGENTIN_", true), {"ARGENTINIAN"}, 0), 0u);
}

}  // namespace
}  // namespace tallybook
