// Whether a sentence could hold anything, and whether its words tell violence: asked before the networks run, of
// tokens alone. What starts a rule is told by the codebook; the few words that start a count without any rule ("the
// toll", "900 troops") are known here, beside the code that reads them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codebook/codebook.hpp"
#include "coding/coder.hpp"
#include "report/report.hpp"

namespace tallybook {

struct SentencePromise {
    bool records = false;   // a mention, statement or tally could come of it
    bool violence = false;  // by the codebook's strict test
};

// Keeps references to what it is made of. Not for several threads at once: it keeps its room for the words.
class RecordTest {
public:
    RecordTest(const Codebook& codebook, const CodeOptions& options) : codebook_(codebook), options_(options) {}

    SentencePromise operator()(std::span<const Token> sentence);

private:
    const Codebook& codebook_;
    const CodeOptions& options_;
    std::string text_;
    std::vector<std::string_view> words_;
};

}  // namespace tallybook
