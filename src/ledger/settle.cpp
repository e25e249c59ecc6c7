// What follows from all reports: resolved anew from the current records, compared with what was kept, and appended
// where it differs. Comparing whole lines keeps the feed of changes honest: whatever a reader could see differently is
// a new revision, and nothing else is.
#include <algorithm>
#include <map>

#include "ledger/ledger.hpp"
#include "ledger/rows.hpp"
#include "resolve/gist.hpp"

namespace tallybook {

namespace {

std::optional<std::string> some(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

using Kept = std::map<std::pair<std::string, std::string>, Finding>;  // by kind and id

Result<Kept> current_findings(const Database& database) {
    auto query = Query::prepare(database, "SELECT kind, id, line FROM current_finding");
    if (!query) return query.error();
    Kept out;
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) return out;
        Finding one;
        one.kind = query->text(0);
        one.id = query->text(1);
        one.line = query->text(2);
        out.emplace(std::pair(one.kind, one.id), std::move(one));
    }
}

Result<void> insert_finding(Query& insert, const Finding& one, int64_t txn) {
    insert.bind(txn).bind(one.kind).bind(one.id).bind(some(one.revision)).bind(some(one.type)).bind(some(one.since));
    insert.bind(some(one.until)).bind(some(one.place)).bind(some(one.country)).bind(one.lat).bind(one.lon);
    return insert.bind(some(one.line)).run();
}

// The incident that now holds most of the former one's mentions; of equals the first in order.
const Finding* heir(const Finding& former, const std::vector<Finding>& incidents) {
    const Json line = Json::parse(former.line, nullptr, false);
    std::map<std::string, const Finding*> holder;
    for (const Finding& one : incidents)
        for (const std::string& mention : one.mentions) holder[mention] = &one;
    std::map<const Finding*, int> votes;
    const Finding* best = nullptr;
    if (!line.is_object() || !line.contains("mentions")) return nullptr;
    for (const Json& mention : line["mentions"]) {
        const auto found = holder.find(mention.get<std::string>());
        if (found == holder.end()) continue;
        const int votes_now = ++votes[found->second];
        if (!best || votes_now > votes[best]) best = found->second;
    }
    return best;
}

}  // namespace

Result<bool> Ledger::is_settled() const {
    auto query = Query::prepare(database_, "SELECT kind FROM txn ORDER BY id DESC LIMIT 1");
    if (!query) return query.error();
    auto row = query->step();
    if (!row) return row.error();
    return !*row || query->text(0) == "settle";
}

// Ledgers of before, and reports that were kept without one.
Result<void> Ledger::add_missing_sketches() {
    auto missing = database_.integer("SELECT (SELECT count(*) FROM report) - (SELECT count(*) FROM sketch)");
    if (!missing) return missing.error();
    while (*missing > 0) {
        std::vector<std::pair<std::string, Sketch>> some;
        auto query = Query::prepare(database_,
                                    "SELECT r.id, r.text FROM report r WHERE NOT EXISTS (SELECT 1 FROM sketch s WHERE "
                                    "s.report = r.id) LIMIT 1000");
        if (!query) return query.error();
        while (true) {
            auto row = query->step();
            if (!row) return row.error();
            if (!*row) break;
            some.emplace_back(query->text(0), sketch_of(query->text(1)));
        }
        if (some.empty()) break;
        for (const auto& [report, sketch] : some)
            if (auto done = add_sketch(report, sketch); !done) return done;
    }
    return {};
}

Result<std::vector<ToldReport>> Ledger::told() const {
    auto query =
        Query::prepare(database_,
                       "SELECT c.id, c.line, r.line FROM current_coding c LEFT JOIN record r ON r.coding = c.id "
                       "ORDER BY c.id, r.ordinal");
    if (!query) return query.error();
    std::vector<ToldReport> out;
    int64_t coding = -1;
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) break;
        if (query->integer(0) != coding) {
            coding = query->integer(0);
            auto report = read_report_line(query->text(1));
            if (!report) return report.error();
            auto sketch = reused("SELECT bytes FROM sketch WHERE report = ?");
            if (!sketch) return sketch.error();
            auto found = (**sketch).bind(report->id).step();
            if (!found) return found.error();
            if (*found) report->sketch = sketch_of_bytes((**sketch).bytes(0)).value_or(Sketch{});
            out.push_back(std::move(*report));
        }
        const auto line = query->text_or_none(2);
        if (!line) continue;
        if (auto added = add_record_line(out.back(), *line); !added) return added.error();
    }
    if (auto added = add_gists(out); !added) return added.error();
    return out;
}

// What reports are about is asked only where some have no date by which to tell events apart.
Result<void> Ledger::add_gists(std::vector<ToldReport>& reports) const {
    const auto undated = [](const ToldReport& one) { return one.published.empty(); };
    if (std::none_of(reports.begin(), reports.end(), undated)) return {};
    for (ToldReport& one : reports) {
        auto text = reused("SELECT text FROM report WHERE id = ?");
        if (!text) return text.error();
        auto found = (**text).bind(one.id).step();
        if (!found) return found.error();
        if (*found) one.gist = gist_of((**text).text(0));
    }
    return {};
}

Result<void> Ledger::note_gone(const Finding& old, const std::vector<Finding>& now, int64_t txn) {
    const Finding* to = old.kind == "incident" ? heir(old, now) : nullptr;
    if (!to) return {};
    auto insert = Query::prepare(database_, "INSERT INTO alias(former, id, txn) VALUES(?, ?, ?)");
    if (!insert) return insert.error();
    return insert->bind(old.id).bind(to->id).bind(txn).run();
}

Result<Settled> Ledger::settle(const RunInfo& run) {
    auto transaction = WriteTransaction::begin(database_);
    if (!transaction) return transaction.error();
    auto out = settle_within(0, run);
    if (!out) return out;
    if (out->txn == 0) return out;
    if (auto done = transaction->commit(); !done) return done.error();
    return out;
}

// `txn`: the transaction that it belongs to; 0: one of its own, where there is something to write.
Result<Settled> Ledger::settle_within(int64_t txn, const RunInfo& run) {
    auto settled = is_settled();
    if (!settled) return settled.error();
    if (auto sketched = add_missing_sketches(); !sketched) return sketched.error();
    auto reports = told();
    if (!reports) return reports.error();
    auto reviewed = active_actions();
    if (!reviewed) return reviewed.error();
    auto kept = current_findings(database_);
    if (!kept) return kept.error();
    Resolution resolution = resolve(std::move(*reports), *reviewed);

    Settled out;
    std::vector<const Finding*> gone;
    for (auto* list : {&resolution.incidents, &resolution.checks, &resolution.conflicts, &resolution.copies}) {
        for (const Finding& one : *list) {
            const auto found = kept->find({one.kind, one.id});
            if (found == kept->end() || found->second.line != one.line) out.fresh.push_back(one);
            if (found != kept->end()) kept->erase(found);
        }
    }
    for (const auto& [key, one] : *kept) gone.push_back(&one);
    if (txn == 0 && *settled && out.fresh.empty() && gone.empty()) return out;

    if (txn == 0) {
        auto own = add_transaction("settle", run);
        if (!own) return own.error();
        txn = *own;
    }
    out.txn = txn;
    auto insert =
        Query::prepare(database_,
                       "INSERT INTO finding(txn, kind, id, revision, type, since, until, place, country, lat, "
                       "lon, line) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert) return insert.error();
    for (const Finding& one : out.fresh)
        if (auto done = insert_finding(*insert, one, txn); !done) return done.error();
    for (const Finding* one : gone) {
        Finding marker;
        marker.kind = one->kind;
        marker.id = one->id;
        if (auto done = insert_finding(*insert, marker, txn); !done) return done.error();
        if (auto done = note_gone(*one, resolution.incidents, txn); !done) return done.error();
        out.gone.push_back(one->id);
    }
    return out;
}

Result<Resolution> Ledger::automatic() const {
    auto reports = told();
    if (!reports) return reports.error();
    return resolve(std::move(*reports));
}

}  // namespace tallybook
