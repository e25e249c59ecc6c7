// Files, folders and JSON Lines to reports, in order, with errors in their places.
#include "ingest/source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/errors.hpp"

namespace tallybook {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Source : public testing::Test {
protected:
    void SetUp() override {
        root_ = fs::temp_directory_path() / ("tallybook-source-" + std::to_string(::getpid()));
        fs::remove_all(root_);
        fs::create_directories(root_);
    }
    void TearDown() override { fs::remove_all(root_); }

    std::string file(const std::string& name, const std::string& content) {
        const fs::path path = root_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << content;
        return path.string();
    }

    // Keys of reports, numbers and places of errors, in order.
    std::vector<std::string> read(std::vector<std::string> inputs, InputFormat format = InputFormat::Guess,
                                  IngestOptions options = {}) {
        ReportSource source(std::move(inputs), format, std::move(options));
        std::vector<std::string> out;
        texts_.clear();
        while (auto next = source.next()) {
            if (*next) {
                out.push_back((*next)->key);
                texts_.emplace_back((*next)->text());
            } else {
                out.push_back(next->error().code + " " + fs::path(next->error().where).filename().string());
                texts_.push_back(next->error().message);
            }
        }
        return out;
    }

    fs::path root_;
    std::vector<std::string> texts_;
};

TEST_F(Source, AFolderIsReadInTheOrderOfItsPaths) {
    file("b.txt", "Bravo.");
    file("a/z.txt", "Zulu.");
    file("a/a.txt", "Alpha.");
    file(".hidden", "No.");
    file(".git/config", "No.");
    EXPECT_THAT(read({root_.string()}), ElementsAre("a/a.txt", "a/z.txt", "b.txt"));
    EXPECT_THAT(texts_, ElementsAre("Alpha.", "Zulu.", "Bravo."));
}

TEST_F(Source, FilesAndFoldersStandInTheByteOrderOfTheirPaths) {
    std::vector<std::string> keys = {"a",      "a-b/c.txt", "a.txt", "a0",    "a1/b/c",
                                     "a1/b.c", "a1/b0",     "b/a/z", "b/a.a", "b/aa"};
    for (const std::string& key : keys) file(key, "Text.");
    std::sort(keys.begin(), keys.end());
    EXPECT_EQ(read({root_.string()}), keys);
}

TEST_F(Source, FilesCanBeLeftOutAndAreToldWhenTheyEnd) {
    file("one.jsonl", "{\"id\":\"a\",\"text\":\"A\"}\nno\n{\"id\":\"b\",\"text\":\"B\"}\n");
    file("two.txt", "Two.");
    file("three.txt", "Three.");
    ReportSource source({root_.string()}, InputFormat::Guess, {});
    source.choose([](const FoundFile& found) { return found.key != "three.txt"; });
    EXPECT_EQ(source.measure(), 57u);
    std::vector<std::string> told;
    while (auto next = source.next()) {
        told.push_back(*next ? (*next)->key : next->error().code);
        for (const ReadFile& one : source.take_finished())
            told.push_back(one.file.key + " ended " + std::to_string(one.reports) + " " + std::to_string(one.errors));
    }
    for (const ReadFile& one : source.take_finished()) told.push_back(one.file.key + " ended");
    EXPECT_THAT(told, ElementsAre("a", "TB1006", "b", "two.txt", "one.jsonl ended 2 1", "two.txt ended"));
    EXPECT_EQ(source.bytes_read(), 51u);
}

TEST_F(Source, AFilesKeyIsItsName) {
    EXPECT_THAT(read({file("x/one.txt", "One.")}), ElementsAre("one.txt"));
}

TEST_F(Source, WhatCannotBeReadStandsInItsPlaceAndTheRestGoesOn) {
    const std::string good = file("good.txt", "Good.");
    EXPECT_THAT(read({(root_ / "missing").string(), file("empty", ""), good, file("blank", " \n\t"),
                      file("bin", std::string("a\0b", 3)), file("z.gz", "\x1F\x8B\x08"), good}),
                ElementsAre("TB1001 missing", "TB1003 empty", "good.txt", "TB1003 blank", "TB1004 bin", "TB1011 z.gz",
                            "good.txt"));
}

TEST_F(Source, JsonLines) {
    const std::string lines =
        file("in.jsonl",
             "\xEF\xBB\xBF{\"id\": \"a\", \"text\": \"Alpha \\u00e9\\n\", \"other\": [{\"text\": 1}]}\r\n"
             "\n"
             "{\"id\": 7, \"text\": \"Seven\"}\n"
             "{\"text\": \"Nameless\"}\n"
             "not JSON\n"
             "{\"id\": \"b\"}\n"
             "{\"id\": \"c\", \"text\": 3}\n"
             "[{\"id\": \"d\", \"text\": \"x\"}]\n"
             "{\"id\": \"nul\", \"text\": \"a\\u0000b\"}\n"
             "{\"id\": \"e\", \"text\": \"<html><p>Echo.</p></html>\"}\n"
             "{\"id\": \"f\", \"text\": \"\"}\n"
             "{\"id\": \"last\", \"text\": \"Last\"}");
    EXPECT_THAT(read({lines}),
                ElementsAre("a", "7", "in.jsonl:4", "TB1006 in.jsonl:5", "TB1006 in.jsonl:6", "TB1006 in.jsonl:7",
                            "TB1006 in.jsonl:8", "TB1004 in.jsonl:9", "e", "f", "last"));
    EXPECT_EQ(texts_[0], "Alpha é\n");
    EXPECT_THAT(texts_[6], HasSubstr("not a JSON object"));
    EXPECT_EQ(texts_[8], "Echo.");
    EXPECT_EQ(texts_.back(), "Last");
}

TEST_F(Source, JsonLinesAreKnownByTheirContent) {
    EXPECT_THAT(read({file("feed.dat", "{\"id\":\"x\",\"text\":\"Xray\"}\n")}), ElementsAre("x"));
    EXPECT_THAT(read({file("prose.txt", "{curly} brackets open this report.")}), ElementsAre("prose.txt"));
}

TEST_F(Source, AForcedFormatIsObeyed) {
    const std::string lines = file("in.jsonl", "{\"id\":\"x\",\"text\":\"Xray\"}\n");
    EXPECT_THAT(read({lines}, InputFormat::Text), ElementsAre("in.jsonl"));
    EXPECT_THAT(read({file("plain.txt", "Plain.\n")}, InputFormat::JsonLines), ElementsAre("TB1006 plain.txt:1"));
}

TEST_F(Source, ALongLineIsReadAndOneOverTheLimitIsSkipped) {
    const std::string big(3'000'000, 'x');
    const std::string lines =
        file("in.jsonl", "{\"id\":\"big\",\"text\":\"" + big + "\"}\n{\"id\":\"next\",\"text\":\"n\"}\n");
    EXPECT_THAT(read({lines}), ElementsAre("big", "next"));
    EXPECT_EQ(texts_[0].size(), big.size());
    IngestOptions options;
    options.max_text_bytes = 1000;
    EXPECT_THAT(read({lines}, InputFormat::Guess, options), ElementsAre("TB1005 in.jsonl:1", "next"));
}

TEST_F(Source, DeepBracketsCostNothing) {
    const std::string lines = file("in.jsonl", "{\"id\":\"a\",\"text\":\"A\",\"x\":" + std::string(2'000'000, '[') +
                                                   "\n" + "{\"id\":\"b\",\"text\":\"B\"}\n");
    EXPECT_THAT(read({lines}), ElementsAre("TB1006 in.jsonl:1", "b"));
}

TEST_F(Source, InvalidUtf8InALineIsRepaired) {
    EXPECT_THAT(read({file("in.jsonl", "{\"id\":\"a\",\"text\":\"caf\xE9.\"}\n")}), ElementsAre("a"));
    EXPECT_EQ(texts_[0], "caf\xEF\xBF\xBD.");
}

TEST_F(Source, APipeIsReadLikeAFile) {
    const std::string path = (root_ / "pipe").string();
    ASSERT_EQ(::system(("mkfifo " + path + " && (printf 'From a pipe.' > " + path + " &)").c_str()), 0);
    EXPECT_THAT(read({path}), ElementsAre("pipe"));
    EXPECT_THAT(texts_, ElementsAre("From a pipe."));
}

}  // namespace
}  // namespace tallybook
