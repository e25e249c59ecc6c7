#include "values/place_relation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "values/place_spots.hpp"

namespace tallybook::place_reading {
namespace {

constexpr double kRadian = 3.14159265358979323846 / 180.0;
constexpr double kDegreeKm = 111.195;

struct Direction {
    std::string_view word, relation;
    double degrees;
};
constexpr std::array<Direction, 20> kDirections = {{{"north", "north-of", 0},
                                                    {"south", "south-of", 180},
                                                    {"east", "east-of", 90},
                                                    {"west", "west-of", 270},
                                                    {"northeast", "northeast-of", 45},
                                                    {"northwest", "northwest-of", 315},
                                                    {"southeast", "southeast-of", 135},
                                                    {"southwest", "southwest-of", 225},
                                                    {"north-east", "northeast-of", 45},
                                                    {"north-west", "northwest-of", 315},
                                                    {"south-east", "southeast-of", 135},
                                                    {"south-west", "southwest-of", 225},
                                                    {"northeastern", "northeast-of", 45},
                                                    {"northwestern", "northwest-of", 315},
                                                    {"southeastern", "southeast-of", 135},
                                                    {"southwestern", "southwest-of", 225},
                                                    {"northward", "north-of", 0},
                                                    {"southward", "south-of", 180},
                                                    {"eastward", "east-of", 90},
                                                    {"westward", "west-of", 270}}};

const Direction* direction(std::string_view word) {
    const auto at =
        std::find_if(kDirections.begin(), kDirections.end(), [&](const Direction& d) { return d.word == word; });
    return at == kDirections.end() ? nullptr : &*at;
}

// "thirty" and "30.5"; nothing where it is neither. Numbers of distances are short.
std::optional<double> number_in(std::string_view word) {
    static constexpr std::array<std::string_view, 29> kWords = {
        "zero",   "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
        "ten",    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        "twenty", "thirty", "forty",  "fifty",    "sixty",    "seventy", "eighty",  "ninety",    "hundred"};
    for (size_t i = 1; i < kWords.size(); ++i) {
        if (kWords[i] == word) return static_cast<double>(i <= 20 ? i : (i - 18) * 10);
    }
    double value = 0, scale = 0;
    for (const char c : word) {
        if (c == ',') continue;
        if (c == '.' && scale == 0) {
            scale = 1;
        } else if (c >= '0' && c <= '9') {
            if (scale != 0) {
                scale /= 10;
                value += scale * (c - '0');
            } else {
                value = value * 10 + (c - '0');
            }
        } else {
            return std::nullopt;
        }
    }
    return value > 0 ? std::optional(value) : std::nullopt;
}

double unit_km(std::string_view word) {
    if (word == "km" || word == "kilometers" || word == "kilometres" || word == "kilometer" || word == "kilometre" ||
        word == "kms")
        return 1;
    if (word == "miles" || word == "mile" || word == "mi") return 1.609344;
    if (word == "meters" || word == "metres") return 0.001;
    return 0;
}

double rounded(double degrees) {
    return std::round(degrees * 100) / 100;  // a round distance is no more exact
}

void move_point(PlaceRef& place, double km, double degrees) {
    const double lat = *place.lat + km * std::cos(degrees * kRadian) / kDegreeKm;
    const double lon = *place.lon + km * std::sin(degrees * kRadian) / (kDegreeKm * std::cos(*place.lat * kRadian));
    place.lat = rounded(lat);
    place.lon = rounded(lon);
    place.radius_km = std::max(1.0, km / 5);
}

class RelationReader {
public:
    RelationReader(const Report& report, uint32_t sentence, PlaceRef& place)
        : report_(report), first_(report.sentences[sentence].tokens.begin), place_(place) {}

    void run() {
        int64_t at = int64_t{place_.tokens->begin} - 1;
        if (word(at) == "the") --at;
        const auto near = word(at);
        if (near == "near" || near == "outside" || near == "around" || near == "nearby") relate("near");
        if (near == "over" || near == "above") relate("over");
        if (near == "between") relate("between");
        if (near == "to" && word(at - 1) == "close") relate("near");
        if (near == "with" && word(at - 1) == "border") relate("near");
        if (near == "off" || near == "from") distance_alone(at);
        if (near != "of") return;
        if (word(at - 1) == "outside" || word(at - 1) == "outskirts" || word(at - 1) == "edge" ||
            word(at - 1) == "vicinity")
            relate("near");
        distance_and_direction(at);
    }

private:
    std::string word(int64_t i) const { return i < first_ ? std::string() : lower_at(report_, i); }
    void relate(std::string_view relation) { place_.relation = relation; }

    // "12 km from X", "5 km off X".
    void distance_alone(int64_t at) {
        const double unit = unit_km(word(at - 1));
        const auto number = number_in(word(at - 2));
        if (word(at) == "off" && word(at - 1) == "coast") return;
        if (unit == 0 || !number || place_.kind != PlaceKind::Town) return;
        relate("near");
        place_.radius_km = unit * *number;
    }

    // "30 km (19 miles) north of X", "south-east of X".
    void distance_and_direction(int64_t of) {
        const auto* towards = word(of - 2) == "-" ? direction(word(of - 3) + word(of - 1)) : nullptr;
        int64_t back = towards ? of - 4 : of - 2;
        if (!towards) towards = direction(word(of - 1));
        if (!towards) return;
        relate(towards->relation);
        if (word(back) == "to") --back;
        if (word(back) == "the") --back;
        if (word(back) == ")") {
            while (back > first_ && word(back) != "(") --back;
            --back;
        }
        const double unit = unit_km(word(back));
        const auto number = number_in(word(back - 1));
        if (unit == 0 || !number || !place_.lat || place_.kind != PlaceKind::Town) return;
        move_point(place_, unit * *number, towards->degrees);
        const auto begin = report_.tokens[static_cast<size_t>(back - 1)].span;
        place_.basis = std::string(report_.slice(begin.hull(*place_.span)));
    }

    const Report& report_;
    int64_t first_;
    PlaceRef& place_;
};

bool is_way(const std::string& word) {
    return word == "road" || word == "highway" || word == "route" || word == "motorway" || word == "track" ||
           word == "way" || word == "railway" || word == "line";
}

}  // namespace

void read_relation(const Report& report, uint32_t sentence, PlaceRef& place) {
    RelationReader(report, sentence, place).run();
}

void read_between(const Report& report, std::vector<PlaceRef>& places) {
    constexpr double kFarthest = 300;
    const auto word = [&](int64_t i) { return lower_at(report, i); };
    for (size_t k = 0; k + 1 < places.size(); ++k) {
        PlaceRef &a = places[k], &b = places[k + 1];
        if (!a.tokens || !b.tokens || a.kind == PlaceKind::Demonym || b.kind == PlaceKind::Demonym) continue;
        const int64_t from = int64_t{a.tokens->begin} - 1, end = a.tokens->end;
        if (b.tokens->begin != a.tokens->end + 1) continue;
        const std::string joint = word(end);
        const bool between = word(from) == "between" && joint == "and";
        const bool along = (word(from) == "from" || word(from) == "linking" || word(from) == "connecting") &&
                           is_way(word(from - 1)) && (joint == "to" || joint == "and" || joint == "with");
        const bool named = (joint == "-" || joint == "–") && is_way(word(b.tokens->end));
        if (!between && !along && !named) continue;
        a.relation = b.relation = "between";
        const PlaceRef first = a, second = b;
        a.between = b.between = {first, second};
        if (!a.lat || !b.lat || a.kind != PlaceKind::Town || b.kind != PlaceKind::Town) continue;
        const double km = kilometres(*a.lat, *a.lon, *b.lat, *b.lon);
        if (km > kFarthest) continue;
        const std::string words(
            report.slice(report.tokens[static_cast<size_t>(std::max<int64_t>(from, 0))].span.hull(*b.span)));
        for (PlaceRef* place : {&a, &b}) {
            place->lat = rounded((*first.lat + *second.lat) / 2);
            place->lon = rounded((*first.lon + *second.lon) / 2);
            place->radius_km = std::round(km / 2 * 10) / 10;
            place->basis = named ? std::string(report.slice(first.span->hull(*second.span))) : words;
        }
    }
}

}  // namespace tallybook::place_reading
