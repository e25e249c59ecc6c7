// What a ledger gives to resolving where reports have no date: their words, from the texts that it keeps.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "../resolve/story.hpp"
#include "ledger/ledger.hpp"

namespace tallybook::test {
namespace {

const RunInfo kRun{"0.1.0", "book-1", "model-1", "gazetteer-1"};

void keep(Ledger& ledger, const Story& story) {
    SourceInfo source;
    source.key = story.key;
    if (!story.published.empty()) source.published = story.published;
    const CodedLines coded{source, story.line(), story.records};
    const auto added = ledger.add({story.id, story.sha256, story.text}, source, &coded, kRun);
    ASSERT_TRUE(added) << added.error().describe();
}

// Two reports of one shooting, in the given order; how many incidents they make.
size_t incidents_of(const std::string& published, bool second_first) {
    Story one{"a", "", published, "A gunman shot two workers at the Hradec flour mill. He wore a welder's mask."};
    Story two{"b", "", published, "Workers of the Hradec flour mill were shot at lunch by a man in a mask."};
    for (Story* story : {&one, &two}) story->mention("ASSAULT", "shot", story->text, {{"mode", "firearms"}});
    const auto path = std::filesystem::temp_directory_path() / ("tallybook-undated-" + std::to_string(getpid()));
    std::filesystem::remove(path);
    size_t count = 0;
    {
        auto ledger = Ledger::open(path.string(), Ledger::Access::Write);
        EXPECT_TRUE(ledger);
        keep(*ledger, second_first ? two : one);
        keep(*ledger, second_first ? one : two);
        const auto settled = ledger->settle(kRun);
        EXPECT_TRUE(settled);
        for (const Finding& found : settled->fresh) count += found.kind == "incident";
    }
    std::filesystem::remove(path);
    return count;
}

TEST(Undated, ReportsAreJoinedByTheirWords) {
    EXPECT_EQ(incidents_of("", false), 1u);
    EXPECT_EQ(incidents_of("", true), 1u);
    EXPECT_EQ(incidents_of("2024-03-05", false), 2u);
}

}  // namespace
}  // namespace tallybook::test
