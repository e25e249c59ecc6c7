// A model file of any bytes: it parses or gives a numbered error, and so do the networks that are looked for in it.
#include <cstdlib>
#include <string>

#include "language/msgpack.hpp"
#include "language/thinc_model.hpp"

namespace {

using namespace tallybook;

void require(bool condition) {
    if (!condition) std::abort();
}

size_t count(const msgpack::Value& value, int depth) {
    require(depth <= msgpack::kDepthLimit + 1);
    size_t out = 1;
    for (const msgpack::Value& one : value.items) out += count(one, depth + 1);
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const auto tree = msgpack::parse(text);
    if (!tree) {
        require(tree.error().code == "TB2010");
        return 0;
    }
    require(count(*tree, 0) <= size);
    const auto model = ThincModel::read(text, "model");
    if (!model) return 0;
    (void)static_cast<bool>(model->token_net());
    (void)static_cast<bool>(model->softmax());
    (void)static_cast<bool>(model->transition_net());
    return 0;
}
