// Sentences and the times read in them. Published on Sunday, 10 December 2023. A time is written
// "its words = TYPE value MOD since|until"; several are parted by " | ".
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "number_report.hpp"
#include "values/time.hpp"

namespace tallybook {
namespace {

struct Case {
    const char* text;
    const char* times;
};

// clang-format off

// Days
constexpr Case kDays[] = {
    {"The convoy was shelled on Friday.", "Friday = DATE 2023-12-08"},
    {"On Tuesday the rebels took the bridge.", "Tuesday = DATE 2023-12-05"},
    {"The council will meet on Tuesday.", "Tuesday = DATE 2023-12-12"},
    {"The hearing is scheduled for Thursday.", "Thursday = DATE 2023-12-14"},
    {"He spoke on Sunday.", "Sunday = DATE 2023-12-10"},
    {"They attacked the post last Friday.", "last Friday = DATE 2023-12-08"},
    {"Talks resume next Monday.", "next Monday = DATE 2023-12-11"},
    {"A truce begins this Wednesday.", "this Wednesday = DATE 2023-12-13"},
    {"He was freed early on Friday.", "early on Friday = DATE 2023-12-08 START"},
    {"The raid began late on Thursday.", "late on Thursday = DATE 2023-12-07 END"},
    {"The shooting started on Wednesday, Dec. 6.", "Wednesday, Dec. 6 = DATE 2023-12-06"},
    {"Clashes broke out on Monday, 4 December 2023.", "Monday, 4 December 2023 = DATE 2023-12-04"},
    {"The day before, a mine had gone off.", "The day before = DATE 2023-12-09"},
    {"The next day the road was closed.", "The next day = DATE 2023-12-11"},
    {"It happened earlier today, Sunday.", "earlier today = DATE 2023-12-10 | Sunday = DATE 2023-12-10"},
    {"Police searched the house the day before yesterday.", "the day before yesterday = DATE 2023-12-08"},
    {"The verdict is due the day after tomorrow.", "the day after tomorrow = DATE 2023-12-12"},
    {"The attack took place on 3 March.", "3 March = DATE 2023-03-03"},
    {"The attack took place on 3 March 2021.", "3 March 2021 = DATE 2021-03-03"},
    {"The attack took place on March 3, 2021.", "March 3, 2021 = DATE 2021-03-03"},
    {"He was born on the 3rd of March 1990.", "the 3rd of March 1990 = DATE 1990-03-03"},
    {"The law passed on 14th July 2019.", "14th July 2019 = DATE 2019-07-14"},
    {"The base was hit on Oct. 17.", "Oct. 17 = DATE 2023-10-17"},
    {"That same day he was freed.", "That same day = DATE 2023-12-10"},
    {"Three days ago a bomb went off.", "Three days ago = DATE 2023-12-07"},
    {"A mortar hit the school on 2 December. Two days later the clinic was hit.", "2 December = DATE 2023-12-02 | Two days later = DATE 2023-12-04"},
    {"The strike began on 1 November. A week later it was over.", "1 November = DATE 2023-11-01 | A week later = DATE 2023-W45"},
    {"On 5 May 2019 he was seized. The following month he was sold.", "5 May 2019 = DATE 2019-05-05 | The following month = DATE 2019-06"},
    {"On 2023-11-05 the list was published.", "2023-11-05 = DATE 2023-11-05"},
    {"The letter is dated 03/04/2021.", "03/04/2021 = DATE 2021-03-04"},
    {"The letter is dated 25/04/2021.", "25/04/2021 = DATE 2021-04-25"},
    {"The letter is dated 12.10.2023.", "12.10.2023 = DATE 2023-10-12"},
    {"They vowed revenge on Christmas Eve.", "Christmas Eve = DATE 2022-12-24"},
    {"Easter 2022 was calm.", "Easter 2022 = DATE 2022-04-17"},
    {"Raids stopped during Ramadan 2023.", "Ramadan 2023 = DATE 2023-03-23"},
    {"Talks resumed after Eid al-Fitr 2023.", "Eid al-Fitr 2023 = DATE 2023-04-22"},
    {"The truce covers Thanksgiving 2023.", "Thanksgiving 2023 = DATE 2023-11-23"},
    {"On the 7th the guns fell silent.", "the 7th = DATE 2023-12-07"},
    {"He was due to appear on 20 December.", "20 December = DATE 2023-12-20"},
    {"She said on Monday that the talks had failed.", "Monday = DATE 2023-12-04"},
    {"The group said it would strike on Monday.", "Monday = DATE 2023-12-11"},
    {"The statement, issued Thursday, named no one.", "Thursday = DATE 2023-12-07"},
    {"The ceasefire that began on 24 November ended on Friday.", "24 November = DATE 2023-11-24 | Friday = DATE 2023-12-08"},
    {"On June 14, 1985, a plane was seized.", "June 14, 1985 = DATE 1985-06-14"},
    {"The dead were buried the same day.", "the same day = DATE 2023-12-10"},
    {"The rally is planned for 1 May next year.", "1 May next year = DATE 2024-05-01"},
    {"No one has been charged as of today.", "today = DATE 2023-12-10"},
    {"The mission ends on Dec. 31, 2025.", "Dec. 31, 2025 = DATE 2025-12-31"},
};

// Months, years, weeks, seasons, decades
constexpr Case kPeriods[] = {
    {"The clinic opened in August 2023.", "August 2023 = DATE 2023-08"},
    {"Fighting flared in August.", "August = DATE 2023-08"},
    {"He may resign in May.", "May = DATE 2024-05"},
    {"Soldiers march through the town in March.", "March = DATE 2024-03"},
    {"Floods came in early September 2022.", "early September 2022 = DATE 2022-09 START"},
    {"He left at the end of November.", "the end of November = DATE 2023-11 END"},
    {"The camp closed in late 2021.", "late 2021 = DATE 2021 END"},
    {"Shells landed in the middle of June.", "the middle of June = DATE 2023-06 MID"},
    {"The siege began at the start of the year.", "the start of the year = DATE 2023 START"},
    {"The first half of 2022 was calm.", "The first half of 2022 = DATE 2022-H1"},
    {"The second half of last year was not.", "The second half of last year = DATE 2022-H2"},
    {"In 2014 the group seized the city.", "2014 = DATE 2014"},
    {"The 1998 accord ended the war.", "1998 = DATE 1998"},
    {"In the 1990s the valley was a battlefield.", "the 1990s = DATE 199"},
    {"In the early 1980s it was a farm.", "the early 1980s = DATE 198 START"},
    {"The mid-1970s were worse.", "The mid-1970s = DATE 197 MID"},
    {"He fought in the '80s.", "the '80s = DATE 198"},
    {"The fort dates from the 18th century.", "the 18th century = DATE 17"},
    {"A nineteenth-century wall stood there.", "nineteenth-century = DATE 18"},
    {"The temple fell in 146 BC.", "146 BC = DATE BC0146"},
    {"The town burned in AD 79.", "AD 79 = DATE 0079"},
    {"The third quarter of 2022 was quiet.", "The third quarter of 2022 = DATE 2022-Q3"},
    {"Output fell in the third quarter.", "the third quarter = DATE 2023-Q3"},
    {"The fourth-quarter report was late.", "fourth-quarter = DATE 2023-Q4"},
    {"In Q3 2023 the number doubled.", "Q3 2023 = DATE 2023-Q3"},
    {"Rains come in the spring of 2024.", "the spring of 2024 = DATE 2024-SP"},
    {"They fled in the summer of 2015.", "the summer of 2015 = DATE 2015-SU"},
    {"The offensive of last winter failed.", "last winter = DATE 2022-WI"},
    {"Prices rose last summer.", "last summer = DATE 2023-SU"},
    {"Snow is expected this winter.", "this winter = DATE 2023-WI"},
    {"In autumn 2022 the front moved.", "autumn 2022 = DATE 2022-FA"},
    {"Thousands left last year.", "last year = DATE 2022"},
    {"The year before, hundreds had left.", "The year before = DATE 2022"},
    {"They will return next year.", "next year = DATE 2024"},
    {"Raids rose this month.", "this month = DATE 2023-12"},
    {"The office closed last month.", "last month = DATE 2023-11"},
    {"It will reopen next month.", "next month = DATE 2024-01"},
    {"Strikes doubled last week.", "last week = DATE 2023-W48"},
    {"Talks go on this week.", "this week = DATE 2023-W49"},
    {"A new round is set for next week.", "next week = DATE 2023-W50"},
    {"The weekend was calm.", "The weekend = DATE 2023-W49-WE"},
    {"Clashes are likely next weekend.", "next weekend = DATE 2023-W50-WE"},
    {"The following week the court ruled.", "The following week = DATE 2023-W50"},
    {"That year no one was tried.", "That year = DATE 2023"},
    {"The group was founded a decade ago.", "a decade ago = DATE 2013"},
    {"The post was lost two weeks ago.", "two weeks ago = DATE 2023-W47"},
    {"The pact was signed six months ago.", "six months ago = DATE 2023-06"},
    {"Five years ago the two sides met.", "Five years ago = DATE 2018"},
    {"Nineteen ninety-six was a good year.", "Nineteen ninety-six = DATE 1996"},
    {"The fiscal year 2022 ended badly.", "The fiscal year 2022 = DATE 2022"},
    {"The week of March 6 was the worst.", "The week of March 6 = DATE 2023-W10"},
    {"Gunmen shot him in January.", "January = DATE 2023-01"},
    {"Five men were tried in the spring.", "the spring = DATE 2023-SP"},
    {"Two weeks earlier a bridge had been blown up.", "Two weeks earlier = DATE 2023-W47"},
    {"The rebels, formed in the late 1960s, laid down arms in 2016.", "the late 1960s = DATE 196 END | 2016 = DATE 2016"},
    {"Both sides met in Geneva in early October.", "early October = DATE 2023-10 START"},
    {"He returned a month and a half later.", "a month and a half later = DATE 2024-01"},
    {"About 1910 the fort was sold.", "About 1910 = DATE 1910 APPROX"},
    {"The first quarter was the worst.", "The first quarter = DATE 2023-Q1"},
};

// Times of day
constexpr Case kClock[] = {
    {"Two guards died Friday night.", "Friday night = TIME 2023-12-08TNI"},
    {"He arrived yesterday morning.", "yesterday morning = TIME 2023-12-09TMO"},
    {"The curfew starts tomorrow evening.", "tomorrow evening = TIME 2023-12-11TEV"},
    {"Gunfire was heard last night.", "last night = TIME 2023-12-09TNI"},
    {"The minister left this morning.", "this morning = TIME 2023-12-10TMO"},
    {"Rockets fell overnight.", "overnight = TIME 2023-12-09TNI"},
    {"The post was hit at 3 a.m.", "3 a.m. = TIME 2023-12-10T03:00"},
    {"The post was hit at about 3 a.m. on Thursday.", "about 3 a.m. on Thursday = TIME 2023-12-07T03:00 APPROX"},
    {"The post was hit at 4:30 p.m. on 6 December.", "4:30 p.m. on 6 December = TIME 2023-12-06T16:30"},
    {"Sirens sounded at 04:30.", "04:30 = TIME 2023-12-10T04:30"},
    {"Sirens sounded at 16:45 local time on Thursday.", "16:45 local time on Thursday = TIME 2023-12-07T16:45"},
    {"The plane landed at 1700 GMT.", "1700 GMT = TIME 2023-12-10T17:00Z"},
    {"Guns opened up at 0400 local time.", "0400 local time = TIME 2023-12-10T04:00"},
    {"The shelling stopped at noon on Saturday.", "noon on Saturday = TIME 2023-12-09T12:00"},
    {"It began at midnight.", "midnight = TIME 2023-12-10T24:00"},
    {"They met at half past nine.", "half past nine = TIME 2023-12-10T09:30"},
    {"The bomb went off at 9 o'clock in the morning.", "9 o'clock in the morning = TIME 2023-12-10T09:00"},
    {"At 5 p.m. EST, Dec. 8, the order came.", "5 p.m. EST, Dec. 8 = TIME 2023-12-08T17:00"},
    {"FROM 080400ZDEC23 ALL UNITS HOLD.", "080400ZDEC23 = TIME 2023-12-08T04:00Z"},
    {"A blast was heard at 10:35 a.m. (0735 GMT) Friday.", "10:35 a.m. = TIME 2023-12-08T10:35 | 0735 GMT = TIME 2023-12-08T07:35Z | Friday = DATE 2023-12-08"},
    {"The raid came in the early hours of Friday.", "the early hours of Friday = TIME 2023-12-08TMO START"},
    {"He was shot on the night of 7 December.", "the night of 7 December = TIME 2023-12-07TNI"},
    {"They attacked on the morning of 31 January 2015.", "the morning of 31 January 2015 = TIME 2015-01-31TMO"},
    {"That evening the roads were empty.", "That evening = TIME 2023-12-10TEV"},
    {"The next morning the village was gone.", "The next morning = TIME 2023-12-11TMO"},
    {"They move only at night.", "night = TIME XXXX-XX-XXTNI"},
    {"Hours later he was dead.", "Hours later = TIME 2023-12-10TXX"},
    {"The convoy left at dawn on Thursday.", "dawn on Thursday = TIME 2023-12-07TMO"},
    {"By Friday evening the fire was out.", "Friday evening = TIME 2023-12-08TEV until"},
    {"The bus was stopped at around 7:15 p.m.", "around 7:15 p.m. = TIME 2023-12-10T19:15 APPROX"},
    {"The quake hit at 03:15:40 UTC.", "03:15:40 UTC = TIME 2023-12-10T03:15:40Z"},
    {"A drone crashed at 2 a.m. on 30 November.", "2 a.m. on 30 November = TIME 2023-11-30T02:00"},
    {"The order came at noon.", "noon = TIME 2023-12-10T12:00"},
};

// Durations
constexpr Case kDurations[] = {
    {"The siege lasted more than a year.", "more than a year = DURATION P1Y MORE_THAN"},
    {"It was the worst toll in a single day.", "a single day = DURATION P1D"},
    {"They held out for at least three weeks.", "at least three weeks = DURATION P3W EQUAL_OR_MORE"},
    {"Repairs took about two hours.", "about two hours = DURATION PT2H APPROX"},
    {"He was held for less than a month.", "less than a month = DURATION P1M LESS_THAN"},
    {"The road was shut for nearly two years.", "nearly two years = DURATION P2Y APPROX"},
    {"Fuel will last up to ten days.", "up to ten days = DURATION P10D EQUAL_OR_LESS"},
    {"They waited half an hour.", "half an hour = DURATION PT30M"},
    {"He served two and a half years.", "two and a half years = DURATION P2Y6M"},
    {"The walk takes 2 1/2 hours.", "2 1/2 hours = DURATION PT2H30M"},
    {"The truce held for a year and a half.", "a year and a half = DURATION P1Y6M"},
    {"The flight took an hour and a half.", "an hour and a half = DURATION PT1H30M"},
    {"A four-day strike began.", "four-day = DURATION P4D"},
    {"The two-hour battle left three dead.", "two-hour = DURATION PT2H"},
    {"The 12-year war goes on.", "12-year = DURATION P12Y"},
    {"They fought for several months.", "several months = DURATION PXM"},
    {"After a few days they gave up.", "a few days = DURATION PXD"},
    {"For decades nobody asked.", "decades = DURATION PXY"},
    {"The decades-long feud ended.", "decades-long = DURATION PXY"},
    {"A month-long siege followed.", "month-long = DURATION P1M"},
    {"In the past 24 hours nine men died.", "the past 24 hours = DURATION PT24H"},
    {"In the last two weeks the front moved.", "the last two weeks = DURATION P2W"},
    {"Over the next three days aid will come.", "the next three days = DURATION P3D"},
    {"The coming weeks will be hard.", "The coming weeks = DURATION PXW"},
    {"In recent weeks raids have grown.", "recent weeks = DURATION PXW"},
    {"The first two months were calm.", "The first two months = DURATION P2M"},
    {"Another two years passed.", "Another two years = DURATION P2Y"},
    {"The camp gets 40 loaves a day.", "a day = DURATION P1D"},
    {"October 7-9 were days of mourning.", "October 7 = DATE 2023-10-07 since | 9 = DATE 2023-10-09 until | days = DURATION PXD"},
    {"A minute later the second rocket hit.", "A minute later = DURATION PT1M"},
    {"The radio fell silent ten minutes later.", "ten minutes later = DURATION PT10M"},
    {"The site has been closed for the past three years.", "the past three years = DURATION P3Y"},
    {"There were three attacks within a week.", "a week = DURATION P1W"},
    {"In the coming days the list will be published.", "the coming days = DURATION PXD"},
};

// What opens or closes a window
constexpr Case kWindows[] = {
    {"They have been hit 84 times since Oct. 17.", "Oct. 17 = DATE 2023-10-17 since"},
    {"The offer stands until Jan. 5.", "Jan. 5 = DATE 2024-01-05 until"},
    {"The vote must be held by 31 January.", "31 January = DATE 2024-01-31 until"},
    {"Nothing moved until mid-October.", "mid-October = DATE 2023-10 MID until"},
    {"Since 2014 the group has grown.", "2014 = DATE 2014 since"},
    {"By 2030 the port will be ready.", "2030 = DATE 2030 until"},
    {"Between 3 and 5 March 2022 the bridge was hit.", "3 = DATE 2022-03-03 since | 5 March 2022 = DATE 2022-03-05 until"},
    {"From 6 to 8 December the road was shut.", "6 = DATE 2023-12-06 since | 8 December = DATE 2023-12-08 until"},
    {"From Monday to Wednesday shops were shut.", "Monday = DATE 2023-12-04 since | Wednesday = DATE 2023-12-06 until"},
    {"From 1939-45 the yard built ships.", "1939 = DATE 1939 since | 45 = DATE 1945 until"},
    {"Between May and July 2021 there was peace.", "May = DATE 2021-05 since | July 2021 = DATE 2021-07 until"},
    {"The war of 1980–88 cost many lives.", "1980 = DATE 1980 since | 88 = DATE 1988 until"},
    {"Since the year two thousand the river has been dry.", "the year two thousand = DATE 2000 since"},
    {"By year-end the camp will be shut.", "year-end = DATE 2023 END until"},
    {"He has been in jail since March 2020.", "March 2020 = DATE 2020-03 since"},
    {"He has been in jail since last March.", "last March = DATE 2023-03 since"},
    {"The army entered the town in the night of 12 to 13 November.", "12 = DATE 2023-11-12 | 13 November = DATE 2023-11-13 until"},
    {"Thousands fled between January and March.", "January = DATE 2024-01 since | March = DATE 2023-03 until"},
    {"The ban applies from 1 December onwards.", "1 December = DATE 2023-12-01 since"},
    {"The meeting was moved from Tuesday to Thursday.", "Tuesday = DATE 2023-12-05 since | Thursday = DATE 2023-12-07 until"},
    {"The mandate runs until mid-2024.", "mid-2024 = DATE 2024 MID until"},
    {"Fighting went on through the weekend.", "the weekend = DATE 2023-W49-WE until"},
};

// What comes again and again
constexpr Case kSets[] = {
    {"The post is shelled every day.", "every day = SET P1D"},
    {"The market opens each Thursday.", "each Thursday = SET XXXX-WXX-4"},
    {"The council meets every two weeks.", "every two weeks = SET P2W"},
    {"A patrol passes twice a week.", "twice a week = SET P1W"},
    {"He prays five times a day.", "five times a day = SET P1D"},
    {"They hold rallies on Fridays.", "Fridays = SET XXXX-WXX-5"},
    {"Weekly protests go on.", "Weekly = SET P1W"},
    {"A daily curfew is in force.", "daily = SET P1D"},
    {"Checks take place every other month.", "every other month = SET P2M"},
    {"Every Friday they march.", "Every Friday = SET XXXX-WXX-5"},
};

// Now, before, after
constexpr Case kReferences[] = {
    {"Several years ago it was a market.", "Several years ago = DATE PAST_REF"},
    {"In recent years the valley has been calm.", "recent years = DATE PAST_REF"},
    {"The army is now in control.", "now = DATE PRESENT_REF"},
    {"The road is currently shut.", "currently = DATE PRESENT_REF"},
    {"He recently fled.", "recently = DATE PAST_REF"},
    {"A recent raid failed.", "recent = DATE PAST_REF"},
    {"In the past he denied it.", "the past = DATE PAST_REF"},
    {"They fear for the future.", "the future = DATE FUTURE_REF"},
    {"The country is at war at present.", "at present = DATE PRESENT_REF"},
    {"These days few dare to speak.", "These days = DATE PRESENT_REF"},
    {"In the near future nothing will change.", "the near future = DATE FUTURE_REF"},
    {"He had left months earlier.", "months earlier = DATE PAST_REF"},
};

// What looks like a time and is none
constexpr Case kNothing[] = {
    {"The patrol came under fire on Sat. and withdrew.", ""},
    {"The Sun reported nothing new.", ""},
    {"March on the palace, they shouted.", ""},
    {"May he rest in peace.", ""},
    {"The 2,014 prisoners were moved.", ""},
    {"Some 2014 prisoners were moved.", ""},
    {"Resolution 1701 was adopted unanimously.", ""},
    {"The flight carried 2023 passengers.", ""},
    {"The fall of the city was swift.", ""},
    {"A 27-year-old man was shot.", ""},
    {"The boy was 12 years old.", ""},
    {"He is 30 years of age.", ""},
    {"The second soldier fell.", ""},
    {"Attacks fell in the third week of the war.", ""},
    {"Patrols continue throughout the day.", ""},
};

// clang-format on

std::string written(const Report& report) {
    std::string out;
    for (const TimeValue& time : report.times) {
        if (!out.empty()) out += " | ";
        out += fmt::format("{} = {} {}", report.slice(*time.span), name_of(time.timex),
                           time.value.empty() ? "null" : time.value);
        if (!time.mod.empty()) out += " " + time.mod;
        if (time.bound == TimeValue::Bound::Since) out += " since";
        if (time.bound == TimeValue::Bound::Until) out += " until";
    }
    return out;
}

template <size_t N>
void check(const Case (&cases)[N]) {
    for (const Case& c : cases) {
        Report report = testing::report_of(c.text);
        read_times(report);
        EXPECT_EQ(written(report), c.times) << c.text;
    }
}

TEST(TimeCases, Days) {
    check(kDays);
}
TEST(TimeCases, Periods) {
    check(kPeriods);
}
TEST(TimeCases, Clock) {
    check(kClock);
}
TEST(TimeCases, Durations) {
    check(kDurations);
}
TEST(TimeCases, Windows) {
    check(kWindows);
}
TEST(TimeCases, Sets) {
    check(kSets);
}
TEST(TimeCases, References) {
    check(kReferences);
}
TEST(TimeCases, Nothing) {
    check(kNothing);
}

}  // namespace
}  // namespace tallybook
