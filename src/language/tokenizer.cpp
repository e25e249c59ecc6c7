// How a text is worked through:
//   tokenize       walks the chunks between white space; each is looked up in the workspace's cache
//   fill           on a miss: exceptions, then affixes and infixes by regular expression; the result goes into the
//   cache second pass    only where some token may begin a sequence that an exception replaces (a flag in the cache
//   tells)
// A cached token is 16 bytes relative to its chunk, so a hit costs one hash of the chunk and a copy.
#include "language/tokenizer.hpp"

#include <algorithm>
#include <deque>
#include <span>
#include <unordered_map>

#include "base/errors.hpp"
#include "base/utf8.hpp"
#include "language/chunk_cache.hpp"
#include "language/regex.hpp"
#include "language/string_id.hpp"
#include "language/unicode.hpp"

namespace tallybook {

namespace {

struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return chunk_hash(s); }
};
template <class V>
using TextMap = std::unordered_map<std::string, V, TextHash, std::equal_to<>>;

// An exception's tokens are stored like those of a cached chunk.
using ExceptionTokens = std::vector<ChunkToken>;

}  // namespace

struct Tokenizer::Impl {
    Regex prefix, suffix, infix, token_match, url_match;
    TextMap<ExceptionTokens> exceptions;
    // Second pass: the first token of a sequence → the rest of it, all as texts.
    std::deque<std::vector<std::string>> sequences;
    TextMap<std::vector<const std::vector<std::string>*>> sequences_by_first;

    using Work = TokenizerWorkspace::Impl;

    const ExceptionTokens* exception(std::string_view text) const {
        const auto at = exceptions.find(text);
        return at == exceptions.end() ? nullptr : &at->second;
    }
    std::string_view strip_affixes(std::string_view text, bool with_exceptions, Work& work) const;
    void split_middle(std::string_view text, bool with_exceptions, const char* base, Work& work) const;
    void analyse_chunk(std::string_view chunk, bool with_exceptions, Work& work) const;
    void split_chunks(std::string_view text, bool with_exceptions, Work& work, std::vector<RawToken>& out) const;
    void replace_sequences(std::string_view text, Work& work, std::vector<RawToken>& out) const;
    void collect_matches(std::string_view text, Work& work, const std::vector<RawToken>& tokens) const;
    void build_sequences(bool faster_heuristics);
};

struct TokenizerWorkspace::Impl {
    explicit Impl(size_t cache_bytes) : cache(cache_bytes) {}

    RegexScratch scratch;
    ChunkCache cache;
    std::vector<ChunkToken> tokens;  // of the chunk at hand
    std::vector<std::string_view> prefixes, suffixes;
    std::vector<uint32_t> candidates;  // tokens that may begin a sequence
    struct Match {
        uint32_t begin, end;
    };
    std::vector<Match> matches;
    std::vector<char> taken;
    std::vector<RawToken> replaced;
};

TokenizerWorkspace::TokenizerWorkspace(const Tokenizer&, size_t cache_bytes)
    : impl_(std::make_unique<Impl>(cache_bytes)) {}
TokenizerWorkspace::~TokenizerWorkspace() = default;
TokenizerWorkspace::TokenizerWorkspace(TokenizerWorkspace&&) noexcept = default;
TokenizerWorkspace& TokenizerWorkspace::operator=(TokenizerWorkspace&&) noexcept = default;

Tokenizer::Tokenizer() : impl_(std::make_unique<Impl>()) {}
Tokenizer::~Tokenizer() = default;

std::string_view Tokenizer::Impl::strip_affixes(std::string_view text, bool with_exceptions, Work& work) const {
    const auto is_exception = [&](std::string_view s) {
        return with_exceptions && !s.empty() && exception(s) != nullptr;
    };
    work.prefixes.clear();
    work.suffixes.clear();
    size_t last_size = std::string_view::npos;
    while (!text.empty() && text.size() != last_size) {
        if (token_match.matches_at_start(text, work.scratch) || is_exception(text)) break;
        last_size = text.size();
        const size_t p = prefix.found_length(text, work.scratch);
        if (p != 0 && is_exception(text.substr(p))) {
            work.prefixes.push_back(text.substr(0, p));
            return text.substr(p);
        }
        const size_t s = suffix.found_length(text.substr(p), work.scratch);
        if (s != 0 && is_exception(text.substr(0, text.size() - s))) {
            work.suffixes.push_back(text.substr(text.size() - s));
            return text.substr(0, text.size() - s);
        }
        if (p != 0) work.prefixes.push_back(text.substr(0, p));
        if (s != 0 && p + s <= text.size()) {
            work.suffixes.push_back(text.substr(text.size() - s));
            text.remove_suffix(s);
        }
        text.remove_prefix(p);
    }
    return text;
}

void Tokenizer::Impl::split_middle(std::string_view text, bool with_exceptions, const char* base, Work& work) const {
    const auto put = [&](std::string_view token) {
        work.tokens.push_back(ChunkToken::make(static_cast<uint32_t>(token.data() - base), token.size(), 0));
    };
    if (with_exceptions) {
        if (const ExceptionTokens* tokens = exception(text)) {
            for (ChunkToken token : *tokens) {
                token.begin += static_cast<uint32_t>(text.data() - base);
                work.tokens.push_back(token);
            }
            return;
        }
    }
    if (token_match.matches_at_start(text, work.scratch) || url_match.matches_at_start(text, work.scratch)) {
        put(text);
        return;
    }
    size_t start = 0;
    infix.for_each(text, work.scratch, [&](size_t begin, size_t end) {
        if (begin == 0) return;
        if (begin != start) put(text.substr(start, begin - start));
        if (begin != end) put(text.substr(begin, end - begin));
        start = end;
    });
    if (start < text.size()) put(text.substr(start));
}

// Fills work.tokens with the tokens of one chunk, offsets relative to it.
void Tokenizer::Impl::analyse_chunk(std::string_view chunk, bool with_exceptions, Work& work) const {
    work.tokens.clear();
    const auto put = [&](std::string_view token) {
        work.tokens.push_back(ChunkToken::make(static_cast<uint32_t>(token.data() - chunk.data()), token.size(), 0));
    };
    if (!utf8::valid(chunk)) {  // the patterns may run on valid text only
        put(chunk);
    } else if (const ExceptionTokens* tokens = with_exceptions ? exception(chunk) : nullptr) {
        work.tokens = *tokens;
    } else {
        const std::string_view middle = strip_affixes(chunk, with_exceptions, work);
        for (const std::string_view prefix_text : work.prefixes) put(prefix_text);
        if (!middle.empty()) split_middle(middle, with_exceptions, chunk.data(), work);
        for (auto at = work.suffixes.rbegin(); at != work.suffixes.rend(); ++at) put(*at);
    }
    if (!with_exceptions) return;
    for (ChunkToken& token : work.tokens) {
        token.begins_sequence = sequences_by_first.contains(chunk.substr(token.begin, token.length));
    }
}

namespace {

size_t code_points(std::string_view text) {
    return static_cast<size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// The end of the run of white space (or of other characters) that begins at `at`.
size_t run_end(std::string_view text, size_t at, bool space) {
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            if (unicode::is_space(byte) != space) return at;
            ++at;
        } else if (!space && byte != 0xC2 && !(byte >= 0xE1 && byte <= 0xE3)) {
            ++at;  // no white space begins with this byte, and continuation bytes follow their lead
        } else {
            const utf8::CodePoint c = utf8::decode(text, at);
            if (unicode::is_space(c.value) != space) return at;
            at += c.length;
        }
    }
    return at;
}

}  // namespace

void Tokenizer::Impl::split_chunks(std::string_view text, bool with_exceptions, Work& work,
                                   std::vector<RawToken>& out) const {
    size_t at = 0;
    while (at < text.size()) {
        const bool space = unicode::is_space(utf8::decode(text, at).value);
        const size_t end = run_end(text, at, space);
        const std::string_view chunk = text.substr(at, end - at);
        std::span<const ChunkToken> tokens;
        if (chunk.size() > kChunkLimit && code_points(chunk) > kChunkLimit) {
            work.tokens.assign(1, ChunkToken::make(0, chunk.size(), 0));
            tokens = work.tokens;
        } else if (!with_exceptions) {
            analyse_chunk(chunk, false, work);
            tokens = work.tokens;
        } else if (const auto cached = work.cache.find(chunk); !cached.empty()) {
            tokens = cached;
        } else {
            analyse_chunk(chunk, true, work);
            tokens = work.cache.store(chunk, work.tokens);
        }
        for (const ChunkToken& token : tokens) {
            if (token.begins_sequence) work.candidates.push_back(static_cast<uint32_t>(out.size()));
            const auto begin = static_cast<uint32_t>(at + token.begin);
            out.push_back({begin, begin + token.length, token.norm, false});
        }
        at = end;
        if (!space && at < text.size() && text[at] == ' ') {
            out.back().space_after = true;
            ++at;
        }
    }
}

void Tokenizer::Impl::collect_matches(std::string_view text, Work& work, const std::vector<RawToken>& tokens) const {
    const auto token_text = [&](size_t i) { return text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin); };
    work.matches.clear();
    for (const uint32_t first : work.candidates) {
        const auto found = sequences_by_first.find(token_text(first));
        if (found == sequences_by_first.end()) continue;
        for (const std::vector<std::string>* sequence : found->second) {
            if (first + sequence->size() > tokens.size()) continue;
            size_t i = 1;
            while (i < sequence->size() && token_text(first + i) == (*sequence)[i]) ++i;
            if (i == sequence->size()) work.matches.push_back({first, first + static_cast<uint32_t>(i)});
        }
    }
    std::sort(work.matches.begin(), work.matches.end(), [](const Work::Match& a, const Work::Match& b) {
        const uint32_t length_a = a.end - a.begin, length_b = b.end - b.begin;
        return length_a != length_b ? length_a > length_b : a.begin < b.begin;
    });
}

void Tokenizer::Impl::replace_sequences(std::string_view text, Work& work, std::vector<RawToken>& out) const {
    collect_matches(text, work, out);
    if (work.matches.empty()) return;
    work.taken.assign(out.size(), 0);
    size_t kept = 0;
    for (const Work::Match& match : work.matches) {
        if (!work.taken[match.begin] && !work.taken[match.end - 1]) work.matches[kept++] = match;
        std::fill(work.taken.begin() + match.begin, work.taken.begin() + match.end, 1);
    }
    work.matches.resize(kept);
    std::sort(work.matches.begin(), work.matches.end(),
              [](const Work::Match& a, const Work::Match& b) { return a.begin < b.begin; });
    work.replaced.clear();
    size_t next = 0;
    for (const Work::Match& match : work.matches) {
        const uint32_t begin = out[match.begin].begin;
        const ExceptionTokens* tokens = exception(text.substr(begin, out[match.end - 1].end - begin));
        if (tokens == nullptr) continue;
        work.replaced.insert(work.replaced.end(), out.begin() + static_cast<ptrdiff_t>(next),
                             out.begin() + match.begin);
        for (const ChunkToken& token : *tokens) {
            work.replaced.push_back({begin + token.begin, begin + token.begin + token.length, token.norm, false});
        }
        work.replaced.back().space_after = out[match.end - 1].space_after;
        next = match.end;
    }
    if (next == 0) return;
    work.replaced.insert(work.replaced.end(), out.begin() + static_cast<ptrdiff_t>(next), out.end());
    out.swap(work.replaced);
}

void Tokenizer::tokenize(std::string_view text, TokenizerWorkspace& workspace, std::vector<RawToken>& out) const {
    TokenizerWorkspace::Impl& work = *workspace.impl_;
    out.clear();
    work.candidates.clear();
    impl_->split_chunks(text, true, work, out);
    if (!work.candidates.empty()) impl_->replace_sequences(text, work, out);
}

void Tokenizer::Impl::build_sequences(bool faster_heuristics) {
    TokenizerWorkspace::Impl work(0);
    std::vector<std::string_view> texts;
    for (const auto& [text, tokens] : exceptions) texts.push_back(text);
    std::sort(texts.begin(), texts.end());
    std::vector<RawToken> tokens;
    for (const std::string_view text : texts) {
        const bool takes_part = !faster_heuristics || text.find(' ') != text.npos ||
                                prefix.found_length(text, work.scratch) || suffix.found_length(text, work.scratch) ||
                                infix.finds(text, work.scratch);
        if (!takes_part) continue;
        tokens.clear();
        split_chunks(text, false, work, tokens);
        const ExceptionTokens& own = exceptions.find(text)->second;
        const bool changes_nothing = tokens.size() == 1 && own.size() == 1 && own[0].norm == 0;
        if (changes_nothing || tokens.empty()) continue;
        std::vector<std::string>& sequence = sequences.emplace_back();
        for (const RawToken& token : tokens) sequence.emplace_back(text.substr(token.begin, token.end - token.begin));
        sequences_by_first[sequence.front()].push_back(&sequence);
    }
}

Result<std::shared_ptr<const Tokenizer>> Tokenizer::build(const TokenizerData& data) {
    std::shared_ptr<Tokenizer> tokenizer(new Tokenizer());
    Impl& impl = *tokenizer->impl_;
    const std::pair<Regex*, const std::string*> patterns[] = {{&impl.prefix, &data.prefix_search},
                                                              {&impl.suffix, &data.suffix_search},
                                                              {&impl.infix, &data.infix_finditer},
                                                              {&impl.token_match, &data.token_match},
                                                              {&impl.url_match, &data.url_match}};
    for (const auto& [regex, pattern] : patterns) {
        Result<Regex> compiled = Regex::compile_python(*pattern);
        if (!compiled) return compiled.error();
        *regex = *std::move(compiled);
    }
    for (const TokenizerException& exception : data.exceptions) {
        ExceptionTokens tokens;
        std::string spelled;
        for (const auto& [text, norm] : exception.tokens) {
            tokens.push_back(ChunkToken::make(static_cast<uint32_t>(spelled.size()), text.size(), string_id(norm)));
            spelled += text;
        }
        if (spelled != exception.text || tokens.empty()) {
            return Error{errors::kTokenizerException,
                         "the tokens do not spell the exception's text; import the model again", exception.text};
        }
        impl.exceptions[exception.text] = std::move(tokens);
    }
    impl.build_sequences(data.faster_heuristics);
    return std::shared_ptr<const Tokenizer>(std::move(tokenizer));
}

}  // namespace tallybook
