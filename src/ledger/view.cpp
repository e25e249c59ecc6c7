// Reading the ledger back: the current state in the canonical order.
#include "ledger/ledger.hpp"
#include "ledger/rows.hpp"

namespace tallybook {

namespace {

constexpr const char* kReportColumns =
    "SELECT c.report, c.line, r.text, c.id, c.txn, s.digest FROM current_coding c JOIN report r ON r.id = c.report "
    "JOIN source s ON s.id = c.source ";

// The other places where the text was found, and the report that it is a near copy of, put at the end of the report's
// line.
std::string with_copies(std::string line, const std::vector<SourceInfo>& sources,
                        const std::optional<std::string>& original) {
    Json copies = Json::array();
    for (size_t i = 1; i < sources.size(); ++i)
        copies.push_back({{"key", sources[i].key},
                          {"uri", or_null(sources[i].uri)},
                          {"outlet", or_null(sources[i].outlet)},
                          {"published", or_null(sources[i].published)}});
    Json copy_of;
    if (original) {
        const Json found = Json::parse(*original, nullptr, false);
        copy_of = {{"report", text_of(found, "of")}, {"shared", value_at(found, "shared")}};
    }
    line.pop_back();
    return line + ",\"copies\":" + copies.dump(-1, ' ', false, Json::error_handler_t::replace) +
           ",\"copy_of\":" + copy_of.dump() + "}";
}

}  // namespace

Result<KeptReport> Ledger::kept(const Query& row) const {
    KeptReport out;
    out.id = row.text(0);
    auto sources = sources_of(database_, out.id);
    if (!sources) return sources.error();
    auto original = finding("copy", out.id);
    if (!original) return original.error();
    out.line = with_copies(row.text(1), *sources, *original);
    out.text = row.text(2);
    out.txn = row.integer(4);
    auto records = reused("SELECT line FROM record WHERE coding = ? ORDER BY ordinal");
    if (!records) return records.error();
    (**records).bind(row.integer(3));
    while (true) {
        auto more = (**records).step();
        if (!more) return more.error();
        if (!*more) return out;
        out.records.push_back((**records).text(0));
    }
}

Result<void> Ledger::each_report(const std::function<bool(const KeptReport&)>& visit) const {
    auto query =
        Query::prepare(database_, std::string(kReportColumns) + "ORDER BY c.published IS NULL, c.published, c.report");
    if (!query) return query.error();
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) return {};
        auto report = kept(*query);
        if (!report) return report.error();
        if (!visit(*report)) return {};
    }
}

Result<std::optional<KeptReport>> Ledger::report(const std::string& id) const {
    auto query = Query::prepare(database_, std::string(kReportColumns) + "WHERE c.report = ?");
    if (!query) return query.error();
    auto row = query->bind(id).step();
    if (!row) return row.error();
    if (!*row) return std::optional<KeptReport>();
    auto report = kept(*query);
    if (!report) return report.error();
    return std::optional<KeptReport>(std::move(*report));
}

Result<void> Ledger::each_finding(const std::string& kind,
                                  const std::function<bool(const std::string& line)>& visit) const {
    // Checks stand in the order of their tallies; the others by day, then by id.
    const char* by_day = "SELECT line FROM current_finding WHERE kind = ? ORDER BY since IS NULL, since, id";
    const char* by_tally =
        "SELECT f.line FROM current_finding f JOIN current_coding c ON c.report = substr(f.id, 1, instr(f.id, '/') - "
        "1) "
        "JOIN record r ON r.coding = c.id AND r.id = f.id WHERE f.kind = ? "
        "ORDER BY c.published IS NULL, c.published, c.report, r.ordinal";
    auto query = Query::prepare(database_, kind == "check" ? by_tally : by_day);
    if (!query) return query.error();
    query->bind(kind);
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row || !visit(query->text(0))) return {};
    }
}

Result<std::optional<std::string>> Ledger::finding(const std::string& kind, const std::string& id) const {
    auto query = reused("SELECT line FROM current_finding WHERE kind = ? AND id = ?");
    if (!query) return query.error();
    auto row = (**query).bind(kind).bind(id).step();
    if (!row) return row.error();
    return *row ? std::optional((**query).text(0)) : std::nullopt;
}

Result<std::optional<std::string>> Ledger::current_incident(const std::string& id) const {
    auto live = Query::prepare(database_, "SELECT 1 FROM current_finding WHERE kind = 'incident' AND id = ?");
    auto next = Query::prepare(database_, "SELECT id FROM alias WHERE former = ? ORDER BY txn DESC LIMIT 1");
    if (!live) return live.error();
    if (!next) return next.error();
    std::string at = id;
    for (int hops = 0; hops < 1000; ++hops) {  // aliases of aliases; the bound is for damaged files
        live->reset();
        auto here = live->bind(at).step();
        if (!here) return here.error();
        if (*here) return std::optional<std::string>(at);
        next->reset();
        auto on = next->bind(at).step();
        if (!on) return on.error();
        if (!*on) break;
        at = next->text(0);
    }
    return std::optional<std::string>();
}

Result<std::vector<RunInfo>> Ledger::runs() const {
    auto query = Query::prepare(database_,
                                "SELECT DISTINCT t.tallybook, t.codebook, t.model, t.gazetteer FROM current_coding c "
                                "JOIN txn t ON t.id = c.txn ORDER BY 1, 2, 3, 4");
    if (!query) return query.error();
    std::vector<RunInfo> out;
    while (true) {
        auto row = query->step();
        if (!row) return row.error();
        if (!*row) return out;
        out.push_back({query->text(0), query->text(1), query->text(2), query->text(3)});
    }
}

Result<int64_t> Ledger::last_transaction() const {
    return database_.integer("SELECT coalesce(max(id), 0) FROM txn");
}
Result<int64_t> Ledger::report_count() const {
    return database_.integer("SELECT count(*) FROM report");
}

}  // namespace tallybook
