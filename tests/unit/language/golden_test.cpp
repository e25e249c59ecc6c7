// The whole layer against 120 sentences as spaCy 3.8 analyses them with en_core_web_sm 3.8.0: features, the numbers of
// every layer, every step of parser and entity recogniser, and what comes out. Decisions must be equal; numbers may
// differ by what another order of additions makes.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

#include "golden_file.hpp"
#include "language/analyser.hpp"
#include "language/batch_analyser.hpp"
#include "language/string_id.hpp"
#include "reference_net.hpp"

namespace tallybook {
namespace {

using test::golden;
using test::Json;
using test::Matrix;

constexpr double kTolerance = 1e-4;

struct GoldenSentence {
    std::string text;
    std::vector<RawToken> raw;
    std::vector<WordInput> words;
};

GoldenSentence prepare(const Json& record, const ModelParts& parts, TokenizerWorkspace& scratch) {
    GoldenSentence out;
    out.text = record["text"].get<std::string>();
    parts.tokenizer->tokenize(out.text, scratch, out.raw);
    return out;
}

void add_words(GoldenSentence& sentence) {
    for (const RawToken& raw : sentence.raw) {
        sentence.words.push_back(
            {std::string_view(sentence.text).substr(raw.begin, raw.end - raw.begin), raw.norm, raw.space_after});
    }
}

// All golden sentences, tokenised. On the heap: words are views into the texts.
std::vector<std::unique_ptr<GoldenSentence>> all_sentences(const ModelParts& parts) {
    TokenizerWorkspace scratch(*parts.tokenizer);
    std::vector<std::unique_ptr<GoldenSentence>> out;
    for (const Json& record : golden("sentence")) {
        out.push_back(std::make_unique<GoldenSentence>(prepare(record, parts, scratch)));
        add_words(*out.back());
    }
    return out;
}

std::string lemma_of(const WordInput& word, const WordResult& result, std::string_view lemmas) {
    return std::string(result.lemma_is_text ? word.text : lemmas.substr(result.lemma_begin, result.lemma_size));
}

TEST(Golden, HoldsTheOfficialModelsClasses) {
    TALLYBOOK_GOLDEN_MODEL(model);
    const Json& header = golden("golden").front();
    const ModelParts& parts = model->parts();
    ASSERT_EQ(parts.tags.size(), header["tags"].size());
    for (size_t i = 0; i < parts.tags.size(); ++i) {
        EXPECT_EQ(parts.labels[parts.tags[i]], header["tags"][i].get<std::string>());
    }
    EXPECT_EQ(parts.parser_net.classes, 106U);
    EXPECT_EQ(parts.entity_net.classes, 74U);
    EXPECT_EQ(parts.parser_net.classes, header["parser_classes"].size());
    EXPECT_EQ(parts.entity_net.classes, header["ner_classes"].size());
    EXPECT_NE(model->info().find("WordNet"), std::string::npos);
    EXPECT_NE(model->info().find("official sm 3.8.0"), std::string::npos);
}

TEST(Golden, TokensAndFeatures) {
    TALLYBOOK_GOLDEN_MODEL(model);
    const ModelParts& parts = model->parts();
    TokenizerWorkspace scratch(*parts.tokenizer);
    for (const Json& record : golden("sentence")) {
        const GoldenSentence sentence = prepare(record, parts, scratch);
        const Json& tokens = record["tokens"];
        ASSERT_EQ(sentence.raw.size(), tokens.size()) << sentence.text;
        for (size_t i = 0; i < tokens.size(); ++i) {
            const RawToken& raw = sentence.raw[i];
            EXPECT_EQ(raw.begin, tokens[i]["b"].get<uint32_t>()) << sentence.text;
            EXPECT_EQ(raw.end, tokens[i]["e"].get<uint32_t>()) << sentence.text;
            EXPECT_EQ(raw.space_after, tokens[i]["ws"].get<int>() == 1) << sentence.text;
            const Lexeme lexeme = make_lexeme(std::string_view(sentence.text).substr(raw.begin, raw.end - raw.begin),
                                              raw.norm, parts.norms);
            const Json& ids = record["feats"][i];
            const auto id = [&](size_t c) { return std::stoull(ids[c].get<std::string>()); };
            EXPECT_EQ(lexeme.norm, id(0)) << sentence.text << " token " << i;
            EXPECT_EQ(lexeme.prefix, id(1)) << sentence.text << " token " << i;
            EXPECT_EQ(lexeme.suffix, id(2)) << sentence.text << " token " << i;
            EXPECT_EQ(lexeme.shape, id(3)) << sentence.text << " token " << i;
            EXPECT_EQ(lexeme.is_space, ids[5].get<int>() == 1) << sentence.text << " token " << i;
        }
    }
}

TEST(Golden, WhatComesOut) {
    TALLYBOOK_GOLDEN_MODEL(model);
    const ModelParts& parts = model->parts();
    BatchAnalyser analyser(parts, kernels::chosen());
    const auto sentences = all_sentences(parts);
    size_t tokens = 0;
    for (size_t s = 0; s < sentences.size(); ++s) {
        const auto& words = sentences[s]->words;
        const std::array<uint32_t, 1> lengths = {static_cast<uint32_t>(words.size())};
        const auto results = analyser.run(words, lengths, false);
        const Json& wanted = golden("sentence")[s]["tokens"];
        ASSERT_EQ(results.size(), wanted.size());
        for (size_t i = 0; i < wanted.size(); ++i, ++tokens) {
            const Json& want = wanted[i];
            const WordResult& got = results[i];
            const std::string where = sentences[s]->text + " token " + std::to_string(i);
            const auto text = [&](const char* key) { return want[key].get<std::string>(); };
            EXPECT_EQ(parts.labels[got.tag], text("tag")) << where;
            EXPECT_EQ(parts.labels[got.pos], text("pos")) << where;
            EXPECT_EQ(parts.labels[got.morph], text("morph")) << where;
            EXPECT_EQ(lemma_of(words[i], got, analyser.lemmas()), text("lemma")) << where;
            EXPECT_EQ(got.head, want["head"].get<uint32_t>()) << where;
            EXPECT_EQ(parts.labels[got.dep], text("dep")) << where;
            EXPECT_EQ(got.start, want["start"].get<int>() == 1) << where;
            EXPECT_EQ(parts.labels[got.entity.label], text("ent")) << where;
            EXPECT_EQ(got.entity.label == 0 ? "O" : got.entity.begins ? "B" : "I", text("iob")) << where;
        }
    }
    EXPECT_EQ(tokens, 2163U);
}

// A matrix against shape, sum and corners of a golden layer.
void expect_layer(const Json& want, size_t rows, size_t width, const std::vector<double>& values,
                  const std::string& at) {
    ASSERT_EQ(rows, want["shape"][0].get<size_t>()) << at;
    double sum = 0;
    for (const double v : values) sum += v;
    EXPECT_NEAR(sum, want["sum"].get<double>(), 2e-6 * static_cast<double>(values.size()) + kTolerance) << at;
    const Json& first = want["first"];
    const Json& last = want["last"];
    for (size_t j = 0; j < first.size(); ++j) EXPECT_NEAR(values[j], first[j].get<double>(), kTolerance) << at;
    for (size_t j = 0; j < last.size(); ++j) {
        EXPECT_NEAR(values[rows * width - last.size() + j], last[j].get<double>(), kTolerance) << at;
    }
}

struct VectorCollector : LayerObserver {
    std::vector<std::vector<float>> last;  // rows of the last layer, in order
    size_t layers = 0;
    size_t stride = 0;
    void row(size_t layer, size_t, const float* vector) override {
        if (layer == layers) last.emplace_back(vector, vector + stride);
    }
};

class LayerCheck {
public:
    explicit LayerCheck(const std::vector<FeatureRow>& features) : features_(features) {}

    // All layers of a token network, then the last against what the fast way gave, bit for bit.
    void token_net(const TokenNet& net, const std::string& component, const Json& layers, const VectorCollector& fast,
                   const std::string& where) {
        test::ReferenceNet reference(net);
        const std::vector<Matrix> got = reference.run(features_);
        auto want = layers.begin();
        for (const Matrix& matrix : got) {
            const std::string at = component + " " + matrix.name + ": " + where;
            while (want != layers.end() && want.key().rfind(component + "/", 0) != 0) ++want;
            ASSERT_NE(want, layers.end()) << at;
            ASSERT_EQ(want.key().substr(want.key().find(' ') + 1), matrix.name) << at;
            std::vector<double> values;
            for (size_t r = 0; r < matrix.rows; ++r) {
                values.insert(values.end(), matrix.row(r), matrix.row(r) + matrix.width);
            }
            expect_layer(*want, matrix.rows, matrix.width, values, at);
            ++want;
            ++checked;
        }
        ASSERT_EQ(fast.last.size(), features_.size());
        for (size_t i = 0; i < fast.last.size(); ++i) {
            EXPECT_EQ(std::memcmp(fast.last[i].data(), got.back().row(i + net.pad()), net.stride * sizeof(float)), 0)
                << component << " token " << i << ": " << where;
        }
    }

    // The slots' vectors, the pad first, in the file's order [slot][output][piece].
    void slot_vectors(const TransitionNet& net, size_t hidden, const std::vector<std::vector<float>>& tokens,
                      const Json& want, const std::string& where) {
        std::vector<double> values;
        const auto add = [&](const float* vector) {
            for (size_t f = 0; f < net.state.slots; ++f) {
                for (size_t o = 0; o < hidden; ++o) {
                    for (size_t p = 0; p < net.state.pieces; ++p) {
                        values.push_back(vector[f * net.slot_size() + p * net.state.stride + o]);
                    }
                }
            }
        };
        add(net.pad);
        for (const auto& token : tokens) add(token.data());
        expect_layer(want, tokens.size() + 1, values.size() / (tokens.size() + 1), values, where);
        ++checked;
    }

    size_t checked = 0;

private:
    const std::vector<FeatureRow>& features_;
};

TEST(Golden, EveryLayer) {
    TALLYBOOK_GOLDEN_MODEL(model);
    const ModelParts& parts = model->parts();
    BatchAnalyser analyser(parts, kernels::chosen());
    const auto sentences = all_sentences(parts);
    size_t checked = 0;
    for (size_t s = 0; s < sentences.size(); ++s) {
        const Json& record = golden("sentence")[s];
        if (!record.contains("layers")) continue;
        std::vector<FeatureRow> features;
        for (const WordInput& word : sentences[s]->words) {
            const Lexeme lexeme = make_lexeme(word.text, word.norm, parts.norms);
            features.push_back({lexeme.norm, lexeme.prefix, lexeme.suffix, lexeme.shape, word.space_after ? 1U : 0U,
                                lexeme.is_space ? 1U : 0U});
        }
        VectorCollector shared, own;
        shared.layers = parts.shared_net.encoder.size();
        shared.stride = parts.shared_net.stride;
        own.layers = parts.entity_token_net.encoder.size();
        own.stride = parts.entity_token_net.stride;
        std::vector<double> tag_scores;
        std::vector<std::vector<float>> parser_vectors, entity_vectors;
        BatchObservers observers;
        observers.shared_layers = &shared;
        observers.entity_layers = &own;
        observers.tag_scores = [&](size_t, std::span<const float> scores) {
            tag_scores.insert(tag_scores.end(), scores.begin(), scores.end());
        };
        observers.parser_vectors = [&](size_t, std::span<const float> v) {
            parser_vectors.emplace_back(v.begin(), v.end());
        };
        observers.entity_vectors = [&](size_t, std::span<const float> v) {
            entity_vectors.emplace_back(v.begin(), v.end());
        };
        const std::array<uint32_t, 1> lengths = {static_cast<uint32_t>(features.size())};
        analyser.run(sentences[s]->words, lengths, false, observers);
        const Json& layers = record["layers"];
        const std::string& where = sentences[s]->text;
        LayerCheck check(features);
        check.token_net(parts.shared_net, "tok2vec", layers, shared, where);
        check.token_net(parts.entity_token_net, "ner", layers, own, where);
        expect_layer(layers["tagger/3 softmax"], features.size(), parts.tagger.outputs, tag_scores, where);
        check.slot_vectors(parts.parser_net, 64, parser_vectors, layers["parser/2 precomputable_affine"], where);
        check.slot_vectors(parts.entity_net, 64, entity_vectors, layers["ner/2 precomputable_affine"], where);
        checked += check.checked;
    }
    EXPECT_GT(checked, 1000U);
}

// Compares each step with the golden one as it happens.
class StepChecker : public StepObserver {
public:
    StepChecker(const Json& system, const Json& class_names, std::string where)
        : system_(system), class_names_(class_names), where_(std::move(where)) {}

    void step(std::span<const int> slots, const int32_t* mask, uint32_t chosen, const float* scores) override {
        const std::string at = where_ + " step " + std::to_string(steps);
        ASSERT_LT(steps, system_["classes"].size()) << at;
        EXPECT_EQ(chosen, system_["classes"][steps].get<uint32_t>()) << at;
        if (system_.contains("steps")) detail(system_["steps"][steps], slots, mask, chosen, scores, at);
        ++steps;
    }

    size_t steps = 0;

private:
    void detail(const Json& want, std::span<const int> slots, const int32_t* mask, uint32_t chosen, const float* scores,
                const std::string& at) {
        EXPECT_EQ(std::vector<int>(slots.begin(), slots.end()), want["ids"].get<std::vector<int>>()) << at;
        std::string valid;
        double sum = 0;
        double second = -HUGE_VAL;
        for (size_t c = 0; c < class_names_.size(); ++c) {
            const char kind = class_names_[c].get<std::string>()[0];
            if (mask[c] != 0 && valid.find(kind) == std::string::npos) valid += kind;
            sum += static_cast<double>(scores[c]);
            if (mask[c] != 0 && c != chosen) second = std::max(second, static_cast<double>(scores[c]));
        }
        EXPECT_EQ(valid, want["valid"].get<std::string>()) << at;
        EXPECT_NEAR(scores[chosen], want["score"].get<double>(), kTolerance) << at;
        if (!want["second"].is_null()) {
            EXPECT_NEAR(second, want["second"].get<double>(), kTolerance) << at;
        }
        EXPECT_NEAR(sum, want["sum"].get<double>(), 2e-5 * static_cast<double>(class_names_.size())) << at;
    }

    const Json& system_;
    const Json& class_names_;
    std::string where_;
};

TEST(Golden, EveryStep) {
    TALLYBOOK_GOLDEN_MODEL(model);
    const ModelParts& parts = model->parts();
    const Json& header = golden("golden").front();
    BatchAnalyser analyser(parts, kernels::chosen());
    const auto sentences = all_sentences(parts);
    size_t parser_steps = 0;
    size_t entity_steps = 0;
    for (size_t s = 0; s < sentences.size(); ++s) {
        const Json& record = golden("sentence")[s];
        StepChecker parser(record["parser"], header["parser_classes"], "parser: " + sentences[s]->text);
        StepChecker entities(record["ner"], header["ner_classes"], "entities: " + sentences[s]->text);
        BatchObservers observers;
        observers.parser_steps = &parser;
        observers.entity_steps = &entities;
        const std::array<uint32_t, 1> lengths = {static_cast<uint32_t>(sentences[s]->words.size())};
        analyser.run(sentences[s]->words, lengths, false, observers);
        EXPECT_EQ(parser.steps, record["parser"]["classes"].size()) << sentences[s]->text;
        EXPECT_EQ(entities.steps, record["ner"]["classes"].size()) << sentences[s]->text;
        parser_steps += parser.steps;
        entity_steps += entities.steps;
    }
    EXPECT_EQ(parser_steps, 4367U);
    EXPECT_EQ(entity_steps, 2163U);
}

// All that is compared between two runs, as one string.
std::string spelled(const ModelParts& parts, std::span<const WordInput> words, std::span<const WordResult> results,
                    std::string_view lemmas) {
    std::string out;
    for (size_t i = 0; i < results.size(); ++i) {
        const WordResult& r = results[i];
        for (const LabelId id : {r.tag, r.pos, r.morph, r.dep, r.entity.label})
            out += std::string(parts.labels[id]) + "\t";
        out += std::to_string(r.head) + (r.entity.begins ? "\tB\t" : "\t-\t") + lemma_of(words[i], r, lemmas) + "\n";
    }
    return out;
}

TEST(Golden, NeitherBatchesNorCachesNorKernelsChangeAnything) {
    TALLYBOOK_GOLDEN_MODEL(model);
    const ModelParts& parts = model->parts();
    const auto sentences = all_sentences(parts);
    std::vector<std::string> alone;
    BatchAnalyser reference(parts, kernels::scalar());
    for (const auto& sentence : sentences) {
        const std::array<uint32_t, 1> lengths = {static_cast<uint32_t>(sentence->words.size())};
        const auto results = reference.run(sentence->words, lengths, false);
        alone.push_back(spelled(parts, sentence->words, results, reference.lemmas()));
    }
    std::mt19937 random(20240229);
    for (const kernels::Kernels* k : {&kernels::scalar(), kernels::avx2(), kernels::avx512()}) {
        if (!k) continue;
        CacheBudget tiny{1 << 14, 1 << 14, 1 << 18, 1 << 18};
        BatchAnalyser analyser(parts, *k, tiny);
        for (size_t s = 0; s < sentences.size();) {
            const size_t end = std::min<size_t>(sentences.size(), s + 1 + random() % 9);
            std::vector<WordInput> words;
            std::vector<uint32_t> lengths;
            std::string want;
            for (size_t i = s; i < end; ++i) {
                words.insert(words.end(), sentences[i]->words.begin(), sentences[i]->words.end());
                lengths.push_back(static_cast<uint32_t>(sentences[i]->words.size()));
                want += alone[i];
            }
            const auto results = analyser.run(words, lengths, false);
            EXPECT_EQ(spelled(parts, words, results, analyser.lemmas()), want) << k->name << " from sentence " << s;
            s = end;
        }
    }
}

TEST(Golden, OneTreeHasOneRoot) {
    TALLYBOOK_GOLDEN_MODEL(model);
    BatchAnalyser analyser(model->parts(), kernels::chosen());
    for (const auto& sentence : all_sentences(model->parts())) {
        const std::array<uint32_t, 1> lengths = {static_cast<uint32_t>(sentence->words.size())};
        size_t roots = 0;
        size_t i = 0;
        for (const WordResult& result : analyser.run(sentence->words, lengths, true))
            roots += result.head == i++ ? 1 : 0;
        EXPECT_EQ(roots, 1U) << sentence->text;
    }
}

TEST(Golden, AnalyseGivesTheSame) {
    TALLYBOOK_GOLDEN_MODEL(model);
    Workspace workspace;
    for (const Json& record : golden("sentence")) {
        Report report;
        report.set_text(record["text"].get<std::string>());
        AnalyseOptions options;
        options.presplit = true;
        analyse(report, model, workspace, options);
        ASSERT_EQ(report.tokens.size(), record["tokens"].size());
        ASSERT_EQ(report.sentences.size(), 1U);
        for (size_t i = 0; i < report.tokens.size(); ++i) {
            const Token& token = report.tokens[i];
            const Json& want = record["tokens"][i];
            EXPECT_EQ(token.span.begin, want["b"].get<uint32_t>());
            EXPECT_EQ(report.slice(token.span), token.text);
            EXPECT_EQ(token.lemma, want["lemma"].get<std::string>());
            EXPECT_EQ(token.pos, want["pos"].get<std::string>());
            EXPECT_EQ(token.head, want["head"].get<uint32_t>());
            EXPECT_EQ(token.entity, want["ent"].get<std::string>());
        }
    }
}

}  // namespace
}  // namespace tallybook
