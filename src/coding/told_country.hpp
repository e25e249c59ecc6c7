// The country that a report speaks of, for the events of which it names no place: in a report whose places and
// nationalities nearly all lie in one country, what happened, happened there. It is an inference and says so in its
// basis; whoever joins or counts events leaves it aside. The country of the dateline alone was turned down: capitals
// report of wars elsewhere.
#pragma once

#include <vector>

#include "codebook/codebook.hpp"
#include "report/records.hpp"
#include "report/report.hpp"

namespace tallybook {

// Gives affirmed attacks without a place the country, with the basis "country of the report".
void add_told_country(const Report& report, const Codebook& codebook, std::vector<Mention>& mentions);

}  // namespace tallybook
