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

// "damaged" for an object; whom something was done to needs no word for it where the line's label says it.
std::string with_effect(const PageJson& person, const std::string& name) {
    const std::string effect = page::text(person, "effect");
    if (name.empty() || effect.empty() || effect == "none" || effect == "killed" || effect == "injured") return name;
    return name + " (" + effect + ")";
}

}  // namespace

TextSections::TextSections(const Page& page, std::vector<const PageReport*> shown, const TextPageOptions& options,
                           Painter& out)
    : page_(page), shown_(std::move(shown)), options_(options), out_(out), countries_(wording::countries_of(page)) {
    for (const PageJson& one : page_.incidents)
        for (const PageJson& mention : page::at(one, "mentions")) incident_of_[mention.get<std::string>()] = &one;
    several_ = page_.reports.size() > 1;
    const auto learn = [&](const PageJson& person) {
        if (!page::text(person, "id").empty() && !page::text(person, "name").empty())
            names_.emplace(page::text(person, "id"), page::text(person, "name"));
    };
    for (const PageReport& report : page_.reports) {
        for (const PageJson& mention : report.mentions)
            for (const PageJson& person : page::at(mention, "participants")) learn(person);
        for (const PageJson& statement : report.statements) learn(page::at(statement, "speaker"));
    }
}

std::string TextSections::outlet(std::string_view report_id) const {
    const PageReport* report = page_.report_of(report_id);
    if (!report) return std::string(report_id);
    const std::string outlet = page::text(report->line, "outlet");
    return outlet.empty() ? page::text(report->line, "key") : outlet;
}

std::string TextSections::name_of(const std::string& id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? id : found->second;
}

void TextSections::field(std::string_view label, const std::string& value) {
    if (value.empty()) return;
    out_.paragraph("    " + out_.ink(Ink::Dim, fmt::format("{:<9}", label)), value);
}

void TextSections::quote(const PageReport& report, const PageJson& record, const PageJson& mark) {
    const auto found = quote_of(report, record, mark, options_.full ? 100000 : 4 * (out_.width() - 6), out_);
    if (!found) return;
    std::string from = found->where;
    if (several_) from = outlet(page::text(report.line, "id")) + ", " + from;
    out_.paragraph("    ", found->words + " " + out_.ink(Ink::Dim, from));
}

bool TextSections::only_background(const PageJson& incident) const {
    bool any = false;
    for (const PageJson& id : page::at(incident, "mentions")) {
        const PageJson* mention = id.is_string() ? page_.record(id.get<std::string>()) : nullptr;
        if (mention && !page::flag(*mention, "historic")) return false;
        any |= mention != nullptr;
    }
    return any;
}

std::string TextSections::title(const PageJson& incident) const {
    std::string out = wording::event(page::text(incident, "type"), page::text(incident, "mode"));
    const PageJson& count = page::at(incident, "count");
    if (const std::string n = wording::quantity(count); !n.empty() && n != "1") out += ", " + n + " times";
    join(out, wording::place(page::at(incident, "place"), countries_), ", ");
    return out;
}

// "attacker unknown; Marta Kovac accuses Ostania; Ostania denies it"
std::string TextSections::blame(const PageJson& incident) const {
    std::string known, said;
    bool unknown = false;
    for (const PageJson& one : page::at(incident, "attribution")) {
        const std::string status = page::text(one, "status"), by = name_of(page::text(one, "by"));
        std::string name = page::text(one, "name");
        if (name.empty()) name = page::text(one, "id");
        unknown |= status == "unknown";
        if (name.empty()) continue;
        const bool other = !by.empty() && by != name;
        if (status == "reported") join(known, name);
        if (status == "claimed") join(said, name + " claims it" + (other ? " (" + by + ")" : ""));
        if (status == "accused") join(said, other ? by + " accuses " + name : name + " is accused");
        if (status == "suspected") join(said, other ? by + " suspects " + name : name + " is suspected");
        if (status == "denied") join(said, name + " denies it" + (other ? " (" + by + ")" : ""));
    }
    if (known.empty() && unknown) known = page::text(incident, "type") == "ASSAULT" ? "attacker unknown" : "not said";
    join(known, said);
    return known;
}

void TextSections::people(const PageJson& line) {
    std::string with, on, parties;
    std::vector<std::string> seen;
    for (const PageJson& one : page::at(line, "participants")) {
        const std::string role = page::text(one, "role"), said = wording::person(one);
        const std::string key = role + said;
        if (said.empty() || std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
        seen.push_back(key);
        const std::string words = page::text(one, "text");
        if (role == "instrument") join(with, words.empty() ? said : words, ", ");
        if (role == "recipient" || role == "object") join(on, with_effect(one, said), ", ");
        if (role == "beneficiary") join(parties, said, ", ");
    }
    field("who", blame(line));
    field("with", with);
    field("on", on);
    field("for", parties);
}

void TextSections::toll(const PageJson& line) {
    static constexpr const char* kEffects[] = {"killed",   "injured", "abducted",  "missing",  "arrested",
                                               "released", "escaped", "displaced", "uninjured"};
    for (const char* effect : kEffects) {
        std::string people;
        for (const PageJson& one : page::at(line, "participants"))
            if (page::text(one, "effect") == effect && page::text(one, "role") != "instrument") {
                const std::string said =
                    page::text(one, "name").empty() ? page::text(one, "text") : wording::person(one);
                join(people, said, ", ");
            }
        const PageJson& range = page::at(line, effect);
        std::string number = range.is_object() ? wording::toll(range) : "";
        if (number == "0") number = "none";
        if (number == "at least 0") number.clear();  // nobody told of any
        if (!number.empty() && number != "none") join(number, people, ": ");
        field(effect, range.is_object() ? number : people);
    }
}

void TextSections::disagreements(const PageJson& line) {
    for (const PageJson& one : page::at(line, "disagreements")) {
        std::string values;
        for (const PageJson& value : page::at(one, "values")) {
            const PageJson& told = page::at(value, "value");
            std::string said;
            if (told.is_object()) said = wording::quantity(told);
            if (told.is_string()) said = told.get<std::string>();
            if (told.is_array())
                for (const PageJson& part : told)
                    if (part.is_string()) join(said, part.get<std::string>(), " and ");
            std::string who;
            for (const PageJson& report : page::at(value, "reports"))
                if (report.is_string()) join(who, outlet(report.get<std::string>()), ", ");
            join(values, said + (who.empty() ? "" : " (" + who + ")"));
        }
        field("differ", out_.ink(Ink::Careful, page::text(one, "field")) + ": " + values);
    }
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
    out_.paragraph("", out_.ink(Ink::Bold, title(line)));
    std::string about = wording::time(page::at(line, "time"));
    if (about.empty()) about = "day unknown";
    const std::string phase = page::text(line, "phase"), status = page::text(line, "status");
    if (phase != "past") join(about, phase, " · ");
    if (only_background(line)) join(about, "told as background", " · ");
    join(about, out_.ink(status_ink(status), status), " · ");
    const auto reports = static_cast<size_t>(page::integer(line, "reports").value_or(1));
    const auto outlets = static_cast<size_t>(page::integer(line, "independent_outlets").value_or(1));
    if (several_ || reports > 1) {
        join(about, wording::counted(reports, "report", "reports"), " · ");
        if (reports > 1) join(about, wording::counted(outlets, "outlet", "outlets"), ", ");
    }
    out_.paragraph("  ", about);
    people(line);
    toll(line);
    disagreements(line);
    quotes(line);
    out_.paragraph("    ", out_.ink(Ink::Dim, page::text(line, "id")));
}

void TextSections::incidents() {
    out_.heading("WHAT HAPPENED", wording::counted(page_.incidents.size(), "incident", "incidents"));
    if (page_.incidents.empty()) out_.paragraph("", "No event that took place was found.");
    for (const PageJson& one : page_.incidents) incident(one);
}

}  // namespace tallybook
