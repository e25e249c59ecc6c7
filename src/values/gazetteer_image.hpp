// The gazetteer as one file: a header, then sections of flat rows, read in place from mapped memory. Opening checks the
// frame only (magic, version, section bounds), so it takes microseconds; `Gazetteer::verify` reads every byte. SQLite
// was turned down: a lookup a capitalised word would cost a hundred times as much.
//
// All numbers are little-endian; offsets into `strings` name a zero-terminated UTF-8 string, 0 the empty one. An
// `entry` is an index into the entries section; kNoEntry where there is none.
#pragma once

#include <array>
#include <cstdint>

#include "report/values.hpp"

namespace tallybook::gazetteer_image {

inline constexpr std::array<char, 8> kMagic = {'T', 'B', 'G', 'A', 'Z', '\r', '\n', '\x1a'};
inline constexpr uint32_t kVersion = 1;
inline constexpr uint32_t kNoEntry = 0xffffffffU;

enum Section : uint32_t {
    kStrings,
    kEntries,
    kExactSlots,
    kVariantSlots,
    kPostings,
    kCountries,
    kFacilities,
    kZones,
    kRings,
    kRingPoints,
    kCellStarts,
    kCellTowns,
    kIds,
    kSections
};

struct SectionRow {
    uint64_t offset, size;
};

struct Header {
    std::array<char, 8> magic;
    uint32_t version;
    uint32_t sections;
    uint64_t file_size;
    std::array<char, 64> digest;  // SHA-256 of everything after the header
    uint32_t attribution;         // a string
    uint32_t unused;
    std::array<SectionRow, kSections> table;
};

// What an entry is, finer than PlaceKind.
enum class Feature : uint8_t {
    Country,
    Territory,
    Continent,
    Region,
    Island,
    Mountains,
    Water,
    River,
    Admin1,
    Admin2,
    Capital,
    Seat1,
    Seat2,
    Town,
    Quarter,
    AirfieldLarge,
    AirfieldMedium,
    AirfieldSmall,
    Facility
};

struct EntryRow {
    uint32_t id;  // a string; 0: "geonames:" and the number
    uint32_t name;
    float lat, lon;  // NaN where unknown
    uint32_t population;
    uint32_t geonames;        // 0: none
    uint32_t admin1, admin2;  // entries
    float radius_km;          // 0: unknown
    float prior;              // how likely the entry is meant, other things equal: about log10 of its people
    std::array<char, 2> country;
    uint16_t zone;  // index into zones; 0: unknown
    PlaceKind kind;
    Feature feature;
    uint8_t unused;
    uint16_t facility;  // index into facilities plus one; 0: none
};
static_assert(sizeof(EntryRow) == 52);

// How a name belongs to an entry.
enum class NameForm : uint8_t {
    Main,          // the name
    Alternate,     // another name
    Core,          // the name without its generic word: needs one in the text ("Rapides" of "Rapides Parish")
    Acronym,       // capitals only ("US")
    Abbreviation,  // short form that stands after a place and a comma, or has its full stop ("La.", "LA")
    Demonym,
    Variant
};

struct PostingRow {
    uint32_t entry;  // the upper 4 bits hold the NameForm
    uint32_t name;   // as the source spells it
};
inline constexpr uint32_t kEntryMask = 0x0fffffffU;

// Open addressing by `key`, linear probing, table sizes are powers of two; key 0 is an empty slot.
struct SlotRow {
    uint64_t key;
    uint32_t first;  // into postings
    uint16_t count;  // 0: only the beginning of longer names
    uint16_t flags;
};
inline constexpr uint16_t kBeginsLonger = 1;
inline constexpr uint16_t kOrdinary = 2;  // an ordinary English word too

struct CountryRow {
    std::array<char, 2> iso2;
    std::array<char, 2> unused;
    uint32_t iso3;
    uint32_t entry, capital;  // entries
    uint16_t zone;            // 0: several or unknown
    uint16_t unused2;
};

struct FacilityRow {
    uint32_t entry, kind, operators, valid_from, valid_to, source, note;  // strings but the first
};

// An outer or inner ring of a province's polygon; rings of one polygon follow each other, the outer one first.
struct RingRow {
    int32_t west, south, east, north;  // 1/10,000 degrees
    uint32_t first, count;             // into ring points
    uint32_t admin1;                   // entry, or kNoEntry
    std::array<char, 2> country;
    uint16_t hole;
};

struct RingPoint {
    int32_t lon, lat;  // 1/10,000 degrees
};

struct IdRow {
    uint64_t hash;
    uint32_t entry, unused;
};

}  // namespace tallybook::gazetteer_image
