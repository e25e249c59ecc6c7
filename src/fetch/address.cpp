#include "fetch/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

namespace tallybook {

namespace {

constexpr int kMappedBits = 96;

AddressBytes mapped(const uint8_t* four) {
    AddressBytes out{};
    out[10] = out[11] = 0xFF;
    std::copy(four, four + 4, out.begin() + 12);
    return out;
}

bool is_mapped(const AddressBytes& address) {
    return std::all_of(address.begin(), address.begin() + 10, [](uint8_t b) { return b == 0; }) &&
           address[10] == 0xFF && address[11] == 0xFF;
}

// Of the special-purpose registries of IANA (RFC 6890 and its updates), what is not reachable for everybody.
const std::vector<AddressRange>& special() {
    static const std::vector<AddressRange> kRanges = [] {
        std::vector<AddressRange> out;
        for (const char* range :
             {"0.0.0.0/8",      "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16", "172.16.0.0/12",
              "192.0.0.0/24",   "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24",
              "203.0.113.0/24", "224.0.0.0/4",  "240.0.0.0/4",    "::/96",          "100::/64",       "2001::/23",
              "2001:db8::/32",  "fc00::/7",     "fe80::/10",      "fec0::/10",      "ff00::/8",       "64:ff9b:1::/48",
              "3fff::/20",      "5f00::/16"})
            out.push_back(*AddressRange::parse(range));
        return out;
    }();
    return kRanges;
}

}  // namespace

std::optional<AddressBytes> address_bytes(std::string_view text) {
    const std::string word(text);
    in_addr four{};
    if (inet_pton(AF_INET, word.c_str(), &four) == 1) return mapped(reinterpret_cast<const uint8_t*>(&four));
    in6_addr six{};
    if (inet_pton(AF_INET6, word.c_str(), &six) != 1) return std::nullopt;
    AddressBytes out{};
    std::memcpy(out.data(), &six, out.size());
    return out;
}

std::optional<AddressBytes> address_bytes(const sockaddr& address) {
    if (address.sa_family == AF_INET)
        return mapped(reinterpret_cast<const uint8_t*>(&reinterpret_cast<const sockaddr_in&>(address).sin_addr));
    if (address.sa_family != AF_INET6) return std::nullopt;
    AddressBytes out{};
    std::memcpy(out.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, out.size());
    return out;
}

std::optional<AddressRange> AddressRange::parse(std::string_view text) {
    const size_t slash = text.find('/');
    const auto first = address_bytes(text.substr(0, slash));
    if (!first) return std::nullopt;
    AddressRange out{*first, 128};
    if (slash == std::string_view::npos) return out;
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), out.bits);
    if (problem != std::errc() || end != digits.data() + digits.size() || out.bits < 0) return std::nullopt;
    if (text.substr(0, slash).find(':') == std::string_view::npos) out.bits += kMappedBits;
    if (out.bits > 128) return std::nullopt;
    return out;
}

bool AddressRange::holds(const AddressBytes& address) const {
    const auto whole = static_cast<size_t>(bits / 8);
    if (!std::equal(first.begin(), first.begin() + static_cast<long>(whole), address.begin())) return false;
    const int rest = bits % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<uint8_t>(0xFF << (8 - rest));
    return (first[whole] & mask) == (address[whole] & mask);
}

bool is_public(const AddressBytes& address) {
    for (const AddressRange& range : special())
        if (range.holds(address)) return false;
    if (is_mapped(address)) return true;
    // What is wrapped in it must be public too: NAT64 (64:ff9b::/96) at the end, 6to4 (2002::/16) at the front.
    static const AddressRange kNat64 = *AddressRange::parse("64:ff9b::/96"),
                              kSixToFour = *AddressRange::parse("2002::/16");
    if (kNat64.holds(address)) return is_public(mapped(address.data() + 12));
    if (kSixToFour.holds(address)) return is_public(mapped(address.data() + 2));
    return true;
}

bool may_be_asked(const sockaddr& address, const std::vector<AddressRange>& allowed) {
    const auto bytes = address_bytes(address);
    if (!bytes) return false;
    if (is_public(*bytes)) return true;
    return std::any_of(allowed.begin(), allowed.end(), [&](const AddressRange& range) { return range.holds(*bytes); });
}

}  // namespace tallybook
