// Text into tokens, exactly as spaCy's rule tokeniser does with the same data: chunks between white space, exceptions,
// then prefixes and suffixes peeled off, then infixes, then a second pass for exceptions that span what was split.
// No character is lost: the text is the concatenation of its tokens and of the single spaces marked space_after.
//
// The regular expressions come from the model in Python's syntax and run under PCRE2 with JIT, with limits on the
// work for one match. They run only for chunks that the thread's cache has not seen. A hand-written scanner for the
// English patterns would be faster on a cold cache, but wrong for every other model.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace tallybook {

struct TokenizerException {
    std::string text;
    std::vector<std::pair<std::string, std::string>> tokens;  // text of the token, its norm or ""
};

// As in the model's file. An empty pattern never matches. `faster_heuristics` false: all exceptions take part in the
// second pass.
struct TokenizerData {
    std::string prefix_search;
    std::string suffix_search;
    std::string infix_finditer;
    std::string token_match;
    std::string url_match;
    std::vector<TokenizerException> exceptions;
    bool faster_heuristics = true;
};

struct RawToken {
    uint32_t begin = 0;  // bytes of the text that was given
    uint32_t end = 0;
    uint64_t norm = 0;  // string id of the exception's norm; 0: none, the lexeme's own norm counts
    bool space_after = false;

    bool operator==(const RawToken&) const = default;
};

class Tokenizer;

// Scratch memory and chunk cache of one thread for one Tokenizer, which must outlive it. The cache starts again when
// it has reached its budget; the output never depends on it.
class TokenizerWorkspace {
public:
    explicit TokenizerWorkspace(const Tokenizer& tokenizer, size_t cache_bytes = size_t{16} << 20);
    ~TokenizerWorkspace();
    TokenizerWorkspace(TokenizerWorkspace&&) noexcept;
    TokenizerWorkspace& operator=(TokenizerWorkspace&&) noexcept;

private:
    friend class Tokenizer;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

class Tokenizer {
public:
    // Errors: TB2001 a pattern that PCRE2 refuses, TB2002 an exception whose tokens do not spell its text.
    static Result<std::shared_ptr<const Tokenizer>> build(const TokenizerData& data);
    ~Tokenizer();

    // Replaces `out` by the tokens of `text` (under 4 GiB). Ill-formed UTF-8 gives tokens too, but which is not
    // promised.
    void tokenize(std::string_view text, TokenizerWorkspace& workspace, std::vector<RawToken>& out) const;

    // Chunks longer than this many code points are one token.
    static constexpr size_t kChunkLimit = 2000;

private:
    friend class TokenizerWorkspace;
    struct Impl;
    Tokenizer();
    std::unique_ptr<Impl> impl_;
};

}  // namespace tallybook
