// Text of a page: its character references read, its white space squeezed, with where each stretch stood in the page.
#pragma once

#include <string>
#include <string_view>

#include "report/origin.hpp"

namespace tallybook::html {

// `text` with its character references (&amp; &eacute; &#8217;) read. Unknown ones stay as they are.
std::string unescape_html(std::string_view text);

// Without white space at its ends, each run of it inside as one blank; no-break spaces count.
std::string squeezed(std::string_view text);

// A text that is put together out of pieces of a page, white space squeezed as it comes.
class PageText {
public:
    explicit PageText(std::string_view page) : page_(page) {}

    const std::string& text() const { return text_; }
    const Origin& origin() const { return origin_; }
    size_t size() const { return text_.size(); }

    // Begins a new block: no blank is carried over from what was added before.
    void begin_block();
    // A blank is due before the next letter of the block.
    void blank() { blank_due_ = text_.size() > block_; }
    // `raw` must lie in the page.
    void add(std::string_view raw);

private:
    void put(size_t from, size_t to);
    size_t read_reference(size_t at, size_t end);

    std::string_view page_;
    std::string text_;
    Origin origin_;
    size_t block_ = 0;
    bool blank_due_ = false;
};

}  // namespace tallybook::html
