#include "fetch/robots.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"

namespace tallybook {

namespace {

constexpr size_t kMostBytes = size_t{500} << 10, kMostRules = 5000;  // the standard asks for 500 KiB at least
constexpr double kMostDelay = 60;                                    // seconds

std::string_view trimmed(std::string_view text) {
    const size_t first = text.find_first_not_of(" \t\r\f\v");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\f\v") - first + 1);
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// One form for what may be written in several: %7E is ~, %c3 is %C3, and so are bytes that are no ASCII.
std::string normal(std::string_view path) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (size_t i = 0; i < path.size(); ++i) {
        auto c = static_cast<unsigned char>(path[i]);
        bool quoted = c >= 0x80 || c <= 0x20;
        if (c == '%' && i + 2 < path.size() && hex(path[i + 1]) >= 0 && hex(path[i + 2]) >= 0) {
            c = static_cast<unsigned char>(hex(path[i + 1]) * 16 + hex(path[i + 2]));
            i += 2;
            const bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
            quoted = !plain && std::string_view("-._~").find(static_cast<char>(c)) == std::string_view::npos;
        }
        if (!quoted) {
            out += static_cast<char>(c);
        } else {
            out += '%';
            out += kDigits[c >> 4];
            out += kDigits[c & 15];
        }
    }
    return out;
}

// "*" stands for anything, "$" at the end for the end; else the pattern is a beginning. Linear in both but for stars.
bool fits(std::string_view pattern, std::string_view path) {
    const bool whole = pattern.ends_with('$');
    if (whole) pattern.remove_suffix(1);
    size_t p = 0, at = 0, star = std::string_view::npos, retry = 0;
    for (;;) {
        if (p == pattern.size() && (!whole || at == path.size())) return true;
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = at;
        } else if (p < pattern.size() && at < path.size() && pattern[p] == path[at]) {
            ++p;
            ++at;
        } else if (star != std::string_view::npos && retry < path.size()) {
            p = star + 1;
            at = ++retry;
        } else {
            return false;
        }
    }
}

// Whether a group's name means this robot: "Tallybook", "tallybook/1.0".
bool names(std::string_view value, std::string_view robot) {
    const size_t end = std::min(value.find_first_of("/ \t"), value.size());
    return lower(value.substr(0, end)) == robot;
}

}  // namespace

Robots Robots::parse(std::string_view text, std::string_view robot) {
    text = text.substr(0, kMostBytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Robots own, all;
    bool own_there = false;
    bool for_own = false, for_all = false, naming = false;  // of the group that is being read
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
        std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        line = trimmed(line.substr(0, line.find('#')));
        const size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string key = lower(trimmed(line.substr(0, colon)));
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (key == "user-agent") {
            if (!naming) for_own = for_all = false;
            naming = true;
            for_own |= names(value, robot);
            for_all |= value == "*";
            own_there |= for_own;
            continue;
        }
        const bool rule = key == "allow" || key == "disallow";
        if (rule || key == "crawl-delay") naming = false;
        for (auto [group, meant] : {std::pair(&own, for_own), std::pair(&all, for_all)}) {
            if (!meant) continue;
            if (rule && !value.empty() && group->rules_.size() < kMostRules)
                group->rules_.push_back({normal(value), key == "allow"});
            if (key != "crawl-delay") continue;
            const double seconds = std::strtod(std::string(value).c_str(), nullptr);
            if (std::isfinite(seconds) && seconds > 0)
                group->delay_ = std::chrono::milliseconds(static_cast<int64_t>(std::min(seconds, kMostDelay) * 1000));
        }
    }
    return own_there ? own : all;
}

bool Robots::allows(std::string_view path) const {
    const std::string wanted = normal(path);
    const Rule* best = nullptr;
    for (const Rule& rule : rules_) {
        if (!fits(rule.pattern, wanted)) continue;
        const bool longer = !best || rule.pattern.size() > best->pattern.size();
        if (longer || (rule.pattern.size() == best->pattern.size() && rule.allow)) best = &rule;
    }
    return !best || best->allow;
}

}  // namespace tallybook
