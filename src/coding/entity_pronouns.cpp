// What pronouns point back to. Every noun told before that agrees in number, kind and sex and that grammar does not
// bar is weighed: how near, whether it is a subject, whether it is the one who says the clause that the pronoun stands
// in, whether it is only the place of something. The heaviest wins, but only by a margin: two that fit equally well
// leave the pronoun unknown. Things and events are weighed too, so that "it" after an explosion is not the government
// of the sentence before.
#include <algorithm>
#include <initializer_list>
#include <map>

#include "coding/arguments.hpp"
#include "coding/entities.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kPersonBack = 4, kThingBack = 2, kPluralBack = 2;  // sentences
constexpr double kMargin = 0.6;

// The verb that a noun or pronoun is an argument of, directly or by a preposition; the token itself if there is none.
uint32_t governor(const Tree& tree, uint32_t i) {
    if (tree.root(i)) return i;
    uint32_t above = tree.head(i);
    if (tree.dep(i) == Dep::Conj && !tree.verb(i)) return governor(tree, above);
    if (tree.dep(i) == Dep::Pobj && !tree.root(above)) above = tree.head(above);
    return tree.verb(above) ? above : i;
}

bool subject(const Tree& tree, uint32_t i) {
    return tree.dep(i) == Dep::Nsubj || tree.dep(i) == Dep::NsubjPass;
}

bool possessive(const Tree& tree, uint32_t i) {
    return tree.dep(i) == Dep::Poss || tree.is(i, {"its", "their", "his"});
}

bool in_quotes(const Tree& tree, uint32_t i) {
    const Sentence& sentence = tree.report().sentences[tree.sentence(i)];
    int open = sentence.quoted ? 1 : 0;
    for (uint32_t t = sentence.tokens.begin; t < i; ++t) {
        if (tree.is(t, {"“"})) open = 1;
        if (tree.is(t, {"”"})) open = 0;
        if (tree.is(t, {"\"", "''", "``"})) open = 1 - open;
    }
    return open != 0;
}

// Whether only somebody who acts or speaks can stand here: the subject of "said", "accused", "launched", the owner of
// an army or an embassy.
bool needs_will(const WordFacts& words, uint32_t i) {
    const Tree& tree = words.tree();
    if (tree.dep(i) == Dep::Poss) {
        const Agent* owned = words.agent(tree.head(i));
        return owned != nullptr &&
               (owned->kind != "facility" || owned->cls == "diplomatic" || owned->cls == "military") &&
               owned->kind != "vehicle";
    }
    const bool agent = tree.dep(i) == Dep::Pobj && tree.dep(tree.head(i)) == Dep::Agent;
    const uint32_t verb = agent ? tree.head(tree.head(i)) : tree.head(i);
    if (!agent && (tree.dep(i) != Dep::Nsubj || tree.passive(verb))) return false;
    const Codebook& book = words.codebook();
    for (const uint32_t r : book.rules_for(TriggerKind::Verb, words.lemma(verb))) {
        const Rule& rule = book.rules()[r];
        const Frame& frame = book.frames()[rule.frame];
        if (rule.exception || frame.result || frame.light) continue;
        for (const Slot& slot : rule.slots)
            if (slot.position == Position::Subject && (slot.role == "actor" || slot.role == "speaker")) return true;
    }
    return false;
}

// The subject of a talk of two: "they discussed", "they met".
bool confers(const WordFacts& words, uint32_t i) {
    if (words.tree().dep(i) != Dep::Nsubj) return false;
    const Codebook& book = words.codebook();
    for (const uint32_t r : book.rules_for(TriggerKind::Verb, words.lemma(words.tree().head(i))))
        if (const Rule& rule = book.rules()[r]; !rule.exception && book.frames()[rule.frame].act == "consult")
            return true;
    return false;
}

// A relative clause holds the pronoun and hangs on the candidate: "the army, which said it …".
bool told_of(const Tree& tree, uint32_t candidate, uint32_t i) {
    for (uint32_t at = i; !tree.root(at); at = tree.head(at))
        if (tree.head(at) == candidate) return tree.dep(at) == Dep::Relcl || tree.dep(at) == Dep::Acl;
    return false;
}

bool contains(const std::vector<uint32_t>& list, uint32_t token) {
    return std::find(list.begin(), list.end(), token) != list.end();
}

// "In his speech the president …": the pronoun stands in front of the clause whose subject it means.
bool in_front_of(const Tree& tree, uint32_t i, uint32_t candidate) {
    if (!subject(tree, candidate) || tree.sentence(i) != tree.sentence(candidate)) return false;
    const uint32_t verb = tree.head(candidate);
    for (uint32_t at = i; !tree.root(at); at = tree.head(at))
        if (tree.head(at) == verb) return at < candidate && (tree.dep(at) == Dep::Prep || tree.dep(at) == Dep::Advcl);
    return false;
}

// 5 for the one who says the clause that the pronoun stands in, less for one further up; 0 for anybody else.
double says_it(const Tree& tree, uint32_t i, uint32_t candidate) {
    double worth = 5;
    uint32_t verb = tree.clause(i);
    for (int steps = 0; steps < 8 && !tree.root(verb); ++steps) {
        const Dep d = tree.dep(verb);
        const uint32_t above = tree.clause(tree.head(verb));
        if (!tree.verb(above) || d == Dep::Relcl || d == Dep::Acl) break;
        const auto subjects = logical_subjects(tree, above);
        const bool complement = d == Dep::Ccomp || d == Dep::Xcomp || d == Dep::Pcomp || d == Dep::Advcl;
        if (complement && contains(subjects, candidate)) return d == Dep::Advcl ? worth - 3 : worth;
        if (complement && !subjects.empty()) worth -= 1.5;
        verb = above;
    }
    return 0;
}

}  // namespace

bool Entities::bars(uint32_t i, const Seen& s) const {
    const Tree& tree = words_->tree();
    if (s.token == i) return true;
    if (s.token > i) return !in_front_of(tree, i, s.token);
    if (tree.sentence(s.token) != tree.sentence(i)) return false;
    if (tree.dominates(s.token, i) && !told_of(tree, s.token, i)) return true;
    const bool quoted_self =
        tree.sentence(i) == tree.sentence(s.token) && in_quotes(tree, i) && says_it(tree, i, s.token) > 0;
    if (quoted_self) return true;
    if (possessive(tree, i) || tree.is(i, {"itself", "himself", "herself", "themselves"})) return false;
    const uint32_t verb = governor(tree, i);
    if (verb == i) return false;
    if (governor(tree, s.token) == verb) return true;
    if (subject(tree, i)) return false;
    for (uint32_t v = verb; tree.verb(v); v = tree.head(v)) {  // "X stormed the post and burned it": not X
        if (contains(logical_subjects(tree, v), s.token)) return true;
        if (tree.dep(v) != Dep::Conj && tree.dep(v) != Dep::Xcomp) break;
    }
    return false;
}

namespace {

// "… were abducted; they were freed": who is let go is who was held.
bool let_go(const WordFacts& words, uint32_t i) {
    const Tree& tree = words.tree();
    const uint32_t verb = tree.head(i);
    if (!tree.verb(verb) || !contains(logical_objects(tree, verb), i)) return false;
    return tree.is(verb,
                   {"released", "freed", "rescued", "ransomed", "exchanged", "swapped", "release", "free", "rescue"});
}
bool held(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    const uint32_t verb = tree.clause(token);
    static constexpr std::string_view kHold[] = {"abduct", "kidnap",  "seize", "hold", "detain",
                                                 "arrest", "capture", "take",  "jail", "imprison"};
    return tree.verb(verb) && std::find(std::begin(kHold), std::end(kHold), words.lemma(verb)) != std::end(kHold) &&
           contains(logical_objects(tree, verb), token);
}

}  // namespace

double Entities::salience(uint32_t i, const Seen& s) const {
    const Tree& tree = words_->tree();
    const bool later = s.token > i;
    const uint32_t back = later ? 0 : tree.sentence(i) - tree.sentence(s.token);
    double score = -2.5 * back - 0.005 * (later ? s.token - i : i - s.token);
    if (s.subject) score += 1.5;
    if (s.main) score += 1.0;
    if (s.named) score += 0.5;
    if (s.locative) score -= 4.0;
    if (s.inside) score -= 1.5;
    if (s.subject && subject(tree, i)) score += 0.5;
    if (back == 0) score += says_it(tree, i, s.token);
    if (later) score += 2.0;
    if (held(*words_, s.token) && let_go(*words_, i)) score += 5.0;
    if (back == 0 && possessive(tree, i) && contains(logical_subjects(tree, tree.clause(i)), s.token)) score += 2.5;
    if (back > 0 && tree.report().sentences[tree.sentence(i)].paragraph !=
                        tree.report().sentences[tree.sentence(s.token)].paragraph)
        score -= 0.5;
    return score;
}

const Entities::Seen* Entities::best(uint32_t i, uint32_t sentences_back, bool (*fits)(const Seen&, Sex),
                                     Sex sex) const {
    const Tree& tree = words_->tree();
    const uint32_t here = tree.sentence(i);
    std::map<std::string_view, int> known;
    const auto told = [&](const std::string& id) {  // how often before the word, four at most
        const auto [found, fresh] = known.try_emplace(id, 0);
        for (auto s = seen_.begin(); fresh && s != seen_.end() && found->second < 4; ++s)
            found->second += s->token < i && s->who.id == id;
        return found->second;
    };
    const auto same = [](const Seen& a, const Seen& b) {
        return a.who.id.empty() ? b.who.id.empty() && a.lemma == b.lemma : a.who.id == b.who.id;
    };
    const Seen *first = nullptr, *second = nullptr;
    double first_score = 0, second_score = 0;
    for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
        if (s->token > i && tree.sentence(s->token) > here) continue;
        if (s->token < i && here - tree.sentence(s->token) > sentences_back) break;
        if (!fits(*s, sex) || bars(i, *s)) continue;
        double score = salience(i, *s);
        if (!s->who.id.empty()) score += 0.15 * told(s->who.id);
        if (first == nullptr || score > first_score) {
            if (first != nullptr && !same(*first, *s)) second = first, second_score = first_score;
            first = &*s, first_score = score;
        } else if (!same(*first, *s) && (second == nullptr || score > second_score)) {
            second = &*s, second_score = score;
        }
    }
    if (second != nullptr && first_score - second_score < kMargin) return nullptr;
    return first;
}

// All that a pronoun stands for; several where "they" are a list or the two of one talk; empty: unknown.
std::vector<const Entities::Seen*> Entities::antecedents(uint32_t i) const {
    const Tree& tree = words_->tree();
    const bool will = needs_will(*words_, i);
    const auto one = [](const Seen* s) { return s ? std::vector<const Seen*>{s} : std::vector<const Seen*>{}; };
    if (tree.is(i, {"he", "him", "his", "himself", "she", "her", "hers", "herself"})) {
        const Sex sex = tree.is(i, {"she", "her", "hers", "herself"}) ? Sex::Female : Sex::Male;
        const auto fits = [](const Seen& s, Sex wanted) {
            return s.person && !s.plural && (s.sex == Sex::Unknown || s.sex == wanted);
        };
        return one(best(i, kPersonBack, fits, sex));
    }
    if (tree.is(i, {"it", "its", "itself"})) {
        const auto actor = [](const Seen& s, Sex) {
            return !s.person && (!s.plural || s.collective) && (s.group || s.state);
        };
        const auto any = [](const Seen& s, Sex) { return !s.person && (!s.plural || s.collective); };
        return one(best(i, kThingBack, will ? +actor : +any, Sex::Unknown));
    }
    if (!tree.is(i, {"they", "them", "their", "theirs", "themselves", "both"})) return {};
    const auto many = [](const Seen& s, Sex) {
        return (s.plural || s.collective) && (s.person || s.group) && !s.facility;
    };
    const auto any = [](const Seen& s, Sex) { return s.plural || (s.collective && (s.person || s.group)); };
    if (confers(*words_, i))
        if (auto two = talkers(i); two.size() == 2) return two;
    const Seen* s = best(i, kPluralBack, will ? +many : +any, Sex::Unknown);
    if (s == nullptr || !s->plural) return one(s);
    std::vector<const Seen*> all;
    for (const uint32_t c : tree.conjuncts(s->token))
        if (const Seen* other = seen_at(c)) all.push_back(other);
    return all.size() > 1 ? all : one(s);
}

// "They discussed …": the last two people of whom the report told.
std::vector<const Entities::Seen*> Entities::talkers(uint32_t i) const {
    const Tree& tree = words_->tree();
    std::vector<const Seen*> two;
    for (auto s = seen_.rbegin(); s != seen_.rend() && two.size() < 2; ++s) {
        if (s->token >= i || !s->person || s->who.id.empty()) continue;
        if (tree.sentence(i) - tree.sentence(s->token) > kPersonBack) break;
        if (two.empty() || two[0]->who.id != s->who.id) two.push_back(&*s);
    }
    std::reverse(two.begin(), two.end());
    return two;
}

std::optional<uint32_t> Entities::antecedent(uint32_t i) const {
    if (!words_->tree().pronoun(i)) return std::nullopt;
    const auto found = antecedents(i);
    if (found.size() != 1) return std::nullopt;
    return found.front()->origin;
}

std::vector<Participant> Entities::pronoun(uint32_t i) const {
    const Tree& tree = words_->tree();
    Participant own;
    own.head_token = i;
    own.span = tree.token(i).span;
    if (tree.is(i, {"we", "us", "our", "ours", "i", "my", "me"})) {
        const auto& speaker = speaker_of_[tree.sentence(i)];
        if (!speaker) return {own};
        Participant who = *speaker;
        who.named_at = speaker->named_at ? speaker->named_at : speaker->span;
        who.span = own.span;
        who.head_token = i;
        return {who};
    }
    if (tree.is(i, {"he", "him", "his", "she", "her", "himself", "herself"})) own.kind = "person";
    std::vector<Participant> all;
    for (const Seen* s : antecedents(i))
        if (!s->event) all.push_back(pointing(i, *s));
    if (all.empty()) return {own};
    return all;
}

}  // namespace tallybook
