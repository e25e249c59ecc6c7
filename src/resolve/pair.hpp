// Whether two tellings tell of one incident: points for what agrees, points off for what does not quite, and a plain
// "no" for what cannot be. Every point has a named reason, which the record shows ("same place facility:…", "same
// day").
//
// Weights are written down and not learnt: an analyst must be able to read why two rows were joined, and to argue. The
// pair (actor, target, day) alone never joins anything; place and day carry most, weapon, numbers and names the rest.
// For a report without a date its words stand in for the day (resolve/tales.hpp): one story is nearly enough, another
// says nothing.
// Points are whole numbers, so that no order of adding can change a result. Pure and thread-safe.
#pragma once

#include <string>
#include <vector>

#include "resolve/telling.hpp"

namespace tallybook {

inline constexpr int kJoinPoints = 55;  // from here on two tellings are one incident

struct Likeness {
    bool possible = false;  // false: something contradicts, whatever the points
    int points = 0;
    std::vector<std::string> because;
    std::string against;  // what contradicts

    bool joins() const { return possible && points >= kJoinPoints; }
};

Likeness compare(const Telling& a, const Telling& b);

// The parts of it that other stages need as well.
double distance_km(double lat_a, double lon_a, double lat_b, double lon_b);
// How far from its point a place may reach, in km: a facility little, a province much; the relation ("near") widens it.
double reach_km(const ToldPlace& place);
// The weapons of a telling as families that reports mix up ("indirect fire", "drone", "bomb", …), sorted, no doubles.
std::vector<std::string> weapon_families(const ToldMention& mention);
std::vector<std::string> weapon_kinds(const ToldMention& mention);
// People of the effect, added up, those "within" others left out: nothing where the telling has no number for it.
std::optional<Range> harm(const ToldMention& mention, std::string_view effect);
bool same_person(const ToldPerson& a, const ToldPerson& b);

}  // namespace tallybook
