// A page as its blocks of text (paragraphs, headings, list items) and the containers that they stand in, read in one
// pass. Which of them are the main text is decided afterwards, in html_main.hpp, when the whole page is known.
//
// What no page has its text in (nav, aside, footer, svg, form fields, hidden parts) is left out here already; what only
// the names of a container speak against is kept, with that mark.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/html_facts.hpp"
#include "ingest/html_marks.hpp"
#include "ingest/html_text.hpp"

namespace tallybook::html {

struct Block {
    enum class Kind : uint8_t { Loose, Paragraph, Heading, Item, Quote } kind = Kind::Loose;
    uint8_t level = 0;            // of a heading
    Marks marks;                  // of its own element
    uint32_t begin = 0, end = 0;  // in the page's text
    uint32_t link_bytes = 0;
    uint32_t about_bytes = 0;  // in inline elements that hold byline or date
    uint32_t node = 0;
};

struct Node {
    uint32_t parent = 0;  // of node 0, the page, itself
    Marks marks;
    bool article = false, header = false;
};

// A <time>, or what else a page marks as its day.
struct Stamp {
    std::string value;  // as it is written
    uint32_t node = 0, block = 0;
    bool says_published = false;
};

struct Page {
    explicit Page(std::string_view bytes) : text(bytes) {}

    PageText text;
    std::vector<Block> blocks;  // in the order of the page
    std::vector<Node> nodes;
    std::vector<Stamp> stamps;
    std::string byline;  // as an element for it holds it
    PageFacts facts;

    std::string_view text_of(const Block& block) const {
        return std::string_view(text.text()).substr(block.begin, block.end - block.begin);
    }
};

// `bytes` is UTF-8 and outlives the page. With `lenient` nothing but scripts is left out: for pages whose text stands
// in the wrong element.
Page read_page(std::string_view bytes, bool lenient);

}  // namespace tallybook::html
