// The order of the sections and the head of the page. Each section is a class of its own beside this file.
#include "export/text_page.hpp"

#include <algorithm>
#include <set>

#include "export/json_read.hpp"
#include "export/painter.hpp"
#include "export/text_sections.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

constexpr size_t kReportsListed = 12;

std::string outlet_of(const PageReport& report) {
    const std::string outlet = page::text(report.line, "outlet");
    if (!outlet.empty()) return outlet;
    return page::text(report.line, "key");
}

std::string published_of(const PageReport& report) {
    const std::string published = page::text(report.line, "published");
    return published.empty() ? "undated" : wording::date(published);
}

void one_report(Painter& out, const PageReport& report) {
    out.paragraph("", out.ink(Ink::Bold, outlet_of(report)) + ", " + published_of(report));
    if (const std::string title = page::text(report.line, "title"); !title.empty()) out.paragraph("", title);
    const std::string key = page::text(report.line, "key");
    std::string about = page::text(report.line, "id");
    if (!key.empty() && key != outlet_of(report)) about += ", " + key;
    if (const auto sentences = page::integer(report.line, "sentences"))
        about += ", " + wording::counted(static_cast<size_t>(*sentences), "sentence", "sentences");
    out.paragraph("", out.ink(Ink::Dim, about));
    for (const PageJson& copy : page::at(report.line, "copies")) {
        std::string where = page::text(copy, "outlet");
        if (where.empty()) where = page::text(copy, "uri");
        if (where.empty()) where = page::text(copy, "key");
        const std::string published = page::text(copy, "published");
        out.paragraph(
            "", out.ink(Ink::Dim, "same text: " + where + (published.empty() ? "" : ", " + wording::date(published))));
    }
    for (const PageJson& note : page::at(report.line, "notes"))
        if (note.is_string()) out.paragraph("", out.ink(Ink::Careful, "note: " + note.get<std::string>()));
}

void many_reports(Painter& out, const Page& page, const std::vector<const PageReport*>& shown, bool full) {
    std::set<std::string> outlets, days;
    for (const PageReport* one : shown) {
        outlets.insert(outlet_of(*one));
        if (const std::string day = page::text(one->line, "published"); !day.empty()) days.insert(day);
    }
    std::string line = out.ink(Ink::Bold, wording::counted(shown.size(), "report", "reports")) + " of " +
                       wording::counted(outlets.size(), "outlet", "outlets");
    if (!days.empty()) line += ", " + wording::window(*days.begin(), *days.rbegin());
    if (page.all_reports > shown.size())
        line += " (of " + wording::number(static_cast<int64_t>(page.all_reports)) + " in the ledger)";
    out.paragraph("", line);
    if (shown.size() > kReportsListed && !full) return;
    for (const PageReport* one : shown) {
        std::string title = page::text(one->line, "title");
        if (title.empty()) title = page::text(one->line, "key");
        out.paragraph("  ", outlet_of(*one) + ", " + published_of(*one) + ": " + title + " " +
                                out.ink(Ink::Dim, page::text(one->line, "id")));
    }
}

std::vector<const PageReport*> asked_for(const Page& page) {
    std::vector<const PageReport*> out;
    for (const PageReport& one : page.reports)
        if (!one.cited_only) out.push_back(&one);
    return out;
}

std::vector<const PageReport*> all_of(const Page& page) {
    std::vector<const PageReport*> out;
    for (const PageReport& one : page.reports) out.push_back(&one);
    return out;
}

}  // namespace

std::string text_incidents(const Page& page, const TextPageOptions& options) {
    Painter out(options.width, options.colour);
    TextSections(page, all_of(page), options, out).incidents();
    return out.take();
}

std::string text_contradictions(const Page& page, const TextPageOptions& options) {
    Painter out(options.width, options.colour);
    TextSections sections(page, all_of(page), options, out);
    sections.disagreements();
    sections.misfits();
    sections.contradictions();
    std::string text = out.take();
    return text.empty() ? "Nothing in the ledger contradicts anything else.\n" : text;
}

std::string text_page(const Page& page, const TextPageOptions& options) {
    Painter out(options.width, options.colour);
    const std::vector<const PageReport*> shown = asked_for(page);
    if (shown.empty() && page.incidents.empty()) {
        out.paragraph("", page.all_reports == 0 ? "The ledger is empty." : "Nothing in the ledger is as asked for.");
        return out.take();
    }
    if (shown.size() == 1) one_report(out, *shown[0]);
    if (shown.size() > 1) many_reports(out, page, shown, options.full);

    TextSections sections(page, shown, options, out);
    sections.incidents();
    sections.counts();
    sections.contradictions();
    sections.statements();
    sections.background();
    return out.take();
}

}  // namespace tallybook
