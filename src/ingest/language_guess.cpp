#include "ingest/language_guess.hpp"

#include <cld2/public/compact_lang_det.h>

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

constexpr size_t kLongest = [] {
    size_t longest = 0;
    for (const auto words : {std::span<const std::string_view>(kEnglish), std::span<const std::string_view>(kForeign)})
        for (const std::string_view word : words) longest = std::max(longest, word.size());
    return longest;
}();

bool holds(std::span<const std::string_view> words, std::string_view word) {
    return word.size() <= kLongest && std::binary_search(words.begin(), words.end(), word);
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
        const auto byte = static_cast<unsigned char>(text[at]);
        const utf8::CodePoint c = byte < 0x80 ? utf8::CodePoint{byte, 1} : utf8::decode(text, at);
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

bool looks_english(const Counts& counts) {
    if (counts.other > counts.latin) return false;
    if (counts.foreign > counts.english + 3 && counts.foreign * 6 > counts.words) return false;
    if (counts.words < 25) return true;
    return counts.english * 12 >= counts.words;  // ordinary news: every third word
}

// CLD2's word for it, where it is sure. `text` must be valid UTF-8.
std::optional<std::string> recognised(std::string_view text) {
    bool reliable = false;
    const CLD2::Language found = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
    if (!reliable || found == CLD2::UNKNOWN_LANGUAGE) return std::nullopt;
    return CLD2::LanguageCode(found);
}

}  // namespace

std::optional<std::string> language_of(std::string_view text) {
    size_t end = std::min(text.size(), kBytesRead);
    while (end > 0 && end < text.size() && (text[end] & 0xC0) == 0x80) --end;
    const std::string_view head = text.substr(0, end);
    const Counts counts = count(head);
    if (looks_english(counts)) {
        const bool certain = counts.english * 6 >= counts.words && counts.words >= 25;
        if (certain || counts.words < 8) return "en";
        const auto other = recognised(head);
        const bool foreign = other && *other != "en" && counts.foreign > counts.english;
        return foreign ? other : "en";
    }
    const auto found = recognised(head);
    // Names and places fool a detector, function words do not: without CLD2's word for it, it is left open.
    return found && *found == "en" && counts.other > counts.latin ? std::nullopt : found;
}

}  // namespace tallybook
