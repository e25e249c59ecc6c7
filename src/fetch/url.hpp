// Addresses of the web: parsed and put into one form by libcurl, the same code that will ask them, so that no two
// readings of one address can differ.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tallybook {

class Url {
public:
    // http and https only, without user and password; the fragment is dropped. Error: kAddressRefused.
    static Result<Url> parse(std::string_view text);
    // A link or a redirect as it stands on a page of this address.
    Result<Url> resolve(std::string_view link) const;

    const std::string& text() const { return text_; }
    const std::string& host() const { return host_; }  // with the port: "news.example.org:443"
    const std::string& path() const { return path_; }  // with the query, begins with "/"
    std::string robots() const { return origin_ + "/robots.txt"; }
    const std::string& origin() const { return origin_; }  // "https://news.example.org"

private:
    std::string text_, host_, path_, origin_;
};

}  // namespace tallybook
