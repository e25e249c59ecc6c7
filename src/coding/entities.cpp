#include "coding/entities.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>

namespace tallybook {
namespace {

constexpr uint32_t kSentencesBack = 6;

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool title_word(std::string_view lemma) {
    return one_of(lemma, {"minister",   "secretary", "president",  "premier",     "chancellor",     "king",
                          "general",    "commander", "chief",      "spokesman",   "spokeswoman",    "spokesperson",
                          "official",   "leader",    "head",       "governor",    "mayor",          "ambassador",
                          "envoy",      "colonel",   "senator",    "director",    "chairman",       "prince",
                          "ayatollah",  "sheikh",    "cleric",     "adviser",     "advisor",        "officer",
                          "captain",    "major",     "lieutenant", "admiral",     "brigadier",      "judge",
                          "prosecutor", "lawmaker",  "deputy",     "coordinator", "representative", "commissioner"});
}

std::string country_near(const WordFacts& words, uint32_t head) {
    const Tree& tree = words.tree();
    for (const uint32_t c : tree.children(head)) {
        const Dep d = tree.dep(c);
        const bool before = c < head && (d == Dep::Amod || d == Dep::Compound || d == Dep::Poss || d == Dep::Nmod ||
                                         d == Dep::Npadvmod);
        if (!before) continue;
        if (const PlaceRef* p = words.demonym_at(c)) return p->country;
        if (const PlaceRef* p = words.place_at(c); p && p->kind == PlaceKind::Country) return p->country;
        const std::string inner = country_near(words, c);  // "the [Iraqi interior] ministry"
        if (!inner.empty()) return inner;
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

}  // namespace

Entities::Entities(const WordFacts& words) : words_(&words) {
    const Tree& tree = words.tree();
    speaker_of_.resize(tree.report().sentences.size());
    for (uint32_t i = 0; i < tree.size(); ++i) {
        if (!tree.noun(i) && !(tree.dep(i) == Dep::Nsubj && tree.tagged(i, {"CD"}))) continue;
        const Dep d = tree.dep(i);
        const bool inner = d == Dep::Compound || d == Dep::Amod || d == Dep::Nmod || d == Dep::Npadvmod;
        const NameRef* name = words.name_at(i);
        if (inner && name == nullptr) continue;
        if (name != nullptr && i + 1 < name->tokens.end && tree.head(i) < name->tokens.end && tree.head(i) > i)
            continue;  // inside its own name
        if (words.time_at(i) != nullptr && name == nullptr) continue;
        Seen s;
        s.token = i;
        s.who = read(i);
        s.named = name != nullptr || !s.who.id.empty();
        const Agent* agent = words.agent(i);
        s.person = s.who.kind == "person" || (name && name->kind == NameKind::Person) ||
                   (agent && agent->kind != "facility" && title_word(words.lemma(i)));
        s.armed = s.who.kind == "armed-group";
        s.facility = s.who.kind == "facility";
        const PlaceRef* place = words.place_at(i);
        s.state = (place && place->kind == PlaceKind::Country) || s.who.kind == "government";
        s.group =
            !s.person && !s.facility && s.who.kind != "unknown" && s.who.kind != "weapon" && s.who.kind != "vehicle";
        s.plural =
            tree.plural(i) || (agent && one_of(words.lemma(i), {"personnel", "police", "people", "staff", "military"}));
        s.subject = d == Dep::Nsubj || d == Dep::NsubjPass;
        s.locative = place != nullptr && d == Dep::Pobj &&
                     tree.is(tree.head(i), {"in", "at", "near", "of", "from", "to", "over", "across", "around"});
        if (inner && !s.person && !s.armed) continue;
        if (s.person || s.group || s.facility || s.state) seen_.push_back(std::move(s));
    }
}

void Entities::fill_actor(Participant& who, const Actor& actor) const {
    who.id = actor.id;
    who.name = actor.name;
    if (!actor.kind.empty()) who.kind = actor.kind;
    if (!actor.country.empty()) who.country = actor.country;
    if (!actor.member_of.empty()) who.member_of = actor.member_of;
    if (!actor.affiliation.empty()) who.affiliation = actor.affiliation;
    if (!actor.cls.empty()) who.cls = actor.cls;
}

std::string Entities::title_of(uint32_t token) const {
    const Tree& tree = words_->tree();
    const TokenSpan span = tree.phrase(token);
    const NameRef* name = words_->name_at(token);
    const uint32_t end = name ? std::min(name->tokens.begin, token) : token;
    uint32_t begin = end;
    for (uint32_t i = span.begin; i < end; ++i)
        if (words_->agent(i) != nullptr || title_word(words_->lemma(i))) begin = std::min(begin, i);
    if (begin == end) return {};
    const ByteSpan bytes = tree.bytes({begin, end});
    return std::string(tree.report().slice(bytes));
}

Participant Entities::read(uint32_t i) const {
    const Tree& tree = words_->tree();
    const Codebook& book = words_->codebook();
    Participant who;
    who.head_token = i;
    const NameRef* name = words_->name_at(i);
    TokenSpan span = tree.phrase(i);
    // "accused X of the raid": what stands behind a group's or a person's name is not his.
    if (name != nullptr && (name->kind == NameKind::Group || name->kind == NameKind::Person) &&
        name->tokens.end < span.end)
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
    if (words_->weapon(i) != nullptr && name == nullptr) {
        who.kind = "weapon";
        who.name = words_->weapon(i)->kind;
        return who;
    }
    if (name != nullptr && !(agent != nullptr && tree.token(i).pos == "NOUN" && name->kind == NameKind::Nationality)) {
        who.name = name->head;
        if (const Actor* actor = name->id.empty() ? nullptr : book.actor(name->id)) {
            fill_actor(who, *actor);
            if (actor->person) who.kind = actor->kind.empty() ? "person" : actor->kind;
        } else {
            who.id = name->id;
            switch (name->kind) {
                case NameKind::Person:
                    who.kind = "person";
                    break;
                case NameKind::Group:
                    who.kind = "armed-group";
                    break;
                case NameKind::Facility:
                    who.kind = "facility";
                    break;
                case NameKind::Organisation:
                    if (who.kind == "unknown") who.kind = "organisation";
                    break;
                case NameKind::State:
                    who.kind = "government";
                    break;
                default:
                    break;
            }
        }
        // A person the codebook does not know is what his title says: "police chief X", "rebel commander Y".
        if (name->kind == NameKind::Person && who.id.empty()) {
            for (uint32_t t = span.begin; t < name->tokens.begin; ++t)
                if (const Agent* a = words_->agent(t); a && a->kind != "facility") who.kind = a->kind, who.cls = a->cls;
        }
        if (name->kind == NameKind::Person) who.description = title_of(i);
    }
    if (who.id.empty() && place != nullptr &&
        (words_->place_at(i) != nullptr || (agent && agent->kind == "facility") || !agent)) {
        if (place->kind == PlaceKind::Country) {
            if (const Actor* state = book.state(place->country)) fill_actor(who, *state);
            who.kind = "government";
            who.name = who.name.empty() ? place->name : who.name;
            who.country = place->country;
        } else if (place->kind == PlaceKind::Facility) {
            who.id = facility_id(*place);
            who.name = place->name;
            who.kind = "facility";
            if (who.country.empty()) who.country = place->country;
        } else if (name == nullptr || name->kind == NameKind::Place || name->kind == NameKind::State) {
            who.name = place->name;
            who.country = place->country;
            if (const ActorMatch m =
                    [&] {
                        const std::string_view one[] = {tree.token(i).text};
                        return book.actor_at(one, tree.report().published.value_or(""));
                    }();
                m.actor && !m.actor->person)
                fill_actor(who, *m.actor);
        }
    }
    if (who.id.empty() && agent != nullptr && agent->kind != "facility" && !who.country.empty()) {
        for (const std::string& form : {words_->pair(i), words_->lemma(i)})
            if (const Actor* actor = book.state_actor(who.country, form)) {
                fill_actor(who, *actor);
                break;
            }
    }
    // "a Kataib Hezbollah commander", "the head of the militia X": a member, not the group.
    if (who.id.empty() && agent != nullptr) {
        for (const uint32_t c : tree.children(i)) {
            uint32_t at = c;
            if (tree.dep(c) == Dep::Prep && tree.is(c, {"of", "for", "from", "with"})) {
                const auto object = tree.child(c, {Dep::Pobj});
                if (!object) continue;
                at = *object;
            } else if (tree.dep(c) != Dep::Compound && tree.dep(c) != Dep::Poss && tree.dep(c) != Dep::Nmod) {
                continue;
            }
            const NameRef* group = words_->name_at(at);
            if (group == nullptr)
                if (const auto name_behind = tree.child(at, {Dep::Appos})) group = words_->name_at(*name_behind);
            if (group == nullptr || group->id.empty()) continue;
            const Actor* actor = book.actor(group->id);
            if (actor == nullptr || actor->person) continue;
            const bool member = title_word(words_->lemma(i)) || !tree.plural(i);
            if (one_of(words_->lemma(i), {"militia", "group", "faction", "movement", "organization", "organisation",
                                          "party", "brigade"})) {
                fill_actor(who, *actor);
                who.named_at = group->span;
            } else {
                who.member_of = actor->id;
                if (member || who.kind == "unknown" || who.kind == "person") who.kind = actor->kind;
                if (who.country.empty()) who.country = actor->country;
            }
            break;
        }
        // "militia Kataib X", "the group Jund Y": the name stands behind the noun.
        for (const uint32_t c : tree.children(i))
            if (tree.dep(c) == Dep::Appos && who.id.empty())
                if (const NameRef* behind = words_->name_at(c); behind && !behind->id.empty())
                    if (const Actor* actor = book.actor(behind->id); actor && !(actor->person && tree.plural(i))) {
                        fill_actor(who, *actor);
                        who.named_at = behind->span;
                    }
    }
    if (who.name.empty() && who.kind != "unknown" && who.kind != "person" && !who.span->empty()) {
        TokenSpan bare = span;
        while (bare.begin < i && (tree.dep(bare.begin) == Dep::Det || tree.dep(bare.begin) == Dep::Nummod ||
                                  tree.dep(bare.begin) == Dep::Advmod || tree.dep(bare.begin) == Dep::Quantmod ||
                                  tree.token(bare.begin).pos == "PUNCT" || tree.token(bare.begin).pos == "NUM"))
            ++bare.begin;
        who.name = std::string(tree.report().slice(tree.bytes(bare)));
    }
    return who;
}

Participant Entities::pointing(uint32_t token, const Seen& antecedent) const {
    const Tree& tree = words_->tree();
    Participant who = antecedent.who;
    who.head_token = token;
    who.named_at = antecedent.who.named_at ? antecedent.who.named_at : antecedent.who.span;
    if (const NameRef* name = words_->name_at(antecedent.token)) who.named_at = name->span;
    who.span = tree.bytes(tree.pronoun(token) ? TokenSpan{token, token + 1} : tree.phrase(token));
    who.count.reset();
    if (const Quantity* q = words_->quantity_at(token)) who.count = *q;
    return who;
}

const Entities::Seen* Entities::last(uint32_t before, bool (*fits)(const Seen&), uint32_t sentences_back) const {
    const Tree& tree = words_->tree();
    const uint32_t here = tree.sentence(before);
    const Seen* best = nullptr;
    double best_score = -1e9;
    std::map<std::string, int> told;
    for (const Seen& s : seen_) {
        if (s.token >= before) break;
        if (!s.who.id.empty()) ++told[s.who.id];
    }
    for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
        if (s->token >= before || !fits(*s)) continue;
        const uint32_t back = here - tree.sentence(s->token);
        if (back > sentences_back) break;
        double score = -3.0 * back + (s->subject ? 2.0 : 0.0) + (s->named ? 1.0 : 0.0) - 0.01 * (before - s->token);
        if (!s->who.id.empty()) score += 0.2 * std::min(told[s->who.id], 4);
        if (s->locative) score -= 6.0;  // where something happened is not who did it
        if (back == 0 && tree.clause(s->token) == tree.clause(before) && tree.dep(before) != Dep::Poss) score -= 4.0;
        if (score > best_score) best = &*s, best_score = score;
    }
    return best;
}

// All that stand together (coordinated, or in one sentence) in the last sentence that holds one that fits.
std::vector<const Entities::Seen*> Entities::last_group(uint32_t before, bool (*fits)(const Seen&)) const {
    const Tree& tree = words_->tree();
    std::vector<const Seen*> found;
    uint32_t sentence = UINT32_MAX;
    for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
        if (s->token >= before || !fits(*s)) continue;
        if (sentence == UINT32_MAX) sentence = tree.sentence(s->token);
        if (tree.sentence(s->token) != sentence) break;
        const bool same = std::any_of(found.begin(), found.end(), [&](const Seen* f) {
            return f->who.id == s->who.id && f->who.name == s->who.name;
        });
        if (!same) found.push_back(&*s);
    }
    std::reverse(found.begin(), found.end());
    if (sentence != UINT32_MAX && tree.sentence(before) - sentence > kSentencesBack) found.clear();
    return found;
}

std::vector<Participant> Entities::pronoun(uint32_t i) const {
    const Tree& tree = words_->tree();
    Participant own;
    own.head_token = i;
    own.span = tree.token(i).span;
    if (tree.is(i, {"we", "us", "our", "ours", "i", "my", "me"})) {
        if (const auto& speaker = speaker_of_[tree.sentence(i)]) {
            Participant who = *speaker;
            who.named_at = speaker->named_at ? speaker->named_at : speaker->span;
            who.span = own.span;
            who.head_token = i;
            return {who};
        }
        return {own};
    }
    if (tree.is(i, {"he", "him", "his", "she", "her", "himself", "herself"})) {
        own.kind = "person";
        if (const Seen* s = last(
                i, [](const Seen& x) { return x.person && !x.plural; }, kSentencesBack))
            return {pointing(i, *s)};
        return {own};
    }
    if (tree.is(i, {"it", "its", "itself"})) {
        if (const Seen* s = last(
                i, [](const Seen& x) { return !x.person && !x.plural && (x.group || x.facility || x.state); }, 2))
            return {pointing(i, *s)};
        return {own};
    }
    if (tree.is(i, {"they", "them", "their", "themselves", "these", "those", "both"})) {
        const auto groups = [](const Seen& x) { return x.plural && (x.group || x.person) && !x.facility; };
        const Seen* many = last(i, groups, 1);
        if (many != nullptr) {
            std::vector<Participant> all;
            for (const uint32_t c : tree.conjuncts(many->token))
                for (const Seen& s : seen_)
                    if (s.token == c) all.push_back(pointing(i, s));
            if (!all.empty()) return all;
        }
        // Two people of one talk: "They discussed …".
        std::vector<const Seen*> two;
        for (auto s = seen_.rbegin(); s != seen_.rend() && two.size() < 2; ++s) {
            if (s->token >= i || !s->person || s->who.id.empty()) continue;
            if (tree.sentence(i) - tree.sentence(s->token) > kSentencesBack) break;
            if (two.empty() || two[0]->who.id != s->who.id) two.push_back(&*s);
        }
        if (two.size() == 2) return {pointing(i, *two[1]), pointing(i, *two[0])};
        return {own};
    }
    return {own};
}

// "the embassy", "his country's embassy in X": the facility of the same noun that the report names, before or after; a
// place inside the phrase must be that facility's too. "The base", "the compound": the one told last.
Participant Entities::same_facility(uint32_t i, const Participant& own) const {
    const Tree& tree = words_->tree();
    const std::string lemma = words_->lemma(i);
    std::string town;
    const TokenSpan span = tree.phrase(i);
    for (uint32_t t = span.begin; t < span.end; ++t)
        if (const PlaceRef* p = words_->place_at(t); p && p->kind != PlaceKind::Facility) town = p->name;
    const Seen* best = nullptr;
    for (const Seen& s : seen_) {
        if (!s.facility || s.who.id.empty() || s.token == i) continue;
        std::string name = s.who.name;
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        const bool noun = name.find(lemma) != std::string::npos || words_->lemma(s.token) == lemma;
        const bool loose = s.token < i && tree.sentence(i) - tree.sentence(s.token) <= 2 &&
                           one_of(lemma, {"base", "compound", "facility", "airbase", "site", "airport", "camp",
                                          "complex", "installation", "plant"});
        if (!noun && !loose) continue;
        if (!town.empty() && s.who.name.find(town) == std::string::npos) continue;
        const bool later = s.token > i;
        if (best == nullptr || (!later && s.token > best->token) || (later && best->token > i && s.token < best->token))
            best = &s;
    }
    return best == nullptr ? own : pointing(i, *best);
}

std::vector<Participant> Entities::description(uint32_t i, const Participant& own) const {
    const Tree& tree = words_->tree();
    const auto det = tree.child(i, {Dep::Det});
    const auto poss = tree.child(i, {Dep::Poss});
    const std::string lemma = words_->lemma(i);
    // "his office", "our personnel", "his country's embassy": by the possessor.
    if (poss && tree.pronoun(*poss) && own.id.empty()) {
        const std::vector<Participant> owners = pronoun(*poss);
        if (owners.size() == 1 && !owners[0].country.empty()) {
            Participant who = own;
            who.country = owners[0].country;
            if (lemma == "country" || lemma == "nation")
                if (const Actor* state = words_->codebook().state(who.country)) {
                    fill_actor(who, *state);
                    who.named_at = owners[0].named_at;
                    return {who};
                }
            if (const Actor* actor = words_->codebook().state_actor(who.country, lemma)) {
                fill_actor(who, *actor);
                who.basis = "codebook: " + actor->id;
            }
            return {who};
        }
    }
    if (own.kind == "facility" && own.id.empty() && (poss || det)) {
        Participant same = same_facility(i, own);
        if (!same.id.empty()) return {same};
    }
    const bool definite = det && tree.is(*det, {"the", "this", "that", "these", "those", "both"});
    const bool first_word = tree.phrase(i).size() == 1;
    if (!own.id.empty() || !own.country.empty() || (!definite && !(first_word && title_word(lemma)))) return {own};
    const bool plural = tree.tagged(i, {"NNS", "NNPS"});
    if (one_of(lemma, {"group", "militia", "faction", "movement", "rebel", "militant", "insurgent", "organization",
                       "organisation", "fighter"})) {
        const auto armed = [](const Seen& s) { return s.armed && !s.who.id.empty(); };
        if (plural) {
            std::vector<Participant> all;
            for (const Seen* s : last_group(i, armed))
                if (tree.sentence(i) - tree.sentence(s->token) <= 2) all.push_back(pointing(i, *s));
            // The class name and its examples stand together ("armed groups X and Y"): the examples are meant.
            if (all.size() > 2)
                std::erase_if(all, [](const Participant& p) {
                    return !p.affiliation.empty() && p.id.find("aligned") != std::string::npos;
                });
            if (!all.empty()) return all;
        } else if (const Seen* s = last(i, armed, kSentencesBack)) {
            return {pointing(i, *s)};
        }
        return {own};
    }
    if (one_of(lemma, {"government", "country", "state", "nation", "side"})) {
        if (plural) {
            std::vector<const Seen*> two;
            for (auto s = seen_.rbegin(); s != seen_.rend() && two.size() < 2; ++s) {
                if (s->token >= i || s->who.country.empty()) continue;
                if (std::none_of(two.begin(), two.end(),
                                 [&](const Seen* x) { return x->who.country == s->who.country; }))
                    two.push_back(&*s);
            }
            std::vector<Participant> all;
            for (const Seen* s : two)
                if (const Actor* state = words_->codebook().state(s->who.country)) {
                    Participant who = pointing(i, *s);
                    fill_actor(who, *state);
                    who.kind = "government";
                    all.push_back(who);
                }
            if (all.size() == 2) return all;
        } else if (const Seen* s = last(
                       i, [](const Seen& x) { return x.state && !x.who.country.empty(); }, kSentencesBack)) {
            Participant who = pointing(i, *s);
            if (const Actor* state = words_->codebook().state(who.country)) fill_actor(who, *state);
            return {who};
        }
        return {own};
    }
    if (title_word(lemma) && !plural) {
        const Seen* match = nullptr;
        for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
            if (s->token >= i || !s->person || s->plural) continue;
            std::string title = s->who.description;
            std::transform(title.begin(), title.end(), title.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
            if (title.find(lemma) != std::string::npos || words_->lemma(s->token) == lemma) {
                match = &*s;
                if (words_->name_at(s->token)) break;
            }
        }
        if (match != nullptr) return {pointing(i, *match)};
        return {own};
    }
    if (own.kind == "facility") return {same_facility(i, own)};
    return {own};
}

std::vector<Participant> Entities::describe(uint32_t i) const {
    const Tree& tree = words_->tree();
    if (tree.pronoun(i) && !tree.tagged(i, {"NN", "NNS"}) &&
        !tree.is(i, {"nobody", "someone", "anyone", "everyone", "none"}))
        return pronoun(i);
    Participant own = read(i);
    // "One of the main factions", "many of the fighters": the noun behind tells the kind.
    if (own.kind == "unknown" && own.id.empty())
        for (const uint32_t c : tree.children(i))
            if (tree.dep(c) == Dep::Prep && tree.is(c, {"of"}))
                if (const auto object = tree.child(c, {Dep::Pobj});
                    object && (tree.tagged(i, {"CD", "DT"}) ||
                               one_of(words_->lemma(i),
                                      {"dozen", "hundred", "thousand", "score", "number", "group", "scores"}))) {
                    const Participant inner = read(*object);
                    own.kind = inner.kind;
                    own.cls = inner.cls;
                    own.country = inner.country;
                    own.id = inner.id;
                }
    // "X, one of the groups that …": the plural behind "one of" means the X before.
    if (own.id.empty() && tree.dep(i) == Dep::Pobj && tree.lower(tree.head(i)) == "of") {
        const uint32_t one = tree.head(tree.head(i));
        if (tree.is(one, {"one", "some", "part", "member"}) && tree.dep(one) == Dep::Appos) {
            const Participant above = read(tree.head(one));
            if (!above.id.empty()) {
                own.id = above.id;
                own.name = above.name;
                own.kind = above.kind;
                own.country = above.country;
                own.named_at = above.named_at ? above.named_at : above.span;
            }
        }
    }
    // An apposition names what a description says: "one of the factions, Jund X".
    if (own.id.empty() && tree.dep(i) == Dep::Appos) {
        const Participant above = read(tree.head(i));
        if (!above.id.empty()) {
            own.id = above.id;
            own.name = above.name;
            own.kind = above.kind;
            own.country = above.country;
            own.named_at = above.span;
        }
    }
    return description(i, own);
}

void Entities::set_speaker(uint32_t sentence, const Participant& speaker) {
    speaker_of_[sentence] = speaker;
}

const Participant* Entities::speaker(uint32_t sentence) const {
    return speaker_of_[sentence] ? &*speaker_of_[sentence] : nullptr;
}

Participant Entities::voice(uint32_t i) const {
    const Tree& tree = words_->tree();
    const bool document =
        one_of(words_->lemma(i), {"statement", "remark", "comment", "post", "tweet", "letter", "speech", "word",
                                  "message", "declaration", "communique", "announcement", "call"});
    if (document)
        for (const uint32_t c : tree.children(i)) {
            if (tree.dep(c) == Dep::Poss) return describe(c).front();
            if (tree.dep(c) != Dep::Compound) continue;
            if (const NameRef* name = words_->name_at(c); name && !name->id.empty()) {
                Participant who = describe(c).front();
                who.named_at = name->span;
                who.span = tree.bytes(tree.phrase(i));
                return who;
            }
        }
    return describe(i).front();
}

}  // namespace tallybook
