// The greedy parser: at each step the tokens of the state give a score for every class (a move with a label), the best
// valid class is done. Scores of the slots are computed for all tokens of a batch beforehand (TransitionNet::lower), a
// step only adds eight vectors.
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "language/labels.hpp"
#include "language/networks.hpp"
#include "language/parser_state.hpp"
#include "language/transition_run.hpp"
#include "language/tree.hpp"

namespace tallybook {

class Parser {
public:
    // `classes`: [move, label] in the order of the scores. Errors: TB2021.
    static Result<Parser> build(const std::vector<TransitionClass>& classes, const TransitionNet& net, Labels& labels);

    // The tree of one sentence. `vectors`: [tokens][net.state.slots][slot_size]. `tree` is overwritten.
    void parse(const kernels::Kernels& k, const TransitionNet& net, const float* vectors,
               std::span<const uint8_t> is_space, bool one_tree, TransitionScratch& scratch, ParserState& state,
               TreeArrays& tree, StepObserver* observer = nullptr) const;

private:
    std::vector<ParserMove> move_;  // by class
    std::vector<LabelId> label_;
    std::vector<SplitLabel> split_;  // by label
    MaskTable masks_;                // by the bits of ParserState::valid()
    LabelId root_ = 0;
};

}  // namespace tallybook
