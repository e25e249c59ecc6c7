// The small map of a situation report as SVG: land, borders and country names around the incidents' points, a dot a
// place, its area by how many incidents it had. Equirectangular, true to scale at the middle latitude: the map is
// small, and a point can be found again with a ruler. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "export/sitrep.hpp"

namespace tallybook {

std::string sitrep_map_svg(const Sitrep& report, const std::vector<MapOutline>& outlines);  // empty where no point is

std::string html_text(std::string_view text);  // escaped for HTML text and attributes

}  // namespace tallybook
