// Names in small texts whose tokens and entities are written by hand: "[PERSON Lloyd Austin] met [GPE Iraq] 's army".
#include "values/name.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace tallybook {
namespace {

// One sentence a string; tokens stand apart by spaces, in the report's text too.
Report report_of(const std::vector<std::string>& sentences) {
    static constexpr std::string_view kLabels[] = {"PERSON",  "ORG", "GPE",  "NORP",        "FAC",
                                                   "PRODUCT", "LOC", "DATE", "WORK_OF_ART", "EVENT"};
    Report report;
    std::string text;
    struct Raw {
        uint32_t begin, end;
        std::string_view entity;
        bool begins;
    };
    std::vector<std::vector<Raw>> all;
    for (const auto& sentence : sentences) {
        auto& tokens = all.emplace_back();
        std::string_view label;
        bool begins = false;
        for (size_t at = 0; at < sentence.size();) {
            const size_t end = std::min(sentence.find(' ', at), sentence.size());
            std::string word = sentence.substr(at, end - at);
            at = end + 1;
            if (word.empty()) continue;
            if (word[0] == '[') {
                for (auto l : kLabels) {
                    if (word.substr(1) == l) label = l;
                }
                begins = true;
                continue;
            }
            const bool closes = word.back() == ']';
            if (closes) word.pop_back();
            if (!text.empty()) text += ' ';
            const auto begin = static_cast<uint32_t>(text.size());
            text += word;
            tokens.push_back({begin, static_cast<uint32_t>(text.size()), label, begins});
            begins = false;
            if (closes) label = {};
        }
    }
    report.set_text(text);
    report.published = "2023-12-10";
    for (const auto& tokens : all) {
        Sentence s;
        s.tokens.begin = static_cast<uint32_t>(report.tokens.size());
        s.span = {tokens.front().begin, tokens.back().end};
        for (const Raw& raw : tokens) {
            Token t;
            t.span = {raw.begin, raw.end};
            t.text = report.slice(t.span);
            t.lemma = t.text;
            t.pos = t.text[0] >= 'A' && t.text[0] <= 'Z' ? "PROPN" : "NOUN";
            t.entity = raw.entity;
            t.entity_begins = raw.begins;
            t.space_after = true;
            report.tokens.push_back(t);
        }
        s.tokens.end = static_cast<uint32_t>(report.tokens.size());
        s.analysed = true;
        report.sentences.push_back(s);
    }
    return report;
}

class Names : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto loaded = Codebook::load(std::filesystem::path(TALLYBOOK_SOURCE_DIR) / "codebooks");
        ASSERT_TRUE(loaded) << loaded.error().describe();
        codebook_ = *loaded;
    }

    // "text/kind/id/head" of each name; head only where it differs from the text, id only if known.
    static std::vector<std::string> read(const std::vector<std::string>& sentences) {
        Report report = report_of(sentences);
        read_names(report, *codebook_);
        std::vector<std::string> out;
        for (const NameRef& n : report.names) {
            const std::string text(report.slice(n.span));
            std::string line = text + "/" + name_of(n.kind);
            if (!n.id.empty()) line += "/" + n.id;
            if (n.id.empty() && n.head != text) line += "=" + n.head;
            out.push_back(std::move(line));
        }
        return out;
    }

    static std::shared_ptr<const Codebook> codebook_;
};
std::shared_ptr<const Codebook> Names::codebook_;

using Lines = std::vector<std::string>;

TEST_F(Names, ActorsNeedNoTagger) {
    EXPECT_EQ(read({"Fighters of Kata'ib Hizballah fired at the U.S. Army near Baghdad ."}),
              (Lines{"Kata'ib Hizballah/group/kataib-hezbollah", "U.S. Army/organisation/us-army"}));
}

TEST_F(Names, AnActorsNameWinsOverACutEntity) {
    EXPECT_EQ(read({"the leader of [ORG Asa'ib Ahl] al - Haq said"}),
              (Lines{"Asa'ib Ahl al - Haq/group/asaib-ahl-al-haq"}));
}

TEST_F(Names, AStateIsNoPartOfAPerson) {
    EXPECT_EQ(read({"[PERSON Peter Jordan] lives in [GPE Jordan] ."}),
              (Lines{"Peter Jordan/person", "Jordan/state/jordan"}));
}

TEST_F(Names, NationalitiesAndStates) {
    EXPECT_EQ(read({"[NORP Iraqi] officials met [GPE Iraq] 's neighbours"}),
              (Lines{"Iraqi officials/organisation/iraqi-government", "Iraqi/nationality/iraq", "Iraq/state/iraq"}));
    EXPECT_EQ(read({"[NORP Iraqi] tailors met [GPE Iraq] 's neighbours"}),
              (Lines{"Iraqi/nationality/iraq", "Iraq/state/iraq"}));
}

TEST_F(Names, TwoStatesInOneToken) {
    EXPECT_EQ(read({"the U.S.-Iraq talks"}), (Lines{"U.S./state/united-states", "Iraq/state/iraq"}));
}

TEST_F(Names, AbbreviationsThatTheTextExplains) {
    EXPECT_EQ(read({"The Southern Front for Renewal ( SFR ) denied it .", "The SFR left ."}),
              (Lines{"Southern Front for Renewal/organisation", "SFR/organisation=Southern Front for Renewal",
                     "SFR/organisation=Southern Front for Renewal"}));
    EXPECT_EQ(read({"the Volunteers for the Defense of the Homeland ( VDH ) said", "VDH struck"}).back(),
              "VDH/group/vdp");
}

TEST_F(Names, WordsBeforeABracketThatDoNotExplainIt) {
    EXPECT_EQ(read({"He fled to the old town ( QXZ ) ."}), (Lines{}));
}

TEST_F(Names, SurnamesMeanTheFullName) {
    EXPECT_EQ(
        read({"[PERSON Maren Oskarsson] spoke .", "[ORG Oskarsson] left .", "Then Oskarsson returned ."}),
        (Lines{"Maren Oskarsson/person", "Oskarsson/person=Maren Oskarsson", "Oskarsson/person=Maren Oskarsson"}));
}

TEST_F(Names, TheFullestFormIsTheHead) {
    EXPECT_EQ(
        read({"[PERSON Tarek Selim al - Nouri] spoke .", "[PERSON Tarek Nouri] left .", "[PERSON al - Nouri] came ."}),
        (Lines{"Tarek Selim al - Nouri/person", "Tarek Nouri/person=Tarek Selim al - Nouri",
               "al - Nouri/person=Tarek Selim al - Nouri"}));
}

TEST_F(Names, OfTwoPersonsWithOneSurnameTheLastNamedIsMeant) {
    const auto names = read({"[PERSON Ada Brekke] spoke .", "[PERSON Brekke] left .", "[PERSON Nils Brekke] came .",
                             "[PERSON Brekke] stayed ."});
    ASSERT_EQ(names.size(), 4u);
    EXPECT_EQ(names[1], "Brekke/person=Ada Brekke");
    EXPECT_EQ(names[3], "Brekke/person=Nils Brekke");
}

TEST_F(Names, TitlesAreInTheSpanAndNotInTheHead) {
    EXPECT_EQ(read({"[PERSON Gen. Ada Brekke] spoke"}), (Lines{"Gen. Ada Brekke/person=Ada Brekke"}));
}

TEST_F(Names, FacilitiesVesselsWeapons) {
    EXPECT_EQ(read({"[ORG Northgate Hospital] burned"}), (Lines{"Northgate Hospital/facility"}));
    EXPECT_EQ(read({"the [ORG USS] [PERSON Harlan] sailed"}), (Lines{"USS Harlan/vehicle"}));
    EXPECT_EQ(read({"a [PRODUCT Katyusha] rocket"}), (Lines{"Katyusha/weapon"}));
}

TEST_F(Names, GroupsThatAStateBacks) {
    EXPECT_EQ(read({"Iran - backed militias struck"}), (Lines{"Iran - backed militias/group/iran-aligned-militias"}));
}

TEST_F(Names, OfficesWithAndWithoutTheirHolder) {
    EXPECT_EQ(read({"[NORP Danish] [ORG Foreign] Minister [PERSON Ada Brekke] spoke"}),
              (Lines{"Danish Foreign Minister Ada Brekke/person=Ada Brekke", "Danish/nationality/denmark"}));
    EXPECT_EQ(read({"the Deputy Secretary of [ORG State] left"}), (Lines{"Deputy Secretary of State/person"}));
    EXPECT_EQ(read({"[GPE Iraq] Minister [PERSON Ada Brekke] spoke"}),
              (Lines{"Iraq/state/iraq", "Minister Ada Brekke/person=Ada Brekke"}));
    EXPECT_EQ(read({"a minister and a general spoke"}), (Lines{}));
}

TEST_F(Names, WordsThatSayThatItIsAPlace) {
    EXPECT_EQ(read({"the town of [ORG Varnholm] burned"}), (Lines{"town of Varnholm/place", "Varnholm/organisation"}));
    EXPECT_EQ(read({"eastern [GPE Varnholm] burned"}), (Lines{"eastern Varnholm/place", "Varnholm/place"}));
    EXPECT_EQ(read({"the town of his birth"}), (Lines{}));
}

TEST_F(Names, BodiesByTheirCapital) {
    EXPECT_EQ(read({"talks with the Coalition failed"}), (Lines{"Coalition/organisation"}));
    EXPECT_EQ(read({"talks with the coalition failed"}), (Lines{}));
}

TEST_F(Names, AnAbbreviationLikeAWordIsNoPartOfALongerName) {
    EXPECT_EQ(read({"at the [FAC Harbour Arena] yesterday"}), (Lines{"Harbour Arena/facility"}));
    EXPECT_EQ(read({"at the Harbour Arena yesterday"}), (Lines{}));
    EXPECT_EQ(read({"the candidate of ARENA won"}), (Lines{"ARENA/organisation/arena"}));
}

}  // namespace
}  // namespace tallybook
