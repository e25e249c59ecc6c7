// What the sentence says of a spot, and what follows from it. Internal to reading places; apart from spotting so that
// the evidence can be looked at by itself.
#pragma once

#include "values/place_spots.hpp"

namespace tallybook::place_reading {

struct Evidence {
    enum class Entity : uint8_t { Unknown, None, Place, Person, Organisation, People, Other } entity = Entity::None;
    bool whole_entity = false;  // the entity is the spot, an article or a generic word aside
    bool begins_entity = false;
    bool proper = false;       // all its words are tagged as proper nouns
    bool locative = false;     // "in", "near", "from" … before it
    bool comma_place = false;  // a place with a comma follows ("Mosul, Iraq") or stands before ("Iraq" in it)
    bool ordinary = false;     // an ordinary English word, a given name or a surname too
    bool first_in_sentence = false;
    bool capital_before = false, capital_after = false;  // a capitalised word that is part of the same phrase
    bool known_person = false;                           // the name of somebody in the report
    bool several_words = false;
    bool in_capitals = false;  // the sentence has no lower-case letter
    bool listed = false;       // a facility of the hand-kept list, by a name of its own
    bool large = false;        // a country, a first-level division, a big city
    bool noun_behind = false;  // a common noun: "Nigerien soldiers"
    bool of_thing = false;     // "Washington Post", "USS Nimitz"
    double prior = 0;          // of the likeliest candidate
};

Evidence evidence_of(const Report& report, const Gazetteer& gazetteer, const std::vector<Spot>& spots, size_t at);

}  // namespace tallybook::place_reading
