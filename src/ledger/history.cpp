#include "ledger/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/days.hpp"
#include "base/errors.hpp"

namespace tallybook {

namespace {

int rank(const std::string& kind) {
    return kind == "incident" ? 0 : kind == "check" ? 1 : 2;
}

bool all_in(const std::string& text, const char* digits) {
    return !text.empty() && text.find_first_not_of(digits) == std::string::npos;
}

Result<int64_t> first_integer(const Ledger& ledger, const char* sql, const std::string& parameter) {
    auto query = Query::prepare(ledger.database(), sql);
    if (!query) return query.error();
    auto row = query->bind(parameter).step();
    if (!row) return row.error();
    return *row ? query->integer(0) : int64_t{0};
}

}  // namespace

Result<std::vector<FindingChange>> changes_between(const Ledger& ledger, int64_t since, int64_t until) {
    auto query = Query::prepare(
        ledger.database(),
        "SELECT c.kind, c.id, c.last, "
        "(SELECT f.line FROM finding f WHERE f.kind = c.kind AND f.id = c.id AND f.txn <= ? ORDER BY f.n DESC LIMIT "
        "1), "
        "(SELECT f.line FROM finding f WHERE f.kind = c.kind AND f.id = c.id AND f.txn <= ? ORDER BY f.n DESC LIMIT 1) "
        "FROM (SELECT kind, id, max(txn) AS last FROM finding WHERE txn > ? AND txn <= ? AND kind <> 'copy' GROUP BY "
        "kind, id) c");
    if (!query) return query.error();
    query->bind(since).bind(until).bind(since).bind(until);
    std::vector<FindingChange> out;
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) break;
        FindingChange one{query->text(0), query->text(1), query->text_or_none(3), query->text_or_none(4),
                          query->integer(2)};
        if (one.before != one.after) out.push_back(std::move(one));
    }
    std::sort(out.begin(), out.end(), [](const FindingChange& a, const FindingChange& b) {
        return std::make_tuple(rank(a.kind), std::cref(a.id)) < std::make_tuple(rank(b.kind), std::cref(b.id));
    });
    return out;
}

Result<std::vector<FindingVersion>> versions_of(const Ledger& ledger, const std::string& incident) {
    auto query = Query::prepare(
        ledger.database(), "SELECT kind, id, line, txn FROM finding WHERE kind = 'incident' AND id = ? ORDER BY n");
    if (!query) return query.error();
    query->bind(incident);
    std::vector<FindingVersion> out;
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) return out;
        out.push_back({query->text(0), query->text(1), query->text_or_none(2), query->integer(3)});
    }
}

Result<int64_t> transaction_named(const Ledger& ledger, const std::string& name) {
    auto last = ledger.last_transaction();
    if (!last) return last;
    if (all_in(name, "0123456789") && name.size() < 10 && std::stoll(name) <= *last) return std::stoll(name);
    if (day_of(name) && name.size() == 10)
        return first_integer(ledger, "SELECT coalesce(max(id), 0) FROM txn WHERE at < ?", name);
    if (name.size() == 8 && all_in(name, "0123456789abcdef")) {
        auto found = first_integer(ledger, "SELECT coalesce(min(txn), 0) FROM finding WHERE revision = ?", name);
        if (!found || *found > 0) return found;
    }
    return Error{errors::kNoSuchRecord,
                 fmt::format("'{}' is no revision of this ledger: give a transaction's number (0 to {}), a day, or the "
                             "revision of an incident",
                             name, *last),
                 ""};
}

Result<TransactionNote> transaction_note(const Ledger& ledger, int64_t txn) {
    auto query =
        Query::prepare(ledger.database(),
                       "SELECT t.at, r.reviewer FROM txn t LEFT JOIN review r ON r.txn = t.id WHERE t.id = ? LIMIT 1");
    if (!query) return query.error();
    auto row = query->bind(txn).step();
    if (!row) return row.error();
    TransactionNote out;
    out.txn = txn;
    if (!*row) return out;
    out.at = query->text(0);
    out.reviewer = query->text(1);
    return out;
}

}  // namespace tallybook
