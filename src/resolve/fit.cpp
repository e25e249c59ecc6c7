#include "resolve/fit.hpp"

#include <algorithm>

#include "resolve/pair.hpp"
#include "resolve/telling.hpp"

namespace tallybook {

namespace {

bool state(const std::string& kind) {
    return kind == "state-forces" || kind == "government" || kind == "police" || kind == "international";
}

// Whether `one`, of an incident, is or belongs to `whom`, of a tally.
bool belongs(const ToldPerson& one, const ToldPerson& whom) {
    if (!whom.id.empty() && (one.id == whom.id || one.member_of == whom.id)) return true;
    if (!whom.country.empty() && one.country == whom.country) return true;
    if (!whom.affiliation.empty() && one.affiliation == whom.affiliation) return true;
    if (!whom.id.empty() || !whom.country.empty()) return false;
    // "Forty soldiers", "six of its fighters": whoever is of their kind. Civilians are of too many kinds for that.
    const bool any = whom.called && (state(whom.kind) || whom.kind == "armed-group");
    if (!whom.name.empty() && !any) {
        const std::string a = plain_name(one.name), b = plain_name(whom.name);
        return a == b || (whom.called && (one_name(a, b) || one_name(b, a)));
    }
    return !whom.kind.empty() && whom.kind != "unknown" && one.kind == whom.kind;
}

bool anybody(const ToldPerson& whom) {
    return whom.id.empty() && whom.name.empty() && whom.country.empty() &&
           (whom.kind.empty() || whom.kind == "unknown");
}

bool suffers(const ToldPerson& one) {
    return one.role == "recipient" || one.role == "victim" || one.role == "object";
}

bool suffered_by(const Incident& incident, const ToldPerson& whom) {
    return std::any_of(incident.people.begin(), incident.people.end(),
                       [&](const ToldPerson& one) { return suffers(one) && belongs(one, whom); });
}

bool done_by(const Incident& incident, const ToldPerson& whom) {
    return std::any_of(incident.people.begin(), incident.people.end(),
                       [&](const ToldPerson& one) {
                           return one.role == "actor" && one.status != "denied" && belongs(one, whom);
                       }) ||
           std::any_of(incident.attribution.begin(), incident.attribution.end(), [&](const Attribution& one) {
               return one.status != "denied" && !whom.id.empty() && one.id == whom.id;
           });
}

bool done_by_state(const Incident& incident) {
    return std::any_of(incident.people.begin(), incident.people.end(), [](const ToldPerson& one) {
        return one.role == "actor" && one.status != "denied" && state(one.kind);
    });
}

bool attacker_unknown(const Incident& incident) {
    return std::none_of(incident.attribution.begin(), incident.attribution.end(),
                        [](const Attribution& one) { return one.status != "denied" && one.status != "unknown"; });
}

// Nothing says whom it hit: neither a known actor nor a country among those that suffered.
bool target_unknown(const Incident& incident) {
    return std::none_of(incident.people.begin(), incident.people.end(), [](const ToldPerson& one) {
        return suffers(one) && one.kind != "facility" && (!one.country.empty() || !one.id.empty());
    });
}

}  // namespace

std::optional<std::string> counted_effect(const ToldTally& tally) {
    if (tally.of == "killed" || tally.of == "injured") return tally.of;
    const bool type =
        !tally.of.empty() && std::all_of(tally.of.begin(), tally.of.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (type) return std::string();
    return std::nullopt;
}

TallyFit::TallyFit(const ToldTally& tally, DayRange window, const std::vector<Incident>& incidents)
    : tally_(tally), window_(window) {
    if (!tally.recipient || anybody(*tally.recipient)) return;
    for (const Incident& one : incidents)
        if (one.where && one.where->kind == "facility" && !one.where->id.empty() &&
            suffered_by(one, *tally.recipient) && !done_by(one, *tally.recipient))
            known_places_.insert(one.where->id);
}

TallyFit::Answer TallyFit::operator()(const Incident& incident) const {
    if (incident.rejected || incident.status == "denied" || !incident.days.touches(window_)) return Answer::No;
    const std::string effect = counted_effect(tally_).value_or("");
    if (effect.empty() && incident.type != tally_.of) return Answer::No;
    if (effect == "killed" && !incident.killed) return Answer::No;
    if (effect == "injured" && !incident.injured) return Answer::No;
    if (!in_place(incident) || !by_actor(incident)) return Answer::No;
    return to_recipient(incident);
}

bool TallyFit::in_place(const Incident& incident) const {
    bool bounded = false;
    for (const ToldPlace& place : tally_.places) {
        const bool region = place.country.empty() && !place.lat;
        if (region) continue;
        bounded = true;
        if (!incident.where) continue;
        const ToldPlace& where = *incident.where;
        if (!place.id.empty() && place.id == where.id) return true;
        if (!place.country.empty() && !where.country.empty() && place.country != where.country) continue;
        if (place.kind == "country") {
            if (place.country == where.country) return true;
            continue;
        }
        if (place.kind == "admin1" && !where.admin1.empty()) {
            if (plain_name(where.admin1) == plain_name(place.name) || where.admin1 == place.admin1) return true;
            continue;
        }
        if (place.lat && place.lon && where.lat && where.lon && where.kind != "country" &&
            distance_km(*place.lat, *place.lon, *where.lat, *where.lon) <= reach_km(place))
            return true;
    }
    return !bounded;
}

TallyFit::Answer TallyFit::to_recipient(const Incident& incident) const {
    if (!tally_.recipient || anybody(*tally_.recipient)) return Answer::Yes;
    const ToldPerson& whom = *tally_.recipient;
    if (state(whom.kind) && done_by(incident, whom) && !attacker_unknown(incident)) return Answer::No;
    if (suffered_by(incident, whom)) return Answer::Yes;
    if (!target_unknown(incident) || !incident.where) return Answer::No;
    if (known_places_.count(incident.where->id) > 0) return Answer::Yes;
    const bool theirs = state(whom.kind) || (whom.kind == "facility" && !whom.country.empty());
    const bool base = incident.where->kind == "facility" && theirs;
    return base && !done_by_state(incident) ? Answer::Maybe : Answer::No;
}

bool TallyFit::by_actor(const Incident& incident) const {
    if (!tally_.actor || anybody(*tally_.actor)) return true;
    if (done_by(incident, *tally_.actor)) return true;
    return tally_.recipient && attacker_unknown(incident);
}

}  // namespace tallybook
