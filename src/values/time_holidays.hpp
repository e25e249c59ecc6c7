// Days with a name: Christian feasts by computus, Islamic ones by the tabular calendar (which may be a day off the
// announced date), civil ones of the countries that the reports most often come from.
#pragma once

#include <cstdint>
#include <string>

#include "values/number_atoms.hpp"

namespace tallybook {

// A feast or a day with a name.
struct Holiday {
    const char* name;  // lower-case words
    enum class Rule : uint8_t {
        Fixed,
        NthWeekday,
        Easter,
        OrthodoxEaster,
        Islamic,
        IslamicMonth,
        AnyEid,  // "Eid" alone: the end of the fast or the feast of sacrifice, whichever is nearer
        Persian,
        Jewish,    // days after the new year
        Passover,  // days after it
        Diwali,
        Election
    } rule;
    int a = 0, b = 0,
        c = 0;  // month, day | month, weekday, nth | days after Easter | month, day; c: days that it lasts
    const char* day_part = nullptr;
};

// The longest holiday whose name begins at i, and one past its last atom.
struct HolidayRead {
    const Holiday* holiday = nullptr;
    uint32_t end = 0;
};
HolidayRead read_holiday(const Atoms& atoms, uint32_t i);

// The days that a feast covers in a year, as numbers of calendar::number_of: of an Islamic one with a day on either
// side, since the moon is watched for; of the others the day itself, or as many as it lasts.
struct HolidayDays {
    int64_t first, last;
};
HolidayDays holiday_days(const Holiday& holiday, int year);

// The value of a holiday in a year: a day or, for a month of fasting, YYYY-MM-DD of its first day.
std::string holiday_value(const Holiday& holiday, int year);

}  // namespace tallybook
