// Rules that can do nothing: hidden ones, which another rule of the same word beats wherever they fit, and dead ones,
// which ask for what never stands in a tree. Hiding is proved from the two texts alone: every slot of the hidden rule
// has one in the other that takes at least as much and counts at least as high. What a whole set of rules hides
// together is not looked for.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "codebook/book.hpp"
#include "codebook/image.hpp"

namespace tallybook {
namespace {

bool filtered(const Slot& s) {
    return !s.lemmas.empty() || !s.classes.empty();
}

bool subset(const std::vector<std::string>& small, const std::vector<std::string>& large) {
    return std::all_of(small.begin(), small.end(),
                       [&](const auto& w) { return std::find(large.begin(), large.end(), w) != large.end(); });
}

bool same_steps(const Slot& a, const Slot& b) {
    return std::equal(a.within.begin(), a.within.end(), b.within.begin(), b.within.end(),
                      [](const Step& x, const Step& y) { return x.position == y.position && x.words == y.words; });
}

class RuleChecker {
public:
    explicit RuleChecker(Book& book) : book_(book) {}

    void run() {
        for (size_t r = 0; r < book_.rules.size(); ++r) index(r);
        std::vector<size_t> open(book_.frames.size()), rules(book_.frames.size());
        for (size_t r = 0; r < book_.rules.size(); ++r) {
            const Rule& rule = book_.rules[r];
            triggers(r);
            slots(r);
            for (size_t t = 0; t < rule.triggers.size(); ++t) {
                const bool hides = hidden(r, t);
                if (rule.exception) {
                    if (!hides) alone(r, t);
                    continue;
                }
                ++rules[rule.frame];
                open[rule.frame] += !hides;
            }
        }
        for (size_t f = 0; f < book_.frames.size(); ++f)
            if (rules[f] > 0 && open[f] == 0)
                note(book_.frames[f].where + ":1",
                     "no rule of the frame \"" + book_.frames[f].name + "\" can ever win: others hide them all");
    }

private:
    using Key = std::tuple<TriggerKind, std::string>;

    void note(const std::string& where, std::string message) {
        book_.findings.push_back({false, where, std::move(message)});
    }
    const std::string& trigger_spot(size_t r, size_t t) const { return book_.rule_spots[r].triggers[t]; }
    const std::string& slot_spot(size_t r, size_t s) const { return book_.rule_spots[r].slots[s]; }

    void index(size_t r) {
        const Rule& rule = book_.rules[r];
        for (const std::string& t : rule.triggers) {
            auto& same = by_word_[{rule.kind, t}];
            if (same.empty() || same.back() != r) same.push_back(r);
            if (!rule.exception) last_words_.emplace(rule.kind, t.substr(t.find_last_of(" -") + 1));
        }
    }

    // ---- words that nothing can be

    void triggers(size_t r) {
        const Rule& rule = book_.rules[r];
        std::set<std::string> own;
        for (size_t t = 0; t < rule.triggers.size(); ++t) {
            const std::string& word = rule.triggers[t];
            const std::string& where = trigger_spot(r, t);
            if (!own.insert(word).second) note(where, "\"" + word + "\" stands twice in this rule");
            const auto spaces = std::count(word.begin(), word.end(), ' ');
            if (spaces > 1 || (spaces == 1 && rule.kind == TriggerKind::Adjective))
                note(where, "\"" + word + "\" is never looked up: a noun has at most two words, an adjective one");
            const auto hyphens = std::count(word.begin(), word.end(), '-');
            if (hyphens > (rule.kind == TriggerKind::Verb ? 1 : 0))
                note(where, "\"" + word + "\" is never found: words are parted at their hyphens");
        }
        if (rule.particle.find(' ') != std::string::npos && !rule.triggers.empty())
            note(trigger_spot(r, 0), "the particle \"" + rule.particle +
                                         "\" is two words and never found: write the second as a slot's preposition");
        if (rule.exception && rule.slots.empty() && rule.particle.empty())
            note(rule.where + ":1", "an exception without conditions never wins over a rule that has some");
    }

    void slots(size_t r) {
        const Rule& rule = book_.rules[r];
        for (size_t s = 0; s < rule.slots.size(); ++s) {
            const Slot& slot = rule.slots[s];
            std::set<std::string> own;
            for (const std::string& l : slot.lemmas) {
                if (!own.insert(l).second) note(slot_spot(r, s), "\"" + l + "\" stands twice in this filter");
                if (std::count(l.begin(), l.end(), ' ') > 1)
                    note(slot_spot(r, s), "\"" + l + "\" is never looked up: at most two words are");
            }
            for (const std::string& c : slot.classes) {
                if (!own.insert("@" + c).second) note(slot_spot(r, s), "@" + c + " stands twice in this filter");
                const auto list = book_.classes.find(c);
                if (list != book_.classes.end() && list->second.empty())
                    note(slot_spot(r, s), "the class @" + c + " has no word: nothing can stand here");
            }
            // Nobody has two roles, except who speaks in what is said. A time is nobody, so that it may come later.
            const auto rival = [&](const Slot& before) {
                return !before.role.empty() && !slot.role.empty() && slot.role != "time" &&
                       (before.role == "content") == (slot.role == "content") && takes_all(before, slot);
            };
            if (std::any_of(rule.slots.begin(), rule.slots.begin() + static_cast<ptrdiff_t>(s), rival))
                note(slot_spot(r, s), "this slot is never filled: one before it takes the same");
        }
    }

    // ---- hiding

    // Whatever fills `b` fills `a`.
    bool takes_all(const Slot& a, const Slot& b) const {
        if (a.position != b.position || !same_steps(a, b) || !subset(b.words, a.words)) return false;
        if (!filtered(a)) return true;
        if (!filtered(b) || a.negated != b.negated) return false;
        const Slot &wide = a.negated ? b : a, &narrow = a.negated ? a : b;
        return subset(narrow.classes, wide.classes) &&
               std::all_of(narrow.lemmas.begin(), narrow.lemmas.end(), [&](const std::string& l) {
                   return std::find(wide.lemmas.begin(), wide.lemmas.end(), l) != wide.lemmas.end();
               });
    }

    static bool counts(const Slot& s) { return s.required || (filtered(s) && !s.negated); }

    // Each slot of `b` has a slot of its own in `a` that takes all of it and counts as high, and `a` asks for no more.
    bool fits_wherever(const Rule& a, const Rule& b) const {
        std::vector<bool> used(a.slots.size());
        std::vector<bool> sure(a.slots.size());  // filled wherever `b` fits
        for (const Slot& slot : b.slots) {
            size_t i = 0;
            // The closest first: one that is required where this one is.
            for (const bool strict : {true, false}) {
                for (i = 0; i < a.slots.size(); ++i)
                    if (!used[i] && takes_all(a.slots[i], slot) && counts(a.slots[i]) >= counts(slot) &&
                        (!strict || a.slots[i].required == slot.required))
                        break;
                if (i < a.slots.size()) break;
            }
            if (i == a.slots.size()) return false;
            used[i] = true;
            sure[i] = slot.required;
        }
        for (size_t i = 0; i < a.slots.size(); ++i)
            if (a.slots[i].required && !sure[i]) return false;
        return true;
    }

    // Whether rule `a` beats rule `b` wherever that fits, both started by the same word.
    bool hides(size_t a, size_t b) const {
        const Rule &first = book_.rules[a], &second = book_.rules[b];
        if (a == b || first.particle != second.particle || first.exception < second.exception) return false;
        const Frame &over = book_.frames[first.frame], &under = book_.frames[second.frame];
        if (over.verbless && !under.verbless) return false;
        if (!fits_wherever(first, second)) return false;
        if (first.exception > second.exception) return true;
        const auto says = [](const Frame& f) { return std::pair(!f.light, !f.type.empty()); };
        return says(over) != says(under) ? says(over) > says(under) : a < b;
    }

    bool hidden(size_t r, size_t t) {
        const Rule& rule = book_.rules[r];
        const auto first = std::find(rule.triggers.begin(), rule.triggers.end(), rule.triggers[t]);
        if (first != rule.triggers.begin() + static_cast<ptrdiff_t>(t)) return true;  // told already: stands twice
        for (const size_t other : by_word_[{rule.kind, rule.triggers[t]}]) {
            if (!hides(other, r)) continue;
            const bool same = fits_wherever(rule, book_.rules[other]);
            note(trigger_spot(r, t), "for \"" + rule.triggers[t] + "\" this rule is hidden by the one at " +
                                         book_.rules[other].where +
                                         (same ? ", which asks for the same" : ", which fits wherever this one does"));
            return true;
        }
        return false;
    }

    // An exception to nothing.
    void alone(size_t r, size_t t) {
        const Rule& rule = book_.rules[r];
        const std::string& word = rule.triggers[t];
        if (last_words_.count({rule.kind, word.substr(word.find_last_of(" -") + 1)}) != 0) return;
        note(trigger_spot(r, t), "\"" + word + "\" starts no rule that this could be an exception to");
    }

    Book& book_;
    std::map<Key, std::vector<size_t>> by_word_;
    std::set<Key> last_words_;  // of the words that start a rule
};

// "mortar rounds": only the last word is inflected.
bool lemma_like(const IsLemma& is_lemma, TriggerKind kind, const std::string& phrase) {
    const std::string word = phrase.substr(phrase.find_last_of(" -") + 1);
    return is_lemma(kind, word);
}

}  // namespace

void check_rules(Book& book) {
    RuleChecker(book).run();
}

void check_lemmas(const IsLemma& is_lemma, Book& book) {
    const auto note = [&](const std::string& where, const std::string& word) {
        book.findings.push_back(
            {false, where, "\"" + word + "\" is never found: lemmas are looked for, and it is none"});
    };
    // A phrase in a slot may be headed by a noun, a verb, an adjective. Words of classes are not asked: they may be
    // written for names, which keep their text as lemma ("Holdings").
    const auto any = [&](const std::string& word) {
        return lemma_like(is_lemma, TriggerKind::Noun, word) || lemma_like(is_lemma, TriggerKind::Verb, word) ||
               ((!word.ends_with('s') || word.ends_with("ss") || word.ends_with("ous")) &&
                lemma_like(is_lemma, TriggerKind::Adjective, word));
    };
    for (size_t r = 0; r < book.rules.size(); ++r) {
        const Rule& rule = book.rules[r];
        for (size_t t = 0; t < rule.triggers.size(); ++t)
            if (!lemma_like(is_lemma, rule.kind, rule.triggers[t]))
                note(book.rule_spots[r].triggers[t], rule.triggers[t]);
        for (size_t s = 0; s < rule.slots.size(); ++s)
            for (const std::string& l : rule.slots[s].lemmas)
                if (!any(l)) note(book.rule_spots[r].slots[s], l);
    }
}

}  // namespace tallybook
