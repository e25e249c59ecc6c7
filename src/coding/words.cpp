#include "coding/words.hpp"

#include <algorithm>
#include <array>

namespace tallybook {
namespace {

bool has_auxiliary(const Tree& tree, uint32_t verb, std::initializer_list<std::string_view> words) {
    for (const uint32_t c : tree.children(verb))
        if (tree.dep(c) == Dep::Aux && tree.is(c, words)) return true;
    return false;
}

constexpr std::array<std::string_view, 5> kPersonKinds{"person", "state-forces", "police", "armed-group", "civilians"};

bool person_kind(std::string_view kind) {
    return std::find(kPersonKinds.begin(), kPersonKinds.end(), kind) != kPersonKinds.end() || kind == "government" ||
           kind == "media" || kind == "unknown";
}

bool group_kind(std::string_view kind) {
    return kind != "person" && kind != "facility" && kind != "vehicle" && kind != "weapon";
}

}  // namespace

WordFacts::WordFacts(const Tree& tree, const Codebook& codebook) : tree_(&tree), codebook_(&codebook) {
    const Report& report = tree.report();
    for (auto* layer : {&name_, &place_, &demonym_, &quantity_, &time_}) layer->assign(tree.size(), kNone);
    const auto cover = [&](std::vector<uint32_t>& layer, TokenSpan span, uint32_t index) {
        for (uint32_t i = span.begin; i < span.end && i < layer.size(); ++i)
            if (layer[i] == kNone) layer[i] = index;
    };
    for (uint32_t n = 0; n < report.names.size(); ++n) cover(name_, report.names[n].tokens, n);
    for (uint32_t p = 0; p < report.places.size(); ++p)
        if (report.places[p].tokens)
            cover(report.places[p].kind == PlaceKind::Demonym ? demonym_ : place_, *report.places[p].tokens, p);
    for (uint32_t q = 0; q < report.quantities.size(); ++q)
        if (report.quantities[q].tokens) cover(quantity_, *report.quantities[q].tokens, q);
    for (uint32_t t = 0; t < report.times.size(); ++t)
        if (report.times[t].tokens) cover(time_, *report.times[t].tokens, t);
    lemmas_.reserve(tree.size());
    for (uint32_t i = 0; i < tree.size(); ++i) lemmas_.push_back(lemma_of(i));
}

const NameRef* WordFacts::name_at(uint32_t i) const {
    return name_[i] == kNone ? nullptr : &tree_->report().names[name_[i]];
}
const PlaceRef* WordFacts::place_at(uint32_t i) const {
    return place_[i] == kNone ? nullptr : &tree_->report().places[place_[i]];
}
const PlaceRef* WordFacts::demonym_at(uint32_t i) const {
    return demonym_[i] == kNone ? nullptr : &tree_->report().places[demonym_[i]];
}
const Quantity* WordFacts::quantity_at(uint32_t i) const {
    return quantity_[i] == kNone ? nullptr : &tree_->report().quantities[quantity_[i]];
}
const TimeValue* WordFacts::time_at(uint32_t i) const {
    return time_[i] == kNone ? nullptr : &tree_->report().times[time_[i]];
}

std::string WordFacts::lemma_of(uint32_t i) const {
    if (tree_->nominal(i)) return std::string(tree_->lower(i));
    std::string out(tree_->token(i).lemma);
    if (out == "basis" && tree_->lower(i) == "bases") return "base";  // where troops are, not what a thing rests on
    if (out == "graf" && tree_->lower(i) == "graves") return "grave";
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    // A proper noun keeps its text as lemma: "Rockets" in a headline, "Forces" in a name.
    if (tree_->token(i).pos == "PROPN" && tree_->tagged(i, {"NNPS"}) && out.size() > 3 && out.back() == 's')
        out.pop_back();
    // Taggers' lemmas may lose an e ("staged": "stag", "hopes": "hop"); a word that no rule knows and that one knows
    // with its e had one.
    const std::string_view form = tree_->lower(i);
    if (tree_->token(i).pos == "VERB" && (form.ends_with("ed") || form.ends_with("ing") || form.ends_with("es")) &&
        !out.ends_with("e") && codebook_->rules_for(TriggerKind::Verb, out).empty() &&
        !codebook_->rules_for(TriggerKind::Verb, out + "e").empty())
        out += 'e';
    return out;
}

std::string WordFacts::pair(uint32_t i) const {
    if (i == 0 || tree_->sentence(i - 1) != tree_->sentence(i)) return {};
    const uint32_t before = i - 1;
    if (tree_->lower(before) == "-" && before > 0 && tree_->sentence(before - 1) == tree_->sentence(i))
        return lemma(before - 1) + " " + lemma(i);
    return lemma(before) + " " + lemma(i);
}

namespace {

// "rocket-propelled grenade", "unmanned aerial vehicle": a noun with up to four words before it, hyphens left out.
std::string with_words_before(const Tree& tree, uint32_t head, std::string name) {
    int words = 0;
    for (uint32_t i = head; i > 0 && words < 4 && tree.sentence(i - 1) == tree.sentence(head); --i) {
        const std::string_view word = tree.lower(i - 1);
        if (word == "-") continue;
        if (word.empty() || !((word[0] >= 'a' && word[0] <= 'z') || (word[0] >= '0' && word[0] <= '9'))) break;
        name.insert(0, std::string(word) + " ");
        ++words;
    }
    return name;
}

// The participle that stands before a noun and describes it, as it is written.
std::string participle_before(const Tree& tree, uint32_t noun) {
    if (noun == 0 || tree.head(noun - 1) != noun || tree.dep(noun - 1) != Dep::Amod) return {};
    return tree.tagged(noun - 1, {"VBN", "VBG", "VBD"}) ? std::string(tree.lower(noun - 1)) : std::string();
}

}  // namespace

const Weapon* WordFacts::weapon(uint32_t head) const {
    if (tree_->noun(head))
        if (const Weapon* named = codebook_->weapon(with_words_before(*tree_, head, lemma(head)))) return named;
    if (const Weapon* two = codebook_->weapon(pair(head))) return two;
    if (const Weapon* one = codebook_->weapon(lemma(head))) return one;
    if (!tree_->noun(head)) return nullptr;
    // "mortar rounds", "Katyusha-type projectiles": the head says little, its modifier says which.
    if (codebook_->in_class("munition", lemma(head)))
        for (const uint32_t c : tree_->children(head))
            if (c < head &&
                (tree_->dep(c) == Dep::Compound || tree_->dep(c) == Dep::Amod || tree_->dep(c) == Dep::Nmod))
                if (const Weapon* w = codebook_->weapon(lemma(c))) return w;
    return nullptr;
}

const Agent* WordFacts::agent(uint32_t head) const {
    if (!tree_->noun(head) && !(tree_->tagged(head, {"JJ", "CD"}))) return nullptr;
    if (tree_->tagged(head, {"JJ"}) && tree_->is(head, {"major", "general", "private", "chief", "principal", "minor"}))
        return nullptr;                                          // "a major attack": no officer
    const std::string before = participle_before(*tree_, head);  // "masked men": not the lemma, which is "mask"
    if (const Agent* two = codebook_->agent(before.empty() ? pair(head) : before + " " + lemma(head))) return two;
    if (leads_something(head)) return codebook_->agent("official");
    if (aged(head)) return codebook_->agent("man");
    return codebook_->agent(lemma(head));
}

// "The 12-year-old", "two 16-year-olds": somebody; but not in "a 12-year-old boy", "a 30-year-old dispute".
bool WordFacts::aged(uint32_t noun) const {
    if (noun < 3 || !tree_->is(noun, {"old", "olds"}) || !tree_->is(noun - 2, {"year", "month"})) return false;
    const uint32_t head = tree_->head(noun);
    return tree_->is(noun - 1, {"-"}) && !(head > noun && tree_->noun(head));
}

// "The head of state", "the head of the ministry": somebody, no part of a body.
bool WordFacts::leads_something(uint32_t noun) const {
    if (!tree_->is(noun, {"head", "heads"})) return false;
    for (const uint32_t c : tree_->children(noun)) {
        if (!tree_->is(c, {"of"})) continue;
        const auto object = tree_->child(c, {Dep::Pobj});
        if (!object) continue;
        if (tree_->is(*object, {"state", "government", "delegation", "mission", "staff"})) return true;
        const Agent* a = codebook_->agent(lemma(*object));
        const NameRef* name = name_at(*object);
        if (name != nullptr && (name->kind == NameKind::Group || name->kind == NameKind::Organisation)) return true;
        if (a != nullptr &&
            (a->kind == "government" || a->kind == "police" || a->kind == "organisation" || a->kind == "party" ||
             a->kind == "state-forces" || a->kind == "international") &&
            !tree_->plural(*object))
            return true;
    }
    return false;
}

bool WordFacts::starts_event(uint32_t i) const {
    if (!tree_->noun(i)) return false;
    for (const std::string& form : {pair(i), lemma(i)})
        for (const uint32_t r : codebook_->rules_for(TriggerKind::Noun, form)) {
            const Rule& rule = codebook_->rules()[r];
            if (!rule.exception && codebook_->frames()[rule.frame].kind == FrameKind::Mention) return true;
        }
    return false;
}

// "The Peruvian SERGEANT Ortega": a proper noun behind what somebody is.
bool WordFacts::titled(uint32_t noun) const {
    for (const uint32_t c : tree_->children(noun)) {
        if (c > noun || tree_->dep(c) != Dep::Compound || !tree_->noun(c)) continue;
        const Agent* a = codebook_->agent(lemma(c));
        if ((a != nullptr && person_kind(a->kind) && a->kind != "unknown") || codebook_->in_class("title", lemma(c)))
            return true;
    }
    return false;
}

bool WordFacts::commercial(uint32_t head) const {
    const NameRef* name = name_at(head);
    if (name != nullptr && !name->id.empty())
        if (const Actor* actor = codebook_->actor(name->id)) return actor->kind == "company" || actor->kind == "media";
    if (const Agent* a = agent(head); a != nullptr && name == nullptr)
        return a->kind == "company" || a->kind == "media";
    if (name == nullptr || name->kind != NameKind::Organisation) return false;
    return codebook_->in_class("firm-word", lemma(name->tokens.end - 1)) ||
           codebook_->in_class("firm-word", lemma(name->tokens.begin)) || codebook_->in_class("firm-word", lemma(head));
}

bool WordFacts::in_class(uint32_t i, std::string_view cls) const {
    const NameRef* name = name_at(i);
    if (cls == "weapon") return weapon(i) != nullptr;
    if (cls == "event") {
        static constexpr std::array<std::string_view, 9> kMany{"series", "string", "wave",    "number",  "spate",
                                                               "flurry", "dozen",  "hundred", "campaign"};
        if (std::find(kMany.begin(), kMany.end(), lemma(i)) != kMany.end())
            for (const uint32_t c : tree_->children(i))
                if (tree_->lower(c) == "of")
                    if (const auto object = tree_->child(c, {Dep::Pobj})) return starts_event(*object);
        return starts_event(i) && weapon(i) == nullptr;
    }
    if (cls == "will") return has_auxiliary(*tree_, i, {"will", "'ll", "shall", "would", "wo"});
    if (cls == "must") {
        if (has_auxiliary(*tree_, i, {"must", "should", "ought"})) return true;
        return (lemma(i) == "have" || lemma(i) == "need") && tree_->has_child(i, {Dep::Xcomp});
    }
    if (cls == "pronoun") return tree_->pronoun(i);
    if (cls == "named") return name != nullptr && in_class(i, "actor");
    if (cls == "public") return in_class(i, "actor") && !commercial(i);
    if (cls == "number") {  // "killed two and wounded A THIRD"
        const bool one_more = tree_->is(i, {"third", "fourth", "fifth"}) && i > 0 && tree_->is(i - 1, {"a"}) &&
                              tree_->noun(i) && !tree_->has_child(i, {Dep::Prep});
        return one_more || quantity_at(i) != nullptr;
    }
    if (cls == "time") return time_at(i) != nullptr;
    if (cls == "place") return place_at(i) != nullptr;
    if (cls == "facility") {
        if (const PlaceRef* place = place_at(i); place && place->kind == PlaceKind::Facility) return true;
        const Agent* a = agent(i);
        return a != nullptr && a->kind == "facility";
    }
    if (cls == "person") {
        if (name != nullptr && name->kind == NameKind::Person) return true;
        if (tree_->pronoun(i)) return !tree_->is(i, {"it", "its", "this", "that", "which", "what"});
        if (tree_->is(i, {"others"}) && tree_->has_child(i, {Dep::Nummod})) return true;
        if (tree_->is(i, {"dozen", "dozens", "scores", "hundreds", "thousands"})) return true;
        if (tree_->tagged(i, {"CD"})) return true;  // "killed five", "seven others": elided people
        if (name != nullptr && (name->kind == NameKind::Nationality)) return true;
        const Agent* a = agent(i);
        if (a == nullptr && name == nullptr && tree_->token(i).pos == "PROPN" && titled(i)) return true;
        return a != nullptr && person_kind(a->kind);
    }
    if (cls == "armed") {
        if (name != nullptr && !name->id.empty())
            if (const Actor* actor = codebook_->actor(name->id)) return actor->kind == "armed-group";
        const Agent* a = agent(i);
        return a != nullptr && a->kind == "armed-group";
    }
    if (cls == "nobody") {
        if (tree_->is(i, {"nobody", "none", "no-one"})) return true;
        for (const uint32_t c : tree_->children(i))
            if (tree_->dep(c) == Dep::Det && tree_->is(c, {"no", "neither"})) return true;
        for (const uint32_t c : tree_->children(tree_->head(i)))
            if (tree_->dep(c) == Dep::Neg && !tree_->is(c, {"only"})) return true;
        return false;
    }
    if (cls == "group") {
        if (name != nullptr)
            return name->kind == NameKind::Group || name->kind == NameKind::Organisation ||
                   name->kind == NameKind::State;
        const Agent* a = agent(i);
        return a != nullptr && group_kind(a->kind);
    }
    if (cls == "actor") {
        // "the minister's statement condemned …": the minister speaks.
        static constexpr std::array<std::string_view, 8> kDocuments{"statement", "remark",  "comment", "letter",
                                                                    "post",      "message", "tweet",   "declaration"};
        if (std::find(kDocuments.begin(), kDocuments.end(), lemma(i)) != kDocuments.end() &&
            tree_->has_child(i, {Dep::Poss}))
            return true;
        if (tree_->pronoun(i)) return !tree_->is(i, {"it", "this", "that", "which", "what"}) || tree_->is(i, {"it"});
        if (name != nullptr && name->kind != NameKind::Work && name->kind != NameKind::Weapon &&
            name->kind != NameKind::Other)
            return true;
        if (place_at(i) != nullptr || demonym_at(i) != nullptr) return true;
        if ((lemma(i) == "country" || lemma(i) == "nation") && tree_->has_child(i, {Dep::Poss})) return true;
        if (tree_->is(i, {"former", "latter"}) && tree_->has_child(i, {Dep::Det})) return true;
        const Agent* a = agent(i);
        // A proper noun that the reader of names passed over is more often somebody than not.
        if (a == nullptr && name == nullptr)
            return tree_->token(i).pos == "PROPN" && (!tree_->has_child(i, {Dep::Det}) || titled(i)) &&
                   weapon(i) == nullptr && time_at(i) == nullptr && quantity_at(i) == nullptr;
        return a != nullptr && a->kind != "weapon";
    }
    if (codebook_->in_class(cls, lemma(i)) || codebook_->in_class(cls, pair(i))) return true;
    // "acts of terrorism", "a form of torture": the noun behind tells what it is.
    const std::string head = lemma(i);
    if (head == "act" || head == "form" || head == "kind" || head == "campaign" || head == "piece")
        for (const uint32_t c : tree_->children(i))
            if (tree_->lower(c) == "of")
                if (const auto object = tree_->child(c, {Dep::Pobj})) return in_class(*object, cls);
    for (const uint32_t c : tree_->children(i))  // "unruly, lawless groups": an adjective of the predicate
        if (cls == "condemned" && c < i && tree_->dep(c) == Dep::Amod && codebook_->in_class(cls, lemma(c)))
            return true;
    return false;
}

}  // namespace tallybook
