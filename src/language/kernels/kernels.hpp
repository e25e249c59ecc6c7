// The arithmetic of the networks: one table of functions per instruction set, chosen once at run time. The scalar table
// is the specification and the oracle; the others must give the same bits for every input, so that a text gives the
// same bytes on every machine. That works because the order of roundings is part of the definition:
//   product      each output is one chain of fused multiply-adds over the inputs in rising order, starting from 0.
//                A window has one chain for each of its rows; the chains are added from left to right. Then the bias.
//   maxout_norm  maximum over the pieces; sums in 16 lanes (element j in lane j mod 16), lane l with l + 8, then + 4,
//                + 2, + 1; squares by fused multiply-add; true division and square root.
//   state        the slots in order from 0, then the bias, then the maximum over the pieces; then a product.
// Turned down: a BLAS (other orders of addition on every machine) and intrinsics behind a portable wrapper (the widths
// differ, so the loops differ).
//
// All pointers are to floats aligned to 64 bytes unless said otherwise; widths ("stride") are multiples of 16 and what
// lies beyond the real width is 0 on input and on output. Nothing allocates or throws.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tallybook::kernels {

inline constexpr size_t kLanes = 16;
inline constexpr size_t round_up(size_t n) {
    return (n + kLanes - 1) / kLanes * kLanes;
}

// Weights in panels of 16 outputs: panel p, input k, lane l at data[(p * inputs + k) * 16 + l], inputs = chains *
// depth.
struct Panels {
    const float* data = nullptr;
    size_t depth = 0;    // inputs of one chain
    size_t chains = 1;   // rows of a window
    size_t outputs = 0;  // a multiple of 16
    size_t whole = 0;    // inputs of the matrix whose columns these are a part of; 0: this is all of it

    size_t inputs() const { return depth * chains; }
    size_t panel_step() const { return (whole != 0 ? whole : inputs()) * kLanes; }  // floats from panel to panel
};

struct MaxoutNorm {
    size_t width = 0;   // real width
    size_t stride = 0;  // round_up(width); piece p begins at p * stride
    size_t pieces = 0;
    const float* gain = nullptr;   // [stride]
    const float* shift = nullptr;  // [stride]
};

struct StateLayer {
    size_t slots = 0;
    size_t stride = 0;  // of the hidden layer; a slot's vector is [pieces][stride]
    size_t pieces = 0;
    const float* bias = nullptr;  // [pieces][stride]
    Panels upper;
    const float* upper_bias = nullptr;  // [upper.outputs]
};

struct Kernels {
    const char* name;

    // out[i * out_stride + o] for n rows; rows[i] points to inputs() consecutive floats (4-byte alignment is enough).
    // `bias` may be null. Output o goes to column o % columns (a multiple of 16), and where several outputs share a
    // column, it gets the largest: "columns" is weights.outputs for a plain product and the stride for a maxout layer.
    void (*product)(const float* const* rows, size_t n, const Panels& weights, const float* bias, size_t columns,
                    float* out, size_t out_stride);

    // out = (((parts[0] + parts[1]) + parts[2]) + …) + bias, n values, a multiple of 16. `bias` may be null.
    void (*sum)(const float* const* parts, size_t n_parts, const float* bias, size_t n, float* out);

    // out = norm(max over pieces of y), plus `residual` if that is not null. y: [pieces][stride]. `out` may be
    // `residual`.
    void (*maxout_norm)(const MaxoutNorm& layer, const float* y, const float* residual, float* out);

    // scores[upper.outputs] from one vector a slot. `hidden` is scratch of `stride` floats.
    void (*state)(const StateLayer& layer, const float* const* slots, float* hidden, float* scores);

    // The index of the largest score with mask[i] != 0, the first of equals; n is a multiple of 16, at least one mask
    // is set. A NaN never wins against a number; with nothing but NaNs, the first index allowed.
    uint32_t (*best)(const float* scores, const int32_t* mask, size_t n);
};

const Kernels& scalar();
const Kernels* avx2();    // nullptr: this CPU or this build has none
const Kernels* avx512();  // the same

// The fastest of these; TALLYBOOK_KERNELS=scalar|avx2|avx512 in the environment chooses another one that this CPU has.
const Kernels& chosen();

}  // namespace tallybook::kernels
