#include "coding/dictionary_phrases.hpp"

#include <algorithm>

namespace tallybook {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

std::string upper_ascii(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

bool modifier(Dep d) {
    return d == Dep::Compound || d == Dep::Amod || d == Dep::Poss || d == Dep::Nmod || d == Dep::Nummod ||
           d == Dep::Det || d == Dep::Quantmod || d == Dep::Advmod || d == Dep::Npadvmod || d == Dep::Predet ||
           d == Dep::Case;
}

// A phrase of its own, not a part of the one above.
bool heads_phrase(const Tree& tree, uint32_t i) {
    const Dep d = tree.dep(i);
    if (d == Dep::Compound || d == Dep::Amod || d == Dep::Poss || d == Dep::Nmod || d == Dep::Conj || d == Dep::Det ||
        d == Dep::Case)
        return d == Dep::Conj && tree.verb(tree.head(i)) != tree.verb(i) && (tree.noun(i) || tree.pronoun(i));
    if (tree.noun(i) || tree.pronoun(i)) return true;
    return (tree.token(i).pos == "ADJ" || tree.token(i).pos == "NUM" || tree.token(i).pos == "X") &&
           (d == Dep::Nsubj || d == Dep::NsubjPass || d == Dep::Dobj || d == Dep::Pobj || d == Dep::Dative ||
            d == Dep::Attr || d == Dep::Appos);
}

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
    for (const std::string& s : from)
        if (std::find(to.begin(), to.end(), s) == to.end()) to.push_back(s);
}

}  // namespace

std::vector<std::string> DictionaryPhrase::codes() const {
    std::vector<std::string> out;
    for (const Member& m : members) append(out, m.codes);
    return out;
}

DictionaryWords::DictionaryWords(const Tree& tree, TokenSpan tokens, const Dictionaries& dictionaries,
                                 std::string_view day)
    : tree_(tree), dictionaries_(dictionaries), day_(day), phrase_of_(tokens.size(), kNone), first_(tokens.begin) {
    cut_words(tokens);
    find_phrases(tokens);
    find_leftovers(tokens);
    std::sort(phrases_.begin(), phrases_.end(),
              [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    for (uint32_t p = 0; p < phrases_.size(); ++p)
        for (uint32_t i = phrases_[p].span.begin; i < phrases_[p].span.end; ++i)
            if (phrase_of_[i - first_] == kNone) phrase_of_[i - first_] = p;
}

const DictionaryPhrase* DictionaryWords::phrase_at(uint32_t token) const {
    if (token < first_ || token - first_ >= phrase_of_.size() || phrase_of_[token - first_] == kNone) return nullptr;
    return &phrases_[phrase_of_[token - first_]];
}

void DictionaryWords::cut_words(TokenSpan tokens) {
    for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
        if (tree_.dep(i) == Dep::Case || tree_.is(i, {"'s", "’s"})) continue;
        const std::string all = upper_ascii(tree_.token(i).text);
        for (size_t at = 0; at < all.size();) {
            const size_t end = std::min(all.find_first_of("-_ ", at), all.size());
            if (end > at) {
                std::string word = all.substr(at, end - at);
                if (word == "N’T") word = "N'T";
                words_.push_back({std::move(word), i});
            }
            at = end + 1;
        }
    }
}

std::vector<uint32_t> DictionaryWords::own_tokens(uint32_t head) const {
    std::vector<uint32_t> out;
    const auto add = [&](uint32_t i, auto&& self) -> void {
        for (const uint32_t c : tree_.children(i))
            if (c < i && (modifier(tree_.dep(c)) || (i != head && tree_.dep(c) != Dep::Punct))) self(c, self);
        out.push_back(i);
        for (const uint32_t c : tree_.children(i))
            if (c > i && ((tree_.dep(c) == Dep::Compound || tree_.dep(c) == Dep::Nmod || tree_.dep(c) == Dep::Nummod ||
                           tree_.dep(c) == Dep::Case) ||
                          (i != head && (tree_.dep(c) == Dep::Conj || tree_.dep(c) == Dep::Prep ||
                                         tree_.dep(c) == Dep::Pobj || tree_.dep(c) == Dep::Appos))))
                self(c, self);
    };
    add(head, add);
    std::sort(out.begin(), out.end());
    return out;
}

// "Norse and Sudran leaders": the phrase once for each of its coordinated modifiers.
std::vector<std::vector<uint32_t>> DictionaryWords::own_variants(uint32_t head) const {
    const std::vector<uint32_t> own = own_tokens(head);
    for (const uint32_t c : tree_.children(head)) {
        if (c > head || !modifier(tree_.dep(c)) || tree_.dep(c) == Dep::Det) continue;
        const std::vector<uint32_t> parts = tree_.conjuncts(c);
        if (parts.size() < 2 || parts.back() > head) continue;
        const TokenSpan whole = tree_.subtree(c);
        std::vector<std::vector<uint32_t>> out;
        for (const uint32_t part : parts) {
            std::vector<uint32_t> tokens = own_tokens(part);
            for (const uint32_t t : own)
                if (!whole.contains(t)) tokens.push_back(t);
            std::sort(tokens.begin(), tokens.end());
            out.push_back(std::move(tokens));
        }
        return out;
    }
    return {own};
}

// The head and what is coordinated to it; "A, the B, C and D" is a list too where the parser makes B an apposition.
std::vector<uint32_t> DictionaryWords::listed(uint32_t head) const {
    std::vector<uint32_t> out;
    for (const uint32_t c : tree_.conjuncts(head)) {
        if (c != head && !tree_.noun(c) && !tree_.pronoun(c) && tree_.token(c).pos != "ADJ") continue;
        out.push_back(c);
        for (const uint32_t a : tree_.children(c))
            if (tree_.dep(a) == Dep::Appos && tree_.has_child(a, {Dep::Conj}) && tree_.noun(a))
                for (const uint32_t more : tree_.conjuncts(a)) out.push_back(more);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// The tokens of each phrase behind "of", "in", "from", the preposition too: several where they are coordinated.
std::vector<std::vector<uint32_t>> DictionaryWords::hung_behind(uint32_t head) const {
    std::vector<std::vector<uint32_t>> out;
    for (const uint32_t c : tree_.children(head)) {
        if (c > head && tree_.dep(c) == Dep::Prep && !tree_.is(c, {"of", "in", "from"})) break;  // "the raid by X in Y"
        if (c < head || tree_.dep(c) != Dep::Prep) continue;
        const auto object = tree_.child(c, {Dep::Pobj});
        if (!object) continue;
        for (const uint32_t o : tree_.conjuncts(*object)) {
            std::vector<uint32_t> tokens = own_tokens(o);
            tokens.insert(tokens.begin(), c);
            const auto deeper = hung_behind(o);  // "the city of Aal in Norland"
            if (deeper.empty()) {
                out.push_back(std::move(tokens));
                continue;
            }
            for (const auto& d : deeper) {
                std::vector<uint32_t> longer = tokens;
                longer.insert(longer.end(), d.begin(), d.end());
                out.push_back(std::move(longer));
            }
        }
    }
    return out;
}

std::vector<std::string> DictionaryWords::coded(const std::vector<std::string_view>& words,
                                                const std::vector<uint32_t>& tokens, size_t own, Named& out) const {
    size_t begin = words.size(), end = words.size();
    std::string code;
    const auto look = [&](size_t from, size_t to) {
        for (size_t at = from; at < to && code.empty(); ++at) {
            const size_t longest = dictionaries_.stems ? words[at].size() : 1;
            for (size_t cut = 0; cut < longest && code.empty(); ++cut) {
                const auto it =
                    dictionaries_.actors_by_word.find(std::string(words[at].substr(0, words[at].size() - cut)));
                if (it == dictionaries_.actors_by_word.end()) continue;
                for (const auto& [actor, name] : it->second) {
                    const size_t length = phrase_length(dictionaries_.actors[actor].names[name], words, at);
                    if (length == 0) continue;
                    code = dictionaries_.actors[actor].code_on(day_);
                    begin = at;
                    end = at + length;
                    break;
                }
            }
        }
    };
    look(0, own);
    if (code.empty()) look(own, words.size());
    out.actor = !code.empty();
    out.in_rest = out.actor && begin >= own;
    if (out.actor) out.last = tokens[end - 1];
    std::vector<const DictionaryAgent*> agents;
    const size_t reach = out.in_rest ? words.size() : own;
    for (size_t at = 0; at < reach; ++at) {
        if (at >= begin && at < end) continue;
        const auto it = dictionaries_.agents_by_word.find(std::string(words[at]));
        if (it == dictionaries_.agents_by_word.end()) continue;
        for (const uint32_t a : it->second) {
            const size_t length = phrase_length(dictionaries_.agents[a].name, words, at);
            if (length == 0 || (at < begin && at + length > begin)) continue;
            agents.push_back(&dictionaries_.agents[a]);
            at += length - 1;
            break;
        }
    }
    if (agents.empty() && (code.empty() || code == "---")) return {};
    if (code.empty()) code = "---";
    std::vector<std::string> codes;
    for (size_t at = 0; at <= code.size();) {  // "ELR/GAL": two
        const size_t slash = std::min(code.find('/', at), code.size());
        std::string one = code.substr(at, slash - at);
        for (const DictionaryAgent* agent : agents) {
            bool there = false;
            for (size_t i = 0; i + agent->code.size() <= one.size(); i += 3)
                there |= one.compare(i, agent->code.size(), agent->code) == 0;
            if (there) continue;
            one = agent->before ? agent->code + one : one + agent->code;
        }
        if (!one.empty() && one.find_first_not_of("-") != std::string::npos) codes.push_back(std::move(one));
        at = slash + 1;
    }
    return codes;
}

DictionaryWords::Named DictionaryWords::name(const Reading& reading) const {
    std::vector<std::string_view> words;
    std::vector<uint32_t> tokens;
    size_t own = 0;
    const auto add = [&](uint32_t token) {
        const auto it = std::lower_bound(words_.begin(), words_.end(), token,
                                         [](const Word& w, uint32_t t) { return w.token < t; });
        for (auto w = it; w != words_.end() && w->token == token; ++w) {
            words.push_back(w->text);
            tokens.push_back(token);
        }
    };
    for (const uint32_t t : reading.own) add(t);
    own = words.size();
    for (const uint32_t t : reading.rest) add(t);
    Named out;
    out.codes = coded(words, tokens, own, out);
    return out;
}

std::vector<DictionaryPhrase::Member> DictionaryWords::members_of(uint32_t head, std::vector<uint32_t>& used) const {
    std::vector<DictionaryPhrase::Member> members;
    std::vector<bool> has_actor;
    const std::vector<uint32_t> conjuncts = listed(head);
    std::vector<std::vector<uint32_t>> shared_behind;
    for (const uint32_t c : conjuncts) {
        DictionaryPhrase::Member member{c, {}};
        const std::vector<uint32_t> own = own_tokens(c);
        used.insert(used.end(), own.begin(), own.end());
        bool actor = false;
        auto behind = hung_behind(c);
        if (behind.empty()) behind.emplace_back();
        std::vector<std::string> plain;
        const auto variants = own_variants(c);
        for (size_t v = 1; v < variants.size(); ++v) append(member.codes, name({variants[v], {}}).codes);
        for (const auto& rest : behind) {
            const Named named = name({variants[0], rest});
            if (named.actor) {
                actor = true;
                append(member.codes, named.codes);
                if (named.in_rest) {
                    used.insert(used.end(), rest.begin(), rest.end());
                    shared_behind = behind;
                } else {
                    for (const uint32_t t : rest)
                        if (t <= named.last) used.push_back(t);
                    break;
                }
            } else {
                append(plain, named.codes);
            }
        }
        if (!actor) member.codes = plain;
        has_actor.push_back(actor);
        members.push_back(std::move(member));
    }
    // What stands before the first or behind the last belongs to all.
    std::vector<uint32_t> before;
    for (const uint32_t t : own_tokens(head))
        if (t < head && tree_.dep(t) != Dep::Det) before.push_back(t);
    for (size_t i = 0; i < members.size(); ++i) {
        if (has_actor[i] || members.size() == 1) continue;
        std::vector<std::string> codes;
        if (i > 0 && has_actor[0] && !tree_.has_child(conjuncts[i], {Dep::Det})) {
            std::vector<uint32_t> own = before;
            for (const uint32_t t : own_tokens(conjuncts[i])) own.push_back(t);
            const Named named = name({own, {}});
            if (named.actor) codes = named.codes;
        }
        if (codes.empty() && !members[i].codes.empty()) {
            for (const auto& rest : shared_behind) {
                const Named named = name({own_tokens(conjuncts[i]), rest});
                if (named.actor) append(codes, named.codes);
            }
        }
        if (!codes.empty()) members[i].codes = std::move(codes);
    }
    // "Lawmakers in Aal and Bru", parsed as lawmakers and Bru: a bare name goes with the name behind the preposition.
    for (size_t i = 1; i < members.size(); ++i) {
        const auto behind = hung_behind(conjuncts[i - 1]);
        if (behind.size() != 1 || own_tokens(conjuncts[i]).size() != 1 || !has_actor[i] ||
            tree_.token(conjuncts[i]).pos != "PROPN" || behind[0].back() + 2 != conjuncts[i])
            continue;
        for (size_t k = 0; k < i; ++k) {
            std::vector<uint32_t> rest = {behind[0][0], conjuncts[i]};
            const Named named = name({own_tokens(conjuncts[k]), rest});
            if (named.in_rest) append(members[k].codes, named.codes);
        }
        members[i].codes.clear();
    }
    return members;
}

void DictionaryWords::add_phrase(uint32_t head) {
    std::vector<uint32_t> used;
    DictionaryPhrase phrase;
    phrase.members = members_of(head, used);
    std::sort(used.begin(), used.end());
    phrase.span = {used.front(), used.back() + 1};
    for (const uint32_t t : used) phrase_of_[t - first_] = static_cast<uint32_t>(phrases_.size());
    phrases_.push_back(std::move(phrase));
}

void DictionaryWords::find_phrases(TokenSpan tokens) {
    for (uint32_t i = tokens.begin; i < tokens.end; ++i)
        if (phrase_of_[i - first_] == kNone && heads_phrase(tree_, i)) add_phrase(i);
    std::fill(phrase_of_.begin(), phrase_of_.end(), kNone);
}

// Names that the parser took for something else than a noun.
void DictionaryWords::find_leftovers(TokenSpan tokens) {
    std::vector<bool> covered(tokens.size());
    for (const DictionaryPhrase& p : phrases_)
        for (uint32_t i = p.span.begin; i < p.span.end; ++i) covered[i - first_] = true;
    for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
        if (covered[i - first_] || tree_.token(i).pos == "PUNCT" || tree_.token(i).pos == "ADP" ||
            tree_.token(i).pos == "AUX")
            continue;
        std::vector<uint32_t> run;
        for (uint32_t k = i; k < tokens.end && !covered[k - first_] && k < i + 4; ++k) run.push_back(k);
        const Named named = name({{run[0]}, {run.begin() + 1, run.end()}});
        if (!named.actor || named.in_rest || named.codes.empty()) continue;
        phrases_.push_back({{i, named.last + 1}, {{i, named.codes}}});
        i = named.last;
    }
}

}  // namespace tallybook
