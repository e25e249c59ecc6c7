// What the steps of coding share while a report is worked on. Lives for one call of code(); everything else of the
// folder is free of state.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "coding/entities.hpp"
#include "coding/extent.hpp"
#include "coding/matcher.hpp"
#include "coding/modality.hpp"

namespace tallybook {

struct Fill {  // somebody or something in a role of an event
    std::string role, effect;
    uint32_t token = 0;
    bool doubted = false;  // "may be involved in the killing"
};

struct Event {
    uint32_t trigger = 0, last = 0;  // tokens
    const Match* match = nullptr;    // of the first telling
    std::string type, mode;
    std::vector<Fill> fills;
    Modality modality;
    bool series = false;
    bool bare_plural = false;  // a series only because the word is a plural without a day: "the attacks on X"
    bool anaphoric = false;    // "the attack": points back
    bool sign = false;         // a result or a sign of an event ("explosions were heard") that looks for its event
    bool retold = false;       // what a book, a lecture or a memorial is about
    bool accident = false;     // a result that nobody willed: no record
    int joined_to = -1;        // index of the event that this one is a telling of; -1: itself
    int part_of = -1;
    std::optional<Quantity> count;
    std::optional<TimeValue> time;
    std::optional<PlaceRef> place;
    std::vector<PlaceRef> other_places;
    std::vector<uint32_t> sentences;        // that tell it, ascending
    std::vector<uint32_t> clause_heads;     // verbs whose circumstances are its own: trigger, light verb …
    std::vector<Participant> participants;  // described fills
    std::vector<Participant> attributed;    // actors by claim, accusation, suspicion
    std::vector<std::string> contexts;
    uint32_t region_begin = 0, region_end = 0;  // of a part: the tokens that tell of it alone
    int number = 0;                             // of its record, 1…; 0: no record
};

// Who says what stands in which tokens.
struct Speech {
    uint32_t cue = 0;
    std::optional<Participant> speaker, addressee;
    std::vector<TokenSpan> content;  // tokens that are said
    bool by_attribution = false;     // "according to"
    Pieces cue_words;                // of a speech that no frame found ("according to", "X: …"), else empty
    std::optional<uint32_t> source;  // head of who says it, of these
};

struct Draft {
    const Report& report;
    const Codebook& codebook;
    const Tree& tree;
    const WordFacts& words;
    Entities& entities;
    std::vector<Match> matches;
    std::vector<Quotation> quotations;
    std::vector<Event> events;
    std::vector<Speech> speeches;
    Trace* trace = nullptr;                               // where somebody asks why
    std::vector<std::vector<uint32_t>> speeches_in = {};  // of each sentence: those with words in it, ascending

    // Notes why a word gives nothing or less, where somebody asks; false.
    bool no(uint32_t token, Why why, std::optional<uint32_t> other = std::nullopt) const {
        if (trace) trace->note(token, why, other);
        return false;
    }

    Extents extents() const { return {words, quotations, matches}; }

    int whole(int event) const {
        while (events[event].joined_to >= 0) event = events[event].joined_to;
        return event;
    }
    // The event that a token starts or points to; -1 if none.
    int event_at(uint32_t token) const;
    const Speech* speech_over(uint32_t token, uint32_t other_than_cue) const;
};

// A first paragraph that is no sentence with an end: it tells in its own grammar what the report tells again.
bool headline(const Draft& draft, uint32_t sentence);

void find_speeches(Draft& draft);
void compose(Draft& draft);      // compose.cpp: what governed words tell; before find_events
void find_events(Draft& draft);  // events.cpp
void add_fills(const Draft& draft, const Match& match, std::vector<Fill>& fills);  // fills.cpp: who has a part in it
inline bool violent(const Event& event) {
    return event.type == "ASSAULT";
}
void read_series(const Draft& draft, Event& event);   // series.cpp
bool window_open(const Draft& draft, uint32_t verb);  // …: "since May" in its clause
void join_interceptions(Draft& draft);                // shared_weapons.cpp: launched and shot down
void join_shared_weapons(Draft& draft);               // …: flew, came down, crashed into
void join(Draft& draft, int from, int to);  // moves all that `from` tells to `to` and marks it as a telling of it
// "Police hunt the man who planted a bomb, wounding nine": a result without a subject of its own, whose doer is lent by
// the verb above and need not be who did it.
bool lent_doer(const Draft& draft, const Event& event);

// event_reference.cpp; all give -1 where no event is meant.
// What a telling points back to ("the attack", "two were killed"); `contradicts` says what cannot be one event.
int event_meant(const Draft& draft, int telling, const std::function<bool(const Event&, const Event&)>& contradicts);
bool same_root(std::string_view a, std::string_view b);  // "ambush", "ambushed"
int event_before(const Draft& draft, uint32_t token);    // what "it" or a claim that names no event is about
int event_of_subject(const Draft& draft, int event);  // "The blast killed …", "It killed …": of the noun that does it
bool says_of_another(const Tree& tree, uint32_t noun);  // "It was the third attack": tells of an event told before

void describe_participants(Draft& draft);  // participants.cpp: fills → participants
void weigh_words(Draft& draft);            // attribution.cpp: on whose word each actor stands
void add_circumstances(Draft& draft);      // circumstances.cpp: time and place of each telling
void add_listed(Draft& draft);             // circumstances.cpp: parts told one by one behind their whole
void add_parts(Draft& draft);              // circumstances.cpp: "five times: three …, twice …"
void join_tellings(Draft& draft);          // retelling.cpp: one event, several tellings
void join_portions(Draft& draft);      // portions.cpp: "one was shot down, the other hit a store"; before describing
void part_charges(Draft& draft);       // …: "the first bomb", "the second"; when times and places are known
void add_elided(Draft& draft);         // elided.cpp: "one more at the mill"; before describing
void add_heading_times(Draft& draft);  // carried_time.cpp: a day in front of what happened on it; before joining
void carry_times(Draft& draft);        // carried_time.cpp: the day of the attack told before; after joining
void add_unharmed(Draft& draft);       // unharmed.cpp: "there were no casualties"
void drop_accidents(Draft& draft);     // events.cpp: results that belong to no attack, in reports of accidents
std::vector<Statement> find_statements(Draft& draft, bool all);  // statements.cpp; adds attributions to the events
std::vector<Tally> find_tallies(
    const Draft& draft);  // part_of: "#" and the index of the whole             // tallies.cpp
bool same_body(const Participant& a, const Participant& b);  // one actor, or one state or group and its men
std::string kind_of_voice(const Participant& speaker);       // as `by_kind` has it; empty: none of them
std::optional<TimeValue> time_near(const Draft& draft, const std::vector<uint32_t>& clause_heads, uint32_t trigger);
bool tells_own_attack(const Draft& draft, uint32_t clause, const Participant& speaker);  // claims.cpp
bool both(const Draft& draft, uint32_t noun);                                            // claims.cpp: "both attacks"
bool points_back(const Draft& draft,
                 const std::vector<uint32_t>& contents);  // …: "claimed it", "denied any part in it"
size_t how_many(const Draft& draft, const std::vector<uint32_t>& contents);  // …: of those told before
std::vector<int> claimed_before(const Draft& draft, uint32_t token,
                                size_t count);  // claims.cpp: the attacks told last before a token
std::vector<int> claimed_behind(const Draft& draft, uint32_t token, size_t count);  // …: told first behind it
ByteSpan sentence_span(const Draft& draft, uint32_t sentence);

}  // namespace tallybook
