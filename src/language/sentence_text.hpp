// Small questions about the text around a full stop. Private to the splitter.
#pragma once

#include <string_view>

#include "base/utf8.hpp"
#include "language/unicode.hpp"

namespace tallybook {

// The length of the white-space character at `at`, 0 where there is none.
inline size_t space(std::string_view s, size_t at) {
    const utf8::CodePoint c = utf8::decode(s, at);
    return c.length != 0 && unicode::is_space(c.value) ? c.length : 0;
}

inline bool starts_lower(std::string_view s) {
    const char32_t c = utf8::decode(s, 0).value;
    return unicode::is_alpha(c) && !unicode::is_upper(c);
}
inline bool starts_upper(std::string_view s) {
    return unicode::is_upper(utf8::decode(s, 0).value);
}
inline bool starts_digit(std::string_view s) {
    return unicode::is_digit(utf8::decode(s, 0).value);
}

// N as it stands in the lists: its letters, with the dot for "Mr." and its like.
inline std::string_view bare_word(std::string_view s) {
    size_t i = 0;
    while (i < s.size()) {
        const utf8::CodePoint c = utf8::decode(s, i);
        if (!unicode::is_alpha(c.value)) break;
        i += c.length;
    }
    return s.substr(0, i);
}

}  // namespace tallybook
