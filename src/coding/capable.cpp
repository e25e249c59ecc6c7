#include "coding/capable.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "coding/arguments.hpp"

namespace tallybook {

bool in_any(const WordFacts& words, uint32_t token, std::initializer_list<std::string_view> classes) {
    return std::any_of(classes.begin(), classes.end(), [&](std::string_view c) { return words.in_class(token, c); });
}

bool weapon_or_event(const WordFacts& words, uint32_t token) {
    return in_any(words, token, {"weapon", "munition", "explosive", "event", "violence"});
}

namespace {

// A name, or a capital that cannot come from the place in the sentence.
bool named(const WordFacts& words, uint32_t token) {
    const NameRef* name = words.name_at(token);
    if (name != nullptr) return name->kind != NameKind::Work;
    return words.tree().token(token).pos == "PROPN";
}

// Nationals without arms: "the Kenyan", "Russians".
bool people(const WordFacts& words, uint32_t token) {
    const NameRef* name = words.name_at(token);
    if (name == nullptr || name->kind != NameKind::Nationality) return false;
    const Actor* actor = name->id.empty() ? nullptr : words.codebook().actor(name->id);  // "Houthi"
    return actor == nullptr || actor->kind != "armed-group";
}

// "$7 million", "two percent"
bool amount(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    const auto unit = [](std::string_view w) {
        return one_of(w, {"dollar", "pound", "euro", "percent", "%", "pct", "dlrs", "yen", "rupee", "cent", "point"});
    };
    if (unit(words.lemma(token))) return true;
    if (!tree.tagged(token, {"CD"})) return false;
    for (const uint32_t c : tree.children(token))
        if (tree.is(c, {"$", "£", "€", "us$"})) return true;
    return token + 1 < tree.size() && unit(words.lemma(token + 1));
}

// "Hailstones broke windows": a common noun that has its capital from the beginning of the sentence.
bool capital_of_place(const WordFacts& words, uint32_t token, std::initializer_list<std::string_view> classes) {
    const Tree& tree = words.tree();
    const NameRef* name = words.name_at(token);
    if (name != nullptr && (!name->id.empty() || name->tokens.end - name->tokens.begin > 1)) return false;
    if (token != tree.report().sentences[tree.sentence(token)].tokens.begin || !tree.noun(token)) return false;
    const std::string lower(tree.lower(token));
    return std::any_of(classes.begin(), classes.end(), [&](std::string_view cls) {
        return words.codebook().in_class(cls, lower) ||
               (lower.size() > 3 && lower.back() == 's' &&
                words.codebook().in_class(cls, lower.substr(0, lower.size() - 1)));
    });
}

// "JNIM elements", "police units": members of whom the word in front names.
bool members(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (!one_of(words.lemma(token), {"element", "member", "operative", "cadre", "unit", "wing", "cell", "faction"}))
        return false;
    for (const uint32_t c : modifiers(tree, token)) {
        if (const NameRef* name = words.name_at(c); name != nullptr && !name->id.empty()) return true;
        if (const Agent* a = words.agent(c); a != nullptr && one_of(a->kind, {"armed-group", "state-forces", "police"}))
            return true;
        if (words.in_class(c, "armed")) return true;
    }
    return false;
}

bool of_kind(const WordFacts& words, uint32_t token, std::initializer_list<std::string_view> kinds) {
    if (const NameRef* name = words.name_at(token)) {
        if (!name->id.empty())
            if (const Actor* actor = words.codebook().actor(name->id)) return one_of(actor->kind, kinds);
        if (name->kind == NameKind::Person) return one_of("person", kinds);
    }
    const Agent* a = words.agent(token);
    return a != nullptr && one_of(a->kind, kinds);
}

}  // namespace

bool mishap_phrase(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (words.name_at(token) == nullptr && words.codebook().in_class("accident", words.pair(token))) return true;
    for (const uint32_t c : tree.children(token)) {
        if (c > token || (tree.dep(c) != Dep::Compound && tree.dep(c) != Dep::Amod)) continue;
        if (words.codebook().in_class("accident", words.lemma(c)) && words.lemma(c) != "suicide") return true;
        if (words.codebook().in_class("animal", words.lemma(c)) && words.name_at(c) == nullptr) return true;
        if (one_of(words.lemma(token), {"explosion", "blast"}) && words.codebook().in_class("hazard", words.lemma(c)))
            return true;
    }
    return false;
}

bool armed(const WordFacts& words, uint32_t token) {
    if (const NameRef* name = words.name_at(token)) {
        if (!name->id.empty())
            if (const Actor* actor = words.codebook().actor(name->id))
                return !one_of(actor->kind, {"person", "party", "company", "media", "organisation"});
        if (!name->id.empty() && words.codebook().actor(name->id) == nullptr) return true;  // "Iran-backed groups"
        if (one_of(words.lemma(token), {"army", "force", "police", "militia", "guard", "navy", "brigade"})) return true;
        return name->kind == NameKind::State || name->kind == NameKind::Nationality;
    }
    if (words.place_at(token) != nullptr || words.demonym_at(token) != nullptr) return true;
    if (one_of(words.lemma(token), {"mob", "rioter", "troublemaker", "settler"})) return true;
    const Agent* a = words.agent(token);
    if (a != nullptr) return one_of(a->kind, {"armed-group", "state-forces", "police", "international"});
    return one_of(words.lemma(token), {"man", "men", "youth", "mob", "suspect", "troublemaker", "crowd", "protester",
                                       "demonstrator", "rioter", "villager", "settler", "prisoner", "inmate"});
}

bool reflexive(const Tree& tree, uint32_t token) {
    return tree.is(token, {"himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves"});
}

bool animal(const WordFacts& words, uint32_t token) {
    const auto inner = prepositional(words.tree(), token, {"of"});
    return words.in_class(token, "animal") || (!inner.empty() && words.in_class(inner.front(), "animal"));
}

bool alive(const WordFacts& words, uint32_t token) {
    const Agent* a = words.agent(token);
    if (words.name_at(token) != nullptr || a == nullptr) return !words.tree().is(token, {"it", "this", "that"});
    return !one_of(a->kind, {"facility", "vehicle"});
}

Can can_be_hit(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (members(words, token)) return Can::Yes;
    if (tree.pronoun(token)) {
        // "killed himself" is no attack, "killed himself and five others" is.
        const bool alone = reflexive(tree, token) && tree.conjuncts(token).size() < 2;
        const bool nothing = tree.is(token, {"nothing", "everything", "anything", "something"});
        return alone || nothing ? Can::No : Can::Yes;
    }
    if (words.time_at(token) != nullptr || amount(words, token)) return Can::No;
    if (words.place_at(token) != nullptr || words.demonym_at(token) != nullptr || named(words, token)) return Can::Yes;
    if (words.weapon(token) != nullptr) return Can::Yes;
    const Agent* a = words.agent(token);
    if (a != nullptr && a->kind == "facility") return Can::Yes;
    if (words.lemma(token) == "life" && tree.has_child(token, {Dep::Poss})) return Can::Yes;
    if (in_any(words, token, {"abstract", "fiction"})) return Can::No;
    if ((a != nullptr && a->kind != "unknown") || tree.tagged(token, {"CD"})) return Can::Yes;
    if (in_any(words, token, {"building", "vehicle", "person", "group", "title"})) return Can::Yes;
    if (in_any(words, token, {"mishap", "showing"})) return Can::No;
    // "most of the guards", "a row of houses"
    for (const uint32_t inner : prepositional(tree, token, {"of"}))
        if (one_of(words.lemma(token),
                   {"some", "most", "all", "member", "part", "half", "dozen", "hundred", "score", "thousand", "million",
                    "group", "number", "handful", "crowd", "convoy", "row", "column", "fleet"}))
            return can_be_hit(words, inner);
    return Can::Unknown;
}

Can can_hit(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (members(words, token)) return Can::Yes;
    if (tree.pronoun(token)) return Can::Yes;
    // A fire is nobody's weapon, gunfire and artillery fire are.
    if (words.lemma(token) == "fire" && words.weapon(token) == nullptr) return Can::No;
    if (mishap_phrase(words, token) || capital_of_place(words, token, {"mishap", "abstract"})) return Can::No;
    if (weapon_or_event(words, token)) return Can::Yes;
    const Agent* a = words.agent(token);
    if (named(words, token) && a == nullptr) return words.in_class(token, "accident") ? Can::No : Can::Yes;
    if (in_any(words, token, {"mishap", "fiction", "showing"})) return Can::No;
    if (words.place_at(token) != nullptr || words.demonym_at(token) != nullptr) return Can::Yes;
    if (words.in_class(token, "abstract")) return Can::No;
    if (a != nullptr && a->kind != "unknown") return a->kind == "facility" ? Can::No : Can::Yes;
    const bool somebody = tree.tagged(token, {"CD"}) || in_any(words, token, {"person", "group", "vehicle"});
    return somebody ? Can::Yes : Can::Unknown;
}

bool war_machines(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (!one_of(words.lemma(token), {"aircraft", "plane", "jet", "helicopter", "warship", "tank"})) return false;
    bool state = false, one = !tree.plural(token) && words.lemma(token) != "aircraft";
    for (const uint32_t c : tree.children(token)) {
        state |= c < token && (words.demonym_at(c) != nullptr || words.place_at(c) != nullptr);
        one |= tree.is(c, {"a", "an", "one"});
    }
    return state && !one;
}

bool civil(const WordFacts& words, uint32_t token) {
    for (const uint32_t c : words.tree().children(token))  // "the Houthi movement"
        if (words.name_at(c) != nullptr && of_kind(words, c, {"armed-group", "state-forces"})) return false;
    if (words.in_class(token, "civil") || words.commercial(token)) return true;
    if (words.name_at(token) != nullptr && of_kind(words, token, {"person"})) return true;
    return of_kind(words, token, {"party", "government", "media", "company", "organisation"});
}

bool a_state(const WordFacts& words, uint32_t token) {
    const NameRef* name = words.name_at(token);
    const Actor* actor = name == nullptr || name->id.empty() ? nullptr : words.codebook().actor(name->id);
    return actor != nullptr && words.codebook().state(actor->country) == actor;
}

Side side_of(const WordFacts& words, uint32_t token) {
    if (one_of(words.lemma(token), {"dozen", "hundred", "score", "group", "number", "handful", "member", "thousand",
                                    "some", "two", "three", "four"}))
        for (const uint32_t inner : prepositional(words.tree(), token, {"of"}))
            if (inner != token) return side_of(words, inner);  // "dozens of militants"
    if (weapon_or_event(words, token)) return Side::Force;
    if (war_machines(words, token)) return Side::State;
    if (can_hit(words, token) == Can::No) return Side::Nobody;
    if (!a_state(words, token) && civil(words, token)) return Side::Civil;
    if (!armed(words, token)) return Side::Somebody;
    const NameRef* name = words.name_at(token);
    const bool state = people(words, token) || a_state(words, token) ||
                       (name != nullptr && name->kind == NameKind::State) ||
                       (name == nullptr && words.agent(token) == nullptr &&
                        (words.place_at(token) != nullptr || words.demonym_at(token) != nullptr));
    return state ? Side::State : Side::Force;
}

bool solid(const WordFacts& words, uint32_t token) {
    if (in_any(words, token, {"facility", "vehicle", "building"})) return true;
    const Agent* a = words.agent(token);
    if (a != nullptr && words.name_at(token) == nullptr && one_of(a->kind, {"facility", "vehicle"})) return true;
    if (one_of(words.lemma(token), {"target", "position", "site", "stronghold", "hideout", "asset"}))
        for (const uint32_t c : words.tree().children(token))  // "Taliban targets"
            if (c < token && !civil(words, c) && armed(words, c) && side_of(words, c) == Side::Force) return true;
    return !civil(words, token) && armed(words, token) && side_of(words, token) == Side::Force;
}

}  // namespace tallybook
