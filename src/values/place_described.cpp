// Facilities that are described rather than named: "the U.S. embassy in Baghdad", "Iran's consulate in Damascus", "the
// embassy of Iran", and, where the report speaks of one such facility only, plain "the embassy" or "the airbase". Only
// rows of the hand-kept list come out of it; where no row or more than one fits, nothing does.
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "values/place_spots.hpp"

namespace tallybook::place_reading {
namespace {

enum class Sort { Mission, Base, Airport, Prison, Camp, Hospital, Crossing, Dam };

struct Noun {
    std::string_view word;
    Sort sort;
};
constexpr std::array<Noun, 15> kNouns = {{{"embassy", Sort::Mission},
                                          {"consulate", Sort::Mission},
                                          {"airbase", Sort::Base},
                                          {"base", Sort::Base},
                                          {"airfield", Sort::Base},
                                          {"garrison", Sort::Base},
                                          {"airport", Sort::Airport},
                                          {"prison", Sort::Prison},
                                          {"jail", Sort::Prison},
                                          {"camp", Sort::Camp},
                                          {"hospital", Sort::Hospital},
                                          {"crossing", Sort::Crossing},
                                          {"dam", Sort::Dam},
                                          {"installation", Sort::Base},
                                          {"outpost", Sort::Base}}};

bool is_sort(std::string_view kind, Sort sort) {
    switch (sort) {
        case Sort::Mission:
            return kind == "embassy" || kind == "consulate";
        case Sort::Base:
            return kind == "base" || kind == "airbase" || kind == "naval-base" || kind == "landing-zone";
        case Sort::Airport:
            return kind == "airport";
        case Sort::Prison:
            return kind == "prison";
        case Sort::Camp:
            return kind == "camp";
        case Sort::Hospital:
            return kind == "hospital";
        case Sort::Crossing:
            return kind == "crossing";
        case Sort::Dam:
            return kind == "dam";
    }
    return false;
}

bool operated_by(std::string_view operators, std::string_view country) {
    for (size_t at = operators.find(country); at != std::string_view::npos; at = operators.find(country, at + 1)) {
        const bool begins = at == 0 || operators[at - 1] == ';' || operators[at - 1] == ' ';
        const bool ends = at + country.size() == operators.size() || operators[at + country.size()] == ';';
        if (begins && ends) return true;
    }
    return false;
}

class Describer {
public:
    Describer(const Report& report, const Gazetteer& gazetteer, const std::vector<Spot>& spots,
              std::vector<PlaceRef>& places)
        : report_(report), gazetteer_(gazetteer), spots_(spots), places_(places) {}

    void run() {
        find_nouns();
        if (nouns_.empty()) return;
        spot_at_.assign(report_.tokens.size(), nullptr);
        for (const auto& spot : spots_) {
            if (spot.trust < Trust::Inside || spot.chosen == Gazetteer::kNoEntry) continue;
            for (uint32_t t = spot.tokens.begin; t < spot.tokens.end; ++t) spot_at_[t] = &spot;
        }
        for (const auto& place : places_) note(place);
        const size_t named = places_.size();
        each_noun(&Describer::owned_missions);
        for (size_t i = named; i < places_.size(); ++i) note(places_[i]);
        each_noun(&Describer::other_missions);
        each_noun(&Describer::spoken_of_before);
    }

private:
    struct NounAt {
        const Sentence* sentence;
        uint32_t token;
        const Noun* noun;
    };

    void find_nouns() {
        for (const auto& sentence : report_.sentences) {
            for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
                const auto text = report_.tokens[i].text;
                if (text.size() < 3 || text.size() > 12) continue;
                const char first = static_cast<char>(text.front() | 0x20);
                for (const auto& noun : kNouns) {
                    if (noun.word.front() == first && noun.word.size() == text.size() && lower(text) == noun.word) {
                        nouns_.push_back({&sentence, i, &noun});
                    }
                }
            }
        }
    }

    template <class Read>
    void each_noun(Read read) {
        for (const auto& at : nouns_) {
            if (!covered(at.token)) (this->*read)(*at.sentence, at.token, *at.noun);
        }
    }

    bool covered(uint32_t token) const {
        return std::any_of(places_.begin(), places_.end(), [&](const PlaceRef& p) {
            return p.kind == PlaceKind::Facility && p.tokens && p.tokens->contains(token);
        });
    }

    void note(const PlaceRef& place) {
        if (place.kind != PlaceKind::Facility) return;
        const uint32_t entry = gazetteer_.by_id(place.id);
        if (entry != Gazetteer::kNoEntry && gazetteer_.row(entry).facility != 0) spoken_of_.insert(entry);
    }

    uint32_t after_compound(const Sentence& sentence, uint32_t i) const {
        uint32_t end = i + 1;
        static constexpr std::string_view kParts[] = {"compound", "building", "grounds", "complex",      "annex",
                                                      "premises", "gate",     "gates",   "headquarters", "general"};
        while (end < sentence.tokens.end && end < i + 3 &&
               std::find(std::begin(kParts), std::end(kParts), lower_at(report_, end)) != std::end(kParts))
            ++end;
        return end;
    }

    // The country whose mission it is: "U.S. embassy", "Iran's consulate", "the embassy of Iran"; its first token.
    struct Owner {
        std::string_view country;
        uint32_t begin, end;
    };
    Owner owner(const Sentence& sentence, uint32_t i, uint32_t end) const {
        for (uint32_t back = 1; back <= 3 && i >= sentence.tokens.begin + back; ++back) {
            const uint32_t t = i - back;
            if (spot_at_[t] && (spot_at_[t]->demonym || spot_at_[t]->attributive ||
                                gazetteer_.row(spot_at_[t]->chosen).kind == PlaceKind::Country)) {
                return {gazetteer_.country(spot_at_[t]->chosen), spot_at_[t]->tokens.begin, 0};
            }
            const auto word = lower_at(report_, t);
            if (word != "'s" && word != "’s" && word != "-" && word != "main" && word != "former" &&
                word != "heavily" && word != "fortified")
                break;
        }
        if (lower_at(report_, end) == "of") {
            for (uint32_t t = end + 1; t < sentence.tokens.end && t <= end + 2; ++t) {
                if (spot_at_[t]) return {gazetteer_.country(spot_at_[t]->chosen), i, spot_at_[t]->tokens.end};
            }
        }
        return {{}, i, 0};
    }

    // Where it is said to be: the next place after "in" within a few words, or the place's own possessive
    // ("Baghdad's").
    const Spot* where(const Sentence& sentence, uint32_t end) const {
        for (uint32_t t = end; t < sentence.tokens.end && t < end + 9; ++t) {
            const auto word = lower_at(report_, t);
            if (word == "." || word == ";") return nullptr;
            const auto before = lower_at(report_, int64_t{t} - 1);
            if (spot_at_[t] && spot_at_[t]->trust == Trust::Place && !spot_at_[t]->demonym &&
                spot_at_[t]->tokens.begin == t &&
                (before == "in" || before == "at" || before == "of" || before == "central" || before == "s" ||
                 before == "the" || before == "near")) {
                const auto kind = gazetteer_.row(spot_at_[t]->chosen).kind;
                if (kind == PlaceKind::Town || kind == PlaceKind::Country || kind == PlaceKind::Admin1)
                    return spot_at_[t];
            }
        }
        return nullptr;
    }

    bool lies_at(uint32_t facility, const Spot* where) const {
        const auto& row = gazetteer_.row(facility);
        if (!where) return true;
        const auto& place = gazetteer_.row(where->chosen);
        if (place.country != row.country) return false;
        return place.kind != PlaceKind::Town ||
               kilometres(double(row.lat), double(row.lon), double(place.lat), double(place.lon)) < 40;
    }

    // The countries that the report is set in: those of its places, not of its peoples.
    bool set_in(std::array<char, 2> country) const {
        return std::any_of(places_.begin(), places_.end(), [&](const PlaceRef& p) {
            return p.kind != PlaceKind::Demonym && p.country == std::string_view(country.data(), 2);
        });
    }

    void owned_missions(const Sentence& sentence, uint32_t i, const Noun& noun) { missions(sentence, i, noun, true); }
    void other_missions(const Sentence& sentence, uint32_t i, const Noun& noun) { missions(sentence, i, noun, false); }

    void missions(const Sentence& sentence, uint32_t i, const Noun& noun, bool owned) {
        if (noun.sort != Sort::Mission) return;
        const uint32_t end = after_compound(sentence, i);
        const Owner whose = owner(sentence, i, end);
        const Spot* at = where(sentence, std::max(end, whose.end));
        if (whose.country.empty() == owned || (!owned && !at)) return;
        std::vector<uint32_t> fits;
        for (const auto& facility : gazetteer_.facilities()) {
            if (gazetteer_.string(facility.kind) != noun.word || !lies_at(facility.entry, at)) continue;
            if (!whose.country.empty() && !operated_by(gazetteer_.string(facility.operators), whose.country)) continue;
            if (!at && !set_in(gazetteer_.row(facility.entry).country)) continue;
            fits.push_back(facility.entry);
        }
        if (whose.country.empty()) {
            // "his country's embassy in Baghdad": the one that the report names, else the one whose country it names.
            const bool named =
                std::any_of(fits.begin(), fits.end(), [this](uint32_t e) { return spoken_of_.contains(e); });
            std::erase_if(fits, [&](uint32_t e) { return named ? !spoken_of_.contains(e) : !said_elsewhere(e); });
        }
        if (fits.size() == 1) add(fits[0], {whose.begin, end}, whose.country.empty() ? "same report" : "");
    }

    // Whether the country of a mission is named in this report.
    bool said_elsewhere(uint32_t entry) const {
        const auto operators =
            gazetteer_.string(gazetteer_.facilities()[gazetteer_.row(entry).facility - 1U].operators);
        size_t told = 0;
        for (const auto& spot : spots_) {
            if (spot.trust == Trust::Place && spot.chosen != Gazetteer::kNoEntry &&
                operated_by(operators, gazetteer_.country(spot.chosen)))
                ++told;
        }
        return told > 0 && operators != gazetteer_.country(entry);
    }

    void spoken_of_before(const Sentence& sentence, uint32_t i, const Noun& noun) {
        if (i == sentence.tokens.begin) return;
        uint32_t begin = i;
        static constexpr std::string_view kBetween[] = {"air",      "military",  "u.s.", "us",
                                                        "american", "coalition", "same"};
        while (begin > sentence.tokens.begin && std::find(std::begin(kBetween), std::end(kBetween),
                                                          lower_at(report_, int64_t{begin} - 1)) != std::end(kBetween))
            --begin;
        const auto before = lower_at(report_, int64_t{begin} - 1);
        if (before != "the" && before != "that" && before != "this") return;
        const auto after = lower_at(report_, int64_t{i} + 1);
        if (after == "of" || after == "in" || after == "at" || after == "near" || after == "for")
            return;  // another one is described
        uint32_t only = Gazetteer::kNoEntry;
        for (const uint32_t entry : spoken_of_) {
            const auto kind = gazetteer_.string(gazetteer_.facilities()[gazetteer_.row(entry).facility - 1U].kind);
            if (noun.sort == Sort::Mission ? kind != noun.word : !is_sort(kind, noun.sort)) continue;
            if (only != Gazetteer::kNoEntry) return;
            only = entry;
        }
        if (only != Gazetteer::kNoEntry) add(only, {begin, after_compound(sentence, i)}, "same report");
    }

    void add(uint32_t entry, TokenSpan tokens, std::string basis) {
        PlaceRef place = gazetteer_.place(entry);
        place.tokens = tokens;
        place.span = report_.tokens[tokens.begin].span.hull(report_.tokens[tokens.end - 1].span);
        place.candidates = 1;
        place.basis = std::move(basis);
        places_.push_back(std::move(place));
    }

    const Report& report_;
    const Gazetteer& gazetteer_;
    const std::vector<Spot>& spots_;
    std::vector<PlaceRef>& places_;
    std::vector<const Spot*> spot_at_;
    std::vector<NounAt> nouns_;
    std::set<uint32_t> spoken_of_;
};

}  // namespace

void add_described(const Report& report, const Gazetteer& gazetteer, const std::vector<Spot>& spots,
                   std::vector<PlaceRef>& places) {
    Describer(report, gazetteer, spots, places).run();
}

}  // namespace tallybook::place_reading
