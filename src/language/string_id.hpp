// String ids and embedding keys, as the pipelines that we run were trained with: a string is known by a 64-bit number
// that follows from its bytes alone, and an embedding table is addressed by four 32-bit hashes of such a number.
//
// 456 "symbol" strings (attribute and label names such as X, num, agent) have small numbers of their own; all others
// are MurmurHash64A with seed 1. Leaving the symbols out changes 3 % of all token vectors and hardly any label, so
// it is tested by number.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tallybook {

// Pure. The empty string has id 0.
uint64_t string_id(std::string_view text);

uint64_t murmur_hash_64a(std::string_view bytes, uint64_t seed);

// The four keys of `key` in a table with this seed; the row is key mod rows, added up in this order.
std::array<uint32_t, 4> embedding_keys(uint64_t key, uint32_t seed);

}  // namespace tallybook
