// What happened, in order of time.
#include <fmt/format.h>

#include <algorithm>

#include "export/json_read.hpp"
#include "export/quote.hpp"
#include "export/text_sections.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

constexpr size_t kQuotes = 3;  // of one incident

void join(std::string& list, const std::string& more, const char* by = "; ") {
    if (more.empty()) return;
    if (!list.empty()) list += by;
    list += more;
}

Ink status_ink(const std::string& status) {
    if (status == "confirmed") return Ink::Good;
    return status == "denied" ? Ink::Bad : Ink::Careful;
}

}  // namespace

TextSections::TextSections(const Page& page, std::vector<const PageReport*> shown, const TextPageOptions& options,
                           Painter& out)
    : page_(page), shown_(std::move(shown)), options_(options), out_(out), narrator_(page) {
    several_ = page_.reports.size() > 1;
}

void TextSections::field(std::string_view label, const std::string& value) {
    if (value.empty()) return;
    out_.paragraph("    " + out_.ink(Ink::Dim, fmt::format("{:<8} ", label)), value);
}

void TextSections::quote(const PageReport& report, const PageJson& record, const PageJson& mark) {
    const auto found = quote_of(report, record, mark, options_.full ? 100000 : 4 * (out_.width() - 6), out_);
    if (!found) return;
    std::string from = found->where;
    if (several_) from = narrator_.outlet(page::text(report.line, "id")) + ", " + from;
    out_.paragraph("    ", found->words + " " + out_.ink(Ink::Dim, from));
}

void TextSections::quotes(const PageJson& line) {
    size_t shown = 0, all = 0;
    for (const PageJson& id : page::at(line, "mentions")) {
        const PageJson* mention = id.is_string() ? page_.record(id.get<std::string>()) : nullptr;
        const PageReport* report = mention ? page_.report_of(id.get<std::string>()) : nullptr;
        if (!report) continue;
        if (++all > kQuotes && !options_.full) continue;
        ++shown;
        quote(*report, *mention, page::at(page::at(*mention, "trigger"), "span"));
    }
    if (all > shown)
        out_.paragraph("    ", out_.ink(Ink::Dim, fmt::format("and {} more",
                                                              wording::counted(all - shown, "telling", "tellings"))));
}

void TextSections::incident(const PageJson& line) {
    out_.blank();
    out_.paragraph("", out_.ink(Ink::Bold, narrator_.title(line)));
    std::string about = wording::time(page::at(line, "time"));
    if (about.empty()) about = "day unknown";
    const std::string phase = page::text(line, "phase"), status = page::text(line, "status");
    if (phase != "past") join(about, phase, " · ");
    if (narrator_.only_background(line)) join(about, "told as background", " · ");
    join(about, out_.ink(status_ink(status), status), " · ");
    if (several_ || page::integer(line, "reports").value_or(1) > 1) join(about, narrator_.told_by(line), " · ");
    out_.paragraph("  ", about);
    for (const auto& [label, value] : narrator_.people(line)) field(label, value);
    for (const auto& [label, value] : narrator_.toll(line)) field(label, value);
    for (const auto& [name, values] : narrator_.disagreements(line))
        field("differ", out_.ink(Ink::Careful, name) + ": " + values);
    quotes(line);
    out_.paragraph("    ", out_.ink(Ink::Dim, page::text(line, "id")));
}

void TextSections::incidents() {
    out_.heading("WHAT HAPPENED", wording::counted(page_.incidents.size(), "incident", "incidents"));
    if (page_.incidents.empty()) out_.paragraph("", "No event that took place was found.");
    for (const PageJson& one : page_.incidents) incident(one);
}

void TextSections::disagreements() {
    size_t all = 0;
    for (const PageJson& one : page_.incidents) all += page::at(one, "disagreements").empty() ? 0 : 1;
    if (all == 0) return;
    out_.heading("REPORTS THAT DISAGREE", wording::counted(all, "incident", "incidents"));
    for (const PageJson& one : page_.incidents) {
        const auto found = narrator_.disagreements(one);
        if (found.empty()) continue;
        out_.blank();
        std::string head = out_.ink(Ink::Bold, narrator_.title(one));
        join(head, wording::time(page::at(one, "time")), " · ");
        out_.paragraph("", head);
        for (const auto& [name, values] : found) field(name, values);
        quotes(one);
        out_.paragraph("    ", out_.ink(Ink::Dim, page::text(one, "id")));
    }
}

}  // namespace tallybook
