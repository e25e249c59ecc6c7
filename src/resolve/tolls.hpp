// Tolls by place ("32 at the fort, 13 at the airfield") told of an attack that is in the record already.
//
// Such a mention is a series and never an incident. It is joined to the one incident that it can mean: at its place, on
// its day or in the weeks before its report, and with a number of the same order. Where two could be meant it is left
// alone, for a wrong toll is worse than none. Pure; thread-safe.
#pragma once

#include <vector>

#include "resolve/cluster.hpp"
#include "resolve/telling.hpp"

namespace tallybook {

// The tolls of the block in the canonical order. To be asked before the reports' mentions are let go.
std::vector<Telling> tolls_of(const std::vector<const ToldReport*>& reports);

// For each toll the cluster that it is about, or clusters.size() where none or more than one could be meant.
std::vector<size_t> clusters_of(const std::vector<Telling>& tolls, const std::vector<Telling>& tellings,
                                const std::vector<Cluster>& clusters);

}  // namespace tallybook
