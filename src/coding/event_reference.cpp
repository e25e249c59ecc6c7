// Which event is meant by "the attack", "the killings", "it", or by a claim that names none. Each violent event told
// before is weighed: how far back, the same root ("ambushed" … "the ambush"), a killing behind "the killings", a day or
// a place in common; less what is background, a mere sign, a second deed of "the attackers", or one side's word. What
// contradicts in weapon, day or number is out. Nearest-first alone was turned down: reports come back to their main
// event after every aside.
#include <algorithm>
#include <initializer_list>
#include <optional>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/bygone.hpp"
#include "coding/draft.hpp"

namespace tallybook {
namespace {

bool killing(std::string_view lemma) {
    return one_of(lemma,
                  {"killing", "murder", "assassination", "slaying", "massacre", "execution", "slaughter", "death"});
}

bool takes_victims(const Event& e, std::string_view effect) {
    const auto has = [&](const auto& list) {
        return std::any_of(list.begin(), list.end(), [&](const auto& x) { return x.effect == effect; });
    };
    return has(e.fills) || has(e.participants);
}

// "The attackers also burned …": a further deed of people who were told before.
bool further_deed(const Draft& d, const Event& e) {
    return std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
        if (f.role != "actor") return false;
        if (d.tree.is(f.token, {"they"})) return true;
        const auto det = d.tree.child(f.token, {Dep::Det});
        return det && d.tree.is(*det, {"the"}) &&
               one_of(d.words.lemma(f.token),
                      {"attacker", "assailant", "gunman", "militant", "bomber", "killer", "raider"});
    });
}

// "A second car bomb", "another attack": told beside the main event.
bool second_one(const Draft& d, const Event& e) {
    const auto counted = [&](uint32_t token) {
        for (const uint32_t c : d.tree.children(token))
            if (c < token && d.tree.is(c, {"second", "third", "another", "other", "separate", "earlier", "later"}))
                return true;
        return false;
    };
    return counted(e.trigger) || std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
               return one_of(f.role, {"actor", "instrument"}) && counted(f.token);
           });
}

// "stormed the plant, taking hostages": the storming is the attack that is spoken of later.
bool aside(const Draft& d, const Event& e) {
    uint32_t at = d.tree.clause(e.trigger);
    while (d.tree.dep(at) == Dep::Conj && d.tree.verb(d.tree.head(at))) at = d.tree.head(at);
    if (!d.tree.verb(at) || (d.tree.dep(at) != Dep::Advcl && d.tree.dep(at) != Dep::Xcomp)) return false;
    const int main = d.event_at(d.tree.head(at));
    return main >= 0 && d.whole(main) != d.whole(static_cast<int>(&e - d.events.data())) &&
           d.events[main].type == "ASSAULT";
}

uint32_t last_told(const Draft& d, const Event& e, uint32_t token) {
    uint32_t last = e.sentences.front();
    for (const uint32_t s : e.sentences)
        if (s <= d.tree.sentence(token)) last = std::max(last, s);
    return last;
}

bool acts_for_itself(const Event& e) {
    return std::any_of(e.fills.begin(), e.fills.end(),
                       [](const Fill& f) { return f.role == "actor" || f.role == "instrument"; });
}

// Sentences between a word and the last telling of an event before it, as a score.
double nearness(const Draft& d, const Event& e, uint32_t token) {
    return -1.0 * (d.tree.sentence(token) - std::min(last_told(d, e, token), d.tree.sentence(token)));
}

// The most that `standing`, and what a word has in common with an event, can add to its nearness.
constexpr double kMostStanding = 1, kMostInCommon = 6 + 2 + 3 + 2;
constexpr double kFarthestResult = 4;  // below, a result without its own anchor is of no event told before

// How well an event fits as what a word at `token` means, by all but the word's own particulars.
double standing(const Draft& d, const Event& e, uint32_t token) {
    double score = nearness(d, e, token);
    if (e.anaphoric) score -= 3;
    if (e.time && e.time->basis.empty()) score += 1;
    if (further_deed(d, e) || second_one(d, e)) score -= 2;
    if (aside(d, e)) score -= 1;
    if (long_ago(d, e)) score -= 3;
    if (e.series) score -= 3;
    if (e.sign && !acts_for_itself(e)) score -= 1;
    const Speech* speech = d.speech_over(e.trigger, e.trigger);
    if (speech && speech->speaker && speech->speaker->kind == "armed-group") score -= 2;
    return score;
}

// "Meanwhile, …", "In another development, …": what follows is not of what was told before it.
bool turns_away(const Draft& d, uint32_t sentence) {
    const TokenSpan span = d.report.sentences[sentence].tokens;
    const auto at = [&](uint32_t n, std::initializer_list<std::string_view> words) {
        return span.begin + n < span.end && d.tree.is(span.begin + n, words);
    };
    if (at(0, {"meanwhile", "elsewhere", "separately", "earlier"})) return true;
    return at(0, {"in"}) && at(1, {"another", "other", "a"}) &&
           (at(1, {"another", "other"}) || at(2, {"separate", "different", "related", "similar"})) &&
           (at(2, {"development", "developments", "incident", "incidents", "attack", "attacks", "action", "actions",
                   "case", "event", "violence"}) ||
            at(3, {"incident", "attack", "development", "case", "event"}));
}

// The last sentence up to `sentence` that turns away; 0 where none does, no further back than a result can reach.
uint32_t last_turn(const Draft& d, uint32_t sentence) {
    constexpr auto kReach = static_cast<uint32_t>(kFarthestResult + kMostStanding + kMostInCommon);
    for (uint32_t s = sentence; s > 0 && sentence - s <= kReach; --s)
        if (turns_away(d, s)) return s;
    return 0;
}

bool can_be_meant(const Event& e) {
    return e.part_of < 0 && e.modality.polarity != "negated" && (!e.sign || acts_for_itself(e));
}

}  // namespace

bool same_root(std::string_view a, std::string_view b) {
    const size_t n = std::min<size_t>({a.size(), b.size(), 5});
    return n >= 4 && a.substr(0, n) == b.substr(0, n) && !a.starts_with("explo");
}

int event_meant(const Draft& d, int telling, const std::function<bool(const Event&, const Event&)>& contradicts) {
    const Event& e = d.events[telling];
    const std::string lemma = d.words.lemma(e.trigger);
    const bool noun = d.tree.noun(e.trigger);
    const bool plural = e.count && e.count->low.value_or(1) > 1;
    const auto det = noun ? d.tree.child(e.trigger, {Dep::Det}) : std::nullopt;
    const bool shown = det && d.tree.is(*det, {"that", "this"});
    const uint32_t turn = e.sign && !e.anaphoric ? last_turn(d, d.tree.sentence(e.trigger)) : 0;
    const auto score_of = [&](const Event& before) -> std::optional<double> {
        if (last_told(d, before, e.trigger) < turn) return {};
        if (before.type != e.type || !can_be_meant(before) || contradicts(e, before)) return {};
        if (e.type != "ASSAULT" && !same_root(lemma, d.words.lemma(before.trigger))) return {};
        const bool many = before.count && before.count->low.value_or(1) > 1;
        if ((before.series && !plural) || (!plural && many && before.count->best.value_or(2) != 1)) return {};
        const bool two_places = e.place && before.place && e.place->id != before.place->id &&
                                e.place->kind == PlaceKind::Facility && before.place->kind == PlaceKind::Facility;
        if (e.sign && !e.anaphoric && two_places) return {};
        // "On Tuesday blasts were heard at the depot": its own day and place are not those of a raid told without.
        const bool own = e.sign && !e.anaphoric && e.place && e.place->kind == PlaceKind::Facility &&
                         e.place->basis.empty() && e.time && e.time->basis.empty();
        if (own && !before.time && !(before.place && before.place->id == e.place->id)) return {};
        double score = standing(d, before, e.trigger);
        if (e.place && before.place && e.place->id == before.place->id) score += 6;
        if (e.time && before.time && e.time->value.substr(0, 10) == before.time->value.substr(0, 10)) score += 2;
        if (noun && same_root(lemma, d.words.lemma(before.trigger))) score += 3;
        if (shown) score += nearness(d, before, e.trigger);  // "that killing": the one told last
        if (noun && killing(lemma)) score += takes_victims(before, "killed") ? 2 : -3;
        // A result without its own anchor belongs to what was told just before.
        if (e.sign && !e.anaphoric && score < -kFarthestResult) return {};
        return score;
    };
    // Of equal ones the first told wins. The nearest are weighed first, so that most of a long report cannot win.
    double best = -1e9;
    int found = -1;
    for (int k = telling; k-- > 0;) {
        const int w = d.whole(k);
        if (w == telling || nearness(d, d.events[w], e.trigger) + kMostStanding + kMostInCommon < best) continue;
        const std::optional<double> score = w == found ? best : score_of(d.events[w]);
        if (!score || *score < best) continue;
        // "At least sixty were hurt": of what was told last, where two fit as well.
        const bool keeps = found >= 0 && *score == best && e.sign && !e.anaphoric &&
                           d.tree.sentence(d.events[found].trigger) > d.tree.sentence(d.events[w].trigger);
        if (!keeps) best = *score, found = w;
    }
    return found;
}

int event_before(const Draft& d, uint32_t token) {
    double best = -1e9;
    int found = -1;
    for (size_t i = d.events.size(); i-- > 0;) {  // of equal ones the last told wins
        const int w = d.whole(static_cast<int>(i));
        const Event& e = d.events[w];
        if (d.events[i].trigger >= token || e.type != "ASSAULT" || !can_be_meant(e) || e.series ||
            e.modality.polarity != "affirmed" || one_of(e.modality.phase, {"planned", "threatened", "hypothetical"}))
            continue;
        if (nearness(d, e, token) + kMostStanding + 0.001 <= best) continue;
        const double score = standing(d, e, token) + 0.001 * d.events[i].trigger / (1.0 + token);
        if (score > best) best = score, found = w;
    }
    return found;
}

namespace {

// "The attacks on a school and a charity, which killed nine": the attacks did, for what they hit kills nobody.
int event_of_which(const Draft& d, const Event& e) {
    const Tree& tree = d.tree;
    if (!e.sign || tree.dep(e.trigger) != Dep::Relcl || tree.passive(e.trigger)) return -1;
    const auto which = tree.child(e.trigger, {Dep::Nsubj});
    if (!which || !tree.is(*which, {"which", "that"})) return -1;
    uint32_t at = tree.head(e.trigger);
    const Agent* hit = d.words.agent(at);
    if (d.event_at(at) >= 0 || hit == nullptr ||
        !one_of(hit->kind, {"facility", "vehicle", "organisation", "company", "media", "civilians", "party"}))
        return -1;
    for (int steps = 0; steps < 6 && !tree.root(at); ++steps) {
        const Dep dep = tree.dep(at);
        if (dep != Dep::Conj && dep != Dep::Pobj && dep != Dep::Prep && dep != Dep::Appos) return -1;
        at = tree.head(at);
        if (!tree.noun(at)) continue;
        const int found = d.event_at(at);
        if (found >= 0 && d.events[found].type == "ASSAULT") return found;
    }
    return -1;
}

}  // namespace

int event_of_subject(const Draft& d, int event) {
    const Event& e = d.events[event];
    if (!d.tree.verb(e.trigger)) return -1;
    if (const int told = event_of_which(d, e); told >= 0 && d.whole(told) != event) return told;
    for (const uint32_t s : logical_subjects(d.tree, e.trigger)) {
        int at = d.event_at(s);
        if (at < 0)
            if (const auto noun = d.entities.antecedent(s)) at = d.event_at(*noun);
        if (at >= 0 && d.events[at].type == "ASSAULT" && !d.events[at].match->frame->light && d.whole(at) != event)
            return at;
    }
    return -1;
}

bool says_of_another(const Tree& tree, uint32_t noun) {
    if (!tree.noun(noun) || tree.dep(noun) != Dep::Attr || !tree.is(tree.head(noun), {"was", "is", "be", "been", "'s"}))
        return false;
    const auto subject = tree.child(tree.head(noun), {Dep::Nsubj});
    if (!subject) return false;
    if (tree.is(*subject, {"it", "this", "that"})) return true;
    const auto det = tree.child(*subject, {Dep::Det});
    return det && tree.is(*det, {"the", "this", "that"});
}

}  // namespace tallybook
