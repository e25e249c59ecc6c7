// Reviews in the ledger: what each action does, that it outlives later readings, that undoing ends where it began.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

#include "../resolve/story.hpp"
#include "base/errors.hpp"
#include "ledger/history.hpp"
#include "ledger/ledger.hpp"

namespace tallybook::test {
namespace {

const RunInfo kRun{"0.1.0", "book-1", "model-1", "gazetteer-1"};

void read(Ledger& ledger, const Story& story, const RunInfo& run = kRun) {
    SourceInfo source;
    source.key = story.key;
    source.outlet = story.outlet;
    source.published = story.published;
    const CodedLines coded{source, story.line(), story.records};
    auto added = ledger.add({story.id, story.sha256, story.text}, source, &coded, run);
    if (!added || !added->kept) throw std::runtime_error("not kept");
}

void settle(Ledger& ledger) {
    if (auto done = ledger.settle(kRun); !done) throw std::runtime_error(done.error().describe());
}

// A report of `n` blasts in March 2024, each on its own day at its own place.
Story report_of(const std::string& key, std::vector<int> days, const std::string& verb = "blast") {
    std::string text;
    for (const int day : days) text += "The " + verb + " of " + std::to_string(day) + " March was loud. ";
    Story out(key, "Outlet " + key, "2024-03-20", key + " " + text);
    for (const int day_of_march : days) {
        const std::string words = verb + " of " + std::to_string(day_of_march) + " March";
        const std::string date = (day_of_march < 10 ? "2024-03-0" : "2024-03-") + std::to_string(day_of_march);
        out.mention(
            "ASSAULT", words, "The " + words + " was loud.",
            {{"time", day(date)},
             {"place", day_of_march % 2 ? kAsad : kTanf},
             {"participants", {weapon("a rocket", "rocket"), victims("guards", "killed", exactly(day_of_march))}}});
    }
    return out;
}

std::string everything(const Ledger& ledger) {
    std::string out;
    for (const char* kind : {"incident", "check", "conflict"})
        if (auto more = ledger.each_finding(kind, [&](const std::string& line) { return out += line + "\n", true; });
            !more)
            throw std::runtime_error(more.error().describe());
    return out;
}

std::vector<Json> incidents(const Ledger& ledger) {
    std::vector<Json> out;
    auto done = ledger.each_finding("incident",
                                    [&](const std::string& line) { return out.push_back(Json::parse(line)), true; });
    if (!done) throw std::runtime_error(done.error().describe());
    return out;
}

ReviewAction action(const Ledger& ledger, const std::string& kind, const Json& incident,
                    const std::string& by = "anna") {
    ReviewAction out;
    out.kind = kind;
    out.by = by;
    out.reason = "because";
    out.incident = incident["id"];
    auto anchors = ledger.anchors(incident["mentions"].get<std::vector<std::string>>());
    if (!anchors) throw std::runtime_error(anchors.error().describe());
    out.anchors = std::move(*anchors);
    out.seen = Json::object();
    for (const std::string& field : review_fields()) out.seen[field] = review_value(incident, field);
    return out;
}

void keep(Ledger& ledger, const ReviewAction& one) {
    if (auto done = ledger.review(one, kRun); !done) throw std::runtime_error(done.error().describe());
}

Ledger ledger_of(const std::vector<Story>& stories) {
    auto ledger = Ledger::open(":memory:", Ledger::Access::Write);
    if (!ledger) throw std::runtime_error(ledger.error().describe());
    for (const Story& one : stories) read(*ledger, one);
    settle(*ledger);
    return std::move(*ledger);
}

TEST(Review, AStateIsKeptWithWhoAndWhy) {
    Ledger ledger = ledger_of({report_of("a", {3, 8}), report_of("b", {3})});
    const auto before = incidents(ledger);
    ASSERT_EQ(before.size(), 2u);
    keep(ledger, action(ledger, "accept", before[0]));
    keep(ledger, action(ledger, "reject", before[1], "ben"));
    const auto after = incidents(ledger);
    EXPECT_EQ(after[0]["review"]["state"], "accepted");
    EXPECT_EQ(after[0]["review"]["by"], "anna");
    EXPECT_EQ(after[0]["review"]["reason"], "because");
    EXPECT_EQ(after[1]["review"]["state"], "rejected");
    EXPECT_NE(after[0]["revision"], before[0]["revision"]);
}

TEST(Review, WhatIsRejectedCountsNowhere) {
    Story told = report_of("a", {3, 8});
    told.tally("ASSAULT", exactly(2), "The blast of 3 March was loud.",
               {{"since", "2024-03-18"}, {"until", "2024-03-20"}, {"places", Json::array()}});
    Story more = report_of("b", {18, 19});
    Ledger ledger = ledger_of({told, more});
    const auto counted = [&] {
        Json out;
        auto done =
            ledger.each_finding("check", [&](const std::string& line) { return out = Json::parse(line), false; });
        if (!done) throw std::runtime_error(done.error().describe());
        return out["counted"]["best"];
    };
    EXPECT_EQ(counted(), 2);
    for (const Json& one : incidents(ledger))
        if (one["time"]["value"] == "2024-03-18") keep(ledger, action(ledger, "reject", one));
    EXPECT_EQ(counted(), 1);
}

TEST(Review, AnEditLeadsAndTheOldValueIsKept) {
    Ledger ledger = ledger_of({report_of("a", {3})});
    ReviewAction edit = action(ledger, "edit", incidents(ledger)[0]);
    edit.field = "killed";
    edit.value = {{"low", 5}, {"best", 5}, {"high", nullptr}};
    keep(ledger, edit);
    edit.field = "time";
    edit.value = {{"timex", "DATE"}, {"value", "2024-03-04"}, {"earliest", "2024-03-04"}, {"latest", "2024-03-04"}};
    keep(ledger, edit);
    edit.field = "actor";
    edit.value = {{"id", "dawn-front"}, {"name", "Dawn Front"}};
    keep(ledger, edit);
    const Json after = incidents(ledger)[0];
    EXPECT_EQ(after["killed"]["best"], 5);
    EXPECT_EQ(after["time"]["value"], "2024-03-04");
    EXPECT_EQ(after["attribution"][0]["name"], "Dawn Front");
    EXPECT_EQ(after["review"]["state"], "edited");
    EXPECT_EQ(after["review"]["edits"][0]["from"]["best"], 3);
    EXPECT_EQ(after["review"]["edits"].size(), 3u);
}

TEST(Review, MergingAndSplitting) {
    Ledger ledger = ledger_of({report_of("a", {3, 8}), report_of("b", {3})});
    const auto before = incidents(ledger);
    ReviewAction merge = action(ledger, "merge", before[0]);
    merge.others = action(ledger, "merge", before[1]).anchors;
    keep(ledger, merge);
    ASSERT_EQ(incidents(ledger).size(), 1u);
    EXPECT_EQ(incidents(ledger)[0]["mentions"].size(), 3u);
    EXPECT_EQ(incidents(ledger)[0]["review"]["state"], "edited");
    EXPECT_EQ(**ledger.current_incident(before[1]["id"]), before[0]["id"]);

    ReviewAction split = action(ledger, "split", incidents(ledger)[0]);
    split.others = {split.anchors.back()};
    keep(ledger, split);
    const auto after = incidents(ledger);
    ASSERT_EQ(after.size(), 2u);
    EXPECT_EQ(after[0]["mentions"].size() + after[1]["mentions"].size(), 3u);
}

TEST(Review, AWordOutlivesNewReportsAndAnotherCodebook) {
    Ledger ledger = ledger_of({report_of("a", {3, 8}), report_of("b", {3})});
    const auto before = incidents(ledger);
    keep(ledger, action(ledger, "reject", before[1]));
    ReviewAction split = action(ledger, "split", before[0]);
    split.others = {split.anchors.back()};
    keep(ledger, split);
    const size_t n = incidents(ledger).size();
    EXPECT_EQ(n, 3u);

    // Another codebook numbers the mentions anew: one more stands in front.
    Story again = report_of("a", {3, 8});
    again.records.clear();
    Story renumbered("a", "Outlet a", "2024-03-20", again.text);
    renumbered.mention("PROTEST", "loud", "The blast of 3 March was loud.", {{"phase", "planned"}});
    for (const int d : {3, 8}) {
        const std::string words = "blast of " + std::to_string(d) + " March";
        renumbered.mention("ASSAULT", words, "The " + words + " was loud.",
                           {{"time", day("2024-03-0" + std::to_string(d))}, {"place", d % 2 ? kAsad : kTanf}});
    }
    read(ledger, renumbered, {"0.1.0", "book-2", "model-1", "gazetteer-1"});
    settle(ledger);
    const auto after = incidents(ledger);
    ASSERT_EQ(after.size(), n);
    size_t rejected = 0;
    for (const Json& one : after)
        if (one["review"].is_object() && one["review"]["state"] == "rejected") {
            ++rejected;
            EXPECT_EQ(one["time"]["value"], "2024-03-08");
        }
    EXPECT_EQ(rejected, 1u);
}

TEST(Review, UndoingAnUndoBringsItBack) {
    Ledger ledger = ledger_of({report_of("a", {3})});
    const std::string before = everything(ledger);
    keep(ledger, action(ledger, "reject", incidents(ledger)[0]));
    const std::string rejected = everything(ledger);
    ASSERT_TRUE(ledger.undo(1, "ben", "", kRun));
    EXPECT_EQ(everything(ledger), before);
    EXPECT_EQ(ledger.undo(1, "ben", "", kRun).error().code, errors::kNoSuchRecord);
    EXPECT_EQ(ledger.undo(7, "ben", "", kRun).error().code, errors::kNoSuchRecord);
    ASSERT_TRUE(ledger.undo(2, "anna", "", kRun));
    EXPECT_EQ(everything(ledger), rejected);
    const auto rows = ledger.reviews();
    ASSERT_EQ(rows->size(), 3u);
    EXPECT_TRUE((*rows)[0].active);
    EXPECT_FALSE((*rows)[1].active);
}

// Under a sanitizer, where a step takes ten times as long, fewer steps reach every line of it.
#ifdef __SANITIZE_ADDRESS__
constexpr int kSteps = 120;
#else
constexpr int kSteps = 1000;
#endif

TEST(Review, AThousandRandomActionsAndTheirUndoingEndWhereItBegan) {
    Ledger ledger =
        ledger_of({report_of("a", {2, 3, 8}), report_of("b", {3, 8}), report_of("c", {2, 9}), report_of("d", {9, 3})});
    const std::string before = everything(ledger);
    std::mt19937 random(5);
    const auto pick = [&](size_t n) { return static_cast<size_t>(random() % n); };
    static constexpr const char* kKinds[] = {"accept", "reject", "note", "edit", "merge", "split", "undo"};
    for (int step = 0; step < kSteps; ++step) {
        const auto now = incidents(ledger);
        const Json& one = now[pick(now.size())];
        const std::string kind = kKinds[pick(std::size(kKinds))];
        if (kind == "undo") {
            std::vector<int64_t> rows;
            const auto log = ledger.reviews();
            for (const ReviewRow& row : *log)
                if (row.active) rows.push_back(row.action.n);
            if (rows.empty()) continue;
            const auto undone = ledger.undo(rows[pick(rows.size())], "ben", "", kRun);
            ASSERT_TRUE(undone) << undone.error().describe();
            continue;
        }
        ReviewAction each = action(ledger, kind, one, pick(2) ? "anna" : "ben");
        if (kind == "edit") {
            each.field = pick(2) ? "killed" : "status";
            each.value = each.field == "killed" ? exactly(static_cast<int>(pick(9))) : Json("disputed");
        }
        if (kind == "merge") each.others = action(ledger, kind, now[pick(now.size())]).anchors;
        if (kind == "split") {
            if (each.anchors.size() < 2) continue;
            each.others = {each.anchors[pick(each.anchors.size())]};
        }
        keep(ledger, each);
    }
    EXPECT_NE(everything(ledger), before);
    while (true) {  // undo what is active, in any order
        std::vector<int64_t> rows;
        const auto log = ledger.reviews();
        for (const ReviewRow& row : *log)
            if (row.active && row.action.kind != "undo") rows.push_back(row.action.n);
        if (rows.empty()) break;
        ASSERT_TRUE(ledger.undo(rows[pick(rows.size())], "anna", "", kRun));
    }
    EXPECT_EQ(everything(ledger), before);
}

TEST(History, WhatChangedSinceATransactionAndTheVersionsOfAnIncident) {
    Ledger ledger = ledger_of({report_of("a", {3, 8})});
    const int64_t then = *ledger.last_transaction();
    const auto before = incidents(ledger);
    EXPECT_TRUE(changes_between(ledger, then, then)->empty());
    keep(ledger, action(ledger, "reject", before[1]));
    ASSERT_TRUE(ledger.undo(1, "ben", "", kRun));
    EXPECT_TRUE(changes_between(ledger, then, *ledger.last_transaction())->empty());
    read(ledger, report_of("b", {8}));
    settle(ledger);
    const auto changes = changes_between(ledger, then, *ledger.last_transaction());
    ASSERT_EQ(changes->size(), 1u);
    EXPECT_EQ((*changes)[0].id, before[1]["id"]);
    EXPECT_EQ(versions_of(ledger, before[1]["id"])->size(), 4u);
    EXPECT_EQ(*transaction_named(ledger, before[0]["revision"]), then);
    EXPECT_EQ(*transaction_named(ledger, "1"), 1);
    EXPECT_FALSE(transaction_named(ledger, "999"));
    EXPECT_FALSE(transaction_named(ledger, "yesterday"));
    EXPECT_EQ(transaction_note(ledger, then + 1)->reviewer, "anna");
}

}  // namespace
}  // namespace tallybook::test
