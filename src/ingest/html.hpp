// An HTML page as its main text and what it says about itself. The headline comes first, then one paragraph a block,
// with empty lines between; navigation, headers, footers, forms' fields, asides, scripts and link lists are left out.
//
// An own tokenizer in one pass rather than libxml2's or gumbo's tree: its time is linear whatever the page holds (a
// hundred thousand end tags that match nothing make a tree builder quadratic), and the main text needs no tree.
#pragma once

#include <string>
#include <string_view>

#include "ingest/fields.hpp"

namespace tallybook {

// Replaces fields.text, which holds the page, by its main text, and fills those of title, byline, outlet, uri, language
// and published that are still unknown. Never fails: a page without text gives an empty one.
void read_html(InputFields& fields);

// `text` with its character references (&amp; &eacute; &#8217;) read. Unknown ones stay as they are.
std::string unescape_html(std::string_view text);

}  // namespace tallybook
