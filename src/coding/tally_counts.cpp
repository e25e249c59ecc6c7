#include "coding/tally_counts.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/tally_share.hpp"
#include "coding/tally_window.hpp"
#include "coding/tally_words.hpp"
#include "values/number.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kTopicLasts = 2;  // sentences
constexpr int64_t kSeveral = 3;      // attacks: fewer may be those of one day
constexpr int64_t kMany = 10;        // attacks: so many are a count, whenever they were

std::optional<Participant> bare(const Participant& p) {
    Participant copy = p;
    copy.role.clear();
    copy.effect.clear();
    copy.place.reset();
    copy.count.reset();
    return copy;
}

std::optional<Participant> first_of(const Event& e, std::initializer_list<std::string_view> roles) {
    for (const Participant& p : e.participants)
        if (one_of(p.role, roles) && p.span && p.status == "reported") return bare(p);
    return std::nullopt;
}

struct Topic {
    Tally tally;  // what was counted last, without its number
    uint32_t sentence = 0;
    bool open = false;     // a running count
    bool several = false;  // more attacks than those of one day
};

class Counts {
public:
    explicit Counts(const Draft& draft) : d_(draft), tree_(draft.tree), words_(draft) {}

    std::vector<Tally> run() {
        find_ordinals();
        for (uint32_t s = 0; s < d_.report.sentences.size(); ++s) read_sentence(s);
        share_window(d_, out_);
        find_wholes(out_);
        return std::move(out_);
    }

private:
    void read_sentence(uint32_t s) {
        const TokenSpan span = d_.report.sentences[s].tokens;
        numbers_.clear();
        for (const Quantity& q : d_.report.quantities)
            if (q.tokens && span.contains(q.tokens->begin) && words_.counts_something(q)) numbers_.push_back(&q);
        read_ordinals(span);
        for (size_t i = 0; i < numbers_.size(); ++i) {
            const uint32_t until = i + 1 < numbers_.size() ? numbers_[i + 1]->tokens->begin : span.end;
            read_number(*numbers_[i], s, until);
        }
        announce(s);
    }

    // "How many times have the troops been attacked since May?", "Attacks since May": what follows is counted.
    void announce(uint32_t s) {
        const Window w = window_of(d_, s);
        if (!w.open || (topic_ && topic_->sentence == s)) return;
        for (const Event& e : d_.events) {
            if (e.type != "ASSAULT" || tree_.sentence(e.trigger) != s) continue;
            if (!(e.series || tree_.plural(e.trigger) || words_.asks_how_many(s))) continue;
            Tally t = frame_of(s, &e, e.trigger);
            t.since = w.since, t.until = w.until, t.window_basis = w.basis;
            topic_ = Topic{std::move(t), s, true, false};
            return;
        }
    }

    // The event that is counted by "times": the nearest attack before the number, else behind it, in its sentence.
    const Event* attack_near(uint32_t token) const {
        const Event* best = nullptr;
        uint32_t distance = UINT32_MAX;
        for (const Event& e : d_.events) {
            if (e.type != "ASSAULT" || tree_.sentence(e.trigger) != tree_.sentence(token) || e.sign || e.part_of >= 0)
                continue;
            const uint32_t far = e.trigger < token ? token - e.trigger : 100 + e.trigger - token;
            if (far < distance) distance = far, best = &e;
        }
        return best;
    }

    const Event* event_of(uint32_t trigger) const {
        const int e = d_.event_at(trigger);
        return e < 0 ? nullptr : &d_.events[e];
    }

    // "injured", "killed" of the people whom a number counts: told by the event, or by the words of the clause.
    std::string harm_of(const Quantity& q, uint32_t noun, const Event*& event, const Participant*& who) const {
        for (const Event& e : d_.events)
            for (const Participant& p : e.participants)
                if (p.count && p.count->span == q.span && one_of(p.effect, {"killed", "injured", "abducted"})) {
                    const bool nearer = tree_.sentence(e.trigger) == tree_.sentence(noun);
                    if (event == nullptr || nearer) event = &e, who = &p;
                }
        if (who != nullptr) return who->effect;
        if (one_of(d_.words.lemma(noun), {"injury", "wound"})) return "injured";
        if (!words_.people(noun) || words_.does_it(noun)) return {};
        const uint32_t clause = tree_.clause(noun);
        const TokenSpan reach = tree_.verb(clause) ? tree_.subtree(clause) : tree_.subtree(noun);
        const uint32_t first = q.tokens->begin;
        return words_.harm_in(reach, first > 8 ? first - 8 : 0, noun + 14);
    }

    // What is counted is told by the words of the count itself ("the 22nd attack on American interests in Iraq"); only
    // what they leave open is taken from the event they were joined to.
    Tally frame_of(uint32_t s, const Event* event, uint32_t at) const {
        Tally t;
        t.evidence = {sentence_span(d_, s)};
        if (event != nullptr) {
            const Event& whole = d_.events[d_.whole(static_cast<int>(event - d_.events.data()))];
            t.of = whole.type;
            for (const Event* from : {event, &whole}) {
                if (!t.actor) t.actor = first_of(*from, {"actor"});
                if (from != event && t.actor && t.actor->id.empty()) t.actor.reset();  // "two gunmen": of that one
                if (!t.recipient) t.recipient = first_of(*from, {"recipient", "object"});
                if (!t.places.empty() || !from->place) continue;
                t.places = {*from->place};
                for (const PlaceRef& p : from->other_places) t.places.push_back(p);
                if (t.places.size() == 1) add_coordinated(t.places);
                std::erase_if(t.places, [&](const PlaceRef& p) { return of_a_speaker(p); });
            }
        } else {
            t.of = "ASSAULT";
        }
        t.unit = "attacks";
        if (const Speech* speech = d_.speech_over(at, at)) t.by = speech->speaker;
        return t;
    }

    // "An official in Nairobi puts the number at 36": where he is.
    bool of_a_speaker(const PlaceRef& place) const {
        if (!place.tokens) return false;
        const uint32_t preposition = tree_.head(place.tokens->end - 1);
        if (tree_.dep(preposition) != Dep::Prep) return false;
        return one_of(d_.words.lemma(tree_.head(preposition)),
                      {"official", "spokesman", "spokeswoman", "spokesperson", "source", "diplomat", "commander",
                       "officer", "minister", "analyst", "observer", "monitor"});
    }

    // "bases in Kenya and Somalia"
    void add_coordinated(std::vector<PlaceRef>& places) const {
        for (const PlaceRef& p : d_.report.places) {
            const PlaceRef& last = places.back();
            if (!last.tokens || !p.tokens || p.kind != last.kind || p.id == last.id) continue;
            const uint32_t gap = last.tokens->end;
            if (p.tokens->begin != gap + 1 || !tree_.is(gap, {"and", ","})) continue;
            PlaceRef more = p;
            more.relation = last.relation;
            places.push_back(std::move(more));
        }
    }

    bool in_topic(uint32_t s) const { return topic_ && s - topic_->sentence <= kTopicLasts; }

    // ---- one number

    void read_number(const Quantity& q, uint32_t s, uint32_t until) {
        if (q.best.value_or(q.low.value_or(q.high.value_or(0))) < 2) return;
        if (const auto what = words_.summed(q)) return read_sum(q, *what, s, until);
        const auto noun = words_.noun_of(q);
        if (words_.sums_up(q) && read_total(q, s)) return;
        if (words_.times(q)) return read_attacks(q, s, until, attack_near(q.tokens->begin), false);
        if (const std::string effect = words_.harm_unit(q.unit); !effect.empty())  // "62 injured"
            return read_harm(q, q.tokens->end - 1, effect, s, until);
        if (noun && tree_.is(*noun, {"ones"}) && tree_.is(*noun - 1, {"new", "more", "further"}))
            return read_bare(q, s, until, true);
        if (noun && words_.attack_noun(*noun)) return read_attacks(q, s, until, event_of(*noun), false);
        if (noun) return read_harm(q, *noun, {}, s, until);
        read_bare(q, s, until);
    }

    // "The number of attacks since May stands at 31", "the count of soldiers with head injuries …".
    void read_sum(const Quantity& q, uint32_t what, uint32_t s, uint32_t until) {
        if (words_.attack_noun(what)) return read_attacks(q, s, until, event_of(what), false, tree_.subtree(what));
        const std::string effect = words_.harm_in(
            {tree_.subtree(what).begin, std::max(tree_.subtree(what).end, q.tokens->begin)}, 0, tree_.size());
        if (!effect.empty()) read_harm(q, what, effect, s, until);
    }

    // "Twelve more were hurt, bringing the total to 40."
    bool read_total(const Quantity& q, uint32_t s) {
        const Participant* last = nullptr;
        for (const Event& e : d_.events)
            for (const Participant& p : e.participants)
                if (p.count && p.count->tokens && tree_.sentence(p.count->tokens->begin) == s &&
                    p.count->tokens->begin < q.tokens->begin && one_of(p.effect, {"killed", "injured", "abducted"}) &&
                    (!last || p.count->tokens->begin > last->count->tokens->begin))
                    last = &p;
        if (last == nullptr) return false;
        Tally t = frame_of(s, nullptr, q.tokens->begin);
        t.of = last->effect;
        t.unit = last->count->unit.empty() ? "people" : last->count->unit;
        t.recipient = bare(*last);
        const Window own = window_of(d_, s);
        if (own.open)
            t.since = own.since, t.until = own.until, t.window_basis = own.basis;
        else if (window_)
            t.since = window_->since, t.until = window_->until, t.window_basis = window_->window_basis;
        emit(std::move(t), q, s, true, "tally/harm");
        return true;
    }

    // `told` holds, where it is given, all that is said of what is counted: the rest tells of who counts.
    void read_attacks(const Quantity& q, uint32_t s, uint32_t until, const Event* event, bool ordinal,
                      std::optional<TokenSpan> told = {}) {
        if (event == nullptr && words_.times(q) && !in_topic(s)) return;
        if (event != nullptr && (event->part_of >= 0 || event->modality.polarity != "affirmed" ||
                                 one_of(event->modality.phase, {"planned", "threatened", "hypothetical"})))
            return;
        Tally t = frame_of(s, event, q.tokens->begin);
        if (told)
            std::erase_if(t.places, [&](const PlaceRef& p) { return !p.tokens || !told->contains(p.tokens->begin); });
        const Window own = told ? window_of_sum(d_, *q.tokens) : window_at(d_, *q.tokens);
        const bool grows = words_.running(q) || (event != nullptr && words_.perfect(event->trigger)) ||
                           words_.perfect(q.tokens->begin);
        bool open = own.open;
        if (words_.counted_on(q, own)) {
            t.until = own.until;
            open = true;
        } else if (own.open || (!own.empty() && (!grows || own.period))) {
            t.since = own.since, t.until = own.until, t.window_basis = own.basis;
        } else if (in_topic(s) && topic_->open && topic_->tally.of == t.of) {
            inherit_window(t);
            open = true;
        } else if (!grows && own.empty() && q.best.value_or(q.low.value_or(0)) < kMany) {
            return;
        }
        if (words_.of_a_part(t, q)) t.places.clear();
        if (!ordinal || t.places.empty()) set_places(t, q, until);
        if (event == nullptr && in_topic(s)) inherit_people(t);
        emit(std::move(t), q, s, open || grows, ordinal ? "tally/ordinal" : "tally/times", !own.period);
    }

    // "Four people have been killed in the firing": the sentence names the one attack that it was.
    // `by_noun`: only one that a noun tells, as "the raid": "were murdered" may tell of each of them.
    bool of_one_attack(const Event* event, uint32_t s, bool by_noun = false) const {
        if (event == nullptr) return false;
        const int whole = d_.whole(static_cast<int>(event - d_.events.data()));
        return std::any_of(d_.events.begin(), d_.events.end(), [&](const Event& e) {
            return tree_.sentence(e.trigger) == s && e.type == "ASSAULT" && !e.match->frame->result && !e.series &&
                   (!by_noun || tree_.noun(e.trigger)) && d_.whole(static_cast<int>(&e - d_.events.data())) == whole;
        });
    }

    // "The army HAS KILLED 12 rebels in Beni", at the head of a report: what it brings, no count that runs.
    bool news(const Event* event, const Quantity& q, uint32_t s) const {
        constexpr uint32_t kLead = 1;  // paragraph
        constexpr int64_t kMostAtOnce = 60;
        return event != nullptr && d_.report.sentences[s].paragraph <= kLead &&
               q.best.value_or(kMostAtOnce) < kMostAtOnce && event->place && event->place->basis.empty() &&
               event->place->kind != PlaceKind::Country &&
               std::any_of(event->fills.begin(), event->fills.end(), [](const Fill& f) { return f.role == "actor"; });
    }

    void read_harm(const Quantity& q, uint32_t noun, std::string effect, uint32_t s, uint32_t until) {
        const Event* event = nullptr;
        const Participant* who = nullptr;
        if (const std::string told = harm_of(q, noun, event, who); !told.empty()) effect = told;
        if (effect.empty() || told_of_the_day(d_, *q.tokens)) return;
        // "Nineteen bodies had been recovered": of the attack told before.
        if (event != nullptr && event->match->frame->joins && event->joined_to >= 0) return;
        Window own = window_of(d_, s);
        // "Shelled the village on 3-5 March, killing two": the days are those of the one attack, its dead no count.
        if (own.open && (own.period ? of_one_attack(event, s, true)
                                    : own.basis.empty() && !own.until.empty() && of_one_attack(event, s)))
            own = {};
        // "The nine who have been taken in the past week": those of whom the report speaks.
        const uint32_t first = q.tokens->begin;
        if (own.period && first > 0 && tree_.is(first - 1, {"the", "these", "those"})) own = {};
        const bool series = event != nullptr && event->series;
        if (!own.open && !of_one_attack(event, s, true) && words_.of_a_period(q))
            own = window_at(d_, *q.tokens), own.open = own.period = true;
        bool open = own.open || words_.running(q) || series ||
                    (words_.perfect(noun) && !of_one_attack(event, s) && !news(event, q, s));
        const bool own_day = event != nullptr && event->time && event->time->basis.empty();
        const bool carried = window_.has_value() && !own_day && (event == nullptr || event->match->frame->result);
        // "at least 19 attacks, with 21 soldiers hurt": in all of them.
        const bool beside = !own.open && topic_ && topic_->sentence == s && topic_->several && !of_one_attack(event, s);
        open |= beside;
        if (!open && !carried) return;
        // "Nine have been killed in the region since May": the attack told before is one of several.
        const bool apart = own.open && event != nullptr && event->joined_to >= 0;
        Tally t = frame_of(s, apart ? nullptr : event, q.tokens->begin);
        t.of = effect;
        t.unit = q.unit.empty() ? "people" : q.unit;
        t.recipient.reset();
        if (who != nullptr) {
            t.recipient = bare(*who);
            if (who->place) t.places = {*who->place};
        } else {
            t.recipient = bare(d_.entities.describe(noun).front());
        }
        if (own.open)
            t.since = own.since, t.until = own.until, t.window_basis = own.basis;
        else if (beside)
            inherit_window(t);
        else if (window_)  // "the fifty-six who have been hurt", in a report that counts since a day
            t.since = window_->since, t.until = window_->until, t.window_basis = window_->window_basis;
        if (who == nullptr || !who->place) {
            if (open) t.places.clear();  // where the attack told before was is not where all of them were
            set_places(t, q, until);
        }
        emit(std::move(t), q, s, open, "tally/harm", !own.period);
    }

    // A number without a noun: "nine in Syria", "38 in total", "forty-six".
    // `ones`: "eight new ones".
    void read_bare(const Quantity& q, uint32_t s, uint32_t until, bool ones = false) {
        for (const Event& e :
             d_.events)  // people whose noun is left out: "killed 20 in the hills and nine on the plain"
            for (const Participant& p : e.participants)
                if (p.count && p.count->span == q.span && one_of(p.effect, {"killed", "injured", "abducted"}))
                    return read_harm(q, q.tokens->end - 1, p.effect, s, until);
        if (!ones && !words_.stands_alone(q)) return;
        const bool here = ones || (topic_ && topic_->sentence == s);
        const bool attacks_before = announced_before(q, s);
        if (!attacks_before && !(in_topic(s) && (here || words_.names_place_or_total(q, until)))) return;
        Tally t;
        if (attacks_before) {
            const Event* event = attack_near(q.tokens->begin);
            t = frame_of(s, event, q.tokens->begin);
            t.of = "ASSAULT";
            const Window own = window_at(d_, *q.tokens);
            if (words_.running(q)) t.places.clear();
            t.since = own.since, t.until = own.until, t.window_basis = own.basis;
        } else {
            t = topic_->tally;
            t.evidence = {sentence_span(d_, s)};
            if (const Speech* speech = d_.speech_over(q.tokens->begin, q.tokens->begin)) t.by = speech->speaker;
            const Window own = window_at(d_, *q.tokens);
            if (own.open)
                t.since = own.since, t.until = own.until, t.window_basis = own.basis;
            else if (words_.counted_on(q, own))  // "55 on Tuesday, 58 on Thursday"
                t.until = own.until;
            if (ones || words_.running(q)) t.places.clear();
        }
        if (!q.unit.empty() && !one_of(q.unit, {"people", "ones", "one", "more", "new"}) && !words_.attack_unit(q.unit))
            return;
        if (words_.total(q)) t.places.clear();
        set_places(t, q, until);
        emit(std::move(t), q, s, true, "tally/elliptic");
    }

    // "Attacks since 17 October: forty-six": the sentence itself says what and since when.
    bool announced_before(const Quantity& q, uint32_t s) const {
        const Window own = window_of(d_, s);
        if (!own.open) return false;
        for (uint32_t i = d_.report.sentences[s].tokens.begin; i < q.tokens->begin; ++i)
            if (tree_.noun(i) && words_.attack_noun(i) && (tree_.plural(i) || words_.running(q))) return true;
        return false;
    }

    void find_ordinals() {
        const Atoms atoms(d_.report);
        for (uint32_t i = 0; i < atoms.size(); ++i) {
            const auto n = read_ordinal(atoms, i);
            if (!n) continue;
            ordinals_.push_back({atoms.tokens(i, n->end), n->value});
            i = n->end - 1;
        }
    }

    // "at least the 32nd attack": an ordinal counts all before it.
    void read_ordinals(TokenSpan span) {
        for (const auto& [tokens, n] : ordinals_) {
            if (n < 3 || !span.contains(tokens.begin)) continue;
            const uint32_t i = tokens.begin;
            const uint32_t head = tree_.head(tokens.end - 1);
            const bool time = tree_.is(head, {"time"});
            if (head < tokens.end || !tree_.noun(head) || (!time && !words_.attack_noun(head))) continue;
            Quantity q;
            q.tokens = tokens;
            q.span = tree_.bytes(tokens);
            q.low = q.best = q.high = n;
            q.unit = "attacks";
            if (i >= span.begin + 2 && tree_.is(i - 1, {"least", "the"})) {
                const uint32_t least = tree_.is(i - 1, {"the"}) ? i - 2 : i - 1;
                if (least > span.begin && tree_.is(least, {"least"}) && tree_.is(least - 1, {"at"})) {
                    q.high.reset();
                    q.hedge = "at least";
                }
            }
            const uint32_t s = tree_.sentence(i);
            const Event* event = time ? attack_near(i) : event_of(head);
            if (time && event == nullptr) continue;
            if (window_of(d_, s).open || (time && window_at(d_, tokens).open) || in_topic(s))
                read_attacks(q, s, span.end, event, true);
        }
    }

    // ---- what is shared

    void inherit_window(Tally& t) const {
        t.since = topic_->tally.since;
        t.until = topic_->tally.until;
        t.window_basis = topic_->tally.window_basis;
    }
    void inherit_people(Tally& t) const {
        if (!t.actor) t.actor = topic_->tally.actor;
        if (!t.recipient) t.recipient = topic_->tally.recipient;
        if (!t.by) t.by = topic_->tally.by;
    }

    void set_places(Tally& t, const Quantity& q, uint32_t until) const {
        auto own = words_.places_behind(q, until);
        if (own.empty() && numbers_.size() > 1 && t.places.size() > 1) return;
        if (!own.empty()) t.places = std::move(own);
    }

    // `lasts`: the days are those of the counts that follow, too, unlike "this year".
    void emit(Tally t, const Quantity& q, uint32_t s, bool open, const char* rule, bool lasts = true) {
        t.quantity = q;
        t.rule = rule;
        if (t.of == "ASSAULT" || open) {
            Tally frame = t;
            frame.quantity.reset();
            const bool one_day = !t.since.empty() && t.since == t.until;
            if (t.of == "ASSAULT")
                topic_ = Topic{frame, s, open && !t.since.empty(),
                               !one_day && q.best.value_or(q.low.value_or(0)) >= kSeveral};
            if (open && lasts && !t.since.empty() && (!window_ || t.since <= window_->since)) window_ = frame;
        }
        out_.push_back(std::move(t));
    }

    const Draft& d_;
    const Tree& tree_;
    const NumberWords words_;
    std::vector<const Quantity*> numbers_;
    std::vector<std::pair<TokenSpan, int64_t>> ordinals_;  // of the report, in text order
    std::optional<Topic> topic_;                           // what the last sentences count
    std::optional<Tally> window_;  // of the last running count: "fifty-six have been hurt" runs over the same days
    std::vector<Tally> out_;
};

}  // namespace

std::vector<Tally> running_counts(const Draft& draft) {
    return Counts(draft).run();
}

}  // namespace tallybook
