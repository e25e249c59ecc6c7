#include "language/parser.hpp"

#include "base/errors.hpp"

namespace tallybook {

Result<Parser> Parser::build(const std::vector<TransitionClass>& classes, const TransitionNet& net, Labels& labels) {
    Parser parser;
    unsigned moves = 0;
    parser.root_ = labels.intern("ROOT");
    for (const TransitionClass& c : classes) {
        if (c.move >= kParserMoves) break;
        moves |= 1U << c.move;
        parser.move_.push_back(static_cast<ParserMove>(c.move));
        parser.label_.push_back(labels.intern(c.label));
    }
    const bool all_moves = moves == (1U << kParserMoves) - 1;
    if (!all_moves || parser.move_.size() != net.classes || net.state.slots != kParserSlots) {
        return Error{errors::kImageDamaged, "the parser's classes do not fit its network; import the model again", ""};
    }
    for (size_t id = 0; id < labels.size(); ++id) {
        const std::string text(labels[static_cast<LabelId>(id)]);
        const size_t bars = text.find("||");
        SplitLabel split{static_cast<LabelId>(id), 0};
        if (bars != std::string::npos) {
            split = {labels.intern(text.substr(0, bars)), labels.intern(text.substr(bars + 2))};
        }
        parser.split_.push_back(split);
    }
    parser.masks_ = MaskTable(size_t{1} << kParserMoves, net.classes);
    for (size_t valid = 0; valid < size_t{1} << kParserMoves; ++valid) {
        for (size_t c = 0; c < net.classes; ++c) {
            parser.masks_.row(valid)[c] = valid >> static_cast<unsigned>(parser.move_[c]) & 1 ? -1 : 0;
        }
    }
    return parser;
}

void Parser::parse(const kernels::Kernels& k, const TransitionNet& net, const float* vectors,
                   std::span<const uint8_t> is_space, bool one_tree, TransitionScratch& scratch, ParserState& state,
                   TreeArrays& tree, StepObserver* observer) const {
    const size_t n = is_space.size();
    scratch.prepare(net);
    state.reset(static_cast<int>(n), one_tree);
    std::array<int, kParserSlots> slots;
    while (!state.final()) {
        const int32_t* mask = masks_.row(state.valid());
        state.slots(slots);
        const uint32_t chosen = best_class(k, net, vectors, slots, mask, scratch);
        if (observer) observer->step(slots, mask, chosen, scratch.scores.data());
        state.apply(move_[chosen], label_[chosen]);
    }
    tree.head.resize(n);
    tree.dep.resize(n);
    for (size_t i = 0; i < n; ++i) {
        const int head = state.head(static_cast<int>(i));
        tree.head[i] = head < 0 ? static_cast<uint32_t>(i) : static_cast<uint32_t>(head);
        tree.dep[i] = head < 0 ? root_ : state.label(static_cast<int>(i));
    }
    finish_tree(split_, is_space, tree);
}

}  // namespace tallybook
