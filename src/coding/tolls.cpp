// "46 soldiers were hurt: 32 at the fort, 13 at the airfield, one in town": what a count says of single places.
//
// Each part is a mention of its own, marked as a series: it tells no attack that another sentence has not told, so it
// may never become an incident, but it says how many were hurt where, and resolving looks for the attack that it is
// about. Turned down: a mention like any other, which counts each attack twice, and a tally for each part, which asks
// whether the ledger agrees instead of telling it more.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/draft.hpp"
#include "coding/tolls.hpp"

namespace tallybook {
namespace {

constexpr uint32_t kReach = 5;  // words between the number and its place

bool precise(const PlaceRef& place) {
    return place.kind == PlaceKind::Facility || place.kind == PlaceKind::Town;
}

class TollReader {
public:
    TollReader(const Draft& draft, const std::vector<Tally>& tallies)
        : d_(draft), tree_(draft.tree), tallies_(tallies) {}

    std::vector<Mention> run() {
        for (const Quantity& q : numbers()) {
            if (!q.best || *q.best < 1) continue;
            const PlaceRef* place = place_of(q);
            if (place == nullptr) continue;
            if (const Tally* whole = whole_of(q)) out_.push_back(mention_of(q, *place, *whole));
        }
        return std::move(out_);
    }

private:
    // In the text's order; "one" alone is no quantity elsewhere, but here it may be a part.
    std::vector<Quantity> numbers() const {
        std::vector<Quantity> out;
        for (const Quantity& q : d_.report.quantities)
            if (q.tokens && q.span) out.push_back(q);
        const size_t read = out.size();
        for (uint32_t i = 0; i < tree_.size() && !tallies_.empty(); ++i) {
            if (!tree_.is(i, {"one"}) || !tree_.tagged(i, {"CD"})) continue;
            if (std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(read),
                            [&](const Quantity& q) { return q.tokens->contains(i); }))
                continue;
            Quantity one;
            one.low = one.best = one.high = 1;
            one.tokens = TokenSpan{i, i + 1};
            one.span = tree_.bytes(*one.tokens);
            out.push_back(std::move(one));
        }
        std::stable_sort(out.begin(), out.end(),
                         [](const Quantity& a, const Quantity& b) { return a.tokens->begin < b.tokens->begin; });
        return out;
    }

    // The place right behind a number that counts nobody by a noun of its own.
    const PlaceRef* place_of(const Quantity& q) const {
        const uint32_t end = q.tokens->end, last = end - 1;
        if (!tree_.tagged(last, {"CD"}) && tree_.token(last).pos != "NUM" && !tree_.is(last, {"wounded", "injured"}))
            return nullptr;
        for (uint32_t i = end; i < tree_.size() && i < end + kReach && tree_.sentence(i) == tree_.sentence(last); ++i) {
            if (tree_.is(i, {"at", "in", "from", "near", "outside"})) {
                for (const PlaceRef& p : d_.report.places)
                    if (p.tokens && precise(p) &&
                        (p.tokens->begin == i + 1 || (p.tokens->begin == i + 2 && tree_.is(i + 1, {"the"}))))
                        return &p;
                return nullptr;
            }
            if (!tree_.is(i, {"of", "them", "their", "these", "those", "the", "whom", "were", "was", "had", "been",
                              "wounded", "injured", "dead", "killed", "hurt", "victims", "casualties"}))
                return nullptr;
        }
        return nullptr;
    }

    // The count of people that the number is a part of: of its own sentence, else of the sentence before.
    const Tally* whole_of(const Quantity& q) const {
        const uint32_t sentence = tree_.sentence(q.tokens->begin);
        const Tally* found = nullptr;
        for (const Tally& t : tallies_) {
            if (!one_of(t.of, {"killed", "injured"}) || !t.quantity || !t.quantity->tokens || !t.quantity->best)
                continue;
            if (*q.best > *t.quantity->best) continue;
            const uint32_t told = tree_.sentence(t.quantity->tokens->begin);
            if (told > sentence || told + 1 < sentence || t.quantity->tokens->begin > q.tokens->begin) continue;
            if (t.places.size() == 1 && precise(t.places.front())) continue;  // it tells its own place
            if (!(q.span == t.quantity->span) && t.quantity->standing == "part") continue;
            found = &t;
        }
        return found;
    }

    // "one at the airport, from the drone of 6 May"
    std::optional<TimeValue> day_behind(const PlaceRef& place) const {
        const uint32_t from = place.tokens->end;
        for (const TimeValue& t : d_.report.times) {
            if (!t.tokens || t.tokens->begin < from || t.tokens->begin > from + kReach + 1) continue;
            if (t.value.size() < 10 || t.earliest.size() < 10 || t.bound != TimeValue::Bound::None) continue;
            bool led = tree_.is(t.tokens->begin - 1, {"of", "on", "from"});
            for (uint32_t i = from; i < t.tokens->begin; ++i)
                led &= !tree_.verb(i) && !tree_.is(i, {"and", ";", "."}) && !tree_.tagged(i, {"CD"});
            if (led) return t;
        }
        return std::nullopt;
    }

    Mention mention_of(const Quantity& q, const PlaceRef& place, const Tally& whole) const {
        Mention m;
        m.type = "ASSAULT";
        m.series = true;
        m.trigger = *q.span;
        m.count = Quantity{};
        m.count->low = 1;
        Participant nobody, victim;
        nobody.role = "actor";
        nobody.status = "unknown";
        if (whole.recipient) victim = *whole.recipient;
        victim.role = "victim";
        victim.effect = whole.of;
        victim.status = "reported";
        victim.count = q;
        victim.count->unit = whole.unit;
        m.participants = {nobody, victim};
        m.place = place;
        m.place->relation = "at";
        m.time = day_behind(place);
        if (whole.by && whole.by->span) {
            const std::string voice = kind_of_voice(*whole.by);
            m.said_by = {{*whole.by->span, whole.by->id,
                          voice.empty()       ? "unknown"
                          : voice == "police" ? "official"
                                              : voice}};
        }
        m.evidence = {sentence_span(d_, tree_.sentence(q.tokens->begin))};
        m.rule = kTollRule;
        m.score = 0.8;
        return m;
    }

    const Draft& d_;
    const Tree& tree_;
    const std::vector<Tally>& tallies_;
    std::vector<Mention> out_;
};

}  // namespace

std::vector<Mention> tolls_by_place(const Draft& draft, const std::vector<Tally>& tallies) {
    return TollReader(draft, tallies).run();
}

}  // namespace tallybook
