// Feeds, ninjs, mail, Markdown, texts with head lines: what is read of each, and how each is recognised.
#include "ingest/formats.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "reading.hpp"

namespace tallybook::reading {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kRss = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Coast Courier &amp; Sons</title><link>http://e.org/</link><language>en-gb</language><image><title>Logo</title></image>
<item><title>Two rockets hit &#8216;old&#8217; base</title><link>http://e.org/1</link><guid isPermaLink="false">77</guid>
<media:title>Not this</media:title><dc:creator>A. Writer</dc:creator><pubDate>Wed, 09 Jun 2021 18:20:00 +0200</pubDate>
<description>A short note.</description>
<content:encoded><![CDATA[<p>Two rockets hit a base on <b>Tuesday</b>.</p><p>Nobody was hurt.</p><p><a href="http://e.org/1">Continue reading</a></p>]]></content:encoded></item>
<item><title>Second</title><description>&lt;p&gt;Three men were held in the north&lt;/p&gt;</description><guid>http://e.org/2</guid></item>
</channel></rss>)";

const std::string kAtom =
    R"(<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Highland Gazette</title>
<entry><title type="html">A &lt;b&gt;bridge&lt;/b&gt; was blown up</title><link rel="alternate" href="http://e.org/3"/><link rel="self" href="http://e.org/x"/>
<id>tag:e.org,2019:3</id><published>2019-11-22T08:00:00Z</published><updated>2020-01-01T00:00:00Z</updated><author><name>Security Desk</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sappers blew up a bridge &amp; a road.</p></div></content></entry>
<entry><title>Plain</title><id>tag:e.org,2019:4</id><updated>2019-11-23T08:00:00Z</updated><summary>Four men &lt; five.</summary></entry></feed>)";

TEST(Feed, Rss) {
    const Read feed = read(kRss, "feed.xml");
    EXPECT_THAT(feed.outline(), ElementsAre("http://e.org/1", "http://e.org/2"));
    const InputFields& one = feed.items[0].fields;
    EXPECT_EQ(feed.items[0].text,
              "Two rockets hit ‘old’ base\n\nTwo rockets hit a base on Tuesday.\n\nNobody was hurt.");
    EXPECT_EQ(one.title, std::nullopt) << "set by the headline";
    EXPECT_EQ(one.outlet, "Coast Courier & Sons");
    EXPECT_EQ(one.byline, "A. Writer");
    EXPECT_EQ(one.published, "2021-06-09");
    EXPECT_EQ(one.uri, "http://e.org/1");
    EXPECT_EQ(feed.items[1].text, "Second\n\nThree men were held in the north");
}

TEST(Feed, Atom) {
    const Read feed = read(kAtom, "feed.atom");
    EXPECT_THAT(feed.outline(), ElementsAre("http://e.org/3", "tag:e.org,2019:4"));
    EXPECT_EQ(feed.items[0].text, "A bridge was blown up\n\nSappers blew up a bridge & a road.");
    EXPECT_EQ(feed.items[0].fields.published, "2019-11-22");
    EXPECT_EQ(feed.items[0].fields.outlet, "Highland Gazette");
    EXPECT_EQ(feed.items[0].fields.byline, "Security Desk");
    EXPECT_EQ(feed.items[1].text, "Plain\n\nFour men < five.");
    EXPECT_EQ(feed.items[1].fields.published, "2019-11-23");
}

TEST(Feed, OtherEncodingsAndRdf) {
    const Read feed = read(
        "<?xml version='1.0' encoding='windows-1251'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/'><item><title>\xCC\xEE\xF1\xEA\xE2\xE0</title><link>http://e.org/5</link></"
        "item></rdf:RDF>",
        "feed");
    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(feed.items[0].text, "Москва");
}

TEST(Feed, DamageGivesTheEntriesBeforeIt) {
    const Read cut = read(kRss.substr(0, kRss.find("<item><title>Second") + 30), "feed.xml");
    ASSERT_GE(cut.items.size(), 2U);
    EXPECT_EQ(cut.items.front().key, "http://e.org/1");
    EXPECT_EQ(cut.items.back().error, "TB1014");
    EXPECT_THAT(read("<rss version='2.0'><channel><title>Empty</title></channel></rss>", "feed.xml").outline(),
                ElementsAre("TB1003"));
    // Entities of its own are never expanded, and files never read.
    const Read hostile = read(
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM "
        "'file:///etc/passwd'>]>"
        "<rss><channel><item><title>x&b;&f;y</title><link>http://e.org/6</link></item></channel></rss>",
        "feed.xml");
    for (const Item& item : hostile.items) EXPECT_THAT(item.text, Not(HasSubstr("root:")));
    std::string deep = "<rss><channel><item>";
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    read(deep, "feed.xml");
}

TEST(Ninjs, OneItemAndLines) {
    const std::string item =
        "{\n \"uri\": \"urn:e:1\",\n \"type\": \"text\",\n \"headline\": \"Two rockets hit base\",\n \"byline\": "
        "\"Desk\",\n"
        " \"versioncreated\": \"2022-09-17T10:00:00Z\",\n \"language\": \"en\",\n \"source\": \"Relief Wire\",\n"
        " \"body_xhtml\": \"<p>Two rockets hit a base.</p><p>Nobody was hurt.</p>\"\n}\n";
    const Read one = read(item, "item.json");
    EXPECT_THAT(one.outline(), ElementsAre("urn:e:1"));
    EXPECT_EQ(one.items[0].text, "Two rockets hit base\n\nTwo rockets hit a base.\n\nNobody was hurt.");
    EXPECT_EQ(one.items[0].fields.published, "2022-09-17");
    EXPECT_EQ(one.items[0].fields.outlet, "Relief Wire");
    EXPECT_EQ(one.items[0].fields.byline, "Desk");
    const Read third = read(
        "{\"uri\":\"urn:e:3\",\"headlines\":[{\"role\":\"main\",\"value\":\"A "
        "fire\"}],\"versionCreated\":\"2022-01-02T00:00:00Z\","
        "\"bodies\":[{\"role\":\"main\",\"contentType\":\"text/plain\",\"value\":\"A shop burned.\"}]}",
        "item.json");
    EXPECT_THAT(third.outline(), ElementsAre("urn:e:3"));
    EXPECT_EQ(third.items[0].text, "A fire\n\nA shop burned.");
    EXPECT_EQ(
        read("{\"uri\":\"a\",\"body_text\":\"A.\"}\n{\"uri\":\"b\",\"body_text\":\"B.\"}\n", "in.dat").items.size(),
        2U);
    EXPECT_THAT(read(item.substr(0, item.size() / 2), "item.json").outline(), ElementsAre("TB1006"));
}

const std::string kMail =
    "Return-Path: <desk@e.org>\r\nFrom: \"Plains Tribune\" <desk@e.org>\r\nTo: reader@e.org\r\n"
    "Subject: =?utf-8?Q?Caf=C3=A9_attacked?=\r\nDate: Mon, 03 Feb 2020 07:00:00 +0000\r\nMessage-ID: <77@e.org>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"X\"\r\n\r\n"
    "--X\r\nContent-Type: multipart/alternative; boundary=\"Y\"\r\n\r\n"
    "--Y\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "Gunmen attacked a caf=E9 in the old town on Sunday night and wounded two gue=\r\nsts, the police said in the "
    "morning.\r\n"
    "-- \r\nPlains Tribune\r\n"
    "--Y\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>HTML</p>\r\n--Y--\r\n"
    "--X\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"page.html\"\r\n\r\n"
    "<!DOCTYPE html><html><h1>A fire in the north</h1><p>A shop burned down on Friday, police said.</p></html>\r\n"
    "--X\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=\"i.png\"\r\n\r\nPNG\r\n--X--\r\n";

TEST(Mail, TextAttachmentsAndHead) {
    const Read mail = read(kMail, "m.eml");
    EXPECT_THAT(mail.outline(), ElementsAre("m.eml", "m.eml/page.html"));
    const InputFields& fields = mail.items[0].fields;
    EXPECT_EQ(mail.items[0].text,
              "Café attacked\n\nGunmen attacked a café in the old town on Sunday night and wounded two guests, the "
              "police said in the morning.\n");
    EXPECT_EQ(fields.title, "Café attacked");
    EXPECT_EQ(fields.outlet, "Plains Tribune");
    EXPECT_EQ(fields.published, "2020-02-03");
    EXPECT_EQ(fields.uri, "mid:77@e.org");
    EXPECT_EQ(mail.items[1].text, "A fire in the north\n\nA shop burned down on Friday, police said.");
    EXPECT_EQ(mail.left_out.size(), 1U);
}

TEST(Mail, AMailboxAndHtmlOnly) {
    const std::string one =
        "From: a@e.org\nSubject: One\nDate: Mon, 03 Feb 2020 07:00:00 +0000\nMessage-ID: <1@e.org>\nContent-Type: "
        "text/html\n\n<p>Two rockets fell.</p>\n";
    EXPECT_EQ(read(one, "x").items[0].text, "One\n\nTwo rockets fell.");
    const Read box = read(
        "From a@e.org Mon Feb  3 07:00:00 2020\n" + one + "\nFrom a@e.org Mon Feb  3 08:00:00 2020\n" + one, "box");
    EXPECT_THAT(box.outline(), ElementsAre("box:1", "box:2"));
}

TEST(Mail, HostileMessages) {
    std::string deep = "From: a@e.org\nSubject: Deep\nMessage-ID: <1@e.org>\n";
    for (int i = 0; i < 3000; ++i)
        deep +=
            "Content-Type: multipart/mixed; boundary=\"b" + std::to_string(i) + "\"\n\n--b" + std::to_string(i) + "\n";
    EXPECT_FALSE(read(deep, "m.eml").items.empty());
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        std::string bytes = kMail;
        for (int i = 0; i < 10; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
        read(bytes, "m.eml");
    }
}

TEST(Markdown, HeadingsListsAndFrontMatter) {
    const std::string text =
        "---\ntitle: \"A bridge & a road\"\ndate: 2019-11-22\nauthor: Security Desk\nsource: Highland Gazette\n---\n"
        "# A bridge & a road\n\nGunmen **attacked** a [bridge](http://e.org)\non Thursday &amp; left.\n\n## Who\n\n- "
        "Four gunmen\n- One soldier\n\n"
        "```\ncode\n```\n\n> A quote.\n";
    const Read one = read(text, "x");
    ASSERT_EQ(one.items.size(), 1U);
    const InputFields& fields = one.items[0].fields;
    EXPECT_EQ(one.items[0].text,
              "A bridge & a road\n\nGunmen attacked a bridge on Thursday & left.\n\nWho\n\nFour gunmen\n\nOne "
              "soldier\n\nA quote.");
    EXPECT_EQ(fields.title, "A bridge & a road");
    EXPECT_EQ(fields.published, "2019-11-22");
    EXPECT_EQ(fields.byline, "Security Desk");
    EXPECT_EQ(fields.outlet, "Highland Gazette");
    const auto at = static_cast<uint32_t>(fields.text.find("Gunmen"));
    const auto found = fields.origin.of({at, at + 6});
    ASSERT_TRUE(found);
    EXPECT_EQ(text.substr(found->begin, found->size()), "Gunmen");
    EXPECT_EQ(read("# Title\n\nSome [words](http://e.org).\n", "y").items[0].text, "Title\n\nSome words.");
    read(std::string(100'000, '>') + " deep", "deep.md");
    read(std::string(100'000, '[') + " deep", "deep.md");
}

TEST(PlainText, HeadLinesAreTakenOff) {
    const std::string text =
        "Title: Two rockets hit base\r\nSource: Coast Courier\r\nDate: 9 June 2021\r\nURL: http://e.org/1\r\n\r\nTwo "
        "rockets hit a base.\r\n";
    const Read one = read(text, "a.txt");
    EXPECT_EQ(one.items[0].text, "Two rockets hit base\n\nTwo rockets hit a base.\n");
    EXPECT_EQ(one.items[0].fields.outlet, "Coast Courier");
    EXPECT_EQ(one.items[0].fields.published, "2021-06-09");
    EXPECT_EQ(one.items[0].fields.uri, "http://e.org/1");
    for (const char* plain : {"Police: two dead\nTwo men died.\n", "Date: tomorrow\n\nText.\n", "Title: A\n\nText.\n",
                              "Title: A\nDate: 9 June 2021\nText.\n"})
        EXPECT_EQ(read(plain, "a.txt").items[0].text, plain);
}

TEST(Guess, ByContentWhateverTheName) {
    const auto guess = [](std::string_view head, const char* name = "x") {
        Place place;
        place.key = name;
        return guess_format(place, head);
    };
    EXPECT_EQ(guess("Two rockets fell.", "a.txt"), InputFormat::Text);
    EXPECT_EQ(guess("  <!DOCTYPE HTML><html>", "a.txt"), InputFormat::Html);
    EXPECT_EQ(guess("<?xml version='1.0'?><!-- x --><html xmlns='http://www.w3.org/1999/xhtml'>"), InputFormat::Html);
    EXPECT_EQ(guess("<div class=a>x"), InputFormat::Html);
    EXPECT_EQ(guess("<b>Bold</b> claims were made."), InputFormat::Text);
    EXPECT_EQ(guess("<?xml version='1.0'?>\n<rss version='2.0'>"), InputFormat::Feed);
    EXPECT_EQ(guess("<feed xmlns='http://www.w3.org/2005/Atom'>", "a.html"), InputFormat::Feed);
    EXPECT_EQ(guess("WARC/1.0\r\n"), InputFormat::Warc);
    EXPECT_EQ(guess("{\"id\":\"1\",\"text\":\"a\"}\n"), InputFormat::JsonLines);
    EXPECT_EQ(guess("{curly} brackets"), InputFormat::Text);
    EXPECT_EQ(guess(kMail), InputFormat::Mail);
    EXPECT_EQ(guess("From: our correspondent\nDate: Monday\n\nText"), InputFormat::Text);
    EXPECT_EQ(guess("# Heading\n\nOne **two**."), InputFormat::Markdown);
    EXPECT_EQ(guess("#1 of the charts"), InputFormat::Text);
}

}  // namespace
}  // namespace tallybook::reading
