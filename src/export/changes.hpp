// Changes of the record as a person reads them and as JSON Lines (docs/records.md: change). Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "export/text_page.hpp"
#include "query/diff.hpp"

namespace tallybook {

std::string text_changes(const std::vector<RecordChange>& changes, const TextPageOptions& options);
std::string json_changes(const std::vector<RecordChange>& changes);

// One field of an incident in words: "5 (3 to 7 told)", "Ain al-Asad airbase, Iraq", "confirmed".
std::string field_in_words(const std::string& field, const Json& value);

}  // namespace tallybook
