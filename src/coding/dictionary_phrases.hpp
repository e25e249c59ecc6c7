// Who the noun phrases of a sentence are by foreign dictionaries: a sentence's words as the dictionaries write them,
// and its noun phrases with their actor codes. A phrase takes the first actor named in it and all agents ("the Norse
// army's officers" → NORMIL); coordinated phrases are one phrase with several codes and share what stands before or
// behind them ("Norse media and police", "lawmakers in Aal and Bru").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codebook/petrarch.hpp"
#include "coding/tree.hpp"

namespace tallybook {

struct DictionaryPhrase {
    struct Member {
        uint32_t head = 0;               // token
        std::vector<std::string> codes;  // none: nobody that the dictionaries know
    };
    TokenSpan span;
    std::vector<Member> members;

    std::vector<std::string> codes() const;
    bool coded() const { return !codes().empty(); }
};

class DictionaryWords {
public:
    // `tokens`: one sentence. All three must outlive this.
    DictionaryWords(const Tree& tree, TokenSpan tokens, const Dictionaries& dictionaries, std::string_view day);

    struct Word {
        std::string text;  // upper case, cut at hyphens; possessive endings are left out
        uint32_t token = 0;
    };
    const std::vector<Word>& words() const { return words_; }
    const std::vector<DictionaryPhrase>& phrases() const { return phrases_; }  // in text order
    // The phrase that covers a token; null if none.
    const DictionaryPhrase* phrase_at(uint32_t token) const;

private:
    struct Reading {
        std::vector<uint32_t> own, rest;  // tokens of the phrase itself, of what is hung behind it
    };
    struct Named {
        std::vector<std::string> codes;
        uint32_t last = 0;  // the last token that the actor's name took
        bool in_rest = false, actor = false;
    };

    void cut_words(TokenSpan tokens);
    void find_phrases(TokenSpan tokens);
    void find_leftovers(TokenSpan tokens);
    void add_phrase(uint32_t head);
    Named name(const Reading& reading) const;
    std::vector<uint32_t> own_tokens(uint32_t head) const;
    std::vector<std::vector<uint32_t>> own_variants(uint32_t head) const;
    std::vector<uint32_t> listed(uint32_t head) const;
    std::vector<std::vector<uint32_t>> hung_behind(uint32_t head) const;
    std::vector<DictionaryPhrase::Member> members_of(uint32_t head, std::vector<uint32_t>& used) const;
    std::vector<std::string> coded(const std::vector<std::string_view>& words, const std::vector<uint32_t>& tokens,
                                   size_t own, Named& out) const;

    const Tree& tree_;
    const Dictionaries& dictionaries_;
    const std::string day_;
    std::vector<Word> words_;
    std::vector<DictionaryPhrase> phrases_;
    std::vector<uint32_t> phrase_of_;  // by token of the sentence
    uint32_t first_ = 0;
};

}  // namespace tallybook
