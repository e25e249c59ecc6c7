#include "values/quantity_about.hpp"

#include <algorithm>

#include "values/number.hpp"

namespace tallybook {
namespace {

// What is done to people, or what they do, and to nothing else that reports count.
constexpr std::string_view kKilled =
    " kill kills killed killing wound wounds wounded wounding injure injures injured injuring hurt maim maimed maiming "
    "hospitalized "
    "hospitalised arrest arrested arresting detain detained detaining kidnap kidnapped kidnapping abduct abducted "
    "abducting displace "
    "displaced displacing rescue rescued rescuing evacuate evacuated evacuating behead beheaded beheading execute "
    "executed executing "
    "massacred murdered injuring wounding drowned drowning jailed imprisoned deported expelled ";
constexpr std::string_view kDone =
    " killed wounded injured hurt maimed hospitalized hospitalised arrested detained kidnapped abducted displaced "
    "rescued evacuated "
    "beheaded executed massacred murdered died drowned perished fled escaped survived surrendered deserted jailed "
    "imprisoned deported "
    "expelled tried released freed crossed missing trapped buried sentenced charged ";
constexpr std::string_view kAux = " was were has have had been being are is be later also still reportedly were ";
constexpr std::string_view kBodies = " force crowd group mob gang garrison crew party team contingent throng ";

constexpr std::string_view kFemale =
    " women woman girls girl schoolgirls schoolgirl policewomen policewoman servicewomen mothers mother sisters sister "
    "daughters daughter "
    "wives wife widows widow nuns nun grandmothers grandmother females female ";
constexpr std::string_view kMale =
    " men man boys boy schoolboys schoolboy fathers father brothers brother sons son husbands husband grandfathers "
    "grandfather males "
    "male ";
constexpr std::string_view kChild =
    " children child kids kid boys boy girls girl schoolchildren schoolgirls schoolgirl schoolboys schoolboy toddlers "
    "toddler infants "
    "infant babies baby newborns newborn minors minor orphans orphan youngsters youngster grandchildren ";
constexpr std::string_view kTeenager = " teenagers teenager teens teen teenage adolescents adolescent ";
constexpr std::string_view kElderly = " elderly pensioners pensioner octogenarians ";
constexpr std::string_view kAdult = " adults adult grown-ups ";

bool listed(std::string_view word, std::string_view words) {
    for (size_t i = word.empty() ? std::string_view::npos : words.find(word); i != std::string_view::npos;
         i = words.find(word, i + 1)) {
        if (words[i - 1] == ' ' && words[i + word.size()] == ' ') return true;
    }
    return false;
}

class Describer {
public:
    Describer(Report& report, const Atoms& atoms, const NounFinder& nouns, const std::vector<CountPlace>& places)
        : report_(report), a_(atoms), nouns_(nouns), places_(places) {}

    void run() {
        for (size_t k = 0; k < places_.size(); ++k) {
            unit_told_later(k);
            if (at(k).unit.empty()) people_by_context(k);
        }
        for (size_t k = 0; k < places_.size(); ++k) {
            if (!read_total(k) && !read_part(k)) read_rest(k);
            if (is_counted_people(at(k))) read_people(k);
        }
    }

private:
    Quantity& at(size_t k) { return report_.quantities[k]; }
    const CountPlace& place(size_t k) const { return places_[k]; }
    bool bare(size_t k) const {
        const CountPlace& p = places_[k];
        return p.end == p.number_end || a_.is(p.end - 1, "more");
    }
    bool same_sentence(size_t j, size_t k) const { return a_.same_sentence(place(j).begin, place(k).begin); }
    std::string_view tag(uint32_t i) const {
        return i < a_.size() ? report_.tokens[a_[i].token].tag : std::string_view();
    }
    bool is_verb(uint32_t i) const { return tag(i).starts_with("VB") || tag(i) == "MD"; }

    // "Ten Malian and three Nigerien soldiers", "hundreds, perhaps thousands, of people".
    void unit_told_later(size_t k) {
        constexpr uint32_t kReach = 4;
        if (!bare(k) || k + 1 >= places_.size() || !same_sentence(k, k + 1)) return;
        const uint32_t from = place(k).end, to = place(k + 1).begin;
        if (to <= from || to - from > kReach || at(k + 1).unit.empty()) return;
        if (at(k + 1).basis == "earlier number" || names_whole(a_, from)) return;
        const bool other_guess = a_.is_mark(from, ',') && a_.is_any(to - 1, {"perhaps", "possibly", "maybe", "not"});
        bool adjectives = a_.is_any(to - 1, {"and", "or"}) && to - from > 1;
        for (uint32_t i = from; i + 1 < to; ++i) adjectives = adjectives && a_[i].cased && a_[i].capital;
        if (!other_guess && !adjectives) return;
        at(k).unit = at(k + 1).unit;
        at(k).basis = "later number";
    }

    // "killed five", "six were arrested", "the other six escaped", "a force of 8,000", "hundreds fled".
    void people_by_context(size_t k) {
        const CountPlace& p = place(k);
        Quantity& q = at(k);
        if (q.low == 0 && q.high == 0) return;
        bool people = p.begin > 0 && a_.same_sentence(p.begin - 1, p.begin) && listed(a_[p.begin - 1].text, kKilled);
        people = people || (p.begin > 1 && a_.is(p.begin - 1, "of") && listed(a_[p.begin - 2].text, kBodies));
        people = people || (p.begin > 0 && listed(a_[p.begin - 1].text, kBodies) && a_.is(p.begin, "estimated"));
        people = people || (q.low && !q.best && !q.high);  // "hundreds", "thousands" alone
        uint32_t i = p.end;
        constexpr uint32_t kAuxiliaries = 4;
        while (i < p.end + kAuxiliaries && a_.same_sentence(p.begin, i) && listed(a_[i].text, kAux)) ++i;
        people = people || (a_.same_sentence(p.begin, i) && listed(a_[i].text, kDone));
        if (!people || names_whole(a_, p.end)) return;
        q.unit = "people";
        q.basis = "what happened to them";
    }

    // ---- how counts stand to each other

    bool in_sentence(uint32_t from, uint32_t i) const { return i < a_.size() && a_.same_sentence(from, i); }

    // "the toll rose to 31", "revised the toll from 48 to 45", "the number of wounded has passed 200", "the dead
    // numbered 34".
    bool read_total(size_t k) {
        constexpr uint32_t kReach = 10;
        const CountPlace& p = place(k);
        bool total = p.begin > 1 && a_.is(p.begin - 1, "numbered");
        for (uint32_t d = 1; d <= kReach && d <= p.begin && in_sentence(p.begin, p.begin - d) && !total; ++d) {
            const uint32_t i = p.begin - d;
            total = a_.is(i, "toll") || (a_.is(i, "number") && a_.is(i + 1, "of") && at(k).basis == "number of");
        }
        if (!total) return false;
        const bool from = p.begin > 0 && a_.is(p.begin - 1, "from");
        at(k).standing = from ? "former" : "total";
        return true;
    }

    // The whole that a count at k is told of: the last one before it in its sentence that is no part itself.
    std::optional<size_t> whole_before(size_t k) {
        for (size_t j = k; j-- > 0 && same_sentence(j, k);) {
            if (at(j).standing != "part" && !at(j).unit.empty() && at(j).unit != "times") return j;
        }
        return std::nullopt;
    }

    bool set_part(size_t k, std::optional<size_t> whole) {
        at(k).standing = "part";
        if (!whole) return true;
        at(k).whole = at(*whole).span;
        if (at(k).unit.empty()) {
            at(k).unit = at(*whole).unit;
            at(k).basis = "its whole";
        }
        return true;
    }

    bool read_part(size_t k) {
        const CountPlace& p = place(k);
        if ((at(k).low == 0 && at(k).high == 0) || says_more(p)) return false;
        if (a_.is(p.begin - 1, "but") && a_.is(p.begin - 2, "all")) return false;  // "all but three of the 24"
        if (names_whole(a_, p.end) && a_.is_any(p.end + 1, {"them", "whom", "us"})) return set_part(k, whole_before(k));
        if (names_whole(a_, p.end)) {
            constexpr uint32_t kReach = 6;
            const bool told = k + 1 < places_.size() && place(k + 1).begin <= p.end + kReach && same_sentence(k, k + 1);
            return set_part(k, told ? std::optional(k + 1) : std::nullopt);
        }
        if (a_.is_any(p.end, {"of"}) && a_.is(p.end + 1, "whom")) return set_part(k, whole_before(k));
        if (opened_by_including(p)) return set_part(k, whole_before(k));
        if (k == 0 || !same_sentence(k - 1, k)) return false;
        if (behind_of(k)) return set_part(k, whole_before(k));
        if (in_list_behind(k)) return set_part(k, whole_before(k));
        return in_state(k) && set_part(k, k - 1);
    }

    bool says_more(const CountPlace& p) const {
        for (uint32_t i = p.number_end; i < p.end; ++i) {
            if (a_.is_any(i, {"more", "additional", "further"}) && !a_.is(i - 1, "or")) return true;
        }
        return false;
    }

    // "including three children", "among them a judge and five lawyers".
    bool opened_by_including(const CountPlace& p) const {
        constexpr uint32_t kReach = 6;
        for (uint32_t d = 1; d <= kReach && d <= p.begin && in_sentence(p.begin, p.begin - d); ++d) {
            const uint32_t i = p.begin - d;
            if (a_.is_any(i, {"including", "includes", "included"})) return true;
            if (a_.is_any(i, {"them", "whom"}) && a_.is(i - 1, "among")) return true;
            if (is_verb(i) || a_.is_mark(i, ';') || a_.is_mark(i, ':')) return false;
        }
        return false;
    }

    // "Of the 18 dead, 11 were police officers": k-1 is the whole.
    bool behind_of(size_t k) const {
        const CountPlace& before = place(k - 1);
        uint32_t i = before.begin;
        if (i > 0 && a_.is_any(i - 1, {"the", "these", "those"})) --i;
        const bool opens = i > 0 && a_.is(i - 1, "of") && (i == 1 || !in_sentence(before.begin, i - 2));
        return opens && bare(k);
    }

    // A list goes on: "nine women and four infants", or follows a colon: "20 people: 12 soldiers, six policemen".
    bool in_list_behind(size_t k) {
        const CountPlace &p = place(k), &before = place(k - 1);
        if (at(k - 1).standing == "part") {
            const bool list = p.begin > before.end && goes_on(before.end, p.begin);
            return list && (bare(k) || !bare(k - 1) || behind_colon(k - 1));
        }
        if (!behind_colon(k)) return false;
        const bool followed = k + 1 < places_.size() && same_sentence(k, k + 1) && goes_on(p.end, place(k + 1).begin);
        return followed && at(k - 1).best && at(k).best && *at(k).best < *at(k - 1).best;
    }
    bool behind_colon(size_t k) const {
        const uint32_t i = place(k).begin;
        return i > 0 && (a_.is_mark(i - 1, ':') || (a_.is_mark(i - 1, '-') && a_[i].spaced && a_[i - 1].spaced));
    }
    // No verb, but a comma or "and".
    bool goes_on(uint32_t from, uint32_t to) const {
        constexpr uint32_t kReach = 9;
        if (to <= from || to - from > kReach) return false;
        bool joined = false;
        for (uint32_t i = from; i < to; ++i) {
            if (is_verb(i) || a_.is_mark(i, ';') || a_.is_mark(i, ':')) return false;
            joined = joined || a_.is_mark(i, ',') || a_.is(i, "and");
        }
        return joined;
    }

    // "71 injured, 15 in critical condition", "12 hurt, four seriously".
    bool in_state(size_t k) const {
        const CountPlace &p = place(k), &before = place(k - 1);
        if (!bare(k) || p.begin != before.end + 1 || !a_.is_mark(before.end, ',')) return false;
        return a_.is_any(p.end, {"seriously", "critically", "gravely", "severely", "badly", "fatally", "lightly"}) ||
               (a_.is(p.end, "in") &&
                a_.is_any(p.end + 1, {"critical", "serious", "grave", "stable", "intensive", "a"}));
    }

    // "two others", "the other six", "the remaining 14", "all but three of"; "four more", "another 40", "a further 15".
    void read_rest(size_t k) {
        const CountPlace& p = place(k);
        Quantity& q = at(k);
        if (p.another) {
            if (!bare(k) && q.basis.empty()) q.standing = "more";
            return;
        }
        if (says_more(p)) q.standing = "more";
        for (uint32_t i = p.number_end; i < p.end; ++i) {
            if (a_.is_any(i, {"other", "others"}) && q.standing.empty()) q.standing = "rest";
        }
        if (!q.standing.empty() || p.begin == 0 || !in_sentence(p.begin, p.begin - 1)) return;
        if (a_.is_any(p.begin - 1, {"another", "further", "additional"})) q.standing = "more";
        if (a_.is_any(p.begin - 1, {"other", "remaining"})) q.standing = "rest";
        if (p.begin > 1 && a_.is(p.begin - 1, "but") && a_.is(p.begin - 2, "all")) q.standing = "rest";
    }

    // ---- who is counted

    static bool is_counted_people(const Quantity& q) { return q.basis != "toll" && q.unit != "times"; }

    void read_people(size_t k) {
        const CountPlace& p = place(k);
        Quantity& q = at(k);
        const bool own = q.basis.empty();
        if (own) {
            const size_t space = q.unit.rfind(' ');
            set_kind(
                q, space == std::string::npos ? std::string_view(q.unit) : std::string_view(q.unit).substr(space + 1));
        }
        for (uint32_t i = p.number_end; i < p.end && own; ++i) set_kind(q, a_[i].text);
        if (own || bare(k)) read_nationality(k);
        if (!own) return;
        read_years(k);
    }

    static void set_kind(Quantity& q, std::string_view word) {
        if (q.sex.empty()) q.sex = listed(word, kFemale) ? "female" : listed(word, kMale) ? "male" : "";
        if (listed(word, kTeenager)) q.age = "teenager";
        if (listed(word, kElderly)) q.age = "elderly";
        if (!q.age.empty()) return;
        q.age = listed(word, kChild) ? "child" : listed(word, kAdult) ? "adult" : "";
    }

    // "two 16-year-old boys", "three boys aged 9 to 14", "two women, aged 23 and 60", "in their twenties", "under
    // five".
    void read_years(size_t k) {
        const CountPlace& p = place(k);
        Quantity& q = at(k);
        for (uint32_t i = p.number_end; i + 2 < p.end; ++i) {
            if (a_.is_number(i) && a_.hyphen(i + 1) && a_.is(i + 2, "year")) q.age = std::to_string(a_[i].number);
        }
        uint32_t i = p.end;
        if (a_.is_mark(i, ',')) ++i;
        if (!in_sentence(p.begin, i)) return;
        if (a_.is(i, "aged") || (a_.is(i, "ages"))) {
            if (a_.is_any(i + 1, {"between", "from"})) ++i;
            const auto low = read_cardinal(a_, i + 1);
            if (!low) return;
            q.age = std::to_string(low->value);
            if (!a_.is_any(low->end, {"to", "and", "or"}) && !a_.is_mark(low->end, '-')) return;
            const auto high = read_cardinal(a_, low->end + 1);
            if (high && high->value > low->value) q.age += "-" + std::to_string(high->value);
            return;
        }
        if (a_.is(i, "in") && a_.is(i + 1, "their")) return read_decade(q, i + 2);
        if (!a_.is_any(i, {"under", "over"})) return;
        const bool under = a_.is(i, "under");
        uint32_t number = i + 1;
        if (a_.is(number, "the") && a_.is_any(number + 1, {"age", "ages"}) && a_.is(number + 2, "of")) number += 3;
        const auto limit = read_cardinal(a_, number);
        if (!limit || limit->value > 110 || !nouns_.find(limit->end, false).unit.empty()) return;
        q.age = under ? "0-" + std::to_string(limit->value - 1) : std::to_string(limit->value) + "+";
    }

    // "in their twenties", "in their late 60s".
    void read_decade(Quantity& q, uint32_t i) const {
        constexpr std::string_view kDecades[] = {"teens",   "twenties",  "thirties", "forties", "fifties",
                                                 "sixties", "seventies", "eighties", "nineties"};
        if (a_.is_any(i, {"early", "late", "mid"})) ++i;
        if (a_.is_mark(i, '-')) ++i;
        int64_t from = a_.is_number(i) && a_.is(i + 1, "s") ? a_[i].number : 0;
        for (size_t n = 0; n < std::size(kDecades); ++n) {
            if (a_.is(i, kDecades[n])) from = static_cast<int64_t>(n + 1) * 10;
        }
        if (from >= 10 && from < 100) q.age = std::to_string(from) + "-" + std::to_string(from + 9);
    }

    // A people's name in the count's words, or right behind a bare number: "six Turkish and two Georgian sailors".
    void read_nationality(size_t k) {
        const CountPlace& p = place(k);
        const bool alone = bare(k);
        const uint32_t from = a_[p.number_end - 1].end;
        uint32_t behind = p.end;
        if (alone && names_whole(a_, behind)) behind += 2;
        const uint32_t to =
            alone && behind < a_.size() && in_sentence(p.begin, behind) ? a_[behind].end : a_[p.end - 1].end;
        const uint32_t first = alone && behind > p.end ? a_[behind].begin : from;
        auto demonym = std::lower_bound(report_.places.begin(), report_.places.end(), first,
                                        [](const PlaceRef& place, uint32_t b) { return place.span->begin < b; });
        for (; demonym != report_.places.end() && demonym->span->begin < to; ++demonym) {
            if (demonym->kind != PlaceKind::Demonym || demonym->span->end > to) continue;
            if (!at(k).nationality.empty() && at(k).nationality != demonym->country) {
                at(k).nationality.clear();  // "French and German soldiers"
                return;
            }
            at(k).nationality = demonym->country;
        }
    }

    Report& report_;
    const Atoms& a_;
    const NounFinder& nouns_;
    const std::vector<CountPlace>& places_;
};

}  // namespace

void describe_counts(Report& report, const Atoms& atoms, const NounFinder& nouns,
                     const std::vector<CountPlace>& places) {
    Describer(report, atoms, nouns, places).run();
}

}  // namespace tallybook
