// One line of JSON Lines: an object with "text" and, if known, "id", "title", "byline", "published", "outlet", "uri",
// "language", "media_type". Other keys are ignored whatever they hold.
//
// Read as a stream of events, not as a tree: a hostile line (a hundred million brackets) costs no memory.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ingest/fields.hpp"

namespace tallybook {

// `line` without its line end; `where` for errors. The key stays empty where the line has no "id". Error: kBadJsonLine.
Result<InputFields> read_json_line(std::string_view line, const std::string& where);

}  // namespace tallybook
