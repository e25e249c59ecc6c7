// Makes a model image out of a spaCy v3 pipeline directory (the one with config.cfg). Natively: neither Python nor
// spaCy is needed. Sizes, label sets, window widths and pieces may be others than in en_core_web_sm; the kinds of
// layers may not.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace tallybook {

// Reads `pipeline_dir`, writes `image` in one step (a half-written image never has the name `image`) and opens it once
// to make sure that it can be used. The result is a report for the user: name, version, "official sm 3.8.0" where all
// files are those that the golden tests were made with, or else warnings.
// Errors: TB2010 a file is no MessagePack; TB2011 a file is missing; TB2012 an architecture or a layer that cannot be
// run; TB2013 shapes that do not fit; TB2014 weights that are no numbers; TB2015 tables of another kind; TB1009.
Result<std::string> import_model(const std::filesystem::path& pipeline_dir, const std::filesystem::path& image);

}  // namespace tallybook
