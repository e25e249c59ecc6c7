// The head of an HTTP answer or of a WARC record: lines of "Name: value".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tallybook {

class HeaderFields {
public:
    // Lines up to the first empty one. Lines that are no field are passed over.
    static HeaderFields parse(std::string_view lines);
    // The first value under a name, in any case; empty where there is none.
    std::string_view value(std::string_view lower_name) const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;  // names in lower case
};

struct MediaType {
    std::string type, charset;  // lower case; empty where they are not told
};
MediaType media_type_of(std::string_view content_type);

// A body that was stored in chunks, joined; as it is where it has none.
std::string unchunked(std::string body);

// A length in digits; nothing for anything else.
std::optional<size_t> length_of(std::string_view digits);

}  // namespace tallybook
