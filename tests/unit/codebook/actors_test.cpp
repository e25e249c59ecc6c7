// Actors: reading the lines, finding the names, offices, what a nationality word makes.
#include <gmock/gmock.h>

#include "small_codebook.hpp"

namespace tallybook {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

// Words stand apart by spaces, as tokens do.
ActorMatch at(const Codebook& book, std::string_view text, std::string_view date = {}) {
    std::vector<std::string_view> words;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin) words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return book.actor_at(words, date);
}

std::string id(const Codebook& book, std::string_view text, std::string_view date = {}) {
    const ActorMatch m = at(book, text, date);
    return m.actor ? m.actor->id + "/" + std::to_string(m.words) : "-";
}

const char* const kWorld =
    "state Norland; country NO; adj Norse; capital Noropolis; aka N.L., Republic of Norland\n"
    "state El Sander; country ES; adj Sanderan\n"
    "armed-group Kata'ib Hezbollah; country NO; affiliation Norland-aligned; in front; aka KH, Hezbollah Brigades\n"
    "armed-group Front\n"
    "armed-group Jabhat al-Fulan; id fulan-front; aka al-Fulan, Fulan Front\n"
    "organisation Observatory for Peace; aka OBSP; from 2001; to 2009-06\n"
    "organisation Peace Observers; aka OBSP; from 2009-07\n"
    "person Ada Brekke; country NO; office Defense Minister 2001-02-03..2005; office President 2006..;\n"
    "  office Chief @front 2000..2001-01\n"
    "person Nils Berg; country NO; office Minister of Defence 2005..2010-05-05\n"
    "government Norse government; country NO; class government; aka Noropolis cabinet\n"
    "each-state government {adj} government; agents government, official; aka {adj} cabinet, {name}'s government\n"
    "each-state state-forces {adj} forces; class military; in {adj} government; agents forces, troops, army; aka {adj} "
    "Army\n"
    "each-state armed-group {name}-aligned militias; affiliation {name}-aligned; backed militia, group, fighter\n";

class Actors : public testing::Test {
protected:
    Actors() : files_{{"actors/a.txt", kWorld}}, book_(files_.load()) {}
    SmallCodebook files_;
    std::shared_ptr<const Codebook> book_;
};

TEST_F(Actors, FieldsOfALine) {
    const Actor* a = book_->actor("kataib-hezbollah");
    ASSERT_NE(a, nullptr);
    EXPECT_EQ(a->name, "Kata'ib Hezbollah");
    EXPECT_EQ(a->kind, "armed-group");
    EXPECT_EQ(a->country, "NO");
    EXPECT_EQ(a->affiliation, "Norland-aligned");
    EXPECT_EQ(a->member_of, "front");
    EXPECT_THAT(a->aliases, ElementsAre("KH", "Hezbollah Brigades"));
    EXPECT_EQ(book_->actor("fulan-front")->name, "Jabhat al-Fulan");
    EXPECT_TRUE(book_->actor("ada-brekke")->person);
    EXPECT_EQ(book_->actor("nobody"), nullptr);
}

TEST_F(Actors, SpellingsByRule) {
    for (const char* s :
         {"Kata'ib Hezbollah", "Kataib Hizballah", "Kataeb Hizbullah", "Kata’ib Hezbullah", "KATAIB HEZBOLLAH"}) {
        EXPECT_EQ(id(*book_, s), "kataib-hezbollah/2") << s;
    }
    EXPECT_EQ(id(*book_, "Jabhat al - Fulan said"), "fulan-front/4");
    EXPECT_EQ(id(*book_, "Jabhat el - Fulaan"), "fulan-front/4");
    EXPECT_EQ(id(*book_, "al - Fulan"), "fulan-front/3");
    EXPECT_EQ(id(*book_, "El Sander"), "el-sander/2");
    EXPECT_EQ(id(*book_, "Sander"), "-");
}

TEST_F(Actors, CapitalsCount) {
    EXPECT_EQ(id(*book_, "KH said"), "kataib-hezbollah/1");
    EXPECT_EQ(id(*book_, "kh"), "-");
    EXPECT_EQ(id(*book_, "N.L."), "norland/1");
    EXPECT_EQ(id(*book_, "NL"), "norland/1");
    EXPECT_EQ(id(*book_, "nl"), "-");
    EXPECT_EQ(id(*book_, "front"), "-");
    EXPECT_EQ(id(*book_, "Front"), "front/1");
    EXPECT_EQ(id(*book_, "Obsp", "2005-01-01"), "observatory-for-peace/1");
    const std::string_view lower[] = {"fulan", "front"};
    EXPECT_TRUE(book_->is_actor_name(lower));
    const std::string_view short_one[] = {"kh"};
    EXPECT_FALSE(book_->is_actor_name(short_one));
}

TEST_F(Actors, TheDateDecidesBetweenNamesakes) {
    EXPECT_EQ(id(*book_, "OBSP", "2005-01-01"), "observatory-for-peace/1");
    EXPECT_EQ(id(*book_, "OBSP", "2009-06-30"), "observatory-for-peace/1");
    EXPECT_EQ(id(*book_, "OBSP", "2012-01-01"), "peace-observers/1");
    EXPECT_EQ(id(*book_, "OBSP", "1999-12-31"), "-");
}

TEST_F(Actors, StatesDemonymsMetonyms) {
    EXPECT_EQ(id(*book_, "Norland 's coast"), "norland/1");
    const ActorMatch people = at(*book_, "Norse fishermen");
    EXPECT_TRUE(people.demonym);
    EXPECT_EQ(people.actor, book_->state("NO"));
    const ActorMatch capital = at(*book_, "Noropolis");
    EXPECT_TRUE(capital.metonym);
    EXPECT_EQ(capital.actor, book_->state("NO"));
    EXPECT_EQ(id(*book_, "Sanderans fled"), "el-sander/1");
}

TEST_F(Actors, TemplatesGiveEveryStateItsBodies) {
    EXPECT_EQ(id(*book_, "Sanderan Army"), "sanderan-forces/2");
    EXPECT_EQ(id(*book_, "El Sander 's government"), "sanderan-government/4");
    EXPECT_EQ(book_->actor("sanderan-forces")->member_of, "sanderan-government");
    EXPECT_EQ(book_->actor("sanderan-forces")->country, "ES");
    // Written by hand: keeps its own fields and takes the rest.
    EXPECT_EQ(book_->actor("norse-government")->cls, "government");
    EXPECT_EQ(id(*book_, "Noropolis cabinet"), "norse-government/2");
    EXPECT_EQ(id(*book_, "Norse cabinet"), "norse-government/2");
    EXPECT_EQ(book_->state_actor("NO", "troop")->id, "norse-forces");
    EXPECT_EQ(book_->state_actor("ES", "elite troops")->id, "sanderan-forces");
    EXPECT_EQ(book_->state_actor("NO", "official")->id, "norse-government");
    EXPECT_EQ(book_->state_actor("NO", "teapot"), nullptr);
    EXPECT_EQ(book_->state_actor("XX", "army"), nullptr);
}

TEST_F(Actors, GroupsThatAStateBacks) {
    const ActorMatch m = at(*book_, "Norland - backed militias attacked");
    ASSERT_NE(m.actor, nullptr);
    EXPECT_EQ(m.actor->id, "norland-aligned-militias");
    EXPECT_EQ(m.words, 4u);
    EXPECT_EQ(m.affiliation, "Norland-backed");
    EXPECT_EQ(at(*book_, "Norse-aligned armed groups").affiliation, "Norland-aligned");
    EXPECT_EQ(id(*book_, "Norse-aligned armed groups"), "norland-aligned-militias/3");
    const ActorMatch pro = at(*book_, "pro - Norse Jabhat al - Fulan");
    EXPECT_EQ(pro.actor->id, "fulan-front");
    EXPECT_EQ(pro.words, 7u);
    EXPECT_EQ(pro.affiliation, "pro-Norland");
    EXPECT_EQ(id(*book_, "Norland - backed bonds"), "norland/1");
}

TEST_F(Actors, OfficesAndTheirHolders) {
    const auto holder = [&](const char* title, const char* date) {
        const Actor* a = book_->holder("NO", title, date);
        return a ? a->id : "-";
    };
    EXPECT_EQ(holder("defense minister", "2003-01-01"), "ada-brekke");
    EXPECT_EQ(holder("Minister of Defence", "2003-01-01"), "ada-brekke");
    EXPECT_EQ(holder("defence minister", "2008-01-01"), "nils-berg");
    EXPECT_EQ(holder("defence minister", "2010-05-06"), "-");
    EXPECT_EQ(holder("president", "2030-01-01"), "ada-brekke");
    EXPECT_EQ(holder("president", "2005-12-31"), "-");
    EXPECT_EQ(book_->actor("ada-brekke")->offices[0].of, "norland");
    EXPECT_EQ(book_->actor("ada-brekke")->offices[2].of, "front");
}

struct Wrong {
    const char* text;
    const char* finding;
};
class WrongActors : public testing::TestWithParam<Wrong> {};

TEST_P(WrongActors, AreNamedWithTheirPlace) {
    const SmallCodebook files{{"actors/a.txt", GetParam().text}};
    EXPECT_THAT(files.lint(), Contains(HasSubstr(GetParam().finding)));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongActors,
    testing::Values(Wrong{"militia Front\n", "error actors/a.txt:1:1: \"militia\" is no kind of actor"},
                    Wrong{"armed-group Front; akas F\n", "error actors/a.txt:1:20: \"akas\" is no field"},
                    Wrong{"armed-group Front; country no\n",
                          "error actors/a.txt:1:20: a country is two capital letters"},
                    Wrong{"armed-group Front; from 1. May\n", "error actors/a.txt:1:20: \"1. May\" is no date"},
                    Wrong{"armed-group Front\narmed-group Front\n",
                          "error actors/a.txt:2:1: the id \"front\" is taken at actors/a.txt:1:1"},
                    Wrong{"armed-group Front; in nobody\n", "is in \"nobody\", which no line defines"},
                    Wrong{"armed-group Front\norganisation Forum; aka Front\n",
                          "note actors/a.txt:2:1: the name \"Front\" is also one of \"front\""},
                    Wrong{"armed-group Front ( F )\n", "holds a mark that no name is found across"},
                    Wrong{"person Ada Brekke; office Chief 2001..2000\n",
                          "error actors/a.txt:1:1: the office \"Chief\" is nobody's"},
                    Wrong{"  aka F\n", "error actors/a.txt:1:3: an indented line goes on with an actor"},
                    Wrong{"each-state government The government\n", "holds {adj} or {name}"}));

}  // namespace
}  // namespace tallybook
