#include "export/page.hpp"

#include <algorithm>

#include "base/errors.hpp"
#include "export/json_read.hpp"

namespace tallybook {

namespace {

std::string report_id(std::string_view record) {
    return std::string(record.substr(0, record.find('/')));
}

class Filter {
public:
    explicit Filter(const PageFilter& wanted) : wanted_(wanted) {}

    bool report(const KeptReport& kept, const PageJson& line) const {
        if (kept.txn <= wanted_.after && wanted_.after > 0) return false;
        if (!wanted_.reports.empty() && !wanted_.reports.count(kept.id) &&
            !wanted_.reports.count(page::text(line, "key")))
            return false;
        return true;
    }

    bool published(const PageJson& line) const {
        return published_within(page::text(line, "published"), wanted_.selection);
    }

    bool happened(const PageJson& incident) const {
        return wanted_.incidents.empty() || wanted_.incidents.count(page::text(incident, "id")) > 0;
    }

    bool narrows_events() const { return wanted_.selection.narrows() || !wanted_.incidents.empty(); }

    const Selection& selection() const { return wanted_.selection; }

private:
    const PageFilter& wanted_;
};

Result<PageReport> parsed(const KeptReport& kept) {
    PageReport out;
    out.line = PageJson::parse(kept.line, nullptr, false);
    out.text = kept.text;
    for (const std::string& record : kept.records) {
        PageJson line = PageJson::parse(record, nullptr, false);
        const std::string kind = page::text(line, "record");
        if (kind == "mention") out.mentions.push_back(std::move(line));
        if (kind == "statement") out.statements.push_back(std::move(line));
        if (kind == "tally") out.tallies.push_back(std::move(line));
    }
    if (!out.line.is_object()) return Error{errors::kBadRecord, "a report's line is no JSON object", kept.id};
    return out;
}

// The incidents that are wanted, and the reports that they are told in. `of`: only those that one of these reports
// tells.
Result<void> load_incidents(Page& page, const Ledger& ledger, const Filter& filter, const std::set<std::string>* of,
                            std::set<std::string>& told_in, std::vector<std::string>* unknown) {
    auto selected = select(ledger, filter.selection(), unknown);
    if (!selected) return selected.error();
    for (Selected& one : *selected) {
        if (!filter.happened(one.line)) continue;
        std::set<std::string> tellers;
        for (const std::string& mention : one.incident.mentions) tellers.insert(report_id(mention));
        const auto wanted = [&](const std::string& id) { return of->count(id) > 0; };
        if (of && std::none_of(tellers.begin(), tellers.end(), wanted)) continue;
        told_in.merge(tellers);
        page.incidents.push_back(std::move(one.line));
    }
    return {};
}

Result<void> load_counts(Page& page, const Ledger& ledger) {
    page.index();
    auto checks = ledger.each_finding("check", [&](const std::string& line) {
        PageJson check = PageJson::parse(line, nullptr, false);
        if (page.record(page::text(check, "tally"))) page.checks.push_back(std::move(check));
        return true;
    });
    if (!checks) return checks;
    return ledger.each_finding("conflict", [&](const std::string& line) {
        PageJson conflict = PageJson::parse(line, nullptr, false);
        for (const PageJson& tally : page::at(conflict, "tallies"))
            if (tally.is_string() && page.record(tally.get<std::string>())) {
                page.conflicts.push_back(std::move(conflict));
                break;
            }
        return true;
    });
}

}  // namespace

void Page::index() {
    report_at_.clear();
    mention_at_.clear();
    statement_at_.clear();
    tally_at_.clear();
    check_at_.clear();
    for (size_t i = 0; i < reports.size(); ++i) {
        report_at_[page::text(reports[i].line, "id")] = i;
        const auto add = [&](auto& index_of, const std::vector<PageJson>& records) {
            for (size_t j = 0; j < records.size(); ++j) index_of[page::text(records[j], "id")] = {i, j};
        };
        add(mention_at_, reports[i].mentions);
        add(statement_at_, reports[i].statements);
        add(tally_at_, reports[i].tallies);
    }
    for (size_t i = 0; i < checks.size(); ++i) check_at_[page::text(checks[i], "tally")] = i;
}

const PageReport* Page::report_of(std::string_view record_id) const {
    const auto found = report_at_.find(report_id(record_id));
    return found == report_at_.end() ? nullptr : &reports[found->second];
}

const PageJson* Page::record(std::string_view id) const {
    if (const auto found = mention_at_.find(id); found != mention_at_.end())
        return &reports[found->second.first].mentions[found->second.second];
    if (const auto found = statement_at_.find(id); found != statement_at_.end())
        return &reports[found->second.first].statements[found->second.second];
    if (const auto found = tally_at_.find(id); found != tally_at_.end())
        return &reports[found->second.first].tallies[found->second.second];
    return nullptr;
}

const PageJson* Page::check_of(std::string_view tally) const {
    const auto found = check_at_.find(tally);
    return found == check_at_.end() ? nullptr : &checks[found->second];
}

Result<Page> load_page(const Ledger& ledger, const PageFilter& wanted, std::vector<std::string>* unknown) {
    const Filter filter(wanted);
    Page out;
    std::set<std::string> chosen;
    std::optional<Error> error;
    auto loaded = ledger.each_report([&](const KeptReport& kept) {
        ++out.all_reports;
        auto report = parsed(kept);
        if (!report) {
            error = report.error();
            return false;
        }
        if (!filter.report(kept, report->line)) return true;
        chosen.insert(kept.id);
        if (filter.published(report->line) && !filter.narrows_events()) out.reports.push_back(std::move(*report));
        return true;
    });
    if (!loaded) return loaded.error();
    if (error) return *error;

    const bool some = !wanted.reports.empty() || wanted.after > 0;
    std::set<std::string> told_in;
    if (auto done = load_incidents(out, ledger, filter, some ? &chosen : nullptr, told_in, unknown); !done)
        return done.error();
    if (auto done = load_counts(out, ledger); !done) return done.error();
    for (const PageReport& one : out.reports) told_in.erase(page::text(one.line, "id"));
    for (const std::string& id : told_in) {
        auto kept = ledger.report(id);
        if (!kept) return kept.error();
        if (!*kept) continue;
        auto report = parsed(**kept);
        if (!report) return report.error();
        report->cited_only = true;
        out.reports.push_back(std::move(*report));
    }
    out.index();
    return out;
}

std::string json_lines(const Page& page) {
    std::string out;
    const auto put = [&](const PageJson& line) {
        out += line.dump(-1, ' ', false, PageJson::error_handler_t::replace);
        out += '\n';
    };
    for (const PageReport& report : page.reports) {
        if (report.cited_only) continue;
        put(report.line);
        for (const auto* records : {&report.mentions, &report.statements, &report.tallies})
            for (const PageJson& one : *records) put(one);
    }
    for (const auto* lines : {&page.incidents, &page.checks, &page.conflicts})
        for (const PageJson& one : *lines) put(one);
    return out;
}

}  // namespace tallybook
