// A time expression as it was read, before it is anchored: what the words say and no more. The grammar makes these
// from atoms alone (never from tags or trees, so that a sentence that was not analysed reads the same); the anchoring
// turns them into values, in text order, with the publication date and the dates told before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/values.hpp"
#include "values/number_atoms.hpp"
#include "values/time_holidays.hpp"

namespace tallybook {

// Which one of several: "last March", "this week", "the previous day".
enum class TimeRelation : uint8_t {
    None,
    This,       // of the publication: this, current
    Last,       // of the publication: last, past
    Next,       // of the publication: next, coming
    Same,       // of the narrative: that, the same, the
    Previous,   // of the narrative: the previous
    Following,  // of the narrative: the following, the next
    Ago,        // amount before the publication
    Ahead,      // amount after the publication: from now, hence
    Earlier,    // amount before the narrative: earlier, before, previously
    Later       // amount after the narrative: later, afterwards
};

struct TimeAmount {
    int64_t whole = 0;
    int numerator = 0, denominator = 1;
    bool unknown = false;  // several, a few, the plural alone
};

struct TimeExpression {
    enum class Kind : uint8_t {
        Calendar,  // the fields year … century, with relation
        Weekday,
        Unit,      // relation and unit: "last week", "that day"; with amount: "two days ago"
        Clock,     // a time of day alone
        Duration,  // amount of unit
        Literal    // value is ready: PAST_REF, P1D of "daily"
    };

    uint32_t begin = 0, end = 0;  // atoms
    Kind kind = Kind::Literal;
    Timex timex = Timex::Date;
    TimeRelation relation = TimeRelation::None;

    std::optional<int> year;  // 0 is 1 BC
    int month = 0, day = 0;
    int weekday = 0;
    int quarter = 0, half = 0;
    std::optional<int> decade;   // 199: the 1990s
    std::optional<int> century;  // 19: the 20th century
    bool bc = false;
    const char* season = nullptr;
    const Holiday* holiday = nullptr;
    bool article_only = false;    // "the year": less sure than "that year"
    bool two_digit_year = false;  // the century is to be guessed

    TimeUnit unit = TimeUnit::None;
    TimeAmount amount;
    TimeRelation year_relation = TimeRelation::None;  // "the third quarter of last year"

    int hour = -1, minute = -1, second = -1;
    const char* day_part = nullptr;
    enum class Hours : uint8_t { All, Dawn, Dusk, Small } hours = Hours::All;  // of the part of the day
    bool utc = false;
    std::optional<int> zone_hours;    // east of Greenwich, where the text gives another zone than UTC
    bool day_of_publication = false;  // a time of day whose day nothing told
    bool bare_hour = false;           // "10 p.m.": no minutes were written

    std::string value;  // of a Literal, and of each once it is anchored
    const char* mod = "";
    TimeValue::Bound bound = TimeValue::Bound::None;
    int week_of_month = 0;  // "the first week of May"; -1: the last
    bool d_day = false;     // "D+3": counted from the day told last, which stays
    int shift_days = 0;     // "the eve of": -1
    int64_t first_day = 0,
            last_day = 0;  // days since 1970 that it covers, where `days_given`: a month of another calendar …
    bool days_given = false;
    bool is_set = false;  // "every Friday", "Tuesday nights": the value is a pattern
    bool future = false;  // its clause looks ahead
    bool past = false;
    bool placed = false;                // behind "on", "in" …: when it happened, not "the Jan. 14 deadline"
    std::optional<uint32_t> copy_from;  // index of the expression that gives month and year: "between 6 and 8 May"
};

// In text order, not overlapping, not anchored.
// `day_first`: what 03/04/2021 means where the text itself does not tell.
std::vector<TimeExpression> find_time_expressions(const Atoms& atoms, bool day_first);

// Fills `value`, and corrects `timex`. `published`: YYYY-MM-DD or empty.
void anchor_time_expressions(const Atoms& atoms, const Report& report, std::vector<TimeExpression>& expressions);

// Values of years (0 is 1 BC), of the decade and the century of a year, and of periods: "1990", "BC0146", "199", "19",
// "P2W".
std::string time_year(int year);
std::string time_decade(int year);
std::string time_century(int year);
std::string time_period(TimeUnit unit, const TimeAmount& amount);

// First and last moment that a TIMEX3 value covers ("2023-12-08T04:00" to "…T04:59"), narrowed by the modifier; both
// empty where the value has none (durations, sets, PAST_REF).
struct TimeBounds {
    std::string earliest, latest;
};
TimeBounds bounds_of(const TimeExpression& expression);

}  // namespace tallybook
