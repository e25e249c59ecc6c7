// The tokeniser must lose no character, give the same tokens with and without its cache, and stay within its limits,
// whatever the text and whatever stands around it in the cache. Small English-like rules of our own: the ways through
// the algorithm are all there, and the patterns of a model need not be.
#include <cstdlib>
#include <string_view>

#include "language/lexeme.hpp"
#include "language/tokenizer.hpp"

namespace {

using namespace tallybook;

void require(bool condition) {
    if (!condition) std::abort();
}

std::shared_ptr<const Tokenizer> make_tokenizer() {
    TokenizerData data;
    data.prefix_search = R"(^\(|^\[|^"|^'|^\$|^\u201c|^\.\.\.|^#|^\u2014)";
    data.suffix_search =
        R"(\)$|\]$|"$|'$|'s$|,$|\?$|\!$|:$|\u201d$|\.\.\.$|(?<=[a-z])\.$|(?<=[0-9])(?:km|m)$|[\U0001f300-\U0001f64f]$)";
    data.infix_finditer = R"(\.\.+|(?<=[a-z])\-(?=[a-z])|\u2014|(?<=[a-z])[/:](?=[a-z])|(?<=[0-9])[+\-\*^](?=[0-9-]))";
    data.url_match = R"((?u)^https?://\S+$)";
    data.exceptions = {{"don't", {{"do", ""}, {"n't", "not"}}},
                       {"10a.m.", {{"10", ""}, {"a.m.", ""}}},
                       {":-)", {{":-)", ""}}},
                       {"'em", {{"'em", "them"}}},
                       {"\n", {{"\n", ""}}},
                       {"to be", {{"to ", ""}, {"be", ""}}},
                       {"a.", {{"a.", ""}}},
                       {"((", {{"(", ""}, {"(", ""}}},
                       {"U.S.", {{"U.S.", ""}}}};
    auto tokenizer = Tokenizer::build(data);
    require(static_cast<bool>(tokenizer));
    return *tokenizer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    static const auto tokenizer = make_tokenizer();
    static TokenizerWorkspace cached(*tokenizer, 20'000), bare(*tokenizer, 0);
    static const NormTable norms;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    std::vector<RawToken> tokens, again;
    tokenizer->tokenize(text, cached, tokens);
    tokenizer->tokenize(text, bare, again);
    require(tokens == again);
    LexemeTable lexemes(norms);
    size_t at = 0;
    for (const RawToken& token : tokens) {
        require(token.begin == at && token.end > token.begin);
        const std::string_view word = text.substr(token.begin, token.end - token.begin);
        require(lexemes[lexemes.intern(word, token.norm)] == make_lexeme(word, token.norm, norms));
        at = token.end;
        if (token.space_after) require(at < text.size() && text[at++] == ' ');
    }
    require(at == text.size());
    return 0;
}
