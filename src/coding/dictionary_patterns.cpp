// Patterns of foreign dictionaries: items in a row, words allowed in between unless an underscore forbids it. Matched
// by trying every way (a pattern has a handful of items), what stands behind the verb first, then what stands before
// it, backwards.
#include <algorithm>
#include <functional>

#include "coding/dictionary_coder.hpp"

namespace tallybook {
namespace {

using Kind = PatternItem::Kind;

// Small words that stand between joined ones without parting them.
bool between_joined(std::string_view word) {
    static constexpr std::string_view kWords[] = {"A", "AN", "THE", "SOME"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

bool fits(const PhraseWord& w, std::string_view word) {
    return w.stem ? word.starts_with(w.text) : word == w.text;
}

class Matcher {
public:
    Matcher(const DictionaryWords& sentence, const VerbPlace& place, const Dictionaries& dictionaries,
            const VerbPattern& pattern)
        : sentence_(sentence), place_(place), dictionaries_(dictionaries), pattern_(pattern) {
        for (const auto& w : sentence.words()) words_.push_back(w.text);
    }

    std::optional<PatternFit> run() {
        fit_.pattern = &pattern_;
        if (!behind(0, place_.lower_begin)) return std::nullopt;
        return fit_;
    }

private:
    const DictionaryPhrase* phrase_of(size_t word) const { return sentence_.phrase_at(sentence_.words()[word].token); }
    size_t end_of(const DictionaryPhrase& phrase, size_t from) const {
        while (from < place_.lower_end && sentence_.words()[from].token < phrase.span.end) ++from;
        return from;
    }
    size_t begin_of(const DictionaryPhrase& phrase, size_t end) const {
        while (end > place_.upper_begin && sentence_.words()[end - 1].token >= phrase.span.begin) --end;
        return end;
    }

    // Actors may be asked for where the words stand in the middle of their phrase: "anti- + *".
    template <class Then>
    bool next_phrase(size_t at, bool wants_code, Then then) {
        const DictionaryPhrase* last = nullptr;
        for (size_t i = at; i < place_.lower_end; ++i) {
            const DictionaryPhrase* p = phrase_of(i);
            if (p == nullptr || p == last) continue;
            last = p;
            if (wants_code && !p->coded()) continue;
            return then(*p, end_of(*p, i));
        }
        return false;
    }
    template <class Then>
    bool phrase_before(size_t end, bool wants_code, Then then) {
        const DictionaryPhrase* last = nullptr;
        for (size_t i = end; i > place_.upper_begin; --i) {
            const DictionaryPhrase* p = phrase_of(i - 1);
            if (p == nullptr || p == last) continue;
            last = p;
            if (wants_code && !p->coded()) continue;
            return then(*p, begin_of(*p, i));
        }
        return false;
    }

    // A compound before the verb acts on itself ("% * ": both sides met); behind it, it is the other side, where there
    // is one.
    bool set_roles(Kind kind, const DictionaryPhrase& phrase, bool is_before, const std::function<bool()>& then) {
        const PatternFit before = fit_;
        if (kind == Kind::Source || (kind == Kind::Compound && is_before)) fit_.source = &phrase;
        if (kind == Kind::Target || kind == Kind::Compound) fit_.target = &phrase;
        fit_.words += kind == Kind::Skip ? 0 : 1;
        if (then()) return true;
        fit_ = before;
        return false;
    }

    // Items behind the verb from `item` on, the text from word `at` on.
    bool behind(size_t item, size_t at) {
        if (item == pattern_.after.size()) return before(pattern_.before.size(), place_.upper_end);
        const PatternItem& it = pattern_.after[item];
        if (it.kind != Kind::Word && it.kind != Kind::Synset) {
            return next_phrase(at, it.kind != Kind::Skip, [&](const DictionaryPhrase& p, size_t end) {
                if (it.kind == Kind::Compound && p.members.size() < 2) return false;
                return set_roles(it.kind, p, false, [&] { return behind(item + 1, end); });
            });
        }
        for (size_t i = at; i < place_.lower_end; ++i) {
            const Length length = length_at(it, i, place_.lower_end);
            if (length.taken > 0) {
                fit_.words += length.matched;
                if (behind(item + 1, i + length.taken)) return true;
                fit_.words -= length.matched;
            }
            if (it.word.joined && !between_joined(words_[i])) return false;
        }
        return false;
    }

    // Items before the verb that are left, `item` of them, the text up to word `end`.
    bool before(size_t item, size_t end) {
        if (item == 0) return true;
        const PatternItem& it = pattern_.before[item - 1];
        if (it.kind != Kind::Word && it.kind != Kind::Synset) {
            return phrase_before(end, it.kind != Kind::Skip, [&](const DictionaryPhrase& p, size_t begin) {
                if (it.kind == Kind::Compound && p.members.size() < 2) return false;
                return set_roles(it.kind, p, true, [&] { return before(item - 1, begin); });
            });
        }
        for (size_t i = end; i > place_.upper_begin; --i) {
            for (size_t begin = i; begin > place_.upper_begin && begin + 6 > i; --begin) {
                const Length length = length_at(it, begin - 1, i);
                if (length.taken != i - begin + 1) continue;
                fit_.words += length.matched;
                if (before(item - 1, begin - 1)) return true;
                fit_.words -= length.matched;
            }
            if (it.word.joined && !between_joined(words_[i - 1])) return false;
        }
        return false;
    }

    struct Length {
        size_t taken = 0;  // words of the text; 0: it does not fit
        int matched = 0;   // words of the item
    };
    // How the item fits at word `at`.
    Length length_at(const PatternItem& item, size_t at, size_t end) const {
        if (item.kind == Kind::Word) return fits(item.word, words_[at]) ? Length{1, 1} : Length{};
        const auto set = dictionaries_.synsets.find(item.word.text);
        if (set == dictionaries_.synsets.end()) return {};
        Length best;
        for (const Phrase& phrase : set->second) {
            const size_t length = phrase_length(phrase, words_, at);
            const int size = static_cast<int>(phrase.size());
            if (length > 0 && at + length <= end && length <= phrase.size() + 3 && size > best.matched)
                best = {length, size};
        }
        return best;
    }

    const DictionaryWords& sentence_;
    const VerbPlace& place_;
    const Dictionaries& dictionaries_;
    const VerbPattern& pattern_;
    std::vector<std::string_view> words_;
    PatternFit fit_;
};

}  // namespace

std::optional<PatternFit> best_pattern(const DictionaryWords& sentence, const VerbPlace& place,
                                       const Dictionaries& dictionaries, const VerbBlock& block) {
    std::optional<PatternFit> best;
    for (const VerbPattern& pattern : block.patterns) {
        const auto fit = Matcher(sentence, place, dictionaries, pattern).run();
        if (fit && (!best || fit->words > best->words)) best = fit;
    }
    return best;
}

}  // namespace tallybook
