// Which incidents are asked for, and how many they make.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "../export/scene.hpp"
#include "query/select.hpp"
#include "query/tally.hpp"

namespace tallybook::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Json rocket_attack(const std::string& date, const Json& where, const Json& more = Json::array()) {
    Json people = {us_forces("recipient", "the base"), weapon("rockets", "rocket")};
    for (const Json& one : more) people.push_back(one);
    return {{"mode", "heavy-weapons"}, {"time", day(date)}, {"place", where}, {"participants", people}};
}

// Three attacks on U.S. forces, one raid by them, one protest without a day.
Story five() {
    Story out("five", "Desk", "2024-03-20",
              "One base was hit. Another was struck. A third was shelled. Americans raided a house. People marched.");
    const Json front =
        who("actor", "the Dawn Front", "dawn-front", "Dawn Front", "armed-group", {{"status", "claimed"}});
    out.mention("ASSAULT", "hit", "One base was hit.", rocket_attack("2024-03-04", kAsad));
    out.mention("ASSAULT", "struck", "Another was struck.", rocket_attack("2024-03-05", kTanf, Json::array({front})));
    out.mention("ASSAULT", "shelled", "A third was shelled.", rocket_attack("2024-03-12", kAsad));
    out.mention("ASSAULT", "raided", "Americans raided a house.",
                {{"mode", "firearms"},
                 {"time", day("2024-03-06")},
                 {"place", kBaghdad},
                 {"participants", {us_forces("actor", "Americans"), victims("two men", "killed", exactly(2))}}});
    out.mention("PROTEST", "marched", "People marched.", {{"mode", "demo"}, {"place", kBaghdad}});
    return out;
}

std::vector<std::string> found(const Selection& wanted, std::vector<std::string>* unknown = nullptr) {
    const Ledger ledger = ledger_of({five()});
    auto selected = select(ledger, wanted, unknown);
    if (!selected) throw std::runtime_error(selected.error().describe());
    std::vector<std::string> out;
    for (const Selected& one : *selected) out.push_back(one.incident.id.substr(one.incident.id.find('/') + 1));
    return out;
}

TEST(Select, NothingAskedForIsEverythingInTheLedgersOrder) {
    EXPECT_THAT(found({}), ElementsAre("m1", "m2", "m4", "m3", "m5"));
}

TEST(Select, ByTimePlaceTypeAndWeapon) {
    EXPECT_THAT(found({.since = "2024-03-05", .until = "2024-03-06"}), ElementsAre("m2", "m4"));
    EXPECT_THAT(found({.place = "SY"}), ElementsAre("m2"));
    EXPECT_THAT(found({.place = "IQ, SY"}), ElementsAre("m1", "m2", "m4", "m3", "m5"));
    EXPECT_THAT(found({.place = "baghdad"}), ElementsAre("m4", "m5"));
    EXPECT_THAT(found({.place = "facility:al-tanf"}), ElementsAre("m2"));
    EXPECT_THAT(found({.type = "protest"}), ElementsAre("m5"));
    EXPECT_THAT(found({.type = "demo,firearms"}), ElementsAre("m4", "m5"));
    EXPECT_THAT(found({.weapon = "rocket"}), ElementsAre("m1", "m2", "m3"));
    EXPECT_THAT(found({.type = "assault", .weapon = "drone"}), IsEmpty());
}

TEST(Select, AttacksOnSomebodyAreNoAttacksByHim) {
    EXPECT_THAT(found({.recipient = "us-forces"}), ElementsAre("m1", "m2", "m3"));
    EXPECT_THAT(found({.recipient = "U.S. forces"}), ElementsAre("m1", "m2", "m3"));
    EXPECT_THAT(found({.recipient = "US"}), ElementsAre("m1", "m2", "m3"));
    EXPECT_THAT(found({.actor = "us-forces"}), ElementsAre("m4"));
    EXPECT_THAT(found({.actor = "Dawn Front", .recipient = "us-forces"}), ElementsAre("m2"));
    EXPECT_THAT(found({.actor = "us-forces,dawn-front"}), ElementsAre("m2", "m4"));
}

TEST(Select, WhomTheLedgerDoesNotKnowIsTold) {
    std::vector<std::string> unknown;
    EXPECT_THAT(found({.actor = "nobody-at-all"}, &unknown), IsEmpty());
    EXPECT_THAT(unknown, ElementsAre("nobody-at-all"));
}

TallyAnswer counted(const Selection& wanted, const std::string& of, TallyBy by) {
    const Ledger ledger = ledger_of({five()});
    auto selected = select(ledger, wanted);
    if (!selected) throw std::runtime_error(selected.error().describe());
    return tally_of(*selected, wanted, of, by);
}

std::vector<std::pair<std::string, int64_t>> rows(const TallyAnswer& answer) {
    std::vector<std::pair<std::string, int64_t>> out;
    for (const TallyRow& row : answer.rows) out.emplace_back(row.label, row.counted.best);
    return out;
}

using Row = std::pair<std::string, int64_t>;

TEST(Tally, CountsWhatIsAskedFor) {
    EXPECT_EQ(counted({}, "", TallyBy::Nothing).all.best, 5);
    EXPECT_EQ(counted({}, "ASSAULT", TallyBy::Nothing).all.best, 4);
    EXPECT_EQ(counted({.recipient = "us-forces"}, "ASSAULT", TallyBy::Nothing).all.best, 3);
    EXPECT_EQ(counted({}, "killed", TallyBy::Nothing).all.best, 2);
    EXPECT_EQ(counted({}, "injured", TallyBy::Nothing).all.incidents.size(), 0u);
}

TEST(Tally, WeeksAreIsoWeeksAndEmptyOnesAreRowsToo) {
    EXPECT_THAT(rows(counted({}, "ASSAULT", TallyBy::Weeks)), ElementsAre(Row("2024-W10", 3), Row("2024-W11", 1)));
    EXPECT_THAT(rows(counted({.since = "2024-02-26", .until = "2024-03-24"}, "ASSAULT", TallyBy::Weeks)),
                ElementsAre(Row("2024-W09", 0), Row("2024-W10", 3), Row("2024-W11", 1), Row("2024-W12", 0)));
    EXPECT_THAT(rows(counted({}, "", TallyBy::Months)), ElementsAre(Row("2024-03", 4), Row("undated", 1)));
    const TallyAnswer days = counted({}, "ASSAULT", TallyBy::Days);
    EXPECT_EQ(days.rows.size(), 9u);
    EXPECT_EQ(days.rows[0].since, "2024-03-04");
}

TEST(Tally, OtherRowsStandTheMostFirst) {
    EXPECT_THAT(rows(counted({}, "ASSAULT", TallyBy::Country)), ElementsAre(Row("IQ", 3), Row("SY", 1)));
    EXPECT_THAT(rows(counted({}, "", TallyBy::Weapon)), ElementsAre(Row("rocket", 3), Row("unknown", 2)));
}

}  // namespace
}  // namespace tallybook::test
