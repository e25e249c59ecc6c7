// What a report's text is about, as a short list of words: the names, numbers and content words of its first lines.
// Two reports that share many of them, rare ones above all, tell one story (resolve/tales.hpp).
//
// Words, and not the sketch by which copies are found: two people who write of one event share names and things, but
// no run of five words. Only function words and what every report of violence says ("police", "killed", a weekday) are
// left out; how much the others say is found out by counting in how many reports they stand. Turned down: a list of how
// common words are in English, which would know nothing of what a collection of reports is about.
// Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace tallybook {

// Sorted, each once, with blanks between: "23 Lowdale bakery quarrel". Names keep their capital, but not those of the
// first word of a sentence or of a line all in capitals, which tell nothing.
std::string gist_of(std::string_view text);

// By what a word of a gist is the same as another: lower case, without the endings of plural and tense.
std::string stem_of(std::string_view word);

}  // namespace tallybook
