// Which addresses of the network may be asked. A feed or a redirect is a stranger's word: without this check a page of
// theirs could make this machine ask its own services and its neighbours. The check is made on the address that a
// socket is about to be connected to, not on the name, so that a name that resolves differently the second time
// (rebinding) gains nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

struct sockaddr;

namespace tallybook {

// Sixteen bytes; IPv4 as ::ffff:a.b.c.d.
using AddressBytes = std::array<uint8_t, 16>;

struct AddressRange {
    AddressBytes first{};
    int bits = 128;

    // "10.0.0.0/8", "127.0.0.1", "fd00::/8"; nothing for anything else.
    static std::optional<AddressRange> parse(std::string_view text);
    bool holds(const AddressBytes& address) const;
};

std::optional<AddressBytes> address_bytes(std::string_view text);
std::optional<AddressBytes> address_bytes(const sockaddr& address);

// Reachable for everybody: not private, local, reserved, multicast or documentation, also where an IPv4 address is
// wrapped in an IPv6 one (mapped, NAT64, 6to4).
bool is_public(const AddressBytes& address);

bool may_be_asked(const sockaddr& address, const std::vector<AddressRange>& allowed);

}  // namespace tallybook
