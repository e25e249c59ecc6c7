// Who and what of a match has a part in its event: the fillers of its slots, less what only says when, where or of what
// kind, and with what was attacked where it stands in front of the noun.
#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/capable.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

// "Ain al-Asad" in pieces: one place, told once.
bool same_place_filled(const Draft& d, const std::vector<Fill>& fills, const std::string& role, uint32_t token) {
    const PlaceRef* place = d.words.place_at(token);
    return place != nullptr && std::any_of(fills.begin(), fills.end(), [&](const Fill& f) {
               return f.role == role && d.words.place_at(f.token) == place;
           });
}

// "Heavy shelling", with a capital at the beginning of a sentence or in a headline; "a terrorist attack": of what kind.
bool of_what_kind(const Draft& d, uint32_t token) {
    return d.words.name_at(token) == nullptr || d.words.name_at(token)->id.empty()
               ? d.tree.is(token,
                           {"heavy",  "intense",  "fierce", "fresh",          "renewed",  "massive",    "overnight",
                            "deadly", "sporadic", "random", "indiscriminate", "constant", "continuous", "sustained",
                            "brutal", "severe",   "new",    "more",           "latest",   "terrorist",  "terror"})
               : false;
}

// Of nouns in a row the first, which hangs on what governs all.
uint32_t first_of(const Tree& tree, uint32_t noun) {
    while (tree.dep(noun) == Dep::Conj && tree.noun(tree.head(noun))) noun = tree.head(noun);
    return noun;
}

// People, and what only says how, with how much help or leave.
bool no_means(const Draft& d, uint32_t token) {
    if (d.words.weapon(token) != nullptr || d.words.in_class(token, "munition")) return false;
    const Agent* agent = d.words.agent(token);
    if (agent != nullptr && one_of(agent->kind, {"person", "civilians", "state-forces", "armed-group", "police"}))
        return true;
    if (const NameRef* name = d.words.name_at(token); name && name->kind == NameKind::Nationality) return true;
    const std::string lemma = d.words.lemma(token);
    if (agent == nullptr && d.tree.tagged(token, {"NN"}))  // "with the authorization of", "with great violence"
        for (const std::string_view ending : {"tion", "sion", "ance", "ence", "ness", "ity", "ism"})
            if (lemma.size() > ending.size() + 3 && lemma.ends_with(ending) &&
                !one_of(lemma, {"ammunition", "electricity", "substance", "ambulance"}))
                return true;
    return one_of(lemma, {"impunity", "ease", "help", "support", "backing", "approval", "success", "assistance", "aid",
                          "knowledge", "intent", "consent", "permission"});
}

// "A bomb exploded IN LIMA", "in the north of the capital": where, not what it hit.
bool mere_town(const Draft& d, uint32_t token) {
    if (const Agent* agent = d.words.agent(token); agent && agent->kind == "facility")
        return one_of(d.words.lemma(token), {"capital", "city", "town"}) && !d.tree.plural(token);
    if (one_of(d.words.lemma(token), {"capital", "city", "downtown", "country"})) return true;
    const PlaceRef* place = d.words.place_at(token);
    return place != nullptr && place->kind != PlaceKind::Facility && d.words.demonym_at(token) == nullptr &&
           place->tokens && place->tokens->contains(token);
}

// "Ten killed in CAMEROON attack": a country's name, no word for its people, and nobody named whom it attacked.
bool where_not_who(const Draft& d, const Match& m, uint32_t token) {
    const PlaceRef* place = d.words.place_at(token);
    return place != nullptr && place->kind == PlaceKind::Country && d.words.demonym_at(token) == nullptr &&
           one_of(d.words.lemma(m.trigger), {"attack", "bombing", "blast", "explosion", "shooting", "massacre",
                                             "ambush", "clash", "killing", "violence", "fighting", "unrest"}) &&
           prepositional(d.tree, m.trigger, {"on", "against", "at"}).empty() && d.words.weapon(m.trigger) == nullptr;
}

// "hit two ships IN ATTACKS", "AT THE SAME TIME", "ON THE WAR FRONT", "in the Gulf": when and where, nobody. "The
// MILITARY offensive": of what kind.
bool no_participant(const Draft& d, const Match& m, const Slot& slot, uint32_t token) {
    if (slot.role == "actor" && slot.position == Position::Compound && of_what_kind(d, token)) return true;
    if (slot.role == "actor" && slot.position == Position::Compound)  // "the Marseille attack"
        if (const PlaceRef* place = d.words.place_at(token);
            place && place->kind != PlaceKind::Country && d.words.demonym_at(token) == nullptr)
            return true;
    if (slot.role == "actor" && slot.position == Position::Compound && where_not_who(d, m, token)) return true;
    // "post-war embargoes": no word of a compound is who does it.
    if (slot.position == Position::Compound && slot.role == "actor" && d.words.name_at(token) == nullptr &&
        d.words.demonym_at(token) == nullptr &&
        (d.tree.token(token).pos == "PUNCT" || (token + 1 < d.tree.size() && d.tree.is(token + 1, {"-"}))))
        return true;
    if (d.tree.is(token, {"one"}) && token + 1 < d.tree.size() && d.tree.is(token + 1, {"another"})) return true;
    // "killing himself and five others": his own death is not his deed.
    if (slot.role == "victim" && reflexive(d.tree, token) && can_be_hit(d.words, token) == Can::Yes) return true;
    if (slot.role == "actor")
        return d.tree.is(token, {"military"}) && d.tree.head(token) == m.trigger && d.tree.noun(m.trigger) &&
               d.tree.dep(token) != Dep::Poss && slot.position == Position::Compound;
    // "Killed WITH two others injured", "WITH the support of the army", "with impunity": no weapon either.
    if (slot.role == "instrument" && m.frame->type == "ASSAULT" && slot.position == Position::Preposition &&
        d.tree.is(d.tree.head(first_of(d.tree, token)), {"with", "using"}) && no_means(d, token))
        return true;
    // "Fired FROM A DISTANCE of 20 metres": no weapon.
    if (slot.role == "instrument" && slot.position == Position::Preposition && d.tree.is(d.tree.head(token), {"from"}))
        return d.words.weapon(token) == nullptr && !d.words.in_class(token, "vehicle") &&
               !d.words.in_class(token, "munition");
    if (slot.role != "recipient" || slot.position != Position::Preposition || !slot.within.empty()) return false;
    if (d.tree.tagged(token, {"DT", "SYM", ".", ","}) || d.tree.is(token, {"no", "no."})) return true;
    const uint32_t prep = d.tree.head(token);
    if (!d.tree.is(prep, {"in", "at", "on", "near", "during"})) return false;
    if (const PlaceRef* place = d.words.place_at(token); place != nullptr && place->kind == PlaceKind::Water)
        return true;
    if (m.frame->mode == "explosives" && mere_town(d, token)) return true;
    if (d.words.in_class(token, "clothing")) return true;  // "two men in overalls", hung on what they did
    if (d.words.name_at(token) != nullptr || d.words.agent(token) != nullptr) return false;
    return (d.words.starts_event(token) && d.tree.is(prep, {"in", "during"})) ||
           one_of(d.words.lemma(token),
                  {"time",    "moment",   "front", "beginning", "end",      "outset",      "course",  "wake",
                   "process", "way",      "turn",  "addition",  "response", "retaliation", "revenge", "reprisal",
                   "protest", "occasion", "basis", "behalf",    "effort",   "attempt"});
}

// "The embassy attack", "a convoy ambush": what was attacked.
bool target_in_front(const Draft& d, const Match& m, const Slot& slot, uint32_t token) {
    if (slot.role != "actor" || slot.position != Position::Compound || m.frame->type != "ASSAULT") return false;
    if (token > 0 && d.tree.is(token - 1, {"-"})) return false;  // "a cross-border raid"
    const Agent* agent = d.words.agent(token);
    return agent != nullptr && d.words.name_at(token) == nullptr && d.words.weapon(token) == nullptr &&
           (agent->kind == "facility" || one_of(d.words.lemma(token), {"bus", "train", "convoy", "ferry", "airliner",
                                                                       "tanker", "motorcade", "patrol"}));
}

// "Fired at the corner OF THE MARKET": what the part is of, where it is a thing.
uint32_t behind_its_part(const Draft& d, uint32_t token) {
    if (d.words.name_at(token) != nullptr ||
        !one_of(d.words.lemma(token), {"corner", "end", "edge", "side", "middle", "vicinity", "foot", "rear", "bottom",
                                       "outskirt", "outskirts", "perimeter", "front", "back"}))
        return token;
    for (const uint32_t whole : prepositional(d.tree, token, {"of"}))
        if (can_be_hit(d.words, whole) == Can::Yes) return whole;
    return token;
}

// "Was killed ALONG WITH HIS SON": what is done to him, by the slot of the one he shares it with.
const Slot* fate_shared(const Draft& d, const Match& m, const Slot& slot, uint32_t token) {
    const uint32_t with = d.tree.head(first_of(d.tree, token));
    if (slot.role != "instrument" || !d.tree.is(with, {"with"}) || with == 0 ||
        !d.tree.is(with - 1, {"along", "together"}))
        return nullptr;
    for (const Filler& f : m.fillers)
        if (m.rule->slots[f.slot].role == "victim") return &m.rule->slots[f.slot];
    return nullptr;
}

}  // namespace

void add_fills(const Draft& d, const Match& m, std::vector<Fill>& fills) {
    for (const Filler& f : m.fillers) {
        const Slot& slot = m.rule->slots[f.slot];
        if (slot.role.empty()) continue;
        uint32_t token = f.token;
        if (slot.role == "recipient" && m.frame->type == "PROTEST" && d.words.lemma(token) == "protest")
            for (const uint32_t inner : prepositional(d.tree, token, {"against", "of", "at", "over"})) token = inner;
        if (one_of(slot.role, {"recipient", "object"}) && m.frame->type == "ASSAULT") token = behind_its_part(d, token);
        if (same_place_filled(d, fills, slot.role, token)) continue;
        if (no_participant(d, m, slot, token)) {
            if (const Slot* shared = fate_shared(d, m, slot, token))
                fills.push_back({shared->role, shared->effect, token});
            continue;
        }
        fills.push_back({target_in_front(d, m, slot, token) ? "recipient" : slot.role, slot.effect, token});
    }
    for (const auto& a : m.added) fills.push_back({a.role, {}, a.token});
}

}  // namespace tallybook
