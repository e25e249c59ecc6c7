// "There were no casualties", "hurting nobody", "without loss": an attack that harmed nobody has a victim with the
// count zero, so that a ledger can tell "none" from "not told". The words belong to the attack of their sentence that
// was told last before them, else to the last one of the sentences just before: a reporter closes the tale of an attack
// with them. "No word on casualties" and "it was unclear if anybody had been hurt" say nothing and give nothing.
// Frames could not say this: the target is no argument of the words, and most of the words have no verb.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kReach = 3;  // sentences back

class Unharmed {
public:
    explicit Unharmed(Draft& draft) : d_(draft), tree_(draft.tree) {}

    void run() {
        settle_victims();
        for (uint32_t i = 0; i < tree_.size(); ++i)
            if (const std::string effect = none_of(i); !effect.empty()) add(i, effect);
    }

private:
    static std::optional<Quantity> zero(ByteSpan span) {
        Quantity q;
        q.low = q.best = q.high = 0;
        q.span = span;
        return q;
    }

    bool anybody(uint32_t token) const { return tree_.is(token, {"anyone", "anybody"}); }

    // "nobody", "no one", "no soldiers", "none of the crew".
    bool nobody(uint32_t token) const {
        if (tree_.is(token, {"nobody", "none", "no-one", "noone"})) return true;
        for (const uint32_t c : tree_.children(token))
            if (c < token && tree_.is(c, {"no", "zero", "neither"}) && tree_.dep(c) != Dep::Neg) return true;
        return token > 0 && tree_.is(token - 1, {"no"}) && tree_.is(token, {"one"});
    }

    // "no one", not "no civilians": then nobody at all was harmed.
    bool everybody(uint32_t token) const {
        return tree_.is(token, {"nobody", "none", "no-one", "noone", "anyone", "anybody", "one"});
    }

    bool denied(uint32_t verb) const {
        for (const uint32_t c : tree_.children(verb))
            if (tree_.dep(c) == Dep::Neg ||
                ((tree_.dep(c) == Dep::Nsubj || tree_.dep(c) == Dep::NsubjPass) && nobody(c)))
                return true;
        return tree_.dep(verb) == Dep::Pcomp && tree_.is(tree_.head(verb), {"without"});
    }

    // Victims that frames found: "nobody was hurt" counts none, "whether anyone was hurt" counts nothing.
    void settle_victims() {
        for (Event& e : d_.events) {
            std::erase_if(e.participants, [&](const Participant& p) {
                return p.role == "victim" && p.head_token && anybody(*p.head_token) &&
                       !denied(verb_over(*p.head_token));
            });
            for (Participant& p : e.participants) {
                if (p.role != "victim" || !p.head_token || p.effect.empty()) continue;
                if (!nobody(*p.head_token) && !anybody(*p.head_token)) continue;
                p.count = zero(*p.span);
                if (everybody(*p.head_token)) {
                    p.kind = "unknown";
                    if (p.effect == "injured") p.effect = "none";
                }
            }
        }
    }

    uint32_t verb_over(uint32_t token) const {
        const uint32_t verb = tree_.clause(token);
        return tree_.verb(verb) ? verb : token;
    }

    // The effect that nobody suffered, where this token is the head of words that say so; empty otherwise.
    std::string none_of(uint32_t i) const {
        const std::string lemma = d_.words.lemma(i);
        if (nobody(i) || anybody(i))
            if (const std::string suffered = harm_verb(i); !suffered.empty()) return suffered;
        std::string effect;
        if (one_of(lemma, {"casualty", "loss", "victim", "harm"})) effect = "none";
        if (one_of(lemma, {"injury", "wounded", "injured"})) effect = "injured";
        if (one_of(lemma, {"fatality", "death", "dead"})) effect = "killed";
        if (effect.empty() || (!tree_.noun(i) && tree_.token(i).pos != "ADJ")) return {};
        return counted_none(i) ? effect : std::string();
    }

    // "nobody was hurt", "hurting nobody", "no soldiers were wounded".
    std::string harm_verb(uint32_t i) const {
        if (!one_of(d_.words.lemma(i), {"nobody", "none", "one", "anyone", "anybody", "no-one"}) &&
            !d_.words.in_class(i, "person"))
            return {};
        const Dep dep = tree_.dep(i);
        if (dep != Dep::NsubjPass && dep != Dep::Dobj && dep != Dep::Nsubj) return {};
        const uint32_t verb = tree_.head(i);
        if (anybody(i) && (dep != Dep::Dobj || !denied(verb))) return {};
        if (dep == Dep::Nsubj && tree_.has_child(verb, {Dep::Dobj})) return {};
        if (tree_.has_child(verb, {Dep::Advcl})) return {};
        for (const uint32_t c : tree_.children(verb))
            if (tree_.is(c, {"if", "whether", "would", "will", "could", "should", "may", "might"})) return {};
        if (one_of(d_.words.lemma(verb), {"hurt", "harm", "injure", "wound"})) return everybody(i) ? "none" : "injured";
        if (one_of(d_.words.lemma(verb), {"kill", "die"})) return "killed";
        return {};
    }

    // "no casualties", "no injuries or damage", "without human or material losses", "neither casualties nor damage",
    // "did not cause any casualties", "no reports of casualties".
    bool counted_none(uint32_t i) const {
        uint32_t at = i;
        for (int steps = 0; steps < 4; ++steps) {
            for (const uint32_t c : tree_.children(at))
                if (c < i && tree_.is(c, {"no", "zero", "neither"})) return true;
            if (tree_.dep(at) == Dep::Conj && !tree_.root(at)) {
                bool own = false;  // "no dead and three wounded"
                for (const uint32_t c : tree_.children(at))
                    own |= tree_.dep(c) == Dep::Nummod || tree_.dep(c) == Dep::Det;
                if (own) return false;
                at = tree_.head(at);
                continue;
            }
            break;
        }
        if (at > 0 && tree_.is(at - 1, {"no", "zero"}) && tree_.sentence(at - 1) == tree_.sentence(at)) return true;
        if (tree_.root(at)) return false;
        const uint32_t above = tree_.head(at);
        if (tree_.is(above, {"without"})) return true;
        if (tree_.is(above, {"of"}) && !tree_.root(above)) {
            const uint32_t report = tree_.head(above);
            if (one_of(d_.words.lemma(report), {"know", "hear"})) return denied(report);
            return one_of(d_.words.lemma(report), {"report", "sign"}) && nobody(report);
        }
        if (tree_.dep(at) == Dep::Dobj && tree_.verb(above) && denied(above) &&
            one_of(d_.words.lemma(above), {"cause", "suffer", "report", "inflict", "leave", "have", "result", "take"}))
            return true;
        return false;
    }

    bool takes_harm(const Event& e) const {
        return e.joined_to < 0 && e.type == "ASSAULT" && !e.series && !e.accident &&
               e.modality.polarity == "affirmed" &&
               !one_of(e.modality.phase, {"planned", "threatened", "hypothetical"});
    }

    // The attack told last before the token in its sentence, else behind it there, else the last one just before.
    int target(uint32_t token) const {
        const uint32_t sentence = tree_.sentence(token);
        int before = -1, behind = -1, earlier = -1;
        uint32_t at_before = 0, at_behind = UINT32_MAX, at_earlier = 0;
        for (size_t i = 0; i < d_.events.size(); ++i) {
            const uint32_t t = d_.events[i].trigger, s = tree_.sentence(t);
            const int whole = d_.whole(static_cast<int>(i));
            if (s > sentence || s + kReach < sentence || !takes_harm(d_.events[whole])) continue;
            if (s == sentence && t <= token && (before < 0 || t >= at_before)) before = whole, at_before = t;
            if (s == sentence && t > token && t < at_behind) behind = whole, at_behind = t;
            if (s < sentence && (earlier < 0 || t >= at_earlier)) earlier = whole, at_earlier = t;
        }
        return before >= 0 ? before : behind >= 0 ? behind : earlier;
    }

    void add(uint32_t token, const std::string& effect) {
        const int at = target(token);
        if (at < 0) return;
        Event& e = d_.events[at];
        // A number of the same harm, or the same word read by a frame, is there already.
        for (const Participant& p : e.participants) {
            if (p.head_token == token) return;
            const bool counted = p.count && p.count->best.value_or(p.count->low.value_or(0)) > 0;
            if (counted && (p.effect == effect || (effect == "none" && one_of(p.effect, {"killed", "injured"}))))
                return;
            if (p.count && p.count->best == 0 && (p.effect == effect || p.effect == "none")) return;
        }
        Participant p;
        p.role = "victim";
        p.effect = effect;
        p.span = tree_.bytes(tree_.noun(token) ? tree_.phrase(token) : TokenSpan{token, token + 1});
        p.count = zero(*p.span);
        p.head_token = token;
        e.participants.push_back(std::move(p));
        const uint32_t s = tree_.sentence(token);
        if (std::find(e.sentences.begin(), e.sentences.end(), s) == e.sentences.end()) {
            e.sentences.push_back(s);
            std::sort(e.sentences.begin(), e.sentences.end());
        }
    }

    Draft& d_;
    const Tree& tree_;
};

}  // namespace

void add_unharmed(Draft& d) {
    Unharmed(d).run();
}

}  // namespace tallybook
