#include "ledger/upkeep.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "base/errors.hpp"
#include "ledger/ledger.hpp"
#include "ledger/page_check.hpp"
#include "ledger/schema.hpp"

namespace tallybook {

namespace {

namespace fs = std::filesystem;

constexpr int kBusyMs = 10'000;

uint64_t size_of(const std::string& path) {
    std::error_code none;
    const auto size = fs::file_size(path, none);
    return none ? 0 : size;
}

bool exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

Error cannot(const char* what, const std::string& path, const std::error_code& why) {
    return {errors::kFileUnwritable, fmt::format("{}: {}", what, why.message()), path};
}

// So that a new name outlives a power cut.
void sync_folder(const std::string& path) {
    const std::string folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path().string() : ".";
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return;
    static_cast<void>(::fsync(file));
    ::close(file);
}

// A file that is taken away again unless it was given its name.
class Draft {
public:
    explicit Draft(const std::string& for_path) : path_(fmt::format("{}.part-{}", for_path, ::getpid())) {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        if (!named_) ::unlink(path_.c_str());
        for (const char* beside : {"-journal", "-wal", "-shm"}) ::unlink((path_ + beside).c_str());
    }
    const std::string& path() const { return path_; }
    Result<void> give_name(const std::string& path) {
        std::error_code problem;
        fs::rename(path_, path, problem);
        if (problem) return cannot("the copy cannot get its name", path, problem);
        named_ = true;
        sync_folder(path);
        return {};
    }

private:
    std::string path_;
    bool named_ = false;
};

Result<void> pages_are_whole(const Database& database) {
    const auto broken = broken_pages(database, true);
    if (!broken) return broken.error();
    if (broken->empty()) return {};
    return Error{errors::kLedgerCorrupt, "this ledger is damaged: " + broken->front(), database.path()};
}

// All pages of one moment in one step: in WAL mode that keeps no writer waiting, and writers cannot make it begin anew.
Result<void> copy_pages(const Ledger& from, const std::string& to) {
    auto target = Database::open(to, Database::Mode::Create, kBusyMs);
    if (!target) return target.error();
    sqlite3_backup* backup = sqlite3_backup_init(target->handle(), "main", from.database().handle(), "main");
    if (!backup) return target->error(sqlite3_extended_errcode(target->handle()));
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (stepped != SQLITE_DONE) return target->error(stepped);
    if (finished != SQLITE_OK) return target->error(finished);
    if (auto whole = pages_are_whole(*target); !whole) return whole;
    return prepare_schema(*target, false);
}

// The ledger's file and what SQLite keeps beside it, under a name that is free.
Result<std::string> set_aside(const std::string& ledger) {
    {
        // Whoever writes is waited for; a file too damaged for that is moved as it is.
        auto old = Database::open(ledger, Database::Mode::ReadWrite, kBusyMs);
        if (old) {
            auto lock = old->execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
            if (!lock && lock.error().code == errors::kLedgerBusy) return lock.error();
            if (lock) static_cast<void>(static_cast<bool>(old->execute("PRAGMA wal_checkpoint(TRUNCATE)")));
        }
    }
    std::string aside = ledger + ".before-restore";
    for (int n = 2; exists(aside); ++n) aside = fmt::format("{}.before-restore-{}", ledger, n);
    for (const char* beside : {"", "-wal", "-shm"}) {
        if (!exists(ledger + beside)) continue;
        std::error_code problem;
        fs::rename(ledger + beside, aside + beside, problem);
        if (problem) return cannot("the ledger that stands there cannot be set aside", ledger + beside, problem);
    }
    return aside;
}

// SHA-256 over every value of every table, in the order of the keys.
class RowDigest {
public:
    RowDigest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
    }
    void add(const void* bytes, size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }
    void number(int64_t value) { add(&value, sizeof value); }
    std::string hex() {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        EVP_DigestFinal_ex(context_.get(), digest, &size);
        std::string out;
        for (unsigned i = 0; i < size; ++i) out += fmt::format("{:02x}", digest[i]);
        return out;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Result<void> add_rows(RowDigest& digest, const Database& database, const std::string& table) {
    sqlite3_stmt* raw = nullptr;
    auto columns = database.integer(fmt::format("SELECT count(*) FROM pragma_table_info('{}')", table).c_str());
    if (!columns) return columns.error();
    const std::string sql =
        "SELECT * FROM \"" + table + "\" ORDER BY 1" + (*columns > 1 ? ", 2" : "") + (*columns > 2 ? ", 3" : "");
    const int prepared = sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &raw, nullptr);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> rows(raw, sqlite3_finalize);
    if (prepared != SQLITE_OK) return database.error(prepared);
    for (;;) {
        const int code = sqlite3_step(raw);
        if (code == SQLITE_DONE) return {};
        if (code != SQLITE_ROW) return database.error(code);
        for (int i = 0; i < sqlite3_column_count(raw); ++i) {
            const void* bytes = sqlite3_column_blob(raw, i);
            const int size = sqlite3_column_bytes(raw, i);
            digest.number(bytes ? size : -1);
            if (bytes) digest.add(bytes, static_cast<size_t>(size));
        }
    }
}

Result<std::string> digest_of_rows(const Database& database) {
    auto tables = Query::prepare(database,
                                 "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                                 "ORDER BY name");
    if (!tables) return tables.error();
    RowDigest digest;
    for (;;) {
        auto row = tables->step();
        if (!row) return row.error();
        if (!*row) return digest.hex();
        const std::string table = tables->text(0);
        digest.add(table.data(), table.size());
        if (auto done = add_rows(digest, database, table); !done) return done.error();
    }
}

}  // namespace

Result<CopiedLedger> backup_ledger(const std::string& ledger, const std::string& file) {
    if (exists(file))
        return Error{errors::kFileExists, "there is a file of this name: name another one, or take it away first",
                     file};
    auto from = Ledger::open(ledger, Ledger::Access::Read, kBusyMs);
    if (!from) return from.error();
    Draft draft(file);
    if (auto copied = copy_pages(*from, draft.path()); !copied) return copied.error();
    if (auto named = draft.give_name(file); !named) return named.error();
    return CopiedLedger{size_of(file), {}};
}

Result<CopiedLedger> restore_ledger(const std::string& file, const std::string& ledger, bool replace) {
    const bool there = exists(ledger);
    if (there && !replace)
        return Error{errors::kFileExists,
                     "there is a ledger of this name: name another one, or say --replace, which sets it aside", ledger};
    auto from = Ledger::open(file, Ledger::Access::Read, kBusyMs);
    if (!from) return from.error();
    Draft draft(ledger);
    if (auto copied = copy_pages(*from, draft.path()); !copied) return copied.error();
    CopiedLedger out;
    if (there) {
        auto aside = set_aside(ledger);
        if (!aside) return aside.error();
        out.set_aside = *aside;
    }
    if (auto named = draft.give_name(ledger); !named) return named.error();
    out.bytes = size_of(ledger);
    return out;
}

Result<CompactedLedger> compact_ledger(const std::string& ledger, int busy_ms) {
    if (!exists(ledger)) return Error{errors::kLedgerMissing, "there is no such ledger", ledger};
    CompactedLedger out;
    out.before = size_of(ledger) + size_of(ledger + "-wal");
    auto opened = Ledger::open(ledger, Ledger::Access::Write, busy_ms);
    if (!opened) return opened.error();
    const Database& database = opened->database();
    // Nobody else may write between the two digests.
    for (const char* step : {"PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT"})
        if (auto done = database.execute(step); !done) return done.error();
    if (auto whole = pages_are_whole(database); !whole) return whole.error();
    auto before = digest_of_rows(database);
    if (!before) return before.error();
    for (const char* step : {"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"})
        if (auto done = database.execute(step); !done) return done.error();
    auto after = digest_of_rows(database);
    if (!after) return after.error();
    if (*before != *after)
        return Error{errors::kLedgerCorrupt, "the rows are not the same after compacting: restore a backup", ledger};
    out.digest = *after;
    out.after = size_of(ledger) + size_of(ledger + "-wal");
    return out;
}

}  // namespace tallybook
