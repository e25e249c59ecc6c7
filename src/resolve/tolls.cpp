#include "resolve/tolls.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "resolve/pair.hpp"

namespace tallybook {

namespace {

constexpr Day kWeeksBack = 60;  // days before its report that a toll without a day may be about
constexpr int64_t kOrder = 4;   // numbers that differ by more are of two attacks

std::string_view effect_of(const ToldMention& toll) {
    for (const ToldPerson& one : toll.people)
        if (one.role == "victim") return one.effect;
    return "";
}

// Cells of about a hundred kilometres, so that a toll looks at what lies near it and no further.
using Cell = std::pair<int, int>;
Cell cell_of(const ToldPlace& place) {
    return {static_cast<int>(std::floor(*place.lat)), static_cast<int>(std::floor(*place.lon))};
}

struct Site {
    const ToldPlace* place = nullptr;  // the most precise of the cluster's tellings
    DayRange days;
};

bool precise(const ToldPlace& place) {
    return (place.kind == "facility" || place.kind == "town") && place.lat && place.lon;
}

Site site_of(const std::vector<Telling>& tellings, const Cluster& cluster) {
    Site out;
    for (const size_t at : cluster.members) {
        const Telling& one = tellings[at];
        const auto& place = one.mention->place;
        if (place && precise(*place) && (!out.place || (out.place->kind != "facility" && place->kind == "facility")))
            out.place = &*place;
        if (one.days.known() && (!out.days.known() || one.days.days() < out.days.days())) out.days = one.days;
    }
    return out;
}

bool same_site(const ToldPlace& a, const ToldPlace& b) {
    if (a.id == b.id && !a.id.empty()) return true;
    const bool facilities = a.kind == "facility" && b.kind == "facility";
    const double reach = facilities ? 3.0 : std::max(reach_km(a), reach_km(b));
    return distance_km(*a.lat, *a.lon, *b.lat, *b.lon) <= reach;
}

// The newest number that a cluster's tellings give.
std::optional<int64_t> told_harm(const std::vector<Telling>& tellings, const Cluster& cluster,
                                 std::string_view effect) {
    std::optional<int64_t> out;
    for (const size_t at : cluster.members)
        if (const auto range = harm(*tellings[at].mention, effect))
            if (const auto n = range->leading()) out = std::max(out.value_or(0), *n);
    return out;
}

bool by_the_hurt(const Telling& toll, const std::vector<Telling>& tellings, const Cluster& cluster) {
    for (const ToldPerson& victim : toll.mention->people) {
        if (victim.role != "victim" || victim.id.empty()) continue;
        for (const size_t at : cluster.members)
            for (const ToldPerson& one : tellings[at].mention->people)
                if (one.role == "actor" && one.id == victim.id && one.status != "denied") return true;
    }
    return false;
}

}  // namespace

std::vector<Telling> tolls_of(const std::vector<const ToldReport*>& reports) {
    std::vector<Telling> out;
    for (const ToldReport* report : reports) {
        const size_t begin = out.size();
        for (const auto& told : report->mentions) {
            if (!told->toll || !told->place || !precise(*told->place)) continue;
            Telling toll{report, told, outlet_of(*report), {}, {}, nullptr};
            if (told->time) toll.days = told->time->days;
            out.push_back(std::move(toll));
        }
        std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
                         [](const Telling& a, const Telling& b) { return a.mention->at < b.mention->at; });
    }
    return out;
}

std::vector<size_t> clusters_of(const std::vector<Telling>& tolls, const std::vector<Telling>& tellings,
                                const std::vector<Cluster>& clusters) {
    std::vector<size_t> out(tolls.size(), clusters.size());
    if (tolls.empty()) return out;
    std::map<Cell, std::vector<size_t>> near;  // clusters that lie where a toll may look
    for (const Telling& toll : tolls) {
        const auto [lat, lon] = cell_of(*toll.mention->place);
        for (int y = lat - 1; y <= lat + 1; ++y)
            for (int x = lon - 1; x <= lon + 1; ++x) near[{y, x}];
    }
    std::vector<Site> sites(clusters.size());
    for (size_t i = 0; i < clusters.size(); ++i) {
        if (tellings[clusters[i].members.front()].mention->type != "ASSAULT") continue;
        sites[i] = site_of(tellings, clusters[i]);
        if (!sites[i].place || !sites[i].days.known()) continue;
        if (const auto cell = near.find(cell_of(*sites[i].place)); cell != near.end()) cell->second.push_back(i);
    }
    for (size_t t = 0; t < tolls.size(); ++t) {
        const Telling& toll = tolls[t];
        const std::string_view effect = effect_of(*toll.mention);
        const auto range = harm(*toll.mention, effect);
        const auto told = day_of(toll.report->published);
        if (!range || !range->leading() || !told) continue;
        const int64_t n = *range->leading();
        size_t hurt = 0, any = 0, the_hurt = clusters.size(), the_only = clusters.size();
        const auto [lat, lon] = cell_of(*toll.mention->place);
        for (int y = lat - 1; y <= lat + 1; ++y)
            for (int x = lon - 1; x <= lon + 1; ++x)
                for (const size_t i : near[{y, x}]) {
                    const Site& site = sites[i];
                    if (!same_site(*toll.mention->place, *site.place)) continue;
                    if (toll.days.known() ? !toll.days.touches(site.days)
                                          : *site.days.first > *told || *site.days.last < *told - kWeeksBack)
                        continue;
                    if (by_the_hurt(toll, tellings, clusters[i])) continue;
                    ++any, the_only = i;
                    const int64_t known = told_harm(tellings, clusters[i], effect).value_or(0);
                    if (known > 0 && known <= n * kOrder && n <= known * kOrder) ++hurt, the_hurt = i;
                }
        if (hurt == 1)
            out[t] = the_hurt;
        else if (hurt == 0 && any == 1)
            out[t] = the_only;
    }
    return out;
}

}  // namespace tallybook
