// When, where and on whose word. The time of an event is the time nearest to its clause in the tree; a place is where
// the thing hit stands, else the place in the clause. What the clause does not tell is taken from the sentence where it
// holds one event only, and says so in its basis; nothing is taken from further away.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"
#include "report/dateline.hpp"

namespace tallybook {
namespace {

// How many edges lie between a token and one of the clause's heads; verbs of other clauses cost more. 99: unrelated.
int tree_distance(const Tree& tree, uint32_t from, const std::vector<uint32_t>& heads) {
    int cost = 0;
    uint32_t at = from;
    for (int steps = 0; steps < 20; ++steps) {
        if (std::find(heads.begin(), heads.end(), at) != heads.end()) return cost;
        if (tree.root(at)) return 99;
        if (tree.dep(at) == Dep::Relcl || tree.dep(at) == Dep::Ccomp || tree.dep(at) == Dep::Advcl) cost += 4;
        at = tree.head(at);
        ++cost;
        if (tree.verb(at) && std::find(heads.begin(), heads.end(), at) == heads.end()) cost += 3;
    }
    return 99;
}

// From the clause upwards: "… was attacked, killing three on Friday" — the time hangs on a neighbour of the same
// clause.
int distance(const Tree& tree, uint32_t token, const std::vector<uint32_t>& heads, uint32_t trigger) {
    int best = tree_distance(tree, token, heads);
    uint32_t at = trigger;
    int cost = 0;
    for (int steps = 0; steps < 8 && !tree.root(at); ++steps) {
        const Dep dep = tree.dep(at);
        cost += dep == Dep::Relcl || dep == Dep::Ccomp ? 5 : dep == Dep::Advcl ? 3 : 2;
        at = tree.head(at);
        const int down = tree_distance(tree, token, {at});
        if (down < 99) best = std::min(best, cost + down);
    }
    return best;
}

bool points_in_time(const TimeValue& t) {
    return (t.timex == Timex::Date || t.timex == Timex::Time) && !t.earliest.empty() &&
           t.bound == TimeValue::Bound::None;
}

const char* relation_of(std::string_view preposition) {
    if (one_of(preposition, {"near", "outside", "around", "beside", "by", "from"})) return "near";
    if (one_of(preposition, {"at", "on"})) return "at";
    if (preposition == "over" || preposition == "above") return "over";
    return "in";
}

std::string preposition_above(const Tree& tree, uint32_t token) {
    for (int steps = 0; steps < 5 && !tree.root(token); ++steps) {
        if (tree.dep(token) == Dep::Prep || tree.token(token).pos == "ADP") return std::string(tree.lower(token));
        token = tree.head(token);
    }
    return "in";
}

PlaceRef with_relation(const Draft& d, const PlaceRef& place, uint32_t token) {
    PlaceRef out = place;
    if (out.relation.empty()) out.relation = relation_of(preposition_above(d.tree, token));
    return out;
}

int precision(const PlaceRef& p) {
    if (p.radius_km && p.between.empty()) return 1;
    switch (p.kind) {
        case PlaceKind::Facility:
            return 5;
        case PlaceKind::Town:
            return 4;
        case PlaceKind::Admin2:
            return 3;
        case PlaceKind::Admin1:
            return 2;
        default:
            return 1;
    }
}

// "a few kilometres from the dam": a place told by its distance.
bool far_from(const Draft& d, uint32_t from) {
    const uint32_t first = d.report.sentences[d.tree.sentence(from)].tokens.begin;
    for (uint32_t i = from; i-- > first && from - i <= 2;)
        if (d.tree.is(i, {"km", "kilometres", "kilometers", "kilometre", "kilometer", "miles", "mile", "metres",
                          "meters", "yards", "away", "distance", "far"}))
            return true;
    return false;
}

// "Manila - Troops clashed …": where it was written.
bool in_dateline(const Draft& d, const PlaceRef& p) {
    const TokenSpan sentence = d.report.sentences[d.tree.sentence(p.tokens->begin)].tokens;
    return p.tokens->end <= sentence.begin + dateline_end({d.report.tokens.data() + sentence.begin, sentence.size()});
}

// "Officials IN THE CAPITAL said rebels had shelled a post": where the speaker sits, unless no other place is told.
bool of_speaker(const Draft& d, uint32_t token, const Event& e) {
    for (int steps = 0; steps < 4 && !d.tree.root(token); ++steps) {
        const uint32_t above = d.tree.head(token);
        if (d.tree.dep(token) == Dep::Nsubj && d.tree.verb(above))
            return above != e.trigger && std::any_of(d.matches.begin(), d.matches.end(), [&](const Match& m) {
                       return m.trigger == above && !m.act.empty();
                   });
        token = above;
    }
    return false;
}

// "The murder of Galan", who was called Pedro Galan before: no town of that name.
bool of_a_person(const Draft& d, const PlaceRef& p) {
    const NameRef* name = d.words.name_at(p.tokens->end - 1);
    if (name == nullptr || name->kind != NameKind::Person || name->tokens.empty()) return false;
    return name->tokens.begin < p.tokens->begin || name->head.size() > d.tree.bytes(name->tokens).size() + 1;
}

struct Candidate {
    const PlaceRef* place;
    int cost;
    bool of_hit;  // in the words for what was hit
};

void add_place(const Draft& d, Event& e) {
    const Tree& tree = d.tree;
    // Where the thing hit stands is where it happened.
    std::vector<uint32_t> hit;
    for (const Fill& f : e.fills)
        if (one_of(f.role, {"recipient", "object", "victim", "place"})) hit.push_back(f.token);
    std::vector<Candidate> found;
    for (uint32_t n = 0; n < d.report.places.size(); ++n) {
        const PlaceRef& p = d.report.places[n];
        if (!p.tokens || p.kind == PlaceKind::Demonym || p.id.empty() || of_a_person(d, p)) continue;
        const uint32_t head = p.tokens->end - 1;
        if (std::find(e.sentences.begin(), e.sentences.end(), tree.sentence(head)) == e.sentences.end()) continue;
        if (p.relation.find("-of") != std::string::npos && p.basis.empty())
            continue;  // "west of Baghdad" tells where a thing lies
        if (e.region_end > 0 && (head < e.region_begin || head >= e.region_end)) continue;
        int cost = distance(tree, head, e.clause_heads, e.trigger);
        // "a ship that was supporting Israel": whom it supports, not where it is.
        if (tree.dep(head) == Dep::Dobj && tree.dep(tree.head(head)) == Dep::Relcl && tree.head(head) != e.trigger)
            continue;
        bool of_hit = false;
        for (const uint32_t h : hit) of_hit |= tree.phrase(h).contains(head) || tree.dominates(h, head);
        if (of_hit) cost = p.kind == PlaceKind::Facility ? 0 : 1;
        if (p.basis == "part of a name") cost += 6;  // "the Kurdistan Workers' Party"
        // A country as the one who acts, or as a modifier of him, is no place.
        const bool away =
            tree.dep(head) == Dep::Pobj && tree.is(tree.head(head), {"from"}) && far_from(d, tree.head(head));
        const bool subject =
            tree.dep(head) == Dep::Nsubj || tree.dep(head) == Dep::Agent ||
            (tree.dep(head) == Dep::Pobj && tree.is(tree.head(head), {"by", "from", "against", "with", "to"}) && !away);
        if (subject && !of_hit) continue;
        const Dep hangs = tree.dep(head);
        if (!of_hit && (hangs == Dep::Poss || hangs == Dep::Npadvmod))
            continue;  // "Washington's backing", "Iran-aligned": whose, not where
        const bool modifier = hangs == Dep::Compound || hangs == Dep::Amod || hangs == Dep::Nmod ||
                              hangs == Dep::Poss || hangs == Dep::Npadvmod;
        // "a New Zealand pilot": where he is from.
        const Agent* whose = modifier ? d.words.agent(tree.head(head)) : nullptr;
        if (modifier && p.kind == PlaceKind::Country && whose != nullptr && whose->kind != "facility") continue;
        if (modifier && p.kind == PlaceKind::Country) cost += of_hit ? 3 : 8;
        if (!of_hit && of_speaker(d, head, e)) cost += 5;
        if (in_dateline(d, p)) cost += 6;
        if (p.radius_km && p.between.empty()) cost += 4;  // "at the mill, 30 km north of Gao": a place by another
        found.push_back({&p, cost, of_hit});
    }
    if (found.empty()) return;
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return a.cost != b.cost ? a.cost < b.cost : precision(*a.place) > precision(*b.place);
    });
    // Among places of nearly the same standing the most precise one: "in Basra, Iraq".
    const Candidate* best = &found[0];
    for (const Candidate& c : found) {
        if (found[0].of_hit && !c.of_hit && precision(*found[0].place) >= 3) continue;
        if (c.cost <= found[0].cost + 3 && precision(*c.place) > precision(*best->place)) best = &c;
    }
    if (best->cost > 9) return;
    e.place = with_relation(d, *best->place, best->place->tokens->end - 1);
    for (const Candidate& c : found)
        if (&c != best && c.cost <= 6 && c.place->id != best->place->id &&
            precision(*c.place) == precision(*best->place))
            e.other_places.push_back(with_relation(d, *c.place, c.place->tokens->end - 1));
}

// "The drones hit the base", "the same place": where the thing hit is a place that was told before, that is the place.
void add_place_of_thing(const Draft& d, Event& e) {
    if (e.type != "ASSAULT" || e.series || (e.place && e.place->kind != PlaceKind::Country)) return;
    for (const Participant& p : e.participants) {
        if (!one_of(p.role, {"recipient", "object"}) || p.kind != "facility" || p.id.empty()) continue;
        for (const PlaceRef& place : d.report.places) {
            const bool its = place.id == p.id || place.id == "facility:" + p.id;
            if (!its || place.kind != PlaceKind::Facility || !place.tokens) continue;
            e.place = place;
            e.place->relation = "at";
            e.place->basis = "earlier sentence";
            return;
        }
    }
}

// "07:40 Rockets have hit …": the clock at the head of an entry tells when it was written.
bool stamps_entry(const Draft& d, const TimeValue& t, uint32_t sentence) {
    const TokenSpan span = d.report.sentences[sentence].tokens;
    if (t.timex != Timex::Time || t.tokens->begin != span.begin || span.size() < 2) return false;
    const std::string_view clock = d.tree.token(span.begin).text;
    if (clock.size() < 4 || clock[0] < '0' || clock[0] > '9' || clock.find_first_of(":.") == clock.npos) return false;
    return sentence == 0 || d.report.sentences[sentence - 1].paragraph != d.report.sentences[sentence].paragraph;
}

// "since mid-May, when the shelling began": what is told behind "when" happened at that very time.
bool tells_when(const Draft& d, const TimeValue& t, const std::vector<uint32_t>& heads, uint32_t trigger) {
    const Tree& tree = d.tree;
    const uint32_t end = d.report.sentences[tree.sentence(trigger)].tokens.end;
    uint32_t at = t.tokens->end;
    if (at < end && tree.is(at, {","})) ++at;
    if (at >= end || !tree.is(at, {"when"}) || trigger < at || tree.root(at)) return false;
    const uint32_t verb = tree.head(at);
    return verb == trigger || tree.dominates(verb, trigger) ||
           std::find(heads.begin(), heads.end(), verb) != heads.end();
}

// "Earlier today, Sunday": a day told twice is one time.
TimeValue with_apposition(const Draft& d, const TimeValue& t) {
    TimeValue out = t;
    for (const TimeValue& u : d.report.times) {
        if (!u.tokens || u.bound != TimeValue::Bound::None || u.value.size() < 10 || t.value.size() < 10) continue;
        if (u.value.compare(0, 10, t.value, 0, 10) != 0) continue;
        const TimeValue& first = u.tokens->begin < t.tokens->begin ? u : t;
        const TimeValue& second = u.tokens->begin < t.tokens->begin ? t : u;
        if (second.tokens->begin != first.tokens->end + 1 || !d.tree.is(first.tokens->end, {","})) continue;
        out.tokens = TokenSpan{first.tokens->begin, second.tokens->end};
        out.span = first.span->hull(*second.span);
    }
    return out;
}

// Whether `t` ends the range that `first` begins; `last`: what was its end until now.
bool ends_range(const Tree& tree, const TimeValue& first, const TimeValue& last, const TimeValue& t) {
    return (&first != &last || first.bound != TimeValue::Bound::Until) && t.bound == TimeValue::Bound::Until &&
           t.tokens && first.tokens && last.tokens && t.tokens->begin == last.tokens->end + 1 &&
           first.value.size() >= 4 && t.value.size() >= 4 && !t.latest.empty() && !first.earliest.empty() &&
           first.earliest <= t.latest &&
           tree.is(last.tokens->end, {"and", "to", "-", "–", "—", "until", "through", "till"});
}

// The times of a sentence. "Between 3 and 5 March", "from Monday to Wednesday": both ends as one time, written as an
// interval.
std::vector<TimeValue> with_ranges(const Draft& d, uint32_t sentence) {
    std::vector<TimeValue> out;
    const std::vector<TimeValue>& times = d.report.times;
    for (size_t i = 0, end = 0; i < times.size(); i = end) {
        for (end = i + 1; end < times.size() && ends_range(d.tree, times[i], times[end - 1], times[end]);) ++end;
        if (!times[i].tokens || d.tree.sentence(times[i].tokens->begin) != sentence) continue;
        TimeValue& whole = out.emplace_back(times[i]);
        for (size_t k = i + 1; k < end; ++k) {
            whole.tokens = TokenSpan{whole.tokens->begin, times[k].tokens->end};
            whole.span = whole.span->hull(*times[k].span);
            whole.value += "/" + times[k].value;
            whole.mod.clear();
            whole.latest = times[k].latest;
            whole.bound = TimeValue::Bound::None;
        }
    }
    return out;
}

// "the deadliest attack since the war began in 2015", "before the talks opened on Monday": the day of what that clause
// tells, and of nothing outside it.
bool of_another_clause(const Tree& tree, const TimeValue& t, uint32_t trigger) {
    uint32_t at = t.tokens->begin;
    for (int steps = 0; steps < 20; ++steps) {
        if (tree.verb(at))
            for (const uint32_t c : tree.children(at))
                if ((tree.dep(c) == Dep::Mark || tree.dep(c) == Dep::Advmod) && c < at &&
                    tree.is(c, {"since", "before", "until", "till"}) && !tree.dominates(at, trigger) && at != trigger)
                    return true;
        if (tree.root(at)) return false;
        at = tree.head(at);
    }
    return false;
}

// "The group claimed the attack a day later": when it was claimed, not when it happened. Only of events that are
// pointed back to and have no words of their own.
bool of_the_saying(const Tree& tree, const TimeValue& t, uint32_t trigger) {
    if (!tree.noun(trigger) || tree.root(trigger)) return false;
    for (const uint32_t c : tree.children(trigger))
        if (!tree.is(c, {"the", "this", "that", "these", "those", "both"})) return false;
    if (tree.children(trigger).empty() || tree.dep(trigger) != Dep::Dobj) return false;
    const uint32_t verb = tree.head(trigger);
    return one_of(tree.token(verb).lemma, {"claim", "condemn", "denounce", "confirm", "deny", "announce", "admit",
                                           "acknowledge", "praise", "hail", "describe", "mourn"}) &&
           tree.dominates(verb, t.tokens->begin);
}

// "Is investigating the murder of the priests, he said today", "closed the road on Monday in response to the attacks on
// the post": the deed is known already, and the day is that of what is done about it.
bool of_what_is_done_about_it(const Draft& d, const TimeValue& t, const std::vector<uint32_t>& heads,
                              uint32_t trigger) {
    const Tree& tree = d.tree;
    if (!tree.noun(trigger) || tree.dominates(trigger, t.tokens->begin)) return false;
    const auto det = tree.child(trigger, {Dep::Det, Dep::Poss});
    if (!det || tree.is(*det, {"a", "an", "another", "some", "any", "each", "every"})) return false;
    uint32_t at = trigger;
    bool behind = false;  // "in response to", "after", "for": not what is done, but why
    while (!tree.root(at) && !tree.verb(tree.head(at))) {
        at = tree.head(at);
        behind |= tree.is(at, {"response", "reaction", "retaliation", "investigation", "inquiry", "probe", "regard",
                               "result", "consequence", "view", "wake", "face", "light", "aftermath", "spite"});
    }
    if (tree.root(at)) return false;
    const uint32_t verb = tree.head(at);
    if (std::find(heads.begin(), heads.end(), verb) != heads.end()) return false;
    if (const int e = d.event_at(verb); e >= 0 && violent(d.events[e])) return false;
    const bool about = tree.dep(at) == Dep::Dobj &&
                       one_of(d.words.lemma(verb), {"investigate", "probe", "discuss", "regret", "lament", "protest",
                                                    "recall", "remember", "solve", "clarify", "study", "criticize",
                                                    "criticise", "repudiate", "deplore", "condemn", "denounce"});
    return about || behind;
}

// "Two nurses, who had been abducted in the hills, were freed on Friday": what had happened before then.
bool of_what_came_later(const Tree& tree, const TimeValue& t, uint32_t trigger) {
    if (!tree.verb(trigger) || tree.dep(trigger) != Dep::Relcl) return false;
    const auto children = tree.children(trigger);
    const bool had = std::any_of(children.begin(), children.end(), [&](uint32_t c) {
        return c < trigger && tree.dep(c) == Dep::Aux && tree.is(c, {"had"});
    });
    return had && !tree.dominates(trigger, t.tokens->begin);
}

}  // namespace

std::optional<TimeValue> time_near(const Draft& d, const std::vector<uint32_t>& heads, uint32_t trigger) {
    const TimeValue* best = nullptr;
    int best_cost = 12;
    const uint32_t sentence = d.tree.sentence(trigger);
    const std::vector<TimeValue> times = with_ranges(d, sentence);
    for (const TimeValue& t : times) {
        if (stamps_entry(d, t, sentence)) continue;
        if (one_of(t.value, {"PAST_REF", "PRESENT_REF", "FUTURE_REF"})) continue;
        if ((t.timex == Timex::Date || t.timex == Timex::Time) && !t.earliest.empty() &&
            tells_when(d, t, heads, trigger)) {
            TimeValue then = t;
            then.bound = TimeValue::Bound::None;
            return then;
        }
        if (!points_in_time(t) || of_another_clause(d.tree, t, trigger) || of_the_saying(d.tree, t, trigger) ||
            of_what_is_done_about_it(d, t, heads, trigger) || of_what_came_later(d.tree, t, trigger))
            continue;
        int cost = 99;
        for (uint32_t i = t.tokens->begin; i < t.tokens->end; ++i)
            cost = std::min(cost, distance(d.tree, i, heads, trigger));
        if (t.timex == Timex::Time) cost -= 1;
        if (cost < best_cost) best = &t, best_cost = cost;
    }
    return best ? std::optional<TimeValue>(with_apposition(d, *best)) : std::nullopt;
}

ByteSpan sentence_span(const Draft& d, uint32_t sentence) {
    return d.report.sentences[sentence].span;
}

void add_circumstances(Draft& d) {
    for (Event& e : d.events) {
        if (e.joined_to >= 0) continue;
        e.time = time_near(d, e.clause_heads, e.trigger);
        // What has happened did not happen after it was printed: the day was read wrong.
        const auto& printed = d.report.published;
        if (e.time && printed && e.modality.phase == "past" && e.time->earliest.size() >= 10 &&
            e.time->earliest.substr(0, 10) > *printed)
            e.time.reset();
        add_place(d, e);
        read_series(d, e);
        add_place_of_thing(d, e);
        if (e.time && e.place && !e.place->zone.empty() && e.time->timex == Timex::Time) e.time->zone = e.place->zone;
        if (e.series && e.time && e.time->bound == TimeValue::Bound::None && e.modality.phase == "ongoing" &&
            e.time->timex == Timex::Time)
            e.time.reset();
    }
}

// "The posts were attacked four times on Friday. The list: drones at A; …": attacks told right behind a whole, one by
// one, as many as it counts, are its parts. They have its day and its harm.
void add_listed(Draft& d) {
    constexpr uint32_t kBehind = 2;  // sentences
    const Tree& tree = d.tree;
    for (size_t w = 0; w < d.events.size(); ++w) {
        const Event& whole = d.events[w];
        const int64_t count = whole.count ? whole.count->best.value_or(0) : 0;
        const bool vague = !whole.place || whole.place->kind != PlaceKind::Facility;
        if (whole.joined_to >= 0 || whole.part_of >= 0 || whole.type != "ASSAULT" || count < 2 || count > 12 || !vague)
            continue;
        const uint32_t sentence = tree.sentence(whole.trigger);
        std::vector<size_t> parts;
        for (size_t i = 0; i < d.events.size(); ++i) {
            const Event& e = d.events[i];
            const uint32_t s = tree.sentence(e.trigger);
            if (i == w || e.joined_to >= 0 || e.type != "ASSAULT" || s <= sentence || s > sentence + kBehind) continue;
            if (d.report.sentences[s].paragraph != d.report.sentences[sentence].paragraph) continue;
            if (e.place && e.place->kind == PlaceKind::Facility && !e.series) parts.push_back(i);
        }
        if (static_cast<int64_t>(parts.size()) != count) continue;
        for (const size_t i : parts) {
            d.events[i].part_of = static_cast<int>(w);
            if (!d.events[i].time) d.events[i].time = whole.time;
        }
    }
}

// "at least nine more times on Monday; six times at a dam in Kenya, four times at …": further counts of times in the
// sentence of an event that has one are its parts. Each has the place and the thing hit of its own words.
void add_parts(Draft& d) {
    const Tree& tree = d.tree;
    const size_t count = d.events.size();
    for (size_t i = 0; i < count; ++i) {
        if (d.events[i].joined_to >= 0 || !d.events[i].count || !d.events[i].count->tokens) continue;
        const auto times_unit = [](const Quantity& q) {
            return one_of(q.unit, {"times", "time", "attacks", "strikes", "occasions"});
        };
        const uint32_t sentence = tree.sentence(d.events[i].trigger);
        std::vector<const Quantity*> parts;
        const bool noun = tree.noun(d.events[i].trigger);
        for (const Quantity& q : d.report.quantities) {
            if (!q.tokens || tree.sentence(q.tokens->begin) != sentence ||
                q.tokens->begin <= d.events[i].count->tokens->begin)
                continue;
            if (q.tokens->begin <= d.events[i].trigger && noun) continue;
            const bool bare = q.unit.empty() || times_unit(q);
            if ((noun ? bare : times_unit(q)) && q.best) parts.push_back(&q);
        }
        if (parts.size() < 2) continue;
        const TokenSpan all = d.report.sentences[sentence].tokens;
        const bool running = d.events[i].series && window_open(d, tree.clause(d.events[i].trigger));
        for (size_t p = 0; p < parts.size(); ++p) {
            Event part = d.events[i];
            part.part_of = static_cast<int>(i);
            part.count = *parts[p];
            part.trigger = parts[p]->tokens->begin;
            part.last = parts[p]->tokens->end - 1;
            part.region_begin = parts[p]->tokens->begin;
            part.region_end = p + 1 < parts.size() ? parts[p + 1]->tokens->begin : all.end;
            part.series = running;
            part.place.reset();
            part.other_places.clear();
            part.clause_heads = {tree.head(parts[p]->tokens->end - 1), parts[p]->tokens->end - 1};
            std::erase_if(part.participants, [](const Participant& x) { return x.role == "instrument"; });
            std::erase_if(part.fills, [](const Fill& f) { return f.role != "actor"; });
            add_place(d, part);
            if (!part.place) continue;
            if (part.place->kind == PlaceKind::Facility && part.place->tokens) {
                std::erase_if(part.participants,
                              [](const Participant& x) { return x.role == "recipient" || x.role == "object"; });
                for (Participant who : d.entities.describe(part.place->tokens->end - 1)) {
                    who.role = "recipient";
                    part.participants.push_back(std::move(who));
                }
            }
            d.events.push_back(std::move(part));
        }
        if (d.events.size() > count) d.events[i].series = running;
    }
}

}  // namespace tallybook
