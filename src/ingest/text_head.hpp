// What the first lines of a report say about the report itself: its day and its outlet. Only forms that leave no doubt
// are read (a dateline with a year, a line that is nothing but a date, an agency's slug); a wrong publication day would
// shift every "Friday" of the report, no day only leaves them open.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tallybook {

struct HeadDate {
    std::string day;    // YYYY-MM-DD
    const char* basis;  // "dateline" or "text"
};

// "BAGHDAD, Dec. 10, 2023 –", "BOGOTA, 3 Jan 90 (AGENCY) --"; "Published: 10 December 2023" on a line of its own.
std::optional<HeadDate> date_of_head(std::string_view text);

// "Shafaq News/ ", "BAGHDAD (AP) —".
std::optional<std::string> outlet_of_head(std::string_view text);

}  // namespace tallybook
