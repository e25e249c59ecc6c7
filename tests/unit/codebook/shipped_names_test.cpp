// The names of the shipped codebook: groups of all regions are found under the right id, also by their initials and
// their own language's names, and ordinary words that look like names stay words.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

#include "codebook/codebook.hpp"

namespace tallybook {
namespace {

class ShippedNames : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto loaded = Codebook::load(std::filesystem::path(TALLYBOOK_SOURCE_DIR) / "codebooks");
        ASSERT_TRUE(loaded) << loaded.error().describe();
        book_ = *loaded;
    }
    // The id of the actor that begins the words, "-" if none.
    static std::string id(std::string_view text, std::string_view date = "2019-05-05") {
        std::vector<std::string_view> words;
        for (size_t begin = 0; begin <= text.size();) {
            const size_t end = std::min(text.find(' ', begin), text.size());
            if (end > begin) words.push_back(text.substr(begin, end - begin));
            begin = end + 1;
        }
        const ActorMatch m = book_->actor_at(words, date);
        return m.actor ? m.actor->id : "-";
    }
    static std::shared_ptr<const Codebook> book_;
};
std::shared_ptr<const Codebook> ShippedNames::book_;

TEST_F(ShippedNames, GroupsOfAllRegions) {
    const std::pair<const char*, const char*> kNames[] = {
        {"Ejercito Guerrillero de los Pobres", "egp"},
        {"Cinchoneros", "cinchonero-popular-liberation-movement"},
        {"Tontons Macoutes", "tonton-macoutes"},
        {"Atlacatl Battalion", "atlacatl-battalion"},
        {"Faylaq al-Sham", "faylaq-al-sham"},
        {"Failaq ash-Sham", "faylaq-al-sham"},
        {"Liwa al-Tawheed", "liwa-al-tawhid"},
        {"PFLP-GC", "pflp-gc"},
        {"Abu Nidal Organisation", "abu-nidal-organization"},
        {"Kamwina Nsapu", "kamuina-nsapu"},
        {"Mai Mai Yakutumba", "mai-mai-yakutumba"},
        {"Umkhonto weSizwe", "umkhonto-we-sizwe"},
        {"Bosnian Croats", "hvo"},
        {"Krajina Serbs", "army-of-the-serbian-krajina"},
        {"United Tajik Opposition", "uto"},
        {"Camorra", "camorra"},
    };
    for (const auto& [name, actor] : kNames) EXPECT_EQ(id(name), actor) << name;
}

TEST_F(ShippedNames, StatesBodies) {
    EXPECT_EQ(id("Kenyan Ministry of Health"), "kenyan-health-ministry");
    EXPECT_EQ(id("people of Bolivia"), "bolivian-people");
    EXPECT_EQ(id("Venezuela's opposition"), "venezuelan-opposition");
    EXPECT_EQ(book_->state_actor("CL", "coast guard")->id, "chilean-coast-guard");
    EXPECT_EQ(book_->state_actor("SN", "gendarme")->id, "senegalese-gendarmerie");
}

TEST_F(ShippedNames, OrdinaryWordsAreNoActors) {
    for (const char* words : {"foreign ministers met",
                              "Foreign tourists left",
                              "desert hawks nest here",
                              "the red hand of time",
                              "peace now",
                              "young patriots marched",
                              "green bombers flew",
                              "white flags were raised",
                              "popular will",
                              "total damage",
                              "shell fire",
                              "who left",
                              "the garda",
                              "memorial service",
                              "a just russia",
                              "amal",
                              "black axe",
                              "white hand",
                              "third front",
                              "islamic front",
                              "el machete",
                              "popular unity",
                              "sparta"})
        EXPECT_EQ(id(words), "-") << words;
}

TEST_F(ShippedNames, BodiesOfTheirTimeOnly) {
    EXPECT_EQ(id("CPA", "2003-08-01"), "coalition-provisional-authority");
    EXPECT_EQ(id("CPA", "2019-08-01"), "-");
}

}  // namespace
}  // namespace tallybook
