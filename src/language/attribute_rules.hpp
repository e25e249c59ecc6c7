// Attribute rules: patterns over one or a few tokens (tag, relation, lower-cased text, white space) that set part of
// speech, morphology, lemma, tag or relation. All patterns are matched on what tagger and parser gave; then the matches
// are applied in the order of the rules, later ones overwriting earlier ones.
//
// The compiled form works on small numbers: labels, and for the text a RuleWord that is computed once for a distinct
// text. What rules of a single token do is a pure function of (tag, relation, word, white space), so callers may cache
// it; rules over several tokens begin with rare words and are tried where their first token fits.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "language/labels.hpp"
#include "language/regex.hpp"

namespace tallybook {

// What the rules want to know about a lower-cased text.
struct RuleWord {
    uint32_t text = 0;     // number among the texts that rules name, 0: named by none
    uint32_t regexes = 0;  // bit r: regex r is found in it
    bool is_space = false;

    bool operator==(const RuleWord&) const = default;
};

struct RuleToken {
    LabelId tag = 0;
    LabelId dep = 0;
    RuleWord word;
};

struct RuleOutcome {
    LabelId tag = 0, pos = 0, morph = 0, dep = 0;
    LabelId lemma = 0;  // 0: no rule gave one
};

class AttributeRules {
public:
    // `patterns`: the list of {patterns, attrs, index} of the model as JSON. All strings are interned in `labels`.
    // Errors: TB2015 naming the rule that asks for something else than described above.
    static Result<AttributeRules> compile(const nlohmann::json& patterns, Labels& labels);

    RuleWord word(std::string_view lower, bool is_space, RegexScratch& scratch) const;

    // The rules of one token applied to it.
    RuleOutcome apply_single(const RuleToken& token) const;

    // Whether a rule of several tokens can begin here.
    bool may_begin(const RuleToken& token) const;

    // A sentence: calls again(i, outcome) for every token that a rule of several tokens touches, with all rules
    // applied. `begins[i]` must be may_begin(tokens[i]).
    template <class F>
    void apply_several(std::span<const RuleToken> tokens, const std::vector<uint8_t>& begins, F again) const {
        for (const Touch& touch : touches(tokens, begins)) again(touch.token, apply_all(tokens, touch.token));
    }

private:
    struct LabelTest {
        std::vector<uint8_t> allowed;  // by label; empty: no test. Labels beyond the end: `others`
        bool others = false;
        bool holds(LabelId id) const { return allowed.empty() || (id < allowed.size() ? allowed[id] != 0 : others); }
    };
    struct TokenTest {
        LabelTest tag, dep;
        std::vector<uint32_t> texts;  // sorted numbers
        bool tests_text = false;
        bool texts_negated = false;
        uint32_t regexes = 0;  // all of these bits
        int8_t is_space = -1;  // -1: no test
        bool holds(const RuleToken& token) const;
    };
    struct Rule {
        std::vector<std::vector<TokenTest>> patterns;
        size_t index = 0;
        // What it sets; kUnset leaves it.
        static constexpr LabelId kUnset = Labels::kNone;
        LabelId tag = kUnset, pos = kUnset, morph = kUnset, dep = kUnset, lemma = kUnset;
        bool several = false;
    };
    struct Touch {
        size_t token;
    };
    class Compiler;

    static bool matches_at(const std::vector<TokenTest>& pattern, std::span<const RuleToken> tokens, size_t at);
    static void set(const Rule& rule, RuleOutcome& outcome);
    std::vector<Touch> touches(std::span<const RuleToken> tokens, const std::vector<uint8_t>& begins) const;
    RuleOutcome apply_all(std::span<const RuleToken> tokens, size_t target) const;

    std::vector<Rule> rules_;
    std::unordered_map<std::string, uint32_t> texts_;
    std::vector<Regex> regexes_;
};

}  // namespace tallybook
