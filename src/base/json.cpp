#include "base/json.hpp"

namespace tallybook {

const Json& value_at(const Json& object, const char* key) {
    static const Json none;
    if (!object.is_object()) return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

std::string text_of(const Json& object, const char* key) {
    const Json& value = value_at(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::vector<std::string> texts_of(const Json& object, const char* key) {
    std::vector<std::string> out;
    for (const Json& one : value_at(object, key))
        if (one.is_string()) out.push_back(one.get<std::string>());
    return out;
}

std::optional<int64_t> integer_of(const Json& object, const char* key) {
    const Json& value = value_at(object, key);
    if (!value.is_number()) return std::nullopt;
    return value.get<int64_t>();
}

bool flag_of(const Json& object, const char* key) {
    const Json& value = value_at(object, key);
    return value.is_boolean() && value.get<bool>();
}

Json or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace tallybook
