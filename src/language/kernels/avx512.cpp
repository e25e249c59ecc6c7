// AVX-512: a panel of sixteen outputs is one register, a tile eight rows by two panels in sixteen accumulators (three
// panels no longer fit the first-level cache at our depths). The order of additions is that of the other kernels, so
// the bits are too. What is short is worth its own code here: a step of the parser keeps all its classes in registers,
// and a norm all its maxima. Compiled with its own flags: include nothing here that has inline functions of other files
// in it.
#include "language/kernels/kernels.hpp"

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)

#include <immintrin.h>

#include <utility>

namespace tallybook::kernels {
namespace {

inline __m512 load(const float* p) {
    return _mm512_load_ps(p);
}

// Calls f(0), f(1) … with constants, so that arrays stay in registers.
template <class F, size_t... I>
[[gnu::always_inline]] inline void each(std::index_sequence<I...>, F f) {
    (f(std::integral_constant<size_t, I>{}), ...);
}

// Where the results of one panel go, see Kernels::product.
struct Column {
    const float* weights;
    const float* bias;
    float* out;
    size_t stride;
    bool shared;  // take the maximum with what is there

    void put(size_t row, __m512 value) const {
        if (bias) value = _mm512_add_ps(value, load(bias));
        float* y = out + row * stride;
        if (shared) value = _mm512_max_ps(load(y), value);
        _mm512_store_ps(y, value);
    }
};

struct Target {
    const Panels& weights;
    const float* bias;
    size_t columns;
    float* out;
    size_t stride;

    Column column(size_t panel) const {
        const size_t o = panel * kLanes;
        return {weights.data + panel * weights.panel_step(), bias ? bias + o : nullptr, out + o % columns, stride,
                o >= columns};
    }
};

// kRows rows by kPanels panels in kRows * kPanels accumulators.
template <size_t kRows, size_t kPanels>
inline void tile(const float* const* rows, const Panels& weights, const Column* columns, size_t first_row) {
    constexpr auto kEach = std::make_index_sequence<kRows * kPanels>{};
    constexpr auto kEachRow = std::make_index_sequence<kRows>{};
    constexpr auto kEachPanel = std::make_index_sequence<kPanels>{};
    alignas(64) float totals[kRows * kPanels * kLanes];
    const size_t depth = weights.depth;
    const size_t step = weights.panel_step();
    const float* w = columns[0].weights;
    const float* x[kRows];
    __m512 acc[kRows * kPanels];  // of row r and panel q at r * kPanels + q
    each(kEachRow, [&](auto r) { x[r] = rows[first_row + r]; });
    for (size_t chain = 0;; ++chain) {
        each(kEach, [&](auto i) { acc[i] = _mm512_setzero_ps(); });
        for (size_t k = 0; k < depth; ++k) {
            __m512 panel[kPanels];
            each(kEachPanel, [&](auto q) { panel[q] = load(w + q * step); });
            each(kEachRow, [&](auto r) {
                const __m512 b = _mm512_set1_ps(x[r][k]);
                each(kEachPanel, [&](auto q) {
                    constexpr size_t i = r * kPanels + q;
                    acc[i] = _mm512_fmadd_ps(b, panel[q], acc[i]);
                });
            });
            w += kLanes;
        }
        each(kEachRow, [&](auto r) { x[r] += depth; });
        if (chain > 0) {
            each(kEach, [&](auto i) { acc[i] = _mm512_add_ps(load(totals + i * kLanes), acc[i]); });
        }
        if (chain + 1 >= weights.chains) break;
        each(kEach, [&](auto i) { _mm512_store_ps(totals + i * kLanes, acc[i]); });
    }
    each(kEachPanel,
         [&](auto q) { each(kEachRow, [&](auto r) { columns[q].put(first_row + r, acc[r * kPanels + q]); }); });
}

// `n` tiles of `height` rows, at most kRows, from `row` on; the row behind them.
template <size_t kRows, size_t kPanels>
size_t tiles(size_t height, const float* const* rows, const Panels& weights, const Column* columns, size_t row,
             size_t n) {
    if constexpr (kRows > 1) {
        if (height < kRows) return tiles<kRows - 1, kPanels>(height, rows, weights, columns, row, n);
    }
    for (size_t i = 0; i < n; ++i, row += kRows) tile<kRows, kPanels>(rows, weights, columns, row);
    return row;
}

// All rows with kPanels panels at a time, from `panel` on, then with fewer; tiles of nearly equal height.
template <size_t kRows, size_t kPanels>
void product_from(size_t panel, const float* const* rows, size_t n, const Target& target) {
    const size_t count = (n + kRows - 1) / kRows;
    const size_t height = n / count;
    const size_t taller = n % count;
    for (; panel + kPanels <= target.weights.outputs / kLanes; panel += kPanels) {
        Column columns[kPanels];
        for (size_t q = 0; q < kPanels; ++q) columns[q] = target.column(panel + q);
        size_t row = 0;
        if (taller > 0) row = tiles<kRows, kPanels>(height + 1, rows, target.weights, columns, 0, taller);
        tiles<kRows, kPanels>(height, rows, target.weights, columns, row, count - taller);
    }
    if constexpr (kPanels > 1) product_from<kRows, kPanels - 1>(panel, rows, n, target);
}

void product(const float* const* rows, size_t n, const Panels& weights, const float* bias, size_t columns, float* out,
             size_t out_stride) {
    const Target target{weights, bias, columns, out, out_stride};
    if (n > 1) {
        product_from<4, 4>(0, rows, n, target);
    } else if (n == 1) {
        product_from<1, 8>(0, rows, n, target);
    }
}

void sum(const float* const* parts, size_t n_parts, const float* bias, size_t n, float* out) {
    if (n_parts == 3 && bias) {  // a window of three rows
        const float* left = parts[0];
        const float* middle = parts[1];
        const float* right = parts[2];
        for (size_t j = 0; j < n; j += kLanes) {
            const __m512 total = _mm512_add_ps(_mm512_add_ps(load(left + j), load(middle + j)), load(right + j));
            _mm512_store_ps(out + j, _mm512_add_ps(total, load(bias + j)));
        }
        return;
    }
    for (size_t j = 0; j < n; j += kLanes) {
        __m512 total = load(parts[0] + j);
        for (size_t p = 1; p < n_parts; ++p) total = _mm512_add_ps(total, load(parts[p] + j));
        if (bias) total = _mm512_add_ps(total, load(bias + j));
        _mm512_store_ps(out + j, total);
    }
}

inline float lane_sum(__m512 lanes) {
    const __m256 eight = _mm256_add_ps(_mm512_castps512_ps256(lanes), _mm512_extractf32x8_ps(lanes, 1));
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}

// The lanes j … j + 15 that are below the width.
inline __mmask16 lanes_below(size_t width, size_t j) {
    return width - j >= kLanes ? __mmask16{0xffff} : static_cast<__mmask16>((1U << (width - j)) - 1);
}

inline __m512 norm_scale(__m512 squares, float width) {
    const __m128 variance = _mm_set_ss(lane_sum(squares) / width + 1e-8F);
    return _mm512_set1_ps(1.0F / _mm_cvtss_f32(_mm_sqrt_ss(variance)));
}

inline __m512 piece_max(const MaxoutNorm& layer, const float* y, size_t j) {
    __m512 z = load(y + j);
    for (size_t p = 1; p < layer.pieces; ++p) z = _mm512_max_ps(z, load(y + p * layer.stride + j));
    return z;
}

// Any width; the maxima are computed three times.
void maxout_norm_any(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    const auto width = static_cast<float>(layer.width);
    __m512 lanes = _mm512_setzero_ps();
    for (size_t j = 0; j < layer.stride; j += kLanes) {
        lanes = _mm512_add_ps(lanes, _mm512_maskz_mov_ps(lanes_below(layer.width, j), piece_max(layer, y, j)));
    }
    const __m512 mean = _mm512_set1_ps(lane_sum(lanes) / width);
    lanes = _mm512_setzero_ps();
    for (size_t j = 0; j < layer.stride; j += kLanes) {
        const __m512 d = _mm512_maskz_sub_ps(lanes_below(layer.width, j), piece_max(layer, y, j), mean);
        lanes = _mm512_fmadd_ps(d, d, lanes);
    }
    const __m512 scale = norm_scale(lanes, width);
    for (size_t j = 0; j < layer.stride; j += kLanes) {
        __m512 v = _mm512_mul_ps(_mm512_sub_ps(piece_max(layer, y, j), mean), scale);
        v = _mm512_maskz_add_ps(lanes_below(layer.width, j), _mm512_mul_ps(v, load(layer.gain + j)),
                                load(layer.shift + j));
        if (residual) v = _mm512_add_ps(v, load(residual + j));
        _mm512_store_ps(out + j, v);
    }
}

// A stride of kBlocks * 16, with all maxima in registers; only the last block may be part of one.
template <size_t kBlocks>
void maxout_norm_fixed(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    constexpr auto kEach = std::make_index_sequence<kBlocks>{};
    constexpr auto kLast = std::integral_constant<size_t, kBlocks - 1>{};
    const auto width = static_cast<float>(layer.width);
    const __mmask16 below = lanes_below(layer.width, kLast * kLanes);
    __m512 z[kBlocks];
    each(kEach, [&](auto b) { z[b] = load(y + b * kLanes); });
    for (size_t p = 1; p < layer.pieces; ++p) {
        const float* piece = y + p * layer.stride;
        each(kEach, [&](auto b) { z[b] = _mm512_max_ps(z[b], load(piece + b * kLanes)); });
    }
    z[kLast] = _mm512_maskz_mov_ps(below, z[kLast]);
    __m512 lanes = _mm512_setzero_ps();
    each(kEach, [&](auto b) { lanes = _mm512_add_ps(lanes, z[b]); });
    const __m512 mean = _mm512_set1_ps(lane_sum(lanes) / width);
    each(kEach, [&](auto b) { z[b] = _mm512_sub_ps(z[b], mean); });
    z[kLast] = _mm512_maskz_mov_ps(below, z[kLast]);
    lanes = _mm512_setzero_ps();
    each(kEach, [&](auto b) { lanes = _mm512_fmadd_ps(z[b], z[b], lanes); });
    const __m512 scale = norm_scale(lanes, width);
    each(kEach, [&](auto b) {
        const __m512 v = _mm512_mul_ps(_mm512_mul_ps(z[b], scale), load(layer.gain + b * kLanes));
        z[b] = _mm512_add_ps(v, load(layer.shift + b * kLanes));
    });
    z[kLast] = _mm512_maskz_mov_ps(below, z[kLast]);
    if (residual) each(kEach, [&](auto b) { z[b] = _mm512_add_ps(z[b], load(residual + b * kLanes)); });
    each(kEach, [&](auto b) { _mm512_store_ps(out + b * kLanes, z[b]); });
}

// The stride's own code, up to kBlocks * 16.
template <size_t kBlocks>
void maxout_norm_up_to(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    if constexpr (kBlocks > 1) {
        if (layer.stride < kBlocks * kLanes) return maxout_norm_up_to<kBlocks - 1>(layer, y, residual, out);
    }
    maxout_norm_fixed<kBlocks>(layer, y, residual, out);
}

void maxout_norm(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    if (layer.stride <= 8 * kLanes) {
        maxout_norm_up_to<8>(layer, y, residual, out);
    } else {
        maxout_norm_any(layer, y, residual, out);
    }
}

// The sum over the slots for sixteen outputs of a piece. kSlots 0: any number.
template <size_t kSlots>
inline __m512 slot_sum(const float* const* slots, size_t n, size_t at, const float* bias) {
    __m512 u = _mm512_setzero_ps();
    if constexpr (kSlots != 0) {
        each(std::make_index_sequence<kSlots>{}, [&](auto f) { u = _mm512_add_ps(u, load(slots[f] + at)); });
    } else {
        for (size_t f = 0; f < n; ++f) u = _mm512_add_ps(u, load(slots[f] + at));
    }
    return _mm512_add_ps(u, load(bias + at));
}

template <size_t kSlots>
void hidden_layer(const StateLayer& layer, const float* const* slots, float* hidden) {
    const size_t n = layer.slots;
    const size_t stride = layer.stride;
    const size_t pieces = layer.pieces;
    const float* bias = layer.bias;
    const float* own[kSlots == 0 ? 1 : kSlots];
    if constexpr (kSlots != 0) {
        each(std::make_index_sequence<kSlots>{}, [&](auto f) { own[f] = slots[f]; });
        slots = own;
    }
    for (size_t o = 0; o < stride; o += kLanes) {
        __m512 best = slot_sum<kSlots>(slots, n, o, bias);
        for (size_t p = 1; p < pieces; ++p)
            best = _mm512_max_ps(best, slot_sum<kSlots>(slots, n, p * stride + o, bias));
        _mm512_store_ps(hidden + o, best);
    }
}

void state(const StateLayer& layer, const float* const* slots, float* hidden, float* scores) {
    switch (layer.slots) {
        case 8:
            hidden_layer<8>(layer, slots, hidden);
            break;  // parser
        case 3:
            hidden_layer<3>(layer, slots, hidden);
            break;  // entities
        default:
            hidden_layer<0>(layer, slots, hidden);
            break;
    }
    const float* row = hidden;
    const size_t classes = layer.upper.outputs;
    product_from<1, 8>(0, &row, 1, Target{layer.upper, layer.upper_bias, classes, scores, classes});
}

uint32_t best(const float* scores, const int32_t* mask, size_t n) {
    // Two passes: the largest allowed score, then the first index that has it. NaNs lose every comparison.
    const auto allowed = [&](size_t j) {
        const __m512i m = _mm512_loadu_si512(mask + j);
        return _mm512_test_epi32_mask(m, m);
    };
    const __m512 lowest = _mm512_set1_ps(-__builtin_inff());
    __m512 top = lowest;
    for (size_t j = 0; j < n; j += kLanes) {
        top = _mm512_max_ps(_mm512_mask_mov_ps(lowest, allowed(j), load(scores + j)), top);
    }
    const __m512 largest = _mm512_set1_ps(_mm512_reduce_max_ps(top));
    for (size_t j = 0; j < n; j += kLanes) {
        const unsigned hits = _mm512_mask_cmp_ps_mask(allowed(j), load(scores + j), largest, _CMP_EQ_OQ);
        if (hits != 0) return static_cast<uint32_t>(j) + static_cast<uint32_t>(__builtin_ctz(hits));
    }
    for (size_t j = 0; j < n; ++j) {
        if (mask[j] != 0) return static_cast<uint32_t>(j);
    }
    return 0;
}

constexpr Kernels kAvx512{"avx512", product, sum, maxout_norm, state, best};

}  // namespace

const Kernels* avx512() {
    static const bool usable =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    return usable ? &kAvx512 : nullptr;
}

}  // namespace tallybook::kernels

#else

namespace tallybook::kernels {
const Kernels* avx512() {
    return nullptr;
}
}  // namespace tallybook::kernels

#endif
