// In which language a text is. CLD2 tells, in two steps: English function words are counted first, since no English
// text of some length does without them and counting is many times faster; only what fails that test goes to CLD2.
//
// A short text is taken for English unless it clearly is another language: coding a foreign headline finds nothing,
// skipping an English one loses an event.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tallybook {

// A code of ISO 639-1, or 639-2 where that has none; with a script where CLD2 tells two apart ("zh-Hant"). Nothing
// where neither words nor letters tell.
std::optional<std::string> language_of(std::string_view text);

}  // namespace tallybook
