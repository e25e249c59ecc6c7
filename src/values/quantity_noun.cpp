// What a number counts: "seven mortar rounds", "at least 30 mortar and arson attacks", "12 wounded".
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "values/quantity_parts.hpp"

namespace tallybook {
namespace {

// Nouns for people that have no plural -s or that are participles.
constexpr std::array<std::string_view, 15> kPeople{"dead",      "wounded", "injured", "killed",   "missing",
                                                   "hurt",      "people",  "troops",  "men",      "women",
                                                   "personnel", "police",  "militia", "children", "displaced"};

bool is_people(std::string_view word) {
    return std::find(kPeople.begin(), kPeople.end(), word) != kPeople.end() ||
           (word.size() > 5 && word.ends_with("men"));
}

bool is_noun(std::string_view tag) {
    return tag.starts_with("NN");
}
bool is_pronoun(std::string_view word) {
    return word == "anyone" || word == "anybody" || word == "anything" || word == "someone" || word == "everyone" ||
           word == "nobody" || word == "nothing";
}

bool is_modifier(std::string_view tag) {
    return tag.starts_with("JJ") || tag == "VBN" || tag == "VBG" || tag == "CD" || tag == "RB" || tag == "RBS" ||
           tag == "HYPH" || tag == "AFX";
}

bool is_function_word(const Atoms& a, uint32_t i) {
    return a.is_any(i, {"of",    "in",     "on",   "at",    "by",   "to",  "for",  "from",  "with",    "and",
                        "or",    "but",    "the",  "a",     "an",   "was", "were", "is",    "are",     "has",
                        "have",  "had",    "who",  "which", "that", "as",  "when", "while", "after",   "before",
                        "since", "during", "near", "into",  "over", "his", "its",  "their", "this",    "these",
                        "will",  "would",  "said", "he",    "they", "be",  "been", "not",   "than",    "then",
                        "if",    "so",     "it",   "she",   "we",   "i",   "you",  "s",     "against", "across"});
}

}  // namespace

CountedNoun NounFinder::find(uint32_t i, bool one) const {
    if (stops(i, i)) return {.end = i};
    return tag(atoms_[i].token).empty() ? by_form(i, one) : by_tags(i, one);
}

bool NounFinder::stops(uint32_t i, uint32_t from) const {
    return i >= atoms_.size() || in_time_[i] || !atoms_.same_sentence(from, i);
}

bool NounFinder::hyphen_before(uint32_t t) const {
    return t > 0 && report_.tokens[t - 1].text == "-" && !report_.tokens[t - 1].space_after;
}

bool NounFinder::hyphen_behind(uint32_t t) const {
    return t + 1 < report_.tokens.size() && report_.tokens[t + 1].text == "-" && !report_.tokens[t].space_after;
}

// The noun that the number before `token` modifies in the tree, if it stands between token and limit; else limit.
uint32_t NounFinder::head_of_number(uint32_t token, uint32_t limit) const {
    if (token == 0 || report_.tokens[token - 1].dep != "nummod") return limit;
    const uint32_t number = token - 1;
    for (const Sentence& s : report_.sentences) {
        if (!s.tokens.contains(number)) continue;
        const uint32_t head = s.tokens.begin + report_.tokens[number].head;
        return head >= token && head < limit && is_noun(tag(head)) ? head : limit;
    }
    return limit;
}

// "six Turkish and | two Georgian sailors", "25, | ten of them children": another count begins.
bool NounFinder::next_count(uint32_t at, uint32_t from) const {
    return at > from && (atoms_.is_any(at - 1, {"and", "or"}) || atoms_.is_mark(at - 1, ',')) &&
           (atoms_.is_number(at) || atoms_.word(at).cardinal >= 0) && !atoms_.hyphen(at + 1);
}

bool NounFinder::is_plural_noun_phrase(uint32_t i) const {
    constexpr uint32_t kReach = 5;
    for (uint32_t at = i; at < i + kReach && !stops(at, i); ++at) {
        const uint32_t t = atoms_[at].token;
        const bool last = stops(at + 1, i) || !is_noun(tag(atoms_[at + 1].token));
        if (is_noun(tag(t)) && last) return tag(t).ends_with('S') || is_people(lower(report_.tokens[t].text));
        if (!is_noun(tag(t)) && !tag(t).starts_with("JJ")) return false;
    }
    return false;
}

bool NounFinder::is_people_adjective(uint32_t i) const {
    if (stops(i, i) || atoms_[i].text.ends_with('s') || atoms_[i].text.ends_with("men")) return false;
    const uint32_t t = atoms_[i].token;
    if (!stops(i + 1, i) && is_noun(tag(atoms_[i + 1].token))) return false;
    return report_.tokens[t].entity == "NORP";
}

CountedNoun NounFinder::by_tags(uint32_t i, bool one) const {
    constexpr uint32_t kReach = 9;
    const uint32_t first = atoms_[i].token;
    uint32_t limit = first, last_atom = i;
    while (!stops(last_atom, i) && atoms_[last_atom].token < first + kReach && !next_count(last_atom, i))
        limit = atoms_[last_atom++].token + 1;
    if (one && tag(first) == "RB") return {.end = i};
    if (lower(report_.tokens[first].text) == "people") return {.end = i + 1, .unit = "people"};
    uint32_t head = head_of_number(first, limit);
    if (head == limit) {
        uint32_t t = first;
        for (; t < limit && !is_noun(tag(t)); ++t) {
            const bool people = is_people(lower(report_.tokens[t].text));
            const bool alone = t + 1 >= limit || (!is_noun(tag(t + 1)) && !is_modifier(tag(t + 1)));
            if (people && (alone || t == first) && !(t + 1 < limit && is_noun(tag(t + 1)))) break;
            if (!is_modifier(tag(t))) return {.end = i};
        }
        if (t == limit) return {.end = i};
        head = t;
        while (head + 1 < limit && lower(report_.tokens[head].text) != "people" &&
               ((is_noun(tag(head + 1)) && is_noun(tag(head))) ||
                (hyphen_behind(head) && head + 2 < limit && is_noun(tag(head + 2)))))
            head += is_noun(tag(head + 1)) ? 1 : 2;
    }
    if (!one) head = plural_behind(head, limit);
    if (is_pronoun(lower(report_.tokens[head].text))) return {.end = i};
    uint32_t end = i;
    while (end < last_atom && atoms_[end].token <= head) ++end;
    return {.end = end, .unit = unit_ending_at(head, first)};
}

// "drone and rocket attacks", "one-way drones" (where the tagger took the last word for a verb): the plural that a
// singular noun leads to; else the noun itself.
uint32_t NounFinder::plural_behind(uint32_t head, uint32_t limit) const {
    const auto plural = [&](uint32_t t) {
        return t < limit && report_.tokens[t].text.size() > 3 && report_.tokens[t].text.ends_with('s');
    };
    if (tag(head) != "NN") return head;
    if (hyphen_before(head) && plural(head + 1) && (tag(head + 1) == "VBZ" || is_noun(tag(head + 1)))) return head + 1;
    uint32_t t = head + 1;
    if (t >= limit || (tag(t) != "CC" && report_.tokens[t].text != ",")) return head;
    for (++t; t < limit; ++t) {
        if (tag(t) == "NNS") return t;
        if (tag(t) != "NN" && tag(t) != "CC" && report_.tokens[t].text != "-") return head;
    }
    return head;
}

// The head with the common nouns before it: "service members", not "American service members" nor "one-way drones".
std::string NounFinder::unit_ending_at(uint32_t head, uint32_t from) const {
    uint32_t begin = head;
    while (begin >= from + 2 && hyphen_before(begin)) begin -= 2;
    const bool chained = begin < head;
    while (!chained && begin > from && (tag(begin - 1) == "NN" || tag(begin - 1) == "NNS") && !hyphen_before(begin - 1))
        --begin;
    std::string out;
    for (uint32_t t = begin; t <= head; ++t) {
        const Token& token = report_.tokens[t];
        if (t > begin && report_.tokens[t - 1].space_after) out += ' ';
        out += token.tag.starts_with("NNP") ? std::string(token.text) : lower(token.text);
    }
    return out;
}

// Without tags: the first plural within reach, or the next word behind "one".
CountedNoun NounFinder::by_form(uint32_t i, bool one) const {
    constexpr uint32_t kReach = 5;
    for (uint32_t at = i; at < i + kReach && !stops(at, i); ++at) {
        if (atoms_.is_mark(at, '-') && atoms_.joined(at)) continue;
        if (!atoms_.is_word(at) || is_function_word(atoms_, at)) break;
        const std::string_view t = atoms_[at].text;
        const bool plural = t.size() > 3 && t.ends_with('s') && !t.ends_with("ss") && !t.ends_with("us");
        const bool single = one && !t.ends_with("ed") && !t.ends_with("ly");
        if (is_people(t) || plural || single) return {.end = at + 1, .unit = std::string(t)};
    }
    return {.end = i};
}

}  // namespace tallybook
