// Spotting: the longest gazetteer name at each capitalised token, exact spelling before a variant. Generic words around
// it ("Anbar province", "Clay County", "Erbil airport") say which kind of entry is meant and let names match that only
// stand with such a word. Whether a spot is a place at all is decided later, with the whole report in view.
#include "values/place_spots.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "values/gazetteer_names.hpp"

namespace tallybook::place_reading {

namespace names = gazetteer_names;

bool capitalised(std::string_view text) {
    if (text.empty()) return false;
    const char c = text.front();
    if (c >= 'A' && c <= 'Z') return true;
    if (static_cast<unsigned char>(c) >= 0x80) {
        const auto point = utf8::decode(text, 0).value;
        return utf8proc_isupper(static_cast<utf8proc_int32_t>(point)) != 0 || (point >= 0x2bb && point <= 0x2bf);
    }
    // "d'Ivoire", "al-Asad" in one token
    const auto mark = text.find_first_of("'-");
    return mark != std::string_view::npos && mark <= 3 && mark + 1 < text.size() && text[mark + 1] >= 'A' &&
           text[mark + 1] <= 'Z';
}

bool all_capitals(std::string_view text) {
    bool letter = false;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') return false;
        letter = letter || (c >= 'A' && c <= 'Z');
    }
    return letter;
}

std::string lower_at(const Report& report, int64_t token) {
    return token < 0 || token >= static_cast<int64_t>(report.tokens.size())
               ? std::string()
               : lower(report.tokens[static_cast<size_t>(token)].text);
}

namespace {

enum class Generic { None, Country, First, Second, Any, Town, Airfield, Facility, Water };

// What a generic word after a name, or before "of" and a name, asks the entry to be.
Generic generic_of(std::string_view word) {
    struct Row {
        std::string_view word;
        Generic kind;
    };
    static constexpr std::array<Row, 70> kWords = {
        {{"province", Generic::First},      {"provinces", Generic::First},   {"governorate", Generic::First},
         {"governorates", Generic::First},  {"oblast", Generic::First},      {"state", Generic::First},
         {"prefecture", Generic::First},    {"county", Generic::Second},     {"counties", Generic::Second},
         {"parish", Generic::Second},       {"co.", Generic::Second},        {"borough", Generic::Any},
         {"raion", Generic::Second},        {"district", Generic::Any},      {"districts", Generic::Any},
         {"region", Generic::Any},          {"department", Generic::First},  {"airport", Generic::Airfield},
         {"airfield", Generic::Airfield},   {"airbase", Generic::Airfield},  {"airstrip", Generic::Airfield},
         {"airdrome", Generic::Airfield},   {"base", Generic::Facility},     {"bases", Generic::Facility},
         {"camp", Generic::Facility},       {"prison", Generic::Facility},   {"jail", Generic::Facility},
         {"oilfield", Generic::Facility},   {"field", Generic::Facility},    {"garrison", Generic::Facility},
         {"barracks", Generic::Facility},   {"crossing", Generic::Facility}, {"dam", Generic::Facility},
         {"refinery", Generic::Facility},   {"hospital", Generic::Facility}, {"port", Generic::Facility},
         {"terminal", Generic::Facility},   {"compound", Generic::Facility}, {"plant", Generic::Facility},
         {"checkpoint", Generic::Facility}, {"mosque", Generic::Facility},   {"shrine", Generic::Facility},
         {"afb", Generic::Airfield},        {"city", Generic::Town},         {"town", Generic::Town},
         {"village", Generic::Town},        {"township", Generic::Any},      {"river", Generic::Water},
         {"lake", Generic::Water},          {"sea", Generic::Water},         {"bay", Generic::Water},
         {"creek", Generic::Water},         {"valley", Generic::Water},      {"mountain", Generic::Water},
         {"mountains", Generic::Water},     {"island", Generic::Water},      {"islands", Generic::Water},
         {"peninsula", Generic::Water},     {"wilaya", Generic::First},      {"wilayat", Generic::First},
         {"emirate", Generic::First},       {"krai", Generic::First},        {"canton", Generic::Any},
         {"cercle", Generic::Any},          {"commune", Generic::Any},       {"ward", Generic::Any},
         {"woreda", Generic::Any},          {"subdistrict", Generic::Any},   {"municipality", Generic::Any},
         {"neighbourhood", Generic::Any}}};
    for (const auto& row : kWords) {
        if (row.word == word) return row.kind;
    }
    return Generic::None;
}

// "In January": a month, whatever village is spelt nearly so.
bool of_calendar(std::string_view word) {
    return one_of(word, {"january",   "february", "march",    "april",    "may",    "june",     "july",      "august",
                         "september", "october",  "november", "december", "monday", "tuesday",  "wednesday", "thursday",
                         "friday",    "saturday", "sunday",   "ramadan",  "easter", "christmas"});
}

bool is_airfield(Feature feature) {
    return feature == Feature::AirfieldLarge || feature == Feature::AirfieldMedium || feature == Feature::AirfieldSmall;
}

class Spotter {
public:
    Spotter(const Report& report, const Gazetteer& gazetteer)
        : report_(report), gazetteer_(gazetteer), tokens_(report.tokens) {}

    std::vector<Spot> run() {
        for (uint32_t s = 0; s < report_.sentences.size(); ++s) {
            sentence_ = s;
            end_ = report_.sentences[s].tokens.end;
            for (uint32_t i = report_.sentences[s].tokens.begin; i < end_;) i = at(i);
        }
        return std::move(spots_);
    }

private:
    struct Found {
        uint32_t end = 0;
        uint64_t key = 0;
        Gazetteer::Names names;
    };

    // Reads at a token and returns where to go on.
    uint32_t at(uint32_t i) {
        const auto text = tokens_[i].text;
        const bool article = !capitalised(text) && i + 2 < end_ && tokens_[i + 1].text == "-" &&
                             !tokens_[i].space_after && capitalised(tokens_[i + 2].text) && names::is_article(text);
        if (!article && !capitalised(text)) return i + 1;
        if (inside_hyphenated_name(i)) return i + 1;
        if (const uint32_t next = hyphenated_prefix(i); next != i) return next;
        const Found found = longest(i);
        if (found.end <= i + 1 && of_calendar(lower_at(report_, i))) return i + 1;
        if (found.end != 0) {
            if (const uint32_t next = keep(i, found, false); next != i) return next;
        }
        if (const uint32_t next = variant(i); next != i) return next;
        return i + 1;
    }

    // "Saif-al-Islam": what follows a hyphen that closes up to another capitalised word is not the beginning of a name.
    bool inside_hyphenated_name(uint32_t i) const {
        const uint32_t begin = report_.sentences[sentence_].tokens.begin;
        if (i < begin + 2 || tokens_[i - 1].text != "-" || tokens_[i - 1].space_after || tokens_[i - 2].space_after)
            return false;
        return capitalised(tokens_[i - 2].text) && !names::is_article(lower(tokens_[i - 2].text)) && !ends_at(i - 1);
    }
    bool ends_at(uint32_t token) const { return !spots_.empty() && spots_.back().tokens.end == token; }

    // "U.S.-led" is one token: the part before the hyphen names a country.
    uint32_t hyphenated_prefix(uint32_t i) {
        const auto text = tokens_[i].text;
        const auto hyphen = text.find('-');
        if (hyphen == std::string_view::npos || hyphen < 2 || text.size() != tokens_[i].span.size() ||
            names::is_article(lower(text.substr(0, hyphen))))
            return i;
        std::vector<std::string> words;
        if (!names::split_words(text.substr(0, hyphen), words) || words.size() != 1 ||
            !all_capitals(text.substr(0, hyphen)))
            return i;
        const uint64_t key = names::extend(names::kNoWords, words[0]);
        const auto found = gazetteer_.exact(key);
        if (found.rows.empty()) return i;
        const auto hit = gazetteer_.hit(found.rows[0]);
        if (hit.form != NameForm::Acronym) return i;
        Spot spot;
        spot.tokens = {i, i + 1};
        spot.span = {tokens_[i].span.begin, tokens_[i].span.begin + static_cast<uint32_t>(hyphen)};
        spot.sentence = sentence_;
        spot.key = key;
        spot.candidates = {{hit.entry, hit.form}};
        spot.meanings = 1;
        spot.attributive = true;
        spots_.push_back(std::move(spot));
        return i + 1;
    }

    Found longest(uint32_t i) const {
        Found best;
        uint64_t key = names::kNoWords;
        bool any = false;
        for (uint32_t j = i; j < end_ && j < i + 12; ++j) {
            const auto text = tokens_[j].text;
            words_.clear();
            if (mark(text)) {
                if (!any || !joins(j)) break;
                continue;
            }
            if (!names::split_words(text, words_) || words_.empty()) break;
            for (const auto& word : words_) key = names::extend(key, word);
            any = true;
            const auto found = gazetteer_.exact(key);
            if (!found.rows.empty() && (capitalised(text) || j == i || digit(text) ||
                                        (generic_of(text) != Generic::None && tokens_[i].text != "The")))
                best = {j + 1, key, found};
            if (!found.begins_longer()) break;
        }
        return best;
    }

    static bool digit(std::string_view text) { return !text.empty() && text.front() >= '0' && text.front() <= '9'; }
    static bool mark(std::string_view text) {
        if (text == "'s" || text == "’s" || text == "'" || text == "’") return true;
        const char c = text.front();
        return text.size() == 1 &&
               !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '&');
    }
    bool joins(uint32_t j) const {
        const auto text = tokens_[j].text;
        return (text == "-" || text == "–") && !tokens_[j].space_after && j > 0 && !tokens_[j - 1].space_after;
    }

    // A match by spelling rules, for names of two letters more than nothing: at most four words.
    uint32_t variant(uint32_t i) {
        std::vector<std::string> words;
        Found best;
        std::vector<Candidate> candidates;
        for (uint32_t j = i; j < end_ && j < i + 7; ++j) {
            const auto text = tokens_[j].text;
            if (mark(text)) {
                if (words.empty() || !joins(j)) break;
                continue;
            }
            const bool small_article = names::is_article(text) && j + 1 < end_ &&
                                       (tokens_[j + 1].text == "-" || capitalised(tokens_[j + 1].text));
            if ((!capitalised(text) && !small_article) || text == "The") break;
            if (!names::split_words(text, words)) break;
            if (!capitalised(text)) continue;
            const auto fine = names::fine(words);
            const auto skeleton = names::skeleton(fine);
            if (fine.size() < 5 || skeleton.size() < 3) continue;
            const uint64_t key = names::skeleton_key(skeleton);
            std::vector<Candidate> near;
            for (const auto& row : gazetteer_.variants(key).rows) {
                const auto hit = gazetteer_.hit(row);
                theirs_.clear();
                if (!names::split_words(hit.name, theirs_) || !names::near(fine, names::fine(theirs_))) continue;
                if (std::none_of(near.begin(), near.end(), [&](const Candidate& c) { return c.entry == hit.entry; }))
                    near.push_back({hit.entry, hit.form});
            }
            if (near.empty()) continue;
            best = {j + 1, key, {}};
            candidates = std::move(near);
        }
        if (best.end == 0) return i;
        return keep(i, best, true, std::move(candidates));
    }

    struct Around {
        Generic kind = Generic::None;
        uint32_t end = 0;       // where the span ends with a capitalised generic word
        uint32_t word_end = 0;  // where it ends with a generic word at all
    };

    // "the Sakan neighbourhood of Aleppo": what follows is the town.
    static bool part_of_town(const std::string& word) {
        return word == "neighbourhood" || word == "neighborhood" || word == "quarter" || word == "ward" ||
               word == "suburb" || word == "suburbs";
    }

    Around around(uint32_t begin, uint32_t end) const {
        Around out{Generic::None, end, end};
        const auto word = [this](uint32_t j) { return j < end_ ? lower(tokens_[j].text) : std::string(); };
        uint32_t j = end;
        while (j < end_ && j < end + 2 &&
               (word(j) == "refugee" || word(j) == "military" || word(j) == "international" || word(j) == "air" ||
                word(j) == "oil" || word(j) == "gas" || word(j) == "border" || word(j) == "naval" ||
                word(j) == "landing")) {
            ++j;
        }
        out.kind = generic_of(word(j));
        if (j > end && word(j) == "zone") out.kind = Generic::Facility;
        if (out.kind != Generic::None) {
            out.word_end = j + 1;
            if (capitalised(tokens_[j].text)) out.end = j + 1;
            return out;
        }
        // "Clay and Jackson counties"
        if (j + 2 < end_ && (word(j) == "and" || word(j) == ",") && capitalised(tokens_[j + 1].text)) {
            const auto plural = word(j + 2);
            if (plural == "counties" || plural == "provinces" || plural == "governorates" || plural == "districts")
                out.kind = generic_of(plural);
        }
        const uint32_t first = report_.sentences[sentence_].tokens.begin;
        if (begin >= first + 2 && word(begin - 1) == "of" && !part_of_town(word(begin - 2)))
            out.kind = generic_of(word(begin - 2));
        if (begin >= first + 1 && out.kind == Generic::None) {
            const auto before = word(begin - 1);
            if (before == "camp" || before == "fob" || before == "lz") out.kind = Generic::Facility;
        }
        return out;
    }
    bool suits(const Gazetteer::EntryRow& row, Generic kind) const {
        switch (kind) {
            case Generic::First:
                return row.kind == PlaceKind::Admin1;
            case Generic::Second:
                return row.kind == PlaceKind::Admin2;
            case Generic::Any:
                return row.kind == PlaceKind::Admin1 || row.kind == PlaceKind::Admin2 ||
                       row.kind == PlaceKind::Region || row.feature == Feature::Quarter;
            case Generic::Town:
                return row.kind == PlaceKind::Town;
            case Generic::Airfield:
                return is_airfield(row.feature) || airfield_of_ours(row);
            case Generic::Facility:
                return row.kind == PlaceKind::Facility;
            case Generic::Water:
                return row.kind == PlaceKind::Water || row.kind == PlaceKind::Region;
            default:
                return false;
        }
    }
    bool airfield_of_ours(const Gazetteer::EntryRow& row) const {
        if (row.facility == 0) return false;
        const auto kind = gazetteer_.string(gazetteer_.facilities()[row.facility - 1U].kind);
        return kind.starts_with("air") || kind == "base" || kind == "landing-zone";
    }

    // Bases and fields are often called by the bare name: "at Harir". Crossings, dams and airports are not: there the
    // town is meant.
    bool stands_alone(const Gazetteer::EntryRow& row) const {
        if (row.facility == 0) return false;
        const auto kind = gazetteer_.string(gazetteer_.facilities()[row.facility - 1U].kind);
        return kind == "base" || kind == "airbase" || kind == "landing-zone" || kind == "naval-base" ||
               kind == "oilfield" || kind == "gasfield" || kind == "camp";
    }

    // Whether the text may use the form that a posting has.
    bool usable(NameForm form, uint32_t begin, uint32_t end, const Around& generic,
                const Gazetteer::EntryRow& row) const {
        switch (form) {
            case NameForm::Core:
                return generic.kind != Generic::None ? suits(row, generic.kind) : stands_alone(row);
            case NameForm::Acronym:
                return all_capitals(tokens_[begin].text);
            case NameForm::Abbreviation: {
                const auto text = tokens_[end - 1].text;
                const bool after_comma = begin > 0 && (tokens_[begin - 1].text == "," || ends_at(begin));
                return text.find('.') != std::string_view::npos || (after_comma && all_capitals(text));
            }
            default:
                return true;
        }
    }

    // "nine Chadian nationals", though a town somewhere is called Chadian: a number or a common noun beside it.
    bool names_people(uint32_t begin, uint32_t end) const {
        const bool noun = end < end_ && tokens_[end].tag.starts_with("NN") && !capitalised(tokens_[end].text);
        const uint32_t first = report_.sentences[sentence_].tokens.begin;
        return noun || (begin > first && tokens_[begin - 1].tag == "CD");
    }

    uint32_t keep(uint32_t i, const Found& found, bool by_variant, std::vector<Candidate> given = {}) {
        Spot spot;
        const Around generic = around(i, found.end);
        if (!by_variant) {
            for (const auto& row : found.names.rows.subspan(0, std::min<size_t>(found.names.rows.size(), 150))) {
                const auto hit = gazetteer_.hit(row);
                if (usable(hit.form, i, found.end, generic, gazetteer_.row(hit.entry)))
                    given.push_back({hit.entry, hit.form});
            }
        } else {
            std::erase_if(given, [&](const Candidate& c) {
                return !usable(c.form, i, found.end, generic, gazetteer_.row(c.entry));
            });
        }
        if (given.empty()) return i;
        // "the Hamdan neighbourhood": a part of some town, not the province of that name.
        if (found.end < end_ && part_of_town(lower(tokens_[found.end].text)) &&
            std::none_of(given.begin(), given.end(),
                         [&](const Candidate& c) { return gazetteer_.row(c.entry).feature == Feature::Quarter; }))
            return found.end;
        spot.meanings = static_cast<int>(given.size());
        uint32_t end = found.end;
        std::vector<Candidate> suited_only;
        if (generic.kind != Generic::None) {
            auto& suited = suited_only;
            for (const auto& c : given) {
                if (suits(gazetteer_.row(c.entry), generic.kind)) suited.push_back(c);
            }
            if (!suited.empty()) {
                given = suited;
                const bool facility = gazetteer_.row(given[0].entry).kind == PlaceKind::Facility;
                end = facility ? generic.word_end : generic.end;
            } else if (generic.kind == Generic::Second || generic.kind == Generic::Water ||
                       (generic.kind == Generic::Airfield && generic.end > found.end)) {
                return generic.end > found.end ? generic.end
                                               : i;  // "Indian River", a county that is not known: no town is meant
            }
        }
        // "U.S. Embassy in Baghdad": the city is a place of its own.
        for (uint32_t j = i + 1; j + 1 < end; ++j) {
            if (tokens_[j].text == "in" && gazetteer_.row(given[0].entry).kind == PlaceKind::Facility) end = j;
        }
        spot.tokens = {i, end};
        spot.span = tokens_[i].span.hull(tokens_[end - 1].span);
        spot.sentence = sentence_;
        spot.key = found.key ^ (generic.kind == Generic::None ? 0U : static_cast<uint64_t>(generic.kind) << 56);
        spot.ordinary = found.names.ordinary();
        spot.generic = !suited_only.empty();
        if (std::any_of(given.begin(), given.end(), [](const Candidate& c) { return c.form == NameForm::Demonym; }) &&
            names_people(i, end))
            std::erase_if(given, [](const Candidate& c) { return c.form != NameForm::Demonym; });
        spot.demonym =
            std::all_of(given.begin(), given.end(), [](const Candidate& c) { return c.form == NameForm::Demonym; });
        if (!spot.demonym) std::erase_if(given, [](const Candidate& c) { return c.form == NameForm::Demonym; });
        spot.candidates = std::move(given);
        spots_.push_back(std::move(spot));
        return end;
    }

    const Report& report_;
    const Gazetteer& gazetteer_;
    std::span<const Token> tokens_;
    std::vector<Spot> spots_;
    uint32_t sentence_ = 0, end_ = 0;
    mutable std::vector<std::string> words_, theirs_;
};

}  // namespace

std::vector<Spot> find_spots(const Report& report, const Gazetteer& gazetteer) {
    return Spotter(report, gazetteer).run();
}

}  // namespace tallybook::place_reading
