#include "resolve/people.hpp"

#include <algorithm>
#include <map>

#include "resolve/range.hpp"

namespace tallybook {

namespace {

constexpr std::string_view kRoles[] = {"actor", "recipient", "victim", "object", "instrument", "beneficiary"};

size_t role_rank(const std::string& role) {
    return static_cast<size_t>(std::find(std::begin(kRoles), std::end(kRoles), role) - std::begin(kRoles));
}

// By what a participant of one telling is the participant of another. People that nobody names are the same where role,
// effect, kind and class are.
std::string identity(const ToldPerson& one) {
    std::string out = one.role + "|" + one.effect + "|";
    if (one.role == "instrument" && one.kind != "weapon") return out + one.kind;
    if (!one.id.empty()) return out + "id:" + one.id;
    if (!one.name.empty()) return out + "name:" + plain_name(one.name);
    if (one.role == "victim" || one.role == "actor") return out + one.kind + "|" + one.cls + "|" + one.country;
    return out + one.kind + "|" + one.cls + "|" + plain_name(one.text);
}

struct Merged {
    const Telling* shown_in = nullptr;
    const ToldPerson* shown = nullptr;
    std::vector<std::string> reports;
};

}  // namespace

void fill_people(Incident& incident, const std::vector<const Telling*>& members) {
    std::vector<Merged> merged;
    std::map<std::string, size_t> by_identity;
    std::map<std::pair<const Telling*, size_t>, size_t> place_of_person;
    for (const Telling* telling : members) {
        std::map<std::string, int> seen;  // two of one telling are two
        for (size_t i = 0; i < telling->mention->people.size(); ++i) {
            const ToldPerson& person = telling->mention->people[i];
            std::string key = identity(person);
            key += "#" + std::to_string(seen[key]++);
            const auto [found, fresh] = by_identity.emplace(key, merged.size());
            if (fresh) merged.push_back({telling, &person, {}});
            Merged& one = merged[found->second];
            if (person.role == "victim" || (!one.shown->named() && person.named())) {
                one.shown = &person;
                one.shown_in = telling;
            }
            if (one.reports.empty() || one.reports.back() != telling->report->id)
                one.reports.push_back(telling->report->id);
            place_of_person[{telling, i}] = found->second;
        }
    }
    std::vector<size_t> order(merged.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return role_rank(merged[a].shown->role) < role_rank(merged[b].shown->role);
    });
    std::vector<size_t> rank(order.size());
    for (size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;

    incident.participants = Json::array();
    for (const size_t at : order) {
        const Merged& one = merged[at];
        Json line = Json::parse(one.shown->json, nullptr, false);
        if (!line.is_object()) line = Json::object();
        if (one.shown->within) {
            const auto whole = place_of_person.find({one.shown_in, static_cast<size_t>(*one.shown->within)});
            line["within"] = whole == place_of_person.end() ? Json(nullptr) : Json(rank[whole->second]);
        }
        line["mention"] = one.shown_in->mention->id;
        line["reports"] = one.reports;
        incident.participants.push_back(std::move(line));
        incident.people.push_back(*one.shown);
    }
}

bool arms_contradict(const ToldMention& a, const ToldMention& b) {
    for (const ToldPerson& x : a.people) {
        if (x.role != "instrument" || !x.count) continue;
        for (const ToldPerson& y : b.people)
            if (y.role == "instrument" && y.kind == x.kind && y.count && contradict(*x.count, *y.count)) return true;
    }
    return false;
}

}  // namespace tallybook
