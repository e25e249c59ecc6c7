#include "pipeline/codebook_lint.hpp"

#include <initializer_list>

#include "codebook/book.hpp"
#include "language/model_parts.hpp"

namespace tallybook {
namespace {

// A word is one if it is its own lemma as an inflected form, or the lemma of a regular form made of it: "found" is not
// the past of "find" only, because of "founded". Words that no table has are taken for lemmas.
bool is_lemma(const Lemmatizer& lemmatizer, TriggerKind kind, std::string_view view) {
    const std::string word(view);
    const char* pos = kind == TriggerKind::Noun ? "NOUN" : kind == TriggerKind::Verb ? "VERB" : "ADJ";
    const char* morph = kind == TriggerKind::Noun   ? "Number=Plur"
                        : kind == TriggerKind::Verb ? "Tense=Past|VerbForm=Part"
                                                    : "Degree=Cmp";
    const auto gives = [&](const std::string& form) { return lemmatizer.lemma(form, pos, morph) == word; };
    if (gives(word)) return true;
    if (kind == TriggerKind::Noun) {
        // A plural of a known word ("crowds"), unless the list has it as a word of its own ("arms", "headquarters").
        if (word.ends_with('s')) return gives(word + "es") || !lemmatizer.knows(lemmatizer.lemma(word, pos, morph));
        return gives(word + "es") || gives(word + "s");
    }
    if (kind == TriggerKind::Adjective) return gives(word + "er");
    return gives(word + "ed") || gives(word + word.back() + "ed");  // "gassed"
}

}  // namespace

std::vector<LintFinding> lint_codebook(const std::filesystem::path& folder, const Model* model) {
    if (model == nullptr) return Codebook::lint(folder);
    return lint_folder(folder, [&](TriggerKind kind, std::string_view word) {
        return is_lemma(model->parts().lemmatizer, kind, word);
    });
}

}  // namespace tallybook
