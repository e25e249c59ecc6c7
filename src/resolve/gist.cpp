#include "resolve/gist.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "base/text.hpp"

namespace tallybook {

namespace {

constexpr size_t kMostWords = 120;  // later ones are background

// Sorted. Function words, then what reports of violence say whatever they tell of.
constexpr std::string_view kEverywhere[] = {
    "about",      "according", "after",       "afternoon", "again",     "against",   "all",       "also",
    "although",   "am",        "among",       "an",        "and",       "another",   "any",       "april",
    "are",        "around",    "arrest",      "arrested",  "as",        "at",        "attack",    "attacked",
    "attacks",    "august",    "authorities", "away",      "be",        "because",   "been",      "before",
    "being",      "between",   "both",        "but",       "by",        "came",      "can",       "charge",
    "charged",    "come",      "could",       "day",       "days",      "dead",      "death",     "december",
    "did",        "died",      "do",          "does",      "down",      "dr",        "during",    "each",
    "early",      "even",      "evening",     "every",     "february",  "few",       "first",     "for",
    "found",      "friday",    "from",        "get",       "go",        "going",     "got",       "had",
    "has",        "have",      "having",      "he",        "her",       "here",      "him",       "himself",
    "his",        "how",       "if",          "in",        "incident",  "injured",   "into",      "is",
    "it",         "its",       "itself",      "january",   "july",      "june",      "just",      "kill",
    "killed",     "killing",   "last",        "late",      "later",     "like",      "made",      "make",
    "man",        "many",      "march",       "may",       "me",        "men",       "might",     "monday",
    "month",      "months",    "more",        "morning",   "most",      "mr",        "mrs",       "ms",
    "much",       "must",      "my",          "near",      "new",       "news",      "next",      "night",
    "no",         "nor",       "not",         "november",  "now",       "october",   "of",        "off",
    "officer",    "officers",  "official",    "officials", "old",       "on",        "one",       "only",
    "onto",       "or",        "other",       "others",    "our",       "out",       "over",      "own",
    "people",     "person",    "police",      "report",    "reported",  "reports",   "said",      "same",
    "saturday",   "say",       "saying",      "says",      "second",    "september", "shall",     "she",
    "shooting",   "shot",      "should",      "since",     "so",        "some",      "spokesman", "spokeswoman",
    "statement",  "still",     "such",        "sunday",    "suspect",   "suspected", "suspects",  "take",
    "taken",      "tell",      "tells",       "than",      "that",      "the",       "their",     "them",
    "themselves", "then",      "there",       "these",     "they",      "this",      "those",     "three",
    "through",    "thursday",  "time",        "times",     "to",        "today",     "told",      "tomorrow",
    "too",        "took",      "tuesday",     "two",       "under",     "until",     "up",        "upon",
    "us",         "very",      "was",         "we",        "wednesday", "week",      "weeks",     "well",
    "went",       "were",      "what",        "when",      "where",     "whether",   "which",     "while",
    "who",        "whom",      "whose",       "why",       "will",      "with",      "within",    "without",
    "woman",      "women",     "would",       "wounded",   "year",      "years",     "yesterday", "yet",
    "you",        "your"};

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool capital(char c) {
    return c >= 'A' && c <= 'Z';
}

struct Word {
    std::string_view text;
    bool first = false;  // of a sentence
};

// Line by line; apostrophes end a word, so that "Lowdale's" is Lowdale.
std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> out;
    bool first = true;
    for (size_t at = 0; at < text.size();) {
        if (!in_word(text[at])) {
            first |= text[at] == '.' || text[at] == '!' || text[at] == '?' || text[at] == '\n' || text[at] == '"';
            ++at;
            continue;
        }
        size_t end = at;
        while (end < text.size() && in_word(text[end])) ++end;
        if (end - at > 1 || digit(text[at])) {
            out.push_back({text.substr(at, end - at), first});
            first = false;
        }
        at = end;
    }
    return out;
}

// A headline, or a report, where capitals make no name.
bool loud(const std::vector<Word>& words, size_t begin, size_t end) {
    constexpr size_t kSmallWords = 3;
    size_t large = 0, capitals = 0;
    for (size_t i = begin; i < end; ++i) {
        if (words[i].text.size() <= kSmallWords || digit(words[i].text.front())) continue;
        ++large;
        capitals += capital(words[i].text.front());
    }
    return large > 2 && capitals * 10 >= large * 7;
}

}  // namespace

std::string stem_of(std::string_view word) {
    constexpr size_t kShort = 4, kLong = 7;
    constexpr std::string_view kEnds[] = {"ies", "ing", "ed", "es", "s"};
    std::string out = lower(word);
    if (digit(out.front()) || out.size() <= kShort) return out;
    for (const std::string_view end : kEnds) {
        if (!out.ends_with(end) || out.size() - end.size() < kShort) continue;
        out.resize(out.size() - end.size());
        break;
    }
    return out.substr(0, kLong);
}

std::string gist_of(std::string_view text) {
    const std::vector<Word> words = words_of(text);
    std::map<std::string, std::string> kept;  // by the stem
    for (size_t begin = 0; begin < words.size() && kept.size() < kMostWords;) {
        size_t end = begin + 1;
        while (end < words.size() && !words[end].first) ++end;
        const bool headline = loud(words, begin, end);
        for (size_t i = begin; i < end && kept.size() < kMostWords; ++i) {
            const std::string plain = lower(words[i].text);
            if (std::binary_search(std::begin(kEverywhere), std::end(kEverywhere), plain)) continue;
            const bool name = capital(words[i].text.front()) && !words[i].first && !headline;
            std::string& as = kept[stem_of(plain)];
            if (as.empty() || (name && !capital(as.front()))) as = name ? std::string(words[i].text) : plain;
        }
        begin = end;
    }
    std::vector<std::string> sorted;
    for (auto& [stem, word] : kept) sorted.push_back(std::move(word));
    std::sort(sorted.begin(), sorted.end());
    std::string out;
    for (const std::string& word : sorted) out += (out.empty() ? "" : " ") + word;
    return out;
}

}  // namespace tallybook
