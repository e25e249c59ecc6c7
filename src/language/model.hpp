// A model: everything that the analysis of English needs, read from one image (language/image.hpp) that model_import
// made. It never changes after loading and may be shared by any number of threads.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tallybook {

struct ModelParts;

class Model {
public:
    // Maps the image, checks its digest, and runs its self-test: a made-up sentence whose scores must come out with the
    // same bits as where the image was made. Errors: TB1001, TB1002; TB2020 not an image; TB2021 damaged; TB2022 this
    // machine computes something else.
    static Result<std::shared_ptr<const Model>> open(const std::filesystem::path& image);
    ~Model();

    // SHA-256 of the image's content, in hex.
    std::string digest() const;

    // Name, version, origin and the licence texts that must go wherever the model goes.
    std::string info() const;

    // Whether its dictionary knows the lower-case word, inflected or not.
    bool knows_word(std::string_view lower) const;
    // The same without its nouns.
    bool knows_word_but_noun(std::string_view lower) const;

    // For the language layer and its tests.
    const ModelParts& parts() const { return *parts_; }

private:
    explicit Model(std::unique_ptr<const ModelParts> parts);
    std::unique_ptr<const ModelParts> parts_;
};

}  // namespace tallybook
