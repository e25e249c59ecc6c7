#include "values/place.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "values/place_relation.hpp"
#include "values/place_spots.hpp"

namespace tallybook {

using namespace place_reading;

namespace {

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

// Money has the same word: "the capital markets", "foreign and Japanese capital".
bool seat_of_government(const Report& report, const PlaceRef& country, uint32_t capital) {
    const auto& sentence = *std::find_if(report.sentences.begin(), report.sentences.end(),
                                         [&](const Sentence& s) { return s.tokens.contains(capital); });
    const uint32_t next = capital + 1;
    if (next < sentence.tokens.end && (report.tokens[next].pos == "NOUN" || report.tokens[next].text == "-") &&
        lower_at(report, next) != "city")
        return false;
    if (country.kind == PlaceKind::Country) return true;
    for (uint32_t back = 1; back <= 5 && country.tokens->begin >= sentence.tokens.begin + back; ++back) {
        const uint32_t t = country.tokens->begin - back;
        if (lower_at(report, t) == "the") return true;
        const auto pos = report.tokens[t].pos;
        if (pos != "ADJ" && pos != "PUNCT" && pos != "VERB" && pos != "NOUN") return false;
    }
    return false;
}

// "The Haitian capital", "Haiti's capital": the town, unless its name follows ("the Somali capital, Mogadishu").
void add_capitals(const Report& report, const Gazetteer& gazetteer, std::vector<PlaceRef>& places) {
    const size_t named = places.size();
    for (size_t i = 0; i < named; ++i) {
        const PlaceRef country = places[i];
        if (!country.tokens || (country.kind != PlaceKind::Country && country.kind != PlaceKind::Demonym)) continue;
        uint32_t at = country.tokens->end;
        if (country.kind == PlaceKind::Country) {
            const auto mark = lower_at(report, at);
            if (mark != "'s" && mark != "’s") continue;
            ++at;
        }
        if (lower_at(report, at) != "capital" || !seat_of_government(report, country, at)) continue;
        const bool told = std::any_of(places.begin(), places.end(), [&](const PlaceRef& p) {
            return p.tokens && p.kind == PlaceKind::Town && p.tokens->begin > at && p.tokens->begin <= at + 3;
        });
        const uint32_t entry = gazetteer.capital_of(country.country);
        if (told || entry == Gazetteer::kNoEntry) continue;
        PlaceRef place = gazetteer.place(entry);
        place.tokens = TokenSpan{at, at + 1};
        place.span = report.tokens[at].span;
        place.candidates = 1;
        place.basis = "capital of the country named";
        for (uint32_t s = 0; s < report.sentences.size(); ++s)
            if (report.sentences[s].tokens.contains(at)) read_relation(report, s, place);
        places.push_back(std::move(place));
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
            read_relation(report, spot.sentence, place);
        }
        if (spot.part_of_name && place.kind != PlaceKind::Demonym && place.basis.empty())
            place.basis = "part of a name";
        places.push_back(std::move(place));
    }
    read_between(report, places);
    add_capitals(report, gazetteer, places);
    add_described(report, gazetteer, spots, places);
    add_grid_references(report, gazetteer, places);
    std::stable_sort(places.begin(), places.end(), [](const PlaceRef& a, const PlaceRef& b) {
        return a.span->begin != b.span->begin ? a.span->begin < b.span->begin : a.span->end > b.span->end;
    });
    report.places = std::move(places);
}

}  // namespace tallybook
