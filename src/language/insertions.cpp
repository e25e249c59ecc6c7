#include "language/insertions.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace tallybook {
namespace {

// Behind these a sentence needs what comes, bracketed or not.
bool wants_more(std::string_view word) {
    return one_of(word, {"the",  "a",    "an",   "this",    "that", "these", "those", "his", "her",  "their",
                         "its",  "our",  "my",   "your",    "of",   "in",    "on",    "at",  "to",   "for",
                         "from", "by",   "with", "against", "into", "near",  "and",   "or",  "will", "would",
                         "has",  "have", "had",  "is",      "are",  "was",   "were",  "be",  "been", "not"});
}

// Words that an editor puts in because the sentence lacks them: "[the]", "[el]", "[that]".
bool supplied(std::string_view word) {
    return wants_more(word) || one_of(word, {"el", "la",  "los",  "las", "san", "santa", "de",   "del", "who", "which",
                                             "he", "she", "they", "it",  "we",  "i",     "said", "mr",  "gen", "col"});
}

bool remark(std::string_view word) {
    return one_of(word, {"word", "words", "passage", "sic", "as", "question", "name", "sentence"});
}

bool stays(std::span<const Token> sentence, TokenSpan inside) {
    if (inside.empty()) return true;
    const std::string first = lower(sentence[inside.begin].text);
    if (remark(first)) return false;
    if (inside.size() <= 2 && supplied(first)) return true;
    const uint32_t bracket = inside.begin - 1;
    return bracket > 0 && wants_more(lower(sentence[bracket - 1].text));
}

}  // namespace

std::vector<TokenSpan> find_insertions(std::span<const Token> sentence) {
    std::vector<TokenSpan> found;
    uint32_t inserted = 0;
    for (uint32_t i = 0; i < sentence.size(); ++i) {
        if (sentence[i].text != "[") continue;
        uint32_t end = i + 1;
        while (end < sentence.size() && sentence[end].text != "]" && sentence[end].text != "[") ++end;
        if (end == sentence.size()) break;
        if (sentence[end].text == "[") continue;
        if (!stays(sentence, {i + 1, end})) {
            found.push_back({i, end + 1});
            inserted += end + 1 - i;
        }
        i = end;
    }
    const bool nothing_left = std::all_of(sentence.begin(), sentence.end(), [&](const Token& t) {
        const auto at = static_cast<uint32_t>(&t - sentence.data());
        return std::none_of(t.text.begin(), t.text.end(), [](unsigned char c) { return c >= 'A'; }) ||
               std::any_of(found.begin(), found.end(), [&](const TokenSpan& s) { return s.contains(at); });
    });
    if (nothing_left || inserted == sentence.size()) found.clear();
    return found;
}

void hang_insertions(std::span<Token> sentence, std::span<const TokenSpan> insertions) {
    const auto inside = [&](uint32_t i) {
        return std::any_of(insertions.begin(), insertions.end(), [&](const TokenSpan& s) { return s.contains(i); });
    };
    for (const TokenSpan& insertion : insertions) {
        uint32_t on = insertion.begin;
        while (on > 0 && inside(on)) --on;
        if (inside(on))  // at the beginning: the root
            for (on = insertion.end; on < sentence.size() && (inside(on) || sentence[on].head != on);) ++on;
        if (on == sentence.size()) continue;
        uint32_t root = insertion.begin + 1;
        for (uint32_t i = insertion.begin + 1; i + 1 < insertion.end; ++i) {
            if (sentence[i].head != i) continue;
            sentence[i].head = on;
            sentence[i].dep = "parataxis";
            root = i;
        }
        for (const uint32_t bracket : {insertion.begin, insertion.end - 1}) {
            Token& token = sentence[bracket];
            token.lemma = token.text;
            token.tag = bracket == insertion.begin ? "-LRB-" : "-RRB-";
            token.pos = "PUNCT";
            token.dep = "punct";
            token.head = root;
        }
        // A name does not go on behind the bracket.
        if (insertion.end < sentence.size() && !sentence[insertion.end].entity.empty())
            sentence[insertion.end].entity_begins = true;
    }
}

}  // namespace tallybook
