// The participants of an incident: those of its tellings, the same ones put together, each with the reports that name
// it and the mention whose words are shown. Of victims the newest words are shown (numbers grow), of others the first.
#pragma once

#include <vector>

#include "resolve/incident.hpp"

namespace tallybook {

void fill_people(Incident& incident, const std::vector<const Telling*>& members);

// Whether two tellings give contradicting numbers of the same weapon ("two drones", "three drones").
bool arms_contradict(const ToldMention& a, const ToldMention& b);

}  // namespace tallybook
