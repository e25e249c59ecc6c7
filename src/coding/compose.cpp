// What a word tells when another word governs it: "agreed to withdraw" promises, "refused to meet" rejects, "threatened
// to cut ties" threatens, "said it would send aid" is a promise and not a report, "will not release" a rejection.
// The frames themselves stay simple: each knows its own word. Here the governing match keeps the record, takes over
// whom the governed one is about, and a governed statement gives none of its own; a governed event stays a mention with
// its phase. Rules that name both words ("called for sanctions against") were found by the matcher before and win.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

bool cooperative(std::string_view type) {
    return one_of(type, {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"});
}
bool hostile(std::string_view type) {
    return one_of(type, {"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"});
}

// What kind of threat, demand or refusal it is, by what is threatened, demanded or refused.
std::string mode_of(std::string_view type, const Match& inner) {
    const std::string_view what = inner.type, how = inner.mode;
    if (type == "THREATEN") {
        if (one_of(what, {"ASSAULT", "MOBILIZE"})) return "violence";
        if (what == "COERCE") {
            if (how == "seize") return "territory";
            if (how == "ban") return "ban";
            if (how == "deport") return "expel";
            return one_of(how, {"restrict", "curfew", "martial-law"}) ? "restrict" : "political";
        }
        if (what == "SANCTION" && how.empty()) return "restrict";
        if (what == "SANCTION" && how == "expel") return "expel";
        if (how == "boycott") return "restrict";
        return one_of(what, {"SANCTION", "REJECT", "PROTEST"}) ? "relations" : "";
    }
    if (type == "REQUEST" || type == "REJECT") {
        if (one_of(what, {"AID", "COOPERATE", "SUPPORT"}) || inner.frame->name == "accuse/investigate") return "assist";
        if (one_of(what, {"CONSULT", "AGREE"})) return "meet";
        if (what == "RETREAT") return "yield";
        if (what == "CONCEDE") return "change";
    }
    return "";
}

class Composer {
public:
    explicit Composer(Draft& draft) : d_(draft), tree_(draft.tree) {}

    void run() {
        drop_conditions();
        drop_anonymity();
        for (size_t i = 0; i < d_.matches.size(); ++i)
            if (!d_.matches[i].dropped && d_.matches[i].frame->kind == FrameKind::Statement) govern(i);
        const size_t count = d_.matches.size();
        for (size_t i = 0; i < count; ++i)
            if (!d_.matches[i].dropped && !d_.matches[i].settled) read_alone(i);
        for (size_t i = 0; i < d_.matches.size(); ++i)
            if (!d_.matches[i].dropped && d_.matches[i].type == "PROTEST") protest(i);
        for (Match& m : d_.matches)
            if (!m.dropped) find_partner(m);
        for (Match& m : d_.matches)
            if (!m.dropped && m.type == "COERCE" && m.frame->kind == FrameKind::Mention) drop_purpose(m);
        std::stable_sort(d_.matches.begin(), d_.matches.end(),
                         [](const Match& a, const Match& b) { return a.trigger < b.trigger; });
    }

private:
    int match_at(uint32_t token) const {
        for (size_t i = 0; i < d_.matches.size(); ++i)
            if (d_.matches[i].trigger == token && !d_.matches[i].dropped) return static_cast<int>(i);
        return -1;
    }

    // A word that only makes up the meaning of another ("called for SANCTIONS") tells nothing of its own.
    void drop_conditions() {
        for (Match& m : d_.matches)  // "called the figures a massacre": a name for something, no event of its own
            if (m.frame->kind == FrameKind::Mention && tree_.noun(m.trigger) &&
                (tree_.dep(m.trigger) == Dep::Oprd || tree_.dep(m.trigger) == Dep::Ccomp) &&
                one_of(d_.words.lemma(tree_.head(m.trigger)), {"call", "label", "brand", "dub", "term", "deem"}))
                m.dropped = true;
        for (size_t i = 0; i < d_.matches.size(); ++i) {
            const Match& m = d_.matches[i];
            if (m.dropped || m.frame->light || m.frame->result) continue;
            // "There was a massacre": it is told, not called so.
            if (m.act == "condemn" && tree_.has_child(m.trigger, {Dep::Expl})) {
                d_.matches[i].dropped = !d_.no(m.trigger, Why::Description);
                continue;
            }
            const bool tells = !m.type.empty() || m.frame->kind != FrameKind::Statement;
            for (const Filler& f : m.fillers) {
                const Slot& slot = m.rule->slots[f.slot];
                const int other = match_at(f.token);
                if (other < 0 || other == static_cast<int>(i)) continue;
                Match& inner = d_.matches[other];
                const bool named = !slot.lemmas.empty() || !slot.classes.empty();
                const bool event = std::find(slot.classes.begin(), slot.classes.end(), "event") != slot.classes.end();
                const bool condition = slot.role.empty() && slot.required && named && !slot.negated && !event &&
                                       (tells || inner.type.empty());
                const bool same = slot.role == "content" && tree_.noun(f.token) && inner.type == m.type &&
                                  !m.type.empty() && inner.frame->kind == m.frame->kind;
                if (condition || same) inner.dropped = !d_.no(inner.trigger, Why::PartOf, m.trigger);
            }
        }
    }

    // "A clerk who asked that his name be left out": a word on the report's sources, and no request to anybody.
    void drop_anonymity() {
        for (Match& m : d_.matches) {
            if (m.frame->kind != FrameKind::Statement || !tree_.verb(m.trigger)) continue;
            for (const uint32_t c : m.with_role("content"))
                if (tree_.verb(c) && tree_.passive(c) && one_of(d_.words.lemma(c), {"name", "identify", "quote"}) &&
                    denied(c))
                    m.dropped = !d_.no(m.trigger, Why::NotSaid, c);
        }
    }

    // The match that a clause or a noun is about: at its head, at the event noun of its light verb, or below "begin
    // to".
    int inner_of(uint32_t token, int depth = 0) const {
        if (const int at = match_at(token); at >= 0 && !d_.matches[at].frame->light) return at;
        if (depth > 3) return -1;
        for (const uint32_t c : tree_.children(token)) {
            const Dep dep = tree_.dep(c);
            if (dep == Dep::Dobj || dep == Dep::Xcomp || dep == Dep::Acomp || dep == Dep::NsubjPass)
                if (const int found = inner_of(c, depth + 1); found >= 0) return found;
        }
        return -1;
    }

    // The subject of a clause speaks for the speaker: "said IT would", "said HIS COUNTRY would", "said THE GOVERNMENT".
    bool own_subject(const Match& outer, uint32_t clause) const {
        uint32_t verb = clause;
        while (!tree_.has_child(verb, {Dep::Nsubj, Dep::NsubjPass}) && !tree_.root(verb) && verb != outer.trigger)
            verb = tree_.head(verb);
        if (verb == outer.trigger) return true;
        const auto subject = tree_.child(verb, {Dep::Nsubj, Dep::NsubjPass});
        if (!subject) return false;
        if (tree_.is(*subject, {"it", "he", "she", "they", "we", "i"})) return true;
        const auto speakers = outer.with_role("speaker");
        if (speakers.empty()) return false;
        if (d_.words.lemma(*subject) == d_.words.lemma(speakers.front())) return true;
        if (one_of(d_.words.lemma(*subject),
                   {"country", "government", "administration", "group", "organization", "army", "party", "side",
                    "ministry", "force", "troop", "fighter", "agency"})) {
            for (const uint32_t c : tree_.children(*subject)) {
                if (tree_.dep(c) == Dep::Poss) return tree_.pronoun(c);
                if (d_.words.demonym_at(c) != nullptr || d_.words.place_at(c) != nullptr) return false;
            }
            return true;
        }
        return false;
    }

    bool modal(uint32_t verb, std::initializer_list<std::string_view> words) const {
        for (const uint32_t c : tree_.children(verb))
            if (tree_.dep(c) == Dep::Aux && tree_.is(c, words)) return true;
        return tree_.dep(verb) == Dep::Conj && tree_.verb(tree_.head(verb)) && !tree_.has_child(verb, {Dep::Nsubj}) &&
               modal(tree_.head(verb), words);
    }
    bool willing(uint32_t verb) const { return modal(verb, {"will", "'ll", "would", "'d", "shall", "wo"}); }
    bool denied(uint32_t verb) const {
        for (const uint32_t c : tree_.children(verb))
            if (tree_.dep(c) == Dep::Neg || tree_.is(c, {"never", "no_longer"})) return true;
        return false;
    }
    // "agreed on who had ordered it": told of the past.
    bool past(uint32_t verb) const { return tree_.tagged(verb, {"VBD"}) || modal(verb, {"had", "has", "have"}); }
    // "decided when to impose it": not yet whether.
    bool left_open(uint32_t infinitive) const {
        for (const uint32_t c : tree_.children(infinitive))
            if (c < infinitive && tree_.is(c, {"when", "whether", "how", "where"})) return true;
        return false;
    }
    // The verb that bears the auxiliaries of a match: of a noun its light verb.
    uint32_t bearer(const Match& m) const {
        if (tree_.verb(m.trigger)) return m.trigger;
        if (const auto carrier = carrier_of(d_.words, m.trigger)) return carrier->verb;
        return tree_.clause(m.trigger);
    }

    void add(Match& m, std::string_view role, const std::vector<uint32_t>& tokens) {
        for (const uint32_t t : tokens) m.added.push_back({std::string(role), t});
    }

    // Whom the governed match is about becomes whom the governing one is said to.
    void take_partner(Match& outer, const Match& inner) {
        const char* role = outer.act == "threaten" || outer.act == "accuse" ? "against" : "addressee";
        if (!outer.with_role("addressee").empty() || !outer.with_role("against").empty()) return;
        const auto speakers = outer.with_role("speaker");
        for (const char* from : {"addressee", "against", "recipient", "beneficiary", "victim", "object"}) {
            auto tokens = inner.with_role(from);
            std::erase_if(tokens, [&](uint32_t t) {
                return !d_.words.in_class(t, "actor") ||
                       std::find(speakers.begin(), speakers.end(), t) != speakers.end();
            });
            if (!tokens.empty()) return add(outer, role, tokens);
        }
    }

    // Whom something concerns that names nobody as its partner: the first name inside what is promised, asked for,
    // refused or given: "called for elections IN TOGO", "ready to join the mission IN CHAD".
    void find_partner(Match& m) {
        const bool statement = m.frame->kind == FrameKind::Statement;
        if (!one_of(m.type, {"AGREE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "AID", "COOPERATE", "RETREAT",
                             "CONCEDE", "SANCTION"}) &&
            m.mode != "third-party")
            return;
        for (const char* role : {"addressee", "against", "recipient", "victim", "beneficiary"})
            if (!m.with_role(role).empty()) return;
        const auto doers = m.with_role(statement ? "speaker" : "actor");
        if (doers.empty()) return;
        std::vector<uint32_t> roots = m.with_role(statement ? "content" : "object");
        if (!statement || roots.empty())
            for (const uint32_t t : m.with_role("")) roots.push_back(t);
        if (m.type == "AID")  // "allocated a million to meet the needs of people in Mali"
            for (const uint32_t c : tree_.children(m.trigger))
                if ((tree_.dep(c) == Dep::Advcl || tree_.dep(c) == Dep::Xcomp) && tree_.tagged(c, {"VB"}))
                    roots.push_back(c);
        for (const uint32_t root : roots) {
            const TokenSpan span = tree_.subtree(root);
            for (uint32_t t = span.begin; t < span.end; ++t) {
                if (t < m.trigger || !concerned(t, doers)) continue;
                add(m, !statement ? "recipient" : m.type == "THREATEN" ? "against" : "addressee", {t});
                return;
            }
        }
    }
    bool concerned(uint32_t t, const std::vector<uint32_t>& doers) const {
        const Dep dep = tree_.dep(t);
        if (dep != Dep::Pobj && dep != Dep::Poss && dep != Dep::Dobj) return false;
        if (d_.words.time_at(t) != nullptr || tree_.pronoun(t)) return false;
        if (d_.words.name_at(t) == nullptr && d_.words.place_at(t) == nullptr) return false;
        if (!d_.words.in_class(t, "actor")) return false;
        return std::none_of(doers.begin(), doers.end(), [&](uint32_t d) {
            return tree_.dominates(d, t) || d_.words.lemma(d) == d_.words.lemma(t) ||
                   (d_.words.name_at(t) != nullptr && d_.words.name_at(d) != nullptr &&
                    !d_.words.name_at(t)->id.empty() && d_.words.name_at(t)->id == d_.words.name_at(d)->id);
        });
    }

    void become(Match& m, const char* act, const char* type) {
        m.act = act;
        m.type = type;
        m.mode.clear();
        m.settled = true;
    }

    // "warned that it would widen its targets", "said we will not hesitate to act": what one will do to others oneself.
    bool threatens(const Match& outer, uint32_t clause) const {
        if (!one_of(outer.act, {"warn", "report", "announce"}) || !tree_.verb(clause)) return false;
        if (!willing(clause) || !(own_subject(outer, clause) || own_state(outer, clause))) return false;
        const std::string lemma = d_.words.lemma(clause);
        if (lemma == "hesitate") return denied(clause);
        if (denied(clause)) return false;
        if (one_of(lemma, {"retaliate", "avenge"})) return true;
        if (lemma == "take") {
            const auto objects = logical_objects(tree_, clause);
            return std::any_of(objects.begin(), objects.end(), [&](uint32_t o) {
                if (one_of(d_.words.lemma(o), {"revenge", "vengeance"})) return true;
                if (!one_of(d_.words.lemma(o), {"action", "measure", "step"})) return false;
                return outer.act == "warn" ||
                       has_modifier(o, {"further", "additional", "military", "decisive", "more"});
            });
        }
        return outer.act == "warn" &&
               one_of(lemma, {"respond", "strike", "attack", "hit", "target", "escalate", "widen", "expand",
                              "intensify", "answer", "punish", "close", "block", "go", "act", "fight", "resume"});
    }
    bool has_modifier(uint32_t noun, std::initializer_list<std::string_view> words) const {
        for (const uint32_t c : tree_.children(noun))
            if (tree_.is(c, words)) return true;
        return false;
    }
    // An official speaks of his state: "the United States would …", "Washington will …".
    bool own_state(const Match& outer, uint32_t clause) const {
        const auto subject = tree_.child(clause, {Dep::Nsubj});
        const auto speakers = outer.with_role("speaker");
        if (!subject || speakers.empty() || d_.words.place_at(*subject) == nullptr) return false;
        const auto who = d_.entities.describe(speakers.front());
        return who.size() == 1 && !who.front().country.empty() && who.front().kind != "armed-group" &&
               d_.words.place_at(*subject)->country == who.front().country;
    }

    void govern(size_t index) {
        const std::vector<uint32_t> contents = d_.matches[index].with_role("content");
        for (const uint32_t content : contents) {
            if (threatens(d_.matches[index], content)) {
                become(d_.matches[index], "threaten", "THREATEN");
                continue;
            }
            Match& outer = d_.matches[index];
            const int at = inner_of(content);
            if (at < 0 || at == static_cast<int>(index)) continue;
            Match& inner = d_.matches[at];
            const std::string_view act = outer.act;
            if (one_of(act, {"report", "announce", "confirm"})) {
                if (tree_.verb(content) && !decide(outer, inner, content)) announce(outer, inner, content);
                continue;
            }
            if (!one_of(act, {"agree", "promise", "reject", "threaten", "demand", "urge", "order"})) continue;
            if (one_of(act, {"agree", "promise"}) && !tree_.verb(content) && inner.trigger != content) continue;
            if (one_of(act, {"agree", "promise"})) {
                if (denied(outer.trigger))
                    become(outer, "reject", "REJECT");
                else if (act == "promise" && hostile(inner.type))
                    become(outer, "threaten", "THREATEN");
                if (inner.frame->kind == FrameKind::Statement && inner.type == "REJECT" && act == "promise")
                    become(outer, "reject", "REJECT");
            }
            if (one_of(outer.act, {"demand", "urge", "order"})) {
                if (outer.with_role("addressee").empty()) {
                    auto doers = inner.with_role(inner.frame->kind == FrameKind::Statement ? "speaker" : "actor");
                    const auto speakers = outer.with_role("speaker");
                    std::erase_if(doers, [&](uint32_t t) {
                        return std::find(speakers.begin(), speakers.end(), t) != speakers.end();
                    });
                    if (!doers.empty()) add(outer, "addressee", doers);
                }
            }
            take_partner(outer, inner);
            if (outer.mode.empty()) outer.mode = mode_of(outer.type, inner);
            if (inner.frame->kind == FrameKind::Statement)
                inner.dropped = inner.type != "REQUEST" && !inner.type.empty() &&
                                !d_.no(inner.trigger, Why::Governed, outer.trigger);
            else if (one_of(outer.act, {"agree", "promise"}) && tree_.verb(content) && !past(content))
                inner.phase = "planned";
        }
    }

    // "decided to lift the ban": what is done by a decision is done; "wants to help": an intent to cooperate.
    bool decide(Match& outer, Match& inner, uint32_t clause) {
        if (tree_.dep(clause) != Dep::Xcomp || !tree_.tagged(clause, {"VB"}) || denied(outer.trigger)) return false;
        if (left_open(clause)) return false;
        const bool mention = inner.frame->kind == FrameKind::Mention;
        if (one_of(outer.form, {"decide", "vote", "opt"}) && mention &&
            (one_of(inner.type, {"CONCEDE", "SANCTION"}) ||
             one_of(inner.mode, {"ease", "access", "ban", "restrict", "curfew", "martial-law"}))) {
            inner.phase = "past";
            inner.settled = true;
            return true;
        }
        if (!one_of(outer.form, {"want", "wish", "seek"}) || !cooperative(inner.type) || willing(outer.trigger))
            return false;
        const bool partner = !inner.with_role(mention ? "recipient" : "addressee").empty() ||
                             (!mention && inner.type == "SUPPORT" && outer.with_role("speaker").size() > 1);
        if (one_of(inner.type, {"CONCEDE", "RETREAT"}) || !partner) return false;
        become(outer, "promise", "AGREE");
        take_partner(outer, inner);
        inner.settled = true;
        if (mention)
            inner.phase = "planned";
        else
            inner.dropped = !d_.no(inner.trigger, Why::Governed, outer.trigger);
        return true;
    }

    // "said it would …": a promise, a threat or a refusal of the speaker's own.
    void announce(Match& outer, Match& inner, uint32_t clause) {
        const uint32_t verb = tree_.verb(inner.trigger) ? inner.trigger : clause;
        const uint32_t bears = willing(verb) ? verb : clause;
        if (tree_.child(bears, {Dep::Mark}) && tree_.is(*tree_.child(bears, {Dep::Mark}), {"if", "whether"})) return;
        if (!willing(bears) || !own_subject(outer, clause)) return;
        const bool leaves =
            inner.type == "REJECT" && one_of(inner.form, {"boycott", "quit", "leave", "cancel", "skip"});
        if (!cooperative(inner.type) && !hostile(inner.type) && !leaves) return;
        const bool negated = denied(bears) || denied(verb);
        if (leaves && negated) return;
        if (negated) {
            if (!cooperative(inner.type)) return;
            become(outer, "reject", "REJECT");
        } else if (hostile(inner.type) || leaves) {
            become(outer, "threaten", "THREATEN");
        } else {
            become(outer, "promise", "AGREE");
        }
        outer.settled = true;
        outer.mode = mode_of(outer.type, inner);
        take_partner(outer, inner);
        inner.settled = true;
        if (inner.frame->kind == FrameKind::Statement)
            inner.dropped = !d_.no(inner.trigger, Why::Governed, outer.trigger);
        else if (!negated)
            inner.phase = "planned";
    }

    // Nothing governs it: "will meet" is agreed, "will not release" and "did not allow" reject.
    void read_alone(size_t index) {
        const uint32_t verb = bearer(d_.matches[index]);
        if (!tree_.verb(verb)) return;
        const bool negated =
            denied(verb) || (tree_.dep(verb) == Dep::Xcomp && d_.words.lemma(tree_.head(verb)) == "fail");
        const bool will = willing(verb);
        const bool flat = modal(verb, {"did", "does", "do", "could", "can"}) || !tree_.has_child(verb, {Dep::Aux});
        const Match m = d_.matches[index];
        if (m.frame->kind == FrameKind::Statement) {
            if (negated && (will || flat) && one_of(m.type, {"AGREE", "CONSULT", "CONCEDE", "SUPPORT"})) {
                become(d_.matches[index], "reject", "REJECT");
                d_.matches[index].mode = mode_of("REJECT", m);
            }
            if (will && !negated && modal(verb, {"will", "'ll", "shall"}) &&
                one_of(m.type, {"CONSULT", "SUPPORT", "CONCEDE"}))
                become(d_.matches[index], "promise", "AGREE");
            return;
        }
        if (!negated || !(will || flat) || !cooperative(m.type) || !tree_.verb(m.trigger)) return;
        const Frame* reject = nullptr;
        const std::string mode = mode_of("REJECT", m);
        for (const Frame& f : d_.codebook.frames())
            if (f.kind == FrameKind::Statement && f.act == "reject" && (reject == nullptr || f.mode == mode)) {
                reject = &f;
                if (f.mode == mode) break;
            }
        if (reject == nullptr) return;
        Match refusal;
        refusal.trigger = m.trigger;
        refusal.last = m.last;
        refusal.rule = m.rule;
        refusal.frame = reject;
        refusal.form = m.form;
        refusal.fillers = m.fillers;
        become(refusal, "reject", "REJECT");
        refusal.mode = mode;
        add(refusal, "speaker", m.with_role("actor"));
        take_partner(refusal, m);
        if (!refusal.with_role("speaker").empty()) d_.matches.push_back(std::move(refusal));
    }

    // "used tear gas to disperse the crowd": the deed is told by the verb above, its purpose is no second one to come.
    void drop_purpose(Match& m) {
        const Dep dep = tree_.dep(m.trigger);
        if ((dep != Dep::Advcl && dep != Dep::Xcomp) || !tree_.tagged(m.trigger, {"VB"})) return;
        const int above = match_at(tree_.head(m.trigger));
        if (above >= 0 && d_.matches[above].type == "ASSAULT" && !d_.matches[above].frame->light) m.dropped = true;
    }

    // Whether a word stands in a clause of purpose or manner below a verb: "marched TO DEMAND", "marched, CALLING for",
    // "fasted in PROTEST at".
    bool purpose_of(uint32_t word, uint32_t verb) const {
        if (tree_.verb(word) && tree_.has_child(word, {Dep::Nsubj, Dep::NsubjPass})) return false;
        uint32_t at = word;
        for (int steps = 0; steps < 4 && !tree_.root(at); ++steps) {
            const Dep dep = tree_.dep(at);
            const bool in = dep == Dep::Prep && tree_.is(at, {"in", "as"});
            if (!in && !climbs(dep)) return false;
            at = tree_.head(at);
            if (at == verb) return true;
        }
        return false;
    }
    static bool climbs(Dep dep) {
        return dep == Dep::Advcl || dep == Dep::Xcomp || dep == Dep::Acl || dep == Dep::Pobj || dep == Dep::Pcomp ||
               dep == Dep::Dobj;
    }

    // A protest tells whom it is against behind itself: "marched to demand X of Y", "went on strike in protest at Z".
    void protest(size_t index) {
        Match& outer = d_.matches[index];
        if (outer.frame->kind != FrameKind::Mention) return;
        const uint32_t verb = bearer(outer);
        const bool bare = tree_.noun(outer.trigger) && tree_.dep(outer.trigger) == Dep::Pobj &&
                          tree_.is(tree_.head(outer.trigger), {"in"});
        if (bare && outer.with_role("actor").empty() && tree_.verb(tree_.clause(outer.trigger)))
            add(outer, "actor", logical_subjects(tree_, tree_.clause(outer.trigger)));
        for (size_t i = 0; i < d_.matches.size(); ++i) {
            Match& inner = d_.matches[i];
            if (i == index || inner.dropped || !one_of(inner.type, {"PROTEST", "REQUEST", "ACCUSE", "REJECT"}))
                continue;
            if (inner.trigger == verb || !purpose_of(inner.trigger, verb)) continue;
            if (outer.with_role("recipient").empty())
                for (const char* role : {"addressee", "against", "recipient"})
                    if (outer.with_role("recipient").empty()) add(outer, "recipient", inner.with_role(role));
            if (inner.type == "PROTEST") inner.dropped = true;
        }
    }

    Draft& d_;
    const Tree& tree_;
};

}  // namespace

void compose(Draft& draft) {
    Composer(draft).run();
}

}  // namespace tallybook
