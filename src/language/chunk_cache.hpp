// Chunk text → its tokens: the tokeniser's cache, one per thread. Open addressing over arrays that only grow, emptied
// as a whole when the byte budget is reached: newswire fills it with its vocabulary once, and a list of recently used
// chunks would cost more on each hit than the rare new start does.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tallybook {

struct ChunkToken {
    uint32_t begin = 0;  // bytes from the chunk's begin
    uint32_t length : 31 = 0;
    uint32_t begins_sequence : 1 = 0;
    uint64_t norm = 0;  // string id, 0: none

    static ChunkToken make(uint32_t begin, size_t length, uint64_t norm) {
        ChunkToken token;
        token.begin = begin;
        token.length = static_cast<uint32_t>(length) & 0x7FFFFFFF;
        token.norm = norm;
        return token;
    }
};

inline uint64_t chunk_hash(std::string_view s) {
    constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;
    uint64_t h = s.size() * kMultiplier;
    const char* p = s.data();
    size_t left = s.size();
    uint64_t block = 0;
    for (; left >= 8; left -= 8, p += 8) {
        std::memcpy(&block, p, 8);
        h = (h ^ block) * kMultiplier;
        h ^= h >> 32;
    }
    if (left > 0) {
        block = 0;
        std::memcpy(&block, p, left);
        h = (h ^ block) * kMultiplier;
        h ^= h >> 32;
    }
    h *= kMultiplier;
    return h ^ (h >> 29);
}

class ChunkCache {
public:
    static constexpr size_t kLongestChunk = 128;  // bytes; longer ones hardly ever come back

    explicit ChunkCache(size_t byte_budget) : budget_(byte_budget), slots_(1024) {}

    // Empty when the chunk is unknown. Valid until the next store().
    std::span<const ChunkToken> find(std::string_view chunk) const {
        const uint64_t hash = chunk_hash(chunk);
        const size_t mask = slots_.size() - 1;
        for (size_t i = hash & mask; slots_[i].count != 0; i = (i + 1) & mask) {
            const Slot& slot = slots_[i];
            if (slot.hash == hash && slot.length == chunk.size() &&
                std::memcmp(texts_.data() + slot.text, chunk.data(), chunk.size()) == 0) {
                return {tokens_.data() + slot.first, slot.count};
            }
        }
        return {};
    }

    // Keeps a copy where the chunk is short enough; returns the tokens, from the cache or as they were given.
    std::span<const ChunkToken> store(std::string_view chunk, const std::vector<ChunkToken>& tokens) {
        if (chunk.size() > kLongestChunk || tokens.empty() || budget_ == 0) return tokens;
        if (bytes() > budget_) clear();
        const size_t first = tokens_.size();
        tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
        place({chunk_hash(chunk), static_cast<uint32_t>(texts_.size()), static_cast<uint32_t>(first),
               static_cast<uint32_t>(chunk.size()), static_cast<uint32_t>(tokens.size())});
        texts_ += chunk;
        if (++used_ * 2 > slots_.size()) grow();
        return {tokens_.data() + first, tokens.size()};
    }

private:
    struct Slot {
        uint64_t hash = 0;
        uint32_t text = 0;
        uint32_t first = 0;
        uint32_t length = 0;
        uint32_t count = 0;  // 0: free
    };

    size_t bytes() const { return texts_.size() + tokens_.size() * sizeof(ChunkToken) + slots_.size() * sizeof(Slot); }
    void place(const Slot& slot) {
        size_t i = slot.hash & (slots_.size() - 1);
        while (slots_[i].count != 0) i = (i + 1) & (slots_.size() - 1);
        slots_[i] = slot;
    }
    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old) {
            if (slot.count != 0) place(slot);
        }
    }
    void clear() {
        std::fill(slots_.begin(), slots_.end(), Slot{});
        texts_.clear();
        tokens_.clear();
        used_ = 0;
    }

    size_t budget_;
    size_t used_ = 0;
    std::vector<Slot> slots_;
    std::string texts_;
    std::vector<ChunkToken> tokens_;
};

}  // namespace tallybook
