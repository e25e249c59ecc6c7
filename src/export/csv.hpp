// Incidents as a spreadsheet: a row an incident, every number as low, best and high, the sentence behind it in the last
// columns. The columns are a contract (docs/ledger.md): a later version may add some at the end, never move one.
//
// RFC 4180 quoting, UTF-8, lines end in "\n". A text that a spreadsheet would run as a formula (it begins with = + - @,
// a tab or a return) gets an apostrophe in front, as the spreadsheets' makers advise; numbers are left as they are.
// Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "export/page.hpp"

namespace tallybook {

std::string csv_of(const Page& page);  // with the header line

std::string csv_text(std::string_view text);  // one cell that holds words: escaped, and quoted where it must be

}  // namespace tallybook
