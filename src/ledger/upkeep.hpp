// A ledger's file as a whole: copied while another program writes into it, put back, made small. All three go through
// SQLite, never through the file system alone: a file copied while it is written is a broken ledger, and one without
// its -wal an old one.
//
// Contract: nothing is ever overwritten without being kept: a target that exists is refused, or set aside. What fails
// leaves all files as they were. Errors: those of the ledger (kLedgerFull, kLedgerReadOnly, kLedgerBusy …),
// kFileExists.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"

namespace tallybook {

// With those of base/errors.hpp; numbers are never used again for something else.
namespace errors {
inline constexpr const char* kFileExists = "TB1016";
inline constexpr const char* kLedgerFlawed = "TB5011";  // by verify
}  // namespace errors

struct CopiedLedger {
    uint64_t bytes = 0;
    std::string set_aside;  // restore: where the ledger that stood there lies now; empty: none did
};

// The state of one moment; other programs read and write on meanwhile. The copy is checked (pages and tables) before
// it gets its name, is one file, and needs nothing else.
Result<CopiedLedger> backup_ledger(const std::string& ledger, const std::string& file);

// The backup becomes the ledger. One that stands there is refused, or with `replace` set aside beside it.
Result<CopiedLedger> restore_ledger(const std::string& file, const std::string& ledger, bool replace);

struct CompactedLedger {
    uint64_t before = 0, after = 0;  // bytes, with what lies in the -wal
    std::string digest;              // of every row of every table; the same before and after
};

// Rewrites the file without unused room and empties the -wal. Every row stays, which is checked; kLedgerCorrupt where
// it is not so, kLedgerBusy where another program writes for longer than `busy_ms`.
Result<CompactedLedger> compact_ledger(const std::string& ledger, int busy_ms = 10'000);

}  // namespace tallybook
