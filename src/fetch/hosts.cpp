#include "fetch/hosts.hpp"

#include "ingest/gzip.hpp"
#include "ingest/http_message.hpp"

namespace tallybook {

namespace {

constexpr std::chrono::hours kKnownFor{24}, kUnknownFor{1};
constexpr int kMostHops = 5;  // the standard asks for five
constexpr size_t kMostBytes = size_t{2} << 20;

}  // namespace

Hosts::Hosts(const HttpClient& client, std::chrono::milliseconds delay, bool robots, Sleep sleep)
    : client_(client), delay_(delay), robots_(robots), sleep_(std::move(sleep)) {}

Hosts::Site& Hosts::site(const std::string& origin) {
    const std::scoped_lock hold(lock_);
    return sites_[origin];
}

std::optional<Robots> Hosts::ask(const Url& robots_url) {
    Url at = robots_url;
    for (int hop = 0; hop <= kMostHops; ++hop) {
        wait(at);
        const auto answer = client_.get(at, {});
        if (!answer || answer->status >= 500 || answer->status == 429) return std::nullopt;
        if (answer->status >= 300 && answer->status < 400) {
            auto next = at.resolve(answer->field("location"));
            if (!next) return Robots();
            at = std::move(*next);
            continue;
        }
        if (answer->status != 200) return Robots();
        std::string body = answer->body;
        if (answer->field("transfer-encoding").find("chunked") != std::string::npos) body = unchunked(std::move(body));
        const auto text = decode_content(std::move(body), answer->field("content-encoding"), kMostBytes, at.text());
        if (!text) return std::nullopt;
        return Robots::parse(*text, kRobotName);
    }
    return Robots();
}

Hosts::Answer Hosts::allowed(const Url& url) {
    if (!robots_) return Answer::Yes;
    Site& one = site(url.origin());
    const std::scoped_lock asking(one.asking);
    const auto now = Clock::now();
    if (!one.known || now >= *one.known) {
        const auto robots_url = Url::parse(url.robots());
        one.robots = robots_url ? ask(*robots_url) : std::nullopt;
        one.known = Clock::now() + (one.robots ? kKnownFor : kUnknownFor);
        if (const auto own = one.robots ? one.robots->delay() : std::nullopt) {
            const std::scoped_lock hold(lock_);
            own_delay_[url.host()] = *own;
        }
    }
    if (!one.robots) return Answer::NotNow;
    return one.robots->allows(url.path()) ? Answer::Yes : Answer::No;
}

void Hosts::wait(const Url& url) {
    std::chrono::milliseconds pause{0};
    {
        const std::scoped_lock hold(lock_);
        const auto own = own_delay_.find(url.host());
        const auto delay = own == own_delay_.end() ? delay_ : std::max(delay_, own->second);
        const auto now = Clock::now();
        auto& turn = next_turn_[url.host()];
        const auto begin = std::max(now, turn);
        turn = begin + delay;
        pause = std::chrono::duration_cast<std::chrono::milliseconds>(begin - now);
    }
    if (pause.count() > 0) sleep_(pause);
}

}  // namespace tallybook
