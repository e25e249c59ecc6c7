// What changed in the record between two transactions, field by field, and the history of one incident.
// Reads only; thread-safe where the ledger is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/history.hpp"

namespace tallybook {

struct FieldChange {
    std::string field;
    Json from, to;
};

struct RecordChange {
    std::string kind;  // incident, check, conflict
    std::string id;
    std::string change;               // new, changed, gone
    std::string now;                  // of an incident that is gone: the one that holds its mentions
    Json before, after;               // the lines; null for none
    std::vector<FieldChange> fields;  // of what changed; not of revision and why
    TransactionNote made;             // by the last transaction that changed it
};

Result<std::vector<RecordChange>> diff_of(const Ledger& ledger, int64_t since, int64_t until);
Result<std::vector<RecordChange>> history_of(const Ledger& ledger, const std::string& incident);

}  // namespace tallybook
