// Times: the days that a value covers, the two clocks of a report, what never changes a value.
#include "values/time.hpp"

#include <gtest/gtest.h>

#include <random>

#include "number_report.hpp"
#include "values/calendar.hpp"

namespace tallybook {
namespace {

using testing::report_of;

Report read(const char* text, const char* published = "2023-12-10") {
    Report report = report_of(text, published);
    read_times(report);
    return report;
}

std::vector<std::string> values(const Report& report) {
    std::vector<std::string> out;
    for (const TimeValue& time : report.times) out.push_back(time.value);
    return out;
}

struct Days {
    const char* text;
    const char* earliest;
    const char* latest;
};

constexpr Days kDays[] = {
    {"It fell on Friday.", "2023-12-08", "2023-12-08"},
    {"It fell early on Friday.", "2023-12-08T00:00", "2023-12-08T08:59"},
    {"It fell late on Friday.", "2023-12-08T17:00", "2023-12-08T23:59"},
    {"It fell at about 3 a.m. on Thursday.", "2023-12-07T03:00", "2023-12-07T03:59"},
    {"It fell at 04:20 on Friday.", "2023-12-08T04:20", "2023-12-08T04:20"},
    {"It fell at midnight on Friday.", "2023-12-09T00:00", "2023-12-09T00:00"},
    {"It fell on Friday night.", "2023-12-08T18:00", "2023-12-09T05:59"},
    {"It fell on Friday morning.", "2023-12-08T00:00", "2023-12-08T11:59"},
    {"It fell last week.", "2023-11-27", "2023-12-03"},
    {"It fell last weekend.", "2023-12-02", "2023-12-03"},
    {"It fell in February 2024.", "2024-02-01", "2024-02-29"},
    {"It fell in mid-October.", "2023-10-11", "2023-10-20"},
    {"It fell in early October.", "2023-10-01", "2023-10-10"},
    {"It fell at the end of October.", "2023-10-21", "2023-10-31"},
    {"It fell in 2014.", "2014-01-01", "2014-12-31"},
    {"It fell in early 2014.", "2014-01-01", "2014-04-30"},
    {"It fell in mid-2014.", "2014-05-01", "2014-08-31"},
    {"It fell in the second half of 2014.", "2014-07-01", "2014-12-31"},
    {"It fell in the fourth quarter of 2014.", "2014-10-01", "2014-12-31"},
    {"It fell in the winter of 2014.", "2014-12-01", "2015-02-28"},
    {"It fell in the 1990s.", "1990-01-01", "1999-12-31"},
    {"It fell in the late 1990s.", "1996-01-01", "1999-12-31"},
    {"It fell in the 19th century.", "1800-01-01", "1899-12-31"},
    {"It fell in 146 BC.", "BC0146-01-01", "BC0146-12-31"},
    {"It fell recently.", "", ""},
    {"It falls every day.", "", ""},
    {"It fell for two days.", "", ""},
};

TEST(Times, DaysThatAValueCovers) {
    for (const Days& c : kDays) {
        const Report report = read(c.text);
        ASSERT_EQ(report.times.size(), 1u) << c.text;
        EXPECT_EQ(report.times[0].earliest, c.earliest) << c.text;
        EXPECT_EQ(report.times[0].latest, c.latest) << c.text;
    }
}

TEST(Times, TokensOfASpan) {
    const Report report = read("The post was hit at about 3 a.m. on Thursday, they said.");
    ASSERT_EQ(report.times.size(), 1u);
    EXPECT_EQ(report.slice(*report.times[0].span), "about 3 a.m. on Thursday");
    EXPECT_EQ(*report.times[0].tokens, (TokenSpan{5, 10}));
}

TEST(Times, WithoutAPublicationDate) {
    const Report report =
        read("On 8 December and on Friday rockets fell; nothing had happened since last week or recently.", nullptr);
    EXPECT_EQ(values(report), (std::vector<std::string>{"XXXX-12-08", "XXXX-WXX-5", "PAST_REF", "PAST_REF"}));
}

TEST(Times, NarrativeGoesOnFromTheDayToldLast) {
    const Report report = read(
        "A mine went off on 2 May 2019. The next day the road was shut. A week later it was open. That year 40 mines "
        "were found.");
    EXPECT_EQ(values(report), (std::vector<std::string>{"2019-05-02", "2019-05-03", "2019-W19", "2019"}));
}

TEST(Times, AWindowDoesNotMoveTheStory) {
    const Report report = read("On Friday the base was hit, the 84th attack since Oct. 17. The same day a drone fell.");
    EXPECT_EQ(values(report), (std::vector<std::string>{"2023-12-08", "2023-10-17", "2023-12-08"}));
}

TEST(Times, HistoryIsToldByItsOwnYears) {
    const Report report = read(
        "In 1862 the fort was built. In June the town burned. Two months later the king fled. On 3 September he was "
        "caught. The "
        "next day he was tried. The treaty of 1790 was torn up. In December a truce was signed. In January fighting "
        "went on. By 1863 "
        "all was lost. In 1864 and 1866 the walls were mended. Nothing had changed since 1840.");
    EXPECT_EQ(values(report), (std::vector<std::string>{"1862", "1862-06", "1862-08", "1862-09-03", "1862-09-04",
                                                        "1790", "1862-12", "1863-01", "1863", "1864", "1866", "1840"}));
}

TEST(Times, EntriesOfALivePageAreOfItsDay) {
    const Report report =
        read("Yesterday two drones fell.\n09:10 Three drones fell at the base.\nThey fell on Friday at 07:00.");
    EXPECT_EQ(values(report),
              (std::vector<std::string>{"2023-12-09", "2023-12-10T09:10", "2023-12-08", "2023-12-08T07:00"}));
}

TEST(Times, WeekdayAndDateTellTheYear) {
    EXPECT_EQ(values(read("It was said on Monday, Feb. 12.", "2023-12-10")), std::vector<std::string>{"2024-02-12"});
    EXPECT_EQ(values(read("It was said on Monday, Feb. 13.", "2023-12-10")), std::vector<std::string>{"2023-02-13"});
}

TEST(Times, UpperCaseCopy) {
    const Report report = read("THE CONVOY MAY MARCH ON FRIDAY 8 DECEMBER. IT WAS HIT IN MARCH AT 0439 LOCAL.");
    EXPECT_EQ(values(report), (std::vector<std::string>{"2023-12-08", "2023-03", "2023-12-08T04:39"}));
}

// A sentence that was not analysed must give the same values: nothing here may look at tags or trees.
TEST(Times, TagsChangeNothing) {
    const char* text = "The rebels may march in May, said the Sun on Sunday. They will fall back by Friday night.";
    const Report plain = read(text);
    Report tagged = report_of(text);
    for (Token& token : tagged.tokens) token.tag = "NN", token.dep = "dep", token.lemma = "x";
    for (Sentence& sentence : tagged.sentences) sentence.analysed = true;
    read_times(tagged);
    ASSERT_EQ(plain.times.size(), tagged.times.size());
    EXPECT_EQ(values(plain), values(tagged));
}

TEST(Times, SortedAndApartOnAnyText) {
    constexpr const char* kWords[] = {"the",
                                      "first",
                                      "of",
                                      "May",
                                      "12",
                                      "2014",
                                      "-",
                                      "to",
                                      "and",
                                      "4",
                                      "a.m.",
                                      "Friday",
                                      "last",
                                      "week",
                                      "two",
                                      "ago",
                                      "night",
                                      "'",
                                      "s",
                                      "quarter",
                                      "1990s",
                                      ",",
                                      ".",
                                      "in",
                                      "mid-",
                                      "half",
                                      "year",
                                      "BC",
                                      "00:61",
                                      "31",
                                      "every",
                                      "0400",
                                      "GMT",
                                      "a",
                                      "hundred",
                                      "09/11/01",
                                      "Easter",
                                      "\xE2\x80\x93",
                                      "\xC3\xA9t\xC3\xA9",
                                      "\xFF",
                                      "since",
                                      "next",
                                      "day"};
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const size_t length = 1 + random() % 24;
        for (size_t i = 0; i < length; ++i) {
            text += kWords[random() % std::size(kWords)];
            if (random() % 4) text += ' ';
        }
        Report report = report_of(text, round % 3 ? "2023-12-10" : nullptr);
        read_times(report);
        uint32_t end = 0;
        for (const TimeValue& time : report.times) {
            EXPECT_GE(time.span->begin, end) << text;
            EXPECT_LT(time.span->begin, time.span->end) << text;
            EXPECT_LE(time.span->end, report.text().size()) << text;
            EXPECT_LT(time.tokens->begin, time.tokens->end) << text;
            EXPECT_EQ(time.earliest.empty(), time.latest.empty()) << text;
            end = time.span->end;
        }
    }
}

TEST(Times, NothingOfNothing) {
    Report empty;
    read_times(empty);
    EXPECT_TRUE(empty.times.empty());
    EXPECT_TRUE(read("").times.empty());
}

}  // namespace
}  // namespace tallybook
