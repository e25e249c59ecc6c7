// The ledger's tables and how an older file becomes a newer one. Append-only is not a habit of the code but a property
// of the file: triggers refuse every UPDATE and DELETE, also by another program.
#pragma once

#include "ledger/sqlite.hpp"

namespace tallybook {

inline constexpr int kLedgerVersion = 3;               // PRAGMA user_version
inline constexpr int kLedgerApplication = 0x54424b31;  // PRAGMA application_id, "TBK1"

// A fresh file gets the newest schema, an older one is migrated step by step in one transaction; with `may_write`
// false nothing is changed. kLedgerNewer for a file of a newer program, kNotALedger for another program's database,
// kLedgerMissing for an empty file that may not be written.
Result<void> prepare_schema(const Database& database, bool may_write);

}  // namespace tallybook
