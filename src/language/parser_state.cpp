#include "language/parser_state.hpp"

#include <cassert>

namespace tallybook {

void ParserState::reset(int tokens, bool one_tree) {
    tokens_.assign(static_cast<size_t>(tokens), Node{});
    stack_.clear();
    pushed_back_.clear();
    next_ = 0;
    if (tokens > 0) tokens_[0].start = true;
    for (size_t i = 1; one_tree && i < tokens_.size(); ++i) tokens_[i].no_start = true;
}

int ParserState::buffer(int at) const {
    const int back = static_cast<int>(pushed_back_.size());
    if (at < back) return pushed_back_[static_cast<size_t>(back - 1 - at)];
    const int token = next_ + at - back;
    return token < size() ? token : -1;
}

int ParserState::stack(int depth) const {
    const int size = static_cast<int>(stack_.size());
    return depth < size ? stack_[static_cast<size_t>(size - 1 - depth)] : -1;
}

void ParserState::pop_buffer() {
    if (pushed_back_.empty()) {
        ++next_;
    } else {
        pushed_back_.pop_back();
    }
}

unsigned ParserState::valid() const {
    const int in_buffer = buffer_size();
    const size_t depth = stack_.size();
    const Node* b0 = in_buffer > 0 ? &tokens_[static_cast<size_t>(buffer(0))] : nullptr;
    const auto bit = [](ParserMove move) { return 1U << static_cast<unsigned>(move); };
    unsigned moves = 0;
    if (depth == 0 || (in_buffer >= 2 && !b0->start && !b0->unshiftable)) moves |= bit(ParserMove::kShift);
    if (depth > 0 && !(b0 && depth == 1 && b0->no_start)) moves |= bit(ParserMove::kReduce);
    if (depth > 0 && b0 && !b0->start) moves |= bit(ParserMove::kLeft) | bit(ParserMove::kRight);
    if (in_buffer >= 2 && buffer(1) == buffer(0) + 1) {
        const Node& b1 = tokens_[static_cast<size_t>(buffer(1))];
        if (!b1.start && !b1.no_start) moves |= bit(ParserMove::kBreak);
    }
    return moves;
}

void ParserState::attach(int head, int child, uint16_t label) {
    Node& node = tokens_[static_cast<size_t>(child)];
    if (node.head >= 0) {
        Node& old = tokens_[static_cast<size_t>(node.head)];
        assert(old.last_right == child);
        old.last_right = node.previous;
    }
    Node& parent = tokens_[static_cast<size_t>(head)];
    int& last = child < head ? parent.last_left : parent.last_right;
    node.previous = last;
    last = child;
    node.head = head;
    node.label = label;
}

void ParserState::apply(ParserMove move, uint16_t label) {
    const int b0 = buffer(0);
    const int s0 = stack(0);
    switch (move) {
        case ParserMove::kShift:
            pop_buffer();
            stack_.push_back(b0);
            break;
        case ParserMove::kReduce: {
            const bool push_back = head(s0) < 0 && stack_.size() > 1;
            stack_.pop_back();
            if (push_back) {
                pushed_back_.push_back(s0);
                tokens_[static_cast<size_t>(s0)].unshiftable = true;
            }
            break;
        }
        case ParserMove::kLeft:
            attach(b0, s0, label);
            tokens_[static_cast<size_t>(b0)].unshiftable = false;
            stack_.pop_back();
            break;
        case ParserMove::kRight:
            attach(s0, b0, label);
            pop_buffer();
            stack_.push_back(b0);
            break;
        case ParserMove::kBreak:
            tokens_[static_cast<size_t>(buffer(1))].start = true;
            break;
    }
}

void ParserState::slots(std::array<int, kParserSlots>& out) const {
    const int b0 = buffer(0);
    const int s0 = stack(0);
    const auto last_left = [&](int token) { return token < 0 ? -1 : tokens_[static_cast<size_t>(token)].last_left; };
    const int right = s0 < 0 ? -1 : tokens_[static_cast<size_t>(s0)].last_right;
    out = {b0, buffer(1), s0, stack(1), stack(2), last_left(b0), last_left(s0), right};
}

}  // namespace tallybook
