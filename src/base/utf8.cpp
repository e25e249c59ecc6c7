#include "base/utf8.hpp"

#include <cstring>

namespace tallybook::utf8 {

CodePoint decode(std::string_view text, size_t at) {
    constexpr char32_t kReplacement = 0xFFFD;
    if (at >= text.size()) return {0, 0};
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80) return {first, 1};
    uint32_t need = 0;
    unsigned char low = 0x80, high = 0xBF;  // the bounds of the second byte rule out overlong forms and surrogates
    char32_t value = 0;
    if (first >= 0xC2 && first <= 0xDF) {
        need = 1;
        value = first & 0x1F;
    } else if (first >= 0xE0 && first <= 0xEF) {
        need = 2;
        value = first & 0x0F;
        if (first == 0xE0) low = 0xA0;
        if (first == 0xED) high = 0x9F;
    } else if (first >= 0xF0 && first <= 0xF4) {
        need = 3;
        value = first & 0x07;
        if (first == 0xF0) low = 0x90;
        if (first == 0xF4) high = 0x8F;
    } else {
        return {kReplacement, 1};
    }
    for (uint32_t i = 1; i <= need; ++i) {
        if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) return {kReplacement, i};
        value = (value << 6) | (byte(at + i) & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    return {value, need + 1};
}

void append(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

namespace {

// A U+FFFD that stands in the text itself is three bytes long; one that decode() reports for damage may be too, but
// then its bytes differ.
bool damaged(std::string_view text, size_t at, CodePoint c) {
    return c.value == 0xFFFD && text.substr(at, c.length) != "\xEF\xBF\xBD";
}

// Where the run of ASCII that begins at `at` ends, eight bytes at a time.
size_t ascii_end(std::string_view text, size_t at) {
    constexpr uint64_t kHighBits = 0x8080808080808080ULL;
    for (uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & kHighBits) != 0) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

}  // namespace

bool valid(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
        at = ascii_end(text, at);
        if (at == text.size()) return true;
        const CodePoint c = decode(text, at);
        if (damaged(text, at, c)) return false;
        at += c.length;
    }
    return true;
}

std::string repair(std::string_view text, size_t* replaced) {
    std::string out;
    out.reserve(text.size());
    size_t count = 0;
    for (size_t at = 0; at < text.size();) {
        const CodePoint c = decode(text, at);
        if (damaged(text, at, c)) {
            out += "\xEF\xBF\xBD";
            ++count;
        } else {
            out += text.substr(at, c.length);
        }
        at += c.length;
    }
    if (replaced != nullptr) *replaced = count;
    return out;
}

}  // namespace tallybook::utf8
