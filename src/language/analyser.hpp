// A report's text becomes paragraphs, sentences, tokens, tags, trees, lemmas and entities.
//
// Each sentence is analysed as a text of its own: what comes out never depends on its neighbours, on which sentences
// are skipped, on the number of threads, or on what the workspace has seen before.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "language/model.hpp"
#include "report/report.hpp"

namespace tallybook {

struct AnalyseOptions {
    // The whole text is one sentence, as it is: not split, not recased.
    bool presplit = false;
    // Empty: analyse all. Else only sentences for which it returns true; the others are split and tokenised (span,
    // text, space_after; Sentence::analysed is false). Called in the order of the sentences, with text and span set.
    std::function<bool(std::span<const Token>)> gate;
    // Exactly one root a sentence.
    bool one_tree = false;
    // For upper-case copy: whether a lower-case word or phrase is a well-known name. May be empty.
    std::function<bool(std::string_view)> is_name;
};

// Scratch memory and caches of one thread (up to about 90 MB with the model en_core_web_sm). Holds the last model that
// it was used with; moving on to another one drops the caches.
class Workspace {
public:
    Workspace();
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

private:
    friend void analyse(Report&, const std::shared_ptr<const Model>&, Workspace&, const AnalyseOptions&);
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Fills paragraphs, sentences and tokens of the report, which must have its text (UTF-8, under 4 GiB) and none of these
// layers yet. The report keeps the model alive. Sentences of more than 400 tokens are cut, and `notes` says so.
void analyse(Report& report, const std::shared_ptr<const Model>& model, Workspace& workspace,
             const AnalyseOptions& options = {});

}  // namespace tallybook
