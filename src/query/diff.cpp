#include "query/diff.hpp"

#include <set>

namespace tallybook {

namespace {

Json parsed(const std::optional<std::string>& line) {
    return line ? Json::parse(*line, nullptr, false) : Json(nullptr);
}

std::vector<FieldChange> fields_between(const Json& before, const Json& after) {
    static const std::set<std::string> silent{"record", "id", "revision", "why"};
    std::vector<FieldChange> out;
    if (!before.is_object() || !after.is_object()) return out;
    for (const auto& [key, value] : after.items()) {
        const auto old = before.find(key);
        if (silent.count(key) == 0 && (old == before.end() || *old != value))
            out.push_back({key, old == before.end() ? Json(nullptr) : *old, value});
    }
    return out;
}

Result<RecordChange> change(const Ledger& ledger, const std::string& kind, const std::string& id,
                            const std::optional<std::string>& before, const std::optional<std::string>& after,
                            int64_t txn) {
    RecordChange out;
    out.kind = kind;
    out.id = id;
    out.change = !before ? "new" : !after ? "gone" : "changed";
    out.before = parsed(before);
    out.after = parsed(after);
    out.fields = fields_between(out.before, out.after);
    auto note = transaction_note(ledger, txn);
    if (!note) return note.error();
    out.made = std::move(*note);
    if (kind == "incident" && !after) {
        auto now = ledger.current_incident(id);
        if (!now) return now.error();
        out.now = now->value_or("");
    }
    return out;
}

}  // namespace

Result<std::vector<RecordChange>> diff_of(const Ledger& ledger, int64_t since, int64_t until) {
    auto changes = changes_between(ledger, since, until);
    if (!changes) return changes.error();
    std::vector<RecordChange> out;
    for (const FindingChange& one : *changes) {
        auto each = change(ledger, one.kind, one.id, one.before, one.after, one.txn);
        if (!each) return each.error();
        out.push_back(std::move(*each));
    }
    return out;
}

Result<std::vector<RecordChange>> history_of(const Ledger& ledger, const std::string& incident) {
    auto versions = versions_of(ledger, incident);
    if (!versions) return versions.error();
    std::vector<RecordChange> out;
    std::optional<std::string> before;
    for (const FindingVersion& one : *versions) {
        auto each = change(ledger, one.kind, one.id, before, one.line, one.txn);
        if (!each) return each.error();
        out.push_back(std::move(*each));
        before = one.line;
    }
    return out;
}

}  // namespace tallybook
