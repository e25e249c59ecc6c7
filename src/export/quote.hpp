// The sentence behind a line of the page: found by its span, cut to what fits around the words that matter, with where
// it stands in the report.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "export/page.hpp"
#include "export/painter.hpp"

namespace tallybook {

struct Quote {
    std::string words;  // “…”, with the words that matter in Ink::Mark
    std::string where;  // "¶7, byte 1820"; of a page "¶7, byte 1820 (html 40211)": its byte there
};

// The sentence of the evidence of `record` that says most of it, at most about `columns` wide; `mark` is the span of
// the words that matter, null for none. Nothing where the record has no evidence in the text.
std::optional<Quote> quote_of(const PageReport& report, const PageJson& record, const PageJson& mark, size_t columns,
                              const Painter& painter);

// The sentence of the evidence that says most: that holds the most of the spans that the record was read from; of
// equals the first. Always within the report's text.
struct SentenceSpan {
    size_t begin = 0, end = 0;
};
std::optional<SentenceSpan> sentence_of(const PageReport& report, const PageJson& record);

// The number, from 1, of the paragraph that holds the byte: blocks of text between empty lines, or lines where the text
// has no empty line.
size_t paragraph_of(std::string_view text, size_t at);

}  // namespace tallybook
