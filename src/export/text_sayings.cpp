// What was said: counts and whether they fit, counts that contradict each other, statements by speaker, and what was
// told without being an incident.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "export/json_read.hpp"
#include "export/text_sections.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

constexpr const char* kSummedUp = "summed up";  // a whole whose parts are incidents
constexpr size_t kStatements = 4;               // of one speaker, on a page of many
constexpr size_t kMany = 40;                    // statements, from where on they are cut
constexpr size_t kReportsInBackground = 3;      // on pages of more reports the background is only counted

Ink verdict_ink(const std::string& verdict) {
    if (verdict == "consistent") return Ink::Good;
    return verdict == "above" || verdict == "below" ? Ink::Careful : Ink::Dim;
}

std::string why_no_incident(const PageJson& mention) {
    if (page::text(mention, "polarity") == "negated") return "did not happen";
    if (page::flag(mention, "series")) return "series";
    const std::string phase = page::text(mention, "phase");
    if (phase != "past" && phase != "ongoing") return phase;
    if (page::flag(mention, "historic")) return "earlier";
    return kSummedUp;
}

// "condemns them", but "demands against them".
bool takes_object(const std::string& act) {
    for (const char* one : {"condemn", "accuse", "threaten", "warn", "praise", "reject"})
        if (act == one) return true;
    return false;
}

}  // namespace

void TextSections::tally(const PageReport& report, const PageJson& line) {
    out_.blank();
    out_.paragraph("", out_.ink(Ink::Bold, wording::tally(line)));
    field("given by", wording::person(page::at(line, "by")));
    if (const PageJson* check = page_.check_of(page::text(line, "id"))) {
        const std::string verdict = page::text(*check, "verdict");
        field("record",
              out_.ink(verdict_ink(verdict), wording::verdict(verdict)) + ": " + page::text(*check, "because"));
    }
    quote(report, line, PageJson());
}

void TextSections::counts() {
    size_t all = 0;
    for (const PageReport* report : shown_) all += report->tallies.size();
    if (all == 0) return;
    out_.heading("COUNTS GIVEN", wording::counted(all, "count", "counts"));
    for (const PageReport* report : shown_)
        for (const PageJson& one : report->tallies) tally(*report, one);
}

void TextSections::misfits() {
    std::vector<std::pair<const PageReport*, const PageJson*>> found;
    for (const PageReport* report : shown_)
        for (const PageJson& one : report->tallies)
            if (const PageJson* check = page_.check_of(page::text(one, "id")))
                if (const std::string verdict = page::text(*check, "verdict"); verdict == "above" || verdict == "below")
                    found.emplace_back(report, &one);
    if (found.empty()) return;
    out_.heading("COUNTS THAT DO NOT FIT THE RECORD", wording::counted(found.size(), "count", "counts"));
    for (const auto& [report, one] : found) tally(*report, *one);
}

void TextSections::contradictions() {
    if (page_.conflicts.empty()) return;
    out_.heading("COUNTS THAT CONTRADICT EACH OTHER", wording::counted(page_.conflicts.size(), "case", "cases"));
    for (const PageJson& conflict : page_.conflicts) {
        out_.blank();
        out_.paragraph("", out_.ink(Ink::Bold, page::text(conflict, "because")));
        for (const PageJson& id : page::at(conflict, "tallies")) {
            const PageJson* one = id.is_string() ? page_.record(id.get<std::string>()) : nullptr;
            if (!one) continue;
            const PageReport* report = page_.report_of(id.get<std::string>());
            const std::string by = wording::person(page::at(*one, "by"));
            const std::string published = page::text(report->line, "published");
            std::string from = narrator_.outlet(page::text(report->line, "id"));
            if (!published.empty()) from += ", " + wording::date(published);
            out_.paragraph("    ",
                           wording::tally(*one) + (by.empty() ? "" : "; " + by) + " " + out_.ink(Ink::Dim, from));
        }
    }
}

void TextSections::statement(const PageReport& report, const PageJson& line) {
    std::string head = wording::act(page::text(line, "act"));
    if (page::text(line, "polarity") == "negated") head = "not: " + head;
    std::vector<std::string> against;
    for (const PageJson& one : page::at(line, "against"))
        if (const std::string name = wording::person(one); !name.empty()) against.push_back(name);
    std::string rest;
    if (!against.empty()) rest += (takes_object(page::text(line, "act")) ? "" : "against ") + wording::list(against);
    if (const std::string to = wording::person(page::at(line, "addressee")); !to.empty()) {
        const std::string preposition = page::text(line, "act") == "consult" ? "with " : "to ";
        rest += (rest.empty() ? "" : ", ") + preposition + to;
    }
    for (const PageJson& id : page::at(line, "about")) {
        const PageJson* found = id.is_string() ? narrator_.incident_of(id.get<std::string>()) : nullptr;
        if (!found) continue;
        const PageJson& about = *found;
        const std::string day = wording::date(page::text(page::at(about, "time"), "value").substr(0, 10));
        rest +=
            (rest.empty() ? "on: " : "; on: ") + wording::event(page::text(about, "type"), page::text(about, "mode"));
        if (!day.empty()) rest += ", " + day;
        break;
    }
    if (const std::string by = wording::person(page::at(line, "reported_by")); !by.empty())
        rest += (rest.empty() ? "" : "; ") + ("as " + by + " reports");
    out_.paragraph("  ", out_.ink(Ink::Bold, head) + (rest.empty() ? "" : " " + rest));
    const PageJson& content = page::at(line, "content");
    quote(report, line, page::at(page::at(content.is_object() ? line : content, "cue"), "span"));
}

void TextSections::statements() {
    struct Speaker {
        std::string name;
        std::vector<std::pair<const PageReport*, const PageJson*>> said;
    };
    std::map<std::string, size_t> known;
    std::vector<Speaker> speakers;
    size_t all = 0;
    for (const PageReport* report : shown_) {
        for (const PageJson& one : report->statements) {
            const PageJson& speaker = page::at(one, "speaker");
            const std::string name = wording::person(speaker);
            std::string key = page::text(speaker, "id");
            if (key.empty()) key = page::text(speaker, "name");
            if (key.empty()) key = name;
            const auto [found, fresh] = known.emplace(key, speakers.size());
            if (fresh) speakers.push_back({name.empty() ? "Nobody named" : name, {}});
            Speaker& entry = speakers[found->second];
            if (name.size() > entry.name.size() && !page::text(speaker, "name").empty()) entry.name = name;
            entry.said.emplace_back(report, &one);
            ++all;
        }
    }
    if (all == 0) return;
    out_.heading("WHO SAID WHAT", wording::counted(all, "statement", "statements"));
    for (const Speaker& one : speakers) {
        out_.blank();
        out_.paragraph("", out_.ink(Ink::Bold, one.name));
        const size_t limit = all > kMany && !options_.full ? kStatements : one.said.size();
        for (size_t i = 0; i < std::min(limit, one.said.size()); ++i)
            statement(*one.said[i].first, *one.said[i].second);
        if (one.said.size() > limit)
            out_.paragraph("    ",
                           out_.ink(Ink::Dim, fmt::format("and {} more (--full shows them)", one.said.size() - limit)));
    }
}

void TextSections::background() {
    std::vector<std::pair<const PageReport*, const PageJson*>> left;
    std::map<std::string, size_t> reasons;
    for (const PageReport* report : shown_) {
        for (const PageJson& one : report->mentions) {
            const std::string why = why_no_incident(one);
            const bool whole = std::any_of(report->mentions.begin(), report->mentions.end(), [&](const PageJson& part) {
                return page::text(part, "part_of") == page::text(one, "id");
            });
            // Without a reason it is an incident, though perhaps not one of those that were asked for.
            if (narrator_.incident_of(page::text(one, "id")) || (why == kSummedUp && !whole)) continue;
            left.emplace_back(report, &one);
            ++reasons[why];
        }
    }
    if (left.empty()) return;
    out_.heading("ALSO TOLD, NOT COUNTED", wording::counted(left.size(), "mention", "mentions"));
    if (shown_.size() > kReportsInBackground && !options_.full) {
        std::vector<std::string> parts;
        for (const auto& [reason, n] : reasons)
            parts.push_back(fmt::format("{} {}", wording::number(static_cast<int64_t>(n)), reason));
        out_.paragraph("", wording::list(parts) + " (--full or --report ID shows them)");
        return;
    }
    for (const auto& [report, one] : left) {
        out_.blank();
        std::string line = out_.ink(Ink::Bold, why_no_incident(*one)) + ": " +
                           wording::event(page::text(*one, "type"), page::text(*one, "mode"));
        if (const std::string n = wording::quantity(page::at(*one, "count")); !n.empty() && n != "1")
            line += ", " + n + " times";
        if (const std::string place = wording::place(page::at(*one, "place"), narrator_.countries()); !place.empty())
            line += ", " + place;
        if (const std::string when = wording::time(page::at(*one, "time")); !when.empty()) line += ", " + when;
        out_.paragraph("  ", line);
        quote(*report, *one, page::at(page::at(*one, "trigger"), "span"));
    }
}

}  // namespace tallybook
