#include "language/thinc_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "base/errors.hpp"

namespace tallybook {
namespace {

using msgpack::Value;

// Layers that the networks of this kind are made of. Names of combined layers join these with ">>", "|" and brackets.
constexpr std::array kKnownLayers = std::to_array<std::string_view>(
    {"extract_features", "list2ragged", "ragged2list", "list2array", "with_array", "ints-getitem", "hashembed",
     "maxout", "layernorm", "dropout", "expand_window", "residual", "softmax", "linear", "parser_model",
     "precomputable_affine", "tok2vec-listener"});

// The first part of the name that is no known layer, empty where all are.
std::string_view unknown_part(std::string_view name) {
    while (!name.empty()) {
        const size_t end = std::min(name.find_first_of(">|()"), name.size());
        const std::string_view part = name.substr(0, end);
        if (!part.empty() && std::find(kKnownLayers.begin(), kKnownLayers.end(), part) == kKnownLayers.end()) {
            return part;
        }
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return {};
}

size_t pieces_of(const std::vector<size_t>& shape) {
    size_t count = 1;
    for (const size_t extent : shape) count *= extent;
    return count;
}

}  // namespace

Error ThincModel::wrong_layers(const std::string& what) const {
    return {errors::kModelArchitecture,
            what + "; only spaCy pipelines with a hash-embedding CNN (en_core_web_sm 3.8.0 is one) can be imported",
            file_};
}

Error ThincModel::wrong_shape(size_t node, const std::string& what) const {
    return {errors::kModelShape,
            "layer " + std::to_string(node) + " (" + nodes_[node].name + ") does not fit the others: " + what, file_};
}

Result<ThincModel> ThincModel::read(std::string_view bytes, std::string file) {
    ThincModel model;
    model.file_ = std::move(file);
    auto root = msgpack::parse(bytes);
    if (!root) return Error{root.error().code, root.error().message, model.file_};
    model.root_ = *std::move(root);
    const Value* lists[4] = {};
    size_t at = 0;
    for (const char* key : {"nodes", "attrs", "params", "shims"}) {
        lists[at] = model.root_.find(key);
        if (!lists[at] || !lists[at]->is_array() || lists[at]->items.size() != lists[0]->items.size()) {
            return model.wrong_layers(std::string("this is no model file (its list of ") + key + " is missing)");
        }
        ++at;
    }
    for (size_t i = 0; i < lists[0]->items.size(); ++i) {
        const Value& node = lists[0]->items[i];
        const Value* name = node.find("name");
        if (!name || !name->is_text()) return model.wrong_layers("layer " + std::to_string(i) + " has no name");
        model.nodes_.push_back(
            {std::string(name->text), node.find("dims"), node.find("refs"), &lists[1]->items[i], &lists[2]->items[i]});
        if (const std::string_view part = unknown_part(name->text); !part.empty()) {
            return model.wrong_layers("layer " + std::to_string(i) + " is of an unknown kind, \"" + std::string(part) +
                                      "\"");
        }
    }
    return model;
}

std::vector<size_t> ThincModel::nodes_called(std::string_view name) const {
    std::vector<size_t> found;
    for (size_t i = 0; i < nodes_.size(); ++i) {
        if (nodes_[i].name == name) found.push_back(i);
    }
    return found;
}

Result<Value> ThincModel::attribute(size_t node, std::string_view name) const {
    const Value* packed = nodes_[node].attrs->find(name);
    if (!packed || !packed->is_text()) return wrong_shape(node, "it lacks the attribute " + std::string(name));
    return msgpack::parse(packed->text);
}

Result<size_t> ThincModel::whole_attribute(size_t node, std::string_view name) const {
    auto value = attribute(node, name);
    if (!value) return value.error();
    if (!value->is_unsigned() || value->integer > UINT32_MAX) {
        return wrong_shape(node, "its attribute " + std::string(name) + " is no small number");
    }
    return static_cast<size_t>(value->integer);
}

Result<std::vector<float>> ThincModel::array(size_t node, std::string_view name, std::vector<size_t>& shape) const {
    const std::string label(name);
    const Value* value = nodes_[node].params->find(name);
    const Value* type = value ? value->find("type") : nullptr;
    const Value* extents = value ? value->find("shape") : nullptr;
    const Value* data = value ? value->find("data") : nullptr;
    if (!type || !extents || !extents->is_array() || !data || !data->is_text()) {
        return wrong_shape(node, "it has no array " + label);
    }
    if (type->text != "<f4") return wrong_shape(node, label + " is not of 32-bit floats");
    bool fits = extents->items.size() == shape.size();
    for (size_t i = 0; fits && i < shape.size(); ++i) {
        const uint64_t extent = extents->items[i].integer;
        fits = extents->items[i].is_unsigned() && extent > 0 && extent <= data->text.size() &&
               (shape[i] == 0 || shape[i] == extent);
        if (fits) shape[i] = extent;
    }
    if (!fits || shape.size() > 4 || data->text.size() % sizeof(float) != 0) {
        return wrong_shape(node, label + " has another shape");
    }
    size_t left = data->text.size() / sizeof(float);
    for (const size_t extent : shape) left = left % extent == 0 ? left / extent : 0;
    if (left != 1 || pieces_of(shape) != data->text.size() / sizeof(float)) {
        return wrong_shape(node, label + " has not as many numbers as its shape says");
    }
    std::vector<float> numbers(data->text.size() / sizeof(float));
    std::memcpy(numbers.data(), data->text.data(), data->text.size());
    for (const float number : numbers) {
        if (!std::isfinite(number)) {
            return Error{errors::kModelNumber,
                         "layer " + std::to_string(node) + " (" + nodes_[node].name + "), " + label +
                             ": a weight is infinite or no number; fetch the model again",
                         file_};
        }
    }
    return numbers;
}

Result<std::vector<std::string>> ThincModel::column_names() const {
    const std::vector<size_t> nodes = nodes_called("extract_features");
    if (nodes.size() != 1) return wrong_layers("it has not exactly one extract_features layer");
    auto columns = attribute(nodes[0], "columns");
    if (!columns) return columns.error();
    std::vector<std::string> names;
    for (const Value& item : columns->items) {
        const auto known = std::find(kFeatureNames.begin(), kFeatureNames.end(), item.text);
        if (!item.is_text() || known == kFeatureNames.end()) {
            return wrong_layers("layer " + std::to_string(nodes[0]) +
                                " (extract_features) uses the unknown token feature \"" + std::string(item.text) +
                                "\"");
        }
        names.emplace_back(item.text);
    }
    return names;
}

Result<RawEmbed> ThincModel::embed(size_t node, const std::vector<std::string>& columns, size_t& width) const {
    auto column = whole_attribute(node, "column");
    if (!column) return column.error();
    auto seed = whole_attribute(node, "seed");
    if (!seed) return seed.error();
    if (*column >= columns.size()) return wrong_shape(node, "there is no such column");
    RawEmbed out;
    const auto name = std::find(kFeatureNames.begin(), kFeatureNames.end(), columns[*column]);
    out.feature = static_cast<Feature>(name - kFeatureNames.begin());
    out.seed = static_cast<uint32_t>(*seed);
    std::vector<size_t> shape = {0, width};
    auto table = array(node, "E", shape);
    if (!table) return table.error();
    out.rows = static_cast<uint32_t>(shape[0]);
    width = shape[1];
    out.table = *std::move(table);
    return out;
}

Result<RawMaxout> ThincModel::maxout(size_t node, size_t norm_node, size_t outputs, size_t inputs) const {
    RawMaxout out;
    std::vector<size_t> shape = {outputs, 0, inputs};
    auto weights = array(node, "W", shape);
    if (!weights) return weights.error();
    out.outputs = outputs;
    out.pieces = shape[1];
    out.inputs = inputs;
    out.weights = *std::move(weights);
    std::vector<size_t> bias_shape = {outputs, out.pieces};
    auto bias = array(node, "b", bias_shape);
    if (!bias) return bias.error();
    out.bias = *std::move(bias);
    std::vector<size_t> norm_shape = {outputs};
    auto gain = array(norm_node, "G", norm_shape);
    if (!gain) return gain.error();
    auto shift = array(norm_node, "b", norm_shape);
    if (!shift) return shift.error();
    out.gain = *std::move(gain);
    out.shift = *std::move(shift);
    return out;
}

Result<RawLinear> ThincModel::linear(size_t node, size_t outputs, size_t inputs) const {
    RawLinear out;
    std::vector<size_t> shape = {outputs, inputs};
    auto weights = array(node, "W", shape);
    if (!weights) return weights.error();
    out.outputs = shape[0];
    out.inputs = shape[1];
    out.weights = *std::move(weights);
    std::vector<size_t> bias_shape = {out.outputs};
    auto bias = array(node, "b", bias_shape);
    if (!bias) return bias.error();
    out.bias = *std::move(bias);
    return out;
}

Result<RawTokenNet> ThincModel::token_net() const {
    auto columns = column_names();
    if (!columns) return columns.error();
    RawTokenNet net;
    const std::vector<size_t> embeds = nodes_called("hashembed");
    if (embeds.size() != columns->size()) return wrong_layers("its columns and its hash embeddings differ in number");
    for (size_t c = 0; c < embeds.size(); ++c) {
        auto column = embed(embeds[c], *columns, net.width);
        if (!column) return column.error();
        if (kFeatureNames[static_cast<size_t>(column->feature)] != (*columns)[c]) {
            return wrong_shape(embeds[c], "it does not stand in the order of its column");
        }
        net.columns.push_back(*std::move(column));
    }
    const std::vector<size_t> maxouts = nodes_called("maxout");
    const std::vector<size_t> norms = nodes_called("layernorm");
    const std::vector<size_t> windows = nodes_called("expand_window");
    const size_t residuals = nodes_called("residual(expand_window>>maxout>>layernorm>>dropout)").size();
    if (maxouts.size() < 2 || norms.size() != maxouts.size() || windows.size() + 1 != maxouts.size() ||
        residuals != windows.size() || nodes_called("maxout>>layernorm>>dropout").empty()) {
        return wrong_layers("its layers are not a maxout mixer and residual maxout windows with layer norms");
    }
    for (const size_t node : windows) {
        auto size = whole_attribute(node, "window_size");
        if (!size) return size.error();
        if (*size == 0 || *size > 8 || (net.window != 0 && *size != net.window)) {
            return wrong_shape(node, "its window differs from the others or is no width from 1 to 8");
        }
        net.window = *size;
    }
    for (size_t l = 0; l < maxouts.size(); ++l) {
        const size_t inputs = net.width * (l == 0 ? net.columns.size() : 2 * net.window + 1);
        auto layer = maxout(maxouts[l], norms[l], net.width, inputs);
        if (!layer) return layer.error();
        net.layers.push_back(*std::move(layer));
    }
    return net;
}

Result<RawLinear> ThincModel::softmax() const {
    const std::vector<size_t> nodes = nodes_called("softmax");
    if (nodes.size() != 1) return wrong_layers("it has not exactly one softmax layer");
    return linear(nodes[0], 0, 0);
}

Result<RawTransitionNet> ThincModel::transition_net() const {
    if (nodes_.empty() || nodes_[0].name != "parser_model" || !nodes_[0].refs) {
        return wrong_layers("its first layer is no parser_model");
    }
    auto has_upper = attribute(0, "has_upper");
    if (!has_upper) return has_upper.error();
    const Value* lower_ref = nodes_[0].refs->find("lower");
    const Value* upper_ref = nodes_[0].refs->find("upper");
    const auto refers = [&](const Value* ref, std::string_view name) {
        return ref && ref->is_unsigned() && ref->integer < nodes_.size() && nodes_[ref->integer].name == name;
    };
    const std::vector<size_t> linears = nodes_called("linear");
    if (has_upper->integer == 0 || !refers(lower_ref, "precomputable_affine") || !refers(upper_ref, "linear") ||
        linears.size() != 2) {
        return wrong_layers("its first layer (parser_model) has not a lower layer, an upper layer and a linear layer");
    }
    const size_t lower = lower_ref->integer;
    const size_t upper = upper_ref->integer;
    const size_t reduce = linears[0] == upper ? linears[1] : linears[0];
    RawTransitionNet net;
    std::vector<size_t> shape = {0, 0, 0, 0};
    auto weights = array(lower, "W", shape);
    if (!weights) return weights.error();
    net.slots = shape[0];
    net.hidden = shape[1];
    net.pieces = shape[2];
    net.inputs = shape[3];
    net.lower = *std::move(weights);
    std::vector<size_t> bias_shape = {net.hidden, net.pieces};
    auto bias = array(lower, "b", bias_shape);
    if (!bias) return bias.error();
    net.bias = *std::move(bias);
    std::vector<size_t> pad_shape = {1, net.slots, net.hidden, net.pieces};
    auto pad = array(lower, "pad", pad_shape);
    if (!pad) return pad.error();
    net.pad = *std::move(pad);
    auto top = linear(upper, 0, net.hidden);
    if (!top) return top.error();
    net.upper = *std::move(top);
    auto bottom = linear(reduce, net.inputs, 0);
    if (!bottom) return bottom.error();
    net.reduce = *std::move(bottom);
    return net;
}

}  // namespace tallybook
