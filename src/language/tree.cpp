#include "language/tree.hpp"

#include <algorithm>

namespace tallybook {
namespace {

// The first token below `from` (breadth first, children in text order) that has the label `wanted`, or `token`'s own
// head if there is none. Children are sought inside the edges as they were before any head was changed.
uint32_t find_below(const TreeArrays& tree, std::span<const uint8_t> is_space, uint32_t token, LabelId wanted) {
    std::vector<uint32_t> queue = {tree.head[token]};
    std::vector<uint8_t> seen(tree.head.size());
    for (size_t at = 0; at < queue.size(); ++at) {
        const uint32_t parent = queue[at];
        for (uint32_t child = tree.left[parent]; child <= tree.right[parent]; ++child) {
            if (tree.head[child] != parent || child == parent || child == token || is_space[child] || seen[child]) {
                continue;
            }
            if (tree.dep[child] == wanted) return child;
            seen[child] = 1;
            queue.push_back(child);
        }
    }
    return tree.head[token];
}

}  // namespace

void tree_edges(std::span<const uint32_t> head, std::vector<uint32_t>& left, std::vector<uint32_t>& right) {
    const auto n = static_cast<uint32_t>(head.size());
    left.resize(n);
    right.resize(n);
    for (uint32_t i = 0; i < n; ++i) left[i] = right[i] = i;
    const auto widen = [&](uint32_t i) {
        left[head[i]] = std::min(left[head[i]], left[i]);
        right[head[i]] = std::max(right[head[i]], right[i]);
    };
    for (uint32_t i = 0; i < n; ++i) widen(i);
    for (uint32_t i = n; i-- > 0;) widen(i);
}

void finish_tree(std::span<const SplitLabel> split, std::span<const uint8_t> is_space, TreeArrays& tree) {
    tree_edges(tree.head, tree.left, tree.right);
    const auto n = static_cast<uint32_t>(tree.head.size());
    bool changed = false;
    for (uint32_t i = 0; i < n; ++i) {
        const SplitLabel& label = split[tree.dep[i]];
        if (label.below == 0) continue;
        if (tree.head[i] != i) tree.head[i] = find_below(tree, is_space, i, label.below);
        tree.dep[i] = label.plain;
        changed = true;
    }
    if (changed) tree_edges(tree.head, tree.left, tree.right);
    tree.start.assign(n, 0);
    for (uint32_t i = 0; i < n; ++i) {
        if (tree.head[i] == i) tree.start[tree.left[i]] = 1;
    }
}

}  // namespace tallybook
