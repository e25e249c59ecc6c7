// What reviewers do: kept like everything else, as rows that are never changed. Undoing is a row of its own that names
// the one it undoes, so that the log tells who took back what, and undoing an undo brings the action back.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/errors.hpp"
#include "ledger/ledger.hpp"
#include "ledger/rows.hpp"

namespace tallybook {

namespace {

std::optional<std::pair<int64_t, int64_t>> span_of(const Json& object) {
    const auto found = object.is_object() ? object.find("span") : object.end();
    if (!object.is_object() || found == object.end() || !found->is_array() || found->size() != 2) return std::nullopt;
    if (!(*found)[0].is_number() || !(*found)[1].is_number()) return std::nullopt;
    return std::pair((*found)[0].get<int64_t>(), (*found)[1].get<int64_t>());
}

// A row counts unless a later row that counts undoes it: settled from the last one backwards.
void mark_undone(std::vector<ReviewRow>& rows) {
    std::map<int64_t, size_t> at;
    for (size_t i = 0; i < rows.size(); ++i) at[rows[i].action.n] = i;
    for (size_t i = rows.size(); i-- > 0;) {
        if (!rows[i].active || !rows[i].undone) continue;
        if (const auto target = at.find(*rows[i].undone); target != at.end()) rows[target->second].active = false;
    }
}

}  // namespace

Result<std::vector<ReviewRow>> Ledger::reviews() const {
    auto query = Query::prepare(database_,
                                "SELECT r.n, r.txn, r.reviewer, t.at, r.target, r.kind, r.incident FROM review r JOIN "
                                "txn t ON t.id = r.txn ORDER BY r.n");
    if (!query) return query.error();
    std::vector<ReviewRow> out;
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) break;
        ReviewRow one;
        one.action.n = query->integer(0);
        one.txn = query->integer(1);
        one.action.by = query->text(2);
        one.action.at = query->text(3);
        if (query->text_or_none(4)) one.undone = query->integer(4);
        one.action.kind = query->text(5);
        one.action.incident = query->text(6);
        out.push_back(std::move(one));
    }
    mark_undone(out);
    return out;
}

Result<void> Ledger::read_actions(std::vector<ReviewRow>& rows) const {
    auto query = Query::prepare(database_, "SELECT line FROM review WHERE n = ?");
    if (!query) return query.error();
    for (ReviewRow& one : rows) {
        query->reset();
        auto row = query->bind(one.action.n).step();
        if (!row) return row.error();
        const std::string line = query->text(0);
        auto known = parsed_.find(line);
        if (known == parsed_.end()) {
            auto action = read_review(line);
            if (!action) return action.error();
            known = parsed_.emplace(line, std::move(*action)).first;
        }
        ReviewAction full = known->second;
        full.n = one.action.n;
        full.by = one.action.by;
        full.at = one.action.at;
        one.action = std::move(full);
    }
    return {};
}

Result<std::vector<ReviewAction>> Ledger::active_actions() const {
    auto rows = reviews();
    if (!rows) return rows.error();
    rows->erase(std::remove_if(rows->begin(), rows->end(),
                               [](const ReviewRow& one) { return !one.active || one.action.kind == "undo"; }),
                rows->end());
    if (auto done = read_actions(*rows); !done) return done.error();
    std::vector<ReviewAction> out;
    for (ReviewRow& one : *rows) out.push_back(std::move(one.action));
    return out;
}

Result<Settled> Ledger::review_row(const std::string& by, const std::string& kind, std::optional<int64_t> target,
                                   const std::string& incident, const std::string& line, const RunInfo& run) {
    auto txn = add_transaction("settle", run);
    if (!txn) return txn.error();
    auto insert = Query::prepare(
        database_, "INSERT INTO review(txn, reviewer, kind, target, incident, line) VALUES(?, ?, ?, ?, ?, ?)");
    if (!insert) return insert.error();
    insert->bind(*txn).bind(by).bind(kind);
    if (target)
        insert->bind(*target);
    else
        insert->bind_null();
    if (auto done = insert->bind(incident).bind(line).run(); !done) return done.error();
    return settle_within(*txn, run);
}

Result<Settled> Ledger::review(const ReviewAction& action, const RunInfo& run) {
    auto transaction = WriteTransaction::begin(database_);
    if (!transaction) return transaction.error();
    auto out = review_row(action.by, action.kind, std::nullopt, action.incident, review_json(action), run);
    if (!out) return out;
    if (auto done = transaction->commit(); !done) return done.error();
    return out;
}

Result<Settled> Ledger::undo(int64_t row, const std::string& by, const std::string& reason, const RunInfo& run) {
    auto transaction = WriteTransaction::begin(database_);
    if (!transaction) return transaction.error();
    auto rows = reviews();
    if (!rows) return rows.error();
    const auto found =
        std::find_if(rows->begin(), rows->end(), [&](const ReviewRow& one) { return one.action.n == row; });
    if (found == rows->end())
        return Error{errors::kNoSuchRecord, fmt::format("there is no review {}; tallybook review log lists them", row),
                     database_.path()};
    if (!found->active)
        return Error{errors::kNoSuchRecord, fmt::format("review {} is undone already", row), database_.path()};
    ReviewAction action;
    action.kind = "undo";
    action.incident = found->action.incident;
    action.reason = reason;
    auto out = review_row(by, action.kind, row, action.incident, review_json(action), run);
    if (!out) return out;
    if (auto done = transaction->commit(); !done) return done.error();
    return out;
}

Result<std::vector<ReviewAnchor>> Ledger::anchors(const std::vector<std::string>& mentions) const {
    auto query = Query::prepare(
        database_,
        "SELECT r.line FROM current_coding c JOIN record r ON r.coding = c.id WHERE c.report = ? AND r.id = ?");
    if (!query) return query.error();
    std::vector<ReviewAnchor> out;
    for (const std::string& id : mentions) {
        const std::string report = id.substr(0, id.find('/'));
        query->reset();
        auto row = query->bind(report).bind(id).step();
        if (!row) return row.error();
        if (!*row) continue;
        const Json line = Json::parse(query->text(0), nullptr, false);
        ReviewAnchor one{id, report, text_of(line, "type"), std::nullopt, std::nullopt};
        if (const auto trigger = line.find("trigger"); trigger != line.end()) one.trigger = span_of(*trigger);
        const auto evidence = line.find("evidence");
        if (evidence != line.end() && evidence->is_array() && !evidence->empty())
            one.sentence = span_of((*evidence)[0]);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace tallybook
