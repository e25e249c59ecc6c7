// One event told again: the headline's killing, the lead's and that of paragraph nine become one record, and so do an
// arrest told as a verb and as a noun. What is named by the same person or thing tells of one event; so does what
// agrees in several lesser things (the noun for who was hit, their number, the verb, the day, the place, a headline and
// its lead). Whatever contradicts (another name, number, sex, day, town or weapon, "another", "again") parts two
// tellings for good. Joining all of one type was turned down: a round-up tells of ten attacks.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/likeness.hpp"

namespace tallybook {
namespace {

constexpr int kEnough = 3;                  // points at which two tellings are one
constexpr uint32_t kSoon = 3;               // sentences within which a headline is told again
constexpr double kSamePlaceDegrees = 0.35;  // towns nearer than this may be one place by two names

const Participant* first_with(const Event& e, std::initializer_list<std::string_view> roles) {
    for (const Participant& p : e.participants)
        if (std::find(roles.begin(), roles.end(), p.role) != roles.end() && (!p.id.empty() || p.kind == "facility"))
            return &p;
    return nullptr;
}

bool same_day(const Event& a, const Event& b) {
    if (!a.time || !b.time) return true;
    const std::string &x = a.time->earliest, &y = b.time->earliest;
    if (x.empty() || y.empty()) return true;
    const std::string x_end = a.time->latest.substr(0, 10), y_end = b.time->latest.substr(0, 10);
    return x.substr(0, 10) <= y_end && y.substr(0, 10) <= x_end;
}

bool modes_fit(const Event& a, const Event& b) {
    if (a.mode.empty() || b.mode.empty() || a.mode == b.mode) return true;
    if (a.mode == "targeted" || b.mode == "targeted") return true;
    if (a.mode == "firearms" || b.mode == "firearms") return false;  // "the bombing" is not the shooting
    const auto loose = [](const std::string& m) { return m == "explosives" || m == "aerial"; };
    return loose(a.mode) || loose(b.mode);
}

bool counts_fit(const Event& a, const Event& b) {
    if (!a.count || !b.count || !a.count->best || !b.count->best) return true;
    return *a.count->best == *b.count->best;
}

// An attack that is told as done may be told as an attempt, or as one that was stopped.
bool phases_fit(const Event& a, const Event& b) {
    const auto done = [](const Event& e) {
        return e.modality.phase == "past" || (e.mode == "abduct" && e.modality.phase == "ongoing") ||
               (e.type == "ASSAULT" && one_of(e.modality.phase, {"attempted", "foiled"}));
    };
    return done(a) == done(b);
}

// Two full tellings of one event: the same thing hit, nothing that contradicts.
bool same_event(const Event& a, const Event& b) {
    const bool loose = (a.bare_plural && !b.series) || (b.bare_plural && !a.series);
    if (a.type != b.type || (a.series != b.series && !loose) || a.part_of >= 0 || b.part_of >= 0 ||
        a.modality.polarity != b.modality.polarity)
        return false;
    if (!phases_fit(a, b) || !same_day(a, b) || !modes_fit(a, b)) return false;
    const Participant* x = first_with(a, {"recipient", "object", "victim"});
    const Participant* y = first_with(b, {"recipient", "object", "victim"});
    const Participant* xa = first_with(a, {"actor"});
    const Participant* ya = first_with(b, {"actor"});
    if (xa && ya && !xa->id.empty() && !ya->id.empty() && xa->id != ya->id) return false;
    if (x && y && !x->id.empty() && x->id == y->id) {
        if (x->kind == "facility") return true;
        return !loose && counts_fit(a, b) && a.time && b.time &&
               a.time->value.substr(0, 10) == b.time->value.substr(0, 10);
    }
    return false;
}

class Retelling {
public:
    explicit Retelling(const Draft& d) : d_(d), tree_(d.tree), who_(d) {}

    // Whether the later `b` tells of the event `a` again.
    bool same(const Event& a, const Event& b) const {
        if (a.type != b.type || a.series || b.series || a.part_of >= 0 || b.part_of >= 0 ||
            a.modality.polarity != b.modality.polarity || !phases_fit(a, b) || !same_day(a, b) || !modes_fit(a, b) ||
            places_clash(a, b) || !counts_fit(a, b))
            return false;
        const bool word = same_root(d_.words.lemma(a.trigger), d_.words.lemma(b.trigger));
        if (!violent(a) && !word && (a.mode.empty() || a.mode != b.mode)) return false;
        const Likeness hit = best(a, b, {"recipient", "victim", "object"});
        const Likeness doer = best(a, b, {"actor"});
        // Who is killed is killed once, whatever the tellings say of the killers; a hostage is hardly taken twice.
        const bool once = hit == Likeness::Same && ((has_effect(a, "killed") && has_effect(b, "killed")) ||
                                                    (a.mode == "abduct" && b.mode == "abduct"));
        if (hit == Likeness::Clash || (doer == Likeness::Clash && !once)) return false;
        if (hit != Likeness::Same && says_new(b)) return false;
        int points = hit == Likeness::Same ? 3 : hit == Likeness::Alike ? 2 : 0;
        points += doer == Likeness::Same || doer == Likeness::Alike;
        points += word || shared_effect(a, b) || (hit == Likeness::Alike && one_means(a, b));
        points += a.time && b.time && a.time->basis.empty() && b.time->basis.empty() && day(a) == day(b);
        points += a.place && b.place && a.place->id == b.place->id && a.place->kind != PlaceKind::Country;
        if (headline(d_, tree_.sentence(a.trigger)) && tree_.sentence(b.trigger) <= kSoon)
            points += hit == Likeness::Open && word ? 2 : 1;
        return points >= kEnough;
    }

    // Whether `e` cannot be what `before` tells, although it points back or looks for its event.
    bool parts(const Event& e, const Event& before) const {
        if (!modes_fit(e, before) || !same_day(e, before)) return true;
        const bool riot = one_of(d_.words.lemma(e.trigger), {"violence", "rioting", "riot", "unrest"});
        if (riot && by_state(before) && !by_others(before)) return true;  // "the violence" is not what police did to it
        if (e.anaphoric || !e.sign) return false;
        if (e.match->frame->name.starts_with("result/named-"))
            return false;  // each name is one of those counted before
        return places_clash(e, before) || (says_new(e) && acts(e)) || one_of_several(before, e, false) ||
               one_of_several(e, before, true) || effects_clash(e, before) || two_sides(e, before) ||
               told_of_another(e);
    }

    // "The ministry confirmed an attack in Erbil the same day": of the attack told before, on that day and near there.
    bool may_confirm(const Event& e, const Event& before) const {
        return !says_new(e) && !places_clash(e, before) && phases_fit(e, before) && e.place && before.place && e.time &&
               before.time && counts_fit(e, before) && !before.series;
    }

    // "When the bomb exploded", "the explosives were planted by two men": of the bomb that was told before, and of no
    // other.
    bool by_its_bomb(const Event& before, const Event& e) const {
        if (e.mode != "explosives" || before.mode != e.mode || before.type != e.type || before.series || e.series ||
            before.modality.polarity != e.modality.polarity || before.modality.phase != e.modality.phase ||
            !same_day(before, e) || places_clash(before, e) || says_new(e))
            return false;
        if (best(before, e, {"recipient", "victim", "object"}) == Likeness::Clash ||
            best(before, e, {"actor"}) == Likeness::Clash)
            return false;
        const bool put = one_of(d_.words.lemma(e.trigger), {"plant", "place", "leave", "hide", "conceal", "lay",
                                                            "throw", "hurl", "toss", "fling", "attach", "deposit"});
        bool its_bomb = false;
        for (const Participant& p : e.participants)
            if (p.role == "instrument" && p.span) {
                if (!p.head_token || !as_many(before, *p.head_token)) return false;
                its_bomb |= told_before(*p.head_token);
            } else if (p.span && p.role != "actor" && !put && !told_before(p)) {
                return false;  // what the bomb hit was not told before
            }
        return its_bomb;
    }

    // "The attackers opened fire", "the killer shot at people in the queue": how they did what was told of them.
    bool by_its_doers(const Event& before, const Event& e) const {
        if (!tree_.verb(e.trigger) || before.type != "ASSAULT" || before.series || e.series || before.part_of >= 0 ||
            before.modality.polarity != e.modality.polarity || before.modality.phase != "past" ||
            e.modality.phase != "past" || before.sign || !same_day(before, e) || !modes_fit(before, e) ||
            places_clash(before, e) || says_new(e) ||
            best(before, e, {"recipient", "victim", "object"}) == Likeness::Clash)
            return false;
        const uint32_t told = before.sentences.back(), now = tree_.sentence(e.trigger);
        if (now < told || now - told > kSoon || before.mode == "abduct") return false;
        if (!one_of(d_.words.lemma(e.trigger),
                    {"fire", "open", "shoot", "strafe", "spray", "machinegun", "riddle", "gun"}))
            return false;
        for (const Participant& p : e.participants)  // "fired on a bus": on another thing than before
            if (p.role != "actor" && p.span && one_of(p.kind, {"facility", "vehicle", "unknown"}) && !told_before(p))
                return false;
        bool doers = false;
        for (const Fill& f : e.fills) {
            if (f.role != "actor") continue;
            if (!tree_.noun(f.token) || !told_before(f.token) ||
                !one_of(d_.words.lemma(f.token),
                        {"attacker", "assailant", "killer", "murderer", "assassin", "bomber", "aggressor", "shooter"}))
                return false;
            doers = true;
        }
        return doers;
    }

private:
    // "The", "this": of what was told.
    bool told_before(uint32_t noun) const {
        const auto det = tree_.child(noun, {Dep::Det});
        return det && tree_.is(*det, {"the", "this", "that", "these", "those", "both"}) &&
               !tree_.has_child(noun, {Dep::Relcl, Dep::Acl}) &&
               std::none_of(tree_.children(noun).begin(), tree_.children(noun).end(), [&](uint32_t c) {
                   return tree_.is(c, {"first", "last", "next", "same", "other", "second", "third"});
               });
    }
    bool told_before(const Participant& p) const {
        return p.named_at.has_value() || (p.head_token && (tree_.pronoun(*p.head_token) || told_before(*p.head_token)));
    }

    // "The two bombs", of two that were told.
    bool as_many(const Event& before, uint32_t bombs) const {
        const auto number = tree_.child(bombs, {Dep::Nummod});
        if (!number) return true;
        const Quantity* many = d_.words.quantity_at(bombs);
        return many != nullptr && many->best &&
               std::any_of(before.participants.begin(), before.participants.end(), [&](const Participant& p) {
                   return p.role == "instrument" && p.count && p.count->best == many->best;
               });
    }

    static std::string day(const Event& e) { return e.time->value.substr(0, 10); }
    static bool one_means(const Event& a, const Event& b) {
        return !a.mode.empty() && a.mode == b.mode && !one_of(a.mode, {"targeted", "destroy", "firearms"});
    }

    // The best that any pair of them gives; Clash only where every pair clashes.
    Likeness best(const Event& a, const Event& b, std::initializer_list<std::string_view> roles) const {
        Likeness found = Likeness::Clash;
        bool any = false;
        for (const Participant& p : a.participants)
            for (const Participant& q : b.participants) {
                if (!one_of(p.role, roles) || !one_of(q.role, roles) || !p.span || !q.span) continue;
                // Who is only suspected or accused of it need not be who is told to have done it.
                if (p.status != q.status &&
                    (one_of(p.status, {"suspected", "accused"}) || one_of(q.status, {"suspected", "accused"})))
                    continue;
                any = true;
                found = std::max(found, who_.compare(p, q));
            }
        return any ? found : Likeness::Open;
    }

    static bool has_effect(const Event& e, std::string_view effect) {
        return std::any_of(e.participants.begin(), e.participants.end(),
                           [&](const Participant& p) { return p.effect == effect; });
    }

    static bool shared_effect(const Event& a, const Event& b) {
        return std::any_of(a.participants.begin(), a.participants.end(), [&](const Participant& p) {
            return !p.effect.empty() && p.effect != "none" &&
                   std::any_of(b.participants.begin(), b.participants.end(),
                               [&](const Participant& q) { return q.effect == p.effect; });
        });
    }

    // "Killed three farmers", "killed five miners": all that are told of one effect differ.
    bool effects_clash(const Event& a, const Event& b) const {
        bool clash = false;
        for (const Participant& p : a.participants)
            for (const Participant& q : b.participants) {
                if (p.effect.empty() || p.effect != q.effect || !p.span || !q.span) continue;
                if (who_.compare(p, q) != Likeness::Clash) return false;
                clash = true;
            }
        return clash;
    }

    static bool acts(const Event& e) {
        return std::any_of(e.participants.begin(), e.participants.end(), [](const Participant& p) {
            return one_of(p.role, {"actor", "instrument"}) && p.span;
        });
    }

    static bool anybody(const Event& e, std::initializer_list<std::string_view> roles,
                        std::initializer_list<std::string_view> kinds, std::string_view country = {}) {
        return std::any_of(e.participants.begin(), e.participants.end(), [&](const Participant& p) {
            return one_of(p.role, roles) && one_of(p.kind, kinds) &&
                   (country.empty() || p.country.empty() || p.country == country);
        });
    }
    static bool by_state(const Event& e) { return anybody(e, {"actor"}, {"police", "state-forces", "government"}); }
    static bool by_others(const Event& e) { return anybody(e, {"actor"}, {"armed-group", "civilians"}); }

    // The state's men struck, or were struck by somebody: of one side.
    static bool struck_state(const Event& e, const Event& by) {
        const auto doer = std::find_if(by.participants.begin(), by.participants.end(),
                                       [](const Participant& p) { return p.role == "actor"; });
        return anybody(e, {"recipient", "victim", "object"}, {"police", "state-forces", "government"}, doer->country);
    }

    // What police did and what a mob or rebels did are two events; so are an attack on a ministry and what the guards
    // did to the attackers.
    static bool two_sides(const Event& a, const Event& b) {
        if (by_state(a) && !by_others(a)) return !by_state(b) && (by_others(b) || struck_state(b, a));
        return by_others(a) && !by_state(a) && by_state(b) && !by_others(b);
    }

    // "It began with a train incident WHERE five people were killed": the clause tells of the noun that it hangs on.
    bool told_of_another(const Event& e) const {
        const uint32_t clause = tree_.clause(e.trigger);
        if (tree_.dep(clause) != Dep::Relcl) return false;
        const uint32_t noun = tree_.head(clause);
        const auto det = tree_.child(noun, {Dep::Det});
        return one_of(d_.words.lemma(noun), {"incident", "event", "episode", "massacre", "case", "clash", "riot"}) &&
               !(det && tree_.is(*det, {"the", "this", "that", "these", "those"}));
    }

    static bool places_clash(const Event& a, const Event& b) {
        if (!a.place || !b.place || a.place->id == b.place->id) return false;
        const PlaceRef &x = *a.place, &y = *b.place;
        if (!x.country.empty() && !y.country.empty() && x.country != y.country) return true;
        const auto spot = [](const PlaceRef& p) { return p.kind == PlaceKind::Town || p.kind == PlaceKind::Facility; };
        if (!spot(x) || !spot(y) || !x.lat || !y.lat || !x.lon || !y.lon) return false;
        return std::abs(*x.lat - *y.lat) > kSamePlaceDegrees || std::abs(*x.lon - *y.lon) > kSamePlaceDegrees;
    }

    // "He was the second clerk to be killed this week": who is told killed behind that may be the first.
    // `said_of`: only where it is said of somebody.
    bool one_of_several(const Event& nth, const Event& other, bool said_of) const {
        for (const Participant& p : nth.participants) {
            if (p.role != "victim" || !p.head_token || (said_of && tree_.dep(*p.head_token) != Dep::Attr)) continue;
            for (const uint32_t c : tree_.children(*p.head_token))
                if (c < *p.head_token &&
                    tree_.is(c, {"second", "third", "fourth", "fifth", "sixth", "seventh", "tenth"}))
                    return best(nth, other, {"victim"}) != Likeness::Same;
        }
        return false;
    }

    // "Another man was shot", "the police also arrested …", "he was arrested again".
    bool says_new(const Event& e) const {
        const auto marked = [&](uint32_t token) {
            return std::any_of(tree_.children(token).begin(), tree_.children(token).end(), [&](uint32_t c) {
                return tree_.is(c,
                                {"another",    "other", "others",    "second",    "third",      "fourth", "separate",
                                 "separately", "also",  "again",     "earlier",   "previously", "later",  "different",
                                 "similar",    "new",   "meanwhile", "elsewhere", "latest",     "two",    "more"}) &&
                       tree_.dep(c) != Dep::Nummod;
            });
        };
        if (marked(e.trigger) || tree_.is(e.trigger, {"others"})) return true;
        return std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
            return marked(f.token) || tree_.is(f.token, {"other", "others", "another", "more"});
        });
    }

    const Draft& d_;
    const Tree& tree_;
    Likenesses who_;
};

// The participants of one telling into those of another: who is told twice stands once, with the fuller name.
void merge_participants(const Likenesses& who, const std::vector<Participant>& from, std::vector<Participant>& into) {
    for (const Participant& p : from) {
        const auto exact = std::find_if(into.begin(), into.end(), [&](const Participant& q) {
            return q.role == p.role &&
                   (q.span == p.span || (!q.id.empty() && q.id == p.id && (q.effect == p.effect || p.effect.empty())));
        });
        if (exact != into.end()) continue;
        const auto twin = who.nobody(p) ? into.end()
                                        : std::find_if(into.begin(), into.end(),
                                                       [&](const Participant& q) { return who.one_person(p, q); });
        if (twin == into.end()) {
            into.push_back(p);
            continue;
        }
        if (who.named(p) && !who.named(*twin) && !who.short_for(p, *twin) &&
            !(twin->count && p.id.empty() && p.kind != "person")) {
            Participant fuller = p;
            if (fuller.effect.empty()) fuller.effect = twin->effect;
            if (!fuller.effect.empty() && twin->role == "victim") fuller.role = "victim";
            if (!fuller.count) fuller.count = twin->count;
            *twin = std::move(fuller);
        } else {
            if (twin->effect.empty()) twin->effect = p.effect;
            if (p.role == "victim" && twin->role != "actor") twin->role = "victim";
            if (!twin->count) twin->count = p.count;
        }
    }
}

// The fuller telling leads: the trigger of a record is a telling with a time or a weapon, not a headline's "attacks".
int weight(const Event& e) {
    return (e.sign ? -10 : 0) + (e.time && e.time->basis.empty() ? 2 : 0) + (e.count && e.count->best == 1 ? 1 : 0) +
           static_cast<int>(e.participants.size());
}

// "The attack took place when two men set off a bomb": what the clause tells is the attack. -1: nothing of the kind.
int told_by_when(const Draft& d, uint32_t noun) {
    const Tree& tree = d.tree;
    if (!tree.noun(noun) || tree.dep(noun) != Dep::Nsubj || tree.plural(noun)) return -1;
    const uint32_t verb = tree.head(noun);
    const bool took_place = d.words.lemma(verb) == "take" && verb + 1 < tree.size() && tree.is(verb + 1, {"place"});
    if (!took_place && !one_of(d.words.lemma(verb), {"occur", "happen"})) return -1;
    for (const uint32_t clause : tree.children(verb)) {
        if (tree.dep(clause) != Dep::Advcl || clause < verb) continue;
        const bool when = std::any_of(tree.children(clause).begin(), tree.children(clause).end(),
                                      [&](uint32_t c) { return c < clause && tree.is(c, {"when"}); });
        if (!when) continue;
        for (const uint32_t told : tree.conjuncts(clause))
            if (const int e = d.event_at(told); e >= 0 && violent(d.events[e]) && !d.events[e].sign) return d.whole(e);
    }
    return -1;
}

// An attack that somebody confirms has been told before.
bool confirms(const Draft& d, uint32_t noun) {
    if (!d.tree.noun(noun) || d.tree.dep(noun) != Dep::Dobj || d.tree.plural(noun)) return false;
    return one_of(d.words.lemma(d.tree.head(noun)), {"confirm", "acknowledge", "admit", "verify", "corroborate"});
}

}  // namespace

bool headline(const Draft& d, uint32_t sentence) {
    const Sentence& s = d.report.sentences[sentence];
    if (s.paragraph != 0 || s.tokens.empty()) return false;
    if (sentence + 1 < d.report.sentences.size() && d.report.sentences[sentence + 1].paragraph == 0) return false;
    return !d.tree.is(s.tokens.end - 1, {".", "!", "?", "\"", "''", "”", ":"});
}

// "Four died.": of the attack told before, unless it is said aside ("where the poet died") or of another time.
bool dies_apart(const Draft& d, const Event& e) {
    if (!e.match->frame->joins) return false;
    const Dep dep = d.tree.dep(e.trigger);
    const bool main = dep == Dep::Root || dep == Dep::Conj || dep == Dep::Ccomp || dep == Dep::Parataxis;
    return !main || e.modality.phase != "past" || (e.time && e.time->basis.empty() && e.time->value.size() < 10);
}

void join_tellings(Draft& d) {
    const Retelling retelling(d);
    const Likenesses who(d);
    for (size_t i = 0; i < d.events.size(); ++i) {
        Event& e = d.events[i];
        if (e.joined_to >= 0) continue;
        int target = -1;
        if (dies_apart(d, e)) continue;
        if (e.sign && e.series && !e.anaphoric) continue;  // "nine have been killed since May": not by the one attack
        const bool predicate = violent(e) && says_of_another(d.tree, e.trigger);
        const bool confirmed = violent(e) && confirms(d, e.trigger);
        if (e.anaphoric || e.sign || predicate || confirmed) {
            target = event_meant(d, static_cast<int>(i), [&](const Event& x, const Event& y) {
                return retelling.parts(x, y) || (confirmed && !x.anaphoric && !retelling.may_confirm(x, y));
            });
        }
        int same_deed = -1;
        for (size_t k = i; k-- > 0 && target < 0 && same_deed < 0;) {
            const int w = d.whole(static_cast<int>(k));
            if (w != static_cast<int>(i) &&
                (retelling.by_its_bomb(d.events[w], e) || retelling.by_its_doers(d.events[w], e)))
                same_deed = w;
        }
        if (same_deed >= 0) {
            const auto& told = d.events[same_deed].participants;
            const bool known = std::any_of(told.begin(), told.end(), [](const Participant& p) {
                return p.role == "actor" && p.span && p.status == "reported";
            });
            std::erase_if(e.participants, [&](const Participant& p) {
                return p.role == "instrument" || (p.role == "actor" && known && p.id.empty());
            });
            merge_participants(who, e.participants, d.events[same_deed].participants);
            join(d, static_cast<int>(i), same_deed);
            continue;
        }
        if (target < 0 && !e.anaphoric)
            for (size_t k = 0; k < i && target < 0; ++k) {
                const int w = d.whole(static_cast<int>(k));
                const Event& before = d.events[w];
                if (w == static_cast<int>(i)) continue;
                if ((violent(e) && same_event(before, e)) || retelling.same(before, e)) target = w;
            }
        if (violent(e) && (e.anaphoric || target < 0))
            if (const int told = told_by_when(d, e.trigger); told >= 0 && told != static_cast<int>(i)) {
                const int before = target >= 0 ? d.whole(target) : static_cast<int>(i);
                if (before != told && modes_fit(d.events[before], d.events[told]) && d.events[told].joined_to < 0) {
                    merge_participants(who, d.events[told].participants, d.events[before].participants);
                    join(d, told, before);
                }
            }
        if (target < 0) continue;
        if (e.match->frame->joins) e.time.reset();  // who died of it may have died later
        Event& whole = d.events[target];
        if (!e.anaphoric && !e.sign && weight(e) > weight(whole) && whole.joined_to < 0) {
            merge_participants(who, whole.participants, e.participants);
            join(d, target, static_cast<int>(i));
            continue;
        }
        const auto acts = [](const Participant& p) { return p.role == "actor" && p.span; };
        if (lent_doer(d, e) && std::any_of(whole.participants.begin(), whole.participants.end(), acts))
            std::erase_if(e.participants, acts);
        if (!predicate)  // "the ninth attack on the port": of all the nine
            merge_participants(who, e.participants, whole.participants);
        join(d, static_cast<int>(i), target);
    }
}

}  // namespace tallybook
