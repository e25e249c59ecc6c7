// The table behind find_number_word: one line a class of words.
#include <cctype>
#include <unordered_map>

#include "values/number_atoms.hpp"

namespace tallybook {
namespace {

class Table {
public:
    Table() {
        add_numbers();
        add_calendar();
        add_units();
        add_tense();
        add_starters();
    }

    const NumberWord* find(std::string_view lower) const {
        if (lower.size() > kLongest) return nullptr;
        const auto it = words_.find(lower);
        return it == words_.end() ? nullptr : &it->second;
    }

private:
    static constexpr size_t kLongest = 13;

    NumberWord& at(std::string_view word) { return words_[word]; }

    void add_numbers() {
        constexpr const char* kSmall[] = {"zero",    "one",     "two",       "three",    "four",
                                          "five",    "six",     "seven",     "eight",    "nine",
                                          "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                          "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
        constexpr const char* kSmallOrdinals[] = {"",          "first",     "second",      "third",      "fourth",
                                                  "fifth",     "sixth",     "seventh",     "eighth",     "ninth",
                                                  "tenth",     "eleventh",  "twelfth",     "thirteenth", "fourteenth",
                                                  "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
        constexpr const char* kTens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
        constexpr const char* kTenOrdinals[] = {"twentieth", "thirtieth",  "fortieth",  "fiftieth",
                                                "sixtieth",  "seventieth", "eightieth", "ninetieth"};
        for (int i = 0; i < 20; ++i) at(kSmall[i]).cardinal = i;
        for (int i = 1; i < 20; ++i) at(kSmallOrdinals[i]).ordinal = i;
        for (int i = 0; i < 8; ++i) {
            at(kTens[i]).cardinal = (i + 2) * 10;
            at(kTenOrdinals[i]).ordinal = (i + 2) * 10;
        }
        constexpr std::pair<const char*, int64_t> kScales[] = {
            {"hundred", 100},        {"thousand", 1000},          {"million", 1000000},
            {"billion", 1000000000}, {"trillion", 1000000000000}, {"dozen", 12}};
        for (const auto& [word, value] : kScales) at(word).scale = value;
        at("hundredth").ordinal = 100;
    }

    void add_calendar() {
        constexpr const char* kMonths[] = {"january", "february", "march",     "april",   "may",      "june",
                                           "july",    "august",   "september", "october", "november", "december"};
        constexpr const char* kShortMonths[] = {"jan", "feb", "mar", "apr", "",    "jun",
                                                "jul", "aug", "sep", "oct", "nov", "dec"};
        for (int8_t m = 1; m <= 12; ++m) {
            at(kMonths[m - 1]).month = m;
            if (*kShortMonths[m - 1] == 0) continue;
            NumberWord& word = at(kShortMonths[m - 1]);
            word.month = m;
            word.abbreviated = true;
        }
        at("sept").month = 9;
        at("sept").abbreviated = true;
        constexpr const char* kDays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
        constexpr const char* kPluralDays[] = {"mondays", "tuesdays",  "wednesdays", "thursdays",
                                               "fridays", "saturdays", "sundays"};
        constexpr const char* kShortDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
        for (int8_t d = 1; d <= 7; ++d) {
            at(kDays[d - 1]).weekday = d;
            at(kPluralDays[d - 1]).weekday = d;
            at(kPluralDays[d - 1]).plural = true;
            at(kShortDays[d - 1]).weekday = d;
            at(kShortDays[d - 1]).abbreviated = true;
        }
        for (auto [word, day] : {std::pair{"tues", 2}, {"weds", 3}, {"thur", 4}, {"thurs", 4}}) {
            at(word).weekday = static_cast<int8_t>(day);
            at(word).abbreviated = true;
        }
        for (auto [word, season] : {std::pair{"spring", "SP"},
                                    {"summer", "SU"},
                                    {"fall", "FA"},
                                    {"autumn", "FA"},
                                    {"winter", "WI"},
                                    {"springtime", "SP"},
                                    {"summertime", "SU"},
                                    {"wintertime", "WI"}})
            at(word).season = season;
        for (auto [word, season] : {std::pair{"summers", "SU"}, {"winters", "WI"}, {"autumns", "FA"}}) {
            at(word).season = season;
            at(word).plural = true;
        }
        for (auto [word, part] : {std::pair{"morning", "MO"},
                                  {"afternoon", "AF"},
                                  {"evening", "EV"},
                                  {"night", "NI"},
                                  {"dawn", "MO"},
                                  {"dusk", "EV"},
                                  {"daybreak", "MO"},
                                  {"sunrise", "MO"},
                                  {"sunset", "EV"},
                                  {"nightfall", "EV"},
                                  {"daytime", "DT"},
                                  {"nighttime", "NI"},
                                  {"lunchtime", "MI"},
                                  {"midday", "MI"},
                                  {"noon", "MI"},
                                  {"midnight", "NI"}})
            at(word).day_part = part;
        for (auto [word, part] :
             {std::pair{"mornings", "MO"}, {"afternoons", "AF"}, {"evenings", "EV"}, {"nights", "NI"}}) {
            at(word).day_part = part;
            at(word).plural = true;
        }
        for (const char* zone : {"gmt", "utc",  "est", "edt", "cst", "cdt", "mst", "mdt",  "pst", "pdt", "cet", "cest",
                                 "eet", "eest", "bst", "ist", "msk", "jst", "hkt", "zulu", "et",  "pt",  "ct"})
            at(zone).zone = true;
    }

    void add_units() {
        using U = TimeUnit;
        constexpr std::pair<const char*, U> kUnits[] = {{"second", U::Second},       {"minute", U::Minute},
                                                        {"hour", U::Hour},           {"day", U::Day},
                                                        {"night", U::Night},         {"week", U::Week},
                                                        {"fortnight", U::Fortnight}, {"weekend", U::Weekend},
                                                        {"month", U::Month},         {"quarter", U::Quarter},
                                                        {"year", U::Year},           {"decade", U::Decade},
                                                        {"century", U::Century},     {"millennium", U::Millennium},
                                                        {"semester", U::Half}};
        for (auto [word, unit] : kUnits) at(word).unit = unit;
        constexpr std::pair<const char*, U> kPlurals[] = {{"seconds", U::Second},
                                                          {"minutes", U::Minute},
                                                          {"hours", U::Hour},
                                                          {"days", U::Day},
                                                          {"nights", U::Night},
                                                          {"weeks", U::Week},
                                                          {"fortnights", U::Fortnight},
                                                          {"weekends", U::Weekend},
                                                          {"months", U::Month},
                                                          {"quarters", U::Quarter},
                                                          {"years", U::Year},
                                                          {"decades", U::Decade},
                                                          {"centuries", U::Century},
                                                          {"millennia", U::Millennium},
                                                          {"hrs", U::Hour},
                                                          {"mins", U::Minute},
                                                          {"secs", U::Second},
                                                          {"yrs", U::Year}};
        for (auto [word, unit] : kPlurals) {
            at(word).unit = unit;
            at(word).plural = true;
        }
        at("hr").unit = U::Hour;
        at("min").unit = U::Minute;
        at("sec").unit = U::Second;
        for (const char* word : {"hr", "min", "sec", "hrs", "mins", "secs", "yrs"}) at(word).abbreviated = true;
    }

    // Words that tell, without a tagger, whether a clause is about the past or the future. "To" alone says nothing.
    void add_tense() {
        for (const char* word :
             {"will",    "shall",  "'ll",    "ll",       "wo",       "would",       "could",    "may",      "might",
              "can",     "should", "must",   "tomorrow", "upcoming", "forthcoming", "planned",  "expected", "scheduled",
              "due",     "slated", "expire", "expires",  "begins",   "starts",      "opens",    "meets",    "meet",
              "arrives", "leaves", "visits", "holds",    "hosts",    "payable",     "effective"})
            at(word).future = true;
        for (const char* word :
             {"was",     "were", "had",    "said",   "did",  "told",  "took",  "came",    "went",  "made",  "began",
              "fell",    "rose", "became", "got",    "gave", "found", "held",  "left",    "lost",  "met",   "saw",
              "sent",    "shot", "hit",    "struck", "won",  "wrote", "broke", "brought", "built", "fled",  "flew",
              "fought",  "grew", "kept",   "knew",   "led",  "paid",  "ran",   "sold",    "spoke", "stood", "threw",
              "thought", "has",  "have",   "been",   "died", "blew",  "hurt"})
            at(word).past = true;
    }

    void add_starters() {
        for (const char* word : {"the",
                                 "a",
                                 "an",
                                 "this",
                                 "that",
                                 "these",
                                 "last",
                                 "next",
                                 "past",
                                 "previous",
                                 "following",
                                 "coming",
                                 "early",
                                 "late",
                                 "mid",
                                 "earlier",
                                 "later",
                                 "about",
                                 "around",
                                 "approximately",
                                 "roughly",
                                 "nearly",
                                 "almost",
                                 "some",
                                 "over",
                                 "under",
                                 "more",
                                 "less",
                                 "fewer",
                                 "at",
                                 "up",
                                 "within",
                                 "no",
                                 "only",
                                 "just",
                                 "at least",
                                 "each",
                                 "every",
                                 "daily",
                                 "weekly",
                                 "monthly",
                                 "yearly",
                                 "hourly",
                                 "nightly",
                                 "annually",
                                 "quarterly",
                                 "biweekly",
                                 "bimonthly",
                                 "everyday",
                                 "today",
                                 "tonight",
                                 "tomorrow",
                                 "yesterday",
                                 "now",
                                 "currently",
                                 "current",
                                 "recent",
                                 "recently",
                                 "lately",
                                 "nowadays",
                                 "presently",
                                 "soon",
                                 "previously",
                                 "formerly",
                                 "future",
                                 "overnight",
                                 "present",
                                 "half",
                                 "several",
                                 "many",
                                 "few",
                                 "couple",
                                 "another",
                                 "circa",
                                 "ca",
                                 "c",
                                 "close",
                                 "sometime",
                                 "most",
                                 "fiscal",
                                 "its",
                                 "their",
                                 "one",
                                 "per",
                                 "twice",
                                 "once",
                                 "christmas",
                                 "easter",
                                 "thanksgiving",
                                 "halloween",
                                 "ramadan",
                                 "eid",
                                 "nowruz",
                                 "ashura",
                                 "new",
                                 "good",
                                 "independence",
                                 "labor",
                                 "labour",
                                 "memorial",
                                 "veterans",
                                 "election",
                                 "armistice",
                                 "valentine",
                                 "xmas",
                                 "boxing",
                                 "palm",
                                 "ash",
                                 "epiphany",
                                 "passover",
                                 "pentecost",
                                 "martin",
                                 "winter",
                                 "tens",
                                 "hundreds",
                                 "thousands",
                                 "as",
                                 "pre",
                                 "post",
                                 "year",
                                 "much",
                                 "final",
                                 "opening",
                                 "closing",
                                 "midnight",
                                 "noon",
                                 "midday",
                                 "bc",
                                 "ad",
                                 "on",
                                 "same",
                                 "latest",
                                 "upcoming",
                                 "well",
                                 "full",
                                 "whole",
                                 "entire",
                                 "long",
                                 "twenties",
                                 "thirties",
                                 "forties",
                                 "fifties",
                                 "sixties",
                                 "seventies",
                                 "eighties",
                                 "nineties",
                                 "additional",
                                 "further",
                                 "lately",
                                 "soon",
                                 "mid",
                                 "midweek",
                                 "midyear",
                                 "presidents",
                                 "yom",
                                 "hanukkah",
                                 "multi",
                                 "straight",
                                 "consecutive",
                                 "h",
                                 "q",
                                 "end",
                                 "start",
                                 "beginning",
                                 "t",
                                 "whitsun",
                                 "ascension"})
            at(word).starts_time = true;
        for (auto& [text, word] : words_)
            if (word.cardinal >= 0 || word.scale > 0 || word.ordinal > 0 || word.month || word.weekday || word.season ||
                word.day_part || word.is_unit())
                word.starts_time = true;
    }

    std::unordered_map<std::string_view, NumberWord> words_;
};

}  // namespace

const NumberWord* find_number_word(std::string_view lower) {
    static const Table table;
    return table.find(lower);
}

}  // namespace tallybook
