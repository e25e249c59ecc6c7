#include <gtest/gtest.h>

#include "resolve/range.hpp"
#include "resolve/resolve.hpp"
#include "story.hpp"

namespace tallybook::test {
namespace {

// Eight reports, a day apart, each of one rocket attack on US forces at Ain al-Asad; the last may give counts.
class Series : public testing::Test {
protected:
    Series() {
        for (int i = 1; i <= 8; ++i) {
            const std::string date = "2024-03-0" + std::to_string(i);
            Story one("d" + std::to_string(i), "Outlet", date,
                      "On day " + std::to_string(i) + " rockets struck. The count is given.");
            one.mention("ASSAULT", "struck", one.text,
                        {{"time", day(date)},
                         {"place", kAsad},
                         {"participants", {us_forces("recipient", "troops"), weapon("rockets", "rocket")}}});
            stories_.push_back(one);
        }
    }

    Json tally(Json quantity, Json more = Json::object()) {
        Json fields = {{"since", "2024-03-01"},
                       {"until", "2024-03-08"},
                       {"recipient", us_forces("", "U.S. forces")},
                       {"places", {kIraq}}};
        for (const auto& [key, value] : more.items()) fields[key] = value;
        const std::string of = fields.contains("of") ? fields["of"].get<std::string>() : "ASSAULT";
        stories_.back().tally(of, std::move(quantity), "The count is given.", fields);
        return check();
    }

    Resolution all() const {
        std::vector<ToldReport> reports;
        for (const Story& one : stories_) reports.push_back(one.told());
        return resolve(reports);
    }
    Json check() const {
        const auto checks = all().checks;
        return checks.empty() ? Json() : Json::parse(checks.back().line);
    }

    std::vector<Story> stories_;
};

TEST_F(Series, TheRightNumberIsConsistent) {
    const Json found = tally(exactly(8));
    EXPECT_EQ(found["verdict"], "consistent");
    EXPECT_EQ(found["counted"], (Json{{"low", 8}, {"best", 8}, {"high", 8}}));
    EXPECT_EQ(found["incidents"].size(), 8u);
}

TEST_F(Series, AHigherNumberIsAboveAndALowerOneBelow) {
    EXPECT_EQ(tally(exactly(9))["verdict"], "above");
    EXPECT_EQ(tally(exactly(7))["verdict"], "below");
}

TEST_F(Series, HedgesAllowWhatTheySay) {
    EXPECT_EQ(tally(count(7, 7, nullptr, "at least"))["verdict"], "consistent");
    EXPECT_EQ(tally(count(9, 9, nullptr, "at least"))["verdict"], "above");
    EXPECT_EQ(tally(count(nullptr, 9, 9, "up to"))["verdict"], "consistent");
    EXPECT_EQ(tally(count(nullptr, 7, 7, "up to"))["verdict"], "below");
    EXPECT_EQ(tally(count(nullptr, 7, nullptr, "about"))["verdict"], "consistent");
    EXPECT_EQ(tally(count(nullptr, 10, nullptr, "about"))["verdict"], "above");
}

TEST_F(Series, CountsOnlyWhatIsInTheWindowThePlacesAndOnTheRecipient) {
    EXPECT_EQ(tally(exactly(3), {{"since", "2024-03-06"}})["counted"]["best"], 3);
    EXPECT_EQ(tally(exactly(3), {{"places", {kSyria}}})["counted"]["best"], 0);
    EXPECT_EQ(tally(exactly(3), {{"places", {kIraq, kSyria}}})["counted"]["best"], 8);
    EXPECT_EQ(tally(exactly(3), {{"recipient", who("", "police", "ostan-police", "Ostan police", "police",
                                                   {{"country", "OS"}})}})["counted"]["best"],
              0);
    EXPECT_EQ(tally(exactly(3), {{"of", "PROTEST"}})["counted"]["best"], 0);
}

TEST_F(Series, AnAttackOnAKnownBaseCountsWithoutItsTroopsBeingNamed) {
    Story more("x", "X", "2024-03-08", "A drone was shot down over Ain al-Asad.");
    more.mention("ASSAULT", "shot down", more.text,
                 {{"phase", "foiled"},
                  {"time", day("2024-03-08")},
                  {"place", kAsad},
                  {"participants", {weapon("A drone", "drone")}}});
    stories_.insert(stories_.begin(), more);
    EXPECT_EQ(tally(exactly(9))["counted"]["best"], 9);
}

TEST_F(Series, CannotTellWithoutAFirstDayBeforeTheLedgerOrOverAGap) {
    EXPECT_EQ(tally(exactly(8), {{"since", nullptr}})["verdict"], "cannot tell");
    const Json early = tally(exactly(8), {{"since", "2024-02-01"}});
    EXPECT_EQ(early["verdict"], "cannot tell");
    EXPECT_EQ(early["because"], "the count begins on 1 February 2024, the ledger's first report is of 1 March 2024");
    Story late("late", "Outlet", "2024-03-20", "Quiet. The count is given.");
    stories_.push_back(late);
    const Json gap = tally(exactly(8), {{"until", "2024-03-20"}});
    EXPECT_EQ(gap["verdict"], "cannot tell");
    EXPECT_EQ(gap["because"], "no report of 9 to 19 March 2024 is in the ledger");
}

TEST_F(Series, DeadAndInjuredAreAddedUp) {
    for (int i = 0; i < 2; ++i) {
        const std::string date = "2024-03-0" + std::to_string(i + 1);
        Story one("v" + std::to_string(i), "V", date, std::to_string(i) + " A blast killed people.");
        one.mention("ASSAULT", "blast", one.text,
                    {{"time", day(date)},
                     {"place", kBaghdad},
                     {"participants", {victims("people", "killed", count(3, 3, 4))}}});
        stories_.insert(stories_.begin(), one);
    }
    const Json found = tally(exactly(9), {{"of", "killed"}, {"recipient", nullptr}});
    EXPECT_EQ(found["counted"], (Json{{"low", 6}, {"best", 6}, {"high", 8}}));
    EXPECT_EQ(found["verdict"], "above");
}

TEST_F(Series, UnnamedSoldiersAreOfTheForcesWhoseAttacksAreCountedBesideThem) {
    const auto wounded = [&](const char* date, const Json& forces, int n) {
        Story one(date, "V", date, std::to_string(n) + " wounded at the base.");
        one.mention("ASSAULT", "wounded", one.text,
                    {{"time", day(date)},
                     {"place", kBaghdad},
                     {"participants",
                      {forces, who("victim", "men", nullptr, nullptr, "unknown",
                                   {{"effect", "injured"}, {"count", exactly(n)}})}}});
        stories_.insert(stories_.begin(), one);
    };
    wounded("2024-03-04", us_forces("recipient", "troops"), 2);
    wounded("2024-03-06",
            who("recipient", "rangers", "ostan-forces", "Ostan forces", "state-forces", {{"country", "OS"}}), 3);
    const Json soldiers = {{"of", "injured"}, {"recipient", who("", "Two soldiers", nullptr, nullptr, "state-forces")}};
    EXPECT_EQ(tally(exactly(2), soldiers)["counted"]["best"], 5);  // whose, nothing says
    tally(exactly(8));
    EXPECT_EQ(tally(exactly(2), soldiers)["counted"]["best"], 2);
}

TEST_F(Series, PeopleWhomNobodyNamesCountByTheirKind) {
    Story one("v", "V", "2024-03-04", "Three fighters killed near Baghdad.");
    one.mention("ASSAULT", "killed", one.text,
                {{"time", day("2024-03-04")},
                 {"place", kBaghdad},
                 {"participants",
                  {who("victim", "three of its men", nullptr, nullptr, "armed-group",
                       {{"effect", "killed"}, {"count", exactly(3)}})}}});
    stories_.insert(stories_.begin(), one);
    const auto killed = [&](const char* text, const char* kind) {
        return tally(exactly(3), {{"of", "killed"}, {"recipient", who("", text, nullptr, nullptr, kind)}});
    };
    EXPECT_EQ(killed("Three of their fighters", "armed-group")["counted"]["best"], 3);
    EXPECT_EQ(killed("Three journalists", "media")["counted"]["best"], 0);
}

TEST_F(Series, ATallyOfTroopsOrWithoutANumberIsNotChecked) {
    EXPECT_TRUE(tally(exactly(2500), {{"of", "troops"}}).is_null());
    EXPECT_TRUE(tally(nullptr).is_null());
}

std::vector<std::vector<std::string>> conflicts(const Resolution& found) {
    std::vector<std::vector<std::string>> out;
    for (const Finding& one : found.conflicts) out.push_back(Json::parse(one.line)["tallies"]);
    return out;
}

TEST_F(Series, TwoNumbersForOneWindowContradict) {
    tally(exactly(55));
    tally(exactly(73));
    const auto found = all().conflicts;
    ASSERT_EQ(found.size(), 1u);
    const Json one = Json::parse(found[0].line);
    EXPECT_EQ(one["because"], "55 and 73 for the same window");
    EXPECT_EQ(one["field"], "count");
    EXPECT_EQ(one["tallies"].size(), 2u);
}

TEST_F(Series, WhatFitsTogetherIsNoContradiction) {
    tally(exactly(55));
    tally(count(50, 50, nullptr, "at least"));
    tally(exactly(12), {{"places", {kSyria}}});
    tally(exactly(60), {{"until", "2024-03-09"}});
    EXPECT_TRUE(all().conflicts.empty());
}

TEST_F(Series, ARunningCountMayNotFall) {
    tally(exactly(41), {{"until", "2024-03-06"}});
    tally(exactly(40), {{"until", "2024-03-07"}});
    tally(exactly(45), {{"until", "2024-03-08"}});
    EXPECT_EQ(conflicts(all()),
              (std::vector<std::vector<std::string>>{{stories_.back().id + "/t1", stories_.back().id + "/t2"}}));
}

TEST_F(Series, NoFewerInALongerTimeThanInOneWithinIt) {
    tally(count(40, 40, nullptr, "at least"), {{"since", "2024-02-25"}});
    tally(count(41, 41, nullptr, "at least"));
    EXPECT_EQ(conflicts(all()).size(), 1u);
    tally(exactly(60), {{"since", "2024-02-20"}});
    tally(exactly(90), {{"until", "2024-03-09"}});  // ends later
    EXPECT_EQ(conflicts(all()).size(), 1u);
}

TEST_F(Series, ItsForcesAreThoseOfTheOtherCountsSinceThatDay) {
    stories_[6].tally("ASSAULT", exactly(60), "The count is given.",
                      {{"since", "2024-03-01"}, {"until", "2024-03-07"}, {"recipient", us_forces("", "U.S. forces")}});
    const Json its = who("", "its forces", nullptr, nullptr, "state-forces");
    tally(exactly(55), {{"recipient", its}, {"places", Json::array()}});
    EXPECT_TRUE(conflicts(all()).empty());  // one report is too few to say whose
    stories_[5].tally("ASSAULT", exactly(50), "The count is given.",
                      {{"since", "2024-03-01"}, {"until", "2024-03-06"}, {"recipient", us_forces("", "U.S. forces")}});
    EXPECT_EQ(conflicts(all()).size(), 1u);
}

TEST_F(Series, PartsMayNotExceedTheWhole) {
    const std::string whole = stories_.back().id + "/t1";
    tally(exactly(10), {{"since", nullptr}});
    tally(exactly(6), {{"since", nullptr}, {"part_of", whole}});
    tally(exactly(5), {{"since", nullptr}, {"part_of", whole}});
    const auto found = all().conflicts;
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(Json::parse(found[0].line)["field"], "parts");
}

TEST(Days, ReadAndWritten) {
    EXPECT_EQ(day_text(*day_of("2024-02-29")), "2024-02-29");
    EXPECT_FALSE(day_of("2023-02-29"));
    EXPECT_FALSE(day_of("today"));
    const DayRange month = days_of("2023-12");
    EXPECT_EQ(day_text(*month.first) + day_text(*month.last), "2023-12-012023-12-31");
    const DayRange week = days_of("2023-W49");
    EXPECT_EQ(day_text(*week.first) + day_text(*week.last), "2023-12-042023-12-10");
    EXPECT_EQ(days_text(*day_of("2023-11-03"), *day_of("2023-11-09")), "3 to 9 November 2023");
    EXPECT_EQ(days_text(*day_of("2023-10-30"), *day_of("2023-11-09")), "30 October to 9 November 2023");
    EXPECT_EQ(days_text(*day_of("2023-12-30"), *day_of("2024-01-01")), "30 December 2023 to 1 January 2024");
}

TEST(Ranges, TogetherKeepTheLowestTheLeadingAndTheHighest) {
    const Range seven{7, 7, 7, ""}, nine{9, 9, 9, ""}, at_least_ten{10, 10, {}, "at least"};
    EXPECT_EQ(together({seven, nine}, 1), (Range{7, 9, 9, ""}));
    EXPECT_EQ(together({nine, seven}, 1), (Range{7, 7, 9, ""}));
    EXPECT_EQ(together({nine, at_least_ten}, 1), (Range{9, 10, {}, "at least"}));
    EXPECT_EQ(together({at_least_ten}, 0), at_least_ten);
    EXPECT_TRUE(contradict(seven, nine));
    EXPECT_FALSE(contradict(at_least_ten, Range{12, 12, 12, ""}));
    EXPECT_TRUE(contradict(at_least_ten, nine));
}

}  // namespace
}  // namespace tallybook::test
