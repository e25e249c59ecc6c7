#include "ingest/html_tokens.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "ingest/html_text.hpp"

namespace tallybook::html {

namespace {

constexpr bool space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}
constexpr bool letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

constexpr size_t kNotFound = std::string_view::npos;

size_t find(std::string_view in, char c, size_t from) {
    if (from >= in.size()) return kNotFound;
    const void* found = std::memchr(in.data() + from, c, in.size() - from);
    return found == nullptr ? kNotFound : static_cast<size_t>(static_cast<const char*>(found) - in.data());
}

// Eight bytes of a name in one number: names of a tag are compared as numbers.
constexpr uint64_t packed(std::string_view name) {
    uint64_t out = 0;
    for (size_t i = 0; i < std::min<size_t>(name.size(), 8); ++i) {
        out |= static_cast<uint64_t>(static_cast<unsigned char>(lower(name[i]))) << 8 * i;
    }
    return out;
}

constexpr size_t kLongestName = 10, kSlots = 512;

constexpr size_t slot_of(uint64_t key) {
    return static_cast<size_t>((key * 0x9E3779B97F4A7C15ULL) >> 55);
}

struct Slot {
    uint64_t key = 0;
    uint8_t size = 0;
    Tag tag = Tag::Other;
};

// clang-format off
constexpr std::pair<std::string_view, Tag> kTags[] = {
    {"a", Tag::A}, {"abbr", Tag::Abbr}, {"acronym", Tag::Acronym}, {"address", Tag::Address},
    {"article", Tag::Article}, {"aside", Tag::Aside}, {"audio", Tag::Audio}, {"b", Tag::B}, {"bdi", Tag::Bdi},
    {"bdo", Tag::Bdo}, {"big", Tag::Big}, {"blockquote", Tag::Blockquote}, {"body", Tag::Body}, {"br", Tag::Br},
    {"button", Tag::Button}, {"canvas", Tag::Canvas}, {"center", Tag::Center}, {"cite", Tag::Cite},
    {"code", Tag::Code}, {"data", Tag::Data}, {"dd", Tag::Dd}, {"del", Tag::Del}, {"details", Tag::Details},
    {"dfn", Tag::Dfn}, {"dialog", Tag::Dialog}, {"div", Tag::Div}, {"dl", Tag::Dl}, {"dt", Tag::Dt},
    {"em", Tag::Em}, {"fieldset", Tag::Fieldset}, {"figcaption", Tag::Figcaption}, {"figure", Tag::Figure},
    {"font", Tag::Font}, {"footer", Tag::Footer}, {"form", Tag::Form}, {"h1", Tag::H1}, {"h2", Tag::H2},
    {"h3", Tag::H3}, {"h4", Tag::H4}, {"h5", Tag::H5}, {"h6", Tag::H6}, {"head", Tag::Head},
    {"header", Tag::Header}, {"hr", Tag::Hr}, {"html", Tag::Html}, {"i", Tag::I}, {"iframe", Tag::Iframe},
    {"img", Tag::Img}, {"ins", Tag::Ins}, {"kbd", Tag::Kbd}, {"label", Tag::Label}, {"li", Tag::Li},
    {"link", Tag::Link}, {"main", Tag::Main}, {"mark", Tag::Mark}, {"meta", Tag::Meta}, {"nav", Tag::Nav},
    {"noembed", Tag::Noembed}, {"noframes", Tag::Noframes}, {"noscript", Tag::Noscript}, {"object", Tag::Object},
    {"ol", Tag::Ol}, {"optgroup", Tag::Optgroup}, {"option", Tag::Option}, {"p", Tag::P}, {"pre", Tag::Pre},
    {"q", Tag::Q}, {"rp", Tag::Rp}, {"rt", Tag::Rt}, {"s", Tag::S}, {"samp", Tag::Samp}, {"script", Tag::Script},
    {"section", Tag::Section}, {"select", Tag::Select}, {"small", Tag::Small}, {"span", Tag::Span},
    {"strong", Tag::Strong}, {"style", Tag::Style}, {"sub", Tag::Sub}, {"summary", Tag::Summary}, {"sup", Tag::Sup},
    {"svg", Tag::Svg}, {"table", Tag::Table}, {"tbody", Tag::Tbody}, {"td", Tag::Td}, {"template", Tag::Template},
    {"textarea", Tag::Textarea}, {"th", Tag::Th}, {"thead", Tag::Thead}, {"time", Tag::Time}, {"title", Tag::Title},
    {"tr", Tag::Tr}, {"tt", Tag::Tt}, {"u", Tag::U}, {"ul", Tag::Ul}, {"var", Tag::Var}, {"video", Tag::Video},
    {"wbr", Tag::Wbr}, {"xmp", Tag::Xmp},
};
// clang-format on

constexpr std::array<Slot, kSlots> make_slots() {
    std::array<Slot, kSlots> slots{};
    for (const auto& [name, tag] : kTags) {
        size_t at = slot_of(packed(name));
        while (slots[at].key != 0) at = (at + 1) % kSlots;
        slots[at] = {packed(name), static_cast<uint8_t>(name.size()), tag};
    }
    return slots;
}

constexpr std::array<Slot, kSlots> kTable = make_slots();

// Where the tag that begins at `at` ends (its '>'), quotes minded; the page's end where it does not. A quote counts
// only behind '='.
size_t tag_end(std::string_view page, size_t at) {
    for (size_t end = at;;) {
        if (end != kNotFound && (end <= at || end >= page.size())) end = find(page, '>', at);  // else it still stands
        const std::string_view part = page.substr(at, end == kNotFound ? kNotFound : end - at);
        size_t quote = 0;
        for (;; ++quote) {
            quote = part.find_first_of("\"'", quote);
            if (quote == kNotFound) return std::min(end, page.size());
            size_t before = quote;
            while (before > 0 && space(part[before - 1])) --before;
            if (before > 0 && part[before - 1] == '=') break;
        }
        const size_t close = find(page, part[quote], at + quote + 1);
        if (close == kNotFound) return page.size();
        at = close + 1;
    }
}

bool holds_raw_text(Tag tag) {
    switch (tag) {
        case Tag::Script:
        case Tag::Style:
        case Tag::Title:
        case Tag::Textarea:
        case Tag::Noscript:
        case Tag::Iframe:
        case Tag::Xmp:
        case Tag::Noembed:
        case Tag::Noframes:
            return true;
        default:
            return false;
    }
}

}  // namespace

bool equal_ignoring_case(std::string_view text, std::string_view wanted) {
    return std::ranges::equal(text, wanted, [](char a, char b) { return lower(a) == b; });
}

Tag tag_of(std::string_view name) {
    if (name.empty() || name.size() > kLongestName) return Tag::Other;
    const uint64_t key = packed(name);
    for (size_t at = slot_of(key); kTable[at].key != 0; at = (at + 1) % kSlots) {
        if (kTable[at].key == key && kTable[at].size == name.size()) return kTable[at].tag;
    }
    return Tag::Other;
}

// Comments, doctypes, processing instructions: nothing of them is kept.
bool Tokens::skip_declaration() {
    const char next = at_ + 1 < page_.size() ? page_[at_ + 1] : 0;
    if (next != '!' && next != '?') return false;
    if (page_.substr(at_).starts_with("<!--")) {
        const size_t end = page_.find("-->", at_ + 4);
        at_ = end == kNotFound ? page_.size() : end + 3;
        return true;
    }
    const size_t end = find(page_, '>', at_);
    at_ = end == kNotFound ? page_.size() : end + 1;
    return true;
}

Token Tokens::raw_content() {
    size_t end = at_;
    for (;; ++end) {
        end = std::min(page_.find("</", end), page_.size());
        if (end == page_.size()) break;
        const std::string_view name = page_.substr(end + 2, raw_name_.size());
        const size_t behind = end + 2 + raw_name_.size();
        const char c = behind < page_.size() ? page_[behind] : '>';
        if ((space(c) || c == '>' || c == '/') &&
            std::ranges::equal(name, raw_name_, [](char a, char b) { return lower(a) == lower(b); })) {
            break;
        }
    }
    const Token token{Token::Kind::Raw, raw_, {}, {}, page_.substr(at_, end - at_)};
    at_ = end;
    raw_name_ = {};
    return token;
}

Token Tokens::next() {
    if (!raw_name_.empty()) return raw_content();
    while (at_ < page_.size()) {
        if (page_[at_] != '<') {
            const size_t end = std::min(find(page_, '<', at_), page_.size());
            const Token token{Token::Kind::Text, Tag::Other, {}, {}, page_.substr(at_, end - at_)};
            at_ = end;
            return token;
        }
        if (skip_declaration()) continue;
        const bool closes = at_ + 1 < page_.size() && page_[at_ + 1] == '/';
        const size_t begin = at_ + (closes ? 2 : 1);
        if (begin >= page_.size() || !letter(page_[begin])) {  // a bare '<'
            const Token token{Token::Kind::Text, Tag::Other, {}, {}, page_.substr(at_, 1)};
            ++at_;
            return token;
        }
        size_t name_end = begin;
        while (name_end < page_.size() && !space(page_[name_end]) && page_[name_end] != '>' && page_[name_end] != '/') {
            ++name_end;
        }
        const size_t end = tag_end(page_, name_end);
        Token token;
        token.kind = closes ? Token::Kind::Close : Token::Kind::Open;
        token.name = page_.substr(begin, name_end - begin);
        token.tag = tag_of(token.name);
        token.attributes = page_.substr(name_end, end - name_end);
        at_ = std::min(end + 1, page_.size());
        if (!closes && holds_raw_text(token.tag)) {
            raw_ = token.tag;
            raw_name_ = token.name;
        }
        return token;
    }
    return {};
}

bool Attributes::next(std::string_view& name, std::string_view& value) {
    while (at_ < in_.size() && (space(in_[at_]) || in_[at_] == '/')) ++at_;
    if (at_ >= in_.size()) return false;
    const size_t begin = at_;
    while (at_ < in_.size() && !space(in_[at_]) && in_[at_] != '=' && in_[at_] != '/') ++at_;
    name = in_.substr(begin, at_ - begin);
    value = {};
    size_t sign = at_;
    while (sign < in_.size() && space(in_[sign])) ++sign;
    if (sign >= in_.size() || in_[sign] != '=') return true;
    at_ = sign + 1;
    while (at_ < in_.size() && space(in_[at_])) ++at_;
    if (at_ < in_.size() && (in_[at_] == '"' || in_[at_] == '\'')) {
        const size_t end = std::min(find(in_, in_[at_], at_ + 1), in_.size());
        value = in_.substr(at_ + 1, end - at_ - 1);
        at_ = std::min(end + 1, in_.size());
    } else {
        const size_t from = at_;
        while (at_ < in_.size() && !space(in_[at_])) ++at_;
        value = in_.substr(from, at_ - from);
    }
    return true;
}

std::string attribute(std::string_view attributes, std::string_view name) {
    Attributes in(attributes);
    for (std::string_view found, value; in.next(found, value);) {
        if (equal_ignoring_case(found, name)) return unescape_html(value);
    }
    return {};
}

}  // namespace tallybook::html
