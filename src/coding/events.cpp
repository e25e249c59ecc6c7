// Matches become events. Three things are joined here, in this order: a light verb and the event that it carries
// ("carried out an attack"), a result and its event ("a blast killed five"), and several tellings of one event across
// sentences ("the attack", the same embassy hit on the same day). Joining is by reasons that can be named; where they
// do not suffice two events stay two: a later stage may still join them, nothing could part them again.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"
#include "coding/plausible.hpp"
#include "coding/proof.hpp"
#include "coding/setting.hpp"
#include "coding/worldly.hpp"

namespace tallybook {

bool lent_doer(const Draft& d, const Event& e) {
    return e.sign && d.tree.dep(e.trigger) == Dep::Advcl && !d.tree.has_child(e.trigger, {Dep::Nsubj, Dep::NsubjPass});
}

void join(Draft& d, int from, int to) {
    from = d.whole(from);
    to = d.whole(to);
    if (from == to) return;
    Event &a = d.events[from], &b = d.events[to];
    d.no(a.trigger, Why::JoinedTo, b.trigger);
    const auto acts = [](const Fill& f) { return f.role == "actor"; };
    if (lent_doer(d, a) && std::any_of(b.fills.begin(), b.fills.end(), acts)) std::erase_if(a.fills, acts);
    for (Fill& f : a.fills) {
        const auto there =
            std::find_if(b.fills.begin(), b.fills.end(), [&](const Fill& g) { return g.token == f.token; });
        if (there == b.fills.end()) {
            b.fills.push_back(f);
        } else if (there->effect.empty() && !f.effect.empty() && there->role == "recipient") {
            *there = f;  // "were killed, shot by a gang": who was shot is dead
        }
    }
    if (b.mode.empty() && !a.sign) b.mode = a.mode;
    for (const uint32_t s : a.sentences)
        if (std::find(b.sentences.begin(), b.sentences.end(), s) == b.sentences.end()) b.sentences.push_back(s);
    std::sort(b.sentences.begin(), b.sentences.end());
    b.clause_heads.insert(b.clause_heads.end(), a.clause_heads.begin(), a.clause_heads.end());
    const auto exact = [](const std::optional<TimeValue>& t) {
        return t ? (t->basis.empty() ? 1 : 0) + (t->timex == Timex::Time ? 2 : 1) : 0;
    };
    // "The attacks of mid-May" may be some of the forty told before: their day is not that of all.
    // Nor is that of "if the attacks go on" the day of what was told.
    const bool some = (a.anaphoric && b.count && b.count->best.value_or(1) > 1) || a.modality.phase == "hypothetical";
    // "The raid was the fourth this year": the year that the report is of says no more than its date.
    const bool idle = a.anaphoric && a.time && a.time->value.size() >= 4 && a.time->value.size() < 10 &&
                      d.report.published.value_or("").starts_with(a.time->value);
    if (exact(a.time) > exact(b.time) && !some && !idle) b.time = a.time;
    const auto precise = [](const std::optional<PlaceRef>& p) {
        if (!p) return 0;
        return p->kind == PlaceKind::Facility  ? 4
               : p->kind == PlaceKind::Town    ? 3
               : p->kind == PlaceKind::Country ? 1
                                               : 2;
    };
    if (precise(a.place) > precise(b.place)) b.place = a.place;
    if (b.bare_plural && !a.series) {  // "the attacks on X" turned out to be the one that was told in full
        b.series = false;
        b.count = a.count;
    }
    a.joined_to = to;
}

namespace {

// The verbs that govern a trigger inside its sentence by shared subject or consequence: "attacked …, killing five".
int governing_event(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    uint32_t at = e.trigger;
    // "were killed when a car bomb exploded": the noun tells the event, its verb stands below the result.
    if (tree.noun(at) && tree.dep(at) == Dep::Nsubj && tree.dep(tree.head(at)) == Dep::Advcl) at = tree.head(at);
    for (int steps = 0; steps < 6 && !tree.root(at); ++steps) {
        const Dep dep = tree.dep(at);
        const uint32_t above = tree.head(at);
        // "was kidnapped in an incident in which his driver was killed"
        const bool in_which = dep == Dep::Relcl && e.sign &&
                              (d.event_at(above) >= 0 ||
                               (one_of(d.words.lemma(above), {"incident", "action", "operation", "episode", "event"}) &&
                                tree.dep(above) == Dep::Pobj));
        const bool climbs = in_which || dep == Dep::Advcl || dep == Dep::Conj || dep == Dep::Xcomp || dep == Dep::Acl ||
                            dep == Dep::Pcomp || dep == Dep::Prep || dep == Dep::Dobj ||
                            (dep == Dep::Pobj && (tree.noun(e.trigger) || d.words.time_at(at))) ||
                            (dep == Dep::Relcl && d.words.time_at(above));  // "on 5 May when rockets hit …"
        if (!climbs) return -1;
        if (dep == Dep::Conj && tree.has_child(at, {Dep::Nsubj, Dep::NsubjPass})) {
            // "a bomb exploded and five people were killed": a consequence only where it stands behind with its own
            // subject
            if (!e.match->frame->result) return -1;
        }
        const int found = d.event_at(above);
        if (found >= 0 && d.whole(found) != d.whole(d.event_at(e.trigger))) return found;
        at = above;
    }
    return -1;
}

// "Was murdered by three men who shot him at his door": what the doers of a deed did to the same person is that deed.
int deed_of_doers(const Draft& d, int event) {
    const Event& e = d.events[event];
    const Tree& tree = d.tree;
    if (!tree.verb(e.trigger) || tree.dep(e.trigger) != Dep::Relcl || tree.has_child(e.trigger, {Dep::Neg})) return -1;
    const TokenSpan clause = tree.subtree(e.trigger);
    for (const TimeValue& t : d.report.times)
        if (t.tokens && clause.contains(t.tokens->begin)) return -1;
    bool same = false;
    for (uint32_t i = e.trigger; i < clause.end && !same; ++i)
        same = tree.is(i, {"him", "her", "his", "them", "their"}) && tree.head(i) >= e.trigger;
    if (!same) return -1;
    for (size_t k = 0; k < d.events.size(); ++k) {
        const Event& deed = d.events[k];
        if (static_cast<int>(k) == event || !violent(deed)) continue;
        for (const Fill& f : deed.fills)
            if (f.role == "actor" && f.token == tree.head(e.trigger)) return static_cast<int>(k);
    }
    return -1;
}

// The kind of whoever did an event, where its own words tell it: of the state, or none of it.
bool done_by(const Draft& d, const Event& e, std::initializer_list<std::string_view> kinds) {
    return std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
        if (f.role != "actor") return false;
        const NameRef* name = d.words.name_at(f.token);
        const Actor* actor = name && !name->id.empty() ? d.codebook.actor(name->id) : nullptr;
        const Agent* agent = d.words.agent(f.token);
        return (actor && one_of(actor->kind, kinds)) || (!actor && agent && one_of(agent->kind, kinds));
    });
}

// "While six were hurt by police fire, twelve were killed BY THE RIOTERS": two sides, two deeds.
bool by_two_sides(const Draft& d, const Event& a, const Event& b) {
    const auto state = [&](const Event& e) { return done_by(d, e, {"police", "state-forces", "government"}); };
    const auto other = [&](const Event& e) { return done_by(d, e, {"armed-group", "civilians"}); };
    return (state(a) && !other(a) && other(b) && !state(b)) || (other(a) && !state(a) && state(b) && !other(b));
}

bool definite(const Tree& tree, uint32_t noun) {
    const auto det = tree.child(noun, {Dep::Det});
    return det && tree.is(*det, {"the", "this", "that", "these", "those"});
}

// "in THE DEADLIEST ASSAULT on the army this year": says how great what the clause tells was.
bool superlative(const Tree& tree, uint32_t noun) {
    for (const uint32_t c : tree.children(noun))
        if (tree.dep(c) == Dep::Amod &&
            (tree.tagged(c, {"JJS"}) || tree.is(c, {"latest", "first", "second", "third", "fourth", "fifth"})))
            return true;
    return false;
}

// "Ten were killed when …, the ministry said, in the deadliest assault this year": what the sentence has told.
int told_before_superlative(const Draft& d, const Event& e) {
    if (!d.tree.noun(e.trigger) || d.tree.dep(e.trigger) != Dep::Pobj || !d.tree.is(d.tree.head(e.trigger), {"in"}) ||
        !definite(d.tree, e.trigger) || !superlative(d.tree, e.trigger))
        return -1;
    int found = -1;
    for (size_t k = 0; k < d.events.size(); ++k) {
        const Event& other = d.events[k];
        if (other.trigger < e.trigger && violent(other) &&
            d.tree.sentence(other.trigger) == d.tree.sentence(e.trigger) && (found < 0 || !other.sign))
            found = static_cast<int>(k);
    }
    return found;
}

// "He was shot eight times", "stabbed her twice": so many wounds in one deed.
bool wounds_counted(const Draft& d, const Event& e) {
    if (!one_of(d.words.lemma(e.trigger), {"shoot", "stab", "knife", "riddle", "hit", "beat", "strike"})) return false;
    return std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
        if (!one_of(f.role, {"victim", "recipient"}) || d.tree.plural(f.token)) return false;
        if (d.tree.pronoun(f.token)) return d.tree.is(f.token, {"he", "she", "him", "her"});
        const Agent* agent = d.words.agent(f.token);
        const NameRef* name = d.words.name_at(f.token);
        return (name && name->kind == NameKind::Person) ||
               (agent && one_of(agent->kind, {"person", "civilians", "police", "government", "media"}));
    });
}

// "was attacked four times", "came under fire twice": counted at the verbs.
const Quantity* times_of(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    for (const uint32_t v : e.clause_heads) {
        if (!tree.verb(v)) continue;
        const TokenSpan span = tree.subtree(v);
        for (uint32_t i = span.begin; i < span.end; ++i) {
            const Quantity* q = d.words.quantity_at(i);
            if (q == nullptr || !one_of(q->unit, {"times", "time", "occasions", "occasion"})) continue;
            if (tree.clause(i) == v || tree.clause(tree.head(i)) == v) return q;
        }
    }
    return nullptr;
}

std::optional<Quantity> count_of(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    // The number is that of the weapons, or of the bangs.
    if ((e.match->frame->verbless && d.words.weapon(e.trigger)) || e.match->frame->name == "result/heard" ||
        (e.sign && one_of(d.words.lemma(e.trigger), {"explosion", "blast", "detonation"}))) {
        Quantity one;
        one.low = one.best = one.high = 1;
        return one;
    }
    if (tree.noun(e.trigger)) {
        if (const Quantity* q = d.words.quantity_at(e.trigger)) return *q;
        for (const uint32_t c : tree.children(e.trigger))
            if (tree.dep(c) == Dep::Nummod)
                if (const Quantity* q = d.words.quantity_at(c)) return *q;
        // "a series of strikes", "dozens of attacks"
        if (tree.dep(e.trigger) == Dep::Pobj && tree.lower(tree.head(e.trigger)) == "of") {
            const uint32_t of = tree.head(e.trigger), head = tree.head(of);
            if (const Quantity* q = d.words.quantity_at(head)) return *q;
            if (one_of(d.words.lemma(head), {"series", "string", "wave", "spate", "number", "flurry", "barrage"})) {
                Quantity q;
                q.low = 2;
                q.span = tree.bytes({tree.subtree(head).begin, of + 1});
                q.hedge = std::string(tree.report().slice(*q.span));
                return q;
            }
        }
        if (tree.tagged(e.trigger, {"NNS", "NNPS"})) {
            Quantity q;
            q.low = 2;
            return q;
        }
    }
    if (!wounds_counted(d, e))
        if (const Quantity* q = times_of(d, e)) return *q;
    Quantity one;
    one.low = one.best = one.high = 1;
    return one;
}

}  // namespace

int Draft::event_at(uint32_t token) const {
    for (size_t e = 0; e < events.size(); ++e)
        if (events[e].trigger == token) return static_cast<int>(e);
    return -1;
}

namespace {

// "a gas bottle", "a boiler"
bool hazardous(const Draft& d, uint32_t token) {
    const auto before = modifiers(d.tree, token);
    return d.words.in_class(token, "hazard") ||
           std::any_of(before.begin(), before.end(), [&](uint32_t m) { return d.words.in_class(m, "hazard"); });
}

// Leaves out what is no violence, and light verbs with what they carried.
void drop_figurative(Draft& d) {
    std::vector<int> moved(d.events.size(), -1);
    std::vector<Event> kept;
    const Proof proof(d);
    std::vector<bool> implausible(d.events.size());
    for (size_t i = 0; i < d.events.size(); ++i)
        implausible[i] = !worldly(d, d.events[i]) || !plausible(d, d.events[i], proof);
    const auto gone = [&](const Event& e) {
        if (e.match->frame->light && e.joined_to < 0) return true;
        if (implausible[&e - d.events.data()] || (e.joined_to >= 0 && implausible[e.joined_to])) return true;
        // What a gas explosion destroyed nobody attacked, nor what a strike of workers hit.
        return std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
            const Agent* people = d.words.agent(f.token);  // "protesters" tell of a protest and do more than that
            if (people && one_of(people->kind, {"armed-group", "civilians", "person"})) return false;
            int cause = f.role == "actor" ? d.event_at(f.token) : -1;
            if (f.role == "actor" && cause < 0 && d.words.in_class(f.token, "event"))  // "by a wave of strikes"
                for (const uint32_t inner : prepositional(d.tree, f.token, {"of"})) cause = d.event_at(inner);
            // "A gas bottle exploded and wounded six": what it did is no attack either.
            if (e.sign && one_of(f.role, {"actor", "instrument"}) && hazardous(d, f.token))
                for (size_t k = 0; k < d.events.size(); ++k)
                    if (implausible[k] && std::any_of(d.events[k].fills.begin(), d.events[k].fills.end(),
                                                      [&](const Fill& g) { return g.token == f.token; }))
                        return !d.no(e.trigger, Why::CauseImplausible, f.token);
            return cause >= 0 && implausible[cause] && !d.no(e.trigger, Why::CauseImplausible, f.token);
        });
    };
    for (size_t i = 0; i < d.events.size(); ++i)
        if (!gone(d.events[i])) moved[i] = static_cast<int>(kept.size()), kept.push_back(d.events[i]);
    for (Event& e : kept)
        if (e.joined_to >= 0) e.joined_to = moved[e.joined_to];
    d.events = std::move(kept);
}

// "attack drones", "assault rifles", "strike aircraft": the noun tells of the weapon what it is for.
bool names_weapon(const Draft& d, uint32_t trigger) {
    if (!d.tree.noun(trigger) || d.tree.dep(trigger) != Dep::Compound || d.tree.root(trigger)) return false;
    const uint32_t head = d.tree.head(trigger);
    return head > trigger && (d.words.weapon(head) != nullptr || d.words.in_class(head, "munition") ||
                              d.words.in_class(head, "vehicle") || d.words.in_class(head, "armament"));
}

// "The raid CAUSED A BLAST", "triggered explosions": the event that an event noun is the effect of; -1 if none.
int cause_of(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    if (!tree.noun(e.trigger) || tree.dep(e.trigger) != Dep::Dobj) return -1;
    const uint32_t verb = tree.head(e.trigger);
    if (!one_of(d.words.lemma(verb), {"cause", "trigger", "spark", "ignite"})) return -1;
    if (!one_of(d.words.lemma(e.trigger), {"explosion", "blast", "fire", "damage", "destruction"})) return -1;
    for (const uint32_t subject : logical_subjects(tree, verb))
        if (const int at = d.event_at(subject); at >= 0 && violent(d.events[at])) return at;
    return -1;
}

}  // namespace

void find_events(Draft& d) {
    const Tree& tree = d.tree;
    for (const Match& m : d.matches) {
        if (m.frame->kind != FrameKind::Mention || m.dropped || names_weapon(d, m.trigger)) continue;
        Event e;
        e.trigger = m.trigger;
        e.last = m.last;
        e.match = &m;
        e.type = m.frame->type;
        e.mode = m.frame->mode;
        e.contexts = m.frame->contexts;
        e.modality = modality_of(d.words, m.trigger);
        if (!m.frame->phase.empty() && e.modality.phase == "past") e.modality.phase = m.frame->phase;
        if (!m.phase.empty()) e.modality.phase = m.phase;
        const Setting setting = setting_of(d.words, m.trigger);
        if (setting == Setting::Fiction || setting == Setting::Drill) {
            e.modality.phase = "hypothetical";
            d.no(m.trigger, setting == Setting::Drill ? Why::Drill : Why::Fiction);
        }
        e.retold = setting == Setting::Retold;
        e.sign = m.frame->result;
        e.sentences = {tree.sentence(m.trigger)};
        e.clause_heads = {m.trigger};
        add_fills(d, m, e.fills);
        if (m.frame->verbless && d.words.weapon(m.trigger))  // "two drones at the base": they are the means
            e.fills.push_back({"instrument", {}, m.trigger});
        const bool bare = std::all_of(e.fills.begin(), e.fills.end(), [](const Fill& f) { return f.role == "place"; });
        e.anaphoric = tree.noun(e.trigger) && definite(tree, e.trigger) && bare;
        if (const Agent* doer = d.words.agent(e.trigger); doer && tree.noun(e.trigger) && doer->kind == "armed-group")
            e.fills.push_back({"actor", "", e.trigger});  // "a suicide bomber"
        d.events.push_back(std::move(e));
    }
    // Light verbs give what they know to the event that they carry.
    for (size_t i = 0; i < d.events.size(); ++i) {
        Event& light = d.events[i];
        if (!light.match->frame->light) continue;
        int target = -1;
        for (const Filler& f : light.match->fillers) {
            if (!light.match->rule->slots[f.slot].role.empty()) continue;
            const int at = d.event_at(f.token);
            if (at >= 0 && at != static_cast<int>(i)) target = at;
            if (at < 0) {  // "a series of strikes", "three of the attacks"
                for (const uint32_t inner : prepositional(tree, f.token, {"of"}))
                    if (const int deep = d.event_at(inner); deep >= 0) target = deep;
            }
        }
        if (target < 0) {
            d.no(light.trigger, Why::LightAlone);
            continue;
        }
        Event& event = d.events[target];
        d.no(light.trigger, Why::Carried, event.trigger);
        for (const Fill& f : light.fills) {
            const bool has = std::any_of(event.fills.begin(), event.fills.end(),
                                         [&](const Fill& g) { return g.role == f.role && f.role == "actor"; });
            if (!has) event.fills.push_back(f);
        }
        // "May be involved in the killing": who did it is in doubt, not that it was done.
        const bool known = light.modality.phase == "hypothetical" && definite(tree, event.trigger) &&
                           one_of(d.words.lemma(light.trigger),
                                  {"involve", "implicate", "responsible", "mastermind", "orchestrate", "be"});
        if (known)
            for (Fill& f : event.fills) f.doubted |= f.role == "actor";
        else if (light.modality.phase != "past")
            event.modality.phase = light.modality.phase;
        if (light.modality.polarity != "affirmed") event.modality.polarity = light.modality.polarity;
        event.clause_heads.push_back(light.trigger);
        light.joined_to = target;
    }
    drop_figurative(d);
    if (d.trace)  // dropped by a judgement that gave no reason of its own
        for (const Match& m : d.matches)
            if (m.frame->kind == FrameKind::Mention && !m.dropped && d.event_at(m.trigger) < 0 &&
                d.trace->notes_at(m.trigger).empty())
                d.no(m.trigger, Why::Implausible);
    // Results join the event that they are the result of, inside the sentence.
    for (size_t i = 0; i < d.events.size(); ++i) {
        if (d.events[i].joined_to >= 0 || !violent(d.events[i])) continue;
        Event& e = d.events[i];
        int target = -1;
        for (const Filler& f : e.match->fillers) {
            const int at = d.event_at(f.token);
            const std::string& role = e.match->rule->slots[f.slot].role;
            if (at >= 0 && violent(d.events[at]) && (role.empty() || role == "actor" || role == "instrument") &&
                d.whole(at) != static_cast<int>(i))
                target = at;
        }
        if (target < 0) target = event_of_subject(d, static_cast<int>(i));
        if (target < 0) target = cause_of(d, e);
        // "A suicide bomber attacked …", "a roadside bomb was found": the verb tells it.
        const bool named =
            target >= 0 &&
            (d.words.agent(d.events[target].trigger) ||
             (e.match->frame->phase == "foiled" && d.words.in_class(d.events[target].trigger, "explosive")));
        if (named && tree.verb(e.trigger) && !e.sign) {
            join(d, target, static_cast<int>(i));
            continue;
        }
        if (target >= 0) {
            // "Explosions were heard near X" is a sign of the event told before, not one of its own.
            const bool heard = e.sign && e.match->with_role("").size() == 1 &&
                               !tree.has_child(e.trigger, {Dep::Nsubj}) && tree.passive(e.trigger) &&
                               std::all_of(d.events[target].fills.begin(), d.events[target].fills.end(),
                                           [](const Fill& f) { return f.role == "place"; }) &&
                               e.match->with_role("victim").empty() && e.match->with_role("object").empty();
            if (heard) d.events[target].sign = true;
            std::erase_if(e.fills, [&](const Fill& f) {
                return d.event_at(f.token) >= 0 && (f.role == "actor" || f.role == "instrument");
            });
            join(d, static_cast<int>(i), target);
            continue;
        }
        // "were killed and five more hurt in an air strike", "died and six were hurt when it exploded": what the last
        // of the verbs says holds for all.
        if (e.sign && tree.verb(e.trigger))
            for (const uint32_t verb : tree.conjuncts(e.trigger)) {
                for (const uint32_t cause : tree.children(verb)) {
                    const int at = tree.dep(cause) == Dep::Advcl && tree.has_child(cause, {Dep::Advmod, Dep::Mark})
                                       ? d.event_at(cause)
                                       : -1;
                    if (at >= 0 && violent(d.events[at]) && !d.events[at].sign && d.whole(at) != static_cast<int>(i))
                        target = at;
                }
                for (const uint32_t cause : prepositional(tree, verb, {"in", "during", "by"})) {
                    const int at = d.event_at(cause);
                    if (at >= 0 && violent(d.events[at]) && !d.events[at].sign && d.whole(at) != static_cast<int>(i))
                        target = at;
                }
            }
        if (target >= 0) {
            join(d, static_cast<int>(i), target);
            continue;
        }
        if (const int deed = deed_of_doers(d, static_cast<int>(i)); deed >= 0 && d.whole(deed) != static_cast<int>(i)) {
            join(d, static_cast<int>(i), deed);
            continue;
        }
        if (const int told = told_before_superlative(d, e); told >= 0 && d.whole(told) != static_cast<int>(i)) {
            join(d, static_cast<int>(i), d.whole(told));
            continue;
        }
        const int above = governing_event(d, e);
        if (above < 0 || !violent(d.events[above]) || by_two_sides(d, e, d.events[d.whole(above)])) continue;
        if (e.sign)
            join(d, static_cast<int>(i), above);  // "attacked …, killing five"
        else if (d.events[above].sign && d.events[d.whole(above)].sign && d.whole(above) != static_cast<int>(i))
            join(d, d.whole(above), static_cast<int>(i));  // "were killed (and five hurt) when a bomb exploded"
        else if (tree.noun(e.trigger) && (!definite(tree, e.trigger) || superlative(tree, e.trigger)) &&
                 tree.dep(e.trigger) == Dep::Pobj && tree.is(tree.head(e.trigger), {"in", "during"}))
            join(d, static_cast<int>(i), above);  // "were ambushed in an attack"
        else if (tree.noun(e.trigger) && tree.dep(e.trigger) == Dep::Pobj && tree.is(tree.head(e.trigger), {"after"}) &&
                 one_of(d.words.lemma(d.events[above].trigger), {"explode", "detonate", "burn", "ignite"}) &&
                 std::none_of(d.events[above].fills.begin(), d.events[above].fills.end(),
                              [](const Fill& f) { return f.role == "actor"; }))
            join(d, above, static_cast<int>(i));  // "tankers exploded after a strike"
    }
    join_interceptions(d);
    join_shared_weapons(d);
    for (Event& e : d.events) {
        e.count = count_of(d, e);
    }
}

namespace {

// An emergency after a quake, exports that a flood stopped, a province "hardest hit": nobody did it to anybody.
bool by_disaster(const Draft& d, const Event& e) {
    if (e.type == "COERCE" && e.mode == "martial-law") return among_disasters(d, e.trigger, 2);
    if (e.type == "SANCTION" && e.mode == "discontinue") return among_disasters(d, e.trigger, 0);
    const bool by_somebody = std::any_of(e.fills.begin(), e.fills.end(), [](const Fill& f) {
        return one_of(f.role, {"actor", "instrument", "victim"});
    });
    return e.type == "ASSAULT" && soft(d, e) && d.tree.verb(e.trigger) && !by_somebody &&
           among_disasters(d, e.trigger, 1);
}

}  // namespace

void drop_accidents(Draft& d) {
    for (Event& e : d.events)
        if (e.joined_to < 0 && ((e.sign && e.type == "ASSAULT" && by_accident(d, e)) || by_disaster(d, e)))
            e.accident = true;
}

}  // namespace tallybook
