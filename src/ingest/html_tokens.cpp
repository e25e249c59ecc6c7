#include "ingest/html_tokens.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "ingest/html.hpp"

namespace tallybook {

namespace html {

namespace {

constexpr std::string_view kSpaces = " \t\r\n\f";

bool space(char c) {
    return kSpaces.find(c) != std::string_view::npos;
}
bool letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

// Where the tag that begins at `at` ends (its '>'), quotes minded; the page's end where it does not.
size_t tag_end(std::string_view page, size_t at) {
    char quote = 0;
    char before = 0;  // the last character that is no space: a quote counts only behind '='
    for (; at < page.size(); ++at) {
        const char c = page[at];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if ((c == '"' || c == '\'') && before == '=') {
            quote = c;
        } else if (c == '>') {
            return at;
        }
        if (!space(c)) before = c;
    }
    return page.size();
}

bool holds_raw_text(std::string_view name) {
    return name == "script" || name == "style" || name == "title" || name == "textarea" || name == "noscript" ||
           name == "iframe" || name == "xmp" || name == "noembed" || name == "noframes";
}

}  // namespace

// Comments, doctypes, processing instructions: nothing of them is kept.
bool Tokens::skip_declaration() {
    const std::string_view rest = page_.substr(at_);
    if (rest.starts_with("<!--")) {
        const size_t end = page_.find("-->", at_ + 4);
        at_ = end == std::string_view::npos ? page_.size() : end + 3;
        return true;
    }
    if (rest.starts_with("<!") || rest.starts_with("<?")) {
        const size_t end = page_.find('>', at_);
        at_ = end == std::string_view::npos ? page_.size() : end + 1;
        return true;
    }
    return false;
}

Token Tokens::raw_content() {
    size_t end = at_;
    for (; end < page_.size(); ++end) {
        end = std::min(page_.find("</", end), page_.size());
        if (end == page_.size()) break;
        const std::string_view name = page_.substr(end + 2, raw_.size());
        const char behind = end + 2 + raw_.size() < page_.size() ? page_[end + 2 + raw_.size()] : '>';
        if (name.size() == raw_.size() && (space(behind) || behind == '>' || behind == '/') &&
            std::equal(name.begin(), name.end(), raw_.begin(), [](char a, char b) { return lower(a) == b; })) {
            break;
        }
    }
    Token token{Token::Kind::Raw, raw_, {}, page_.substr(at_, end - at_)};
    at_ = end;
    raw_.clear();
    return token;
}

Token Tokens::next() {
    if (!raw_.empty()) return raw_content();
    while (at_ < page_.size()) {
        if (page_[at_] != '<') {
            const size_t end = std::min(page_.find('<', at_), page_.size());
            Token token{Token::Kind::Text, {}, {}, page_.substr(at_, end - at_)};
            at_ = end;
            return token;
        }
        if (skip_declaration()) continue;
        const bool closes = at_ + 1 < page_.size() && page_[at_ + 1] == '/';
        size_t name_at = at_ + (closes ? 2 : 1);
        if (name_at >= page_.size() || !letter(page_[name_at])) {  // a bare '<'
            Token token{Token::Kind::Text, {}, {}, page_.substr(at_, 1)};
            ++at_;
            return token;
        }
        Token token;
        token.kind = closes ? Token::Kind::Close : Token::Kind::Open;
        while (name_at < page_.size() && !space(page_[name_at]) && page_[name_at] != '>' && page_[name_at] != '/') {
            token.name += lower(page_[name_at++]);
        }
        const size_t end = tag_end(page_, name_at);
        token.attributes = page_.substr(name_at, end - name_at);
        at_ = std::min(end + 1, page_.size());
        if (!closes && holds_raw_text(token.name)) raw_ = token.name;
        return token;
    }
    return {};
}

std::string attribute(std::string_view in, std::string_view name) {
    for (size_t at = 0; at < in.size();) {
        while (at < in.size() && (space(in[at]) || in[at] == '/')) ++at;
        const size_t begin = at;
        while (at < in.size() && !space(in[at]) && in[at] != '=' && in[at] != '/') ++at;
        const std::string_view found = in.substr(begin, at - begin);
        while (at < in.size() && space(in[at])) ++at;
        std::string_view value;
        if (at < in.size() && in[at] == '=') {
            ++at;
            while (at < in.size() && space(in[at])) ++at;
            if (at < in.size() && (in[at] == '"' || in[at] == '\'')) {
                const size_t end = std::min(in.find(in[at], at + 1), in.size());
                value = in.substr(at + 1, end - at - 1);
                at = end + 1;
            } else {
                const size_t from = at;
                while (at < in.size() && !space(in[at])) ++at;
                value = in.substr(from, at - from);
            }
        } else if (found.empty()) {
            ++at;
        }
        if (std::ranges::equal(found, name, [](char a, char b) { return lower(a) == b; })) return unescape_html(value);
    }
    return {};
}

}  // namespace html

namespace {

// Windows-1252 where HTML says so: &#128; to &#159; are its characters.
constexpr char16_t kWindows1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// The character that &name; or &#number; means, 0 for none. `name` is without & and ;.
char32_t referenced(std::string_view name) {
    if (name.starts_with('#')) {
        const bool hex = name.size() > 1 && (name[1] | 0x20) == 'x';
        uint32_t value = 0;
        const std::string_view digits = name.substr(hex ? 2 : 1);
        if (digits.empty() || digits.size() > 8) return 0;
        for (const char c : digits) {
            const bool decimal = c >= '0' && c <= '9';
            const bool letter = hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
            if (!decimal && !letter) return 0;
            value = value * (hex ? 16 : 10) + static_cast<uint32_t>(decimal ? c - '0' : (c | 0x20) - 'a' + 10);
            if (value > 0x10FFFF) return 0xFFFD;
        }
        if (value >= 128 && value < 160) return kWindows1252[value - 128];
        if (value == 0 || (value >= 0xD800 && value < 0xE000)) return 0xFFFD;
        return value;
    }
    if (name == "apos") return '\'';
    const std::string zero_ended(name);
    const htmlEntityDesc* known = htmlEntityLookup(reinterpret_cast<const xmlChar*>(zero_ended.c_str()));
    return known == nullptr ? 0 : known->value;
}

}  // namespace

std::string unescape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const size_t mark = std::min(text.find('&', at), text.size());
        out += text.substr(at, mark - at);
        at = mark;
        if (at == text.size()) break;
        size_t end = at + 1;
        while (end < text.size() && end - at <= 12 &&
               (html::letter(text[end]) || text[end] == '#' || (text[end] >= '0' && text[end] <= '9'))) {
            ++end;
        }
        const char32_t c = end < text.size() && text[end] == ';' ? referenced(text.substr(at + 1, end - at - 1)) : 0;
        if (c != 0) {
            utf8::append(out, c);
            at = end + 1;
        } else {
            out += '&';
            ++at;
        }
    }
    return out;
}

}  // namespace tallybook
