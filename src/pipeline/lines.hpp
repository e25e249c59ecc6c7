// What a report gives as JSON Lines, in the order in which it is written everywhere: the report's line, then its
// records or its layers.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/pipeline.hpp"
#include "report/records.hpp"
#include "report/report.hpp"

namespace tallybook {

inline constexpr std::string_view kVersion = TALLYBOOK_VERSION;

// Sets of layers, as bits.
enum Layers : unsigned { kSentences = 1, kTokens = 2, kNames = 4, kTimes = 8, kPlaces = 16, kQuantities = 32 };
inline constexpr unsigned kDefaultLayers = kSentences | kNames | kTimes | kPlaces | kQuantities;

// Each ends with a line end.
std::string run_line(const Pipeline& pipeline);
std::string coded_lines(const Report& report, const Records& records);
std::string layer_lines(const Report& report, unsigned layers);

}  // namespace tallybook
