// The parts of fetching that need no network: addresses, robots.txt, FEEDS.toml, the log, the archive.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fetch/errors.hpp"
#include "fetch/feeds_file.hpp"
#include "fetch/fetch_log.hpp"
#include "fetch/robots.hpp"
#include "fetch/url.hpp"
#include "fetch/warc_writer.hpp"
#include "ingest/item_reader.hpp"

namespace tallybook {
namespace {

namespace fs = std::filesystem;

TEST(Address, PublicAndNot) {
    for (const char* text : {"8.8.4.4", "100.128.0.1", "172.32.0.1", "192.169.0.1", "2a00:1450::1", "64:ff9b::808:404",
                             "2002:808:404::1", "223.255.255.254"})
        EXPECT_TRUE(is_public(*address_bytes(text))) << text;
    for (const char* text : {"0.0.0.0",
                             "10.1.2.3",
                             "100.64.0.1",
                             "127.0.0.1",
                             "127.9.9.9",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.1.1",
                             "192.0.2.7",
                             "198.19.0.1",
                             "203.0.113.9",
                             "224.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "fe80::1",
                             "fd12::1",
                             "ff02::1",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1",
                             "64:ff9b::7f00:1",
                             "2002:7f00:1::",
                             "2001:db8::1",
                             "2001::1",
                             "::7f00:1",
                             "fec0::1"})
        EXPECT_FALSE(is_public(*address_bytes(text))) << text;
    for (const char* text : {"", "localhost", "1.2.3", "0x7f.1", "1.2.3.4.5", "g::1"})
        EXPECT_FALSE(address_bytes(text)) << text;
}

TEST(Address, Ranges) {
    const auto range = AddressRange::parse("10.20.0.0/15");
    ASSERT_TRUE(range);
    EXPECT_TRUE(range->holds(*address_bytes("10.21.255.1")));
    EXPECT_FALSE(range->holds(*address_bytes("10.22.0.1")));
    EXPECT_FALSE(range->holds(*address_bytes("::a14:1")));
    EXPECT_TRUE(AddressRange::parse("127.0.0.1")->holds(*address_bytes("::ffff:127.0.0.1")));
    for (const char* text : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "fd00::/129", "localhost", "/8", "10.0.0.0/-1"})
        EXPECT_FALSE(AddressRange::parse(text)) << text;
}

TEST(UrlTest, OneFormAndNothingButTheWeb) {
    const auto url = Url::parse("HTTPS://News.Example.ORG/a b?q=1#top");
    ASSERT_TRUE(url) << url.error().describe();
    EXPECT_EQ(url->text(), "https://news.example.org/a%20b?q=1");
    EXPECT_EQ(url->host(), "news.example.org:443");
    EXPECT_EQ(url->path(), "/a%20b?q=1");
    EXPECT_EQ(url->robots(), "https://news.example.org/robots.txt");
    EXPECT_EQ(url->resolve("../x")->text(), "https://news.example.org/x");
    EXPECT_EQ(url->resolve("//other.example/y")->text(), "https://other.example/y");
    EXPECT_EQ(Url::parse("http://h.example")->path(), "/");
    EXPECT_EQ(Url::parse("http://h.example:8080/x")->origin(), "http://h.example:8080");
    for (const char* text :
         {"", "news.example.org/a", "ftp://h.example/", "file:///etc/passwd", "http://", "javascript:alert(1)",
          "http://user:word@h.example/", "gopher://h.example/", "http://h.example:99999/"})
        EXPECT_FALSE(Url::parse(text)) << text;
    for (const char* text : {"file:///etc/passwd", "ftp://h.example/", "mailto:a@h.example"})
        EXPECT_FALSE(url->resolve(text)) << text;
}

TEST(RobotsTest, GroupsAndPatterns) {
    const Robots robots = Robots::parse(
        "# all\nUser-agent: *\nDisallow: /\n\n"
        "User-Agent: other\nUser-agent: Tallybook/2.0\nDisallow: /private/ # not\nAllow: /private/open\nDisallow: "
        "/*.pdf$\n"
        "Disallow:\nCrawl-delay: 7\nDisallow: /caf%C3%A9\nSitemap: /s.xml\nDisallow: /a*b*c\n",
        "tallybook");
    for (const char* path : {"/", "/news", "/private/open/1", "/x.pdf?y", "/private", "/abX"})
        EXPECT_TRUE(robots.allows(path)) << path;
    for (const char* path : {"/private/", "/private/x", "/x.pdf", "/d/y.pdf", "/caf\xC3\xA9/1", "/caf%c3%a9", "/aXbXc"})
        EXPECT_FALSE(robots.allows(path)) << path;
    EXPECT_EQ(robots.delay(), std::chrono::milliseconds(7000));
    const Robots all = Robots::parse("user-agent: *\ndisallow: /x\n", "tallybook");
    EXPECT_FALSE(all.allows("/x1"));
    EXPECT_TRUE(all.allows("/y"));
    EXPECT_FALSE(all.delay());
}

TEST(RobotsTest, EqualPatternsAllowAndNonsenseAllowsAll) {
    const Robots robots = Robots::parse("User-agent: *\nDisallow: /page\nAllow: /page\n", "tallybook");
    EXPECT_TRUE(robots.allows("/page"));
    for (const char* text :
         {"", "<html>no</html>", "Disallow: /", "User-agent: someone\nDisallow: /", "\xFF\xFE\n::\n:"})
        EXPECT_TRUE(Robots::parse(text, "tallybook").allows("/a")) << text;
    // Stars without end take no time without end.
    const Robots stars = Robots::parse("User-agent: *\nDisallow: /" + std::string(2000, '*') + "b\n", "tallybook");
    EXPECT_TRUE(stars.allows("/" + std::string(4000, 'a')));
}

TEST(FeedsFileTest, WhatItSays) {
    const auto file = parse_feeds_file(
        "every = \"1h\"\npages = false\ndelay = \"500ms\"\nmax_size = \"2MB\"\nallow_private = [\"10.0.0.0/8\"]\n"
        "[[feed]]\nurl = \"https://a.example/rss\"\n[[feed]]\nurl = \"https://b.example/\"\nevery = \"5m\"\npages = "
        "true\noutlet = \"B Wire\"\n",
        "f.toml");
    ASSERT_TRUE(file) << file.error().describe();
    ASSERT_EQ(file->feeds.size(), 2u);
    EXPECT_EQ(file->feeds[0].every.count(), 3600);
    EXPECT_FALSE(file->feeds[0].pages);
    EXPECT_EQ(file->feeds[1].every.count(), 300);
    EXPECT_EQ(file->feeds[1].outlet, "B Wire");
    EXPECT_EQ(file->limits.delay.count(), 500);
    EXPECT_EQ(file->limits.max_bytes, size_t{2} << 20);
    EXPECT_TRUE(file->robots);
}

TEST(FeedsFileTest, FaultsHaveTheirLine) {
    const std::pair<const char*, const char*> faults[] = {
        {"\n\nfeed = 3\n", ":1"},
        {"[[feed]]\nurl = \"ftp://a.example\"\n", ":1"},
        {"[[feed]]\nurl = \"https://a.example\"\nevry = \"5m\"\n", ":3"},
        {"every = \"soon\"\n[[feed]]\nurl = \"https://a.example\"\n", ":1"},
        {"every = \"1s\"\n", ":1"},
        {"timeout = 30\n", ":1"},
        {"max_size = \"2GB\"\n", ":1"},
        {"max_redirects = 99\n", ":1"},
        {"allow_private = [\n\"home\"]\n", ":2"},
        {"robots = \"yes\"\n", ":1"},
        {"[[feed]]\nurl = \"https://a.example\"\n[[feed]]\nurl = \"https://a.example/\"\n", ":3"},
        {"a = \n", ":1"},
        {"", ":1"}};
    for (const auto& [text, line] : faults) {
        const auto file = parse_feeds_file(text, "f.toml");
        ASSERT_FALSE(file) << text;
        EXPECT_EQ(file.error().code, errors::kFeedsFile);
        EXPECT_EQ(file.error().where, std::string("f.toml") + line) << text << file.error().message;
    }
}

class FetchFiles : public testing::Test {
protected:
    FetchFiles() : folder_(fs::temp_directory_path() / ("tallybook-fetch-" + std::to_string(getpid()))) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~FetchFiles() override { fs::remove_all(folder_); }
    std::string path(const char* name) const { return (folder_ / name).string(); }
    fs::path folder_;
};

TEST_F(FetchFiles, TheLogRemembersAndOneProgramHasIt) {
    const Json feed = {{"record", "feed"},
                       {"url", "u"},
                       {"at", "2026-03-01T04:05:06Z"},
                       {"status", 200},
                       {"error", nullptr},
                       {"etag", "\"x\""},
                       {"last_modified", nullptr},
                       {"failures", 0},
                       {"next_at", "2026-03-01T05:05:06Z"},
                       {"entries", 3}};
    WantedPage page;
    page.url = "p";
    page.feed = "u";
    page.text = "Text \xFF.";
    page.next_at = utc_of("2026-03-01T04:15:06Z");
    {
        auto log = FetchLog::open(path("log"));
        ASSERT_TRUE(log);
        ASSERT_TRUE(log->append({feed, line_of(page)}));
        EXPECT_TRUE(log->page_is_known("p"));
        auto second = FetchLog::open(path("log"));
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, errors::kStateFile);
    }
    std::ofstream(path("log"), std::ios::app)
        << "no json\n{\"record\":\"page\",\"url\":\"q\"}\n{\"record\":\"page\",\"url\":\"cut";
    {
        auto log = FetchLog::open(path("log"));
        ASSERT_TRUE(log);
        EXPECT_EQ(log->feed("u").etag, "\"x\"");
        EXPECT_EQ(utc_text(log->feed("u").next_at), "2026-03-01T05:05:06Z");
        EXPECT_EQ(log->feed("none").polls, 0u);
        ASSERT_EQ(log->wanted().size(), 1u);
        EXPECT_EQ(log->wanted()[0].next_at, page.next_at);
        EXPECT_TRUE(log->page_is_known("q"));
        EXPECT_FALSE(log->page_is_known("cut"));
        ASSERT_TRUE(log->append({Json{{"record", "page"}, {"url", "p"}}}));
        EXPECT_TRUE(log->wanted().empty());
    }
    auto log = FetchLog::open(path("log"));
    ASSERT_TRUE(log);
    EXPECT_TRUE(log->wanted().empty());
    EXPECT_EQ(log->pages(), 2u);
}

TEST_F(FetchFiles, WhatIsArchivedIsReadAsAnyArchive) {
    Answer page;
    page.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    page.body = "32\r\n<!doctype html><html><p>Two men were held in Oruro\r\n11\r\n, police said.</p>\r\n0\r\n\r\n";
    {
        auto archive = WarcWriter::create(path("a.warc.gz"), "test");
        ASSERT_TRUE(archive);
        ASSERT_TRUE(
            archive->response("https://a.example/1", "2026-03-01T04:05:06Z", page, {"2026-02-28", "A\r\nWire", false}));
        ASSERT_TRUE(archive->response("https://a.example/rss", "2026-03-01T04:05:06Z", page, {"", "", true}));
        auto place = archive->resource("https://a.example/2", "2026-03-01T04:05:06Z", "application/x-ndjson",
                                       "{\"id\":\"https://a.example/2\",\"text\":\"A fire.\"}\n");
        ASSERT_TRUE(place);
        ASSERT_TRUE(archive->finish());
        EXPECT_EQ(place->offset + place->length, fs::file_size(path("a.warc.gz")));
        EXPECT_EQ(archive->records(), 3u);
    }
    LeftOut left_out;
    Place place;
    place.left_out = &left_out;
    place.format = InputFormat::Warc;
    const IngestOptions options;
    const auto reader = open_reader(std::move(*ByteStream::open(path("a.warc.gz"))), place, options);
    auto one = reader->next();
    ASSERT_TRUE(one && *one) << (*one).error().describe();
    EXPECT_EQ((*one)->key, "https://a.example/1");
    EXPECT_EQ((*one)->published, "2026-02-28");
    EXPECT_EQ((*one)->outlet, "A  Wire");
    EXPECT_EQ((*one)->text, "Two men were held in Oruro, police said.");
    auto two = reader->next();
    ASSERT_TRUE(two && *two);
    EXPECT_EQ((*two)->key, "https://a.example/2");
    EXPECT_FALSE(reader->next());
    EXPECT_EQ(left_out["feeds of which the pages were fetched"], 1u);
}

TEST_F(FetchFiles, AnArchiveThatCannotBeWrittenIsSaid) {
    auto archive = WarcWriter::create(path("no/such/folder.warc.gz"), "test");
    ASSERT_FALSE(archive);
    EXPECT_EQ(archive.error().code, errors::kArchiveFile);
    if (fs::exists("/dev/full")) {
        auto full = WarcWriter::create("/dev/full", "test");
        ASSERT_FALSE(full);
        EXPECT_EQ(full.error().code, errors::kArchiveFile);
    }
}

}  // namespace
}  // namespace tallybook
