// Days as numbers, and ranges of them. Incidents and windows are compared by whole local days; the hour, where one is
// told, is compared apart. Dates outside the four-digit years of the record format are unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tallybook {

using Day = int32_t;  // days since 1970-01-01

// From "YYYY-MM-DD" and anything behind it; nothing where the text is no date.
std::optional<Day> day_of(std::string_view text);
std::string day_text(Day day);  // "2023-12-08"

// The first and last day that "2023-12", "2023", "2023-W49", "2023-12-08T04:00" or "2023-12-08" can mean.
struct DayRange {
    std::optional<Day> first, last;

    bool known() const { return first && last; }
    int days() const { return known() ? *last - *first + 1 : 0; }
    bool touches(const DayRange& other) const;  // false where either is unknown
    bool operator==(const DayRange&) const = default;
};
DayRange days_of(std::string_view value);

std::optional<int> minute_of(std::string_view value);  // minute of the day of "…Thh:mm"

// "3 to 9 November 2023", "8 December 2023"
std::string days_text(Day first, Day last);

}  // namespace tallybook
