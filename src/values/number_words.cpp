// The table behind find_number_word: one list of words a class.
#include <unordered_map>

#include "values/number_atoms.hpp"

namespace tallybook {
namespace {

constexpr std::string_view kSmall =
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen";
constexpr std::string_view kSmallOrdinals =
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth";
constexpr std::string_view kTens = "twenty thirty forty fifty sixty seventy eighty ninety";
constexpr std::string_view kTenOrdinals =
    "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth";
constexpr std::pair<std::string_view, int64_t> kScales[] = {
    {"hundred", 100},        {"thousand", 1000},          {"million", 1000000},
    {"billion", 1000000000}, {"trillion", 1000000000000}, {"dozen", 12}};

constexpr std::string_view kMonths =
    "january february march april may june july august september october november december";
constexpr std::string_view kShortMonths = "jan feb mar apr - jun jul aug sep oct nov dec";
constexpr std::string_view kWeekdays = "monday tuesday wednesday thursday friday saturday sunday";
constexpr std::string_view kWeekdayPlurals = "mondays tuesdays wednesdays thursdays fridays saturdays sundays";
constexpr std::string_view kShortWeekdays = "mon tue wed thu fri sat sun";
constexpr std::pair<std::string_view, int8_t> kOtherWeekdays[] = {{"tues", 2}, {"weds", 3}, {"thur", 4}, {"thurs", 4}};

constexpr std::pair<std::string_view, const char*> kSeasons[] = {
    {"spring", "SP"}, {"springtime", "SP"}, {"summer", "SU"}, {"summertime", "SU"}, {"summers", "SU"}, {"fall", "FA"},
    {"autumn", "FA"}, {"autumns", "FA"},    {"winter", "WI"}, {"wintertime", "WI"}, {"winters", "WI"}};
constexpr std::pair<std::string_view, const char*> kDayParts[] = {
    {"morning", "MO"},   {"mornings", "MO"},   {"dawn", "MO"},      {"daybreak", "MO"}, {"sunrise", "MO"},
    {"afternoon", "AF"}, {"afternoons", "AF"}, {"evening", "EV"},   {"evenings", "EV"}, {"dusk", "EV"},
    {"sunset", "EV"},    {"nightfall", "EV"},  {"night", "NI"},     {"nights", "NI"},   {"nighttime", "NI"},
    {"midnight", "NI"},  {"daytime", "DT"},    {"lunchtime", "MI"}, {"midday", "MI"},   {"noon", "MI"}};
constexpr std::string_view kZones =
    "gmt utc est edt cst cdt mst mdt pst pdt cet cest eet eest bst ist msk jst hkt zulu et pt ct";

struct UnitWords {
    TimeUnit unit;
    std::string_view singular, plural, abbreviated, abbreviated_plural;
};
constexpr UnitWords kUnits[] = {
    {TimeUnit::Second, "second", "seconds", "sec", "secs"},
    {TimeUnit::Minute, "minute", "minutes", "min", "mins"},
    {TimeUnit::Hour, "hour", "hours", "hr", "hrs"},
    {TimeUnit::Day, "day", "days", "", ""},
    {TimeUnit::Night, "night", "nights", "", ""},
    {TimeUnit::Week, "week", "weeks", "", ""},
    {TimeUnit::Fortnight, "fortnight", "fortnights", "", ""},
    {TimeUnit::Weekend, "weekend", "weekends", "", ""},
    {TimeUnit::Month, "month", "months", "", ""},
    {TimeUnit::Quarter, "quarter", "quarters", "", ""},
    {TimeUnit::Half, "semester", "", "", ""},
    {TimeUnit::Year, "year", "years", "", "yrs"},
    {TimeUnit::Decade, "decade", "decades", "", ""},
    {TimeUnit::Century, "century", "centuries", "", ""},
    {TimeUnit::Millennium, "millennium", "millennia", "", ""},
};

// Words that tell, without a tagger, whether a clause is about the past or the future. "To" alone says nothing.
constexpr std::string_view kFuture =
    "will shall 'll ll wo would could may might can should must tomorrow upcoming forthcoming planned expected "
    "scheduled "
    "due slated expire expires ends begins starts opens meets meet arrives leaves visits holds hosts payable effective";
constexpr std::string_view kPast =
    "was were had said did told took came went made began fell rose became got gave found held left lost met saw sent "
    "shot "
    "hit struck won wrote broke brought built fled flew fought grew kept knew led paid ran sold spoke stood threw "
    "thought "
    "has have been died blew hurt";

// The first words of what may become a time, if a word of its core follows ("the", "about") …
constexpr std::string_view kOpeners =
    "the a an this that these last next past previous following coming early late mid earlier later about around "
    "approximately roughly nearly almost some over under more less fewer at up no each every half several many few "
    "couple "
    "another circa ca c close sometime most fiscal its their per once pre post much final opening closing as on same "
    "latest "
    "upcoming well full whole entire long additional further multi straight end start beginning t h q dozens hundreds "
    "thousands tens scores numerous countless multiple not longer upwards preceding prior current just ad local";
// … and the words of that core that belong to no class above.
constexpr std::string_view kCore =
    "daily weekly monthly yearly hourly nightly annually biweekly bimonthly everyday today tonight tomorrow yesterday "
    "now "
    "currently current recent recently lately nowadays presently past future overnight present twice thrice century bc "
    "ad "
    "twenties thirties forties fifties sixties seventies eighties nineties year time term days clock "
    "christmas xmas easter thanksgiving halloween ramadan eid nowruz ashura new good independence labor memorial "
    "veterans "
    "election armistice valentine boxing palm ash epiphany pentecost martin presidents columbus bastille fourth maundy "
    "holy "
    "orthodox ascension saint st o half weekends dawn daybreak sunrise dusk sunset nightfall light small wee hours "
    "shawwal muharram "
    "arbaeen arba mawlid laylat islamic dhu nowroz newroz rosh yom sukkot simchat hanukkah purim passover shavuot "
    "coptic "
    "safar rabi jumada rajab shaban sha d farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman "
    "esfand hamal sawr jawza saratan asad sonbola mizan aqrab qaws jadi dalwa hut diwali deepavali";

template <class F>
void each_word(std::string_view list, F take) {
    int n = 0;
    while (!list.empty()) {
        const size_t space = list.find(' ');
        take(list.substr(0, space), n++);
        list = space == std::string_view::npos ? std::string_view() : list.substr(space + 1);
    }
}

class Table {
public:
    Table() {
        add_numbers();
        add_calendar();
        add_units();
        each_word(kFuture, [&](std::string_view w, int) { at(w).future = true; });
        each_word(kPast, [&](std::string_view w, int) { at(w).past = true; });
        for (auto& [text, word] : words_)
            word.core_of_time = word.cardinal >= 0 || word.scale > 0 || word.ordinal > 0 || word.month ||
                                word.weekday || word.season || word.day_part || word.is_unit();
        each_word(kOpeners, [&](std::string_view w, int) { at(w).opens_time = true; });
        each_word(kCore, [&](std::string_view w, int) { at(w).core_of_time = true; });
    }

    const NumberWord* find(std::string_view lower) const {
        constexpr size_t kLongest = 13;
        if (lower.size() > kLongest) return nullptr;
        const auto it = words_.find(lower);
        return it == words_.end() ? nullptr : &it->second;
    }

private:
    NumberWord& at(std::string_view word) { return words_[word]; }

    void add_numbers() {
        each_word(kSmall, [&](std::string_view w, int i) { at(w).cardinal = i; });
        each_word(kSmallOrdinals, [&](std::string_view w, int i) { at(w).ordinal = i + 1; });
        each_word(kTens, [&](std::string_view w, int i) { at(w).cardinal = (i + 2) * 10; });
        each_word(kTenOrdinals, [&](std::string_view w, int i) { at(w).ordinal = (i + 2) * 10; });
        at("hundredth").ordinal = 100;
        for (const auto& [word, value] : kScales) at(word).scale = value;
    }

    void add_calendar() {
        each_word(kMonths, [&](std::string_view w, int i) { at(w).month = static_cast<int8_t>(i + 1); });
        each_word(kShortMonths, [&](std::string_view w, int i) {
            if (w == "-") return;
            at(w).month = static_cast<int8_t>(i + 1);
            at(w).abbreviated = true;
        });
        at("sept").month = 9;
        at("sept").abbreviated = true;
        each_word(kWeekdays, [&](std::string_view w, int i) { at(w).weekday = static_cast<int8_t>(i + 1); });
        each_word(kWeekdayPlurals, [&](std::string_view w, int i) {
            at(w).weekday = static_cast<int8_t>(i + 1);
            at(w).plural = true;
        });
        each_word(kShortWeekdays, [&](std::string_view w, int i) {
            at(w).weekday = static_cast<int8_t>(i + 1);
            at(w).abbreviated = true;
        });
        for (const auto& [word, day] : kOtherWeekdays) {
            at(word).weekday = day;
            at(word).abbreviated = true;
        }
        for (const auto& [word, season] : kSeasons) {
            at(word).season = season;
            at(word).plural = word.ends_with('s');
        }
        for (const auto& [word, part] : kDayParts) {
            at(word).day_part = part;
            at(word).plural = word.ends_with('s');
        }
        each_word(kZones, [&](std::string_view w, int) { at(w).zone = true; });
    }

    void add_units() {
        for (const UnitWords& u : kUnits) {
            for (std::string_view word : {u.singular, u.plural, u.abbreviated, u.abbreviated_plural}) {
                if (word.empty()) continue;
                NumberWord& entry = at(word);
                entry.unit = u.unit;
                entry.plural = word == u.plural || word == u.abbreviated_plural;
                entry.abbreviated = word == u.abbreviated || word == u.abbreviated_plural;
            }
        }
    }

    std::unordered_map<std::string_view, NumberWord> words_;
};

}  // namespace

const NumberWord* find_number_word(std::string_view lower) {
    static const Table table;
    return table.find(lower);
}

}  // namespace tallybook
