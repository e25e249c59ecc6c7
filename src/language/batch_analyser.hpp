// The networks and the rules over a batch of sentences: features → shared vectors → tags → trees → attributes and
// lemmas → own vectors → entities. Knows nothing of reports; the analyser feeds it. Everything that is allocated grows
// and stays, so a warm batch allocates nothing but lemmas.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/kernels/kernels.hpp"
#include "language/model_parts.hpp"
#include "language/token_net.hpp"
#include "language/word_memo.hpp"

namespace tallybook {

// How much memory the caches of one thread may take, in bytes. Full caches are slower, never different.
struct CacheBudget {
    size_t lexemes = size_t{8} << 20;
    size_t words = size_t{8} << 20;
    size_t shared_types = size_t{30} << 20;
    size_t entity_types = size_t{30} << 20;
};

struct WordInput {
    std::string_view text;  // well-formed UTF-8, not empty
    uint64_t norm = 0;      // RawToken::norm
    bool space_after = false;
};

struct WordResult {
    LabelId tag = 0, pos = 0, morph = 0, dep = 0;
    LabelId raw_tag = 0, raw_dep = 0;  // before the attribute rules
    EntityMark entity;
    uint32_t head = 0;   // in its sentence
    bool start = false;  // the first token of a tree's span
    bool lemma_is_text = false;
    uint32_t lemma_begin = 0, lemma_size = 0;  // in BatchAnalyser::lemmas(), unless lemma_is_text
};

// For tests. Any may be null.
struct BatchObservers {
    LayerObserver* shared_layers = nullptr;
    LayerObserver* entity_layers = nullptr;
    StepObserver* parser_steps = nullptr;
    StepObserver* entity_steps = nullptr;
    // (token of the batch, scores of all tags)
    std::function<void(size_t, std::span<const float>)> tag_scores;
    std::function<void(size_t, std::span<const float>)> parser_vectors, entity_vectors;
};

class BatchAnalyser {
public:
    // `parts` must outlive it. One thread.
    BatchAnalyser(const ModelParts& parts, const kernels::Kernels& k, const CacheBudget& budget = {});
    ~BatchAnalyser();
    BatchAnalyser(BatchAnalyser&&) = delete;

    // `words` of all sentences one after another, `lengths` (each at least 1) adding up to their number.
    // The result, one a word, is valid until the next run.
    std::span<const WordResult> run(std::span<const WordInput> words, std::span<const uint32_t> lengths, bool one_tree,
                                    const BatchObservers& observers = {});
    std::string_view lemmas() const { return lemmas_; }

private:
    void look_up(std::span<const WordInput> words);
    void tag(std::span<const float* const> rows, const BatchObservers& observers);
    void token_vectors(const TransitionNet& net, std::span<const float* const> rows);
    void parse(std::span<const float* const> rows, std::span<const uint32_t> lengths, bool one_tree,
               const BatchObservers& observers);
    void attributes(std::span<const WordInput> words, std::span<const uint32_t> lengths);
    void finish_word(const WordInput& word, const RuleOutcome& outcome, WordResult& result);
    void find_entities(std::span<const float* const> rows, std::span<const uint32_t> lengths,
                       const BatchObservers& observers);
    const WordOutcome& outcome(size_t word, const WordInput& input);

    const ModelParts& parts_;
    const kernels::Kernels& k_;
    CacheBudget budget_;
    LexemeTable lexemes_;
    TokenNetRunner shared_, entity_;
    WordMemo memo_;
    RegexScratch regex_;

    // By lexeme.
    std::vector<RuleWord> rule_words_;
    // By word of the batch.
    std::vector<uint32_t> lexeme_of_;
    std::vector<FeatureRow> features_;
    std::vector<NetToken> shared_tokens_, entity_tokens_;
    std::vector<uint8_t> is_space_, start_;
    std::vector<WordResult> results_;
    std::string lemmas_;
    // Of a sentence.
    std::vector<RuleToken> rule_tokens_;
    std::vector<uint8_t> begins_;
    ParserState state_;
    TreeArrays tree_;
    std::vector<EntityMark> marks_;
    TransitionScratch parser_scratch_, entity_scratch_;
    // Matrices.
    AlignedFloats scores_, reduced_, vectors_;
    std::vector<const float*> pointers_;
    std::vector<int32_t> tag_mask_;
};

}  // namespace tallybook
