// Anchoring of time expressions, shared by the files that implement it. Two clocks run through a report: the
// publication date ("yesterday", "last week", a weekday, a month without a year) and the narrative, the date told last
// ("the next day", "two weeks later", "that month"). A report that mostly gives years of its own tells history: there
// even months and "last year" go by the narrative. Internal to the values folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "values/calendar.hpp"
#include "values/time_expression.hpp"

namespace tallybook {

bool looks_back(TimeRelation relation);
bool looks_ahead(TimeRelation relation);
bool by_narrative(TimeRelation relation);

// One report's expressions, in text order. Holds references; used once.
class TimeAnchoring {
public:
    TimeAnchoring(const Atoms& atoms, const Report& report, std::vector<TimeExpression>& expressions);
    void run();

private:
    using E = TimeExpression;
    using Rel = TimeRelation;
    using Day = calendar::Day;
    enum class Grain : uint8_t { None, Year, Quarter, Season, Month, Week, Day };

    // A date told: as much of it as is known.
    struct Told {
        Day day;
        Grain grain = Grain::None;
        int hour = -1, minute = 0;

        bool has(Grain g) const { return grain >= g; }
    };

    // time_anchor.cpp: the report, clocks, weekdays, calendar dates
    void judge_style();
    void share_years();
    size_t day_behind(size_t index) const;
    void anchor(size_t index);
    void clock(E& e);
    void weekday(E& e);
    void calendar_date(E& e);
    void holiday(E& e, int year);
    void any_eid(E& e, int year);
    static void week_of_month(E& e, int year);
    void span_of_duration(E& e) const;
    void full_day(E& e, int year);
    static void without_year(E& e);
    bool opens_paragraph(const E& e) const;
    bool goes_on(const E& e) const;
    bool opens_sentence(const E& e) const;
    void set_day(E& e, Day day);
    void set_quarter(E& e, int year, int quarter);
    void add_time(E& e);
    void tell(const Told& told, const E& e);
    void give_year(const E& e, int year);

    // time_shift.cpp: units moved from an anchor
    void unit(E& e);
    static void unanchored(E& e);
    void hours(E& e, const Told& base, int64_t shift);
    void days(E& e, const Told& base, int64_t shift);
    void weeks(E& e, const Told& base, int64_t shift);
    void months_or_longer(E& e, const Told& base, int64_t shift);
    void months(E& e, const Told& base, int64_t shift);
    void quarters(E& e, const Told& base, int64_t shift);
    void years(E& e, const Told& base, int64_t shift);
    bool quarter_is_near() const;

    // time_year.cpp: the year of what was told without one
    std::optional<int> infer_year(const E& e) const;
    std::optional<int> base_year() const;
    std::optional<int> history_year(const E& e) const;
    int news_year(const E& e) const;
    std::optional<int> background_year(const E& e) const;
    static int position(const E& e, Day day);
    static int position_told(const E& e, int year);

    const Atoms& atoms_;
    const Report& report_;
    std::vector<E>& expressions_;
    std::vector<bool> done_;
    std::optional<Day> published_;
    bool history_ = false;
    bool chronicle_ = false;  // tells past days one after the other, with weekday and number
    Told told_, told_day_;    // the last date, and the last that was a day
    std::optional<Day> d_day_;
    bool day_was_told_ = false;
    uint32_t told_sentence_ = 0, told_day_sentence_ = 0;
    std::optional<Day> quarter_;  // first day of the quarter told last
    uint32_t quarter_sentence_ = 0;
    std::optional<uint32_t> sentence_;  // where the anchoring is
    std::optional<int> sentence_year_;  // a year that this sentence gave, and the atom behind it
    uint32_t sentence_year_end_ = 0;

    static constexpr uint32_t kSameClause = 12;  // atoms
};

}  // namespace tallybook
