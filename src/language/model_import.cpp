#include "language/model_import.hpp"

#include <unistd.h>

#include <array>
#include <fstream>
#include <utility>

#include "base/errors.hpp"
#include "language/model.hpp"
#include "language/model_parts.hpp"
#include "language/pipeline_dir.hpp"
#include "language/thinc_model.hpp"

namespace tallybook {
namespace {

using nlohmann::json;

// en_core_web_sm 3.8.0, with which the golden files were made.
constexpr std::array<std::pair<const char*, const char*>, 12> kOfficial = {{
    {"tok2vec/model", "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090"},
    {"tagger/model", "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7"},
    {"parser/model", "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e"},
    {"parser/moves", "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f"},
    {"ner/model", "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"},
    {"ner/moves", "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4"},
    {"senter/model", "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c"},
    {"tokenizer", "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467"},
    {"vocab/lookups.bin", "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682"},
    {"lemmatizer/lookups/lookups.bin", "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737"},
    {"attribute_ruler/patterns", "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683"},
    {nullptr, nullptr},
}};

Result<ThincModel> read_model(PipelineDir& dir, const std::string& file) {
    auto bytes = dir.read(file);
    if (!bytes) return bytes.error();
    return ThincModel::read(*bytes, dir.where(file));
}

Error unfit(const PipelineDir& dir, const std::string& file, const std::string& what) {
    return {errors::kModelShape, what + "; the files are not of one pipeline", dir.where(file)};
}

Result<void> import_shared(PipelineDir& dir, ImageWriter& image, json& about) {
    auto file = read_model(dir, "tok2vec/model");
    if (!file) return file.error();
    auto net = file->token_net();
    if (!net) return net.error();
    about["shared"] = write_token_net(*net, "shared", image);

    auto tagger_file = read_model(dir, "tagger/model");
    if (!tagger_file) return tagger_file.error();
    auto tagger = tagger_file->softmax();
    if (!tagger) return tagger.error();
    auto tags = import_tags(dir);
    if (!tags) return tags.error();
    if (tagger->outputs != tags->size())
        return unfit(dir, "tagger/model", "its softmax layer has not one output a label");
    if (tagger->inputs != net->width)
        return unfit(dir, "tagger/model", "its softmax layer has not the width of tok2vec");
    about["tagger"] = write_linear(*tagger, "tagger", image);
    about["tags"] = *tags;

    auto parser_file = read_model(dir, "parser/model");
    if (!parser_file) return parser_file.error();
    auto parser = parser_file->transition_net();
    if (!parser) return parser.error();
    auto classes = import_classes(dir, "parser");
    if (!classes) return classes.error();
    if (parser->reduce.inputs != net->width)
        return unfit(dir, "parser/model", "its linear layer has not the width of tok2vec");
    if (parser->upper.outputs != classes->size())
        return unfit(dir, "parser/model", "its upper layer (linear) has not one output a move");
    if (parser->slots != kParserSlots)
        return unfit(dir, "parser/model", "its lower layer (precomputable_affine) has not 8 tokens a state");
    about["parser"] = write_transition_net(*parser, "parser", image);
    about["parser_classes"] = *classes;
    return {};
}

Result<void> import_entities(PipelineDir& dir, ImageWriter& image, json& about) {
    auto file = read_model(dir, "ner/model");
    if (!file) return file.error();
    auto tokens = file->token_net();
    if (!tokens) return tokens.error();
    auto net = file->transition_net();
    if (!net) return net.error();
    auto classes = import_classes(dir, "ner");
    if (!classes) return classes.error();
    if (net->reduce.inputs != tokens->width)
        return unfit(dir, "ner/model", "its linear layer has not the width of its token network");
    if (net->upper.outputs != classes->size())
        return unfit(dir, "ner/model", "its upper layer (linear) has not one output a move");
    if (net->slots != kEntitySlots)
        return unfit(dir, "ner/model", "its lower layer (precomputable_affine) has not 3 tokens a state");
    about["entity_tokens"] = write_token_net(*tokens, "entity_tokens", image);
    about["entities"] = write_transition_net(*net, "entities", image);
    about["entity_classes"] = *classes;
    return {};
}

// Name, version and origin, the report for the user; licences go into the image as they are.
Result<std::string> import_about(PipelineDir& dir, ImageWriter& image, json& about) {
    auto bytes = dir.read("meta.json");
    if (!bytes) return bytes.error();
    const json meta = json::parse(*bytes, nullptr, false);
    if (!meta.is_object()) return Error{errors::kModelTable, "this is no JSON object", dir.where("meta.json")};
    const auto text = [&](const char* key) {
        return meta.contains(key) && meta[key].is_string() ? meta[key].get<std::string>() : std::string("unknown");
    };
    about["name"] = text("lang") + "_" + text("name");
    about["version"] = text("version");
    about["license"] = text("license");
    std::string warnings;
    for (const char* name : {"LICENSE", "LICENSES_SOURCES"}) {
        if (!dir.has(name)) {
            warnings += std::string("warning: the pipeline has no ") + name +
                        "; find out on what terms the model may be passed on\n";
            continue;
        }
        auto licence = dir.read(name);
        if (!licence) return licence.error();
        image.add(name, std::string(*licence));
    }
    if (dir.has("senter/model")) (void)dir.read("senter/model");
    about["sources"] = dir.digests();
    std::string other;
    for (const auto& [name, digest] : kOfficial) {
        if (name && (!about["sources"].contains(name) || about["sources"][name] != digest)) other = name;
    }
    std::string summary = "model: " + about["name"].get<std::string>() + " " + about["version"].get<std::string>() +
                          "\nauthor: " + text("author") + ", " + text("url") + "\nlicence: " + text("license") +
                          "\ntrained for: spaCy " + text("spacy_version") + "\n";
    summary += other.empty() ? std::string("files: official sm 3.8.0\n")
                             : "files: not the official sm 3.8.0 (" + other + " differs)\n";
    about["summary"] = summary;
    about["official"] = other.empty();
    if (!other.empty()) {
        warnings +=
            "warning: these are not the files that were tested against spaCy; the layers are of the right "
            "kind, but nobody has compared the results\n";
    }
    return summary + warnings;
}

Result<void> write_file(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) return Error{errors::kFileUnwritable, "the image cannot be written here", path.string()};
    return {};
}

// Writes the image, computes the self-test with the scalar kernels, writes it again with the result, opens it. What
// cannot be loaded is the pipeline's fault, so errors name its directory.
Result<void> finish(ImageWriter image, const std::filesystem::path& pipeline_dir,
                    const std::filesystem::path& temporary) {
    if (auto written = write_file(temporary, image.finish()); !written) return written;
    {
        auto parts = load_parts(temporary);
        if (!parts) return Error{parts.error().code, parts.error().message, pipeline_dir.string()};
        image.add(kSelfTestSection, self_test_digest(**parts, kernels::scalar()));
    }
    if (auto written = write_file(temporary, image.finish()); !written) return written;
    auto model = Model::open(temporary);
    if (!model) return model.error();
    return {};
}

Result<std::string> import_all(const std::filesystem::path& pipeline_dir, const std::filesystem::path& temporary) {
    PipelineDir dir(pipeline_dir);
    ImageWriter image;
    json about;
    if (auto ok = check_config(dir); !ok) return ok.error();
    if (auto ok = check_version(dir); !ok) return ok.error();
    if (auto ok = import_shared(dir, image, about); !ok) return ok.error();
    if (auto ok = import_entities(dir, image, about); !ok) return ok.error();
    if (auto ok = import_tokenizer(dir, image); !ok) return ok.error();
    if (auto ok = import_norms(dir, image); !ok) return ok.error();
    if (auto ok = import_lemmas(dir, image); !ok) return ok.error();
    if (auto ok = import_rules(dir, image); !ok) return ok.error();
    auto report = import_about(dir, image, about);
    if (!report) return report;
    image.add("about", about.dump());
    if (auto ok = finish(std::move(image), pipeline_dir, temporary); !ok) return ok.error();
    return report;
}

}  // namespace

Result<std::string> import_model(const std::filesystem::path& pipeline_dir, const std::filesystem::path& image) {
    std::filesystem::path temporary = image;
    temporary += ".part" + std::to_string(::getpid());
    Result<std::string> report = Error{};
    try {
        report = import_all(pipeline_dir, temporary);
    } catch (const nlohmann::json::exception& e) {
        report = Error{errors::kModelTable, std::string("a JSON file of the model cannot be used: ") + e.what(),
                       pipeline_dir.string()};
    }
    std::error_code error;
    if (report) {
        std::filesystem::rename(temporary, image, error);
        if (error) report = Error{errors::kFileUnwritable, error.message(), image.string()};
    }
    std::filesystem::remove(temporary, error);
    return report;
}

}  // namespace tallybook
