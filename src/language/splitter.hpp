// Paragraphs and sentences, by rules: line structure first, then punctuation with the word before and the word after.
// On newswire the rules find the boundaries that the parser finds inside paragraphs, and they lose no paragraph, where
// the parser loses 15 %; and a sentence must not depend on its neighbours. Knows wire copy (wrapped lines, datelines,
// bullets, headings) and upper-case cables, whose lines must not pass for headings.
//
// Everything is a single pass over the text with bounded look-ahead: a 100 MB line costs as much a byte as a short one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "language/tokenizer.hpp"

namespace tallybook {

struct SplitSentence {
    ByteSpan span;           // starts and ends with something that is not white space
    uint32_t paragraph = 0;  // index into SplitText::paragraphs
    bool quoted = false;     // begins inside a quotation that an earlier sentence of the paragraph opened
};

struct SplitText {
    std::vector<ByteSpan> paragraphs;  // in order, no overlap; white space at the ends is not in it
    std::vector<SplitSentence> sentences;
};

// `text` is UTF-8 with "\n" line ends, under 4 GiB. Pure; never fails.
SplitText split_text(std::string_view text);

// A sentence as it is analysed: each run of white space is one U+0020 (line breaks, but also the second space behind a
// full stop, tabs and no-break spaces: all of them would become tokens and disturb the networks), the rest is as in the
// report.
struct AnalysisText {
    std::string text;

    // A span of `text` as a span of the report. A token that covers a joined line break maps to the whole run.
    ByteSpan to_report(uint32_t begin, uint32_t end) const;

    struct Piece {
        uint32_t at;         // first byte in `text`
        uint32_t in_report;  // the same byte in the report
    };
    std::vector<Piece> pieces;  // sorted; inside a piece both sides advance together
    uint32_t report_end = 0;
};
AnalysisText analysis_text(std::string_view report, ByteSpan sentence);

inline constexpr size_t kSentenceTokenLimit = 400;

// Cuts what is too long for the parser: at the last ";" that leaves a piece of at most `limit` tokens, else at the last
// ",", else at `limit`. One span that covers everything where there is nothing to cut (then no note is due).
std::vector<TokenSpan> cut_long_sentence(std::string_view text, std::span<const RawToken> tokens,
                                         size_t limit = kSentenceTokenLimit);

}  // namespace tallybook
