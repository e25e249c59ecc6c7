// Upper-case copy ("CAIRO, 3 MAR -- GUNMEN KILLED …") in ordinary case, so that networks trained on mixed case can read
// it. Word by word: known names, titles, acronyms, months, nationalities and words that no dictionary knows keep a
// capital; all others are lower-cased; a sentence starts with a capital. A statistical truecaser would need a corpus
// that we may not ship and could not be explained to the analyst.
//
// A recased text has exactly as many bytes as the text it came from, byte i standing for byte i: letters whose other
// case has another length in UTF-8 stay as they are. So no map is needed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace tallybook {

// Tests on lower-case words or phrases (words joined by one space). Either may be empty: then nothing is known.
struct RecaseLexicon {
    std::function<bool(std::string_view)> is_name;  // gazetteer, actors, persons: "beirut", "el salvador", "abu ghraib"
    std::function<bool(std::string_view)> is_word;  // an ordinary word in any inflection: "gunmen", "killed"
};

// Whether a stretch of text (a sentence, a paragraph, a whole report) is upper-case copy: at least `min_letters`
// letters and at most one in twelve of them lower-case.
bool is_upper_case_text(std::string_view text, size_t min_letters = 12);

// The sentence in ordinary case. `text` must be a whole sentence (its first word gets a capital).
std::string recase(std::string_view text, const RecaseLexicon& lexicon);

}  // namespace tallybook
