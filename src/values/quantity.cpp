#include "values/quantity.hpp"

#include <algorithm>
#include <array>

#include "values/quantity_parts.hpp"

namespace tallybook {
namespace {

// Words behind a number that make it a measure, money or a share.
constexpr std::array<std::string_view, 72> kMeasures{
    "percent",  "pct",     "per",        "percentage", "point",     "points",    "dollars",     "dollar", "dlrs",
    "euros",    "euro",    "pounds",     "pound",      "yen",       "rubles",    "roubles",     "rials",  "riyals",
    "dinars",   "shekels", "pesos",      "francs",     "marks",     "yuan",      "rupees",      "lira",   "pesetas",
    "afghanis", "liras",   "taka",       "won",        "ringgit",   "krona",     "kroner",      "cents",  "pence",
    "km",       "kms",     "kilometers", "kilometres", "kilometer", "kilometre", "miles",       "mile",   "meters",
    "metres",   "meter",   "metre",      "m",          "yards",     "feet",      "foot",        "ft",     "inches",
    "inch",     "cm",      "mm",         "kg",         "kilograms", "kilos",     "kilogrammes", "tons",   "tonnes",
    "tonne",    "ton",     "liters",     "litres",     "gallons",   "degrees",   "hectares",    "acres",  "square"};
// Words that a number behind them belongs to: the first ones in any case, the second where they are capitalised.
constexpr std::array<std::string_view, 20> kDesignators{
    "resolution", "article", "flight", "highway", "route", "section",   "chapter", "phase", "room", "gate",
    "channel",    "page",    "number", "level",   "grade", "paragraph", "annex",   "item",  "aged", "age"};
constexpr std::array<std::string_view, 22> kNamedDesignators{
    "road", "radio", "division", "brigade", "battalion", "regiment", "unit",  "camp",     "block", "district", "type",
    "mark", "mk",    "model",    "boeing",  "airbus",    "no",       "class", "protocol", "area",  "zone",     "group"};

template <size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

class Reader {
public:
    explicit Reader(Report& report) : report_(report), atoms_(report), nouns_(report, atoms_, in_time_) {
        in_time_.assign(atoms_.size(), false);
        size_t t = 0;
        for (uint32_t i = 0; i < atoms_.size(); ++i) {
            while (t < report.times.size() && report.times[t].span->end <= atoms_[i].begin) ++t;
            if (t < report.times.size() && report.times[t].span->contains(atoms_[i].begin)) in_time_[i] = true;
        }
    }

    void run() {
        for (uint32_t i = 0; i < atoms_.size();) i = read(i);
    }

private:
    // One past what was read at i.
    uint32_t read(uint32_t i) {
        if (in_time_[i] || !may_begin(i)) return i + 1;
        const auto count = read_count(atoms_, i);
        if (!count || in_time_[count->end - 1] || !atoms_.same_sentence(i, count->end - 1)) return i + 1;
        if (count->figures && is_part_of_name(i, count->end)) return count->end;
        if (is_measure(i, count->end)) return count->end;
        HedgeRead before = count->vague || count->none ? HedgeRead{.begin = i} : hedge_before(atoms_, i);
        if (before.begin < floor_ || is_preposition(before, i, *count)) before = {.begin = i};
        const HedgeBehind behind = hedge_behind(atoms_, count->end);
        CountedNoun noun = counted(behind.end, *count);
        if (!stands_alone(i, *count, noun, before.kind != Hedge::None)) return count->end;
        add(i, *count, before, behind, std::move(noun));
        return floor_;
    }

    // "under two names", "over three towns": no hedge before a small number in words.
    bool is_preposition(const HedgeRead& before, uint32_t i, const CountRead& count) const {
        return before.begin + 1 == i && !count.figures && count.value < 10 &&
               atoms_.is_any(before.begin, {"under", "over", "above"});
    }

    bool may_begin(uint32_t i) const {
        const Atom& atom = atoms_[i];
        if (atom.kind == Atom::Kind::Number) return true;
        if (atom.kind != Atom::Kind::Word) return false;
        if (atom.word && (atom.word->cardinal >= 0 || (atom.word->scale && i > 0 && atoms_.is(i - 1, "a"))))
            return true;
        return atoms_.is_any(i, {"a",         "an",    "between", "several", "numerous", "many",      "multiple",
                                 "countless", "few",   "dozens",  "scores",  "hundreds", "thousands", "millions",
                                 "tens",      "twice", "thrice",  "half",    "couple",   "none",      "no"});
    }

    // "F-16", "Resolution 1701", "9/11", "3-2", "(4)", "Ali, 34,", "1980s", "12:30", "27-year".
    bool is_part_of_name(uint32_t i, uint32_t end) const {
        const Atoms& a = atoms_;
        if (i > 0 && a.joined(i) &&
            (a.is_word(i - 1) || a.is_number(i - 1) || a.is_mark(i - 1, '#') || a.is_mark(i - 1, '/') ||
             a.is_mark(i - 1, ':') || a.is_mark(i - 1, '.') || a.is_mark(i - 1, '$') || a.is_mark(i - 1, '\'')))
            return true;
        if (i > 1 && a.is_mark(i - 1, '-') && a.joined(i - 1)) return true;
        if (a.joined(end) && (a.is_word(end) || ((a.is_mark(end, '/') || a.is_mark(end, ':') || a.is_mark(end, '-')) &&
                                                 a.is_number(end + 1))))
            return true;
        if (a.is_mark(end, ')') && a.is_mark(i - 1, '(') && a[i].number < 20) return true;
        if (a[i].digits > 1 && a[i].text[0] == '0') return true;
        const bool first = i == 0 || !a.same_sentence(i - 1, i);
        if (first && (a.is_mark(end, ')') || (a.is_mark(end, '.') && a.joined(end)))) return true;
        if (first || !a.is_word(i - 1)) return is_age(i, end);
        if (one_of(a[i - 1].text, kDesignators) || a.is_any(i - 1, {"no", "since"})) return true;
        if (one_of(a[i - 1].text, kNamedDesignators) && (a[i - 1].capital || !a[i - 1].cased)) return true;
        const bool named =
            a[i - 1].capital && a[i - 1].cased && !first_word(i - 1) && !a.word(i - 1).month && !a.word(i - 1).weekday;
        return named && !a.is_word(end);
    }

    bool first_word(uint32_t i) const { return i == 0 || !atoms_.same_sentence(i - 1, i); }

    bool is_age(uint32_t i, uint32_t end) const {
        const Atoms& a = atoms_;
        return i >= 2 && a.is_mark(i - 1, ',') && (a.is_mark(end, ',') || a.is_mark(end, '.')) && a.is_word(i - 2) &&
               a[i - 2].capital && a[i].number < 115 && !a[i].grouped;
    }

    bool is_measure(uint32_t i, uint32_t end) const {
        const Atoms& a = atoms_;
        if (i > 0 &&
            (a.is_mark(i - 1, '$') || (a.is_word(i - 1) && a.is_any(i - 1, {"us", "rs", "usd", "eur", "gbp"}))))
            return true;
        if (i > 0 && a[i - 1].text == "\xE2\x82\xAC") return true;
        if (a.is_mark(end, '%') || a.is_mark(end, '$')) return true;
        if (a.is_any(end, {"year", "years", "month", "months", "day", "days", "hour", "hours", "minute", "minutes",
                           "second", "seconds", "week", "weeks", "o", "am", "pm", "a.m.", "p.m."}))
            return true;
        if (a.is_mark(end, '-') && a.joined(end))
            return !(a.is(end + 1, "odd") || a.is(end + 1, "plus"));  // "27-year-old", "two-thirds", "82-mm"
        if (a.is_mark(end, '/') && a.joined(end)) return true;
        if (!one_of(a[end].text, kMeasures)) return false;
        return !(a.is(end, "m") && a[end].capital);
    }

    // ---- what is counted

    bool tagged(uint32_t i) const { return i < atoms_.size() && !tag(i).empty(); }
    std::string_view tag(uint32_t i) const { return report_.tokens[atoms_[i].token].tag; }

    bool stops_noun(uint32_t i, uint32_t from) const {
        return i >= atoms_.size() || in_time_[i] || !atoms_.same_sentence(from, i);
    }

    CountedNoun noun_at(uint32_t i, const CountRead& count) const {
        return nouns_.find(i, count.value == 1 && !count.vague && !count.high);
    }

    CountedNoun counted(uint32_t i, const CountRead& count) const {
        const Atoms& a = atoms_;
        if (!count.unit.empty()) return {.end = i, .unit = std::string(count.unit)};
        uint32_t at = i;
        if (a.is(at, "of") && a.is_any(at + 1, {"the", "its", "their", "his", "them", "whom", "these", "those"})) {
            if (a.is_any(at + 1, {"them", "whom"})) return behind_partitive(at + 2, i, count);
            CountedNoun noun = noun_at(at + 2, count);
            noun.end = i;  // the whole that it is a part of is no part of the count
            return noun;
        }
        if (count.none && count.end == i && a.is(i - 1, "none")) return {.end = i};
        while (a.is_any(at, {"more", "other", "additional", "further", "different", "separate"}) && !stops_noun(at, i))
            ++at;
        const uint32_t bare = at > i && a.is(at - 1, "more") ? at : i;
        if (stops_noun(at, i)) return {.end = bare};
        CountedNoun noun = noun_at(at, count);
        if (noun.unit.empty()) noun.end = bare;
        return noun;
    }

    // "seven of them children": the noun behind, where one stands there at once.
    CountedNoun behind_partitive(uint32_t i, uint32_t number_end, const CountRead& count) const {
        CountedNoun noun;
        if (!stops_noun(i, number_end)) noun = noun_at(i, count);
        noun.end = number_end;
        return noun;
    }

    // ---- whether it is a count at all

    bool stands_alone(uint32_t i, const CountRead& count, const CountedNoun& noun, bool hedged) const {
        const Atoms& a = atoms_;
        if (count.vague && a.is(i, "many") &&
            (a.is(i - 1, "as") || a.is(i - 1, "how") || a.is(i - 1, "so") || a.is(i - 1, "too")))
            return false;
        if (count.vague)
            return !noun.unit.empty() || a.is_any(i, {"dozens", "hundreds", "thousands", "several"}) ||
                   a.is_any(i + 1, {"few"});
        if (count.none || !count.unit.empty()) return true;
        if (a.is_any(count.end,
                     {"third", "thirds", "quarter", "quarters", "half", "halves", "fifth", "fifths", "tenths"}))
            return false;
        if (count.one && (a.is_any(i - 1, {"number", "by"}) || a.is_any(count.end, {"by", "after", "at", "another"})) &&
            noun.unit.empty())
            return false;
        if (!noun.unit.empty()) {
            if (!count.one) return true;
            return !a.is_any(i - 1, {"no", "any", "every", "each", "this", "that"}) && !a.is(count.end, "of") &&
                   !a.is_any(count.end, {"another"});
        }
        if (count.one) {
            if (tagged(i))
                return tag(i) == "CD" && !a.is(count.end, "of") &&
                       !a.is_any(i - 1, {"no", "any", "every", "each", "this", "that", "the", "another"});
            return hedged;
        }
        if (count.figures && a[i].digits == 4 && !a[i].grouped && a[i].number > 1800 && a[i].number < 2100)
            return hedged;
        if (!count.figures && tagged(i)) return tag(i) == "CD" || atoms_.word(count.end - 1).scale > 0;
        return true;
    }

    // ---- writing

    void add(uint32_t i, const CountRead& count, const HedgeRead& before, const HedgeBehind& behind, CountedNoun noun) {
        Quantity q;
        const uint32_t end = std::max(noun.end, behind.end);
        const uint32_t last = std::max(end, count.end);
        q.span = atoms_.bytes(before.begin, last);
        q.tokens = atoms_.tokens(before.begin, last);
        fill(q, count, before.kind != Hedge::None ? before.kind : behind.kind);
        if (before.begin < i)
            q.hedge = slice(before.begin, i);
        else if (behind.end > count.end)
            q.hedge = slice(count.end, behind.end);
        else
            q.hedge = std::string(count.hedge);
        q.unit = std::move(noun.unit);
        if (q.unit.empty() && !count.none && !count.vague) borrow_unit(q, i);
        floor_ = last;
        report_.quantities.push_back(std::move(q));
    }

    std::string slice(uint32_t begin, uint32_t end) const {
        std::string out;
        for (uint32_t i = begin; i < end; ++i) {
            if (i > begin && atoms_[i].spaced) out += ' ';
            out += atoms_[i].text;
        }
        return out;
    }

    static void fill(Quantity& q, const CountRead& count, Hedge hedge) {
        const int64_t n = count.value;
        if (count.vague) {
            q.low = n;
        } else if (count.high) {
            q.low = n;
            q.high = *count.high;
        } else if (count.couple) {
            q.low = q.best = n;
        } else {
            switch (hedge) {
                case Hedge::None:
                    q.low = q.best = q.high = n;
                    break;
                case Hedge::AtLeast:
                    q.low = q.best = n;
                    break;
                case Hedge::MoreThan:
                    q.low = q.best = n + 1;
                    break;
                case Hedge::UpTo:
                case Hedge::Nearly:
                    q.best = q.high = n;
                    break;
                case Hedge::LessThan:
                    q.best = q.high = n - 1;
                    break;
                case Hedge::About:
                    q.best = n;
                    break;
            }
        }
    }

    // "at least 15 militants in Iraq and up to seven in Syria"; "the death toll rose to 45".
    void borrow_unit(Quantity& q, uint32_t i) const {
        constexpr uint32_t kToll = 8;
        for (uint32_t k = 1; k <= kToll && k <= i && atoms_.same_sentence(i, i - k); ++k) {
            if (!atoms_.is(i - k, "toll")) continue;
            q.unit = "deaths";
            q.basis = "toll";
            return;
        }
        const Quantity* lender = nullptr;  // of the sentence's numbers the last with a unit; rather not "one valley"
        for (auto q2 = report_.quantities.rbegin(); q2 != report_.quantities.rend(); ++q2) {
            if (!sentence_holds(i, q2->tokens->begin)) break;
            if (q2->unit.empty() || q2->unit == "times") continue;
            if (!lender) lender = &*q2;
            if (q2->low == 1 && q2->high == 1) continue;
            lender = &*q2;
            break;
        }
        if (!lender) return;
        q.unit = lender->unit;
        q.basis = "earlier number";
    }

    bool sentence_holds(uint32_t i, uint32_t token) const {
        return !report_.sentences.empty() && report_.sentences[atoms_[i].sentence].tokens.contains(token);
    }

    Report& report_;
    Atoms atoms_;
    std::vector<bool> in_time_;
    NounFinder nouns_;
    uint32_t floor_ = 0;  // first atom that no quantity has taken
};

}  // namespace

void read_quantities(Report& report) {
    report.quantities.clear();
    if (report.tokens.empty()) return;
    Reader(report).run();
}

}  // namespace tallybook
