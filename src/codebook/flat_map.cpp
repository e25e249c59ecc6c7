#include "codebook/flat_map.hpp"

namespace tallybook {

// Layout: slot count, bytes of keys, slots, keys.
std::string FlatMap::build(const std::vector<std::pair<std::string, uint32_t>>& entries) {
    uint32_t count = 4;
    while (count < entries.size() * 2) count *= 2;
    std::vector<Slot> slots(count, Slot{0, 0, 0, kNone});
    std::string keys;
    for (const auto& [key, value] : entries) {
        const uint32_t hash = flat_hash(key);
        uint32_t i = hash & (count - 1);
        while (slots[i].value != kNone) i = (i + 1) & (count - 1);
        slots[i] = {hash, static_cast<uint32_t>(keys.size()), static_cast<uint32_t>(key.size()), value};
        keys += key;
    }
    const uint32_t head[2] = {count, static_cast<uint32_t>(keys.size())};
    std::string out(reinterpret_cast<const char*>(head), sizeof head);
    out.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(Slot));
    out += keys;
    return out;
}

bool FlatMap::open(std::string_view bytes) {
    uint32_t head[2];
    if (bytes.size() < sizeof head || reinterpret_cast<uintptr_t>(bytes.data()) % 4 != 0) return false;
    std::memcpy(head, bytes.data(), sizeof head);
    const uint64_t slot_bytes = uint64_t{head[0]} * sizeof(Slot);
    if (head[0] == 0 || (head[0] & (head[0] - 1)) != 0 || sizeof head + slot_bytes + head[1] != bytes.size())
        return false;
    slots_ = reinterpret_cast<const Slot*>(bytes.data() + sizeof head);
    keys_ = bytes.data() + sizeof head + slot_bytes;
    slot_count_ = head[0];
    key_bytes_ = head[1];
    return true;
}

}  // namespace tallybook
