#include "ingest/html.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.hpp"
#include "ingest/html_tokens.hpp"

namespace tallybook {

namespace {

using html::Token;

constexpr size_t kMaxOpen = 256;        // open containers that are remembered; deeper ones are taken for transparent
constexpr size_t kArticleBytes = 120;   // an <article> with less text is a teaser
constexpr size_t kLinkListBytes = 400;  // a longer block is text, whatever its links

template <size_t N>
bool any(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool dropped(std::string_view name) {
    static constexpr std::array<std::string_view, 17> kNames = {
        "nav",    "header", "footer", "aside", "svg",   "button",   "select",     "option", "label",
        "figure", "object", "canvas", "audio", "video", "template", "figcaption", "dialog"};
    return any(name, kNames);
}

bool container(std::string_view name) {
    static constexpr std::array<std::string_view, 7> kNames = {"article", "main", "div", "section",
                                                               "body",    "form", "td"};
    return any(name, kNames) || dropped(name);
}

// Elements that do not break a paragraph.
bool inline_element(std::string_view name) {
    static constexpr std::array<std::string_view, 33> kNames = {
        "a",   "abbr",  "acronym", "b",   "bdi", "bdo",  "big", "cite", "code",   "data", "del",
        "dfn", "em",    "font",    "i",   "img", "ins",  "kbd", "mark", "q",      "rp",   "rt",
        "s",   "small", "span",    "sub", "sup", "time", "u",   "var",  "strong", "wbr",  "tt"};
    return any(name, kNames);
}

struct Block {
    std::string text;
    size_t link_bytes = 0;
    int article = -1;  // the article it stands in, -1 for none
    bool paragraph = false;
};

struct Page {
    std::vector<Block> blocks;
    std::string site_title, title, heading, published, byline, outlet, uri, language;
};

void set_once(std::string& value, std::string found) {
    if (value.empty()) value = std::move(found);
}

std::string squeezed(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const utf8::CodePoint c = utf8::decode(text, at);
        const bool blank = c.value == ' ' || (c.value >= 9 && c.value <= 13) || c.value == 0xA0;
        if (!blank) {
            out += text.substr(at, c.length);
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
        at += c.length;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

class PageReader {
public:
    Page read(std::string_view page) {
        html::Tokens tokens(page);
        for (Token token = tokens.next(); token.kind != Token::Kind::End; token = tokens.next()) {
            switch (token.kind) {
                case Token::Kind::Text:
                    add_text(token.text);
                    break;
                case Token::Kind::Raw:
                    read_raw(token);
                    break;
                case Token::Kind::Open:
                    open(token);
                    break;
                case Token::Kind::Close:
                    close(token.name);
                    break;
                case Token::Kind::End:
                    break;
            }
        }
        flush();
        set_once(page_.published, time_.substr(0, 10));
        return std::move(page_);
    }

private:
    struct Element {
        std::string name;
        bool drops;
        int article_before;
    };

    void add_text(std::string_view raw) {
        if (dropping_ > 0) return;
        const std::string text = unescape_html(raw);
        if (in_link_) link_bytes_ += text.size();
        if (text.find_first_not_of(" \t\r\n") != std::string::npos) breaks_ = 0;
        text_ += text;
    }

    void flush() {
        Block block;
        block.text = squeezed(text_);
        block.link_bytes = std::min(link_bytes_, block.text.size());
        block.article = article_;
        block.paragraph = in_paragraph_;
        if (heading_ && !block.text.empty()) set_once(page_.heading, block.text);
        if (!block.text.empty()) page_.blocks.push_back(std::move(block));
        text_.clear();
        link_bytes_ = 0;
        breaks_ = 0;
    }

    void read_raw(const Token& token) {
        if (token.name == "title" && dropping_ == 0) set_once(page_.site_title, squeezed(unescape_html(token.text)));
        if (token.name == "script") {  // structured data: "datePublished": "2023-…"
            const size_t key = token.text.find("\"datePublished\"");
            const size_t open = key == std::string_view::npos ? key : token.text.find('"', key + 15);
            if (open != std::string_view::npos) set_once(page_.published, std::string(token.text.substr(open + 1, 10)));
        }
    }

    void read_meta(std::string_view attributes) {
        std::string name = html::attribute(attributes, "property");
        if (name.empty()) name = html::attribute(attributes, "name");
        if (name.empty()) name = html::attribute(attributes, "itemprop");
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
        static constexpr std::array<std::string_view, 9> kDates = {
            "article:published_time", "datepublished", "date",           "pubdate",         "publishdate",
            "publish-date",           "dc.date",       "dc.date.issued", "parsely-pub-date"};
        const std::string content = squeezed(html::attribute(attributes, "content"));
        if (any(name, kDates)) set_once(page_.published, content.substr(0, 10));
        if (name == "og:title") set_once(page_.title, content);
        if (name == "og:site_name") set_once(page_.outlet, content);
        if (name == "og:url") set_once(page_.uri, content);
        if (name == "author") set_once(page_.byline, content);
    }

    void open(const Token& token) {
        const std::string_view name = token.name;
        if (name == "html") set_once(page_.language, html::attribute(token.attributes, "lang"));
        if (name == "meta") return read_meta(token.attributes);
        if (name == "link" && html::attribute(token.attributes, "rel") == "canonical") {
            set_once(page_.uri, html::attribute(token.attributes, "href"));
        }
        if (name == "time") set_once(time_, html::attribute(token.attributes, "datetime"));
        if (name == "a") in_link_ = true;
        if (name == "br") {
            if (++breaks_ == 2) {  // how old pages end a paragraph
                in_paragraph_ = true;
                flush();
            }
            text_ += ' ';
            return;
        }
        if (inline_element(name)) return;
        if (dropping_ == 0) flush();
        in_paragraph_ = name == "p";
        heading_ = name == "h1";
        if (token.attributes.ends_with('/') || !container(name) || open_.size() >= kMaxOpen) return;
        Element element{token.name, dropped(name), article_};
        if (name == "article" || html::attribute(token.attributes, "itemprop") == "articleBody") article_ = ++articles_;
        if (name == "main" && article_ < 0) article_ = ++articles_;
        dropping_ += element.drops;
        open_.push_back(std::move(element));
    }

    void close(const std::string& name) {
        if (name == "a") in_link_ = false;
        if (inline_element(name)) return;
        if (dropping_ == 0) flush();
        in_paragraph_ = heading_ = false;
        if (!container(name)) return;
        const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const Element& e) { return e.name == name; });
        if (found == open_.rend()) return;
        const auto keep = static_cast<size_t>(open_.rend() - found) - 1;
        while (open_.size() > keep) {
            dropping_ -= open_.back().drops;
            article_ = open_.back().article_before;
            open_.pop_back();
        }
    }

    Page page_;
    std::vector<Element> open_;
    std::string text_, time_;
    size_t link_bytes_ = 0;
    int dropping_ = 0, article_ = -1, articles_ = -1, breaks_ = 0;
    bool in_link_ = false, heading_ = false, in_paragraph_ = false;
};

// The article with the most text, -1 where no article has enough.
int main_article(const std::vector<Block>& blocks) {
    std::vector<size_t> bytes;
    for (const Block& block : blocks) {
        if (block.article < 0) continue;
        if (bytes.size() <= static_cast<size_t>(block.article)) bytes.resize(static_cast<size_t>(block.article) + 1);
        bytes[static_cast<size_t>(block.article)] += block.text.size() - block.link_bytes;
    }
    const auto best = std::max_element(bytes.begin(), bytes.end());
    return best != bytes.end() && *best >= kArticleBytes ? static_cast<int>(best - bytes.begin()) : -1;
}

bool worth_reading(const Block& block, bool in_article) {
    if (block.link_bytes * 2 > block.text.size() && block.text.size() < kLinkListBytes) return false;
    if (in_article || block.paragraph) return true;
    const char last = block.text.back();  // outside an article a scrap without a full stop is a label or a menu
    return block.text.size() >= 40 && (last == '.' || last == '!' || last == '?' || last == '"' || (last & 0x80) != 0);
}

std::string main_text(const Page& page, const std::string& headline) {
    const int article = main_article(page.blocks);
    std::string out = headline;
    for (const Block& block : page.blocks) {
        if (article >= 0 && block.article != article) continue;
        if (block.text == headline || !worth_reading(block, article >= 0)) continue;
        if (!out.empty()) out += "\n\n";
        out += block.text;
    }
    return out;
}

// "Headline | Example News" without its site.
std::string without_site(const std::string& title, const std::string& site) {
    for (const std::string_view mark : {" | ", " - ", " – ", " — "}) {
        const size_t at = title.rfind(mark);
        if (at == std::string::npos || at == 0) continue;
        const std::string_view tail = std::string_view(title).substr(at + mark.size());
        if (mark == " | " || (!site.empty() && tail == site)) return title.substr(0, at);
    }
    return title;
}

// The page in UTF-8, where it is not so already and says what it is (or, as browsers do, Windows-1252 where it does
// not).
void convert_charset(InputFields& fields) {
    if (utf8::valid(fields.text)) return;
    std::string head = fields.text.substr(0, 4096);
    std::transform(head.begin(), head.end(), head.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    std::string charset = "windows-1252";
    if (const size_t at = head.find("charset="); at != std::string::npos) {
        const size_t begin = head.find_first_not_of("\"' ", at + 8);
        const size_t end = head.find_first_of("\"'> ;/", begin);
        if (begin != std::string::npos && end != std::string::npos && end - begin < 40)
            charset = head.substr(begin, end - begin);
    }
    if (charset == "utf-8" || charset == "utf8") return;
    const iconv_t converter = iconv_open("UTF-8", charset.c_str());
    if (converter == reinterpret_cast<iconv_t>(-1)) return;
    std::string out(fields.text.size() * 4 + 16, '\0');
    char* from = fields.text.data();
    char* to = out.data();
    size_t left = fields.text.size(), room = out.size();
    while (left > 0 && iconv(converter, &from, &left, &to, &room) == static_cast<size_t>(-1) && room > 3 && left > 0) {
        const std::string_view mark = "\xEF\xBF\xBD";
        to = std::copy(mark.begin(), mark.end(), to);
        room -= mark.size();
        ++from;
        --left;
    }
    iconv_close(converter);
    out.resize(out.size() - room);
    fields.text = std::move(out);
    fields.notes.push_back("converted from " + charset);
}

}  // namespace

void read_html(InputFields& fields) {
    convert_charset(fields);
    Page page = PageReader().read(fields.text);
    const auto fill = [](std::optional<std::string>& field, const std::string& found) {
        if (!found.empty() && (!field || field->empty())) field = found;
    };
    std::string headline = !page.title.empty() ? page.title : page.heading;
    if (headline.empty()) headline = without_site(page.site_title, page.outlet);
    fill(fields.title, headline);
    fill(fields.byline, page.byline);
    fill(fields.outlet, page.outlet);
    fill(fields.uri, page.uri);
    fill(fields.language, page.language);
    if (is_date(page.published) && (!fields.published || fields.published->empty())) {
        fields.published = page.published;
        fields.published_basis = "metadata";
    }
    fields.text = main_text(page, headline);
    if (fields.text.size() <= headline.size()) fields.notes.push_back("no main text was found in the HTML page");
}

}  // namespace tallybook
