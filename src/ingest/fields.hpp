// What a reader of one format knows about one text, and the one way from there to a Report. Every reader fills the same
// fields, so that cleaning, dates, language and ids are done in one place and alike for every format.
//
// Cleaning: BOM removed, CR LF and CR become LF, other encodings become UTF-8 and ill-formed UTF-8 U+FFFD, each with a
// note. Nothing is trimmed: offsets must point into what the user gave, and where bytes changed, `origin` tells where
// they stood. Bad text is no error but a note; only bytes that are no text at all are refused.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "report/origin.hpp"
#include "report/report.hpp"

namespace tallybook {

struct InputFields {
    std::string key;
    std::string text;     // as given, in any encoding
    std::string charset;  // as the source declares it, empty where it does not
    const char* format = "text";
    Origin origin;        // of `text`, where a reader took it out of something (`mapped`)
    bool mapped = false;  // the text is UTF-8 and ready
    std::optional<std::string> title, byline, outlet, uri, language, media_type;
    std::optional<std::string> published;  // as given; only its first ten bytes count where it is a date and a time
    const char* published_basis = "given";
    bool language_is_sure = true;  // false: a page's own word, which the text may contradict
    std::vector<std::string> notes;
};

struct IngestOptions {
    std::optional<std::string> published;       // where the input has none; must be a date (is_date)
    size_t max_text_bytes = size_t{256} << 20;  // a longer text is refused (TB1005)
    size_t max_html_bytes = size_t{16} << 20;   // of a page, a feed, a record of a web archive
};

// `where` names the place in the input for errors ("feed.jsonl:7"). Errors: kNotText, kTooLarge.
Result<Report> make_report(InputFields fields, const IngestOptions& options, const std::string& where);

// A day of the calendar as YYYY-MM-DD, and nothing else.
bool is_date(std::string_view text);

// Does the text begin, after white space, as an HTML page does?
bool begins_as_html(std::string_view text);

// The bytes as UTF-8 text: UTF-16 with a byte order mark is converted. Errors: kNotText.
Result<std::string> decode_bytes(std::string bytes, std::vector<std::string>& notes, const std::string& where);

}  // namespace tallybook
