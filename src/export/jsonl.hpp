// The whole ledger as JSON Lines, every kind of record: run, then each report with its mentions, statements and tallies
// in the order of (published, id), then incidents, checks, conflicts. Byte for byte the same for the same reports,
// whatever the order in which they were read.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/ledger.hpp"

namespace tallybook {

// `write` gets whole lines with their line end; it returns false to stop (not an error). The ledger must be settled.
Result<void> export_jsonl(const Ledger& ledger, const std::function<bool(std::string_view)>& write);

// The first line: what the current records were made with. Where a ledger holds records of several codebooks or models
// the line names the last of them in sort order and the others in "also".
std::string run_line_of(const std::vector<RunInfo>& runs);

}  // namespace tallybook
