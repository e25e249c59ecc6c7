// The dependency trees of a report, as the coder walks them: heads as report-wide token indexes, relations as an enum,
// children in text order. Built once a report; const afterwards. Sentences that were not analysed have no edges.
//
// Labels are those of the ClearNLP scheme that English spaCy pipelines use; a label this file does not know is Other.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace tallybook {

enum class Dep : uint8_t {
    Root,
    Nsubj,
    NsubjPass,
    Csubj,
    CsubjPass,
    Dobj,
    Dative,
    Agent,
    Prep,
    Pobj,
    Pcomp,
    Prt,
    Aux,
    AuxPass,
    Neg,
    Attr,
    Acomp,
    Oprd,
    Xcomp,
    Ccomp,
    Advcl,
    Acl,
    Relcl,
    Conj,
    Cc,
    Appos,
    Poss,
    Compound,
    Amod,
    Nummod,
    Quantmod,
    Nmod,
    Npadvmod,
    Advmod,
    Det,
    Predet,
    Preconj,
    Case,
    Mark,
    Expl,
    Parataxis,
    Punct,
    Other
};

class Tree {
public:
    explicit Tree(const Report& report);

    const Report& report() const { return *report_; }
    uint32_t size() const { return static_cast<uint32_t>(deps_.size()); }
    const Token& token(uint32_t i) const { return report_->tokens[i]; }
    Dep dep(uint32_t i) const { return deps_[i]; }
    uint32_t head(uint32_t i) const { return heads_[i]; }  // i itself at a root
    bool root(uint32_t i) const { return heads_[i] == i; }
    uint32_t sentence(uint32_t i) const { return sentence_of_[i]; }
    std::string_view lower(uint32_t i) const { return lowers_[i]; }
    std::span<const uint32_t> children(uint32_t i) const {
        return {edges_.data() + first_edge_[i], first_edge_[i + 1] - first_edge_[i]};
    }

    std::optional<uint32_t> child(uint32_t i, std::initializer_list<Dep> deps) const;  // the first with such a relation
    bool has_child(uint32_t i, std::initializer_list<Dep> deps) const { return child(i, deps).has_value(); }
    TokenSpan subtree(uint32_t i) const { return {left_[i], right_[i] + 1}; }
    bool dominates(uint32_t above, uint32_t below) const;  // also when equal
    std::vector<uint32_t> conjuncts(uint32_t i) const;     // i and what is coordinated to it, in text order

    bool verb(uint32_t i) const { return !nominal_[i] && (token(i).pos == "VERB" || token(i).pos == "AUX"); }
    bool noun(uint32_t i) const { return nominal_[i] || token(i).pos == "NOUN" || token(i).pos == "PROPN"; }
    bool nominal(uint32_t i) const { return nominal_[i]; }  // a gerund that is a noun here: "in police firing"
    bool pronoun(uint32_t i) const { return token(i).pos == "PRON"; }
    bool tagged(uint32_t i, std::initializer_list<std::string_view> tags) const;
    bool is(uint32_t i, std::initializer_list<std::string_view> lower_forms) const;
    bool plural(uint32_t i) const;  // of a noun or pronoun, by its tag, or because it is coordinated
    bool passive(uint32_t verb) const;
    bool has_auxiliary(uint32_t verb, std::initializer_list<std::string_view> forms) const;

    // The noun phrase of a head: determiner, modifiers, of- and in-phrases and a name in apposition; no clauses, no
    // conjuncts. In report-wide tokens.
    TokenSpan phrase(uint32_t head) const;
    ByteSpan bytes(TokenSpan tokens) const;
    // The clause that a token belongs to: the next verb (or root) above it, itself if it is a verb.
    uint32_t clause(uint32_t i) const;

private:
    bool charged(uint32_t object) const;
    bool headline_passive(uint32_t verb) const;
    void read_gerunds(TokenSpan sentence);
    bool read_gerund_subject(uint32_t gerund, TokenSpan sentence);
    void read_headless(TokenSpan sentence);
    void read_outcomes(TokenSpan sentence);
    bool read_open_fire(TokenSpan sentence, uint32_t root);
    void read_blame(TokenSpan sentence);
    void read_between(TokenSpan sentence);
    void read_among(TokenSpan sentence);
    void read_forces(TokenSpan sentence);
    void read_lists(TokenSpan sentence);
    void lead(TokenSpan sentence, uint32_t verb, uint32_t old);

    const Report* report_;
    std::vector<Dep> deps_;
    std::vector<bool> nominal_;
    std::vector<uint32_t> heads_, sentence_of_, first_edge_, edges_, left_, right_;
    std::vector<std::string> lowers_;
};

}  // namespace tallybook
