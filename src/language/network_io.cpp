#include "language/network_io.hpp"

#include "base/errors.hpp"

namespace tallybook {
namespace {

using kernels::kLanes;
using kernels::round_up;
using nlohmann::json;

// Sizes beyond these are no model of this kind; the bounds keep products of sizes far from overflow.
constexpr size_t kSizeLimit = size_t{1} << 14;
constexpr size_t kRowLimit = size_t{1} << 24;

// Panels from a function (output, input) → weight, both in padded coordinates.
template <class Weight>
std::vector<float> pack(size_t outputs, size_t inputs, Weight weight) {
    std::vector<float> packed(outputs * inputs);
    for (size_t o = 0; o < outputs; ++o) {
        for (size_t k = 0; k < inputs; ++k) packed[(o / kLanes * inputs + k) * kLanes + o % kLanes] = weight(o, k);
    }
    return packed;
}

std::vector<float> padded(const std::vector<float>& values) {
    std::vector<float> out(values);
    out.resize(round_up(values.size()));
    return out;
}

// [outputs][pieces] → [pieces][stride]
std::vector<float> by_piece(const float* values, size_t outputs, size_t pieces) {
    const size_t stride = round_up(outputs);
    std::vector<float> out(pieces * stride);
    for (size_t o = 0; o < outputs; ++o) {
        for (size_t p = 0; p < pieces; ++p) out[p * stride + o] = values[o * pieces + p];
    }
    return out;
}

void write_maxout(const RawMaxout& layer, size_t block, const std::string& prefix, ImageWriter& image) {
    const size_t stride = round_up(layer.outputs);
    const size_t block_stride = round_up(block);
    const size_t inputs = layer.inputs / block * block_stride;
    image.add_floats(prefix + ".weights", pack(layer.pieces * stride, inputs, [&](size_t o, size_t k) {
                         const size_t output = o % stride;
                         const size_t within = k % block_stride;
                         if (output >= layer.outputs || within >= block) return 0.0F;
                         const size_t row = output * layer.pieces + o / stride;
                         return layer.weights[row * layer.inputs + k / block_stride * block + within];
                     }));
    image.add_floats(prefix + ".bias", by_piece(layer.bias.data(), layer.outputs, layer.pieces));
    image.add_floats(prefix + ".gain", padded(layer.gain));
    image.add_floats(prefix + ".shift", padded(layer.shift));
}

// Reads sizes and sections; remembers the first thing that is wrong.
class SectionReader {
public:
    SectionReader(const Image& image, const std::string& prefix) : image_(image), prefix_(prefix) {}

    size_t size(const json& shape, const char* key, size_t limit = kSizeLimit) {
        if (shape.is_object() && shape.contains(key) && shape[key].is_number_unsigned()) {
            const auto value = shape[key].get<uint64_t>();
            if (value > 0 && value <= limit) return value;
        }
        note(key);
        return 1;
    }

    const float* floats(const std::string& name, size_t count) {
        auto values = image_.floats(prefix_ + name, count);
        if (values) return *values;
        note(name);
        return nullptr;
    }

    void note(const std::string& what) {
        if (wrong_.empty()) wrong_ = prefix_ + " " + what;
    }
    bool ok() const { return wrong_.empty(); }
    Error error() const {
        return {errors::kImageDamaged, "the model image does not fit together (" + wrong_ + "); import it again", ""};
    }

    MaxoutLayer maxout(const std::string& name, size_t width, size_t chains, size_t depth, size_t pieces) {
        MaxoutLayer layer;
        const size_t stride = round_up(width);
        layer.weights = {floats(name + ".weights", pieces * stride * chains * depth), depth, chains, pieces * stride};
        layer.bias = floats(name + ".bias", pieces * stride);
        layer.norm = {width, stride, pieces, floats(name + ".gain", stride), floats(name + ".shift", stride)};
        return layer;
    }

private:
    const Image& image_;
    std::string prefix_;
    std::string wrong_;
};

}  // namespace

json write_token_net(const RawTokenNet& net, const std::string& prefix, ImageWriter& image) {
    const size_t stride = round_up(net.width);
    json shape = {{"width", net.width}, {"window", net.window}, {"columns", json::array()}, {"pieces", json::array()}};
    for (size_t c = 0; c < net.columns.size(); ++c) {
        const RawEmbed& column = net.columns[c];
        std::vector<float> table(column.rows * stride);
        for (size_t r = 0; r < column.rows; ++r) {
            for (size_t j = 0; j < net.width; ++j) table[r * stride + j] = column.table[r * net.width + j];
        }
        image.add_floats(prefix + ".column" + std::to_string(c), table);
        shape["columns"].push_back({{"feature", kFeatureNames[static_cast<size_t>(column.feature)]},
                                    {"rows", column.rows},
                                    {"seed", column.seed}});
    }
    for (size_t l = 0; l < net.layers.size(); ++l) {
        write_maxout(net.layers[l], net.width, prefix + ".layer" + std::to_string(l), image);
        shape["pieces"].push_back(net.layers[l].pieces);
    }
    return shape;
}

json write_linear(const RawLinear& layer, const std::string& prefix, ImageWriter& image) {
    const size_t inputs = round_up(layer.inputs);
    image.add_floats(prefix + ".weights", pack(round_up(layer.outputs), inputs, [&](size_t o, size_t k) {
                         if (o >= layer.outputs || k >= layer.inputs) return 0.0F;
                         return layer.weights[o * layer.inputs + k];
                     }));
    image.add_floats(prefix + ".bias", padded(layer.bias));
    return {{"outputs", layer.outputs}, {"inputs", layer.inputs}};
}

json write_transition_net(const RawTransitionNet& net, const std::string& prefix, ImageWriter& image) {
    const size_t stride = round_up(net.hidden);
    const size_t slot_size = net.pieces * stride;
    const size_t raw_slot = net.hidden * net.pieces;
    std::vector<float> pad;
    for (size_t f = 0; f < net.slots; ++f) {
        const std::vector<float> slot = by_piece(net.pad.data() + f * raw_slot, net.hidden, net.pieces);
        pad.insert(pad.end(), slot.begin(), slot.end());
    }
    image.add_floats(prefix + ".lower", pack(net.slots * slot_size, round_up(net.inputs), [&](size_t o, size_t k) {
                         const size_t output = o % stride;
                         if (output >= net.hidden || k >= net.inputs) return 0.0F;
                         const size_t piece = o % slot_size / stride;
                         const size_t row = (o / slot_size * net.hidden + output) * net.pieces + piece;
                         return net.lower[row * net.inputs + k];
                     }));
    image.add_floats(prefix + ".pad", pad);
    image.add_floats(prefix + ".bias", by_piece(net.bias.data(), net.hidden, net.pieces));
    return {{"slots", net.slots},
            {"hidden", net.hidden},
            {"pieces", net.pieces},
            {"reduce", write_linear(net.reduce, prefix + ".reduce", image)},
            {"upper", write_linear(net.upper, prefix + ".upper", image)}};
}

Result<TokenNet> read_token_net(const Image& image, const json& shape, const std::string& prefix) {
    SectionReader reader(image, prefix);
    TokenNet net;
    net.width = reader.size(shape, "width");
    net.window = reader.size(shape, "window");
    net.stride = round_up(net.width);
    const json columns = shape.value("columns", json::array());
    const json pieces = shape.value("pieces", json::array());
    for (size_t c = 0; c < columns.size(); ++c) {
        EmbedColumn column;
        const std::string feature = columns[c].value("feature", "");
        size_t index = 0;
        while (index < kFeatureNames.size() && kFeatureNames[index] != feature) ++index;
        if (index == kFeatureNames.size()) reader.note("feature");
        column.feature = static_cast<Feature>(index);
        column.rows = static_cast<uint32_t>(reader.size(columns[c], "rows", kRowLimit));
        column.seed = columns[c].value("seed", uint32_t{0});
        column.table = reader.floats(".column" + std::to_string(c), column.rows * net.stride);
        net.columns.push_back(column);
    }
    if (columns.empty() || pieces.size() < 2) reader.note("layers");
    for (size_t l = 0; l < pieces.size() && reader.ok(); ++l) {
        const size_t n = pieces[l].is_number_unsigned() ? std::min(pieces[l].get<size_t>(), kSizeLimit) : 0;
        if (n == 0) reader.note("pieces");
        const std::string name = ".layer" + std::to_string(l);
        if (l == 0) {
            net.mixer = reader.maxout(name, net.width, 1, columns.size() * net.stride, n);
        } else {
            net.encoder.push_back(reader.maxout(name, net.width, net.row_parts(), net.stride, n));
        }
    }
    if (!reader.ok()) return reader.error();
    return net;
}

Result<Linear> read_linear(const Image& image, const json& shape, const std::string& prefix) {
    SectionReader reader(image, prefix);
    Linear layer;
    layer.outputs = reader.size(shape, "outputs");
    const size_t inputs = round_up(reader.size(shape, "inputs"));
    const size_t outputs = round_up(layer.outputs);
    layer.weights = {reader.floats(".weights", inputs * outputs), inputs, 1, outputs};
    layer.bias = reader.floats(".bias", outputs);
    if (!reader.ok()) return reader.error();
    return layer;
}

Result<TransitionNet> read_transition_net(const Image& image, const json& shape, const std::string& prefix) {
    SectionReader reader(image, prefix);
    TransitionNet net;
    if (!shape.is_object() || !shape.contains("reduce") || !shape.contains("upper")) reader.note("shape");
    if (!reader.ok()) return reader.error();
    auto reduce = read_linear(image, shape["reduce"], prefix + ".reduce");
    if (!reduce) return reduce.error();
    auto upper = read_linear(image, shape["upper"], prefix + ".upper");
    if (!upper) return upper.error();
    net.reduce = *reduce;
    net.state.slots = reader.size(shape, "slots");
    net.state.pieces = reader.size(shape, "pieces");
    net.state.stride = round_up(reader.size(shape, "hidden"));
    net.state.upper = upper->weights;
    net.state.upper_bias = upper->bias;
    net.classes = upper->outputs;
    const size_t outputs = net.state.slots * net.slot_size();
    const size_t inputs = net.reduce.weights.outputs;
    if (net.state.upper.depth != net.state.stride) reader.note("upper");
    net.state.bias = reader.floats(".bias", net.slot_size());
    net.pad = reader.floats(".pad", outputs);
    net.lower = {reader.floats(".lower", outputs * inputs), inputs, 1, outputs};
    if (!reader.ok()) return reader.error();
    return net;
}

}  // namespace tallybook
