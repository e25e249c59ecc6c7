#include "values/gazetteer_build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <numeric>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "values/gazetteer.hpp"
#include "values/gazetteer_draft.hpp"
#include "values/gazetteer_names.hpp"

namespace tallybook {
namespace {

namespace image = gazetteer_image;
namespace names = gazetteer_names;
using gazetteer_draft::Draft;
using gazetteer_draft::DraftEntry;
using image::Feature;
using image::kNoEntry;
using image::NameForm;

// Countries whose names reach English by transliteration: there spelling varies by rule.
bool transliterated(std::string_view country) {
    static constexpr std::string_view kCountries =
        " IQ SY JO LB PS IL SA YE OM AE QA BH KW EG LY TN DZ MA EH SD SS MR SO DJ ER ET TD IR AF PK TJ UZ TM KG KZ AZ "
        "AM GE TR"
        " UA RU BY MD BG MK RS XK BA IN BD NP MM LK NG NE ML ";
    return country.size() == 2 && kCountries.find(" " + std::string(country) + " ") != std::string_view::npos;
}

class Strings {
public:
    uint32_t add(const std::string& text) {
        if (text.empty()) return 0;
        const auto [at, fresh] = known_.try_emplace(text, static_cast<uint32_t>(bytes_.size()));
        if (fresh) bytes_.append(text).push_back('\0');
        return at->second;
    }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_ = std::string(1, '\0');
    std::unordered_map<std::string, uint32_t> known_;
};

// One name on its way into a table of slots.
struct Draw {
    uint64_t key;
    uint32_t entry;
    NameForm form;
    uint32_t name;
};

struct Tables {
    std::vector<image::PostingRow> postings;
    std::vector<image::SlotRow> exact, variants;
};

std::vector<image::SlotRow> slot_table(const std::vector<image::SlotRow>& rows) {
    size_t size = 16;
    while (size < rows.size() * 3 / 2) size *= 2;
    std::vector<image::SlotRow> slots(size, image::SlotRow{});
    for (const auto& row : rows) {
        size_t at = (row.key ^ (row.key >> 29)) & (size - 1);
        while (slots[at].key != 0) at = (at + 1) & (size - 1);
        slots[at] = row;
    }
    return slots;
}

class NameTables {
public:
    NameTables(const Draft& draft, Strings& strings) : draft_(draft), strings_(strings) {}

    Tables build() {
        for (uint32_t i = 0; i < draft_.entries.size(); ++i) {
            for (const auto& name : draft_.entries[i].names) add(i, name);
        }
        std::sort(begun_.begin(), begun_.end());
        begun_.erase(std::unique(begun_.begin(), begun_.end()), begun_.end());
        Tables tables;
        tables.exact = slot_table(rows(exact_, tables.postings, true));
        tables.variants = slot_table(rows(variants_, tables.postings, false));
        return tables;
    }

private:
    static uint64_t nonzero(uint64_t key) { return key ? key : 1; }

    void add(uint32_t entry, const gazetteer_draft::DraftName& name) {
        std::vector<std::string> words;
        if (!names::split_words(name.name, words) || words.empty() || words.size() > 8) return;
        size_t letters = 0;
        for (const auto& word : words) letters += word.size();
        const bool short_form = name.form == NameForm::Acronym || name.form == NameForm::Abbreviation;
        if (letters < 3 && !short_form) return;
        const uint32_t text = strings_.add(name.name);
        uint64_t key = names::kNoWords;
        for (size_t i = 0; i < words.size(); ++i) {
            key = names::extend(key, words[i]);
            if (i + 1 < words.size()) begun_.push_back(nonzero(key));
        }
        exact_.push_back({nonzero(key), entry, name.form, text});
        if (words.size() == 1 && draft_.ordinary.contains(words[0])) ordinary_.insert(nonzero(key));
        const auto& e = draft_.entries[entry];
        const bool wanted =
            name.form == NameForm::Main || name.form == NameForm::Alternate || name.form == NameForm::Core;
        if (!wanted || !transliterated(e.country) || e.kind == PlaceKind::Country) return;
        const auto fine = names::fine(words);
        const auto skeleton = names::skeleton(fine);
        if (fine.size() < 5 || skeleton.size() < 3) return;
        variants_.push_back({nonzero(names::skeleton_key(skeleton)), entry,
                             name.form == NameForm::Core ? NameForm::Core : NameForm::Variant, text});
    }

    // Groups by key; in a group the likeliest entry first, one row an entry.
    std::vector<image::SlotRow> rows(std::vector<Draw>& draws, std::vector<image::PostingRow>& postings,
                                     bool with_beginnings) {
        std::sort(draws.begin(), draws.end(), [this](const Draw& a, const Draw& b) {
            if (a.key != b.key) return a.key < b.key;
            const double pa = draft_.entries[a.entry].prior, pb = draft_.entries[b.entry].prior;
            if (pa != pb) return pa > pb;
            return std::tie(a.entry, a.form, a.name) < std::tie(b.entry, b.form, b.name);
        });
        std::vector<image::SlotRow> slots;
        for (size_t i = 0; i < draws.size();) {
            const uint64_t key = draws[i].key;
            image::SlotRow slot{key, static_cast<uint32_t>(postings.size()), 0, 0};
            uint32_t last = kNoEntry;
            for (; i < draws.size() && draws[i].key == key; ++i) {
                const bool repeated =
                    draws[i].entry == last && (with_beginnings || draws[i].name == postings.back().name);
                if (repeated || slot.count == std::numeric_limits<uint16_t>::max()) continue;
                last = draws[i].entry;
                postings.push_back({draws[i].entry | static_cast<uint32_t>(draws[i].form) << 28, draws[i].name});
                ++slot.count;
            }
            if (with_beginnings && std::binary_search(begun_.begin(), begun_.end(), key))
                slot.flags |= image::kBeginsLonger;
            if (with_beginnings && ordinary_.contains(key)) slot.flags |= image::kOrdinary;
            slots.push_back(slot);
        }
        if (with_beginnings) {
            const size_t named = slots.size();
            for (const uint64_t key : begun_) {
                const auto at = std::lower_bound(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(named), key,
                                                 [](const image::SlotRow& s, uint64_t k) { return s.key < k; });
                const bool known = at != slots.begin() + static_cast<std::ptrdiff_t>(named) && at->key == key;
                if (!known) slots.push_back({key, 0, 0, image::kBeginsLonger});
            }
        }
        return slots;
    }

    const Draft& draft_;
    Strings& strings_;
    std::vector<Draw> exact_, variants_;
    std::vector<uint64_t> begun_;
    std::unordered_set<uint64_t> ordinary_;
};

// Population, middle and zone of a division out of its towns.
void summarise_divisions(Draft& draft) {
    struct Sum {
        double people = 0, lat = 0, lon = 0, weight = 0, largest = -1;
        std::string zone;
    };
    std::unordered_map<uint32_t, Sum> sums;
    for (const auto& town : draft.entries) {
        if (town.kind != PlaceKind::Town) continue;
        for (const uint32_t division : {town.admin1, town.admin2}) {
            if (division == kNoEntry) continue;
            auto& sum = sums[division];
            const double weight = std::sqrt(static_cast<double>(town.population) + 100.0);
            if (town.feature != Feature::Quarter) sum.people += town.population;
            sum.lat += town.lat * weight;
            sum.lon += town.lon * weight;
            sum.weight += weight;
            if (town.population > sum.largest) {
                sum.largest = town.population;
                sum.zone = town.zone;
            }
        }
    }
    for (auto& [division, sum] : sums) {
        auto& entry = draft.entries[division];
        entry.population = static_cast<uint32_t>(std::min(sum.people, 4e9));
        entry.zone = sum.zone;
        if (!entry.has_point()) {
            entry.lat = std::round(sum.lat / sum.weight * 1e4) / 1e4;
            entry.lon = std::round(sum.lon / sum.weight * 1e4) / 1e4;
        }
    }
    for (auto& entry : draft.entries) {
        const double people = std::log10(std::max<double>(entry.population, 1000));
        if (entry.kind == PlaceKind::Admin1) entry.prior = people - 0.2;
        if (entry.kind == PlaceKind::Admin2) entry.prior = people - 1.5;
    }
}

class Writer {
public:
    explicit Writer(const Draft& draft) : draft_(draft) {}

    std::string image(std::string& summary) {
        auto tables = NameTables(draft_, strings_).build();
        write_entries();
        write_rings();
        write_cells();
        put(image::kExactSlots, tables.exact);
        put(image::kVariantSlots, tables.variants);
        put(image::kPostings, tables.postings);
        put(image::kZones, zones_);
        header_.attribution = strings_.add(draft_.attribution);
        put(image::kStrings, std::vector<char>(strings_.bytes().begin(), strings_.bytes().end()));
        summary = fmt::format(
            "{} entries, {} names, {} spelling variants, {} facilities, {} rings", draft_.entries.size(),
            std::count_if(tables.exact.begin(), tables.exact.end(), [](const auto& s) { return s.count != 0; }),
            std::count_if(tables.variants.begin(), tables.variants.end(), [](const auto& s) { return s.count != 0; }),
            draft_.facilities.size(), draft_.rings.size());
        return finish();
    }

private:
    template <class T>
    void put(image::Section which, const std::vector<T>& rows) {
        body_.resize((body_.size() + 7) / 8 * 8, '\0');
        header_.table[which] = {sizeof(image::Header) + body_.size(), rows.size() * sizeof(T)};
        if (!rows.empty()) body_.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(T));
    }

    uint16_t zone(const std::string& name) {
        if (name.empty()) return 0;
        const auto [at, fresh] = zone_numbers_.try_emplace(name, static_cast<uint16_t>(zones_.size()));
        if (fresh) zones_.push_back(strings_.add(name));
        return at->second;
    }

    static std::array<char, 2> code(const std::string& country) {
        return country.size() == 2 ? std::array<char, 2>{country[0], country[1]} : std::array<char, 2>{'\0', '\0'};
    }

    void write_entries() {
        std::vector<image::EntryRow> rows;
        std::vector<image::FacilityRow> facilities;
        std::vector<image::IdRow> ids;
        for (const auto& e : draft_.entries) {
            image::EntryRow row{};
            row.id = strings_.add(e.id);
            row.name = strings_.add(e.name);
            row.lat = static_cast<float>(e.lat);
            row.lon = static_cast<float>(e.lon);
            row.population = e.population;
            row.geonames = e.geonames;
            row.admin1 = e.admin1;
            row.admin2 = e.admin2;
            row.radius_km = static_cast<float>(e.radius_km);
            row.prior = static_cast<float>(e.prior);
            row.country = code(e.country);
            row.zone = zone(e.zone);
            row.kind = e.kind;
            row.feature = e.feature;
            const auto index = static_cast<uint32_t>(rows.size());
            if (e.facility >= 0) {
                const auto& f = draft_.facilities[static_cast<size_t>(e.facility)];
                facilities.push_back({index, strings_.add(f.kind), strings_.add(f.operators),
                                      strings_.add(f.valid_from), strings_.add(f.valid_to), strings_.add(f.source),
                                      strings_.add(f.note)});
                row.facility = static_cast<uint16_t>(facilities.size());
            }
            const auto id = e.id.empty() ? "geonames:" + std::to_string(e.geonames) : e.id;
            ids.push_back({names::extend(names::kNoWords, id), index, 0});
            rows.push_back(row);
        }
        std::sort(ids.begin(), ids.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.hash, a.entry) < std::tie(b.hash, b.entry); });
        std::vector<image::CountryRow> countries;
        for (const auto& [iso2, country] : draft_.countries) {
            image::CountryRow row{code(iso2), {}, strings_.add(country.iso3), country.entry, country.capital, 0, 0};
            const auto only = draft_.country_zone.find(iso2);
            if (only != draft_.country_zone.end()) row.zone = zone(only->second);
            countries.push_back(row);
        }
        put(image::kEntries, rows);
        put(image::kFacilities, facilities);
        put(image::kIds, ids);
        put(image::kCountries, countries);
    }

    void write_rings() {
        std::vector<image::RingRow> rows;
        std::vector<image::RingPoint> points;
        for (const auto& ring : draft_.rings) {
            image::RingRow row{INT32_MAX,
                               INT32_MAX,
                               INT32_MIN,
                               INT32_MIN,
                               static_cast<uint32_t>(points.size()),
                               static_cast<uint32_t>(ring.points.size()),
                               ring.admin1,
                               code(ring.country),
                               static_cast<uint16_t>(ring.hole)};
            for (const auto& [lon, lat] : ring.points) {
                row.west = std::min(row.west, lon);
                row.east = std::max(row.east, lon);
                row.south = std::min(row.south, lat);
                row.north = std::max(row.north, lat);
                points.push_back({lon, lat});
            }
            if (row.count > 0) rows.push_back(row);
        }
        put(image::kRings, rows);
        put(image::kRingPoints, points);
    }

    void write_cells() {
        std::vector<std::vector<uint32_t>> cells(360 * 180);
        for (uint32_t i = 0; i < draft_.entries.size(); ++i) {
            const auto& e = draft_.entries[i];
            if (e.kind != PlaceKind::Town || !e.has_point()) continue;
            const int x = std::clamp(static_cast<int>(std::floor(e.lon)) + 180, 0, 359),
                      y = std::clamp(static_cast<int>(std::floor(e.lat)) + 90, 0, 179);
            cells[static_cast<size_t>(y * 360 + x)].push_back(i);
        }
        std::vector<uint32_t> starts, towns;
        for (const auto& cell : cells) {
            starts.push_back(static_cast<uint32_t>(towns.size()));
            towns.insert(towns.end(), cell.begin(), cell.end());
        }
        starts.push_back(static_cast<uint32_t>(towns.size()));
        put(image::kCellStarts, starts);
        put(image::kCellTowns, towns);
    }

    std::string finish() {
        header_.magic = image::kMagic;
        header_.version = image::kVersion;
        header_.sections = image::kSections;
        header_.file_size = sizeof(image::Header) + body_.size();
        const auto digest = sha256_hex(body_);
        std::copy(digest.begin(), digest.end(), header_.digest.begin());
        return std::string(reinterpret_cast<const char*>(&header_), sizeof(header_)) + body_;
    }

    const Draft& draft_;
    Strings strings_;
    std::string body_;
    image::Header header_{};
    std::vector<uint32_t> zones_ = {0};
    std::unordered_map<std::string, uint16_t> zone_numbers_;
};

}  // namespace

Result<std::string> build_gazetteer(const std::filesystem::path& sources, const std::filesystem::path& facilities,
                                    const std::filesystem::path& out) {
    using namespace gazetteer_draft;
    Draft draft;
    const Paths paths{sources, facilities.parent_path(), facilities};
    for (auto* step : {read_ordinary_words, read_countries, read_divisions, read_towns, read_map, read_regions,
                       read_facilities, read_airfields}) {
        if (auto done = step(paths, draft); !done) return done.error();
    }
    summarise_divisions(draft);
    std::string summary;
    const auto bytes = Writer(draft).image(summary);
    const auto part = std::filesystem::path(out.string() + ".part");
    {
        std::ofstream file(part, std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!file) return Error{errors::kFileUnwritable, "the gazetteer could not be written", out.string()};
    }
    std::error_code failed;
    std::filesystem::rename(part, out, failed);
    if (failed)
        return Error{errors::kFileUnwritable, "the gazetteer could not be written: " + failed.message(), out.string()};
    return summary + fmt::format(", {} bytes, digest {}", bytes.size(),
                                 sha256_hex(std::string_view(bytes).substr(sizeof(image::Header))));
}

}  // namespace tallybook
