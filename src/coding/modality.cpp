#include "coding/modality.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/modality_clause.hpp"
#include "coding/modality_words.hpp"

namespace tallybook {
namespace {

// "rules out murder", "made up the raid"
bool denying_with_particle(const Tree& tree, uint32_t verb, std::string_view lemma) {
    const auto particle = tree.child(verb, {Dep::Prt});
    if (!particle) return false;
    return (lemma == "rule" && tree.is(*particle, {"out"})) || (lemma == "make" && tree.is(*particle, {"up"}));
}

// "wrongly said that troops had crossed"
bool said_wrongly(const Tree& tree, uint32_t verb) {
    for (const uint32_t c : tree.children(verb)) {
        if (tree.dep(c) == Dep::Nsubj && tree.is(c, {"version"}))  // "An earlier version of this report said …"
            for (const uint32_t m : tree.children(c))
                if (tree.is(m, {"earlier", "previous", "first", "original"})) return true;
        if (tree.dep(c) == Dep::Advmod && tree.is(c, {"wrongly", "falsely", "incorrectly", "mistakenly", "erroneously",
                                                      "inaccurately", "untruthfully"}))
            return true;
    }
    return false;
}

// "Reports of an attack were false", "dismissed the claims that …", "it is not true that …": is what the noun or the
// clause tells taken back by the verb above?
bool taken_back(const WordFacts& words, uint32_t at) {
    const Tree& tree = words.tree();
    const uint32_t verb = tree.head(at);
    const Dep d = tree.dep(at);
    if (!tree.verb(verb)) return untrue(words.lemma(verb));
    const bool subject = d == Dep::Nsubj || d == Dep::NsubjPass || d == Dep::Csubj || d == Dep::Ccomp;
    const bool negated = tree.has_child(verb, {Dep::Neg});
    if (subject)
        for (const uint32_t c : complements(tree, verb)) {
            if (untrue(words.lemma(c)) && !negated) return true;
            if (negated && one_of(words.lemma(c), {"true", "correct", "accurate", "right", "case"})) return true;
        }
    if (subject && one_of(words.lemma(verb), {"turn", "prove"}))  // "turned out to be a hoax"
        if (const auto be = tree.child(verb, {Dep::Xcomp}))
            for (const uint32_t c : complements(tree, *be))
                if (untrue(words.lemma(c)) && !negated) return true;
    if (d == Dep::Ccomp && said_wrongly(tree, verb)) return true;
    if (d == Dep::Ccomp || d == Dep::Csubj) return false;
    const bool object = d == Dep::Dobj || d == Dep::NsubjPass;
    const bool dropped = one_of(words.lemma(at), {"charge", "allegation", "accusation"}) &&
                         one_of(words.lemma(verb), {"throw", "drop", "dismiss", "strike", "withdraw"});
    return object && (refuting(words.lemma(verb)) || dropped) && !negated;
}

// The phase of an infinitive by the verb or the noun above it.
std::string_view infinitive_phase(const WordFacts& words, uint32_t at, const Modality& m) {
    const Tree& tree = words.tree();
    const uint32_t above = tree.head(at);
    const std::string lemma = words.lemma(above);
    if (m.phase != "past" || !phase_under(lemma).empty() || negating(lemma)) return {};
    if (tree.verb(above)) {
        Modality over;
        read_auxiliaries(tree, above, over);
        if (over.polarity == "negated") return "hypothetical";
        if (over.phase == "planned") return "planned";
        if (over.phase == "hypothetical") return "hypothetical";
    }
    for (const uint32_t c : tree.children(at))
        if (tree.dep(c) == Dep::Aux && tree.is(c, {"have"})) return {};
    if (lemma == "have" && tree.tagged(above, {"VBP", "VBZ", "VB"})) return "hypothetical";  // "have to attack"
    if (tree.is(above, {"going"})) return "planned";
    if (tree.verb(above) && tree.dep(at) == Dep::Advcl && one_of(lemma, {"foil", "thwart", "uncover", "discover"}))
        return lemma == "foil" || lemma == "thwart" ? "foiled" : "planned";  // "foiled a plot to bomb a station"
    if (tree.dep(at) == Dep::Acl && tree.dep(above) == Dep::Dobj &&
        one_of(words.lemma(tree.head(above)), {"foil", "thwart"}))
        return "foiled";
    if (tree.dep(at) == Dep::Acl || tree.dep(at) == Dep::Relcl) {
        if (one_of(lemma, {"attempt", "bid", "effort"})) return "attempted";
        if (one_of(lemma, {"plan", "plot", "order", "decision", "mission"})) return "planned";
        const bool first = one_of(lemma, {"first", "last", "second", "third", "only", "one", "latest"}) ||
                           tree.token(above).pos == "ADJ";
        Modality over;  // "may become the first to attack"
        if (const uint32_t verb = tree.clause(above); tree.verb(verb)) read_auxiliaries(tree, verb, over);
        if (first && over.phase != "past" && over.phase != "ongoing") return "hypothetical";
        return first || tree.dep(at) == Dep::Relcl ? std::string_view{} : std::string_view{"hypothetical"};
    }
    if (lemma == "be" && tree.tagged(above, {"VBP", "VBZ", "VBD"})) return "planned";
    return factual(lemma) ? std::string_view{} : std::string_view{"hypothetical"};
}

class Climb {
public:
    Climb(const WordFacts& words, uint32_t trigger) : words_(words), tree_(words.tree()), trigger_(trigger) {}

    Modality read() {
        own_words();
        uint32_t at = trigger_;
        for (int steps = 0; steps < 24 && !tree_.root(at); ++steps) {
            if (!step(at)) break;
            at = tree_.head(at);
        }
        if (m_.phase == "past" && yes_no_question(tree_, trigger_)) m_.phase = "hypothetical";
        return m_;
    }

private:
    void own_words() {
        if (!tree_.verb(trigger_)) return read_modifiers(tree_, trigger_, m_);
        read_auxiliaries(tree_, trigger_, m_);
        if (m_.phase == "past" && subjunctive(tree_, trigger_))
            m_.phase = phase_under(words_.lemma(tree_.head(trigger_))) == "planned" ? "planned" : "hypothetical";
        if (m_.phase == "past" && under_condition(tree_, trigger_)) m_.phase = "hypothetical";
        if (m_.phase == "past" && bare_after_that(tree_, trigger_)) m_.phase = "hypothetical";
        for (const uint32_t c : tree_.children(trigger_)) {
            const Dep d = tree_.dep(c);
            if ((d == Dep::Nsubj || d == Dep::NsubjPass || d == Dep::Dobj) &&
                (negative_determiner(tree_, c) || tree_.is(c, {"neither"})))
                m_.polarity = "negated";
        }
    }

    bool open() const { return m_.phase == "past" || m_.phase == "ongoing"; }

    // "Are handed to the unit that makes the arrest": what is said in passing, of no certain deed, where the sentence
    // itself tells of none.
    bool as_a_rule(uint32_t relative) const {
        if (!present_simple(tree_, relative)) return false;
        if (relative != trigger_ && !(tree_.dep(trigger_) == Dep::Dobj && tree_.head(trigger_) == relative))
            return false;
        const auto who = tree_.child(relative, {Dep::Nsubj});
        const uint32_t noun = tree_.head(relative), main = tree_.clause(noun);
        if (!who || !tree_.is(*who, {"that", "who", "which"}) || !tree_.noun(noun) || words_.name_at(noun) != nullptr)
            return false;
        if (*who > 0 && tree_.is(*who - 1, {","})) return false;
        if (!tree_.verb(main)) return false;
        Modality over;
        read_auxiliaries(tree_, main, over);
        const auto be = tree_.child(main, {Dep::AuxPass});
        return over.phase == "planned" || over.phase == "hypothetical" || present_simple(tree_, main) ||
               (be && tree_.tagged(*be, {"VBZ", "VBP"}));
    }

    // "Without the bombing they would have taken the town": there was one.
    bool otherwise(uint32_t without) const {
        const auto what = tree_.child(without, {Dep::Pobj});
        const auto det = what ? tree_.child(*what, {Dep::Det, Dep::Poss}) : std::nullopt;
        if (!det || tree_.is(*det, {"a", "an", "any"})) return false;
        const uint32_t verb = tree_.clause(without);
        bool would = false, have = false;
        for (const uint32_t c : tree_.children(verb)) {
            would |= tree_.dep(c) == Dep::Aux && tree_.is(c, {"would", "could", "might"});
            have |= tree_.dep(c) == Dep::Aux && tree_.is(c, {"have"});
        }
        return would && have;
    }

    // One edge upwards; false where what stands above no longer governs the trigger.
    bool step(uint32_t at) {
        const Dep d = tree_.dep(at);
        const uint32_t above = tree_.head(at);
        if (d == Dep::Appos || d == Dep::Parataxis) return false;
        if (d == Dep::Ccomp && parted(tree_, at, above)) return false;
        // "no curfew imposed", "no shots that were fired"
        if ((d == Dep::Acl || d == Dep::Relcl) && !tree_.tagged(at, {"VB"}) && negative_determiner(tree_, above) &&
            tree_.tagged(above, {"NN", "NNS"}))
            m_.polarity = "negated";
        if (d == Dep::Relcl && !content_clause(at)) {  // told in passing: on its own word
            if (open() && (of_a_kind(words_, at, at == trigger_) || as_a_rule(at))) m_.phase = "hypothetical";
            if (open() && has_to(at) && tree_.tagged(at, {"VB", "VBN"}))  // "the first to be extradited"
                if (const auto phase = infinitive_phase(words_, at, m_); !phase.empty()) m_.phase = phase;
            return false;
        }
        if (told_by_noun(at)) {
            if (taken_back(words_, above)) m_.polarity = "denied";
            return false;
        }
        if (d == Dep::Acl && !tree_.tagged(at, {"VB"})) {  // "stories of miners burning trucks"
            const uint32_t of = tree_.head(above);
            if (tree_.dep(above) == Dep::Pobj && told_by_noun(of) && taken_back(words_, tree_.head(of)))
                m_.polarity = "denied";
            return false;
        }
        if (d == Dep::Advcl) {
            adverbial(at);
            // "Demanded that it grant them leave, allowing them to go": a participle is as real as its verb.
            if (open() && at == front_ && tree_.tagged(at, {"VBG"}) && tree_.tagged(above, {"VB"}) &&
                !tree_.has_child(at, {Dep::Mark, Dep::Aux, Dep::Nsubj}))
                if (const Modality over = Climb(words_, above).read();
                    over.phase == "hypothetical" || over.phase == "planned")
                    m_.phase = over.phase;
            return false;
        }
        if (d == Dep::Ccomp && taken_back(words_, at)) m_.polarity = "denied";
        // "Carrying out attacks needs money": a kind of deed.
        if (d == Dep::Csubj && open() &&
            ((tree_.tagged(at, {"VBG"}) && tree_.tagged(above, {"VBZ", "VB"})) ||
             (tree_.tagged(at, {"VB"}) && has_to(at))))  // "To bomb a town would be a crime"
            m_.phase = "hypothetical";
        if (asks_who(words_, at)) return false;
        if (tree_.is(at, {"than"}) && tree_.has_child(at, {Dep::Pcomp}) && open())
            m_.phase = "hypothetical";  // "would rather sink it than let them seize it"
        if (d == Dep::Prep && tree_.is(at, {"without"}) && !otherwise(at)) m_.polarity = "negated";
        // "is trying to burn it and has attacked": what has its own tense the infinitive before it does not govern.
        if (d == Dep::Conj && tree_.verb(at) && finite(tree_, at) && tree_.tagged(above, {"VB"}) && has_to(above))
            return false;
        if (d == Dep::Prep &&
            (tree_.is(at, {"despite", "because", "after", "during", "amid", "following", "since", "before"}) ||
             in_view_of(tree_, at, trigger_)))
            return false;
        const bool clause = d == Dep::Xcomp || d == Dep::Ccomp || d == Dep::Pcomp;
        const bool object = d == Dep::Dobj || d == Dep::NsubjPass || d == Dep::Pobj || d == Dep::Acl;
        if (d == Dep::Pcomp && tree_.is(above, {"provided", "providing"}) && open()) m_.phase = "hypothetical";
        if (clause && tree_.tagged(at, {"VBD"})) told_ = true;
        for (const uint32_t c : tree_.children(at))
            if (clause && tree_.dep(c) == Dep::Aux && tree_.is(c, {"had", "has", "have"}) && finite(tree_, at))
                told_ = true;
        if (clause || object || d == Dep::Prep) governed(at, clause);
        // "efforts to get them to close it": what is below an infinitive is as far off as that
        if (clause && at == front_ && tree_.tagged(at, {"VB"}) && tree_.tagged(above, {"VB"})) front_ = above;
        // "to achieve the lifting"
        if (d == Dep::Dobj && at == trigger_ && bringing_about(words_.lemma(above))) front_ = above;
        if (d == Dep::Conj) coordinated(at);
        if (tree_.verb(above) && object && d != Dep::Pobj && tree_.noun(trigger_)) carried(above);
        if (at == trigger_ && d == Dep::Attr &&
            tree_.has_child(above, {Dep::Expl})) {  // "there would have been a massacre"
            Modality be;
            read_auxiliaries(tree_, above, be);
            if (open() && (be.phase == "hypothetical" || be.phase == "planned")) m_.phase = be.phase;
        }
        if (at == trigger_ && tree_.noun(at) && (d == Dep::Nsubj || d == Dep::NsubjPass)) subject_of(above);
        return !(tree_.verb(above) && tree_.noun(trigger_) &&
                 (d == Dep::Nsubj || d == Dep::Agent || d == Dep::Npadvmod));
    }

    // A clause with "that" behind a noun of telling, whose verb has a subject and an object besides: what is told.
    bool content_clause(uint32_t at) const {
        if (!telling_noun(words_.lemma(tree_.head(at)))) return false;
        bool that = false, subject = false, object = false;
        for (const uint32_t c : tree_.children(at)) {
            if (tree_.is(c, {"that"})) {
                that = true;
                continue;
            }
            subject |= tree_.dep(c) == Dep::Nsubj || tree_.dep(c) == Dep::NsubjPass;
            object |= tree_.dep(c) == Dep::Dobj || tree_.dep(c) == Dep::AuxPass;
        }
        return that && subject && object;
    }

    // "the claims THAT troops killed", "reports OF an attack"
    bool told_by_noun(uint32_t at) const {
        const uint32_t above = tree_.head(at);
        if (!tree_.noun(above) || !telling_noun(words_.lemma(above))) return false;
        if (tree_.dep(at) == Dep::Relcl) return content_clause(at);
        if (tree_.dep(at) == Dep::Acl || tree_.dep(at) == Dep::Ccomp)
            return tree_.has_child(at, {Dep::Mark, Dep::Nsubj, Dep::NsubjPass});
        return tree_.dep(at) == Dep::Prep && tree_.is(at, {"of", "about"});
    }

    void adverbial(uint32_t at) {
        bool present = tree_.tagged(at, {"VBZ", "VBP"});
        for (const uint32_t c : tree_.children(at)) {
            // "If they are tried for the murder of the judge": he was murdered.
            const bool known = tree_.noun(trigger_) && tree_.dep(trigger_) == Dep::Pobj && certain(trigger_);
            if (tree_.dep(c) == Dep::Mark && tree_.is(c, {"if", "unless", "lest"}) && !known) m_.phase = "hypothetical";
            const bool long_as = c > 0 && tree_.is(c, {"as"}) && tree_.is(c - 1, {"long"});
            if (tree_.dep(c) == Dep::Mark && present && open() && (long_as || tree_.is(c, {"once"})))
                m_.phase = "hypothetical";
            if (tree_.dep(c) == Dep::Advmod && present && tree_.is(c, {"when", "whenever"}) && open())
                m_.phase = "hypothetical";
        }
        // "The judges resigned to protest the murder": by resigning they have protested.
        const bool by_it = at == trigger_ && words_.lemma(at) == "protest" && finite(tree_, tree_.head(at)) &&
                           tree_.tagged(tree_.head(at), {"VBD", "VBN"});
        if (by_it) return;
        if (tree_.tagged(at, {"VB"}) && m_.phase == "past" && at == front_ && tree_.has_child(at, {Dep::Aux}))
            m_.phase = asks_whether(at) ? "hypothetical" : "planned";  // "in order to attack", "when to attack"
    }

    // "Decide when to impose it", "whether to strike"
    bool asks_whether(uint32_t infinitive) const {
        for (const uint32_t c : tree_.children(infinitive))
            if (c < infinitive && tree_.is(c, {"when", "whether", "how", "where", "whom"})) return true;
        return false;
    }

    // "The raids are meant to scare": they are made, what they are for is to come.
    bool has_purpose(uint32_t verb) const {
        return one_of(words_.lemma(verb), {"intend", "mean", "aim", "design", "plan"}) &&
               tree_.has_child(verb, {Dep::Xcomp}) && tree_.noun(trigger_);
    }

    void governed(uint32_t at, bool clause) {
        const Dep d = tree_.dep(at);
        const uint32_t above = tree_.head(at);
        const std::string lemma = words_.lemma(above);
        if (denying(lemma) || denying_with_particle(tree_, above, lemma)) m_.polarity = "denied";
        if (one_of(lemma, {"invent", "fabricate", "fake"}) && (d == Dep::Dobj || d == Dep::NsubjPass))
            m_.polarity = "denied";
        // "We do not allow attacks"
        if (d == Dep::Dobj && at == trigger_ &&
            one_of(lemma, {"allow", "permit", "tolerate", "accept", "countenance"}) && open()) {
            Modality over;
            read_auxiliaries(tree_, above, over);
            if (over.polarity == "negated") m_.polarity = "negated", m_.phase = "hypothetical";
        }
        if (negating(lemma) && clause && !told_) m_.polarity = "negated";
        if (tree_.tagged(at, {"VB"}) && (d == Dep::Xcomp || d == Dep::Acl || d == Dep::Ccomp) && has_to(at) &&
            !presupposed(at))
            if (const auto phase = infinitive_phase(words_, at, m_); !phase.empty()) m_.phase = phase;
        if (tree_.tagged(at, {"VB"}) && d == Dep::Xcomp && open() && asks_whether(at)) m_.phase = "hypothetical";
        if (tree_.tagged(at, {"VB"}) && clause && !has_to(at) && open() &&
            one_of(lemma, {"let", "make", "have", "help", "see"})) {  // "would have let police hold suspects"
            Modality over;
            read_auxiliaries(tree_, above, over);
            if (over.phase != "past") m_.phase = over.phase;
            if (over.polarity != "affirmed") m_.polarity = over.polarity;
        }
        std::string_view phase = phase_under(lemma);
        const auto particle = tree_.child(above, {Dep::Prt});
        if (particle && tree_.is(*particle, {"off"}) &&
            one_of(lemma, {"fend", "fight", "beat", "ward", "head", "drive"}))
            phase = "foiled";
        if (phase.empty() && d == Dep::Prep && tree_.is(at, {"for"}) && tree_.has_child(at, {Dep::Pcomp}) &&
            one_of(lemma, {"arrangement", "preparation", "plan", "measure", "provision", "basis", "procedure", "rule"}))
            phase = "planned";  // "arrangements for deporting them"
        if (phase.empty() && d == Dep::Prep && tree_.is(at, {"for"}) &&
            one_of(lemma,
                   {"negotiate", "negotiation", "bargain",  "haggle", "plead", "plea",    "push",      "press",
                    "lobby",     "campaign",    "work",     "wait",   "pray",  "prepare", "condition", "deadline",
                    "talk",      "appeal",      "petition", "hope",   "argue", "clamour", "clamor"}))
            phase = "hypothetical";  // "negotiating for the release", "waiting for the trial"
        if (phase.empty() && d == Dep::Dobj && lemma == "negotiate") phase = "hypothetical";
        if (phase.empty() && d == Dep::Prep && tree_.is(at, {"of", "about"}) && tree_.has_child(at, {Dep::Pcomp}) &&
            one_of(lemma, {"think", "dream", "speak", "talk"}))
            phase = "planned";  // "thinking of closing the port"
        if (phase.empty() && clause && tree_.tagged(at, {"VBG"}) && one_of(lemma, {"discuss", "debate", "suggest"}))
            phase = "planned";
        if (phase.empty() || !open() || about_it(at)) return;
        // "Promised to investigate the murder of the priests": the inquiry is to come.
        if (clause && tree_.verb(at) && at != trigger_ && tree_.noun(trigger_) && tree_.head(trigger_) == at &&
            phase == "planned" && certain(trigger_) && presupposed(at))
            return;
        if (d == Dep::NsubjPass && at == trigger_ && has_purpose(above)) return;
        if (phase == "planned" && told_) return;                                // "agree on who had ordered it"
        if (lemma == "justify" && tree_.noun(at) && definite_noun(at)) return;  // it needs a reason because it was done
        if (lemma == "suspect" && d == Dep::Prep && tree_.is(at, {"of", "in"})) return;  // who did it is in doubt
        if (phase == "foiled" && (clause || (d == Dep::Prep && !tree_.is(at, {"from"})))) return;
        if (phase == "foiled" && tree_.verb(above) && wished(above)) phase = "hypothetical";
        if (lemma == "try" && d == Dep::Prep && tree_.is(at, {"for"})) return;    // "tried for the murder"
        if (lemma == "ask" && d == Dep::Prep && tree_.is(at, {"about"})) return;  // "asked about the murder"
        // "The killing of X cannot be considered an accident": it happened, whatever is thought of it.
        if (lemma == "consider" && d == Dep::NsubjPass) return;
        // "He ordered the murder of the judge": that of a judge who was murdered.
        if (phase == "planned" && at == trigger_ && d == Dep::Dobj && finite(tree_, above) &&
            tree_.tagged(above, {"VBD", "VBN"}) && certain(at))
            return;
        // An order to hunt the killers says nothing against the killing: only infinitives and direct objects are
        // governed.
        const bool infinitive = tree_.tagged(at, {"VB", "VBG"}) || phase == "hypothetical";
        const bool under =
            clause ? infinitive : (d == Dep::Dobj || d == Dep::NsubjPass || d == Dep::Acl || d == Dep::Prep);
        if (under && (!tree_.noun(at) || at == trigger_ || listed_with(at))) m_.phase = phase;
    }

    // "demanded a ban on the party and the ARREST of its leaders": what governs the first of a list governs all.
    bool listed_with(uint32_t first) const {
        uint32_t at = trigger_;
        while (at != first && tree_.dep(at) == Dep::Conj && tree_.noun(at)) at = tree_.head(at);
        return at == first && at != trigger_;
    }

    // "To protest the murder of the judge", "react to our attacks": who does something about an event takes it as a
    // fact; only verbs that carry it out say that it is still to come.
    bool presupposed(uint32_t verb) const {
        if (!tree_.noun(trigger_) || verb == trigger_) return false;
        if (about_it(verb)) return true;
        if (tree_.dep(trigger_) == Dep::Pobj &&
            tree_.is(tree_.head(trigger_), {"about", "over", "concerning", "regarding"}))
            return true;
        if (!phase_under(words_.lemma(verb)).empty() || words_.codebook().in_class("light-verb", words_.lemma(verb)) ||
            bringing_about(words_.lemma(verb)))
            return false;
        return definite_noun(trigger_);
    }

    bool definite_noun(uint32_t noun) const {
        const auto det = tree_.child(noun, {Dep::Det, Dep::Poss});
        return det && !tree_.is(*det, {"a", "an", "any", "every", "no", "another", "some"});
    }

    // "Promised an inquiry into the murder": another noun stands between the two, and is what the verb governs.
    bool about_it(uint32_t below) const {
        if (!tree_.noun(trigger_)) return false;
        uint32_t at = trigger_;
        for (int steps = 0; steps < 12 && at != below && !tree_.root(at); ++steps) {
            at = tree_.head(at);
            if (tree_.is(at, {"responsible", "guilty", "accountable", "innocent"})) return true;
            if (!tree_.noun(at)) continue;
            const std::string lemma = words_.lemma(at);
            if (one_of(lemma, {"investigation", "inquiry",       "probe",          "trial",        "prosecution",
                               "reaction",      "response",      "responsibility", "role",         "part",
                               "involvement",   "anniversary",   "victim",         "author",       "perpetrator",
                               "culprit",       "clarification", "solution",       "condemnation", "mastermind",
                               "complicity",    "punishment",    "case",           "witness",      "report",
                               "justice",       "participation", "compensation",   "reward",       "lack"}))
                return true;
        }
        return false;
    }

    // "The murder of the judge": one that is known, of somebody certain.
    bool certain(uint32_t noun) const {
        const auto det = tree_.child(noun, {Dep::Det});
        return det && tree_.is(*det, {"the"}) && tree_.has_child(noun, {Dep::Prep}) &&
               one_of(words_.lemma(noun), {"murder", "killing", "assassination", "massacre", "kidnapping", "abduction",
                                           "bombing", "slaying", "shelling", "execution", "ambush", "shooting"});
    }

    // "Must stop the bombing", "vowed to prevent attacks": nothing was foiled yet.
    bool wished(uint32_t verb) const {
        if (has_to(verb) && tree_.tagged(verb, {"VB"}))
            return tree_.root(verb) || !one_of(words_.lemma(tree_.head(verb)), {"manage", "help", "be_able"});
        Modality over;
        read_auxiliaries(tree_, verb, over);
        return over.phase == "hypothetical" || over.phase == "planned";
    }

    bool has_to(uint32_t verb) const {
        for (const uint32_t c : tree_.children(verb))
            if (tree_.dep(c) == Dep::Aux && tree_.is(c, {"to"})) return true;
        return false;
    }

    // The second of two verbs shares the auxiliaries of the first: "would seize the port and burn it".
    void coordinated(uint32_t at) {
        const uint32_t above = tree_.head(at);
        if (!tree_.verb(above) || !tree_.verb(at)) return;
        Modality first;
        read_auxiliaries(tree_, above, first);
        if (tree_.has_child(at, {Dep::Aux, Dep::Nsubj})) return;
        if (m_.phase == "past" && first.phase != "past" && first.phase != "ongoing") m_.phase = first.phase;
        // "to find them and confiscate it": governed as the first is
        if (at == front_ && tree_.tagged(at, {"VB"}) && tree_.tagged(above, {"VB"})) front_ = above;
    }

    // "An attack would be a mistake", "the strike will begin on Monday", "should sanctions follow": what is said of the
    // event holds of whether it is one, where the verb only says that it happens, or no certain one is meant.
    void subject_of(uint32_t verb) {
        if (!tree_.verb(verb) || m_.phase != "past") return;
        Modality clause;
        read_auxiliaries(tree_, verb, clause);
        const bool happens = one_of(words_.lemma(verb), {"materialise", "materialize", "happen", "occur", "follow",
                                                         "begin", "start", "ensue", "resume", "erupt", "proceed"}) ||
                             (words_.lemma(verb) == "take" && tree_.has_child(verb, {Dep::Dobj}) &&
                              tree_.is(*tree_.child(verb, {Dep::Dobj}), {"place"}));
        const auto det = tree_.child(trigger_, {Dep::Det});
        const bool some = (det && tree_.is(*det, {"a", "an", "another"})) && words_.lemma(verb) == "be" &&
                          clause.phase == "hypothetical";
        if (some || (happens && clause.phase != "ongoing")) m_.phase = clause.phase;
        if (happens && clause.polarity != "affirmed") m_.polarity = clause.polarity;
    }

    // An event noun in a negated or modal clause: "did not carry out the attack", "could launch strikes".
    void carried(uint32_t verb) {
        if (!one_of(words_.lemma(verb), {"carry", "launch", "conduct", "stage", "mount", "commit", "perpetrate", "make",
                                         "effect", "execute", "undertake", "perform"}))
            return;
        Modality clause;
        read_auxiliaries(tree_, verb, clause);
        if (clause.polarity != "affirmed") m_.polarity = clause.polarity;
        if (m_.phase == "past") m_.phase = clause.phase;
    }

    const WordFacts& words_;
    const Tree& tree_;
    uint32_t trigger_;
    uint32_t front_ = trigger_;  // of verbs in a row the first, whose fate they share
    bool told_ = false;          // a clause in the past tense was left: what stands above it cannot put it off
    Modality m_;
};

}  // namespace

Modality modality_of(const WordFacts& words, uint32_t trigger) {
    return Climb(words, trigger).read();
}

}  // namespace tallybook
