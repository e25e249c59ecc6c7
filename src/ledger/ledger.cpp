#include "ledger/ledger.hpp"

#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "base/errors.hpp"
#include "ledger/rows.hpp"
#include "ledger/schema.hpp"

namespace tallybook {

namespace {

// A ledger in a folder that may not be written: WAL cannot put its index beside the file, but nobody else can write to
// it either, so that it may be read as it is.
Result<Database> open_immutable(const std::string& path, int busy_ms) {
    std::string uri = "file:";
    for (const char c : path) uri += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
    return Database::open(uri + "?immutable=1", Database::Mode::ReadOnly, busy_ms);
}

Result<Database> open_for_reading(const std::string& path, int busy_ms) {
    if (path != ":memory:" && access(path.c_str(), F_OK) != 0)
        return Error{errors::kLedgerMissing,
                     "there is no such ledger; make it with: tallybook read REPORTS --ledger " + path, path};
    auto database = Database::open(path, Database::Mode::ReadOnly, busy_ms);
    if (!database) return database;
    auto usable = prepare_schema(*database, false);
    if (usable) return database;
    const bool no_index =
        usable.error().code == errors::kLedgerMissing || usable.error().code == errors::kLedgerReadOnly;
    if (!no_index || access((path + "-wal").c_str(), F_OK) == 0) return usable.error();
    auto still = open_immutable(path, busy_ms);
    if (!still) return still;
    if (auto again = prepare_schema(*still, false); !again) return usable.error();
    return still;
}

Result<Database> open_for_writing(const std::string& path, int busy_ms) {
    auto database = Database::open(path, Database::Mode::Create, busy_ms);
    if (!database) return database;
    // A new file's pages hold a record's line without a page of overflow each: half the size and time of 4 KB.
    // NORMAL: a killed program loses nothing; a power cut may lose the last reports, never half of one, and reading
    // them again brings them back. FULL would wait for the disk once a report.
    // Nothing is ever deleted, so no freed bytes need to be overwritten with zeros (which Debian's SQLite does unless
    // told not to).
    for (const char* pragma :
         {"PRAGMA page_size = 16384", "PRAGMA cache_size = -32000", "PRAGMA synchronous = NORMAL",
          "PRAGMA foreign_keys = ON", "PRAGMA recursive_triggers = ON", "PRAGMA secure_delete = OFF"})
        if (auto done = database->execute(pragma); !done) return done.error();
    if (auto ready = prepare_schema(*database, true); !ready) return ready.error();
    if (auto wal = database->execute("PRAGMA journal_mode = WAL"); !wal) return wal.error();
    return database;
}

}  // namespace

bool earlier(const SourceInfo& a, const SourceInfo& b) {
    const auto rank = [](const SourceInfo& source) {
        return std::make_tuple(!source.published, source.published.value_or(""), source.uri.value_or(""),
                               source.outlet.value_or(""), std::string_view(source.key));
    };
    const auto of_a = rank(a), of_b = rank(b);
    return of_a == of_b && a != b ? digest_of(a) < digest_of(b) : of_a < of_b;
}

Result<std::vector<SourceInfo>> sources_of(const Database& database, const std::string& report) {
    auto query =
        Query::prepare(database,
                       "SELECT key, uri, outlet, byline, title, published, published_basis, language FROM source "
                       "WHERE report = ?");
    if (!query) return query.error();
    query->bind(report);
    std::vector<SourceInfo> out;
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) break;
        out.push_back({query->text(0), query->text_or_none(1), query->text_or_none(2), query->text_or_none(3),
                       query->text_or_none(4), query->text_or_none(5), query->text_or_none(6), query->text_or_none(7)});
    }
    std::sort(out.begin(), out.end(), earlier);
    return out;
}

Result<Ledger> Ledger::open(const std::string& path, Access access, int busy_ms) {
    auto database = access == Access::Write || path == ":memory:" ? open_for_writing(path, busy_ms)
                                                                  : open_for_reading(path, busy_ms);
    if (!database) return database.error();
    return Ledger(std::move(*database));
}

}  // namespace tallybook
