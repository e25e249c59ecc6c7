#include "ingest/html_text.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace tallybook::html {

namespace {

constexpr size_t kLongestReference = 12;

// Windows-1252 where HTML says so: &#128; to &#159; are its characters.
constexpr char16_t kWindows1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

// The character that &name; or &#number; means, 0 for none. `name` is without & and ;.
char32_t referenced(std::string_view name) {
    if (name.starts_with('#')) {
        const bool hex = name.size() > 1 && (name[1] | 0x20) == 'x';
        uint32_t value = 0;
        const std::string_view digits = name.substr(hex ? 2 : 1);
        if (digits.empty() || digits.size() > 8) return 0;
        for (const char c : digits) {
            const bool hex_letter = hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
            if (!digit(c) && !hex_letter) return 0;
            value = value * (hex ? 16 : 10) + static_cast<uint32_t>(digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
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

// The reference at `at`, which holds '&': its character, and behind it `next`. 0 where there is none.
char32_t reference(std::string_view text, size_t at, size_t limit, size_t& next) {
    size_t end = at + 1;
    while (end < limit && end - at <= kLongestReference &&
           (letter(text[end]) || text[end] == '#' || digit(text[end]))) {
        ++end;
    }
    if (end >= limit || text[end] != ';') return 0;
    next = end + 1;
    return referenced(text.substr(at + 1, end - at - 1));
}

enum class Byte : uint8_t { Plain, Blank, Reference, NoBreak };

constexpr std::array<Byte, 256> make_bytes() {
    std::array<Byte, 256> out{};
    for (const unsigned char c : {' ', '\t', '\n', '\v', '\f', '\r'}) out[c] = Byte::Blank;
    out['&'] = Byte::Reference;
    out[0xC2] = Byte::NoBreak;  // perhaps: C2 A0
    return out;
}

constexpr std::array<Byte, 256> kBytes = make_bytes();

}  // namespace

std::string unescape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const size_t mark = std::min(text.find('&', at), text.size());
        out += text.substr(at, mark - at);
        at = mark;
        if (at == text.size()) break;
        size_t next = at;
        const char32_t c = reference(text, at, text.size(), next);
        if (c != 0) {
            utf8::append(out, c);
            at = next;
        } else {
            out += '&';
            ++at;
        }
    }
    return out;
}

std::string squeezed(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        const bool no_break = c == 0xC2 && at + 1 < text.size() && text[at + 1] == '\xA0';
        if (kBytes[c] != Byte::Blank && !no_break) {
            out += text[at];
            continue;
        }
        at += no_break;
        if (!out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

void PageText::begin_block() {
    block_ = text_.size();
    blank_due_ = false;
}

void PageText::put(size_t from, size_t to) {
    if (from == to) return;
    if (blank_due_) {
        const bool there =
            from > 0 && page_[from - 1] == ' ';  // the blank itself is taken over, and the stretch goes on
        if (there) origin_.add(text_.size(), from - 1, 1);
        text_ += ' ';
        blank_due_ = false;
    }
    origin_.add(text_.size(), from, to - from);
    text_.append(page_.data() + from, to - from);
}

// Puts what the reference at `at` means; where it ends.
size_t PageText::read_reference(size_t at, size_t end) {
    size_t next = at + 1;
    const char32_t c = reference(page_, at, end, next);
    if (c == 0) {
        put(at, at + 1);
        return at + 1;
    }
    if (c == 0xA0 || c == ' ' || (c >= 9 && c <= 13)) {
        blank();
    } else if (c != 0xAD) {  // a soft hyphen is no letter
        if (blank_due_) text_ += ' ';
        blank_due_ = false;
        utf8::append(text_, c);
    }
    return next;
}

void PageText::add(std::string_view raw) {
    size_t at = static_cast<size_t>(raw.data() - page_.data());
    const size_t end = at + raw.size();
    const auto byte = [&](size_t i) { return kBytes[static_cast<unsigned char>(page_[i])]; };
    while (at < end) {
        size_t stop = at;
        while (stop < end) {
            if (byte(stop) == Byte::Plain) {
                ++stop;
            } else if (page_[stop] == ' ' && stop + 1 < end && byte(stop + 1) == Byte::Plain && stop > at) {
                stop += 2;  // a single blank between two words
            } else {
                break;
            }
        }
        put(at, stop);
        if (stop >= end) return;
        switch (byte(stop)) {
            case Byte::Blank:
                blank();
                at = stop + 1;
                break;
            case Byte::Reference:
                at = read_reference(stop, end);
                break;
            default: {
                const char next = stop + 1 < end ? page_[stop + 1] : 0;
                at = stop + (next == '\xA0' || next == '\xAD' ? 2 : 1);
                if (next == '\xA0') {
                    blank();
                } else if (next != '\xAD') {
                    put(stop, stop + 1);
                }
            }
        }
    }
}

}  // namespace tallybook::html
