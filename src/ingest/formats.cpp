#include "ingest/formats.hpp"

#include <array>

#include "base/text.hpp"
#include "ingest/archive.hpp"
#include "ingest/html_tokens.hpp"
#include "ingest/http_message.hpp"
#include "ingest/markdown.hpp"

namespace tallybook {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view without_lead(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    const size_t begin = head.find_first_not_of(kSpace);
    return begin == std::string_view::npos ? std::string_view() : head.substr(begin);
}

bool named(const std::string& name, std::string_view tail) {
    return name.size() >= tail.size() &&
           html::equal_ignoring_case(std::string_view(name).substr(name.size() - tail.size()), tail);
}

// Behind an XML declaration, comments and a doctype: the root's name.
std::string_view root_of(std::string_view text) {
    while (text.starts_with("<?") || text.starts_with("<!")) {
        const bool comment = text.starts_with("<!--");
        const size_t end = text.find(comment ? "-->" : ">");
        if (end == std::string_view::npos) return {};
        text = without_lead(text.substr(end + (comment ? 3 : 1)));
    }
    if (!text.starts_with('<')) return {};
    return text.substr(1, text.find_first_of(" \t\r\n>/") - 1);
}

bool is_feed(std::string_view text) {
    const std::string_view root = root_of(text);
    return root == "rss" || root == "feed" || root == "rdf:RDF" || root == "atom:feed";
}

bool is_html(std::string_view text) {
    if (!text.starts_with('<')) return false;
    if (html::equal_ignoring_case(text.substr(0, 14), "<!doctype html")) return true;
    using html::Tag;
    switch (html::tag_of(root_of(text))) {
        case Tag::Html:
        case Tag::Head:
        case Tag::Body:
        case Tag::Meta:
        case Tag::Title:
        case Tag::Script:
        case Tag::Style:
        case Tag::Link:
        case Tag::Div:
        case Tag::Table:
        case Tag::Article:
        case Tag::Main:
        case Tag::P:
        case Tag::H1:
            return true;
        default:
            return false;
    }
}

// One object over several lines, with the keys of ninjs: JSON Lines have an object a line.
InputFormat json_format(std::string_view text) {
    const size_t inside = text.find_first_not_of(kSpace, 1);
    if (inside == std::string_view::npos || text[inside] != '"') return InputFormat::Text;
    const bool ninjs = text.find("\"body_") != std::string_view::npos ||
                       text.find("\"bodies\"") != std::string_view::npos ||
                       text.find("\"versioncreated\"") != std::string_view::npos ||
                       text.find("\"versionCreated\"") != std::string_view::npos;
    const size_t line = text.find('\n');
    const bool spread =
        line != std::string_view::npos && text.substr(0, line).find_last_of('}') == std::string_view::npos;
    return ninjs && (spread || line == std::string_view::npos || without_lead(text.substr(line)).empty())
               ? InputFormat::Ninjs
           : text.find_first_not_of(" \t", 1) == inside ? InputFormat::JsonLines
                                                        : InputFormat::Text;
}

// Head lines of a message, a mark of a mailbox before them or not.
bool is_mail(std::string_view text) {
    if (text.starts_with("From ")) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon > 60 ||
        text.substr(0, colon).find_first_of(" \n") != std::string_view::npos)
        return false;
    const HeaderFields fields = HeaderFields::parse(text);
    size_t usual = 0, certain = 0;
    for (const std::string_view name : {"from", "date", "subject", "to"}) usual += !fields.value(name).empty();
    for (const std::string_view name : {"message-id", "received", "mime-version", "return-path", "delivered-to"})
        certain += !fields.value(name).empty();
    const bool addressed = fields.value("from").find('@') != std::string_view::npos;
    return usual + certain >= 3 && (certain > 0 || addressed) && !fields.value("from").empty();
}

InputFormat by_media_type(const Place& place, std::string_view text) {
    const std::string& type = place.media_type;
    if (type == "text/html" || type == "application/xhtml+xml") return InputFormat::Html;
    if (type == "message/rfc822") return InputFormat::Mail;
    if (type == "text/markdown") return InputFormat::Markdown;
    if (named(place.key, ".html") || named(place.key, ".htm") || named(place.key, ".xhtml")) return InputFormat::Html;
    if (named(place.key, ".eml") || named(place.key, ".mbox")) return InputFormat::Mail;
    if (named(place.key, ".md") || named(place.key, ".markdown")) return InputFormat::Markdown;
    return looks_like_markdown(text) ? InputFormat::Markdown : InputFormat::Text;
}

}  // namespace

InputFormat guess_format(const Place& place, std::string_view head) {
    if (begins_as_archive(head)) return InputFormat::Archive;
    const std::string_view text = without_lead(head);
    if (text.starts_with("WARC/")) return InputFormat::Warc;
    if (named(place.key, ".jsonl") || named(place.key, ".ndjson")) return InputFormat::JsonLines;
    if (is_feed(text)) return InputFormat::Feed;
    if (is_html(text)) return InputFormat::Html;
    if (text.starts_with('{')) {
        const InputFormat format = json_format(text);
        if (format != InputFormat::Text) return format;
    }
    if (is_mail(text)) return InputFormat::Mail;
    return by_media_type(place, text);
}

const char* unread_format(std::string_view head) {
    if (head.starts_with("%PDF-")) return "PDF: give its text";
    if (head.starts_with("PK\x03\x04") && head.size() >= 38 &&
        (head.find("[Content_Types].xml") != std::string_view::npos || head.substr(30, 8) == "mimetype")) {
        return "an office document or an e-book: give its text";
    }
    if (head.starts_with("\xD0\xCF\x11\xE0")) return "an office document: give its text";
    return nullptr;
}

}  // namespace tallybook
