// Lines that news pages carry beside their reports, told by their words: notes on cookies and subscriptions, headings
// of link lists, bylines and date lines. Closed lists in English; pages of other languages are not coded anyway.
#pragma once

#include <string>
#include <string_view>

namespace tallybook::html {

// "We use cookies …", "Sign up for our newsletter", "Read more: …", "All rights reserved".
bool is_page_note(std::string_view text);

// A heading above links, comments or forms: "Related stories", "3 comments", "Most read".
bool is_page_heading(std::string_view text);

// The same as a line of its own that is no heading element; stricter.
bool is_page_label(std::string_view text);

// "By A. Writer", "By our foreign desk · 3 March 2021": who; else empty.
std::string byline_of_line(std::string_view text);

// The day of a line that is a date, or a byline and a date, and nothing else; else empty.
std::string day_of_line(std::string_view text);

}  // namespace tallybook::html
