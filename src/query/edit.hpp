// What a reviewer types for a field of an incident, as the record writes it: "at least 12" as a range, "2023-11-20" as
// a time. Places need a gazetteer and are not read here. Pure; thread-safe.
#pragma once

#include <string>

#include "base/result.hpp"
#include "resolve/told.hpp"

namespace tallybook {

// kUsage where the field is none of review_fields(), or is "place", or the text does not fit it; the message says what
// does. "none" empties killed, injured and mode; "unknown" is an actor that nobody knows.
Result<Json> edited_value(const std::string& field, const std::string& text);

}  // namespace tallybook
