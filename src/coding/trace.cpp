#include "coding/trace.hpp"

#include <algorithm>
#include <iterator>

namespace tallybook {
namespace {

struct Reason {
    std::string_view code, text;
};

// In the order of Why.
constexpr Reason kReasons[] = {
    {"other-kind", "rules know this word only as another part of speech"},
    {"premodifier", "a participle in front of a noun is no event"},
    {"auxiliary", "an auxiliary starts no rule"},
    {"no-rule-fits", "no rule fits"},
    {"exception", "an exception wins"},
    {"part-of", "only makes up the meaning of another word"},
    {"governed", "the word above tells it"},
    {"light-alone", "a light verb without an event"},
    {"carried", "a light verb: all that it tells is its event's"},
    {"joined-to", "tells of the event that another word leads"},
    {"fiction", "set in a work of fiction"},
    {"drill", "set in an exercise"},
    {"sport", "set on a playing field"},
    {"actor-cannot", "who does it is nobody and nothing that can attack"},
    {"patient-cannot", "what it is done to cannot be attacked"},
    {"industrial", "it can blow up by itself"},
    {"harmless-means", "the means is no weapon"},
    {"nothing-proven", "neither who does it nor what it is done to is known as somebody who fights or can be hit"},
    {"figurative", "a word that is as often said of words, prices and goals, and nothing speaks for violence"},
    {"cause-implausible", "what caused it is judged no violence"},
    {"implausible", "judged no violence"},
    {"accident", "the sentences around tell of an accident, a storm or a disease"},
    {"points-back", "points back to an event that was not found"},
    {"sign-alone", "a result or sign of an event, without anybody"},
    {"nobody-named", "tells neither of anybody nor of both a place and a time"},
    {"not-said", "not said, only tried, threatened, asked or supposed"},
    {"no-speaker", "nobody is found who says it"},
    {"no-partner", "nobody is found with whom"},
    {"voice-of-above", "a report without a speaker of its own"},
    {"among-firms", "business among companies"},
    {"description", "describes somebody and says nothing of its own"},
    {"no-content", "nothing is said"},
    {"no-event-inside", "what is said holds no event"},
    {"said-better", "another statement of the same speaker says more"},
    {"inner-report", "a report within a report"},
};
static_assert(std::size(kReasons) == static_cast<size_t>(Why::InnerReport) + 1);

}  // namespace

std::string_view code_of(Why why) {
    return kReasons[static_cast<size_t>(why)].code;
}
std::string_view text_of(Why why) {
    return kReasons[static_cast<size_t>(why)].text;
}

void Trace::note(uint32_t token, Why why, std::optional<uint32_t> other) {
    std::vector<Note>& here = notes[token];
    const bool there =
        std::any_of(here.begin(), here.end(), [&](const Note& n) { return n.why == why && n.other == other; });
    if (!there) here.push_back({token, why, other});
}

std::span<const Trial> Trace::trials_at(uint32_t token) const {
    const auto before = [](const Trial& t, uint32_t at) { return t.token < at; };
    const auto first = std::lower_bound(trials.begin(), trials.end(), token, before);
    return {first, std::lower_bound(first, trials.end(), token + 1, before)};
}

std::span<const Note> Trace::notes_at(uint32_t token) const {
    const auto found = notes.find(token);
    return found == notes.end() ? std::span<const Note>{} : std::span<const Note>(found->second);
}

const Trial* Trace::winner_at(uint32_t token) const {
    for (const Trial& t : trials_at(token))
        if (t.end == Trial::End::Won) return &t;
    return nullptr;
}

}  // namespace tallybook
