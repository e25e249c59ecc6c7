// Who stands where around a word: subjects, objects and prepositional objects of a verb or an event noun, with
// passives, relative clauses, participles, control, coordination and prepositions that the parser hung on the object
// turned round to the active voice. Purely syntactic; knows no codebook. All functions return head tokens in text
// order.
#pragma once

#include <string>
#include <vector>

#include "coding/tree.hpp"

namespace tallybook {

// The one who does it, in the active voice: nsubj, the agent of a passive, the antecedent of a relative or participle,
// the subject of the governing clause. Relative pronouns are replaced by their antecedent; personal pronouns stay.
std::vector<uint32_t> logical_subjects(const Tree& tree, uint32_t verb);

// To whom it is done: dobj, nsubjpass, the antecedent of a reduced or object relative.
std::vector<uint32_t> logical_objects(const Tree& tree, uint32_t verb);

std::vector<uint32_t> indirect_objects(const Tree& tree, uint32_t verb);

// Objects of one of these prepositions at the verb (or noun), or at its direct object. Gerunds ("of killing") are given
// by their verb.
std::vector<uint32_t> prepositional(const Tree& tree, uint32_t trigger, const std::vector<std::string>& words);

std::vector<uint32_t> possessors(const Tree& tree, uint32_t noun);
std::vector<uint32_t> modifiers(const Tree& tree, uint32_t noun);    // nouns and adjectives in front
std::vector<uint32_t> complements(const Tree& tree, uint32_t verb);  // predicate nouns and adjectives
std::vector<uint32_t> clauses(const Tree& tree,
                              uint32_t verb);  // that-clauses, quotations, infinitives, by their heads

}  // namespace tallybook
