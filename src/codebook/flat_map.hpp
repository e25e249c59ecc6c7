// A table from strings to numbers that lies in memory as it lies in the file: open addressing, a power of two of slots,
// the keys behind them. Built once, then only read, from any number of threads and straight from a mapped image.
// A perfect hash would save a third of the bytes and cost a build step that nobody can read.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tallybook {

inline uint32_t flat_hash(std::string_view key) {
    uint64_t h = 0xcbf29ce484222325u;
    for (char c : key) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return static_cast<uint32_t>(h ^ (h >> 32));
}

class FlatMap {
public:
    static constexpr uint32_t kNone = 0xFFFFFFFFu;

    // The bytes of a table. Keys must differ.
    static std::string build(const std::vector<std::pair<std::string, uint32_t>>& entries);

    FlatMap() = default;
    // A view of `bytes`, which must outlive it and begin at an address divisible by 4. False if they are no table.
    // Slots are checked when they are looked at: to open a table touches one page of it.
    bool open(std::string_view bytes);

    uint32_t find(std::string_view key) const {
        const uint32_t hash = flat_hash(key);
        for (uint32_t step = 0; step < slot_count_; ++step) {
            const Slot& s = slots_[(hash + step) & (slot_count_ - 1)];
            if (s.value == kNone) return kNone;
            if (s.hash == hash && s.length == key.size() && uint64_t{s.offset} + s.length <= key_bytes_ &&
                std::memcmp(keys_ + s.offset, key.data(), key.size()) == 0)
                return s.value;
        }
        return kNone;
    }

private:
    struct Slot {
        uint32_t hash, offset, length, value;  // value kNone: free
    };
    const Slot* slots_ = nullptr;
    const char* keys_ = nullptr;
    uint32_t slot_count_ = 0, key_bytes_ = 0;
};

}  // namespace tallybook
