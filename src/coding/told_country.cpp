#include "coding/told_country.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "base/text.hpp"

namespace tallybook {
namespace {

constexpr int kLeast = 3;           // places and nationalities of the country
constexpr double kNearlyAll = 0.6;  // of all that are told

std::string leading_country(const Report& report) {
    std::map<std::string, int> told;
    int all = 0;
    for (const PlaceRef& p : report.places) {
        if (p.country.empty()) continue;
        ++told[p.country];
        ++all;
    }
    const auto most =
        std::max_element(told.begin(), told.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == told.end() || most->second < kLeast || most->second < kNearlyAll * all) return {};
    return most->first;
}

bool needs_place(const Mention& m) {
    return !m.place && m.type == "ASSAULT" && !m.series && !m.historic && m.polarity == "affirmed" &&
           one_of(m.phase, {"past", "ongoing", "attempted", "foiled"});
}

}  // namespace

void add_told_country(const Report& report, const Codebook& codebook, std::vector<Mention>& mentions) {
    if (std::none_of(mentions.begin(), mentions.end(), needs_place)) return;
    const std::string country = leading_country(report);
    const Actor* state = country.empty() ? nullptr : codebook.state(country);
    if (state == nullptr) return;
    PlaceRef place;
    place.id = "country:" + country;
    place.name = state->name;
    place.country = country;
    place.kind = PlaceKind::Country;
    place.relation = "in";
    place.basis = "country of the report";
    for (const PlaceRef& p : report.places)
        if (p.kind == PlaceKind::Country && p.id == place.id) {
            place.lat = p.lat;
            place.lon = p.lon;
            place.geonames = p.geonames;
            break;
        }
    for (Mention& m : mentions)
        if (needs_place(m)) m.place = place;
}

}  // namespace tallybook
