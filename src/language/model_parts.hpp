// The inside of a Model. Read-only once loaded.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "language/attribute_rules.hpp"
#include "language/entities.hpp"
#include "language/image.hpp"
#include "language/labels.hpp"
#include "language/lemma.hpp"
#include "language/lexeme.hpp"
#include "language/networks.hpp"
#include "language/parser.hpp"
#include "language/tokenizer.hpp"

namespace tallybook {

struct ModelParts {
    Image image;
    std::string name, version, licence, summary;
    bool official = false;  // the files that the golden tests were made with
    Labels labels;

    std::shared_ptr<const Tokenizer> tokenizer;
    NormTable norms;

    TokenNet shared_net;  // read by tagger and parser
    Linear tagger;
    std::vector<LabelId> tags;  // by score
    TransitionNet parser_net;
    Parser parser;

    TokenNet entity_token_net;
    TransitionNet entity_net;
    EntityTagger entities;

    AttributeRules rules;
    Lemmatizer lemmatizer;
};

// Everything but the self-test. Errors as Model::open.
Result<std::unique_ptr<const ModelParts>> load_parts(const std::filesystem::path& image);

// SHA-256 over the scores of made-up sentences in every network: the same on every machine and with all kernels.
std::string self_test_digest(const ModelParts& parts, const kernels::Kernels& k);

inline constexpr const char* kSelfTestSection = "selftest";

}  // namespace tallybook
