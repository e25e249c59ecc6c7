// Whether an event is told as history although no year stands beside it: by an anniversary ("the 80th anniversary of
// the siege"), by an age ("twenty years after", "it is thirty years since"), or by people and things of the past
// (Romans, muskets, monks' skeletons). A time that the report gives the event itself says more than such company.
#pragma once

#include <vector>

#include "coding/draft.hpp"

namespace tallybook {

bool bygone(const Draft& draft, const Event& event);

// Its own day lies weeks before the report's: no news of the report, and what is told next is not of that day.
bool long_ago(const Draft& draft, const Event& event);

// Marks as historic the attacks of months ago in a report that tells of one of these days.
void mark_background(const Report& report, std::vector<Mention>& mentions);

}  // namespace tallybook
