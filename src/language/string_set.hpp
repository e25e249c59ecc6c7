// A set of strings that is used where it lies in the model image: 91,000 dictionary forms need no parsing and no heap
// at start. Open addressing; a slot holds the number of an entry plus one.
//   u32 slots (a power of two), u32 entries, u32 slot[slots], u32 end[entries], then the bytes of all strings
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tallybook {

class StringSet {
public:
    static std::string build(const std::vector<std::string>& strings);

    // `bytes` (4-byte aligned) must outlive the set. Errors: TB2021. All offsets are checked here.
    static Result<StringSet> open(std::string_view bytes);

    StringSet() = default;
    bool contains(std::string_view text) const;
    bool empty() const { return entries_ == 0; }
    size_t size() const { return entries_; }

private:
    std::string_view entry(uint32_t index) const;

    uint32_t slots_ = 0;
    uint32_t entries_ = 0;
    const uint32_t* slot_ = nullptr;
    const uint32_t* end_ = nullptr;
    const char* text_ = nullptr;
};

}  // namespace tallybook
