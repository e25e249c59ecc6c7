// The images that set-up makes, for tests of the whole way of a report; a test is skipped, with the reason, where they
// are not at hand.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "ingest/fields.hpp"
#include "pipeline/pipeline.hpp"

namespace tallybook {

// The variable's own file, else that of the data folder.
inline std::string image(const char* variable, const char* file) {
    if (const char* own = std::getenv(variable)) return own;
    if (const char* data = std::getenv("TALLYBOOK_DATA")) return std::string(data) + "/" + file;
    return std::string(TALLYBOOK_SOURCE_DIR) + "/.tallybook/" + file;
}

inline Result<Report> made_report(std::string text, const char* published = "2023-12-10") {
    InputFields fields;
    fields.key = "test";
    fields.text = std::move(text);
    fields.published = published;
    return make_report(std::move(fields), {}, "test");
}

class WithImages : public testing::Test {
protected:
    void SetUp() override {
        auto model = Model::open(image("TALLYBOOK_MODEL", "models/en_core_web_sm.tbm"));
        if (!model) GTEST_SKIP() << "no model image: " << model.error().describe();
        auto places = Gazetteer::open(image("TALLYBOOK_GAZETTEER", "gazetteer.tbg"));
        if (!places) GTEST_SKIP() << "no gazetteer image: " << places.error().describe();
        auto book = Codebook::load(std::string(TALLYBOOK_SOURCE_DIR) + "/codebooks");
        ASSERT_TRUE(book) << book.error().describe();
        model_ = *model;
        places_ = *places;
        book_ = *book;
    }

    std::shared_ptr<const Model> model_;
    std::shared_ptr<const Codebook> book_;
    std::shared_ptr<const Gazetteer> places_;
};

}  // namespace tallybook
