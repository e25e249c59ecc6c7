// MessagePack as a tree of values over the bytes it was read from. Only what model files hold: no extension types.
// Written by hand because the input is a stranger's file of up to a gigabyte and a general library either copies every
// string or trusts every length: here a length is checked against the bytes that are left before anything is reserved,
// nesting ends at 64, and keys may be strings, binaries or 64-bit integers.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace tallybook::msgpack {

inline constexpr int kDepthLimit = 64;

struct Value {
    enum class Kind : uint8_t { kNil, kBool, kUnsigned, kNegative, kFloat, kString, kBinary, kArray, kMap };

    Kind kind = Kind::kNil;
    uint64_t integer = 0;      // kBool, kUnsigned; kNegative: two's complement
    double number = 0;         // kFloat
    std::string_view text;     // kString, kBinary: a view into the input
    std::vector<Value> items;  // kArray: the elements; kMap: key, value, key, value …

    bool is_nil() const { return kind == Kind::kNil; }
    bool is_text() const { return kind == Kind::kString || kind == Kind::kBinary; }
    bool is_map() const { return kind == Kind::kMap; }
    bool is_array() const { return kind == Kind::kArray; }
    bool is_unsigned() const { return kind == Kind::kUnsigned; }

    // The value of a string or binary key in a map, the first of equals; nullptr where there is none or no map.
    const Value* find(std::string_view key) const;
    const Value* find(uint64_t key) const;
};

// The one value that `bytes` holds; it must reach to their end. The tree is valid as long as `bytes` is.
// Errors: TB2010 with the offset where the file stops making sense.
Result<Value> parse(std::string_view bytes);

}  // namespace tallybook::msgpack
