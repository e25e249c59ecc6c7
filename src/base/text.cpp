#include "base/text.hpp"

namespace tallybook {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == '\n' || c == ' ' || c == '\t';
        if (space && !out.empty() && out.back() == ' ') continue;
        out += space ? ' ' : c;
    }
    return out;
}

}  // namespace tallybook
