// UTF-8: decoding code points, checking and repairing. Repairing follows the Unicode advice: each maximal ill-formed
// part becomes one U+FFFD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tallybook::utf8 {

struct CodePoint {
    char32_t value;
    uint32_t length;  // in bytes; 0 at the end of the text. An ill-formed part gives U+FFFD and its own length.
};

CodePoint decode(std::string_view text, size_t at);
void append(std::string& out, char32_t code_point);
bool valid(std::string_view text);

// `text` with every ill-formed part replaced; `replaced` (if given) is set to how many there were.
std::string repair(std::string_view text, size_t* replaced = nullptr);

}  // namespace tallybook::utf8
