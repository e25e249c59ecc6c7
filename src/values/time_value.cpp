// TIMEX3 values as text: years, decades, centuries, periods.
#include <fmt/format.h>

#include "values/time_expression.hpp"

namespace tallybook {
namespace {

struct PeriodUnit {
    TimeUnit unit;
    char letter;
    bool clock = false;
    int factor = 1;  // how many of the letter's unit one has
    int parts = 0;   // how many of the next smaller unit one has
    char part_letter = 0;
};
constexpr PeriodUnit kPeriods[] = {
    {TimeUnit::Second, 'S', true},
    {TimeUnit::Minute, 'M', true, 1, 60, 'S'},
    {TimeUnit::Hour, 'H', true, 1, 60, 'M'},
    {TimeUnit::Week, 'W'},
    {TimeUnit::Fortnight, 'W', false, 2},
    {TimeUnit::Month, 'M'},
    {TimeUnit::Quarter, 'Q'},
    {TimeUnit::Half, 'M', false, 6},
    {TimeUnit::Year, 'Y', false, 1, 12, 'M'},
    {TimeUnit::Decade, 'Y', false, 10},
    {TimeUnit::Century, 'Y', false, 100},
    {TimeUnit::Millennium, 'Y', false, 1000},
};

PeriodUnit period_unit(TimeUnit unit) {
    for (const PeriodUnit& p : kPeriods)
        if (p.unit == unit) return p;
    return {TimeUnit::Day, 'D'};
}

}  // namespace

std::string time_year(int year) {
    return year <= 0 ? fmt::format("BC{:04}", 1 - year) : fmt::format("{:04}", year);
}

std::string time_decade(int year) {
    return year > 0 ? fmt::format("{:03}", year / 10) : fmt::format("BC{:03}", (1 - year) / 10);
}

std::string time_century(int year) {
    return year > 0 ? fmt::format("{:02}", year / 100) : fmt::format("BC{:02}", (1 - year) / 100);
}

std::string time_period(TimeUnit unit, const TimeAmount& amount) {
    const PeriodUnit p = period_unit(unit);
    const std::string_view head = p.clock ? "PT" : "P";
    if (amount.unknown) return fmt::format("{}X{}", head, unit == TimeUnit::Century ? 'C' : p.letter);
    const int64_t n = amount.whole * p.factor;
    const int64_t rest_of_factor = int64_t{amount.numerator} * p.factor;
    if (amount.numerator == 0) return fmt::format("{}{}{}", head, n, p.letter);
    if (p.factor > 1 && rest_of_factor % amount.denominator == 0)
        return fmt::format("{}{}{}", head, n + rest_of_factor / amount.denominator, p.letter);
    const int64_t rest = int64_t{amount.numerator} * p.parts;
    if (p.parts && rest % amount.denominator == 0 && amount.denominator != 10) {
        if (n == 0) return fmt::format("{}{}{}", head, rest / amount.denominator, p.part_letter);
        return fmt::format("{}{}{}{}{}", head, n, p.letter, rest / amount.denominator, p.part_letter);
    }
    const int64_t hundredths = int64_t{amount.numerator} * 100 / amount.denominator;
    const std::string decimals =
        hundredths % 10 ? fmt::format("{:02}", hundredths) : fmt::format("{}", hundredths / 10);
    return fmt::format("{}{}.{}{}", head, n, decimals, p.letter);
}

}  // namespace tallybook
