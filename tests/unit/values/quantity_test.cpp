// Sentences and the counts read in them. A count is written "its words = low best high [hedge] unit", "-" where it is
// open; several are parted by " | ".
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "number_report.hpp"
#include "values/quantity.hpp"
#include "values/time.hpp"

namespace tallybook {
namespace {

struct Case {
    const char* text;
    const char* counts;
};

// clang-format off
// Without tags: the form of the words tells the noun.
constexpr Case kPlain[] = {
    {"Nearly nine mortar rounds fell on the yard.", "Nearly nine mortar rounds = - 9 9 [nearly] rounds"},
    {"The dam was hit at least eight more times.", "at least eight more times = 8 8 - [at least] times"},
    {"It was hit four times at dawn and twice at noon.", "four times = 4 4 4 times | twice = 2 2 2 times"},
    {"At least 20 rebels died in one valley and up to nine in the other.", "At least 20 rebels = 20 20 - [at least] rebels | one valley = 1 1 1 valley | up to nine = - 9 9 [up to] rebels"},
    {"There are about 1,400 troops on the island.", "about 1,400 troops = - 1400 - [about] troops"},
    {"Two soldiers and one civilian were killed.", "Two soldiers = 2 2 2 soldiers | one civilian = 1 1 1 civilian"},
    {"The blast killed 12 people and wounded 30.", "12 people = 12 12 12 people | 30 = 30 30 30 people"},
    {"More than 40 rockets were fired.", "More than 40 rockets = 41 41 - [more than] rockets"},
    {"Over 100 people fled.", "Over 100 people = 101 101 - [over] people"},
    {"No fewer than 40 children were freed.", "No fewer than 40 children = 40 40 - [no fewer than] children"},
    {"As many as 30 houses burned.", "As many as 30 houses = - 30 30 [as many as] houses"},
    {"Up to 600 fighters crossed the river.", "Up to 600 fighters = - 600 600 [up to] fighters"},
    {"Between 5 and 7 drones were seen.", "Between 5 and 7 drones = 5 - 7 [between] drones"},
    {"Three to five gunmen opened fire.", "Three to five gunmen = 3 - 5 [to] gunmen"},
    {"Two or three men ran away.", "Two or three men = 2 - 3 [or] men"},
    {"10-15 vehicles were burned.", "10-15 vehicles = 10 - 15 [to] vehicles"},
    {"Almost 200 villages were empty.", "Almost 200 villages = - 200 200 [almost] villages"},
    {"Around 50 officers resigned.", "Around 50 officers = - 50 - [around] officers"},
    {"Some 40 trucks were stopped.", "Some 40 trucks = - 40 - [some] trucks"},
    {"Roughly 300 families left.", "Roughly 300 families = - 300 - [roughly] families"},
    {"An estimated 1,200 refugees crossed.", "An estimated 1,200 refugees = - 1200 - [an estimated] refugees"},
    {"Dozens of people were hurt.", "Dozens of people = 24 - - [dozens] people"},
    {"Scores of fighters surrendered.", "Scores of fighters = 40 - - [scores] fighters"},
    {"Hundreds of students marched.", "Hundreds of students = 200 - - [hundreds] students"},
    {"Thousands of tents were sent.", "Thousands of tents = 2000 - - [thousands] tents"},
    {"Tens of thousands of refugees crossed the border.", "Tens of thousands of refugees = 20000 - - [tens of thousands] refugees"},
    {"Hundreds of thousands of people need food.", "Hundreds of thousands of people = 200000 - - [hundreds of thousands] people"},
    {"Several villages were shelled.", "Several villages = 2 - - [several] villages"},
    {"A few houses were hit.", "A few houses = 2 - - [a few] houses"},
    {"A couple of tanks were left behind.", "A couple of tanks = 2 2 - [a couple] tanks"},
    {"A handful of guards stayed.", "A handful of guards = 2 - - [a handful] guards"},
    {"Many civilians are trapped.", "Many civilians = 2 - - [many] civilians"},
    {"Half a dozen guards were tied up.", "Half a dozen guards = 6 6 6 guards"},
    {"A dozen shells fell.", "A dozen shells = 12 12 12 shells"},
    {"Two dozen hostages were freed.", "Two dozen hostages = 24 24 24 hostages"},
    {"More than a dozen huts burned.", "More than a dozen huts = 13 13 - [more than] huts"},
    {"Nearly a hundred goats were stolen.", "Nearly a hundred goats = - 100 100 [nearly] goats"},
    {"About half a million people are displaced.", "About half a million people = - 500000 - [about] people"},
    {"1.5 million refugees live there.", "1.5 million refugees = 1500000 1500000 1500000 refugees"},
    {"Twenty-one gunmen were arrested.", "Twenty-one gunmen = 21 21 21 gunmen"},
    {"Two hundred and fifty rifles were found.", "Two hundred and fifty rifles = 250 250 250 rifles"},
    {"Three thousand five hundred men took part.", "Three thousand five hundred men = 3500 3500 3500 men"},
    {"No casualties were reported.", "No casualties = 0 0 0 casualties"},
    {"There were no injuries.", "no injuries = 0 0 0 injuries"},
    {"None survived.", "None = 0 0 0"},
    {"One policeman was shot.", "One policeman = 1 1 1 policeman"},
    {"No group claimed responsibility.", ""},
    {"No one was hurt.", ""},
    {"One of the soldiers died.", ""},
    {"Five of the soldiers died.", "Five = 5 5 5 soldiers"},
    {"Ten people were killed, seven of them children.", "Ten people = 10 10 10 people | seven = 7 7 7 children"},
    {"The death toll rose to 45.", "45 = 45 45 45 deaths"},
    {"The toll rose from five to eight.", "five = 5 5 5 deaths | eight = 8 8 8 deaths"},
    {"50 or more people were inside.", "50 or more people = 50 50 - [or more] people"},
    {"Fifty or so men waited outside.", "Fifty or so men = - 50 - [or so] men"},
    {"100+ fighters were killed.", "100+ fighters = 100 100 - [+] fighters"},
    {"Some 40-odd men were armed.", "Some 40-odd men = - 40 - [some] men"},
    {"Fewer than 20 people stayed.", "Fewer than 20 people = - 19 19 [fewer than] people"},
    {"Less than 10 guards were on duty.", "Less than 10 guards = - 9 9 [less than] guards"},
    {"Well over 60 attacks have been counted.", "Well over 60 attacks = 61 61 - [well over] attacks"},
    {"Close to 80 attacks have been counted.", "Close to 80 attacks = - 80 80 [close to] attacks"},
    {"In excess of 90 attacks have been counted.", "In excess of 90 attacks = 91 91 - [in excess of] attacks"},
    {"At most four men escaped.", "At most four men = - 4 4 [at most] men"},
    {"No more than six men escaped.", "No more than six men = - 6 6 [no more than] men"},
    {"A maximum of 25 guests was allowed.", "A maximum of 25 guests = - 25 25 [a maximum of] guests"},
    {"A minimum of 12 shells fell.", "A minimum of 12 shells = 12 12 - [a minimum of] shells"},
    {"Just under 500 votes were cast.", "Just under 500 votes = - 500 500 [just under] votes"},
    {"They fired a total of 18 shells.", "18 shells = 18 18 18 shells"},
    {"Another 12 people were hurt.", "12 people = 12 12 12 people"},
    {"An additional 30 police were sent.", "30 police = 30 30 30 police"},
    {"Fifteen more soldiers were hurt.", "Fifteen more soldiers = 15 15 15 soldiers"},
    {"The first two trucks passed.", "two trucks = 2 2 2 trucks"},
    {"All four suspects fled.", "four suspects = 4 4 4 suspects"},
    {"Both sides lost many men.", "many men = 2 - - [many] men"},
    {"Six attackers were shot dead.", "Six attackers = 6 6 6 attackers"},
    {"12 dead, 30 wounded, police said.", "12 dead = 12 12 12 dead | 30 wounded = 30 30 30 wounded"},
    {"At least three dead were found.", "At least three dead = 3 3 - [at least] dead"},
    {"Eight people are missing.", "Eight people = 8 8 8 people"},
    {"Four Iraqi soldiers and two Kurdish fighters died.", "Four Iraqi soldiers = 4 4 4 soldiers | two Kurdish fighters = 2 2 2 fighters"},
    {"The jets hit 15 targets.", "15 targets = 15 15 15 targets"},
    {"Three armed drones were shot down.", "Three armed drones = 3 3 3 drones"},
    {"Two one-way drones hit the hangar.", "Two one-way drones = 2 2 2 drones"},
    {"Five men, two women and a child were inside.", "Five men = 5 5 5 men | two women = 2 2 2 women"},
    {"He has four sons.", "four sons = 4 4 4 sons"},
    {"The attack cost $5 million.", ""},
    {"They paid €300 for it.", ""},
    {"The ransom was 2 million dollars.", ""},
    {"About 40 percent of the town is gone.", ""},
    {"Turnout was 55%.", ""},
    {"The town lies 60 km north of here.", ""},
    {"It flew 12 miles and fell.", ""},
    {"A shell of 82 mm was found.", ""},
    {"An 82-mm mortar was found.", ""},
    {"The bomb held 20 kilograms of powder.", ""},
    {"A 27-year-old man was shot.", ""},
    {"He was 34 years old.", ""},
    {"Ali, 34, was freed.", ""},
    {"The driver, aged 52, was hurt.", ""},
    {"An F-16 crashed.", ""},
    {"They had AK-47s.", ""},
    {"The Boeing 737 landed safely.", ""},
    {"Resolution 1701 was adopted.", ""},
    {"Fighting went on along Highway 6.", ""},
    {"The men hid in Room 12.", ""},
    {"See page 14 for the map.", ""},
    {"The vote was 3-2.", ""},
    {"Two-thirds of the council agreed.", ""},
    {"Half of the town burned.", ""},
    {"It happened on Oct. 17.", ""},
    {"The raid began at 4 a.m.", ""},
    {"It lasted three days.", ""},
    {"The siege of 2014 was worse.", ""},
    {"He called 24/7 for help.", ""},
    {"The 1990s were calm.", ""},
    {"The dead were buried on 9 May.", ""},
    {"At 10:30 the guns fell silent.", ""},
    {"(3) The bridge is mined.", ""},
    {"The 26th attack came at night.", ""},
    {"He was the second man in line.", ""},
    {"Six or more bombs went off.", "Six or more bombs = 6 6 - [or more] bombs"},
    {"They demanded the release of 1,000 prisoners.", "1,000 prisoners = 1000 1000 1000 prisoners"},
    {"The convoy of 25 trucks was stopped.", "25 trucks = 25 25 25 trucks"},
    {"A group of 30 gunmen took the town.", "30 gunmen = 30 30 30 gunmen"},
    {"Police arrested 14 suspects and seized nine rifles.", "14 suspects = 14 14 14 suspects | nine rifles = 9 9 9 rifles"},
    {"Only three houses still stand.", "three houses = 3 3 3 houses"},
    {"Just two guards were awake.", "two guards = 2 2 2 guards"},
    {"Perhaps 70 men remained.", "Perhaps 70 men = - 70 - [perhaps] men"},
    {"Possibly 12 people are under the rubble.", "Possibly 12 people = - 12 - [possibly] people"},
    {"The army lost 12 men and four tanks.", "12 men = 12 12 12 men | four tanks = 4 4 4 tanks"},
    {"Rebels killed five soldiers, wounded eight and captured two.", "five soldiers = 5 5 5 soldiers | eight = 8 8 8 soldiers | two = 2 2 2 soldiers"},
    {"At least 9 of the 30 hostages died.", "At least 9 = 9 9 - [at least] hostages | 30 hostages = 30 30 30 hostages"},
    {"The mob of some 2,000 people set fire to cars.", "some 2,000 people = - 2000 - [some] people"},
    {"Fewer than a hundred men held the fort.", "Fewer than a hundred men = - 99 99 [fewer than] men"},
    {"Over three villages the planes circled.", "three villages = 3 3 3 villages"},
    {"They met under two names.", "two names = 2 2 2 names"},
    {"Countless people fled.", "Countless people = 2 - - [countless] people"},
    {"Numerous shells fell.", "Numerous shells = 2 - - [numerous] shells"},
    {"Multiple rockets were fired.", "Multiple rockets = 2 - - [multiple] rockets"},
    {"A number of houses burned.", "A number of houses = 2 - - [a number of] houses"},
    {"A pair of guards watched.", "A pair of guards = 2 2 2 guards"},
    {"Zero survivors were found.", "Zero survivors = 0 0 0 survivors"},
    {"The rebels have 12,000 fighters.", "12,000 fighters = 12000 12000 12000 fighters"},
    {"About two thirds of them are children.", ""},
    {"More than 7 million people left.", "More than 7 million people = 7000001 7000001 - [more than] people"},
    {"Fifty-five attacks were counted: 27 in Iraq and 28 in Syria.", "Fifty-five attacks = 55 55 55 attacks | 27 = 27 27 27 attacks | 28 = 28 28 28 attacks"},
    {"Four more attacks followed.", "Four more attacks = 4 4 4 attacks"},
    {"The force of 300 left.", "300 = 300 300 300 people"},
    {"It was attacked on at least three occasions.", "at least three occasions = 3 3 - [at least] occasions"},
    {"One after another they fell.", ""},
    {"He is number one on the list.", ""},
    {"They went one by one.", ""},
    {"Seventy people were on board, among them 12 children.", "Seventy people = 70 70 70 people | 12 children = 12 12 12 children"},
    {"Nine men and one woman were named.", "Nine men = 9 9 9 men | one woman = 1 1 1 woman"},
    {"More than two dozen fighters fell.", "More than two dozen fighters = 25 25 - [more than] fighters"},
    {"Some of the men fled.", ""},
    {"Thrice they tried.", "Thrice = 3 3 3 times"},
};

// With tags.
constexpr Case kTagged[] = {
    {"nearly/RB nine/CD mortar/NN rounds/NNS fell/VBD ./.", "nearly nine mortar rounds = - 9 9 [nearly] mortar rounds"},
    {"at/IN least/JJS 30/CD drone/NN and/CC mortar/NN attacks/NNS were/VBD counted/VBN ./.", "at least 30 drone and mortar attacks = 30 30 - [at least] mortar attacks"},
    {"two/CD one/CD -/HYPH way/NN drones/NNS hit/VBD it/PRP ./.", "two one-way drones = 2 2 2 drones"},
    {"three/CD land/NN -/HYPH attack/NN cruise/NN missiles/NNS fell/VBD ./.", "three land-attack cruise missiles = 3 3 3 cruise missiles"},
    {"21/CD American/JJ service/NN members/NNS were/VBD hurt/VBN ./.", "21 American service members = 21 21 21 service members"},
    {"12/CD wounded/VBN in/IN blast/NN ./.", "12 wounded = 12 12 12 wounded"},
    {"more/JJR than/IN 60/CD injured/JJ Americans/NNPS left/VBD ./.", "more than 60 injured Americans = 61 61 - [more than] Americans"},
    {"eight/CD new/JJ ones/NNS ./.", "eight new ones = 8 8 8 ones"},
    {"none/NN of/IN the/DT eight/CD hurt/VBD anyone/NN ./.", "none = 0 0 0 | eight = 8 8 8 people"},
    {"one/CD not/RB yet/RB named/VBN ./.", "one = 1 1 1"},
    {"they/PRP killed/VBD 15/CD and/CC wounded/VBD 30/CD ./.", "15 = 15 15 15 people | 30 = 30 30 30 people"},
    {"two/CD F-15s/NNS flew/VBD ./.", "two F-15s = 2 2 2 f-15s"},
    {"five/CD pick/NN -/HYPH ups/NNS burned/VBD ./.", "five pick-ups = 5 5 5 pick-ups"},
    {"as/RB many/JJ as/IN 200/CD Kurdish/JJ fighters/NNS fled/VBD ./.", "as many as 200 Kurdish fighters = - 200 200 [as many as] fighters"},
};
// clang-format on

std::string number(const std::optional<int64_t>& n) {
    return n ? std::to_string(*n) : "-";
}

std::string written(const Report& report) {
    std::string out;
    for (const Quantity& q : report.quantities) {
        if (!out.empty()) out += " | ";
        out += fmt::format("{} = {} {} {}", report.slice(*q.span), number(q.low), number(q.best), number(q.high));
        if (!q.hedge.empty()) out += fmt::format(" [{}]", q.hedge);
        if (!q.unit.empty()) out += " " + q.unit;
    }
    return out;
}

TEST(Quantities, WithoutTags) {
    for (const Case& c : kPlain) {
        Report report = testing::report_of(c.text);
        read_times(report);
        read_quantities(report);
        EXPECT_EQ(written(report), c.counts) << c.text;
    }
}

TEST(Quantities, WithTags) {
    for (const Case& c : kTagged) {
        Report report = testing::tagged_report_of(c.text);
        read_quantities(report);
        EXPECT_EQ(written(report), c.counts) << c.text;
    }
}

// The noun comes from the tree where the number modifies one, however far the tagger would have gone.
TEST(Quantities, TreeTellsTheNoun) {
    Report report = testing::tagged_report_of("six/CD NATO/NNP service/NN Tuesday/NNP members/NNS died/VBD ./.");
    report.tokens[0].dep = "nummod";
    report.tokens[0].head = 2;
    read_quantities(report);
    ASSERT_EQ(report.quantities.size(), 1u);
    EXPECT_EQ(report.quantities[0].unit, "service");
    report.tokens[0].head = 4;
    read_quantities(report);
    EXPECT_EQ(report.slice(*report.quantities[0].span), "six NATO service Tuesday members");
}

TEST(Quantities, TokensCoverHedgeNumberAndNoun) {
    Report report = testing::report_of("The raid killed at least 20 rebels there.");
    read_quantities(report);
    ASSERT_EQ(report.quantities.size(), 1u);
    EXPECT_EQ(*report.quantities[0].tokens, (TokenSpan{3, 7}));
}

TEST(Quantities, BorrowedUnitSaysSo) {
    Report report = testing::report_of("They killed 20 rebels in one place and up to nine in another.");
    read_quantities(report);
    ASSERT_EQ(report.quantities.size(), 3u);
    EXPECT_EQ(report.quantities[0].basis, "");
    EXPECT_EQ(report.quantities[2].unit, "rebels");
    EXPECT_EQ(report.quantities[2].basis, "earlier number");
}

TEST(Quantities, NoneInsideATime) {
    Report report = testing::report_of("On 12 May 2021 at 04:30, 12 men left for two weeks.");
    read_times(report);
    read_quantities(report);
    ASSERT_EQ(report.quantities.size(), 1u);
    EXPECT_EQ(report.slice(*report.quantities[0].span), "12 men");
}

TEST(Quantities, NothingOfNothing) {
    Report empty;
    read_quantities(empty);
    EXPECT_TRUE(empty.quantities.empty());
}

}  // namespace
}  // namespace tallybook
