// One pass over the bytes; a word's form is left open.
#include "language/recase_scan.hpp"

#include "base/utf8.hpp"
#include "language/unicode.hpp"

namespace tallybook {
namespace {

bool is_apostrophe(std::string_view s, size_t at, size_t& length) {
    length = s.substr(at).starts_with("’") ? 3 : 1;
    return s[at] == '\'' || s[at] == '`' || length == 3;
}

}  // namespace

std::vector<RecasedWord> scan_words(std::string_view s) {
    std::vector<RecasedWord> words;
    size_t gap_begin = 0;
    bool after_apostrophe = false;
    for (size_t i = 0; i < s.size();) {
        utf8::CodePoint c = utf8::decode(s, i);
        if (!unicode::is_alpha(c.value) && !unicode::is_digit(c.value)) {
            i += c.length;
            continue;
        }
        RecasedWord word;
        word.begin = i;
        size_t letters = 0;
        while (i < s.size()) {
            c = utf8::decode(s, i);
            if (unicode::is_digit(c.value)) {
                word.has_digit = true;
            } else if (!unicode::is_alpha(c.value) && !(c.value >= 0x300 && c.value <= 0x36F)) {
                break;
            }
            ++letters;
            i += c.length;
        }
        // "U.S.", "J.": dots after single letters belong to the word.
        if (letters == 1 && !word.has_digit && !after_apostrophe && i < s.size() && s[i] == '.') {
            size_t at = i + 1, dots = 1;
            while (at + 1 < s.size() && s[at] >= 'A' && s[at] <= 'Z' && s[at + 1] == '.') at += 2, ++dots;
            const bool letter_follows = at < s.size() && unicode::is_alpha(utf8::decode(s, at).value);
            if (!letter_follows) {
                word.dotted = true;
                i = at;
            }
        }
        word.end = i;
        word.lower = unicode::to_lower(s.substr(word.begin, word.end - word.begin));
        const std::string_view gap = s.substr(gap_begin, word.begin - gap_begin);
        word.joined = !words.empty() && (gap == " " || gap == "-");
        word.hyphened = !words.empty() && gap == "-";
        word.tail = after_apostrophe && !words.empty() && words.back().end + 3 >= word.begin;
        const char before = word.begin == 0 ? ' ' : s[word.begin - 1], after = i < s.size() ? s[i] : ' ';
        word.bracketed = (before == '(' && after == ')') || (before == '[' && after == ']');
        const bool quote_opens = gap.ends_with("\"") || gap.ends_with("“") || gap.ends_with("``");
        word.starts = words.empty() || (quote_opens && (gap.find(',') != gap.npos || gap.find(':') != gap.npos));
        size_t length = 1;
        after_apostrophe = i < s.size() && is_apostrophe(s, i, length);
        gap_begin = i;
        words.push_back(std::move(word));
    }
    return words;
}

bool longer_ending(std::string_view s, std::string_view tail) {
    return s.size() > tail.size() + 1 && s.ends_with(tail);
}

bool known_word(const std::function<bool(std::string_view)>& is_word, std::string_view w) {
    if (!is_word) return false;
    const auto ask = [&](std::string_view stem, std::string_view tail = "") {
        return stem.size() >= 2 && is_word(std::string(stem) + std::string(tail));
    };
    const auto doubled = [&](std::string_view stem) {
        return stem.size() > 3 && stem[stem.size() - 1] == stem[stem.size() - 2] &&
               ask(stem.substr(0, stem.size() - 1));
    };
    if (ask(w)) return true;
    const auto stem_of = [&](std::string_view tail) { return w.substr(0, w.size() - tail.size()); };
    if (longer_ending(w, "ies") && ask(stem_of("ies"), "y")) return true;
    if (longer_ending(w, "ves") && (ask(stem_of("ves"), "f") || ask(stem_of("ves"), "fe"))) return true;
    if (longer_ending(w, "es") && ask(stem_of("es"))) return true;
    if (longer_ending(w, "s") && !w.ends_with("ss") && ask(stem_of("s"))) return true;
    if (longer_ending(w, "ied") && ask(stem_of("ied"), "y")) return true;
    if (longer_ending(w, "men") && ask(stem_of("men"), "man")) return true;
    for (const std::string_view tail : {"ed", "ing", "er", "est"}) {
        if (!longer_ending(w, tail)) continue;
        const std::string_view stem = stem_of(tail);
        if (ask(stem) || ask(stem, "e") || doubled(stem)) return true;
        if (tail != "ing" && stem.ends_with("i") && ask(stem.substr(0, stem.size() - 1), "y")) return true;
    }
    for (const std::string_view prefix :
         {"anti", "non", "un", "re", "pro", "counter", "inter", "pre", "ex", "mid", "co"}) {
        if (w.size() > prefix.size() + 4 && w.starts_with(prefix) && ask(w.substr(prefix.size()))) return true;
    }
    if (longer_ending(w, "ly") && (ask(stem_of("ly")) || ask(stem_of("ly"), "le") ||
                                   (w.ends_with("ily") && ask(stem_of("ily"), "y")) || ask(stem_of("y"), "e")))
        return true;
    if (longer_ending(w, "ness") && ask(stem_of("ness"))) return true;
    return false;
}

}  // namespace tallybook
