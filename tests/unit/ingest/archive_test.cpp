// gzip, ZIP and tar: what is read of them, and what is said of damaged, nested and hostile ones.
#include "ingest/archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "reading.hpp"

namespace tallybook::reading {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Gzip, OneTextAndManyMembers) {
    const Read one = read(gzipped("Two rockets fell."), "a.txt.gz");
    EXPECT_THAT(one.outline(), ElementsAre("a.txt"));
    EXPECT_EQ(one.items[0].text, "Two rockets fell.");
    const Read many =
        read(gzipped("Two rockets ") + gzipped("fell.") + std::string(20, '\0') + gzipped(" Nobody died."), "a.gz");
    ASSERT_EQ(many.items.size(), 1U);
    EXPECT_EQ(many.items[0].text, "Two rockets fell. Nobody died.");
}

TEST(Gzip, LinesAreReadAcrossMembers) {
    std::string packed;
    for (int i = 0; i < 300; ++i) packed += gzipped("{\"id\":\"" + std::to_string(i) + "\",\"text\":\"A fire.\"}\n");
    const Read lines = read(packed, "in.jsonl.gz");
    ASSERT_EQ(lines.items.size(), 300U);
    EXPECT_EQ(lines.items[299].key, "299");
}

TEST(Gzip, CutShortIsTold) {
    const std::string packed = gzipped("Two rockets fell on the village before dawn on Friday.");
    for (const size_t size : {size_t{3}, size_t{12}, packed.size() / 2, packed.size() - 4}) {
        EXPECT_THAT(read(packed.substr(0, size), "a.gz").outline(), ElementsAre("TB1011")) << size;
    }
}

TEST(Gzip, BehindADamagedMemberTheNextGoesOn) {
    std::string text;
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) text += static_cast<char>('a' + random() % 26);
    std::string bad = gzipped("{\"id\":\"bad\",\"text\":\"" + text + "\"}\n");
    for (size_t i = bad.size() / 2; i < bad.size() / 2 + 200; ++i) bad[i] = static_cast<char>(random());
    const Read lines =
        read(gzipped("{\"id\":\"a\",\"text\":\"A.\"}\n") + bad + gzipped("\n{\"id\":\"b\",\"text\":\"B.\"}\n"),
             "in.jsonl.gz");
    ASSERT_GE(lines.items.size(), 3U);
    EXPECT_EQ(lines.items.front().key, "a");
    EXPECT_EQ(lines.items[1].error, "TB1011");
    EXPECT_EQ(lines.items.back().key, "b");
}

TEST(Gzip, WhatUnpacksToFarTooMuchIsGivenUp) {
    const std::string bomb = gzipped(std::string(80'000'000, 'a'));
    EXPECT_THAT(read(bomb, "a.gz").outline(), ElementsAre("TB1012"));
}

TEST(Archive, EntriesOfAllFormats) {
    const std::vector<std::pair<std::string, std::string>> files = {
        {"a/one.txt", "Two rockets fell."},
        {"two.html",
         "<!DOCTYPE html><html><h1>A fire in the north</h1><p>A shop burned down on Friday, police said.</p>"},
        {".hidden", "No."},
        {"three.jsonl", "{\"id\":\"x\",\"text\":\"X-ray.\"}\n{\"id\":\"y\",\"text\":\"Yankee.\"}\n"},
        {"four.txt.gz", gzipped("Four men were held.")}};
    for (const char* format : {"zip", "ustar"}) {
        const Read all = read(archived(format, files), "all");
        EXPECT_THAT(all.outline(), ElementsAre("all/a/one.txt", "all/two.html", "x", "y", "all/four.txt")) << format;
        EXPECT_EQ(all.items[1].text, "A fire in the north\n\nA shop burned down on Friday, police said.");
        EXPECT_EQ(all.items[4].text, "Four men were held.");
        EXPECT_THAT(all.left_out, ElementsAre(Pair("hidden files of archives", 1)));
    }
    EXPECT_EQ(read(gzipped(archived("ustar", files)), "all.tar.gz").items.size(), 5U);
}

TEST(Archive, NestedTooDeepIsRefused) {
    std::string inside = archived("zip", {{"a.txt", "Deep."}});
    for (int i = 0; i < 3; ++i) inside = archived("zip", {{"in.zip", inside}});
    EXPECT_THAT(read(inside, "a.zip").outline(), ElementsAre("a.zip/in.zip/in.zip/in.zip/a.txt"));
    for (int i = 0; i < 30; ++i) inside = archived("zip", {{"in.zip", inside}});
    EXPECT_THAT(read(inside, "a.zip").outline(), ElementsAre("TB1012"));
    std::string packed = "Deep.";
    for (int i = 0; i < 30; ++i) packed = gzipped(packed);
    EXPECT_THAT(read(packed, "a.gz").outline(), ElementsAre("TB1012"));
}

TEST(Archive, DamageIsTold) {
    const std::string zip = archived("zip", {{"a.txt", "Two rockets fell."}, {"b.txt", std::string(5000, 'b')}});
    const Read cut = read(zip.substr(0, zip.size() / 3), "a.zip");
    ASSERT_FALSE(cut.items.empty());
    EXPECT_EQ(cut.items.back().error, "TB1011");
    EXPECT_THAT(read(archived("zip", {}), "a.zip").outline(), ElementsAre("TB1003"));
    for (size_t size = 4; size < 60; ++size) EXPECT_FALSE(read(zip.substr(0, size), "a.zip").items.empty()) << size;
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        std::string damaged = zip;
        for (int i = 0; i < 10; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
        read(damaged, "a.zip");
    }
}

TEST(Archive, PathsAreOnlyNames) {
    const Read all = read(archived("zip", {{"../../etc/passwd", "A text."}, {"/etc/hosts", "B text."}}), "a.zip");
    EXPECT_EQ(all.items.size(), 2U);
    EXPECT_EQ(all.items[0].text, "A text.");
}

TEST(Archive, OfficeDocumentsAreNamedAndNotRead) {
    const Read office =
        read(archived("zip", {{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w/>"}}), "a.docx");
    EXPECT_THAT(office.outline(), ElementsAre("TB1008"));
}

}  // namespace
}  // namespace tallybook::reading
