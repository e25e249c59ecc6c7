#include "coding/likeness.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace tallybook {
namespace {

bool person(const Participant& p) {
    return p.kind == "person";
}

// "Ana Ruiz Lara" is also "Ruiz", "Ruiz Lara" or "Lara", but not "Ana"; "Jose Ruiz" may be "Ruiz Lara", by the second
// of his two last names. Capitals make no difference: a telegram has nothing else.
bool same_name(const std::string& one, const std::string& other) {
    const auto inside = [](const std::string& whole, const std::string& part) {
        const size_t at = whole.size() > part.size() ? (" " + whole + " ").find(" " + part + " ") : whole.npos;
        return at != whole.npos && (at > 0 || part.find(' ') != part.npos);
    };
    const auto two_last_names = [](const std::string& full, const std::string& last) {
        const size_t space = last.find(' ');
        return space != last.npos && space > 2 && last.find(' ', space + 1) == last.npos && full.size() > space + 1 &&
               full.ends_with(" " + last.substr(0, space));
    };
    const std::string a = lower(one), b = lower(other);
    return a == b || inside(a, b) || inside(b, a) || two_last_names(a, b) || two_last_names(b, a);
}

}  // namespace

// Two participants that may be one person or thing.
bool Likenesses::one_person(const Participant& p, const Participant& q) const {
    if (p.role == "instrument" || q.role == "instrument") return false;
    if ((p.role == "actor") != (q.role == "actor")) return false;
    if (p.effect != q.effect && !p.effect.empty() && !q.effect.empty()) return false;
    const Likeness m = compare(p, q);
    return m == Likeness::Same || m == Likeness::Alike || (m == Likeness::Open && single(p) && single(q));
}

// "UJL", of "the Jose Luna University [UJL]".
bool Likenesses::short_for(const Participant& shorter, const Participant& longer) const {
    if (!shorter.span || !longer.span || shorter.name.size() < 2 || shorter.name.size() > 8) return false;
    const std::string_view text = d_.report.text();
    size_t at = longer.span->end;
    if (at < text.size() && text[at] == ' ') ++at;
    if (at >= text.size() || (text[at] != '[' && text[at] != '(')) return false;
    const size_t end = at + 1 + shorter.name.size();
    return text.compare(at + 1, shorter.name.size(), shorter.name) == 0 && end < text.size() &&
           (text[end] == ']' || text[end] == ')');
}

bool Likenesses::proper(const Participant& p) const {
    if (p.described || p.name.empty() || p.name.front() < 'A' || p.name.front() > 'Z') return false;
    if (!p.head_token) return false;
    if (p.named_at && p.named_at != p.span)
        return std::any_of(d_.report.names.begin(), d_.report.names.end(), [&](const NameRef& n) {
            return n.span.begin >= p.named_at->begin && n.span.end <= p.named_at->end;
        });
    return d_.words.name_at(*p.head_token) != nullptr;
}

bool Likenesses::plural(const Participant& p) const {
    if (p.count && p.count->low.value_or(1) > 1) return true;
    if (p.head_token && one_of(d_.words.lemma(*p.head_token),
                               {"crowd", "mob", "family", "congregation", "procession", "convoy", "patrol"}))
        return true;
    return p.head_token && tree_.noun(*p.head_token) && tree_.plural(*p.head_token);
}
bool Likenesses::single(const Participant& p) const {
    return (person(p) || one_of(p.kind, {"civilians", "police", "unknown", "armed-group", "state-forces"})) &&
           p.id.empty() && !plural(p) && (!p.count || p.count->best.value_or(1) == 1);
}

bool Likenesses::in_class(const Participant& p, std::string_view cls) const {
    return p.head_token && d_.codebook.in_class(cls, d_.words.lemma(*p.head_token));
}
bool Likenesses::is_pronoun(const Participant& p, std::initializer_list<std::string_view> forms) const {
    return p.head_token && tree_.is(*p.head_token, forms);
}

bool Likenesses::indefinite(const Participant& p) const {
    if (!p.head_token || named(p) || tree_.token(*p.head_token).pos == "PROPN") return false;
    const auto det = tree_.child(*p.head_token, {Dep::Det, Dep::Poss});
    return !det || tree_.is(*det, {"a", "an", "some", "another"});
}

// "Bishop Luis Paz" is "the bishop", "Ana Ruiz, a journalist" is "the journalist".
bool Likenesses::entitled(const Participant& named, const Participant& other) const {
    if (!other.head_token || (indefinite(other) && !tree_.pronoun(*other.head_token))) return false;
    std::optional<uint32_t> noun = other.head_token;  // "the priest said he had been held": he is the priest
    if (tree_.pronoun(*noun)) noun = d_.entities.antecedent(*noun);
    if (!noun || !tree_.noun(*noun) || plural(other) || plural(named) || !named.head_token) return false;
    const std::string lemma = d_.words.lemma(*noun);
    if (lemma.size() < 4 || one_of(lemma, {"person", "people", "victim"})) return false;
    const TokenSpan phrase = tree_.phrase(*named.head_token);
    for (uint32_t i = phrase.begin; i < *named.head_token; ++i)
        if (d_.words.lemma(i) == lemma || tree_.lower(i) == lemma) return true;
    for (const uint32_t c : tree_.children(*named.head_token))
        if (tree_.dep(c) == Dep::Appos && d_.words.lemma(c) == lemma) return true;
    return false;
}

// One head, or the head of one within the other: "the nuns", "four Franciscan nuns"; "the Franciscans".
bool Likenesses::same_noun(const Participant& p, const Participant& q) const {
    const std::string lemma = d_.words.lemma(*p.head_token);
    if (lemma == d_.words.lemma(*q.head_token)) return true;
    if (indefinite(p) || lemma.size() < 4 || !plural(p)) return false;
    for (const uint32_t c : tree_.children(*q.head_token))
        if (c < *q.head_token && (tree_.dep(c) == Dep::Compound || tree_.dep(c) == Dep::Amod) &&
            (d_.words.lemma(c) == lemma || tree_.lower(c) == lemma))
            return true;
    return false;
}

Likeness Likenesses::compare(const Participant& p, const Participant& q) const {
    if (!p.id.empty() && p.id == q.id) return Likeness::Same;
    if (short_for(p, q) || short_for(q, p)) return Likeness::Same;
    const bool thing_p = one_of(p.kind, {"facility", "vehicle", "weapon"});
    const bool thing_q = one_of(q.kind, {"facility", "vehicle", "weapon"});
    if (thing_p != thing_q && p.kind != "unknown" && q.kind != "unknown") return Likeness::Open;
    const bool known_p = named(p), known_q = named(q);
    if (known_p && known_q) return same_name(p.name, q.name) ? Likeness::Same : Likeness::Clash;
    const auto anchor = [](const Participant& x) { return x.named_at ? x.named_at : x.span; };
    if (anchor(p) && anchor(p) == anchor(q)) return Likeness::Same;
    const auto body = [](const Participant& x) {
        return !x.id.empty() || one_of(x.kind, {"organisation", "party", "government", "international"});
    };
    if (plural(p) != plural(q))  // "the army", "its men"
        return p.role == "actor" && (body(p) || body(q)) ? Likeness::Open : Likeness::Clash;
    if (p.count && q.count && p.count->best && q.count->best && *p.count->best != *q.count->best)
        return Likeness::Clash;
    if ((female(p) && male(q)) || (male(p) && female(q))) return Likeness::Clash;
    if (!p.cls.empty() && !q.cls.empty() && p.cls != q.cls) return Likeness::Clash;
    const bool kinds = person(p) || person(q) || p.kind == q.kind || p.kind == "unknown" || q.kind == "unknown";
    if (!kinds) return thing_p && thing_q ? Likeness::Clash : Likeness::Open;
    if ((known_p && entitled(p, q)) || (known_q && entitled(q, p))) return Likeness::Alike;
    if (p.head_token && q.head_token && (same_noun(p, q) || same_noun(q, p)) &&
        !(indefinite(p) && indefinite(q) && !headline(d_, tree_.sentence(*p.head_token))))
        return Likeness::Alike;
    return Likeness::Open;
}

}  // namespace tallybook
