// The networks of a model as plain views into its image: shapes and pointers, no arithmetic. Everything wide is padded
// to a "stride" of whole 16-float blocks; the padding is 0 everywhere, so it takes part in the arithmetic without
// changing a bit of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "language/kernels/kernels.hpp"

namespace tallybook {

enum class Feature : uint8_t { kNorm, kPrefix, kSuffix, kShape, kSpacy, kIsSpace };
inline constexpr std::array<std::string_view, 6> kFeatureNames = {"NORM",  "PREFIX", "SUFFIX",
                                                                  "SHAPE", "SPACY",  "IS_SPACE"};

// The ids of one token, in the order of Feature; the last two are 0 or 1.
using FeatureRow = std::array<uint64_t, 6>;

struct EmbedColumn {
    Feature feature = Feature::kNorm;
    uint32_t rows = 0;
    uint32_t seed = 0;
    const float* table = nullptr;  // [rows][stride]
};

struct MaxoutLayer {
    kernels::Panels weights;      // outputs: [pieces][stride]
    const float* bias = nullptr;  // [pieces][stride]
    kernels::MaxoutNorm norm;
};

// Hash embeddings, a mixer, and encoder layers over windows of 2 * window + 1 rows with a residual connection.
struct TokenNet {
    size_t width = 0;
    size_t stride = 0;
    size_t window = 0;
    std::vector<EmbedColumn> columns;
    MaxoutLayer mixer;
    std::vector<MaxoutLayer> encoder;

    size_t pad() const { return encoder.size() * window; }  // zero rows around a sentence
    size_t row_parts() const { return 2 * window + 1; }
    bool uses(Feature feature) const {
        for (const EmbedColumn& column : columns) {
            if (column.feature == feature) return true;
        }
        return false;
    }
};

struct Linear {
    kernels::Panels weights;
    const float* bias = nullptr;  // [weights.outputs]
    size_t outputs = 0;           // without padding
};

// Token vector → reduce → one vector a slot ("lower", computed for all tokens at once) → sum over the slots of a state,
// maximum → scores of the classes.
struct TransitionNet {
    Linear reduce;
    kernels::Panels lower;       // outputs: [slots][pieces][stride]
    const float* pad = nullptr;  // [slots][pieces][stride]: what an empty slot adds
    kernels::StateLayer state;
    size_t classes = 0;

    size_t slot_size() const { return state.pieces * state.stride; }
};

}  // namespace tallybook
