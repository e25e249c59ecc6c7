#include "fetch/url.hpp"

#include <memory>

#include "base/text.hpp"
#include "fetch/errors.hpp"
#include "fetch/libcurl.hpp"

namespace tallybook {

namespace {

constexpr size_t kLongest = 4096;

Error refused(const std::string& what, std::string_view where) {
    return {errors::kAddressRefused, what, std::string(where.substr(0, 200))};
}

// One address at work; empty where libcurl is not installed.
class Handle {
public:
    explicit Handle(const LibCurl* lib) : url_(lib ? lib->url() : nullptr, Free{lib}) {}
    explicit operator bool() const { return url_ != nullptr; }
    CURLU* get() const { return url_.get(); }

private:
    struct Free {
        const LibCurl* lib;
        void operator()(CURLU* url) const { lib->url_cleanup(url); }
    };
    std::unique_ptr<CURLU, Free> url_;
};

bool set(CURLU* url, CURLUPart which, const char* text, unsigned flags) {
    return libcurl()->url_set(url, which, text, flags) == CURLUE_OK;
}

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (libcurl()->url_get(url, which, &text, flags) != CURLUE_OK || !text) return {};
    std::string out(text);
    libcurl()->free(text);
    return out;
}

}  // namespace

Result<Url> Url::parse(std::string_view text) {
    if (text.size() > kLongest) return refused("this address is too long", text);
    const Handle url(libcurl());
    if (!url) return refused("libcurl is not installed", text);
    const std::string copy(text);
    if (text.find('\0') != std::string_view::npos || !set(url.get(), CURLUPART_URL, copy.c_str(), CURLU_URLENCODE))
        return refused("this is no address of the web: it must begin with https:// or http://", text);
    const std::string scheme = lower(part(url.get(), CURLUPART_SCHEME));
    if (!one_of(scheme, {"http", "https"})) return refused("only http and https are fetched", text);
    if (!part(url.get(), CURLUPART_USER).empty() || !part(url.get(), CURLUPART_PASSWORD).empty())
        return refused("an address with a user or a password is not fetched", text);
    const std::string host = lower(part(url.get(), CURLUPART_HOST));
    if (host.empty()) return refused("this address names no host", text);
    set(url.get(), CURLUPART_HOST, host.c_str(), 0);
    set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
    Url out;
    out.text_ = part(url.get(), CURLUPART_URL);
    const std::string port = part(url.get(), CURLUPART_PORT), query = part(url.get(), CURLUPART_QUERY);
    out.host_ = host + ":" + part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    out.path_ = part(url.get(), CURLUPART_PATH) + (query.empty() ? "" : "?" + query);
    out.origin_ = scheme + "://" + host + (port.empty() ? "" : ":" + port);
    return out;
}

Result<Url> Url::resolve(std::string_view link) const {
    if (link.size() > kLongest) return refused("this address is too long", link);
    const Handle url(libcurl());
    if (!url) return refused("libcurl is not installed", link);
    const std::string copy(link);
    if (link.find('\0') != std::string_view::npos || !set(url.get(), CURLUPART_URL, text_.c_str(), 0) ||
        !set(url.get(), CURLUPART_URL, copy.c_str(), CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME))
        return refused("this is no address of the web", link);
    return parse(part(url.get(), CURLUPART_URL));
}

}  // namespace tallybook
