#include "export/narrator.hpp"

#include <algorithm>

#include "export/json_read.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

void join(std::string& list, const std::string& more, const char* by = "; ") {
    if (more.empty()) return;
    if (!list.empty()) list += by;
    list += more;
}

void add(Lines& lines, const char* label, std::string value) {
    if (!value.empty()) lines.emplace_back(label, std::move(value));
}

// "damaged" for an object; whom something was done to needs no word for it where the line's label says it.
std::string with_effect(const PageJson& person, const std::string& name) {
    const std::string effect = page::text(person, "effect");
    if (name.empty() || effect.empty() || effect == "none" || effect == "killed" || effect == "injured") return name;
    return name + " (" + effect + ")";
}

std::string said_value(const PageJson& told) {
    if (told.is_object()) return wording::quantity(told);
    if (told.is_string()) return told.get<std::string>();
    std::string out;
    if (told.is_array())
        for (const PageJson& part : told)
            if (part.is_string()) join(out, part.get<std::string>(), " and ");
    return out;
}

}  // namespace

Narrator::Narrator(const Page& page) : page_(page), countries_(wording::countries_of(page)) {
    for (const PageJson& one : page_.incidents)
        for (const PageJson& mention : page::at(one, "mentions")) incident_of_[mention.get<std::string>()] = &one;
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

std::string Narrator::outlet(std::string_view record_id) const {
    const PageReport* report = page_.report_of(record_id);
    if (!report) return std::string(record_id);
    const std::string outlet = page::text(report->line, "outlet");
    return outlet.empty() ? page::text(report->line, "key") : outlet;
}

std::string Narrator::name_of(const std::string& id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? id : found->second;
}

const PageJson* Narrator::incident_of(const std::string& mention) const {
    const auto found = incident_of_.find(mention);
    return found == incident_of_.end() ? nullptr : found->second;
}

bool Narrator::only_background(const PageJson& incident) const {
    bool any = false;
    for (const PageJson& id : page::at(incident, "mentions")) {
        const PageJson* mention = id.is_string() ? page_.record(id.get<std::string>()) : nullptr;
        if (mention && !page::flag(*mention, "historic")) return false;
        any |= mention != nullptr;
    }
    return any;
}

std::string Narrator::title(const PageJson& incident) const {
    std::string out = wording::event(page::text(incident, "type"), page::text(incident, "mode"));
    const PageJson& count = page::at(incident, "count");
    if (const std::string n = wording::quantity(count); !n.empty() && n != "1") out += ", " + n + " times";
    join(out, wording::place(page::at(incident, "place"), countries_), ", ");
    return out;
}

// "attacker unknown; Ostania accused by Marta Kovac; denied by Ostania"
std::string Narrator::blame(const PageJson& incident) const {
    std::string known, said;
    bool unknown = false;
    for (const PageJson& one : page::at(incident, "attribution")) {
        const std::string status = page::text(one, "status"), by = name_of(page::text(one, "by"));
        std::string name = page::text(one, "name");
        if (name.empty()) name = page::text(one, "id");
        unknown |= status == "unknown";
        if (name.empty()) continue;
        if (status == "reported")
            join(known, name);
        else
            join(said, wording::attribution(status, name, by));
    }
    if (known.empty() && unknown) known = page::text(incident, "type") == "ASSAULT" ? "attacker unknown" : "not said";
    join(known, said);
    return known;
}

Lines Narrator::people(const PageJson& incident) const {
    std::string with, on, parties;
    std::vector<std::string> seen;
    for (const PageJson& one : page::at(incident, "participants")) {
        const std::string role = page::text(one, "role"), said = wording::person(one);
        const std::string key = role + said;
        if (said.empty() || std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
        seen.push_back(key);
        const std::string words = page::text(one, "text");
        if (role == "instrument") join(with, words.empty() ? said : words, ", ");
        if (role == "recipient" || role == "object") join(on, with_effect(one, said), ", ");
        if (role == "beneficiary") join(parties, said, ", ");
    }
    Lines out;
    add(out, "who", blame(incident));
    add(out, "with", with);
    add(out, "on", on);
    add(out, "for", parties);
    return out;
}

Lines Narrator::toll(const PageJson& incident) const {
    static constexpr const char* kEffects[] = {"killed",   "injured", "abducted",  "missing",  "arrested",
                                               "released", "escaped", "displaced", "uninjured"};
    Lines out;
    for (const char* effect : kEffects) {
        std::string people;
        for (const PageJson& one : page::at(incident, "participants"))
            if (page::text(one, "effect") == effect && page::text(one, "role") != "instrument") {
                const std::string said =
                    page::text(one, "name").empty() ? page::text(one, "text") : wording::person(one);
                join(people, said, ", ");
            }
        const PageJson& range = page::at(incident, effect);
        std::string number = range.is_object() ? wording::toll(range) : "";
        if (number == "0") number = "none";
        if (number == "at least 0") number.clear();  // nobody told of any
        if (!number.empty() && number != "none" && !people.empty() && people != number) {
            const bool aside = number.back() == ')';  // "5 (3 to 5 told; five guards)"
            if (aside) number.pop_back();
            number += (aside ? "; " : " (") + people + ")";
        }
        add(out, effect, range.is_object() ? number : people);
    }
    return out;
}

Lines Narrator::disagreements(const PageJson& incident) const {
    Lines out;
    for (const PageJson& one : page::at(incident, "disagreements")) {
        std::string values;
        for (const PageJson& value : page::at(one, "values")) {
            std::string who;
            for (const PageJson& report : page::at(value, "reports"))
                if (report.is_string()) join(who, outlet(report.get<std::string>()), ", ");
            join(values, said_value(page::at(value, "value")) + (who.empty() ? "" : " (" + who + ")"));
        }
        out.emplace_back(page::text(one, "field"), values);
    }
    return out;
}

std::string Narrator::told_by(const PageJson& incident) const {
    const auto reports = static_cast<size_t>(page::integer(incident, "reports").value_or(1));
    const auto outlets = static_cast<size_t>(page::integer(incident, "independent_outlets").value_or(1));
    std::string out = wording::counted(reports, "report", "reports");
    if (reports > 1) out += ", " + wording::counted(outlets, "outlet", "outlets");
    return out;
}

}  // namespace tallybook
