// HTML pages to text: what is kept, what is left out, what the page says about itself; and that no page is slow.
#include "ingest/html.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "base/utf8.hpp"
#include "ingest/html_text.hpp"

namespace tallybook {
namespace {

InputFields page(std::string html) {
    InputFields fields;
    fields.text = std::move(html);
    read_html(fields);
    return fields;
}

constexpr const char* kPage = R"(<!DOCTYPE html><html lang="en-US"><head>
<title>Rockets hit base | Example News</title>
<meta property="og:site_name" content="Example News">
<meta property="og:title" content="Rockets hit base &amp; village">
<meta property="article:published_time" content="2023-12-10T08:00:00+03:00">
<meta name="author" content="A. Writer"><link rel="canonical" href="https://example.org/a?b=1&amp;c=2">
<style>p { color: red }</style><script>if (a < b) document.write("<p>No</p>");</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/iraq">Iraq</a></ul></nav>
<header><h1>Rockets hit base &amp; village</h1></header>
<div class="page"><article>
<p>Two rockets <b>hit</b> a base
   near&nbsp;Erbil&rsquo;s airport on Friday.</p>
<figure><img src=x><figcaption>A file photo</figcaption></figure>
<p>Nobody was hurt &#8212; &#x201C;luckily&#x201D;.<br><br>Officials said so.</p>
<ul><li><a href="/1">Read also: something else entirely</a></li></ul>
<aside><p>Sign up for our newsletter.</p></aside>
</article></div><footer><p>Copyright Example News. All rights reserved by us.</p></footer></body></html>)";

TEST(Html, MainTextWithTheHeadlineFirst) {
    EXPECT_EQ(page(kPage).text,
              "Rockets hit base & village\n\nTwo rockets hit a base near Erbil’s airport on Friday.\n\n"
              "Nobody was hurt — “luckily”.\n\nOfficials said so.");
}

TEST(Html, WhatThePageSaysAboutItself) {
    const InputFields fields = page(kPage);
    EXPECT_EQ(fields.title, "Rockets hit base & village");
    EXPECT_EQ(fields.outlet, "Example News");
    EXPECT_EQ(fields.byline, "A. Writer");
    EXPECT_EQ(fields.uri, "https://example.org/a?b=1&c=2");
    EXPECT_EQ(fields.language, "en-US");
    EXPECT_EQ(fields.published, "2023-12-10");
    EXPECT_STREQ(fields.published_basis, "metadata");
}

TEST(Html, AGivenFieldStands) {
    InputFields fields;
    fields.text = kPage;
    fields.published = "2023-12-11";
    fields.outlet = "Other";
    read_html(fields);
    EXPECT_EQ(fields.published, "2023-12-11");
    EXPECT_STREQ(fields.published_basis, "given");
    EXPECT_EQ(fields.outlet, "Other");
}

TEST(Html, WithoutAnArticleParagraphsAreKeptAndMenusLeftOut) {
    EXPECT_EQ(page("<html><head><title>Clash in the north - Site</title></head><body><div><a href=a>World</a> "
                   "<a href=b>Sport</a></div><div>Menu</div><p>Short one.</p>"
                   "<div>Three men were killed in a clash on Monday, police said.</div></body></html>")
                  .text,
              "Clash in the north - Site\n\nShort one.\n\nThree men were killed in a clash on Monday, police said.");
}

TEST(Html, DatesOfTimeElementsAndStructuredData) {
    EXPECT_EQ(page("<html><body><time datetime='2021-02-03T04:05'>3 Feb</time><p>Text.</p>").published, "2021-02-03");
    EXPECT_EQ(
        page(R"(<html><script type="application/ld+json">{"datePublished": "2020-05-06T00:00Z"}</script><p>Text.)")
            .published,
        "2020-05-06");
    EXPECT_EQ(page("<html><meta name=date content='last week'><p>Text.").published, std::nullopt);
}

TEST(Html, TheDayIsTheArticlesOwn) {
    // Of the article, not of the site, of a list beside it, or of a comment.
    EXPECT_EQ(page(R"(<html><script type="application/ld+json">[{"@type":"WebPage","datePublished":"2001-02-03"},
        {"@type":"NewsArticle","comment":[{"@type":"Comment","datePublished":"2022-01-01"}],
         "datePublished":"2020-05-06T00:00Z","hasPart":{"@type":"Article","datePublished":"2023-01-01"}}]</script><p>Text.)")
                  .published,
              "2020-05-06");
    // A script that is no JSON still tells it.
    EXPECT_EQ(page(R"(<html><script type="application/ld+json">{"@type":"NewsArticle", "headline": "a
b", "datePublished": "2020-05-06", }</script><p>Text.)")
                  .published,
              "2020-05-06");
    EXPECT_EQ(page("<html><meta property='article:modified_time' content='2022-03-04'><p>Text.").published,
              std::nullopt);
    EXPECT_EQ(page("<html><aside><time datetime='2022-03-04'>today</time></aside><p>Text.").published, std::nullopt);
    EXPECT_EQ(page("<html><link rel=canonical href='https://example.org/2021/feb/03/a-fire'><p>Text.").published,
              "2021-02-03");
    const InputFields shown =
        page("<html><h1>A fire in the north</h1><div>By A. Writer | 3 February 2021</div><p>Text.");
    EXPECT_EQ(shown.published, "2021-02-03");
    EXPECT_STREQ(shown.published_basis, "text");
    EXPECT_EQ(shown.byline, "A. Writer");
}

TEST(Html, DaysInManyForms) {
    for (const char* form : {"2021-02-03T04:05:06Z", "20210203", "20210203T040506", "2021/02/03", "3 Feb 2021",
                             "Feb. 3, 2021", "Wednesday, 3 February 2021", "Wed, 03 Feb 2021 04:05:06 +0000",
                             "Wed Feb  3 04:05:06 2021", "03.02.2021", "February 3, 2021 at 10:15 p.m."}) {
        EXPECT_EQ(page(std::string("<html><meta name=date content='") + form + "'><p>Text.").published, "2021-02-03")
            << form;
    }
    for (const char* form : {"03/02/2021", "2021", "February 2021", "1612345678", "2021-02-30", "now"}) {
        EXPECT_EQ(page(std::string("<html><meta name=date content='") + form + "'><p>Text.").published, std::nullopt)
            << form;
    }
}

TEST(Html, EvidenceIsFoundInThePage) {
    std::string html =
        "<html><head><meta charset=windows-1252></head><h1>A  fire</h1><p>The caf\xE9&nbsp;&amp; the\n bar burned "
        "<b>down</b>.</p>";
    const InputFields fields = page(html);
    ASSERT_EQ(fields.text, "A fire\n\nThe café & the bar burned down.");
    const auto at = static_cast<uint32_t>(fields.text.find("bar burned down"));
    const auto found = fields.origin.of({at, at + 15});
    ASSERT_TRUE(found);
    EXPECT_EQ(html.substr(found->begin, found->size()), "bar burned <b>down");
    const InputFields none = page("<html><title>A caf\xE9 burned</title><body></body></html>");
    EXPECT_FALSE(none.origin.same());
    EXPECT_EQ(none.origin.of({0, 4}), std::nullopt);
}

TEST(Html, TheSentenceUnderTheHeadlineIsKeptAndReferencesAreNot) {
    EXPECT_EQ(
        page("<html><title>Two dead in Karo - by Border Notes</title><article><h1>Two dead in Karo</h1>"
             "<h3 class=subtitle>Gunmen attacked a checkpoint, and the army has no answer.</h3>"
             "<p>Five gunmen opened fire on soldiers at a checkpoint in Karo on Thursday and killed two of them.</p>"
             "<h2>References</h2><ol><li>A newspaper of the third of March, page one.</li></ol></article>")
            .text,
        "Two dead in Karo\n\nGunmen attacked a checkpoint, and the army has no answer.\n\n"
        "Five gunmen opened fire on soldiers at a checkpoint in Karo on Thursday and killed two of them.");
}

TEST(Html, ATextInTheWrongElementIsStillFound) {
    EXPECT_EQ(page("<html><body><nav><p>Two soldiers were killed when a mine went off near the river on Friday, police "
                   "said.</p>")
                  .text,
              "Two soldiers were killed when a mine went off near the river on Friday, police said.");
}

TEST(Html, AnotherCharsetIsConverted) {
    const InputFields fields =
        page("<html><head><meta charset=\"windows-1251\"></head><p>\xCC\xEE\xF1\xEA\xE2\xE0 burns.</p>");
    EXPECT_EQ(fields.text, "Москва burns.");
    EXPECT_EQ(page("<html><p>caf\xE9 \x93quoted\x94.</p>").text, "café “quoted”.");
}

TEST(Html, BrokenPagesGiveWhatTheyHold) {
    EXPECT_EQ(page("<html><body><p>One < two & three &nosuch; &#xD800; <p>Four<").text,
              "One < two & three &nosuch; \xEF\xBF\xBD\n\nFour<");
    EXPECT_EQ(page("<html><!-- never closed <p>Text</p>").text, "");
    EXPECT_EQ(page("<html><a title='never closed>Text").text, "");
    EXPECT_EQ(page("<html><script>never closed").text, "");
}

TEST(Html, EntitiesAreReadOnce) {
    EXPECT_EQ(html::unescape_html("&amp;lt; &eacute;&#150;&#x1F680;&;&"), "&lt; é–🚀&;&");
}

TEST(Html, HostilePagesTakeLinearTime) {
    for (const std::string unit : {"<div>", "</p>", "<article>", "<", "<a b='", "&", "<!--", "<p", "<svg></b>"}) {
        std::string html = "<html>";
        while (html.size() < 2'000'000) html += unit;
        const auto start = std::chrono::steady_clock::now();
        const InputFields fields = page(std::move(html));
        EXPECT_TRUE(utf8::valid(fields.text));
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10)) << unit;
    }
}

TEST(Html, RandomDamageNeverBreaksIt) {
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        std::string html = kPage;
        for (int i = 0; i < 20; ++i) html[random() % html.size()] = static_cast<char>(random() % 255 + 1);
        html.resize(random() % html.size());
        page(std::move(html));
    }
}

}  // namespace
}  // namespace tallybook
