// SQLite's own check of a file, without its false alarms. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/sqlite.hpp"

namespace tallybook {

// What is wrong with the pages, at most twenty sentences. `quick`: tables alone, not whether indexes agree with them.
Result<std::vector<std::string>> broken_pages(const Database& database, bool quick);

}  // namespace tallybook
