// What the text itself tells of its names: an abbreviation in brackets names what stands before it, a surname the
// person whose full name the text gives. Neither needs the codebook, so both work for names that nobody wrote down
// before.
#include <map>

#include "base/name_key.hpp"
#include "values/abbreviation.hpp"
#include "values/name_drafts.hpp"

namespace tallybook::name_reading {
namespace {

class Abbreviations {
public:
    explicit Abbreviations(NameDrafts& names) : names_(names) {}

    // "the Islamic Resistance in Iraq (IRI)": from there on, IRI is that.
    void run() {
        std::map<std::string, Draft> meanings;
        const size_t known = names_.drafts.size();
        for (const Sentence& s : names_.report.sentences) {
            for (uint32_t i = s.tokens.begin; i + 2 < s.tokens.end; ++i) {
                if (names_.token(i).text != "(" || names_.token(i + 2).text != ")") continue;
                const std::string letters = name_key::strip(names_.token(i + 1).text);
                const uint32_t begin = expansion_begin(names_.report, {s.tokens.begin, i}, letters);
                if (begin == i) continue;
                meanings[letters] = define({begin, i});
            }
        }
        if (meanings.empty()) return;
        for (const Sentence& s : names_.report.sentences) {
            for (uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
                const auto meaning = meanings.find(name_key::strip(names_.token(i).text));
                if (meaning == meanings.end()) continue;
                if (names_.taken[i] != NameDrafts::kFree && names_.drafts[names_.taken[i]].tokens.size() > 1) continue;
                names_.release(i);
                Draft draft = meaning->second;
                draft.tokens = {i, i + 1};
                names_.put(std::move(draft));
            }
        }
        if (names_.drafts.size() != known) names_.order();
    }

private:
    // The name before a bracket: one that was read already, or the words that the abbreviation's letters tell.
    Draft define(TokenSpan span) {
        span = names_.trimmed(span);
        const uint32_t last = span.end - 1;
        if (names_.taken[last] != NameDrafts::kFree) {
            const Draft& read = names_.drafts[names_.taken[last]];
            if (read.tokens.begin <= span.begin) return read;
        }
        for (uint32_t i = span.begin; i < span.end; ++i) names_.release(i);
        Draft draft;
        draft.tokens = span;
        draft.head = names_.words(span);
        const NameKind kind = names_.refined(span, NameKind::Organisation, draft.head);
        draft.kind = kind == NameKind::Weapon ? NameKind::Other : kind;
        names_.put(draft);
        return draft;
    }

    NameDrafts& names_;
};

class Surnames {
public:
    explicit Surnames(NameDrafts& names) : names_(names) {}

    void run() {
        std::vector<std::pair<uint32_t, Person>> persons;
        for (const Draft& d : names_.drafts) {
            if (d.kind != NameKind::Person) continue;
            Person p{person_keys(names_.words(d.tokens)), d.head, d.actor};
            if (p.keys.size() >= 2 || d.actor != nullptr) persons.emplace_back(d.tokens.begin, std::move(p));
        }
        if (persons.empty()) return;
        merge(persons);
        for (Draft& d : names_.drafts) rename(d, persons);
        read_bare_surnames(persons);
    }

private:
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
        const auto keys = person_keys(names_.words(d.tokens));
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
        for (const Sentence& s : names_.report.sentences) {
            for (uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
                if (names_.taken[i] != NameDrafts::kFree || names_.token(i).pos != "PROPN" ||
                    !is_capital(names_.token(i).text[0]))
                    continue;
                const auto keys = person_keys(std::string(names_.token(i).text));
                if (keys.size() != 1) continue;
                const Person* person = nullptr;
                for (const auto& [where, p] : persons) {
                    if (where < i && p.keys.back() == keys[0] && p.keys.size() > 1) person = &p;
                }
                if (person == nullptr) continue;
                uint32_t begin = i;
                if (begin >= s.tokens.begin + 2 && names_.token(begin - 1).text == "-" &&
                    names_.taken[begin - 2] == NameDrafts::kFree && names_.token(begin - 2).text.size() == 2)
                    begin -= 2;
                names_.put({{begin, i + 1}, {}, NameKind::Person, person->actor, person->head, true});
            }
        }
    }

    NameDrafts& names_;
};

}  // namespace

void read_abbreviations(NameDrafts& names) {
    Abbreviations(names).run();
}

void read_surnames(NameDrafts& names) {
    Surnames(names).run();
}

}  // namespace tallybook::name_reading
