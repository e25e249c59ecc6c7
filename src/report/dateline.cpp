#include "report/dateline.hpp"

#include "base/text.hpp"

namespace tallybook {

uint32_t dateline_end(std::span<const Token> sentence) {
    constexpr uint32_t kMost = 10;  // tokens
    bool bracket = false;
    for (uint32_t i = 0; i + 3 < sentence.size() && i < kMost; ++i) {
        const Token& t = sentence[i];
        const bool dash = one_of(t.text, {"-", "--", "\xE2\x80\x94", "\xE2\x80\x93", ":"});
        if (dash && i > 0 && (t.text == ":" || sentence[i - 1].space_after)) return i + 1;
        if (dash) continue;
        bracket = t.text == "(" || (bracket && t.text != ")");
        const bool name = t.text[0] >= 'A' && t.text[0] <= 'Z';
        if (!name && !bracket && !one_of(t.text, {",", ".", "/", ")", "("}) && t.tag != "CD" && t.tag != "HYPH")
            return 0;
    }
    return 0;
}

}  // namespace tallybook
