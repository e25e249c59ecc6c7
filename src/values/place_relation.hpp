// Places that are told by others: "30 km north of X", "between X and Y", "grid 38S MB 41 86". Internal to reading
// places.
#pragma once

#include <vector>

#include "report/report.hpp"
#include "values/gazetteer.hpp"

namespace tallybook::place_reading {

// Sets the relation of a place from the words before it. With a distance and a direction the point is moved and `basis`
// holds the words; `radius_km` says how far off it may be: a fifth of the distance, or the distance itself where no
// direction is told ("12 km from X").
void read_relation(const Report& report, uint32_t sentence, PlaceRef& place);

// "Between X and Y", "the road from X to Y", "the X-Y highway": both get the relation, both ends, and the point halfway
// with half the distance as radius, where the two are towns within 300 km. `places` in the order of the text.
void read_between(const Report& report, std::vector<PlaceRef>& places);

// Military grid references (MGRS) behind the word "grid" or "MGRS", as places of their own: no id, the middle of the
// square, half its diagonal as radius. References without zone and square ("grid 4186") say nothing by themselves.
void add_grid_references(const Report& report, const Gazetteer& gazetteer, std::vector<PlaceRef>& places);

}  // namespace tallybook::place_reading
