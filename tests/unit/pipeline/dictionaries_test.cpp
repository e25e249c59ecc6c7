// Coding by foreign dictionaries, over the model's trees. Skipped where set-up's images are not at hand.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "ingest/fields.hpp"
#include "pipeline/pipeline.hpp"

namespace tallybook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kActors =
    "NORLAND [NOR]\n+NORSE\nSUDRA [SUD]\n+SUDRAN\nVESTLAND [VES]\nOSTMARK [OST]\nTWIN_ISLES [TWA/TWB]\n"
    "ADA_BREKKE\n\t[NORELI < 20091231]\n\t[NORGOV > 20100101]\n";
constexpr const char* kAgents =
    "ARMY {ARMIES} [~MIL]\nLAWMAKER [~LEG]\nPRESIDENT [~GOV]\nPOLICE {} [~COP]\nMEDIA {} [~MED]\nRELIEF_AGENCY "
    "[NGO~]\nMILITARY_POLICE {} [~MIL]\n";
constexpr const char* kVerbs =
    "&DEAL\n+PACT\n+TREATY\n\n"
    "--- ACCUSE [112] ---\nACCUSE\nBLAME\n\n"
    "--- MEET [040:040] ---\nMEET {MET MEETING}\n- REFUSED_TO_* [125]\n\n"
    "--- HELP [070] ---\nHELP\n- * REBUILD [071]\n- NOT * [121]\n- * &DEAL [0313]\n\n"
    "--- TAKE [---] ---\nTAKE {TOOK TAKEN TAKING}\n- + * CASH FROM $ [071]\n- * PART_IN [---]\n\n"
    "--- RAID [190] ---\nRAID\nSTORM\n+SHUT_DOWN {+SHUT_DOWN}\n";

class ByDictionaries : public testing::Test {
protected:
    void SetUp() override {
        const char* data = std::getenv("TALLYBOOK_DATA");
        const std::string folder = data ? data : std::string(TALLYBOOK_SOURCE_DIR) + "/.tallybook";
        auto model = Model::open(folder + "/models/en_core_web_sm.tbm");
        if (!model) GTEST_SKIP() << "no model image: " << model.error().describe();
        auto book = Codebook::load(std::string(TALLYBOOK_SOURCE_DIR) + "/codebooks");
        ASSERT_TRUE(book) << book.error().describe();
        const auto place =
            std::filesystem::temp_directory_path() / ("tallybook-dictionaries-" + std::to_string(::getpid()));
        std::filesystem::create_directories(place);
        std::ofstream(place / "a.actors.txt") << kActors;
        std::ofstream(place / "a.agents.txt") << kAgents;
        std::ofstream(place / "a.verbs.txt") << kVerbs;
        std::ofstream(place / "a.discards.txt") << "CHESS OLYMPIAD\n+HOLOGRAM WEEKLY\n";
        auto read = Dictionaries::read(place);
        std::filesystem::remove_all(place);
        ASSERT_TRUE(read) << read.error().describe();
        EXPECT_THAT((*read)->findings, IsEmpty());
        PipelineOptions options;
        options.coding.dictionaries = *read;
        pipeline_ = std::make_unique<Pipeline>(*model, *book, nullptr, options);
    }

    std::vector<std::string> triples(std::string text, const char* published = "2015-03-02") {
        InputFields fields;
        fields.key = "test";
        fields.text = std::move(text);
        fields.published = published;
        auto report = make_report(std::move(fields), {}, "test");
        EXPECT_TRUE(report);
        const Records records = pipeline_->code(*report, workspace_);
        std::vector<std::string> out;
        for (const Mention& m : records.mentions) {  // {"cameo":[{"event":"112","source":"NOR","target":"SUD"}]}
            for (size_t at = m.codes.find("\"event\":"); at != std::string::npos;
                 at = m.codes.find("\"event\":", at + 1)) {
                const auto value = [&](const char* key) {
                    const size_t begin = m.codes.find(key, at) + std::string_view(key).size();
                    return m.codes.substr(begin, m.codes.find('"', begin) - begin);
                };
                out.push_back(value("\"source\":\"") + " " + value("\"event\":\"") + " " + value("\"target\":\""));
            }
        }
        return out;
    }

    std::unique_ptr<Pipeline> pipeline_;
    Workspace workspace_;
};

TEST_F(ByDictionaries, SourceVerbTarget) {
    EXPECT_THAT(triples("Norland accused Sudra of hiding the ships."), ElementsAre("NOR 112 SUD"));
    EXPECT_THAT(triples("Sudra was blamed by Norland for the fire."), ElementsAre("NOR 112 SUD"));
    EXPECT_THAT(triples("The Norse army raided a village in Vestland."), ElementsAre("NORMIL 190 VES"));
    EXPECT_THAT(triples("Norland painted the bridges of Sudra."), IsEmpty());
    EXPECT_THAT(triples("The Sudran military police stormed the harbour of Norland."), ElementsAre("SUDMIL 190 NOR"));
    EXPECT_THAT(triples("Norse soldiers shut down two ports in Sudra."), ElementsAre("NOR 190 SUD"));
}

TEST_F(ByDictionaries, Compounds) {
    EXPECT_THAT(triples("Norland, Vestland and Ostmark accused Sudra of cheating."),
                ElementsAre("NOR 112 SUD", "VES 112 SUD", "OST 112 SUD"));
    EXPECT_THAT(triples("Lawmakers in Norland and Vestland accused Sudra of cheating."),
                ElementsAre("NORLEG 112 SUD", "VESLEG 112 SUD"));
    EXPECT_THAT(triples("Norse media and police accused Sudra of cheating."),
                ElementsAre("NORMED 112 SUD", "NORCOP 112 SUD"));
    EXPECT_THAT(triples("Norland accused the Twin Isles of cheating."), ElementsAre("NOR 112 TWA", "NOR 112 TWB"));
    EXPECT_THAT(triples("Norland and Sudra met on Monday."), ElementsAre("NOR 040 SUD", "SUD 040 NOR"));
}

TEST_F(ByDictionaries, PatternsDecide) {
    EXPECT_THAT(triples("Norland helped Sudra after the flood."), ElementsAre("NOR 070 SUD"));
    EXPECT_THAT(triples("Norland helped to rebuild a town in Sudra."), ElementsAre("NOR 071 SUD"));
    EXPECT_THAT(triples("Norland did not help Sudra after the flood."), ElementsAre("NOR 121 SUD"));
    EXPECT_THAT(triples("Norland helped draft two treaties with Sudra."), ElementsAre("NOR 0313 SUD"));
    EXPECT_THAT(triples("Norland refused to meet Sudra."), ElementsAre("NOR 125 SUD"));
    EXPECT_THAT(triples("Norland took a lot of cash from Sudra."), ElementsAre("SUD 071 NOR"));
    EXPECT_THAT(triples("Norland took part in the fair of Sudra."), IsEmpty());
    EXPECT_THAT(triples("The relief agency of Norland helped Sudra."), ElementsAre("NGONOR 070 SUD"));
}

TEST_F(ByDictionaries, TermsOfOffice) {
    EXPECT_THAT(triples("Ada Brekke accused Sudra of cheating.", "2009-05-01"), ElementsAre("NORELI 112 SUD"));
    EXPECT_THAT(triples("Ada Brekke accused Sudra of cheating.", "2010-05-01"), ElementsAre("NORGOV 112 SUD"));
}

TEST_F(ByDictionaries, Discards) {
    EXPECT_THAT(triples("Norland accused Sudra of cheating at the chess olympiad. Norland helped Vestland."),
                ElementsAre("NOR 070 VES"));
    EXPECT_THAT(triples("Norland helped Vestland. Norland accused Sudra, Hologram Weekly wrote."), IsEmpty());
}

}  // namespace
}  // namespace tallybook
