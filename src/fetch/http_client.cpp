#include "fetch/http_client.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <memory>

#include "fetch/errors.hpp"
#include "fetch/libcurl.hpp"
#include "ingest/http_message.hpp"

namespace tallybook {

namespace {

// What the callbacks of one request see.
struct Transfer {
    const FetchLimits& limits;
    const std::vector<AddressRange>& allowed;
    const std::atomic<bool>* stop;
    Answer answer;
    bool too_large = false, head_too_large = false, refused = false, stopped = false;
};

curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(data);
    if (!may_be_asked(address->addr, transfer.allowed)) {
        transfer.refused = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

size_t take_head(char* bytes, size_t size, size_t count, void* data) {
    auto& transfer = *static_cast<Transfer*>(data);
    const std::string_view line(bytes, size * count);
    if (line.starts_with("HTTP/")) transfer.answer.head.clear();  // of an interim answer (100, 103)
    if (transfer.answer.head.size() + line.size() > transfer.limits.max_head) {
        transfer.head_too_large = true;
        return 0;
    }
    transfer.answer.head += line;
    return line.size();
}

size_t take_body(char* bytes, size_t size, size_t count, void* data) {
    auto& transfer = *static_cast<Transfer*>(data);
    if (transfer.answer.body.size() + size * count > transfer.limits.max_bytes) {
        transfer.too_large = true;
        return 0;
    }
    transfer.answer.body.append(bytes, size * count);
    return size * count;
}

int shall_stop(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(data);
    transfer.stopped = transfer.stop && transfer.stop->load();
    return transfer.stopped ? 1 : 0;
}

Error problem_of(CURLcode code, const char* said, const Transfer& transfer, const Url& url) {
    const auto error = [&](const char* number, std::string what) { return Error{number, std::move(what), url.text()}; };
    if (transfer.stopped) return error(errors::kNotReached, "stopped by you");
    if (transfer.head_too_large)
        return error(errors::kAnswerTooLarge,
                     fmt::format("the head of the answer is over {} bytes", transfer.limits.max_head));
    if (transfer.too_large)
        return error(errors::kAnswerTooLarge,
                     fmt::format("the answer is over {} bytes; max_size in FEEDS.toml sets the limit",
                                 transfer.limits.max_bytes));
    const std::string why = said && *said ? said : libcurl()->easy_strerror(code);
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return error(errors::kTooSlow,
                         fmt::format("no whole answer within {} s", transfer.limits.timeout.count() / 1000));
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_GOT_NOTHING:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_BAD_CONTENT_ENCODING:
            return error(errors::kAnswerBroken, "the answer is broken: " + why);
        case CURLE_OUT_OF_MEMORY:
            return error(errors::kAnswerTooLarge, "there is no memory for the answer");
        default:
            break;
    }
    if (transfer.refused)
        return error(errors::kAddressRefused,
                     "this name leads to an address that is not public; allow_private in FEEDS.toml allows some");
    return error(errors::kNotReached, "the server was not reached: " + why);
}

using List = std::unique_ptr<curl_slist, decltype(LibCurl::slist_free_all)>;

bool add_line(const LibCurl& lib, List& list, const std::string& line) {
    if (line.find_first_of("\r\n") != std::string::npos) return true;  // a value of a stranger: left out
    curl_slist* longer = lib.slist_append(list.get(), line.c_str());
    if (!longer) return false;
    static_cast<void>(list.release());
    list.reset(longer);
    return true;
}

void set_limits(const LibCurl& lib, CURL* curl, const FetchLimits& limits) {
    lib.easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.timeout.count()));
    lib.easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
    lib.easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    lib.easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    lib.easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    lib.easy_setopt(curl, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    lib.easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    lib.easy_setopt(curl, CURLOPT_PROXY, "");
    lib.easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    lib.easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    lib.easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
}

}  // namespace

std::string Answer::field(std::string_view lower_name) const {
    const size_t line = head.find('\n');
    if (line == std::string::npos) return {};
    return std::string(HeaderFields::parse(std::string_view(head).substr(line + 1)).value(lower_name));
}

HttpClient::HttpClient(FetchLimits limits, std::vector<AddressRange> allow_private, std::string agent,
                       const std::atomic<bool>* stop)
    : limits_(limits), allow_private_(std::move(allow_private)), agent_(std::move(agent)), stop_(stop) {}

Result<Answer> HttpClient::get(const Url& url, const Conditions& conditions) const {
    const LibCurl* loaded = libcurl();
    if (!loaded) return Error{errors::kNotReached, "libcurl is not installed", url.text()};
    const LibCurl& lib = *loaded;
    const std::unique_ptr<CURL, decltype(lib.easy_cleanup)> easy(lib.easy_init(), lib.easy_cleanup);
    if (!easy) return Error{errors::kNotReached, "libcurl cannot be started", url.text()};
    CURL* curl = easy.get();
    Transfer transfer{limits_, allow_private_, stop_, {}};
    List fields(nullptr, lib.slist_free_all);
    add_line(lib, fields,
             "Accept: text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5");
    add_line(lib, fields, "Accept-Encoding: gzip");
    if (!conditions.etag.empty()) add_line(lib, fields, "If-None-Match: " + conditions.etag);
    if (!conditions.last_modified.empty()) add_line(lib, fields, "If-Modified-Since: " + conditions.last_modified);
    char said[CURL_ERROR_SIZE] = "";
    set_limits(lib, curl, limits_);
    lib.easy_setopt(curl, CURLOPT_URL, url.text().c_str());
    lib.easy_setopt(curl, CURLOPT_USERAGENT, agent_.c_str());
    lib.easy_setopt(curl, CURLOPT_HTTPHEADER, fields.get());
    lib.easy_setopt(curl, CURLOPT_ERRORBUFFER, said);
    lib.easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    lib.easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
    lib.easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_head);
    lib.easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
    lib.easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    lib.easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    lib.easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    lib.easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, shall_stop);
    lib.easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
    const CURLcode code = lib.easy_perform(curl);
    if (code != CURLE_OK) return problem_of(code, said, transfer, url);
    long status = 0;
    lib.easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (!transfer.answer.head.starts_with("HTTP/"))
        return Error{errors::kAnswerBroken, "this is no answer of a web server", url.text()};
    transfer.answer.status = static_cast<int>(status);
    const char* address = nullptr;
    if (lib.easy_getinfo(curl, CURLINFO_PRIMARY_IP, &address) == CURLE_OK && address) transfer.answer.address = address;
    return std::move(transfer.answer);
}

}  // namespace tallybook
