// FEEDS.toml: which feeds are watched, and how politely (docs/feeds.md). Everything has a default but the addresses;
// a key that is not known is an error with its line, since a misspelt limit would be no limit.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "fetch/address.hpp"

namespace tallybook {

struct FeedSpec {
    std::string url;
    std::string outlet;  // where a page and the feed name none; empty: unknown
    bool pages = true;   // the pages that entries link to are read; false: the entries themselves
    std::chrono::seconds every{900};
};

struct FetchLimits {
    std::chrono::milliseconds timeout{30'000}, connect_timeout{10'000};  // of one request
    std::chrono::milliseconds delay{2'000};                              // between two requests to one host
    size_t max_bytes = size_t{16} << 20;                                 // of a body, as sent and unpacked
    size_t max_head = size_t{64} << 10;
    int max_redirects = 5;
};

struct FeedsFile {
    std::vector<FeedSpec> feeds;
    FetchLimits limits;
    std::vector<AddressRange> allow_private;
    std::string contact;  // goes into the User-Agent, so that a site can complain
    bool robots = true;
    unsigned parallel = 4;   // hosts that are asked at the same time
    size_t max_pages = 100;  // new pages of one feed in one round; the rest comes in the next ones
};

// Errors: kFileMissing, kFileUnreadable, kFeedsFile.
Result<FeedsFile> read_feeds_file(const std::filesystem::path& path);
Result<FeedsFile> parse_feeds_file(std::string_view text, const std::string& name);

// "90s", "15m", "2h", "1d"; nothing for anything else.
std::optional<std::chrono::milliseconds> duration_of(std::string_view text);

}  // namespace tallybook
