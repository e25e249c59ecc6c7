#include "ingest/html_marks.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"
#include "ingest/html_tokens.hpp"

namespace tallybook::html {

namespace {

constexpr size_t kLongestWord = 16, kMostWords = 8;

// What one word says. One table for all of them: a page has a thousand names, and most words of them say nothing.
enum Says : uint8_t { kAside = 1, kAbout = 2, kDate = 4, kDeck = 8, kBody = 16, kNegates = 32 };

constexpr std::string_view kAsideWords[] = {
    "ad",         "adbox",      "ads",         "adslot",       "advert",    "advertisement",   "adverts",
    "banner",     "breadcrumb", "breadcrumbs", "caption",      "ccpa",      "comment",         "commentlist",
    "comments",   "consent",    "cookie",      "cookies",      "copyright", "crumbs",          "disclaimer",
    "disqus",     "donate",     "donation",    "feedback",     "follow",    "footer",          "gdpr",
    "invisible",  "legal",      "lightbox",    "login",        "menu",      "modal",           "mostread",
    "nav",        "navbar",     "navigation",  "newsletter",   "outbrain",  "overlay",         "pager",
    "pagination", "paywall",    "poll",        "popular",      "popup",     "promo",           "promos",
    "promotion",  "rail",       "readmore",    "recirc",       "recommend", "recommendations", "recommended",
    "register",   "regwall",    "related",     "replies",      "reply",     "respond",         "share",
    "sharebar",   "sharing",    "sidebar",     "signin",       "signup",    "social",          "sponsor",
    "sponsored",  "submenu",    "subscribe",   "subscription", "survey",    "taboola",         "tagcloud",
    "taglist",    "tags",       "ticker",      "toc",          "toolbar",   "trending",        "weather",
    "widget",     "widgets"};
constexpr std::string_view kAboutWords[] = {"author",  "authors",   "byl",       "byline",   "credit",   "credits",
                                            "date",    "dateline",  "datetime",  "metadata", "postdate", "posted",
                                            "pubdate", "published", "timestamp", "updated"};
constexpr std::string_view kDateWords[] = {"date",    "datetime",  "postdate", "posted",
                                           "pubdate", "published", "timestamp"};
constexpr std::string_view kDeckWords[] = {"deck",       "dek",       "intro",       "lead",     "lede",
                                           "standfirst", "strapline", "subheadline", "subtitle", "summary"};
constexpr std::string_view kBodyWords[] = {"articlebody", "articletext", "bodycopy",  "bodytext", "entrycontent",
                                           "hentry",      "postbody",    "storybody", "storytext"};
constexpr std::string_view kNegatingWords[] = {"has", "no", "with", "without", "is", "not", "hide", "show"};

constexpr uint64_t packed(std::string_view word, size_t from) {
    uint64_t out = 0;
    for (size_t i = from; i < word.size() && i < from + 8; ++i) {
        out |= static_cast<uint64_t>(static_cast<unsigned char>(word[i])) << 8 * (i - from);
    }
    return out;
}

struct Slot {
    uint64_t first = 0, second = 0;
    uint8_t says = 0;
};
constexpr size_t kSlots = 512;
using Table = std::array<Slot, kSlots>;

constexpr size_t slot_of(uint64_t first, uint64_t second) {
    return static_cast<size_t>(((first ^ (second << 7) ^ second >> 29) * 0x9E3779B97F4A7C15ULL) >> 55);
}

constexpr Slot& find(Table& table, std::string_view word) {
    const uint64_t first = packed(word, 0), second = packed(word, 8);
    size_t at = slot_of(first, second);
    while (table[at].first != 0 && (table[at].first != first || table[at].second != second)) at = (at + 1) % kSlots;
    table[at].first = first;
    table[at].second = second;
    return table[at];
}

template <size_t N>
constexpr void add(Table& table, const std::string_view (&words)[N], uint8_t says) {
    for (const std::string_view word : words) find(table, word).says |= says;
}

constexpr Table make_table() {
    Table table{};
    add(table, kAsideWords, kAside);
    add(table, kAboutWords, kAbout);
    add(table, kDateWords, kDate);
    add(table, kDeckWords, kDeck);
    add(table, kBodyWords, kBody);
    add(table, kNegatingWords, kNegates);
    return table;
}

constexpr Table kTable = make_table();

uint8_t says(std::string_view word) {
    const uint64_t first = packed(word, 0), second = packed(word, 8);
    for (size_t at = slot_of(first, second); kTable[at].first != 0; at = (at + 1) % kSlots) {
        if (kTable[at].first == first && kTable[at].second == second) return kTable[at].says;
    }
    return 0;
}

// Two words that mean something only together.
void read_pair(std::string_view first, std::string_view second, Marks& marks) {
    static constexpr std::string_view kBegins = "aecmnprsuv";
    if (kBegins.find(first[0]) == std::string_view::npos) return;
    if (one_of(first, {"article", "story", "entry", "post", "news", "content"}) &&
        one_of(second, {"body", "text", "content", "copy"})) {
        marks.body = true;
    }
    if (one_of(first, {"main", "page"}) && one_of(second, {"content", "text", "body", "column"})) marks.main = true;
    if ((first == "most" && one_of(second, {"read", "popular", "viewed", "shared", "commented"})) ||
        (first == "read" && one_of(second, {"next", "more"})) || (first == "up" && second == "next") ||
        (one_of(first, {"see", "also"}) && one_of(second, {"also", "read", "like"})) ||
        (first == "more" && one_of(second, {"stories", "news", "from", "on", "links"})) ||
        (first == "sr" && second == "only") || (first == "visually" && second == "hidden") ||
        (first == "screen" && second == "reader") || (first == "author" && one_of(second, {"bio", "box", "info"})) ||
        (first == "comment" && second == "list")) {
        marks.aside = true;
    }
    if (first == "sub" && one_of(second, {"title", "head", "headline"})) marks.deck = true;
}

struct Words {
    std::array<char, kMostWords * kLongestWord> letters;
    std::array<std::string_view, kMostWords> list;
    size_t count = 0;
};

// One name cut at marks and at capitals: "js-articleBody" is js, article, body.
void cut(std::string_view name, Words& words) {
    size_t used = 0, begin = 0;
    const auto close = [&] {
        if (used > begin && words.count < kMostWords && used - begin <= kLongestWord) {
            words.list[words.count++] = std::string_view(words.letters.data() + begin, used - begin);
        } else {
            used = begin;
        }
        begin = used;
    };
    char before = 0;
    for (const char c : name) {
        const bool capital = c >= 'A' && c <= 'Z', small = c >= 'a' && c <= 'z';
        if (!capital && !small) {
            close();
        } else {
            if (capital && before >= 'a' && before <= 'z') close();
            if (used < words.letters.size()) words.letters[used++] = static_cast<char>(c | 0x20);
        }
        before = c;
    }
    close();
}

void read_name(std::string_view name, Marks& marks) {
    if (name.size() < 2 || name.size() > 80) return;
    Words words;
    cut(name, words);
    const size_t count = words.count;
    uint8_t all = 0;
    for (size_t i = 0; i < count; ++i) {
        const uint8_t one = says(words.list[i]);
        if ((one & kNegates) != 0 && i + 1 < count) return;
        all |= one;
    }
    if ((all & kAside) != 0) marks.aside = true;
    if ((all & kAbout) != 0) marks.about = true;
    if ((all & kDate) != 0) marks.date = true;
    if ((all & kDeck) != 0) marks.deck = true;
    if ((all & kBody) != 0) marks.body = true;
    if (count == 1 && one_of(words.list[0], {"by", "meta", "time"})) marks.about = true;
    for (size_t i = 0; i + 1 < count; ++i) read_pair(words.list[i], words.list[i + 1], marks);
}

}  // namespace

void read_names(std::string_view value, Marks& marks) {
    for (size_t at = 0; at < value.size();) {
        const size_t begin = value.find_first_not_of(" \t\r\n", at);
        if (begin == std::string_view::npos) return;
        at = std::min(value.find_first_of(" \t\r\n", begin), value.size());
        read_name(value.substr(begin, at - begin), marks);
    }
}

Marks marks_of(std::string_view attributes) {
    Marks marks;
    Attributes in_order(attributes);
    for (std::string_view name, value; in_order.next(name, value);) {
        if (name.size() == 5 && equal_ignoring_case(name, "class")) {
            read_names(value, marks);
        } else if (name.size() == 2 && equal_ignoring_case(name, "id")) {
            read_names(value, marks);
        } else if (equal_ignoring_case(name, "itemprop")) {
            if (value == "articleBody") marks.body = true;
            if (value == "datePublished") marks.about = marks.date = true;
            if (value == "author") marks.about = true;
        } else if (equal_ignoring_case(name, "role")) {
            if (value == "main") marks.main = true;
            if (one_of(value,
                       {"navigation", "complementary", "search", "dialog", "alertdialog", "contentinfo", "menu"}))
                marks.aside = true;
        } else if (equal_ignoring_case(name, "hidden")) {
            marks.hidden = marks.hidden || !equal_ignoring_case(value, "false");
        } else if (equal_ignoring_case(name, "style")) {
            const size_t at = value.find("display");
            if (at != std::string_view::npos && value.substr(at, 16).find("none") != std::string_view::npos)
                marks.hidden = true;
        } else if (equal_ignoring_case(name, "aria-hidden")) {
            marks.hidden = marks.hidden || value == "true";
        }
    }
    return marks;
}

}  // namespace tallybook::html
