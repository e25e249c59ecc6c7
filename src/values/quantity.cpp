#include "values/quantity.hpp"

#include <algorithm>
#include <array>

#include "values/number.hpp"
#include "values/quantity_about.hpp"
#include "values/quantity_parts.hpp"

namespace tallybook {
namespace {

// Words behind a number that make it a measure, money or a share.
constexpr std::string_view kMeasures =
    " percent pct per percentage point points dollars dollar dlrs euros euro pounds pound yen rubles roubles rials "
    "riyals dinars shekels "
    "pesos francs marks yuan rupees lira pesetas afghanis liras taka won ringgit krona kroner cents pence shillings "
    "naira cedis birr "
    "dirhams kwacha rand reais bolivars baht kyat kyats hryvnia hryvnias zlotys leones dalasi rupiah lari dram tenge "
    "somoni riels crowns "
    "forints pula meticais kwanzas ouguiya cfa bolivianos soles quetzales lempiras gourdes tomans km kms kilometers "
    "kilometres kilometer "
    "kilometre miles mile meters metres meter metre m yards feet foot ft inches inch cm mm kg kilograms kilos "
    "kilogrammes kilogram kilo "
    "grams grammes tons tonnes tonne ton liters litres gallons degrees hectares acres square ";
// Words that a number behind them belongs to: the first ones in any case, the second where they are capitalised.
constexpr std::array<std::string_view, 20> kDesignators{
    "resolution", "article", "flight", "highway", "route", "section",   "chapter", "phase", "room", "gate",
    "channel",    "page",    "number", "level",   "grade", "paragraph", "annex",   "item",  "aged", "age"};
constexpr std::array<std::string_view, 22> kNamedDesignators{
    "road", "radio", "division", "brigade", "battalion", "regiment", "unit",  "camp",     "block", "district", "type",
    "mark", "mk",    "model",    "boeing",  "airbus",    "no",       "class", "protocol", "area",  "zone",     "group"};

// Nouns behind "another" that are no things to count, and words that rank.
constexpr std::string_view kAbstract =
    " reason way matter thing example story question issue problem step chance sign case point part place kind sort "
    "form level one time "
    "day layer world era source round ";
constexpr std::string_view kRanks = " main leading few many key major only first last principal biggest largest ";

template <size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// In a list of words with a space on either side of each.
bool listed(std::string_view word, std::string_view words) {
    const size_t at = word.empty() ? std::string_view::npos : words.find(word);
    for (size_t i = at; i != std::string_view::npos; i = words.find(word, i + 1)) {
        if (words[i - 1] == ' ' && words[i + word.size()] == ' ') return true;
    }
    return false;
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
        describe_counts(report_, atoms_, nouns_, counts_);
        check_counts(report_);
    }

private:
    // One past what was read at i.
    uint32_t read(uint32_t i) {
        if (in_time_[i] || !may_begin(i)) return i + 1;
        reading_ = i;
        const auto count = read_count(atoms_, i);
        if (!count || in_time_[count->end - 1] || !atoms_.same_sentence(i, count->end - 1)) return i + 1;
        if (count->figures && is_part_of_name(i, count->end)) return count->end;
        if (const uint32_t end = share_end(i, *count)) return end;
        if (count->odds || is_measure(i, count->end) || is_years_of_age(i, count->end)) return count->end;
        if (count->figures && atoms_.is_any(i - 1, {"call", "dial", "called", "dialled"})) return count->end;
        HedgeRead before = count->vague || count->none ? HedgeRead{.begin = i} : hedge_before(atoms_, i);
        if (before.begin < floor_ || is_preposition(before, i, *count)) before = {.begin = i};
        const HedgeBehind behind = hedge_behind(atoms_, count->end);
        CountedNoun noun = counted(behind.end, *count);
        if (!stands_alone(i, *count, noun, before.kind != Hedge::None)) return count->end;
        add(i, *count, before, behind, std::move(noun));
        return floor_;
    }

    // "One in five people", "three in every ten": a share, no counts; but "killed two in three attacks". 0: none.
    uint32_t share_end(uint32_t i, const CountRead& count) const {
        const Atoms& a = atoms_;
        if (count.vague || count.none || count.high || count.value >= 10) return 0;
        const bool every = (a.is(count.end, "in") || a.is(count.end, "of")) && a.is(count.end + 1, "every");
        const bool of_some = a.is(count.end, "in") && i > 0 && tagged(i) && !tag(i - 1).starts_with("VB");
        const bool first = a.is(count.end, "in") && first_word(i);
        if (!every && !of_some && !first) return 0;
        const auto whole = read_cardinal(a, every ? count.end + 2 : count.end + 1);
        return whole && whole->value > count.value && whole->value <= 100 ? whole->end : 0;
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
        return atoms_.is_any(i, {"a",         "an",     "between",    "several", "numerous", "many",      "multiple",
                                 "countless", "few",    "dozens",     "scores",  "hundreds", "thousands", "millions",
                                 "tens",      "twice",  "thrice",     "half",    "couple",   "none",      "no",
                                 "from",      "both",   "another",    "not",     "nobody",   "without",   "casualties",
                                 "injuries",  "deaths", "fatalities", "losses",  "victims"});
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
               a[i].number < 115 && !a[i].grouped && (a[i - 2].capital || (tag(i - 2) == "NN" && a.is_mark(end, ',')));
    }

    // "aged nine", "aged 23 and 60", "children under five".
    bool is_years_of_age(uint32_t i, uint32_t end) const {
        const Atoms& a = atoms_;
        if (i == 0 || !a.same_sentence(i - 1, i) || a[i].number > 120) return false;
        if (a.is_any(i - 1, {"aged", "age", "ages"})) return true;
        if (i >= 3 && a.is_any(i - 1, {"and", "to", "or"}) && a.is_any(i - 3, {"aged", "ages"})) return true;
        return i >= 2 && a.is(i - 1, "under") &&
               a.is_any(i - 2, {"children", "child", "boys", "girls", "kids", "those"}) &&
               !nouns_.find(end, false).unit.size();
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
        if (!listed(a[end].text, kMeasures)) return false;
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
        if (names_whole(a, at)) return of_the_whole(at, i, count);
        if (count.vague && a.is_mark(at, ',') && a.is(at + 1, "of")) {  // "hundreds, perhaps thousands, of people"
            CountedNoun noun = noun_at(at + 2, count);
            noun.end = i;
            return noun;
        }
        if (count.none && count.end == i && a.is(i - 1, "none")) return {.end = i};
        while (a.is_any(at, {"more", "other", "additional", "further", "different", "separate"}) && !stops_noun(at, i))
            ++at;
        const uint32_t bare = at > i && a.is(at - 1, "more") ? at : i;
        if (bare == at && at > i && names_whole(a, at)) return of_the_whole(at, at, count);
        if (stops_noun(at, i)) return {.end = bare};
        CountedNoun noun = noun_at(at, count);
        // "another stabbed", a participle that the tagger took for a noun
        if (count.another && noun.unit.ends_with("ed") && first_of_two()) noun.unit.clear();
        if (noun.unit.empty()) noun.end = bare;
        return noun;
    }

    // "five of the ten hostages", "12 of the province's 19 districts", "seven of them children".
    CountedNoun of_the_whole(uint32_t of, uint32_t number_end, const CountRead& count) const {
        if (atoms_.is_any(of + 1, {"them", "whom", "us"})) return behind_partitive(of + 2, number_end, count);
        uint32_t at = of + 2;
        for (uint32_t k = at; k < at + 4 && atoms_.same_sentence(of, k); ++k) {
            if (atoms_.is(k, "s") && atoms_.is_mark(k - 1, '\'')) at = k + 1;
        }
        if (const auto whole = read_count(atoms_, at)) at = whole->end;
        CountedNoun noun = nouns_.find(at, false);
        noun.end = number_end;  // the whole that it is a part of is no part of the count
        return noun;
    }

    // "11 were police officers", "two of whom were guards".
    CountedNoun predicate(uint32_t i) const {
        uint32_t at = i;
        if (names_whole(atoms_, at) && atoms_.is_any(at + 1, {"them", "whom"})) at += 2;
        if (!atoms_.is_any(at, {"were", "are"}) || !tagged(at + 1) || !nouns_.is_plural_noun_phrase(at + 1))
            return {.end = i};
        return nouns_.find(at + 1, false);
    }

    // "seven of them children": the noun behind, where one stands there at once.
    CountedNoun behind_partitive(uint32_t i, uint32_t number_end, const CountRead& count) const {
        CountedNoun noun;
        if (!stops_noun(i, number_end)) noun = noun_at(i, count);
        if (nouns_.is_people_adjective(i)) noun.unit.clear();  // "two of them Swedish"
        noun.end = number_end;
        return noun;
    }

    // ---- whether it is a count at all

    bool stands_alone(uint32_t i, const CountRead& count, const CountedNoun& noun, bool hedged) const {
        const Atoms& a = atoms_;
        if (count.vague && a.is(i, "many") &&
            (a.is(i - 1, "as") || a.is(i - 1, "how") || a.is(i - 1, "so") || a.is(i - 1, "too")))
            return false;
        if (count.another) return is_another(i, noun);
        if (count.both)
            return !noun.unit.empty() && noun.unit.back() != 'y' && !a.is_any(noun.end, {"and", "or"}) &&
                   (nouns_.is_plural_noun_phrase(count.end) || !tagged(i));
        if (count.none && count.one) return !noun.unit.empty();
        if (count.one && a.is(count.end, "of")) return is_one_of(i, count.end) && !noun.unit.empty();
        if (count.vague)
            return !noun.unit.empty() || a.is_any(i, {"dozens", "hundreds", "thousands", "several", "scores"}) ||
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

    // "another soldier"; alone only behind a first one: "one soldier was killed and another wounded".
    bool is_another(uint32_t i, const CountedNoun& noun) const {
        if (i > 0 && atoms_.is_any(i - 1, {"one", "yet", "in", "or"})) return false;
        if (!noun.unit.empty()) return tagged(i) && tag(noun.end - 1) == "NN" && !listed(noun.unit, kAbstract);
        return first_of_two() != nullptr && !atoms_.is(i + 1, "of");
    }

    // The count of one that "another" goes on from.
    const Quantity* first_of_two() const {
        for (auto q = report_.quantities.rbegin(); q != report_.quantities.rend(); ++q) {
            if (!sentence_holds_last(*q)) return nullptr;
            if (q->low == 1 && q->best == 1) return &*q;
        }
        return nullptr;
    }
    bool sentence_holds_last(const Quantity& q) const { return sentence_holds(reading_, q.tokens->begin); }

    // "One of the gunmen got away", not "he is one of the leaders".
    bool is_one_of(uint32_t i, uint32_t end) const {
        const Atoms& a = atoms_;
        if (!names_whole(a, end) || !tagged(i)) return false;
        if (i > 0 && a.same_sentence(i - 1, i) &&
            (a.is_any(i - 1, {"is", "was", "are", "were", "be", "been", "being", "as", "become", "became", "no", "not",
                              "every", "any", "remains", "considered", "s"}) ||
             a.is_mark(i - 1, ',') || a.is_mark(i - 1, '-')))
            return false;
        return nouns_.is_plural_noun_phrase(end + 2) && !listed(a[end + 2].text, kRanks) &&
               !tag(end + 2).starts_with("JJS") && !tag(end + 2).starts_with("RBS");
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
        if (q.unit.empty() && !count.none) q.unit = predicate(count.end).unit;
        if (count.another && q.unit.empty()) {
            q.unit = first_of_two()->unit;
            q.basis = "earlier number";
        } else if (q.unit.empty() && !count.none && !count.vague) {
            borrow_unit(q, before.begin);
        }
        floor_ = last;
        counts_.push_back(
            {.begin = before.begin, .number = i, .number_end = count.end, .end = last, .another = count.another});
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

    // "at least 20 rebels in the hills and up to nine on the plain"; "the death toll rose to 45"; "the number of
    // wounded is 12".
    void borrow_unit(Quantity& q, uint32_t i) const {
        constexpr uint32_t kReach = 10;
        for (uint32_t k = 1; k <= kReach && k <= i && atoms_.same_sentence(i, i - k); ++k) {
            if (atoms_.is(i - k, "toll")) {
                q.unit = "deaths";
                q.basis = "toll";
                return;
            }
            if (atoms_.is(i - k, "number") && atoms_.is(i - k + 1, "of") && k > 3) {
                q.unit = nouns_.find(i - k + 2, false).unit;
                q.basis = "number of";
                if (!q.unit.empty()) return;
            }
        }
        q.basis.clear();
        if (i > 1 && atoms_.is_any(i - 1, {"numbered", "numbering"})) {
            q.unit = nouns_.find(i - 2, false).unit;
            if (!q.unit.empty()) return;
        }
        const Quantity* lender = nullptr;  // of the sentence's numbers the last with a unit; rather not "one valley"
        for (auto q2 = report_.quantities.rbegin(); q2 != report_.quantities.rend(); ++q2) {
            if (!sentence_holds(i, q2->tokens->begin)) break;
            if (q2->unit.empty() || q2->unit == "times") continue;
            if (is_thing(q2->unit) && is_done_to_people(i)) break;  // "fired 12 shots, killing one"
            if (!lender) lender = &*q2;
            if (q2->low == 1 && q2->high == 1) continue;
            lender = &*q2;
            break;
        }
        if (!lender) return;
        q.unit = lender->unit;
        q.basis = "earlier number";
    }

    bool is_done_to_people(uint32_t i) const {
        return i > 0 &&
               atoms_.is_any(i - 1, {"killing", "killed", "wounding", "wounded", "injuring", "injured", "maiming",
                                     "arresting", "arrested", "detaining", "detained", "abducting", "abducted"});
    }
    static bool is_thing(std::string_view unit) {
        constexpr std::string_view kThings =
            " shots shot rounds shells rockets missiles drones bombs grenades mortars bullets mines explosions blasts "
            "strikes attacks raids trucks vehicles cars houses homes huts shops buildings villages towns ";
        const size_t space = unit.rfind(' ');
        return listed(space == std::string_view::npos ? unit : unit.substr(space + 1), kThings);
    }

    bool sentence_holds(uint32_t i, uint32_t token) const {
        return !report_.sentences.empty() && report_.sentences[atoms_[i].sentence].tokens.contains(token);
    }

    Report& report_;
    Atoms atoms_;
    std::vector<bool> in_time_;
    NounFinder nouns_;
    std::vector<CountPlace> counts_;  // of each quantity
    uint32_t reading_ = 0;
    uint32_t floor_ = 0;  // first atom that no quantity has taken
};

}  // namespace

void read_quantities(Report& report) {
    report.quantities.clear();
    if (report.tokens.empty()) return;
    Reader(report).run();
}

}  // namespace tallybook
