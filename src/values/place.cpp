#include "values/place.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "values/place_spots.hpp"

namespace tallybook {

using namespace place_reading;

namespace {

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
    static constexpr std::array<std::string_view, 21> kWords = {
        "zero",     "one",     "two",     "three",     "four",     "five",     "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    for (size_t i = 1; i < kWords.size(); ++i) {
        if (kWords[i] == word) return static_cast<double>(i);
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

void move_point(PlaceRef& place, double km, double degrees) {
    constexpr double kRadian = 3.14159265358979323846 / 180.0;
    const double lat = *place.lat + km * std::cos(degrees * kRadian) / 111.195;
    const double lon = *place.lon + km * std::sin(degrees * kRadian) / (111.195 * std::cos(*place.lat * kRadian));
    place.lat = std::round(lat * 100) / 100;  // a round distance is no more exact
    place.lon = std::round(lon * 100) / 100;
}

// "30 km (19 miles) northwest of X", "west of X", "near X", "outside X", "between X and Y".
void read_relation(const Report& report, const Spot& spot, PlaceRef& place) {
    const int64_t first = report.sentences[spot.sentence].tokens.begin;
    int64_t at = int64_t{spot.tokens.begin} - 1;
    const auto word = [&](int64_t i) { return i < first ? std::string() : lower_at(report, i); };
    if (word(at) == "the") --at;
    const auto near = word(at);
    if (near == "near" || near == "outside" || near == "around" || near == "nearby") place.relation = "near";
    if (near == "over" || near == "above") place.relation = "over";
    if (near == "between") place.relation = "between";
    if (near == "of" && (word(at - 1) == "outside" || word(at - 1) == "outskirts")) place.relation = "near";
    if (near != "of") return;
    const auto* towards = direction(word(at - 1));
    int64_t back = at - 2;
    if (!towards && word(at - 2) == "-") {
        towards = direction(word(at - 3) + word(at - 1));
        back = at - 4;
    }
    if (!towards) return;
    place.relation = towards->relation;
    if (word(back) == "to") --back;
    if (word(back) == "the") --back;
    if (word(back) == ")") {
        while (back > first && word(back) != "(") --back;
        --back;
    }
    const double unit = unit_km(word(back));
    const auto number = number_in(word(back - 1));
    if (unit == 0 || !number || !place.lat || place.kind != PlaceKind::Town) return;
    move_point(place, unit * *number, towards->degrees);
    const auto begin = report.tokens[static_cast<size_t>(back - 1)].span;
    place.basis = std::string(report.slice(begin.hull(spot.span)));
}

// A capitalised acronym of a country before a noun says whose, not where: "U.S. forces".
bool attributive(const Report& report, const Spot& spot, const Gazetteer& gazetteer) {
    if (spot.attributive) return true;
    if (spot.candidates[0].form != NameForm::Acronym || spot.chosen == Gazetteer::kNoEntry ||
        gazetteer.row(spot.chosen).kind != PlaceKind::Country)
        return false;
    const auto& sentence = report.sentences[spot.sentence];
    const auto next = spot.tokens.end;
    if (next >= sentence.tokens.end) return false;
    const auto& token = report.tokens[spot.tokens.end - 1];
    if (sentence.analysed) {
        const uint32_t head = sentence.tokens.begin + token.head;
        return head >= next && (token.dep == "compound" || token.dep == "amod" || token.dep == "nmod" ||
                                report.tokens[next].text == "-");
    }
    const auto c = report.tokens[next].text.front();
    const auto word = lower_at(report, next);
    static constexpr std::string_view kNotNouns[] = {
        "and", "or",  "to",  "in",    "on",     "at",    "for",   "of",   "with", "by",   "from",
        "is",  "was", "has", "had",   "have",   "will",  "would", "said", "says", "that", "which",
        "who", "as",  "but", "after", "before", "since", "the",   "a",    "are",  "were", "could"};
    return c >= 'a' && c <= 'z' && std::find(std::begin(kNotNouns), std::end(kNotNouns), word) == std::end(kNotNouns);
}

// A seat of government stands for the government unless something happens in, at or near it.
bool means_government(const Report& report, const Gazetteer& gazetteer, const Spot& spot) {
    const auto& row = gazetteer.row(spot.chosen);
    if (row.facility == 0 || gazetteer.string(gazetteer.facilities()[row.facility - 1U].kind) != "seat") return false;
    int64_t at = int64_t{spot.tokens.begin} - 1;
    if (lower_at(report, at) == "the") --at;
    const auto& token = report.tokens[spot.tokens.end - 1];
    if (token.dep == "dobj" || token.dep == "nsubjpass") return false;  // "hit the Pentagon"
    static constexpr std::string_view kWhere[] = {"in",   "at", "near",   "outside", "inside",
                                                  "into", "on", "around", "over"};
    return std::find(std::begin(kWhere), std::end(kWhere), lower_at(report, at)) == std::end(kWhere);
}

// The place that opens a story: "BAGHDAD (Agency) -", "Mosul, Iraq —".
void mark_datelines(const Report& report, std::vector<Spot>& spots) {
    for (auto& spot : spots) {
        if (spot.sentence > 1 || spot.tokens.begin > 8) return;
        const uint32_t next = spot.tokens.end;
        if (next >= report.tokens.size()) return;
        const auto after = report.tokens[next].text;
        const bool at_start = spot.tokens.begin == report.sentences[spot.sentence].tokens.begin;
        const bool dash = after == "--" || after == "-" || after == "—" || after == "–" || after == "(" || after == ":";
        if (at_start && (dash || (after == "," && all_capitals(report.slice(spot.span))))) spot.dateline = true;
    }
}

}  // namespace

void read_places(Report& report, const Gazetteer& gazetteer) {
    auto spots = find_spots(report, gazetteer);
    judge(report, gazetteer, spots);
    mark_datelines(report, spots);
    resolve(report, gazetteer, spots);
    reconsider(gazetteer, spots);
    std::vector<PlaceRef> places;
    for (const auto& spot : spots) {
        if (spot.trust != Trust::Place || spot.chosen == Gazetteer::kNoEntry ||
            means_government(report, gazetteer, spot))
            continue;
        PlaceRef place = gazetteer.place(spot.chosen);
        place.span = spot.span;
        place.tokens = spot.tokens;
        place.candidates = spot.meanings;
        if (spot.demonym || attributive(report, spot, gazetteer)) {
            place.kind = PlaceKind::Demonym;
            place.lat.reset();
            place.lon.reset();
            place.zone.clear();
        } else {
            read_relation(report, spot, place);
        }
        if (spot.part_of_name && place.kind != PlaceKind::Demonym && place.basis.empty())
            place.basis = "part of a name";
        places.push_back(std::move(place));
    }
    add_described(report, gazetteer, spots, places);
    std::stable_sort(places.begin(), places.end(), [](const PlaceRef& a, const PlaceRef& b) {
        return a.span->begin != b.span->begin ? a.span->begin < b.span->begin : a.span->end > b.span->end;
    });
    report.places = std::move(places);
}

}  // namespace tallybook
