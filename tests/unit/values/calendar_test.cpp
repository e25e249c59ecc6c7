#include "values/calendar.hpp"

#include <gtest/gtest.h>

namespace tallybook::calendar {
namespace {

TEST(Calendar, DaysAndNumbersAreInverse) {
    for (int64_t n = -1200000; n < 1200000; n += 37) EXPECT_EQ(number_of(day_of(n)), n);
    EXPECT_EQ(number_of({1970, 1, 1}), 0);
    EXPECT_EQ(number_of({2000, 2, 29}), 11016);
}

TEST(Calendar, WeekdaysFollowEachOther) {
    EXPECT_EQ(weekday({2023, 12, 10}), 7);
    EXPECT_EQ(weekday({1970, 1, 1}), 4);
    for (int64_t n = -800000; n < 800000; n += 1001) EXPECT_EQ(weekday(day_of(n + 1)), weekday(day_of(n)) % 7 + 1);
}

TEST(Calendar, IsoWeeks) {
    EXPECT_EQ(iso_week({2023, 12, 10}), (IsoWeek{2023, 49}));
    EXPECT_EQ(iso_week({2021, 1, 3}), (IsoWeek{2020, 53}));
    EXPECT_EQ(iso_week({2018, 12, 31}), (IsoWeek{2019, 1}));
    EXPECT_EQ(monday_of({2023, 49}), (Day{2023, 12, 4}));
    EXPECT_EQ(plus_weeks({2020, 53}, 1), (IsoWeek{2021, 1}));
    for (int64_t n = 0; n < 20000; n += 13) {
        const Day monday = monday_of(iso_week(day_of(n)));
        EXPECT_EQ(weekday(monday), 1);
        EXPECT_LE(number_of(monday), n);
        EXPECT_GT(number_of(monday) + 7, n);
    }
}

TEST(Calendar, MonthsAreCutToTheirLength) {
    EXPECT_EQ(plus_months({2023, 1, 31}, 1), (Day{2023, 2, 28}));
    EXPECT_EQ(plus_months({2024, 1, 31}, 1), (Day{2024, 2, 29}));
    EXPECT_EQ(plus_months({2023, 3, 15}, -15), (Day{2021, 12, 15}));
    EXPECT_EQ(plus_months({2023, 12, 1}, 1), (Day{2024, 1, 1}));
}

TEST(Calendar, FeastDays) {
    EXPECT_EQ(easter(2023), (Day{2023, 4, 9}));
    EXPECT_EQ(easter(2000), (Day{2000, 4, 23}));
    EXPECT_EQ(orthodox_easter(2023), (Day{2023, 4, 16}));
    EXPECT_EQ(nth_weekday(2023, 11, 4, 4), (Day{2023, 11, 23}));
    EXPECT_EQ(nth_weekday(2023, 5, 1, -1), (Day{2023, 5, 29}));
    EXPECT_EQ(from_islamic(1444, 9, 1), (Day{2023, 3, 23}));
    EXPECT_EQ(islamic_year({2023, 3, 23}), 1444);
}

TEST(Calendar, FeastsOfOtherCalendars) {
    EXPECT_EQ(from_persian(1357, 11, 22), (Day{1979, 2, 11}));
    EXPECT_EQ(from_persian(1403, 1, 1), (Day{2024, 3, 20}));
    EXPECT_EQ(from_persian(1402, 1, 1), (Day{2023, 3, 21}));
    EXPECT_EQ(from_persian(1399, 12, 30), (Day{2021, 3, 20}));
    EXPECT_EQ(rosh_hashanah(1973), (Day{1973, 9, 27}));
    EXPECT_EQ(rosh_hashanah(2023), (Day{2023, 9, 16}));
    EXPECT_EQ(rosh_hashanah(2024), (Day{2024, 10, 3}));
    EXPECT_EQ(passover(2024), (Day{2024, 4, 23}));
    EXPECT_EQ(passover(2019), (Day{2019, 4, 20}));
    EXPECT_EQ(diwali(2016), (Day{2016, 10, 30}));
    EXPECT_EQ(diwali(2020), (Day{2020, 11, 14}));
    EXPECT_EQ(diwali(2025), (Day{2025, 10, 20}));
    EXPECT_EQ(days_in_islamic_month(1445, 12), 30);
    EXPECT_EQ(days_in_islamic_month(1445, 2), 29);
}

TEST(Calendar, ParsesWholeDatesOnly) {
    EXPECT_EQ(parse("2023-12-08"), (Day{2023, 12, 8}));
    for (const char* text : {"2023-12", "2023-13-01", "2023-02-29", "2023-12-8", "2023/12/08", "20231208",
                             "2023-12-08T04:00", "x023-12-08"})
        EXPECT_FALSE(parse(text)) << text;
}

TEST(Calendar, YearsBeforeOurEra) {
    EXPECT_EQ(format({0, 3, 1}), "BC0001-03-01");
    EXPECT_EQ(format({-145, 1, 1}), "BC0146-01-01");
    EXPECT_EQ(format({79, 8, 24}), "0079-08-24");
}

}  // namespace
}  // namespace tallybook::calendar
