// Is this name a place here? The named-entity label is the best witness but a shaky one: it calls unknown towns people
// and organisations. So it is weighed with what it cannot see: how well known the place is, whether the name is an
// ordinary word or somebody's name in this report, and the words around it. A table of cases was preferred to fitted
// weights: each line can be argued with.
#include "values/place_trust.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"

namespace tallybook::place_reading {
namespace {

bool locative_word(std::string_view word) {
    return one_of(
        word, {"in",           "at",           "near",         "from",      "to",        "outside",     "around",
               "across",       "through",      "throughout",   "into",      "toward",    "towards",     "inside",
               "over",         "between",      "within",       "via",       "beyond",    "above",       "downtown",
               "central",      "northern",     "southern",     "eastern",   "western",   "north",       "south",
               "east",         "west",         "northeast",    "northwest", "southeast", "southwest",   "northeastern",
               "northwestern", "southeastern", "southwestern", "suburban",  "nearby",    "neighboring", "neighbouring",
               "upstate",      "rural"});
}

// "The town Ménaka", "the two towns, Ménaka and Ansongo".
bool place_noun(std::string_view word) {
    return one_of(word, {"town", "towns", "village", "villages", "city", "cities", "hamlet", "hamlets", "localities"});
}

// "shelled Derna": nobody shells, storms or overruns a person.
bool done_to_places(std::string_view verb) {
    return one_of(verb,
                  {"shelled",   "bombed",  "bombarded",  "raided",     "stormed",  "entered",  "overran",   "besieged",
                   "encircled", "pounded", "fled",       "recaptured", "retook",   "reached",  "evacuated", "looted",
                   "shelling",  "bombing", "bombarding", "raiding",    "storming", "entering", "besieging"});
}

// "attacked Derna in Cyrenaica": the verb may take either, but the name lies in what follows.
bool done_to_either(std::string_view verb) {
    return one_of(verb, {"attacked", "attacking", "hit", "struck", "seized", "captured", "took", "left", "invaded",
                         "burned", "ambushed", "occupied", "controlled"});
}

bool lies_in(const Gazetteer& gazetteer, const Spot& inner, const Spot& outer) {
    const uint32_t around = outer.candidates[0].entry;
    const auto kind = gazetteer.row(around).kind;
    return std::any_of(inner.candidates.begin(), inner.candidates.end(), [&](const Candidate& c) {
        const auto& row = gazetteer.row(c.entry);
        return row.admin1 == around || row.admin2 == around ||
               (kind == PlaceKind::Country && c.entry != around &&
                gazetteer.country(c.entry) == gazetteer.country(around));
    });
}

// "the Oslo accords", "the Geneva Convention" are papers.
bool paper_word(std::string_view word) {
    return one_of(word, {"accord", "accords", "agreement", "agreements", "treaty", "protocol", "protocols", "pact",
                         "convention", "conventions", "declaration"});
}

bool title_word(std::string_view word) {
    return one_of(word,
                  {"mr.",  "mrs.",  "ms.",  "dr.",   "sen.",    "rep.",     "gov.",      "gen.",  "col.",   "lt.",
                   "sgt.", "capt.", "maj.", "judge", "sheriff", "officer",  "detective", "coach", "rev.",   "prof.",
                   "miss", "sir",   "lord", "king",  "prince",  "princess", "queen",     "imam",  "sheikh", "ayatollah",
                   "mr",   "mrs",   "ms",   "dr",    "lady",    "justice",  "deputy"});
}

bool media_word(std::string_view word) {
    return one_of(word, {"post",     "times",   "herald",    "tribune", "news",  "globe",    "chronicle",
                         "journal",  "gazette", "daily",     "star",    "press", "tv",       "radio",
                         "observer", "mirror",  "telegraph", "sun",     "mail",  "guardian", "broadcasting"});
}

Evidence::Entity kind_of(std::string_view label) {
    if (label.empty()) return Evidence::Entity::None;
    if (label == "GPE" || label == "LOC" || label == "FAC") return Evidence::Entity::Place;
    if (label == "PERSON") return Evidence::Entity::Person;
    if (label == "ORG") return Evidence::Entity::Organisation;
    if (label == "NORP" || label == "LANGUAGE") return Evidence::Entity::People;
    return Evidence::Entity::Other;
}

// The last names of people of two and more words.
std::unordered_set<std::string> people_in(const Report& report) {
    std::unordered_set<std::string> last_names;
    for (const auto& sentence : report.sentences) {
        for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) {
            uint32_t j = i + 1;
            if (report.tokens[i].entity == "PERSON" && report.tokens[i].entity_begins) {
                while (j < sentence.tokens.end && report.tokens[j].entity == "PERSON" &&
                       !report.tokens[j].entity_begins)
                    ++j;
                uint32_t last = j;
                while (last > i && !capitalised(report.tokens[last - 1].text)) --last;
                const bool jr =
                    last > i && one_of(lower(report.tokens[last - 1].text), {"jr.", "sr.", "jr", "sr", "iii", "ii"});
                if (jr) --last;
                while (last > i && !capitalised(report.tokens[last - 1].text)) --last;
                if (last >= i + 2) last_names.insert(lower(report.tokens[last - 1].text));
            }
            i = j;
        }
    }
    return last_names;
}

struct EntityRange {
    uint32_t begin, end;
};

EntityRange entity_around(const Report& report, const Spot& spot, uint32_t token) {
    const auto& sentence = report.sentences[spot.sentence].tokens;
    EntityRange range{token, token + 1};
    while (range.begin > sentence.begin && !report.tokens[range.begin].entity_begins) --range.begin;
    while (range.end < sentence.end && !report.tokens[range.end].entity.empty() &&
           !report.tokens[range.end].entity_begins)
        ++range.end;
    return range;
}

bool no_lower_case(const Report& report, const Sentence& sentence) {
    return all_capitals(report.slice(sentence.span));
}

}  // namespace

Evidence evidence_of(const Report& report, const Gazetteer& gazetteer, const std::vector<Spot>& spots, size_t at) {
    const Spot& spot = spots[at];
    const auto& sentence = report.sentences[spot.sentence];
    const auto& tokens = report.tokens;
    Evidence e;
    const uint32_t begin = spot.tokens.begin, end = spot.tokens.end;
    if (!sentence.analysed) {
        e.entity = Evidence::Entity::Unknown;
        e.proper = true;
    } else {
        uint32_t labelled = begin;
        while (labelled + 1 < end && tokens[labelled].entity.empty()) ++labelled;
        e.entity = kind_of(tokens[labelled].entity);
        if (e.entity != Evidence::Entity::None) {
            const auto range = entity_around(report, spot, labelled);
            uint32_t first = range.begin, last = range.end;
            while (first < begin && lower(tokens[first].text) == "the") ++first;
            while (last > end &&
                   (tokens[last - 1].text == "'s" || tokens[last - 1].text == "’s" || tokens[last - 1].text == "," ||
                    one_of(lower(tokens[last - 1].text),
                           {"province", "county", "region", "city", "state", "district", "governorate", "area"}))) {
                --last;
            }
            e.whole_entity = first >= begin && last <= end;
            e.begins_entity = first >= begin;
        }
        e.proper = std::all_of(tokens.begin() + begin, tokens.begin() + end, [](const Token& t) {
            return t.tag.starts_with("NNP") || t.pos == "PROPN" || !capitalised(t.text) || t.tag == "JJ";
        });
        const bool all_proper =
            std::any_of(tokens.begin() + begin, tokens.begin() + end, [](const Token& t) { return t.pos == "PROPN"; });
        e.proper = e.proper && (all_proper || spot.demonym);
    }
    const auto before = begin > sentence.tokens.begin ? lower_at(report, int64_t{begin} - 1) : std::string();
    e.locative = locative_word(before) || (before == "the" && begin > sentence.tokens.begin + 1 &&
                                           locative_word(lower_at(report, int64_t{begin} - 2)));
    if (before == "of" && begin >= sentence.tokens.begin + 2) {
        e.locative =
            one_of(lower_at(report, int64_t{begin} - 2),
                   {"city",       "town",          "village", "province",  "state",      "capital",   "north",
                    "south",      "east",          "west",    "northeast", "northwest",  "southeast", "southwest",
                    "outskirts",  "outside",       "part",    "parts",     "suburb",     "people",    "residents",
                    "district",   "neighborhood",  "area",    "center",    "centre",     "miles",     "port",
                    "cercle",     "governorate",   "wilaya",  "oblast",    "ward",       "commune",   "department",
                    "prefecture", "municipality",  "canton",  "raion",     "region",     "county",    "township",
                    "quarter",    "neighbourhood", "suburbs", "towns",     "villages",   "cities",    "edge",
                    "siege",      "airport",       "mayor",   "bishop",    "archbishop", "emir"});
    }
    const bool followed = end + 1 < sentence.tokens.end && at + 1 < spots.size() && !spots[at + 1].demonym &&
                          spots[at + 1].tokens.begin == end + 1 && tokens[end].text == "in";
    if (done_to_places(before) || (done_to_either(before) && followed && lies_in(gazetteer, spot, spots[at + 1])))
        e.locative = true;
    // "between Kidal and Tessalit", "the towns X and Y": what holds for the first holds for the second.
    const auto town_before = [&] {
        const Spot& last = spots[at - 1];
        return last.anchored || (last.trust == Trust::Place && !last.demonym && !last.attributive && !last.person &&
                                 gazetteer.row(last.candidates[0].entry).kind == PlaceKind::Town);
    };
    if (!e.locative && before == "and" && at > 0 && spots[at - 1].tokens.end == begin - 1 && town_before())
        e.locative = true;
    // "in Dara, Busra and Nawa": the names between the first and the last of a list.
    if (!e.locative && before == "," && at > 0 && spots[at - 1].tokens.end == begin - 1 && town_before() &&
        at + 1 < spots.size()) {
        const uint32_t next = spots[at + 1].tokens.begin;
        const bool comma = end < sentence.tokens.end && tokens[end].text == ",";
        e.locative = (next == end + 1 && (comma || lower_at(report, end) == "and")) ||
                     (next == end + 2 && comma && lower_at(report, int64_t{end} + 1) == "and");
    }
    if (before == "off" && begin >= sentence.tokens.begin + 2)
        e.locative =
            one_of(lower_at(report, int64_t{begin} - 2), {"km", "kilometres", "kilometers", "miles", "just", "coast"});
    if ((before == "," && begin >= sentence.tokens.begin + 2) || place_noun(before))
        e.locative = e.locative || place_noun(before == "," ? lower_at(report, int64_t{begin} - 2) : before);
    e.first_in_sentence = begin == sentence.tokens.begin;
    e.several_words = end > begin + 1;
    e.prior = double(gazetteer.row(spot.candidates[0].entry).prior);
    e.ordinary = spot.ordinary;
    if (end < sentence.tokens.end && tokens[end].text == "," && at + 1 < spots.size() &&
        spots[at + 1].tokens.begin == end + 1) {
        const auto kind = gazetteer.row(spots[at + 1].candidates[0].entry).kind;
        e.comma_place = !spots[at + 1].demonym && (kind == PlaceKind::Admin1 || kind == PlaceKind::Country);
    }
    if (begin >= sentence.tokens.begin + 2 && tokens[begin - 1].text == "," && at > 0 &&
        spots[at - 1].tokens.end == begin - 1) {
        const auto kind = gazetteer.row(spot.candidates[0].entry).kind;
        e.comma_place = e.comma_place || kind == PlaceKind::Admin1 || kind == PlaceKind::Country ||
                        spot.candidates[0].form == NameForm::Abbreviation;
    }
    e.noun_behind = end < sentence.tokens.end && tokens[end].tag.starts_with("NN") && !capitalised(tokens[end].text);
    e.in_capitals = no_lower_case(report, sentence);
    const auto part_of_phrase = [&](uint32_t t) {
        return capitalised(tokens[t].text) && static_cast<unsigned char>(tokens[t].text.front()) < 0x80 &&
               tokens[t].text.size() > 1;
    };
    e.capital_before = begin > sentence.tokens.begin && part_of_phrase(begin - 1) && !locative_word(before) &&
                       before != "the" && !(begin - 1 == sentence.tokens.begin && !sentence.analysed);
    e.capital_after = end < sentence.tokens.end && part_of_phrase(end);
    if (begin > sentence.tokens.begin && title_word(before)) e.known_person = true;
    const auto& row = gazetteer.row(spot.candidates[0].entry);
    e.listed = row.facility != 0 && (spot.generic || spot.candidates[0].form == NameForm::Main || e.several_words);
    e.large = row.kind == PlaceKind::Country || row.kind == PlaceKind::Admin1 || row.kind == PlaceKind::Region ||
              e.prior >= 6.4;
    const auto behind = end < sentence.tokens.end ? lower_at(report, end) : std::string();
    e.of_thing = (before != "in" && before != "at" && paper_word(behind)) ||
                 (e.capital_after && media_word(lower_at(report, end))) || one_of(before, {"uss", "hms", "ss", "mv"});
    return e;
}

namespace {

Trust decide(const Spot& spot, const Evidence& e) {
    using Entity = Evidence::Entity;
    if (spot.attributive) return Trust::Place;
    const bool spelt = spot.candidates[0].form != NameForm::Variant;
    if (spot.demonym) {
        if (e.entity == Entity::Person) return e.whole_entity && e.noun_behind ? Trust::Place : Trust::None;
        return e.entity == Entity::Organisation ? Trust::Inside : Trust::Place;
    }
    if (e.of_thing) return Trust::None;
    if (e.comma_place && e.entity != Entity::Person) return Trust::Place;
    if (e.listed && spelt && !e.capital_before) return Trust::Place;
    if (spot.generic && !e.capital_before && (spelt || e.listed) && e.proper) return Trust::Place;
    if (e.known_person && !e.locative && !(e.large && e.entity == Entity::Place)) return Trust::None;
    const Trust unless_ordinary = e.ordinary ? Trust::None : Trust::Maybe;
    const bool alone = e.whole_entity || (!e.capital_before && !e.capital_after);
    switch (e.entity) {
        case Entity::Place:
            if (e.whole_entity) return Trust::Place;
            if (!spelt || (e.ordinary && !e.begins_entity)) return Trust::None;
            return e.several_words ? Trust::Place : Trust::Inside;
        case Entity::People:
            return e.locative && e.proper && !e.ordinary && spelt ? Trust::Place : Trust::None;
        case Entity::Person:
            if (e.comma_place && e.whole_entity) return Trust::Place;
            if (!e.whole_entity || !spelt) return Trust::None;
            return (e.locative || e.large) && !e.ordinary ? Trust::Place : unless_ordinary;
        case Entity::Organisation:
            if (!spelt) return Trust::None;
            if (alone) return !e.ordinary && (e.locative || e.prior >= 5) ? Trust::Place : unless_ordinary;
            return e.ordinary && !e.several_words ? Trust::None : Trust::Inside;
        case Entity::Other:
            return (e.locative || e.large) && alone && spelt && !e.ordinary && e.proper ? Trust::Place
                                                                                        : unless_ordinary;
        case Entity::None:
            if (!e.proper) return unless_ordinary;
            if (!spelt) return e.locative && !e.capital_before && !e.capital_after ? Trust::Place : Trust::None;
            if (e.capital_before || e.capital_after)
                return e.prior >= 6 && !e.ordinary ? Trust::Place : unless_ordinary;
            if (e.locative) return e.ordinary && e.first_in_sentence ? Trust::None : Trust::Place;
            return !e.ordinary && (e.prior >= 5 || e.several_words) ? Trust::Place : unless_ordinary;
        case Entity::Unknown:
            if (e.in_capitals) return !e.ordinary && e.prior >= 5 && spelt ? Trust::Place : unless_ordinary;
            if (e.capital_before || e.capital_after)
                return !e.ordinary && e.prior >= 6 && spelt ? Trust::Place : unless_ordinary;
            if (e.locative) return spelt ? Trust::Place : Trust::Maybe;
            return !e.ordinary && e.prior >= 5 && spelt ? Trust::Place : unless_ordinary;
    }
    return Trust::None;
}

}  // namespace

void judge(const Report& report, const Gazetteer& gazetteer, std::vector<Spot>& spots) {
    const auto people = people_in(report);
    for (size_t i = 0; i < spots.size(); ++i) {
        auto e = evidence_of(report, gazetteer, spots, i);
        if (!e.several_words && people.contains(lower(report.tokens[spots[i].tokens.begin].text)))
            e.known_person = true;
        spots[i].person = e.known_person || e.entity == Evidence::Entity::Person;
        spots[i].anchored = e.locative || e.comma_place;
        const bool ends_name =
            !e.begins_entity && lower_at(report, int64_t{spots[i].tokens.begin} - 1) == "of";  // "Bank of England"
        spots[i].part_of_name = e.entity == Evidence::Entity::Organisation && !e.whole_entity &&
                                (e.capital_before || e.capital_after || ends_name) && !e.listed;
        spots[i].trust = decide(spots[i], e);
    }
}

}  // namespace tallybook::place_reading
