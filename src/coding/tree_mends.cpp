// What the parser reads wrongly again and again in reports of violence, mended by the words' order and by what a verb
// can have: gerunds that are nouns ("fled after shelling"), participles that are the main verb ("gunmen on motorcycles
// killed"), outcomes ("left four dead and six hurt"), lists read as explanations, an army's nationality, "between A and
// B", "among the dead were". Each mend looks at one sentence before its edges are laid, and changes nothing where the
// parser's reading can stand. A second parser was turned down: such slips are few in kind and common in news.
#include <algorithm>

#include "base/text.hpp"
#include "coding/tree.hpp"

namespace tallybook {

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
            // "Two rounds impacted near the market": what nobody can do to it, it did.
            if (one_of(token(i).lemma, {"impact", "land", "explode", "detonate", "erupt"}) && clear(root, i) &&
                !has_child_in(i, Dep::Agent))
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

}  // namespace tallybook
