#include "language/analyser.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "language/batch_analyser.hpp"
#include "language/insertions.hpp"
#include "language/misread_shot.hpp"
#include "language/mixed_dateline.hpp"
#include "language/model_parts.hpp"
#include "language/recase.hpp"
#include "language/said_last.hpp"
#include "language/splitter.hpp"

namespace tallybook {
namespace {

// Words that go through the networks together: enough to keep the kernels busy, few enough for the caches.
constexpr size_t kBatchWords = 240;

}  // namespace

struct Workspace::Impl {
    explicit Impl(std::shared_ptr<const Model> m)
        : model(std::move(m)),
          tokenizer(*model->parts().tokenizer, size_t{8} << 20),
          networks(model->parts(), kernels::chosen()) {}

    std::shared_ptr<const Model> model;
    TokenizerWorkspace tokenizer;
    BatchAnalyser networks;
    std::vector<RawToken> raw;
    std::vector<WordInput> words;
    std::vector<uint32_t> tokens;     // of the report, one a word
    std::vector<uint32_t> lengths;    // of the pieces that go through the networks: sentences and insertions
    std::vector<uint32_t> sentences;  // of the report, one a piece
    std::vector<uint64_t> norms;      // by token of the report
};

Workspace::Workspace() = default;
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

namespace {

// First half: text → sentences and tokens.
class Splitting {
public:
    Splitting(Report& report, const Model& model, TokenizerWorkspace& tokenizer, std::vector<RawToken>& raw,
              std::vector<uint64_t>& norms, const AnalyseOptions& options)
        : report_(report),
          tokenizer_(*model.parts().tokenizer),
          scratch_(tokenizer),
          raw_(raw),
          norms_(norms),
          upper_case_(!options.presplit && is_upper_case_text(report.text())) {
        lexicon_.is_name = options.is_name;
        lexicon_.is_word = [&model](std::string_view word) { return model.knows_word(word); };
        lexicon_.is_plain = [&model](std::string_view word) { return model.knows_word_but_noun(word); };
    }

    void whole_text() {
        const auto end = static_cast<uint32_t>(report_.text().size());
        if (end == 0) return;
        const ByteSpan span{0, end};
        report_.paragraphs.push_back(span);
        tokenizer_.tokenize(report_.text(), scratch_, raw_);
        add_sentences(report_.text(), nullptr, {span, 0, false}, false);
    }

    void split() {
        const SplitText pieces = split_text(report_.text());
        report_.paragraphs = pieces.paragraphs;
        for (const SplitSentence& sentence : pieces.sentences) add(sentence);
    }

private:
    void add(const SplitSentence& sentence) {
        AnalysisText analysis = analysis_text(report_.text(), sentence.span);
        const bool as_it_is = analysis.pieces.size() == 1;
        std::string_view text = report_.slice(sentence.span);
        const bool recased = is_upper_case_text(analysis.text, upper_case_ ? 1 : 12);
        if (recased) {
            if (!recaser_) recaser_.emplace(lexicon_, report_.text());
            text = report_.keep(recaser_->recase(analysis.text));
        } else if (sentence.paragraph == 0 && report_.sentences.empty() && is_title_case(analysis.text)) {
            if (!recaser_) recaser_.emplace(lexicon_, report_.text());
            text = report_.keep(recaser_->recase_title(analysis.text));
        } else if (!as_it_is) {
            text = report_.keep(analysis.text);
        }
        tokenizer_.tokenize(text, scratch_, raw_);
        add_sentences(text, as_it_is ? nullptr : &analysis, sentence, recased);
    }

    // The tokens of raw_ over `text`; `map` is null where text and report run in parallel from sentence.span.begin on.
    void add_sentences(std::string_view text, const AnalysisText* map, const SplitSentence& source, bool recased) {
        const std::vector<TokenSpan> parts = cut_long_sentence(text, raw_);
        if (parts.size() > 1) {
            report_.notes.push_back("a sentence of " + std::to_string(raw_.size()) + " tokens at byte " +
                                    std::to_string(source.span.begin) + " was cut into " +
                                    std::to_string(parts.size()) + " parts");
        }
        for (const TokenSpan part : parts) {
            if (part.empty()) continue;
            Sentence& sentence = report_.sentences.emplace_back();
            sentence.paragraph = source.paragraph;
            sentence.recased = recased;
            sentence.quoted = source.quoted;
            sentence.tokens.begin = static_cast<uint32_t>(report_.tokens.size());
            for (uint32_t i = part.begin; i < part.end; ++i) {
                const RawToken& raw = raw_[i];
                Token& token = report_.tokens.emplace_back();
                token.span = map ? map->to_report(raw.begin, raw.end)
                                 : ByteSpan{source.span.begin + raw.begin, source.span.begin + raw.end};
                token.text = text.substr(raw.begin, raw.end - raw.begin);
                token.space_after = raw.space_after;
                token.head = i - part.begin;
                norms_.push_back(raw.norm);
            }
            sentence.tokens.end = static_cast<uint32_t>(report_.tokens.size());
            sentence.span = parts.size() == 1 ? source.span
                                              : ByteSpan{report_.tokens[sentence.tokens.begin].span.begin,
                                                         report_.tokens[sentence.tokens.end - 1].span.end};
        }
    }

    Report& report_;
    const Tokenizer& tokenizer_;
    TokenizerWorkspace& scratch_;
    std::vector<RawToken>& raw_;
    std::vector<uint64_t>& norms_;
    const bool upper_case_;
    RecaseLexicon lexicon_;
    std::optional<Recaser> recaser_;
};

// Second half: the networks' results into the report's tokens.
void fill_tokens(Report& report, const Labels& labels, std::span<const uint32_t> sentences,
                 std::span<const uint32_t> lengths, std::span<const uint32_t> tokens,
                 std::span<const WordResult> results, std::string_view lemmas) {
    const std::string_view kept = lemmas.empty() ? std::string_view() : report.keep(std::string(lemmas));
    size_t at = 0;
    for (size_t piece = 0; piece < sentences.size(); ++piece) {
        Sentence& sentence = report.sentences[sentences[piece]];
        sentence.analysed = true;
        const size_t first = at;
        for (; at < first + lengths[piece]; ++at) {
            const WordResult& result = results[at];
            Token& token = report.tokens[tokens[at]];
            token.lemma = result.lemma_is_text ? token.text : kept.substr(result.lemma_begin, result.lemma_size);
            token.tag = labels[result.tag];
            token.pos = labels[result.pos];
            token.dep = labels[result.dep];
            token.entity = labels[result.entity.label];
            token.entity_begins = result.entity.begins;
            token.head = tokens[first + result.head] - sentence.tokens.begin;
        }
    }
}

std::span<Token> tokens_of(Report& report, uint32_t sentence) {
    const TokenSpan span = report.sentences[sentence].tokens;
    return {report.tokens.data() + span.begin, span.size()};
}

// A sentence that is read once more: from behind its dateline, with a stand-in for a verb, up to who says it.
struct Again {
    uint32_t begin = 0;
    std::optional<uint32_t> shot;
    std::optional<SaidLast> tail;
};

// Sentences whose tree the words' order contradicts are read once more: without a dateline, with a stand-in for a verb
// that was taken for a noun, and without those who say it. Each look is at what the one before it made of the sentence.
void read_again(Report& report, auto& work, auto&& flush) {
    std::map<uint32_t, Again> again;  // by sentence
    const auto mend = [&] {
        for (const auto& [s, how] : again) {
            const std::span<Token> tokens = tokens_of(report, s);
            if (how.begin > 0) hang_dateline(tokens, how.begin);
            if (how.shot) mend_shot(tokens, *how.shot);
            if (how.tail) hang_said_last(tokens, *how.tail);
        }
    };
    const auto read = [&](uint32_t s, const Again& how) {
        const std::span<const Token> tokens = tokens_of(report, s);
        const uint32_t first = report.sentences[s].tokens.begin;
        const auto end = how.tail ? how.tail->comma : static_cast<uint32_t>(tokens.size());
        if (work.words.size() + end - how.begin > kBatchWords) flush();
        const size_t before = work.words.size();
        for (uint32_t i = how.begin; i < end; ++i) {
            if (how.shot && left_out(tokens, *how.shot, i)) continue;
            const bool stands_in = how.shot && i == *how.shot;
            work.words.push_back(
                {stands_in ? kStandIn : tokens[i].text, stands_in ? 0 : work.norms[first + i], tokens[i].space_after});
            work.tokens.push_back(first + i);
        }
        work.lengths.push_back(static_cast<uint32_t>(work.words.size() - before));
        work.sentences.push_back(s);
    };
    // `find` sets what it finds in a sentence and says whether it found anything.
    const auto look = [&](auto&& find) {
        for (uint32_t s = 0; s < report.sentences.size(); ++s) {
            if (!report.sentences[s].analysed) continue;
            const auto known = again.find(s);
            Again how = known == again.end() ? Again{} : known->second;
            if (find(tokens_of(report, s), how)) read(s, again[s] = how);
        }
        flush();
        mend();
    };
    look([](std::span<const Token> tokens, Again& how) { return (how.begin = find_mixed_dateline(tokens)) > 0; });
    look([](std::span<const Token> tokens, Again& how) { return (how.shot = find_misread_shot(tokens)).has_value(); });
    look([](std::span<const Token> tokens, Again& how) { return (how.tail = find_said_last(tokens)).has_value(); });
}

}  // namespace

void analyse(Report& report, const std::shared_ptr<const Model>& model, Workspace& workspace,
             const AnalyseOptions& options) {
    if (!workspace.impl_ || workspace.impl_->model != model) {
        workspace.impl_ = std::make_unique<Workspace::Impl>(model);
    }
    Workspace::Impl& work = *workspace.impl_;
    report.keep_alive.push_back(model);
    work.norms.clear();
    Splitting splitting(report, *model, work.tokenizer, work.raw, work.norms, options);
    if (options.presplit) {
        splitting.whole_text();
    } else {
        splitting.split();
    }
    const auto flush = [&] {
        if (work.sentences.empty()) return;
        const auto results = work.networks.run(work.words, work.lengths, options.one_tree);
        fill_tokens(report, model->parts().labels, work.sentences, work.lengths, work.tokens, results,
                    work.networks.lemmas());
        work.words.clear();
        work.tokens.clear();
        work.lengths.clear();
        work.sentences.clear();
    };
    std::vector<std::pair<uint32_t, std::vector<TokenSpan>>> insertions;
    for (uint32_t s = 0; s < report.sentences.size(); ++s) {
        const TokenSpan span = report.sentences[s].tokens;
        const std::span<const Token> tokens(report.tokens.data() + span.begin, span.size());
        if (options.gate && !options.gate(tokens)) continue;
        if (work.words.size() + span.size() > kBatchWords) flush();
        const auto add = [&](uint32_t begin, uint32_t end) {
            for (uint32_t i = begin; i < end; ++i) {
                const Token& token = report.tokens[i];
                work.words.push_back({token.text, work.norms[i], token.space_after});
                work.tokens.push_back(i);
            }
        };
        size_t begin = work.words.size();
        const auto piece = [&] {
            work.lengths.push_back(static_cast<uint32_t>(work.words.size() - begin));
            work.sentences.push_back(s);
            begin = work.words.size();
        };
        std::vector<TokenSpan> apart;
        if (report.sentences[s].recased) apart = find_insertions(tokens);
        uint32_t at = span.begin;
        for (const TokenSpan& insertion : apart) {
            add(at, span.begin + insertion.begin);
            at = span.begin + insertion.end;
        }
        add(at, span.end);
        piece();
        for (const TokenSpan& insertion : apart) {
            add(span.begin + insertion.begin + 1, span.begin + insertion.end - 1);
            piece();
        }
        if (!apart.empty()) insertions.push_back({s, std::move(apart)});
    }
    flush();
    if (!options.presplit) read_again(report, work, flush);
    for (const auto& [s, apart] : insertions) {
        const TokenSpan span = report.sentences[s].tokens;
        hang_insertions({report.tokens.data() + span.begin, span.size()}, apart);
    }
}

}  // namespace tallybook
