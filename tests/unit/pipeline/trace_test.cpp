// What the coder says of the words that gave nothing, and that asking changes no record.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "coding/explanation.hpp"
#include "coding/trace_view.hpp"
#include "images.hpp"
#include "ingest/fields.hpp"
#include "pipeline/lines.hpp"
#include "pipeline/pipeline.hpp"

namespace tallybook {
namespace {

using testing::HasSubstr;

class Traces : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto model = Model::open(image("TALLYBOOK_MODEL", "models/en_core_web_sm.tbm"));
        auto places = Gazetteer::open(image("TALLYBOOK_GAZETTEER", "gazetteer.tbg"));
        auto book = Codebook::load(std::filesystem::path(TALLYBOOK_SOURCE_DIR) / "codebooks");
        if (model && places && book) pipeline_.emplace(*model, *book, *places);
    }
    static void TearDownTestSuite() { pipeline_.reset(); }

    void SetUp() override {
        if (!pipeline_) GTEST_SKIP() << "no images";
    }

    static Result<Report> report_of(const std::string& text) {
        InputFields fields;
        fields.key = "a";
        fields.text = text;
        fields.language = "en";
        fields.published = "2022-06-03";
        return make_report(std::move(fields), {}, "a");
    }

    void read(const std::string& text) {
        auto report = report_of(text);
        ASSERT_TRUE(report);
        report_.emplace(std::move(*report));
        trace_ = {};
        records_ = pipeline_->code(*report_, workspace_, &trace_);
    }
    Traced traced() const { return {*report_, records_, *pipeline_->codebook(), trace_}; }

    std::vector<std::string> reasons(const std::string& text, const std::string& word) {
        read(text);
        std::vector<std::string> out;
        for (const uint32_t token : words_like(*report_, word))
            for (const Note& n : trace_.notes_at(token)) out.emplace_back(code_of(n.why));
        return out;
    }
    size_t records_of(const std::string& word) const {
        const auto words = words_like(*report_, word);
        return words.empty() ? 0 : traced().records_of(words.front()).size();
    }

    static std::optional<Pipeline> pipeline_;
    static Workspace workspace_;
    std::optional<Report> report_;
    Records records_;
    Trace trace_;
};
std::optional<Pipeline> Traces::pipeline_;
Workspace Traces::workspace_;

struct Case {
    const char *text, *word, *reason;
    size_t records;
};

TEST_F(Traces, NameTheReason) {
    for (const Case& c : {Case{"The board fired the manager.", "fired", "exception", 0},
                          Case{"In the film, soldiers shelled a village.", "shelled", "fiction", 1},
                          Case{"A storm killed ten villagers near Gonio.", "killed", "actor-cannot", 0},
                          Case{"Gunmen bombed the hopes of the town.", "bombed", "patient-cannot", 0},
                          Case{"Rebels carried out an attack on the barracks in Gori.", "carried", "carried", 1},
                          Case{"The envoy said the attack was reported.", "attack", "points-back", 0},
                          Case{"The mayor threatened to condemn the pact.", "condemn", "governed", 0},
                          Case{"Guards opened fire on the crowd, killing two men.", "killing", "joined-to", 1},
                          Case{"He left at noon.", "left", "no-rule-fits", 0}}) {
        const auto found = reasons(c.text, c.word);
        EXPECT_THAT(found, testing::Contains(c.reason)) << c.text;
        EXPECT_EQ(records_of(c.word), c.records) << c.text;
    }
}

TEST_F(Traces, AskNothingOfAWordThatGaveItsRecord) {
    EXPECT_TRUE(reasons("Gunmen fired on a bus near Tuzla.", "fired").empty());
    EXPECT_EQ(records_of("fired"), 1U);
}

TEST_F(Traces, TellWhatARuleLacks) {
    read("Gunmen fired on a bus near Tuzla.");
    const std::string text = trace_text(traced(), tried_words(traced()));
    EXPECT_THAT(text, HasSubstr("won"));
    EXPECT_THAT(text, HasSubstr("← \"Gunmen\""));
    EXPECT_THAT(text, HasSubstr("nothing stands there"));
    EXPECT_THAT(text, HasSubstr("frames/assault"));
    const std::string record = explain(*report_, records_, *pipeline_->codebook(), "m1", &trace_);
    EXPECT_THAT(record, HasSubstr("verb fire:  subj=actor"));
}

TEST_F(Traces, ChangeNoRecord) {
    for (const char* text :
         {"Rebels carried out an attack on the barracks in Gori, killing four. The mayor said it was the third raid.",
          "The envoy threatened to cut ties. He will not meet the delegation, his office said."}) {
        read(text);
        const std::string with = coded_lines(*report_, records_);
        auto report = report_of(text);
        ASSERT_TRUE(report);
        const Records records = pipeline_->code(*report, workspace_);
        EXPECT_EQ(coded_lines(*report, records), with);
    }
}

}  // namespace
}  // namespace tallybook
