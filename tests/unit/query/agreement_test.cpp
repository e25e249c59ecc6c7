#include "query/agreement.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../export/scene.hpp"
#include "query/edit.hpp"

namespace tallybook::test {
namespace {

using Values = std::vector<std::vector<std::optional<std::string>>>;

// A row a coder, "." for a unit that he did not judge.
Values values(const std::vector<std::string>& rows) {
    Values out;
    for (const std::string& row : rows) {
        out.emplace_back();
        for (const char c : row) out.back().push_back(c == '.' ? std::nullopt : std::optional(std::string(1, c)));
    }
    return out;
}

// The worked example of Krippendorff (2011): four coders, twelve units, missing values.
const Values kExample = values({"123321412...", "1233224125.3", ".3332342251.", "12332441251."});

TEST(Alpha, IsThatOfThePublishedExample) {
    EXPECT_NEAR(*krippendorff_alpha(kExample, Metric::Nominal), 0.743, 0.0005);
    EXPECT_NEAR(*krippendorff_alpha(kExample, Metric::Interval), 0.849, 0.0005);
}

TEST(Alpha, PerfectAgreementIsOneAndNoVariationIsUndefined) {
    EXPECT_DOUBLE_EQ(*krippendorff_alpha(values({"abba", "abba"}), Metric::Nominal), 1.0);
    EXPECT_FALSE(krippendorff_alpha(values({"aaaa", "aaaa"}), Metric::Nominal));
    EXPECT_FALSE(krippendorff_alpha(values({"ab..", "..ab"}), Metric::Nominal));
    EXPECT_FALSE(krippendorff_alpha({}, Metric::Nominal));
}

TEST(Alpha, SystematicDisagreementIsBelowZero) {
    EXPECT_LT(*krippendorff_alpha(values({"abab", "baba"}), Metric::Nominal), 0);
}

ReviewAction action(const Ledger& ledger, const std::string& kind, const std::string& by) {
    ReviewAction out;
    out.kind = kind;
    out.by = by;
    Json incident;
    auto read =
        ledger.each_finding("incident", [&](const std::string& line) { return incident = Json::parse(line), false; });
    EXPECT_TRUE(read);
    out.incident = incident["id"];
    out.anchors = *ledger.anchors(incident["mentions"].get<std::vector<std::string>>());
    out.seen = Json::object();
    for (const std::string& field : review_fields()) out.seen[field] = review_value(incident, field);
    return out;
}

TEST(Agreement, ComparesReviewersAndTheMachineFieldByField) {
    Ledger ledger = ledger_of({first_report(), second_report()});
    EXPECT_TRUE(agreement_of(ledger)->empty());
    ASSERT_TRUE(ledger.review(action(ledger, "accept", "anna"), kSceneRun));
    ReviewAction edit = action(ledger, "edit", "ben");
    edit.field = "injured";
    edit.value = *edited_value("injured", "4");
    ASSERT_TRUE(ledger.review(edit, kSceneRun));
    const auto rows = agreement_of(ledger);
    ASSERT_TRUE(rows);
    size_t seen = 0;
    for (const AgreementRow& row : *rows) {
        if (row.field == "injured" && row.between == std::vector<std::string>{"anna", "ben"}) {
            EXPECT_EQ(row.units, 1u);
            EXPECT_EQ(row.equal, 0);
            ++seen;
        }
        if (row.field == "injured" && row.between == std::vector<std::string>{"anna", "machine"}) {
            EXPECT_EQ(row.equal, 1);
            ++seen;
        }
        if (row.field == "event") {
            EXPECT_EQ(row.equal, 1);
        }
    }
    EXPECT_EQ(seen, 2u);
}

TEST(Edit, ReadsWhatAReviewerTypes) {
    EXPECT_EQ((*edited_value("killed", "7")).dump(), R"({"low":7,"best":7,"high":7})");
    EXPECT_EQ((*edited_value("killed", "3-7")).dump(), R"({"low":3,"best":null,"high":7})");
    EXPECT_EQ((*edited_value("injured", "at least 7")).dump(), R"({"low":7,"best":7,"high":null})");
    EXPECT_EQ((*edited_value("injured", "none"))["best"], 0);
    EXPECT_EQ((*edited_value("time", "2024-03-04T04:00"))["earliest"], "2024-03-04T04:00");
    EXPECT_EQ((*edited_value("time", "2024-02"))["latest"], "2024-02-29");
    EXPECT_EQ(*edited_value("mode", "drone"), "drone");
    EXPECT_TRUE(edited_value("mode", "none")->is_null());
    EXPECT_TRUE((*edited_value("actor", "unknown"))["name"].is_null());
}

TEST(Edit, RefusesWhatDoesNotFit) {
    const std::pair<const char*, const char*> wrong[] = {
        {"type", "assault"}, {"killed", "many"}, {"killed", "7-3"},    {"time", "Friday"}, {"status", "true"},
        {"phase", "soon"},   {"mode", "Drone!"}, {"place", "Baghdad"}, {"actor", ""},      {"weather", "fine"}};
    for (const auto& [field, text] : wrong) EXPECT_FALSE(edited_value(field, text)) << field << " " << text;
}

}  // namespace
}  // namespace tallybook::test
