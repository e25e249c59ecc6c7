// An HTML page as its main text and what it says about itself. The headline comes first, then one paragraph a block,
// with empty lines between; navigation, comments, related links, notes on cookies, captions and scripts are left out.
//
// An own tokenizer in one pass rather than libxml2's or gumbo's tree: its time is linear whatever the page holds (a
// hundred thousand end tags that match nothing make a tree builder quadratic), it is several times faster, and every
// byte of the text keeps its place in the page.
#pragma once

#include <string>
#include <string_view>

#include "ingest/fields.hpp"

namespace tallybook {

// Replaces fields.text, which holds the page, by its main text, sets where it stood (fields.origin), and fills those of
// title, byline, outlet, uri, language and published that are still unknown. Never fails: a page without text gives an
// empty one, with a note.
void read_html(InputFields& fields);

// The same for a piece of HTML that has no page around it (a feed's entry, a mail's body): all of it is text but
// scripts and the like, and nothing of it is taken for metadata.
void read_html_part(InputFields& fields);

// Puts the headline before the text as a paragraph of its own, unless the text begins with it; the map goes on to hold.
void put_headline(InputFields& fields, const std::string& headline);

}  // namespace tallybook
