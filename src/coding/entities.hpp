// Who a noun phrase means: names and aliases, nationality + role, offices and their holders, and what pronouns and
// definite descriptions point back to ("he", "those groups", "the two governments"). Nearest fitting antecedent with
// number, kind and subject preference; a word that fits nobody stays unknown: nobody is invented.
//
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

    // The title noun in front of or behind a person's name, "Defense Secretary"; empty if none.
    std::string title_of(uint32_t token) const;

    // Who the quoted "we", "our" of a sentence is: set by the statements' pass before mentions are described.
    void set_speaker(uint32_t sentence, const Participant& speaker);
    const Participant* speaker(uint32_t sentence) const;  // null: none known

    // Who speaks where the phrase is what he says: "the minister's statement" → the minister.
    Participant voice(uint32_t token) const;

private:
    struct Seen {  // one nominal that may be pointed back to
        uint32_t token = 0;
        Participant who;
        bool person = false, group = false, armed = false, state = false, facility = false, plural = false,
             subject = false, locative = false;
        bool named = false;
    };

    Participant read(uint32_t token) const;  // by the phrase alone
    Participant same_facility(uint32_t token, const Participant& own) const;
    std::vector<Participant> pronoun(uint32_t token) const;
    std::vector<Participant> description(uint32_t token, const Participant& own) const;
    const Seen* last(uint32_t before, bool (*fits)(const Seen&), uint32_t sentences_back) const;
    std::vector<const Seen*> last_group(uint32_t before, bool (*fits)(const Seen&)) const;
    Participant pointing(uint32_t token, const Seen& antecedent) const;
    void fill_actor(Participant& who, const Actor& actor) const;

    const WordFacts* words_;
    std::vector<Seen> seen_;
    std::vector<std::optional<Participant>> speaker_of_;  // by sentence
};

}  // namespace tallybook
