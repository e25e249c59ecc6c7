// A thinc "model" file: a list of layers with their sizes, references, attributes and arrays. Read only as far as the
// networks that we run need it; what else a layer may be is refused by name, never skipped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "language/msgpack.hpp"
#include "language/network_io.hpp"

namespace tallybook {

class ThincModel {
public:
    // `bytes` must outlive the model; `file` names it in errors. Errors: TB2010, TB2012, TB2013.
    static Result<ThincModel> read(std::string_view bytes, std::string file);

    // The token network of the file. Errors: TB2012 to TB2014.
    Result<RawTokenNet> token_net() const;
    // The one "softmax" layer (scores of tags).
    Result<RawLinear> softmax() const;
    // Lower and upper layer and the linear layer before them.
    Result<RawTransitionNet> transition_net() const;

private:
    struct Node {
        std::string name;
        const msgpack::Value* dims;
        const msgpack::Value* refs;
        const msgpack::Value* attrs;
        const msgpack::Value* params;
    };

    std::vector<size_t> nodes_called(std::string_view name) const;
    Error wrong_layers(const std::string& what) const;
    Error wrong_shape(size_t node, const std::string& what) const;

    Result<msgpack::Value> attribute(size_t node, std::string_view name) const;
    Result<size_t> whole_attribute(size_t node, std::string_view name) const;
    // The array, whose shape must be this; an extent of 0 fits anything and is set.
    Result<std::vector<float>> array(size_t node, std::string_view name, std::vector<size_t>& shape) const;
    Result<RawEmbed> embed(size_t node, const std::vector<std::string>& columns, size_t& width) const;
    Result<RawMaxout> maxout(size_t node, size_t norm_node, size_t outputs, size_t inputs) const;
    Result<RawLinear> linear(size_t node, size_t outputs, size_t inputs) const;
    Result<std::vector<std::string>> column_names() const;

    std::string file_;
    msgpack::Value root_;
    std::vector<Node> nodes_;
};

}  // namespace tallybook
