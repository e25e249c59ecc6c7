// What a page says about itself: in JSON-LD, in <meta>, in its addresses. The first value that a more trusted place
// gives stands; what is visible on the page (headline, byline, date line) is the affair of html_page.hpp.
#pragma once

#include <string>
#include <string_view>

namespace tallybook::html {

// The article of a page's JSON-LD; fields are empty where it says nothing.
struct LinkedData {
    std::string headline, published, author, publisher, uri, language;
    bool live = false;  // a LiveBlogPosting
};

// Read as a stream of events with bounded depth. A script that is no JSON still gives its date, by the key.
void read_linked_data(std::string_view script, LinkedData& into);

struct PageFacts {
    LinkedData linked;
    std::string site_title, title, outlet, application, uri, language, byline;
    std::string published;  // of <meta>, as it is written

    void read_meta(std::string_view attributes);
};

// "By A. Writer and B. Writer" without its "By"; empty where it is no name (an address, a long text).
std::string clean_byline(std::string_view text);

// "Headline | Example News" without its site; the site goes to `site` where the title tells it without doubt.
std::string without_site(const std::string& title, const std::string& headline, std::string& site);

}  // namespace tallybook::html
