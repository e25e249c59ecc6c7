// Is a text English? Counted over its function words, which no text of some length does without; a statistical detector
// (CLD2) was turned down for now: one language is supported, and the question is only yes or no.
//
// A short text is taken for English unless it clearly is another language: coding a foreign headline finds nothing,
// skipping an English one loses an event.
#pragma once

#include <string_view>

namespace tallybook {

bool looks_english(std::string_view text);

}  // namespace tallybook
