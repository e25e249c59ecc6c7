// One JSON object: a line of JSON Lines with "text" and, if known, "id", "title", "byline", "published", "outlet",
// "uri", "language", "media_type"; or an item of ninjs (1 to 3), the news agencies' format. Other keys are ignored
// whatever they hold.
//
// Read as a stream of events, not as a tree: a hostile line (a hundred million brackets) costs no memory.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ingest/fields.hpp"

namespace tallybook {

// `line` without its line end; `where` for errors. The key stays empty where the object has no "id" (ninjs: "uri"). Of
// ninjs the headline is put first. Error: kBadJsonLine.
Result<InputFields> read_json_line(std::string_view line, const std::string& where);

}  // namespace tallybook
