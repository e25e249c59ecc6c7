// Reports into the ledger. What is asked of every report (is it known, from where, coded by whom) is one look at its
// current coding, whose source is always the earliest one: so a text that a thousand outlets printed costs no more than
// one that nobody copied.
#include <utility>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "ledger/ledger.hpp"
#include "ledger/rows.hpp"
#include "report/json_writer.hpp"

namespace tallybook {

namespace {

constexpr const char* kCurrent =
    "SELECT r.sha256, s.digest, t.tallybook, t.codebook, t.model, t.gazetteer, s.key, s.uri, s.outlet, s.byline, "
    "s.title, s.published, s.published_basis, s.language FROM report r "
    "LEFT JOIN coding c ON c.id = (SELECT max(d.id) FROM coding d WHERE d.report = r.id) "
    "LEFT JOIN source s ON s.id = c.source LEFT JOIN txn t ON t.id = c.txn WHERE r.id = ?";

}  // namespace

std::string digest_of(const SourceInfo& source) {
    // The same bytes as the tree below gives, which is kept for texts that are no UTF-8.
    std::string line;
    bool valid = true;
    JsonWriter json(line);
    json.begin_array();
    const auto field = [&](const std::string& text) {
        valid = valid && utf8::valid(text);
        json.string(text);
    };
    const auto optional = [&](const std::optional<std::string>& text) { text ? field(*text) : json.null(); };
    field(source.key);
    for (const auto* text : {&source.uri, &source.outlet, &source.byline, &source.title, &source.published,
                             &source.published_basis, &source.language})
        optional(*text);
    json.end_array();
    if (valid) return sha256_hex(line);
    return sha256_hex(
        Json({source.key, or_null(source.uri), or_null(source.outlet), or_null(source.byline), or_null(source.title),
              or_null(source.published), or_null(source.published_basis), or_null(source.language)})
            .dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<Reused> Ledger::reused(std::string_view sql) const {
    auto found = queries_.find(sql);
    if (found == queries_.end()) {
        auto query = Query::prepare(database_, sql);
        if (!query) return query.error();
        found = queries_.emplace(std::string(sql), std::move(*query)).first;
    }
    return Reused(found->second);
}

Result<Decision> Ledger::decide(const ReportText& report, const SourceInfo& source, const RunInfo& run) const {
    auto current = reused(kCurrent);
    if (!current) return current.error();
    Query& query = **current;
    auto row = query.bind(report.id).step();
    if (!row) return row.error();
    if (!*row) return Decision{Intake::New, source};
    if (query.text(0) != report.sha256)
        return Error{errors::kReportIdTaken,
                     "another text has the same report id " + report.id + "; leave one of them out", source.key};
    const std::string coded_from = query.text(1);
    const bool same_run = RunInfo{query.text(2), query.text(3), query.text(4), query.text(5)} == run;
    const SourceInfo first{query.text(6),          query.text_or_none(7),  query.text_or_none(8),
                           query.text_or_none(9),  query.text_or_none(10), query.text_or_none(11),
                           query.text_or_none(12), query.text_or_none(13)};
    if (coded_from.empty() || earlier(source, first)) return Decision{Intake::Recode, source};
    if (!same_run) return Decision{Intake::Recode, first};

    auto places = reused("SELECT 1 FROM source WHERE report = ? AND digest = ?");
    if (!places) return places.error();
    auto seen = (**places).bind(report.id).bind(digest_of(source)).step();
    if (!seen) return seen.error();
    return Decision{*seen ? Intake::Known : Intake::Copy, first};
}

Result<Added> Ledger::add(const ReportText& report, const SourceInfo& source, const CodedLines* coded,
                          const RunInfo& run) {
    auto added = add_all({{report, &source, coded}}, run);
    if (!added) return added.error();
    return added->front();
}

Result<std::vector<Added>> Ledger::add_all(const std::vector<Reading>& readings, const RunInfo& run) {
    auto transaction = WriteTransaction::begin(database_);
    if (!transaction) return transaction.error();
    std::vector<Added> out;
    bool wrote = false;
    for (const Reading& one : readings) {
        auto added = add_within(one, run);
        if (!added) return added.error();
        wrote = wrote || added->kept;
        out.push_back(*added);
    }
    if (wrote)
        if (auto done = transaction->commit(); !done) return done.error();
    return out;
}

Result<void> Ledger::note_finished(const std::vector<std::string>& inputs) {
    auto transaction = WriteTransaction::begin(database_);
    if (!transaction) return transaction.error();
    auto insert = reused("INSERT INTO finished(input) VALUES(?) ON CONFLICT DO NOTHING");
    if (!insert) return insert.error();
    for (const std::string& input : inputs)
        if (auto done = (**insert).bind(input).run(); !done) return done;
    return transaction->commit();
}

Result<bool> Ledger::is_finished(const std::string& input) const {
    auto query = reused("SELECT 1 FROM finished WHERE input = ?");
    if (!query) return query.error();
    return (**query).bind(input).step();
}

Result<Added> Ledger::add_within(const Reading& reading, const RunInfo& run) {
    const auto& [report, source, coded] = reading;
    auto decision = decide(report, *source, run);
    if (!decision) return decision.error();
    const Intake what = decision->intake;
    const bool code = what == Intake::New || what == Intake::Recode;
    if (what == Intake::Known || (code && (!coded || coded->as != decision->as))) return Added{what, false, 0};

    auto txn = add_transaction(code ? "report" : "copy", run);
    if (!txn) return txn.error();
    if (what == Intake::New) {
        auto insert = reused("INSERT INTO report(id, txn, sha256, text) VALUES(?, ?, ?, ?)");
        if (!insert) return insert.error();
        auto done = (**insert).bind(report.id).bind(*txn).bind(report.sha256).lend(report.text).run();
        if (!done) return done.error();
    }
    const std::string digest = digest_of(*source);
    if (auto done = add_source(report, *source, digest, *txn); !done) return done.error();
    if (code && coded->sketch)
        if (auto done = add_sketch(report.id, *coded->sketch); !done) return done.error();
    if (code)
        if (auto done = add_coding(report, *coded, coded->as == *source ? digest : digest_of(coded->as), *txn); !done)
            return done.error();
    return Added{what, true, *txn};
}

Result<int64_t> Ledger::add_transaction(const char* kind, const RunInfo& run) {
    auto insert = reused(
        "INSERT INTO txn(kind, at, tallybook, codebook, model, gazetteer) "
        "VALUES(?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, ?, ?)");
    if (!insert) return insert.error();
    Query& query = **insert;
    query.bind(std::string_view(kind)).bind(run.tallybook).bind(run.codebook).bind(run.model).bind(run.gazetteer);
    if (auto done = query.run(); !done) return done.error();
    return database_.last_row();
}

Result<void> Ledger::add_source(const ReportText& report, const SourceInfo& source, const std::string& digest,
                                int64_t txn) {
    auto insert = reused(
        "INSERT INTO source(txn, report, digest, key, uri, outlet, byline, title, published, "
        "published_basis, language) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(report, digest) DO NOTHING");
    if (!insert) return insert.error();
    Query& query = **insert;
    query.bind(txn).bind(report.id).bind(digest).bind(source.key).bind(source.uri).bind(source.outlet);
    query.bind(source.byline).bind(source.title).bind(source.published).bind(source.published_basis);
    return query.bind(source.language).run();
}

Result<void> Ledger::add_sketch(const std::string& report, const Sketch& sketch) {
    auto insert = reused("INSERT INTO sketch(report, bytes) VALUES(?, ?) ON CONFLICT DO NOTHING");
    if (!insert) return insert.error();
    return (**insert).bind(report).bind_bytes(bytes_of(sketch)).run();
}

Result<void> Ledger::add_coding(const ReportText& report, const CodedLines& coded, const std::string& digest,
                                int64_t txn) {
    int64_t source = 0;
    {
        auto from = reused("SELECT id FROM source WHERE report = ? AND digest = ?");
        if (!from) return from.error();
        auto row = (**from).bind(report.id).bind(digest).step();
        if (!row) return row.error();
        source = (**from).integer(0);
    }
    auto told = record_columns_of(coded.report_line);
    if (!told) return told.error();
    auto insert = reused("INSERT INTO coding(txn, report, source, published, line) VALUES(?, ?, ?, ?, ?)");
    if (!insert) return insert.error();
    auto done = (**insert).bind(txn).bind(report.id).bind(source).bind(told->published).bind(coded.report_line).run();
    if (!done) return done;
    const int64_t coding = database_.last_row();

    auto record = reused(
        "INSERT INTO record(coding, ordinal, id, kind, type, since, until, place, country, line) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!record) return record.error();
    Query& query = **record;
    int64_t ordinal = 0;
    for (const std::string& line : coded.records) {
        auto columns = record_columns_of(line);
        if (!columns) return columns.error();
        query.bind(coding).bind(ordinal++).bind(columns->id).bind(columns->kind).bind(columns->type);
        query.bind(columns->since).bind(columns->until).bind(columns->place).bind(columns->country);
        if (auto kept = query.lend(line).run(); !kept) return kept;
    }
    return {};
}

}  // namespace tallybook
