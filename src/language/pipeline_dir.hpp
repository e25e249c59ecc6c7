// The files of a spaCy pipeline directory, and what its config and its tables say, in the form that the image keeps.
// Part of the importer.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.hpp"
#include "base/result.hpp"
#include "language/image.hpp"

namespace tallybook {

class PipelineDir {
public:
    explicit PipelineDir(std::filesystem::path root) : root_(std::move(root)) {}

    // The file's content, valid as long as this object. Errors: TB2011.
    Result<std::string_view> read(const std::string& name);
    bool has(const std::string& name) const;
    std::string where(const std::string& name) const { return (root_ / name).string(); }

    // SHA-256 of every file read so far.
    std::map<std::string, std::string> digests() const;

private:
    std::filesystem::path root_;
    std::map<std::string, MappedFile> files_;
};

// Refuses components and architectures that we do not run. Errors: TB2011, TB2012.
Result<void> check_config(PipelineDir& dir);
// Refuses pipelines that were not made for spaCy 3. Errors: TB2011, TB2012, TB2015.
Result<void> check_version(PipelineDir& dir);

// Each adds its section(s) to the image. Errors: TB2010, TB2011, TB2015.
Result<void> import_tokenizer(PipelineDir& dir, ImageWriter& image);
Result<void> import_norms(PipelineDir& dir, ImageWriter& image);
Result<void> import_lemmas(PipelineDir& dir, ImageWriter& image);
Result<void> import_rules(PipelineDir& dir, ImageWriter& image);

// [[move, label], …] in the order of the scores, from the "moves" file of "parser" or "ner". Errors: TB2010 to TB2013,
// TB2015.
Result<nlohmann::json> import_classes(PipelineDir& dir, const std::string& component);
// The labels of the tagger in the order of the scores.
Result<nlohmann::json> import_tags(PipelineDir& dir);

}  // namespace tallybook
