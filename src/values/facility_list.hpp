// One more facility in the hand-kept list (gazetteer/facilities.tsv): checked, then written as its last row. The file
// stays an analyst's: comments, order and spelling of the other rows are not touched.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace tallybook {

struct NewFacility {
    std::string id;  // made from the name where empty: "camp-ashraf"
    std::string name, kind, country, admin1;
    std::vector<std::string> aliases, operators;
    double lat = 0, lon = 0, radius_km = 2;
    std::string valid_from, valid_to, source, note;
};

// Refuses (kGazetteerRow) what the build would refuse, an id or a name that is there already in the country, a kind
// that no row has, cells with a tab or a line break. Returns the id. Writes nothing where it refuses.
Result<std::string> add_facility(const std::filesystem::path& list, const NewFacility& facility);

}  // namespace tallybook
