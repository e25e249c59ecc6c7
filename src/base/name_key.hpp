// How names are compared: the key of a word of a name. Three spellings of one Arabic, Russian or Vietnamese name in
// three reports must give one key, and lists of spellings never end; so the variants come from rules.
//
// Two strengths. `fold` only takes away what never tells names apart (case, diacritics, apostrophes, dots, British or
// American spelling). `sound` also takes away what transliterations differ in (q/k, doubled letters, ou/oo/u, ie/y/i,
// -ah/-eh/-a, dh/d, -ollah/-ullah). A vowel-less skeleton was turned down: it makes "Heath" and "Houthi" one.
// Keys are for comparing only, never for showing. All functions are pure and locale-independent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tallybook::name_key {

// "Kata'ib" → "kataib", "U.S." → "us", "Defence" → "defense", "Đà" → "da", "&" → "and". Empty where nothing is left
// (punctuation). Letters of other scripts are kept as they are.
std::string fold(std::string_view word);

// The same with case kept: "U.S." → "US".
std::string strip(std::string_view word);

// Of a folded word: "hizballah" and "hezbollah" → "hizbulah", "qassem" and "kasim" → "kasim". Words of up to three
// letters change only in q/k.
std::string sound(std::string_view folded);

enum class Part : uint8_t { Word, Article, Possessive, Mark };

struct Piece {
    Part part = Part::Word;
    std::string folded;    // "al" of every article (al-, el-, ul-, ash-S…), "'s" of a possessive, the text of a mark
    std::string stripped;  // as `strip` gives it
    bool capital = false;  // begins with a capital letter or a digit
    bool acronym = false;  // two or more letters, all capitals: "US", "U.N.", "P5"
    uint32_t unit = 0;     // which of the units (tokens) it is from
};

// The pieces of a name that is given in units (tokens, or one unit that holds it all): split at white space and
// hyphens, possessives apart, hyphens themselves gone. A piece is Part::Mark where folding leaves nothing ("," "("): no
// name goes across it.
std::vector<Piece> pieces(const std::string_view* units, size_t count);
std::vector<Piece> pieces(std::string_view name);

// "Kata'ib Hezbollah" → "kataib-hezbollah", "U.S. forces" → "us-forces": how ids are made of common English names.
std::string slug(std::string_view name);

}  // namespace tallybook::name_key
