// The public API as a stranger uses it: only include/tallybook is included.
#include "tallybook/coder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace {

using tallybook::api::Coder;
using tallybook::api::Data;
using tallybook::api::Session;

std::string image(const char* variable, const char* file) {
    if (const char* own = std::getenv(variable)) return own;
    if (const char* data = std::getenv("TALLYBOOK_DATA")) return std::string(data) + "/" + file;
    return std::string(TALLYBOOK_SOURCE_DIR) + "/.tallybook/" + file;
}

TEST(PublicApi, SaysWhatIsMissing) {
    const auto coder = Coder::open({"/nonexistent/model.tbm", "", ""});
    EXPECT_FALSE(coder.value);
    EXPECT_EQ(coder.error.code, "TB1001");
    EXPECT_NE(coder.error.describe().find("/nonexistent/model.tbm"), std::string::npos);
}

TEST(PublicApi, CodesAndAnnotates) {
    const Data data{image("TALLYBOOK_MODEL", "models/en_core_web_sm.tbm"),
                    image("TALLYBOOK_GAZETTEER", "gazetteer.tbg"), std::string(TALLYBOOK_SOURCE_DIR) + "/codebooks"};
    if (!std::filesystem::exists(data.model) || !std::filesystem::exists(data.gazetteer)) GTEST_SKIP() << "no images";
    auto coder = Coder::open(data);
    ASSERT_TRUE(coder.value) << coder.error.describe();
    EXPECT_TRUE(coder.value->run_line().starts_with(R"({"record":"run","tallybook":")"));

    Session session(*coder.value);
    coder.value.reset();  // the session keeps what it needs
    const auto coded =
        session.code({.key = "a", .text = "Rockets hit a base near Mosul on Friday.", .published = "2023-12-10"});
    ASSERT_TRUE(coded.value);
    EXPECT_NE(coded.value->find(R"("record":"mention")"), std::string::npos);
    EXPECT_NE(coded.value->find(R"("key":"a")"), std::string::npos);
    EXPECT_TRUE(coded.value->ends_with("}\n"));

    Session moved = std::move(session);
    const auto layers = moved.annotate({.key = "a", .text = "Rockets hit a base near Mosul on Friday."});
    ASSERT_TRUE(layers.value);
    EXPECT_NE(layers.value->find(R"("record":"place")"), std::string::npos);

    const auto binary = moved.code({.key = "b", .text = std::string("a\0b", 3)});
    EXPECT_FALSE(binary.value);
    EXPECT_EQ(binary.error.code, "TB1004");
    EXPECT_EQ(binary.error.where, "b");
}

}  // namespace
