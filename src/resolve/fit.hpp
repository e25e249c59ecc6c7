// Whether an incident is one of those that a tally counts: what, when, where, and to or by whom.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "resolve/incident.hpp"

namespace tallybook {

class TallyFit {
public:
    // Borrows both; `window` is the tally's, both ends known.
    TallyFit(const ToldTally& tally, DayRange window, const std::vector<Incident>& incidents);

    // Maybe: at a base, and nobody says whom it hit; the best and the highest count hold it, the lowest does not.
    enum class Answer { No, Maybe, Yes };
    Answer operator()(const Incident& incident) const;

private:
    bool in_place(const Incident& incident) const;
    bool by_actor(const Incident& incident) const;
    Answer to_recipient(const Incident& incident) const;

    const ToldTally& tally_;
    DayRange window_;
    std::set<std::string> known_places_;  // facilities where the record has the recipient attacked
};

// The effect words that incidents count ("killed", "injured"); empty for a PLOVER type, nothing for anything else.
std::optional<std::string> counted_effect(const ToldTally& tally);

}  // namespace tallybook
