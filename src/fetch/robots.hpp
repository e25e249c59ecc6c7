// What a site's robots.txt allows (RFC 9309): the group of the named robot, else that of all; the longest pattern that
// fits decides, of equals the one that allows. Crawl-delay is no part of the standard and is heeded all the same.
// Pure; any bytes are a robots.txt; one without rules allows everything.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tallybook {

class Robots {
public:
    // `robot`: the product word of our User-Agent, in lower case.
    static Robots parse(std::string_view text, std::string_view robot);

    bool allows(std::string_view path) const;  // with the query
    std::optional<std::chrono::milliseconds> delay() const { return delay_; }

private:
    struct Rule {
        std::string pattern;
        bool allow;
    };
    std::vector<Rule> rules_;
    std::optional<std::chrono::milliseconds> delay_;
};

}  // namespace tallybook
