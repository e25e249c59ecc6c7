#include "coding/extent.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kWidestGap = 14;  // tokens between a cue and its quotation: "said in an interview on Monday, “"

bool mark(const Tree& tree, uint32_t i) {
    const std::string_view text = tree.token(i).text;
    if (tree.token(i).pos == "PUNCT" || tree.token(i).pos == "SPACE") return true;
    return !text.empty() &&
           std::none_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x80 || std::isalnum(c) != 0; });
}

bool in_time(const WordFacts& words, uint32_t i) {
    return words.time_at(i) != nullptr;
}

bool may_quote(const Match& m) {
    return !one_of(m.frame->act, {"consult", "no-claim", "order", "claim-responsibility"});
}

}  // namespace

Pieces tidy(const Tree& tree, Pieces pieces, const Pieces& holes) {
    std::vector<uint32_t> tokens;
    for (const TokenSpan& p : pieces)
        for (uint32_t i = p.begin; i < p.end; ++i)
            if (std::none_of(holes.begin(), holes.end(), [&](const TokenSpan& h) { return h.contains(i); }))
                tokens.push_back(i);
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    Pieces out;
    for (const uint32_t i : tokens) {
        if (!out.empty() && out.back().end == i)
            ++out.back().end;
        else
            out.push_back({i, i + 1});
    }
    for (TokenSpan& p : out) {
        const auto edge = [&](uint32_t i) {
            return mark(tree, i) || (tree.dep(i) == Dep::Mark && tree.is(i, {"that", "if", "whether"}));
        };
        while (!p.empty() && edge(p.begin)) ++p.begin;
        while (!p.empty() && mark(tree, p.end - 1)) --p.end;
    }
    std::erase_if(out, [&](const TokenSpan& p) {
        if (p.empty()) return true;
        if (pieces.size() < 2 || p.size() > 1) return false;
        return tree.is(p.begin, {"and", "but", "as"});  // left over between pieces
    });
    return out;
}

Pieces Extents::cue(const Match& m) const {
    const Tree& tree = words.tree();
    TokenSpan span{m.trigger, m.trigger + 1};
    if (tree.verb(m.trigger)) {
        const auto part_of_verb = [&](uint32_t c) {
            const Dep d = tree.dep(c);
            return d == Dep::Aux || d == Dep::AuxPass || d == Dep::Neg || (d == Dep::Advmod && c < m.trigger);
        };
        for (uint32_t i = m.trigger; i-- > 0 && tree.head(i) == m.trigger && part_of_verb(i);) span.begin = i;
        // "Then she said", "Still, he says": an adverb alone, before the auxiliaries, is none of it.
        while (span.begin < m.trigger && tree.dep(span.begin) == Dep::Advmod && span.begin > 0 &&
               (tree.sentence(span.begin - 1) != tree.sentence(span.begin)))
            ++span.begin;
    }
    Pieces pieces{span};
    if (m.last > m.trigger) pieces.push_back({m.last, m.last + 1});
    // The preposition that leads to the content: "called for", "complained about", "accused X of".
    for (const Filler& f : m.fillers) {
        const Slot& slot = m.rule->slots[f.slot];
        if (slot.position != Position::Preposition || slot.role != "content") continue;
        uint32_t p = tree.head(f.token);
        while (p != m.trigger && !tree.root(p) && tree.token(p).pos != "ADP" && tree.token(p).pos != "SCONJ")
            p = tree.head(p);
        if (p > m.trigger && tree.sentence(p) == tree.sentence(m.trigger) && p < f.token) pieces.push_back({p, p + 1});
        break;
    }
    std::sort(pieces.begin(), pieces.end());
    Pieces out;
    for (const TokenSpan& p : pieces) {
        if (!out.empty() && out.back().end >= p.begin)
            out.back().end = std::max(out.back().end, p.end);
        else
            out.push_back(p);
    }
    return out;
}

TokenSpan Extents::source(uint32_t head) const {
    const Tree& tree = words.tree();
    TokenSpan span = tree.phrase(head);
    if (!tree.noun(head)) return span;
    for (const uint32_t c : tree.children(head)) {
        if (c < head) continue;
        const Dep d = tree.dep(c);
        const TokenSpan own = tree.subtree(c);
        bool timed = false;
        uint32_t end = own.end;
        for (uint32_t i = own.begin; i < own.end; ++i) {
            timed |= in_time(words, i);
            if ((tree.dep(i) == Dep::Relcl || tree.dep(i) == Dep::Acl || tree.dep(i) == Dep::Advcl) && i > c)
                end = std::min(end, tree.subtree(i).begin);
        }
        while (end > span.end && mark(tree, end - 1) && tree.token(end - 1).text != ")") --end;
        const bool age = d == Dep::Amod || d == Dep::Nummod || d == Dep::Npadvmod;  // "X, 43"
        if ((d == Dep::Prep && !timed && !tree.is(c, {"during", "after", "before", "as", "on", "since"})) ||
            d == Dep::Appos || age)
            span.end = std::max(span.end, end);
        else if (d == Dep::Relcl || d == Dep::Acl || d == Dep::Cc || d == Dep::Conj)
            break;
    }
    return span;
}

// What was parsed into a clause but speaks of the cue's own subject or of another voice: ", citing …", ", arguing
// that",
// ", according to X"; a second main clause behind a semicolon.
TokenSpan Extents::without_tail(uint32_t head, TokenSpan span, uint32_t cue) const {
    const Tree& tree = words.tree();
    const auto cut = [&](uint32_t at) {
        if (at > head && at > span.begin && at < span.end) span.end = at;
    };
    for (uint32_t i = std::max(head + 1, span.begin); i < span.end; ++i) {
        if (quotation_at(quotations, i) != nullptr) continue;
        if (tree.lower(i) == "according") cut(i);
        if (tree.token(i).text == ";" && cue < span.begin) cut(i);
        if (tree.token(i).text == "--" && cue < span.begin) cut(i);
        if (tree.tagged(i, {"VBG"}) && i > 0 && tree.lower(i - 1) == ",") {
            const auto says = std::any_of(matches.begin(), matches.end(), [&](const Match& other) {
                return other.trigger == i && other.frame->kind == FrameKind::Statement;
            });
            if (says || tree.is(i, {"citing", "including"})) cut(i - 1);
        }
    }
    return span;
}

Pieces Extents::clauses_of(const Match& m, const std::vector<uint32_t>& heads) const {
    const Tree& tree = words.tree();
    Pieces pieces;
    for (const uint32_t head : heads) {
        if (tree.sentence(head) != tree.sentence(m.trigger)) continue;
        TokenSpan span = tree.subtree(head);
        if (tree.dominates(head, m.trigger) && head != m.trigger) {
            if (tree.noun(head) || tree.pronoun(head)) {  // the antecedent of a relative clause
                pieces.push_back(tree.phrase(head));
                continue;
            }
            // "…, she said, …": said hangs below what is said.
            uint32_t below = m.trigger;
            while (tree.head(below) != head && !tree.root(below)) below = tree.head(below);
            const TokenSpan own = tree.subtree(below);
            if (own.begin > span.begin) pieces.push_back({span.begin, own.begin});
            if (own.end < span.end) pieces.push_back({own.end, span.end});
            continue;
        }
        pieces.push_back(without_tail(head, span, m.trigger));
    }
    return pieces;
}

// "…," he said: a cue of its own stands directly behind.
bool Extents::own_cue_behind(const Quotation& q) const {
    const Tree& tree = words.tree();
    if (!q.closed || q.inner.empty()) return false;
    const uint32_t last = q.inner.end - 1;
    if (tree.is(last, {"."})) return false;
    return q.tokens.end < tree.size() && tree.sentence(q.tokens.end) == tree.sentence(last) &&
           !mark(tree, q.tokens.end);
}

void Extents::add_quotations(const Match& m, const std::vector<uint32_t>& speakers, Pieces& pieces) const {
    const Tree& tree = words.tree();
    const Report& report = tree.report();
    const uint32_t sentence = tree.sentence(m.trigger);
    const uint32_t paragraph = report.sentences[sentence].paragraph;
    const auto paragraph_of = [&](uint32_t i) { return report.sentences[tree.sentence(i)].paragraph; };
    if (const Quotation* around = quotation_at(quotations, m.trigger)) {  // said inside: nothing outside belongs to it
        Pieces inside;
        for (TokenSpan p : pieces) {
            p.begin = std::max(p.begin, around->inner.begin);
            p.end = std::min(p.end, around->inner.end);
            if (!p.empty()) inside.push_back(p);
        }
        pieces = inside;
        return;
    }
    const Pieces own = cue(m);
    uint32_t left = own.front().begin;
    uint32_t right = own.back().end;
    for (const uint32_t s : speakers)
        if (tree.sentence(s) == sentence) {
            const TokenSpan who = source(s);
            if (who.end <= m.trigger) left = std::min(left, who.begin);
            if (who.begin > m.trigger && who.begin <= right + 4) right = std::max(right, who.end);
        }
    std::vector<const Quotation*> taken;
    bool before = false, after = false;
    const auto take = [&](const Quotation& q) {
        if (std::find(taken.begin(), taken.end(), &q) == taken.end()) taken.push_back(&q);
    };
    for (const Quotation& q : quotations) {
        if (paragraph_of(q.tokens.begin) != paragraph || q.tokens.contains(m.trigger)) continue;
        const bool touched =
            std::any_of(pieces.begin(), pieces.end(), [&](const TokenSpan& p) { return p.overlaps(q.tokens); });
        if (touched) {
            take(q);
            before |= q.speech && q.tokens.end <= left;
            after |= q.speech && q.tokens.begin >= right;
        }
    }
    // Directly before: '…," she said', '…?" asked X'.
    if (!before)
        for (const Quotation& q : quotations) {
            if (q.tokens.end > left || paragraph_of(q.tokens.begin) != paragraph || !q.closed) continue;
            bool bare = true;
            for (uint32_t i = q.tokens.end; i < left && bare; ++i) bare = mark(tree, i);
            const bool same = tree.sentence(q.inner.end - 1) == sentence;
            if (bare && (tree.is(q.inner.end - 1, {",", "?", "!"}) || same) && left - q.tokens.end <= 2 &&
                (q.speech || same)) {
                take(q);
                before = true;
            }
        }
    // Directly behind: 'she said: "…', 'he told reporters on Monday, "…'.
    if (!after)
        for (const Quotation& q : quotations) {
            if (q.tokens.begin < right || paragraph_of(q.tokens.begin) != paragraph || !q.speech) continue;
            if (q.tokens.begin - right > kWidestGap) break;
            bool clear = true, led = q.tokens.begin == right;
            for (uint32_t i = right; i < q.tokens.begin; ++i) {
                const bool in_piece =
                    std::any_of(pieces.begin(), pieces.end(), [&](const TokenSpan& p) { return p.contains(i); });
                clear &= !tree.verb(i) && !in_piece && !tree.is(i, {".", ";", "?", "!"}) &&
                         quotation_at(quotations, i) == nullptr;
                if (i + 1 == q.tokens.begin) led = tree.is(i, {",", ":", "that"});
            }
            const bool sentence_begins = q.tokens.begin > right && tree.is(q.tokens.begin - 1, {":"});
            if (!clear || !led || (tree.sentence(q.tokens.begin) != sentence && !sentence_begins)) break;
            if (before && own_cue_behind(q)) break;
            if (sentence_begins && !before) std::erase_if(pieces, [&](const TokenSpan& p) { return p.end <= left; });
            take(q);
            after = true;
            break;
        }
    // The quotation goes on behind the cue's sentence, without a cue of its own.
    const uint32_t end = report.sentences[sentence].tokens.end;
    if (before)
        for (const Quotation& q : quotations)
            if (q.tokens.begin >= right && q.tokens.begin <= end && q.tokens.begin + 1 >= end &&
                paragraph_of(q.tokens.begin) == paragraph && q.speech && !own_cue_behind(q))
                take(q);
    for (size_t t = 0; t < taken.size(); ++t) {
        const int index = static_cast<int>(taken[t] - quotations.data());
        for (const Quotation& q : quotations)
            if (q.continues == index && !own_cue_behind(q)) take(q);
    }
    for (const Quotation* q : taken) pieces.push_back(q->tokens);
}

Pieces Extents::content(const Match& m, const std::vector<uint32_t>& speakers) const {
    const Tree& tree = words.tree();
    std::vector<uint32_t> heads = m.with_role("content");
    const auto add = [&](std::string_view role) {
        for (const uint32_t t : m.with_role(role)) heads.push_back(t);
    };
    if (heads.empty() && one_of(m.frame->act, {"accuse", "condemn"})) add("against");
    if (one_of(m.frame->act, {"urge", "order", "demand"}) && !heads.empty() && tree.verb(heads.front()))
        for (const uint32_t t : m.with_role("addressee"))
            if (t > m.trigger && t < heads.front()) heads.push_back(t);
    if (heads.empty() && m.frame->act == "praise") add("addressee");
    Pieces pieces = clauses_of(m, heads);
    if (tree.verb(m.trigger) && may_quote(m)) add_quotations(m, speakers, pieces);
    Pieces holes = cue(m);
    for (const uint32_t s : speakers) {
        const TokenSpan who = source(s);
        const bool content_head = std::find(heads.begin(), heads.end(), s) != heads.end();
        if (tree.sentence(s) == tree.sentence(m.trigger) && !content_head && quotation_at(quotations, s) == nullptr)
            holes.push_back(who);
    }
    return tidy(tree, std::move(pieces), holes);
}

}  // namespace tallybook
