// The fills of an event as participants: role by what the phrase is (a weapon as "actor" is the instrument, people hit
// are victims), effect, count, status by its words ("suspected militants").
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

bool harmful_role(const std::string& role) {
    return one_of(role, {"recipient", "object", "victim"});
}

std::string status_of(const Draft& d, uint32_t token) {
    for (uint32_t i = d.tree.phrase(token).begin; i < token; ++i)
        if (d.tree.is(i, {"suspected", "alleged", "presumed", "purported"})) return "suspected";
    return "reported";
}

// "two of its drones": the drones.
uint32_t weapon_token(const Draft& d, uint32_t token) {
    if (d.words.weapon(token) == nullptr &&
        (d.tree.tagged(token, {"CD"}) || d.tree.is(token, {"some", "several", "one"}) ||
         one_of(d.words.lemma(token), {"number", "dozen", "handful", "pair", "couple", "score", "wave", "swarm"})))
        for (const uint32_t inner : prepositional(d.tree, token, {"of"}))
            if (d.words.weapon(inner) != nullptr) return inner;
    return token;
}

// "Murdered by machine-gun bursts", "the truck destroyed the house": things with which somebody does it.
bool means(const Draft& d, uint32_t token) {
    if (d.words.name_at(token) != nullptr) return false;
    const std::string lemma = d.words.lemma(token);
    if (lemma == "charge" || lemma == "device" || lemma == "load" || lemma == "stick")
        return std::ranges::any_of(modifiers(d.tree, token), [&](uint32_t m) { return d.words.weapon(m) != nullptr; });
    if (one_of(lemma, {"burst", "shot", "gunshot", "bullet", "volley", "fusillade", "shrapnel", "splinter", "pellet"}))
        return true;
    if (!one_of(lemma, {"car", "truck", "lorry", "van", "pickup", "vehicle", "bus", "motorcycle", "motorbike", "jeep",
                        "taxi", "minibus", "bicycle", "cart", "parcel", "package", "letter"}))
        return false;
    const auto before = modifiers(d.tree, token);
    return std::none_of(before.begin(), before.end(), [&](uint32_t m) {
        return d.words.name_at(m) != nullptr || d.words.demonym_at(m) != nullptr || d.words.in_class(m, "armed") ||
               one_of(d.words.lemma(m), {"army", "police", "military", "government"});
    });
}

void set_role(const Draft& d, const Event& e, const Fill& f, Participant& p) {
    const uint32_t arm = weapon_token(d, f.token);
    const bool weapon = d.words.weapon(arm) != nullptr && d.words.name_at(arm) == nullptr;
    if (f.role == "actor" && (weapon || (e.type == "ASSAULT" && means(d, f.token)))) p.role = "instrument";
    if (p.role == "instrument" && e.type == "MOBILIZE" && one_of(p.kind, {"state-forces", "police", "armed-group"}))
        return;  // troops are sent as troops
    if (p.role == "instrument") {
        const Weapon* w = d.words.weapon(arm);
        if (w != nullptr || p.name.empty() || p.kind != "facility") p.name = w ? w->kind : "weapon";
        p.kind = w ? w->kind : "weapon";
        return;
    }
    if (p.role == "recipient" && e.type == "ASSAULT" && f.effect.empty()) {
        const bool people = one_of(p.kind, {"civilians", "person"}) && p.id.empty();
        if (people && e.mode == "firearms") p.role = "victim";
    }
    if (p.role == "victim" && !f.effect.empty() && one_of(p.kind, {"facility", "vehicle"})) {
        p.role = "object";
        if (p.effect == "killed") p.effect = "destroyed";
        if (p.effect == "injured") p.effect = "damaged";
    }
    if (p.role == "object" && one_of(p.kind, {"civilians", "person", "police", "armed-group"}) &&
        one_of(p.effect, {"destroyed", "damaged"})) {
        p.role = "victim";
        p.effect = p.effect == "destroyed" ? "killed" : "injured";
    }
}

// "Two Mexicans were abducted": people, not their state.
void know_nationals(const Draft& d, Participant& p) {
    if (!p.head_token || p.kind != "government" || !one_of(p.role, {"victim", "recipient"})) return;
    if (!one_of(p.effect, {"killed", "injured", "abducted", "tortured", "missing"})) return;
    if (!d.tree.tagged(*p.head_token, {"NNPS", "NNS"}) || d.words.demonym_at(*p.head_token) == nullptr) return;
    p.kind = "civilians";
    p.cls = "civilian";
    p.id.clear();
    p.described = true;
}

// Who is killed, wounded or abducted under a name that nobody knows is a person, whatever the name looked like.
void know_person(const Draft& d, Participant& p) {
    const bool harmed = one_of(p.effect, {"killed", "injured", "abducted", "tortured", "missing"});
    if (!harmed || !p.id.empty() || !p.head_token || !one_of(p.role, {"victim", "object"})) return;
    const uint32_t head = *p.head_token;
    if (!one_of(p.kind, {"unknown", "organisation", "company", "facility"}) || !d.tree.tagged(head, {"NNP"})) return;
    if (d.words.agent(head) != nullptr || d.words.weapon(head) != nullptr) return;
    const PlaceRef* place = d.words.place_at(head);
    uint32_t begin = head;
    const TokenSpan phrase = d.tree.phrase(head);
    while (begin > phrase.begin && d.tree.tagged(begin - 1, {"NNP"}) && d.words.agent(begin - 1) == nullptr &&
           !d.words.codebook().in_class("title", d.words.lemma(begin - 1)))
        --begin;
    const bool full = head - begin >= 1;
    if (!full && (place != nullptr || p.kind == "facility")) return;
    if (place != nullptr && place->tokens && place->tokens->begin <= begin) return;
    p.kind = "person";
    p.role = "victim";
    for (uint32_t t = phrase.begin; t < begin; ++t)  // "Deputy X": what his title says
        if (const Agent* a = d.words.agent(t); a && a->kind != "facility") p.kind = a->kind, p.cls = a->cls;
    p.name.clear();  // as the tokens have it: a telegram in capitals is read without them
    for (uint32_t t = begin; t <= head; ++t) {
        if (t > begin && d.tree.token(t - 1).space_after) p.name += ' ';
        p.name += d.tree.token(t).text;
    }
    p.described = false;
}

// "20 in the hills, up to nine on the plain": the place of one part of the victims.
std::optional<PlaceRef> own_place(const Draft& d, uint32_t token) {
    for (const uint32_t o : prepositional(d.tree, token, {"in", "at", "near"}))
        if (const PlaceRef* p = d.words.place_at(o)) {
            PlaceRef place = *p;
            if (place.relation.empty()) place.relation = "in";
            return place;
        }
    if (d.tree.tagged(token, {"CD"}))
        for (uint32_t i = token + 1;
             i < d.tree.size() && i <= token + 3 && d.tree.sentence(i) == d.tree.sentence(token); ++i)
            if (const PlaceRef* p = d.words.place_at(i); p && d.tree.is(token + 1, {"in", "at", "near"})) {
                PlaceRef place = *p;
                if (place.relation.empty()) place.relation = "in";
                return place;
            }
    return std::nullopt;
}

// "killed 20 in the hills and up to nine on the plain": a second number without a noun, wherever the parser hung it.
void add_elided_victims(const Draft& d, Event& e) {
    std::vector<Fill> more;
    for (const Fill& f : e.fills) {
        const Quantity* first = d.words.quantity_at(f.token);
        if (f.role != "victim" || first == nullptr || !first->tokens) continue;
        const uint32_t clause = d.tree.clause(f.token);
        const TokenSpan all = d.tree.subtree(clause);
        for (const Quantity& q : d.report.quantities) {
            if (!q.tokens || q.tokens->begin <= f.token || !all.contains(q.tokens->begin)) continue;
            const uint32_t number = q.tokens->end - 1;
            if (!d.tree.tagged(number, {"CD"}) || d.words.time_at(number) != nullptr ||
                (!q.unit.empty() && q.unit != first->unit))
                continue;
            if (d.tree.dep(number) == Dep::Nummod || d.tree.clause(number) != clause) continue;
            const bool known =
                std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& g) { return g.token == number; });
            bool after_and = false;
            for (uint32_t i = q.tokens->begin; i-- > f.token && q.tokens->begin - i <= 3;)
                after_and |= d.tree.is(i, {"and", ",", "or"});
            if (!known && after_and) more.push_back({f.role, f.effect, number});
        }
    }
    for (Fill& f : more) e.fills.push_back(std::move(f));
}

// "besieged two towns IN THE DELTA", hung on the verb: where a building or a town stands is a part of what it is
// called.
void take_where(const Draft& d, uint32_t token, Participant& p) {
    if (p.kind != "facility" || !one_of(p.role, {"recipient", "object"}) || d.tree.dep(token) != Dep::Dobj) return;
    for (const uint32_t c : d.tree.children(d.tree.head(token))) {
        if (d.tree.dep(c) != Dep::Prep || !d.tree.is(c, {"in"}) || c != d.tree.phrase(token).end) continue;
        const auto where = d.tree.child(c, {Dep::Pobj});
        if (!where || d.words.time_at(*where) != nullptr || d.words.starts_event(*where)) return;
        if (d.words.place_at(*where) == nullptr && !d.words.in_class(*where, "region")) return;
        if (p.span) p.span->end = d.tree.bytes(d.tree.phrase(*where)).end;
        return;
    }
}

// "A clerk and a child were AMONG THOSE killed": who they were.
void name_those(const Draft& d, Event& e) {
    const Tree& tree = d.tree;
    std::vector<Fill> named;
    std::erase_if(e.fills, [&](const Fill& f) {
        if (f.role != "victim" || !tree.is(f.token, {"those", "dead", "victims", "wounded", "injured", "casualties"}))
            return false;
        const uint32_t among = tree.head(f.token);
        if (!tree.is(among, {"among", "amongst"}) || d.words.lemma(tree.head(among)) != "be") return false;
        const size_t before = named.size();
        for (const uint32_t subject : logical_subjects(tree, tree.head(among)))
            for (const uint32_t c : tree.conjuncts(subject)) named.push_back({f.role, f.effect, c});
        return named.size() > before;
    });
    e.fills.insert(e.fills.end(), named.begin(), named.end());
}

bool nonsense_actor(const Draft& d, uint32_t token, const Participant& p) {
    return p.kind == "unknown" && p.id.empty() && d.tree.tagged(token, {"NN"}) && d.words.name_at(token) == nullptr &&
           d.words.agent(token) == nullptr && d.words.weapon(token) == nullptr && d.words.place_at(token) == nullptr;
}

// "It damaged windows", where nobody is meant that was told before.
bool empty_it(const Draft& d, uint32_t token, const Participant& p) {
    return d.tree.is(token, {"it", "this", "that"}) && d.tree.pronoun(token) && p.id.empty() && !p.named_at &&
           p.kind == "unknown";
}

// "In Sfax and Gabes, police seized": a town that no power sits in does nothing.
bool mere_town(const Draft& d, uint32_t token, const Participant& p) {
    const PlaceRef* place = d.words.place_at(token);
    return place != nullptr && place->kind == PlaceKind::Town && p.id.empty() && d.words.agent(token) == nullptr &&
           place->tokens && place->tokens->contains(token);
}

// "These actions, firing at the town": what was done is not who did it.
bool mere_doing(const Draft& d, uint32_t token, const Participant& p) {
    if (!p.id.empty() || d.words.name_at(token) != nullptr) return false;
    if (one_of(d.words.lemma(token), {"action", "operation", "incident", "activity", "campaign", "policy", "war",
                                      "measure", "situation", "event"}))
        return true;
    return one_of(d.words.lemma(token), {"force", "impact", "power", "shock", "wave", "pressure"}) &&
           std::ranges::any_of(prepositional(d.tree, token, {"of", "from"}),
                               [&](uint32_t of) { return d.words.starts_event(of); });
}

Participant as_actor(const Actor& forces, const Participant& p) {
    Participant out;
    out.role = "actor";
    out.span = p.span;
    out.head_token = p.head_token;
    fill_actor(out, forces);
    return out;
}

// "American jets bombed", "Libyan tanks shelled": it is the state's forces that do it.
std::optional<Participant> crew_of(const Draft& d, const Participant& p) {
    if (!p.head_token) return std::nullopt;
    const bool warplane = p.kind == "air-strike";
    if (!warplane && !one_of(d.words.lemma(*p.head_token),
                             {"jet", "warplane", "plane", "aircraft", "bomber", "helicopter", "gunship", "fighter",
                              "airplane", "tank", "gunboat", "warship", "frigate", "destroyer", "submarine"}))
        return std::nullopt;
    std::string country = p.country;
    for (const uint32_t c : d.tree.children(*p.head_token)) {
        if (const PlaceRef* demonym = d.words.demonym_at(c)) country = demonym->country;
        if (d.tree.dep(c) != Dep::Poss) continue;
        const auto owner = d.entities.describe(c);
        if (owner.size() == 1 && one_of(owner.front().kind, {"government", "state-forces"}))
            country = owner.front().country;
    }
    const Actor* forces = country.empty() ? nullptr : d.codebook.state_actor(country, "force");
    if (forces == nullptr) return std::nullopt;
    return as_actor(*forces, p);
}

// "Houthi MISSILES hit a tanker", "Ukraine said its DRONES struck": whose arms they are. A state's word in front of
// small arms, mines and bombs says who made them ("a Russian mine"); Palestinian arms are those of no state's army.
std::optional<Participant> wielder_of(const Draft& d, const Participant& p) {
    if (!p.head_token) return std::nullopt;
    const uint32_t arm = weapon_token(d, *p.head_token);
    for (const uint32_t c : d.tree.children(arm)) {
        const Dep dep = d.tree.dep(c);
        if (c > arm || (dep != Dep::Poss && dep != Dep::Compound && dep != Dep::Amod && dep != Dep::Nmod)) continue;
        const auto owners = d.entities.describe(c);
        if (owners.size() != 1) continue;
        Participant owner = owners.front();
        owner.role = "actor";
        if (one_of(owner.kind, {"armed-group", "state-forces", "police"}) && (!owner.id.empty() || dep == Dep::Poss))
            return owner;
        if (owner.kind != "government" || owner.country.empty() || owner.country == "PS") continue;
        if (dep != Dep::Poss && !one_of(p.kind, {"artillery", "missile", "drone", "rocket", "air-strike", "tank"}))
            continue;
        if (const Actor* forces = d.codebook.state_actor(owner.country, "force")) return as_actor(*forces, p);
    }
    return std::nullopt;
}

void name_crews(const Draft& d, Event& e) {
    if (e.type != "ASSAULT" || e.modality.phase == "foiled") return;
    bool somebody = false;
    for (Participant& p : e.participants) {
        if (p.role != "actor") continue;
        if (p.id.empty() && p.kind == "vehicle")
            if (auto crew = crew_of(d, p)) p = *crew;
        somebody = true;
    }
    if (somebody) return;
    for (const Participant& p : e.participants) {
        if (p.role != "instrument") continue;
        auto crew = crew_of(d, p);
        if (!crew) crew = wielder_of(d, p);
        if (crew) {
            e.participants.push_back(*crew);
            return;
        }
    }
}

// The mode that all weapons of an event agree on; empty if they do not.
std::string mode_of_means(const Draft& d, const Event& e) {
    std::string mode;
    for (const Fill& f : e.fills)
        if (const Weapon* w = d.words.weapon(weapon_token(d, f.token)); w && !w->mode.empty()) {
            if (!mode.empty() && mode != w->mode) return {};
            mode = w->mode;
        }
    return mode;
}

}  // namespace

void describe_participants(Draft& d) {
    for (Event& e : d.events) {
        if (e.joined_to >= 0) continue;
        // "A car bomb outside the court": the word for the event names its means. Fire that is heard names none.
        if (d.tree.noun(e.trigger) && d.words.in_class(e.trigger, "explosive") &&
            std::none_of(e.fills.begin(), e.fills.end(), [](const Fill& f) { return f.role == "instrument"; }))
            e.fills.push_back({"instrument", {}, e.trigger});
        std::sort(e.fills.begin(), e.fills.end(), [](const Fill& a, const Fill& b) { return a.token < b.token; });
        Participant last_victim;
        name_those(d, e);
        add_elided_victims(d, e);
        for (const Fill& f : e.fills) {
            if (f.role == "place") continue;
            if (d.words.time_at(f.token) != nullptr && d.words.name_at(f.token) == nullptr) continue;
            if (d.tree.verb(f.token) && d.tree.token(f.token).pos == "VERB" && f.role != "content") continue;
            const Agent* doer = d.words.agent(f.token);  // a "suicide bomber" tells of an event and does it
            if (d.tree.is(f.token, {"who", "whoever", "what"}) && d.tree.pronoun(f.token)) continue;  // "not known who"
            if (f.role == "actor" && d.event_at(f.token) >= 0 && d.words.starts_event(f.token) &&
                !(doer && one_of(doer->kind, {"armed-group", "civilians", "person"})))
                continue;
            for (Participant p : d.entities.describe(f.token)) {
                if (f.role == "actor" && nonsense_actor(d, f.token, p)) continue;
                if (f.role == "actor" && one_of(e.type, {"ASSAULT", "COERCE"}) &&
                    (empty_it(d, f.token, p) || mere_town(d, f.token, p) || mere_doing(d, f.token, p)))
                    continue;
                p.role = f.role;
                p.effect = f.effect;
                p.status = f.role == "actor" && f.doubted ? "suspected"
                           : f.role == "actor"            ? status_of(d, f.token)
                                                          : "reported";
                set_role(d, e, f, p);
                know_person(d, p);
                know_nationals(d, p);
                take_where(d, f.token, p);
                if (harmful_role(p.role)) p.place = own_place(d, f.token);
                const bool elided = d.tree.tagged(f.token, {"CD"}) ||
                                    one_of(d.words.lemma(f.token), {"other", "more", "another", "dozen"});
                if (p.role == "victim" && elided && p.kind == "unknown" && !last_victim.kind.empty() &&
                    last_victim.kind != "unknown") {
                    p.kind = last_victim.kind;
                    p.cls = last_victim.cls;
                    if (p.country.empty() && p.place) p.country = p.place->country;
                }
                const bool one_person = p.kind == "person" && !p.name.empty() && d.words.name_at(f.token) != nullptr &&
                                        d.words.name_at(f.token)->kind == NameKind::Person;
                const bool one_name = d.tree.tagged(f.token, {"NNP"});  // "Ana Mora and a clerk": of a list, one
                if (p.role == "victim" && p.count == std::nullopt &&
                    (one_person || one_name || !d.tree.plural(f.token)) && d.tree.noun(f.token) && p.id.empty()) {
                    Quantity one;
                    one.low = one.best = one.high = 1;
                    p.count = one;
                }
                if (p.role == "victim" && !p.count && d.tree.plural(f.token) && d.tree.noun(f.token)) {
                    Quantity many;
                    many.low = 2;
                    p.count = many;
                }
                if (p.role == "victim" && p.place && p.country.empty()) p.country = p.place->country;
                if (p.role == "victim") last_victim = p;
                const bool there = std::any_of(e.participants.begin(), e.participants.end(), [&](const Participant& q) {
                    const bool again = p.effect.empty() && harmful_role(p.role) && harmful_role(q.role) && p.named_at &&
                                       q.span && q.span->contains(*p.named_at);  // "X was killed by men who shot HIM"
                    return again || (q.span == p.span && q.id == p.id) ||
                           (q.named_at && p.span && q.role == p.role &&
                            (q.named_at->contains(*p.span) ||
                             q.named_at->end == p.span->end));  // "calling itself X": X again
                });
                if (!there) e.participants.push_back(std::move(p));
            }
        }
        name_crews(d, e);
        const std::string mode = mode_of_means(d, e);
        if (e.mode.empty() || (e.mode == "heavy-weapons" && mode == "drone")) e.mode = mode;
    }
}

}  // namespace tallybook
