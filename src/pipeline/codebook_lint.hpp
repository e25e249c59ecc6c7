// Lint of a codebook's texts with what only a language model knows: which words are lemmas. Without a model it is
// Codebook::lint.
#pragma once

#include <filesystem>
#include <vector>

#include "codebook/codebook.hpp"
#include "language/model.hpp"

namespace tallybook {

std::vector<LintFinding> lint_codebook(const std::filesystem::path& folder, const Model* model);

}  // namespace tallybook
