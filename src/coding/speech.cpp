// Who says what stands where: reporting verbs with their clause or quotation, "according to". Speakers are found before
// anything else, since "we" and "our" inside a quotation mean the speaker, and since a report of a report has two
// voices.
#include <algorithm>
#include <initializer_list>

#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

bool quote_mark(std::string_view text) {
    return text == "\"" || text == "“" || text == "”" || text == "''" || text == "``";
}

// Tokens between quotation marks of a sentence that the clause does not already hold.
std::optional<TokenSpan> quotation(const Draft& d, uint32_t sentence) {
    const TokenSpan span = d.report.sentences[sentence].tokens;
    bool open = d.report.sentences[sentence].quoted;
    uint32_t begin = span.begin, first = UINT32_MAX, last = 0;
    for (uint32_t i = span.begin; i < span.end; ++i) {
        if (!quote_mark(d.tree.token(i).text)) continue;
        if (open && i > begin) {
            first = std::min(first, begin);
            last = std::max(last, i);
            open = false;
        } else {
            open = true;
            begin = i + 1;
        }
    }
    if (open && begin < span.end) first = std::min(first, begin), last = span.end;
    if (first >= last) return std::nullopt;
    return TokenSpan{first, last};
}

bool reporting(const Match& m) {
    return m.frame->kind == FrameKind::Statement && m.frame->act == "report";
}

}  // namespace

void find_speeches(Draft& d) {
    const Tree& tree = d.tree;
    for (const Match& m : d.matches) {
        if (m.frame->kind != FrameKind::Statement || tree.noun(m.trigger)) continue;
        const auto content = m.with_role("content");
        std::vector<uint32_t> clause_heads;
        for (const uint32_t c : content)
            if (tree.verb(c) || reporting(m)) clause_heads.push_back(c);
        const auto quote = quotation(d, tree.sentence(m.trigger));
        if (clause_heads.empty() && !(reporting(m) && quote)) continue;
        Speech s;
        s.cue = m.trigger;
        const auto speakers = m.with_role("speaker");
        if (!speakers.empty()) s.speaker = d.entities.voice(speakers.front());
        if (const auto to = m.with_role("addressee"); !to.empty() && reporting(m))
            s.addressee = d.entities.describe(to.front()).front();
        for (const uint32_t c : clause_heads) {
            TokenSpan span = tree.subtree(c);
            // "said" hangs below the quotation in some parses: it is no part of what is said.
            if (tree.dominates(c, m.trigger)) {
                if (m.trigger > c)
                    span.end = std::min(span.end, tree.subtree(m.trigger).begin);
                else
                    span.begin = std::max(span.begin, m.trigger + 1);
            }
            if (!span.empty()) s.content.push_back(span);
        }
        if (reporting(m) && quote) s.content.push_back(*quote);
        d.speeches.push_back(std::move(s));
    }
    for (uint32_t i = 0; i < tree.size(); ++i) {
        if (tree.lower(i) != "according") continue;
        const auto to = tree.child(i, {Dep::Prep});
        const auto who = to ? tree.child(*to, {Dep::Pobj}) : std::nullopt;
        if (!who) continue;
        Speech s;
        s.cue = i;
        s.by_attribution = true;
        s.speaker = d.entities.describe(*who).front();
        const TokenSpan own = tree.subtree(i), all = d.report.sentences[tree.sentence(i)].tokens;
        s.content = {{all.begin, own.begin}, {own.end, all.end}};
        d.speeches.push_back(std::move(s));
    }
    // "We", "our": the speaker of the sentence's quotation; a quotation that runs over sentences keeps its speaker.
    std::vector<const Speech*> by_sentence(d.report.sentences.size(), nullptr);
    for (const Speech& s : d.speeches)
        if (s.speaker && !s.by_attribution && by_sentence[tree.sentence(s.cue)] == nullptr)
            by_sentence[tree.sentence(s.cue)] = &s;
    for (uint32_t s = 0; s < by_sentence.size(); ++s) {
        const Speech* speech = by_sentence[s];
        const uint32_t paragraph = d.report.sentences[s].paragraph;
        if (speech == nullptr)  // told behind: '"We fled. Our house burned," said X'
            for (uint32_t later = s + 1;
                 later < by_sentence.size() && later <= s + 3 && d.report.sentences[later].paragraph == paragraph;
                 ++later)
                if (by_sentence[later] && d.report.sentences[later].quoted) {
                    speech = by_sentence[later];
                    break;
                }
        if (speech == nullptr && d.report.sentences[s].quoted)
            for (uint32_t earlier = s; earlier-- > 0 && speech == nullptr && s - earlier <= 3;)
                speech = by_sentence[earlier];
        if (speech != nullptr) d.entities.set_speaker(s, *speech->speaker);
    }
}

const Speech* Draft::speech_over(uint32_t token, uint32_t other_than_cue) const {
    const Speech* best = nullptr;
    uint32_t best_size = UINT32_MAX;
    for (const Speech& s : speeches) {
        if (s.cue == other_than_cue || !s.speaker) continue;
        for (const TokenSpan& span : s.content)
            if (span.contains(token) && span.size() + (s.by_attribution ? 1000 : 0) < best_size) {
                best = &s;
                best_size = span.size() + (s.by_attribution ? 1000 : 0);
            }
    }
    return best;
}

}  // namespace tallybook
