// Gating changes no byte: what is not read could not have given anything, and what is left out is left out in the same
// way where everything is analysed. Over the examples of the frames, generated reports, the reports of examples/ and,
// where the development texts are at hand, a sample of them; all of them with TALLYBOOK_LONG_TESTS.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>

#include "images.hpp"
#include "pipeline/lines.hpp"
#include "pipeline/pipeline.hpp"

namespace tallybook {
namespace {

// Sentences without any event.
constexpr const char* kQuiet[] = {
    "The orchard covers nine hectares of the valley.",
    "Copper closed two cents higher.",
    "The museum keeps the largest collection of kites in the region.",
    "March was wetter than usual along the coast.",
    "He has three sisters and a cat.",
    "The figures are seasonally adjusted.",
};

class Gating : public WithImages {
protected:
    void SetUp() override {
        WithImages::SetUp();
        if (!book_) return;
        for (const Frame& frame : book_->frames())
            for (const Frame::Example& example : frame.examples)
                if (!example.expectation.empty()) examples_.push_back(example.text);
    }

    std::string coded(const std::string& text, bool gating, Scope scope) {
        auto report = made_report(text);
        if (!report) return report.error().message;
        PipelineOptions options;
        options.gating = gating;
        options.scope = scope;
        const Pipeline pipeline(model_, book_, places_, options);
        const Records records = pipeline.code(*report, workspace_);
        return coded_lines(*report, records);
    }

    // The records of it in both scopes, read both ways.
    void expect_same(const std::string& text) {
        for (const Scope scope : {Scope::All, Scope::Violence})
            ASSERT_EQ(coded(text, true, scope), coded(text, false, scope)) << text;
    }

    Workspace workspace_;
    std::vector<std::string> examples_;
};

bool all_of_them() {
    return std::getenv("TALLYBOOK_LONG_TESTS") != nullptr;
}

TEST_F(Gating, TheReportsOfTheFolder) {
    for (const auto& file : std::filesystem::directory_iterator(TALLYBOOK_SOURCE_DIR "/examples")) {
        std::ifstream in(file.path(), std::ios::binary);
        expect_same({std::istreambuf_iterator<char>(in), {}});
    }
}

// What a frame's example gives when every sentence is analysed, it gives when the trigger test decides.
TEST_F(Gating, TheTestPassesWhateverGivesARecord) {
    const Pipeline pipeline(model_, book_, places_);
    for (size_t e = 0; e < examples_.size(); e += all_of_them() ? 1 : 3) {
        auto report = made_report(examples_[e]);
        ASSERT_TRUE(report);
        pipeline.annotate(*report, workspace_);
        const Records whole = code(*report, *book_);
        EXPECT_EQ(coded_lines(*report, whole), coded(examples_[e], true, Scope::All)) << examples_[e];
    }
}

TEST_F(Gating, GeneratedReports) {
    std::mt19937 random(11);
    const int reports = all_of_them() ? 2000 : 60;
    for (int r = 0; r < reports; ++r) {
        std::string text;
        for (size_t s = 0, count = 2 + random() % 8; s < count; ++s) {
            const bool quiet = random() % 5 < 3;
            text += quiet ? kQuiet[random() % std::size(kQuiet)] : examples_[random() % examples_.size()];
            text += random() % 3 == 0 ? "\n\n" : " ";
        }
        expect_same(text);
    }
}

TEST_F(Gating, DevelopmentTexts) {
    const char* bench = std::getenv("TALLYBOOK_BENCH");
    const std::filesystem::path folder =
        bench ? std::string(bench) : std::string(TALLYBOOK_SOURCE_DIR) + "/../shared/bench";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the development texts are not at hand";
    size_t read = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string kind = entry.path().extension().string();
        const bool text = kind == ".txt" || kind == ".tml" || kind == ".tsv" ||
                          entry.path().string().find("muc") != std::string::npos;
        if (!entry.is_regular_file() || !text || entry.file_size() > 200000) continue;
        if (++read % 100 != 0 && !all_of_them()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::string content{std::istreambuf_iterator<char>(in), {}};
        if (!all_of_them()) content.resize(std::min<size_t>(content.size(), 2500));
        expect_same(content);
    }
}

TEST_F(Gating, TheScopeLeavesOrdinaryNewsAlone) {
    const std::string quiet = "The ministers met in Lisbon on Monday. They agreed to lower the duty on cork.";
    EXPECT_NE(coded(quiet, true, Scope::All).find("\"record\":\"statement\""), std::string::npos);
    EXPECT_EQ(coded(quiet, true, Scope::Violence).find("\"record\":\"statement\""), std::string::npos);
    EXPECT_NE(coded(quiet, true, Scope::Violence).find("\"sentences\":2"), std::string::npos);
    // All frames apply in a report that tells of violence.
    const std::string violent = "Gunmen killed two guards near Oruro on Sunday. " + quiet;
    EXPECT_EQ(coded(violent, true, Scope::Violence), coded(violent, true, Scope::All));
    EXPECT_NE(coded(violent, true, Scope::Violence).find("\"record\":\"statement\""), std::string::npos);
}

}  // namespace
}  // namespace tallybook
