#include "export/claims.hpp"

#include <algorithm>

#include "export/json_read.hpp"
#include "export/quote.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

bool is(const PageJson& person, const std::string& id, const std::string& name) {
    if (!id.empty() && (page::text(person, "id") == id || page::text(person, "member_of") == id)) return true;
    return !name.empty() && (page::text(person, "name") == name || page::text(person, "text") == name);
}

bool about(const PageJson& statement, const PageJson& incident) {
    const PageJson& mentions = page::at(incident, "mentions");
    for (const PageJson& id : page::at(statement, "about"))
        if (std::find(mentions.begin(), mentions.end(), id) != mentions.end()) return true;
    return false;
}

class Rows {
public:
    explicit Rows(const Page& page) : page_(page) {}

    std::vector<ClaimRow> run() {
        for (const PageJson& incident : page_.incidents) {
            of_attribution(incident);
            of_statements(incident);
        }
        claims_of_nothing_known();
        return std::move(out_);
    }

private:
    void of_attribution(const PageJson& incident) {
        for (const PageJson& one : page::at(incident, "attribution")) {
            ClaimRow row;
            row.incident = &incident;
            row.status = page::text(one, "status");
            if (row.status == "reported" || row.status == "unknown") continue;
            row.id = page::text(one, "id");
            row.name = page::text(one, "name");
            row.by = page::text(one, "by");
            for (const PageJson& report : page::at(one, "reports"))
                if (report.is_string()) row.reports.push_back(report.get<std::string>());
            find_statement(row);
            if (!row.record) find_mention(row);
            out_.push_back(std::move(row));
        }
    }

    // The first statement that says it.
    void find_statement(ClaimRow& row) {
        const char* act = row.status == "claimed" ? "claim-responsibility" : row.status == "denied" ? "deny" : "accuse";
        for (const PageReport& report : page_.reports) {
            for (const PageJson& one : report.statements) {
                if (page::text(one, "act") != act || !about(one, *row.incident)) continue;
                const PageJson& against = page::at(one, "against");
                const bool meant = row.status == "accused" || row.status == "suspected"
                                       ? std::any_of(against.begin(), against.end(),
                                                     [&](const PageJson& other) { return is(other, row.id, row.name); })
                                       : is(page::at(one, "speaker"), row.id, row.name);
                if (!meant) continue;
                row.report = &report;
                row.record = &one;
                used_.push_back(&one);
                return;
            }
        }
    }

    void find_mention(ClaimRow& row) const {
        for (const PageJson& id : page::at(*row.incident, "mentions")) {
            const PageJson* mention = id.is_string() ? page_.record(id.get<std::string>()) : nullptr;
            if (!mention) continue;
            for (const PageJson& person : page::at(*mention, "participants")) {
                if (page::text(person, "role") != "actor" || page::text(person, "status") != row.status) continue;
                if (!is(person, row.id, row.name)) continue;
                row.record = mention;
                row.report = page_.report_of(id.get<std::string>());
                return;
            }
        }
    }

    // What the attribution does not hold: that nobody claimed it, and that somebody denies that it happened.
    void of_statements(const PageJson& incident) {
        const PageJson& denials = page::at(incident, "denials");
        for (const PageReport& report : page_.reports) {
            for (const PageJson& one : report.statements) {
                if (!about(one, incident)) continue;
                const bool none = page::text(one, "act") == "no-claim";
                const bool denied =
                    std::find(denials.begin(), denials.end(), PageJson(page::text(one, "id"))) != denials.end() &&
                    std::find(used_.begin(), used_.end(), &one) == used_.end();
                if (none || denied) add(&incident, none ? "no-claim" : "event-denied", report, one);
            }
        }
    }

    void claims_of_nothing_known() {
        for (const PageReport& report : page_.reports) {
            if (report.cited_only) continue;
            for (const PageJson& one : report.statements) {
                if (page::text(one, "act") != "claim-responsibility" || page::text(one, "polarity") == "negated")
                    continue;
                const bool known = std::any_of(page_.incidents.begin(), page_.incidents.end(),
                                               [&](const PageJson& incident) { return about(one, incident); });
                if (!known) add(nullptr, "claimed", report, one);
            }
        }
    }

    void add(const PageJson* incident, const char* status, const PageReport& report, const PageJson& statement) {
        ClaimRow row;
        row.incident = incident;
        row.status = status;
        row.id = page::text(page::at(statement, "speaker"), "id");
        row.name = wording::person(page::at(statement, "speaker"));
        row.reports = {page::text(report.line, "id")};
        row.report = &report;
        row.record = &statement;
        out_.push_back(std::move(row));
    }

    const Page& page_;
    std::vector<ClaimRow> out_;
    std::vector<const PageJson*> used_;  // statements that stand behind a row
};

}  // namespace

std::vector<ClaimRow> claims_of(const Page& page) {
    return Rows(page).run();
}

std::string said(const ClaimRow& row, const Narrator& narrator) {
    const std::string name = !row.name.empty() ? row.name : row.id.empty() ? "somebody" : row.id;
    const std::string words = wording::attribution(row.status, name, narrator.name_of(row.by));
    return words.empty() ? "nobody claimed it" : words;
}

std::string text_claims(const Page& page, const TextPageOptions& options) {
    const std::vector<ClaimRow> rows = claims_of(page);
    Painter out(options.width, options.colour);
    if (rows.empty()) return "Nobody claims, is accused of or denies anything of what was asked for.\n";
    const Narrator narrator(page);
    out.heading("WHO SAYS WHO DID IT", wording::counted(rows.size(), "row", "rows"));
    for (size_t i = 0; i < rows.size(); ++i) {
        const ClaimRow& row = rows[i];
        if (i == 0 || rows[i - 1].incident != row.incident) {
            out.blank();
            std::string head = out.ink(Ink::Bold, row.incident ? narrator.title(*row.incident) : "About no incident");
            if (row.incident)
                if (const std::string when = wording::time(page::at(*row.incident, "time")); !when.empty())
                    head += " · " + when;
            out.paragraph("", head);
            if (row.incident) out.paragraph("", out.ink(Ink::Dim, page::text(*row.incident, "id")));
        }
        out.paragraph("  ", out.ink(row.status == "denied" ? Ink::Bad : Ink::Careful, said(row, narrator)));
        if (!row.record) continue;
        const PageJson& cue = page::at(page::at(*row.record, "cue"), "span");
        const auto quote = quote_of(*row.report, *row.record, cue, options.full ? 100000 : 4 * out.width(), out);
        if (!quote) continue;
        const std::string from = narrator.outlet(page::text(row.report->line, "id")) + ", " + quote->where;
        out.paragraph("    ", quote->words + " " + out.ink(Ink::Dim, from));
    }
    return out.take();
}

std::string json_claims(const Page& page) {
    std::string out;
    for (const ClaimRow& row : claims_of(page)) {
        PageJson line = {{"record", "claim"},
                         {"incident", row.incident ? or_null(page::text(*row.incident, "id")) : PageJson(nullptr)},
                         {"status", row.status},
                         {"id", or_null(row.id)},
                         {"name", or_null(row.name)},
                         {"by", or_null(row.by)},
                         {"reports", row.reports},
                         {"told_in", row.record ? or_null(page::text(*row.record, "id")) : PageJson(nullptr)},
                         {"evidence", PageJson::array()}};
        if (row.record) {
            for (const PageJson& one : page::at(*row.record, "evidence")) {
                const auto span = page::extent(page::at(one, "span"));
                if (!span || span->end > row.report->text.size()) continue;
                line["evidence"].push_back({{"report", page::text(row.report->line, "id")},
                                            {"span", page::at(one, "span")},
                                            {"text", row.report->text.substr(span->begin, span->end - span->begin)}});
            }
        }
        out += line.dump(-1, ' ', false, PageJson::error_handler_t::replace) + "\n";
    }
    return out;
}

}  // namespace tallybook
