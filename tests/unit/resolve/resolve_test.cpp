#include "resolve/resolve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/hash.hpp"
#include "story.hpp"

namespace tallybook::test {
namespace {

Resolution resolved(const std::vector<const Story*>& stories) {
    std::vector<ToldReport> reports;
    for (const Story* one : stories) reports.push_back(one->told());
    return resolve(reports);
}

Json line(const Finding& one) {
    return Json::parse(one.line);
}

// One attack at a base, as two outlets tell it.
struct BaseAttack {
    Story first{"dailydesk", "Daily Desk", "2024-03-05",
                "Two rockets struck Ain al-Asad on Monday. Three guards were hurt."};
    Story second{"hillpost", "Hill Post", "2024-03-06",
                 "The rocket fire on Ain al-Asad on Monday hurt five guards, an officer said."};

    BaseAttack() {
        first.mention("ASSAULT", "struck", "Two rockets struck Ain al-Asad on Monday.",
                      {{"mode", "heavy-weapons"},
                       {"time", day("2024-03-04")},
                       {"place", kAsad},
                       {"participants",
                        {nobody_knows_who(), weapon("Two rockets", "rocket", exactly(2)),
                         victims("Three guards", "injured", exactly(3))}}});
        second.mention(
            "ASSAULT", "rocket fire", second.text,
            {{"mode", "heavy-weapons"},
             {"time", day("2024-03-04")},
             {"place", kAsad},
             {"said_by", {{{"text", "an officer"}, {"span", nullptr}, {"id", nullptr}, {"kind", "military"}}}},
             {"participants",
              {nobody_knows_who(), weapon("rocket fire", "rocket"), victims("five guards", "injured", exactly(5))}}});
    }
};

TEST(Resolve, TwoReportsOfOneAttackAreOneIncident) {
    BaseAttack attack;
    const Resolution found = resolved({&attack.first, &attack.second});
    ASSERT_EQ(found.incidents.size(), 1u);
    const Json one = line(found.incidents[0]);
    EXPECT_EQ(one["id"], "i-" + attack.first.id + "/m1");
    EXPECT_EQ(one["mentions"].size(), 2u);
    EXPECT_EQ(one["reports"], 2);
    EXPECT_EQ(one["independent_outlets"], 2);
    EXPECT_EQ(one["status"], "confirmed");
    EXPECT_EQ(one["count"]["best"], 1);
    // The newest number leads, the older one is kept.
    EXPECT_EQ(one["injured"], (Json{{"low", 3}, {"best", 5}, {"high", 5}}));
    ASSERT_EQ(one["disagreements"].size(), 1u);
    EXPECT_EQ(one["disagreements"][0]["field"], "injured");
    EXPECT_EQ(one["disagreements"][0]["values"].size(), 2u);
    ASSERT_EQ(one["attribution"].size(), 1u);
    EXPECT_EQ(one["attribution"][0]["status"], "unknown");
    EXPECT_TRUE(one["attribution"][0]["id"].is_null());
    ASSERT_EQ(one["why"].size(), 1u);
    EXPECT_EQ(one["why"][0]["joined"], attack.second.id + "/m1");
    const auto because = one["why"][0]["because"];
    EXPECT_NE(std::find(because.begin(), because.end(), "same place facility:ain-al-asad"), because.end());
    EXPECT_NE(std::find(because.begin(), because.end(), "weapon rocket"), because.end());
}

// "21 were hurt, nine of them at Ain al-Asad": the part of a toll that a place has.
struct PlaceToll {
    Story story{"laterdesk", "Later Desk", "2024-03-20", "Of 21 hurt soldiers nine were at Ain al-Asad."};

    explicit PlaceToll(const Json& where = kAsad) {
        story.mention("ASSAULT", "nine", story.text,
                      {{"series", true},
                       {"rule", "toll/by-place"},
                       {"place", where},
                       {"participants", {nobody_knows_who(), victims("hurt soldiers", "injured", exactly(9))}}});
    }
};

TEST(Resolve, TollOfAPlaceAddsToTheAttackThereAndMakesNone) {
    BaseAttack attack;
    const PlaceToll toll;
    const Resolution found = resolved({&attack.first, &toll.story});
    ASSERT_EQ(found.incidents.size(), 1u);
    const Json one = line(found.incidents[0]);
    EXPECT_EQ(one["id"], "i-" + attack.first.id + "/m1");
    EXPECT_EQ(one["injured"], (Json{{"low", 3}, {"best", 9}, {"high", 9}}));
    EXPECT_EQ(one["mentions"].size(), 2u);
    EXPECT_EQ(one["why"][0]["joined"], toll.story.id + "/m1");
}

TEST(Resolve, TollIsLeftAloneWhereTwoAttacksCouldBeMeant) {
    BaseAttack attack;
    Story later{"evening", "Evening News", "2024-03-11",
                "A rocket struck Ain al-Asad on Sunday. Four guards were hurt."};
    later.mention("ASSAULT", "struck", "A rocket struck Ain al-Asad on Sunday.",
                  {{"mode", "heavy-weapons"},
                   {"time", day("2024-03-10")},
                   {"place", kAsad},
                   {"participants", {nobody_knows_who(), victims("Four guards", "injured", exactly(4))}}});
    const PlaceToll toll;
    const Resolution found = resolved({&attack.first, &later, &toll.story});
    ASSERT_EQ(found.incidents.size(), 2u);
    for (const Finding& one : found.incidents) EXPECT_EQ(line(one)["mentions"].size(), 1u);
}

TEST(Resolve, TollOfAnotherPlaceIsOfNoAttackHere) {
    BaseAttack attack;
    const PlaceToll toll(kTanf);
    const Resolution found = resolved({&attack.first, &toll.story});
    ASSERT_EQ(found.incidents.size(), 1u);
    EXPECT_EQ(line(found.incidents[0])["mentions"].size(), 1u);
}

TEST(Resolve, WhoIsKnownToHaveDoneItIsNotAccusedOfItToo) {
    Story told{"dailydesk", "Daily Desk", "2024-03-05", "American jets bombed a depot near al-Tanf on Monday."};
    told.mention("ASSAULT", "bombed", told.text,
                 {{"mode", "aerial"},
                  {"time", day("2024-03-04")},
                  {"place", kTanf},
                  {"participants", {us_forces("actor", "American jets"), weapon("jets", "air-strike")}}});
    Story blamed{"hillpost", "Hill Post", "2024-03-05",
                 "American jets bombed a depot near al-Tanf on Monday, the group said."};
    Json accused = us_forces("actor", "American jets");
    accused["status"] = "accused";
    accused["by"] = "the group";
    blamed.mention("ASSAULT", "bombed", blamed.text,
                   {{"mode", "aerial"},
                    {"time", day("2024-03-04")},
                    {"place", kTanf},
                    {"participants", {nobody_knows_who(), accused, weapon("jets", "air-strike")}}});
    const Resolution found = resolved({&told, &blamed});
    ASSERT_EQ(found.incidents.size(), 1u);
    const Json table = line(found.incidents[0])["attribution"];
    ASSERT_EQ(table.size(), 1u);
    EXPECT_EQ(table[0]["status"], "reported");
    EXPECT_EQ(table[0]["reports"].size(), 2u);
}

TEST(Resolve, OneTellingThatCountsWeaponsInTwoWaysDisagreesWithItself) {
    Story story{"dailydesk", "Daily Desk", "2024-03-05",
                "Two drones hit the base, the group said; one drone, police said."};
    story.mention(
        "ASSAULT", "hit", story.text,
        {{"mode", "drone"},
         {"time", day("2024-03-04")},
         {"place", kAsad},
         {"participants",
          {nobody_knows_who(), weapon("Two drones", "drone", exactly(2)), weapon("one drone", "drone", exactly(1))}}});
    const Resolution found = resolved({&story});
    ASSERT_EQ(found.incidents.size(), 1u);
    const Json disagreements = line(found.incidents[0])["disagreements"];
    ASSERT_EQ(disagreements.size(), 1u);
    EXPECT_EQ(disagreements[0]["field"], "weapons");
    EXPECT_EQ(disagreements[0]["values"].size(), 2u);
}

TEST(Resolve, RevisionIsTheDigestOfTheRestOfTheLine) {
    BaseAttack attack;
    const Resolution found = resolved({&attack.first});
    Json one = line(found.incidents[0]);
    EXPECT_EQ(one["revision"], found.incidents[0].revision);
    one.erase("revision");
    EXPECT_EQ(found.incidents[0].revision, sha256_hex(one.dump()).substr(0, 8));
}

// What keeps two attacks apart, one difference at a time.
struct Difference {
    const char* name;
    Json change;
};
class Apart : public testing::TestWithParam<Difference> {};

TEST_P(Apart, IsTwoIncidents) {
    Story a("a", "A", "2024-03-06", "Rockets struck the base.");
    Story b("b", "B", "2024-03-06", "A base was struck again.");
    const Json told = {
        {"mode", "heavy-weapons"},
        {"time", hour("2024-03-04", "04:00", "04:30")},
        {"place", kAsad},
        {"count", exactly(1)},
        {"participants", {nobody_knows_who(), us_forces("recipient", "troops"), weapon("Rockets", "rocket")}}};
    a.mention("ASSAULT", "struck", a.text, told);
    Json other = told;
    for (const auto& [key, value] : GetParam().change.items()) other[key] = value;
    const std::string type = other.contains("type") ? other["type"].get<std::string>() : "ASSAULT";
    b.mention(type, "struck", b.text, other);
    EXPECT_EQ(resolved({&a, &b}).incidents.size(), 2u) << GetParam().name;

    Story same("c", "C", "2024-03-06", "The base was struck, all say.");
    same.mention("ASSAULT", "struck", same.text, told);
    EXPECT_EQ(resolved({&a, &same}).incidents.size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(
    Resolve, Apart,
    testing::Values(
        Difference{"type", {{"type", "PROTEST"}}}, Difference{"day", {{"time", day("2024-03-06")}}},
        Difference{"next day, nothing more in common", {{"time", day("2024-03-05")}}},
        Difference{"hour", {{"time", hour("2024-03-04", "19:00", "19:30")}}}, Difference{"country", {{"place", kTanf}}},
        Difference{"another base", {{"place", place("facility:x", "X", "IQ", "facility", 33.34, 44.4)}}},
        Difference{
            "weapon",
            {{"participants", {nobody_knows_who(), us_forces("recipient", "troops"), weapon("A drone", "drone")}}}},
        Difference{"number of attacks", {{"count", exactly(3)}}},
        Difference{"who attacks whom", {{"participants", {us_forces("actor", "jets"), weapon("Rockets", "rocket")}}}}));

// A private person's arrest without a day or a place: his full name is enough, an office holder's is not.
TEST(Resolve, APrivatePersonTellsOneStory) {
    const auto arrested = [](Json who) {
        who.update({{"role", "recipient"}, {"kind", "person"}, {"effect", "arrested"}});
        return Json{{"mode", "arrest"}, {"participants", {std::move(who)}}};
    };
    const Json unknown = {{"text", "Josip Horvat"}, {"name", "Josip Horvat"}, {"id", nullptr}};
    const Json known = {{"text", "the premier"}, {"name", "Josip Horvat"}, {"id", "josip-horvat"}};
    for (const auto& [who, incidents] : {std::pair(unknown, 1u), std::pair(known, 2u)}) {
        Story first("first", "Fjord News", "", "Police arrested Josip Horvat, who is the premier.");
        first.mention("COERCE", "arrested", first.text, arrested(who));
        Story second("second", "Harbour Post", "", "Officers detained Josip Horvat, who is the premier.");
        second.mention("COERCE", "detained", second.text, arrested(who));
        EXPECT_EQ(resolved({&first, &second}).incidents.size(), incidents);
    }
}

TEST(Resolve, TheSameCountryAndDayAloneJoinNothing) {
    Story a("a", "A", "2024-03-06", "There was an attack in Iraq.");
    Story b("b", "B", "2024-03-06", "An attack was reported from Iraq.");
    for (Story* one : {&a, &b})
        one->mention(
            "ASSAULT", "attack", one->text,
            {{"time", day("2024-03-04")}, {"place", kIraq}, {"participants", {us_forces("recipient", "troops")}}});
    EXPECT_EQ(resolved({&a, &b}).incidents.size(), 2u);
}

TEST(Resolve, OfWholeAndPartsThePartsAndTheRestAreIncidents) {
    Story told("a", "A", "2024-03-06",
               "Troops were targeted seven times on Monday; three times in Syria and twice at Ain al-Asad.");
    const std::string whole =
        told.mention("ASSAULT", "targeted", told.text,
                     {{"count", exactly(7)},
                      {"time", day("2024-03-04")},
                      {"participants", {us_forces("recipient", "Troops"), weapon("rockets", "rocket")}}});
    told.mention("ASSAULT", "three times", told.text, {{"count", exactly(3)}, {"part_of", whole}, {"place", kSyria}});
    told.mention("ASSAULT", "twice", told.text, {{"count", exactly(2)}, {"part_of", whole}, {"place", kAsad}});
    const Resolution found = resolved({&told});
    ASSERT_EQ(found.incidents.size(), 3u);
    std::vector<int> counts;
    for (const Finding& one : found.incidents) {
        EXPECT_EQ(line(one)["time"]["value"], "2024-03-04");
        EXPECT_EQ(line(one)["participants"][0]["id"], "us-forces");
        counts.push_back(line(one)["count"]["best"]);
    }
    std::sort(counts.begin(), counts.end());
    EXPECT_EQ(counts, (std::vector<int>{2, 2, 3}));
}

TEST(Resolve, PartsThatMakeUpTheWholeLeaveNothing) {
    Story told("a", "A", "2024-03-06", "At least five times; three in Syria, two in Iraq.");
    const std::string whole =
        told.mention("ASSAULT", "five times", told.text, {{"count", count(5, 5, nullptr, "at least")}});
    told.mention("ASSAULT", "three", told.text, {{"count", exactly(3)}, {"part_of", whole}, {"place", kSyria}});
    told.mention("ASSAULT", "two", told.text, {{"count", exactly(2)}, {"part_of", whole}, {"place", kIraq}});
    EXPECT_EQ(resolved({&told}).incidents.size(), 2u);
}

TEST(Resolve, WhatDidNotHappenIsNoIncident) {
    Story told("a", "A", "2024-03-06", "one two three four five six seven eight");
    const Json when = {{"time", day("2024-03-04")}, {"place", kAsad}};
    const auto with = [&](Json more) {
        for (const auto& [key, value] : when.items())
            if (!more.contains(key)) more[key] = value;
        return more;
    };
    told.mention("ASSAULT", "one", "one", with({{"phase", "planned"}}));
    told.mention("ASSAULT", "two", "two", with({{"phase", "threatened"}}));
    told.mention("ASSAULT", "three", "three", with({{"phase", "hypothetical"}}));
    told.mention("ASSAULT", "four", "four", with({{"polarity", "negated"}}));
    told.mention("ASSAULT", "five", "five", with({{"series", true}}));
    told.mention("ASSAULT", "six", "six", {{"historic", true}, {"place", kAsad}});
    EXPECT_TRUE(resolved({&told}).incidents.empty());
    told.mention("ASSAULT", "seven", "seven", with({{"historic", true}}));
    told.mention("ASSAULT", "eight", "eight", with({{"phase", "foiled"}, {"place", kTanf}}));
    EXPECT_EQ(resolved({&told}).incidents.size(), 2u);
}

TEST(Resolve, ClaimAccusationAndDenialStayApart) {
    Story told("a", "A", "2024-03-06",
               "A drone hit the base. The Dawn Front said it did it. Officials blamed Ostania, which denied it.");
    const std::string m =
        told.mention("ASSAULT", "hit", "A drone hit the base.",
                     {{"time", day("2024-03-04")}, {"place", kAsad}, {"participants", {nobody_knows_who()}}});
    told.statement("claim-responsibility", "said", "The Dawn Front said it did it.",
                   {{"about", {m}}, {"speaker", who("", "The Dawn Front", "dawn-front", "Dawn Front", "armed-group")}});
    told.statement("accuse", "blamed", "Officials blamed Ostania, which denied it.",
                   {{"about", {m}},
                    {"speaker", who("", "Officials", nullptr, nullptr, "government")},
                    {"against", {who("", "Ostania", "ostania", "Ostania", "government")}}});
    told.statement("deny", "denied", "Officials blamed Ostania, which denied it.",
                   {{"about", {m}}, {"speaker", who("", "Ostania", "ostania", "Ostania", "government")}});
    const Json one = line(resolved({&told}).incidents.at(0));
    std::vector<std::string> told_of;
    for (const Json& entry : one["attribution"])
        told_of.push_back(entry["id"].get<std::string>() + " " + entry["status"].get<std::string>());
    std::sort(told_of.begin(), told_of.end());
    EXPECT_EQ(told_of, (std::vector<std::string>{"dawn-front claimed", "ostania accused", "ostania denied"}));
    EXPECT_EQ(one["claims"].size(), 1u);
    EXPECT_EQ(one["denials"].size(), 1u);
    EXPECT_EQ(one["status"], "confirmed");  // Ostania denies that it was Ostania, not that it happened
}

TEST(Resolve, OnlyTheGroupSaysSoIsClaimed) {
    Story a("a", "A", "2024-03-06", "The Dawn Front said it hit the base.");
    Story b("b", "B", "2024-03-06", "The base was hit, the Dawn Front said.");
    for (Story* one : {&a, &b})
        one->mention(
            "ASSAULT", "hit", one->text,
            {{"time", day("2024-03-04")},
             {"place", kAsad},
             {"said_by", {{{"text", "Dawn Front"}, {"span", nullptr}, {"id", "dawn-front"}, {"kind", "group"}}}},
             {"participants",
              {who("actor", "The Dawn Front", "dawn-front", "Dawn Front", "armed-group", {{"status", "claimed"}})}}});
    const Resolution found = resolved({&a, &b});
    ASSERT_EQ(found.incidents.size(), 1u);
    EXPECT_EQ(line(found.incidents[0])["status"], "claimed");
}

TEST(Resolve, DeniedByAnOfficialIsDisputedAndOnlyDeniedIsDenied) {
    Story a("a", "A", "2024-03-05", "A drone hit the base, the group said.");
    Story b("b", "B", "2024-03-06", "An officer said no drone hit the base.");
    a.mention("ASSAULT", "hit", a.text, {{"time", day("2024-03-04")}, {"place", kAsad}, {"mode", "drone"}});
    b.mention("ASSAULT", "hit", b.text,
              {{"time", day("2024-03-04")}, {"place", kAsad}, {"mode", "drone"}, {"polarity", "denied"}});
    const Resolution both = resolved({&a, &b});
    ASSERT_EQ(both.incidents.size(), 1u);
    EXPECT_EQ(line(both.incidents[0])["status"], "disputed");
    EXPECT_EQ(line(both.incidents[0])["disagreements"][0]["field"], "denial");
    EXPECT_EQ(line(resolved({&b}).incidents.at(0))["status"], "denied");
}

TEST(Resolve, VictimsWithinOthersAreNotCountedTwice) {
    Story told("a", "A", "2024-03-06", "Ten people died in the blast, seven of them children.");
    told.mention(
        "ASSAULT", "blast", told.text,
        {{"participants",
          {victims("Ten people", "killed", exactly(10)), victims("seven", "killed", exactly(7), {{"within", 0}})}}});
    EXPECT_EQ(line(resolved({&told}).incidents.at(0))["killed"], (Json{{"low", 10}, {"best", 10}, {"high", 10}}));
}

// ---- order

std::vector<Story> random_stories(unsigned seed) {
    std::mt19937 random(seed);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const Json places[] = {kAsad, kTanf, kBaghdad, kIraq, kSyria};
    const char* weapons[] = {"rocket", "drone", "mortar", "car-bomb"};
    std::vector<Story> out;
    for (int i = 0; i < 25; ++i) {
        const std::string date = "2024-03-0" + std::to_string(1 + pick(4));
        Story one("k" + std::to_string(i), "Outlet " + std::to_string(pick(6)), date,
                  "Report number " + std::to_string(i) + " tells of it.");
        const int mentions = 1 + pick(3);
        for (int m = 0; m < mentions; ++m) {
            Json people = {nobody_knows_who(), weapon("w", weapons[pick(4)])};
            if (pick(2)) people.push_back(victims("people", "killed", exactly(pick(9))));
            Json more = {{"participants", people}, {"place", places[pick(5)]}};
            if (pick(5)) more["time"] = day("2024-03-0" + std::to_string(1 + pick(3)));
            const std::string id = one.mention("ASSAULT", "tells", one.text, more);
            if (pick(4) == 0)
                one.statement(
                    "claim-responsibility", "tells", one.text,
                    {{"about", {id}}, {"speaker", who("", "G", "g" + std::to_string(pick(2)), "G", "armed-group")}});
        }
        if (pick(2))
            one.tally("ASSAULT", exactly(pick(40)), one.text, {{"since", "2024-03-01"}, {"places", {places[pick(5)]}}});
        out.push_back(std::move(one));
    }
    return out;
}

std::string whole(const Resolution& found) {
    std::string out;
    for (const auto* list : {&found.incidents, &found.checks, &found.conflicts})
        for (const Finding& one : *list) out += one.line + "\n";
    return out;
}

TEST(Resolve, AnyOrderOfReportsGivesTheSame) {
    for (unsigned seed = 1; seed <= 40; ++seed) {  // 200 orders
        const auto stories = random_stories(seed);
        std::vector<ToldReport> reports;
        for (const Story& one : stories) reports.push_back(one.told());
        const std::string expected = whole(resolve(reports));
        EXPECT_NE(expected.find("\"joined\""), std::string::npos) << "nothing was joined, the test says nothing";
        std::mt19937 random(seed);
        for (int i = 0; i < 5; ++i) {
            std::shuffle(reports.begin(), reports.end(), random);
            ASSERT_EQ(whole(resolve(reports)), expected) << "seed " << seed;
        }
    }
}

TEST(Resolve, EveryTellingIsInExactlyOneIncident) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::vector<ToldReport> reports;
        size_t mentions = 0;
        for (const Story& one : random_stories(seed)) reports.push_back(one.told());
        for (const ToldReport& one : reports) mentions += one.mentions.size();
        std::vector<std::string> seen;
        for (const Finding& one : resolve(reports).incidents)
            seen.insert(seen.end(), one.mentions.begin(), one.mentions.end());
        EXPECT_EQ(seen.size(), mentions);
        std::sort(seen.begin(), seen.end());
        EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
    }
}

}  // namespace
}  // namespace tallybook::test
