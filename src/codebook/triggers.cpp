#include "codebook/triggers.hpp"

#include <algorithm>
#include <bitset>
#include <set>

#include "codebook/forms.hpp"
#include "codebook/image.hpp"
#include "codebook/vocabulary.hpp"

namespace tallybook {
namespace {

constexpr TriggerKind kKinds[] = {TriggerKind::Verb, TriggerKind::Noun, TriggerKind::Adjective};
constexpr size_t kCloseBy = 4;  // words between a word of violence and what its rule names

using Words = std::set<std::string>;

// Built-in classes of which every phrase holds one of a few words.
const Words* closed_class(std::string_view cls) {
    static const Words kWill{"will", "'ll", "\u2019ll", "shall", "would", "wo"};
    static const Words kMust{"must",     "should", "ought", "have",  "has",    "had",    "'ve",
                             "\u2019ve", "having", "need",  "needs", "needed", "needing"};
    return cls == "will" ? &kWill : cls == "must" ? &kMust : nullptr;
}

std::vector<std::string> parts_of(std::string_view phrase) {
    std::vector<std::string> out;
    for (size_t at = 0; at < phrase.size();) {
        const size_t end = std::min(phrase.find_first_of(" -_", at), phrase.size());
        if (end > at) out.emplace_back(phrase.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

void add_forms(const std::string& word, std::span<const TriggerKind> kinds, Words& out) {
    for (const TriggerKind kind : kinds)
        for (std::string& form : forms_of(kind, word)) out.insert(std::move(form));
}

// Every form that the last word of a phrase may have, and the phrase where a tokenizer leaves it whole.
void add_phrase(std::string_view phrase, std::span<const TriggerKind> kinds, Words& out) {
    const auto parts = parts_of(phrase);
    if (parts.empty()) return;
    add_forms(parts.back(), kinds, out);
    if (parts.size() == 1) return;
    std::string joined = parts[0];
    for (size_t i = 1; i < parts.size(); ++i) joined += "-" + parts[i];
    add_forms(joined, kinds, out);
}

class Builder {
public:
    Builder(const Book& book, TriggerTables& tables) : book_(book), tables_(tables) {
        for (const Rule& rule : book.rules)
            if (rule.kind == TriggerKind::Noun && !rule.exception && frame(rule).kind == FrameKind::Mention)
                for (const std::string& t : rule.triggers) add_phrase(t, kKinds, event_nouns_);
        for (const auto& weapon : book.weapons)
            for (const Term& t : weapon.names) add_phrase(t.text, kKinds, weapon_names_);
    }

    std::map<std::string, std::vector<uint32_t>> run() {
        std::vector<Conditions> conditions;
        for (const Rule& rule : book_.rules) conditions.push_back(conditions_of(rule));
        find_other_senses(conditions);
        for (size_t r = 0; r < book_.rules.size(); ++r) add_rule(book_.rules[r], conditions[r]);
        tables_.sets_from.push_back(static_cast<uint32_t>(tables_.sets.size()));
        for (const auto& [words, number] : numbers_)
            for (const std::string& word : words) add(word, number, TriggerTables::kInSet);
        return std::move(lists_);
    }

private:
    struct Conditions {
        std::vector<uint32_t> sets;
        bool named = false;    // a filter names words
        bool classes = false;  // one does so by a class
        bool open = false;     // a filter asks for more than words
    };

    const Frame& frame(const Rule& rule) const { return book_.frames[rule.frame]; }

    void add(const std::string& form, uint32_t number, TriggerTables::Meaning meaning) {
        auto& list = lists_[form];
        const uint32_t entry = number << 2 | meaning;
        if (std::find(list.begin(), list.end(), entry) == list.end()) list.push_back(entry);
    }

    void require(Words words, std::vector<uint32_t>& sets) {
        if (words.empty()) return;
        const auto known = numbers_.find(words);
        const auto number = known != numbers_.end() ? known->second : static_cast<uint32_t>(numbers_.size());
        if (number >= TriggerTables::kMostSets) return;  // not asked for: more sentences pass
        numbers_.emplace(std::move(words), number);
        if (std::find(sets.begin(), sets.end(), number) == sets.end()) sets.push_back(number);
    }

    // False: words cannot tell.
    bool add_class(const std::string& cls, Words& out, int depth = 0) const {
        const Words* words = cls == "event" ? &event_nouns_ : cls == "weapon" ? &weapon_names_ : closed_class(cls);
        if (words != nullptr) {
            out.insert(words->begin(), words->end());
            return true;
        }
        if (is_built_in_class(cls) || depth > 8) return false;
        const auto it = book_.classes.find(cls);
        if (it == book_.classes.end()) return true;
        for (const Term& t : it->second) {
            if (t.text[0] != '@')
                add_phrase(t.text, kKinds, out);
            else if (!add_class(t.text.substr(1), out, depth + 1))
                return false;
        }
        return true;
    }

    Conditions conditions_of(const Rule& rule) {
        Conditions out;
        if (!rule.particle.empty()) require({rule.particle}, out.sets);
        for (const Slot& slot : rule.slots) {
            if (!slot.required) continue;
            std::vector<Step> steps = slot.within;
            steps.push_back({slot.position, slot.words});
            for (const Step& step : steps) {
                if (step.position != Position::Preposition) continue;
                Words prepositions;
                for (const std::string& p : step.words) prepositions.insert(parts_of(p).back());
                require(std::move(prepositions), out.sets);
            }
            if (slot.negated || (slot.lemmas.empty() && slot.classes.empty())) continue;
            Words words;
            bool known = true;
            for (const std::string& lemma : slot.lemmas) add_phrase(lemma, kKinds, words);
            for (const std::string& cls : slot.classes) known = add_class(cls, words) && known;
            if (known) require(std::move(words), out.sets);
            (known ? out.named : out.open) = true;
            out.classes |= known && !slot.classes.empty();
        }
        return out;
    }

    // Words that tell something else by themselves, too: "strike".
    void find_other_senses(const std::vector<Conditions>& conditions) {
        for (size_t r = 0; r < book_.rules.size(); ++r) {
            const Rule& rule = book_.rules[r];
            if (rule.exception || frame(rule).type == "ASSAULT" || frame(rule).act == "report" || conditions[r].named ||
                !rule.particle.empty())
                continue;
            for (const std::string& t : rule.triggers) other_senses_.insert(t);
        }
    }

    uint32_t flags_of(const Rule& rule, const Conditions& conditions) const {
        const Frame& f = frame(rule);
        if (rule.exception) return TriggerTables::kNothing;
        if (f.kind == FrameKind::Statement && f.act == "report") return TriggerTables::kOnlyReports;
        if (f.kind == FrameKind::Statement) return 0;
        if (f.type != "ASSAULT" || f.light) return 0;
        // Of what is told of an event's results, deaths alone tell that it was violent.
        const bool deaths =
            std::any_of(rule.slots.begin(), rule.slots.end(), [](const Slot& s) { return s.effect == "killed"; });
        if (f.result && !deaths) return 0;
        const bool words_tell = conditions.named || !conditions.open;
        return words_tell ? static_cast<uint32_t>(TriggerTables::kViolent) : 0;
    }

    void add_rule(const Rule& rule, const Conditions& conditions) {
        uint32_t shared = UINT32_MAX;  // the start of all words that are one word
        for (const std::string& trigger : rule.triggers) {
            auto sets = conditions.sets;
            const auto parts = parts_of(trigger);
            for (size_t i = 0; i + 1 < parts.size(); ++i) {  // "protest march": not every march
                Words forms;
                add_forms(parts[i], kKinds, forms);
                require(std::move(forms), sets);
            }
            const bool whole = parts.size() > 1;
            if (whole || shared == UINT32_MAX) {
                const auto start = static_cast<uint32_t>(tables_.flags.size());
                if (!whole) shared = start;
                tables_.flags.push_back(flags_of(rule, conditions));
                tables_.sets_from.push_back(static_cast<uint32_t>(tables_.sets.size()));
                tables_.sets.insert(tables_.sets.end(), sets.begin(), sets.end());
                add_start(rule, conditions, trigger, start);
                if (whole) add_joined(rule, conditions, parts);
            } else {
                add_start(rule, conditions, trigger, shared);
            }
        }
    }

    void add_start(const Rule& rule, const Conditions& conditions, const std::string& trigger, uint32_t start) {
        const std::string word = parts_of(trigger).back();
        const TriggerKind kind[] = {rule.kind};
        Words forms;
        add_forms(word, kind, forms);
        const bool several = !rule.particle.empty() || word.size() != trigger.size();
        const bool named = conditions.named && !conditions.classes;
        for (const std::string& form : forms) {
            // A verb by itself is one only where it cannot be a noun: "stormed", not "storm" or "storms".
            const bool noun_too =
                rule.kind == TriggerKind::Verb && (form == word || form == word + "s" || form == word + "es");
            const bool plainly = named || several || (!noun_too && !other_senses_.contains(trigger));
            add(form, start, plainly ? TriggerTables::kStartsPlainly : TriggerTables::kStarts);
        }
    }

    // "booby-trap" as one word: a start of its own, without the words before.
    void add_joined(const Rule& rule, const Conditions& conditions, const std::vector<std::string>& parts) {
        std::string joined = parts[0];
        for (size_t i = 1; i < parts.size(); ++i) joined += "-" + parts[i];
        const auto start = static_cast<uint32_t>(tables_.flags.size());
        tables_.flags.push_back(flags_of(rule, conditions));
        tables_.sets_from.push_back(static_cast<uint32_t>(tables_.sets.size()));
        tables_.sets.insert(tables_.sets.end(), conditions.sets.begin(), conditions.sets.end());
        const TriggerKind kind[] = {rule.kind};
        Words forms;
        add_forms(joined, kind, forms);
        for (const std::string& form : forms) add(form, start, TriggerTables::kStartsPlainly);
    }

    const Book& book_;
    TriggerTables& tables_;
    Words event_nouns_, weapon_names_, other_senses_;
    std::map<Words, uint32_t> numbers_;
    std::map<std::string, std::vector<uint32_t>> lists_;
};

bool in_set(const CodebookImage& image, std::string_view word, uint32_t set) {
    const auto meanings = image.list(image.forms.find(word));
    return std::find(meanings.begin(), meanings.end(), set << 2 | TriggerTables::kInSet) != meanings.end();
}

// Whether a word of each set stands near the word at `at`.
bool all_close_by(const CodebookImage& image, std::span<const std::string_view> words, size_t at,
                  std::span<const uint32_t> sets) {
    const size_t first = at > kCloseBy ? at - kCloseBy : 0, end = std::min(words.size(), at + kCloseBy + 1);
    return std::all_of(sets.begin(), sets.end(), [&](uint32_t set) {
        for (size_t i = first; i < end; ++i)
            if (i != at && in_set(image, words[i], set)) return true;
        return false;
    });
}

}  // namespace

bool TriggerTables::consistent() const {
    return sets_from.size() == flags.size() + 1 && std::is_sorted(sets_from.begin(), sets_from.end()) &&
           sets_from.back() <= sets.size() &&
           std::all_of(sets.begin(), sets.end(), [](uint32_t set) { return set < kMostSets; });
}

std::map<std::string, std::vector<uint32_t>> build_triggers(const Book& book, TriggerTables& tables) {
    return Builder(book, tables).run();
}

bool starts_rule(const CodebookImage& image, std::string_view lower_form) {
    const auto meanings = image.list(image.forms.find(lower_form));
    return std::any_of(meanings.begin(), meanings.end(), [](uint32_t m) { return (m & 3) != TriggerTables::kInSet; });
}

Triggers find_triggers(const CodebookImage& image, std::span<const std::string_view> lower_words) {
    std::bitset<TriggerTables::kMostSets> seen;
    struct Start {
        uint32_t meaning;
        size_t at;
    };
    std::vector<Start> starts;
    for (size_t at = 0; at < lower_words.size(); ++at)
        for (const uint32_t meaning : image.list(image.forms.find(lower_words[at]))) {
            if ((meaning & 3) != TriggerTables::kInSet)
                starts.push_back({meaning, at});
            else
                seen.set((meaning >> 2) % TriggerTables::kMostSets);
        }
    Triggers out;
    for (const auto& [meaning, at] : starts) {
        const uint32_t start = meaning >> 2;
        if (start >= image.triggers.flags.size()) continue;
        const uint32_t flags = image.triggers.flags[start];
        const auto sets = image.triggers.sets_of(start);
        if ((flags & TriggerTables::kNothing) != 0 ||
            !std::all_of(sets.begin(), sets.end(), [&](uint32_t set) { return seen.test(set); }))
            continue;
        ((flags & TriggerTables::kOnlyReports) != 0 ? out.reports : out.any) = true;
        if ((flags & TriggerTables::kViolent) != 0 && (meaning & 3) == TriggerTables::kStartsPlainly && !out.violence)
            out.violence = all_close_by(image, lower_words, at, sets);
    }
    return out;
}

}  // namespace tallybook
