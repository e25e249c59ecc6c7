#include "report/origin.hpp"

#include <algorithm>

namespace tallybook {

namespace {

uint32_t end_of(const Origin::Stretch& stretch) {
    return stretch.begin + stretch.length;
}

}  // namespace

void Origin::add(size_t begin, size_t origin, size_t length) {
    if (length == 0 && !stretches_.empty()) return;
    const auto from = static_cast<uint32_t>(begin), to = static_cast<uint32_t>(origin);
    if (!stretches_.empty()) {
        Stretch& last = stretches_.back();
        if (end_of(last) == from && last.origin + last.length == to) {
            last.length += static_cast<uint32_t>(length);
            return;
        }
    }
    stretches_.push_back({from, to, static_cast<uint32_t>(length)});
}

void Origin::clip(size_t size) {
    for (Stretch& one : stretches_)
        if (one.begin < size) one.length = std::min<uint32_t>(one.length, static_cast<uint32_t>(size) - one.begin);
    const bool mapped = !same();
    std::erase_if(stretches_, [&](const Stretch& one) { return one.begin >= size; });
    if (mapped && same()) stretches_.push_back({0, 0, 0});
}

std::optional<ByteSpan> Origin::of(ByteSpan span) const {
    if (same()) return span;
    auto at = std::partition_point(stretches_.begin(), stretches_.end(),
                                   [&](const Stretch& one) { return end_of(one) <= span.begin; });
    std::optional<ByteSpan> out;
    for (; at != stretches_.end() && at->begin < span.end; ++at) {
        const uint32_t from = std::max(span.begin, at->begin), to = std::min(span.end, end_of(*at));
        const ByteSpan part{at->origin + (from - at->begin), at->origin + (to - at->begin)};
        out = out ? out->hull(part) : part;
    }
    return out;
}

Origin Origin::after(const Origin& earlier) const {
    if (earlier.same()) return *this;
    if (same()) return earlier;
    Origin out;
    out.add(0, 0, 0);
    for (const Stretch& one : stretches_) {
        const uint32_t end = one.origin + one.length;
        auto at = std::partition_point(earlier.stretches_.begin(), earlier.stretches_.end(),
                                       [&](const Stretch& other) { return end_of(other) <= one.origin; });
        for (; at != earlier.stretches_.end() && at->begin < end; ++at) {
            const uint32_t from = std::max(one.origin, at->begin), to = std::min(end, end_of(*at));
            out.add(one.begin + (from - one.origin), at->origin + (from - at->begin), to - from);
        }
    }
    return out;
}

}  // namespace tallybook
