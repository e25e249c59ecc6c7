#include "values/gazetteer_names.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"

namespace tallybook::gazetteer_names {
namespace {

bool ascii_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// Letters whose Latin form Unicode does not tell.
const char* latin_of(char32_t c) {
    switch (c) {
        case U'ø':
            return "o";
        case U'ł':
            return "l";
        case U'đ':
            return "d";
        case U'ð':
            return "d";
        case U'þ':
            return "th";
        case U'æ':
            return "ae";
        case U'œ':
            return "oe";
        case U'ı':
            return "i";
        case U'ə':
            return "a";
        case U'ǝ':
            return "a";
        case U'ħ':
            return "h";
        case U'ŋ':
            return "n";
        case U'ʻ':
        case U'ʼ':
        case U'ʽ':
        case U'ʾ':
        case U'ʿ':
        case U'ˈ':
        case U'‘':
        case U'’':
        case U'‛':
        case U'´':
        case U'′':
        case U'ʹ':
        case U'ʺ':
        case U'“':
        case U'”':
            return "";
        case U'–':
        case U'—':
        case U'‐':
        case U'‑':
        case U'‒':
        case U'−':
            return " ";
        default:
            return nullptr;
    }
}

bool fold_wide(char32_t c, std::string& out) {
    std::array<utf8proc_int32_t, 24> parts{};
    int last = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    const auto n =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(), parts.size(), options, &last);
    if (n < 0 || n > static_cast<utf8proc_ssize_t>(parts.size())) return false;
    for (utf8proc_ssize_t i = 0; i < n; ++i) {
        const auto part = static_cast<char32_t>(parts[static_cast<size_t>(i)]);
        if (part < 0x80) {
            out += static_cast<char>(part);
        } else if (const char* latin = latin_of(part)) {
            out += latin;
        } else {
            return false;
        }
    }
    return true;
}

// Lower-case ASCII letters, digits and spaces; nothing else.
bool fold(std::string_view name, std::string& out) {
    for (size_t at = 0; at < name.size();) {
        const auto byte = static_cast<unsigned char>(name[at]);
        if (byte >= 0x80) {
            const auto cp = utf8::decode(name, at);
            if (const char* latin = latin_of(cp.value)) {
                out += latin;
            } else if (!fold_wide(cp.value, out)) {
                return false;
            }
            at += cp.length;
            continue;
        }
        ++at;
        const char c = static_cast<char>(byte);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out += c;
        } else if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c + ('a' - 'A'));
        } else if (c == '&') {
            out += " and ";
        } else if (c != '\'' && c != '`' && c != '.' && c != '"') {
            out += ' ';
        }
    }
    return true;
}

std::string_view unabbreviated(std::string_view word) {
    if (word == "st") return "saint";
    if (word == "ste") return "sainte";
    if (word == "mt") return "mount";
    if (word == "ft") return "fort";
    return word;
}

// "ezzor", "assalam": an article that took the next word's first letter and lost its hyphen.
std::string_view without_glued_article(std::string_view word) {
    if (word.size() < 6 || (word[0] != 'a' && word[0] != 'e')) return word;
    const std::string_view sun = "dnrstz";
    if (word[1] == word[2] && sun.find(word[1]) != std::string_view::npos) return word.substr(2);
    return word;
}

// One word in fine form: consonants by class, a, i or u for a group of vowels.
void append_fine(std::string_view w, std::string& out) {
    const auto push = [&out](char c) {
        if (out.empty() || out.back() != c) out += c;
    };
    for (size_t i = 0; i < w.size();) {
        const char c = w[i];
        const char next = i + 1 < w.size() ? w[i + 1] : '\0';
        const bool y_is_vowel = c == 'y' && !(i == 0 && ascii_vowel(next));
        const bool w_is_vowel = c == 'w' && i > 0 && !ascii_vowel(next);
        if (ascii_vowel(c) || y_is_vowel || w_is_vowel) {
            bool front = false, back = false;
            for (; i < w.size() &&
                   (ascii_vowel(w[i]) || w[i] == 'y' || (w[i] == 'w' && !(i + 1 < w.size() && ascii_vowel(w[i + 1]))));
                 ++i) {
                front = front || w[i] == 'i' || w[i] == 'e' || w[i] == 'y';
                back = back || w[i] == 'o' || w[i] == 'u' || w[i] == 'w';
            }
            const bool ends = i == w.size() || (i + 1 == w.size() && w[i] == 'h');
            if (ends && w.size() > 4) return;  // the tail -eh, -ah, -a, -iyah
            push(front ? 'i' : back ? 'u' : 'a');
            continue;
        }
        if (next == 'h' &&
            (c == 'k' || c == 'd' || c == 't' || c == 'g' || c == 'p' || c == 's' || c == 'c' || c == 'z')) {
            push(c == 'p' ? 'f' : c == 's' || c == 'c' ? 'S' : c);
            i += 2;
            continue;
        }
        if (c == 'd' && next == 'j') {
            ++i;
            continue;
        }
        if (c == 'q' || (c == 'c' && next != 'e' && next != 'i')) {
            push('k');
        } else if (c == 'c') {
            push('s');
        } else {
            push(c);
        }
        ++i;
    }
}

}  // namespace

bool split_words(std::string_view name, std::vector<std::string>& words) {
    std::string folded;
    folded.reserve(name.size());
    if (!fold(name, folded)) return false;
    size_t at = 0;
    while (at < folded.size()) {
        const size_t begin = folded.find_first_not_of(' ', at);
        if (begin == std::string::npos) break;
        const size_t end = std::min(folded.find(' ', begin), folded.size());
        words.emplace_back(unabbreviated(std::string_view(folded).substr(begin, end - begin)));
        at = end;
    }
    return true;
}

uint64_t extend(uint64_t key, std::string_view word) {
    constexpr uint64_t kPrime = 0x100000001b3ULL;
    for (const char c : word) key = (key ^ static_cast<unsigned char>(c)) * kPrime;
    return (key ^ 0x1fU) * kPrime;
}

bool is_article(std::string_view word) {
    static constexpr std::array<std::string_view, 24> kArticles = {"al", "el", "ul",  "il", "ad", "ed",  "adh", "an",
                                                                   "en", "ar", "er",  "as", "es", "ash", "esh", "ach",
                                                                   "at", "et", "ath", "az", "ez", "az",  "ol",  "l"};
    return std::find(kArticles.begin(), kArticles.end(), word) != kArticles.end();
}

std::string latin_of_arabic(std::string_view name) {
    static constexpr std::pair<char32_t, std::string_view> kLetters[] = {
        {U'ا', "a"},  {U'أ', "a"}, {U'إ', "i"},  {U'آ', "a"}, {U'ٱ', "a"},  {U'ب', "b"}, {U'ت', "t"},  {U'ث', "th"},
        {U'ج', "j"},  {U'ح', "h"}, {U'خ', "kh"}, {U'د', "d"}, {U'ذ', "dh"}, {U'ر', "r"}, {U'ز', "z"},  {U'س', "s"},
        {U'ش', "sh"}, {U'ص', "s"}, {U'ض', "d"},  {U'ط', "t"}, {U'ظ', "z"},  {U'ع', "a"}, {U'غ', "gh"}, {U'ف', "f"},
        {U'ق', "q"},  {U'ك', "k"}, {U'ل', "l"},  {U'م', "m"}, {U'ن', "n"},  {U'ه', "h"}, {U'و', "w"},  {U'ي', "y"},
        {U'ى', "a"},  {U'ة', "a"}, {U'ء', ""},   {U'ؤ', "u"}, {U'ئ', "y"},  {U'ـ', ""},  {U'پ', "p"},  {U'چ', "ch"},
        {U'ژ', "zh"}, {U'ڤ', "v"}, {U'گ', "g"},  {U'ک', "k"}, {U'ی', "y"},  {U'ە', "a"}, {U'ێ', "e"},  {U'ۆ', "o"},
        {U'ڵ', "l"},  {U'ڕ', "r"}};
    std::string out;
    bool arabic = false;
    for (size_t at = 0; at < name.size();) {
        const auto cp = utf8::decode(name, at);
        at += cp.length;
        if (cp.value == ' ' || cp.value == '-' || cp.value == 0x200c) {
            out += ' ';
            continue;
        }
        if (cp.value >= 0x64b && cp.value <= 0x655) continue;  // vowel marks
        const auto* letter =
            std::find_if(std::begin(kLetters), std::end(kLetters), [&](const auto& l) { return l.first == cp.value; });
        if (letter == std::end(kLetters)) return {};
        const bool opens = out.empty() || out.back() == ' ';
        const bool article =
            letter->first == U'ل' && out.ends_with("a") && (out.size() == 1 || out[out.size() - 2] == ' ');
        out += letter->second;
        arabic = true;
        if (article && !opens && at < name.size() && name[at] != ' ') out += ' ';
    }
    return arabic ? out : std::string();
}

std::string fine(std::span<const std::string> words) {
    std::string out;
    for (const auto& word : words) {
        if (words.size() > 1 && is_article(word)) continue;
        append_fine(without_glued_article(word), out);
    }
    return out;
}

std::string skeleton(std::string_view fine_form) {
    std::string out;
    for (size_t i = 0; i < fine_form.size(); ++i) {
        if (!ascii_vowel(fine_form[i])) {
            out += fine_form[i];
        } else if (i == 0) {
            out += 'a';
        }
    }
    return out;
}

uint64_t skeleton_key(std::string_view skeleton_form) {
    return extend(kNoWords, skeleton_form);
}

bool near(std::string_view a, std::string_view b) {
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = std::exchange(row[0], i);
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    const size_t length = std::min(a.size(), b.size());
    return row[b.size()] <= (length < 5 ? 0 : length / 4);
}

}  // namespace tallybook::gazetteer_names
