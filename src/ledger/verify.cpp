#include "ledger/verify.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "ledger/evidence_check.hpp"
#include "ledger/page_check.hpp"
#include "ledger/rows.hpp"
#include "ledger/schema.hpp"

namespace tallybook {

namespace {

constexpr size_t kIdDigits = 16, kRevisionDigits = 8;

std::string key_of(const std::string& record) {
    return record.substr(0, record.find('/'));
}

class Verifier {
public:
    Verifier(const Ledger& ledger, const std::function<void(const Flaw&)>& flaw)
        : ledger_(ledger), database_(ledger.database()), flaw_(flaw) {}

    Verified run(bool follow) {
        file();
        transactions();
        for (const char* column : {"source.id", "coding.id", "finding.n", "review.n"}) no_gap(column);
        reports();
        findings();
        reviews();
        if (follow) what_follows();
        return counts_;
    }

private:
    void tell(std::string where, std::string what) {
        ++counts_.flaws;
        flaw_({std::move(where), std::move(what)});
    }

    // The rows of a question; false where it could not be asked to its end, which is a flaw of `where`.
    template <class Row>
    bool each(const std::string& where, const std::string& sql, const std::string* parameter, Row row) {
        auto query = Query::prepare(database_, sql);
        if (query && parameter) query->bind(*parameter);
        while (query) {
            auto more = query->step();
            if (!more) {
                tell(where, "cannot be read on: " + more.error().message);
                return false;
            }
            if (!*more) return true;
            row(*query);
        }
        tell(where, "cannot be read: " + query.error().message);
        return false;
    }
    template <class Row>
    bool each(const std::string& where, const std::string& sql, Row row) {
        return each(where, sql, nullptr, row);
    }

    void file();
    void transactions();
    void no_gap(const std::string& column);
    void reports();
    void report(const std::string& id, const std::string& sha256, const std::string& text);
    std::map<int64_t, SourceInfo> sources(const std::string& report);
    void coding(const Query& row, const std::string& report, const std::string& sha256, const std::string& text,
                const std::map<int64_t, SourceInfo>& sources);
    void records(int64_t coding, const std::string& report, const std::string& text);
    void record_line(const Query& row, const std::string& where, const std::string& report, const std::string& text);
    void references(const Json& line, const std::string& where, const std::set<std::string>& ids);
    void findings();
    void finding(const Query& row);
    void evidence_of_incident(const Json& value, const std::string& where);
    void reviews();
    void what_follows();
    const std::string* text_of_report(const std::string& id);
    bool record_exists(const std::string& id);

    const Ledger& ledger_;
    const Database& database_;
    const std::function<void(const Flaw&)>& flaw_;
    Verified counts_;
    std::map<std::string, std::string> texts_;  // the last few that incidents needed
};

// What SQLite sees by itself, and that the tables are those of this version, triggers and all.
void Verifier::file() {
    const auto broken = broken_pages(database_, false);
    if (!broken) tell("file", "cannot be read on: " + broken.error().message);
    if (broken)
        for (const std::string& one : *broken) tell("file", one);
    each("file", "PRAGMA foreign_key_check", [&](const Query& row) {
        tell(fmt::format("table {}, row {}", row.text(0), row.text(1)),
             "names a row of " + row.text(2) + " that is not there");
    });
    const auto schema_of = [&](const Database& database, std::map<std::string, std::string>& out) {
        auto query = Query::prepare(database, "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql NOT NULL");
        while (query) {
            const auto more = query->step();
            if (!more || !*more) return;
            if (!query->text(0).starts_with("table sqlite_")) out.emplace(query->text(0), query->text(1));
        }
    };
    auto fresh = Database::open(":memory:", Database::Mode::Create, 0);
    if (!fresh || !prepare_schema(*fresh, true)) return;
    std::map<std::string, std::string> expected, found;
    schema_of(*fresh, expected);
    schema_of(database_, found);
    for (const auto& [name, sql] : expected) {
        const auto here = found.find(name);
        if (here == found.end())
            tell("file", "the " + name + " is missing");
        else if (here->second != sql)
            tell("file", "the " + name + " is not the one of this version");
    }
    for (const auto& [name, sql] : found)
        if (!expected.contains(name)) tell("file", "there is a " + name + " that no ledger has");
}

void Verifier::transactions() {
    int64_t last = 0;
    each("transactions", "SELECT id FROM txn ORDER BY id", [&](const Query& row) {
        ++counts_.transactions;
        const int64_t id = row.integer(0);
        if (id != last + 1) tell(fmt::format("transaction {}", last + 1), "is missing");
        last = id;
    });
    each("transactions", "SELECT id FROM txn WHERE kind = 'report' EXCEPT SELECT txn FROM coding",
         [&](const Query& row) {
             tell(fmt::format("transaction {}", row.integer(0)), "has lost the report that it kept");
         });
    each("transactions", "SELECT id FROM txn WHERE kind = 'copy' EXCEPT SELECT txn FROM source", [&](const Query& row) {
        tell(fmt::format("transaction {}", row.integer(0)), "has lost the copy that it noted");
    });
}

// Rows are numbered one after the other, and a transaction that is rolled back gives its numbers back.
void Verifier::no_gap(const std::string& column) {
    const size_t dot = column.find('.');
    const std::string table = column.substr(0, dot), name = column.substr(dot + 1);
    int64_t last = 0;
    each("table " + table, "SELECT " + name + " FROM " + table + " ORDER BY 1", [&](const Query& row) {
        const int64_t id = row.integer(0);
        if (id != last + 1) tell(fmt::format("table {}, row {}", table, last + 1), "is missing");
        last = id;
    });
}

void Verifier::reports() {
    std::vector<std::string> ids;
    each("reports", "SELECT id FROM report ORDER BY id", [&](const Query& row) { ids.push_back(row.text(0)); });
    for (const std::string& id : ids)
        each("report " + id, "SELECT sha256, text FROM report WHERE id = ?", &id,
             [&](const Query& row) { report(id, row.text(0), row.text(1)); });
}

void Verifier::report(const std::string& id, const std::string& sha256, const std::string& text) {
    ++counts_.reports;
    ++counts_.hashes;
    const std::string where = "report " + id, digest = sha256_hex(text);
    if (digest != sha256) tell(where, "its text has the SHA-256 " + digest + ", kept was " + sha256);
    if (id != "r-" + sha256.substr(0, kIdDigits)) tell(where, "its id does not come from its SHA-256 " + sha256);
    if (!utf8::valid(text)) tell(where, "its text is no UTF-8");
    const auto from = sources(id);
    if (from.empty()) tell(where, "where it was found is missing");
    uint64_t codings = 0;
    each(where, "SELECT id, source, published, line FROM coding WHERE report = ? ORDER BY id", &id,
         [&](const Query& row) {
             ++codings;
             coding(row, id, sha256, text, from);
         });
    if (codings == 0) tell(where, "its records are missing");
}

std::map<int64_t, SourceInfo> Verifier::sources(const std::string& report) {
    std::map<int64_t, SourceInfo> out;
    each("report " + report,
         "SELECT id, digest, key, uri, outlet, byline, title, published, published_basis, language FROM source WHERE "
         "report = ? ORDER BY id",
         &report, [&](const Query& row) {
             ++counts_.hashes;
             SourceInfo one{row.text(2),         row.text_or_none(3), row.text_or_none(4), row.text_or_none(5),
                            row.text_or_none(6), row.text_or_none(7), row.text_or_none(8), row.text_or_none(9)};
             if (digest_of(one) != row.text(1))
                 tell(fmt::format("source {} of report {}", row.integer(0), report),
                      "what is kept of where it was found does not have its digest");
             if (!out.empty()) ++counts_.copies;
             out.emplace(row.integer(0), std::move(one));
         });
    return out;
}

void Verifier::coding(const Query& row, const std::string& report, const std::string& sha256, const std::string& text,
                      const std::map<int64_t, SourceInfo>& sources) {
    ++counts_.codings;
    const int64_t id = row.integer(0);
    const std::string where = fmt::format("coding {} of report {}", id, report);
    const Json line = Json::parse(row.text(3), nullptr, false);
    if (!line.is_object() || text_of(line, "record") != "report") {
        tell(where, "its line is no report's");
    } else {
        if (text_of(line, "id") != report) tell(where, "its line is of another report, " + text_of(line, "id"));
        if (text_of(line, "sha256") != sha256) tell(where, "its line has another SHA-256");
        if (integer_of(line, "bytes") != static_cast<int64_t>(text.size()))
            tell(where, fmt::format("its line tells another length than the text's {} bytes", text.size()));
        if (text_of(line, "published") != row.text(2)) tell(where, "its day of publication is not that of its line");
        const auto from = sources.find(row.integer(1));
        if (from == sources.end()) {
            tell(where, "it was made from a source of another report");
        } else {
            const SourceInfo& as = from->second;
            const std::pair<const char*, std::string> fields[] = {{"key", as.key},
                                                                  {"uri", as.uri.value_or("")},
                                                                  {"outlet", as.outlet.value_or("")},
                                                                  {"published", as.published.value_or("")}};
            for (const auto& [name, value] : fields)
                if (text_of(line, name) != utf8::repair(value))
                    tell(where, fmt::format("its {} is not that of where it was found", name));
        }
    }
    records(id, report, text);
}

void Verifier::records(int64_t coding, const std::string& report, const std::string& text) {
    const std::string number = std::to_string(coding);
    std::set<std::string> ids;
    int64_t next = 0;
    each("coding " + number,
         "SELECT ordinal, id, kind, type, since, until, place, country, line FROM record WHERE coding = " + number +
             " ORDER BY ordinal",
         [&](const Query& row) {
             ++counts_.records;
             const std::string where = fmt::format("record {} (coding {})", row.text(1), coding);
             if (row.integer(0) != next)
                 tell(fmt::format("coding {}", coding), fmt::format("its record {} is missing", next + 1));
             next = row.integer(0) + 1;
             if (!ids.insert(row.text(1)).second) tell(where, "it stands there twice");
             record_line(row, where, report, text);
         });
    each("coding " + number, "SELECT id, line FROM record WHERE coding = " + number + " ORDER BY ordinal",
         [&](const Query& row) {
             const Json line = Json::parse(row.text(1), nullptr, false);
             if (line.is_object()) references(line, fmt::format("record {} (coding {})", row.text(0), coding), ids);
         });
}

void Verifier::record_line(const Query& row, const std::string& where, const std::string& report,
                           const std::string& text) {
    const std::string stored = row.text(8);
    const auto columns = record_columns_of(stored);
    if (!columns) return tell(where, "its line is no record");
    const RecordColumns& told = *columns;
    const std::optional<std::string> kept[] = {row.text_or_none(3), row.text_or_none(4), row.text_or_none(5),
                                               row.text_or_none(6), row.text_or_none(7)};
    const std::optional<std::string>* said[] = {&told.type, &told.since, &told.until, &told.place, &told.country};
    const char* names[] = {"type", "since", "until", "place", "country"};
    if (told.id != row.text(1)) tell(where, "its line has another id, " + told.id);
    if (told.kind != row.text(2)) tell(where, "its line is of another kind, " + told.kind);
    for (size_t i = 0; i < std::size(kept); ++i)
        if (kept[i] != *said[i]) tell(where, fmt::format("its column {} is not what its line says", names[i]));
    const Json line = Json::parse(stored, nullptr, false);
    if (text_of(line, "report") != report || key_of(told.id) != report) tell(where, "its line is of another report");
    EvidenceCheck evidence([&](const std::string& what) { tell(where, what); });
    evidence.check(line, text);
    counts_.spans += evidence.spans;
    counts_.quotes += evidence.quotes;
    if (told.kind != "report" && value_at(line, "evidence").empty()) tell(where, "it has no evidence");
}

void Verifier::references(const Json& line, const std::string& where, const std::set<std::string>& ids) {
    std::vector<std::string> named = texts_of(line, "about");
    for (const char* one : {"part_of", "supersedes"})
        if (const std::string id = text_of(line, one); !id.empty()) named.push_back(id);
    for (const std::string& id : named)
        if (!ids.contains(id)) tell(where, "it names " + id + ", which is not among the records of its coding");
}

const std::string* Verifier::text_of_report(const std::string& id) {
    if (const auto known = texts_.find(id); known != texts_.end()) return &known->second;
    if (texts_.size() > 64) texts_.clear();
    const std::string* out = nullptr;
    each("report " + id, "SELECT text FROM report WHERE id = ?", &id,
         [&](const Query& row) { out = &texts_.emplace(id, row.text(0)).first->second; });
    return out;
}

bool Verifier::record_exists(const std::string& id) {
    bool found = false;
    each("record " + id, "SELECT 1 FROM record WHERE id = ? LIMIT 1", &id, [&](const Query&) { found = true; });
    return found;
}

void Verifier::findings() {
    each("findings", "SELECT n, kind, id, revision, line FROM finding ORDER BY n",
         [&](const Query& row) { finding(row); });
    each("aliases", "SELECT former, id FROM alias", [&](const Query& row) {
        for (int i = 0; i < 2; ++i) {
            const std::string id = row.text(i);
            bool known = false;
            each("aliases", "SELECT 1 FROM finding WHERE kind = 'incident' AND id = ? LIMIT 1", &id,
                 [&](const Query&) { known = true; });
            if (!known) tell("alias " + row.text(0), "there never was an incident " + id);
        }
    });
}

void Verifier::finding(const Query& row) {
    ++counts_.findings;
    const std::string kind = row.text(1), id = row.text(2), revision = row.text(3);
    const std::string where = fmt::format("{} {} (row {})", kind, id, row.integer(0));
    const auto kept = row.text_or_none(4);
    if (!kept) return;  // it is gone from here on
    const Json line = Json::parse(*kept, nullptr, false);
    if (!line.is_object() || text_of(line, "record") != kind) return tell(where, "its line is no " + kind);
    ++counts_.hashes;
    std::string hashed = *kept;
    const std::string stamp = "\"revision\":\"" + revision + "\",";
    if (kind == "incident") {
        const size_t at = hashed.find(stamp);
        if (at == std::string::npos) return tell(where, "its line has another revision than its row");
        hashed.erase(at, stamp.size());
    }
    if (sha256_hex(hashed).substr(0, kRevisionDigits) != revision)
        tell(where, "its line does not have the SHA-256 that its revision " + revision + " tells");
    const std::string own = text_of(line, kind == "check" ? "tally" : "id");
    if (kind != "conflict" && own != id) tell(where, "its line is of another, " + own);
    for (const char* list : {"mentions", "tallies", "claims", "denials"})
        for (const std::string& one : texts_of(line, list))
            if (!record_exists(one)) tell(where, "it names " + one + ", which is no record of this ledger");
    if (kind == "incident") evidence_of_incident(line, where);
}

// Parts of an incident are taken over from mentions, which they name.
void Verifier::evidence_of_incident(const Json& value, const std::string& where) {
    if (value.is_array())
        for (const Json& one : value) evidence_of_incident(one, where);
    if (!value.is_object()) return;
    if (const std::string mention = text_of(value, "mention"); !mention.empty()) {
        const std::string* text = text_of_report(key_of(mention));
        if (!text) return tell(where, "it is from " + mention + ", whose report is not there");
        EvidenceCheck evidence([&](const std::string& what) { tell(where, what); });
        evidence.check(value, *text);
        counts_.spans += evidence.spans;
        counts_.quotes += evidence.quotes;
        return;
    }
    for (const auto& [key, one] : value.items())
        if (key != "review") evidence_of_incident(one, where);
}

void Verifier::reviews() {
    each("reviews", "SELECT n, kind, line, target FROM review ORDER BY n", [&](const Query& row) {
        ++counts_.reviews;
        const std::string where = fmt::format("review {}", row.integer(0));
        const auto action = read_review(row.text(2));
        if (!action) return tell(where, "its line is no review");
        if (action->kind != row.text(1)) tell(where, "its line is of another kind, " + action->kind);
        for (const auto* list : {&action->anchors, &action->others})
            for (const ReviewAnchor& one : *list)
                if (!text_of_report(one.report))
                    tell(where, "it is about " + one.mention + ", whose report is not there");
    });
}

// Of a settled ledger the current incidents, checks, conflicts and copies are what resolving its records gives.
void Verifier::what_follows() {
    const auto settled = ledger_.is_settled();
    if (!settled || !*settled) return;
    auto told = ledger_.told();
    const auto actions = ledger_.active_actions();
    if (!told) return tell("records", told.error().message);
    if (!actions) return tell("reviews", actions.error().message);
    const Resolution now = resolve(std::move(*told), *actions);
    counts_.followed = true;
    std::map<std::pair<std::string, std::string>, std::string> kept;
    each("findings", "SELECT kind, id, line FROM current_finding",
         [&](const Query& row) { kept.emplace(std::pair(row.text(0), row.text(1)), row.text(2)); });
    for (const auto* list : {&now.incidents, &now.checks, &now.conflicts, &now.copies})
        for (const Finding& one : *list) {
            const auto found = kept.find({one.kind, one.id});
            const std::string where = one.kind + " " + one.id;
            if (found == kept.end()) {
                tell(where, "it follows from the records and is not kept");
                continue;
            }
            if (found->second != one.line) tell(where, "it is not what follows from the records");
            kept.erase(found);
        }
    for (const auto& [name, line] : kept) tell(name.first + " " + name.second, "it does not follow from the records");
}

}  // namespace

Result<Verified> verify(const Ledger& ledger, bool follow, const std::function<void(const Flaw&)>& flaw) {
    const Database& database = ledger.database();
    if (auto begun = database.execute("BEGIN"); !begun) return begun.error();
    Verifier verifier(ledger, flaw);
    const Verified out = verifier.run(follow);
    if (auto ended = database.execute("ROLLBACK"); !ended) return ended.error();
    return out;
}

}  // namespace tallybook
