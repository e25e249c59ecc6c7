// The whole way of a report with the imported model. Skipped, with the reason, where set-up's images are not at hand.
#include "pipeline/pipeline.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "images.hpp"
#include "pipeline/lines.hpp"

namespace tallybook {
namespace {

Report report_of(std::string text, const char* published = "2023-12-10") {
    auto report = made_report(std::move(text), published);
    EXPECT_TRUE(report);
    return std::move(*report);
}

constexpr const char* kText =
    "Two rockets hit an air base in western Iraq late on Friday, an army spokesman said. Three soldiers were "
    "wounded.\n\n"
    "Nobody claimed responsibility for the attack. The weather in Baghdad was mild. The base has been attacked at "
    "least "
    "nine times since October.\n";

class WholeWay : public WithImages {
protected:
    Pipeline pipeline(PipelineOptions options = {}) const { return Pipeline(model_, book_, places_, options); }
};

TEST_F(WholeWay, CodesAReport) {
    Workspace workspace;
    Report report = report_of(kText);
    const Records records = pipeline().code(report, workspace);
    ASSERT_FALSE(records.mentions.empty());
    EXPECT_EQ(records.mentions[0].type, "ASSAULT");
    EXPECT_EQ(records.mentions[0].id, report.id + "/m1");
    EXPECT_EQ(report.sentences.size(), 5u);
}

TEST_F(WholeWay, GatingChangesNoRecord) {
    Workspace workspace;
    PipelineOptions ungated;
    ungated.gating = false;
    Report with = report_of(kText), without = report_of(kText);
    const Records a = pipeline().code(with, workspace), b = pipeline(ungated).code(without, workspace);
    EXPECT_EQ(coded_lines(with, a), coded_lines(without, b));
}

TEST_F(WholeWay, TheSameReportGivesTheSameBytesInAUsedWorkspace) {
    Workspace used;
    Report first = report_of(kText);
    const std::string expected = coded_lines(first, pipeline().code(first, used));
    Report other = report_of("Gunmen abducted eleven teachers near Maiduguri in Nigeria.");
    static_cast<void>(pipeline().code(other, used));
    Report again = report_of(kText);
    EXPECT_EQ(coded_lines(again, pipeline().code(again, used)), expected);
}

TEST_F(WholeWay, AnotherLanguageIsNotCoded) {
    Workspace workspace;
    Report report = report_of("قتل ثلاثة جنود في هجوم على قاعدة عسكرية غرب العراق");
    const Records records = pipeline().code(report, workspace);
    EXPECT_TRUE(records.mentions.empty() && records.statements.empty() && records.tallies.empty());
    EXPECT_TRUE(report.sentences.empty());
    ASSERT_EQ(report.notes.size(), 1u);
}

TEST_F(WholeWay, AnnotatesWithoutCodebookAndGazetteer) {
    Workspace workspace;
    Report report = report_of(kText);
    Pipeline(model_, nullptr, nullptr).annotate(report, workspace);
    EXPECT_EQ(report.sentences.size(), 5u);
    EXPECT_TRUE(report.places.empty());
    for (const Sentence& sentence : report.sentences) EXPECT_TRUE(sentence.analysed);
    EXPECT_TRUE(Pipeline(model_, nullptr, nullptr).code(report, workspace).mentions.empty());
}

TEST_F(WholeWay, PresplitTakesTheTextAsOneSentence) {
    Workspace workspace;
    PipelineOptions options;
    options.presplit = true;
    Report report = report_of("One ended. ANOTHER BEGAN");
    pipeline(options).annotate(report, workspace);
    EXPECT_EQ(report.sentences.size(), 1u);
    EXPECT_FALSE(report.sentences[0].recased);
}

TEST_F(WholeWay, UpperCaseCopyIsReadByItsNames) {
    Workspace workspace;
    Report report =
        report_of("GUNMEN KILLED THREE SOLDIERS IN BAGHDAD ON FRIDAY, AND POLICE ARRESTED TWO MEN IN MOSUL.");
    pipeline().annotate(report, workspace);
    ASSERT_EQ(report.sentences.size(), 1u);
    EXPECT_TRUE(report.sentences[0].recased);
    std::vector<std::string> names;
    for (const PlaceRef& place : report.places) names.push_back(place.name);
    EXPECT_EQ(names, (std::vector<std::string>{"Baghdad", "Mosul"}));
}

TEST_F(WholeWay, StrangeTextsDoNotBreakIt) {
    Workspace workspace;
    for (const std::string text :
         {"", "\n\n\n", ".", "((((((", "\xEF\xBF\xBD", "a", "killed", "\"", "‘’“”", "1 2 3 4 5 6 7", "🚀🚀🚀"}) {
        Report report = report_of(text);
        static_cast<void>(pipeline().code(report, workspace));
        Report annotated = report_of(text);
        pipeline().annotate(annotated, workspace);
    }
    Report endless = report_of(std::string(20'000, 'x') + " killed " + std::string(20'000, '('));
    static_cast<void>(pipeline().code(endless, workspace));
}

}  // namespace
}  // namespace tallybook
