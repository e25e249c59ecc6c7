// Values read in a report's text: times, places, quantities, names. Plain types; each carries the span it was read
// from, or the basis it was inferred from. Field names and meanings are those of docs/records.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/span.hpp"

namespace tallybook {

// A number with its hedge. "at least 84": 84, 84, open. Whole things: numbers are integers.
struct Quantity {
    std::optional<ByteSpan> span;
    std::optional<TokenSpan> tokens;
    std::optional<int64_t> low, best, high;
    std::string hedge;  // the hedge's own words, empty if none
    std::string unit;   // lemma or words of what is counted: "times", "militants", "mortar rounds"; empty if unknown
    std::string basis;  // set where the number was inferred and not read

    // What the text says of it besides: how it stands to another count (part, rest, more, total, former: a total that
    // was revised), the count that it is a part of, and who is counted. Empty where nothing is said.
    std::string standing;
    std::optional<ByteSpan> whole;
    std::string sex;          // female, male
    std::string age;          // child, teenager, adult, elderly, or years: "34", "9-14", "60+"
    std::string nationality;  // ISO 3166-1 alpha-2

    bool empty() const { return !low && !best && !high; }
};

enum class Timex { Date, Time, Duration, Set };

// A time expression with its TIMEX3 value. `earliest`, `latest`: local, "YYYY-MM-DD" or "YYYY-MM-DDThh:mm", empty where
// unknown or open (a duration, an open window). `zone` is filled once a place is known.
struct TimeValue {
    std::optional<ByteSpan> span;
    std::optional<TokenSpan> tokens;
    Timex timex = Timex::Date;
    std::string value;  // empty where unknown
    std::string mod;    // TIMEX3 mod, empty if none
    std::string earliest, latest;
    std::string zone;
    std::string basis;
    // What stands before it makes it one end of a window: "since Oct. 17", "until March", "by Friday".
    enum class Bound { None, Since, Until } bound = Bound::None;
};

enum class PlaceKind { Country, Admin1, Admin2, Town, Facility, Region, Water, Demonym };

struct PlaceRef {
    std::optional<ByteSpan> span;
    std::optional<TokenSpan> tokens;
    std::string id;  // "geonames:98182", "facility:…", "airport:ORAA", "country:IQ", "admin1:IQ.01", "admin2:…"; empty:
                     // unresolved
    std::string name;  // canonical
    std::optional<double> lat, lon;
    std::string country;  // ISO 3166-1 alpha-2
    std::string admin1;   // its name
    PlaceKind kind = PlaceKind::Town;
    std::optional<int64_t> geonames;
    int candidates = 0;    // how many entries the name could have meant
    std::string zone;      // IANA time zone of the place, where known
    std::string relation;  // in, at, near, west-of, between, over; empty: unset
    // Of a place told by another ("30 km north of X", "between X and Y", a grid square): how far from the point it may
    // be.
    std::optional<double> radius_km;
    std::vector<PlaceRef> between;
    std::string basis;
};

enum class NameKind { Person, Nationality, Group, Organisation, State, Facility, Place, Vehicle, Weapon, Work, Other };

// A name in the text and, where the codebook knows it, the actor it means.
struct NameRef {
    ByteSpan span;
    TokenSpan tokens;  // of the name alone, without a title; empty of a phrase around names
    NameKind kind = NameKind::Other;
    std::string id;    // actor id, empty if unknown
    std::string head;  // canonical name
};

const char* name_of(Timex kind);
const char* name_of(PlaceKind kind);
const char* name_of(NameKind kind);

}  // namespace tallybook
