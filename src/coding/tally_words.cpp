#include "coding/tally_words.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace tallybook {

bool NumberWords::counts_something(const Quantity& q) const {
    const uint32_t last = q.tokens->end - 1;
    if (d_.words.time_at(last) != nullptr || d_.words.time_at(q.tokens->begin) != nullptr) return false;
    // "four explosions were heard": bangs are no attacks
    if (d_.words.lemma(tree_.clause(last)) == "hear") return false;
    if (q.tokens->begin > 0 && tree_.is(q.tokens->begin - 1, {"$", "no", "no."})) return false;
    return !a_rate(q) && !compared(q);
}

// "An average of three attacks a day", "four raids per week".
bool NumberWords::a_rate(const Quantity& q) const {
    const uint32_t first = q.tokens->begin;
    for (uint32_t i = first; i-- > 0 && first - i <= 2 && tree_.sentence(i) == tree_.sentence(first);)
        if (tree_.is(i, {"average", "averaging", "averaged", "averages"})) return true;
    const auto noun = noun_of(q);
    const uint32_t behind = (noun ? *noun : q.tokens->end - 1) + 1;
    return behind + 1 < tree_.size() && tree_.is(behind, {"a", "an", "per", "each", "every"}) &&
           tree_.is(behind + 1, {"day", "week", "month", "year", "night", "hour"});
}

// "Eight more than on Thursday", "up from 160 a year ago": a difference and what was before, no count of these days.
bool NumberWords::compared(const Quantity& q) const {
    const uint32_t first = q.tokens->begin;
    if (first >= 2 && tree_.is(first - 1, {"from"}) && tree_.is(first - 2, {"up", "down"})) return true;
    for (uint32_t i = q.tokens->end - 1; i + 1 < tree_.size() && i < q.tokens->end + 2; ++i)
        if (i > first && tree_.is(i, {"more", "fewer", "less"}) && tree_.is(i + 1, {"than"})) return true;
    return false;
}

std::optional<uint32_t> NumberWords::noun_of(const Quantity& q) const {
    const uint32_t last = q.tokens->end - 1;
    if (tree_.noun(last)) return last;
    const uint32_t head = tree_.head(last);
    if (head > last && tree_.noun(head) &&
        (tree_.dep(last) == Dep::Nummod || tree_.dep(last) == Dep::Compound || tree_.dep(last) == Dep::Amod))
        return head;
    if (tree_.root(last) || tree_.dep(last) == Dep::Other)
        for (uint32_t i = last + 1; i < tree_.size() && i <= last + 4; ++i) {
            if (tree_.sentence(i) != tree_.sentence(last) || tree_.token(i).pos == "PUNCT" ||
                tree_.token(i).pos == "ADP" || tree_.verb(i))
                break;
            if (tree_.noun(i) && (i + 1 >= tree_.size() || !tree_.noun(i + 1))) return i;
        }
    return std::nullopt;
}

bool NumberWords::attack_noun(uint32_t noun) const {
    if (d_.words.weapon(noun) != nullptr) return false;
    if (const int e = d_.event_at(noun); e >= 0) return d_.events[e].type == "ASSAULT";
    return d_.words.starts_event(noun) && d_.codebook.in_class("attackword", d_.words.lemma(noun));
}

bool NumberWords::people(uint32_t noun) const {
    return d_.words.in_class(noun, "person");
}

bool NumberWords::times(const Quantity& q) {
    return one_of(q.unit, {"times", "time", "occasions", "occasion"});
}

bool NumberWords::does_it(uint32_t noun) const {
    if (tree_.dep(noun) == Dep::Pobj) return tree_.dep(tree_.head(noun)) == Dep::Agent;
    const uint32_t verb = tree_.head(noun);
    return tree_.dep(noun) == Dep::Nsubj && d_.event_at(verb) >= 0 && tree_.child(verb, {Dep::Dobj}).has_value();
}

std::string NumberWords::harm_unit(const std::string& unit) {
    if (one_of(unit, {"injured", "wounded", "hurt", "injuries", "wounds"})) return "injured";
    if (one_of(unit, {"killed", "dead", "deaths", "fatalities"})) return "killed";
    return {};
}

bool NumberWords::attack_unit(const std::string& unit) const {
    const std::string word = unit.substr(unit.rfind(' ') + 1);
    return d_.codebook.in_class("attackword", word) ||
           (word.ends_with('s') && d_.codebook.in_class("attackword", word.substr(0, word.size() - 1)));
}

std::optional<uint32_t> NumberWords::summed(const Quantity& q) const {
    const uint32_t number = q.tokens->end - 1;
    uint32_t verb = tree_.head(number);
    const bool to = tree_.is(verb, {"to"});
    if (tree_.dep(number) == Dep::Pobj && tree_.is(verb, {"at", "to"})) verb = tree_.head(verb);
    if (!tree_.verb(verb)) return std::nullopt;
    // "Attacks have doubled to 24 this quarter."
    if (to && one_of(d_.words.lemma(verb), {"double", "triple", "rise", "climb", "grow", "jump", "increase", "surge",
                                            "fall", "drop", "decline", "decrease"}))
        if (const auto what = tree_.child(verb, {Dep::Nsubj}); what && tree_.plural(*what) && attack_noun(*what))
            return what;
    constexpr std::string_view kSays[] = {"stand", "be",    "reach", "rise",  "climb", "grow",   "pass",
                                          "put",   "bring", "set",   "raise", "total", "become", "increase",
                                          "take",  "push",  "lift",  "drive", "swell", "double"};
    const auto says = [&](uint32_t v) {
        const std::string lemma = d_.words.lemma(v);
        return std::find(std::begin(kSays), std::end(kSays), lemma) != std::end(kSays);
    };
    // "brings the number of officers killed since May to 58": the tree may hang "to" on "killed".
    while (to && !says(verb) && !tree_.root(verb)) verb = tree_.head(verb);
    if (!tree_.verb(verb) || !says(verb)) return std::nullopt;
    for (const uint32_t c : tree_.children(verb)) {
        if (tree_.dep(c) != Dep::Nsubj && tree_.dep(c) != Dep::NsubjPass && tree_.dep(c) != Dep::Dobj) continue;
        if (!one_of(d_.words.lemma(c), {"count", "number", "tally", "total", "toll", "figure"})) continue;
        for (const uint32_t of : tree_.children(c))
            if (tree_.is(of, {"of"}))
                if (const auto what = tree_.child(of, {Dep::Pobj}); what && tree_.noun(*what)) {
                    const bool dead = d_.words.lemma(c) == "toll" && attack_noun(*what);  // "the toll of the bombing"
                    return dead ? std::nullopt : what;
                }
    }
    return std::nullopt;
}

bool NumberWords::sums_up(const Quantity& q) const {
    const uint32_t number = q.tokens->end - 1, to = tree_.head(number), verb = tree_.head(to);
    if (tree_.dep(number) != Dep::Pobj || !tree_.is(to, {"to"}) || !tree_.verb(verb)) return false;
    const auto what = tree_.child(verb, {Dep::Dobj});
    return what && one_of(d_.words.lemma(verb), {"bring", "take", "raise", "push", "lift"}) &&
           one_of(d_.words.lemma(*what), {"total", "number", "figure", "tally", "count"}) &&
           !tree_.has_child(*what, {Dep::Prep});
}

std::string NumberWords::harm_in(TokenSpan words, uint32_t not_before, uint32_t not_behind) const {
    std::string found;
    for (uint32_t i = std::max(words.begin, not_before); i < words.end && i < not_behind; ++i) {
        const std::string lemma = d_.words.lemma(i);
        if (one_of(lemma, {"injure", "injured", "wound", "wounded", "hurt", "injury", "concussion"})) found = "injured";
        if (one_of(lemma, {"kill", "killed", "die", "dead", "slay"})) return "killed";
    }
    return found;
}

bool NumberWords::stands_alone(const Quantity& q) const {
    const uint32_t first = q.tokens->begin, last = q.tokens->end - 1;
    if (first > 0 && tree_.is(first - 1, {"the", "these", "those", "their", "article", "page", "aged", "paragraph"}))
        return false;
    if (!tree_.token(last).pos.empty() && tree_.token(last).pos != "NUM" && !tree_.tagged(last, {"CD"})) return false;
    if (last + 1 >= tree_.size() || tree_.sentence(last + 1) != tree_.sentence(last)) return true;
    const uint32_t next = last + 1;
    return tree_.token(next).pos == "PUNCT" ||
           tree_.is(next, {"in", "on", "since", "so", "altogether", "and", "were", "was", "have", "had", "of", "over",
                           "by", "during", "between", "from", "overall", "came", "total"});
}

bool NumberWords::word_near(const Quantity& q, std::initializer_list<std::string_view> before,
                            std::initializer_list<std::string_view> behind) const {
    const uint32_t s = tree_.sentence(q.tokens->begin);
    for (uint32_t i = q.tokens->begin; i-- > 0 && q.tokens->begin - i <= 3 && tree_.sentence(i) == s;)
        if (tree_.is(i, before)) return true;
    for (uint32_t i = q.tokens->end; i < tree_.size() && i < q.tokens->end + 4 && tree_.sentence(i) == s; ++i)
        if (tree_.is(i, behind)) return true;
    return false;
}

bool NumberWords::total(const Quantity& q) const {
    return word_near(q, {"total", "sum", "altogether", "overall"}, {"all", "total", "altogether", "overall"});
}
bool NumberWords::running(const Quantity& q) const {
    return total(q) || summed(q) ||
           word_near(q, {"now", "count", "tally", "number", "figure", "makes", "make"}, {"far", "now", "since"});
}

bool NumberWords::perfect(uint32_t token) const {
    return tree_.has_auxiliary(tree_.clause(token), {"has", "have", "'ve", "had"});
}

std::vector<PlaceRef> NumberWords::places_behind(const Quantity& q, uint32_t until) const {
    std::vector<PlaceRef> found;
    for (const PlaceRef& p : d_.report.places) {
        if (!p.tokens || p.kind == PlaceKind::Demonym || p.tokens->begin < q.tokens->end || p.tokens->end > until)
            continue;
        const bool led = p.tokens->begin > 0 && tree_.is(p.tokens->begin - 1, {"in", "inside", "across", "and"});
        const bool more = !found.empty() && p.tokens->begin > 0 && tree_.is(p.tokens->begin - 1, {"and", ","});
        bool broken = false;  // another clause or sentence part begins
        for (uint32_t i = q.tokens->end; i < p.tokens->begin; ++i) broken |= tree_.is(i, {";", ":", "\""});
        if (broken || !(led || more)) continue;
        found.push_back(p);
        found.back().relation = "in";
    }
    return found;
}

bool NumberWords::counted_on(const Quantity& q, const Window& own) const {
    if (own.open || own.empty()) return false;
    const uint32_t verb = tree_.clause(q.tokens->begin);
    return tree_.verb(verb) && one_of(d_.words.lemma(verb), {"count", "tally", "list", "put", "number"});
}

bool NumberWords::names_place_or_total(const Quantity& q, uint32_t until) const {
    const uint32_t first = q.tokens->begin;
    const bool counted = first > 0 && tree_.verb(first - 1) && tree_.sentence(first - 1) == tree_.sentence(first) &&
                         one_of(d_.words.lemma(first - 1), {"say", "count", "list", "record", "report", "name"});
    const bool of_them = q.tokens->end + 1 < tree_.size() && tree_.is(q.tokens->end, {"of"}) &&
                         tree_.is(q.tokens->end + 1, {"the", "them", "these", "those"});
    return counted || of_them || running(q) || !places_behind(q, until).empty();
}

bool NumberWords::of_a_part(const Tally& t, const Quantity& q) const {
    if (t.places.size() != 1 || !t.places.front().tokens) return false;
    for (uint32_t i = q.tokens->end; i < t.places.front().tokens->begin; ++i)
        if (tree_.is(i, {"which", "whom", "them"}) && tree_.is(i - 1, {"of"})) return true;
    return false;
}

bool NumberWords::of_a_period(const Quantity& q) const {
    const TokenSpan span = d_.report.sentences[tree_.sentence(q.tokens->begin)].tokens;
    constexpr int64_t kMany = 10;  // so many of one year are its sum, whoever counts
    bool year = false, month = false, counted = false;
    for (const TimeValue& t : d_.report.times) {
        if (!t.tokens || !span.contains(t.tokens->begin) || t.timex != Timex::Date || t.earliest.size() < 10) continue;
        if (t.bound != TimeValue::Bound::None || !t.mod.empty()) continue;
        year |= t.value.size() == 4;
        month |= t.value.size() == 7 && t.value.find('W') == std::string::npos;
    }
    for (uint32_t i = span.begin; i < span.end; ++i)
        counted |= tree_.verb(i) && one_of(d_.words.lemma(i), {"record", "register", "document", "count", "tally",
                                                               "list", "show", "verify", "log", "total"});
    const int64_t n = q.best.value_or(q.low.value_or(0));
    // "51 were killed in Oslo in 2019" may be one attack.
    const bool town = std::any_of(d_.report.places.begin(), d_.report.places.end(), [&](const PlaceRef& p) {
        return p.tokens && span.contains(p.tokens->begin) &&
               (p.kind == PlaceKind::Town || p.kind == PlaceKind::Facility);
    });
    return ((year || month) && counted && n > 2) || (year && !town && n >= kMany);
}

bool NumberWords::asks_how_many(uint32_t s) const {
    const TokenSpan span = d_.report.sentences[s].tokens;
    for (uint32_t i = span.begin; i + 1 < span.end; ++i)
        if (tree_.is(i, {"how"}) && tree_.is(i + 1, {"many", "often"})) return true;
    return false;
}

}  // namespace tallybook
