// Where paragraphs end, from the shape of the lines. Private to the splitter.
//
// The one question is whether a line break is soft (the line was full) or hard. Copy wrapped at a fixed width answers
// it by itself: a break is soft where the next word would not have fitted. This tells an upper-case cable from a list
// of headings without looking at the words, which is why the width comes before case and punctuation. Lines wider than
// any terminal are not wrapped at all: each is a paragraph.
#pragma once

#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace tallybook {

std::vector<ByteSpan> split_paragraphs(std::string_view text);

}  // namespace tallybook
