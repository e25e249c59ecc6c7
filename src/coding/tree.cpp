#include "coding/tree.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tallybook {
namespace {

constexpr std::array<std::pair<std::string_view, Dep>, 44> kDeps{{
    {"ROOT", Dep::Root},
    {"nsubj", Dep::Nsubj},
    {"nsubjpass", Dep::NsubjPass},
    {"csubj", Dep::Csubj},
    {"csubjpass", Dep::CsubjPass},
    {"dobj", Dep::Dobj},
    {"dative", Dep::Dative},
    {"agent", Dep::Agent},
    {"prep", Dep::Prep},
    {"pobj", Dep::Pobj},
    {"pcomp", Dep::Pcomp},
    {"prt", Dep::Prt},
    {"aux", Dep::Aux},
    {"auxpass", Dep::AuxPass},
    {"neg", Dep::Neg},
    {"attr", Dep::Attr},
    {"acomp", Dep::Acomp},
    {"oprd", Dep::Oprd},
    {"xcomp", Dep::Xcomp},
    {"ccomp", Dep::Ccomp},
    {"advcl", Dep::Advcl},
    {"acl", Dep::Acl},
    {"relcl", Dep::Relcl},
    {"conj", Dep::Conj},
    {"cc", Dep::Cc},
    {"appos", Dep::Appos},
    {"poss", Dep::Poss},
    {"compound", Dep::Compound},
    {"amod", Dep::Amod},
    {"nummod", Dep::Nummod},
    {"quantmod", Dep::Quantmod},
    {"nmod", Dep::Nmod},
    {"npadvmod", Dep::Npadvmod},
    {"advmod", Dep::Advmod},
    {"det", Dep::Det},
    {"predet", Dep::Predet},
    {"preconj", Dep::Preconj},
    {"case", Dep::Case},
    {"mark", Dep::Mark},
    {"expl", Dep::Expl},
    {"parataxis", Dep::Parataxis},
    {"punct", Dep::Punct},
    {"dep", Dep::Other},
    {"", Dep::Other},
}};

Dep parse_dep(std::string_view label) {
    for (const auto& [name, dep] : kDeps)
        if (name == label) return dep;
    return Dep::Other;
}

}  // namespace

Tree::Tree(const Report& report) : report_(&report) {
    const auto count = static_cast<uint32_t>(report.tokens.size());
    deps_.resize(count);
    nominal_.resize(count);
    heads_.resize(count);
    sentence_of_.resize(count);
    lowers_.reserve(count);
    left_.resize(count);
    right_.resize(count);
    for (uint32_t i = 0; i < count; ++i) lowers_.push_back(tallybook::lower(report.tokens[i].text));
    for (uint32_t s = 0; s < report.sentences.size(); ++s) {
        const Sentence& sentence = report.sentences[s];
        for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
            sentence_of_[i] = s;
            heads_[i] = sentence.analysed ? sentence.tokens.begin + report.tokens[i].head : i;
            deps_[i] = sentence.analysed ? parse_dep(report.tokens[i].dep) : Dep::Other;
        }
        if (!sentence.analysed) continue;
        read_gerunds(sentence.tokens);
        read_headless(sentence.tokens);
        read_blame(sentence.tokens);
        read_among(sentence.tokens);
        read_between(sentence.tokens);
        read_forces(sentence.tokens);
        read_outcomes(sentence.tokens);
        read_lists(sentence.tokens);
    }
    first_edge_.assign(count + 1, 0);
    for (uint32_t i = 0; i < count; ++i)
        if (heads_[i] != i) ++first_edge_[heads_[i] + 1];
    for (uint32_t i = 0; i < count; ++i) first_edge_[i + 1] += first_edge_[i];
    edges_.resize(first_edge_[count]);
    std::vector<uint32_t> next(first_edge_.begin(), first_edge_.end() - 1);
    for (uint32_t i = 0; i < count; ++i)
        if (heads_[i] != i) edges_[next[heads_[i]]++] = i;
    for (uint32_t i = 0; i < count; ++i) left_[i] = right_[i] = i;
    // Each token lifts its edges into all its ancestors; trees are shallow, so this is near-linear.
    for (uint32_t i = 0; i < count; ++i) {
        uint32_t above = i;
        for (uint32_t steps = 0; heads_[above] != above && steps < 512; ++steps) {
            above = heads_[above];
            left_[above] = std::min(left_[above], i);
            right_[above] = std::max(right_[above], i);
        }
    }
}

// "killed in police firing", "hurt in army shelling": the parser reads "police that fire". Nobody is killed in police,
// so the gerund is the noun, and the noun before it says whose. Gerunds that the parser has for nouns need no more than
// their class.
void Tree::read_gerunds(TokenSpan sentence) {
    const auto has = [&](uint32_t head, std::initializer_list<Dep> deps) {
        for (uint32_t i = sentence.begin; i < sentence.end; ++i)
            if (heads_[i] == head && i != head && std::find(deps.begin(), deps.end(), deps_[i]) != deps.end())
                return true;
        return false;
    };
    for (uint32_t i = sentence.begin; i < sentence.end; ++i)  // "Fighting between two clans raged"
        if (token(i).tag == "VBG" && (deps_[i] == Dep::Nsubj || deps_[i] == Dep::NsubjPass || deps_[i] == Dep::Dobj) &&
            is(i, {"fighting", "shelling", "bombing", "strafing", "shooting", "rioting", "looting", "infighting"}) &&
            !has(i, {Dep::Dobj, Dep::Aux, Dep::Nsubj}))
            nominal_[i] = true;
    for (uint32_t i = sentence.begin + 1; i < sentence.end; ++i) {
        // "ceasefire talks collapsed": no finite verb is a subject.
        if (token(i).tag == "VBZ" && (deps_[i] == Dep::Nsubj || deps_[i] == Dep::NsubjPass) && heads_[i] > i &&
            deps_[i - 1] == Dep::Compound && heads_[i - 1] == i)
            nominal_[i] = true;
        if (token(i).pos != "VERB" || token(i).tag != "VBG" || has(i, {Dep::Dobj, Dep::Xcomp, Dep::Ccomp, Dep::Aux}))
            continue;
        const uint32_t before = i - 1;
        const bool split = deps_[i] == Dep::Acl && heads_[i] == before && deps_[before] == Dep::Pobj &&
                           (token(before).pos == "NOUN" || token(before).pos == "PROPN") &&
                           is(heads_[before], {"in", "during"}) && !has(before, {Dep::Det, Dep::Nummod, Dep::Poss});
        if (split) {
            heads_[i] = heads_[before];
            deps_[i] = Dep::Pobj;
            heads_[before] = i;
            deps_[before] = Dep::Compound;
        }
        if (!split && read_gerund_subject(i, sentence)) continue;
        // "fled after shelling in the hills", "driven out by fighting between two clans": with nothing that they are
        // done to they are nouns.
        if (!split && deps_[i] == Dep::Pcomp && is(i, {"shelling", "bombing", "fighting", "strafing"}) &&
            !is(heads_[i], {"of", "for", "without", "before", "while"}) &&
            !(is(heads_[i], {"by"}) && token(heads_[heads_[i]]).tag != "VBN")) {
            deps_[i] = Dep::Pobj;
            nominal_[i] = true;
            continue;
        }
        nominal_[i] = split || (deps_[i] == Dep::Pobj && has(i, {Dep::Compound, Dep::Det}));
    }
}

// "Turkish shelling killed a woman", parsed as the Turkish, who killed her by shelling: a word of firing right in front
// of a verb in the past tense, and behind an adjective, is the verb's subject.
bool Tree::read_gerund_subject(uint32_t i, TokenSpan sentence) {
    const uint32_t before = i - 1, verb = i + 1;
    if (verb >= sentence.end || !is(i, {"shelling", "bombing", "firing", "shooting", "strafing"})) return false;
    if (heads_[i] != verb || token(verb).tag != "VBD" || deps_[i] == Dep::Nsubj) return false;
    if (token(before).pos != "ADJ" && token(before).pos != "PROPN" && token(before).pos != "NOUN") return false;
    for (uint32_t k = sentence.begin; k < sentence.end; ++k)
        if (k != before && k != i && heads_[k] == verb && deps_[k] == Dep::Nsubj) return false;
    if (heads_[before] != verb && heads_[before] != i) return false;
    heads_[before] = i;
    deps_[before] = token(before).pos == "ADJ" ? Dep::Amod : Dep::Compound;
    deps_[i] = Dep::Nsubj;
    nominal_[i] = true;
    return true;
}

// A clause whose finite verb the parser did not find. "The clans called for a truce.", parsed as a noun with a
// participle: a sentence that begins with an article has a finite verb (headlines have no article), and the one in the
// past tense right behind the noun is it. "Missiles launched from a ship hit the depot.": the first verb for the main
// one, the main one hung on it without a name for what it is.
// "Men on a motorcycle opened fire": the parser reads "on a fire", opened by motorcycle.
bool Tree::read_open_fire(TokenSpan sentence, uint32_t root) {
    for (uint32_t open = root + 2; open + 1 < sentence.end; ++open) {
        const uint32_t fire = open + 1, vehicle = open - 1, on = heads_[fire];
        if (token(open).lemma != "open" || !is(fire, {"fire"}) || deps_[open] != Dep::Amod || heads_[open] != fire ||
            deps_[fire] != Dep::Pobj || heads_[on] != root || heads_[vehicle] != open)
            continue;
        for (uint32_t i = on + 1; i < vehicle; ++i)
            if (heads_[i] == fire) heads_[i] = vehicle;
        heads_[vehicle] = on, deps_[vehicle] = Dep::Pobj;
        heads_[fire] = open, deps_[fire] = Dep::Dobj;
        lead(sentence, open, root);
        return true;
    }
    return false;
}

void Tree::read_headless(TokenSpan sentence) {
    const auto has_child_in = [&](uint32_t head, Dep dep) {
        for (uint32_t i = sentence.begin; i < sentence.end; ++i)
            if (heads_[i] == head && deps_[i] == dep) return true;
        return false;
    };
    uint32_t root = sentence.begin;
    while (root < sentence.end && heads_[root] != root) ++root;
    if (root + 2 >= sentence.end) return;
    const auto named = [&](uint32_t i) { return token(i).pos == "NOUN" || token(i).pos == "PROPN"; };
    const auto clear = [&](uint32_t from, uint32_t to) {
        for (uint32_t i = from; i < to; ++i)
            if (is(i, {",", ";", ":", "-", "--"})) return false;
        return true;
    };
    if (named(root)) {
        // "Gunmen on motorcycles killed 13 people": a participle with an object of its own is the main verb, unless it
        // is one of those that keep an object in the passive ("a man given shelter").
        for (uint32_t i = root + 1; i < sentence.end; ++i) {
            if (heads_[i] != root || deps_[i] != Dep::Acl || (token(i).tag != "VBN" && token(i).tag != "VBD")) continue;
            static constexpr std::string_view kTwoObjects[] = {
                "give", "grant", "offer", "award", "deny", "pay",  "send", "show",  "teach",    "tell", "ask",
                "hand", "lend",  "call",  "name",  "make", "dub",  "owe",  "elect", "consider", "find", "allow",
                "hold", "take",  "label", "deem",  "fine", "cost", "rate", "title", "entitle",  "leave"};
            if (std::find(std::begin(kTwoObjects), std::end(kTwoObjects), token(i).lemma) == std::end(kTwoObjects) &&
                has_child_in(i, Dep::Dobj) && clear(root, i) && !has_child_in(i, Dep::Agent))
                return lead(sentence, i, root);
            break;
        }
        if (read_open_fire(sentence, root)) return;
        const uint32_t verb = root + 1;
        if (token(sentence.begin).pos != "DET" || heads_[sentence.begin] != root) return;
        // "A blast left four dead" for once with a participle: what is left behind in a state was left by somebody.
        const bool leaves = token(verb).lemma == "leave" && has_child_in(verb, Dep::Oprd);
        if (deps_[verb] != Dep::Acl || heads_[verb] != root || (token(verb).tag != "VBD" && !leaves) ||
            lower(verb + 1) == "by")
            return;
        for (uint32_t i = verb + 1; i < sentence.end; ++i)
            if (heads_[i] == root && (deps_[i] == Dep::Conj || deps_[i] == Dep::Relcl || deps_[i] == Dep::Appos))
                return;
        return lead(sentence, verb, root);
    }
    if (token(root).tag != "VBD" || root == sentence.begin || !named(root - 1) || heads_[root - 1] != root ||
        deps_[root - 1] != Dep::Nsubj)
        return;
    for (uint32_t i = root + 1; i < sentence.end; ++i) {
        if (heads_[i] != root) continue;
        if (token(i).dep == "dep" && token(i).tag == "VBD" && clear(root, i)) {
            const uint32_t subject = root - 1;
            lead(sentence, i, root);
            heads_[root] = subject;
            deps_[root] = Dep::Acl;
            heads_[subject] = i;
            deps_[subject] = Dep::Nsubj;
            return;
        }
        if (deps_[i] != Dep::Prep && deps_[i] != Dep::Advmod) return;
    }
}

// "Left four dead and six hurt": the parser reads "four" as a word of "dead". They are four who are dead: each number
// the subject of what has become of it.
void Tree::read_outcomes(TokenSpan sentence) {
    const auto outcome = [&](uint32_t i) {
        return is(i, {"dead", "wounded", "injured", "hurt", "maimed", "missing", "homeless", "killed"});
    };
    const auto left = [&](uint32_t i) {
        return token(heads_[i]).lemma == "leave" && heads_[i] < i &&
               (deps_[i] == Dep::Oprd || deps_[i] == Dep::Acomp || deps_[i] == Dep::Ccomp || deps_[i] == Dep::Dobj ||
                deps_[i] == Dep::Advcl);
    };
    for (uint32_t i = sentence.begin + 1; i < sentence.end; ++i) {
        // "shot dead four clerks": no dead clerks.
        if (is(i, {"dead"}) && token(i - 1).lemma == "shoot" && deps_[i] == Dep::Amod && heads_[i] > i &&
            heads_[heads_[i]] == i - 1)
            heads_[i] = i - 1, deps_[i] = Dep::Oprd;
        // "Nine were killed and scores wounded when …", "two guards killed, three wounded": a clause of its own.
        const uint32_t hurt = heads_[i], killed = heads_[hurt];
        if (outcome(i) && token(i).tag == "VBN" && deps_[i] == Dep::Acl && hurt > killed &&
            (deps_[hurt] == Dep::Conj || deps_[hurt] == Dep::Npadvmod || deps_[hurt] == Dep::Appos) &&
            outcome(killed) && token(killed).tag == "VBN") {
            heads_[i] = killed, deps_[i] = Dep::Conj;
            heads_[hurt] = i, deps_[hurt] = Dep::NsubjPass;
            continue;
        }
        const bool also = deps_[i] == Dep::Conj && (outcome(heads_[i]) || token(heads_[i]).lemma == "leave");
        if (!outcome(i) || (!also && !left(i))) continue;
        // "three dead and more than twenty wounded": the number that the parser gives to "dead".
        if (deps_[i - 1] == Dep::Conj && token(i - 1).tag == "CD" && outcome(heads_[i - 1]))
            heads_[i - 1] = i, deps_[i - 1] = Dep::Nummod;
        for (uint32_t n = sentence.begin; n < i; ++n)
            if (heads_[n] == i && deps_[n] == Dep::Nummod) {
                deps_[n] = token(i).tag == "VBN" ? Dep::NsubjPass : Dep::Nsubj;
                if (!also) deps_[i] = Dep::Ccomp;
            }
    }
}

// "Damaged the exchange, a hotel, a school and two shops", "killed Ana Ruiz, 42; Luis Mora, 19; and a clerk": the
// parser has the second member of a list for another word for the first, or for a measure behind it. What explains a
// noun is one thing or a list of as many ("three men, A, B and C"); so a list is read only where the first stands for
// one and each other has an article or a number of its own, or stands behind a semicolon. "Killed the mayor, Luis
// Rojas, and two guards": what follows behind a comma and "and" is no other word for him.
void Tree::read_lists(TokenSpan sentence) {
    const auto child_of = [&](uint32_t head, std::initializer_list<Dep> deps, uint32_t from, uint32_t to) {
        for (uint32_t i = from; i < to; ++i)
            if (heads_[i] == head && i != head && std::find(deps.begin(), deps.end(), deps_[i]) != deps.end()) return i;
        return to;
    };
    const auto common = [&](uint32_t i) { return i < sentence.end && (token(i).tag == "NN" || token(i).tag == "NNS"); };
    const auto marked = [&](uint32_t i, uint32_t from) {
        return child_of(i, {Dep::Det, Dep::Nummod, Dep::Poss}, from, i) < i;
    };
    for (uint32_t i = sentence.begin + 1; i < sentence.end; ++i) {
        uint32_t first = heads_[i];
        if (deps_[i] == Dep::Npadvmod && common(i) && first < i)  // hung on the verb: the list begins with its object
            first = child_of(first, {Dep::Dobj}, first, i);
        else if (deps_[i] != Dep::Appos)
            continue;
        if (first >= i || first < sentence.begin) continue;
        uint32_t last = i, before_last = i, members = 1;
        bool all_common = common(i) && marked(i, first), ended = false, semicolon = false;
        for (uint32_t next = i;;) {
            uint32_t after = child_of(next, {Dep::Conj}, next, sentence.end);
            if (const uint32_t other = child_of(next, {Dep::Appos}, next, after); members == 1 && common(other))
                after = other;
            if (after >= sentence.end) break;
            ended = child_of(last, {Dep::Cc}, last, after) < after;
            all_common &= common(after) && marked(after, last);
            before_last = last, last = next = after, ++members;
        }
        if (!ended || members < 2 || deps_[last] != Dep::Conj) continue;
        for (uint32_t k = first + 1; k < i; ++k) semicolon |= is(k, {";"});
        const uint32_t the = child_of(i, {Dep::Det}, first, i);
        const bool definite = child_of(i, {Dep::Poss}, first, i) < i || (the < i && is(the, {"the"}));
        const bool names = semicolon && token(first).pos == "PROPN" && token(i).pos == "PROPN";
        const bool things =
            all_common && token(first).tag == "NN" && marked(first, sentence.begin) && (members > 2 || definite);
        if (names || things) {
            for (uint32_t k = i; k <= last; ++k)
                if (k == i || (heads_[k] == i && deps_[k] == Dep::Appos && token(k).tag != "CD")) deps_[k] = Dep::Conj;
            heads_[i] = first;
            continue;
        }
        const uint32_t link = child_of(before_last, {Dep::Cc}, before_last, last);
        const bool comma = link > before_last && link < last && is(link - 1, {","});
        if (deps_[i] == Dep::Appos && members == 2 && comma && marked(last, link) && common(first))
            heads_[last] = first;
    }
}

// Makes a verb the root in place of the old one, which becomes its subject.
// "an ISRAELI ARMY raid": the nationality is the army's.
void Tree::read_forces(TokenSpan sentence) {
    for (uint32_t i = sentence.begin; i + 1 < sentence.end; ++i)
        if (deps_[i] == Dep::Amod && deps_[i + 1] == Dep::Compound && heads_[i] == heads_[i + 1] && heads_[i] > i + 1 &&
            token(i).text[0] >= 'A' && token(i).text[0] <= 'Z' &&
            is(i + 1, {"army", "police", "military", "navy", "government", "troop", "troops", "soldier", "rebel",
                       "militia", "border", "security"}))
            heads_[i] = i + 1;
}

// "Among the dead WERE two nurses": what stands behind the verb is its subject.
void Tree::read_among(TokenSpan sentence) {
    for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
        if (deps_[i] != Dep::Attr || token(heads_[i]).lemma != "be" || i < heads_[i]) continue;
        bool among = false, subject = false;
        for (uint32_t k = sentence.begin; k < heads_[i]; ++k) {
            among |= heads_[k] == heads_[i] && deps_[k] == Dep::Prep && is(k, {"among", "amongst"});
            subject |= heads_[k] == heads_[i] && (deps_[k] == Dep::Nsubj || deps_[k] == Dep::Expl);
        }
        if (among && !subject) deps_[i] = Dep::Nsubj;
    }
}

// "talks between THE GOVERNMENT AND the rebels": the parser reads one noun of them, "government and front rebels".
void Tree::read_between(TokenSpan sentence) {
    for (uint32_t first = sentence.begin; first < sentence.end; ++first) {
        const uint32_t last = heads_[first];
        if (last <= first || (deps_[first] != Dep::Nmod && deps_[first] != Dep::Compound)) continue;
        if (deps_[last] != Dep::Pobj || !is(heads_[last], {"between"})) continue;
        uint32_t joined = last;
        for (uint32_t k = first + 1; k < last; ++k)
            if (heads_[k] == first && deps_[k] == Dep::Conj) joined = k;
        if (joined == last) continue;
        heads_[first] = heads_[last];
        deps_[first] = Dep::Pobj;
        heads_[last] = first;
        deps_[last] = Dep::Conj;
        heads_[joined] = last;
        deps_[joined] = Dep::Compound;
        for (uint32_t k = sentence.begin; k < first; ++k)
            if (heads_[k] == last) heads_[k] = first;
    }
}

// "blamed the attack ON A CLAN": the parser reads an attack on a clan.
void Tree::read_blame(TokenSpan sentence) {
    for (uint32_t on = sentence.begin; on < sentence.end; ++on) {
        if (deps_[on] != Dep::Prep || !is(on, {"on", "upon"})) continue;
        uint32_t verb = heads_[on];
        while (heads_[verb] != verb && verb < on && token(verb).lemma != "blame" &&
               (deps_[verb] == Dep::Dobj || deps_[verb] == Dep::Pobj || deps_[verb] == Dep::Prep))
            verb = heads_[verb];
        if (verb == heads_[on] || token(verb).lemma != "blame" || token(verb).pos != "VERB" || verb > on) continue;
        bool later = false;
        for (uint32_t k = sentence.begin; k < sentence.end; ++k)
            later |= k != on && deps_[k] == Dep::Prep && is(k, {"on", "upon"}) && (k > on || heads_[k] == verb);
        if (!later) heads_[on] = verb;
    }
}
void Tree::lead(TokenSpan sentence, uint32_t verb, uint32_t old) {
    for (uint32_t i = verb + 1; i < sentence.end; ++i)
        if (heads_[i] == old) heads_[i] = verb;
    heads_[verb] = verb;
    deps_[verb] = Dep::Root;
    heads_[old] = verb;
    deps_[old] = Dep::Nsubj;
}

std::optional<uint32_t> Tree::child(uint32_t i, std::initializer_list<Dep> deps) const {
    for (const uint32_t c : children(i))
        if (std::find(deps.begin(), deps.end(), deps_[c]) != deps.end()) return c;
    return std::nullopt;
}

bool Tree::dominates(uint32_t above, uint32_t below) const {
    for (uint32_t steps = 0; steps < 512; ++steps) {
        if (below == above) return true;
        if (heads_[below] == below) return false;
        below = heads_[below];
    }
    return false;
}

std::vector<uint32_t> Tree::conjuncts(uint32_t i) const {
    std::vector<uint32_t> all{i};
    for (size_t at = 0; at < all.size(); ++at)
        for (const uint32_t c : children(all[at]))
            if (deps_[c] == Dep::Conj && (verb(c) == verb(i))) all.push_back(c);
    std::sort(all.begin(), all.end());
    return all;
}

bool Tree::tagged(uint32_t i, std::initializer_list<std::string_view> tags) const {
    return std::find(tags.begin(), tags.end(), token(i).tag) != tags.end();
}

bool Tree::is(uint32_t i, std::initializer_list<std::string_view> lower_forms) const {
    return std::find(lower_forms.begin(), lower_forms.end(), lower(i)) != lower_forms.end();
}

bool Tree::plural(uint32_t i) const {
    return tagged(i, {"NNS", "NNPS"}) ||
           is(i, {"they", "them", "their", "these", "those", "we", "our", "us", "both"}) || has_child(i, {Dep::Conj});
}

// "Baker arrested over fire": verbs that cannot stand without an object have it in front of them.
bool Tree::headline_passive(uint32_t v) const {
    static constexpr std::string_view kVerbs[] = {
        "arrest",   "detain",    "kill",        "wound",       "injure",  "abduct",      "kidnap",   "convict",
        "sentence", "jail",      "murder",      "stab",        "behead",  "execute",     "deport",   "evacuate",
        "indict",   "acquit",    "hospitalise", "hospitalize", "rescue",  "assassinate", "slay",     "rob",
        "torture",  "extradite", "apprehend",   "expel",       "destroy", "damage",      "displace", "torch",
        "loot",     "free",      "release",     "hurt",        "seize"};
    static constexpr std::string_view kMore[] = {"shoot", "charge"};
    const auto is_one = [&](const auto& list) {
        return std::find(std::begin(list), std::end(list), token(v).lemma) != std::end(list);
    };
    const bool more = is_one(kMore);
    if (!tagged(v, {"VBN", "VBD"}) || !(is_one(kVerbs) || more) || !has_child(v, {Dep::Nsubj}) ||
        has_child(v, {Dep::Aux, Dep::Dobj, Dep::Xcomp, Dep::Dative, Dep::Prt, Dep::Conj}))
        return false;
    const auto first = child(v, {Dep::Ccomp});  // "four killed, seven wounded", parsed as what the second says
    if (first && (*first > v || !headline_passive(*first))) return false;
    const auto subject = child(v, {Dep::Nsubj});
    if (tagged(*subject, {"PRP", "WP", "WDT", "WP$"}) || has_child(*subject, {Dep::Det})) return false;
    for (const uint32_t c : children(v))
        if (more && deps_[c] == Dep::Prep && is(c, {"at", "on", "into", "upon", "towards", "toward", "for"}))
            return false;
    return true;
}

bool Tree::passive(uint32_t v) const {
    if (has_child(v, {Dep::AuxPass, Dep::NsubjPass, Dep::CsubjPass})) return true;
    if (!tagged(v, {"VBN", "VBD"})) return false;
    if (headline_passive(v)) return true;
    if (deps_[v] == Dep::Acl && !has_child(v, {Dep::Nsubj})) return tagged(v, {"VBN"}) || !has_child(v, {Dep::Dobj});
    if (has_child(v, {Dep::Agent}) && !has_child(v, {Dep::Nsubj})) return true;
    // "four were killed and five injured": the second participle shares the auxiliary of the first.
    if (tagged(v, {"VBN"}) && deps_[v] == Dep::Conj && has_child(heads_[v], {Dep::AuxPass}) &&
        has_child(v, {Dep::Nsubj}) && !has_child(v, {Dep::Aux, Dep::Dobj}))
        return true;
    if (!tagged(v, {"VBN"}) || has_child(v, {Dep::Nsubj, Dep::Aux})) return false;
    if (deps_[v] == Dep::Conj && verb(heads_[v]))  // "was a communist and therefore murdered"
        return passive(heads_[v]) || (token(heads_[v]).lemma == "be" && !has_child(v, {Dep::Dobj}));
    return (deps_[v] == Dep::Advcl || deps_[v] == Dep::Xcomp || deps_[v] == Dep::Ccomp || deps_[v] == Dep::Root) &&
           !has_child(v, {Dep::Dobj});
}

// "accused the army OF murder", "robbed the farmers OF their land": what is parsed as a part of the object is the
// verb's.
bool Tree::charged(uint32_t object) const {
    static constexpr std::string_view kVerbs[] = {"accuse", "suspect", "convict", "acquit",   "deprive", "rob",
                                                  "strip",  "warn",    "remind",  "reassure", "clear",   "inform"};
    if (deps_[object] != Dep::Dobj && deps_[object] != Dep::NsubjPass) return false;
    return std::find(std::begin(kVerbs), std::end(kVerbs), token(heads_[object]).lemma) != std::end(kVerbs);
}

TokenSpan Tree::phrase(uint32_t head) const {
    uint32_t begin = head, end = head + 1;
    for (const uint32_t c : children(head)) {
        if (c < head) {
            const bool inside = deps_[c] != Dep::Punct && deps_[c] != Dep::Relcl && deps_[c] != Dep::Cc &&
                                deps_[c] != Dep::Conj && deps_[c] != Dep::Aux && deps_[c] != Dep::Mark &&
                                deps_[c] != Dep::Advcl && deps_[c] != Dep::Preconj && deps_[c] != Dep::Nsubj &&
                                deps_[c] != Dep::Case && deps_[c] != Dep::Parataxis;
            if (inside && !verb(head)) begin = std::min(begin, left_[c]);
            if (inside && verb(head) && (deps_[c] == Dep::Det || deps_[c] == Dep::Poss))
                begin = std::min(begin, left_[c]);
            continue;
        }
        if (deps_[c] == Dep::Prep && is(c, {"of", "in"})) {
            const auto object = child(c, {Dep::Pobj});
            if (!object || (is(c, {"of"}) && charged(head))) continue;
            bool in_time = false;
            for (const TimeValue& t : report_->times) in_time |= t.tokens && t.tokens->contains(*object);
            if (in_time) continue;
            TokenSpan inner = phrase(*object);
            for (const uint32_t other : conjuncts(*object))  // "in Iraq and Syria"
                if (other > *object && !in_time) inner = inner.hull(phrase(other));
            end = std::max(end, inner.end);
        } else if (deps_[c] == Dep::Appos && noun(c) && token(c).pos == "PROPN") {
            end = std::max(end, phrase(c).end);
        } else if ((deps_[c] == Dep::Nummod || deps_[c] == Dep::Compound || deps_[c] == Dep::Nmod) && c == end) {
            end = std::max(end, right_[c] + 1);
        } else if (deps_[c] == Dep::Case && deps_[head] != Dep::Poss) {
            end = std::max(end, c + 1);
        }
    }
    if (end < size() && is(end, {")"}) && sentence(end) == sentence(head)) {  // "the Eastern Front (EF)"
        int open = 0;
        for (uint32_t i = begin; i < end; ++i) open += is(i, {"("}) - is(i, {")"});
        if (open > 0) ++end;
    }
    for (uint32_t i = begin; i < head; ++i)  // an agency's slug at the start ("Example News/ …") is no part of a name
        if (token(i).text.ends_with("/")) begin = i + 1;
    for (uint32_t i = begin + 1; i < head; ++i)  // "25 October - Rockets": nor is a day in front of a dash
        if (is(i, {"-", "--", "–", "—"}) && token(i).span.begin > token(i - 1).span.end &&
            token(i + 1).span.begin > token(i).span.end)
            begin = i + 1;
    while (begin < head && (token(begin).pos == "PUNCT" && !is(begin, {"(", "\"", "“"}))) ++begin;
    while (begin < head && is(begin, {"\"", "“", "("})) ++begin;
    return {begin, end};
}

ByteSpan Tree::bytes(TokenSpan tokens) const {
    if (tokens.empty()) return {};
    return {token(tokens.begin).span.begin, token(tokens.end - 1).span.end};
}

uint32_t Tree::clause(uint32_t i) const {
    for (uint32_t steps = 0; !root(i) && !verb(i) && steps < 512; ++steps) i = heads_[i];
    return i;
}

}  // namespace tallybook
