// The year of a month, a season, a feast that was told without one.
#include "values/time_anchor.hpp"

namespace tallybook {

std::optional<int> TimeAnchoring::base_year() const {
    if (history_) return told_.grain == Grain::None ? std::nullopt : std::optional(told_.day.year);
    if (published_) return published_->year;
    return told_.grain == Grain::None ? std::nullopt : std::optional(told_.day.year);
}

std::optional<int> TimeAnchoring::infer_year(const E& e) const {
    const auto base = base_year();
    if (e.year_relation != Rel::None) {
        const bool narrative = by_narrative(e.year_relation) && told_.grain != Grain::None;
        if (!base && !narrative) return std::nullopt;
        const int from = narrative ? told_.day.year : *base;
        return from + (looks_back(e.year_relation) ? -1 : looks_ahead(e.year_relation) ? 1 : 0);
    }
    if (history_ || !published_) return history_year(e);
    if (e.day && !e.month) return told_.has(Grain::Month) ? told_.day.year : published_->year;
    return news_year(e);
}

// History goes forward: a month long before the one told last belongs to the next year.
std::optional<int> TimeAnchoring::history_year(const E& e) const {
    if (told_.grain == Grain::None) return std::nullopt;
    if (sentence_year_ && e.month && e.begin - sentence_year_end_ <= kSameClause) return sentence_year_;
    int year = told_.day.year;
    if (!e.month) return year + (e.relation == Rel::Following ? 1 : e.relation == Rel::Previous ? -1 : 0);
    if (!told_.has(Grain::Month)) return year;
    const int behind = told_.day.month - e.month;
    if (looks_back(e.relation)) return behind > 0 ? year : year - 1;
    if (looks_ahead(e.relation)) return behind < 0 ? year : year + 1;
    if (behind >= 8) ++year;
    return year;
}

// Where in its year a thing told stands, on the scale of `position`.
int TimeAnchoring::position_told(const E& e, int year) {
    if (e.holiday) {
        const auto feast = calendar::parse(std::string_view(holiday_value(*e.holiday, year)).substr(0, 10));
        return feast ? feast->month * 31 + feast->day : 0;
    }
    if (e.season) {
        constexpr std::string_view kOrder[] = {"SP", "SU", "FA", "WI"};
        int n = 0;
        while (n < 3 && kOrder[n] != e.season) ++n;
        return n + 1;
    }
    if (e.quarter) return e.quarter;
    if (e.half) return e.half;
    return e.month * 31 + e.day;
}

// The year that puts a month, a season, a quarter or a feast where tense and nearness to the publication want it.
int TimeAnchoring::news_year(const E& e) const {
    const Day now = *published_;
    const int last_year = now.year - 1, next_year = now.year + 1;
    const int at = position_told(e, now.year), now_at = position(e, now);
    if (e.weekday && e.month && e.day) {  // "Monday, Oct. 26"
        for (const int year : {now.year, last_year, next_year}) {
            const Day day{year, e.month, e.day};
            if (calendar::is_valid(day) && calendar::weekday(day) == e.weekday) return year;
        }
    }
    if (e.relation == Rel::This) return now.year;
    if (looks_back(e.relation)) return at < now_at ? now.year : last_year;
    if (looks_ahead(e.relation)) return at > now_at ? now.year : next_year;
    const bool year_near = sentence_year_ && *sentence_year_ != now.year && e.begin - sentence_year_end_ <= kSameClause;
    if (year_near && e.month && !e.future) return *sentence_year_;
    if (const auto year = background_year(e)) return *year;
    if (at == now_at) return now.year;
    if (e.quarter || e.half) {
        if (at < now_at) return e.future && now_at - at > 1 ? next_year : now.year;
        return e.future ? now.year : last_year;
    }
    if (e.season) {
        if (e.future) return at >= now_at ? now.year : next_year;
        return at - now_at <= 1 ? now.year : last_year;
    }
    // Tense decides; but "will" does not reach far where the day is only just past.
    constexpr int kRound = 12 * 31, kNear = 4 * 31, kSoon = 2 * 31;
    const int ahead = (at - now_at + kRound) % kRound;
    const int behind = kRound - ahead;
    const bool attributive = e.past && !e.placed && ahead < kSoon && behind > kNear;  // "set Nov. 10 as the deadline"
    const bool future = e.future ? behind > kNear : attributive || (!e.past && ahead < behind);
    if (future) return at > now_at ? now.year : next_year;
    return at < now_at ? now.year : last_year;
}

// Inside a stretch of background with a year of its own ("On 27 December 2019 … On 31 December a crowd …").
std::optional<int> TimeAnchoring::background_year(const E& e) const {
    constexpr uint32_t kStretch = 2;  // sentences
    if (!e.day || !e.month || e.future || !told_.has(Grain::Day)) return std::nullopt;
    if (told_.day.year >= published_->year - 1 || told_.day.month > e.month) return std::nullopt;
    if (*sentence_ - told_sentence_ > kStretch) return std::nullopt;
    return told_.day.year;
}

// Where in its year a day stands, in the unit that `e` is told in.
int TimeAnchoring::position(const E& e, Day day) {
    if (e.season) return day.month <= 2 || day.month == 12 ? (day.month == 12 ? 4 : 0) : (day.month - 3) / 3 + 1;
    if (e.quarter) return (day.month + 2) / 3;
    if (e.half) return day.month <= 6 ? 1 : 2;
    return day.month * 31 + (e.day || e.holiday ? day.day : 0);
}

}  // namespace tallybook
