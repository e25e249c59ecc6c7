// Place names made comparable. Two forms, both computed alike when the gazetteer is built and when a text is read:
//
//   words     "Ayn al-Asad" → ayn al asad: lower-case ASCII words. Diacritics, apostrophes and full stops vanish,
//             hyphens separate. Equal words are an exact match.
//   skeleton  anasd: articles (al-, el-, ad-, ez-) dropped, words joined, q = k, dh = d, th = t, kh = k, doubled
//             letters once, vowels gone. Equal skeletons are a *possible* variant; `fine` keeps one of three vowels for
//             each vowel group, and `near` compares two fine forms, so that Rmelan meets Rumaylan and Mosul misses
//             Masila.
//
// A list of spellings was turned down: transliteration has more of them than anybody lists. Edit distance over the
// whole gazetteer was turned down too: it is slow, and it joins names that only look alike.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tallybook::gazetteer_names {

// Appends the words of `name` to `words`. False (and nothing appended) where a letter has no Latin form.
bool split_words(std::string_view name, std::vector<std::string>& words);

// Keys of exact matches: a running hash over words, so that a reader extends a match word by word.
inline constexpr uint64_t kNoWords = 0xcbf29ce484222325ULL;
uint64_t extend(uint64_t key, std::string_view word);

std::string fine(std::span<const std::string> words);
std::string skeleton(std::string_view fine_form);
uint64_t skeleton_key(std::string_view skeleton_form);

// Whether two fine forms of one skeleton are near enough to be one name.
bool near(std::string_view a, std::string_view b);

bool is_article(std::string_view word);

// A name in Arabic script (Persian, Kurdish and Urdu letters, too) letter by letter in Latin ones, articles with a
// space behind them: "عين الأسد" → "ayn al asd". Short vowels are not written there, so only skeletons compare. Empty
// where the name holds no Arabic letter or others besides.
std::string latin_of_arabic(std::string_view name);

}  // namespace tallybook::gazetteer_names
