// Between spotting and resolving: a name in the text with the entries it could mean. Internal to reading places.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"
#include "values/gazetteer.hpp"

namespace tallybook::place_reading {

using gazetteer_image::Feature;
using gazetteer_image::NameForm;

struct Candidate {
    uint32_t entry;
    NameForm form;
};

// How far the sentence itself says that the name is a place.
enum class Trust : uint8_t {
    None,    // no place: a person, an ordinary word …
    Maybe,   // the sentence does not tell; the rest of the report may
    Inside,  // part of an organisation's or another name: a hint where the report plays
    Place
};

struct Spot {
    TokenSpan tokens;
    ByteSpan span;
    uint32_t sentence = 0;
    uint64_t key = 0;                   // equal names have equal keys
    std::vector<Candidate> candidates;  // likeliest first
    int meanings = 0;                   // entries with the name, before any was ruled out
    Trust trust = Trust::None;
    bool ordinary = false;     // an ordinary word or a person's name too
    bool generic = false;      // a word beside it says what it is: "Anbar province"
    bool demonym = false;      // names a people
    bool attributive = false;  // "U.S." of "U.S. forces"
    bool dateline = false;
    bool person = false;              // labelled as a person, or the name of one in this report
    bool anchored = false;            // the words around it say that it is a place
    bool part_of_name = false;        // of an organisation, say: "Mosul University"
    uint32_t container = UINT32_MAX;  // the spot that says where this one lies: "Mosul, Iraq"
    uint32_t chosen = Gazetteer::kNoEntry;
};

// Spots of the whole report in the order of the text; they do not overlap.
std::vector<Spot> find_spots(const Report& report, const Gazetteer& gazetteer);

// Decides Spot::trust of each; place_trust.cpp.
void judge(const Report& report, const Gazetteer& gazetteer, std::vector<Spot>& spots);

// Sets Spot::container and Spot::chosen of each spot with candidates.
void resolve(const Report& report, const Gazetteer& gazetteer, std::vector<Spot>& spots);

// Decides the spots that the sentence alone could not, now that all are resolved: a name that is a place elsewhere in
// the report, or lies where the report's other places lie, is one; an odd name far from all of them is not.
void reconsider(const Gazetteer& gazetteer, std::vector<Spot>& spots);

// Adds facilities that are described rather than named.
void add_described(const Report& report, const Gazetteer& gazetteer, const std::vector<Spot>& spots,
                   std::vector<PlaceRef>& places);

// ---- words
bool capitalised(std::string_view text);
bool all_capitals(std::string_view text);
// The lower-cased text of a token, empty outside the report's tokens.
std::string lower_at(const Report& report, int64_t token);

}  // namespace tallybook::place_reading
