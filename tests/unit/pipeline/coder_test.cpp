// The public API as a stranger uses it: only include/tallybook is included.
#include "tallybook/coder.hpp"
#include "images.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace {

using tallybook::image;
using tallybook::api::Coder;
using tallybook::api::Data;
using tallybook::api::Session;

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

using tallybook::api::LiveCoder;

// Two codebooks that tell one sentence differently.
std::string codebook_folder(const std::string& name, const std::string& type) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("tallybook-live-" + std::to_string(::getpid()) + "-" + name);
    std::filesystem::create_directories(folder / "frames");
    std::ofstream(folder / "frames/a.txt")
        << "frame " << name << ": " << type << "\n  verb seize: subj=actor obj=recipient\n";
    std::ofstream(folder / "agents.txt") << "armed-group: rebel\nfacility: mill\n";
    return folder.string();
}

TEST(PublicApi, ACodebookIsLoadedAnewWhileOthersWork) {
    const std::string model = image("TALLYBOOK_MODEL", "models/en_core_web_sm.tbm");
    if (!std::filesystem::exists(model)) GTEST_SKIP() << "no model";
    const std::string one = codebook_folder("one", "COERCE"), two = codebook_folder("two", "SANCTION");
    const std::string broken = codebook_folder("broken", "NONSENSE");
    auto opened = Coder::open({model, "", one});
    ASSERT_TRUE(opened.value) << opened.error.describe();
    LiveCoder live(*opened.value);
    opened.value.reset();
    const tallybook::api::Input input{.key = "a", .text = "Rebels seized a mill."};
    Session long_run(live.now());
    const auto before = long_run.code(input);
    ASSERT_TRUE(before.value);
    EXPECT_NE(before.value->find("COERCE"), std::string::npos);

    std::atomic<bool> done{false};
    std::atomic<int> mixed{0}, runs{0};
    std::vector<std::jthread> workers;
    for (int t = 0; t < 2; ++t)
        workers.emplace_back([&] {
            Session session(live.now());
            while (!done || runs < 4) {
                const Coder coder = live.now();
                session.use(coder);
                const auto first = session.code(input), second = session.code(input);
                if (!first.value || *first.value != *second.value) ++mixed;
                ++runs;
            }
        });
    for (int i = 0; i < 10; ++i) EXPECT_EQ(live.reload(i % 2 == 0 ? two : one).code, "");
    EXPECT_EQ(live.reload(two).code, "");
    const auto fault = live.reload(broken);
    EXPECT_EQ(fault.code, "TB3002");
    EXPECT_NE(fault.message.find("NONSENSE"), std::string::npos);
    done = true;
    workers.clear();
    EXPECT_EQ(mixed, 0);

    const auto again = long_run.code(input);
    ASSERT_TRUE(again.value);
    EXPECT_EQ(*again.value, *before.value);
    Session new_run(live.now());
    const auto after = new_run.code(input);
    ASSERT_TRUE(after.value);
    EXPECT_NE(after.value->find("SANCTION"), std::string::npos);
    EXPECT_NE(live.now().run_line().find("codebook"), std::string::npos);
    for (const std::string& folder : {one, two, broken}) std::filesystem::remove_all(folder);
}

}  // namespace
