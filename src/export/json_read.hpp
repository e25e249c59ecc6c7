// Reading fields of record lines for showing: a field that is missing, null or of another kind is empty. Private to
// this folder.
#pragma once

#include <optional>
#include <string>

#include "export/page.hpp"

namespace tallybook::page {

inline const PageJson& at(const PageJson& object, const char* key) {
    return value_at(object, key);
}
inline std::string text(const PageJson& object, const char* key) {
    return text_of(object, key);
}
inline std::optional<int64_t> integer(const PageJson& object, const char* key) {
    return integer_of(object, key);
}
inline bool flag(const PageJson& object, const char* key) {
    return flag_of(object, key);
}

struct Extent {
    size_t begin = 0, end = 0;
};
inline std::optional<Extent> extent(const PageJson& value) {
    if (!value.is_array() || value.size() != 2 || !value[0].is_number() || !value[1].is_number()) return std::nullopt;
    const Extent out{value[0].get<size_t>(), value[1].get<size_t>()};
    if (out.end < out.begin) return std::nullopt;
    return out;
}

// Whether a place may be drawn as a point: it has one, and it is not the middle of a country.
inline bool has_point(const PageJson& place) {
    return at(place, "lat").is_number() && at(place, "lon").is_number() && text(place, "kind") != "country";
}

}  // namespace tallybook::page
