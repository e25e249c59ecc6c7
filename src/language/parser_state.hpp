// The state of the arc-eager parser with unshift and sentence breaks: what is valid and what each move does, without
// any scores, so that it can be tested under random ones. A state belongs to one thread; reset() keeps its memory.
//
// Tokens are 0 … n-1, -1 stands for "none". Sentences are parsed alone, so the only start that is preset is token 0.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tallybook {

enum class ParserMove : uint8_t { kShift, kReduce, kLeft, kRight, kBreak };
inline constexpr size_t kParserMoves = 5;
inline constexpr size_t kParserSlots = 8;

class ParserState {
public:
    // `one_tree`: no token but the first may start a sentence.
    void reset(int tokens, bool one_tree);

    bool final() const { return stack_.empty() && buffer_size() == 0; }

    // One bit a move, in the order of ParserMove. At least one is set unless final().
    unsigned valid() const;

    // `label` is kept for the arc of kLeft and kRight. The move must be valid.
    void apply(ParserMove move, uint16_t label);

    // B0, B1, S0, S1, S2, last left child of B0, of S0, last right child of S0.
    void slots(std::array<int, kParserSlots>& out) const;

    int head(int token) const { return tokens_[static_cast<size_t>(token)].head; }  // -1: a root
    uint16_t label(int token) const { return tokens_[static_cast<size_t>(token)].label; }
    int size() const { return static_cast<int>(tokens_.size()); }

private:
    struct Node {
        int head = -1;
        int last_left = -1, last_right = -1;  // most recently attached child on that side
        int previous = -1;                    // the child attached before this one on its side
        uint16_t label = 0;
        bool unshiftable = false;
        bool start = false;
        bool no_start = false;
    };

    int buffer_size() const { return static_cast<int>(pushed_back_.size()) + size() - next_; }
    int buffer(int at) const;
    int stack(int depth) const;
    void pop_buffer();
    void attach(int head, int child, uint16_t label);

    std::vector<Node> tokens_;
    std::vector<int> stack_;
    std::vector<int> pushed_back_;  // its end is the front of the buffer
    int next_ = 0;
};

}  // namespace tallybook
