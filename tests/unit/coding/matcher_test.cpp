// The matcher beside a naïve one: it walks all rules of the text, as parsed, at every word; looks up nothing in the
// image; tries every trigger by comparison; opens the classes by reading their lists; and finds the winner by sorting
// all that fit. Where words stand in the tree is the same for both (arguments).
#include "coding/matcher.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "codebook/book.hpp"
#include "codebook/vocabulary.hpp"
#include "coding/arguments.hpp"
#include "random_report.hpp"

namespace tallybook {
namespace {

std::string plain(std::string_view word) {
    std::string out = lower(word);
    std::replace(out.begin(), out.end(), '-', ' ');
    return out;
}

class NaiveMatcher {
public:
    NaiveMatcher(const Book& book, const WordFacts& words) : book_(book), words_(words), tree_(words.tree()) {}

    struct Hit {
        uint32_t trigger = 0, last = 0;
        std::string where, frame, form;
        std::vector<std::pair<uint32_t, uint32_t>> fillers;
        bool exception = false;
        std::tuple<int, bool, bool, size_t, bool, int> rank;

        auto key() const { return std::tie(trigger, last, where, frame, form, fillers); }
    };

    std::vector<Hit> all() const {
        std::vector<Hit> out;
        for (uint32_t i = 0; i < tree_.size(); ++i) {
            auto fits = fits_at(i);
            if (fits.empty()) continue;
            std::stable_sort(fits.begin(), fits.end(), [](const Hit& a, const Hit& b) { return a.rank > b.rank; });
            if (!fits.front().exception) out.push_back(fits.front());
        }
        return out;
    }

private:
    bool asks(uint32_t i, TriggerKind kind) const {
        const auto d = tree_.dep(i);
        const bool in_front = d == Dep::Amod || d == Dep::Compound || d == Dep::Nmod;
        const bool helps = d == Dep::Aux || d == Dep::AuxPass;
        if (kind == TriggerKind::Verb) return tree_.verb(i) && !in_front && !helps;
        if (kind == TriggerKind::Noun) return tree_.noun(i);
        return tree_.token(i).pos == "ADJ";
    }

    std::vector<Hit> fits_at(uint32_t i) const {
        std::vector<Hit> fits;
        for (size_t r = 0; r < book_.rules.size(); ++r) {
            const Rule& rule = book_.rules[r];
            if (!asks(i, rule.kind)) continue;
            for (const std::string& trigger : rule.triggers) {
                const bool pair = (rule.kind == TriggerKind::Noun && trigger == words_.pair(i)) ||
                                  (rule.kind == TriggerKind::Verb && i >= 2 && tree_.token(i - 1).text == "-" &&
                                   tree_.sentence(i - 2) == tree_.sentence(i) &&
                                   trigger == words_.lemma(i - 2) + "-" + words_.lemma(i));
                if (pair || trigger == words_.lemma(i)) try_rule(rule, static_cast<int>(r), i, trigger, pair, fits);
            }
        }
        return fits;
    }

    bool listed(const std::string& cls, const std::string& word, std::set<std::string>& seen) const {
        const auto list = book_.classes.find(cls);
        if (list == book_.classes.end() || !seen.insert(cls).second) return false;
        return std::any_of(list->second.begin(), list->second.end(), [&](const Term& t) {
            return t.text[0] == '@' ? listed(t.text.substr(1), word, seen) : plain(t.text) == plain(word);
        });
    }
    bool in_class(uint32_t token, const std::string& cls) const {
        if (is_built_in_class(cls)) return words_.in_class(token, cls);
        std::set<std::string> one, two;
        return listed(cls, words_.lemma(token), one) || listed(cls, words_.pair(token), two);
    }

    bool passes(const Slot& slot, uint32_t token) const {
        if (slot.lemmas.empty() && slot.classes.empty()) return true;
        bool hit = taken_by(slot, token);
        for (const uint32_t whole : wholes_of(token)) hit = hit || taken_by(slot, whole);
        return slot.negated ? !hit : hit;
    }
    bool taken_by(const Slot& slot, uint32_t token) const {
        bool hit = false;
        for (const std::string& l : slot.lemmas) hit = hit || l == words_.lemma(token) || l == words_.pair(token);
        for (const std::string& c : slot.classes) hit = hit || in_class(token, c);
        return hit;
    }
    // A portion is what it is a portion of.
    std::vector<uint32_t> wholes_of(uint32_t token) const {
        std::set<std::string> seen;
        std::vector<uint32_t> out;
        const bool portion = listed("portion", words_.lemma(token), seen) || tree_.tagged(token, {"CD", "DT"});
        for (const uint32_t m : modifiers(tree_, token))
            if (tree_.is(m, {"record", "highest", "lowest"})) return {};
        if (portion)
            for (const uint32_t whole : prepositional(tree_, token, {"of"}))
                for (const uint32_t c : tree_.conjuncts(whole)) out.push_back(c);
        return out;
    }

    std::optional<uint32_t> particle(uint32_t verb, const std::string& word) const {
        for (uint32_t c = 0; c < tree_.size(); ++c) {
            const bool hangs = tree_.head(c) == verb && c != verb;
            const auto d = tree_.dep(c);
            const bool behind = c > verb && (d == Dep::Advmod || d == Dep::Prep);  // "On Monday he hit" is no "hit on"
            if (hangs && tree_.lower(c) == word && (d == Dep::Prt || behind)) return c;
        }
        const uint32_t next = verb + 1;
        if (next < tree_.size() && tree_.sentence(next) == tree_.sentence(verb) && tree_.lower(next) == word)
            return next;
        return std::nullopt;
    }

    bool under_verb(uint32_t i) const {
        if (tree_.root(i)) return false;
        const uint32_t above = tree_.head(i);
        for (uint32_t k = std::min(i, above); k < std::max(i, above); ++k)
            if (tree_.token(k).text == ";" || tree_.token(k).text == ":") return false;
        return tree_.verb(above) || under_verb(above);
    }

    void try_rule(const Rule& rule, int order, uint32_t i, const std::string& form, bool pair,
                  std::vector<Hit>& fits) const {
        if (book_.frames[rule.frame].verbless && under_verb(i)) return;
        Hit hit;
        hit.trigger = hit.last = i;
        hit.where = rule.where;
        hit.frame = book_.frames[rule.frame].name;
        hit.form = form;
        hit.exception = rule.exception;
        int conditions = rule.exception ? 1 : 0;
        if (!rule.particle.empty()) {
            const auto at = particle(i, rule.particle);
            if (!at) return;
            hit.last = std::max(i, *at);
            ++conditions;
        }
        for (uint32_t s = 0; s < rule.slots.size(); ++s) {
            const Slot& slot = rule.slots[s];
            bool filled = false;
            for (const uint32_t token : slot_candidates(words_, rule.kind, i, slot)) {
                bool free = true;
                for (const auto& [other, taken] : hit.fillers) {
                    const std::string& role = rule.slots[other].role;
                    const bool both = !role.empty() && !slot.role.empty();
                    const bool said = (role == "content") != (slot.role == "content");
                    if (taken == token && both && !said) free = false;
                }
                if (!free || !passes(slot, token)) continue;
                hit.fillers.emplace_back(s, token);
                filled = true;
            }
            if (slot.required && !filled) return;
            const bool filter = !slot.lemmas.empty() || !slot.classes.empty();
            if (filled && (slot.required || (filter && !slot.negated))) ++conditions;
        }
        if (pair) ++conditions;
        const Frame& frame = book_.frames[rule.frame];
        hit.rank = {conditions, !frame.light, !frame.type.empty(), hit.fillers.size(), pair, -order};
        fits.push_back(std::move(hit));
    }

    const Book& book_;
    const WordFacts& words_;
    const Tree& tree_;
};

using Hits = std::vector<NaiveMatcher::Hit>;

Hits compiled(const Codebook& codebook, const WordFacts& words) {
    Hits out;
    for (const Match& m : match_frames(words)) {
        NaiveMatcher::Hit hit;
        hit.trigger = m.trigger;
        hit.last = m.last;
        hit.where = m.rule->where;
        hit.frame = m.frame->name;
        hit.form = m.form;
        for (const Filler& f : m.fillers) hit.fillers.emplace_back(f.slot, f.token);
        EXPECT_EQ(&codebook.frames()[m.rule->frame], m.frame);
        out.push_back(std::move(hit));
    }
    return out;
}

// How many matches there were; the test fails at the first sentence where the two differ.
size_t compare(const Book& book, const Codebook& codebook, RandomReports& reports, int count) {
    size_t matches = 0;
    for (int n = 0; n < count; ++n) {
        const Report report = reports.next();
        const Tree tree(report);
        const WordFacts words(tree, codebook);
        const Hits expected = NaiveMatcher(book, words).all(), got = compiled(codebook, words);
        EXPECT_EQ(got.size(), expected.size()) << report.text();
        for (size_t i = 0; i < std::min(got.size(), expected.size()); ++i)
            EXPECT_TRUE(got[i].key() == expected[i].key())
                << report.text() << "\nat " << tree.token(expected[i].trigger).text << ": " << expected[i].where
                << " expected, " << got[i].where << " found";
        if (testing::Test::HasFailure()) return matches;
        matches += got.size();
    }
    return matches;
}

struct Loaded {
    Book book;
    std::shared_ptr<const Codebook> codebook;
};

Loaded load(const std::filesystem::path& folder) {
    Loaded out;
    auto sources = read_sources(folder);
    EXPECT_TRUE(sources);
    if (sources) out.book = parse_book(*sources);
    auto codebook = Codebook::load(folder);
    EXPECT_TRUE(codebook) << codebook.error().describe();
    if (codebook) out.codebook = *codebook;
    return out;
}

TEST(Matcher, AgreesWithTheNaiveOneOnTheShippedCodebook) {
    const Loaded shipped = load(std::filesystem::path(TALLYBOOK_SOURCE_DIR) / "codebooks");
    ASSERT_TRUE(shipped.codebook);
    Vocabulary words;
    std::set<std::string> prepositions{"by", "with", "against"};
    const auto add = [](std::vector<std::string>& list, const std::string& word) {
        static const std::set<std::string> kFrames{"act", "form", "kind", "campaign", "piece"};  // "acts of …"
        if (kFrames.count(word) == 0 && word.find(' ') == std::string::npos) list.push_back(word);
    };
    for (const Rule& rule : shipped.book.rules) {
        auto& list = rule.kind == TriggerKind::Verb   ? words.verbs
                     : rule.kind == TriggerKind::Noun ? words.nouns
                                                      : words.adjectives;
        for (const std::string& t : rule.triggers) add(list, t);
        if (!rule.particle.empty()) prepositions.insert(rule.particle);
        for (const Slot& slot : rule.slots) {
            prepositions.insert(slot.words.begin(), slot.words.end());
            for (const std::string& l : slot.lemmas) add(words.nouns, l);
        }
    }
    for (const auto& [name, terms] : shipped.book.classes)
        for (const Term& t : terms)
            if (t.text[0] != '@' && name != "condemned") add(words.nouns, t.text);
    for (const auto& agents : shipped.book.agents) add(words.nouns, agents.nouns.front().text);
    words.prepositions.assign(prepositions.begin(), prepositions.end());
    RandomReports reports(words, 20231210);
    EXPECT_GT(compare(shipped.book, *shipped.codebook, reports, 1600), 1500U);
}

// Codebooks at random: few words, many rules for each, so that the competition decides often.
std::string random_frames(RandomReports& random, const Vocabulary& words) {
    const auto any = [&](const std::vector<std::string>& list) { return list[random.below(list.size())]; };
    static const std::vector<std::string> kVerbPlaces{"subj", "obj", "iobj", "comp", "clause", "obj>of", "who"},
        kNounPlaces{"poss", "mod", "doer", "getter", "of>poss", "who"},
        kRoles{"actor", "recipient", "victim.killed", "instrument", "-"},
        kPrepositions{"in", "by", "of", "up", "with", "out_of"},
        kFilters{"@tool", "^@tool", "@beast,plum", "^plum,pear", "@group", "@event", "@actor", "pear tree"};
    std::string out;
    for (int f = 0; f < 12; ++f) {
        out += f % 4 == 3 ? "statement report/" + std::to_string(f) + ": -\n"
                          : "frame f" + std::to_string(f) +
                                (f == 2   ? ": ASSAULT\n  verbless\n"
                                 : f == 4 ? ": ASSAULT\n  light\n"
                                          : ": ASSAULT\n");
        for (uint32_t r = 0, count = 1 + random.below(5); r < count; ++r) {
            const uint32_t kind = random.below(5);
            const bool verb = kind < 3, noun = kind == 3;
            out += random.below(6) == 0 ? "  except " : "  ";
            out += verb ? "verb " : noun ? "noun " : "adj ";
            if (verb && random.below(8) == 0) out += any(words.verbs) + "-";
            out += any(verb ? words.verbs : noun ? words.nouns : words.adjectives);
            if (verb && random.below(4) == 0) out += random.below(2) == 0 ? " up" : " out";
            if (noun && random.below(4) == 0) out += " " + any(words.nouns);
            out += ":";
            for (uint32_t s = 0, slots = random.below(4); s < slots; ++s) {
                std::string place = random.below(3) > 0 ? any(noun ? kNounPlaces : kVerbPlaces)
                                                        : any(kPrepositions) + "/" + any(kPrepositions);
                out += "  " + place + (random.below(3) == 0 ? "!" : "");
                if (random.below(2) == 0) out += ":" + any(kFilters);
                out += "=" + any(kRoles);
            }
            out += "\n";
        }
    }
    return out;
}

TEST(Matcher, AgreesWithTheNaiveOneOnRandomCodebooks) {
    const Vocabulary words{{"hew", "grind", "ferry", "stoke"},
                           {"plum", "pear", "tree", "ox", "sheep", "spade", "guild"},
                           {"ripe", "stout"},
                           {"in", "by", "of", "up", "with", "-", "out"}};
    RandomReports reports(words, 7);
    size_t matches = 0;
    for (int n = 0; n < 40; ++n) {
        const auto folder = std::filesystem::temp_directory_path() /
                            ("tallybook-matcher-" + std::to_string(::getpid()) + "-" + std::to_string(n));
        std::filesystem::create_directories(folder / "frames");
        std::filesystem::create_directories(folder / "words");
        std::ofstream(folder / "frames/a.txt") << random_frames(reports, words);
        std::ofstream(folder / "words/portion.txt") << "ox\n";
        std::ofstream(folder / "words/tool.txt") << "spade\n@beast\n";
        std::ofstream(folder / "words/beast.txt") << "ox, sheep\npear-tree\n@tool\n";
        std::ofstream(folder / "agents.txt") << "armed-group: guild\n";
        const Loaded loaded = load(folder);
        std::filesystem::remove_all(folder);
        ASSERT_TRUE(loaded.codebook);
        matches += compare(loaded.book, *loaded.codebook, reports, 40);
        if (HasFailure()) return;
    }
    EXPECT_GT(matches, 1000U);
}

}  // namespace
}  // namespace tallybook
