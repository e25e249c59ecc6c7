#include "ledger/sqlite.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

#include "base/errors.hpp"

namespace tallybook {

namespace {

Error error_of(sqlite3* handle, const std::string& path, int code) {
    const auto numbered = [&](const char* number, std::string message) {
        return Error{number, std::move(message), path};
    };
    // What the failed call left behind; SQLite itself does not always pass it on.
    const int left = errno, said_so = handle ? sqlite3_system_errno(handle) : 0;
    const int system = said_so != 0 ? said_so : left;
    const bool no_room = system == ENOSPC || system == EDQUOT || system == EFBIG;
    const int kind = code & 0xFF;
    switch (kind == SQLITE_IOERR && no_room ? SQLITE_FULL : kind) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return numbered(errors::kLedgerBusy,
                            "another program is writing to this ledger; wait until it has finished and run the same "
                            "command again, what is already kept is not read twice");
        case SQLITE_FULL:
            return numbered(errors::kLedgerFull,
                            "the disk is full; the reports kept so far are safe. Make room and run the same command "
                            "again");
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return numbered(errors::kLedgerReadOnly,
                            "the ledger cannot be written; check the permissions of the file and of its folder");
        case SQLITE_NOTADB:
            return numbered(errors::kNotALedger, "this file is not a ledger; name another file with --ledger");
        case SQLITE_CORRUPT:
            return numbered(errors::kLedgerCorrupt,
                            "the ledger's file is damaged; restore it from a copy, or read the reports into a new one");
        case SQLITE_CANTOPEN:
            return numbered(errors::kLedgerMissing,
                            "the ledger cannot be opened; check that the folder exists and may be entered");
        case SQLITE_IOERR:
            return numbered(errors::kLedgerDisk,
                            std::string("the disk did not read or write as it should") +
                                (system ? std::string(" (") + std::strerror(system) + ")" : std::string()) +
                                "; the reports kept so far are safe. Check the disk and run the same command again");
        default:
            break;
    }
    const char* said = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    return numbered(errors::kLedgerFailed, std::string("the ledger could not be used: ") + said);
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}
void Query::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Result<Database> Database::open(const std::string& path, Mode mode, int busy_ms) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
    if (mode == Mode::ReadOnly) flags |= SQLITE_OPEN_READONLY;
    if (mode == Mode::ReadWrite) flags |= SQLITE_OPEN_READWRITE;
    if (mode == Mode::Create) flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    Database database;
    database.path_ = std::make_shared<const std::string>(path);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    database.handle_.reset(handle);
    if (code != SQLITE_OK) return database.error(code);
    sqlite3_busy_timeout(handle, busy_ms);
    return database;
}

Result<void> Database::execute(const char* sql) const {
    const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error(code);
    return {};
}

Result<int64_t> Database::integer(const char* sql) const {
    auto query = Query::prepare(*this, sql);
    if (!query) return query.error();
    auto row = query->step();
    if (!row) return row.error();
    return *row ? query->integer(0) : 0;
}

int64_t Database::last_row() const {
    return sqlite3_last_insert_rowid(handle());
}

Error Database::error(int code) const {
    return error_of(handle(), *path_, code);
}

Result<Query> Query::prepare(const Database& database, std::string_view sql) {
    Query query;
    query.path_ = database.path_;
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    query.statement_.reset(statement);
    if (code != SQLITE_OK) return database.error(code);
    return query;
}

Query& Query::bind(std::string_view text) {
    sqlite3_bind_text(statement_.get(), next_++, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    return *this;
}

Query& Query::lend(std::string_view text) {
    sqlite3_bind_text(statement_.get(), next_++, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    return *this;
}

Query& Query::bind(const std::optional<std::string>& text) {
    return text ? bind(std::string_view(*text)) : bind_null();
}

Query& Query::bind(int64_t number) {
    sqlite3_bind_int64(statement_.get(), next_++, number);
    return *this;
}

Query& Query::bind(const std::optional<double>& number) {
    if (!number) return bind_null();
    sqlite3_bind_double(statement_.get(), next_++, *number);
    return *this;
}

Query& Query::bind_bytes(std::string_view bytes) {
    sqlite3_bind_blob(statement_.get(), next_++, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
    return *this;
}

Query& Query::bind_null() {
    sqlite3_bind_null(statement_.get(), next_++);
    return *this;
}

Result<bool> Query::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    Error error = error_of(sqlite3_db_handle(statement_.get()), *path_, code);
    reset();
    return error;
}

Result<void> Query::run() {
    auto row = step();
    if (!row) return row.error();
    reset();
    return {};
}

void Query::reset() {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
    next_ = 1;
}

std::string Query::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    return bytes ? std::string(bytes, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column)))
                 : std::string();
}

std::string Query::bytes(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    return bytes ? std::string(bytes, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column)))
                 : std::string();
}

std::optional<std::string> Query::text_or_none(int column) const {
    if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
    return text(column);
}

int64_t Query::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

Result<WriteTransaction> WriteTransaction::begin(const Database& database) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    return WriteTransaction(database);
}

WriteTransaction::~WriteTransaction() {
    if (database_) (void)sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> WriteTransaction::commit() {
    if (auto done = database_->execute("COMMIT"); !done) return done.error();
    database_ = nullptr;
    return {};
}

}  // namespace tallybook
