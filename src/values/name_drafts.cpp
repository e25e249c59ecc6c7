#include "values/name_drafts.hpp"

#include <algorithm>

#include "base/name_key.hpp"
#include "base/text.hpp"

namespace tallybook::name_reading {

bool is_capital(char c) {
    return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3;
}

bool is_determiner(std::string_view s) {
    return s == "the" || s == "The" || s == "THE" || s == "a" || s == "A" || s == "an" || s == "An";
}

bool is_possessive(std::string_view s) {
    return s == "'s" || s == "\xE2\x80\x99s" || s == "'" || s == "\xE2\x80\x99";
}

namespace {

bool names_something(const Token& t) {
    return !name_key::strip(t.text).empty();
}

}  // namespace

NameDrafts::NameDrafts(Report& r, const Codebook& c)
    : report(r), codebook(c), date(r.published.value_or("")), taken(r.tokens.size(), kFree) {}

void NameDrafts::put(Draft draft) {
    for (uint32_t i = draft.tokens.begin; i < draft.tokens.end; ++i) taken[i] = static_cast<uint32_t>(drafts.size());
    drafts.push_back(std::move(draft));
}

bool NameDrafts::is_taken(TokenSpan span) const {
    for (uint32_t i = span.begin; i < span.end; ++i) {
        if (taken[i] != kFree) return true;
    }
    return false;
}

std::string NameDrafts::words(TokenSpan span) const {
    std::string out;
    for (uint32_t i = span.begin; i < span.end; ++i) {
        out += token(i).text;
        if (token(i).space_after && i + 1 < span.end) out += ' ';
    }
    return out;
}

void NameDrafts::release(uint32_t i) {
    if (taken[i] == kFree) return;
    Draft& old = drafts[taken[i]];
    for (uint32_t k = old.tokens.begin; k < old.tokens.end; ++k) taken[k] = kFree;
    old.tokens.end = old.tokens.begin;
}

TokenSpan NameDrafts::trimmed(TokenSpan span) const {
    while (!span.empty() && (is_determiner(token(span.begin).text) || !names_something(token(span.begin))))
        ++span.begin;
    while (!span.empty() && (is_possessive(token(span.end - 1).text) || !names_something(token(span.end - 1))))
        --span.end;
    return span;
}

NameKind NameDrafts::refined(TokenSpan span, NameKind kind, const std::string& text) const {
    const std::string last = lower(token(span.end - 1).text);
    const std::string key = lower(text);
    if (kind != NameKind::Person && kind != NameKind::Place && span.size() <= 3) {
        const Weapon* weapon = codebook.weapon(key);
        if (weapon != nullptr && codebook.weapon(last) == weapon && codebook.agent(last) == nullptr)
            return NameKind::Weapon;
    }
    const Agent* agent = codebook.agent(last);
    if (kind == NameKind::Nationality) return agent != nullptr && agent->kind == "civilians" ? NameKind::Group : kind;
    if (agent == nullptr || span.size() < 2) return kind;
    if (kind == NameKind::Organisation || kind == NameKind::Facility || kind == NameKind::Other ||
        kind == NameKind::Place) {
        if (agent->kind == "vehicle") return NameKind::Vehicle;
        if (agent->kind == "facility" && kind != NameKind::Place) {
            return one_of(last, {"university", "college", "bank", "church", "institute"}) ? kind : NameKind::Facility;
        }
        if (agent->kind == "facility" &&
            one_of(agent->cls, {"military", "energy", "transport-facility", "civilian", "diplomatic"}))
            return NameKind::Facility;
        if (agent->kind == "armed-group" && kind == NameKind::Organisation) return NameKind::Group;
    }
    return kind;
}

void NameDrafts::order() {
    drafts.erase(std::remove_if(drafts.begin(), drafts.end(), [](const Draft& d) { return d.tokens.empty(); }),
                 drafts.end());
    std::stable_sort(drafts.begin(), drafts.end(),
                     [](const Draft& a, const Draft& b) { return a.tokens.begin < b.tokens.begin; });
    std::fill(taken.begin(), taken.end(), kFree);
    for (uint32_t d = 0; d < drafts.size(); ++d) {
        for (uint32_t i = drafts[d].tokens.begin; i < drafts[d].tokens.end; ++i) taken[i] = d;
    }
}

}  // namespace tallybook::name_reading
