// Whether a match of a violent frame tells of violence at all, or of markets, sport, weather and figures of speech. The
// frames name who attacks whom; here it is asked what speaks for it and against it, with who can attack and what can be
// attacked (capable.hpp). Lists of single idioms were turned down: English has more of them than anybody can write.
#pragma once

#include "coding/capable.hpp"
#include "coding/draft.hpp"

namespace tallybook {

class Proof;

// False for a violent event whose words speak against it, or whose word is soft and finds no proof. True for all events
// of other types.
bool plausible(const Draft& draft, const Event& event, const Proof& proof);

// Whether a sentence, or one of the two before it, tells of an accident, a storm or a disease and of no attack: then
// who was killed in it was killed by that.
bool by_accident(const Draft& draft, const Event& result);

bool attack_at(const Draft& draft, uint32_t token);  // a blow itself, neither its result nor a word that carries it
bool industrial(const Draft& draft,
                const Event& event);  // a gas main, a boiler or a fireworks factory blows up by itself
// "Two accidental explosions", "the device detonated accidentally": nobody's attack. Who shoots somebody by mistake has
// shot him.
bool by_mistake(const Draft& draft, const Event& event);

}  // namespace tallybook
