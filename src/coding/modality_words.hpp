// The words that decide whether an event happened: what a governing verb or noun says of what stands below it. Lemmas
// in, classes out; how they govern is read from the tree in modality.cpp.
#pragma once

#include <string_view>

namespace tallybook {

// What a governing word says of the event in its object or clause; empty: nothing.
std::string_view phase_under(std::string_view lemma);
bool negating(std::string_view lemma);        // "failed to"
bool denying(std::string_view lemma);         // "denied"
bool refuting(std::string_view lemma);        // … and "debunked", "retracted"
bool telling_noun(std::string_view lemma);    // nouns for what somebody says happened: "reports of"
bool untrue(std::string_view lemma);          // "false", "a hoax"
bool bringing_about(std::string_view lemma);  // verbs whose object comes of them: "to achieve the lifting"
bool factual(std::string_view lemma);         // verbs over an infinitive that say it was done: "managed to"

}  // namespace tallybook
