// What can do violence and what can have it done to it, by the words of a phrase alone: its names, agents and classes.
// In one place for all frames, instead of an exception a verb; the kinds of things come from the agents, the names and
// codebooks/words, so an analyst widens them without a programmer.
#pragma once

#include <initializer_list>
#include <string_view>

#include "coding/words.hpp"

namespace tallybook {

// People, groups, places, buildings, vehicles, arms and names can be attacked, killed or broken: Yes. Ideas, prices,
// animals and goals cannot: No. A common noun that no list has: Unknown.
enum class Can { No, Unknown, Yes };
Can can_be_hit(const WordFacts& words, uint32_t token);
// Whether somebody, a weapon or an event can be the cause of violence. Weather, animals, machines and ideas cannot.
Can can_hit(const WordFacts& words, uint32_t token);

// Who is behind an act, as far as it counts as proof. Force: arms or people who bear them. State: a country, its people
// or its capital, which fight with soldiers and with words. Civil: persons with a name, parties, firms, the press.
enum class Side { None, Nobody, Civil, Somebody, State, Force };
Side side_of(const WordFacts& words, uint32_t token);

// Armed people and states: their attacks need no further proof.
bool armed(const WordFacts& words, uint32_t token);
bool a_state(const WordFacts& words, uint32_t token);  // a name of one: "the United States"
bool civil(const WordFacts& words, uint32_t token);    // parties, firms, the press, offices, persons with a name
// Buildings, vehicles and armed people: nobody attacks them with words.
bool solid(const WordFacts& words, uint32_t token);
// "Turkish aircraft", "American warships": of a state, and more than one; one of them may only have had an accident.
bool war_machines(const WordFacts& words, uint32_t token);
// "lightning strike", "gas explosion", "methane blast": no weapon and no attack.
bool mishap_phrase(const WordFacts& words, uint32_t token);
// "A family of ducks", "8,000 head of cattle".
bool animal(const WordFacts& words, uint32_t token);
bool alive(const WordFacts& words, uint32_t token);  // no building, no vehicle, no "it"
bool weapon_or_event(const WordFacts& words, uint32_t token);
bool in_any(const WordFacts& words, uint32_t token, std::initializer_list<std::string_view> classes);

// "himself", "themselves" ….
bool reflexive(const Tree& tree, uint32_t token);

}  // namespace tallybook
