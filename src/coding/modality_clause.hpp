// What a verb or a noun says by itself and by the words around it of whether its event happened: auxiliaries,
// negations, determiners, conditions. What governs it from above is read in modality.cpp.
#pragma once

#include <cstdint>

#include "coding/modality.hpp"
#include "coding/words.hpp"

namespace tallybook {

// Into polarity, phase and generic, which keep what nothing contradicts.
void read_auxiliaries(const Tree& tree, uint32_t verb, Modality& modality);
void read_modifiers(const Tree& tree, uint32_t noun, Modality& modality);

bool negative_determiner(const Tree& tree, uint32_t noun);  // "no attack", "nobody"; not "Bus No 7"
bool present_simple(const Tree& tree, uint32_t verb);       // "attacks", without an auxiliary: as a rule
// "anyone who attacks", "those who are arrested", "a missile that hit the plant would": the relative clause is about a
// kind of thing, no thing. `itself`: its verb is the trigger.
bool of_a_kind(const WordFacts& words, uint32_t relative, bool itself);
bool subjunctive(const Tree& tree, uint32_t verb);         // "demanded that the general be arrested"
bool under_condition(const Tree& tree, uint32_t verb);     // "if one village is attacked, all are attacked"
bool yes_no_question(const Tree& tree, uint32_t trigger);  // "Will the army attack?"

// A verb with a tense of its own.
bool finite(const Tree& tree, uint32_t verb);
// "Demanded that the government stop the raids": a bare verb behind "that" tells what is wanted.
bool bare_after_that(const Tree& tree, uint32_t trigger);
// "The rebels killed the mayor; the rebels have denied it": two sentences in one.
bool parted(const Tree& tree, uint32_t before, uint32_t after);
// "Asked who had killed the judge", "found out why they shot him": whatever becomes of the question, it was done.
bool asks_who(const WordFacts& words, uint32_t at);
// "Was ordered as a result of the murder", "in view of the attacks": what happened is why something else is done.
bool in_view_of(const Tree& tree, uint32_t preposition, uint32_t trigger);

}  // namespace tallybook
