#include "language/type_cache.hpp"

#include <algorithm>

namespace tallybook {

TypeCache::TypeCache(const TokenNet& net, size_t byte_budget)
    : stride_(net.stride),
      slot_size_(net.stride + net.row_parts() * net.encoder.front().weights.outputs),
      slot_limit_(std::max(byte_budget / (slot_size_ * sizeof(float)), kBlock)) {}

void TypeCache::clear() {
    std::fill(slot_of_type_.begin(), slot_of_type_.end(), 0);
    owners_.clear();
    hand_ = 0;
}

// A new slot below the limit; else the first one under the hand that was not asked for since the hand's last visit and
// is not part of this batch; else one beyond the limit (a batch larger than the cache).
uint32_t TypeCache::take_slot() {
    if (owners_.size() >= slot_limit_) {
        for (size_t tries = 0; tries < 2 * owners_.size(); ++tries) {
            const uint32_t slot = hand_;
            hand_ = hand_ + 1 == owners_.size() ? 0 : hand_ + 1;
            Owner& owner = owners_[slot];
            if (owner.batch == batch_) continue;
            if (owner.used_again) {
                owner.used_again = false;
                continue;
            }
            slot_of_type_[owner.type] = 0;
            return slot;
        }
    }
    if (owners_.size() % kBlock == 0 && owners_.size() / kBlock == blocks_.size()) {
        blocks_.emplace_back().grow(kBlock * slot_size_);
    }
    owners_.emplace_back();
    return static_cast<uint32_t>(owners_.size() - 1);
}

TypeCache::Found TypeCache::find_or_add(uint32_t type) {
    if (type >= slot_of_type_.size())
        slot_of_type_.resize(std::max<size_t>(type + size_t{1}, slot_of_type_.size() * 2));
    if (const uint32_t known = slot_of_type_[type]; known != 0) {
        Owner& owner = owners_[known - 1];
        owner.used_again = owner.used_again || owner.batch != batch_;
        owner.batch = batch_;
        return {known - 1, false};
    }
    const uint32_t slot = take_slot();
    owners_[slot] = {type, batch_, false};
    slot_of_type_[type] = slot + 1;
    return {slot, true};
}

}  // namespace tallybook
