// Web archives: pages of records, what is left out, and records that are not what they say.
#include "ingest/warc.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "reading.hpp"

namespace tallybook::reading {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

const std::string kPage =
    "<!DOCTYPE html><html><h1>A fire in the north</h1><p>A shop burned down on Friday, police said.</p></html>";
const std::string kText = "A fire in the north\n\nA shop burned down on Friday, police said.";

std::string page(const std::string& uri, const std::string& head = "Content-Type: text/html; charset=utf-8\r\n",
                 const std::string& body = kPage) {
    return warc_record("response", uri, answer(head, body));
}

TEST(Warc, PagesOfAnswers) {
    const std::string all =
        warc_record("warcinfo", "", "software: test\r\n", "application/warc-fields") +
        warc_record("request", "http://e.org/1", "GET / HTTP/1.1\r\n\r\n") + page("http://e.org/1") +
        page("http://e.org/i.png", "Content-Type: image/png\r\n", "\x89PNG") +
        warc_record("response", "http://e.org/gone", "HTTP/1.1 404 Not Found\r\n\r\nNo") + page("http://e.org/2");
    for (const std::string& bytes : {all, gzipped(all)}) {
        const Read warc = read(bytes, "crawl.warc");
        EXPECT_THAT(warc.outline(), ElementsAre("http://e.org/1", "http://e.org/2"));
        EXPECT_EQ(warc.items[0].text, kText);
        EXPECT_EQ(warc.items[0].fields.uri, "http://e.org/1");
        EXPECT_THAT(warc.left_out,
                    ElementsAre(Pair("answers with status 404", 1), Pair("records of kind request", 1),
                                Pair("records of kind warcinfo", 1), Pair("records of type image/png", 1)));
    }
}

TEST(Warc, OneMemberARecord) {
    std::string bytes;
    for (int i = 0; i < 50; ++i) bytes += gzipped(page("http://e.org/" + std::to_string(i)));
    EXPECT_EQ(read(bytes, "crawl.warc.gz").items.size(), 50U);
}

TEST(Warc, ContentEncodingsChunksAndCharsets) {
    const std::string packed = gzipped(kPage);
    char size[16];
    std::snprintf(size, sizeof size, "%zx", kPage.size());
    const std::string chunked = std::string(size) + "\r\n" + kPage + "\r\n0\r\n\r\n";
    const Read warc = read(
        page("http://e.org/gz", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", packed) +
            page("http://e.org/not", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n") +
            page("http://e.org/chunks", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", chunked) +
            page("http://e.org/1251", "Content-Type: text/html; charset=windows-1251\r\n",
                 "<html><p>The city of \xCC\xEE\xF1\xEA\xE2\xE0 burned down on Friday, the police said.</p></html>"),
        "crawl.warc");
    ASSERT_EQ(warc.items.size(), 4U);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(warc.items[static_cast<size_t>(i)].text, kText) << i;
    EXPECT_THAT(warc.items[3].text, HasSubstr("Москва"));
}

TEST(Warc, FeedsAndTextsInside) {
    const Read warc =
        read(page("http://e.org/feed", "Content-Type: application/rss+xml\r\n",
                  "<rss version='2.0'><channel><title>Wire</title><item><title>One</title><link>http://e.org/one</link>"
                  "<description>Two rockets fell.</description></item></channel></rss>") +
                 warc_record("conversion", "http://e.org/t", "Plain words.", "text/plain"),
             "crawl.warc");
    EXPECT_THAT(warc.outline(), ElementsAre("http://e.org/one", "http://e.org/t"));
    EXPECT_EQ(warc.items[0].text, "One\n\nTwo rockets fell.");
}

std::string with_length(std::string record, long wrong) {
    const size_t at = record.find("Content-Length: ") + 16;
    const size_t end = record.find("\r\n", at);
    return record.replace(at, end - at, std::to_string(std::stol(record.substr(at, end - at)) + wrong));
}

TEST(Warc, WrongLengthsLoseNothing) {
    for (const long wrong : {-60, -1, 1, 40, 100'000}) {
        const Read warc = read(
            page("http://e.org/1") + with_length(page("http://e.org/2"), wrong) + page("http://e.org/3"), "c.warc");
        EXPECT_THAT(warc.outline(), ElementsAre("http://e.org/1", "http://e.org/2", "http://e.org/3")) << wrong;
        EXPECT_EQ(warc.items[1].text, kText) << wrong;
    }
    const Read none =
        read(page("http://e.org/1") + "WARC/1.0\r\nWARC-Type: response\r\n\r\nabc\r\n\r\n" + page("http://e.org/3"),
             "c.warc");
    EXPECT_THAT(none.outline(), ElementsAre("http://e.org/1", "TB1013", "http://e.org/3"));
}

TEST(Warc, CutShortGivesWhatIsThereAndSaysSo) {
    const std::string whole = page("http://e.org/1") + page("http://e.org/2");
    const Read cut = read(whole.substr(0, whole.size() - 30), "c.warc");
    EXPECT_THAT(cut.outline(), ElementsAre("http://e.org/1", "http://e.org/2", "TB1013"));
    EXPECT_THAT(cut.items[1].fields.notes, Contains(HasSubstr("ends in the middle")));
    const std::string packed = gzipped(page("http://e.org/1")) + gzipped(page("http://e.org/2"));
    const Read gz = read(packed.substr(0, packed.size() - 40), "c.warc.gz");
    EXPECT_EQ(gz.items.front().key, "http://e.org/1");
    EXPECT_EQ(gz.items.back().error, "TB1011");
}

TEST(Warc, RubbishBetweenRecordsIsToldOnce) {
    const Read warc = read(page("http://e.org/1") + "rubbish\r\nmore\r\n" + page("http://e.org/2"), "c.warc");
    EXPECT_EQ(warc.items.front().key, "http://e.org/1");
    EXPECT_EQ(warc.items.back().key, "http://e.org/2");
    EXPECT_LE(warc.items.size(), 3U);
}

TEST(Warc, ABodyThatUnpacksToTooMuchIsLeftOut) {
    IngestOptions options;
    options.max_html_bytes = 1'000'000;
    const Read warc =
        read(page("http://e.org/b", "Content-Type: text/html\r\n", gzipped(std::string(20'000'000, 'a'))) +
                 page("http://e.org/2"),
             "c.warc", InputFormat::Guess, options);
    EXPECT_THAT(warc.outline(), ElementsAre("TB1012", "http://e.org/2"));
}

TEST(Warc, RandomDamageNeverBreaksIt) {
    const std::string good = page("http://e.org/1") +
                             page("http://e.org/2", "Transfer-Encoding: chunked\r\n", "5\r\n<html\r\n0\r\n") +
                             page("http://e.org/3");
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        std::string bytes = good;
        for (int i = 0; i < 8; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
        read(bytes, "c.warc");
    }
}

}  // namespace
}  // namespace tallybook::reading
