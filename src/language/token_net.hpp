// Runs a token network over a batch of sentences: one vector a token that knows the words around it.
//
// All sentences of a batch lie in one matrix, four zero rows (layers times window) between them; the encoder runs over
// the rows that the tokens' results depend on, and over no others: the pad rows do not stay zero from layer to layer,
// so they cannot be left out, but the further from the sentence and the later the layer, the fewer are needed. The
// first layer is put together from the type cache. Rows are bit-identical in any batch.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "language/aligned.hpp"
#include "language/networks.hpp"
#include "language/type_cache.hpp"

namespace tallybook {

// A token of the batch: `type` numbers the distinct feature rows (as far as this network looks at them).
struct NetToken {
    uint32_t type = 0;
    const FeatureRow* features = nullptr;
};

// Sees the vectors of all computed rows after the mixer (layer 0) and after each encoder layer. For tests.
struct LayerObserver {
    virtual ~LayerObserver() = default;
    virtual void row(size_t layer, size_t row, const float* vector) = 0;
};

class TokenNetRunner {
public:
    // Both must outlive the runner, which belongs to one thread.
    TokenNetRunner(const TokenNet& net, const kernels::Kernels& k, size_t cache_bytes);

    // `lengths`: tokens of each sentence, adding up to tokens.size(). The result has a pointer a token, to net.stride
    // floats, valid until the next run.
    std::span<const float* const> run(std::span<const NetToken> tokens, std::span<const uint32_t> lengths,
                                      LayerObserver* observer = nullptr);

    // After the numbering of types has changed.
    void forget_types() { cache_.clear(); }

private:
    void lay_out(std::span<const uint32_t> lengths);
    void fill_types(std::span<const NetToken> tokens);
    void embed(std::span<const NetToken> tokens, size_t first, size_t last);
    void first_layer();
    void layer(size_t number);
    // Calls f(row) for the rows that layer `number` (1 …) must compute.
    template <class F>
    void for_needed_rows(size_t number, F f) const;

    const TokenNet& net_;
    const kernels::Kernels& k_;
    TypeCache cache_;

    struct Extent {
        size_t begin, end;  // rows of the sentence's tokens
    };
    std::vector<Extent> extents_;
    size_t rows_ = 0;
    std::vector<uint32_t> slot_of_row_;  // plus one; 0: a pad row
    std::vector<uint32_t> fresh_slots_;
    std::vector<uint32_t> fresh_tokens_;
    AlignedFloats current_, next_;  // [rows][stride]
    AlignedFloats maxima_;          // [rows][stride], before the norm
    AlignedFloats products_;        // a block of fresh types, or a row
    AlignedFloats embedded_;
    AlignedFloats zeros_;     // shares of a pad row
    AlignedFloats constant_;  // what the first layer makes of a pad row among pad rows
    std::vector<const float*> pointers_;
    std::vector<size_t> needed_;
    std::vector<const float*> result_;
};

}  // namespace tallybook
