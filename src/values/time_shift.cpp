// "Last week", "the next day", "two months later": units moved from the publication date or from the date told last.
#include <fmt/format.h>

#include <cstdlib>

#include "values/time_anchor.hpp"

namespace tallybook {
namespace {

using Rel = TimeRelation;

// Moved by an amount: ago, later.
bool is_counted(Rel r) {
    return r == Rel::Ago || r == Rel::Ahead || r == Rel::Earlier || r == Rel::Later;
}

int quarter_of(int month) {
    return (month + 2) / 3;
}

}  // namespace

bool looks_back(Rel r) {
    return r == Rel::Last || r == Rel::Previous || r == Rel::Ago || r == Rel::Earlier;
}

bool looks_ahead(Rel r) {
    return r == Rel::Next || r == Rel::Following || r == Rel::Ahead || r == Rel::Later;
}

bool by_narrative(Rel r) {
    return r == Rel::Same || r == Rel::Previous || r == Rel::Following || r == Rel::Earlier || r == Rel::Later;
}

void TimeAnchoring::unit(E& e) {
    const bool counted = is_counted(e.relation);
    if (e.d_day) {  // all are counted from the day that was told before the first of them
        if (!d_day_ && day_was_told_) d_day_ = told_day_.day;
        if (!d_day_) return;
        e.value =
            calendar::format(calendar::plus_days(*d_day_, looks_back(e.relation) ? -e.amount.whole : e.amount.whole));
        return;
    }
    if (counted && e.amount.unknown && e.unit <= TimeUnit::Hour && by_narrative(e.relation) &&
        told_day_.grain == Grain::Day) {
        e.value = calendar::format(told_day_.day) + "TXX";
        e.timex = Timex::Time;
        return;
    }
    if (counted && e.amount.unknown) {
        e.value = looks_back(e.relation) ? "PAST_REF" : "FUTURE_REF";
        e.timex = Timex::Date;
        return;
    }
    if (history_ && e.unit == TimeUnit::Day && e.relation == Rel::This && !e.day_part) {
        e.value = "PRESENT_REF";
        return;
    }
    int64_t shift = looks_back(e.relation) ? -e.amount.whole : looks_ahead(e.relation) ? e.amount.whole : 0;
    const bool loose = e.article_only && !history_ && published_ && e.unit != TimeUnit::Day;
    const bool narrative = (by_narrative(e.relation) && !loose) || (history_ && told_.grain != Grain::None);
    Told base = narrative    ? (e.unit <= TimeUnit::Weekend && told_day_.grain == Grain::Day ? told_day_ : told_)
                : published_ ? Told{*published_, Grain::Day}
                             : Told{};
    if (base.grain == Grain::None && published_ && !by_narrative(e.relation)) base = {*published_, Grain::Day};
    if (base.grain == Grain::None) {
        unanchored(e);
        return;
    }
    switch (e.unit) {
        case TimeUnit::Second:
        case TimeUnit::Minute:
        case TimeUnit::Hour:
            hours(e, base, shift);
            return;
        case TimeUnit::Day:
        case TimeUnit::Night:
            days(e, base, shift);
            return;
        case TimeUnit::Week:
        case TimeUnit::Fortnight:
        case TimeUnit::Weekend:
            weeks(e, base, e.unit == TimeUnit::Fortnight ? shift * 2 : shift);
            return;
        default:
            months_or_longer(e, base, shift);
            return;
    }
}

void TimeAnchoring::unanchored(E& e) {
    if (looks_back(e.relation))
        e.value = "PAST_REF";
    else if (looks_ahead(e.relation))
        e.value = "FUTURE_REF";
    else if (e.relation == Rel::This)
        e.value = "PRESENT_REF";
    if (e.day_part) e.value = fmt::format("XXXX-XX-XXT{}", e.day_part);
}

void TimeAnchoring::hours(E& e, const Told& base, int64_t shift) {
    const int64_t minutes = e.unit == TimeUnit::Hour ? 60 : e.unit == TimeUnit::Minute ? 1 : 0;
    e.timex = Timex::Time;
    if (base.hour < 0 || !minutes || base.grain != Grain::Day) {
        e.kind = E::Kind::Duration;  // how long, but not from when
        e.timex = Timex::Duration;
        e.value = time_period(e.unit, e.amount);
        if (base.grain == Grain::Day && std::abs(shift * minutes) <= 1440) {
            e.days_given = true;  // on that day, or over midnight
            e.first_day = calendar::number_of(base.day) - (shift < 0 ? 1 : 0);
            e.last_day = calendar::number_of(base.day) + (shift > 0 ? 1 : 0);
        }
        return;
    }
    const int64_t total = calendar::number_of(base.day) * 1440 + base.hour * 60 + base.minute + shift * minutes;
    const int64_t day = total / 1440 - (total % 1440 < 0 ? 1 : 0);
    const int64_t rest = total - day * 1440;
    e.hour = static_cast<int>(rest / 60);
    e.minute = static_cast<int>(rest % 60);
    set_day(e, calendar::day_of(day));
}

void TimeAnchoring::days(E& e, const Told& base, int64_t shift) {
    if (e.amount.numerator) shift = 0;
    if (base.grain == Grain::Day) {
        set_day(e, calendar::plus_days(base.day, shift));
        return;
    }
    e.value =
        time_year(base.day.year) + (base.grain == Grain::Month ? fmt::format("-{:02}-XX", base.day.month) : "-XX-XX");
    add_time(e);
}

void TimeAnchoring::weeks(E& e, const Told& base, int64_t shift) {
    if (base.grain != Grain::Day) {
        e.value = time_year(base.day.year) + "-WXX";
        return;
    }
    const Day moved = calendar::plus_days(base.day, shift * 7);
    Day in_week = moved;
    if (e.unit == TimeUnit::Weekend && shift == 0 && calendar::weekday(base.day) <= 2 && !e.future &&
        !by_narrative(e.relation))
        in_week = calendar::plus_days(moved, -7);
    if (e.unit == TimeUnit::Weekend && e.relation == Rel::Same && calendar::weekday(base.day) <= 4 && !e.future)
        in_week = calendar::plus_days(moved, -7);
    const auto week = calendar::iso_week(in_week);
    e.value = fmt::format("{}-W{:02}{}", time_year(week.year), week.week, e.unit == TimeUnit::Weekend ? "-WE" : "");
    tell({calendar::monday_of(week), Grain::Week}, e);
}

void TimeAnchoring::months_or_longer(E& e, const Told& base, int64_t shift) {
    const int years_moved = base.day.year + static_cast<int>(shift) * (e.unit == TimeUnit::Decade    ? 10
                                                                       : e.unit == TimeUnit::Century ? 100
                                                                                                     : 1000);
    switch (e.unit) {
        case TimeUnit::Month:
            months(e, base, shift);
            return;
        case TimeUnit::Quarter:
            quarters(e, base, shift);
            return;
        case TimeUnit::Year:
            years(e, base, shift);
            return;
        case TimeUnit::Decade:
            e.value = is_counted(e.relation) ? time_year(years_moved) : time_decade(years_moved);
            return;
        case TimeUnit::Century:
            e.value = time_century(years_moved);
            return;
        case TimeUnit::Millennium:
            e.value = time_year(years_moved);
            return;
        default:
            return;
    }
}

void TimeAnchoring::months(E& e, const Told& base, int64_t shift) {
    if (base.has(Grain::Month)) {
        const Day moved = calendar::plus_months({base.day.year, base.day.month, 1}, static_cast<int>(shift));
        e.value = fmt::format("{}-{:02}", time_year(moved.year), moved.month);
        tell({moved, Grain::Month}, e);
    } else if (published_ && !history_) {
        e.value = calendar::format(calendar::plus_months(*published_, static_cast<int>(shift))).substr(0, 7);
    } else {
        e.value = time_year(base.day.year) + "-XX";
    }
}

// "the latest quarter" is the one just over, or the one that the sentences before are about.
void TimeAnchoring::quarters(E& e, const Told& base, int64_t shift) {
    Day from = base.day;
    if (quarter_ && (e.relation == Rel::Same || (e.relation == Rel::Last && quarter_is_near()))) {
        from = *quarter_;
        shift = 0;
    } else if (e.relation == Rel::Last || e.relation == Rel::Same) {
        shift = -1;
    }
    const Day moved = calendar::plus_months({from.year, from.month, 1}, static_cast<int>(shift) * 3);
    set_quarter(e, moved.year, quarter_of(moved.month));
}

// "a year earlier" keeps the grain of what it is compared with: the quarter a year ago.
void TimeAnchoring::years(E& e, const Told& base, int64_t shift) {
    const int year = base.day.year + static_cast<int>(shift);
    const bool compared = (e.relation == Rel::Ago || e.relation == Rel::Earlier) && e.amount.whole == 1 && !*e.mod;
    if (compared && quarter_ && quarter_is_near()) {
        e.value = fmt::format("{}-Q{}", time_year(quarter_->year - 1), quarter_of(quarter_->month));
        return;
    }
    e.value = time_year(year) + (e.half ? fmt::format("-H{}", e.half) : "");
    if ((history_ && e.relation != Rel::Previous && e.relation != Rel::Ago && e.relation != Rel::Earlier) ||
        (e.relation == Rel::Same && !e.article_only))
        tell({{year, 1, 1}, Grain::Year}, e);
    if (e.relation != Rel::Earlier && e.relation != Rel::Ago) give_year(e, year);
}

bool TimeAnchoring::quarter_is_near() const {
    return sentence_ && *sentence_ - quarter_sentence_ <= 3;
}

}  // namespace tallybook
