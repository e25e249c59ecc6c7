#include "values/number.hpp"

namespace tallybook {
namespace {

constexpr int64_t kLargest = 1000000000000000;

bool multiply(int64_t& value, int64_t by) {
    if (value > kLargest / by) return false;
    value *= by;
    return true;
}

// One word of a number: a cardinal below a hundred or, joined by hyphen or space, two: "twenty-one".
std::optional<NumberRead> read_below_hundred(const Atoms& a, uint32_t i) {
    const int64_t first = a.word(i).cardinal;
    if (first < 0) return std::nullopt;
    NumberRead read{.end = i + 1, .value = first};
    if (first >= 20) {
        const uint32_t next = a.hyphen(i + 1) ? i + 2 : i + 1;
        const int64_t second = a.word(next).cardinal;
        if (second >= 1 && second <= 9 && a.same_sentence(i, next)) {
            read.value += second;
            read.end = next + 1;
        }
    }
    return read;
}

// "1/2" or a vulgar fraction or "and a half" behind a whole number.
void read_fraction(const Atoms& a, NumberRead& read) {
    const uint32_t i = read.end;
    if (a.is_number(i) && a.is_mark(i + 1, '/') && a.joined(i + 1) && a.is_number(i + 2) && a.joined(i + 2) &&
        a[i].number > 0 && a[i].number < a[i + 2].number && a[i + 2].number <= 8) {
        read.numerator = static_cast<int>(a[i].number);
        read.denominator = static_cast<int>(a[i + 2].number);
        read.end = i + 3;
    } else if (a.is(i, "and") && (a.is(i + 1, "half") || (a.is_any(i + 1, {"a", "one"}) && a.is(i + 2, "half")))) {
        read.numerator = 1;
        read.denominator = 2;
        read.end = a.is(i + 1, "half") ? i + 2 : i + 3;
    }
}

// Figures, with a scale word behind them: "2,500", "1.5 million", "3 dozen". Decimals must vanish.
std::optional<NumberRead> read_figures(const Atoms& a, uint32_t i) {
    const Atom& atom = a[i];
    NumberRead read{.end = i + 1, .value = atom.number, .figures = true};
    if (const int64_t scale = a.word(i + 1).scale; scale > 0 && a[i + 1].spaced && a.same_sentence(i, i + 1)) {
        if (!multiply(read.value, scale)) return std::nullopt;
        read.end = i + 2;
    }
    int64_t divisor = 1;
    for (int k = 0; k < atom.decimals; ++k) divisor *= 10;
    if (divisor > 1) {
        if (read.value % divisor != 0) {
            if (divisor != 10) return std::nullopt;
            read.numerator = static_cast<int>(read.value % 10);
            read.denominator = 10;
        }
        read.value /= divisor;
    }
    if (atom.decimals == 0 && read.end == i + 1) read_fraction(a, read);
    return read;
}

}  // namespace

std::optional<NumberRead> read_cardinal(const Atoms& a, uint32_t i) {
    if (a.is_number(i)) return read_figures(a, i);
    NumberRead read{.end = i};
    int64_t total = 0, part = 0;
    bool any = false;
    if (a.is_any(i, {"a", "an"}) && a.word(i + 1).scale > 0) {
        read.article = true;
        part = 1;
        read.end = i + 1;
    }
    while (a.same_sentence(i, read.end)) {
        uint32_t at = read.end;
        if (any && a.is(at, "and") && part % 100 == 0 && part + total > 0 && a.word(at - 1).scale >= 100)
            ++at;
        else if (any && a.hyphen(at) && a.word(at + 1).scale > 0)
            ++at;
        if (const int64_t scale = a.word(at).scale; scale > 0 && (any || read.article)) {
            if (part == 0) break;
            if (!multiply(part, scale)) return std::nullopt;
            if (scale >= 1000) {
                total += part;
                part = 0;
            }
            read.end = at + 1;
            any = true;
            if (scale == 12) break;
            continue;
        }
        const auto small = read_below_hundred(a, at);
        if (!small || (any && part % 100 != 0) || (any && a.word(at - 1).scale == 0 && !a.is(at - 1, "and"))) break;
        if (any && small->value == 0) break;
        part += small->value;
        read.end = small->end;
        any = true;
    }
    if (!any) return std::nullopt;
    read.value = total + part;
    read_fraction(a, read);
    // "one and a half million"
    if (const int64_t scale = a.word(read.end).scale;
        read.numerator == 1 && read.denominator == 2 && scale >= 100 && a.same_sentence(i, read.end)) {
        if (!multiply(read.value, scale)) return std::nullopt;
        read.value += scale / 2;
        read.numerator = 0;
        read.denominator = 1;
        ++read.end;
    }
    return read;
}

std::optional<NumberRead> read_ordinal(const Atoms& a, uint32_t i) {
    if (a.is_number(i)) {
        if (a[i].decimals || !a.joined(i + 1) || !a.is_any(i + 1, {"st", "nd", "rd", "th", "d"})) return std::nullopt;
        return NumberRead{.end = i + 2, .value = a[i].number, .figures = true};
    }
    if (a.word(i).ordinal > 0) return NumberRead{.end = i + 1, .value = a.word(i).ordinal};
    const int64_t tens = a.word(i).cardinal;
    const uint32_t next = a.hyphen(i + 1) ? i + 2 : i + 1;
    const int unit = a.word(next).ordinal;
    if (tens >= 20 && unit > 0 && unit < 10) return NumberRead{.end = next + 1, .value = tens + unit};
    return std::nullopt;
}

std::optional<NumberRead> read_year_words(const Atoms& a, uint32_t i) {
    const int64_t first = a.word(i).cardinal;
    if (first == 2 && a.is(i + 1, "thousand")) {
        NumberRead read{.end = i + 2, .value = 2000};
        const uint32_t next = a.is(i + 2, "and") ? i + 3 : i + 2;
        if (const auto rest = read_below_hundred(a, next); rest && rest->value > 0) {
            read.value += rest->value;
            read.end = rest->end;
        }
        return read;
    }
    if (first < 13 || first > 20) return std::nullopt;
    const uint32_t next = a.hyphen(i + 1) ? i + 2 : i + 1;
    if (a.is(next, "hundred") && first < 20) return NumberRead{.end = next + 1, .value = first * 100};
    if (a.is_any(next, {"oh", "o"}) && a.word(next + 1).cardinal > 0 && a.word(next + 1).cardinal < 10)
        return NumberRead{.end = next + 2, .value = first * 100 + a.word(next + 1).cardinal};
    const auto rest = read_below_hundred(a, next);
    if (!rest || rest->value < 10) return std::nullopt;
    return NumberRead{.end = rest->end, .value = first * 100 + rest->value};
}

}  // namespace tallybook
