#include "coding/tree.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

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

bool Tree::has_auxiliary(uint32_t verb, std::initializer_list<std::string_view> forms) const {
    for (const uint32_t c : children(verb))
        if (deps_[c] == Dep::Aux && is(c, forms)) return true;
    return false;
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
        "loot",     "free",      "release",     "hurt",        "seize",   "burn"};
    static constexpr std::string_view kMore[] = {"shoot", "charge"};
    const auto is_one = [&](const auto& list) {
        return std::find(std::begin(list), std::end(list), token(v).lemma) != std::end(list);
    };
    const bool more = is_one(kMore);
    if (!tagged(v, {"VBN", "VBD"}) || !(is_one(kVerbs) || more) || !has_child(v, {Dep::Nsubj}) ||
        has_child(v, {Dep::Aux, Dep::Dobj, Dep::Xcomp, Dep::Dative, Dep::Prt, Dep::Conj}))
        return false;
    const auto first = child(v, {Dep::Ccomp});  // "four killed, seven wounded", parsed as what the second says
    bool parted = false;                        // "… attacked a camp; 14 killed": told before the semicolon
    for (uint32_t i = first.value_or(v); i < v; ++i) parted |= is(i, {";"});
    if (first && !parted && (*first > v || !headline_passive(*first))) return false;
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
