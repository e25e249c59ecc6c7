#include "language/said_last.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kMostSpeakerWords = 14;
constexpr uint32_t kMostTailWords = 6;
constexpr uint32_t kFewestSaidWords = 4;  // "Yes, he said" is read rightly

bool closing(const Token& t) {
    return one_of(t.text, {".", "!", "?", "\"", "''", "”", "’", "'"});
}

bool of_noun_phrase(const Token& t) {
    if (one_of(t.tag, {"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "JJS", "JJR", "CD", "POS", "PRP$", "CC", "HYPH"}))
        return true;
    return t.tag == "IN" && one_of(lower(t.text), {"of", "for", "in", "from", "at", "with"});
}

// Nouns that may speak, or a pronoun alone.
bool may_speak(std::span<const Token> sentence, TokenSpan span) {
    if (span.empty() || span.size() > kMostSpeakerWords) return false;
    if (span.size() == 1 && one_of(lower(sentence[span.begin].text), {"he", "she", "they", "it"})) return true;
    bool noun = false;
    for (uint32_t i = span.begin; i < span.end; ++i) {
        if (!of_noun_phrase(sentence[i])) return false;
        noun |= sentence[i].tag.starts_with("NN");
    }
    return noun && sentence[span.begin].tag != "IN" && sentence[span.begin].tag != "CC";
}

// "on Friday", "late Monday", "in a statement": nothing that is said.
bool mere_tail(std::span<const Token> sentence, TokenSpan span) {
    if (span.size() > kMostTailWords) return false;
    return std::all_of(sentence.begin() + span.begin, sentence.begin() + span.end, [](const Token& t) {
        return one_of(t.tag, {"NN", "NNP", "NNS", "IN", "DT", "RB", "JJ", "CD"}) && t.text != "to" && t.text != "that";
    });
}

bool says(const Token& t) {
    return one_of(lower(t.text), {"said", "says", "say", "added"}) && t.pos != "NOUN";
}

std::optional<uint32_t> comma_before(std::span<const Token> sentence, uint32_t at) {
    for (uint32_t i = at; i-- > 0;) {
        if (sentence[i].text == ",") return i;
        if (one_of(sentence[i].text, {";", ":", "--", "(", ")"})) return std::nullopt;
    }
    return std::nullopt;
}

std::optional<SaidLast> by_order(std::span<const Token> sentence) {
    auto end = static_cast<uint32_t>(sentence.size());
    while (end > 0 && closing(sentence[end - 1])) --end;
    for (uint32_t verb = end; verb-- > kFewestSaidWords;) {
        if (!says(sentence[verb])) {
            if (end - verb > kMostSpeakerWords) return std::nullopt;
            continue;
        }
        const auto comma = comma_before(sentence, verb);
        if (!comma || *comma < kFewestSaidWords) return std::nullopt;
        const TokenSpan before{*comma + 1, verb}, behind{verb + 1, end};
        if (before.empty() && may_speak(sentence, behind)) return SaidLast{*comma, verb, behind};
        if (may_speak(sentence, before) && mere_tail(sentence, behind)) return SaidLast{*comma, verb, before};
        return std::nullopt;
    }
    return std::nullopt;
}

bool agrees(std::span<const Token> sentence, const SaidLast& tail) {
    const auto speakers = [&](uint32_t i) { return tail.speakers.contains(i); };
    bool subject = false;
    for (uint32_t i = 0; i < sentence.size(); ++i) {
        const uint32_t head = sentence[i].head;
        if (speakers(i) && !speakers(head)) {
            if (head != tail.verb || sentence[i].dep != "nsubj") return false;
            subject = true;
        }
        if (i >= tail.comma) continue;
        if (speakers(head)) return false;
        // A second noun of what is said may not be the one who says it.
        if (head == tail.verb && one_of(sentence[i].dep, {"nsubj", "nsubjpass", "dobj", "prep"})) return false;
    }
    const Token& verb = sentence[tail.verb];
    return subject && (verb.head == tail.verb || one_of(verb.dep, {"parataxis", "ccomp"}));
}

// The word that the others of the speakers hang on: the one whose head lies outside, or the last noun before "of".
uint32_t head_of(std::span<const Token> sentence, TokenSpan speakers) {
    uint32_t top = speakers.end, tops = 0, last = speakers.begin;
    bool phrase = true;
    for (uint32_t i = speakers.begin; i < speakers.end; ++i) {
        if (!speakers.contains(sentence[i].head) || sentence[i].head == i) ++tops, top = i;
        phrase &= sentence[i].tag != "IN" && sentence[i].tag != "CC";
        if (phrase && (sentence[i].tag.starts_with("NN") || sentence[i].tag == "PRP")) last = i;
    }
    return tops == 1 && (sentence[top].tag.starts_with("NN") || sentence[top].tag == "PRP") ? top : last;
}

}  // namespace

std::optional<SaidLast> find_said_last(std::span<const Token> sentence) {
    const auto tail = by_order(sentence);
    if (!tail || agrees(sentence, *tail)) return std::nullopt;
    // An editor's insertion was read by itself already.
    if (std::any_of(sentence.begin(), sentence.end(), [](const Token& t) { return t.text == "["; }))
        return std::nullopt;
    return tail;
}

void hang_said_last(std::span<Token> sentence, const SaidLast& tail) {
    const uint32_t subject = head_of(sentence, tail.speakers);
    for (uint32_t i = tail.speakers.begin; i < tail.speakers.end; ++i) {
        if (i == subject || (tail.speakers.contains(sentence[i].head) && sentence[i].head != i)) continue;
        sentence[i].head = subject;
        sentence[i].dep = sentence[i].tag == "IN" ? "prep" : i > subject ? "conj" : "compound";
    }
    for (uint32_t i = tail.speakers.begin; i + 1 < tail.speakers.end; ++i)  // "police and HOSPITAL officials"
        if (i != subject && sentence[i].dep == "conj" && sentence[i + 1].dep == "conj" &&
            sentence[i].tag.starts_with("NN") && sentence[i + 1].tag.starts_with("NN"))
            sentence[i].head = i + 1, sentence[i].dep = "compound";
    sentence[subject].head = tail.verb;
    sentence[subject].dep = "nsubj";
    Token& verb = sentence[tail.verb];
    verb.head = tail.verb;
    verb.dep = "ROOT";
    verb.pos = "VERB";
    verb.tag = "VBD";
    verb.lemma = lower(verb.text) == "added" ? "add" : "say";
    for (uint32_t i = 0; i < sentence.size(); ++i) {
        if (i == tail.verb || tail.speakers.contains(i)) continue;
        if (i < tail.comma) {
            if (sentence[i].head == i) sentence[i].head = tail.verb, sentence[i].dep = "ccomp";
        } else if (sentence[i].head < tail.verb || sentence[i].head == i) {
            sentence[i].head = tail.verb;
            if (sentence[i].dep == "ROOT") sentence[i].dep = "dep";
        }
    }
}

}  // namespace tallybook
