// Random sentences with random trees: no English, but every shape that the coder could meet, and quick to make. Words
// come from a list that the test gives, so that rules do fire.
#pragma once

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace tallybook {

struct Vocabulary {
    std::vector<std::string> verbs, nouns, adjectives, prepositions;
};

class RandomReports {
public:
    RandomReports(Vocabulary words, uint32_t seed) : words_(std::move(words)), random_(seed) {}

    Report next() {
        Report report;
        std::string text;
        for (uint32_t s = 0, count = 1 + below(2); s < count; ++s) add_sentence(report, text);
        report.id = "r-0";
        report.language = "en";
        report.set_text(text);
        return report;
    }

    uint32_t below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }

private:
    struct Kind {
        const char* pos;
        std::array<const char*, 4> tags;
    };

    template <class List>
    auto any(const List& list) -> const auto& {
        return list[below(static_cast<uint32_t>(std::size(list)))];
    }

    void add_sentence(Report& report, std::string& text) {
        static constexpr Kind kVerb{"VERB", {"VBD", "VBN", "VBG", "VB"}}, kNoun{"NOUN", {"NN", "NNS", "NN", "NNS"}},
            kName{"PROPN", {"NNP", "NNPS", "NNP", "NNP"}}, kAdjective{"ADJ", {"JJ", "JJ", "JJR", "JJ"}},
            kPreposition{"ADP", {"IN", "IN", "RP", "IN"}}, kPronoun{"PRON", {"PRP", "WDT", "WP", "PRP"}},
            kAuxiliary{"AUX", {"VBD", "VBZ", "MD", "VB"}};
        static constexpr std::array<const char*, 4> kPronouns{"it", "they", "who", "which"};
        static constexpr std::array<const char*, 4> kAuxiliaries{"be", "have", "will", "do"};
        Sentence sentence;
        sentence.analysed = true;
        sentence.tokens.begin = static_cast<uint32_t>(report.tokens.size());
        const uint32_t count = 3 + below(12);
        for (uint32_t i = 0; i < count; ++i) {
            Token t;
            const uint32_t dice = below(20);
            const Kind& kind = dice < 5    ? kVerb
                               : dice < 11 ? kNoun
                               : dice < 12 ? kName
                               : dice < 14 ? kAdjective
                               : dice < 18 ? kPreposition
                               : dice < 19 ? kPronoun
                                           : kAuxiliary;
            const std::string lemma = &kind == &kVerb                      ? any(words_.verbs)
                                      : &kind == &kNoun || &kind == &kName ? any(words_.nouns)
                                      : &kind == &kAdjective               ? any(words_.adjectives)
                                      : &kind == &kPreposition             ? any(words_.prepositions)
                                      : &kind == &kPronoun                 ? any(kPronouns)
                                                                           : any(kAuxiliaries);
            t.lemma = t.text = report.keep(lemma);
            t.pos = kind.pos;
            t.tag = any(kind.tags);
            if (!text.empty()) text += ' ';
            t.span.begin = static_cast<uint32_t>(text.size());
            text += lemma;
            t.span.end = static_cast<uint32_t>(text.size());
            t.space_after = true;
            report.tokens.push_back(t);
        }
        sentence.tokens.end = static_cast<uint32_t>(report.tokens.size());
        sentence.span = {report.tokens[sentence.tokens.begin].span.begin, static_cast<uint32_t>(text.size())};
        hang(report, sentence.tokens);
        report.sentences.push_back(sentence);
    }

    // Each word on one that was hung before, mostly a near one, by a relation that fits the two.
    void hang(Report& report, TokenSpan all) {
        std::vector<uint32_t> order;
        for (uint32_t i = 0; i < all.size(); ++i) order.push_back(i);
        std::shuffle(order.begin(), order.end(), random_);
        for (uint32_t k = 0; k < order.size(); ++k) {
            Token& t = report.tokens[all.begin + order[k]];
            if (k == 0) {
                t.head = order[k];
                t.dep = "ROOT";
                continue;
            }
            t.head = order[below(k)];
            for (int tries = 0; tries < 3; ++tries) {
                const uint32_t other = order[below(k)];
                const auto distance = [&](uint32_t a) { return a > order[k] ? a - order[k] : order[k] - a; };
                if (distance(other) < distance(t.head)) t.head = other;
            }
            t.dep = relation(t.pos, report.tokens[all.begin + t.head].pos);
        }
    }

    const char* relation(std::string_view pos, std::string_view head) {
        static constexpr std::array<const char*, 8> kOfVerb{"nsubj", "dobj",   "nsubj",     "dobj",
                                                            "attr",  "dative", "nsubjpass", "npadvmod"};
        static constexpr std::array<const char*, 5> kOfNoun{"compound", "poss", "conj", "appos", "nmod"};
        static constexpr std::array<const char*, 7> kVerbs{"conj",      "xcomp", "ccomp", "advcl",
                                                           "parataxis", "aux",   "csubj"};
        static constexpr std::array<const char*, 4> kClauses{"acl", "relcl", "amod", "compound"};
        static constexpr std::array<const char*, 4> kAdverbs{"prep", "prep", "agent", "prt"};
        static constexpr std::array<const char*, 3> kPredicates{"acomp", "oprd", "advmod"};
        const bool noun = pos == "NOUN" || pos == "PROPN" || pos == "PRON";
        if (below(25) == 0) return "dep";
        if (pos == "AUX") return below(2) == 0 ? "aux" : "auxpass";
        if (pos == "ADP") return any(kAdverbs);
        if (noun && head == "ADP") return "pobj";
        if (noun && (head == "VERB" || head == "AUX")) return any(kOfVerb);
        if (noun) return any(kOfNoun);
        if (pos == "VERB" && head == "ADP") return "pcomp";
        if (pos == "VERB" && (head == "NOUN" || head == "PROPN")) return any(kClauses);
        if (pos == "VERB") return any(kVerbs);
        return head == "NOUN" || head == "PROPN" ? "amod" : any(kPredicates);
    }

    Vocabulary words_;
    std::mt19937 random_;
};

}  // namespace tallybook
