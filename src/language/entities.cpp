#include "language/entities.hpp"

#include <algorithm>
#include <array>

#include "base/errors.hpp"

namespace tallybook {
namespace {

enum Move : uint8_t { kBegin = 1, kIn = 2, kLast = 3, kUnit = 4, kOut = 5 };

}  // namespace

Result<EntityTagger> EntityTagger::build(const std::vector<TransitionClass>& classes, const TransitionNet& net,
                                         Labels& labels) {
    const Error unfit{errors::kImageDamaged, "the entity classes do not fit their network; import the model again", ""};
    EntityTagger tagger;
    std::vector<unsigned> moves_of_label;
    bool out_class = false;
    for (const TransitionClass& c : classes) {
        if (c.move < kBegin || c.move > kOut) return unfit;
        const LabelId id = labels.intern(c.label);
        const auto found = std::find(tagger.label_ids_.begin(), tagger.label_ids_.end(), id);
        const auto number = static_cast<uint32_t>(found - tagger.label_ids_.begin());
        if (found == tagger.label_ids_.end()) {
            tagger.label_ids_.push_back(id);
            moves_of_label.push_back(0);
        }
        moves_of_label[number] |= 1U << c.move;
        out_class = out_class || c.move == kOut;
        tagger.move_.push_back(static_cast<uint8_t>(c.move));
        tagger.label_.push_back(number);
    }
    if (classes.size() != net.classes || net.state.slots != kEntitySlots || !out_class) return unfit;
    for (const unsigned moves : moves_of_label) {
        // What can be opened must be closable.
        if ((moves >> kBegin & 1) != 0 && (moves >> kLast & 1) == 0) return unfit;
    }
    tagger.masks_ = MaskTable((tagger.labels() + 1) * 4, net.classes);
    for (size_t row = 0; row < (tagger.labels() + 1) * 4; ++row) {
        const bool space = row % 2 == 1;
        const bool may_continue = row / 2 % 2 == 1;
        const size_t open = row / 4;
        const bool none_open = open == tagger.labels();
        for (size_t c = 0; c < net.classes; ++c) {
            const bool same = tagger.label_[c] == open;
            const bool named = tagger.label_ids_[tagger.label_[c]] != 0;
            bool valid = false;
            switch (tagger.move_[c]) {
                case kBegin:
                    valid = none_open && may_continue && !space;
                    break;
                case kIn:
                    valid = same && may_continue;
                    break;
                case kLast:
                    valid = same;
                    break;
                case kUnit:
                    valid = none_open && !space && named;
                    break;
                default:
                    valid = none_open;
                    break;
            }
            tagger.masks_.row(row)[c] = valid ? -1 : 0;
        }
    }
    return tagger;
}

void EntityTagger::run(const kernels::Kernels& k, const TransitionNet& net, const float* vectors,
                       std::span<const uint8_t> is_space, std::span<const uint8_t> start, TransitionScratch& scratch,
                       std::vector<EntityMark>& marks, StepObserver* observer) const {
    const size_t n = is_space.size();
    scratch.prepare(net);
    marks.assign(n, {});
    size_t open = labels();
    int first = -1;
    for (size_t i = 0; i < n; ++i) {
        const bool may_continue = i + 1 < n && !start[i + 1];
        const int32_t* valid = mask(open, may_continue, is_space[i] != 0);
        const int b0 = static_cast<int>(i);
        const std::array<int, kEntitySlots> slots = {b0, first, first < 0 ? -1 : b0 - 1};
        const uint32_t chosen = best_class(k, net, vectors, slots, valid, scratch);
        if (observer) observer->step(slots, valid, chosen, scratch.scores.data());
        const uint8_t move = move_[chosen];
        if (move == kOut) continue;
        marks[i] = {label_ids_[label_[chosen]], move == kBegin || move == kUnit};
        if (move == kBegin) {
            open = label_[chosen];
            first = b0;
        } else if (move == kLast) {
            open = labels();
            first = -1;
        }
    }
}

}  // namespace tallybook
