// The commands under `tallybook codebook` that have a file of their own.
#pragma once

#include "cli/command.hpp"

namespace tallybook::cli {

void add_codebook_explain(CLI::App& codebook, int& status);
void add_codebook_coverage(CLI::App& codebook, int& status);

}  // namespace tallybook::cli
