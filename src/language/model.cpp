#include "language/model.hpp"

#include <array>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "language/json_walk.hpp"
#include "language/model_parts.hpp"
#include "language/network_io.hpp"
#include "language/token_net.hpp"

namespace tallybook {
namespace {

using nlohmann::json;

Error damaged(const std::string& what) {
    return {errors::kImageDamaged, "the model image is damaged (" + what + "); import it again", ""};
}

std::pair<std::string, std::string> read_pair(JsonWalk& walk) {
    std::pair<std::string, std::string> out;
    walk.open('[');
    walk.more(']');
    out.first = walk.string();
    walk.more(']');
    out.second = walk.string();
    walk.more(']');
    return out;
}

std::vector<TokenizerException> read_exceptions(JsonWalk& walk) {
    std::vector<TokenizerException> out;
    for (walk.open('['); walk.more(']');) {
        walk.open('[');
        walk.more(']');
        TokenizerException exception{walk.string(), {}};
        walk.more(']');
        for (walk.open('['); walk.more(']');) {
            auto [text, norm] = read_pair(walk);
            exception.tokens.emplace_back(std::move(text), std::move(norm));
        }
        walk.more(']');
        out.push_back(std::move(exception));
    }
    return out;
}

Result<TokenizerData> read_tokenizer(const Image& image) {
    JsonWalk walk(image.section("tokenizer"));
    TokenizerData data;
    std::map<std::string_view, std::string*> patterns = {{"prefix", &data.prefix_search},
                                                         {"suffix", &data.suffix_search},
                                                         {"infix", &data.infix_finditer},
                                                         {"token", &data.token_match},
                                                         {"url", &data.url_match}};
    for (walk.open('{'); walk.more('}');) {
        const std::string key = walk.key();
        if (key == "exceptions") {
            data.exceptions = read_exceptions(walk);
        } else if (key == "faster_heuristics") {
            data.faster_heuristics = walk.boolean();
        } else if (const auto pattern = patterns.find(key); pattern != patterns.end()) {
            *pattern->second = walk.string();
        } else {
            return damaged("its tokenizer");
        }
    }
    if (!walk.at_end()) return damaged("its tokenizer");
    return data;
}

Result<NormTable> read_norms(const Image& image) {
    std::vector<std::pair<uint64_t, std::string>> rows;
    JsonWalk walk(image.section("norms"));
    for (walk.open('['); walk.more(']');) {
        walk.open('[');
        walk.more(']');
        const uint64_t word = walk.number();
        walk.more(']');
        rows.emplace_back(word, walk.string());
        walk.more(']');
    }
    if (!walk.at_end()) return damaged("its norms");
    return NormTable(rows);
}

void read_lemma_exceptions(JsonWalk& walk, LemmaTables& table) {
    for (walk.open('{'); walk.more('}');) {
        std::vector<std::string>& lemmas = table.exceptions[walk.key()];
        for (walk.open('['); walk.more(']');) lemmas.push_back(walk.string());
    }
}

Result<Lemmatizer> read_lemmas(const Image& image) {
    std::map<std::string, LemmaTables> tables;
    JsonWalk walk(image.section("lemmas"));
    for (walk.open('{'); walk.more('}');) {
        const std::string pos = walk.key();
        LemmaTables& table = tables[pos];
        for (walk.open('{'); walk.more('}');) {
            if (walk.key() == "exceptions")
                read_lemma_exceptions(walk, table);
            else
                for (walk.open('['); walk.more(']');) table.rules.push_back(read_pair(walk));
        }
        auto index = StringSet::open(image.section("lemmas." + pos));
        if (!index) return index.error();
        table.index = *index;
    }
    if (!walk.at_end()) return damaged("its lemmas");
    return Lemmatizer(std::move(tables));
}

std::vector<TransitionClass> read_classes(const json& source) {
    std::vector<TransitionClass> classes;
    for (const json& item : source) classes.push_back({item.at(0).get<uint32_t>(), item.at(1).get<std::string>()});
    return classes;
}

Result<void> read_networks(const json& about, ModelParts& parts) {
    auto shared = read_token_net(parts.image, about.at("shared"), "shared");
    if (!shared) return shared.error();
    parts.shared_net = *std::move(shared);
    auto tagger = read_linear(parts.image, about.at("tagger"), "tagger");
    if (!tagger) return tagger.error();
    parts.tagger = *tagger;
    for (const json& tag : about.at("tags")) parts.tags.push_back(parts.labels.intern(tag.get<std::string>()));
    auto parser = read_transition_net(parts.image, about.at("parser"), "parser");
    if (!parser) return parser.error();
    parts.parser_net = *parser;
    auto own = read_token_net(parts.image, about.at("entity_tokens"), "entity_tokens");
    if (!own) return own.error();
    parts.entity_token_net = *std::move(own);
    auto entities = read_transition_net(parts.image, about.at("entities"), "entities");
    if (!entities) return entities.error();
    parts.entity_net = *entities;
    const bool fit = parts.tags.size() == parts.tagger.outputs &&
                     parts.tagger.weights.depth == parts.shared_net.stride &&
                     parts.parser_net.reduce.weights.depth == parts.shared_net.stride &&
                     parts.entity_net.reduce.weights.depth == parts.entity_token_net.stride;
    if (!fit) return damaged("its networks do not fit together");
    auto parser_rules = Parser::build(read_classes(about.at("parser_classes")), parts.parser_net, parts.labels);
    if (!parser_rules) return parser_rules.error();
    parts.parser = *std::move(parser_rules);
    auto tagger_rules = EntityTagger::build(read_classes(about.at("entity_classes")), parts.entity_net, parts.labels);
    if (!tagger_rules) return tagger_rules.error();
    parts.entities = *std::move(tagger_rules);
    return {};
}

Result<std::unique_ptr<const ModelParts>> load(Image image) {
    auto parts = std::make_unique<ModelParts>();
    parts->image = std::move(image);
    const json about = json::parse(parts->image.section("about"));
    parts->name = about.at("name").get<std::string>();
    parts->version = about.at("version").get<std::string>();
    parts->licence = about.at("license").get<std::string>();
    parts->summary = about.at("summary").get<std::string>();
    parts->official = about.at("official").get<bool>();
    if (auto networks = read_networks(about, *parts); !networks) return networks.error();
    auto tokenizer_data = read_tokenizer(parts->image);
    if (!tokenizer_data) return tokenizer_data.error();
    auto tokenizer = Tokenizer::build(*tokenizer_data);
    if (!tokenizer) return tokenizer.error();
    parts->tokenizer = *std::move(tokenizer);
    auto norms = read_norms(parts->image);
    if (!norms) return norms.error();
    parts->norms = *std::move(norms);
    auto lemmas = read_lemmas(parts->image);
    if (!lemmas) return lemmas.error();
    parts->lemmatizer = *std::move(lemmas);
    auto rules = AttributeRules::compile(json::parse(parts->image.section("rules")), parts->labels);
    if (!rules) return rules.error();
    parts->rules = *std::move(rules);
    if (parts->labels.overflowed()) return damaged("it has too many labels");
    return std::unique_ptr<const ModelParts>(std::move(parts));
}

// Scores of a network's classes for one state whose slots are the tokens 0, 1, 2 …, the last slot empty.
std::string state_bytes(const kernels::Kernels& k, const TransitionNet& net, std::span<const float* const> rows) {
    AlignedFloats reduced, vectors, hidden, scores;
    const size_t size = net.state.slots * net.slot_size();
    reduced.grow(rows.size() * net.reduce.weights.outputs);
    vectors.grow(rows.size() * size);
    k.product(rows.data(), rows.size(), net.reduce.weights, net.reduce.bias, net.reduce.weights.outputs, reduced.data(),
              net.reduce.weights.outputs);
    std::vector<const float*> inputs;
    for (size_t i = 0; i < rows.size(); ++i) inputs.push_back(reduced.data() + i * net.reduce.weights.outputs);
    k.product(inputs.data(), inputs.size(), net.lower, nullptr, size, vectors.data(), size);
    std::vector<const float*> slots;
    for (size_t f = 0; f < net.state.slots; ++f) {
        const float* own = vectors.data() + f % rows.size() * size;
        slots.push_back((f + 1 == net.state.slots ? net.pad : own) + f * net.slot_size());
    }
    hidden.grow(net.state.stride);
    scores.grow(net.state.upper.outputs);
    k.state(net.state, slots.data(), hidden.data(), scores.data());
    return {reinterpret_cast<const char*>(scores.data()), net.state.upper.outputs * sizeof(float)};
}

}  // namespace

Result<std::unique_ptr<const ModelParts>> load_parts(const std::filesystem::path& path) {
    auto image = Image::open(path);
    if (!image) return image.error();
    // The JSON library throws; a wrong type in the image is the same as a damaged image.
    try {
        auto parts = load(*std::move(image));
        if (!parts) return Error{parts.error().code, parts.error().message, path.string()};
        return parts;
    } catch (const nlohmann::json::exception& e) {
        return Error{errors::kImageDamaged,
                     std::string("the model image is damaged (") + e.what() + "); import it again", path.string()};
    }
}

std::string self_test_digest(const ModelParts& parts, const kernels::Kernels& k) {
    // Ids without meaning; only that they are always the same matters.
    std::array<FeatureRow, 7> features;
    std::vector<NetToken> tokens;
    for (uint64_t i = 0; i < features.size(); ++i) {
        for (uint64_t j = 0; j < 4; ++j) features[i][j] = (i * 4 + j + 1) * 0x9e3779b97f4a7c15;
        features[i][4] = i % 2;
        features[i][5] = i == 3;
        tokens.push_back({static_cast<uint32_t>(i), &features[i]});
    }
    const std::array<uint32_t, 2> lengths = {4, 3};
    std::string bytes;
    const auto add_rows = [&](const TokenNet& net, std::span<const float* const> rows) {
        for (const float* row : rows) bytes.append(reinterpret_cast<const char*>(row), net.stride * sizeof(float));
    };
    TokenNetRunner shared(parts.shared_net, k, 0);
    const auto rows = shared.run(tokens, lengths);
    add_rows(parts.shared_net, rows);
    AlignedFloats tags;
    tags.grow(rows.size() * parts.tagger.weights.outputs);
    k.product(rows.data(), rows.size(), parts.tagger.weights, parts.tagger.bias, parts.tagger.weights.outputs,
              tags.data(), parts.tagger.weights.outputs);
    bytes.append(reinterpret_cast<const char*>(tags.data()),
                 rows.size() * parts.tagger.weights.outputs * sizeof(float));
    bytes += state_bytes(k, parts.parser_net, rows);
    TokenNetRunner own(parts.entity_token_net, k, 0);
    const auto own_rows = own.run(tokens, lengths);
    add_rows(parts.entity_token_net, own_rows);
    bytes += state_bytes(k, parts.entity_net, own_rows);
    return sha256_hex(bytes);
}

Model::Model(std::unique_ptr<const ModelParts> parts) : parts_(std::move(parts)) {}
Model::~Model() = default;

Result<std::shared_ptr<const Model>> Model::open(const std::filesystem::path& image) {
    auto parts = load_parts(image);
    if (!parts) return parts.error();
    const kernels::Kernels& k = kernels::chosen();
    if (self_test_digest(**parts, k) != (*parts)->image.section(kSelfTestSection)) {
        return Error{errors::kImageSelfTest,
                     std::string("the self-test of the model fails on this machine with the kernels \"") + k.name +
                         "\"; set TALLYBOOK_KERNELS=scalar and report this",
                     image.string()};
    }
    return std::shared_ptr<const Model>(new Model(*std::move(parts)));
}

std::string Model::digest() const {
    return parts_->image.digest();
}

std::string Model::info() const {
    std::string out = parts_->summary + "digest: " + digest() + "\n";
    for (const char* name : {"LICENSE", "LICENSES_SOURCES"}) {
        if (!parts_->image.has(name)) continue;
        out += std::string("\n---- ") + name + " ----\n" + std::string(parts_->image.section(name));
        if (!out.ends_with('\n')) out += '\n';
    }
    return out;
}

bool Model::knows_word(std::string_view lower) const {
    return parts_->lemmatizer.knows(lower);
}
bool Model::knows_word_but_noun(std::string_view lower) const {
    return parts_->lemmatizer.knows(lower, "noun");
}

}  // namespace tallybook
