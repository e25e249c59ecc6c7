// Symbols are looked up by the hash that has to be computed anyway: 456 entries in a table of 2,048 slots, and the
// name is compared on a hit.
#include "language/string_id.hpp"

#include <bit>
#include <cstring>
#include <vector>

#include "language/unicode_tables.hpp"

namespace tallybook {

namespace {

static_assert(std::endian::native == std::endian::little, "hashes are defined on little-endian blocks");

struct SymbolTable {
    static constexpr size_t kSize = 2048;
    struct Slot {
        uint64_t hash = 0;
        std::string_view name;
        uint32_t id = 0;
    };
    std::vector<Slot> slots{kSize};

    SymbolTable() {
        for (const tables::Symbol& symbol : tables::kSymbols) {
            const uint64_t hash = murmur_hash_64a(symbol.name, 1);
            size_t i = hash % kSize;
            while (!slots[i].name.empty()) i = (i + 1) % kSize;
            slots[i] = {hash, symbol.name, symbol.id};
        }
    }

    uint64_t resolve(uint64_t hash, std::string_view text) const {
        for (size_t i = hash % kSize; !slots[i].name.empty(); i = (i + 1) % kSize) {
            if (slots[i].hash == hash && slots[i].name == text) return slots[i].id;
        }
        return hash;
    }
};

uint64_t mix(uint64_t x) {
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    x ^= x >> 33;
    return x;
}

}  // namespace

uint64_t murmur_hash_64a(std::string_view bytes, uint64_t seed) {
    constexpr uint64_t m = 0xc6a4a7935bd1e995ULL;
    constexpr int r = 47;
    uint64_t h = seed ^ (bytes.size() * m);
    const char* p = bytes.data();
    const char* const blocks_end = p + bytes.size() / 8 * 8;
    for (; p != blocks_end; p += 8) {
        uint64_t k;
        std::memcpy(&k, p, 8);
        k *= m;
        k ^= k >> r;
        k *= m;
        h ^= k;
        h *= m;
    }
    if (const size_t tail = bytes.size() % 8; tail != 0) {
        uint64_t k = 0;
        std::memcpy(&k, p, tail);
        h ^= k;
        h *= m;
    }
    h ^= h >> r;
    h *= m;
    h ^= h >> r;
    return h;
}

uint64_t string_id(std::string_view text) {
    if (text.empty()) return 0;
    static const SymbolTable symbols;
    return symbols.resolve(murmur_hash_64a(text, 1), text);
}

std::array<uint32_t, 4> embedding_keys(uint64_t key, uint32_t seed) {
    uint64_t h1 = key * 0x87c37b91114253d5ULL;
    h1 = std::rotl(h1, 31) * 0x4cf5ad432745937fULL;
    h1 ^= seed;
    h1 ^= 8;
    uint64_t h2 = uint64_t{seed} ^ 8;
    h1 += h2;
    h2 += h1;
    h1 = mix(h1);
    h2 = mix(h2);
    h1 += h2;
    h2 += h1;
    return {static_cast<uint32_t>(h1), static_cast<uint32_t>(h1 >> 32), static_cast<uint32_t>(h2),
            static_cast<uint32_t>(h2 >> 32)};
}

}  // namespace tallybook
