#include "language/token_net.hpp"

#include <algorithm>
#include <cstring>

#include "language/string_id.hpp"

namespace tallybook {
namespace {

// Fresh types that are computed together.
constexpr size_t kTypeBlock = 96;

// The type cache is larger than the processor's caches: fetch what a row needs while others are computed.
constexpr size_t kPrefetchRows = 2;

// The maxima over the pieces for these rows, [rows][stride].
void run_maxout(const kernels::Kernels& k, const MaxoutLayer& layer, std::span<const float* const> rows,
                float* maxima) {
    const size_t stride = layer.norm.stride;
    k.product(rows.data(), rows.size(), layer.weights, layer.bias, stride, maxima, stride);
}

// A norm of maxima that are taken already.
kernels::MaxoutNorm one_piece(const MaxoutLayer& layer) {
    kernels::MaxoutNorm norm = layer.norm;
    norm.pieces = 1;
    return norm;
}

}  // namespace

TokenNetRunner::TokenNetRunner(const TokenNet& net, const kernels::Kernels& k, size_t cache_bytes)
    : net_(net), k_(k), cache_(net, cache_bytes) {
    size_t outputs = net.mixer.weights.outputs;
    for (const MaxoutLayer& layer : net.encoder) outputs = std::max(outputs, layer.weights.outputs);
    products_.grow(kTypeBlock * outputs);
    embedded_.grow(kTypeBlock * net.mixer.weights.inputs());
    const MaxoutLayer& first = net.encoder.front();
    zeros_.grow(std::max(first.weights.outputs, net.stride));
    std::fill_n(zeros_.data(), zeros_.size(), 0.0F);
    const std::vector<const float*> parts(net.row_parts(), zeros_.data());
    k_.sum(parts.data(), parts.size(), first.bias, first.weights.outputs, products_.data());
    constant_.grow(net.stride);
    k_.maxout_norm(first.norm, products_.data(), zeros_.data(), constant_.data());
}

void TokenNetRunner::lay_out(std::span<const uint32_t> lengths) {
    extents_.clear();
    rows_ = net_.pad();
    for (const uint32_t length : lengths) {
        extents_.push_back({rows_, rows_ + length});
        rows_ += length + net_.pad();
    }
    current_.grow(rows_ * net_.stride);
    next_.grow(rows_ * net_.stride);
    maxima_.grow(rows_ * net_.stride);
    slot_of_row_.assign(rows_, 0);
}

// Embedding and mixer of the tokens [first, last) of fresh_tokens_, then their shares of the first layer.
void TokenNetRunner::embed(std::span<const NetToken> tokens, size_t first, size_t last) {
    const size_t stride = net_.stride;
    const size_t inputs = net_.mixer.weights.inputs();
    pointers_.clear();
    for (size_t i = first; i < last; ++i) {
        const FeatureRow& features = *tokens[fresh_tokens_[i]].features;
        float* row = embedded_.data() + (i - first) * inputs;
        for (size_t c = 0; c < net_.columns.size(); ++c) {
            const EmbedColumn& column = net_.columns[c];
            const auto keys = embedding_keys(features[static_cast<size_t>(column.feature)], column.seed);
            const float* parts[4];
            for (size_t p = 0; p < 4; ++p) parts[p] = column.table + size_t{keys[p] % column.rows} * stride;
            k_.sum(parts, 4, nullptr, stride, row + c * stride);
        }
        pointers_.push_back(row);
    }
    run_maxout(k_, net_.mixer, pointers_, products_.data());
    const kernels::MaxoutNorm norm = one_piece(net_.mixer);
    pointers_.clear();
    for (size_t i = first; i < last; ++i) {
        float* mixed = cache_.mixed(fresh_slots_[i]);
        k_.maxout_norm(norm, products_.data() + (i - first) * stride, nullptr, mixed);
        pointers_.push_back(mixed);
    }
    // The share of window row r is the product with that row's columns alone.
    const kernels::Panels& whole = net_.encoder.front().weights;
    for (size_t r = 0; r < net_.row_parts(); ++r) {
        const float* columns = whole.data + r * whole.depth * kernels::kLanes;
        const kernels::Panels share{columns, whole.depth, 1, whole.outputs, whole.inputs()};
        k_.product(pointers_.data(), pointers_.size(), share, nullptr, whole.outputs, products_.data(), whole.outputs);
        for (size_t i = first; i < last; ++i) {
            std::memcpy(cache_.shares(fresh_slots_[i]) + r * whole.outputs,
                        products_.data() + (i - first) * whole.outputs, whole.outputs * sizeof(float));
        }
    }
}

void TokenNetRunner::fill_types(std::span<const NetToken> tokens) {
    cache_.begin_batch();
    fresh_slots_.clear();
    fresh_tokens_.clear();
    size_t token = 0;
    for (const Extent& extent : extents_) {
        for (size_t row = extent.begin; row < extent.end; ++row, ++token) {
            const TypeCache::Found found = cache_.find_or_add(tokens[token].type);
            slot_of_row_[row] = found.slot + 1;
            if (!found.fresh) continue;
            fresh_slots_.push_back(found.slot);
            fresh_tokens_.push_back(static_cast<uint32_t>(token));
        }
    }
    for (size_t i = 0; i < fresh_slots_.size(); i += kTypeBlock) {
        embed(tokens, i, std::min(i + kTypeBlock, fresh_slots_.size()));
    }
}

template <class F>
void TokenNetRunner::for_needed_rows(size_t number, F f) const {
    // Beside each sentence: `margin` pad rows on both sides; margins of neighbours may overlap in the shared rows.
    const size_t margin = (net_.encoder.size() - number) * net_.window;
    size_t done = 0;
    for (const Extent& extent : extents_) {
        for (size_t row = std::max(done, extent.begin - margin); row < extent.end + margin; ++row) f(row);
        done = extent.end + margin;
    }
}

void TokenNetRunner::first_layer() {
    const MaxoutLayer& first = net_.encoder.front();
    const size_t outputs = first.weights.outputs;
    const size_t window = net_.window;
    std::vector<const float*>& parts = pointers_;
    for_needed_rows(1, [&](size_t row) {
        float* out = next_.data() + row * net_.stride;
        if (const size_t ahead = row + window + kPrefetchRows; ahead < rows_ && slot_of_row_[ahead] != 0) {
            cache_.prefetch(slot_of_row_[ahead] - 1);
        }
        parts.clear();
        bool any = false;
        for (size_t r = 0; r < net_.row_parts(); ++r) {
            const size_t at = row + r;  // row - window + r, the pads reach far enough
            const uint32_t slot = at >= window && at - window < rows_ ? slot_of_row_[at - window] : 0;
            any = any || slot != 0;
            parts.push_back(slot == 0 ? zeros_.data() : cache_.shares(slot - 1) + r * outputs);
        }
        if (!any) {
            std::memcpy(out, constant_.data(), net_.stride * sizeof(float));
            return;
        }
        k_.sum(parts.data(), parts.size(), first.bias, outputs, products_.data());
        const uint32_t own = slot_of_row_[row];
        k_.maxout_norm(first.norm, products_.data(), own == 0 ? zeros_.data() : cache_.mixed(own - 1), out);
    });
}

void TokenNetRunner::layer(size_t number) {
    const MaxoutLayer& layer = net_.encoder[number - 1];
    const size_t stride = net_.stride;
    const float* from = current_.data();
    needed_.clear();
    pointers_.clear();
    for_needed_rows(number, [&](size_t row) {
        needed_.push_back(row);
        pointers_.push_back(from + (row - net_.window) * stride);
    });
    run_maxout(k_, layer, pointers_, maxima_.data());
    const kernels::MaxoutNorm norm = one_piece(layer);
    for (size_t i = 0; i < needed_.size(); ++i) {
        const size_t at = needed_[i] * stride;
        k_.maxout_norm(norm, maxima_.data() + i * stride, from + at, next_.data() + at);
    }
}

std::span<const float* const> TokenNetRunner::run(std::span<const NetToken> tokens, std::span<const uint32_t> lengths,
                                                  LayerObserver* observer) {
    lay_out(lengths);
    fill_types(tokens);
    if (observer) {
        for (size_t row = 0; row < rows_; ++row) {
            if (slot_of_row_[row] != 0) observer->row(0, row, cache_.mixed(slot_of_row_[row] - 1));
        }
    }
    for (size_t number = 1; number <= net_.encoder.size(); ++number) {
        if (number == 1) {
            first_layer();
        } else {
            layer(number);
        }
        std::swap(current_, next_);
        if (observer) {
            for_needed_rows(number,
                            [&](size_t row) { observer->row(number, row, current_.data() + row * net_.stride); });
        }
    }
    result_.clear();
    for (const Extent& extent : extents_) {
        for (size_t row = extent.begin; row < extent.end; ++row) result_.push_back(current_.data() + row * net_.stride);
    }
    return result_;
}

}  // namespace tallybook
