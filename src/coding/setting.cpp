#include "coding/setting.hpp"

#include <algorithm>

#include "coding/arguments.hpp"

namespace tallybook {
namespace {

// "7-0", "3-1": what a match ends with.
bool score(std::string_view text) {
    const size_t dash = text.find_first_of("-");
    if (dash == text.npos || dash == 0 || dash > 3 || dash + 1 >= text.size() || text.size() - dash > 4) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

class SettingReader {
public:
    SettingReader(const WordFacts& words, uint32_t trigger) : words_(words), tree_(words.tree()), trigger_(trigger) {}

    Setting read() const {
        if (staged_participant()) return tree_.tagged(trigger_, {"VBD", "VBN"}) ? Setting::Drill : Setting::Fiction;
        uint32_t at = trigger_;
        for (int steps = 0; steps < 24; ++steps) {
            if (const Setting s = around(at); s != Setting::Real) return s;
            if (tree_.root(at)) break;
            at = tree_.head(at);
        }
        if (told_now() && work_in_sentence()) return Setting::Fiction;
        return sport() ? Setting::Sport : Setting::Real;
    }

private:
    bool is(uint32_t token, std::string_view cls) const { return words_.in_class(token, cls); }

    // What hangs on a word over the trigger: phrases of place, subjects, and the word itself.
    Setting around(uint32_t at) const {
        for (const uint32_t c : tree_.children(at)) {
            if (tree_.dep(c) == Dep::Prep || tree_.dep(c) == Dep::Advmod)
                if (const Setting s = phrase(c); s != Setting::Real) return s;
            const bool subject = tree_.dep(c) == Dep::Nsubj || tree_.dep(c) == Dep::NsubjPass;
            if (subject && at != trigger_ && !tree_.dominates(c, trigger_) && is(c, "fiction")) return Setting::Fiction;
            if (subject && at != trigger_ && !tree_.dominates(c, trigger_) && is(c, "drill") &&
                words_.codebook().in_class("drill-verb", words_.lemma(at)))
                return Setting::Drill;
            if (subject && at != trigger_ && tells_plot(at, c)) return Setting::Fiction;
            if (subject && at == trigger_ && tree_.verb(at) && !tree_.passive(at) && tree_.dep(c) == Dep::Nsubj &&
                is(c, "showing") && generic(at))
                return Setting::Fiction;
        }
        if (at != trigger_ && tree_.is(at, {"on", "about", "to", "of"}) && is(tree_.head(at), "retelling") &&
            tree_.noun(trigger_))
            return Setting::Retold;
        if (at == trigger_ && tree_.noun(at) && tree_.dep(at) == Dep::Dobj &&
            words_.codebook().in_class("memory-verb", words_.lemma(tree_.head(at))))
            return Setting::Retold;
        if (at != trigger_ && tree_.noun(at) && is(at, "drill")) return Setting::Drill;  // "a drill that simulated …"
        if (at != trigger_ && tree_.noun(at) && is(at, "fiction") && tree_.dep(at) != Dep::Compound)
            return Setting::Fiction;
        if (at != trigger_ && tree_.verb(at) && words_.codebook().in_class("mock-verb", words_.lemma(at)))
            return Setting::Drill;
        return Setting::Real;
    }

    // The present in which plots are told: "rebels storm the palace", "a minister is abducted".
    bool told_now() const {
        if (!tree_.verb(trigger_)) return false;
        for (const uint32_t c : tree_.children(trigger_)) {
            if (tree_.dep(c) == Dep::Neg) return false;
            if (tree_.dep(c) == Dep::AuxPass || tree_.dep(c) == Dep::Aux)
                return tree_.dep(c) == Dep::AuxPass && tree_.is(c, {"is", "are"}) &&
                       !tree_.has_child(trigger_, {Dep::Aux});
        }
        // "a video said to show a missile hitting the tower"
        if (tree_.tagged(trigger_, {"VBG"}) && !tree_.root(trigger_))
            return words_.lemma(tree_.head(trigger_)) == "show" ||
                   (tree_.noun(tree_.head(trigger_)) && words_.lemma(tree_.head(tree_.head(trigger_))) == "show");
        return generic(trigger_);
    }

    // A work, or "the third episode", "act three", anywhere in the sentence; "film directors" and "war dramas" of real
    // people and hostages are none.
    bool work_in_sentence() const {
        static constexpr std::string_view kParts[] = {"season",  "series", "episode",   "act",
                                                      "chapter", "level",  "instalment"};
        const TokenSpan all = tree_.report().sentences[tree_.sentence(trigger_)].tokens;
        for (uint32_t i = all.begin; i < all.end; ++i) {
            if (!tree_.noun(i) || i == trigger_) continue;
            const std::string lemma = words_.lemma(i);
            if (std::find(std::begin(kParts), std::end(kParts), lemma) != std::end(kParts) && numbered(i)) return true;
            if (!is(i, "fiction") || tree_.dep(i) == Dep::Compound) continue;
            bool real = false;
            for (const uint32_t c : tree_.children(i)) real |= c < i && is(c, "bodily");
            if (!real) return true;
        }
        return false;
    }
    bool numbered(uint32_t noun) const {
        for (const uint32_t c : tree_.children(noun))
            if (tree_.dep(c) == Dep::Nummod ||
                tree_.is(c, {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
                             "tenth", "final", "last", "opening"}))
                return true;
        if (noun > 0 && tree_.is(noun - 1, {"first", "second", "third", "fourth", "fifth", "final", "last", "opening"}))
            return true;
        return noun + 1 < tree_.size() && tree_.tagged(noun + 1, {"CD"});
    }

    // "The series follows a detective who …": words of two meanings, with a verb that tells a plot.
    bool tells_plot(uint32_t verb, uint32_t subject) const {
        static constexpr std::string_view kWorks[] = {"series", "game",    "show",  "story",
                                                      "book",   "chapter", "scene", "plot"};
        const std::string lemma = words_.lemma(subject);
        return std::find(std::begin(kWorks), std::end(kWorks), lemma) != std::end(kWorks) &&
               tree_.tagged(verb, {"VBZ", "VBP"}) && words_.codebook().in_class("plot-verb", words_.lemma(verb));
    }

    bool generic(uint32_t verb) const { return tree_.tagged(verb, {"VBP", "VBZ", "VB"}); }

    Setting phrase(uint32_t prep) const {
        const bool in = tree_.is(prep, {"in", "on", "inside", "throughout"});
        if (!in && !tree_.is(prep, {"during", "at", "as", "for", "of"})) return Setting::Real;
        const auto object = tree_.child(prep, {Dep::Pobj});
        if (!object) return Setting::Real;
        if (in && is(*object, "fiction")) return Setting::Fiction;
        if ((in || tree_.is(prep, {"during"})) && is(*object, "drill")) {
            // Armed groups do strike soldiers at exercise.
            return tree_.is(prep, {"during"}) && armed_actor() ? Setting::Real : Setting::Drill;
        }
        for (const uint32_t c : tree_.children(*object))  // "as part of an exercise", "on the second day of a drill"
            if (tree_.is(c, {"of"}))
                if (const auto inner = tree_.child(c, {Dep::Pobj})) {
                    if (is(*inner, "drill") && !tree_.is(prep, {"of", "for"})) return Setting::Drill;
                    if (in && is(*inner, "fiction")) return Setting::Fiction;
                }
        return Setting::Real;
    }

    bool armed_actor() const {
        if (!tree_.verb(trigger_)) return false;
        const auto subjects = logical_subjects(tree_, trigger_);
        return std::any_of(subjects.begin(), subjects.end(), [&](uint32_t s) { return is(s, "armed"); });
    }

    // "a mock embassy", "cardboard figures": something stands for something.
    bool staged_participant() const {
        const auto staged = [&](uint32_t noun) {
            for (const uint32_t c : tree_.children(noun))
                if (c < noun && (tree_.dep(c) == Dep::Amod || tree_.dep(c) == Dep::Compound) &&
                    (is(c, "mock") || words_.codebook().in_class("mock", tree_.lower(c))))
                    return true;
            return words_.lemma(noun) == "dummy" || words_.lemma(noun) == "mannequin" ||
                   words_.lemma(noun) == "re-enactor" || words_.lemma(noun) == "reenactor" ||
                   words_.lemma(noun) == "enactor" || words_.lemma(noun) == "zombie";
        };
        if (staged(trigger_)) return true;
        if (!tree_.verb(trigger_)) return false;
        for (const auto& group : {logical_subjects(tree_, trigger_), logical_objects(tree_, trigger_),
                                  prepositional(tree_, trigger_, {"at", "on", "by", "against", "into"})})
            for (const uint32_t noun : group)
                if (staged(noun)) return true;
        return false;
    }

    // "52-3" in three tokens
    bool score_at(uint32_t i, uint32_t end) const {
        const auto small = [&](uint32_t t) { return tree_.tagged(t, {"CD"}) && tree_.lower(t).size() <= 3; };
        return i + 2 < end && small(i) && tree_.is(i + 1, {"-"}) && small(i + 2);
    }

    // A word said of games alone, two that are said of them mostly, or a score beside one; and nobody shot, arrested or
    // blown up.
    bool sport() const {
        const TokenSpan all = tree_.report().sentences[tree_.sentence(trigger_)].tokens;
        int games = 0;
        bool scored = false, contest = false;
        for (uint32_t i = all.begin; i < all.end; ++i) {
            scored |= score(tree_.lower(i)) || score_at(i, all.end);
            if (i > all.begin &&
                (words_.codebook().in_class("sport-only", std::string(tree_.lower(i - 1)) + " " + words_.lemma(i)) ||
                 words_.codebook().in_class("sport-only", words_.pair(i))))
                games += 2;
            if (i == trigger_) continue;
            contest |= tree_.is(i, {"coach", "team", "side", "club", "win", "won", "defeat", "victory", "game",
                                    "captain", "champion", "season", "crowd", "match"});
            if (tree_.is(i,
                         {"police", "gunmen", "gunman", "soldiers", "troops", "bomb", "bomber", "explosion", "arrested",
                          "wounded", "hooligans", "militants", "knife", "dead", "hospital", "stabbed", "kidnapped"}))
                return false;
            if (tree_.noun(i) && is(i, "sport-only"))
                games += 2;
            else if (tree_.noun(i) && is(i, "sport"))
                ++games;
        }
        return games >= 2 || (scored && (games > 0 || contest));
    }

    const WordFacts& words_;
    const Tree& tree_;
    uint32_t trigger_;
};

}  // namespace

Setting setting_of(const WordFacts& words, uint32_t trigger) {
    return SettingReader(words, trigger).read();
}

}  // namespace tallybook
