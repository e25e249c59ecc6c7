// Whether somebody stands in an act of force who can act or suffer in the news at all. One question for all types of
// force: a river that captures streets, a battalion of robots, "you" of a handbook and the A and B of an exam are not
// the people of a report, whatever verb goes with them.
#pragma once

#include "coding/draft.hpp"

namespace tallybook {

// False where who does the event, or to whom it is done, is a figure of speech or of an example.
bool worldly(const Draft& draft, const Event& event);

// A flood, a quake or a disease in the token's sentence or one of so many on either side; and no attack there.
bool among_disasters(const Draft& draft, uint32_t token, uint32_t around);

}  // namespace tallybook
