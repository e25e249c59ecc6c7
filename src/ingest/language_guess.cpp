#include "ingest/language_guess.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

#include "base/utf8.hpp"

namespace tallybook {

namespace {

constexpr size_t kBytesRead = 32768;

// Words that are frequent in one language and rare or absent in English. Sorted, for binary search.
constexpr std::string_view kEnglish[] = {
    "a",    "about", "after", "all",   "also", "an",    "and",   "are",  "as",  "at",  "be",   "been", "but",
    "by",   "for",   "from",  "had",   "has",  "have",  "he",    "her",  "his", "in",  "into", "is",   "it",
    "its",  "last",  "more",  "near",  "not",  "of",    "on",    "one",  "or",  "our", "over", "said", "says",
    "she",  "that",  "the",   "their", "them", "there", "they",  "this", "to",  "two", "up",   "was",  "we",
    "were", "when",  "which", "who",   "will", "with",  "would", "year", "you", "your"};

constexpr std::string_view kForeign[] = {
    "att",   "au",  "auf",   "aux", "av",  "avec",  "bir", "bu",  "como", "con",  "da",   "dan", "dans", "das",  "de",
    "degli", "del", "della", "dem", "den", "der",   "des", "det", "di",   "die",  "dos",  "du",  "ein",  "eine", "el",
    "em",    "en",  "est",   "et",  "fue", "het",   "il",  "ile", "ini",  "ist",  "jest", "kwa", "la",   "las",  "le",
    "les",   "los", "mit",   "na",  "nel", "nicht", "nie", "och", "oleh", "para", "pas",  "por", "pour", "que",  "qui",
    "sa",    "se",  "sich",  "sur", "um",  "un",    "una", "und", "une",  "van",  "ve",   "von", "yang"};

static_assert(std::ranges::is_sorted(kEnglish));
static_assert(std::ranges::is_sorted(kForeign));

bool holds(std::span<const std::string_view> words, std::string_view word) {
    return std::binary_search(words.begin(), words.end(), word);
}

struct Counts {
    size_t words = 0, english = 0, foreign = 0;
    size_t latin = 0, other = 0;  // letters
};

Counts count(std::string_view text) {
    Counts counts;
    std::string word;
    const auto finish = [&] {
        if (word.empty()) return;
        ++counts.words;
        counts.english += holds(kEnglish, word);
        counts.foreign += holds(kForeign, word);
        word.clear();
    };
    for (size_t at = 0; at < text.size();) {
        const utf8::CodePoint c = utf8::decode(text, at);
        if ((c.value | 0x20) >= 'a' && (c.value | 0x20) <= 'z' && c.value < 0x80) {
            ++counts.latin;
            word += static_cast<char>(c.value | 0x20);
        } else if (c.value >= 0xC0 && c.value < 0x250) {
            ++counts.latin;
            word += text.substr(at, c.length);
        } else {
            // From the Greek block on, General Punctuation to the symbols left out.
            if ((c.value >= 0x370 && c.value < 0x2000) || (c.value >= 0x2C00 && c.value < 0xFE00)) ++counts.other;
            finish();
        }
        at += c.length;
    }
    finish();
    return counts;
}

}  // namespace

bool looks_english(std::string_view text) {
    const Counts counts = count(text.substr(0, kBytesRead));
    if (counts.other > counts.latin) return false;
    if (counts.foreign > counts.english + 3 && counts.foreign * 6 > counts.words) return false;
    if (counts.words < 25) return true;
    return counts.english * 12 >= counts.words;  // ordinary news: every third word
}

}  // namespace tallybook
