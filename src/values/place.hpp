// Reads the places of a report: names found in the gazetteer, told from names of people and organisations, and resolved
// by what the report says around them.
#pragma once

#include "report/report.hpp"
#include "values/gazetteer.hpp"

namespace tallybook {

// Fills report.places, sorted by where they begin, longer ones first. Needs sentences and tokens; sentences that were
// not analysed are read by capitals and context alone. What comes out:
//   - a place for every name that stands for one, with the entry most likely meant, how many entries the name could
//     have meant (`candidates`), its zone, and its relation where the text tells one ("west of Baghdad": west-of). With
//     a distance ("30 km north of Mosul") the point is moved there and `basis` holds the words.
//   - inside an organisation's name ("Mosul University") a place with the basis "part of a name".
//   - "Iraqi", and "U.S." before a noun, as Demonym: whose, not where.
//   - facilities by description: "the U.S. embassy in Baghdad", and "the embassy" where the report speaks of one only
//     (basis "same report"). The names inside such a description are places of their own.
// Deterministic; depends on nothing but the report and the gazetteer.
void read_places(Report& report, const Gazetteer& gazetteer);

}  // namespace tallybook
