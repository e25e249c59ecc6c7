#include "coding/quotations.hpp"

#include <algorithm>

namespace tallybook {
namespace {

constexpr uint32_t kSpeechWords = 4;

enum class Mark { None, Open, Close, Either };

// By its form and, where that says nothing or is typed the wrong way round, by the spaces beside it.
Mark mark_of(const Tree& tree, uint32_t i) {
    const std::string_view text = tree.token(i).text;
    const bool open = text == "“" || text == "``" || text == "«";
    const bool close = text == "”" || text == "»";
    if (!open && !close && text != "\"" && text != "''") return Mark::None;
    const bool first = i == 0 || tree.report().sentences[tree.sentence(i)].paragraph !=
                                     tree.report().sentences[tree.sentence(i - 1)].paragraph;
    const bool space_before = first || tree.token(i - 1).space_after;
    const bool space_after = tree.token(i).space_after;
    if (space_before && !space_after) return Mark::Open;
    if (space_after && !space_before) return Mark::Close;
    return open ? Mark::Open : close ? Mark::Close : Mark::Either;
}

bool reads_like_speech(const Tree& tree, TokenSpan inner) {
    uint32_t words = 0;
    bool verb = false;
    for (uint32_t i = inner.begin; i < inner.end; ++i) {
        words += tree.token(i).pos != "PUNCT";
        verb |= tree.verb(i);
    }
    const bool ended = !inner.empty() && tree.is(inner.end - 1, {",", ".", "?", "!"});
    return words >= kSpeechWords || (words > 0 && (verb || ended));
}

}  // namespace

std::vector<Quotation> find_quotations(const Tree& tree) {
    const Report& report = tree.report();
    std::vector<Quotation> found;
    const auto close = [&](uint32_t begin, uint32_t inner_end, bool closed) {
        Quotation q;
        q.tokens = {begin, closed ? inner_end + 1 : inner_end};
        q.inner = {begin + 1, inner_end};
        q.closed = closed;
        if (q.inner.begin >= q.inner.end) return;
        q.speech = reads_like_speech(tree, q.inner);
        found.push_back(q);
    };
    constexpr uint32_t kNone = UINT32_MAX;
    uint32_t open = kNone, paragraph = kNone;
    for (const Sentence& sentence : report.sentences) {
        if (sentence.paragraph != paragraph) {
            if (open != kNone) close(open, sentence.tokens.begin, false);
            open = kNone;
            paragraph = sentence.paragraph;
        }
        for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
            const Mark mark = mark_of(tree, i);
            if (mark == Mark::None) continue;
            if (open == kNone) {
                if (mark != Mark::Close) open = i;
            } else if (mark == Mark::Open) {
                close(open, i, false);
                open = i;
            } else {
                close(open, i, true);
                open = kNone;
            }
        }
    }
    if (open != kNone && !report.sentences.empty()) close(open, report.sentences.back().tokens.end, false);
    for (size_t q = 1; q < found.size(); ++q) {
        const auto paragraph_of = [&](uint32_t token) { return report.sentences[tree.sentence(token)].paragraph; };
        const uint32_t here = paragraph_of(found[q].tokens.begin);
        const uint32_t first = found[q].tokens.begin;
        const bool starts = first == 0 || paragraph_of(first - 1) != here;
        if (!found[q - 1].closed && starts && paragraph_of(found[q - 1].tokens.begin) + 1 == here)
            found[q].continues = static_cast<int>(q) - 1;
    }
    return found;
}

const Quotation* quotation_at(const std::vector<Quotation>& quotations, uint32_t token) {
    const auto after = std::upper_bound(quotations.begin(), quotations.end(), token,
                                        [](uint32_t t, const Quotation& q) { return t < q.tokens.begin; });
    if (after == quotations.begin()) return nullptr;
    const Quotation& q = *std::prev(after);
    return q.tokens.contains(token) ? &q : nullptr;
}

}  // namespace tallybook
