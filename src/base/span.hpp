// Half-open ranges into a text or into its tokens. Two types on purpose: bytes of a report and tokens of a report
// are both small integers, and mixing them up is the commonest mistake of such programs.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace tallybook {

template <class Tag>
struct Span {
    uint32_t begin = 0;
    uint32_t end = 0;  // one past the last

    constexpr uint32_t size() const { return end - begin; }
    constexpr bool empty() const { return end <= begin; }
    constexpr bool contains(uint32_t at) const { return begin <= at && at < end; }
    constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
    constexpr Span hull(Span other) const { return {std::min(begin, other.begin), std::max(end, other.end)}; }
    constexpr auto operator<=>(const Span&) const = default;
};

using ByteSpan = Span<struct ByteTag>;    // bytes of Report::text
using TokenSpan = Span<struct TokenTag>;  // indexes into Report::tokens

}  // namespace tallybook
