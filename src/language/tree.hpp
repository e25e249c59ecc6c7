// From the arcs that the parser made to the tree of a sentence: roots, spans of subtrees, and labels "A||B", which say
// "A, but my true head is the first B below my present head" (a way to learn crossing arcs with a parser that cannot
// make them). Pure, over plain arrays.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "language/labels.hpp"

namespace tallybook {

// For every label id: the two halves of "A||B". For other labels `plain` is the label itself and `below` is 0.
struct SplitLabel {
    LabelId plain = 0;
    LabelId below = 0;
};

struct TreeArrays {
    std::vector<uint32_t> head;  // itself at a root
    std::vector<LabelId> dep;
    std::vector<uint8_t> start;         // 1: the first token under a root
    std::vector<uint32_t> left, right;  // first and last token of the subtree's span
};

// left and right of every token from the heads: one pass forward and one backward.
void tree_edges(std::span<const uint32_t> head, std::vector<uint32_t>& left, std::vector<uint32_t>& right);

// `head` and `dep` as the parser left them (roots labelled); rewrites decorated labels, then fills edges and starts.
void finish_tree(std::span<const SplitLabel> split, std::span<const uint8_t> is_space, TreeArrays& tree);

}  // namespace tallybook
