// AVX-512: a panel of sixteen outputs is one register, so a tile is eight rows by three panels in 24 accumulators.
// Otherwise as in avx2.cpp, which tells the why. On machines without AVX-512 the unit tests run this very file with its
// intrinsics emulated (SIMDe), which proves the indexes and the order of additions, not the speed.
#include "language/kernels/kernels.hpp"

#if defined(TALLYBOOK_EMULATE_AVX512)
#define TALLYBOOK_AVX512 1
#elif defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#define TALLYBOOK_AVX512 1
#include <immintrin.h>
#endif

#if defined(TALLYBOOK_AVX512)

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

// kRows rows by kPanels panels; kRows * kPanels accumulators, at most 24.
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

constexpr size_t kTileRows = 8;

// `n` tiles of kRows rows from `row` on; the row behind them.
template <size_t kRows, size_t kPanels>
size_t tiles(const float* const* rows, const Panels& weights, const Column* columns, size_t row, size_t n) {
    for (size_t i = 0; i < n; ++i, row += kRows) tile<kRows, kPanels>(rows, weights, columns, row);
    return row;
}

template <size_t kPanels>
size_t tiles_of(size_t height, const float* const* rows, const Panels& weights, const Column* columns, size_t row,
                size_t n) {
    switch (height) {
        case 8:
            return tiles<8, kPanels>(rows, weights, columns, row, n);
        case 7:
            return tiles<7, kPanels>(rows, weights, columns, row, n);
        case 6:
            return tiles<6, kPanels>(rows, weights, columns, row, n);
        case 5:
            return tiles<5, kPanels>(rows, weights, columns, row, n);
        case 4:
            return tiles<4, kPanels>(rows, weights, columns, row, n);
        case 3:
            return tiles<3, kPanels>(rows, weights, columns, row, n);
        case 2:
            return tiles<2, kPanels>(rows, weights, columns, row, n);
        default:
            return tiles<1, kPanels>(rows, weights, columns, row, n);
    }
}

// All rows with kPanels panels at a time, from `panel` on, then with fewer.
template <size_t kPanels>
void product_from(size_t panel, const float* const* rows, size_t n, const Target& target) {
    const size_t count = (n + kTileRows - 1) / kTileRows;
    const size_t height = n / count;
    const size_t taller = n % count;
    for (; panel + kPanels <= target.weights.outputs / kLanes; panel += kPanels) {
        Column columns[kPanels];
        for (size_t q = 0; q < kPanels; ++q) columns[q] = target.column(panel + q);
        const size_t row = tiles_of<kPanels>(height + 1, rows, target.weights, columns, 0, taller);
        tiles_of<kPanels>(height, rows, target.weights, columns, row, count - taller);
    }
    if constexpr (kPanels > 1) product_from<kPanels - 1>(panel, rows, n, target);
}

// One row: eight panels at a time, then fewer.
template <size_t kPanels>
void one_row(const float* const* row, const Target& target, size_t panel = 0) {
    for (; panel + kPanels <= target.weights.outputs / kLanes; panel += kPanels) {
        Column columns[kPanels];
        for (size_t q = 0; q < kPanels; ++q) columns[q] = target.column(panel + q);
        tile<1, kPanels>(row, target.weights, columns, 0);
    }
    if constexpr (kPanels > 1) one_row<kPanels / 2>(row, target, panel);
}

void product(const float* const* rows, size_t n, const Panels& weights, const float* bias, size_t columns, float* out,
             size_t out_stride) {
    const Target target{weights, bias, columns, out, out_stride};
    if (n == 1) {
        one_row<8>(rows, target);
    } else if (n > 1) {
        product_from<3>(0, rows, n, target);
    }
}

void sum(const float* const* parts, size_t n_parts, const float* bias, size_t n, float* out) {
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

inline __m512 piece_max(const MaxoutNorm& layer, const float* y, size_t j) {
    __m512 z = load(y + j);
    for (size_t p = 1; p < layer.pieces; ++p) z = _mm512_max_ps(z, load(y + p * layer.stride + j));
    return z;
}

void maxout_norm(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    const auto width = static_cast<float>(layer.width);
    const auto below = [&](size_t j) {  // the lanes that are below the width
        return layer.width - j >= kLanes ? __mmask16{0xffff} : static_cast<__mmask16>((1U << (layer.width - j)) - 1);
    };
    __m512 lanes = _mm512_setzero_ps();
    for (size_t j = 0; j < layer.stride; j += kLanes) {
        lanes = _mm512_add_ps(lanes, _mm512_maskz_mov_ps(below(j), piece_max(layer, y, j)));
    }
    const __m512 mean = _mm512_set1_ps(lane_sum(lanes) / width);
    lanes = _mm512_setzero_ps();
    for (size_t j = 0; j < layer.stride; j += kLanes) {
        const __m512 d = _mm512_maskz_mov_ps(below(j), _mm512_sub_ps(piece_max(layer, y, j), mean));
        lanes = _mm512_fmadd_ps(d, d, lanes);
    }
    const __m128 variance = _mm_set_ss(lane_sum(lanes) / width + 1e-8F);
    const __m512 scale = _mm512_set1_ps(1.0F / _mm_cvtss_f32(_mm_sqrt_ss(variance)));
    for (size_t j = 0; j < layer.stride; j += kLanes) {
        __m512 v = _mm512_mul_ps(_mm512_sub_ps(piece_max(layer, y, j), mean), scale);
        v = _mm512_add_ps(_mm512_mul_ps(v, load(layer.gain + j)), load(layer.shift + j));
        v = _mm512_maskz_mov_ps(below(j), v);
        if (residual) v = _mm512_add_ps(v, load(residual + j));
        _mm512_store_ps(out + j, v);
    }
}

void state(const StateLayer& layer, const float* const* slots, float* hidden, float* scores) {
    for (size_t o = 0; o < layer.stride; o += kLanes) {
        __m512 best = _mm512_setzero_ps();
        for (size_t p = 0; p < layer.pieces; ++p) {
            const size_t at = p * layer.stride + o;
            __m512 u = _mm512_setzero_ps();
            for (size_t f = 0; f < layer.slots; ++f) u = _mm512_add_ps(u, load(slots[f] + at));
            u = _mm512_add_ps(u, load(layer.bias + at));
            best = p == 0 ? u : _mm512_max_ps(best, u);
        }
        _mm512_store_ps(hidden + o, best);
    }
    const float* row = hidden;
    const size_t classes = layer.upper.outputs;
    one_row<8>(&row, Target{layer.upper, layer.upper_bias, classes, scores, classes});
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
        const unsigned hits = allowed(j) & _mm512_cmp_ps_mask(load(scores + j), largest, _CMP_EQ_OQ);
        if (hits != 0) return static_cast<uint32_t>(j) + static_cast<uint32_t>(__builtin_ctz(hits));
    }
    for (size_t j = 0; j < n; ++j) {
        if (mask[j] != 0) return static_cast<uint32_t>(j);
    }
    return 0;
}

}  // namespace

#if defined(TALLYBOOK_EMULATE_AVX512)

const Kernels* emulated_avx512() {
    static constexpr Kernels kTable{"emulated avx512", product, sum, maxout_norm, state, best};
    return &kTable;
}

#else

const Kernels* avx512() {
    static constexpr Kernels kTable{"avx512", product, sum, maxout_norm, state, best};
    static const bool usable = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    return usable ? &kTable : nullptr;
}

#endif

}  // namespace tallybook::kernels

#else

namespace tallybook::kernels {
const Kernels* avx512() {
    return nullptr;
}
}  // namespace tallybook::kernels

#endif
