// A thin owner of SQLite's handles: connections and statements that close themselves, and SQLite's result codes as the
// ledger's numbered errors. An ORM was turned down: the ledger has few statements, and each is worth reading.
//
// Contract: a Query borrows its Database's connection and must not outlive it; text given to bind() is copied by
// SQLite; text from text() is copied out. Nothing throws. Not thread-safe: one Database a thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace tallybook {

class Database {
public:
    enum class Mode { ReadOnly, ReadWrite, Create };

    // `busy_ms`: how long to wait for another writer before kLedgerBusy.
    static Result<Database> open(const std::string& path, Mode mode, int busy_ms);

    Result<void> execute(const char* sql) const;
    Result<int64_t> integer(const char* sql) const;  // the first column of the first row, 0 without a row
    Error error(int code) const;                     // SQLite's `code` as a numbered error that says what to do
    sqlite3* handle() const { return handle_.get(); }
    const std::string& path() const { return *path_; }
    int64_t last_row() const;

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> handle_;
    std::shared_ptr<const std::string> path_;  // also of the queries: they do not mind where the Database is moved
    friend class Query;
};

class Query {
public:
    static Result<Query> prepare(const Database& database, std::string_view sql);

    // Parameters in the order of their question marks; an unset optional is NULL.
    Query& bind(std::string_view text);
    Query& bind(const std::string& text) { return bind(std::string_view(text)); }
    Query& bind(const std::optional<std::string>& text);
    Query& bind(int64_t number);
    Query& bind(const std::optional<double>& number);
    Query& bind_bytes(std::string_view bytes);
    Query& bind_null();
    Query& lend(std::string_view text);  // as bind, without a copy: `text` must live until the query is reset or run

    Result<bool> step();  // true: a row is there
    Result<void> run();   // a statement without rows; ready for new parameters afterwards
    void reset();

    std::string text(int column) const;
    std::string bytes(int column) const;
    std::optional<std::string> text_or_none(int column) const;
    int64_t integer(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    std::shared_ptr<const std::string> path_;
    int next_ = 1;
};

// A prepared query that is used again and again; ready for new parameters when this ends.
class Reused {
public:
    explicit Reused(Query& query) : query_(&query) {}
    Reused(Reused&& other) noexcept : query_(other.query_) { other.query_ = nullptr; }
    Reused& operator=(Reused&&) = delete;
    ~Reused() {
        if (query_) query_->reset();
    }
    Query& operator*() const { return *query_; }
    Query* operator->() const { return query_; }

private:
    Query* query_;
};

// One transaction that takes the write lock at once and is rolled back unless committed.
class WriteTransaction {
public:
    static Result<WriteTransaction> begin(const Database& database);
    WriteTransaction(WriteTransaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
    WriteTransaction& operator=(WriteTransaction&&) = delete;
    ~WriteTransaction();
    Result<void> commit();

private:
    explicit WriteTransaction(const Database& database) : database_(&database) {}
    const Database* database_;
};

}  // namespace tallybook
