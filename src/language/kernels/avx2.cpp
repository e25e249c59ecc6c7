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

template <size_t kRows>
inline void tile(const float* const* rows, const Panels& weights, const float* w, const float* bias, float* out,
                 size_t out_stride) {
    constexpr auto kEach = std::make_index_sequence<kRows>{};
    alignas(64) float totals[kRows * kLanes];
    const float* x[kRows];
    __m256 low[kRows];
    __m256 high[kRows];
    each(kEach, [&](auto r) { x[r] = rows[r]; });
    for (size_t chain = 0;; ++chain) {
        each(kEach, [&](auto r) { low[r] = high[r] = _mm256_setzero_ps(); });
        const size_t depth = weights.depth;
        for (size_t k = 0; k < depth; ++k) {
            const __m256 w0 = load(w);
            const __m256 w1 = load(w + 8);
            w += kLanes;
            each(kEach, [&](auto r) {
                const __m256 b = _mm256_broadcast_ss(x[r] + k);
                low[r] = _mm256_fmadd_ps(b, w0, low[r]);
                high[r] = _mm256_fmadd_ps(b, w1, high[r]);
            });
        }
        each(kEach, [&](auto r) { x[r] += depth; });
        if (chain > 0) {
            each(kEach, [&](auto r) {
                low[r] = _mm256_add_ps(load(totals + r * kLanes), low[r]);
                high[r] = _mm256_add_ps(load(totals + r * kLanes + 8), high[r]);
            });
        }
        if (chain + 1 >= weights.chains) break;
        each(kEach, [&](auto r) {
            _mm256_store_ps(totals + r * kLanes, low[r]);
            _mm256_store_ps(totals + r * kLanes + 8, high[r]);
        });
    }
    if (bias) {
        each(kEach, [&](auto r) {
            low[r] = _mm256_add_ps(low[r], load(bias));
            high[r] = _mm256_add_ps(high[r], load(bias + 8));
        });
    }
    each(kEach, [&](auto r) {
        _mm256_store_ps(out + r * out_stride, low[r]);
        _mm256_store_ps(out + r * out_stride + 8, high[r]);
    });
}

void product(const float* const* rows, size_t n, const Panels& weights, const float* bias, float* out,
             size_t out_stride) {
    for (size_t panel = 0; panel < weights.outputs / kLanes; ++panel) {
        const float* w = weights.data + panel * weights.inputs() * kLanes;
        const float* b = bias ? bias + panel * kLanes : nullptr;
        float* y = out + panel * kLanes;
        size_t i = 0;
        for (; i + 6 <= n; i += 6) tile<6>(rows + i, weights, w, b, y + i * out_stride, out_stride);
        y += i * out_stride;
        switch (n - i) {
            case 5:
                tile<5>(rows + i, weights, w, b, y, out_stride);
                break;
            case 4:
                tile<4>(rows + i, weights, w, b, y, out_stride);
                break;
            case 3:
                tile<3>(rows + i, weights, w, b, y, out_stride);
                break;
            case 2:
                tile<2>(rows + i, weights, w, b, y, out_stride);
                break;
            case 1:
                tile<1>(rows + i, weights, w, b, y, out_stride);
                break;
            default:
                break;
        }
    }
}

void sum(const float* const* parts, size_t n_parts, const float* bias, size_t n, float* out) {
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

void maxout_norm(const MaxoutNorm& layer, const float* y, const float* residual, float* out) {
    const auto width = static_cast<float>(layer.width);
    __m256 sums[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    alignas(64) float kept[512];  // the maxima, where they fit
    float* z = layer.stride <= 512 ? kept : out;
    const bool keep = layer.stride <= 512;
    for (size_t j = 0; j < layer.stride; j += 8) {
        const __m256 m = piece_max(layer, y, j);
        if (keep) _mm256_store_ps(z + j, m);
        sums[j / 8 % 2] = _mm256_add_ps(sums[j / 8 % 2], _mm256_and_ps(m, lanes_below(layer.width, j)));
    }
    const __m256 mean = _mm256_set1_ps(lane_sum(sums[0], sums[1]) / width);
    __m256 squares[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    for (size_t j = 0; j < layer.stride; j += 8) {
        const __m256 m = keep ? load(z + j) : piece_max(layer, y, j);
        const __m256 d = _mm256_and_ps(_mm256_sub_ps(m, mean), lanes_below(layer.width, j));
        squares[j / 8 % 2] = _mm256_fmadd_ps(d, d, squares[j / 8 % 2]);
    }
    const __m128 variance = _mm_set_ss(lane_sum(squares[0], squares[1]) / width + 1e-8F);
    const __m256 scale = _mm256_set1_ps(1.0F / _mm_cvtss_f32(_mm_sqrt_ss(variance)));
    for (size_t j = 0; j < layer.stride; j += 8) {
        const __m256 m = keep ? load(z + j) : piece_max(layer, y, j);
        __m256 v = _mm256_mul_ps(_mm256_sub_ps(m, mean), scale);
        v = _mm256_add_ps(_mm256_mul_ps(v, load(layer.gain + j)), load(layer.shift + j));
        v = _mm256_and_ps(v, lanes_below(layer.width, j));
        if (residual) v = _mm256_add_ps(v, load(residual + j));
        _mm256_store_ps(out + j, v);
    }
}

void state(const StateLayer& layer, const float* const* slots, float* hidden, float* scores) {
    for (size_t o = 0; o < layer.stride; o += 8) {
        __m256 best = _mm256_setzero_ps();
        for (size_t p = 0; p < layer.pieces; ++p) {
            const size_t at = p * layer.stride + o;
            __m256 u = _mm256_setzero_ps();
            for (size_t f = 0; f < layer.slots; ++f) u = _mm256_add_ps(u, load(slots[f] + at));
            u = _mm256_add_ps(u, load(layer.bias + at));
            best = p == 0 ? u : _mm256_max_ps(best, u);
        }
        _mm256_store_ps(hidden + o, best);
    }
    // One row: several panels at a time hide the latency of the chains.
    const Panels& upper = layer.upper;
    const size_t panels = upper.outputs / kLanes;
    size_t panel = 0;
    const auto run = [&]<size_t kPanels>() {
        __m256 acc[kPanels][2];
        for (size_t q = 0; q < kPanels; ++q) acc[q][0] = acc[q][1] = _mm256_setzero_ps();
        const float* w = upper.data + panel * upper.depth * kLanes;
        for (size_t k = 0; k < upper.depth; ++k) {
            const __m256 b = _mm256_broadcast_ss(hidden + k);
            for (size_t q = 0; q < kPanels; ++q) {
                const float* wq = w + (q * upper.depth + k) * kLanes;
                acc[q][0] = _mm256_fmadd_ps(b, load(wq), acc[q][0]);
                acc[q][1] = _mm256_fmadd_ps(b, load(wq + 8), acc[q][1]);
            }
        }
        for (size_t q = 0; q < kPanels; ++q) {
            const size_t o = (panel + q) * kLanes;
            _mm256_store_ps(scores + o, _mm256_add_ps(acc[q][0], load(layer.upper_bias + o)));
            _mm256_store_ps(scores + o + 8, _mm256_add_ps(acc[q][1], load(layer.upper_bias + o + 8)));
        }
        panel += kPanels;
    };
    while (panel < panels) {
        if (panels - panel == 7) {
            run.template operator()<7>();
        } else if (panels - panel >= 5) {
            run.template operator()<5>();
        } else if (panels - panel >= 3) {
            run.template operator()<3>();
        } else {
            run.template operator()<1>();
        }
    }
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
