#include "language/mixed_dateline.hpp"

#include "base/text.hpp"
#include "report/dateline.hpp"

namespace tallybook {

uint32_t find_mixed_dateline(std::span<const Token> sentence) {
    const uint32_t end = dateline_end(sentence);
    if (end == 0 || sentence[0].entity.empty() || one_of(sentence[0].entity, {"PERSON", "DATE", "TIME"})) return 0;
    for (uint32_t i = 0; i < sentence.size(); ++i) {
        if (sentence[i].dep == "punct") continue;
        const bool inside = i < end, head_inside = sentence[i].head < end;
        if (inside && sentence[i].head == i) return end;  // the root is a town
        if (!inside && head_inside) return end;
        if (inside && !head_inside &&
            one_of(sentence[i].dep, {"nsubj", "nsubjpass", "compound", "amod", "nmod", "poss"}))
            return end;
    }
    return 0;
}

void hang_dateline(std::span<Token> sentence, uint32_t end) {
    uint32_t root = end;
    while (root < sentence.size() && sentence[root].head != root) ++root;
    if (root == sentence.size()) return;
    for (uint32_t i = 0; i < end; ++i) {
        if (sentence[i].head < end && sentence[i].head != i) continue;
        sentence[i].head = root;
        sentence[i].dep = sentence[i].tag.starts_with("NN") ? "dep" : "punct";
    }
}

}  // namespace tallybook
