// The report as a witness. Once the sure names are resolved, a doubtful one is believed where the report calls the same
// name a place elsewhere, or where it lies among the report's other places; and a name that only chance gave to some
// small town far from all of them is dropped.
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "values/place_spots.hpp"

namespace tallybook::place_reading {
namespace {

constexpr double kAmongKm = 120;

class Reconsidering {
public:
    Reconsidering(const Gazetteer& gazetteer, std::vector<Spot>& spots) : gazetteer_(gazetteer), spots_(spots) {}

    void run() {
        gather_around();
        for (const auto& spot : spots_) {
            if (spot.trust != Trust::Place || spot.chosen == Gazetteer::kNoEntry || out_of_the_story(spot)) continue;
            ++sure_[spot.key];
            if (!spot.demonym) chosen_.try_emplace(spot.key, spot.chosen);
        }
        std::vector<Trust> after;
        for (const auto& spot : spots_) after.push_back(decide(spot));
        for (size_t i = 0; i < spots_.size(); ++i) {
            if (after[i] == Trust::Place && spots_[i].chosen == Gazetteer::kNoEntry)
                spots_[i].chosen = chosen_.at(spots_[i].key);
            spots_[i].trust = after[i];
        }
    }

private:
    struct Around {
        uint64_t key;
        uint32_t entry;
    };

    void gather_around() {
        for (const auto& spot : spots_) {
            if (spot.trust != Trust::Place || spot.chosen == Gazetteer::kNoEntry) continue;
            bool known = false;
            for (const auto& a : around_) known = known || (a.key == spot.key && a.entry == spot.chosen);
            if (!known) around_.push_back({spot.key, spot.chosen});
        }
    }

    static bool has_point(const Gazetteer::EntryRow& row) { return row.lat == row.lat; }

    // Whether another place of the report is near, or holds it.
    bool among_others(const Spot& spot) const {
        const auto& row = gazetteer_.row(spot.chosen);
        for (const auto& other : around_) {
            if (other.key == spot.key || other.entry == spot.chosen) continue;
            const auto& o = gazetteer_.row(other.entry);
            if (other.entry == row.admin1 || other.entry == row.admin2) return true;
            if (o.kind == PlaceKind::Country || o.kind == PlaceKind::Region || o.kind == PlaceKind::Water) continue;
            if (row.kind == PlaceKind::Admin1 && o.admin1 == spot.chosen) return true;
            if (!has_point(row) || !has_point(o) || o.kind == PlaceKind::Admin1) continue;
            const double dy = 111.2 * (double(row.lat) - double(o.lat));
            const double dx = 111.2 * std::cos(double(row.lat) * 0.01745329) * (double(row.lon) - double(o.lon));
            if (dx * dx + dy * dy < kAmongKm * kAmongKm) return true;
        }
        return false;
    }

    bool country_spoken_of(const Spot& spot) const {
        const auto country = gazetteer_.country(spot.chosen);
        for (const auto& other : around_) {
            if (other.key != spot.key && other.entry != spot.chosen && gazetteer_.country(other.entry) == country)
                return true;
        }
        return around_.size() <= 1;
    }

    static constexpr float kBig = 4.9F;        // log10 of 80,000 people
    static constexpr float kWellKnown = 5.7F;  // of half a million
    bool big_town(const Spot& spot) const {
        const auto& row = gazetteer_.row(spot.chosen);
        return row.kind == PlaceKind::Town && row.prior >= kBig;
    }
    // The report names the country that it lies in, as a place.
    bool country_named(const Spot& spot) const {
        for (const auto& other : spots_) {
            if (other.trust != Trust::Place || other.demonym || other.attributive ||
                other.chosen == Gazetteer::kNoEntry)
                continue;
            const auto& row = gazetteer_.row(other.chosen);
            if (row.kind == PlaceKind::Country && gazetteer_.country(other.chosen) == gazetteer_.country(spot.chosen))
                return true;
        }
        return false;
    }

    NameForm form_of(const Spot& spot) const {
        for (const auto& c : spot.candidates) {
            if (c.entry == spot.chosen) return c.form;
        }
        return NameForm::Main;
    }

    bool well_known(const Spot& spot) const {
        const auto& row = gazetteer_.row(spot.chosen);
        return row.kind == PlaceKind::Country || row.kind == PlaceKind::Region || row.kind == PlaceKind::Water ||
               double(row.prior) >= 6;
    }

    bool state(const Spot& spot) const {
        const auto kind = gazetteer_.row(spot.chosen).kind;
        return kind == PlaceKind::Country || kind == PlaceKind::Admin1 || kind == PlaceKind::Region;
    }

    Trust decide(const Spot& spot) const {
        if (spot.trust == Trust::Place) return odd(spot) ? Trust::None : Trust::Place;
        const bool sure_elsewhere =
            sure_.contains(spot.key) && (spot.chosen != Gazetteer::kNoEntry || chosen_.contains(spot.key));
        if (spot.person) return spot.trust == Trust::Maybe && sure_elsewhere ? Trust::Place : spot.trust;
        if (spot.trust == Trust::None) return Trust::None;
        if (sure_elsewhere) return Trust::Place;
        if (spot.chosen == Gazetteer::kNoEntry) return spot.trust;
        if (form_of(spot) == NameForm::Variant) {
            const bool firm = spot.anchored || spot.tokens.size() > 1;
            return spot.trust == Trust::Maybe && firm && (among_others(spot) || country_spoken_of(spot)) ? Trust::Place
                                                                                                         : spot.trust;
        }
        const bool main =
            form_of(spot) == NameForm::Main || form_of(spot) == NameForm::Core || form_of(spot) == NameForm::Acronym;
        if (spot.trust == Trust::Inside && (state(spot) || (main && among_others(spot)))) return Trust::Place;
        if (spot.trust == Trust::Maybe && main && among_others(spot)) return Trust::Place;
        if (spot.trust == Trust::Maybe && main && big_town(spot) && country_named(spot)) return Trust::Place;
        return spot.trust;
    }

    // A report that tells of one country means no small town of another one that it never speaks of: its own village of
    // that name is in no list.
    bool out_of_the_story(const Spot& spot) const {
        if (country_spoken_of(spot) || spot.container != UINT32_MAX || among_others(spot)) return false;
        const auto& row = gazetteer_.row(spot.chosen);
        const bool division =
            (row.kind == PlaceKind::Admin1 || row.kind == PlaceKind::Admin2) && form_of(spot) != NameForm::Main;
        if (!division && (row.kind != PlaceKind::Town || row.prior >= kWellKnown)) return false;
        std::unordered_map<std::string_view, int> told;
        for (const auto& other : around_)
            if (other.key != spot.key) ++told[gazetteer_.country(other.entry)];
        const auto most = std::max_element(told.begin(), told.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        return most != told.end() && most->second >= 3 && 2 * most->second > static_cast<int>(around_.size());
    }

    // A name that nothing but its letters ties to the place.
    bool odd(const Spot& spot) const {
        if (spot.chosen == Gazetteer::kNoEntry || spot.demonym || spot.attributive) return false;
        if (out_of_the_story(spot)) return true;
        const auto& row = gazetteer_.row(spot.chosen);
        if (row.facility != 0 && !spot.generic && form_of(spot) == NameForm::Core)
            return !country_spoken_of(spot) || around_.size() <= 1;
        if (form_of(spot) == NameForm::Variant && row.kind == PlaceKind::Town && !country_spoken_of(spot)) return true;
        if (spot.anchored) return false;
        if (well_known(spot) || spot.container != UINT32_MAX || among_others(spot)) return false;
        const auto form = form_of(spot);
        if (form == NameForm::Alternate || form == NameForm::Variant)
            return !country_spoken_of(spot) || form == NameForm::Variant;
        return false;
    }

    const Gazetteer& gazetteer_;
    std::vector<Spot>& spots_;
    std::unordered_map<uint64_t, int> sure_;
    std::unordered_map<uint64_t, uint32_t> chosen_;
    std::vector<Around> around_;
};

}  // namespace

void reconsider(const Gazetteer& gazetteer, std::vector<Spot>& spots) {
    Reconsidering(gazetteer, spots).run();
}

}  // namespace tallybook::place_reading
