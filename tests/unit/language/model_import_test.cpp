// What the importer takes and what it refuses: a small pipeline as it should be, and the same one with one thing
// changed. Whatever is refused is refused by a numbered error that says which file, and within a network which layer.
#include "language/model_import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <functional>
#include <limits>

#include "language/analyser.hpp"
#include "tiny_pipeline.hpp"

namespace tallybook {
namespace {

using testing::HasSubstr;
using tiny::Layer;
using tiny::Layers;
using tiny::Pipeline;

class Import : public testing::Test {
protected:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("tallybook_import_" + std::to_string(::getpid()));
    std::filesystem::path image_ = folder_ / "image.tbm";
    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    Result<std::string> import(const std::map<std::string, std::string>& files) {
        std::filesystem::remove_all(folder_ / "pipeline");
        std::filesystem::create_directories(folder_ / "pipeline");
        tiny::write(files, folder_ / "pipeline");
        return import_model(folder_ / "pipeline", image_);
    }

    // Refused with this code by a text that holds all of these; no image is left behind.
    void refused(const std::map<std::string, std::string>& files, const std::string& code,
                 const std::vector<std::string>& says, const std::string& what) {
        std::filesystem::remove(image_);
        const auto result = import(files);
        ASSERT_FALSE(result) << what;
        EXPECT_EQ(result.error().code, code) << what << ": " << result.error().describe();
        for (const std::string& part : says) EXPECT_THAT(result.error().describe(), HasSubstr(part)) << what;
        size_t left = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_)) left += entry.is_regular_file();
        EXPECT_EQ(left, 0U) << what;
    }
};

Layer& layer(Layers& layers, std::string_view name, size_t which = 0) {
    for (Layer& item : layers) {
        if (item.name == name && which-- == 0) return item;
    }
    ADD_FAILURE() << "no layer " << name;
    return layers[0];
}

struct Change {
    const char* what;
    const char* code;
    std::vector<std::string> says;
    std::function<void(Pipeline&)> make;
};

TEST_F(Import, TakesASmallPipelineAndItRuns) {
    const auto result = import(Pipeline().all());
    ASSERT_TRUE(result) << result.error().describe();
    EXPECT_THAT(*result, HasSubstr("not the official sm 3.8.0"));
    const auto model = Model::open(image_);
    ASSERT_TRUE(model) << model.error().describe();
    Report report;
    report.set_text("The patrol (with two lorries) didn't stop near Old-town. It don't matter.");
    Workspace workspace;
    analyse(report, *model, workspace, {});
    ASSERT_EQ(report.sentences.size(), 2U);
    EXPECT_GT(report.tokens.size(), 14U);
}

TEST_F(Import, RefusesLayersOfOtherKinds) {
    const std::vector<Change> changes = {
        {"another activation",
         "TB2012",
         {"tok2vec/model", "layer 5 ", "\"mish\""},
         [](Pipeline& p) { layer(p.tok2vec, "maxout").name = "mish"; }},
        {"a recurrent encoder",
         "TB2012",
         {"tok2vec/model", "\"pytorch\""},
         [](Pipeline& p) {
             p.tok2vec.push_back({"with_array(pytorch)", {}, {}, {}});
         }},
        {"static vectors",
         "TB2012",
         {"ner/model", "\"static_vectors\""},
         [](Pipeline& p) {
             p.ner.push_back({"static_vectors", {}, {}, {}});
         }},
        {"a layer without a norm",
         "TB2012",
         {"tok2vec/model", "layer norm"},
         [](Pipeline& p) { layer(p.tok2vec, "layernorm").name = "dropout"; }},
        {"a window without a residual",
         "TB2012",
         {"tok2vec/model", "residual"},
         [](Pipeline& p) {
             layer(p.tok2vec, "residual(expand_window>>maxout>>layernorm>>dropout)").name =
                 "expand_window>>maxout>>layernorm";
         }},
        {"no windows at all", "TB2012", {"tok2vec/model"}, [](Pipeline& p) { p.tok2vec.resize(7); }},
        {"another token feature",
         "TB2012",
         {"layer 1 (extract_features)", "\"LEMMA\""},
         [](Pipeline& p) {
             layer(p.tok2vec, "extract_features").attrs["columns"] = tiny::packed_texts({"NORM", "LEMMA"});
         }},
        {"more columns than tables",
         "TB2012",
         {"hash embeddings"},
         [](Pipeline& p) {
             layer(p.tok2vec, "extract_features").attrs["columns"] = tiny::packed_texts({"NORM", "SHAPE", "SUFFIX"});
         }},
        {"two heads of the tagger",
         "TB2012",
         {"tagger/model", "softmax"},
         [](Pipeline& p) { p.tagger.push_back(p.tagger.back()); }},
        {"a parser without an upper layer",
         "TB2012",
         {"parser/model", "parser_model", "upper"},
         [](Pipeline& p) { p.parser[0].attrs["has_upper"] = tiny::Packer().boolean(false).bytes(); }},
        {"a parser with another lower layer",
         "TB2012",
         {"parser/model", "lower"},
         [](Pipeline& p) { p.parser[1].name = "linear"; }},
        {"a reference to no layer",
         "TB2012",
         {"parser/model", "parser_model"},
         [](Pipeline& p) { p.parser[0].refs["lower"] = 99; }},
        {"another first layer",
         "TB2012",
         {"ner/model", "parser_model"},
         [](Pipeline& p) { std::swap(p.ner[0], p.ner[3]); }},
    };
    for (const Change& change : changes) {
        Pipeline pipeline;
        change.make(pipeline);
        refused(pipeline.all(), change.code, change.says, change.what);
    }
}

TEST_F(Import, RefusesWidthsThatDoNotFit) {
    constexpr uint64_t kWidth = Pipeline::kWidth;
    const std::vector<Change> changes = {
        {"a wider table",
         "TB2013",
         {"tok2vec/model", "layer 3 (hashembed)", "E"},
         [](Pipeline& p) {
             layer(p.tok2vec, "hashembed", 1).params["E"] = p.array({12, kWidth + 1});
         }},
        {"a mixer of fewer inputs",
         "TB2013",
         {"layer 5 (maxout)", "W"},
         [](Pipeline& p) {
             layer(p.tok2vec, "maxout").params["W"] = p.array({kWidth, 2, kWidth});
         }},
        {"an encoder of other outputs",
         "TB2013",
         {"(maxout)", "W"},
         [](Pipeline& p) {
             layer(p.tok2vec, "maxout", 1).params["W"] = p.array({kWidth + 2, 2, 3 * kWidth});
         }},
        {"a bias of other pieces",
         "TB2013",
         {"(maxout)", "b"},
         [](Pipeline& p) {
             layer(p.tok2vec, "maxout", 2).params["b"] = p.array({kWidth, 3});
         }},
        {"a norm of another width",
         "TB2013",
         {"(layernorm)", "G"},
         [](Pipeline& p) { layer(p.tok2vec, "layernorm").params["G"] = p.array({kWidth - 1}); }},
        {"two dimensions for three",
         "TB2013",
         {"(maxout)", "W"},
         [](Pipeline& p) {
             layer(p.ner, "maxout").params["W"] = p.array({kWidth, 4 * kWidth});
         }},
        {"windows of different widths",
         "TB2013",
         {"(expand_window)"},
         [](Pipeline& p) { layer(p.tok2vec, "expand_window", 1).attrs["window_size"] = tiny::packed_number(2); }},
        {"a window of no width",
         "TB2013",
         {"(expand_window)"},
         [](Pipeline& p) { layer(p.ner, "expand_window").attrs["window_size"] = tiny::packed_number(0); }},
        {"a column that is not there",
         "TB2013",
         {"(hashembed)", "column"},
         [](Pipeline& p) { layer(p.tok2vec, "hashembed").attrs["column"] = tiny::packed_number(7); }},
        {"a missing seed",
         "TB2013",
         {"(hashembed)", "seed"},
         [](Pipeline& p) { layer(p.tok2vec, "hashembed").attrs.erase("seed"); }},
        {"a missing array",
         "TB2013",
         {"(layernorm)", "array b"},
         [](Pipeline& p) { layer(p.tok2vec, "layernorm").params.erase("b"); }},
        {"a tagger of another width",
         "TB2013",
         {"tagger/model", "softmax", "tok2vec"},
         [](Pipeline& p) {
             p.tagger[1].params["W"] = p.array({3, kWidth + 1});
         }},
        {"fewer outputs than labels",
         "TB2013",
         {"tagger/model", "softmax", "label"},
         [](Pipeline& p) { p.files["tagger/cfg"] = R"({"labels": ["NN", "VBD", ".", "JJ"]})"; }},
        {"states of thirteen tokens",
         "TB2013",
         {"parser/model", "precomputable_affine", "8"},
         [](Pipeline& p) {
             p.parser[1].params["W"] = p.array({13, 4, 2, 5});
             p.parser[1].params["pad"] = p.array({1, 13, 4, 2});
         }},
        {"an empty slot of another shape",
         "TB2013",
         {"parser/model", "layer 1 (precomputable_affine)", "pad"},
         [](Pipeline& p) {
             p.parser[1].params["pad"] = p.array({1, 7, 4, 2});
         }},
        {"an upper layer of another width",
         "TB2013",
         {"parser/model", "layer 2 (linear)"},
         [](Pipeline& p) {
             p.parser[2].params["W"] = p.array({7, 5});
         }},
        {"a linear layer of another width",
         "TB2013",
         {"parser/model", "linear", "tok2vec"},
         [](Pipeline& p) {
             p.parser[3].params["W"] = p.array({5, kWidth + 1});
         }},
        {"more outputs than moves",
         "TB2013",
         {"parser/model", "linear", "move"},
         [](Pipeline& p) {
             p.parser[2].params["W"] = p.array({9, 4});
             p.parser[2].params["b"] = p.array({9});
         }},
        {"a net of entities of another width",
         "TB2013",
         {"ner/model", "linear"},
         [](Pipeline& p) {
             p.ner[3].params["W"] = p.array({5, kWidth + 1});
         }},
        {"doubles",
         "TB2013",
         {"layer 2 (hashembed)", "32-bit"},
         [](Pipeline& p) { layer(p.tok2vec, "hashembed").params["E"].type = "<f8"; }},
        {"fewer numbers than the shape says",
         "TB2013",
         {"(hashembed)", "numbers"},
         [](Pipeline& p) { layer(p.tok2vec, "hashembed").params["E"].data.pop_back(); }},
        {"a shape beyond all memory",
         "TB2013",
         {"(hashembed)"},
         [](Pipeline& p) { layer(p.tok2vec, "hashembed").params["E"].shape[0] = uint64_t{1} << 62; }},
        {"no number",
         "TB2014",
         {"ner/model", "(layernorm)", "G"},
         [](Pipeline& p) { layer(p.ner, "layernorm").params["G"].data[2] = std::numeric_limits<float>::quiet_NaN(); }},
        {"infinity",
         "TB2014",
         {"tagger/model", "layer 1 (softmax)", "b"},
         [](Pipeline& p) { p.tagger[1].params["b"].data[0] = std::numeric_limits<float>::infinity(); }},
    };
    for (const Change& change : changes) {
        Pipeline pipeline;
        change.make(pipeline);
        refused(pipeline.all(), change.code, change.says, change.what);
    }
}

TEST_F(Import, RefusesMovesItDoesNotKnow) {
    const std::vector<Change> changes = {
        {"a parser without BREAK",
         "TB2013",
         {"parser/moves"},
         [](Pipeline& p) {
             p.files["parser/moves"] = Pipeline::moves(
                 R"({"0": {"": 9}, "1": {"": 9}, "2": {"det": 5, "nsubj": 7}, "3": {"dobj": 3, "punct": 4, "pobj": 1}})");
         }},
        {"a sixth move of the parser",
         "TB2013",
         {"parser/moves"},
         [](Pipeline& p) {
             p.files["parser/moves"] = Pipeline::moves(
                 R"({"0": {"": 9}, "1": {"": 9}, "2": {"det": 5}, "3": {"dobj": 3, "punct": 4}, "4": {"ROOT": 1}, "5": {"": 1}})");
         }},
        {"entities that never end",
         "TB2013",
         {"ner/moves"},
         [](Pipeline& p) {
             p.files["ner/moves"] = Pipeline::moves(
                 R"({"1": {"GPE": 2}, "2": {"GPE": 2}, "3": {"ORG": 2}, "4": {"GPE": 2, "": 1}, "5": {"": 1}})");
         }},
        {"moves that are no JSON",
         "TB2015",
         {"parser/moves"},
         [](Pipeline& p) { p.files["parser/moves"] = Pipeline::moves("{"); }},
        {"a move without a number",
         "TB2015",
         {"ner/moves", "BEGIN"},
         [](Pipeline& p) { p.files["ner/moves"] = Pipeline::moves(R"({"BEGIN": {"GPE": 2}})"); }},
        {"a beam",
         "TB2012",
         {"parser/cfg", "beam"},
         [](Pipeline& p) { p.files["parser/cfg"] = R"({"beam_width": 4})"; }},
    };
    for (const Change& change : changes) {
        Pipeline pipeline;
        change.make(pipeline);
        refused(pipeline.all(), change.code, change.says, change.what);
    }
}

TEST_F(Import, RefusesOtherPipelinesByTheirConfigAndVersion) {
    const auto config = [](const char* from, const char* to) {
        return [from, to](Pipeline& p) {
            std::string& text = p.files["config.cfg"];
            const size_t at = text.find(from);
            ASSERT_NE(at, std::string::npos) << from;
            text.replace(at, std::strlen(from), to);
        };
    };
    const auto version = [](const char* json) { return [json](Pipeline& p) { p.files["meta.json"] = json; }; };
    const std::vector<Change> changes = {
        {"another language", "TB2012", {"config.cfg", "lang"}, config(R"("en")", R"("de")")},
        {"a component more", "TB2012", {"\"textcat\""}, config(R"("ner"])", R"("ner","textcat"])")},
        {"a component less", "TB2012", {"\"ner\""}, config(R"(,"ner"])", "]")},
        {"a component switched off", "TB2012", {"\"parser\""}, config("disabled = []", R"(disabled = ["parser"])")},
        {"another embedding",
         "TB2012",
         {"components.tok2vec.model.embed", "CharacterEmbed"},
         config("spacy.MultiHashEmbed.v2", "spacy.CharacterEmbed.v2")},
        {"another encoder",
         "TB2012",
         {"components.tok2vec.model.encode", "Mish"},
         config("spacy.MaxoutWindowEncoder.v2", "spacy.MishWindowEncoder.v2")},
        {"a transformer",
         "TB2012",
         {"Transformer"},
         config("spacy.Tok2Vec.v2", "spacy-transformers.TransformerModel.v3")},
        {"static vectors", "TB2012", {"static vectors"}, config("vectors = false", "vectors = true")},
        {"no upper layer", "TB2012", {"upper layer"}, config("use_upper = true", "use_upper = false")},
        {"extra state tokens", "TB2012", {"extra state tokens"}, config("tokens = false", "tokens = true")},
        {"lemmas from a table alone", "TB2012", {"lemmatizer", "lookup"}, config(R"("rule")", R"("lookup")")},
        {"no config at all", "TB2012", {"config.cfg"}, [](Pipeline& p) { p.files["config.cfg"] = "text\n"; }},
        {"spaCy 2",
         "TB2012",
         {"meta.json", ">=2.3.0,<2.4.0"},
         version(R"({"lang": "en", "spacy_version": ">=2.3.0,<2.4.0"})")},
        {"spaCy 4", "TB2012", {"meta.json", "4.0"}, version(R"({"lang": "en", "spacy_version": "~=4.0"})")},
        {"spaCy 30", "TB2012", {"meta.json"}, version(R"({"lang": "en", "spacy_version": ">=30.1"})")},
        {"no version", "TB2012", {"meta.json"}, version(R"({"lang": "en", "version": "3.8.0"})")},
        {"no JSON", "TB2015", {"meta.json"}, version("version 3")},
        {"a rule of another kind",
         "TB2015",
         {"tallybook_import", "/pipeline", "attribute rule 0"},
         [](Pipeline& p) {
             tiny::Packer rules;
             rules.array(1)
                 .map(3)
                 .text("patterns")
                 .array(1)
                 .array(1)
                 .map(1)
                 .text("SHAPE")
                 .text("d")
                 .text("attrs")
                 .map(0);
             p.files["attribute_ruler/patterns"] = rules.text("index").unsigned_number(0).bytes();
         }},
    };
    for (const Change& change : changes) {
        Pipeline pipeline;
        change.make(pipeline);
        refused(pipeline.all(), change.code, change.says, change.what);
    }
}

TEST_F(Import, NamesTheFileThatIsMissing) {
    const auto files = Pipeline().all();
    for (const auto& [name, bytes] : files) {
        auto fewer = files;
        fewer.erase(name);
        refused(fewer, "TB2011", {name}, name);
    }
    std::filesystem::remove_all(folder_ / "pipeline");
    const auto nowhere = import_model(folder_ / "pipeline", image_);
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, "TB2011");
}

TEST_F(Import, RefusesFilesThatEndTooSoon) {
    const auto files = Pipeline().all();
    std::vector<std::string> packed = Pipeline::models();
    for (const char* name : {"parser/moves", "ner/moves", "tokenizer", "vocab/lookups.bin",
                             "lemmatizer/lookups/lookups.bin", "attribute_ruler/patterns"}) {
        packed.emplace_back(name);
    }
    for (const std::string& name : packed) {
        const size_t size = files.at(name).size();
        for (const size_t kept : {size_t{0}, size_t{1}, size / 3, size / 2, size - 1}) {
            auto cut = files;
            cut[name].resize(kept);
            refused(cut, "TB2010", {name}, name + " cut to " + std::to_string(kept));
        }
        auto longer = files;
        longer[name] += '\x01';
        refused(longer, "TB2010", {name}, name + " with a byte too much");
    }
}

// Whatever stands in a damaged file: a model that runs, or a numbered error. Weights may differ, so both are right.
TEST_F(Import, SurvivesDamageAnywhere) {
    const auto files = Pipeline().all();
    std::mt19937 random(11);
    size_t refusals = 0;
    for (const auto& [name, bytes] : files) {
        for (int round = 0; round < 12; ++round) {
            auto damaged = files;
            std::string& target = damaged[name];
            for (int i = 0; i < 1 + round % 3; ++i) target[random() % target.size()] = static_cast<char>(random());
            const auto result = import(damaged);
            if (result) {
                EXPECT_TRUE(Model::open(image_)) << name << ", round " << round;
                continue;
            }
            ++refusals;
            EXPECT_THAT(result.error().code, testing::MatchesRegex("TB20[0-9][0-9]")) << name;
            EXPECT_FALSE(result.error().message.empty());
        }
    }
    EXPECT_GT(refusals, 50U);
}

}  // namespace
}  // namespace tallybook
