// The oracle: plain loops that spell out the order of roundings. A fused multiply-add is a library call on old
// machines, which is slow and right; where the CPU has the instruction, the same loops are used as compiled for it.
// (GCC's target_clones would choose by themselves, but not under the sanitizers.) The inner loops run over the 16
// outputs of a panel, so a compiler may vectorise them without touching the order inside any output.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "language/kernels/kernels.hpp"

namespace tallybook::kernels {
namespace {

using Lanes = std::array<float, kLanes>;

[[gnu::always_inline]] inline void product(const float* const* rows, size_t n, const Panels& weights, const float* bias,
                                           size_t columns, float* out, size_t out_stride) {
    for (size_t panel = 0; panel < weights.outputs / kLanes; ++panel) {
        for (size_t i = 0; i < n; ++i) {
            const float* w = weights.data + panel * weights.panel_step();
            const float* x = rows[i];
            Lanes total{};
            for (size_t chain = 0; chain < weights.chains; ++chain) {
                Lanes acc{};
                for (size_t k = 0; k < weights.depth; ++k, ++x, w += kLanes) {
                    for (size_t l = 0; l < kLanes; ++l) acc[l] = __builtin_fmaf(*x, w[l], acc[l]);
                }
                for (size_t l = 0; l < kLanes; ++l) total[l] = chain == 0 ? acc[l] : total[l] + acc[l];
            }
            float* y = out + i * out_stride + panel * kLanes % columns;
            const bool shared = panel * kLanes >= columns;
            for (size_t l = 0; l < kLanes; ++l) {
                const float value = bias ? total[l] + bias[panel * kLanes + l] : total[l];
                y[l] = shared && y[l] > value ? y[l] : value;
            }
        }
    }
}

void sum(const float* const* parts, size_t n_parts, const float* bias, size_t n, float* out) {
    for (size_t j = 0; j < n; ++j) {
        float total = parts[0][j];
        for (size_t p = 1; p < n_parts; ++p) total += parts[p][j];
        out[j] = bias ? total + bias[j] : total;
    }
}

[[gnu::always_inline]] inline float lane_sum(Lanes lanes) {
    for (size_t half = kLanes / 2; half > 0; half /= 2) {
        for (size_t l = 0; l < half; ++l) lanes[l] += lanes[l + half];
    }
    return lanes[0];
}

[[gnu::always_inline]] inline void maxout_norm(const MaxoutNorm& layer, const float* y, const float* residual,
                                               float* out) {
    const auto width = static_cast<float>(layer.width);
    const auto piece_max = [&](size_t j) {
        float z = y[j];
        for (size_t p = 1; p < layer.pieces; ++p) {
            const float other = y[p * layer.stride + j];
            z = z > other ? z : other;
        }
        return z;
    };
    Lanes sums{};
    for (size_t j = 0; j < layer.width; ++j) sums[j % kLanes] += piece_max(j);
    const float mean = lane_sum(sums) / width;
    Lanes squares{};
    for (size_t j = 0; j < layer.width; ++j) {
        const float d = piece_max(j) - mean;
        squares[j % kLanes] = __builtin_fmaf(d, d, squares[j % kLanes]);
    }
    const float scale = 1.0F / std::sqrt(lane_sum(squares) / width + 1e-8F);
    for (size_t j = 0; j < layer.stride; ++j) {
        const float normed = j < layer.width ? ((piece_max(j) - mean) * scale) * layer.gain[j] + layer.shift[j] : 0.0F;
        out[j] = residual ? normed + residual[j] : normed;
    }
}

[[gnu::always_inline]] inline void state(const StateLayer& layer, const float* const* slots, float* hidden,
                                         float* scores) {
    for (size_t o = 0; o < layer.stride; ++o) {
        float best = 0;
        for (size_t p = 0; p < layer.pieces; ++p) {
            const size_t at = p * layer.stride + o;
            float u = 0;
            for (size_t f = 0; f < layer.slots; ++f) u += slots[f][at];
            u += layer.bias[at];
            best = p == 0 || !(best > u) ? u : best;
        }
        hidden[o] = best;
    }
    const float* row = hidden;
    product(&row, 1, layer.upper, layer.upper_bias, layer.upper.outputs, scores, layer.upper.outputs);
}

uint32_t best(const float* scores, const int32_t* mask, size_t n) {
    uint32_t winner = 0;
    bool found = false;
    for (size_t i = 0; i < n; ++i) {
        if (mask[i] == 0) continue;
        if (!found || scores[i] > scores[winner] || (std::isnan(scores[winner]) && !std::isnan(scores[i]))) {
            winner = static_cast<uint32_t>(i);
            found = true;
        }
    }
    return winner;
}

// The three that multiply and add in one rounding, once for every CPU and once for those with the instruction.
#define TALLYBOOK_COMPILED(NAME, ATTRIBUTE)                                                                         \
    struct NAME {                                                                                                   \
        ATTRIBUTE static void product(const float* const* rows, size_t n, const Panels& weights, const float* bias, \
                                      size_t columns, float* out, size_t out_stride) {                              \
            kernels::product(rows, n, weights, bias, columns, out, out_stride);                                     \
        }                                                                                                           \
        ATTRIBUTE static void maxout_norm(const MaxoutNorm& layer, const float* y, const float* residual,           \
                                          float* out) {                                                             \
            kernels::maxout_norm(layer, y, residual, out);                                                          \
        }                                                                                                           \
        ATTRIBUTE static void state(const StateLayer& layer, const float* const* slots, float* hidden,              \
                                    float* scores) {                                                                \
            kernels::state(layer, slots, hidden, scores);                                                           \
        }                                                                                                           \
        static constexpr Kernels kTable{"scalar", product, sum, maxout_norm, state, best};                          \
    }

TALLYBOOK_COMPILED(Plain, );
#if defined(__x86_64__)
TALLYBOOK_COMPILED(Fused, [[gnu::target("fma")]]);
#endif

}  // namespace

const Kernels& scalar() {
#if defined(__x86_64__)
    static const bool fused = __builtin_cpu_supports("fma");
    if (fused) return Fused::kTable;
#endif
    return Plain::kTable;
}

}  // namespace tallybook::kernels
