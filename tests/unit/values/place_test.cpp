// Places in small texts whose tokens are written by hand: "[GPE Mosul ]" is an entity, "~" after a word glues it to the
// next, "plain:" in front makes the sentence one that was not analysed.
#include "values/place.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gazetteer_test_world.hpp"

namespace tallybook {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::string_view label_of(std::string_view word) {
    for (const std::string_view label : {"GPE", "PERSON", "ORG", "NORP", "FAC", "LOC"}) {
        if (word == label) return label;
    }
    return {};
}

void add_sentence(Report& report, std::string& text, std::string_view source, std::vector<std::string_view>& labels) {
    Sentence sentence;
    sentence.analysed = !source.starts_with("plain:");
    if (!sentence.analysed) source.remove_prefix(6);
    sentence.tokens.begin = sentence.tokens.end = static_cast<uint32_t>(report.tokens.size());
    sentence.span.begin = static_cast<uint32_t>(text.size());
    std::string_view label;
    bool begins = false;
    for (size_t at = 0; at < source.size();) {
        const size_t end = std::min(source.find(' ', at), source.size());
        auto word = source.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        if (word.front() == '[') {
            label = label_of(word.substr(1));
            begins = true;
            continue;
        }
        if (word == "]") {
            label = {};
            continue;
        }
        Token token;
        token.space_after = word.back() != '~';
        if (!token.space_after) word.remove_suffix(1);
        token.span.begin = static_cast<uint32_t>(text.size());
        text += word;
        token.span.end = static_cast<uint32_t>(text.size());
        if (token.space_after) text += ' ';
        const bool capital = word.front() >= 'A' && word.front() <= 'Z';
        if (sentence.analysed) {
            token.tag = capital ? "NNP" : "NN";
            token.pos = capital ? "PROPN" : "NOUN";
            token.entity = label;
            token.entity_begins = begins && !label.empty();
            token.head = static_cast<uint32_t>(report.tokens.size()) - sentence.tokens.begin;
        }
        labels.push_back(label);
        begins = false;
        report.tokens.push_back(token);
    }
    sentence.tokens.end = static_cast<uint32_t>(report.tokens.size());
    sentence.span.end = static_cast<uint32_t>(text.size());
    report.sentences.push_back(sentence);
}

Report report_of(const std::vector<std::string>& sentences) {
    Report report;
    std::string text;
    std::vector<std::string_view> labels;
    for (const auto& sentence : sentences) add_sentence(report, text, sentence, labels);
    report.set_text(text);
    for (auto& token : report.tokens) token.text = report.slice(token.span);
    return report;
}

class Places : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists("/usr/share/iso-codes/json/iso_3166-1.json"))
            GTEST_SKIP() << "iso-codes is not installed";
        ASSERT_NE(world_, nullptr);
    }
    const std::vector<PlaceRef>& read(const std::vector<std::string>& sentences) {
        report_ = report_of(sentences);
        read_places(report_, *world_);
        return report_.places;
    }
    // "text=id", demonyms as "text~id".
    std::vector<std::string> told(const std::vector<std::string>& sentences) {
        std::vector<std::string> out;
        for (const auto& p : read(sentences))
            out.push_back(std::string(report_.slice(*p.span)) + (p.kind == PlaceKind::Demonym ? "~" : "=") + p.id);
        return out;
    }
    std::shared_ptr<const Gazetteer> world_ = test::small_world();
    Report report_;
};

TEST_F(Places, ATownInItsCountry) {
    EXPECT_THAT(told({"A bomb killed two in [GPE Mosul ] , [GPE Iraq ] ."}),
                ElementsAre("Mosul=geonames:1", "Iraq=country:IQ"));
    const auto& mosul = report_.places[0];
    EXPECT_EQ(mosul.country, "IQ");
    EXPECT_EQ(mosul.zone, "Asia/Baghdad");
    EXPECT_EQ(mosul.tokens, (TokenSpan{5, 6}));
    EXPECT_EQ(mosul.candidates, 1);
}

TEST_F(Places, WhatTheTextSaysOutrightBeatsSize) {
    EXPECT_THAT(told({"He was shot in [GPE Paris ] , [GPE Texas ] ."}),
                ElementsAre("Paris=geonames:5", "Texas=admin1:US.TX"));
    EXPECT_THAT(told({"He was shot in [GPE Paris ] ."}), ElementsAre("Paris=geonames:4"));
    EXPECT_EQ(report_.places[0].candidates, 2);
}

TEST_F(Places, NeighboursSayWhichTownIsMeant) {
    EXPECT_THAT(told({"Police of [GPE Dallas ] and [GPE Paris ] met in [GPE Texas ] .",
                      "They drove from [GPE Lamar County ] to [GPE Dallas ] ."}),
                Contains("Paris=geonames:5"));
}

TEST_F(Places, AbbreviationsNeedAPlaceBeforeThem) {
    EXPECT_THAT(told({"A man of [GPE Paris ] , TX , was held ."}), ElementsAre("Paris=geonames:5", "TX=admin1:US.TX"));
    EXPECT_THAT(told({"The TX was shut ."}), IsEmpty());
}

TEST_F(Places, PeopleAreNoPlaces) {
    EXPECT_THAT(told({"[PERSON Paris Hilton ] met [PERSON Denzel Washington ] .", "Later [PERSON Washington ] left ."}),
                IsEmpty());
}

TEST_F(Places, PeoplesAreDemonyms) {
    EXPECT_THAT(told({"[NORP Iraqi ] police shot a [NORP Syrian ] ."}),
                ElementsAre("Iraqi~country:IQ", "Syrian~country:SY"));
    EXPECT_FALSE(report_.places[0].lat);
}

TEST_F(Places, AnAcronymBeforeANounSaysWhose) {
    EXPECT_THAT(told({"plain:Rockets hit U.S. forces in Iraq ."}), ElementsAre("U.S.~country:US", "Iraq=country:IQ"));
    EXPECT_THAT(told({"plain:They came to the U.S. in May ."}), ElementsAre("U.S.=country:US"));
    EXPECT_THAT(told({"plain:The U.S.-led coalition left ."}), ElementsAre("U.S.~country:US"));
    EXPECT_THAT(told({"plain:They told us to go ."}), IsEmpty());
}

TEST_F(Places, OrdinaryWordsNeedAReason) {
    EXPECT_THAT(told({"plain:Reading was hard ."}), IsEmpty());
    EXPECT_THAT(told({"He lives in [GPE Reading ] ."}), ElementsAre("Reading=geonames:8"));
}

TEST_F(Places, FacilitiesByAnySpelling) {
    EXPECT_THAT(told({"Drones hit the [PERSON Ayn al~ -~ Assad ] air base west of [GPE Baghdad ] ."}),
                ElementsAre("Ayn al-Assad air base=facility:ain-al-asad-airbase", "Baghdad=geonames:2"));
    EXPECT_EQ(report_.places[1].relation, "west-of");
    EXPECT_TRUE(report_.places[1].basis.empty());
    EXPECT_THAT(told({"A drone fell on the Rmeilan landing zone in [GPE Syria ] ."}),
                Contains("Rmeilan landing zone=facility:rmelan-landing-zone"));
}

TEST_F(Places, AGenericWordSaysWhatIsMeant) {
    EXPECT_THAT(told({"They fled [GPE Baghdad ] province ."}), ElementsAre("Baghdad=admin1:IQ.07"));
    EXPECT_THAT(told({"They fled [GPE Baghdad ] ."}), ElementsAre("Baghdad=geonames:2"));
    EXPECT_THAT(told({"Flights from Mosul airport stopped ."}), ElementsAre("Mosul airport=airport:ORBM"));
    EXPECT_THAT(told({"Deputies of [GPE Lamar County ] came from [GPE Dallas ] ."}),
                Contains("Lamar County=admin2:US.TX.277"));
}

TEST_F(Places, ADistanceMovesThePoint) {
    read({"The car burnt 30 km ( 19 miles ) west of [GPE Mosul ] ."});
    ASSERT_EQ(report_.places.size(), 1U);
    const auto& place = report_.places[0];
    EXPECT_EQ(place.relation, "west-of");
    EXPECT_EQ(place.basis, "30 km ( 19 miles ) west of Mosul");
    EXPECT_NEAR(kilometres(*place.lat, *place.lon, 36.335, 43.11889), 30, 1);
    EXPECT_LT(*place.lon, 43.0);
}

TEST_F(Places, MissionsByOwnerAndCity) {
    EXPECT_THAT(told({"plain:A shell struck the U.S. embassy compound in Baghdad .",
                      "plain:Sirens were heard near the embassy ."}),
                ElementsAre("U.S. embassy compound=facility:us-embassy-baghdad", "U.S.~country:US",
                            "Baghdad=geonames:2", "embassy=facility:us-embassy-baghdad"));
    EXPECT_EQ(report_.places.back().basis, "same report");
    EXPECT_THAT(told({"plain:The embassy of Iran in Baghdad was shut ."}),
                Contains("embassy=facility:iranian-embassy-baghdad"));
    EXPECT_THAT(told({"plain:The embassy in Baghdad was shut ."}), Not(Contains(testing::HasSubstr("facility"))))
        << "two fit: none is meant for sure";
    EXPECT_THAT(told({"plain:The Iranian embassy in Damascus was shut ."}),
                Not(Contains(testing::HasSubstr("facility"))));
}

TEST_F(Places, APlaceInAnOrganisationsNameSaysSo) {
    EXPECT_THAT(told({"The [ORG Mosul University ] was shut , people in [GPE Mosul ] said ."}),
                ElementsAre("Mosul=geonames:1", "Mosul=geonames:1"));
    EXPECT_EQ(report_.places[0].basis, "part of a name");
    EXPECT_THAT(told({"The [ORG Washington Post ] wrote it ."}), IsEmpty());
}

TEST_F(Places, TheSameReportGivesTheSamePlaces) {
    const std::vector<std::string> text = {
        "plain:MOSUL , Iraq ( Agency ) - Two died in Tal Afar , one in Deir al-Zour , Syria ."};
    const auto once = told(text);
    EXPECT_EQ(once, told(text));
    EXPECT_THAT(once, Contains("Deir al-Zour=geonames:10"));
    EXPECT_THAT(once, Contains("Tal Afar=geonames:3"));
}

TEST_F(Places, NothingIsReadInNothing) {
    EXPECT_THAT(told({}), IsEmpty());
    EXPECT_THAT(told({"plain:. , - ~ ( ) '"}), IsEmpty());
    EXPECT_THAT(told({"plain:Al- al- El -"}), IsEmpty());
}

}  // namespace
}  // namespace tallybook
