// A codebook is replaced while threads work with it: each sees one whole codebook from the beginning of its work to the
// end, and what nobody uses any more is freed.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "base/live.hpp"
#include "small_codebook.hpp"

namespace tallybook {
namespace {

// A codebook in which every answer tells its number.
std::string rules(int number) {
    std::string out = "frame f" + std::to_string(number) + ": ASSAULT\n";
    for (int r = 0; r < number; ++r) out += "  verb hit: obj!:w" + std::to_string(r) + "=recipient\n";
    return out;
}

TEST(LiveCodebook, RunsKeepWhatTheyBeganWith) {
    const SmallCodebook files{{"1/frames/a.txt", rules(1)}, {"2/frames/a.txt", rules(2)}, {"3/frames/a.txt", rules(3)}};
    std::vector<std::filesystem::path> images;
    for (const char* name : {"1", "2", "3"}) {
        images.push_back(files.folder() / (std::string(name) + ".tbc"));
        ASSERT_TRUE(Codebook::compile(files.folder() / name, images.back()));
    }
    const auto open = [](const std::filesystem::path& path) {
        auto loaded = Codebook::load(path);
        EXPECT_TRUE(loaded);
        return loaded ? *loaded : nullptr;
    };
    Live<Codebook> live(open(images[0]));
    const std::weak_ptr<const Codebook> first = live.now();
    std::atomic<bool> done{false};
    std::atomic<int> runs{0}, torn{0};
    std::vector<std::jthread> workers;
    for (int t = 0; t < 4; ++t)
        workers.emplace_back([&] {
            while (!done || runs < 100) {
                const auto book = live.now();
                const size_t number = book->rules().size();
                for (int i = 0; i < 20; ++i) {
                    const bool whole = book->rules_for(TriggerKind::Verb, "hit").size() == number &&
                                       book->frames()[0].name == "f" + std::to_string(number) &&
                                       book->may_trigger("hitting");
                    if (!whole) ++torn;
                }
                ++runs;
            }
        });
    const auto long_run = live.now();
    for (int i = 1; i <= 60; ++i) live.replace(open(images[i % 3]));
    done = true;
    workers.clear();
    EXPECT_EQ(torn, 0);
    EXPECT_EQ(long_run->rules().size(), 1U);
    EXPECT_FALSE(first.expired());
    EXPECT_EQ(live.now()->rules().size(), 1U);  // 60 % 3
    EXPECT_NE(live.now(), long_run);
}

TEST(LiveCodebook, TheOldOneGoesWithItsLastUser) {
    const SmallCodebook files{{"frames/a.txt", rules(1)}};
    Live<Codebook> live(files.load());
    auto run = live.now();
    const std::weak_ptr<const Codebook> old = run;
    live.replace(files.load());
    EXPECT_FALSE(old.expired());
    run.reset();
    EXPECT_TRUE(old.expired());
}

// An image that is written anew under a running reader does not change what he has: it is written beside and renamed.
TEST(LiveCodebook, AnImageWrittenAnewLeavesOldRunsAlone) {
    const SmallCodebook files{{"1/frames/a.txt", rules(1)}, {"2/frames/a.txt", rules(2)}};
    const auto image = files.folder() / "book.tbc";
    ASSERT_TRUE(Codebook::compile(files.folder() / "1", image));
    const auto old = Codebook::load(image);
    ASSERT_TRUE(old);
    ASSERT_TRUE(Codebook::compile(files.folder() / "2", image));
    const auto fresh = Codebook::load(image);
    ASSERT_TRUE(fresh);
    EXPECT_EQ((*old)->rules_for(TriggerKind::Verb, "hit").size(), 1U);
    EXPECT_EQ((*fresh)->rules_for(TriggerKind::Verb, "hit").size(), 2U);
}

}  // namespace
}  // namespace tallybook
