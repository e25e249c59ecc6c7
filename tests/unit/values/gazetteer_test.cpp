#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "gazetteer_test_world.hpp"
#include "values/gazetteer_build.hpp"
#include "values/gazetteer_draft.hpp"
#include "values/gazetteer_names.hpp"

namespace tallybook {
namespace {

namespace names = gazetteer_names;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> words(std::string_view name) {
    std::vector<std::string> out;
    EXPECT_TRUE(names::split_words(name, out));
    return out;
}

bool one_name(std::string_view a, std::string_view b) {
    const auto fa = names::fine(words(a)), fb = names::fine(words(b));
    return names::skeleton(fa) == names::skeleton(fb) && names::near(fa, fb);
}

TEST(GazetteerNames, FoldsToPlainWords) {
    EXPECT_THAT(words("Ayn al-Asad"), ElementsAre("ayn", "al", "asad"));
    EXPECT_THAT(words("Tall ‘Afar"), ElementsAre("tall", "afar"));
    EXPECT_THAT(words("U.S."), ElementsAre("us"));
    EXPECT_THAT(words("St. Louis"), ElementsAre("saint", "louis"));
    EXPECT_THAT(words("Łódź–Śródmieście"), ElementsAre("lodz", "srodmiescie"));
    std::vector<std::string> none;
    EXPECT_FALSE(names::split_words("بغداد", none));
    EXPECT_TRUE(none.empty());
}

TEST(GazetteerNames, SpellingsOfOneNameMeet) {
    for (const auto& [a, b] : {std::pair{"Ain al-Asad", "Ayn al Assad"},
                               {"Deir ez-Zor", "Dayr az-Zawr"},
                               {"Deir ez-Zor", "Deir Ezzor"},
                               {"Rmelan", "Rumaylan"},
                               {"Al-Hasakah", "Hassakeh"},
                               {"Sulaymaniyah", "Sulaimania"},
                               {"Al-Shaddadi", "Shadadi"},
                               {"Kharab al-Jir", "Kharab al-Jeer"},
                               {"Qayyarah", "Kayara"}}) {
        EXPECT_TRUE(one_name(a, b)) << a << " and " << b << ": " << names::fine(words(a)) << " "
                                    << names::fine(words(b));
    }
}

TEST(GazetteerNames, OtherNamesStayApart) {
    for (const auto& [a, b] : {std::pair{"Mosul", "Masila"},
                               {"Kirkuk", "Karak"},
                               {"Baghdad", "Baghdadi Town"},
                               {"Homs", "Hama"},
                               {"Basra", "Busra al-Sham"},
                               {"Rutba", "Ratibah"}}) {
        EXPECT_FALSE(one_name(a, b)) << a << " and " << b;
    }
}

class SmallWorld : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists("/usr/share/iso-codes/json/iso_3166-1.json"))
            GTEST_SKIP() << "iso-codes is not installed";
        ASSERT_NE(world_, nullptr);
    }
    std::string first(std::string_view name) const {
        const auto hits = world_->by_name(name);
        return hits.empty() ? "" : world_->id(hits[0].entry);
    }
    std::shared_ptr<const Gazetteer> world_ = test::small_world();
};

TEST_F(SmallWorld, FindsNamesLikeliestFirst) {
    EXPECT_EQ(first("Mosul"), "geonames:1");
    EXPECT_EQ(first("Al Mawsil"), "geonames:1");
    EXPECT_EQ(first("Paris"), "geonames:4");
    EXPECT_EQ(first("Iraq"), "country:IQ");
    EXPECT_EQ(first("Al-Anbar"), "admin1:IQ.01");
    EXPECT_EQ(first("Ninawa"), "admin1:IQ.15") << "a name that only the map knows";
    EXPECT_EQ(first("Red Sea"), "region:red-sea");
    EXPECT_EQ(first("Ayn al Assad"), "facility:ain-al-asad-airbase");
    EXPECT_EQ(first("Lamar"), "admin2:US.TX.277");
    EXPECT_EQ(first("MSL"), "") << "codes among the alternate names are no names";
    EXPECT_EQ(first("Farmer Strip"), "") << "small civil airstrips are left out";
    EXPECT_EQ(first("Nowhere"), "");
}

TEST_F(SmallWorld, ABaseAndItsAirfieldAreOneEntry) {
    EXPECT_EQ(world_->by_id("airport:ORAA"), Gazetteer::kNoEntry);
    EXPECT_EQ(first("Al Asad Air Base"), "facility:ain-al-asad-airbase");
    EXPECT_NE(world_->by_id("airport:ORBM"), Gazetteer::kNoEntry);
}

TEST_F(SmallWorld, KnowsWhatAPlaceIs) {
    const auto mosul = world_->place(world_->by_id("geonames:1"));
    EXPECT_EQ(mosul.name, "Mosul");
    EXPECT_EQ(mosul.country, "IQ");
    EXPECT_EQ(mosul.admin1, "Nineveh");
    EXPECT_EQ(mosul.zone, "Asia/Baghdad");
    EXPECT_EQ(mosul.geonames, 1);
    EXPECT_DOUBLE_EQ(*mosul.lat, 36.335);
    const auto iraq = world_->place(world_->by_id("country:IQ"));
    EXPECT_FALSE(iraq.lat) << "a country has no point";
    EXPECT_EQ(iraq.zone, "Asia/Baghdad") << "it has one zone only";
    EXPECT_EQ(world_->zone_of_country("US"), "");
    EXPECT_EQ(world_->capital_of("IQ"), world_->by_id("geonames:2"));
    EXPECT_EQ(world_->place(world_->by_id("facility:ain-al-asad-airbase")).admin1, "Anbar");
}

TEST_F(SmallWorld, TellsWhereAPointLies) {
    const auto area = world_->area_at(36.4, 42.5);
    EXPECT_EQ(area.country, "IQ");
    ASSERT_NE(area.admin1, Gazetteer::kNoEntry);
    EXPECT_EQ(world_->name(area.admin1), "Nineveh");
    EXPECT_EQ(world_->area_at(0, -30).country, "");
    EXPECT_EQ(world_->zone_at(36.4, 42.5), "Asia/Baghdad");
    EXPECT_EQ(world_->zone_at(0, -30), "");
}

TEST_F(SmallWorld, NamesItsSourcesAndItself) {
    EXPECT_THAT(std::string(world_->attribution()), HasSubstr("GeoNames (geonames.org), CC BY 4.0"));
    EXPECT_EQ(world_->digest().size(), 64U);
    EXPECT_TRUE(world_->verify());
}

TEST(GazetteerImage, RefusesWhatIsNoGazetteer) {
    const auto path = std::filesystem::temp_directory_path() / "tallybook-no-gazetteer.tbg";
    std::ofstream(path) << std::string(5000, 'x');
    const auto opened = Gazetteer::open(path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "TB4001");
    std::filesystem::remove(path);
    EXPECT_FALSE(Gazetteer::open("/no/such/file.tbg"));
}

TEST(GazetteerTables, AWrongRowIsToldWithItsLine) {
    const auto path = std::filesystem::temp_directory_path() / "tallybook-table.tsv";
    std::ofstream(path) << "# comment\nid\tlat\na\t1.5\nb\tnorth\n";
    const auto table = gazetteer_draft::read_table(path, {"id", "lat"});
    ASSERT_TRUE(table);
    ASSERT_TRUE(gazetteer_draft::number(*table, table->rows[0], "lat"));
    const auto wrong = gazetteer_draft::number(*table, table->rows[1], "lat");
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().where, HasSubstr(":4"));
    EXPECT_FALSE(gazetteer_draft::read_table(path, {"name"}));
    std::filesystem::remove(path);
}

// The tables that analysts edit: every row can be read, ids are unique, points are on Earth.
TEST(GazetteerTables, TheHandKeptTablesAreSound) {
    const std::filesystem::path folder = std::filesystem::path(TALLYBOOK_SOURCE_DIR) / "gazetteer";
    const auto facilities = gazetteer_draft::read_table(folder / "facilities.tsv",
                                                        {"id", "name", "kind", "lat", "lon", "radius_km", "country"});
    ASSERT_TRUE(facilities) << facilities.error().describe();
    EXPECT_GE(facilities->rows.size(), 150U);
    std::set<std::string, std::less<>> ids;
    for (const auto& row : facilities->rows) {
        EXPECT_TRUE(ids.emplace(facilities->cell(row, "id")).second) << facilities->cell(row, "id");
        const auto lat = gazetteer_draft::number(*facilities, row, "lat"),
                   lon = gazetteer_draft::number(*facilities, row, "lon");
        ASSERT_TRUE(lat && lon) << row.line;
        EXPECT_TRUE(std::abs(*lat) <= 90 && std::abs(*lon) <= 180 && (*lat != 0 || *lon != 0)) << row.line;
        EXPECT_EQ(facilities->cell(row, "country").size(), 2U) << row.line;
        EXPECT_FALSE(facilities->cell(row, "kind").empty()) << row.line;
    }
    const auto countries =
        gazetteer_draft::read_table(folder / "countries.tsv", {"iso2", "name", "demonyms", "capital"});
    ASSERT_TRUE(countries);
    EXPECT_GE(countries->rows.size(), 195U);
    const auto regions = gazetteer_draft::read_table(folder / "regions.tsv", {"id", "name", "kind"});
    ASSERT_TRUE(regions);
    ids.clear();
    for (const auto& row : regions->rows)
        EXPECT_TRUE(ids.emplace(regions->cell(row, "id")).second) << regions->cell(row, "id");
}

}  // namespace
}  // namespace tallybook
