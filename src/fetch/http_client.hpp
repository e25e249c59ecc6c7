// One request, one answer, by libcurl: no redirect is followed, nothing is unpacked, nothing is joined, so that what is
// kept is what came. Limits of time, of the head's size and the body's are kept while bytes arrive, and the address is
// checked where the socket is made. Proxies, cookies and credentials are not used, of the environment neither.
//
// Contract: thread-safe, each call has a connection of its own. Nothing throws. `stop` is asked about once a second.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "fetch/address.hpp"
#include "fetch/feeds_file.hpp"
#include "fetch/url.hpp"

namespace tallybook {

struct Conditions {  // of a conditional request; empty: not asked for
    std::string etag, last_modified;
};

struct Answer {
    int status = 0;
    std::string head;  // as it came: status line and fields, up to the empty line
    std::string body;  // as it came: chunked and packed where the head says so
    std::string address;

    std::string field(std::string_view lower_name) const;  // the first value under a name of the head
};

class HttpClient {
public:
    HttpClient(FetchLimits limits, std::vector<AddressRange> allow_private, std::string agent,
               const std::atomic<bool>* stop);

    // Errors: kAddressRefused, kNotReached, kTooSlow, kAnswerTooLarge, kAnswerBroken.
    Result<Answer> get(const Url& url, const Conditions& conditions) const;

private:
    FetchLimits limits_;
    std::vector<AddressRange> allow_private_;
    std::string agent_;
    const std::atomic<bool>* stop_;
};

}  // namespace tallybook
