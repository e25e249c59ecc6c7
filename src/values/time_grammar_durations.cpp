// Durations ("more than two years", "a few days", "four-day", "2 1/2 hours") and what they become behind a word that
// points back or ahead ("three days ago", "two weeks later").
#include "values/time_grammar.hpp"

namespace tallybook {

// "about", "at least", "more than", "up to" … sets the modifier; i where there is none.
uint32_t TimeGrammar::duration_modifier(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    struct Phrase {
        std::string_view words[3];
        const char* mod;
    };
    constexpr Phrase kPhrases[] = {
        {{"at", "least"}, "EQUAL_OR_MORE"},
        {{"no", "less", "than"}, "EQUAL_OR_MORE"},
        {{"not", "less", "than"}, "EQUAL_OR_MORE"},
        {{"no", "fewer", "than"}, "EQUAL_OR_MORE"},
        {{"more", "than"}, "MORE_THAN"},
        {{"well", "over"}, "MORE_THAN"},
        {{"just", "over"}, "MORE_THAN"},
        {{"longer", "than"}, "MORE_THAN"},
        {{"upwards", "of"}, "MORE_THAN"},
        {{"over"}, "MORE_THAN"},
        {{"no", "more", "than"}, "EQUAL_OR_LESS"},
        {{"not", "more", "than"}, "EQUAL_OR_LESS"},
        {{"no", "longer", "than"}, "EQUAL_OR_LESS"},
        {{"at", "most"}, "EQUAL_OR_LESS"},
        {{"up", "to"}, "EQUAL_OR_LESS"},
        {{"as", "much", "as"}, "EQUAL_OR_LESS"},
        {{"as", "many", "as"}, "EQUAL_OR_LESS"},
        {{"less", "than"}, "LESS_THAN"},
        {{"fewer", "than"}, "LESS_THAN"},
        {{"just", "under"}, "LESS_THAN"},
        {{"under"}, "LESS_THAN"},
        {{"close", "to"}, "APPROX"},
        {{"nearly"}, "APPROX"},
        {{"almost"}, "APPROX"},
        {{"about"}, "APPROX"},
        {{"around"}, "APPROX"},
        {{"approximately"}, "APPROX"},
        {{"roughly"}, "APPROX"},
        {{"some"}, "APPROX"},
    };
    for (const Phrase& phrase : kPhrases) {
        uint32_t n = 0;
        while (n < 3 && !phrase.words[n].empty() && a.is(i + n, phrase.words[n])) ++n;
        if (n == 0 || (n < 3 && !phrase.words[n].empty())) continue;
        e.mod = phrase.mod;
        return i + n;
    }
    return i;
}

// A number of units: "two", "a", "several", "a couple of", "two to three", "half a".
uint32_t TimeGrammar::amount(uint32_t i, TimeAmount& amount) const {
    const Atoms& a = atoms_;
    const auto unknown = [&](uint32_t end) {
        amount.unknown = true;
        return end;
    };
    if (a.is_any(i, {"several", "many", "numerous", "few", "countless", "multiple"})) return unknown(i + 1);
    if (a.is(i, "a") && a.is(i + 1, "few")) return unknown(i + 2);
    if (a.is(i, "quite") && a.is(i + 1, "a") && a.is(i + 2, "few")) return unknown(i + 3);
    if (a.is_any(i, {"a", "couple"}) && (a.is(i, "couple") || a.is(i + 1, "couple"))) {
        const uint32_t end = a.is(i, "couple") ? i + 1 : i + 2;
        amount.whole = 2;
        return a.is(end, "of") ? end + 1 : end;
    }
    if (a.is_any(i, {"dozens", "hundreds", "thousands", "tens", "scores"}) && a.is(i + 1, "of")) {
        return unknown(a.is_any(i + 2, {"thousands", "hundreds"}) && a.is(i + 3, "of") ? i + 4 : i + 2);
    }
    uint32_t at = i;
    if (a.is_any(at, {"a", "an"}) && a.is(at + 1, "half")) ++at;
    if (a.is(at, "half")) {
        amount.numerator = 1;
        amount.denominator = 2;
        uint32_t end = at + 1;
        if (a.is_mark(end, '-') && a.joined(end))
            ++end;
        else if (a.is_any(end, {"a", "an"}))
            ++end;
        return end;
    }
    const auto n = read_cardinal(a, i);
    if (!n) return a.is_any(i, {"a", "an"}) ? (amount.whole = 1, i + 1) : 0;
    amount.whole = n->value;
    amount.numerator = n->numerator;
    amount.denominator = n->denominator;
    uint32_t end = n->end;
    const bool dash = a.hyphen(end);
    if (dash || a.is_any(end, {"to", "or"})) {
        if (const auto high = read_cardinal(a, end + 1);
            high && high->value > n->value && !high->figures == !n->figures)
            end = high->end;
        else if (a.is(end, "to") || a.is(end, "or"))
            return 0;
    }
    return end;
}

// What stands before the number: modifier, article, "past", "next", "another".
TimeGrammar::DurationHead TimeGrammar::duration_head(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    DurationHead head;
    head.end = duration_modifier(i, e);
    head.modified = head.end > i;
    head.article = a.is_any(head.end, {"the", "these", "those", "this", "its", "their"});
    head.definite = a.is(head.end, "the");
    if (head.article) ++head.end;
    const bool past_or_next = a.is_any(
        head.end, {"past", "last", "next", "first", "coming", "preceding", "subsequent", "intervening", "recent"});
    const bool needs_article =
        a.is_any(head.end, {"following", "previous", "full", "whole", "same", "entire", "opening", "closing", "final",
                            "initial", "latest", "early", "earlier", "remaining", "only"});
    if (past_or_next || (needs_article && head.article)) {
        head.ordered = true;
        head.ahead = a.is_any(head.end, {"next", "coming", "following"});
        head.back = a.is_any(head.end, {"recent", "past"});
        ++head.end;
    } else if (!head.article && a.is(head.end, "another")) {
        head.one = true;
        ++head.end;
    } else if (a.is_any(head.end, {"a", "an"}) && a.is_any(head.end + 1, {"further", "additional", "full", "single",
                                                                          "whole", "mere", "total", "record"})) {
        head.one = true;
        head.end += 2;
        if (a.is(head.end, "of")) ++head.end;
    }
    // "over the past year": "over" says when, not how long.
    if (head.modified && head.article && !a.is_any(i, {"at", "nearly", "almost", "more", "much"}))
        head.possible = false;
    // "was to last 48 hours": the verb.
    if (a.is(i, "last") && i > 0 &&
        a.is_any(i - 1, {"to", "will", "would", "can", "could", "may", "might", "must", "should", "not"}))
        head.possible = false;
    return head;
}

// The unit without a number: "the past year", "recent weeks", "the coming months". Whether it is one.
bool TimeGrammar::bare_unit(uint32_t at, const DurationHead& head, E& e) const {
    const Atoms& a = atoms_;
    const NumberWord& word = a.word(at);
    if (!word.is_unit()) return false;
    if (!word.plural) {
        const bool past =
            head.ordered && (a.is(at - 1, "past") ||
                             (a.is(at - 1, "last") && (word.unit == TimeUnit::Hour || word.unit == TimeUnit::Minute)));
        if (!head.one && !past && !a.is_any(at - 1, {"entire", "whole", "full"})) return false;
        e.amount.whole = 1;
        return true;
    }
    if (!head.ordered && !head.article) return false;
    if (!head.ordered && !a.is_any(at + 1, {"ahead", "following", "since", "leading"})) return false;
    e.amount.unknown = true;
    if (head.back && word.unit == TimeUnit::Year) {
        e.kind = E::Kind::Literal;
        e.timex = Timex::Date;
        e.value = "PAST_REF";
    }
    return true;
}

uint32_t TimeGrammar::duration(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    e.kind = E::Kind::Duration;
    e.timex = Timex::Duration;
    if (const uint32_t end = long_word(i, e)) return end;
    const DurationHead head = duration_head(i, e);
    if (!head.possible) return 0;
    uint32_t end = amount(head.end, e.amount);
    const bool one_word = end == head.end + 1;
    if (head.article && (!head.ordered || end) && a.is_any(head.end, {"a", "an", "half"})) return 0;
    if (head.article && !head.definite && !head.ordered && !end) return 0;
    if (head.article && !head.ordered && a.is_mark(end, '-')) return 0;  // "the two-week" is an adjective
    if (!end) {
        if (!bare_unit(head.end, head, e)) return 0;
        end = head.end;
    } else if (a.is(head.end, "few") && !head.ordered && !head.article) {
        return 0;
    }
    if (one_word && a.is_any(head.end, {"a", "an"}) &&
        (a.word(end).unit == TimeUnit::Second || a.is_mark(end + 1, '-')))
        return 0;
    end = unit_behind(end, e.amount, e);
    if (!end || e.kind == E::Kind::Literal) return end;
    if (a.is(head.end, "one") && e.unit == TimeUnit::Day && end == head.end + 2 && !head.modified && !head.ordered &&
        a[head.end].capital)
        return 0;
    end = duration_tail(end, e);
    if (head.ordered && e.unit != TimeUnit::None) {
        const uint32_t word = head.end - 1;
        if (a.is_any(word, {"past", "last"}) && !a.is(end, "of")) e.relation = Rel::Last;
        if (a.is_any(word, {"next", "coming"}) && !a.is(end, "of")) e.relation = Rel::Next;
    }
    if (head.ordered && head.ahead && !e.amount.unknown) return end;
    return shift_behind(end, e);
}

// "and a half", "or so", "or more" behind a duration; i where there is none.
uint32_t TimeGrammar::duration_tail(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    if (a.is(i, "and") && a.is(i + 1, "a") && a.is(i + 2, "half")) {
        e.amount.numerator = 1;
        e.amount.denominator = 2;
        return i + 3;
    }
    if (!a.is(i, "or") || !a.is_any(i + 1, {"so", "more", "two", "longer", "less"})) return i;
    if (a.is(i + 1, "two"))
        e.amount.unknown = true;
    else if (!*e.mod)
        e.mod = a.is(i + 1, "so") ? "APPROX" : a.is(i + 1, "less") ? "EQUAL_OR_LESS" : "EQUAL_OR_MORE";
    return i + 2;
}

// The unit behind an amount that ends at i, with the words that may stand between: "two more weeks", "three-day".
uint32_t TimeGrammar::unit_behind(uint32_t i, const TimeAmount& amount, E& e) const {
    const Atoms& a = atoms_;
    uint32_t at = i;
    const bool hyphen = a.is_mark(at, '-') && a.joined(at);
    if (hyphen) {
        ++at;
    } else {
        for (int k = 0; k < 2; ++k)
            if (a.is_any(at, {"more",    "full",       "long",     "consecutive", "straight", "whole",    "additional",
                              "trading", "working",    "business", "further",     "single",   "calendar", "solid",
                              "bloody",  "successive", "previous", "intense",     "brutal",   "other",    "extra",
                              "short",   "harsh",      "entire",   "last",        "bitter",   "fiscal"}))
                ++at;
    }
    if (a.is(at, "quarter") && a.is(at + 1, "century")) {
        e.unit = TimeUnit::Year;
        e.amount = {.whole = 25};
        return at + 2;
    }
    const NumberWord& word = a.word(at);
    if (!word.is_unit() || word.unit == TimeUnit::Weekend || word.unit == TimeUnit::Half) return 0;
    const bool one = amount.whole == 1 && !amount.unknown;
    if (word.unit == TimeUnit::Second && !word.plural && !hyphen) return 0;
    if (word.unit == TimeUnit::Quarter && (!word.plural || a.is_any(at + 1, {"of"})) && !(a.is_any(at + 1, {"ago"})))
        return 0;
    if (word.unit == TimeUnit::Night && one && !hyphen) return 0;
    if (word.abbreviated && !a.is_number(at - 1) && !hyphen) return 0;
    if (word.unit == TimeUnit::Minute && !word.plural && !one && !hyphen) return 0;
    if (!hyphen && !word.plural && !one && !amount.unknown && amount.numerator == 0 && amount.whole > 0 &&
        !word.abbreviated && !(a.is_word(at + 1) && !a.word(at + 1).is_unit()))
        return 0;  // "three day" only before a noun
    if (hyphen && word.plural && !a.is_mark(at + 1, '-')) return 0;
    // Ages are no times: "six-year-old", "52 years old", "30 years of age".
    uint32_t end = at + 1;
    if (a.is_mark(end, '-') && a.joined(end) && a.is_any(end + 1, {"old", "olds"})) return 0;
    if (a.is_any(end, {"old", "olds", "younger", "older"}) || (a.is(end, "of") && a.is(end + 1, "age"))) return 0;
    e.unit = word.unit;
    if (a.is_mark(end, '-') && a.joined(end) && a.is_any(end + 1, {"long"})) return end + 2;
    if (hyphen && a.is_any(end, {"long"})) return end + 1;
    return end;
}

// "ago", "later", "from now" behind a duration that ends at i.
uint32_t TimeGrammar::shift_behind(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const auto shifted = [&](Rel rel, uint32_t end) {
        e.kind = E::Kind::Unit;
        e.timex = e.unit <= TimeUnit::Hour ? Timex::Time : Timex::Date;
        e.relation = rel;
        return end;
    };
    if (a.is(i, "ago")) return shifted(Rel::Ago, i + 1);
    if (a.is_any(i, {"earlier", "previously", "beforehand"})) return shifted(Rel::Earlier, i + 1);
    if (a.is_any(i, {"later", "afterward", "afterwards", "thereafter"})) return shifted(Rel::Later, i + 1);
    if (a.is(i, "from") && a.is(i + 1, "now")) return shifted(Rel::Ahead, i + 2);
    if (a.is(i, "hence")) return shifted(Rel::Ahead, i + 1);
    if (a.is_any(i, {"before", "after"}) && !a.is_word(i + 1) && !a.is_number(i + 1))
        return shifted(a.is(i, "before") ? Rel::Earlier : Rel::Later, i + 1);
    if (a.is(i, "ahead") && e.amount.unknown) return i + 1;
    return i;
}

// "weeklong", "month-long", "years", "decades-long": units that need no number.
uint32_t TimeGrammar::long_word(uint32_t i, E& e) const {
    const Atoms& a = atoms_;
    const NumberWord& word = a.word(i);
    e.amount = {};
    if (!word.is_unit() || word.abbreviated) return 0;
    e.unit = word.unit;
    const bool dashed = a.is_mark(i + 1, '-') && a.joined(i + 1);
    if (dashed && a.is(i + 2, "long")) {
        e.amount.unknown = word.plural;
        e.amount.whole = 1;
        return i + 3;
    }
    if (!word.plural || dashed) return 0;
    if (a.is(i + 1, "old") || (a.is(i + 1, "of") && a.is(i + 2, "age"))) return 0;
    if (word.unit == TimeUnit::Second || word.unit == TimeUnit::Quarter || word.unit == TimeUnit::Night ||
        word.unit == TimeUnit::Weekend)
        return 0;
    if (word.unit == TimeUnit::Minute && !a.is_any(i + 1, {"ago", "later", "after", "before", "earlier"})) return 0;
    e.amount.unknown = true;
    if (a.is(i + 1, "or") && a.word(i + 2).is_unit() && a.word(i + 2).plural) return shift_behind(i + 3, e);
    return shift_behind(i + 1, e);
}

}  // namespace tallybook
