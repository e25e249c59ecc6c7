// From what an expression says to its TIMEX3 value. Two clocks run through a report: the publication date ("yesterday",
// "last week", a weekday, a month without a year) and the narrative, the date told last ("the next day", "two weeks
// later", "that month"). A report that mostly gives years of its own tells history: there even months and "last year"
// go by the narrative. Tense decides between the past and the coming Friday.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "values/calendar.hpp"
#include "values/time_expression.hpp"

namespace tallybook {
namespace {

using calendar::Day;
using E = TimeExpression;
using Rel = TimeRelation;

enum class Grain : uint8_t { None, Year, Quarter, Season, Month, Week, Day };

// A date told: as much of it as is known.
struct Told {
    Day day;
    Grain grain = Grain::None;
    int hour = -1, minute = 0;

    bool has(Grain g) const { return grain >= g; }
};

bool looks_back(Rel r) {
    return r == Rel::Last || r == Rel::Previous || r == Rel::Ago || r == Rel::Earlier;
}
bool looks_ahead(Rel r) {
    return r == Rel::Next || r == Rel::Following || r == Rel::Ahead || r == Rel::Later;
}
bool by_narrative(Rel r) {
    return r == Rel::Same || r == Rel::Previous || r == Rel::Following || r == Rel::Earlier || r == Rel::Later;
}

std::string year_text(int year) {
    return year <= 0 ? fmt::format("BC{:04}", 1 - year) : fmt::format("{:04}", year);
}

int quarter_of(int month) {
    return (month + 2) / 3;
}

std::string duration_value(TimeUnit unit, const TimeAmount& amount) {
    int64_t n = amount.whole;
    char letter = 'D';
    bool clock = false;
    int64_t parts = 0;  // how many of the next smaller unit make one
    char part_letter = 0;
    int64_t factor = 1;
    switch (unit) {
        case TimeUnit::Second:
            letter = 'S';
            clock = true;
            break;
        case TimeUnit::Minute:
            letter = 'M';
            clock = true;
            parts = 60;
            part_letter = 'S';
            break;
        case TimeUnit::Hour:
            letter = 'H';
            clock = true;
            parts = 60;
            part_letter = 'M';
            break;
        case TimeUnit::Week:
            letter = 'W';
            break;
        case TimeUnit::Fortnight:
            letter = 'W';
            factor = 2;
            break;
        case TimeUnit::Month:
            letter = 'M';
            break;
        case TimeUnit::Quarter:
            letter = 'Q';
            break;
        case TimeUnit::Half:
            letter = 'M';
            factor = 6;
            break;
        case TimeUnit::Year:
            letter = 'Y';
            parts = 12;
            part_letter = 'M';
            break;
        case TimeUnit::Decade:
            letter = 'Y';
            factor = 10;
            break;
        case TimeUnit::Century:
            letter = 'Y';
            factor = 100;
            break;
        case TimeUnit::Millennium:
            letter = 'Y';
            factor = 1000;
            break;
        default:
            break;
    }
    const std::string head = clock ? "PT" : "P";
    if (amount.unknown) return fmt::format("{}X{}", head, unit == TimeUnit::Century ? 'C' : letter);
    n *= factor;
    if (amount.numerator == 0) return fmt::format("{}{}{}", head, n, letter);
    if (factor > 1 && amount.numerator * factor % amount.denominator == 0)
        return fmt::format("{}{}{}", head, n + amount.numerator * factor / amount.denominator, letter);
    if (parts && amount.numerator * parts % amount.denominator == 0 && amount.denominator != 10) {
        const int64_t rest = amount.numerator * parts / amount.denominator;
        return n ? fmt::format("{}{}{}{}{}", head, n, letter, rest, part_letter)
                 : fmt::format("{}{}{}", head, rest, part_letter);
    }
    const int64_t tenths = amount.numerator * 100 / amount.denominator;
    return fmt::format("{}{}.{}{}", head, n, tenths % 10 ? fmt::format("{:02}", tenths) : std::to_string(tenths / 10),
                       letter);
}

class Anchoring {
public:
    Anchoring(const Atoms& atoms, const Report& report, std::vector<E>& expressions)
        : atoms_(atoms), report_(report), expressions_(expressions) {
        if (report.published) published_ = calendar::parse(std::string_view(*report.published).substr(0, 10));
        judge_style();
        share_years();
        if (published_) told_ = told_day_ = {*published_, Grain::Day};
        if (history_) told_ = told_day_ = {};
    }

    void run() {
        done_.assign(expressions_.size(), false);
        for (size_t i = 0; i < expressions_.size(); ++i) {
            if (const size_t day = day_behind(i); day > i) anchor(day);
            anchor(i);
        }
    }

private:
    // A report tells history where most of its dates bring a year that is not the publication's.
    void judge_style() {
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
    }

    // "from March to May 1940": the first takes the year of the second.
    void share_years() {
        for (size_t k = expressions_.size(); k-- > 1;) {
            E& first = expressions_[k - 1];
            const E& second = expressions_[k];
            if (first.kind != E::Kind::Calendar || second.kind != E::Kind::Calendar || first.year || !second.year ||
                second.two_digit_year)
                continue;
            if (first.relation != Rel::None || first.year_relation != Rel::None || second.begin - first.end > 1)
                continue;
            if (!first.month && !first.season && !first.quarter) continue;
            if (second.begin > first.end &&
                !atoms_.is_any(first.end, {"to", "and", "or", "through", "until", "till"}) &&
                !atoms_.is_mark(first.end, '-'))
                continue;
            if (!second.month && !second.season && !second.quarter) continue;
            first.year = first.month > second.month && second.month ? *second.year - 1 : *second.year;
        }
    }

    // "10:35 a.m. (0735 GMT) Friday": the day that stands a few words behind a clock time; else its own index.
    size_t day_behind(size_t index) const {
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

    void anchor(size_t index) {
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
                e.value = duration_value(e.unit, e.amount);
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

    // ---- writing values

    void set_day(E& e, Day day) {
        e.value = calendar::format(day);
        tell({day, Grain::Day}, e);
        add_time(e);
    }

    void add_time(E& e) {
        if (e.hour >= 0) {
            e.value += fmt::format("T{:02}:{:02}", e.hour, std::max(e.minute, 0));
            if (e.second >= 0) e.value += fmt::format(":{:02}", e.second);
            if (e.utc) e.value += "Z";
            e.timex = Timex::Time;
            told_day_.hour = e.hour;
            told_day_.minute = std::max(e.minute, 0);
        } else if (e.day_part) {
            e.value += fmt::format("T{}", e.day_part);
            e.timex = Timex::Time;
        }
    }

    void tell(const Told& told, const E& e) {
        // "since Oct. 17" is one end of a window, not where the story stands.
        if (e.is_set || (e.bound == TimeValue::Bound::Since && !history_)) return;
        told_ = told;
        told_sentence_ = atoms_[e.begin].sentence;
        if (told.grain == Grain::Day) {
            told_day_ = told;
            told_day_sentence_ = atoms_[e.begin].sentence;
        }
        if (told.grain == Grain::Quarter) quarter_ = told.day;
    }

    // ---- kinds

    void clock(E& e) {
        constexpr uint32_t kNear = 2;  // sentences
        std::optional<Day> day;
        if (told_day_.grain == Grain::Day) day = told_day_.day;
        const bool stale = *sentence_ - told_day_sentence_ > kNear || opens_paragraph(e);
        if (!history_ && published_ && stale) day = published_;
        e.value = day ? calendar::format(*day) : "XXXX-XX-XX";
        add_time(e);
    }

    // "09:10 - Two drones …": the entry of a live page.
    bool opens_paragraph(const E& e) const {
        if (e.begin == 0) return true;
        const uint32_t here = atoms_[e.begin].sentence, before = atoms_[e.begin - 1].sentence;
        if (here == before || here >= report_.sentences.size()) return false;
        return report_.sentences[here].paragraph != report_.sentences[before].paragraph;
    }

    void weekday(E& e) {
        const bool narrative = history_ || by_narrative(e.relation);
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

    void unit(E& e) {
        const bool ago = e.relation == Rel::Ago || e.relation == Rel::Ahead || e.relation == Rel::Earlier ||
                         e.relation == Rel::Later;
        if (ago && e.amount.unknown && e.unit <= TimeUnit::Hour && by_narrative(e.relation) &&
            told_day_.grain == Grain::Day) {
            e.value = calendar::format(told_day_.day) + "TXX";
            e.timex = Timex::Time;
            return;
        }
        if (ago && e.amount.unknown) {
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

    static void unanchored(E& e) {
        if (looks_back(e.relation))
            e.value = "PAST_REF";
        else if (looks_ahead(e.relation))
            e.value = "FUTURE_REF";
        else if (e.relation == Rel::This)
            e.value = "PRESENT_REF";
        if (e.day_part) e.value = fmt::format("XXXX-XX-XXT{}", e.day_part);
    }

    void hours(E& e, const Told& base, int64_t shift) {
        const int64_t minutes = e.unit == TimeUnit::Hour ? 60 : e.unit == TimeUnit::Minute ? 1 : 0;
        e.timex = Timex::Time;
        if (base.hour < 0 || !minutes || base.grain != Grain::Day) {
            e.kind = E::Kind::Duration;  // how long, but not from when
            e.timex = Timex::Duration;
            e.value = duration_value(e.unit, e.amount);
            return;
        }
        const int64_t total = calendar::number_of(base.day) * 1440 + base.hour * 60 + base.minute + shift * minutes;
        const int64_t day = total / 1440 - (total % 1440 < 0 ? 1 : 0);
        const int64_t rest = total - day * 1440;
        e.hour = static_cast<int>(rest / 60);
        e.minute = static_cast<int>(rest % 60);
        set_day(e, calendar::day_of(day));
    }

    void days(E& e, const Told& base, int64_t shift) {
        if (e.amount.numerator) shift = 0;
        if (base.grain == Grain::Day) {
            set_day(e, calendar::plus_days(base.day, shift));
            return;
        }
        e.value = year_text(base.day.year) +
                  (base.grain == Grain::Month ? fmt::format("-{:02}-XX", base.day.month) : "-XX-XX");
        add_time(e);
    }

    void weeks(E& e, const Told& base, int64_t shift) {
        if (base.grain != Grain::Day) {
            e.value = year_text(base.day.year) + "-WXX";
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
        e.value = fmt::format("{}-W{:02}{}", year_text(week.year), week.week, e.unit == TimeUnit::Weekend ? "-WE" : "");
        tell({calendar::monday_of(week), Grain::Week}, e);
    }

    void months_or_longer(E& e, const Told& base, int64_t shift) {
        const Day day = base.day;
        switch (e.unit) {
            case TimeUnit::Month: {
                if (!base.has(Grain::Month)) {
                    if (published_ && !history_) {
                        e.value =
                            calendar::format(calendar::plus_months(*published_, static_cast<int>(shift))).substr(0, 7);
                        return;
                    }
                    e.value = year_text(day.year) + "-XX";
                    return;
                }
                const Day moved = calendar::plus_months({day.year, day.month, 1}, static_cast<int>(shift));
                e.value = fmt::format("{}-{:02}", year_text(moved.year), moved.month);
                tell({moved, Grain::Month}, e);
                return;
            }
            case TimeUnit::Quarter: {
                Day from = day;
                if (e.relation == Rel::Same && quarter_)
                    from = *quarter_;
                else if (e.relation == Rel::Last || e.relation == Rel::Same)
                    shift = -1;
                if (e.relation == Rel::Last && quarter_ && quarter_is_near()) from = *quarter_, shift = 0;
                const Day moved = calendar::plus_months({from.year, from.month, 1}, static_cast<int>(shift) * 3);
                set_quarter(e, moved.year, quarter_of(moved.month));
                return;
            }
            case TimeUnit::Year:
                years(e, base, shift);
                return;
            case TimeUnit::Decade: {
                const int year = day.year + static_cast<int>(shift) * 10;
                const bool moved_by_number =
                    e.relation == Rel::Ago || e.relation == Rel::Earlier || e.relation == Rel::Later;
                e.value = moved_by_number ? year_text(year) : decade_text(year);
                return;
            }
            case TimeUnit::Century: {
                const int year = day.year + static_cast<int>(shift) * 100;
                e.value = year > 0 ? fmt::format("{:02}", year / 100) : fmt::format("BC{:02}", (1 - year) / 100);
                return;
            }
            case TimeUnit::Millennium:
                e.value = year_text(day.year + static_cast<int>(shift) * 1000);
                return;
            default:
                return;
        }
    }

    static std::string decade_text(int year) {
        return year > 0 ? fmt::format("{:03}", year / 10) : fmt::format("BC{:03}", (1 - year) / 10);
    }

    // "a year earlier" keeps the grain of what it is compared with: the quarter a year ago.
    void years(E& e, const Told& base, int64_t shift) {
        const int year = base.day.year + static_cast<int>(shift);
        const bool compared = (e.relation == Rel::Ago || e.relation == Rel::Earlier) && e.amount.whole == 1 && !*e.mod;
        if (compared && quarter_ && quarter_is_near()) {
            e.value = fmt::format("{}-Q{}", year_text(quarter_->year - 1), quarter_of(quarter_->month));
            return;
        }
        e.value = year_text(year) + (e.half ? fmt::format("-H{}", e.half) : "");
        if ((history_ && e.relation != Rel::Previous && e.relation != Rel::Ago && e.relation != Rel::Earlier) ||
            (e.relation == Rel::Same && !e.article_only))
            tell({{year, 1, 1}, Grain::Year}, e);
        if (e.relation != Rel::Earlier && e.relation != Rel::Ago) give_year(e, year);
    }

    bool quarter_is_near() const { return sentence_ && *sentence_ - quarter_sentence_ <= 3; }

    void give_year(const E& e, int year) {
        sentence_year_ = year;
        sentence_year_end_ = e.end;
    }

    void set_quarter(E& e, int year, int quarter) {
        e.value = fmt::format("{}-Q{}", year_text(year), quarter);
        quarter_ = Day{year, quarter * 3 - 2, 1};
        quarter_sentence_ = sentence_.value_or(0);
    }

    // ---- calendar dates

    std::optional<int> base_year() const {
        if (history_) return told_.grain == Grain::None ? std::nullopt : std::optional(told_.day.year);
        if (published_) return published_->year;
        return told_.grain == Grain::None ? std::nullopt : std::optional(told_.day.year);
    }

    void calendar_date(E& e) {
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
            e.value = fmt::format("{}-{:02}", year_text(year), e.month);
            tell({{year, e.month, 1}, Grain::Month}, e);
        } else if (e.quarter) {
            set_quarter(e, year, e.quarter);
            if (given) tell({{year, e.quarter * 3 - 2, 1}, Grain::Quarter}, e);
        } else if (e.half) {
            e.value = fmt::format("{}-H{}", year_text(year), e.half);
        } else if (e.season) {
            e.value = fmt::format("{}-{}", year_text(year), e.season);
            if (given || history_) tell({{year, 1, 1}, Grain::Year}, e);
        } else {
            e.value = year_text(year);
            if (!history_ || opens_sentence(e) || told_.grain <= Grain::Year) tell({{year, 1, 1}, Grain::Year}, e);
        }
    }

    // A year in passing ("a paper declassified in 2005") does not move the story; one that opens a sentence does.
    bool opens_sentence(const E& e) const {
        uint32_t i = e.begin;
        while (i > 0 && atoms_.same_sentence(i - 1, e.begin) &&
               atoms_.is_any(i - 1, {"in",    "by",      "during",  "from",      "since", "until",   "throughout",
                                     "after", "before",  "then",    "and",       "but",   "late",    "early",
                                     "again", "finally", "however", "meanwhile", "on",    "through", "between"}))
            --i;
        return i == 0 || !atoms_.same_sentence(i - 1, e.begin);
    }

    void holiday(E& e, int year) {
        e.value = holiday_value(*e.holiday, year);
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

    void full_day(E& e, int year) {
        int month = e.month;
        if (!month) month = told_.has(Grain::Month) ? told_.day.month : published_ ? published_->month : 0;
        if (!month || e.day > calendar::days_in_month(year, month)) {
            e.value = fmt::format("{}-XX-{:02}", year_text(year), e.day);
            return;
        }
        const Day day{year, month, e.day};
        if (e.unit == TimeUnit::Week || e.unit == TimeUnit::Weekend) {
            const auto week = calendar::iso_week(day);
            e.value =
                fmt::format("{}-W{:02}{}", year_text(week.year), week.week, e.unit == TimeUnit::Weekend ? "-WE" : "");
            tell({day, Grain::Day}, e);
            return;
        }
        set_day(e, day);
    }

    static void without_year(E& e) {
        if (e.month && e.day)
            e.value = fmt::format("XXXX-{:02}-{:02}", e.month, e.day);
        else if (e.month)
            e.value = fmt::format("XXXX-{:02}", e.month);
        else if (e.season)
            e.value = fmt::format("XXXX-{}", e.season);
        else if (e.quarter)
            e.value = fmt::format("XXXX-Q{}", e.quarter);
        if (e.day && e.hour >= 0 && !e.value.empty())
            e.value += fmt::format("T{:02}:{:02}", e.hour, std::max(e.minute, 0));
    }

    std::optional<int> infer_year(const E& e) const {
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
    std::optional<int> history_year(const E& e) const {
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

    // The year that puts a month, a season, a quarter or a feast where tense and nearness to the publication want it.
    int news_year(const E& e) const {
        const Day now = *published_;
        const int now_at = position(e, now);
        int at = 0;
        if (e.holiday) {
            const auto feast = calendar::parse(std::string_view(holiday_value(*e.holiday, now.year)).substr(0, 10));
            at = feast ? feast->month * 31 + feast->day : 0;
        } else if (e.season) {
            at = std::string_view(e.season) == "SP"   ? 1
                 : std::string_view(e.season) == "SU" ? 2
                 : std::string_view(e.season) == "FA" ? 3
                                                      : 4;
        } else if (e.quarter) {
            at = e.quarter;
        } else if (e.half) {
            at = e.half;
        } else {
            at = e.month * 31 + (e.day ? e.day : 0);
        }
        const int last_year = now.year - 1, next_year = now.year + 1;
        if (e.weekday && e.month && e.day) {  // "Monday, Oct. 26"
            for (const int year : {now.year, last_year, next_year})
                if (calendar::is_valid({year, e.month, e.day}) &&
                    calendar::weekday({year, e.month, e.day}) == e.weekday)
                    return year;
        }
        if (e.relation == Rel::This) return now.year;
        if (looks_back(e.relation)) return at < now_at ? now.year : last_year;
        if (looks_ahead(e.relation)) return at > now_at ? now.year : next_year;
        if (sentence_year_ && *sentence_year_ != now.year && e.month && !e.future &&
            e.begin - sentence_year_end_ <= kSameClause)
            return *sentence_year_;
        if (const auto year = background_year(e)) return *year;
        if (at == now_at) return now.year;
        if (e.quarter || e.half) {
            if (at < now_at) return e.future && now_at - at > 1 ? next_year : now.year;
            return e.future ? now.year : last_year;
        }
        if (e.season) {
            if (e.future) return at >= now_at ? now.year : next_year;
            return at <= now_at ? now.year : e.season && at - now_at == 1 ? now.year : last_year;
        }
        // Tense decides; but "will" does not reach far where the day is only just past.
        constexpr int kRound = 12 * 31, kNear = 4 * 31, kSoon = 2 * 31;
        const int ahead = (at - now_at + kRound) % kRound;
        const int behind = kRound - ahead;
        const bool attributive =
            e.past && !e.placed && ahead < kSoon && behind > kNear;  // "set Nov. 10 as the deadline"
        const bool future = e.future ? behind > kNear : attributive || (!e.past && ahead < behind);
        if (future) return at > now_at ? now.year : next_year;
        return at < now_at ? now.year : last_year;
    }

    // Inside a stretch of background with a year of its own ("On 27 December 2019 … On 31 December a crowd …").
    std::optional<int> background_year(const E& e) const {
        constexpr uint32_t kStretch = 2;  // sentences
        if (!e.day || !e.month || e.future || !told_.has(Grain::Day)) return std::nullopt;
        if (told_.day.year >= published_->year - 1 || told_.day.month > e.month) return std::nullopt;
        if (*sentence_ - told_sentence_ > kStretch) return std::nullopt;
        return told_.day.year;
    }

    static int position(const E& e, Day day) {
        if (e.season) return day.month <= 2 || day.month == 12 ? (day.month == 12 ? 4 : 0) : (day.month - 3) / 3 + 1;
        if (e.quarter) return quarter_of(day.month);
        if (e.half) return day.month <= 6 ? 1 : 2;
        return day.month * 31 + (e.day || e.holiday ? day.day : 0);
    }

    const Atoms& atoms_;
    const Report& report_;
    std::vector<E>& expressions_;
    std::optional<Day> published_;
    bool history_ = false;
    Told told_, told_day_;
    uint32_t told_sentence_ = 0, told_day_sentence_ = 0;
    std::vector<bool> done_;
    std::optional<Day> quarter_;  // first day of the quarter told last
    std::optional<uint32_t> sentence_;
    static constexpr uint32_t kSameClause = 12;  // atoms
    uint32_t sentence_year_end_ = 0;
    std::optional<int> sentence_year_;  // a year that this sentence gave
    uint32_t quarter_sentence_ = 0;
};

}  // namespace

void anchor_time_expressions(const Atoms& atoms, const Report& report, std::vector<TimeExpression>& expressions) {
    Anchoring(atoms, report, expressions).run();
}

}  // namespace tallybook
