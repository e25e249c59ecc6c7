// How the tellings of one incident become its fields: which one leads, what ranges widen to, what does not agree.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "resolve/attribution.hpp"
#include "resolve/incident.hpp"
#include "resolve/pair.hpp"
#include "resolve/people.hpp"
#include "resolve/range.hpp"

namespace tallybook {

namespace {

using Members = std::vector<const Telling*>;

constexpr double kTollScore = 0.6;  // that it is told of this incident

// The commonest value; of equally common ones the first told.
template <class Get>
std::string commonest(const Members& members, Get get) {
    std::map<std::string, int> votes;
    for (const Telling* one : members)
        if (const std::string value = get(*one); !value.empty()) ++votes[value];
    std::string best;
    for (const Telling* one : members) {
        const std::string value = get(*one);
        if (!value.empty() && (best.empty() || votes[value] > votes[best])) best = value;
    }
    return best;
}

Json with_mention(const std::string& text, const std::string& mention) {
    Json value = Json::parse(text, nullptr, false);
    if (!value.is_object()) value = Json::object();
    value["mention"] = mention;
    return value;
}

// The narrowest time that most tellings touch, read rather than inferred, with an hour rather than without.
const Telling* leading_time(const Members& members) {
    const Telling* best = nullptr;
    std::tuple<int, int, bool, bool> best_rank;
    for (const Telling* one : members) {
        if (!one->mention->time) continue;
        const auto touching = std::count_if(members.begin(), members.end(),
                                            [&](const Telling* other) { return other->days.touches(one->days); });
        const int width = one->days.known() ? one->days.days() : 1 << 20;
        const std::tuple rank(width, -static_cast<int>(touching), one->mention->time->inferred,
                              !one->mention->time->minutes);
        if (!best || rank < best_rank) {
            best = one;
            best_rank = rank;
        }
    }
    return best;
}

int vagueness(const ToldPlace& place) {
    static constexpr std::string_view kOrder[] = {"facility", "town", "admin2", "water", "admin1", "region", "country"};
    const auto at = std::find(std::begin(kOrder), std::end(kOrder), place.kind);
    return static_cast<int>(at - std::begin(kOrder)) + (place.id.empty() ? 10 : 0);
}

std::string place_key(const ToldPlace& place) {
    return place.id.empty() ? plain_name(place.name) : place.id;
}

const Telling* leading_place(const Members& members) {
    std::map<std::string, int> votes;
    for (const Telling* one : members)
        if (one->mention->place) ++votes[place_key(*one->mention->place)];
    const Telling* best = nullptr;
    std::pair<int, int> best_rank;
    for (const Telling* one : members) {
        if (!one->mention->place) continue;
        const std::pair rank(vagueness(*one->mention->place), -votes[place_key(*one->mention->place)]);
        if (!best || rank < best_rank) {
            best = one;
            best_rank = rank;
        }
    }
    return best;
}

// Equal values put together, with the reports that give them, in canonical order.
class Values {
public:
    void add(Json value, const std::string& report) {
        for (auto& one : values_) {
            if (one.value != value) continue;
            if (one.reports.back() != report) one.reports.push_back(report);
            return;
        }
        values_.push_back({std::move(value), {report}});
    }
    size_t size() const { return values_.size(); }
    Disagreement on(const char* field) { return {field, std::move(values_)}; }

private:
    std::vector<Disagreement::Value> values_;
};

bool only_claimed(const ToldMention& mention, std::string_view effect) {
    return std::any_of(mention.people.begin(), mention.people.end(),
                       [&](const ToldPerson& one) { return one.effect == effect && one.status == "claimed"; });
}

struct Numbers {
    std::optional<Range> range;
    std::optional<Disagreement> disagreement;
};

template <class Get, class Weak>
Numbers numbers(const Members& members, const char* field, Get get, Weak weak) {
    std::vector<Range> given;
    std::optional<size_t> leading;
    bool leading_weak = true, disagree = false;
    Values values;
    for (const Telling* one : members) {
        const std::optional<Range> range = get(*one);
        if (!range || range->empty()) continue;
        for (const Range& other : given) disagree |= contradict(other, *range);
        if (!leading || !weak(*one) || leading_weak) {
            leading = given.size();
            leading_weak = weak(*one);
        }
        given.push_back(*range);
        values.add(json_of(range), one->report->id);
    }
    Numbers out;
    if (given.empty()) return out;
    out.range = together(given, *leading);
    if (disagree) out.disagreement = values.on(field);
    return out;
}

std::optional<Disagreement> dates(const Members& members) {
    Values values;
    bool apart = false;
    for (const Telling* one : members) {
        if (one->days.days() != 1) continue;
        values.add(day_text(*one->days.first), one->report->id);
        for (const Telling* other : members) apart |= other->days.days() == 1 && !other->days.touches(one->days);
    }
    if (!apart) return std::nullopt;
    return values.on("date");
}

std::optional<Disagreement> places(const Members& members) {
    Values values;
    for (const Telling* one : members) {
        if (!one->mention->place || vagueness(*one->mention->place) > 1) continue;
        values.add(one->mention->place->name, one->report->id);
    }
    // A base and the town beside it are one place told in two ways; two bases are not.
    std::set<std::string> facilities, towns;
    for (const Telling* one : members) {
        if (!one->mention->place || one->mention->place->id.empty()) continue;
        if (one->mention->place->kind == "facility") facilities.insert(one->mention->place->id);
        if (one->mention->place->kind == "town") towns.insert(one->mention->place->id);
    }
    if (values.size() < 2 || (facilities.size() < 2 && towns.size() < 2)) return std::nullopt;
    return values.on("place");
}

// Weapons of one kind that one telling counts in two ways, neither of them being a part of the other.
std::optional<std::pair<const ToldPerson*, const ToldPerson*>> told_in_two_ways(const ToldMention& mention) {
    for (const ToldPerson& x : mention.people) {
        if (x.role != "instrument" || !x.count || !x.count->best || x.within) continue;
        for (const ToldPerson& y : mention.people)
            if (&y > &x && y.role == "instrument" && y.kind == x.kind && y.count && y.count->best && !y.within &&
                contradict(*x.count, *y.count))
                return std::pair(&x, &y);
    }
    return std::nullopt;
}

std::optional<Disagreement> weapons(const Members& members) {
    Values values;
    bool apart = false;
    for (const Telling* one : members) {
        const auto kinds = weapon_kinds(*one->mention);
        if (kinds.empty()) continue;
        Json told = Json::array();
        for (const ToldPerson& arm : one->mention->people)
            if (arm.role == "instrument") told.push_back(arm.text.empty() ? arm.kind : arm.text);
        if (const auto two = told_in_two_ways(*one->mention)) {  // "two drones, the group says; one, say the police"
            for (const ToldPerson* arm : {two->first, two->second})
                values.add(Json::array({arm->text}), one->report->id);
            apart = true;
            continue;
        }
        values.add(told, one->report->id);
        for (const Telling* other : members) {
            const auto others = weapon_kinds(*other->mention);
            if (others.empty()) continue;
            const bool common = std::any_of(kinds.begin(), kinds.end(), [&](const std::string& kind) {
                return std::binary_search(others.begin(), others.end(), kind);
            });
            apart |= !common || arms_contradict(*one->mention, *other->mention);
        }
    }
    if (!apart || values.size() < 2) return std::nullopt;
    return values.on("weapons");
}

bool did_harm(const ToldMention& mention) {
    static constexpr std::string_view kHarm[] = {"killed", "injured", "destroyed", "damaged"};
    return std::any_of(mention.people.begin(), mention.people.end(), [](const ToldPerson& one) {
        const bool zero = one.count && one.count->leading() == 0;
        return !zero && std::find(std::begin(kHarm), std::end(kHarm), one.effect) != std::end(kHarm);
    });
}

std::optional<Disagreement> outcomes(const Members& members) {
    Values values;
    for (const Telling* one : members) {
        if (one->mention->polarity == "denied") continue;
        if (one->mention->phase == "foiled" || one->mention->phase == "attempted")
            values.add(one->mention->phase, one->report->id);
        else if (did_harm(*one->mention))
            values.add("did harm", one->report->id);
    }
    if (values.size() < 2) return std::nullopt;
    return values.on("outcome");
}

void add_union(Json& out, std::set<std::string>& seen, const std::vector<ToldPlace>& more, const std::string& mention) {
    for (const ToldPlace& place : more)
        if (seen.insert(place_key(place)).second) out.push_back(with_mention(place.json, mention));
}

Json why_json(const std::vector<Telling>& tellings, const Cluster& cluster) {
    Json out = Json::array();
    for (const Cluster::Join& join : cluster.why)
        out.push_back({{"joined", tellings[join.member].mention->id},
                       {"score", static_cast<double>(std::clamp(join.points, 0, 99)) / 100},
                       {"because", join.because}});
    return out;
}

std::string phase_of(const Members& members) {
    Members reversed(members.rbegin(), members.rend());  // of equally common ones the newest
    return commonest(reversed, [](const Telling& one) { return one.mention->phase; });
}

void fill_when_and_where(Incident& out, const Members& members) {
    if (const Telling* lead = leading_time(members)) {
        out.time = with_mention(lead->mention->time->json, lead->mention->id);
        out.days = lead->days;
    }
    if (const Telling* lead = leading_place(members)) {
        out.place = with_mention(lead->mention->place->json, lead->mention->id);
        out.where = lead->mention->place;
    }
    out.other_places = Json::array();
    std::set<std::string> seen;
    if (out.where) seen.insert(place_key(*out.where));
    for (const Telling* one : members) add_union(out.other_places, seen, one->mention->other_places, one->mention->id);
}

void fill_numbers(Incident& out, const Members& members, const Members& tolls) {
    const auto never = [](const Telling&) { return false; };
    const auto keep = [&](std::optional<Disagreement> one) {
        if (one) out.disagreements.push_back(std::move(*one));
    };
    Members counting = members;
    counting.insert(counting.end(), tolls.begin(), tolls.end());
    std::stable_sort(counting.begin(), counting.end(),
                     [](const Telling* a, const Telling* b) { return stands_before(*a->report, *b->report); });
    for (const char* effect : {"killed", "injured"}) {
        Numbers found = numbers(
            counting, effect, [&](const Telling& one) { return harm(*one.mention, effect); },
            [&](const Telling& one) { return only_claimed(*one.mention, effect); });
        (effect[0] == 'k' ? out.killed : out.injured) = found.range;
        keep(std::move(found.disagreement));
    }
    // Who counts the injured and names no dead knows of none.
    if (out.injured && !out.killed) out.killed = Range{0, 0, std::nullopt, ""};
    keep(dates(members));
    keep(places(members));
    keep(weapons(members));
    keep(outcomes(members));
    // "The strikes" of one report are the strike of another: a plural without a number is no count beside one.
    const bool numbered = std::any_of(members.begin(), members.end(), [](const Telling* one) {
        return one->mention->count && one->mention->count->best;
    });
    Numbers counts = numbers(
        members, "count",
        [&](const Telling& one) {
            return numbered && !(one.mention->count && one.mention->count->best) ? std::nullopt : one.mention->count;
        },
        never);
    out.count = counts.range.value_or(Range{1, 1, 1, ""});
    keep(std::move(counts.disagreement));
}

}  // namespace

Incident merge(const std::vector<Telling>& tellings, const Cluster& cluster,
               const std::vector<PlacedStatement>& statements, const std::vector<const Telling*>& tolls) {
    Members members;
    for (const size_t at : cluster.members) members.push_back(&tellings[at]);

    Incident out;
    out.id = "i-" + members.front()->mention->id;
    out.type = members.front()->mention->type;
    out.mode = commonest(members, [](const Telling& one) { return one.mention->mode; });
    out.phase = phase_of(members);
    std::set<std::string> contexts, outlets;
    for (const Telling* one : members) {
        contexts.insert(one->mention->contexts.begin(), one->mention->contexts.end());
        outlets.insert(one->outlet);
        out.mentions.push_back(one->mention->id);
        if (out.reports.empty() || out.reports.back() != one->report->id) out.reports.push_back(one->report->id);
    }
    for (const Telling* toll : tolls) {
        outlets.insert(toll->outlet);
        out.mentions.push_back(toll->mention->id);
        if (std::find(out.reports.begin(), out.reports.end(), toll->report->id) == out.reports.end())
            out.reports.push_back(toll->report->id);
    }
    out.contexts.assign(contexts.begin(), contexts.end());
    out.outlets = outlets.size();
    fill_when_and_where(out, members);
    fill_numbers(out, members, tolls);
    fill_people(out, members);
    fill_attribution(out, members, statements);
    out.why = why_json(tellings, cluster);
    for (const Telling* toll : tolls)
        out.why.push_back(
            {{"joined", toll->mention->id}, {"score", kTollScore}, {"because", {"a toll of the same place"}}});
    return out;
}

}  // namespace tallybook
