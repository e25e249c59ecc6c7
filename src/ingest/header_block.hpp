// Lines of "Title: …", "Date: …", "Source: …" before a text: what archives of news put above their reports, and what
// Markdown writes between two lines "---".
#pragma once

#include <string_view>

#include "ingest/fields.hpp"

namespace tallybook {

// Fills the fields that the lines tell and that are still unknown; how many lines were known.
size_t read_header_lines(std::string_view lines, InputFields& fields);

// Plain text: where it begins with at least two known lines and an empty one behind them, those are taken off, and the
// title becomes the first paragraph. Any other text stays as it is. Decodes.
void read_plain_text(InputFields& fields);

}  // namespace tallybook
