// AVX2 with FMA: six rows by sixteen outputs in twelve accumulators. The loads of a step (six broadcasts, two weight
// vectors) stay below the two multiply-adds a cycle that the core can do. Rows come as pointers, so windows and rows of
// several sentences need no copy. Compiled with its own flags: include nothing here that has inline functions of
// other files in it, the linker might keep this file's copy for machines without AVX2.
#include "language/kernels/kernels.hpp"

#if defined(__AVX2__) && defined(__FMA__)

#include <immintrin.h>

#include <utility>

namespace tallybook::kernels {
namespace {

inline __m256 load(const float* p) {
    return _mm256_load_ps(p);
}

// Calls f(0), f(1) … with constants: loops that the compiler would unroll too late to keep arrays in registers.
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

    void put(size_t row, __m256 low, __m256 high) const {
        if (bias) {
            low = _mm256_add_ps(low, load(bias));
            high = _mm256_add_ps(high, load(bias + 8));
        }
        float* y = out + row * stride;
        if (shared) {
            low = _mm256_max_ps(load(y), low);
            high = _mm256_max_ps(load(y + 8), high);
        }
        _mm256_store_ps(y, low);
        _mm256_store_ps(y + 8, high);
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

// kRows rows by kPanels panels; 2 * kRows * kPanels accumulators, at most 14.
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
    __m256 low[kRows * kPanels];  // of row r and panel q at r * kPanels + q
    __m256 high[kRows * kPanels];
    each(kEachRow, [&](auto r) { x[r] = rows[first_row + r]; });
    for (size_t chain = 0;; ++chain) {
        each(kEach, [&](auto i) { low[i] = high[i] = _mm256_setzero_ps(); });
        for (size_t k = 0; k < depth; ++k) {
            if constexpr (kPanels == 1) {
                const __m256 w0 = load(w);
                const __m256 w1 = load(w + 8);
                each(kEachRow, [&](auto r) {
                    const __m256 b = _mm256_broadcast_ss(x[r] + k);
                    low[r] = _mm256_fmadd_ps(b, w0, low[r]);
                    high[r] = _mm256_fmadd_ps(b, w1, high[r]);
                });
            } else {
                __m256 b[kRows];
                each(kEachRow, [&](auto r) { b[r] = _mm256_broadcast_ss(x[r] + k); });
                each(kEachPanel, [&](auto q) {
                    const float* one = w + q * step;
                    each(kEachRow, [&](auto r) {
                        constexpr size_t i = r * kPanels + q;
                        low[i] = _mm256_fmadd_ps(b[r], load(one), low[i]);
                        high[i] = _mm256_fmadd_ps(b[r], load(one + 8), high[i]);
                    });
                });
            }
            w += kLanes;
        }
        each(kEachRow, [&](auto r) { x[r] += depth; });
        if (chain > 0) {
            each(kEach, [&](auto i) {
                low[i] = _mm256_add_ps(load(totals + i * kLanes), low[i]);
                high[i] = _mm256_add_ps(load(totals + i * kLanes + 8), high[i]);
            });
        }
        if (chain + 1 >= weights.chains) break;
        each(kEach, [&](auto i) {
            _mm256_store_ps(totals + i * kLanes, low[i]);
            _mm256_store_ps(totals + i * kLanes + 8, high[i]);
        });
    }
    each(kEachPanel, [&](auto q) {
        each(kEachRow, [&](auto r) { columns[q].put(first_row + r, low[r * kPanels + q], high[r * kPanels + q]); });
    });
}

// The panels from `panel` on with kRows rows, kPanels at a time: with few rows, several panels keep both multipliers
// busy.
template <size_t kRows, size_t kPanels>
void few_rows(const float* const* rows, const Target& target, size_t panel = 0) {
    const size_t panels = target.weights.outputs / kLanes;
    for (; panel + kPanels <= panels; panel += kPanels) {
        Column columns[kPanels];
        for (size_t q = 0; q < kPanels; ++q) columns[q] = target.column(panel + q);
        tile<kRows, kPanels>(rows, target.weights, columns, 0);
    }
    if constexpr (kPanels > 1) few_rows<kRows, kPanels - 1>(rows, target, panel);
}

constexpr size_t kTileRows = 6;

// `n` tiles of kRows rows from `row` on; the row behind them.
template <size_t kRows>
size_t tiles(const float* const* rows, const Panels& weights, const Column& column, size_t row, size_t n) {
    for (size_t i = 0; i < n; ++i, row += kRows) tile<kRows, 1>(rows, weights, &column, row);
    return row;
}

size_t tiles(size_t height, const float* const* rows, const Panels& weights, const Column& column, size_t row,
             size_t n) {
    switch (height) {
        case 6:
            return tiles<6>(rows, weights, column, row, n);
        case 5:
            return tiles<5>(rows, weights, column, row, n);
        case 4:
            return tiles<4>(rows, weights, column, row, n);
        default:
            return tiles<3>(rows, weights, column, row, n);
    }
}

void product(const float* const* rows, size_t n, const Panels& weights, const float* bias, size_t columns, float* out,
             size_t out_stride) {
    const Target target{weights, bias, columns, out, out_stride};
    switch (n) {
        case 0:
            return;
        case 1:
            return few_rows<1, 7>(rows, target);
        case 2:
            return few_rows<2, 3>(rows, target);
        case 3:
            return few_rows<3, 2>(rows, target);
        default:
            break;
    }
    // Tiles of nearly equal height: seven rows are four and three, because one row takes as long as four.
    const size_t count = (n + kTileRows - 1) / kTileRows;
    const size_t height = n / count;
    const size_t taller = n % count;
    for (size_t panel = 0; panel < weights.outputs / kLanes; ++panel) {
        const Column column = target.column(panel);
        const size_t row = tiles(height + 1, rows, weights, column, 0, taller);
        tiles(height, rows, weights, column, row, count - taller);
    }
}

void sum(const float* const* parts, size_t n_parts, const float* bias, size_t n, float* out) {
    if (n_parts == 3 && bias) {  // a window of three rows
        const float* left = parts[0];
        const float* middle = parts[1];
        const float* right = parts[2];
        for (size_t j = 0; j < n; j += 8) {
            const __m256 total = _mm256_add_ps(_mm256_add_ps(load(left + j), load(middle + j)), load(right + j));
            _mm256_store_ps(out + j, _mm256_add_ps(total, load(bias + j)));
        }
        return;
    }
    for (size_t j = 0; j < n; j += 8) {
        __m256 total = load(parts[0] + j);
        for (size_t p = 1; p < n_parts; ++p) total = _mm256_add_ps(total, load(parts[p] + j));
        if (bias) total = _mm256_add_ps(total, load(bias + j));
        _mm256_store_ps(out + j, total);
    }
}

// Lanes 0–7 in `low`, 8–15 in `high`.
inline float lane_sum(__m256 low, __m256 high) {
    const __m256 eight = _mm256_add_ps(low, high);
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}

inline __m256 piece_max(const MaxoutNorm& layer, const float* y, size_t j) {
    __m256 z = load(y + j);
    for (size_t p = 1; p < layer.pieces; ++p) z = _mm256_max_ps(z, load(y + p * layer.stride + j));
    return z;
}

// All ones in the lanes j … j + 7 that are below the width.
inline __m256 lanes_below(size_t width, size_t j) {
    const __m256i index =
        _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(j)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    return _mm256_castsi256_ps(_mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(width)), index));
}

inline __m256 norm_scale(__m256 low, __m256 high, float width) {
    const __m128 variance = _mm_set_ss(lane_sum(low, high) / width + 1e-8F);
    return _mm256_set1_ps(1.0F / _mm_cvtss_f32(_mm_sqrt_ss(variance)));
}

// Any width; the maxima are computed three times.
void maxout_norm_any(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    const auto width = static_cast<float>(layer.width);
    __m256 sums[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    for (size_t j = 0; j < layer.stride; j += 8) {
        const __m256 z = _mm256_and_ps(piece_max(layer, y, j), lanes_below(layer.width, j));
        sums[j / 8 % 2] = _mm256_add_ps(sums[j / 8 % 2], z);
    }
    const __m256 mean = _mm256_set1_ps(lane_sum(sums[0], sums[1]) / width);
    __m256 squares[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    for (size_t j = 0; j < layer.stride; j += 8) {
        const __m256 d = _mm256_and_ps(_mm256_sub_ps(piece_max(layer, y, j), mean), lanes_below(layer.width, j));
        squares[j / 8 % 2] = _mm256_fmadd_ps(d, d, squares[j / 8 % 2]);
    }
    const __m256 scale = norm_scale(squares[0], squares[1], width);
    for (size_t j = 0; j < layer.stride; j += 8) {
        __m256 v = _mm256_mul_ps(_mm256_sub_ps(piece_max(layer, y, j), mean), scale);
        v = _mm256_add_ps(_mm256_mul_ps(v, load(layer.gain + j)), load(layer.shift + j));
        v = _mm256_and_ps(v, lanes_below(layer.width, j));
        if (residual) v = _mm256_add_ps(v, load(residual + j));
        _mm256_store_ps(out + j, v);
    }
}

// A width of kBlocks * 16, with all maxima in registers.
template <size_t kBlocks>
void maxout_norm_fixed(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    constexpr auto kEach = std::make_index_sequence<kBlocks>{};
    const auto width = static_cast<float>(layer.width);
    __m256 low[kBlocks];
    __m256 high[kBlocks];
    each(kEach, [&](auto b) {
        low[b] = load(y + b * kLanes);
        high[b] = load(y + b * kLanes + 8);
    });
    for (size_t p = 1; p < layer.pieces; ++p) {
        const float* piece = y + p * layer.stride;
        each(kEach, [&](auto b) {
            low[b] = _mm256_max_ps(low[b], load(piece + b * kLanes));
            high[b] = _mm256_max_ps(high[b], load(piece + b * kLanes + 8));
        });
    }
    __m256 sum_low = _mm256_setzero_ps();
    __m256 sum_high = _mm256_setzero_ps();
    each(kEach, [&](auto b) {
        sum_low = _mm256_add_ps(sum_low, low[b]);
        sum_high = _mm256_add_ps(sum_high, high[b]);
    });
    const __m256 mean = _mm256_set1_ps(lane_sum(sum_low, sum_high) / width);
    sum_low = sum_high = _mm256_setzero_ps();
    each(kEach, [&](auto b) {
        low[b] = _mm256_sub_ps(low[b], mean);
        high[b] = _mm256_sub_ps(high[b], mean);
        sum_low = _mm256_fmadd_ps(low[b], low[b], sum_low);
        sum_high = _mm256_fmadd_ps(high[b], high[b], sum_high);
    });
    const __m256 scale = norm_scale(sum_low, sum_high, width);
    const auto finish = [&](__m256 d, size_t j) {
        const __m256 v = _mm256_mul_ps(_mm256_mul_ps(d, scale), load(layer.gain + j));
        return _mm256_add_ps(v, load(layer.shift + j));
    };
    each(kEach, [&](auto b) {
        constexpr size_t j = b * kLanes;
        low[b] = finish(low[b], j);
        high[b] = finish(high[b], j + 8);
    });
    if (residual) {
        each(kEach, [&](auto b) {
            low[b] = _mm256_add_ps(low[b], load(residual + b * kLanes));
            high[b] = _mm256_add_ps(high[b], load(residual + b * kLanes + 8));
        });
    }
    each(kEach, [&](auto b) {
        _mm256_store_ps(out + b * kLanes, low[b]);
        _mm256_store_ps(out + b * kLanes + 8, high[b]);
    });
}

void maxout_norm(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    switch (layer.width == layer.stride ? layer.width / kLanes : 0) {
        case 1:
            return maxout_norm_fixed<1>(layer, y, residual, out);
        case 2:
            return maxout_norm_fixed<2>(layer, y, residual, out);
        case 3:
            return maxout_norm_fixed<3>(layer, y, residual, out);
        case 4:
            return maxout_norm_fixed<4>(layer, y, residual, out);
        case 6:
            return maxout_norm_fixed<6>(layer, y, residual, out);
        default:
            return maxout_norm_any(layer, y, residual, out);
    }
}

// The sum over the slots for eight outputs of a piece.
template <size_t kSlots>
inline __m256 slot_sum(const float* const* slots, size_t n, size_t at, const float* bias) {
    __m256 u = _mm256_setzero_ps();
    if constexpr (kSlots != 0) {
        each(std::make_index_sequence<kSlots>{}, [&](auto f) { u = _mm256_add_ps(u, load(slots[f] + at)); });
    } else {
        for (size_t f = 0; f < n; ++f) u = _mm256_add_ps(u, load(slots[f] + at));
    }
    return _mm256_add_ps(u, load(bias + at));
}

// kSlots 0: any number.
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
    for (size_t o = 0; o < stride; o += 8) {
        __m256 best = slot_sum<kSlots>(slots, n, o, bias);
        for (size_t p = 1; p < pieces; ++p)
            best = _mm256_max_ps(best, slot_sum<kSlots>(slots, n, p * stride + o, bias));
        _mm256_store_ps(hidden + o, best);
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
    few_rows<1, 7>(&row, Target{layer.upper, layer.upper_bias, classes, scores, classes});
}

uint32_t best(const float* scores, const int32_t* mask, size_t n) {
    // Two passes: the largest allowed score, then the first index that has it. NaNs lose every comparison.
    const __m256 lowest = _mm256_set1_ps(-__builtin_inff());
    __m256 top = lowest;
    for (size_t j = 0; j < n; j += 8) {
        const __m256i m = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(mask + j));
        const __m256i off = _mm256_cmpeq_epi32(m, _mm256_setzero_si256());
        top = _mm256_max_ps(_mm256_blendv_ps(load(scores + j), lowest, _mm256_castsi256_ps(off)), top);
    }
    __m128 four = _mm_max_ps(_mm256_castps256_ps128(top), _mm256_extractf128_ps(top, 1));
    four = _mm_max_ps(four, _mm_movehl_ps(four, four));
    four = _mm_max_ss(four, _mm_shuffle_ps(four, four, 1));
    const __m256 largest = _mm256_broadcastss_ps(four);
    for (size_t j = 0; j < n; j += 8) {
        const __m256i m = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(mask + j));
        const __m256i off = _mm256_cmpeq_epi32(m, _mm256_setzero_si256());
        const __m256 same = _mm256_cmp_ps(load(scores + j), largest, _CMP_EQ_OQ);
        const int hits = _mm256_movemask_ps(_mm256_andnot_ps(_mm256_castsi256_ps(off), same));
        if (hits != 0)
            return static_cast<uint32_t>(j) + static_cast<uint32_t>(__builtin_ctz(static_cast<unsigned>(hits)));
    }
    for (size_t j = 0; j < n; ++j) {
        if (mask[j] != 0) return static_cast<uint32_t>(j);
    }
    return 0;
}

constexpr Kernels kAvx2{"avx2", product, sum, maxout_norm, state, best};

}  // namespace

const Kernels* avx2() {
    static const bool usable = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return usable ? &kAvx2 : nullptr;
}

}  // namespace tallybook::kernels

#else

namespace tallybook::kernels {
const Kernels* avx2() {
    return nullptr;
}
}  // namespace tallybook::kernels

#endif
