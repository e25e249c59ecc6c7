// Incidents as one GeoJSON FeatureCollection (RFC 7946: WGS 84, longitude first), for QGIS, Leaflet and the like. An
// incident of which no more than the country is known has no geometry: the middle of a country is no place where
// something happened. How exact a point is stands in "precision". Pure; thread-safe.
#pragma once

#include <string>

#include "export/page.hpp"

namespace tallybook {

std::string geojson_of(const Page& page);

}  // namespace tallybook
