// Foreign dictionaries as text of our own codebook: what comes out, and that it loads.
#include "codebook/petrarch_import.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "small_codebook.hpp"

namespace tallybook {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kActors =
    "NORLAND [NOR]\nADA_BREKKE\n\t[NORELI <19990630]\n\t[NORGOV 19990701-20040228]\n"
    "RED HARBOUR FRONT [NORREB]\n+RHF\nHARBOUR_LEAGUE [IGOHLG]\n+LEAGUE_OF_HARBOURS\nTWIN_ISLES [TWA/TWB]\nNAMELESS "
    "[---]\n";
constexpr const char* kAgents = "DOCKER {} [~LAB]\nSOLDIER [~MIL]\nRELIEF_AGENCY [NGO~]\n";
constexpr const char* kVerbs =
    "&PACT\n+TREATY\n+ACCORD\n\n"
    "--- SCOLD [111] ---\nSCOLD\nSCOLDS\n- * IN_JEST [---]\n\n"
    "--- SIGN [---] ---\nSIGN\n- * &PACT [057:057]\n- * UP [0232]\n- * OATH [---]\n- $ * INTO + [020]\n\n"
    "--- SAY [010] ---\nSAY\n\n--- ODD [023?] ---\nHUM\n";

// A folder that the test writes into, gone at its end.
class Out {
public:
    Out() : folder_(std::filesystem::temp_directory_path() / ("tallybook-import-" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(folder_);
    }
    ~Out() {
        std::error_code ec;
        std::filesystem::remove_all(folder_, ec);
    }
    const std::filesystem::path& folder() const { return folder_; }
    std::string read(const char* path) const {
        std::ifstream in(folder_ / path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    std::filesystem::path folder_;
};

const SmallCodebook& dictionaries() {
    static const SmallCodebook folder{{"a.actors.txt", kActors}, {"a.agents.txt", kAgents}, {"a.verbs.txt", kVerbs}};
    return folder;
}

ImportedBook imported(const Codebook* base = nullptr) {
    const auto read = Dictionaries::read(dictionaries().folder());
    EXPECT_TRUE(read);
    return import_dictionaries(**read, base);
}

TEST(ImportPetrarch, ActorsWithTheirCodesAndDates) {
    const ImportedBook book = imported();
    EXPECT_THAT(book.files.at("actors/imported.txt"),
                testing::AllOf(HasSubstr("person Ada Brekke; id ada-brekke; class official"),
                               HasSubstr("Red Harbour Front; id red-harbour-front; aka RHF, Rhf"),
                               HasSubstr("international Harbour League; id harbour-league; aka League of Harbours")));
    EXPECT_THAT(book.files.at("maps/cameo-actors.txt"),
                testing::AllOf(HasSubstr("id ada-brekke; on ..1999-06-30 => NORELI\n"
                                         "id ada-brekke; on 1999-07-01..2004-02-28 => NORGOV\nid ada-brekke => none\n"),
                               HasSubstr("word relief agency, relief agencies => NGO{country}"),
                               HasSubstr("word docker => {country}LAB")));
    EXPECT_THAT(book.left_out, Contains("a.actors.txt:9:1: one name with two codes"));
    EXPECT_THAT(book.left_out, Contains("a.actors.txt:10:1: no code"));
}

TEST(ImportPetrarch, VerbsAndPatternsBecomeFrames) {
    const ImportedBook book = imported();
    const std::string& frames = book.files.at("frames/imported.txt");
    EXPECT_THAT(frames, HasSubstr("frame imported/111: ACCUSE\n  verb scold:  subj=actor  obj=recipient"));
    EXPECT_THAT(frames, HasSubstr("  except verb scold:  in!:jest\n"));
    EXPECT_THAT(frames, HasSubstr("frame imported/057: SUPPORT\n  reciprocal\n"));
    EXPECT_THAT(frames, HasSubstr("  verb sign:  subj=actor  obj!:treaty,accord=-"));
    EXPECT_THAT(frames, HasSubstr("  except verb sign:  obj!:oath\n"));
    EXPECT_THAT(frames, HasSubstr("  verb sign up:  subj=actor"));
    EXPECT_THAT(frames, Not(HasSubstr("scolds")));
    EXPECT_THAT(book.files.at("maps/cameo.txt"), HasSubstr("*; frame imported/057 => 057\n"));
    EXPECT_THAT(book.left_out, Contains("a.verbs.txt:15:1: a pattern of words in a row"));
    EXPECT_THAT(book.left_out, Contains("SAY: the code 010 has no PLOVER type"));
}

TEST(ImportPetrarch, WhatTheCodebookKnowsGetsCodesOnly) {
    const SmallCodebook base{
        {"actors/a.txt", "state Norland; country NL; adj Norse\ninternational League of Harbours; id harbours\n"},
        {"agents.txt", "state-forces military: soldier\n"},
        {"maps/countries.txt", "NL NOR\n"},
        {"maps/cameo-actors.txt", "kind international => IGO\n"},
        {"frames/a.txt", "frame aid/help: AID\n  verb help:  subj=actor  obj=recipient\n  + Aal helped Bru. => AID\n"}};
    const ImportedBook book = imported(base.load().get());
    EXPECT_THAT(book.files.at("actors/imported.txt"), Not(HasSubstr("League")));
    EXPECT_THAT(book.files.at("agents.txt"), Not(HasSubstr("soldier")));
    EXPECT_THAT(book.files.at("maps/cameo-actors.txt"),
                testing::AllOf(HasSubstr("id harbours => IGOHLG\n"), HasSubstr("soldier")));
    EXPECT_THAT(book.left_out, Contains("a.actors.txt:7:1: names to add to \"harbours\": Harbour League"));

    const Out out;
    const auto done = import_petrarch(dictionaries().folder(), base.folder(), out.folder());
    ASSERT_TRUE(done) << done.error().describe();
    const auto loaded = Codebook::load(out.folder());
    ASSERT_TRUE(loaded) << loaded.error().describe();
    EXPECT_FALSE((*loaded)->rules_for(TriggerKind::Verb, "scold").empty());
    EXPECT_FALSE((*loaded)->rules_for(TriggerKind::Verb, "help").empty());
    EXPECT_NE((*loaded)->actor("ada-brekke"), nullptr);
    EXPECT_TRUE(out.read("maps/cameo-actors.txt").ends_with("kind international => IGO\n"));
    EXPECT_THAT(out.read("left-out.md"), HasSubstr("a.actors.txt:9:1: one name with two codes"));

    const auto again = import_petrarch(dictionaries().folder(), base.folder(), out.folder());
    ASSERT_FALSE(again);
    EXPECT_THAT(again.error().describe(), HasSubstr("not empty"));
}

TEST(ImportPetrarch, TypesOfCodes) {
    EXPECT_EQ(plover_type("0841"), "RETREAT");
    EXPECT_EQ(plover_type("081"), "CONCEDE");
    EXPECT_EQ(plover_type("190"), "ASSAULT");
    EXPECT_EQ(plover_type("010"), "");
    EXPECT_EQ(plover_type("223"), "");
    EXPECT_EQ(plover_type("---"), "");
    EXPECT_EQ(plover_type(""), "");
}

}  // namespace
}  // namespace tallybook
