#include "resolve/attribution.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tallybook {

namespace {

bool is_official(const std::string& kind) {
    return kind == "official" || kind == "military" || kind == "police" || kind == "document";
}

void note(std::vector<std::string>& reports, const std::string& report) {
    if (std::find(reports.begin(), reports.end(), report) == reports.end()) reports.push_back(report);
}

std::string shown_name(const ToldPerson& person) {
    return person.name.empty() ? person.text : person.name;
}

class Table {
public:
    explicit Table(Incident& incident) : incident_(incident) {}

    void add(const std::string& id, const std::string& name, const std::string& status, const std::string& by,
             const std::string& report) {
        if (id.empty() && name.empty()) return;
        for (Attribution& one : incident_.attribution) {
            const bool same = !id.empty() && !one.id.empty() ? one.id == id : plain_name(one.name) == plain_name(name);
            if (!same || one.status != status) continue;
            if (one.by.empty()) one.by = by;
            note(one.reports, report);
            return;
        }
        incident_.attribution.push_back({id, name, status, by, {report}});
    }

    // A spokesman claims and denies for those he speaks for.
    void add_speaker(const ToldPerson& speaker, const std::string& status, const std::string& report) {
        if (speaker.kind == "person" && !speaker.member_of.empty())
            add(speaker.member_of, name_of_actor(speaker.member_of), status, shown_name(speaker), report);
        else
            add(speaker.id, shown_name(speaker), status, "", report);
    }

    // Who claims it need not stand there as reported too: the reports have it from the claim.
    void drop_told_claims() {
        const auto claims = [&](const Attribution& one) {
            return std::any_of(
                incident_.attribution.begin(), incident_.attribution.end(), [&](const Attribution& other) {
                    return other.status == "claimed" && (one.id.empty() ? one.name == other.name : one.id == other.id);
                });
        };
        std::erase_if(incident_.attribution,
                      [&](const Attribution& one) { return one.status == "reported" && claims(one); });
    }

    // "Turkey", "Turkish forces" and "the Turkish air force" are one doer: the state's name gives way to its forces',
    // a part's to the whole's that stands there too.
    void join_parts() {
        std::map<std::string, const ToldPerson*> known;
        for (const ToldPerson& one : incident_.people)
            if (!one.id.empty()) known.emplace(one.id, &one);
        const auto person = [&](const Attribution& one) {
            const auto at = known.find(one.id);
            return at == known.end() ? nullptr : at->second;
        };
        const auto gives_way = [&](const Attribution& a, const Attribution& b) {
            const ToldPerson *x = person(a), *y = person(b);
            if (!x || !y || a.id == b.id || a.status != b.status) return false;
            if (x->member_of == b.id) return true;
            return x->kind == "government" && y->kind == "state-forces" && !x->country.empty() &&
                   x->country == y->country && x->member_of.empty() && y->member_of.empty();
        };
        std::vector<Attribution>& list = incident_.attribution;
        for (size_t i = 0; i < list.size();) {
            const auto to =
                std::find_if(list.begin(), list.end(), [&](const Attribution& one) { return gives_way(list[i], one); });
            if (to == list.end()) {
                ++i;
                continue;
            }
            for (const std::string& report : list[i].reports) note(to->reports, report);
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    // Of whom it is known, because he says so or it is told as a fact, that others accuse him of it says no more. "US
    // forces", who are accused, and their air force, which did it, are one side: the whole's name stands.
    void drop_needless_blame() {
        std::vector<Attribution>& list = incident_.attribution;
        const auto blamed = [](const Attribution& one) { return one.status == "accused" || one.status == "suspected"; };
        const auto known = [](const Attribution& one) { return one.status == "claimed" || one.status == "reported"; };
        for (size_t i = 0; i < list.size();) {
            const auto doer = std::find_if(list.begin(), list.end(), [&](const Attribution& one) {
                return blamed(list[i]) && known(one) && !one.id.empty() && one_side(list[i], one);
            });
            if (doer == list.end()) {
                ++i;
                continue;
            }
            if (part_of(*doer, list[i])) doer->id = list[i].id, doer->name = list[i].name;
            for (const std::string& report : list[i].reports) note(doer->reports, report);
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    bool blames(const ToldPerson& person) const {
        return std::any_of(incident_.attribution.begin(), incident_.attribution.end(), [&](const Attribution& one) {
            if (one.id.empty()) return !person.name.empty() && plain_name(one.name) == plain_name(person.name);
            return one.id == person.id || one.id == person.member_of;
        });
    }

private:
    bool part_of(const Attribution& part, const Attribution& whole) const {
        return std::any_of(incident_.people.begin(), incident_.people.end(), [&](const ToldPerson& one) {
            return one.id == part.id && !one.id.empty() && one.member_of == whole.id;
        });
    }
    bool one_side(const Attribution& a, const Attribution& b) const {
        return a.id == b.id || part_of(a, b) || part_of(b, a);
    }

    std::string name_of_actor(const std::string& id) const {
        for (const ToldPerson& one : incident_.people)
            if (one.id == id && !one.name.empty()) return one.name;
        return id;
    }

    Incident& incident_;
};

bool has_doer(const ToldMention& mention) {
    return std::any_of(mention.people.begin(), mention.people.end(), [](const ToldPerson& one) {
        return one.role == "actor" && one.somebody() && (one.status == "reported" || one.status == "claimed");
    });
}

void from_mentions(Table& table, const std::vector<const Telling*>& members) {
    for (const Telling* telling : members) {
        for (const ToldPerson& actor : telling->mention->people) {
            if (actor.role != "actor" || !actor.somebody() || actor.status == "unknown") continue;
            table.add(actor.id, shown_name(actor), actor.status, actor.by, telling->report->id);
        }
    }
}

void from_statements(Incident& incident, Table& table, const std::vector<PlacedStatement>& statements) {
    const std::set<std::string> mentions(incident.mentions.begin(), incident.mentions.end());
    const auto about_us = [&](const ToldStatement& statement) {
        return statement.polarity != "negated" &&
               std::any_of(statement.about.begin(), statement.about.end(),
                           [&](const std::string& id) { return mentions.count(id) > 0; });
    };
    for (const auto& [report, statement] : statements) {
        if (!about_us(*statement)) continue;
        if (statement->act == "claim-responsibility" && statement->speaker) {
            incident.claims.push_back(statement->id);
            table.add_speaker(*statement->speaker, "claimed", report->id);
        }
        if (statement->act == "accuse")
            for (const ToldPerson& one : statement->against)
                table.add(one.id, shown_name(one), "accused", statement->speaker ? shown_name(*statement->speaker) : "",
                          report->id);
    }
    for (const auto& [report, statement] : statements) {
        if (statement->act != "deny" || !about_us(*statement)) continue;
        incident.denials.push_back(statement->id);
        if (statement->speaker && table.blames(*statement->speaker))
            table.add_speaker(*statement->speaker, "denied", report->id);
    }
}

void add_unknown(Incident& incident, const std::vector<const Telling*>& members) {
    const bool known =
        std::any_of(incident.attribution.begin(), incident.attribution.end(),
                    [](const Attribution& one) { return one.status == "claimed" || one.status == "reported"; });
    if (known) return;
    Attribution unknown{"", "", "unknown", "", {}};
    for (const Telling* telling : members)
        if (!has_doer(*telling->mention)) note(unknown.reports, telling->report->id);
    incident.attribution.push_back(std::move(unknown));
}

// Who stands behind the tellings that say that it happened.
struct Backing {
    bool official = false, own_voice = false;
    std::set<std::string> outlets;  // that do not only pass on what a group says of itself
    std::vector<std::string> affirmed, denied;
};

Backing backing_of(const std::vector<const Telling*>& members) {
    Backing out;
    for (const Telling* telling : members) {
        const auto& sources = telling->mention->said_by;
        if (telling->mention->polarity == "denied") {
            note(out.denied, telling->report->id);
            continue;
        }
        note(out.affirmed, telling->report->id);
        const bool group_only = !sources.empty() && std::all_of(sources.begin(), sources.end(),
                                                                [](const auto& one) { return one.kind == "group"; });
        if (!group_only) out.outlets.insert(telling->outlet);
        out.own_voice |= sources.empty();
        out.official |=
            std::any_of(sources.begin(), sources.end(), [](const auto& one) { return is_official(one.kind); });
    }
    return out;
}

// A telling that is itself denied disputes that it happened. A denial that is only about it ("Iran denied that it helps
// to plan the attacks") disputes who did it, and stands among the denials.
std::string status_of(const Backing& backing) {
    if (backing.affirmed.empty()) return "denied";
    if (!backing.denied.empty()) return "disputed";
    if (backing.official || backing.own_voice || backing.outlets.size() > 1) return "confirmed";
    return "claimed";
}

// Two doers who cannot both be right: two who claim it, or two whom different reports name. Nobody differs from a mere
// description ("gunmen", "a suicide bomber"), nor from whom the same report names beside him.
bool exclude_each_other(const Attribution& a, const Attribution& b) {
    const auto doer = [](const Attribution& one) {
        return !one.id.empty() && (one.status == "claimed" || one.status == "reported");
    };
    if (!doer(a) || !doer(b) || a.id == b.id) return false;
    if (a.status == "claimed" && b.status == "claimed") return true;
    return std::none_of(a.reports.begin(), a.reports.end(), [&](const std::string& report) {
        return std::find(b.reports.begin(), b.reports.end(), report) != b.reports.end();
    });
}

void add_disagreements(Incident& incident, const Backing& backing) {
    Disagreement claims{"attribution", {}};
    for (const Attribution& one : incident.attribution) {
        const bool differs = std::any_of(incident.attribution.begin(), incident.attribution.end(),
                                         [&](const Attribution& other) { return exclude_each_other(one, other); });
        const auto same = std::find_if(claims.values.begin(), claims.values.end(),
                                       [&](const auto& value) { return value.value == one.name; });
        if (differs && same == claims.values.end()) claims.values.push_back({one.name, one.reports});
    }
    if (claims.values.size() > 1) incident.disagreements.push_back(std::move(claims));

    if (backing.denied.empty() || backing.affirmed.empty()) return;
    incident.disagreements.push_back(
        {"denial", {{"told as having happened", backing.affirmed}, {"denied", backing.denied}}});
}

}  // namespace

void fill_attribution(Incident& incident, const std::vector<const Telling*>& members,
                      const std::vector<PlacedStatement>& statements) {
    Table table(incident);
    from_mentions(table, members);
    from_statements(incident, table, statements);
    table.join_parts();
    table.drop_told_claims();
    table.drop_needless_blame();
    add_unknown(incident, members);
    const Backing backing = backing_of(members);
    incident.status = status_of(backing);
    add_disagreements(incident, backing);
}

}  // namespace tallybook
