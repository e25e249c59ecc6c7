// What a definite description points back to: "the group", "the ministry", "the president", "his country", "the two
// governments", "the former", "the embassy". Only a bare noun points back: one with words of its own ("the president of
// the farmers' union", "the rebels who fled") is somebody new. A name that holds the noun ("the front": the … Front)
// goes before the nearest of its kind; a body of the same noun that nobody named stands in the way of both.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/entities.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kSentencesBack = 6;

bool has_word(const std::string& text, std::string_view word) {
    const std::string all = lower(text);
    for (size_t at = all.find(word); at != std::string::npos; at = all.find(word, at + 1)) {
        const bool begins = at == 0 || all[at - 1] == ' ' || all[at - 1] == '-';
        const size_t end = at + word.size();
        if (begins && (end == all.size() || all[end] == ' ')) return true;
    }
    return false;
}

bool group_noun(std::string_view lemma) {
    return one_of(lemma,
                  {"group", "militia", "faction", "movement", "organization", "organisation", "outfit", "network"});
}

bool fighters_noun(std::string_view lemma) {
    return one_of(lemma, {"rebel", "militant", "insurgent", "fighter", "guerrilla", "separatist", "jihadist",
                          "extremist", "islamist", "terrorist", "guerilla", "subversive"});
}

// "In Kyiv, the ministry …": what a sentence says of another country is not of the one before.
bool elsewhere(const WordFacts& words, uint32_t i, const std::string& country) {
    const Tree& tree = words.tree();
    const Sentence& sentence = tree.report().sentences[tree.sentence(i)];
    for (uint32_t t = sentence.tokens.begin; t < i; ++t)
        if (const PlaceRef* p = words.place_at(t); p && !p->country.empty() && p->country != country &&
                                                   !country.empty() && tree.dep(t) == Dep::Pobj &&
                                                   tree.is(tree.head(t), {"in", "at"}))
            return true;
    return false;
}

}  // namespace

const Entities::Seen* Entities::last(uint32_t before, Fits fits, uint32_t sentences_back) const {
    const Tree& tree = words_->tree();
    const Seen* found = nullptr;
    double found_score = 0;
    for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
        if (s->token >= before || !fits(*s) || tree.dominates(s->token, before)) continue;
        if (tree.sentence(before) - tree.sentence(s->token) > sentences_back) break;
        const double score = salience(before, *s);
        if (found == nullptr || score > found_score) found = &*s, found_score = score;
    }
    return found;
}

// All that stand together (coordinated, or in one sentence) in the last sentence that holds one that fits.
std::vector<const Entities::Seen*> Entities::last_group(uint32_t before, Fits fits) const {
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

// Nothing of its own that would tell it apart: no "of", no clause, no noun or nationality in front.
bool Entities::bare(uint32_t i) const {
    const Tree& tree = words_->tree();
    for (const uint32_t c : tree.children(i)) {
        switch (tree.dep(c)) {
            case Dep::Prep:
                if (c > i && !tree.has_child(c, {Dep::Pcomp}) &&
                    tree.is(c, {"of", "for", "from", "in", "at", "on", "behind", "near", "to", "with"}))
                    return false;
                break;
            case Dep::Relcl:
            case Dep::Acl:
            case Dep::Poss:
            case Dep::Compound:
            case Dep::Nmod:
            case Dep::Appos:
            case Dep::Conj:
                if (!(tree.dep(c) == Dep::Compound && c < i && words_->agent(i) != nullptr &&
                      one_of(words_->lemma(c), {"rebel", "militant", "guerrilla", "insurgent", "prime"})))
                    return false;
                break;
            case Dep::Amod:
                if (tree.is(c, {"other", "another", "second", "new", "former", "different", "local", "foreign", "last",
                                "own", "first", "late", "next", "previous", "regional", "provincial"}) ||
                    words_->demonym_at(c) != nullptr || words_->name_at(c) != nullptr)
                    return false;
                break;
            default:
                break;
        }
    }
    return true;
}

namespace {

// Whether the place at `token` hangs on the noun by "at", "in", "beside": where the thing stands.
bool beside(const Tree& tree, uint32_t noun, uint32_t token) {
    for (uint32_t at = token; at != noun && !tree.root(at); at = tree.head(at))
        if (tree.dep(at) == Dep::Prep)
            return tree.head(at) == noun && tree.is(at, {"at", "in", "beside", "inside", "near", "by", "on"});
    return false;
}

}  // namespace

// "The facility of the same noun that the report names, before or after; a place inside the phrase must be that
// facility's too. "The base", "the compound": the one told last.
Participant Entities::same_facility(uint32_t i, const Participant& own) const {
    const Tree& tree = words_->tree();
    const std::string lemma = words_->lemma(i);
    std::string town;
    const TokenSpan span = tree.phrase(i);
    for (uint32_t t = span.begin; t < span.end; ++t)
        if (const PlaceRef* p = words_->place_at(t)) {
            if (p->kind != PlaceKind::Facility) {
                town = p->name;
            } else if (t > i && beside(tree, i, t)) {  // "the base at the oil field": that one
                Participant there = own;
                there.id = p->id.starts_with("facility:") ? p->id.substr(9) : p->id;
                there.name = p->name;
                there.country = there.country.empty() ? p->country : there.country;
                return there;
            }
        }
    const Seen* best = nullptr;
    for (const Seen& s : seen_) {
        if (!s.facility || s.who.id.empty() || s.token == i) continue;
        const bool noun = lower(s.who.name).find(lemma) != std::string::npos || s.lemma == lemma;
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

// "his office", "our personnel", "his country's embassy": by the possessor.
std::optional<Participant> Entities::of_possessor(uint32_t i, const Participant& own) const {
    const Tree& tree = words_->tree();
    const Codebook& book = words_->codebook();
    const auto poss = tree.child(i, {Dep::Poss});
    if (!poss || !own.id.empty()) return std::nullopt;
    std::vector<Participant> owners;
    if (tree.is(*poss, {"whose"})) {  // "the coalition, whose troops"
        const uint32_t clause = tree.clause(i), noun = tree.head(clause);
        if (tree.dep(clause) == Dep::Relcl && noun < i) owners = description(noun, read(noun));
    } else if (tree.pronoun(*poss) || tree.tagged(*poss, {"PRP$"}))
        owners = pronoun(*poss);
    else if (tree.has_child(*poss, {Dep::Poss}))  // "his country's embassy"
        owners = description(*poss, read(*poss));
    if (owners.size() != 1) return std::nullopt;
    Participant who = own;
    const Participant& owner = owners[0];
    const std::string lemma = words_->lemma(i);
    // A group's fighters are members of it, whatever its country.
    if (owner.kind == "armed-group" && !owner.id.empty()) {
        const Agent* agent = words_->agent(i);
        if (agent == nullptr || !one_of(agent->kind, {"armed-group", "state-forces", "government", "unknown"}))
            return std::nullopt;
        if (one_of(lemma, {"fighter", "militant", "force", "troop", "men", "man", "gunman", "guerrilla", "rebel",
                           "unit", "brigade", "warrior", "combatant", "soldier", "wing"}) &&
            (tree.plural(i) || !tree.tagged(i, {"NN"}))) {
            who = owner;
            who.named_at = owner.named_at ? owner.named_at : owner.span;
            who.span = own.span;
            who.head_token = i;
            who.count = own.count;
        } else {
            who.kind = "armed-group";
            who.member_of = owner.id;
            if (who.country.empty()) who.country = owner.country;
        }
        return who;
    }
    if (owner.country.empty() || !one_of(owner.kind, {"government", "state-forces", "person", "police"}))
        return std::nullopt;
    who.country = owner.country;
    if (one_of(lemma, {"country", "nation", "homeland"})) {
        if (const Actor* state = book.state(who.country)) {
            fill_actor(who, *state);
            who.named_at = owner.named_at;
            return who;
        }
    }
    for (const std::string& form : {words_->pair(i), lemma})
        if (const Actor* actor = book.state_actor(who.country, form)) {
            fill_actor(who, *actor);
            who.basis = "codebook: " + actor->id;
            break;
        }
    return who;
}

// A name that holds the noun: "the front", "the union", "the command", "the ministry".
const Entities::Seen* Entities::named_so(uint32_t i) const {
    const Tree& tree = words_->tree();
    const std::string lemma = words_->lemma(i);
    for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
        if (s->token >= i || s->person || s->facility || s->event || s->plural != tree.plural(i)) continue;
        if (tree.sentence(i) - tree.sentence(s->token) > kSentencesBack) break;
        const bool same_noun = s->lemma == lemma;
        const bool known = !s->who.id.empty() || s->named;
        if (!same_noun && (!known || s->state || !has_word(s->who.name, lemma))) continue;
        if (elsewhere(*words_, i, s->who.country)) return nullptr;
        return s->group || s->armed ? &*s : nullptr;
    }
    return nullptr;
}

std::vector<Participant> Entities::groups(uint32_t i) const {
    const Tree& tree = words_->tree();
    // "Rebels killed … Police blamed the Front. … THE REBELS": those told first, for a blame is no fact.
    const auto only_accused = [&](const Seen& s) {
        uint32_t told = s.token;
        while (tree.dep(told) == Dep::Appos) told = tree.head(told);
        if (tree.dep(told) != Dep::Dobj ||
            !one_of(words_->lemma(tree.head(told)), {"blame", "accuse", "suspect", "fault"}))
            return false;
        return std::any_of(seen_.begin(), seen_.end(), [&](const Seen& other) {
            return other.token < s.token && other.armed && other.who.id.empty() && other.plural;
        });
    };
    const auto armed = [](const Seen& s) { return s.armed && !s.who.id.empty(); };
    const std::string lemma = words_->lemma(i);
    if (tree.tagged(i, {"NNS", "NNPS"})) {
        std::vector<Participant> all;
        for (const Seen* s : last_group(i, armed))
            if (tree.sentence(i) - tree.sentence(s->token) <= 2 && !only_accused(*s)) all.push_back(pointing(i, *s));
        // The only group that the report has named: "the terrorists" of the end are those of the beginning.
        if (all.empty() && fighters_noun(lemma)) {
            const Seen* only = nullptr;
            bool two = false;
            for (const Seen& s : seen_) {
                if (s.token >= i || !armed(s) || only_accused(s)) continue;
                two |= only != nullptr && only->who.id != s.who.id;
                only = &s;
            }
            if (only != nullptr && !two) all.push_back(pointing(i, *only));
        }
        // The class name and its examples stand together ("armed groups X and Y"): the examples are meant.
        if (all.size() > 2)
            std::erase_if(all, [](const Participant& p) {
                return !p.affiliation.empty() && p.id.find("aligned") != std::string::npos;
            });
        // "The rebels" are one group's men, not those of both sides.
        if (fighters_noun(lemma) && all.size() > 1 && !tree.has_child(i, {Dep::Nummod})) all.clear();
        return all;
    }
    // Another group that was told since, armed or not, is the one that is meant.
    const auto any = [](const Seen& s) {
        return (s.armed || s.who.kind == "organisation" || s.who.kind == "party" || s.lemma == "group") && !s.state;
    };
    const Seen* s = last(i, group_noun(lemma) ? +any : +armed, kSentencesBack);
    if (s == nullptr || (s->who.id.empty() && s->who.name.empty())) return {};
    return {pointing(i, *s)};
}

std::vector<Participant> Entities::governments(uint32_t i) const {
    const Tree& tree = words_->tree();
    const Codebook& book = words_->codebook();
    std::vector<const Seen*> meant;
    const size_t wanted = tree.tagged(i, {"NNS", "NNPS"}) ? 2 : 1;
    if (wanted == 1) {
        const auto state = [](const Seen& x) { return x.state && !x.who.country.empty(); };
        if (const Seen* s = last(i, state, kSentencesBack); s && !elsewhere(*words_, i, s->who.country)) meant = {s};
    } else {
        for (auto s = seen_.rbegin(); s != seen_.rend() && meant.size() < wanted; ++s) {
            if (s->token >= i || s->who.country.empty() || book.state(s->who.country) == nullptr) continue;
            if (std::none_of(meant.begin(), meant.end(),
                             [&](const Seen* x) { return x->who.country == s->who.country; }))
                meant.push_back(&*s);
        }
        if (meant.size() < wanted) meant.clear();
    }
    std::vector<Participant> all;
    for (const Seen* s : meant)
        if (const Actor* state = book.state(s->who.country)) {
            all.push_back(pointing(i, *s));
            fill_actor(all.back(), *state);
            if (wanted > 1) all.back().kind = "government";
        }
    return all;
}

// "The minister": the last person of whom the report told by that title, and not as a former or a vice one.
const Entities::Seen* Entities::holder(uint32_t i) const {
    const std::string lemma = words_->lemma(i), pair = words_->pair(i);
    const bool prime = pair.starts_with("prime ");
    const Seen* match = nullptr;
    for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
        if (s->token >= i || !s->person || s->plural) continue;
        const std::string title = lower(s->who.description);
        const bool lesser = one_of(title.substr(0, title.find(' ')), {"vice", "deputy", "former", "ex-president"});
        const bool titled =
            !lesser && (prime ? title.find("prime " + lemma) != std::string::npos : has_word(title, lemma));
        if (!titled && !(s->lemma == lemma && !prime)) continue;
        if (!lesser && elsewhere(*words_, i, s->who.country)) return nullptr;
        if (!titled && match != nullptr) continue;
        match = &*s;
        if (words_->name_at(s->token)) break;
    }
    return match;
}

// "The former", "the latter": of the last two that were told together.
std::vector<Participant> Entities::of_two(uint32_t i) const {
    const Tree& tree = words_->tree();
    std::vector<const Seen*> two;
    const uint32_t here = tree.sentence(i);
    for (const Seen& s : seen_) {
        if (s.token >= i || here - tree.sentence(s.token) > 1 || !s.named || !s.sentient() || s.locative ||
            s.who.id.empty())
            continue;
        if (std::any_of(two.begin(), two.end(), [&](const Seen* x) { return x->who.id == s.who.id; })) continue;
        two.push_back(&s);
    }
    if (two.size() != 2) return {};
    return {pointing(i, *(tree.is(i, {"former"}) ? two[0] : two[1]))};
}

std::vector<Participant> Entities::description(uint32_t i, const Participant& own) const {
    const Tree& tree = words_->tree();
    const auto det = tree.child(i, {Dep::Det});
    const std::string lemma = words_->lemma(i);
    const bool definite = det && tree.is(*det, {"the", "this", "that", "these", "those", "both"});
    if (tree.is(i, {"former", "latter"}) && definite)
        if (auto one = of_two(i); !one.empty()) return one;
    if (auto who = of_possessor(i, own)) {
        if (who->kind == "facility" && who->id.empty()) return {same_facility(i, *who)};
        return {*who};
    }
    if (own.kind == "facility" && own.id.empty() && (det || tree.has_child(i, {Dep::Poss})))
        if (Participant same = same_facility(i, own); !same.id.empty()) return {same};
    const bool alone = tree.phrase(i).size() == 1 && words_->codebook().in_class("title", lemma);
    if (!own.id.empty() || !own.country.empty() || (!definite && !alone) || !bare(i)) return {own};
    const bool plural = tree.tagged(i, {"NNS", "NNPS"});
    if (one_of(lemma, {"government", "country", "state", "nation", "side"})) {
        const auto all = governments(i);
        return all.empty() ? std::vector<Participant>{own} : all;
    }
    if (group_noun(lemma) || fighters_noun(lemma)) {
        if (!plural)
            if (const Seen* s = named_so(i); s && (s->lemma == lemma || !s->who.id.empty())) return {pointing(i, *s)};
        const auto all = groups(i);
        return all.empty() ? std::vector<Participant>{own} : all;
    }
    if (words_->codebook().in_class("title", lemma) && !plural) {
        if (const Seen* s = holder(i)) return {pointing(i, *s)};
        return {own};
    }
    if (own.kind == "facility") return {same_facility(i, own)};
    if (words_->codebook().in_class("collective", lemma) && !plural)
        if (const Seen* s = named_so(i); s && (!s->who.id.empty() || s->named)) return {pointing(i, *s)};
    return {own};
}

}  // namespace tallybook
