// Who a noun phrase means: names and aliases, nationality + role, offices and their holders, and what pronouns and
// definite descriptions point back to ("he", "those groups", "the two governments"). The nearest fitting antecedent by
// number, kind, subject and speaker; where two fit equally well, or a word fits nobody, it stays unknown: nobody is
// invented, and a wrong link is worse than none.
//
// Four files: entities.cpp (what stands in the report, and the way through the other three), entity_phrases.cpp (a
// phrase by its own words), entity_pronouns.cpp, entity_descriptions.cpp ("the group", "his country", facilities).
// Built once a report, in text order; then describe() is const and safe to call for any token.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "coding/words.hpp"
#include "report/records.hpp"

namespace tallybook {

class Entities {
public:
    explicit Entities(const WordFacts& words);

    // The participants that the phrase headed by `token` means: one, or several where a plural word points back to
    // several ("the two governments"). Role, effect, status are left to the caller.
    std::vector<Participant> describe(uint32_t token) const;

    // The noun that a pronoun stands for, things and events too ("It killed five": the blast); none: unknown.
    std::optional<uint32_t> antecedent(uint32_t pronoun) const;

    // The title noun in front of or behind a person's name, "Defense Secretary"; empty if none.
    std::string title_of(uint32_t token) const;

    // Who the quoted "we", "our" of a sentence is: set by the statements' pass before mentions are described.
    void set_speaker(uint32_t sentence, const Participant& speaker);
    const Participant* speaker(uint32_t sentence) const;  // null: none known

    // Who speaks where the phrase is what he says: "the minister's statement" → the minister.
    Participant voice(uint32_t token) const;

private:
    enum class Sex : uint8_t { Unknown, Female, Male };

    struct Seen {  // one nominal that may be pointed back to
        uint32_t token = 0;
        uint32_t origin = 0;  // the noun that it stands for itself, at the end of a chain of pronouns; else token
        Participant who;
        std::string lemma;
        Sex sex = Sex::Unknown;
        bool person = false, group = false, armed = false, state = false, facility = false, event = false;
        bool plural = false, collective = false;  // collective: "police", "the Houthis": it or they
        bool subject = false, main = false, locative = false, inside = false;  // inside: part of another phrase
        bool named = false;
        bool sentient() const { return person || group || state; }  // not a mere thing, place or event
    };
    using Fits = bool (*)(const Seen&);

    // entities.cpp
    Seen seen(uint32_t token) const;
    void place_in_sentence(Seen& seen) const;
    const Seen* seen_at(uint32_t token) const;
    Participant pointing(uint32_t token, const Seen& antecedent) const;
    void borrow_from_neighbours(uint32_t token, Participant& own) const;

    // entity_phrases.cpp
    Participant read(uint32_t token) const;  // by the phrase alone
    void read_name(uint32_t token, const NameRef& name, TokenSpan span, Participant& who) const;
    void read_place(uint32_t token, const PlaceRef& place, Participant& who) const;
    void read_membership(uint32_t token, Participant& who) const;
    void read_own_name(uint32_t token, TokenSpan phrase, Participant& who) const;

    // entity_pronouns.cpp
    std::vector<Participant> pronoun(uint32_t token) const;
    std::vector<const Seen*> antecedents(uint32_t pronoun) const;
    std::vector<const Seen*> talkers(uint32_t pronoun) const;
    const Seen* best(uint32_t token, uint32_t sentences_back, bool (*fits)(const Seen&, Sex), Sex sex) const;
    double salience(uint32_t token, const Seen& candidate) const;
    bool bars(uint32_t token, const Seen& candidate) const;

    // entity_descriptions.cpp
    std::vector<Participant> description(uint32_t token, const Participant& own) const;
    std::optional<Participant> of_possessor(uint32_t token, const Participant& own) const;
    std::vector<Participant> groups(uint32_t token) const;
    std::vector<Participant> governments(uint32_t token) const;
    bool bare(uint32_t token) const;
    const Seen* holder(uint32_t token) const;
    const Seen* named_so(uint32_t token) const;
    std::vector<Participant> of_two(uint32_t token) const;
    Participant same_facility(uint32_t token, const Participant& own) const;
    const Seen* last(uint32_t before, Fits fits, uint32_t sentences_back) const;
    std::vector<const Seen*> last_group(uint32_t before, Fits fits) const;

    const WordFacts* words_;
    std::vector<Seen> seen_;
    std::vector<std::optional<Participant>> speaker_of_;  // by sentence
};

// What the codebook knows of an actor, into a participant; what it leaves open stays as it was.
void fill_actor(Participant& who, const Actor& actor);

}  // namespace tallybook
