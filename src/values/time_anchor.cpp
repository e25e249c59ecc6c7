#include "values/time_anchor.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace tallybook {

TimeAnchoring::TimeAnchoring(const Atoms& atoms, const Report& report, std::vector<E>& expressions)
    : atoms_(atoms), report_(report), expressions_(expressions) {
    if (report.published) published_ = calendar::parse(std::string_view(*report.published).substr(0, 10));
    judge_style();
    share_years();
    if (published_) told_ = told_day_ = {*published_, Grain::Day};
    if (history_) told_ = told_day_ = {};
}

void TimeAnchoring::run() {
    done_.assign(expressions_.size(), false);
    for (size_t i = 0; i < expressions_.size(); ++i) {
        if (const size_t day = day_behind(i); day > i) anchor(day);
        anchor(i);
    }
}

// A report tells history where most of its dates bring a year that is not the publication's.
void TimeAnchoring::judge_style() {
    int far = 0, near = 0;
    for (const E& e : expressions_) {
        if (e.kind == E::Kind::Calendar && e.year) {
            far += !published_ || std::abs(*e.year - published_->year) > 1;
        } else if (e.kind == E::Kind::Weekday) {
            near += 1;
        } else if (e.kind == E::Kind::Unit && e.amount.whole == 1 && !by_narrative(e.relation)) {
            near += 1;
        }
    }
    history_ = far >= 6 && far > near * 3;
    const auto paired = std::count_if(expressions_.begin(), expressions_.end(), [](const E& e) {
        return e.kind == E::Kind::Calendar && e.weekday && e.day && !e.year;
    });
    chronicle_ = paired >= 2;
}

// A calendar of past days ("Wednesday, 4 May: …; Thursday, 5th: …. On Friday …") goes on from day to day; its weekdays
// follow the day told last, as long as that is more than a week back.
bool TimeAnchoring::goes_on(const E& e) const {
    constexpr int kWeek = 7;
    return chronicle_ && published_ && e.relation == Rel::None && told_day_.grain == Grain::Day &&
           calendar::plus_days(told_day_.day, kWeek) < *published_;
}

// "from March to May 1940": the first takes the year of the second.
void TimeAnchoring::share_years() {
    for (size_t k = expressions_.size(); k-- > 1;) {
        E& first = expressions_[k - 1];
        const E& second = expressions_[k];
        if (first.kind != E::Kind::Calendar || second.kind != E::Kind::Calendar || first.year || !second.year ||
            second.two_digit_year)
            continue;
        if (first.relation != Rel::None || first.year_relation != Rel::None || second.begin - first.end > 1) continue;
        if (!first.month && !first.season && !first.quarter) continue;
        if (second.begin > first.end && !atoms_.is_any(first.end, {"to", "and", "or", "through", "until", "till"}) &&
            !atoms_.is_mark(first.end, '-'))
            continue;
        if (!second.month && !second.season && !second.quarter) continue;
        first.year = first.month > second.month && second.month ? *second.year - 1 : *second.year;
    }
}

// "10:35 a.m. (0735 GMT) Friday": the day that stands a few words behind a clock time; else its own index.
size_t TimeAnchoring::day_behind(size_t index) const {
    constexpr uint32_t kGap = 4;  // atoms
    size_t k = index;
    while (expressions_[k].kind == E::Kind::Clock && k + 1 < expressions_.size() &&
           expressions_[k + 1].begin - expressions_[k].end <= kGap &&
           atoms_.same_sentence(expressions_[k].begin, expressions_[k + 1].begin))
        ++k;
    const E& e = expressions_[k];
    const bool day = e.kind == E::Kind::Weekday || (e.kind == E::Kind::Calendar && e.day) ||
                     (e.kind == E::Kind::Unit && e.unit == TimeUnit::Day && !e.amount.unknown);
    return day && e.hour < 0 && e.timex != Timex::Set ? k : index;
}

void TimeAnchoring::anchor(size_t index) {
    if (done_[index]) return;
    done_[index] = true;
    E& e = expressions_[index];
    if (!sentence_ || *sentence_ != atoms_[e.begin].sentence) {
        sentence_ = atoms_[e.begin].sentence;
        sentence_year_.reset();
    }
    switch (e.kind) {
        case E::Kind::Literal:
            return;
        case E::Kind::Duration:
            e.value = time_period(e.unit, e.amount);
            span_of_duration(e);
            return;
        case E::Kind::Clock:
            clock(e);
            return;
        case E::Kind::Weekday:
            weekday(e);
            return;
        case E::Kind::Unit:
            unit(e);
            return;
        case E::Kind::Calendar:
            calendar_date(e);
            return;
    }
}

// "In the past 72 hours", "over the next three days": the days are known, counted from the publication.
void TimeAnchoring::span_of_duration(E& e) const {
    if (!published_ || history_ || e.amount.unknown || e.amount.numerator || e.amount.whole > 1000 ||
        (e.relation != Rel::Last && e.relation != Rel::Next))
        return;
    const int n = static_cast<int>(e.amount.whole) * (e.relation == Rel::Last ? -1 : 1);
    Day end = *published_;
    switch (e.unit) {
        case TimeUnit::Hour:
            end = calendar::plus_days(end, n < 0 ? -((-n + 23) / 24) : (n + 23) / 24);
            break;
        case TimeUnit::Day:
            end = calendar::plus_days(end, n);
            break;
        case TimeUnit::Week:
            end = calendar::plus_days(end, n * 7);
            break;
        case TimeUnit::Month:
            end = calendar::plus_months(end, n);
            break;
        case TimeUnit::Year:
            end = calendar::plus_months(end, n * 12);
            break;
        default:
            return;
    }
    e.days_given = true;
    e.first_day = std::min(calendar::number_of(end), calendar::number_of(*published_));
    e.last_day = std::max(calendar::number_of(end), calendar::number_of(*published_));
}

void TimeAnchoring::set_day(E& e, Day day) {
    day = calendar::plus_days(day, e.shift_days);
    e.value = calendar::format(day);
    tell({day, Grain::Day}, e);
    add_time(e);
}

void TimeAnchoring::add_time(E& e) {
    if (e.hour >= 0) {
        e.value += fmt::format("T{:02}:{:02}", e.hour, std::max(e.minute, 0));
        if (e.second >= 0) e.value += fmt::format(":{:02}", e.second);
        if (e.utc) e.value += "Z";
        if (e.zone_hours) e.value += fmt::format("{}{:02}:00", *e.zone_hours < 0 ? '-' : '+', std::abs(*e.zone_hours));
        e.timex = Timex::Time;
        told_day_.hour = e.hour;
        told_day_.minute = std::max(e.minute, 0);
    } else if (e.day_part) {
        e.value += fmt::format("T{}", e.day_part);
        e.timex = Timex::Time;
    }
}

void TimeAnchoring::tell(const Told& told, const E& e) {
    // "since Oct. 17" is one end of a window, not where the story stands.
    if (e.is_set || (e.bound == TimeValue::Bound::Since && !history_)) return;
    told_ = told;
    told_sentence_ = atoms_[e.begin].sentence;
    if (told.grain == Grain::Day) {
        told_day_ = told;
        day_was_told_ = true;
        told_day_sentence_ = atoms_[e.begin].sentence;
    }
    if (told.grain == Grain::Quarter) quarter_ = told.day;
}

void TimeAnchoring::clock(E& e) {
    constexpr uint32_t kNear = 2;  // sentences
    std::optional<Day> day;
    if (told_day_.grain == Grain::Day) day = told_day_.day;
    const bool stale = *sentence_ - told_day_sentence_ > kNear || opens_paragraph(e);
    if (!history_ && published_ && stale) {
        day = published_;
        e.day_of_publication = true;
    }
    e.value = day ? calendar::format(*day) : "XXXX-XX-XX";
    // "In 1974 … at dawn": some day of that year.
    const bool day_here = day_was_told_ && told_day_sentence_ == *sentence_;
    const bool of_a_year = sentence_year_ && published_ && *sentence_year_ < published_->year && !day_here;
    if (of_a_year) e.value = time_year(*sentence_year_) + "-XX-XX";
    add_time(e);
}

// "09:10 - Two drones …": the entry of a live page.
bool TimeAnchoring::opens_paragraph(const E& e) const {
    if (e.begin == 0) return true;
    const uint32_t here = atoms_[e.begin].sentence, before = atoms_[e.begin - 1].sentence;
    if (here == before || here >= report_.sentences.size()) return false;
    return report_.sentences[here].paragraph != report_.sentences[before].paragraph;
}

void TimeAnchoring::weekday(E& e) {
    const bool narrative = history_ || by_narrative(e.relation) || goes_on(e);
    const std::optional<Day> base =
        narrative ? (told_day_.grain == Grain::Day ? std::optional(told_day_.day) : std::nullopt) : published_;
    if (!base) {
        e.value = fmt::format("XXXX-WXX-{}", e.weekday);
        if (e.day_part) add_time(e);
        return;
    }
    const int ahead = (e.weekday - calendar::weekday(*base) + 7) % 7;  // 0–6 days to the next one, today included
    int shift = 0;
    if (looks_back(e.relation))
        shift = ahead - 7;
    else if (looks_ahead(e.relation))
        shift = ahead == 0 ? 7 : ahead;
    else if (e.relation == Rel::This)
        shift = e.past && ahead ? ahead - 7 : ahead;
    else if (e.relation == Rel::Same)
        shift = ahead <= 3 ? ahead : ahead - 7;
    else if (narrative)
        shift = ahead;
    else
        shift = e.future || ahead == 0 ? ahead : ahead - 7;
    set_day(e, calendar::plus_days(*base, shift));
}

void TimeAnchoring::set_quarter(E& e, int year, int quarter) {
    e.value = fmt::format("{}-Q{}", time_year(year), quarter);
    quarter_ = Day{year, quarter * 3 - 2, 1};
    quarter_sentence_ = sentence_.value_or(0);
}

void TimeAnchoring::calendar_date(E& e) {
    if (e.decade) {
        e.value = fmt::format("{}{:03}", e.bc ? "BC" : "", *e.decade);
        return;
    }
    if (e.century) {
        e.value = fmt::format("{}{:02}", e.bc ? "BC" : "", *e.century);
        return;
    }
    const bool given = e.year.has_value();
    if (e.two_digit_year) {
        const int around = base_year().value_or(2000);
        int year = around / 100 * 100 + *e.year;
        if (year > around + 20) year -= 100;
        e.year = year;
    }
    if (!e.year) e.year = infer_year(e);
    if (!e.year) {
        without_year(e);
        return;
    }
    if (given) give_year(e, *e.year);
    const int year = *e.year;
    if (e.holiday) {
        holiday(e, year);
    } else if (e.day) {
        full_day(e, year);
    } else if (e.month) {
        e.value = fmt::format("{}-{:02}", time_year(year), e.month);
        if (e.week_of_month) week_of_month(e, year);
        tell({{year, e.month, 1}, Grain::Month}, e);
    } else if (e.quarter) {
        set_quarter(e, year, e.quarter);
        if (given) tell({{year, e.quarter * 3 - 2, 1}, Grain::Quarter}, e);
    } else if (e.half) {
        e.value = fmt::format("{}-H{}", time_year(year), e.half);
    } else if (e.season) {
        e.value = fmt::format("{}-{}", time_year(year), e.season);
        if (given || history_) tell({{year, 1, 1}, Grain::Year}, e);
    } else {
        e.value = time_year(year);
        if (!history_ || opens_sentence(e) || told_.grain <= Grain::Year) tell({{year, 1, 1}, Grain::Year}, e);
    }
}

// "Eid" alone: of the feasts around the publication the last one, or the next where the sentence looks ahead.
void TimeAnchoring::any_eid(E& e, int year) {
    static constexpr Holiday kFeasts[] = {{"eid al - fitr", Holiday::Rule::Islamic, 10, 1},
                                          {"eid al - adha", Holiday::Rule::Islamic, 12, 10}};
    const Day around = published_ && !history_ ? *published_ : told_.day;
    const int64_t now = calendar::number_of(around);
    int64_t best = 1000;
    for (int y = year - 1; y <= year + 1; ++y) {
        for (const Holiday& feast : kFeasts) {
            const int64_t away = holiday_days(feast, y).first + 1 - now;
            const int64_t cost = e.future ? (away >= 0 ? away : 500 - away) : (away <= 1 ? -away : 500 + away);
            if (cost >= best) continue;
            best = cost;
            e.holiday = &feast;
            e.year = y;
        }
    }
}

void TimeAnchoring::holiday(E& e, int year) {
    if (e.holiday->rule == Holiday::Rule::AnyEid) {
        any_eid(e, year);
        year = *e.year;
    }
    e.value = holiday_value(*e.holiday, year);
    const HolidayDays days = holiday_days(*e.holiday, year);
    const bool one_of_days = e.day != 0 && e.holiday->rule == Holiday::Rule::IslamicMonth;
    if (one_of_days) e.shift_days += static_cast<int>(e.day > 0 ? e.day - 1 : days.last - days.first - 2);
    if (e.shift_days) {
        if (const auto day = calendar::parse(std::string_view(e.value).substr(0, 10)))
            e.value = calendar::format(calendar::plus_days(*day, e.shift_days));
    }
    e.days_given = true;
    e.first_day = days.first + e.shift_days;
    e.last_day = (one_of_days ? days.first + 2 : days.last) + e.shift_days;
    if (const auto day = calendar::parse(std::string_view(e.value).substr(0, 10))) {
        if (e.unit == TimeUnit::Week) {
            const auto week = calendar::iso_week(*day);
            e.value = fmt::format("{:04}-W{:02}", week.year, week.week);
        }
        tell({*day, Grain::Day}, e);
    }
    if (e.holiday->day_part)
        e.timex = Timex::Time;
    else
        add_time(e);
}

// Weeks of a month are counted by sevens from its first day, the last one from its last.
void TimeAnchoring::week_of_month(E& e, int year) {
    const int64_t first = calendar::number_of({year, e.month, 1});
    const int64_t last = first + calendar::days_in_month(year, e.month) - 1;
    e.days_given = true;
    e.first_day = e.week_of_month < 0 ? last - 6 : std::min(first + (e.week_of_month - 1) * 7, last);
    e.last_day = std::min(e.first_day + 6, last);
}

void TimeAnchoring::full_day(E& e, int year) {
    int month = e.month;
    if (!month) month = told_.has(Grain::Month) ? told_.day.month : published_ ? published_->month : 0;
    if (!month || e.day > calendar::days_in_month(year, month)) {
        e.value = fmt::format("{}-XX-{:02}", time_year(year), e.day);
        return;
    }
    const Day day{year, month, e.day};
    if (e.unit == TimeUnit::Week || e.unit == TimeUnit::Weekend) {
        const auto week = calendar::iso_week(day);
        e.value = fmt::format("{}-W{:02}{}", time_year(week.year), week.week, e.unit == TimeUnit::Weekend ? "-WE" : "");
        tell({day, Grain::Day}, e);
        return;
    }
    set_day(e, day);
}

void TimeAnchoring::without_year(E& e) {
    if (e.month && e.day)
        e.value = fmt::format("XXXX-{:02}-{:02}", e.month, e.day);
    else if (e.month)
        e.value = fmt::format("XXXX-{:02}", e.month);
    else if (e.season)
        e.value = fmt::format("XXXX-{}", e.season);
    else if (e.quarter)
        e.value = fmt::format("XXXX-Q{}", e.quarter);
    if (e.day && e.hour >= 0 && !e.value.empty()) e.value += fmt::format("T{:02}:{:02}", e.hour, std::max(e.minute, 0));
}

void TimeAnchoring::give_year(const E& e, int year) {
    sentence_year_ = year;
    sentence_year_end_ = e.end;
}

// A year in passing ("a paper declassified in 2005") does not move the story; one that opens a sentence does.
bool TimeAnchoring::opens_sentence(const E& e) const {
    uint32_t i = e.begin;
    while (i > 0 && atoms_.same_sentence(i - 1, e.begin) &&
           atoms_.is_any(i - 1, {"in",    "by",      "during",  "from",      "since", "until",   "throughout",
                                 "after", "before",  "then",    "and",       "but",   "late",    "early",
                                 "again", "finally", "however", "meanwhile", "on",    "through", "between"}))
        --i;
    return i == 0 || !atoms_.same_sentence(i - 1, e.begin);
}

void anchor_time_expressions(const Atoms& atoms, const Report& report, std::vector<TimeExpression>& expressions) {
    TimeAnchoring(atoms, report, expressions).run();
}

}  // namespace tallybook
