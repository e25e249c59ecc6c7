// Which blocks of a page are its main text, which its headline, and what its visible lines say about it.
//
// A page is first divided by what it says itself (article, articleBody, main, names of containers), then by where its
// paragraphs are: from the body downwards into whichever container holds most of them. Inside, blocks are judged one by
// one: links, labels, bylines, notes on cookies and subscriptions are left out, and so is what stands under a heading
// such as "Related" or "Comments". A trained classifier was turned down: a reader must be able to see why a line went.
#pragma once

#include <string>
#include <vector>

#include "ingest/html_page.hpp"

namespace tallybook::html {

struct MainText {
    int headline = -1;              // index of the block that holds it, -1: none does
    bool headline_is_sure = false;  // the page's title says so too
    std::vector<size_t> blocks;     // of the text, in order, the headline not among them
    std::string byline, date_line;  // as lines above the text tell them, empty where none does
    size_t bytes = 0;               // of the paragraphs
};

MainText choose_main(const Page& page);

}  // namespace tallybook::html
