// Spans and quotes of one line against the text that it is about. Private to this folder.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace tallybook {

class EvidenceCheck {
public:
    using Tell = std::function<void(const std::string& what)>;

    explicit EvidenceCheck(Tell tell) : tell_(std::move(tell)) {}

    // All spans of `value`, at any depth, lie in `text` between whole characters, and a "text" beside a span is what
    // stands there.
    void check(const Json& value, std::string_view text);

    uint64_t spans = 0, quotes = 0;

private:
    void object(const Json& value, std::string_view text, int depth);
    void walk(const Json& value, std::string_view text, int depth);
    bool span(const Json& value, std::string_view text, const std::string& name);

    Tell tell_;
};

}  // namespace tallybook
