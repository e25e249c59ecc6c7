#include "language/lemma.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "language/unicode.hpp"

namespace tallybook {
namespace {

// The value of a feature in "A=x|B=y", empty where it has none.
std::string_view feature(std::string_view morph, std::string_view name) {
    while (!morph.empty()) {
        const size_t bar = std::min(morph.find('|'), morph.size());
        const std::string_view pair = morph.substr(0, bar);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
            return pair.substr(name.size() + 1);
        }
        morph.remove_prefix(std::min(bar + 1, morph.size()));
    }
    return {};
}

bool is_base_form(std::string_view pos, std::string_view morph) {
    const std::string_view verb_form = feature(morph, "VerbForm");
    if (pos == "NOUN" && feature(morph, "Number") == "Sing") return true;
    if (pos == "VERB" && verb_form == "Fin" && feature(morph, "Tense") == "Pres" && feature(morph, "Number").empty()) {
        return true;
    }
    return verb_form == "Inf" || feature(morph, "Degree") == "Pos";
}

bool all_alpha(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
        const utf8::CodePoint c = utf8::decode(text, at);
        if (!unicode::is_alpha(c.value)) return false;
        at += c.length;
    }
    return true;
}

template <class List>
bool holds(const List& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

std::string first_form(const LemmaTables& tables, std::string_view text) {
    const std::string lower = unicode::to_lower(text);
    std::vector<std::string> forms;
    std::vector<std::string> unknown;
    for (const auto& [old_end, new_end] : tables.rules) {
        if (!lower.ends_with(old_end)) continue;
        std::string form = lower.substr(0, lower.size() - old_end.size()) + new_end;
        if (form.empty()) continue;
        if (tables.index.contains(form)) {
            forms.insert(forms.begin(), std::move(form));
        } else if (!all_alpha(form)) {
            forms.push_back(std::move(form));
        } else {
            unknown.push_back(std::move(form));
        }
    }
    // Later exceptions come first, whatever the rules found. Doubles among the forms do not matter: only the first
    // form is asked for, and an exception is inserted only where no equal form exists.
    if (const auto listed = tables.exceptions.find(lower); listed != tables.exceptions.end()) {
        for (const std::string& form : listed->second) {
            if (!holds(forms, form)) forms.insert(forms.begin(), form);
        }
    }
    if (!forms.empty()) return forms.front();
    return unknown.empty() ? std::string(text) : unknown.front();
}

}  // namespace

std::string Lemmatizer::lemma(std::string_view text, std::string_view pos, std::string_view morph) const {
    if (pos.empty() || pos == "SPACE" || is_base_form(pos, morph)) return unicode::to_lower(text);
    const auto tables = tables_.find(unicode::to_lower(pos));
    if (tables == tables_.end()) return pos == "PROPN" ? std::string(text) : unicode::to_lower(text);
    return first_form(tables->second, text);
}

bool Lemmatizer::knows(std::string_view lower, std::string_view without) const {
    const std::string word(lower);
    for (const auto& [pos, tables] : tables_) {
        if (pos == without) continue;
        if (tables.index.contains(word) || tables.exceptions.contains(word)) return true;
        for (const auto& [old_end, new_end] : tables.rules) {
            if (word.ends_with(old_end) && word.size() > old_end.size() &&
                tables.index.contains(word.substr(0, word.size() - old_end.size()) + new_end)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace tallybook
