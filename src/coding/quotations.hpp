// Quotations: what stands between quotation marks, as spans of tokens over the sentences of a paragraph. The sentence
// splitter cuts a quotation into sentences; who says it and how far it goes is a question of the marks. A quotation
// that its paragraph leaves open goes on where the next paragraph opens one again, as newspapers print long quotations.
#pragma once

#include <cstdint>
#include <vector>

#include "coding/tree.hpp"

namespace tallybook {

struct Quotation {
    TokenSpan tokens;     // with its marks
    TokenSpan inner;      // without
    bool closed = true;   // false: open at the end of its paragraph
    bool speech = false;  // reads like something said: a clause or several words, no single quoted word
    int continues = -1;   // index of the quotation of the paragraph before that this one goes on with
};

// In text order, none inside another.
std::vector<Quotation> find_quotations(const Tree& tree);

// The one that holds the token; null: none.
const Quotation* quotation_at(const std::vector<Quotation>& quotations, uint32_t token);

}  // namespace tallybook
