// A noun phrase by its own words: its name, its agent noun, its nationality, its place, its number, the group that it
// is a member of. What other sentences say of it comes later (entity_pronouns, entity_descriptions), so that a phrase
// is read the same way wherever it stands.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/entities.hpp"

namespace tallybook {
namespace {

bool modifies(const Tree& tree, uint32_t child, uint32_t head) {
    const Dep d = tree.dep(child);
    return child < head &&
           (d == Dep::Amod || d == Dep::Compound || d == Dep::Poss || d == Dep::Nmod || d == Dep::Npadvmod);
}

std::string country_near(const WordFacts& words, uint32_t head) {
    const Tree& tree = words.tree();
    for (const uint32_t c : tree.children(head)) {
        if (!modifies(tree, c, head)) continue;
        if (const PlaceRef* p = words.demonym_at(c)) return p->country;
        if (const PlaceRef* p = words.place_at(c); p && p->kind == PlaceKind::Country) return p->country;
        const std::string inner = country_near(words, c);  // "the [Iraqi interior] ministry"
        if (!inner.empty()) return inner;
    }
    return {};
}

// "Ministers from the Georgian government", "an aide of the Malian ministry": whose men they are, of a state.
std::string country_served(const WordFacts& words, uint32_t head) {
    for (const uint32_t o : prepositional(words.tree(), head, {"from", "of"})) {
        const Agent* body = words.agent(o);
        if (body == nullptr || !one_of(body->kind, {"government", "state-forces", "police"})) continue;
        if (std::string country = country_near(words, o); !country.empty()) return country;
    }
    return {};
}

const PlaceRef* place_inside(const WordFacts& words, TokenSpan span, uint32_t head) {
    if (const PlaceRef* p = words.place_at(head)) return p;
    for (uint32_t i = span.begin; i < span.end; ++i)
        if (const PlaceRef* p = words.place_at(i); p && p->kind == PlaceKind::Facility) return p;
    return nullptr;
}

std::string facility_id(const PlaceRef& place) {
    const size_t colon = place.id.find(':');
    return place.id.starts_with("facility:") ? place.id.substr(colon + 1) : place.id;
}

std::string_view kind_of(NameKind kind) {
    switch (kind) {
        case NameKind::Person:
            return "person";
        case NameKind::Group:
            return "armed-group";
        case NameKind::Facility:
            return "facility";
        case NameKind::Organisation:
            return "organisation";
        case NameKind::State:
            return "government";
        default:
            return "unknown";
    }
}

// "A breakaway faction of X", "the X splinter": none of X any more, or only a part of it.
bool part_of_group(const Tree& tree, const WordFacts& words, uint32_t noun, bool behind) {
    if (one_of(words.lemma(noun), {"splinter", "offshoot"}) || (behind && words.lemma(noun) == "faction")) return true;
    for (const uint32_t c : tree.children(noun))
        if (c < noun && tree.is(c, {"breakaway", "splinter", "dissident", "renegade", "rival", "rogue", "offshoot"}))
            return true;
    return false;
}

}  // namespace

void fill_actor(Participant& who, const Actor& actor) {
    who.id = actor.id;
    who.name = actor.name;
    if (!actor.kind.empty()) who.kind = actor.kind;
    if (!actor.country.empty()) who.country = actor.country;
    if (!actor.member_of.empty()) who.member_of = actor.member_of;
    if (!actor.affiliation.empty()) who.affiliation = actor.affiliation;
    if (!actor.cls.empty()) who.cls = actor.cls;
}

void Entities::read_name(uint32_t i, const NameRef& name, TokenSpan span, Participant& who) const {
    who.name = name.head;
    if (const Actor* actor = name.id.empty() ? nullptr : words_->codebook().actor(name.id)) {
        fill_actor(who, *actor);
        if (actor->person) who.kind = actor->kind.empty() ? "person" : actor->kind;
    } else {
        who.id = name.id;
        const std::string_view kind = kind_of(name.kind);
        if (kind != "unknown" && (name.kind != NameKind::Organisation || who.kind == "unknown")) who.kind = kind;
    }
    if (name.kind != NameKind::Person) return;
    // A person the codebook does not know is what his title says: "police chief X", "rebel commander Y".
    if (who.id.empty())
        for (uint32_t t = span.begin; t < name.tokens.begin; ++t)
            if (const Agent* a = words_->agent(t); a && a->kind != "facility") who.kind = a->kind, who.cls = a->cls;
    who.description = title_of(i);
}

void Entities::read_place(uint32_t i, const PlaceRef& place, Participant& who) const {
    const Tree& tree = words_->tree();
    const Codebook& book = words_->codebook();
    const NameRef* name = words_->name_at(i);
    if (place.kind == PlaceKind::Country) {
        if (const Actor* state = book.state(place.country)) fill_actor(who, *state);
        who.kind = "government";
        who.name = who.name.empty() ? place.name : who.name;
        who.country = place.country;
    } else if (place.kind == PlaceKind::Facility) {
        who.id = facility_id(place);
        who.name = place.name;
        who.kind = "facility";
        if (who.country.empty()) who.country = place.country;
    } else if (name == nullptr || name->kind == NameKind::Place || name->kind == NameKind::State) {
        who.name = place.name;
        who.country = place.country;
        const std::array<std::string_view, 1> word{tree.token(i).text};
        const ActorMatch m = book.actor_at(word, tree.report().published.value_or(""));
        if (m.actor && !m.actor->person) fill_actor(who, *m.actor);
    }
}

// "a Kataib Hezbollah commander", "the head of the militia X": a member, not the group; "the X movement", "militia X":
// the group. A state in front ("Yemen's Houthi movement") says where it is at home, not who it is.
void Entities::read_membership(uint32_t i, Participant& who) const {
    const Tree& tree = words_->tree();
    const Codebook& book = words_->codebook();
    const bool group_noun =
        one_of(words_->lemma(i),
               {"militia", "group", "faction", "movement", "organization", "organisation", "party", "brigade"}) ||
        (words_->lemma(i) == "wing" && i > 0 && tree.is(i - 1, {"armed", "military"}));  // "the Front's armed wing"
    for (const uint32_t c : tree.children(i)) {
        uint32_t at = c;
        if (tree.dep(c) == Dep::Prep && tree.is(c, {"of", "for", "from", "with"})) {
            const auto object = tree.child(c, {Dep::Pobj});
            if (!object) continue;
            at = *object;
        } else if (tree.dep(c) != Dep::Compound && tree.dep(c) != Dep::Poss && tree.dep(c) != Dep::Nmod &&
                   (tree.dep(c) != Dep::Amod || c > i)) {
            continue;
        }
        const NameRef* group = words_->name_at(at);
        if (group == nullptr)
            if (const auto name_behind = tree.child(at, {Dep::Appos})) group = words_->name_at(*name_behind);
        if (group == nullptr || group->id.empty()) continue;
        const Actor* actor = book.actor(group->id);
        if (actor == nullptr || actor->person) continue;
        const Actor* state = book.state(actor->country);
        if (state == actor && tree.dep(c) != Dep::Prep) continue;
        // "Taliban fighters", "the M23 rebels": all of them are the group; some, and one of them, are its members.
        const bool armed = actor->kind == "armed-group";
        const bool own_people =
            one_of(words_->lemma(i), {"rebel", "fighter", "militant", "guerrilla", "insurgent", "force", "troop",
                                      "gunman", "militiaman", "jihadist", "separatist", "extremist", "terrorist",
                                      "element", "operative", "cadre", "commando", "subversive", "member"});
        const bool own_unit = one_of(words_->lemma(i), {"column", "unit", "squad", "cell", "patrol", "detachment"});
        const bool all_of_it = armed && (at < i || own_people) && tree.plural(i) && !who.count &&
                               (own_people || own_unit) && (at < i || tree.is(tree.head(at), {"of"}));
        const bool part = part_of_group(tree, *words_, i, tree.dep(c) == Dep::Prep);
        if ((group_noun && !part && state != actor) || all_of_it) {
            fill_actor(who, *actor);
            who.named_at = group->span;
        } else {
            const bool member = words_->codebook().in_class("title", words_->lemma(i)) || !tree.plural(i);
            who.member_of = actor->id;
            const bool people = !one_of(who.kind, {"facility", "vehicle", "weapon"});
            if (people && (member || who.kind == "unknown" || who.kind == "person")) who.kind = actor->kind;
            if (armed && (own_people || own_unit)) who.kind = actor->kind, who.cls = actor->cls;
            if (who.country.empty()) who.country = actor->country;
        }
        break;
    }
    for (const uint32_t c : tree.children(i))
        if (tree.dep(c) == Dep::Appos && who.id.empty())
            if (const NameRef* behind = words_->name_at(c); behind && !behind->id.empty())
                if (const Actor* actor = book.actor(behind->id); actor && !(actor->person && tree.plural(i))) {
                    fill_actor(who, *actor);
                    who.named_at = behind->span;
                }
}

// "A group CALLING ITSELF the Red Hand", "a militia known as the Black Scarves": read by the words' order, since
// parsers take the name for a second subject.
void Entities::read_own_name(uint32_t i, TokenSpan phrase, Participant& who) const {
    const Tree& tree = words_->tree();
    const bool body =
        one_of(words_->lemma(i), {"group", "militia", "faction", "organisation", "organization", "cell", "movement",
                                  "outfit", "network", "brigade", "front", "gang", "band", "offshoot", "splinter"});
    if (!body || tree.token(i).pos != "NOUN") return;
    const uint32_t end = tree.report().sentences[tree.sentence(i)].tokens.end;
    uint32_t at = phrase.end;
    if (const NameRef* behind = at < end ? words_->name_at(at) : nullptr;  // "the X faction Y": it is Y
        behind != nullptr && behind->kind == NameKind::Group && !behind->id.empty() && behind->tokens.begin == at) {
        if (const Actor* actor = words_->codebook().actor(behind->id))
            fill_actor(who, *actor), who.named_at = behind->span;
        return;
    }
    const auto pass = [&](std::initializer_list<std::string_view> any) {
        const bool there = at < end && tree.is(at, any);
        at += there ? 1 : 0;
        return there;
    };
    pass({","});
    pass({"that", "which"});
    const bool itself =
        pass({"calling", "calls", "called", "naming", "styling", "dubbing", "dubbed", "known", "styles", "named"});
    if (!itself) return;
    pass({"itself", "themselves"});
    pass({"as"});
    pass({"the"});
    const auto capital = [&](uint32_t t) {
        return t < end && tree.token(t).text[0] >= 'A' && tree.token(t).text[0] <= 'Z';
    };
    uint32_t last = at;
    while (capital(last) ||
           (last > at && last + 1 < end && capital(last + 1) &&
            tree.is(last, {"of", "the", "al", "ul", "-", "and", "for"})) ||
           (last > at && last + 2 < end && tree.is(last, {"of", "al", "for"}) && tree.is(last + 1, {"the", "-"}) &&
            capital(last + 2)))
        ++last;
    if (last == at) return;
    const NameRef* known = words_->name_at(last - 1);
    if (known != nullptr && !known->id.empty())
        if (const Actor* actor = words_->codebook().actor(known->id)) fill_actor(who, *actor);
    const ByteSpan name = tree.bytes({at, last});
    if (who.id.empty()) who.name = std::string(tree.report().slice(name));
    who.named_at = name;
}

Participant Entities::read(uint32_t i) const {
    const Tree& tree = words_->tree();
    Participant who;
    who.head_token = i;
    const NameRef* name = words_->name_at(i);
    TokenSpan span = tree.phrase(i);
    // "accused X of the raid": what stands behind a group's or a person's name is not his.
    if (name != nullptr && (name->kind == NameKind::Group || name->kind == NameKind::Person) &&
        name->tokens.end < span.end && !tree.is(name->tokens.end, {"("}))
        span.end = std::max(name->tokens.end, i + 1);
    who.span = tree.bytes(span);
    const Agent* agent = words_->agent(i);
    const PlaceRef* place = place_inside(*words_, span, i);
    if (const Quantity* q = words_->quantity_at(i)) who.count = *q;
    for (const uint32_t c : tree.children(i))
        if (!who.count && (tree.dep(c) == Dep::Nummod || tree.dep(c) == Dep::Amod))
            if (const Quantity* q = words_->quantity_at(c)) who.count = *q;
    if (agent != nullptr) {
        who.kind = agent->kind;
        who.cls = agent->cls;
    }
    who.country = country_near(*words_, i);
    if (who.country.empty() && agent != nullptr && agent->kind == "government")
        who.country = country_served(*words_, i);
    if (words_->weapon(i) != nullptr && name == nullptr) {
        who.kind = "weapon";
        who.name = words_->weapon(i)->kind;
        return who;
    }
    if (name != nullptr && !(agent != nullptr && tree.token(i).pos == "NOUN" && name->kind == NameKind::Nationality))
        read_name(i, *name, span, who);
    if (who.id.empty() && place != nullptr &&
        (words_->place_at(i) != nullptr || (agent && agent->kind == "facility") || !agent))
        read_place(i, *place, who);
    if (who.id.empty() && agent != nullptr && agent->kind != "facility" && !who.country.empty())
        for (const std::string& form : {words_->pair(i), words_->lemma(i)})
            if (const Actor* actor = words_->codebook().state_actor(who.country, form)) {
                fill_actor(who, *actor);
                break;
            }
    if (who.id.empty()) read_own_name(i, span, who);
    if (who.id.empty() &&
        (agent != nullptr || one_of(words_->lemma(i), {"element", "operative", "loyalist", "remnant"})))
        read_membership(i, who);
    if (who.name.empty() && who.kind != "unknown" && who.kind != "person" && !who.span->empty()) {
        TokenSpan bare = span;
        while (bare.begin < i && (tree.dep(bare.begin) == Dep::Det || tree.dep(bare.begin) == Dep::Nummod ||
                                  tree.dep(bare.begin) == Dep::Advmod || tree.dep(bare.begin) == Dep::Quantmod ||
                                  tree.token(bare.begin).pos == "PUNCT" || tree.token(bare.begin).pos == "NUM"))
            ++bare.begin;
        who.name = std::string(tree.report().slice(tree.bytes(bare)));
        who.described = !one_of(who.kind, {"facility", "vehicle", "organisation", "company", "international"});
    }
    return who;
}

// The noun of his office in front of a name, "Defense Secretary".
std::string Entities::title_of(uint32_t token) const {
    const Tree& tree = words_->tree();
    const TokenSpan span = tree.phrase(token);
    const NameRef* name = words_->name_at(token);
    const uint32_t end = name ? std::min(name->tokens.begin, token) : token;
    uint32_t begin = end;
    for (uint32_t i = span.begin; i < end; ++i)
        if (words_->agent(i) != nullptr || words_->codebook().in_class("title", words_->lemma(i)))
            begin = std::min(begin, i);
    if (begin == end) return {};
    // "[Vice] President", "[Prime] Minister", "[Defence] Secretary", but not "[British] Defence Secretary".
    while (begin > span.begin && (tree.dep(begin - 1) == Dep::Compound || tree.dep(begin - 1) == Dep::Amod) &&
           words_->demonym_at(begin - 1) == nullptr && words_->place_at(begin - 1) == nullptr &&
           tree.token(begin - 1).pos != "PUNCT")
        --begin;
    return std::string(tree.report().slice(tree.bytes({begin, end})));
}

}  // namespace tallybook
