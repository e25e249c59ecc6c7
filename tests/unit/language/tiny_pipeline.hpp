// A pipeline directory of the smallest size that can be imported, made without spaCy: every file in the format that
// spaCy writes, with random weights. Tests change one thing in it and see what the importer says.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tallybook::tiny {

// Writes MessagePack. nlohmann's writer has no integer and no binary keys, and spaCy's files have both.
class Packer {
public:
    Packer& map(size_t n) { return number(0xdf, n, 4); }
    Packer& array(size_t n) { return number(0xdd, n, 4); }
    Packer& unsigned_number(uint64_t n) { return number(0xcf, n, 8); }
    Packer& boolean(bool b) { return byte(b ? 0xc3 : 0xc2); }
    Packer& nil() { return byte(0xc0); }
    Packer& text(std::string_view s) {
        number(0xdb, s.size(), 4);
        bytes_ += s;
        return *this;
    }
    Packer& binary(std::string_view s) {
        number(0xc6, s.size(), 4);
        bytes_ += s;
        return *this;
    }
    const std::string& bytes() const { return bytes_; }

private:
    Packer& byte(int b) {
        bytes_ += static_cast<char>(b);
        return *this;
    }
    Packer& number(int kind, uint64_t n, int size) {
        byte(kind);
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) byte(static_cast<int>(n >> shift & 0xff));
        return *this;
    }
    std::string bytes_;
};

struct Array {
    std::vector<uint64_t> shape;
    std::vector<float> data;
    std::string type = "<f4";
};

struct Layer {
    std::string name;
    std::map<std::string, uint64_t> refs;
    std::map<std::string, std::string> attrs;  // packed values
    std::map<std::string, Array> params;
};

using Layers = std::vector<Layer>;

inline std::string pack(const Layers& layers) {
    Packer out;
    out.map(4).text("nodes").array(layers.size());
    for (size_t i = 0; i < layers.size(); ++i) {
        out.map(4).text("index").unsigned_number(i).text("name").text(layers[i].name).text("dims").map(0).text("refs");
        out.map(layers[i].refs.size());
        for (const auto& [name, index] : layers[i].refs) out.text(name).unsigned_number(index);
    }
    out.text("attrs").array(layers.size());
    for (const Layer& layer : layers) {
        out.map(layer.attrs.size());
        for (const auto& [name, value] : layer.attrs) out.text(name).binary(value);
    }
    out.text("params").array(layers.size());
    for (const Layer& layer : layers) {
        out.map(layer.params.size());
        for (const auto& [name, array] : layer.params) {
            out.text(name).map(5).binary("nd").boolean(true).binary("type").text(array.type).binary("kind").text("");
            out.binary("shape").array(array.shape.size());
            for (const uint64_t extent : array.shape) out.unsigned_number(extent);
            out.binary("data").binary({reinterpret_cast<const char*>(array.data.data()), array.data.size() * 4});
        }
    }
    out.text("shims").array(layers.size());
    for (size_t i = 0; i < layers.size(); ++i) out.array(0);
    return out.bytes();
}

inline std::string packed_number(uint64_t n) {
    return Packer().unsigned_number(n).bytes();
}

inline std::string packed_texts(const std::vector<std::string>& texts) {
    Packer out;
    out.array(texts.size());
    for (const std::string& text : texts) out.text(text);
    return out.bytes();
}

class Pipeline {
public:
    static constexpr uint64_t kWidth = 6, kHidden = 4, kPieces = 2;

    Layers tok2vec, tagger, parser, ner;
    std::map<std::string, std::string> files;  // all others

    Pipeline() {
        tok2vec = token_net({"NORM", "SHAPE"}, 2);
        tagger = {{"tok2vec-listener", {}, {}, {}},
                  {"softmax", {}, {}, {{"W", array({3, kWidth})}, {"b", array({3})}}}};
        parser = transition_net(8, 7);
        parser.push_back({"tok2vec-listener", {}, {}, {}});
        ner = transition_net(3, 6);
        for (Layer& layer : token_net({"NORM", "PREFIX"}, 1)) ner.push_back(std::move(layer));
        files["config.cfg"] = config();
        files["meta.json"] = R"({"lang": "en", "name": "tiny", "version": "1.0", "spacy_version": ">=3.8.0,<3.9.0"})";
        files["tagger/cfg"] = R"({"labels": ["NN", "VBD", "."]})";
        files["parser/cfg"] = R"({"beam_width": 1})";
        files["ner/cfg"] = R"({"beam_width": 1})";
        files["parser/moves"] = moves(
            R"({"0": {"": 9}, "1": {"": 9}, "2": {"det": 5, "nsubj": 7}, "3": {"dobj": 3, "punct": 4}, "4": {"ROOT": 1}})");
        files["ner/moves"] =
            moves(R"({"1": {"GPE": 2}, "2": {"GPE": 2}, "3": {"GPE": 2}, "4": {"GPE": 2, "": 1}, "5": {"": 1}})");
        Packer tokenizer;
        tokenizer.map(7).text("prefix_search").text(R"(^\()").text("suffix_search").text(R"([.,)]$)");
        tokenizer.text("infix_finditer").text("(?<=[a-z])-(?=[a-z])").text("token_match").nil();
        tokenizer.text("url_match").text("^https?://.*$").text("faster_heuristics").boolean(true);
        tokenizer.text("exceptions").map(1).text("don't").array(2).map(1).unsigned_number(65).text("do").map(2);
        tokenizer.unsigned_number(65).text("n't").unsigned_number(67).text("not");
        files["tokenizer"] = tokenizer.bytes();
        files["vocab/lookups.bin"] = Packer().map(1).text("lexeme_norm").map(0).bytes();
        files["lemmatizer/lookups/lookups.bin"] =
            Packer().map(3).text("lemma_rules").map(0).text("lemma_exc").map(0).text("lemma_index").map(0).bytes();
        files["attribute_ruler/patterns"] = rules();
    }

    static std::vector<std::string> models() { return {"tok2vec/model", "tagger/model", "parser/model", "ner/model"}; }

    // All files, the models packed.
    std::map<std::string, std::string> all() const {
        auto out = files;
        out["tok2vec/model"] = pack(tok2vec);
        out["tagger/model"] = pack(tagger);
        out["parser/model"] = pack(parser);
        out["ner/model"] = pack(ner);
        return out;
    }

    Array array(std::vector<uint64_t> shape) {
        size_t count = 1;
        for (const uint64_t extent : shape) count *= extent;
        Array out{std::move(shape), std::vector<float>(count)};
        for (float& x : out.data) x = static_cast<float>(random_() % 2001) / 1000.0F - 1.0F;
        return out;
    }

    static std::string moves(std::string_view json) {
        return Packer().map(2).text("moves").text(json).text("cfg").map(0).bytes();
    }

private:
    Layers token_net(const std::vector<std::string>& columns, size_t depth) {
        Layers out{{"extract_features>>with_array", {}, {}, {}}};
        out.push_back({"extract_features", {}, {{"columns", packed_texts(columns)}}, {}});
        for (uint64_t c = 0; c < columns.size(); ++c) {
            out.push_back({"hashembed", {}, {{"column", packed_number(c)}, {"seed", packed_number(8 + c)}}, {}});
            out.back().params["E"] = array({11 + c, kWidth});
        }
        out.push_back({"maxout>>layernorm>>dropout", {}, {}, {}});
        add_maxout(out, columns.size() * kWidth);
        for (size_t l = 0; l < depth; ++l) {
            out.push_back({"residual(expand_window>>maxout>>layernorm>>dropout)", {}, {}, {}});
            out.push_back({"expand_window", {}, {{"window_size", packed_number(1)}}, {}});
            add_maxout(out, 3 * kWidth);
        }
        return out;
    }

    void add_maxout(Layers& out, uint64_t inputs) {
        const Array weights = array({kWidth, kPieces, inputs});
        const Array bias = array({kWidth, kPieces});
        out.push_back({"maxout", {}, {}, {{"W", weights}, {"b", bias}}});
        out.push_back({"layernorm", {}, {}, {{"G", array({kWidth})}, {"b", array({kWidth})}}});
    }

    Layers transition_net(uint64_t slots, uint64_t classes) {
        const uint64_t inputs = 5;
        Layers out;
        out.push_back(
            {"parser_model", {{"lower", 1}, {"upper", 2}}, {{"has_upper", Packer().boolean(true).bytes()}}, {}});
        out.push_back({"precomputable_affine", {}, {}, {}});
        out.back().params["W"] = array({slots, kHidden, kPieces, inputs});
        out.back().params["b"] = array({kHidden, kPieces});
        out.back().params["pad"] = array({1, slots, kHidden, kPieces});
        out.push_back({"linear", {}, {}, {{"W", array({classes, kHidden})}, {"b", array({classes})}}});
        out.push_back({"linear", {}, {}, {{"W", array({inputs, kWidth})}, {"b", array({inputs})}}});
        return out;
    }

    static std::string config() {
        return R"([nlp]
lang = "en"
pipeline = ["tok2vec","tagger","parser","attribute_ruler","lemmatizer","ner"]
disabled = []

[components.lemmatizer]
mode = "rule"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"

[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
use_upper = true
extra_state_tokens = false
)";
    }

    static std::string rules() {
        Packer out;
        out.array(1).map(3).text("patterns").array(1).array(1).map(1).text("TAG").text("NN");
        out.text("attrs").map(1).text("POS").text("NOUN").text("index").unsigned_number(0);
        return out.bytes();
    }

    std::mt19937 random_{3};
};

inline void write(const std::map<std::string, std::string>& files, const std::filesystem::path& directory) {
    for (const auto& [name, bytes] : files) {
        std::filesystem::create_directories((directory / name).parent_path());
        std::ofstream(directory / name, std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
}

}  // namespace tallybook::tiny
