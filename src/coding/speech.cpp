// Who says what stands where: reporting verbs with their clause or quotation, "according to". Speakers are found before
// anything else, since "we" and "our" inside a quotation mean the speaker, and since a report of a report has two
// voices.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kLongestLabel = 7;  // words before the colon of a headline or a transcript

bool reporting(const Match& m) {
    return m.frame->kind == FrameKind::Statement && m.frame->act == "report";
}

// Reporting verbs and other verbs of saying with a clause or a quotation.
void find_framed(Draft& d, const Match& m) {
    const Tree& tree = d.tree;
    if (m.frame->kind != FrameKind::Statement || tree.noun(m.trigger)) return;
    const auto content = m.with_role("content");
    const bool clause = std::any_of(content.begin(), content.end(), [&](uint32_t c) { return tree.verb(c); });
    if (!clause && !reporting(m)) return;
    // What a document shows, or what somebody believes or wants, is told in the report's own voice.
    if (reporting(m) && !one_of(m.frame->name, {"report", "report/quotation"})) return;
    const auto speakers = m.with_role("speaker");
    Speech s;
    s.cue = m.trigger;
    s.content = d.extents().content(m, speakers);
    if (!reporting(m))  // "rejects the accusation": the accusation is another's
        std::erase_if(s.content, [&](const TokenSpan& piece) {
            return std::none_of(content.begin(), content.end(),
                                [&](uint32_t c) { return tree.verb(c) && tree.subtree(c).overlaps(piece); });
        });
    if (s.content.empty()) return;
    if (!speakers.empty()) s.speaker = d.entities.voice(speakers.front());
    if (const auto to = m.with_role("addressee"); !to.empty() && reporting(m))
        s.addressee = d.entities.describe(to.front()).front();
    d.speeches.push_back(std::move(s));
}

// "According to the ministry, …": the rest of the sentence, as far as it is one clause.
void find_according(Draft& d, uint32_t i) {
    const Tree& tree = d.tree;
    if (tree.lower(i) != "according") return;
    const auto to = tree.child(i, {Dep::Prep});
    const auto who = to ? tree.child(*to, {Dep::Pobj}) : std::nullopt;
    if (!who) return;
    Speech s;
    s.cue = i;
    s.by_attribution = true;
    s.source = *who;
    s.cue_words = {{i, *to + 1}};
    s.speaker = d.entities.voice(*who);
    const TokenSpan own = tree.subtree(i), all = d.report.sentences[tree.sentence(i)].tokens;
    s.content = tidy(tree, {{all.begin, own.begin}, {own.end, all.end}}, {});
    if (s.content.empty()) return;
    d.speeches.push_back(std::move(s));
}

bool names_a_voice(const Draft& d, TokenSpan label) {
    const uint32_t last = label.end - 1;
    for (uint32_t i = label.begin; i < label.end; ++i)
        if (const NameRef* name = d.words.name_at(i); name && name->kind != NameKind::Work) return true;
    const std::string lemma = d.words.lemma(last);
    if (one_of(lemma, {"poll", "report", "survey", "study", "official", "police", "army", "minister", "source"}))
        return true;
    return std::all_of(d.tree.token(last).text.begin(), d.tree.token(last).text.end(),
                       [](char c) { return c >= 'A' && c <= 'Z'; }) &&
           d.tree.token(last).text.size() > 2;
}

// "FRIDAY 3 MAY. The Northern Front: …": the sentence before is a mere day or title.
bool behind_heading(const Draft& d, uint32_t sentence) {
    constexpr uint32_t kLongestHeading = 6;
    if (sentence == 0) return false;
    const TokenSpan before = d.report.sentences[sentence - 1].tokens;
    if (before.size() > kLongestHeading) return false;
    for (uint32_t i = before.begin; i < before.end; ++i)
        if (d.tree.verb(i)) return false;
    return before.begin < before.end;
}

// Headlines and transcripts: "Minister: Talks Failed", "ANCHOR: Good evening." A name and a colon begin a paragraph.
void find_labels(Draft& d) {
    const Tree& tree = d.tree;
    uint32_t paragraph = UINT32_MAX;
    for (uint32_t s = 0; s < d.report.sentences.size(); ++s) {
        const Sentence& sentence = d.report.sentences[s];
        const bool opens = sentence.paragraph != paragraph;
        if (!opens && !behind_heading(d, s)) continue;
        paragraph = sentence.paragraph;
        uint32_t colon = sentence.tokens.begin;
        const uint32_t limit = std::min(sentence.tokens.end, colon + kLongestLabel + 1);
        while (colon < limit && tree.token(colon).text != ":") ++colon;
        uint32_t first = sentence.tokens.begin;
        while (first < colon && tree.token(first).pos == "PUNCT") ++first;
        if (colon >= limit || colon == first || colon + 1 >= sentence.tokens.end) continue;
        bool plain = true;
        for (uint32_t i = first; i < colon; ++i)
            plain &= !tree.verb(i) && !tree.is(i, {",", "\"", "“", ";"}) && tree.token(i).pos != "NUM";
        const TokenSpan label{first, colon};
        if (!plain || !names_a_voice(d, label)) continue;
        uint32_t end = sentence.tokens.end;
        for (uint32_t later = s + 1; opens && later < d.report.sentences.size(); ++later) {
            if (d.report.sentences[later].paragraph != paragraph) break;
            end = d.report.sentences[later].tokens.end;
        }
        Speech speech;
        speech.cue = colon;
        speech.cue_words = {{colon, colon + 1}};
        uint32_t head = colon - 1;
        while (head > first && !tree.noun(head)) --head;
        speech.source = head;
        Participant who = d.entities.voice(head);
        who.span = tree.bytes(label);
        speech.speaker = who;
        speech.content = tidy(tree, {{colon + 1, end}}, {});
        if (!speech.content.empty()) d.speeches.push_back(std::move(speech));
    }
}

// "We", "our": the speaker of the sentence's quotation; a quotation that runs over sentences keeps its speaker.
void share_speakers(Draft& d) {
    std::vector<const Speech*> by_sentence(d.report.sentences.size(), nullptr);
    std::vector<const Speech*> over(d.report.sentences.size(), nullptr);
    for (const Speech& s : d.speeches) {
        if (!s.speaker || s.by_attribution) continue;
        if (by_sentence[d.tree.sentence(s.cue)] == nullptr) by_sentence[d.tree.sentence(s.cue)] = &s;
        for (const TokenSpan& piece : s.content)
            for (uint32_t at = d.tree.sentence(piece.begin); at <= d.tree.sentence(piece.end - 1); ++at)
                if (quotation_at(d.quotations, piece.begin) != nullptr) over[at] = &s;
    }
    for (uint32_t s = 0; s < by_sentence.size(); ++s) {
        const Speech* speech = by_sentence[s] ? by_sentence[s] : over[s];
        if (speech == nullptr && d.report.sentences[s].quoted)
            for (uint32_t earlier = s; earlier-- > 0 && speech == nullptr && s - earlier <= 3;)
                speech = by_sentence[earlier];
        if (speech != nullptr) d.entities.set_speaker(s, *speech->speaker);
    }
}

void index_speeches(Draft& d) {
    d.speeches_in.assign(d.report.sentences.size(), {});
    for (uint32_t k = 0; k < d.speeches.size(); ++k)
        for (const TokenSpan& span : d.speeches[k].content)
            for (uint32_t i = span.begin; i < span.end; ++i) {
                auto& here = d.speeches_in[d.tree.sentence(i)];
                if (here.empty() || here.back() != k) here.push_back(k);
            }
}

}  // namespace

void find_speeches(Draft& d) {
    for (const Match& m : d.matches) find_framed(d, m);
    for (uint32_t i = 0; i < d.tree.size(); ++i) find_according(d, i);
    find_labels(d);
    share_speakers(d);
    index_speeches(d);
}

const Speech* Draft::speech_over(uint32_t token, uint32_t other_than_cue) const {
    const Speech* best = nullptr;
    uint32_t best_size = UINT32_MAX;
    for (const uint32_t k : speeches_in[tree.sentence(token)]) {
        const Speech& s = speeches[k];
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
