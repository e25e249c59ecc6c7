// Reading fields of record lines: one that is missing, null or of another kind is empty; and the way back, where empty
// text is null. Pure.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace tallybook {

using Json = nlohmann::ordered_json;  // keys in the order in which the format lists them

const Json& value_at(const Json& object, const char* key);  // a null that lives for ever where there is none
std::string text_of(const Json& object, const char* key);
std::vector<std::string> texts_of(const Json& object, const char* key);
std::optional<int64_t> integer_of(const Json& object, const char* key);
bool flag_of(const Json& object, const char* key);

Json or_null(const std::string& text);

}  // namespace tallybook
