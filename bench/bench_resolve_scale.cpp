// How long resolving takes as the ledger grows: synthetic mentions, 10^3 to 10^6, as many days, places and weapons as a
// war of years would have. Printed: mentions, incidents, seconds of CPU time, seconds a million mentions, the
// process's largest memory, and what of it the reports as they are read back take. The cost a mention must stay level.
// With --undated so many of a hundred reports have no date, and all have words by which their stories are found.
//
//     bench_resolve_scale [--most 1000000] [--undated 0]
#include <fmt/core.h>
#include <sys/resource.h>

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "resolve/resolve.hpp"
#include "resolve/told.hpp"

namespace {

using namespace tallybook;

constexpr int kMentionsADay = 40, kReportsOfOne = 3, kCountries = 12, kPlaces = 30;

std::string day_of_war(int n) {
    return day_text(*day_of("2015-01-01") + n);
}

// Fifty words a report: a few that its event alone has, the others of all kinds of rarity.
std::string words_of(size_t event, std::mt19937& random) {
    std::set<int> words;
    for (int i = 0; i < 50; ++i) {
        const auto any = static_cast<double>(random() % 1000000) / 1e6;
        words.insert(i < 8 && random() % 2 ? 100000 + static_cast<int>(event) * 8 + i
                                           : static_cast<int>(std::exp(any * std::log(60000.0))));
    }
    std::string out;
    for (const int word : words) out += (out.empty() ? "w" : " w") + std::to_string(word);
    return out;
}

// Events are scattered over days, countries and places; each is told by a few reports, some of them vaguely.
ToldReport report_of(size_t number, size_t event, std::mt19937& random, int undated) {
    const auto pick = [&](unsigned n) { return static_cast<int>(random() % n); };
    std::mt19937 fate(static_cast<unsigned>(event) * 2654435761u + 1u);
    const auto fixed = [&](unsigned n) { return static_cast<int>(fate() % n); };
    const int day = static_cast<int>(event) * kReportsOfOne / kMentionsADay;
    const std::string date = day_of_war(day),
                      country = std::string(1, static_cast<char>('A' + fixed(kCountries))) + "X";
    const int place = fixed(kPlaces);
    static constexpr const char* kWeapons[] = {"rocket", "drone", "mortar", "car-bomb", "rifle"};
    const std::string weapon = kWeapons[fixed(5)];
    const int killed = fixed(12);

    ToldReport out;
    out.id = fmt::format("r-{:016x}", number);
    out.outlet = fmt::format("Outlet {}", pick(40));
    out.published = day_of_war(day + pick(2));
    Json mention = {{"record", "mention"},
                    {"id", out.id + "/m1"},
                    {"report", out.id},
                    {"type", "ASSAULT"},
                    {"trigger", {{"text", "struck"}, {"span", {10, 16}}}},
                    {"evidence", {{{"span", {0, 80}}}}},
                    {"time", {{"timex", "DATE"}, {"value", date}, {"earliest", date}, {"latest", date}}}};
    Json people = Json::array();
    if (pick(4)) people.push_back({{"role", "instrument"}, {"text", weapon}, {"kind", weapon}});
    if (pick(3))
        people.push_back({{"role", "victim"},
                          {"text", "people"},
                          {"kind", "civilians"},
                          {"effect", "killed"},
                          {"count", {{"low", killed}, {"best", killed}, {"high", killed}}}});
    mention["participants"] = people;
    if (pick(20))
        mention["place"] = {{"id", fmt::format("town:{}{}", country, place)},
                            {"name", fmt::format("Town {}", place)},
                            {"lat", 10.0 + place},
                            {"lon", 20.0 + place},
                            {"country", country},
                            {"kind", "town"}};
    if (pick(100) < undated) {
        out.published.clear();
        mention["time"] = nullptr;
    }
    if (undated > 0) out.gist = words_of(event, random);
    if (!add_record_line(out, mention.dump())) std::abort();
    return out;
}

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

long largest_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int argc, char** argv) {
    size_t most = 1000000;
    int undated = 0;
    for (int i = 1; i + 1 < argc; i += 2)
        if (std::string(argv[i]) == "--most")
            most = static_cast<size_t>(std::atoll(argv[i + 1]));
        else if (std::string(argv[i]) == "--undated")
            undated = std::atoi(argv[i + 1]);
    fmt::print("{:>10} {:>10} {:>9} {:>14} {:>8} {:>9}\n", "mentions", "incidents", "seconds", "s a million", "MB",
               "MB before");
    for (size_t n = 1000; n <= most; n *= 10) {
        std::mt19937 random(1);
        std::vector<ToldReport> reports;
        reports.reserve(n);
        for (size_t i = 0; i < n; ++i) reports.push_back(report_of(i, i / kReportsOfOne, random, undated));
        const long read_megabytes = largest_megabytes();
        const double before = cpu_seconds();
        const size_t incidents = resolve(std::move(reports)).incidents.size();
        const double seconds = cpu_seconds() - before;
        fmt::print("{:>10} {:>10} {:>9.2f} {:>14.1f} {:>8} {:>9}\n", n, incidents, seconds,
                   seconds * 1e6 / static_cast<double>(n), largest_megabytes(), read_megabytes);
    }
    return 0;
}
