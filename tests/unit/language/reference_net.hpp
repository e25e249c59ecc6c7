// A token network the obvious way: one sentence, all pad rows, every layer over all rows, no cache, scalar kernels.
// Keeps what every layer gave, in the order in which the golden records list them.
#pragma once

#include <string>
#include <vector>

#include "language/aligned.hpp"
#include "language/networks.hpp"
#include "language/string_id.hpp"

namespace tallybook::test {

struct Matrix {
    std::string name;
    size_t rows = 0, width = 0, stride = 0;
    std::vector<float> values;
    const float* row(size_t r) const { return values.data() + r * stride; }
};

// One row through the scalar kernels, which want aligned memory.
class ReferenceNet {
public:
    explicit ReferenceNet(const TokenNet& net) : net_(net) {}

    // All layers; the last is the result, with net.pad() rows before and after the tokens.
    std::vector<Matrix> run(const std::vector<FeatureRow>& tokens) {
        layers_.clear();
        const size_t n = tokens.size();
        const size_t inputs = net_.mixer.weights.inputs();
        AlignedFloats embedded;
        embedded.grow(n * inputs);
        for (size_t c = 0; c < net_.columns.size(); ++c) {
            const EmbedColumn& column = net_.columns[c];
            Matrix& out = add("hashembed", n);
            for (size_t i = 0; i < n; ++i) {
                const auto keys = embedding_keys(tokens[i][static_cast<size_t>(column.feature)], column.seed);
                for (size_t j = 0; j < net_.stride; ++j) {
                    float sum = 0;
                    for (const uint32_t key : keys) sum += column.table[size_t{key % column.rows} * net_.stride + j];
                    out.values[i * net_.stride + j] = sum;
                    embedded.data()[i * inputs + c * net_.stride + j] = sum;
                }
            }
        }
        AlignedFloats x;
        const size_t pad = net_.pad();
        const size_t guard = net_.window;  // zero rows beyond the pad rows
        const size_t rows = n + 2 * pad;
        x.grow((rows + 2 * guard) * net_.stride);
        std::fill_n(x.data(), x.size(), 0.0F);
        float* first = x.data() + guard * net_.stride;
        maxout(net_.mixer, embedded.data(), inputs, n, nullptr, first + pad * net_.stride);
        for (const MaxoutLayer& layer : net_.encoder) {
            AlignedFloats next;
            next.grow(x.size());
            std::fill_n(next.data(), next.size(), 0.0F);
            maxout(layer, x.data(), net_.stride, rows, first, next.data() + guard * net_.stride);
            x = std::move(next);
            first = x.data() + guard * net_.stride;
        }
        return layers_;
    }

private:
    Matrix& add(const char* name, size_t rows) {
        Matrix& out = layers_.emplace_back();
        out.name = name;
        out.rows = rows;
        out.width = net_.width;
        out.stride = net_.stride;
        out.values.resize(rows * net_.stride);
        return out;
    }

    void maxout(const MaxoutLayer& layer, const float* x, size_t step, size_t rows, const float* residual, float* out) {
        const kernels::Kernels& k = kernels::scalar();
        AlignedFloats y, normed;
        y.grow(layer.weights.outputs);
        normed.grow(net_.stride);
        add("maxout", rows);
        add("layernorm", rows);
        const size_t at = layers_.size() - 2;
        if (residual) add("residual", rows);
        for (size_t i = 0; i < rows; ++i) {
            const float* row = x + i * step;
            k.product(&row, 1, layer.weights, layer.bias, layer.weights.outputs, y.data(), layer.weights.outputs);
            for (size_t j = 0; j < net_.width; ++j) {
                float best = y.data()[j];
                for (size_t p = 1; p < layer.norm.pieces; ++p) best = std::max(best, y.data()[p * net_.stride + j]);
                layers_[at].values[i * net_.stride + j] = best;
            }
            k.maxout_norm(layer.norm, y.data(), nullptr, normed.data());
            for (size_t j = 0; j < net_.stride; ++j) {
                layers_[at + 1].values[i * net_.stride + j] = normed.data()[j];
                const float sum = residual ? normed.data()[j] + residual[i * net_.stride + j] : normed.data()[j];
                out[i * net_.stride + j] = sum;
                if (residual) layers_[at + 2].values[i * net_.stride + j] = sum;
            }
        }
    }

    const TokenNet& net_;
    std::vector<Matrix> layers_;
};

}  // namespace tallybook::test
