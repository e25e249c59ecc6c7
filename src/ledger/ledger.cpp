#include "ledger/ledger.hpp"

#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "base/errors.hpp"
#include "base/hash.hpp"
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
    // NORMAL: a killed program loses nothing; a power cut may lose the last reports, never half of one, and reading
    // them again brings them back. FULL would wait for the disk once a report.
    for (const char* pragma :
         {"PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON", "PRAGMA recursive_triggers = ON"})
        if (auto done = database->execute(pragma); !done) return done.error();
    if (auto ready = prepare_schema(*database, true); !ready) return ready.error();
    if (auto wal = database->execute("PRAGMA journal_mode = WAL"); !wal) return wal.error();
    return database;
}

// The order in which the places where one text was found stand: earliest publication first.
auto rank(const SourceInfo& source) {
    return std::make_tuple(!source.published, source.published.value_or(""), source.uri.value_or(""),
                           source.outlet.value_or(""), source.key, digest_of(source));
}

}  // namespace

std::string digest_of(const SourceInfo& source) {
    return sha256_hex(
        Json({source.key, or_null(source.uri), or_null(source.outlet), or_null(source.byline), or_null(source.title),
              or_null(source.published), or_null(source.published_basis), or_null(source.language)})
            .dump(-1, ' ', false, Json::error_handler_t::replace));
}

bool earlier(const SourceInfo& a, const SourceInfo& b) {
    return rank(a) < rank(b);
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

Result<Decision> Ledger::decide(const ReportText& report, const SourceInfo& source, const RunInfo& run) const {
    auto known = Query::prepare(database_, "SELECT sha256 FROM report WHERE id = ?");
    if (!known) return known.error();
    auto row = known->bind(report.id).step();
    if (!row) return row.error();
    if (!*row) return Decision{Intake::New, source};
    if (known->text(0) != report.sha256)
        return Error{errors::kReportIdTaken,
                     "another text has the same report id " + report.id + "; leave one of them out", source.key};

    auto sources = sources_of(database_, report.id);
    if (!sources) return sources.error();
    const bool seen = std::find(sources->begin(), sources->end(), source) != sources->end();
    const SourceInfo first = !seen && earlier(source, sources->front()) ? source : sources->front();

    auto current =
        Query::prepare(database_,
                       "SELECT s.digest, t.tallybook, t.codebook, t.model, t.gazetteer FROM current_coding c "
                       "JOIN source s ON s.id = c.source JOIN txn t ON t.id = c.txn WHERE c.report = ?");
    if (!current) return current.error();
    row = current->bind(report.id).step();
    if (!row) return row.error();
    const bool same_run =
        *row && RunInfo{current->text(1), current->text(2), current->text(3), current->text(4)} == run;
    if (!same_run || current->text(0) != digest_of(first)) return Decision{Intake::Recode, first};
    return Decision{seen ? Intake::Known : Intake::Copy, first};
}

Result<Added> Ledger::add(const ReportText& report, const SourceInfo& source, const CodedLines* coded,
                          const RunInfo& run) {
    auto transaction = WriteTransaction::begin(database_);
    if (!transaction) return transaction.error();
    auto decision = decide(report, source, run);
    if (!decision) return decision.error();
    const Intake what = decision->intake;
    const bool code = what == Intake::New || what == Intake::Recode;
    if (what == Intake::Known || (code && (!coded || coded->as != decision->as))) return Added{what, false, 0};

    auto txn = add_transaction(code ? "report" : "copy", run);
    if (!txn) return txn.error();
    if (what == Intake::New) {
        auto insert = Query::prepare(database_, "INSERT INTO report(id, txn, sha256, text) VALUES(?, ?, ?, ?)");
        if (!insert) return insert.error();
        auto done = insert->bind(report.id).bind(*txn).bind(report.sha256).bind(report.text).run();
        if (!done) return done.error();
    }
    if (auto done = add_source(report, source, *txn); !done) return done.error();
    if (code)
        if (auto done = add_coding(report, *coded, *txn); !done) return done.error();
    if (auto done = transaction->commit(); !done) return done.error();
    return Added{what, true, *txn};
}

Result<int64_t> Ledger::add_transaction(const char* kind, const RunInfo& run) {
    auto insert = Query::prepare(database_,
                                 "INSERT INTO txn(kind, at, tallybook, codebook, model, gazetteer) "
                                 "VALUES(?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, ?, ?)");
    if (!insert) return insert.error();
    auto done = insert->bind(std::string_view(kind))
                    .bind(run.tallybook)
                    .bind(run.codebook)
                    .bind(run.model)
                    .bind(run.gazetteer)
                    .run();
    if (!done) return done.error();
    return database_.last_row();
}

Result<void> Ledger::add_source(const ReportText& report, const SourceInfo& source, int64_t txn) {
    auto insert = Query::prepare(database_,
                                 "INSERT INTO source(txn, report, digest, key, uri, outlet, byline, title, published, "
                                 "published_basis, language) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                 "ON CONFLICT(report, digest) DO NOTHING");
    if (!insert) return insert.error();
    insert->bind(txn).bind(report.id).bind(digest_of(source)).bind(source.key).bind(source.uri).bind(source.outlet);
    insert->bind(source.byline).bind(source.title).bind(source.published).bind(source.published_basis);
    return insert->bind(source.language).run();
}

Result<void> Ledger::add_coding(const ReportText& report, const CodedLines& coded, int64_t txn) {
    auto from = Query::prepare(database_, "SELECT id FROM source WHERE report = ? AND digest = ?");
    if (!from) return from.error();
    auto row = from->bind(report.id).bind(digest_of(coded.as)).step();
    if (!row) return row.error();
    const int64_t source = from->integer(0);

    auto told = record_columns_of(coded.report_line);
    if (!told) return told.error();
    auto insert =
        Query::prepare(database_, "INSERT INTO coding(txn, report, source, published, line) VALUES(?, ?, ?, ?, ?)");
    if (!insert) return insert.error();
    auto done = insert->bind(txn).bind(report.id).bind(source).bind(told->published).bind(coded.report_line).run();
    if (!done) return done;
    const int64_t coding = database_.last_row();

    auto record =
        Query::prepare(database_,
                       "INSERT INTO record(coding, ordinal, id, kind, type, since, until, place, country, line) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!record) return record.error();
    int64_t ordinal = 0;
    for (const std::string& line : coded.records) {
        auto columns = record_columns_of(line);
        if (!columns) return columns.error();
        record->bind(coding).bind(ordinal++).bind(columns->id).bind(columns->kind).bind(columns->type);
        record->bind(columns->since).bind(columns->until).bind(columns->place).bind(columns->country);
        if (auto kept = record->bind(line).run(); !kept) return kept;
    }
    return {};
}

}  // namespace tallybook
