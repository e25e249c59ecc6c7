// Who did it, as told: claimed, accused, suspected, denied are told apart and each keeps who says so. Nobody is made
// the attacker because somebody says it; as long as nobody claimed it or is reported as fact, one entry says "unknown".
// Fills attribution, claims, denials, status and the disagreements about them.
#pragma once

#include <vector>

#include "resolve/incident.hpp"

namespace tallybook {

void fill_attribution(Incident& incident, const std::vector<const Telling*>& members,
                      const std::vector<PlacedStatement>& statements);

}  // namespace tallybook
