#include "ledger/schema.hpp"

#include <fmt/format.h>

#include <iterator>

#include "base/errors.hpp"

namespace tallybook {

namespace {

// Version 1.
//   txn      one row a transaction; what `--since` counts. `at` is for people and never enters an export.
//   report   the text, once
//   source   where the text was found: the first row of a report is what it was first read as, further ones are copies
//   coding   one version of a report's records: made from one source by one program, codebook and model
//   record   the lines of a coding
//   finding  incidents, checks, conflicts; the newest row of a (kind, id) counts, `line` NULL says that it is gone
//   alias    an incident's former id and the one that now holds its mentions
constexpr const char* kVersion1 = R"sql(
CREATE TABLE txn(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK(kind IN ('report', 'copy', 'settle')), at TEXT NOT NULL,
  tallybook TEXT NOT NULL, codebook TEXT NOT NULL, model TEXT NOT NULL, gazetteer TEXT NOT NULL);
CREATE TABLE report(
  id TEXT PRIMARY KEY, txn INTEGER NOT NULL REFERENCES txn, sha256 TEXT NOT NULL UNIQUE, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source(
  id INTEGER PRIMARY KEY, txn INTEGER NOT NULL REFERENCES txn, report TEXT NOT NULL REFERENCES report,
  digest TEXT NOT NULL, key TEXT NOT NULL, uri TEXT, outlet TEXT, byline TEXT, title TEXT,
  published TEXT, published_basis TEXT, language TEXT, UNIQUE(report, digest));
CREATE TABLE coding(
  id INTEGER PRIMARY KEY, txn INTEGER NOT NULL REFERENCES txn, report TEXT NOT NULL REFERENCES report,
  source INTEGER NOT NULL REFERENCES source, published TEXT, line TEXT NOT NULL);
CREATE INDEX coding_report ON coding(report, id);
CREATE TABLE record(
  coding INTEGER NOT NULL REFERENCES coding, ordinal INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
  type TEXT, since TEXT, until TEXT, place TEXT, country TEXT, line TEXT NOT NULL,
  PRIMARY KEY(coding, ordinal)) WITHOUT ROWID;
CREATE INDEX record_id ON record(id);
CREATE INDEX record_kind ON record(kind, type, since);
CREATE TABLE finding(
  n INTEGER PRIMARY KEY, txn INTEGER NOT NULL REFERENCES txn, kind TEXT NOT NULL, id TEXT NOT NULL,
  revision TEXT, type TEXT, since TEXT, until TEXT, place TEXT, country TEXT, lat REAL, lon REAL, line TEXT);
CREATE INDEX finding_id ON finding(kind, id, n);
CREATE INDEX finding_txn ON finding(txn);
CREATE TABLE alias(former TEXT NOT NULL, id TEXT NOT NULL, txn INTEGER NOT NULL REFERENCES txn,
  PRIMARY KEY(former, txn)) WITHOUT ROWID;

CREATE VIEW current_coding AS
  SELECT c.* FROM coding c WHERE c.id = (SELECT max(d.id) FROM coding d WHERE d.report = c.report);
CREATE VIEW current_finding AS
  SELECT f.* FROM finding f
  WHERE f.n = (SELECT max(g.n) FROM finding g WHERE g.kind = f.kind AND g.id = f.id) AND f.line IS NOT NULL;
)sql";

// Version 2.
//   review   what a reviewer did; `target` is the row that an "undo" undoes, `line` all else. What follows from it is
//   in
//            the same transaction, of kind "settle"
constexpr const char* kVersion2 = R"sql(
CREATE TABLE review(
  n INTEGER PRIMARY KEY, txn INTEGER NOT NULL REFERENCES txn, reviewer TEXT NOT NULL, kind TEXT NOT NULL,
  target INTEGER REFERENCES review, incident TEXT, line TEXT NOT NULL);
CREATE INDEX review_txn ON review(txn);
)sql";

// Version 3.
//   finished  inputs that were read to their end, by a digest that the reader of inputs makes: the journal by which a
//             reading that was cut off goes on where it was. Written behind what the input gave
//   sketch    of a report's text, by which near copies are found; made from the text where it is missing
constexpr const char* kVersion3 = R"sql(
CREATE TABLE finished(input TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE sketch(report TEXT PRIMARY KEY REFERENCES report, bytes BLOB NOT NULL) WITHOUT ROWID;
)sql";

constexpr const char* kTables[] = {"txn",     "report", "source", "coding",   "record",
                                   "finding", "alias",  "review", "finished", "sketch"};

// One entry a version: what makes the version before it this one.
constexpr const char* kSteps[] = {kVersion1, kVersion2, kVersion3};
static_assert(std::size(kSteps) == kLedgerVersion);

Result<void> forbid_changes(const Database& database) {
    for (const char* table : kTables) {
        for (const char* change : {"UPDATE", "DELETE"}) {
            const std::string sql = fmt::format(
                "CREATE TRIGGER IF NOT EXISTS {0}_no_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'the ledger is "
                "append-only'); END",
                table, change);
            if (auto done = database.execute(sql.c_str()); !done) return done;
        }
    }
    return {};
}

Result<void> migrate(const Database& database) {
    auto transaction = WriteTransaction::begin(database);
    if (!transaction) return transaction.error();
    // Read again under the lock: another program may have migrated meanwhile.
    auto version = database.integer("PRAGMA user_version");
    if (!version) return version.error();
    for (int64_t step = *version; step < kLedgerVersion; ++step)
        if (auto done = database.execute(kSteps[step]); !done) return done;
    if (auto done = forbid_changes(database); !done) return done;
    const std::string stamp =
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kLedgerApplication, kLedgerVersion);
    if (auto done = database.execute(stamp.c_str()); !done) return done;
    return transaction->commit();
}

}  // namespace

Result<void> prepare_schema(const Database& database, bool may_write) {
    auto version = database.integer("PRAGMA user_version");
    if (!version) return version.error();
    auto application = database.integer("PRAGMA application_id");
    if (!application) return application.error();
    auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    const bool fresh = *tables == 0 && *version == 0;
    if (!fresh && *application != kLedgerApplication)
        return Error{errors::kNotALedger, "this file is a database of another program; name another file with --ledger",
                     database.path()};
    if (*version > kLedgerVersion)
        return Error{
            errors::kLedgerNewer,
            fmt::format("this ledger has version {}, this program knows versions up to {}; use a newer tallybook",
                        *version, kLedgerVersion),
            database.path()};
    if (*version == kLedgerVersion) return {};
    if (!may_write) {
        if (fresh)
            return Error{errors::kLedgerMissing, "this ledger is empty; read reports into it first", database.path()};
        return Error{errors::kLedgerReadOnly,
                     fmt::format("this ledger has version {} and must be brought to {} first; open it once with write "
                                 "permission, with any command that reads reports",
                                 *version, kLedgerVersion),
                     database.path()};
    }
    return migrate(database);
}

}  // namespace tallybook
