// Upper-case copy ("CAIRO, 3 MAR -- GUNMEN KILLED …") in ordinary case, so that networks trained on mixed case can read
// it. Word by word: known names, titles before names, acronyms, months, nationalities and words that no dictionary
// knows keep a capital; all others are lower-cased; a sentence starts with a capital. A statistical truecaser would
// need a corpus that we may not ship, and could not be explained to the analyst.
//
// A recased text has exactly as many bytes as the text it came from, byte i standing for byte i: letters whose other
// case has another length in UTF-8 stay as they are. So no map is needed.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace tallybook {

// Tests on lower-case words or phrases (words joined by one space). Each may be empty: then nothing is known. They are
// called from whichever thread recases.
struct RecaseLexicon {
    // Well-known places, actors, persons, groups: "beirut", "el salvador", "abu ghraib". Leave hamlets out: they are
    // called like everything.
    std::function<bool(std::string_view)> is_name;
    // A dictionary form of any part of speech ("gunman", "kill"). Regular inflection is undone before the question.
    std::function<bool(std::string_view)> is_word;
    // The same without nouns: what is certainly no name ("kill", "nice"). Decides where a word is in both lists above.
    std::function<bool(std::string_view)> is_plain;
};

// Whether a stretch of text (a sentence, a paragraph, a whole report) is upper-case copy: at least `min_letters`
// letters and at most one in twelve of them lower-case.
bool is_upper_case_text(std::string_view text, size_t min_letters = 12);

// Whether a sentence is a headline In Capitals Like This: of its four words or more nearly all begin with a capital,
// and it has no full stop.
bool is_title_case(std::string_view sentence);

// Recases the sentences of one report: what stands in brackets behind its full name once ("NATIONAL LIBERATION FRONT
// [NLF]") is known as an acronym everywhere in it, and "PRESIDENT BUSH" makes a name of every later "BUSH". Borrows
// `lexicon`. const functions are thread-safe if the lexicon is.
class Recaser {
public:
    explicit Recaser(const RecaseLexicon& lexicon, std::string_view report = {});

    // The sentence in ordinary case; its first word gets a capital.
    std::string recase(std::string_view sentence) const;
    // The same of a headline in title case: acronyms and what has no capital stay.
    std::string recase_title(std::string_view sentence) const;

private:
    friend class SentenceRecaser;
    void learn_surnames(std::string_view report);

    const RecaseLexicon& lexicon_;
    std::unordered_set<std::string> acronyms_;  // lower-case
    std::unordered_set<std::string> phrases_;   // full names of acronyms, lower-case
    std::unordered_set<std::string> surnames_;  // ordinary words that stand behind a title or a given name somewhere
};

// The same for a sentence alone.
std::string recase(std::string_view sentence, const RecaseLexicon& lexicon);

}  // namespace tallybook
