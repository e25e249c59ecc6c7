// Politeness, host by host: at most one request in `delay` (or what robots.txt asks for), and what robots.txt allows.
// Rules are asked for once a day. A site whose robots.txt cannot be had (an error of the server, nothing reached) is
// left alone for now, as the standard says; one that has none allows everything.
//
// Contract: thread-safe; wait() sleeps in the calling thread. Two threads that ask one host take turns.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "base/result.hpp"
#include "fetch/http_client.hpp"
#include "fetch/robots.hpp"

namespace tallybook {

class Hosts {
public:
    using Sleep = std::function<void(std::chrono::milliseconds)>;

    Hosts(const HttpClient& client, std::chrono::milliseconds delay, bool robots, Sleep sleep);

    enum class Answer { Yes, No, NotNow };  // NotNow: the rules cannot be had

    // Whether this address may be asked, by its site's rules; asks for them where they are not known.
    Answer allowed(const Url& url);
    // Until it is this host's turn.
    void wait(const Url& url);

private:
    using Clock = std::chrono::steady_clock;
    struct Site {
        std::mutex asking;             // one thread asks for the rules, the others wait for them
        std::optional<Robots> robots;  // none: they cannot be had
        std::optional<Clock::time_point> known;
    };

    Site& site(const std::string& origin);
    std::optional<Robots> ask(const Url& robots_url);

    const HttpClient& client_;
    const std::chrono::milliseconds delay_;
    const bool robots_;
    const Sleep sleep_;
    std::mutex lock_;
    std::map<std::string, Site> sites_;                   // by origin
    std::map<std::string, Clock::time_point> next_turn_;  // by host
    std::map<std::string, std::chrono::milliseconds> own_delay_;
};

inline constexpr const char* kRobotName = "tallybook";

}  // namespace tallybook
