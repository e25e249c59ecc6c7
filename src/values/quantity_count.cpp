// Numbers of counted things: figures and words, ranges, and the words that stand for a number without giving one.
#include "values/number.hpp"
#include "values/quantity_parts.hpp"

namespace tallybook {
namespace {

std::optional<int64_t> whole(const std::optional<NumberRead>& n) {
    if (!n || n->numerator) return std::nullopt;
    return n->value;
}

// "scores were arrested", "scores more": not the scores of a game.
bool counts_alone(const Atoms& a, uint32_t i) {
    return a.is_any(i + 1, {"were", "have", "had", "are", "more", "others", "fled", "died"});
}

// "several", "a few", "dozens of", "hundreds of thousands of": the least that the word allows.
std::optional<CountRead> read_vague(const Atoms& a, uint32_t i) {
    const auto vague = [](uint32_t end, int64_t least, std::string hedge) {
        return CountRead{.end = end, .value = least, .vague = true, .hedge = std::move(hedge)};
    };
    const auto skip_of = [&](uint32_t end) { return a.is(end, "of") ? end + 1 : end; };
    if (a.is(i, "several") && a.word(i + 1).scale >= 12) return vague(i + 2, 2 * a.word(i + 1).scale, "several");
    if (a.is(i, "a") && a.is(i + 1, "few") && a.word(i + 2).scale >= 12)
        return vague(i + 3, 2 * a.word(i + 2).scale, "a few");
    if (a.is_any(i, {"several", "numerous", "many", "multiple", "countless"}))
        return vague(i + 1, 2, std::string(a[i].text));
    if (a.is(i, "a") && a.is(i + 1, "few") && !a.is(i - 1, "quite")) return vague(i + 2, 2, "a few");
    if (a.is(i, "few") && a.is_any(i - 1, {"the", "last", "past", "next", "first"})) return vague(i + 1, 2, "few");
    if (a.is(i, "a") && a.is(i + 1, "handful")) return vague(skip_of(i + 2), 2, "a handful");
    if (a.is(i, "a") && a.is(i + 1, "number") && a.is(i + 2, "of")) return vague(i + 3, 2, "a number of");
    if (a.is_any(i, {"a", "an"}) && a.is(i + 2, "number") && a.is(i + 3, "of") &&
        a.is_any(i + 1, {"unknown", "unspecified", "undisclosed", "unconfirmed", "large", "small", "growing", "great",
                         "limited", "significant", "substantial", "record"}))
        return vague(i + 4, 2, std::string(a[i].text) + ' ' + std::string(a[i + 1].text) + " number of");
    constexpr std::pair<std::string_view, int64_t> kHeaps[] = {
        {"dozens", 24}, {"scores", 40}, {"hundreds", 200}, {"thousands", 2000}, {"millions", 2000000}, {"tens", 20}};
    for (const auto& [word, least] : kHeaps) {
        if (!a.is(i, word)) continue;
        const bool of = a.is(i + 1, "of");
        if (word == "tens" && !of) return std::nullopt;
        if (word == "scores" && !of && !counts_alone(a, i)) return std::nullopt;
        if (of) {
            for (const auto& [second, by] : kHeaps) {
                if (!a.is(i + 2, second)) continue;
                const int64_t times = word == "tens" ? 10 : word == "dozens" ? 12 : least / 2;
                return vague(skip_of(i + 3), times * by, std::string(word) + " of " + std::string(second));
            }
        }
        if (word == "tens") return std::nullopt;
        return vague(skip_of(i + 1), least, std::string(word));
    }
    return std::nullopt;
}

bool is_harm(const Atoms& a, uint32_t i) {
    return a.is_any(i, {"casualties", "injuries", "deaths", "fatalities", "victims", "losses", "casualty", "fatality"});
}

// "no casualties", "no civilian casualties", "without injuries"; and "or injuries" behind "no deaths".
std::optional<CountRead> read_no_harm(const Atoms& a, uint32_t i) {
    constexpr uint32_t kBetween = 2;  // "immediate civilian"
    if (a.is_any(i, {"no", "without"})) {
        const bool any = a.is(i, "without") && a.is(i + 1, "any");
        for (uint32_t at = any ? i + 2 : i + 1, from = at; at <= from + kBetween && a.same_sentence(i, at); ++at) {
            if (is_harm(a, at)) return CountRead{.end = any ? i + 2 : i + 1, .value = 0, .none = true};
            const bool modifier =
                a.is_any(at, {"civilian", "military", "immediate", "further", "new", "other", "serious", "major",
                              "human", "known", "confirmed", "reported", "additional", "significant", "fresh", "or"}) ||
                (a[at].capital && a[at].cased && a.is_word(at));
            if (!modifier) break;
        }
    }
    if (i >= 3 && is_harm(a, i) && a.is_any(i - 1, {"or", "and", "nor"}) && is_harm(a, i - 2)) {
        for (uint32_t at = i - 3; at + kBetween + 3 >= i && a.same_sentence(i, at); --at) {
            if (a.is_any(at, {"no", "without"}))
                return CountRead{.end = i + 1, .value = 0, .none = true, .unit = a[i].text};
            if (at == 0) break;
        }
    }
    return std::nullopt;
}

// "no casualties", "none", "not one house", "not a single soldier".
std::optional<CountRead> read_none(const Atoms& a, uint32_t i) {
    if (a.is(i, "none")) return CountRead{.end = i + 1, .value = 0, .none = true};
    if (const auto no_harm = read_no_harm(a, i)) return no_harm;
    if (a.is(i, "no") &&
        a.is_any(i + 1, {"survivors", "civilians", "soldiers", "passengers", "hostages", "bystanders"}))
        return CountRead{.end = i + 1, .value = 0, .none = true};
    if (a.is(i, "not") && (a.is(i + 1, "one") || (a.is(i + 1, "a") && a.is(i + 2, "single"))) && !a.is(i + 2, "of"))
        return CountRead{.end = a.is(i + 1, "one") ? i + 2 : i + 3, .value = 0, .none = true, .one = true};
    return std::nullopt;
}

// Words with an exact value that read_cardinal does not know.
std::optional<CountRead> read_special(const Atoms& a, uint32_t i) {
    if (a.is_any(i, {"twice", "thrice"}))
        return CountRead{.end = i + 1, .value = a.is(i, "twice") ? 2 : 3, .unit = "times"};
    if (a.is(i, "half") && a.is_any(i + 1, {"a", "an"}) && a.word(i + 2).scale >= 12)
        return CountRead{.end = i + 3, .value = a.word(i + 2).scale / 2};
    if (a.is_any(i, {"a", "couple"}) && (a.is(i, "couple") || a.is(i + 1, "couple"))) {
        uint32_t end = a.is(i, "couple") ? i + 1 : i + 2;
        if (a.is(end, "of"))
            ++end;
        else if (end == i + 1)
            return std::nullopt;
        return CountRead{.end = end, .value = 2, .couple = true, .hedge = "a couple"};
    }
    if (a.is(i, "a") && a.is(i + 1, "pair") && a.is(i + 2, "of")) return CountRead{.end = i + 3, .value = 2};
    constexpr std::pair<std::string_view, int64_t> kGroups[] = {{"trio", 3}, {"quartet", 4}, {"quintet", 5}};
    for (const auto& [word, n] : kGroups) {
        if (a.is(i, "a") && a.is(i + 1, word) && a.is(i + 2, "of")) return CountRead{.end = i + 3, .value = n};
    }
    if (a.is(i, "both") && a.is_word(i + 1) && !a.is_any(i + 1, {"sides", "ways", "ends", "hands", "sexes", "of"}))
        return CountRead{.end = i + 1, .value = 2, .both = true};
    if (a.is(i, "another") && !a.is_number(i + 1) && a.word(i + 1).cardinal < 0 && !a.word(i + 1).scale)
        return CountRead{.end = i + 1, .value = 1, .one = true, .another = true};
    return read_none(a, i);
}

// "15k people", "2.3m refugees": only before a plural, since "5m" is mostly metres.
std::optional<CountRead> read_short_scale(const Atoms& a, uint32_t i, const NumberRead& number) {
    const uint32_t at = number.end;
    if (!number.figures || !a.joined(at) || !a.is_any(at, {"k", "m", "mn", "bn"}) || (i > 0 && a.joined(i))) return {};
    const std::string_view next = a[at + 1].text;
    const bool plural = a.is_word(at + 1) && a.same_sentence(i, at + 1) &&
                        (a.is_any(at + 1, {"people", "men", "women", "children"}) ||
                         (next.size() > 5 && next.ends_with('s') && !next.ends_with("ss")));
    if (!plural) return {};
    const int64_t scale = a.is(at, "k") ? 1000 : a.is(at, "bn") ? 1000000000 : 1000000;
    if (number.value > 1000000) return {};
    return CountRead{.end = at + 1, .value = number.value * scale + scale * number.numerator / number.denominator};
}

// "From 80 to 100 detainees escaped" is a range, "rose from five to eight" tells of two numbers.
bool tells_a_change(const Atoms& a, uint32_t from) {
    constexpr uint32_t kReach = 8;
    for (uint32_t k = 1; k <= kReach && k <= from && a.same_sentence(from, from - k); ++k) {
        if (a.is_any(from - k, {"rose",    "risen",    "rise",    "fell",      "fallen",  "grew",     "grown",
                                "jumped",  "climbed",  "raised",  "cut",       "lowered", "revised",  "reduced",
                                "dropped", "declined", "changed", "corrected", "up",      "down",     "increased",
                                "toll",    "number",   "went",    "updated",   "figure",  "decreased"}))
            return true;
    }
    return false;
}

}  // namespace

std::optional<CountRead> read_count(const Atoms& a, uint32_t i) {
    if (const auto vague = read_vague(a, i)) return vague;
    if (const auto special = read_special(a, i)) return special;
    const bool between = a.is(i, "between"), from = a.is(i, "from");
    const bool change = i > 0 && a.is(i - 1, "from");
    if (from && tells_a_change(a, i)) return std::nullopt;
    const uint32_t at = between || from ? i + 1 : i;
    const auto first = read_cardinal(a, at);
    if (first && !between && !from) {
        if (const auto short_scale = read_short_scale(a, at, *first)) return short_scale;
    }
    const auto low = whole(first);
    if (!low) return std::nullopt;
    CountRead read{
        .end = first->end, .value = *low, .figures = first->figures, .one = a.is(at, "one") && first->end == at + 1};
    const bool dash =
        a.hyphen(read.end) || (a.is_mark(read.end, '-') && a.is_mark(read.end, '-') &&
                               a[read.end].spaced == a[read.end + 1].spaced && first->figures && !a[read.end].spaced);
    const bool joined = a.is_any(read.end, {"to", "or"}) || (between && a.is(read.end, "and"));
    if ((dash || joined) && !change) {
        const auto second = read_cardinal(a, read.end + 1);
        if (const auto high = whole(second); high && *high > *low && (!dash || second->figures == first->figures)) {
            int64_t factor = 1;  // "two to three thousand"
            for (const int64_t scale : {int64_t{12}, int64_t{100}, int64_t{1000}, int64_t{1000000}}) {
                if (*low < 100 && *high >= scale && *high % scale == 0 && !first->figures &&
                    a.word(second->end - 1).scale == scale)
                    factor = scale;
            }
            read.hedge = between ? std::string_view("between") : dash ? std::string_view("to") : a[read.end].text;
            read.value = *low * factor < *high ? *low * factor : *low;
            read.high = *high;
            read.end = second->end;
            return read;
        }
    }
    if (between || from) return std::nullopt;
    if (a.is(read.end, "to") && read.high == std::nullopt && !change) {  // "two to one", "9 to 4": no counts
        const auto second = whole(read_cardinal(a, read.end + 1));
        if (second && *second < *low) read.end = read_cardinal(a, read.end + 1)->end, read.odds = true;
    }
    return read;
}

}  // namespace tallybook
