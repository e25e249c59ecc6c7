#include "coding/entities.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"

namespace tallybook {
namespace {

// "a herder said": a noun that the codebook does not know is a person where it speaks.
bool speaks(const WordFacts& words, uint32_t i) {
    const Tree& tree = words.tree();
    if (tree.dep(i) != Dep::Nsubj || tree.passive(tree.head(i))) return false;
    const Codebook& book = words.codebook();
    for (const uint32_t r : book.rules_for(TriggerKind::Verb, words.lemma(tree.head(i))))
        if (book.frames()[book.rules()[r].frame].act == "report") return true;
    return false;
}

// The subject of the sentence's main verb, or of one coordinated to it.
bool of_main_verb(const Tree& tree, uint32_t verb) {
    while (!tree.root(verb) && tree.dep(verb) == Dep::Conj) verb = tree.head(verb);
    return tree.root(verb);
}

}  // namespace

Entities::Entities(const WordFacts& words) : words_(&words) {
    const Tree& tree = words.tree();
    speaker_of_.resize(tree.report().sentences.size());
    for (uint32_t i = 0; i < tree.size(); ++i) {
        const bool pronoun_here = tree.is(i, {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"});
        if (pronoun_here) {
            const auto found = antecedents(i);
            if (found.size() != 1) continue;
            Seen s = *found.front();
            s.who = pointing(i, s);
            s.token = i;
            s.named = false;
            place_in_sentence(s);
            seen_.push_back(std::move(s));
            continue;
        }
        if (!tree.noun(i) && !(tree.dep(i) == Dep::Nsubj && tree.tagged(i, {"CD"}))) continue;
        const Dep d = tree.dep(i);
        const bool inner = d == Dep::Compound || d == Dep::Amod || d == Dep::Nmod || d == Dep::Npadvmod;
        const NameRef* name = words.name_at(i);
        if (inner && name == nullptr) continue;
        if (name != nullptr && i + 1 < name->tokens.end && tree.head(i) < name->tokens.end && tree.head(i) > i)
            continue;  // inside its own name
        if (words.time_at(i) != nullptr && name == nullptr) continue;
        Seen s = seen(i);
        if (inner && !s.person && !s.armed) continue;
        seen_.push_back(std::move(s));
    }
}

Entities::Seen Entities::seen(uint32_t i) const {
    const Tree& tree = words_->tree();
    const Codebook& book = words_->codebook();
    const NameRef* name = words_->name_at(i);
    Seen s;
    s.token = s.origin = i;
    s.lemma = words_->lemma(i);
    s.who = read(i);
    if (s.who.id.empty() && s.who.kind != "facility") {  // "the group" before "it": the group's name
        const auto meant = description(i, s.who);
        if (meant.size() == 1 && !meant.front().id.empty()) s.who = meant.front();
    }
    s.named = name != nullptr || !s.who.id.empty();
    s.plural = tree.plural(i) || one_of(s.lemma, {"people", "police", "personnel"});
    const Agent* agent = words_->agent(i);
    const bool common = tree.token(i).pos == "NOUN";
    s.collective = common && book.in_class("collective", s.lemma);
    s.event = words_->starts_event(i) && words_->weapon(i) == nullptr && s.who.id.empty();
    s.person = s.who.kind == "person" || (name && name->kind == NameKind::Person) ||
               (agent && agent->kind != "facility" && book.in_class("title", s.lemma)) ||
               (common && !s.collective && agent != nullptr &&
                one_of(agent->kind, {"armed-group", "state-forces", "police", "civilians", "government", "media"})) ||
               (common && !s.collective && agent == nullptr && !s.event && words_->weapon(i) == nullptr &&
                words_->place_at(i) == nullptr && speaks(*words_, i));
    s.sex = book.in_class("female", s.lemma) ? Sex::Female : book.in_class("male", s.lemma) ? Sex::Male : Sex::Unknown;
    if (name && name->kind == NameKind::Person && !s.who.description.empty()) {
        const std::string& title = s.who.description;
        if (title.find("woman") != std::string::npos) s.sex = Sex::Female;
        if (title.find("sman") != std::string::npos || title.find("King") != std::string::npos) s.sex = Sex::Male;
    }
    s.armed = s.who.kind == "armed-group";
    s.facility = s.who.kind == "facility";
    const PlaceRef* place = words_->place_at(i);
    s.state = (place && place->kind == PlaceKind::Country) || s.who.kind == "government";
    const bool one_person = s.person && !s.plural;
    s.group =
        !one_person && !s.facility && s.who.kind != "unknown" && s.who.kind != "weapon" && s.who.kind != "vehicle";
    // "The Houthis", "M23", "the Taliban" are one body, whatever their number.
    if (name != nullptr && s.group && !s.person) s.collective = true;
    place_in_sentence(s);
    return s;
}

void Entities::place_in_sentence(Seen& s) const {
    const Tree& tree = words_->tree();
    const Dep d = tree.dep(s.token);
    s.subject = d == Dep::Nsubj || d == Dep::NsubjPass;
    s.main = s.subject && of_main_verb(tree, tree.head(s.token));
    s.inside = d == Dep::Compound || d == Dep::Amod || d == Dep::Nmod || d == Dep::Poss ||
               (d == Dep::Pobj && tree.noun(tree.head(tree.head(s.token))));
    s.locative = words_->place_at(s.token) != nullptr && d == Dep::Pobj &&
                 tree.is(tree.head(s.token), {"in", "at", "near", "of", "from", "to", "over", "across", "around"});
}

const Entities::Seen* Entities::seen_at(uint32_t token) const {
    const auto at =
        std::lower_bound(seen_.begin(), seen_.end(), token, [](const Seen& s, uint32_t t) { return s.token < t; });
    return at != seen_.end() && at->token == token ? &*at : nullptr;
}

Participant Entities::pointing(uint32_t token, const Seen& antecedent) const {
    const Tree& tree = words_->tree();
    Participant who = antecedent.who;
    who.head_token = token;
    who.named_at = antecedent.who.named_at ? antecedent.who.named_at : antecedent.who.span;
    if (const NameRef* name = words_->name_at(antecedent.token)) who.named_at = name->span;
    who.span = tree.bytes(tree.pronoun(token) ? TokenSpan{token, token + 1} : tree.phrase(token));
    if (tree.pronoun(token)) who.described = false;  // whom it stands for, the reader has from the name alone
    who.count.reset();
    if (const Quantity* q = words_->quantity_at(token)) who.count = *q;
    return who;
}

// What the noun behind "of" and the noun above an apposition say of a phrase.
void Entities::borrow_from_neighbours(uint32_t i, Participant& own) const {
    const Tree& tree = words_->tree();
    // "One of the main factions", "many of the fighters": the noun behind tells the kind.
    if (own.kind == "unknown" && own.id.empty())
        for (const uint32_t c : tree.children(i))
            if (tree.dep(c) == Dep::Prep && tree.is(c, {"of"}))
                if (const auto object = tree.child(c, {Dep::Pobj});
                    object && (tree.tagged(i, {"CD", "DT"}) ||
                               one_of(words_->lemma(i),
                                      {"dozen", "hundred", "thousand", "score", "number", "group", "scores"}))) {
                    const auto meant = tree.pronoun(*object) ? pronoun(*object) : std::vector<Participant>{};
                    const bool people = meant.size() == 1 && one_of(meant.front().kind, {"armed-group", "state-forces",
                                                                                         "police", "civilians"});
                    const Participant inner = people ? meant.front() : read(*object);
                    own.kind = inner.kind;
                    own.cls = inner.cls;
                    own.country = inner.country;
                    own.id = inner.id;
                    own.member_of = inner.member_of;
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
}

std::vector<Participant> Entities::describe(uint32_t i) const {
    const Tree& tree = words_->tree();
    if (tree.pronoun(i) && !tree.tagged(i, {"NN", "NNS"}) &&
        !tree.is(i, {"nobody", "someone", "anyone", "everyone", "none"}))
        return pronoun(i);
    Participant own = read(i);
    borrow_from_neighbours(i, own);
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
            if (tree.dep(c) == Dep::Prep && tree.is(c, {"of", "by", "from"}))  // "a statement of the front"
                if (const auto whose = tree.child(c, {Dep::Pobj})) {
                    Participant who = describe(*whose).front();
                    if (one_of(who.kind, {"armed-group", "government", "state-forces", "organisation", "party"}))
                        return who;
                }
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
