// What the class, the id and the role of an element say about its content. News sites write these names in hundreds of
// ways ("article__body", "StoryBody", "js-comments-wrap"); they are cut into words, and a word or two decide. Names
// that only speak of a layout ("has-sidebar", "no-comments") say nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace tallybook::html {

struct Marks {
    bool aside : 1 = false;   // comments, related links, advertisements, cookie notes, captions …
    bool body : 1 = false;    // the text of an article
    bool main : 1 = false;    // where the page's own content is
    bool about : 1 = false;   // byline, date, credit: about the text
    bool deck : 1 = false;    // the sentence under the headline
    bool date : 1 = false;    // of `about`: the day of publication
    bool hidden : 1 = false;  // not shown
};

// Of a class or id attribute, added to what is known.
void read_names(std::string_view value, Marks& marks);

// Of all attributes of an opening tag.
Marks marks_of(std::string_view attributes);

}  // namespace tallybook::html
