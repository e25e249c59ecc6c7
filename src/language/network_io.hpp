// Networks into an image and out of it. Writing takes the arrays as the model file has them and repacks them for the
// kernels; reading checks every size, so that a TokenNet or a TransitionNet that exists can be run without checks.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "language/image.hpp"
#include "language/networks.hpp"

namespace tallybook {

// As in the model file: C order, no padding.
struct RawEmbed {
    Feature feature = Feature::kNorm;
    uint32_t rows = 0;
    uint32_t seed = 0;
    std::vector<float> table;  // [rows][width]
};

struct RawMaxout {
    size_t outputs = 0, pieces = 0, inputs = 0;
    std::vector<float> weights;      // [outputs][pieces][inputs]
    std::vector<float> bias;         // [outputs][pieces]
    std::vector<float> gain, shift;  // [outputs]
};

struct RawTokenNet {
    size_t width = 0;
    size_t window = 0;
    std::vector<RawEmbed> columns;
    std::vector<RawMaxout> layers;  // the mixer, then the encoder
};

struct RawLinear {
    size_t outputs = 0, inputs = 0;
    std::vector<float> weights;  // [outputs][inputs]
    std::vector<float> bias;     // [outputs]
};

struct RawTransitionNet {
    RawLinear reduce, upper;
    size_t slots = 0, hidden = 0, pieces = 0, inputs = 0;
    std::vector<float> lower;  // [slots][hidden][pieces][inputs]
    std::vector<float> bias;   // [hidden][pieces]
    std::vector<float> pad;    // [slots][hidden][pieces]
};

// Each adds sections whose names begin with `prefix` and returns the description that read_… wants.
nlohmann::json write_token_net(const RawTokenNet& net, const std::string& prefix, ImageWriter& image);
nlohmann::json write_linear(const RawLinear& layer, const std::string& prefix, ImageWriter& image);
nlohmann::json write_transition_net(const RawTransitionNet& net, const std::string& prefix, ImageWriter& image);

// Pointers in the result are valid as long as the image. Errors: TB2021.
Result<TokenNet> read_token_net(const Image& image, const nlohmann::json& shape, const std::string& prefix);
Result<Linear> read_linear(const Image& image, const nlohmann::json& shape, const std::string& prefix);
Result<TransitionNet> read_transition_net(const Image& image, const nlohmann::json& shape, const std::string& prefix);

}  // namespace tallybook
