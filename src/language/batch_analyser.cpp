#include "language/batch_analyser.hpp"

#include <algorithm>

#include "language/unicode.hpp"

namespace tallybook {
namespace {

// Sentences whose vectors are computed together before they are parsed: enough rows for the kernels, few enough that
// the vectors (4 KB a token in the models we run) are still in the second-level cache when they are used.
constexpr size_t kVectorRows = 40;

// Calls f(first word, words, first sentence, sentences) for groups of sentences of about kVectorRows words.
template <class F>
void for_groups(std::span<const uint32_t> lengths, F f) {
    size_t word = 0;
    for (size_t s = 0; s < lengths.size();) {
        size_t words = lengths[s];
        size_t end = s + 1;
        while (end < lengths.size() && words + lengths[end] <= kVectorRows) words += lengths[end++];
        f(word, words, s, end - s);
        word += words;
        s = end;
    }
}

}  // namespace

BatchAnalyser::BatchAnalyser(const ModelParts& parts, const kernels::Kernels& k, const CacheBudget& budget)
    : parts_(parts),
      k_(k),
      budget_(budget),
      lexemes_(parts.norms, budget.lexemes),
      shared_(parts.shared_net, k, budget.shared_types),
      entity_(parts.entity_token_net, k, budget.entity_types),
      tag_mask_(parts.tagger.weights.outputs) {
    std::fill_n(tag_mask_.begin(), parts.tagger.outputs, -1);
}

BatchAnalyser::~BatchAnalyser() = default;

// Words become numbers here; all caches hang on these numbers and go together.
void BatchAnalyser::look_up(std::span<const WordInput> words) {
    if (lexemes_.full() || memo_.bytes() > budget_.words) {
        lexemes_.clear();
        memo_.clear();
        rule_words_.clear();
        shared_.forget_types();
        entity_.forget_types();
    }
    const bool shared_space = parts_.shared_net.uses(Feature::kSpacy);
    const bool entity_space = parts_.entity_token_net.uses(Feature::kSpacy);
    lexeme_of_.clear();
    features_.clear();
    shared_tokens_.clear();
    entity_tokens_.clear();
    is_space_.clear();
    features_.reserve(words.size());
    for (const WordInput& word : words) {
        const uint32_t index = lexemes_.intern(word.text, word.norm);
        const Lexeme& lexeme = lexemes_[index];
        if (index == rule_words_.size()) {
            rule_words_.push_back(parts_.rules.word(unicode::to_lower(word.text), lexeme.is_space, regex_));
        }
        const uint64_t space = word.space_after ? 1 : 0;
        lexeme_of_.push_back(index);
        features_.push_back({lexeme.norm, lexeme.prefix, lexeme.suffix, lexeme.shape, space, lexeme.is_space});
        const auto type = [&](bool with_space) {
            return with_space ? index * 2 + static_cast<uint32_t>(space) : index;
        };
        shared_tokens_.push_back({type(shared_space), &features_.back()});
        entity_tokens_.push_back({type(entity_space), &features_.back()});
        is_space_.push_back(lexeme.is_space ? 1 : 0);
    }
}

void BatchAnalyser::tag(std::span<const float* const> rows, const BatchObservers& observers) {
    const Linear& tagger = parts_.tagger;
    const size_t stride = tagger.weights.outputs;
    scores_.grow(rows.size() * stride);
    k_.product(rows.data(), rows.size(), tagger.weights, tagger.bias, stride, scores_.data(), stride);
    for (size_t i = 0; i < rows.size(); ++i) {
        const float* scores = scores_.data() + i * stride;
        results_[i].raw_tag = parts_.tags[k_.best(scores, tag_mask_.data(), stride)];
        if (observers.tag_scores) observers.tag_scores(i, {scores, tagger.outputs});
    }
}

// One vector a slot for each of these tokens, into vectors_.
void BatchAnalyser::token_vectors(const TransitionNet& net, std::span<const float* const> rows) {
    const size_t width = net.reduce.weights.outputs;
    reduced_.grow(rows.size() * width);
    vectors_.grow(rows.size() * net.lower.outputs);
    k_.product(rows.data(), rows.size(), net.reduce.weights, net.reduce.bias, width, reduced_.data(), width);
    pointers_.clear();
    for (size_t i = 0; i < rows.size(); ++i) pointers_.push_back(reduced_.data() + i * width);
    k_.product(pointers_.data(), rows.size(), net.lower, nullptr, net.lower.outputs, vectors_.data(),
               net.lower.outputs);
}

void BatchAnalyser::parse(std::span<const float* const> rows, std::span<const uint32_t> lengths, bool one_tree,
                          const BatchObservers& observers) {
    const TransitionNet& net = parts_.parser_net;
    start_.assign(rows.size(), 0);
    for_groups(lengths, [&](size_t first, size_t words, size_t sentence, size_t sentences) {
        token_vectors(net, rows.subspan(first, words));
        const float* vectors = vectors_.data();
        for (size_t i = 0; observers.parser_vectors && i < words; ++i) {
            observers.parser_vectors(first + i, {vectors + i * net.lower.outputs, net.lower.outputs});
        }
        for (const uint32_t length : lengths.subspan(sentence, sentences)) {
            parts_.parser.parse(k_, net, vectors, std::span(is_space_).subspan(first, length), one_tree,
                                parser_scratch_, state_, tree_, observers.parser_steps);
            for (uint32_t i = 0; i < length; ++i) {
                WordResult& result = results_[first + i];
                result.head = tree_.head[i];
                result.raw_dep = tree_.dep[i];
                result.start = tree_.start[i] != 0;
                start_[first + i] = tree_.start[i];
            }
            vectors += length * net.lower.outputs;
            first += length;
        }
    });
}

const WordOutcome& BatchAnalyser::outcome(size_t word, const WordInput& input) {
    const WordResult& result = results_[word];
    const uint32_t lexeme = lexeme_of_[word];
    if (const WordOutcome* known = memo_.find(lexeme, result.raw_tag, result.raw_dep)) return *known;
    const RuleToken token{result.raw_tag, result.raw_dep, rule_words_[lexeme]};
    WordOutcome fresh;
    fresh.attributes = parts_.rules.apply_single(token);
    fresh.may_begin = parts_.rules.may_begin(token);
    const RuleOutcome& attributes = fresh.attributes;
    const std::string lemma = attributes.lemma != 0 ? std::string(parts_.labels[attributes.lemma])
                                                    : parts_.lemmatizer.lemma(input.text, parts_.labels[attributes.pos],
                                                                              parts_.labels[attributes.morph]);
    fresh.lemma_is_text = lemma == input.text;
    return memo_.add(lexeme, result.raw_tag, result.raw_dep, fresh, lemma);
}

void BatchAnalyser::finish_word(const WordInput& word, const RuleOutcome& attributes, WordResult& result) {
    result.tag = attributes.tag;
    result.pos = attributes.pos;
    result.morph = attributes.morph;
    result.dep = attributes.dep;
    result.lemma_is_text = false;
    result.lemma_begin = static_cast<uint32_t>(lemmas_.size());
    lemmas_ += attributes.lemma != 0
                   ? std::string(parts_.labels[attributes.lemma])
                   : parts_.lemmatizer.lemma(word.text, parts_.labels[attributes.pos], parts_.labels[attributes.morph]);
    result.lemma_size = static_cast<uint32_t>(lemmas_.size()) - result.lemma_begin;
}

void BatchAnalyser::attributes(std::span<const WordInput> words, std::span<const uint32_t> lengths) {
    lemmas_.clear();
    size_t first = 0;
    for (const uint32_t length : lengths) {
        begins_.assign(length, 0);
        bool any = false;
        for (size_t i = 0; i < length; ++i) {
            WordResult& result = results_[first + i];
            const WordOutcome& found = outcome(first + i, words[first + i]);
            result.tag = found.attributes.tag;
            result.pos = found.attributes.pos;
            result.morph = found.attributes.morph;
            result.dep = found.attributes.dep;
            result.lemma_is_text = found.lemma_is_text;
            if (!found.lemma_is_text) {
                result.lemma_begin = static_cast<uint32_t>(lemmas_.size());
                result.lemma_size = found.lemma_size;
                lemmas_ += memo_.lemma(found);
            }
            begins_[i] = found.may_begin ? 1 : 0;
            any = any || found.may_begin;
        }
        if (any) {
            rule_tokens_.clear();
            for (size_t i = first; i < first + length; ++i) {
                rule_tokens_.push_back({results_[i].raw_tag, results_[i].raw_dep, rule_words_[lexeme_of_[i]]});
            }
            parts_.rules.apply_several(rule_tokens_, begins_, [&](size_t i, const RuleOutcome& changed) {
                finish_word(words[first + i], changed, results_[first + i]);
            });
        }
        first += length;
    }
}

void BatchAnalyser::find_entities(std::span<const float* const> rows, std::span<const uint32_t> lengths,
                                  const BatchObservers& observers) {
    const TransitionNet& net = parts_.entity_net;
    for_groups(lengths, [&](size_t first, size_t words, size_t sentence, size_t sentences) {
        token_vectors(net, rows.subspan(first, words));
        const float* vectors = vectors_.data();
        for (size_t i = 0; observers.entity_vectors && i < words; ++i) {
            observers.entity_vectors(first + i, {vectors + i * net.lower.outputs, net.lower.outputs});
        }
        for (const uint32_t length : lengths.subspan(sentence, sentences)) {
            parts_.entities.run(k_, net, vectors, std::span(is_space_).subspan(first, length),
                                std::span(start_).subspan(first, length), entity_scratch_, marks_,
                                observers.entity_steps);
            for (uint32_t i = 0; i < length; ++i) results_[first + i].entity = marks_[i];
            vectors += length * net.lower.outputs;
            first += length;
        }
    });
}

std::span<const WordResult> BatchAnalyser::run(std::span<const WordInput> words, std::span<const uint32_t> lengths,
                                               bool one_tree, const BatchObservers& observers) {
    results_.assign(words.size(), {});
    look_up(words);
    const auto rows = shared_.run(shared_tokens_, lengths, observers.shared_layers);
    tag(rows, observers);
    parse(rows, lengths, one_tree, observers);
    attributes(words, lengths);
    find_entities(entity_.run(entity_tokens_, lengths, observers.entity_layers), lengths, observers);
    return results_;
}

}  // namespace tallybook
