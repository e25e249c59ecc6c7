#include "ingest/html_notes.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "ingest/date_text.hpp"
#include "ingest/html_facts.hpp"

namespace tallybook::html {

namespace {

constexpr size_t kNoteBytes = 300, kHeadingBytes = 60, kLineBytes = 160;

constexpr std::string_view kNoteBegins[] = {"read more",
                                            "read also",
                                            "also read",
                                            "see also",
                                            "related:",
                                            "watch:",
                                            "listen:",
                                            "sign up",
                                            "subscribe",
                                            "follow us",
                                            "share this",
                                            "share on",
                                            "advertisement",
                                            "click here",
                                            "photo:",
                                            "image:",
                                            "file photo",
                                            "copyright",
                                            "© ",
                                            "©",
                                            "we use cookies",
                                            "this site uses",
                                            "this website uses",
                                            "by continuing",
                                            "already a subscriber",
                                            "already have an",
                                            "log in to",
                                            "sign in to",
                                            "support our journalism",
                                            "download our app",
                                            "download the app",
                                            "join our channel",
                                            "your email address will",
                                            "leave a comment",
                                            "leave a reply",
                                            "post a comment",
                                            "the views expressed",
                                            "to continue reading",
                                            "continue reading",
                                            "become a member",
                                            "print this",
                                            "email this",
                                            "skip to",
                                            "back to top",
                                            "comments are closed",
                                            "register to",
                                            "create a free account",
                                            "you have read",
                                            "published by",
                                            "last updated",
                                            "last modified",
                                            "first published",
                                            "tags:",
                                            "filed under",
                                            "posted in",
                                            "editors' note: this page",
                                            "a version of this article appears",
                                            "this article is reserved for",
                                            "this content is for",
                                            "reporting by",
                                            "editing by",
                                            "additional reporting",
                                            "reporting and",
                                            "compiled by",
                                            "for media enquiries",
                                            "for media inquiries",
                                            "media contact",
                                            "press contact",
                                            "photograph:"};

// As the whole heading, a count before them aside ("12 comments").
constexpr std::string_view kWholeHeadings[] = {
    "related",   "comments",   "comment",       "trending", "popular",    "newsletter", "recommended", "sponsored",
    "subscribe", "sign up",    "advertisement", "share",    "replies",    "responses",  "latest news", "top stories",
    "see also",  "references", "footnotes",     "about us", "contact us", "follow us",  "newsletters"};

constexpr std::string_view kHeadings[] = {
    "related stories",   "related articles",  "related news",     "related links",     "related content",
    "related topics",    "related coverage",  "related posts",    "related items",     "related reading",
    "most read",         "most popular",      "most viewed",      "most commented",    "more on this",
    "more from",         "more stories",      "more news",        "more on the topic", "read next",
    "up next",           "you may also",      "you might also",   "recommended for",   "recommended stories",
    "trending now",      "trending stories",  "popular stories",  "popular articles",  "popular posts",
    "latest stories",    "latest headlines",  "leave a reply",    "leave a comment",   "join the conversation",
    "join the debate",   "share this",        "share on",         "about the author",  "editors' picks",
    "editor's picks",    "editor’s picks",    "also in the news", "in other news",     "further reading",
    "notes to editors",  "press contacts",    "media contacts",   "sign up for",       "subscribe to",
    "what to read next", "don't miss",        "don’t miss",       "external links",    "comments on",
    "reader comments",   "readers' comments", "your comments",    "have your say"};

bool has_space_or_ends(std::string_view text, size_t at) {
    return at >= text.size() || !((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= '0' && text[at] <= '9'));
}

std::string_view without_count(std::string_view low) {
    size_t at = 0;
    while (at < low.size() && (dates::digit(low[at]) || low[at] == ',' || low[at] == ' ')) ++at;
    return low.substr(at);
}

}  // namespace

bool is_page_note(std::string_view text) {
    if (text.size() > kNoteBytes || text.size() < 2) return false;
    const std::string low = lower(text);
    for (const std::string_view begin : kNoteBegins) {
        if (low[0] == begin[0] && low.starts_with(begin) &&
            (has_space_or_ends(low, begin.size()) || begin.back() == ' '))
            return true;
    }
    for (const std::string_view words : {"all rights reserved", "uses cookies", "use cookies", "our newsletter"}) {
        if (low.find(words) != std::string::npos) return true;
    }
    return false;
}

bool is_page_heading(std::string_view text) {
    if (text.size() > kHeadingBytes) return false;
    const std::string whole = lower(text);
    const std::string_view low = without_count(whole);
    for (const std::string_view word : kWholeHeadings) {
        if (low == word || (low.starts_with(word) &&
                            low.substr(word.size()).find_first_not_of(" :()0123456789") == std::string_view::npos)) {
            return true;
        }
    }
    for (const std::string_view begin : kHeadings) {
        if (low.starts_with(begin) && has_space_or_ends(low, begin.size())) return true;
    }
    return false;
}

bool is_page_label(std::string_view text) {
    if (text.size() > 40 || text.ends_with('.')) return false;
    return is_page_heading(text) && text.find(',') == std::string_view::npos;
}

std::string byline_of_line(std::string_view text) {
    if (text.size() > kLineBytes || text.size() < 5) return {};
    if (!lower(text.substr(0, 3)).starts_with("by ") || text.ends_with('.')) return {};
    size_t end = text.size();
    for (const std::string_view mark : {" · ", " | ", " - ", " – ", " — ", " • ", ", ", " on "}) {
        const size_t at = text.find(mark);
        if (at == std::string_view::npos) continue;
        const std::string_view rest = text.substr(at + mark.size());
        if (rest.find_first_of("0123456789") != std::string_view::npos || mark == " | ") end = std::min(end, at);
    }
    const std::string name = clean_byline(text.substr(0, end));
    if (name.find_first_of("0123456789") != std::string::npos || name.size() > 100) return {};
    return name;
}

std::string day_of_line(std::string_view text) {
    if (text.size() > kLineBytes || text.size() < 8 || text.find_first_of("0123456789") == std::string_view::npos)
        return {};
    const std::string low = lower(text);
    if (low.starts_with("updated") || low.starts_with("last ") || low.starts_with("modified")) return {};
    // The line, or what stands behind a mark or a label.
    for (size_t at = 0; at < text.size();) {
        std::string_view rest = text.substr(at);
        dates::Scanner in(rest);
        for (const std::string_view label : {"published", "posted", "date", "issued", "released", "on", "at", ":"}) {
            in.spaces();
            in.take(label);
        }
        in.spaces();
        rest = in.rest();
        if (rest.size() <= 60) {
            if (auto day = dates::day_of_stamp(rest)) return *day;
        }
        size_t next = std::string_view::npos;
        for (const std::string_view mark : {" · ", " | ", " - ", " – ", " — ", " • ", ", ", " on ", ": "}) {
            const size_t found = text.find(mark, at);
            if (found != std::string_view::npos) next = std::min(next, found + mark.size());
        }
        if (next == std::string_view::npos) break;
        at = next;
    }
    return {};
}

}  // namespace tallybook::html
