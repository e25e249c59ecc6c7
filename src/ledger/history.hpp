// The ledger as it was: what each finding said after which transaction. Every row is still there, so a state of the
// past is a question and not a reconstruction. Reads only; a contract as Ledger's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/ledger.hpp"

namespace tallybook {

struct FindingVersion {
    std::string kind, id;
    std::optional<std::string> line;  // nothing: gone from that transaction on
    int64_t txn = 0;
};

struct FindingChange {
    std::string kind, id;
    std::optional<std::string> before, after;
    int64_t txn = 0;  // the last one that changed it
};

struct TransactionNote {
    int64_t txn = 0;
    std::string at;        // UTC
    std::string reviewer;  // where it is a review
};

// What differs between the state after transaction `since` and the one after `until`; by kind (incident, check,
// conflict) and id; near copies are not told. What changed and changed back is left out.
Result<std::vector<FindingChange>> changes_between(const Ledger& ledger, int64_t since, int64_t until);

// All versions of one incident, oldest first; none where the id was never given out.
Result<std::vector<FindingVersion>> versions_of(const Ledger& ledger, const std::string& incident);

// A transaction that somebody names: its number, a day (the state when the day began), or the eight digits of an
// incident's revision (the transaction that made it). kNoSuchRecord where there is none.
Result<int64_t> transaction_named(const Ledger& ledger, const std::string& name);

Result<TransactionNote> transaction_note(const Ledger& ledger, int64_t txn);

}  // namespace tallybook
