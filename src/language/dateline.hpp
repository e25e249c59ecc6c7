// "CAIRO, March 3 (Agency) -- ": the line of place, date and agency that opens a report of a news agency. It becomes a
// sentence of its own; left in the first sentence, the networks take it for the subject of what follows. Private to the
// splitter.
#pragma once

#include <cstddef>
#include <string_view>

namespace tallybook {

// Where the dateline at the begin of this paragraph ends (behind its dash, and behind a marker such as "[TEXT]"); 0
// where there is none. Certain only with an agency in brackets, or a comma and a date, or a place in capitals over
// mixed case; a colon ends one too where the place stands alone ("KAMPALA: "), in copy without capitals any word that
// is no usual speaker's.
size_t dateline_end(std::string_view paragraph, bool lower_case);

}  // namespace tallybook
