// Which of the entries of a name is meant. Names of one report lie near each other, so each name is decided by the
// others: a few rounds in which every name spreads its weight over the countries, divisions and points of its likely
// entries, and every entry is scored by its own weight (people living there), by the weight around it, and by what the
// text says outright ("Mosul, Iraq", "the Iraqi city of Mosul"). A name means one thing in a report, unless the text
// says otherwise at that spot. Trained rankers were turned down: they cannot be argued with, and need data per region.
#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "base/text.hpp"
#include "values/gazetteer_names.hpp"
#include "values/place_spots.hpp"

namespace tallybook::place_reading {

namespace names = gazetteer_names;
namespace {

constexpr size_t kMostCandidates = 60;
constexpr int kRounds = 3;

// Points of score; a point is a power of ten of inhabitants.
constexpr double kSaidOutright = 6.0;
constexpr double kSameCountry = 2.2;
constexpr double kSameDivision = 1.6;
constexpr double kChiefTown = 0.5;  // before the division of its name
constexpr double kNearby = 2.2;
constexpr double kNearKm = 90;

struct Name {
    std::vector<size_t> spots;
    std::vector<Candidate> candidates;
    std::vector<double> base, score, chance;
    std::vector<std::pair<size_t, size_t>> chief_towns;  // a division among the candidates, and its town of that name
    double weight = 0;
    size_t best = 0;
};

bool has_point(const Gazetteer::EntryRow& row) {
    return row.lat == row.lat;
}

double form_cost(NameForm form, PlaceKind kind) {
    switch (form) {
        case NameForm::Alternate:
            return kind == PlaceKind::Town ? 1.0 : 0.2;
        case NameForm::Variant:
            return 1.5;
        default:
            return 0.0;
    }
}

// What an entry weighs by itself. Whole countries are spoken of more than their size says, but not beyond any town.
double base_of(const Gazetteer::EntryRow& row, NameForm form, bool generic) {
    double base = double(row.prior);
    if (row.kind == PlaceKind::Country) base = 8.2;
    if (row.kind == PlaceKind::Facility && row.facility == 0) base -= 1;
    if (form == NameForm::Core && row.facility != 0 && !generic) base -= 2;  // the town of that name, if there is one
    return base - form_cost(form, row.kind);
}

// A cheap distance, good enough to tell near from far.
double roughly_km(const Gazetteer::EntryRow& a, const Gazetteer::EntryRow& b) {
    const double dy = double(a.lat) - double(b.lat);
    double dx = std::abs(double(a.lon) - double(b.lon));
    if (dx > 180) dx = 360 - dx;
    dx *= std::cos(double(a.lat) * 0.01745329);
    return 111.2 * std::sqrt(dx * dx + dy * dy);
}

class Resolver {
public:
    Resolver(const Report& report, const Gazetteer& gazetteer, std::vector<Spot>& spots)
        : report_(report), gazetteer_(gazetteer), spots_(spots) {}

    void run() {
        gather();
        if (names_.empty()) return;
        find_containers();
        for (auto& name : names_) {
            name.score = name.base;
            settle(name);
        }
        for (int round = 0; round < kRounds; ++round) {
            look_around();
            for (auto& name : names_) rescore(name);
        }
        for (auto& name : names_) choose(name);
    }

private:
    const Gazetteer::EntryRow& row(uint32_t entry) const { return gazetteer_.row(entry); }

    void gather() {
        std::unordered_map<uint64_t, size_t> known;
        name_of_.assign(spots_.size(), SIZE_MAX);
        for (size_t i = 0; i < spots_.size(); ++i) {
            auto& spot = spots_[i];
            if (spot.trust == Trust::None) continue;
            const auto [at, fresh] = known.try_emplace(spot.key, names_.size());
            if (fresh) {
                Name name;
                name.candidates = spot.candidates;
                if (name.candidates.size() > kMostCandidates) name.candidates.resize(kMostCandidates);
                for (const auto& c : name.candidates) name.base.push_back(base_of(row(c.entry), c.form, spot.generic));
                if (!spot.generic) prefer_chief_towns(name);
                names_.push_back(std::move(name));
            }
            name_of_[i] = at->second;
            auto& name = names_[at->second];
            name.spots.push_back(i);
            const double worth = spot.trust == Trust::Maybe         ? 0.0
                                 : spot.trust == Trust::Inside      ? 0.4
                                 : spot.demonym || spot.attributive ? 0.5
                                 : spot.dateline                    ? 3.0
                                                                    : 1.0;
            name.weight += name.weight == 0 ? worth : worth * 0.5;
        }
    }

    // "Raqqa", a province, and "Ar Raqqah", its chief town; not "New York" and "New York City".
    bool same_but_spelling(uint32_t a, uint32_t b) const {
        std::vector<std::string> one, other;
        return names::split_words(gazetteer_.place(a).name, one) &&
               names::split_words(gazetteer_.place(b).name, other) && names::near(names::fine(one), names::fine(other));
    }

    // "Halab" is the town of Aleppo and its province by another name: nobody who names it so means the province.
    void prefer_chief_towns(Name& name) const {
        for (size_t d = 0; d < name.candidates.size(); ++d) {
            const Candidate& division = name.candidates[d];
            const bool main = division.form == NameForm::Main;
            if (row(division.entry).kind != PlaceKind::Admin1 || (!main && division.form != NameForm::Alternate))
                continue;
            for (size_t t = 0; t < name.candidates.size(); ++t) {
                const Candidate& town = name.candidates[t];
                if (row(town.entry).kind == PlaceKind::Town && (town.form == NameForm::Alternate || main) &&
                    row(town.entry).admin1 == division.entry &&
                    (!main || same_but_spelling(division.entry, town.entry))) {
                    name.base[d] = std::min(name.base[d], name.base[t] - kChiefTown);
                    name.chief_towns.emplace_back(d, t);
                }
            }
        }
    }

    // ---- what the text says outright

    bool contains(uint32_t outer, uint32_t inner) const {
        if (outer == inner) return false;
        const auto& o = row(outer);
        const auto& i = row(inner);
        switch (o.kind) {
            case PlaceKind::Country:
                return i.country == o.country && i.kind != PlaceKind::Country;
            case PlaceKind::Admin1:
                return i.admin1 == outer;
            case PlaceKind::Admin2:
                return i.admin2 == outer;
            case PlaceKind::Region:
                return o.feature != Feature::Continent && has_point(o) && has_point(i) &&
                       roughly_km(o, i) <= double(o.radius_km) * 1.2;
            case PlaceKind::Town:
                return (i.kind == PlaceKind::Facility || i.feature == Feature::Quarter) && has_point(i) &&
                       roughly_km(o, i) < 40;
            default:
                return false;
        }
    }

    bool could_contain(size_t outer, size_t inner) const {
        for (const auto& o : spots_[outer].candidates) {
            for (const auto& i : spots_[inner].candidates) {
                if (contains(o.entry, i.entry)) return true;
            }
        }
        return false;
    }

    bool has_country(const Spot& spot) const {
        return std::any_of(spot.candidates.begin(), spot.candidates.end(),
                           [this](const Candidate& c) { return row(c.entry).kind == PlaceKind::Country; });
    }

    bool linking_word(uint32_t token) const {
        static constexpr std::string_view kWords[] = {
            "the",          "northern",     "southern", "eastern",     "western",      "central",
            "north",        "south",        "east",     "west",        "northeastern", "northwestern",
            "southeastern", "southwestern", "far",      "neighboring", "nearby",       "city",
            "town",         "village",      "province", "state",       "region",       "district",
            "port",         "capital",      "of",       "oil-rich",    "border",       "restive",
            "war-torn",     "governorate",  "'s",       "’s",          "major",        "main",
            "largest",      "second",       "-",        "coastal",     "area",         "county",
            "province's"};
        const auto word = lower(report_.tokens[token].text);
        return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
    }

    void find_containers() {
        for (size_t i = 0; i + 1 < spots_.size(); ++i) {
            auto& a = spots_[i];
            auto& b = spots_[i + 1];
            if (a.trust < Trust::Inside || b.trust < Trust::Inside || a.sentence != b.sentence) continue;
            const uint32_t from = a.tokens.end, to = b.tokens.begin;
            if (to < from || to - from > 5) continue;
            const auto first = from < to ? lower(report_.tokens[from].text) : std::string();
            bool plain = true;
            for (uint32_t t = from; t < to; ++t)
                plain = plain && (linking_word(t) || (t == from && (first == "," || first == "in" || first == "(")) ||
                                  report_.tokens[t].text == "in");
            if (!plain) continue;
            // "Israel, Turkey, the United States" is a list.
            const bool listed = first == "," && has_country(a);
            if (!listed && (first == "," || first == "in" || first == "(" || from == to) && !a.demonym &&
                could_contain(i + 1, i)) {
                a.container = static_cast<uint32_t>(i + 1);
            } else if ((a.demonym || first == "'s" || first == "’s" || from == to) && first != "," &&
                       could_contain(i, i + 1)) {
                b.container = static_cast<uint32_t>(i);
            }
        }
        // "Mosul, Nineveh, Iraq": what lies in the division lies in its country.
        for (size_t i = 0; i + 2 < spots_.size(); ++i) {
            if (spots_[i].container == i + 1 && spots_[i + 1].trust != Trust::None &&
                spots_[i + 1].container == UINT32_MAX && spots_[i + 2].sentence == spots_[i].sentence &&
                spots_[i + 2].tokens.begin == spots_[i + 1].tokens.end + 1 && could_contain(i + 2, i + 1)) {
                spots_[i + 1].container = static_cast<uint32_t>(i + 2);
            }
        }
    }

    double outright(const Candidate& candidate, size_t spot) const {
        const auto container = spots_[spot].container;
        if (container == UINT32_MAX || name_of_[container] == SIZE_MAX) return 0;
        const auto& outer = names_[name_of_[container]];
        double chance = 0;
        for (size_t k = 0; k < outer.candidates.size(); ++k) {
            if (contains(outer.candidates[k].entry, candidate.entry))
                chance = std::max(chance, 0.5 + 0.5 * outer.chance[k]);
        }
        return kSaidOutright * chance;
    }

    // And the other way: "Paris, Texas" says which Texas, too.
    double held(const Candidate& candidate, size_t spot) const {
        for (const size_t other : {spot, spot + 2}) {
            if (other == 0 || other > spots_.size()) continue;
            const size_t inner = other - 1;
            if (spots_[inner].container != spot || name_of_[inner] == SIZE_MAX) continue;
            for (const auto& c : names_[name_of_[inner]].candidates) {
                if (contains(candidate.entry, c.entry)) return kSaidOutright;
            }
        }
        return 0;
    }

    // ---- what lies around

    struct Context {
        std::map<std::array<char, 2>, double> countries;
        std::unordered_map<uint32_t, double> divisions;
        double total = 0;
    };

    void spread(const Name& name, Context& context, double sign) const {
        for (size_t k = 0; k < name.candidates.size(); ++k) {
            const double share = sign * name.weight * name.chance[k];
            if (share == 0) continue;
            const auto& r = row(name.candidates[k].entry);
            if (r.country[0]) context.countries[r.country] += share;
            const uint32_t division = r.kind == PlaceKind::Admin1 ? name.candidates[k].entry : r.admin1;
            if (division != Gazetteer::kNoEntry) context.divisions[division] += share;
        }
        context.total += sign * name.weight;
    }

    void look_around() {
        context_ = {};
        for (const auto& name : names_) spread(name, context_, 1);
        if (const auto country = country_of_outlet(); country[0]) {
            context_.countries[country] += 1;
            context_.total += 1;
        }
    }

    // The country code at the end of the outlet's or the address's host: ".co.uk".
    std::array<char, 2> country_of_outlet() const {
        std::string host = report_.uri.value_or("");
        const auto scheme = host.find("://");
        if (scheme == std::string::npos) {
            host = report_.outlet.value_or("");
            if (host.find(' ') != std::string::npos || host.find('.') == std::string::npos) return {};
        } else {
            host = host.substr(scheme + 3);
            host.resize(std::min(host.find('/'), host.size()));
        }
        if (host.size() < 4 || host[host.size() - 3] != '.') return {};
        std::array<char, 2> code{static_cast<char>(host[host.size() - 2] & ~0x20),
                                 static_cast<char>(host[host.size() - 1] & ~0x20)};
        if (code == std::array<char, 2>{'U', 'K'}) code = {'G', 'B'};
        const bool known = gazetteer_.country_entry({code.data(), 2}) != Gazetteer::kNoEntry;
        const bool anybodys = code == std::array<char, 2>{'T', 'V'} || code == std::array<char, 2>{'C', 'O'} ||
                              code == std::array<char, 2>{'M', 'E'} || code == std::array<char, 2>{'I', 'O'};
        return known && !anybodys ? code : std::array<char, 2>{};
    }

    double nearness(const Name& self, const Gazetteer::EntryRow& r) const {
        if (!has_point(r)) return 0;
        double sum = 0;
        for (const auto& other : names_) {
            if (&other == &self) continue;
            const auto& o = row(other.candidates[other.best].entry);
            if (!has_point(o) || o.kind == PlaceKind::Admin1 || o.kind == PlaceKind::Country ||
                o.kind == PlaceKind::Region || o.kind == PlaceKind::Water)
                continue;
            const double km = roughly_km(r, o);
            if (km < 500) sum += std::min(1.0, other.weight) * other.chance[other.best] * std::exp(-km / kNearKm);
        }
        return std::min(1.0, sum);
    }

    void rescore(Name& name) {
        Context others = context_;
        spread(name, others, -1);
        const double total = std::max(1.0, others.total);
        std::vector<double> told(name.candidates.size());
        for (size_t k = 0; k < name.candidates.size(); ++k) {
            const auto& c = name.candidates[k];
            const auto& r = row(c.entry);
            double score = name.base[k];
            const auto country = others.countries.find(r.country);
            if (country != others.countries.end()) score += kSameCountry * std::min(1.0, country->second / total);
            const uint32_t division = r.kind == PlaceKind::Admin1 ? c.entry : r.admin1;
            const auto same = others.divisions.find(division);
            if (division != Gazetteer::kNoEntry && same != others.divisions.end())
                score += kSameDivision * std::min(1.0, same->second / total * 1.5);
            score += kNearby * nearness(name, r);
            double said = 0, holds = 0;
            for (const size_t spot : name.spots) {
                said = std::max(said, outright(c, spot));
                holds = std::max(holds, held(c, spot));
            }
            told[k] = said + holds;
            name.score[k] = score + told[k];
        }
        // The middle of a division lies nearer to some places than its town does; that tells nothing.
        for (const auto& [division, town] : name.chief_towns)
            name.score[division] = std::min(name.score[division], name.score[town] - kChiefTown + told[division]);
        settle(name);
    }

    static void settle(Name& name) {
        name.best = 0;
        for (size_t k = 1; k < name.score.size(); ++k) {
            if (name.score[k] > name.score[name.best]) name.best = k;
        }
        double sum = 0;
        name.chance.assign(name.score.size(), 0);
        for (size_t k = 0; k < name.score.size(); ++k)
            sum += name.chance[k] = std::exp(2.0 * (name.score[k] - name.score[name.best]));
        for (auto& chance : name.chance) {
            chance /= sum;
            if (chance < 0.01) chance = 0;
        }
    }

    // "in CENTRAL Mexico": of a country, though its capital bears the name too.
    bool says_which_part(uint32_t token) const {
        const std::string word = lower(report_.tokens[token].text);
        return one_of(word, {"central", "northern", "southern", "eastern", "western", "northeastern", "northwestern",
                             "southeastern", "southwestern"});
    }

    void choose(Name& name) {
        double shared = 0;
        for (const size_t spot : name.spots) shared += spots_[spot].container != UINT32_MAX ? 1 : 0;
        for (const size_t spot : name.spots) {
            size_t best = name.best;
            if (shared > 1 && spots_[spot].container != UINT32_MAX) {
                double most = -1e9;
                for (size_t k = 0; k < name.candidates.size(); ++k) {
                    const double score = name.base[k] + 2 * outright(name.candidates[k], spot) + 0.01 * name.score[k];
                    if (score > most) most = score, best = k;
                }
            }
            if (spots_[spot].tokens.begin > 0 && says_which_part(spots_[spot].tokens.begin - 1))
                for (size_t k = 0; k < name.candidates.size(); ++k)
                    if (row(name.candidates[k].entry).kind == PlaceKind::Country) best = k;
            spots_[spot].chosen = name.candidates[best].entry;
        }
    }

    const Report& report_;
    const Gazetteer& gazetteer_;
    std::vector<Spot>& spots_;
    std::vector<Name> names_;
    std::vector<size_t> name_of_;
    Context context_;
};

}  // namespace

void resolve(const Report& report, const Gazetteer& gazetteer, std::vector<Spot>& spots) {
    Resolver(report, gazetteer, spots).run();
}

}  // namespace tallybook::place_reading
