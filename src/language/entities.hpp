// The entity recogniser: one step a token from left to right, with moves that begin, continue, close or skip an entity.
// The state is two numbers (first token and label of the open entity), so masks of valid classes are all it needs.
// An entity never runs across a start of a tree (TreeArrays::start).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "language/labels.hpp"
#include "language/networks.hpp"
#include "language/transition_run.hpp"

namespace tallybook {

inline constexpr size_t kEntitySlots = 3;

struct EntityMark {
    LabelId label = 0;  // 0: outside
    bool begins = false;
    bool operator==(const EntityMark&) const = default;
};

class EntityTagger {
public:
    // Errors: TB2021.
    static Result<EntityTagger> build(const std::vector<TransitionClass>& classes, const TransitionNet& net,
                                      Labels& labels);

    // `vectors`: [tokens][kEntitySlots][slot_size]; `marks` gets one entry a token.
    void run(const kernels::Kernels& k, const TransitionNet& net, const float* vectors,
             std::span<const uint8_t> is_space, std::span<const uint8_t> start, TransitionScratch& scratch,
             std::vector<EntityMark>& marks, StepObserver* observer = nullptr) const;

    // Row of valid classes. `open`: number of the open label, or labels() for none.
    const int32_t* mask(size_t open, bool may_continue, bool is_space) const {
        return masks_.row((open * 2 + (may_continue ? 1 : 0)) * 2 + (is_space ? 1 : 0));
    }
    size_t labels() const { return label_ids_.size(); }

private:
    std::vector<uint8_t> move_;       // by class: 1 begin, 2 in, 3 last, 4 unit, 5 out
    std::vector<uint32_t> label_;     // by class: number of the label
    std::vector<LabelId> label_ids_;  // by number
    MaskTable masks_;
};

}  // namespace tallybook
