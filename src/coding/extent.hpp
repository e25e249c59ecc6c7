// How far the three parts of an attribution go: the words that say that something is said (cue), the whole phrase of
// who says it (source), and all that is said (content), which may stand in several pieces, run over sentences of one
// quotation, or be broken by its cue. The frames name the heads; this reads the extents off the tree and the quotation
// marks. Pure; spans are tokens of the report, in text order, without overlap.
#pragma once

#include <vector>

#include "coding/matcher.hpp"
#include "coding/quotations.hpp"

namespace tallybook {

using Pieces = std::vector<TokenSpan>;

struct Extents {
    const WordFacts& words;
    const std::vector<Quotation>& quotations;
    const std::vector<Match>& matches;

    // The verb with auxiliaries, negation, adverbs between them, particle, and the preposition that leads to what is
    // said ("has not called for").
    Pieces cue(const Match& match) const;

    // The noun phrase with what describes it: prepositional phrases, a description in apposition; no clauses.
    TokenSpan source(uint32_t head) const;

    // Empty: nothing that is said stands here. `speakers`: heads of who says it, which are no part of it.
    Pieces content(const Match& match, const std::vector<uint32_t>& speakers) const;

private:
    Pieces clauses_of(const Match& match, const std::vector<uint32_t>& heads) const;
    void add_quotations(const Match& match, const std::vector<uint32_t>& speakers, Pieces& pieces) const;
    bool own_cue_behind(const Quotation& quotation) const;
    TokenSpan without_tail(uint32_t head, TokenSpan span, uint32_t cue) const;
};

// Sorted, joined where they touch, without `holes` and without marks at their ends.
Pieces tidy(const Tree& tree, Pieces pieces, const Pieces& holes);

}  // namespace tallybook
