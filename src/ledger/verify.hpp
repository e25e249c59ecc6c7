// Whether a ledger still says what its reports say: each text against its SHA-256, each record's columns against its
// line, each span and quote against the stored text, each reference against what it names, and no row missing between
// two others. A database's own check sees broken pages; this one sees a page that is whole and says something else.
//
// What it cannot see: a field that is in no text and has no column (a score, say), changed by somebody who drops the
// triggers. `follow` sees that where an incident depends on it, by resolving the records anew.
//
// Contract: reads one snapshot, so that a program that writes meanwhile does not disturb; nothing is written. Memory is
// that of one report, with `follow` that of resolving. A table that cannot be read on is a flaw, not an error.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "ledger/ledger.hpp"

namespace tallybook {

struct Flaw {
    std::string where;  // "report r-…", "record r-…/m1 (coding 4)", "file"
    std::string what;
};

struct Verified {
    uint64_t reports = 0, copies = 0, codings = 0, records = 0, findings = 0, reviews = 0, transactions = 0;
    uint64_t hashes = 0, spans = 0, quotes = 0;  // that were compared
    uint64_t flaws = 0;
    bool followed = false;  // incidents and checks were worked out anew and compared
};

// `flaw` is called for each, in the order of the file. Error: the file cannot be read at all.
Result<Verified> verify(const Ledger& ledger, bool follow, const std::function<void(const Flaw&)>& flaw);

}  // namespace tallybook
