// Binary search in range tables, with ASCII answered from the code point itself: a class is asked for once for each
// distinct word, so tables that fit in a few cache lines beat two-level bitmaps that do not.
#include "language/unicode.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "language/unicode_tables.hpp"

namespace tallybook::unicode {

namespace {

bool in(std::span<const tables::Range> ranges, char32_t c) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), c,
                                        [](char32_t value, const tables::Range& r) { return value < r.first; });
    return after != ranges.begin() && c <= std::prev(after)->last;
}

char32_t map(std::span<const tables::Mapping> mappings, char32_t c) {
    const auto at = std::lower_bound(mappings.begin(), mappings.end(), c,
                                     [](const tables::Mapping& m, char32_t value) { return m.from < value; });
    return at != mappings.end() && at->from == c ? at->to : c;
}

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kSmallSigma = 0x3C3;
constexpr char32_t kFinalSigma = 0x3C2;

// The code point that ends at byte `end` of well-formed text.
utf8::CodePoint before(std::string_view text, size_t end) {
    size_t begin = end - 1;
    while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    const utf8::CodePoint c = utf8::decode(text, begin);
    return {c.value, static_cast<uint32_t>(end - begin)};
}

bool sigma_is_final(std::string_view text, size_t at, size_t length) {
    size_t i = at;
    utf8::CodePoint c{0, 0};
    bool found = false;
    while (i > 0) {
        c = before(text, i);
        i -= c.length;
        if (!is_case_ignorable(c.value)) {
            found = true;
            break;
        }
    }
    if (!found || !is_cased(c.value)) return false;
    for (i = at + length; i < text.size(); i += c.length) {
        c = utf8::decode(text, i);
        if (!is_case_ignorable(c.value)) return !is_cased(c.value);
    }
    return true;
}

}  // namespace

bool is_alpha(char32_t c) {
    if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return in(tables::kAlpha, c);
}

bool is_upper(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    return in(tables::kUpper, c);
}

bool is_digit(char32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9';
    return in(tables::kDigit, c);
}

bool is_space(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F);
    return in(tables::kSpace, c);
}

bool is_cased(char32_t c) {
    return in(tables::kCased, c);
}
bool is_case_ignorable(char32_t c) {
    return in(tables::kCaseIgnorable, c);
}

char32_t lower(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return map(tables::kLower, c);
}

char32_t upper(char32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
    return map(tables::kSimpleUpper, c);
}

void append_lower(std::string_view text, std::string& out) {
    for (size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            out += static_cast<char>(lower(byte));
            ++i;
            continue;
        }
        const utf8::CodePoint c = utf8::decode(text, i);
        if (c.value == kCapitalSigma) {
            utf8::append(out, sigma_is_final(text, i, c.length) ? kFinalSigma : kSmallSigma);
        } else if (const auto longer = std::ranges::find(tables::kLowerLong, c.value, &tables::Expansion::from);
                   longer != tables::kLowerLong.end()) {
            out += longer->to;
        } else if (const char32_t l = lower(c.value); l != c.value) {
            utf8::append(out, l);
        } else {
            out += text.substr(i, c.length);
        }
        i += c.length;
    }
}

std::string to_lower(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    append_lower(text, out);
    return out;
}

}  // namespace tallybook::unicode
