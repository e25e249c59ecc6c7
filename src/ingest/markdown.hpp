// Markdown as text: headings, paragraphs and list items without their marks, links as their words, code and HTML left
// out. A block of "key: value" lines between two lines "---" at the front tells title, date and author. md4c parses.
#pragma once

#include <string_view>

#include "ingest/fields.hpp"

namespace tallybook {

// A front matter with a known key, or a first line "# Heading" and other marks of Markdown behind it.
bool looks_like_markdown(std::string_view head);

// Replaces fields.text by what the document says, and fills what its front matter tells.
void read_markdown(InputFields& fields);

}  // namespace tallybook
