#include "coding/statement_words.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"

namespace tallybook {

std::string default_type(std::string_view act) {
    if (one_of(act, {"condemn", "accuse"})) return "ACCUSE";
    if (act == "threaten") return "THREATEN";
    if (one_of(act, {"demand", "urge", "order"})) return "REQUEST";
    if (one_of(act, {"promise", "agree"})) return "AGREE";
    if (act == "reject") return "REJECT";
    if (act == "praise") return "SUPPORT";
    if (act == "consult") return "CONSULT";
    if (one_of(act, {"admit", "apologise"})) return "CONCEDE";
    return {};
}

// Deals, offers and talks of companies among themselves are business, no politics.
bool among_firms(const Draft& d, const Statement& s, const std::vector<Participant>& speakers) {
    if (!one_of(s.type, {"AGREE", "CONSULT", "SUPPORT", "REJECT", "CONCEDE"}) || speakers.empty()) return false;
    const auto firm = [&](const Participant& p) {
        return p.kind == "company" || (p.head_token && d.words.commercial(*p.head_token));
    };
    if (!std::all_of(speakers.begin(), speakers.end(), firm)) return false;
    return !s.addressee || firm(*s.addressee) || s.addressee->kind == "unknown" || s.addressee->kind == "organisation";
}

// "A dozen were hurt, five of them badly, an official said": of two subjects of one verb that are no list, the nearer.
std::vector<uint32_t> nearest_subject(const Tree& tree, uint32_t verb, std::vector<uint32_t> tokens) {
    std::vector<uint32_t> own;
    for (const uint32_t t : tokens)
        if (tree.dep(t) == Dep::Nsubj && tree.head(t) == verb) own.push_back(t);
    if (own.size() < 2 || own.size() != tokens.size()) return tokens;
    const auto far = [&](uint32_t t) { return t < verb ? verb - t : t - verb; };
    return {*std::min_element(own.begin(), own.end(), [&](uint32_t a, uint32_t b) { return far(a) < far(b); })};
}

// "Chad and Niger signed an accord that helps Mali": what two do with each other stays between them, unless a third is
// named with "with".
bool mutual(const Match& m, const std::vector<Participant>& speakers) {
    if (speakers.size() != 2 || speakers.front().span == speakers.back().span) return false;
    if (!one_of(m.form, {"agree", "sign",    "reach",     "conclude", "ink",    "initial",   "clinch",    "strike",
                         "seal",  "ratify",  "establish", "restore",  "resume", "normalise", "normalize", "exchange",
                         "fail",  "upgrade", "gather",    "seek",     "want",   "wish"}))
        return false;
    return std::none_of(m.fillers.begin(), m.fillers.end(), [&](const Filler& f) {
        const Slot& slot = m.rule->slots[f.slot];
        return slot.role == "addressee" && std::find(slot.words.begin(), slot.words.end(), "with") != slot.words.end();
    });
}

bool needs_speaker(std::string_view act) {
    return !one_of(act, {"no-claim", "accuse", "condemn", "consult"});
}

namespace {

struct Medium {
    std::string_view word, medium;
};
constexpr Medium kMedia[] = {{"call", "call"},
                             {"telephone", "call"},
                             {"phone", "call"},
                             {"interview", "interview"},
                             {"tweet", "social media"},
                             {"twitter", "social media"},
                             {"telegram", "social media"},
                             {"facebook", "social media"},
                             {"post", "social media"},
                             {"social", "social media"},
                             {"communique", "statement"},
                             {"statement", "statement"},
                             {"letter", "letter"},
                             {"speech", "speech"},
                             {"briefing", "briefing"},
                             {"news conference", "briefing"},
                             {"conference", "briefing"},
                             {"video", "video"},
                             {"broadcast", "broadcast"},
                             {"televised", "broadcast"}};

}  // namespace

// "said in a statement", "told in an interview", "a Pentagon statement": a noun of the cue's own clause.
std::string medium_of(const Draft& d, uint32_t cue) {
    const Tree& tree = d.tree;
    const uint32_t clause = tree.clause(cue);
    for (const uint32_t o : prepositional(tree, clause, {"in", "on", "during", "by", "via", "through", "at", "over"}))
        for (const Medium& m : kMedia)
            if (d.words.lemma(o) == m.word || d.words.pair(o).starts_with(m.word)) return std::string(m.medium);
    for (const Medium& m : kMedia)
        if (d.words.lemma(cue) == m.word) return std::string(m.medium);
    return {};
}

bool of_nothing_seen(const Draft& d, uint32_t noun) {
    const Tree& tree = d.tree;
    uint32_t seen = noun;
    const uint32_t of = tree.head(noun);
    if (tree.dep(noun) == Dep::Pobj && tree.is(of, {"of", "for"}) &&
        one_of(d.words.lemma(tree.head(of)), {"evidence", "proof", "sign", "indication", "trace", "record"}))
        seen = tree.head(of);
    for (const uint32_t at : {noun, seen})
        for (const uint32_t c : tree.children(at))
            if (tree.dep(c) == Dep::Det && tree.is(c, {"no", "any"})) return true;
    const uint32_t verb = tree.clause(seen);
    if (!tree.verb(verb) || tree.head(seen) != verb) return false;
    if (one_of(d.words.lemma(verb), {"deny", "lack"})) return true;
    return tree.has_child(verb, {Dep::Neg}) &&
           one_of(d.words.lemma(verb), {"see", "find", "receive", "get", "have", "give", "issue", "hear"});
}

}  // namespace tallybook
