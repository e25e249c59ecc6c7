// What the two transition systems share: the classes of a model, masks of valid classes, scratch memory of a step, and
// a way for tests to watch the steps.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "language/aligned.hpp"
#include "language/networks.hpp"

namespace tallybook {

struct TransitionClass {
    uint32_t move = 0;  // as numbered in the model's file
    std::string label;
};

// Rows of one int32 a class (padded to whole blocks with 0), 0: not valid.
class MaskTable {
public:
    MaskTable() = default;
    MaskTable(size_t rows, size_t classes) : stride_(kernels::round_up(classes)), bits_(rows * stride_) {}
    int32_t* row(size_t r) { return bits_.data() + r * stride_; }
    const int32_t* row(size_t r) const { return bits_.data() + r * stride_; }
    size_t stride() const { return stride_; }

private:
    size_t stride_ = 0;
    std::vector<int32_t> bits_;
};

struct StepObserver {
    virtual ~StepObserver() = default;
    virtual void step(std::span<const int> slots, const int32_t* mask, uint32_t chosen, const float* scores) = 0;
};

struct TransitionScratch {
    AlignedFloats hidden, scores;

    void prepare(const TransitionNet& net) {
        hidden.grow(net.state.stride);
        scores.grow(net.state.upper.outputs);
    }
};

// Scores of one state in scratch.scores; the best class under the mask.
template <size_t kSlots>
uint32_t best_class(const kernels::Kernels& k, const TransitionNet& net, const float* vectors,
                    const std::array<int, kSlots>& slots, const int32_t* mask, TransitionScratch& scratch) {
    const float* rows[kSlots];
    const size_t size = net.slot_size();
    for (size_t f = 0; f < kSlots; ++f) {
        rows[f] = slots[f] < 0 ? net.pad + f * size : vectors + (static_cast<size_t>(slots[f]) * kSlots + f) * size;
    }
    k.state(net.state, rows, scratch.hidden.data(), scratch.scores.data());
    return k.best(scratch.scores.data(), mask, net.state.upper.outputs);
}

}  // namespace tallybook
