#include "values/name.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/name_key.hpp"
#include "values/abbreviation.hpp"

namespace tallybook {
namespace {

// One name while it is being read. Tokens are indexes into Report::tokens.
struct Draft {
    TokenSpan tokens;
    std::optional<ByteSpan> part;  // of a token that holds two names ("U.S.-Iraq")
    NameKind kind = NameKind::Other;
    const Actor* actor = nullptr;
    std::string head;
    bool from_tagger = false;
};

bool is_capital(char c) {
    return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3;
}

bool is_determiner(std::string_view s) {
    return s == "the" || s == "The" || s == "THE" || s == "a" || s == "A" || s == "an" || s == "An";
}

bool is_possessive(std::string_view s) {
    return s == "'s" || s == "\xE2\x80\x99s" || s == "'" || s == "\xE2\x80\x99";
}

bool one_of(std::string_view s, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), s) != list.end();
}

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
}

// What the tagger's label tells; none for times and numbers.
std::optional<NameKind> kind_of_label(std::string_view label) {
    static constexpr std::pair<std::string_view, NameKind> kKinds[] = {
        {"PERSON", NameKind::Person}, {"NORP", NameKind::Nationality}, {"ORG", NameKind::Organisation},
        {"GPE", NameKind::Place},     {"LOC", NameKind::Place},        {"FAC", NameKind::Facility},
        {"PRODUCT", NameKind::Other}, {"EVENT", NameKind::Other},      {"WORK_OF_ART", NameKind::Work},
        {"LAW", NameKind::Work},
    };
    for (const auto& [name, kind] : kKinds) {
        if (name == label) return kind;
    }
    return std::nullopt;
}

NameKind kind_of_actor(const Actor& actor, const Codebook& codebook) {
    if (actor.person) return NameKind::Person;
    if (codebook.state(actor.country) == &actor) return NameKind::State;
    if (actor.kind == "armed-group" || actor.kind == "civilians") return NameKind::Group;
    if (actor.kind == "facility") return NameKind::Facility;
    return NameKind::Organisation;
}

class NameReader {
public:
    NameReader(Report& report, const Codebook& codebook)
        : report_(report),
          codebook_(codebook),
          date_(report.published.value_or("")),
          taken_(report.tokens.size(), kFree) {}

    void run() {
        for (const Sentence& s : report_.sentences) {
            read_actors(s);
            read_entities(s);
            read_vessels(s);
            read_quoted(s);
        }
        order();
        read_abbreviations();
        read_surnames();
        order();
        finish();
    }

private:
    static constexpr uint32_t kFree = 0xFFFFFFFFu;

    const Token& token(uint32_t i) const { return report_.tokens[i]; }

    void put(Draft draft) {
        for (uint32_t i = draft.tokens.begin; i < draft.tokens.end; ++i)
            taken_[i] = static_cast<uint32_t>(drafts_.size());
        drafts_.push_back(std::move(draft));
    }

    bool is_taken(TokenSpan span) const {
        for (uint32_t i = span.begin; i < span.end; ++i) {
            if (taken_[i] != kFree) return true;
        }
        return false;
    }

    std::string words(TokenSpan span) const {
        std::string out;
        for (uint32_t i = span.begin; i < span.end; ++i) {
            out += token(i).text;
            if (token(i).space_after && i + 1 < span.end) out += ' ';
        }
        return out;
    }

    // ---- the codebook's actors

    // "Norland News/", "Oslo;": no name goes on behind such a token, whatever the tagger says.
    bool cuts_after(uint32_t i) const {
        const std::string_view text = token(i).text;
        return !text.empty() && std::string_view("/;:()[]|").find(text.back()) != std::string_view::npos;
    }

    // The entity that holds token i, without determiner and possessive ending; empty if none.
    TokenSpan entity_at(const Sentence& s, uint32_t i) const {
        if (token(i).entity.empty()) return {};
        uint32_t begin = i, end = i + 1;
        while (begin > s.tokens.begin && !token(begin).entity_begins && !cuts_after(begin - 1)) --begin;
        while (end < s.tokens.end && !token(end).entity.empty() && !token(end).entity_begins && !cuts_after(end - 1))
            ++end;
        return trimmed({begin, end});
    }

    TokenSpan trimmed(TokenSpan span) const {
        while (!span.empty() && (is_determiner(token(span.begin).text) || !names_something(token(span.begin))))
            ++span.begin;
        while (!span.empty() && (is_possessive(token(span.end - 1).text) || !names_something(token(span.end - 1))))
            --span.end;
        return span;
    }

    static bool names_something(const Token& t) { return !name_key::strip(t.text).empty(); }

    void read_actors(const Sentence& s) {
        std::vector<std::string_view> words;
        for (uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) words.push_back(token(i).text);
        for (uint32_t i = s.tokens.begin; i < s.tokens.end;) {
            ActorMatch match = codebook_.actor_at(std::span(words).subspan(i - s.tokens.begin), date_);
            if (match.actor == nullptr) {
                if (token(i).text.size() > 3 && token(i).text.find('-', 1) != std::string_view::npos) split_token(i);
                ++i;
                continue;
            }
            const TokenSpan whole{i, i + match.words};
            const TokenSpan span = proper_part(words, i - s.tokens.begin, whole, match);
            if (!match.metonym && !part_of_longer(s, span, match)) {
                put({span,
                     {},
                     match.demonym ? NameKind::Nationality : kind_of_actor(*match.actor, codebook_),
                     match.actor,
                     match.actor->name,
                     false});
            }
            i = span.end;
        }
    }

    // "Iraqi army", "Hamas militants": the codebook knows them as actors, but the name is the first word; what the noun
    // makes of it is for the coder to say. `match` becomes that of the shorter name.
    TokenSpan proper_part(std::span<const std::string_view> all, uint32_t at, TokenSpan whole,
                          ActorMatch& match) const {
        if (!match.affiliation.empty() || is_capital(token(whole.end - 1).text[0])) return whole;
        for (uint32_t size = match.words; size-- > 1;) {
            if (!is_capital(all[at + size - 1][0])) continue;
            const ActorMatch shorter = codebook_.actor_at(all.subspan(at, size), date_);
            if (shorter.words != size || shorter.metonym) continue;
            match = shorter;
            return {whole.begin, whole.begin + size};
        }
        return whole;
    }

    // Whether the tagger sees a longer name here, of which these words are a part only.
    bool part_of_longer(const Sentence& s, TokenSpan span, const ActorMatch& match) const {
        const TokenSpan entity = entity_at(s, span.begin);
        if (entity.empty() || span.contains(entity) || !entity.contains(span)) return false;
        const std::string_view label = token(span.begin).entity;
        const bool common = match.demonym || codebook_.state(match.actor->country) == match.actor;
        if (label == "GPE" || label == "LOC" || label == "NORP") return false;
        if (label == "PERSON") {
            // "Houthi Abdul Malik": the group's word does not belong to the name.
            const bool adjective = match.demonym || match.actor->kind == "armed-group";
            return !(adjective && span.begin == entity.begin && entity.end - span.end >= 2) && !match.actor->person;
        }
        return common || span.end != entity.end;
    }

    // "U.S.-Iraq", "U.S.-led": one token, names in its parts.
    void split_token(uint32_t i) {
        const std::string_view text = token(i).text;
        if (!is_capital(text[0]) || text.size() != token(i).span.size()) return;
        for (size_t begin = 0; begin < text.size();) {
            const size_t end = std::min(text.find('-', begin), text.size());
            const std::string_view part = text.substr(begin, end - begin);
            const ActorMatch match = codebook_.actor_at(std::span(&part, 1), date_);
            if (match.actor != nullptr && !match.metonym) {
                const auto at = token(i).span.begin + static_cast<uint32_t>(begin);
                put({{i, i + 1},
                     ByteSpan{at, at + static_cast<uint32_t>(part.size())},
                     match.demonym ? NameKind::Nationality : kind_of_actor(*match.actor, codebook_),
                     match.actor,
                     match.actor->name,
                     false});
            }
            begin = end + 1;
        }
    }

    // ---- the tagger's entities

    void read_entities(const Sentence& s) {
        for (uint32_t i = s.tokens.begin; i < s.tokens.end;) {
            if (token(i).entity.empty()) {
                ++i;
                continue;
            }
            uint32_t end = i + 1;
            while (end < s.tokens.end && !token(end).entity.empty() && !token(end).entity_begins) ++end;
            if (const auto kind = kind_of_label(token(i).entity)) {
                for (uint32_t begin = i; begin < end;) {
                    uint32_t part_end = begin + 1;
                    while (part_end < end && !cuts_after(part_end - 1)) ++part_end;
                    take_entity({begin, part_end}, *kind);
                    begin = part_end;
                }
            }
            i = end;
        }
    }

    void take_entity(TokenSpan span, NameKind kind) {
        span = trimmed(span);
        // What actors left over: of a person the rest is the name, of others nothing.
        while (!span.empty() && taken_[span.begin] != kFree) {
            span.begin += 1;
            if (kind != NameKind::Person) span.begin = span.end;
        }
        span = trimmed(span);
        if (span.empty() || is_taken(span)) return;
        if (kind == NameKind::Person) span = person_part(span);
        if (span.empty() || !has_capital(span)) return;
        Draft draft;
        draft.tokens = span;
        draft.head = words(span);
        draft.kind = refined(span, kind, draft.head);
        draft.from_tagger = true;
        put(std::move(draft));
    }

    bool has_capital(TokenSpan span) const {
        for (uint32_t i = span.begin; i < span.end; ++i) {
            if (!token(i).text.empty() &&
                (is_capital(token(i).text[0]) || (token(i).text[0] >= '0' && token(i).text[0] <= '9')))
                return true;
        }
        return false;
    }

    // A person's name without the words of office before it ("President", "Gen.") and without what follows a comma.
    TokenSpan person_part(TokenSpan span) const {
        for (uint32_t i = span.begin; i < span.end; ++i) {
            if (one_of(token(i).text, {",", ";", ":", "(", "--"})) {
                span.end = i;
                break;
            }
        }
        while (span.size() > 1) {
            const std::string word = lower(token(span.begin).text);
            const bool title = word.ends_with('.') && word.size() > 2;
            if (!title && codebook_.agent(word) == nullptr &&
                !one_of(word, {"president", "minister", "general", "mr", "mrs", "sheikh", "dr"}))
                break;
            ++span.begin;
        }
        return trimmed(span);
    }

    // The tagger's kind, corrected by what the codebook knows of the words.
    NameKind refined(TokenSpan span, NameKind kind, const std::string& text) const {
        const std::string last = lower(token(span.end - 1).text);
        const std::string key = lower(text);
        if (kind != NameKind::Person && kind != NameKind::Place && span.size() <= 3) {
            const Weapon* weapon = codebook_.weapon(key);
            if (weapon != nullptr && codebook_.weapon(last) == weapon && codebook_.agent(last) == nullptr)
                return NameKind::Weapon;
        }
        const Agent* agent = codebook_.agent(last);
        if (kind == NameKind::Nationality)
            return agent != nullptr && agent->kind == "civilians" ? NameKind::Group : kind;
        if (agent == nullptr || span.size() < 2) return kind;
        if (kind == NameKind::Organisation || kind == NameKind::Facility || kind == NameKind::Other ||
            kind == NameKind::Place) {
            if (agent->kind == "vehicle") return NameKind::Vehicle;
            if (agent->kind == "facility" && kind != NameKind::Place) {
                return one_of(last, {"university", "college", "bank", "church", "institute"}) ? kind
                                                                                              : NameKind::Facility;
            }
            if (agent->kind == "facility" &&
                one_of(agent->cls, {"military", "energy", "transport-facility", "civilian", "diplomatic"}))
                return NameKind::Facility;
            if (agent->kind == "armed-group" && kind == NameKind::Organisation) return NameKind::Group;
        }
        return kind;
    }

    // "USS Mason", "MV Galaxy Star": the tagger takes ships for anything.
    void read_vessels(const Sentence& s) {
        for (uint32_t i = s.tokens.begin; i + 1 < s.tokens.end; ++i) {
            if (!one_of(token(i).text, {"USS", "HMS", "MV", "M/V", "MT", "M/T", "INS", "HMAS", "HMCS", "USNS", "RFA",
                                        "MS", "SS", "USCGC"}))
                continue;
            uint32_t end = i + 1;
            while (end < s.tokens.end && end < i + 5 && is_capital(token(end).text[0]) &&
                   (end == i + 1 || token(end).pos == "PROPN"))
                ++end;
            if (end == i + 1) continue;
            const TokenSpan span{i, end};
            for (uint32_t k = i; k < end; ++k) release(k);
            put({span, {}, NameKind::Vehicle, nullptr, words(span), false});
        }
    }

    void release(uint32_t i) {
        if (taken_[i] == kFree) return;
        Draft& old = drafts_[taken_[i]];
        for (uint32_t k = old.tokens.begin; k < old.tokens.end; ++k) taken_[k] = kFree;
        old.tokens.end = old.tokens.begin;
    }

    // Two or more proper nouns in a row that nobody named yet, between quotation marks: an operation, a work.
    void read_quoted(const Sentence& s) {
        for (uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
            if (!one_of(token(i).text, {"\"", "\xE2\x80\x9C", "``"})) continue;
            uint32_t end = i + 1;
            while (end < s.tokens.end && is_capital(token(end).text[0]) && token(end).pos == "PROPN") ++end;
            if (end < i + 3 || end == s.tokens.end || !one_of(token(end).text, {"\"", "\xE2\x80\x9D", "''", ","}))
                continue;
            const TokenSpan span{i + 1, end};
            if (!is_taken(span)) put({span, {}, NameKind::Other, nullptr, words(span), true});
        }
    }

    // ---- what the text itself tells

    void order() {
        drafts_.erase(std::remove_if(drafts_.begin(), drafts_.end(), [](const Draft& d) { return d.tokens.empty(); }),
                      drafts_.end());
        std::stable_sort(drafts_.begin(), drafts_.end(),
                         [](const Draft& a, const Draft& b) { return a.tokens.begin < b.tokens.begin; });
        std::fill(taken_.begin(), taken_.end(), kFree);
        for (uint32_t d = 0; d < drafts_.size(); ++d) {
            for (uint32_t i = drafts_[d].tokens.begin; i < drafts_[d].tokens.end; ++i) taken_[i] = d;
        }
    }

    // "the Islamic Resistance in Iraq (IRI)": from there on, IRI is that.
    void read_abbreviations() {
        std::map<std::string, Draft> meanings;
        const size_t known = drafts_.size();
        for (const Sentence& s : report_.sentences) {
            for (uint32_t i = s.tokens.begin; i + 2 < s.tokens.end; ++i) {
                if (token(i).text != "(" || token(i + 2).text != ")") continue;
                const std::string letters = name_key::strip(token(i + 1).text);
                const uint32_t begin = expansion_begin(report_, {s.tokens.begin, i}, letters);
                if (begin == i) continue;
                meanings[letters] = define({begin, i});
            }
        }
        if (meanings.empty()) return;
        for (const Sentence& s : report_.sentences) {
            for (uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
                const auto meaning = meanings.find(name_key::strip(token(i).text));
                if (meaning == meanings.end()) continue;
                if (taken_[i] != kFree && drafts_[taken_[i]].tokens.size() > 1) continue;
                release(i);
                Draft draft = meaning->second;
                draft.tokens = {i, i + 1};
                put(std::move(draft));
            }
        }
        if (drafts_.size() != known) order();
    }

    // The name before a bracket: one that was read already, or the words that the abbreviation's letters tell.
    Draft define(TokenSpan span) {
        span = trimmed(span);
        const uint32_t last = span.end - 1;
        if (taken_[last] != kFree) {
            const Draft& read = drafts_[taken_[last]];
            if (read.tokens.begin <= span.begin) return read;
        }
        for (uint32_t i = span.begin; i < span.end; ++i) release(i);
        Draft draft;
        draft.tokens = span;
        draft.head = words(span);
        const NameKind kind = refined(span, NameKind::Organisation, draft.head);
        draft.kind = kind == NameKind::Weapon ? NameKind::Other : kind;
        put(draft);
        return draft;
    }

    // The key of a person's last name and of all the names.
    static std::vector<std::string> person_keys(const std::string& name) {
        std::vector<std::string> out;
        for (const auto& p : name_key::pieces(name)) {
            if (p.part == name_key::Part::Word && p.folded != "jr" && p.folded != "sr" && p.folded.size() > 1)
                out.push_back(name_key::sound(p.folded));
        }
        return out;
    }

    static bool within(const std::vector<std::string>& few, const std::vector<std::string>& many) {
        size_t at = 0;
        for (const auto& k : many) {
            if (at < few.size() && few[at] == k) ++at;
        }
        return at == few.size();
    }

    struct Person {
        std::vector<std::string> keys;
        std::string head;
        const Actor* actor = nullptr;
    };

    // The person that a shorter name means: among those whose full name holds its words, the last one named before;
    // if nobody was, the first one named later.
    const Person* person_for(const std::vector<std::string>& keys,
                             const std::vector<std::pair<uint32_t, Person>>& persons, uint32_t at) const {
        const Person* found = nullptr;
        for (const auto& [where, person] : persons) {
            if (keys.size() > person.keys.size() || !within(keys, person.keys)) continue;
            if (keys.size() == 1 && keys[0] != person.keys.back() && where > at) continue;
            if (where <= at || found == nullptr) found = &person;
        }
        return found;
    }

    void read_surnames() {
        std::vector<std::pair<uint32_t, Person>> persons;
        for (const Draft& d : drafts_) {
            if (d.kind != NameKind::Person) continue;
            Person p{person_keys(words(d.tokens)), d.head, d.actor};
            if (p.keys.size() >= 2 || d.actor != nullptr) persons.emplace_back(d.tokens.begin, std::move(p));
        }
        if (persons.empty()) return;
        merge(persons);
        for (Draft& d : drafts_) rename(d, persons);
        read_bare_surnames(persons);
    }

    // "Mohammed Sudani" and "Mohammed Shia al-Sudani" are one person: both get the fuller name.
    static void merge(std::vector<std::pair<uint32_t, Person>>& persons) {
        for (auto& [where, person] : persons) {
            for (const auto& [other_where, other] : persons) {
                if (other.keys.size() < person.keys.size() || !within(person.keys, other.keys) || person.keys.empty())
                    continue;
                if (person.keys.size() < 2 || person.keys.back() != other.keys.back()) continue;
                if (person.actor != nullptr && other.actor != nullptr && person.actor != other.actor) continue;
                if (person.actor == nullptr) person.actor = other.actor;
                if (other.keys.size() > person.keys.size() || person.actor != nullptr)
                    person.head = person.actor ? person.actor->name : other.head;
            }
        }
    }

    void rename(Draft& d, const std::vector<std::pair<uint32_t, Person>>& persons) const {
        const bool doubtful =
            d.from_tagger &&
            (d.kind == NameKind::Organisation || d.kind == NameKind::Place || d.kind == NameKind::Other) &&
            d.tokens.size() <= 3;
        if (d.kind != NameKind::Person && !doubtful) return;
        const auto keys = person_keys(words(d.tokens));
        if (keys.empty()) return;
        // A word that the tagger takes for a body or a place is a surname only if it ends a name told before.
        const Person* person = person_for(keys, persons, d.tokens.begin);
        if (person == nullptr || (d.kind != NameKind::Person && (keys.size() != 1 || keys[0] != person->keys.back())))
            return;
        d.kind = NameKind::Person;
        d.actor = person->actor;
        d.head = person->head;
    }

    // Proper nouns that the tagger left out but that end a full name told before: "Sudani said".
    void read_bare_surnames(const std::vector<std::pair<uint32_t, Person>>& persons) {
        std::map<std::string, const Person*> surnames;
        for (const Sentence& s : report_.sentences) {
            for (uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
                if (taken_[i] != kFree || token(i).pos != "PROPN" || !is_capital(token(i).text[0])) continue;
                const auto keys = person_keys(std::string(token(i).text));
                if (keys.size() != 1) continue;
                const Person* person = nullptr;
                for (const auto& [where, p] : persons) {
                    if (where < i && p.keys.back() == keys[0] && p.keys.size() > 1) person = &p;
                }
                if (person == nullptr) continue;
                uint32_t begin = i;
                if (begin >= s.tokens.begin + 2 && token(begin - 1).text == "-" && taken_[begin - 2] == kFree &&
                    token(begin - 2).text.size() == 2)
                    begin -= 2;
                put({{begin, i + 1}, {}, NameKind::Person, person->actor, person->head, true});
            }
        }
    }

    void finish() {
        report_.names.clear();
        for (const Draft& d : drafts_) {
            NameRef name;
            name.tokens = d.tokens;
            name.span = d.part.value_or(ByteSpan{token(d.tokens.begin).span.begin, token(d.tokens.end - 1).span.end});
            while (name.span.size() > 1 &&
                   std::string_view("/;:,|").find(report_.text()[name.span.end - 1]) != std::string_view::npos)
                --name.span.end;
            name.kind = d.kind;
            if (d.actor != nullptr) name.id = d.actor->id;
            name.head = d.head;
            report_.names.push_back(std::move(name));
        }
        std::stable_sort(report_.names.begin(), report_.names.end(),
                         [](const NameRef& a, const NameRef& b) { return a.span.begin < b.span.begin; });
    }

    Report& report_;
    const Codebook& codebook_;
    std::string date_;
    std::vector<Draft> drafts_;
    std::vector<uint32_t> taken_;  // by token: which draft holds it
};

}  // namespace

void read_names(Report& report, const Codebook& codebook) {
    NameReader(report, codebook).run();
}

}  // namespace tallybook
