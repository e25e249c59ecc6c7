// What a token network computes for a word before it looks at the neighbours depends only on the word's type, so it is
// kept: the mixer's output and, for each row of a window, its share of the first encoder layer (three products of 96
// columns in the models we run: 3.4 KB a type). On news nine tokens of ten come from the 8,000 commonest types.
//
// A byte budget bounds it; the clock algorithm chooses what goes. Since a value is a pure function of the type, nothing
// in the output depends on the cache. Belongs to one thread and one network.
#pragma once

#include <cstdint>
#include <vector>

#include "language/aligned.hpp"
#include "language/networks.hpp"

namespace tallybook {

class TypeCache {
public:
    TypeCache(const TokenNet& net, size_t byte_budget);

    // Between begin_batch() and the next one no slot is given away that find_or_add() returned. Types are small
    // numbers without large gaps.
    void begin_batch() { ++batch_; }
    struct Found {
        uint32_t slot;
        bool fresh;  // the caller must fill it
    };
    Found find_or_add(uint32_t type);

    // Asks for the slot's memory ahead of its use.
    void prefetch(uint32_t slot) {
        const float* p = mixed(slot);
        for (size_t i = 0; i < slot_size_; i += 16) __builtin_prefetch(p + i);
    }

    float* mixed(uint32_t slot) { return blocks_[slot / kBlock].data() + slot % kBlock * slot_size_; }
    float* shares(uint32_t slot) { return mixed(slot) + stride_; }  // [window row][pieces * stride]

    void clear();
    size_t slots() const { return owners_.size(); }
    size_t slot_bytes() const { return slot_size_ * sizeof(float); }

private:
    static constexpr size_t kBlock = 64;
    struct Owner {
        uint32_t type = 0;
        uint32_t batch = 0;
        bool used_again = false;
    };
    uint32_t take_slot();

    size_t stride_;
    size_t slot_size_;
    size_t slot_limit_;
    uint32_t batch_ = 0;
    uint32_t hand_ = 0;
    std::vector<uint32_t> slot_of_type_;  // plus one; 0: none
    std::vector<Owner> owners_;
    std::vector<AlignedFloats> blocks_;
};

}  // namespace tallybook
