#include "values/gazetteer.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "values/gazetteer_names.hpp"

namespace tallybook {

namespace image = gazetteer_image;
namespace names = gazetteer_names;

namespace {

Error damaged(const std::filesystem::path& path, const char* what) {
    return {errors::kGazetteerDamaged, std::string(what) + "; build it again with 'tallybook gazetteer build'",
            path.string()};
}

bool by_country(const image::CountryRow& row, std::string_view iso2) {
    return std::string_view(row.iso2.data(), 2) < iso2;
}

bool inside(std::span<const image::RingPoint> ring, int32_t lon, int32_t lat) {
    bool in = false;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const auto& a = ring[i];
        const auto& b = ring[j];
        if ((a.lat > lat) == (b.lat > lat)) continue;
        const double cut = double(b.lon - a.lon) * double(lat - a.lat) / double(b.lat - a.lat) + a.lon;
        if (lon < cut) in = !in;
    }
    return in;
}

}  // namespace

double kilometres(double lat_a, double lon_a, double lat_b, double lon_b) {
    constexpr double kRadian = 3.14159265358979323846 / 180.0;
    const double dlat = (lat_b - lat_a) * kRadian / 2, dlon = (lon_b - lon_a) * kRadian / 2;
    const double h = std::sin(dlat) * std::sin(dlat) +
                     std::cos(lat_a * kRadian) * std::cos(lat_b * kRadian) * std::sin(dlon) * std::sin(dlon);
    return 12742.0176 * std::asin(std::min(1.0, std::sqrt(h)));
}

template <class T>
std::span<const T> Gazetteer::section(image::Section which) const {
    const auto& row = header_->table[which];
    return {reinterpret_cast<const T*>(file_.bytes().data() + row.offset), row.size / sizeof(T)};
}

Result<std::shared_ptr<const Gazetteer>> Gazetteer::open(const std::filesystem::path& path) {
    auto file = MappedFile::open(path);
    if (!file) return file.error();
    auto gazetteer = std::shared_ptr<Gazetteer>(new Gazetteer);
    gazetteer->file_ = *std::move(file);
    if (auto attached = gazetteer->attach(path); !attached) return attached.error();
    return std::shared_ptr<const Gazetteer>(std::move(gazetteer));
}

Result<void> Gazetteer::attach(const std::filesystem::path& path) {
    const auto bytes = file_.bytes();
    if (bytes.size() < sizeof(image::Header)) return damaged(path, "too short for a gazetteer");
    header_ = reinterpret_cast<const image::Header*>(bytes.data());
    if (header_->magic != image::kMagic) return damaged(path, "not a gazetteer");
    if (header_->version != image::kVersion || header_->sections != image::kSections) {
        return Error{errors::kGazetteerVersion,
                     "made by another version of Tallybook; build it again with 'tallybook gazetteer build'",
                     path.string()};
    }
    if (header_->file_size != bytes.size()) return damaged(path, "cut short");
    for (const auto& row : header_->table) {
        if (row.offset % 8 != 0 || row.offset > bytes.size() || row.size > bytes.size() - row.offset) {
            return damaged(path, "a section lies outside the file");
        }
    }
    const auto text = section<char>(image::kStrings);
    strings_ = {text.data(), text.size()};
    entries_ = section<EntryRow>(image::kEntries);
    exact_ = section<image::SlotRow>(image::kExactSlots);
    variants_ = section<image::SlotRow>(image::kVariantSlots);
    postings_ = section<image::PostingRow>(image::kPostings);
    countries_ = section<image::CountryRow>(image::kCountries);
    facilities_ = section<FacilityRow>(image::kFacilities);
    zones_ = section<uint32_t>(image::kZones);
    rings_ = section<image::RingRow>(image::kRings);
    ring_points_ = section<image::RingPoint>(image::kRingPoints);
    cell_starts_ = section<uint32_t>(image::kCellStarts);
    cell_towns_ = section<uint32_t>(image::kCellTowns);
    ids_ = section<image::IdRow>(image::kIds);
    const auto power_of_two = [](size_t n) { return n != 0 && (n & (n - 1)) == 0; };
    if (strings_.empty() || strings_.back() != '\0' || !power_of_two(exact_.size()) ||
        !power_of_two(variants_.size()) || cell_starts_.size() != 360 * 180 + 1) {
        return damaged(path, "a section has the wrong size");
    }
    return {};
}

Result<void> Gazetteer::verify() const {
    if (sha256_hex(file_.bytes().substr(sizeof(image::Header))) != digest())
        return damaged({}, "the digest does not fit the content");
    return {};
}

std::string Gazetteer::id(uint32_t entry) const {
    const auto& e = entries_[entry];
    return e.id ? std::string(string(e.id)) : "geonames:" + std::to_string(e.geonames);
}

std::string_view Gazetteer::zone(uint32_t entry) const {
    const auto& e = entries_[entry];
    if (e.zone) return string(zones_[e.zone]);
    return e.kind == PlaceKind::Country ? zone_of_country(country(entry)) : std::string_view();
}

uint32_t Gazetteer::by_id(std::string_view id) const {
    const uint64_t hash = names::extend(names::kNoWords, id);
    auto row =
        std::lower_bound(ids_.begin(), ids_.end(), hash, [](const image::IdRow& r, uint64_t h) { return r.hash < h; });
    for (; row != ids_.end() && row->hash == hash; ++row) {
        if (this->id(row->entry) == id) return row->entry;
    }
    return kNoEntry;
}

const image::CountryRow* Gazetteer::country_row(std::string_view iso2) const {
    const auto row = std::lower_bound(countries_.begin(), countries_.end(), iso2, by_country);
    return row != countries_.end() && std::string_view(row->iso2.data(), 2) == iso2 ? &*row : nullptr;
}

uint32_t Gazetteer::country_entry(std::string_view iso2) const {
    const auto* row = country_row(iso2);
    return row ? row->entry : kNoEntry;
}

uint32_t Gazetteer::capital_of(std::string_view iso2) const {
    const auto* row = country_row(iso2);
    return row ? row->capital : kNoEntry;
}

std::string_view Gazetteer::zone_of_country(std::string_view iso2) const {
    const auto* row = country_row(iso2);
    return row && row->zone ? string(zones_[row->zone]) : std::string_view();
}

PlaceRef Gazetteer::place(uint32_t entry) const {
    const auto& e = entries_[entry];
    PlaceRef place;
    place.id = id(entry);
    place.name = name(entry);
    if (!std::isnan(e.lat) && e.kind != PlaceKind::Country) {
        // What a float cannot hold is noise, not precision: five decimals are a metre.
        place.lat = std::round(double(e.lat) * 1e5) / 1e5;
        place.lon = std::round(double(e.lon) * 1e5) / 1e5;
    }
    place.country = country(entry);
    if (e.admin1 != kNoEntry) place.admin1 = name(e.admin1);
    if (e.kind == PlaceKind::Admin1) place.admin1 = place.name;
    place.kind = e.kind;
    if (e.geonames) place.geonames = e.geonames;
    place.zone = zone(entry);
    return place;
}

Gazetteer::Names Gazetteer::find(std::span<const image::SlotRow> slots, uint64_t key) const {
    if (key == 0) key = 1;
    const size_t mask = slots.size() - 1;
    for (size_t at = (key ^ (key >> 29)) & mask;; at = (at + 1) & mask) {
        const auto& slot = slots[at];
        if (slot.key == key) return {postings_.subspan(slot.first, slot.count), slot.flags};
        if (slot.key == 0) return {};
    }
}

Gazetteer::Hit Gazetteer::hit(const image::PostingRow& row) const {
    return {row.entry & image::kEntryMask, static_cast<NameForm>(row.entry >> 28), string(row.name)};
}

namespace {

// Whether two fine forms of one skeleton may be one name. One from Arabic script lacks its short vowels: there the
// long ones, and the first sound, have to agree.
bool may_be(const std::string& asked, const std::string& theirs, bool from_arabic) {
    if (!from_arabic) return names::near(asked, theirs);
    const auto vowel = [](char c) { return c == 'a' || c == 'i' || c == 'u'; };
    size_t j = 0;
    for (const char c : asked) {
        while (j < theirs.size() && theirs[j] != c && vowel(theirs[j])) ++j;
        if (j == theirs.size() || theirs[j] != c) return false;
        ++j;
    }
    return true;
}

}  // namespace

std::vector<Gazetteer::Hit> Gazetteer::by_name(std::string_view name) const {
    std::vector<Hit> hits;
    std::vector<std::string> words;
    const std::string latin = names::latin_of_arabic(name);
    if (!names::split_words(latin.empty() ? name : latin, words) || words.empty()) return hits;
    uint64_t key = names::kNoWords;
    for (const auto& word : words) key = names::extend(key, word);
    if (latin.empty()) {
        for (const auto& row : exact(key).rows) hits.push_back(hit(row));
    }
    const auto fine = names::fine(words);
    for (const auto& row : variants(names::skeleton_key(names::skeleton(fine))).rows) {
        const auto found = hit(row);
        std::vector<std::string> theirs;
        if (!names::split_words(found.name, theirs) || !may_be(fine, names::fine(theirs), !latin.empty())) continue;
        if (std::none_of(hits.begin(), hits.end(), [&](const Hit& h) { return h.entry == found.entry; }))
            hits.push_back(found);
    }
    if (!latin.empty())
        std::stable_sort(hits.begin(), hits.end(),
                         [&](const Hit& a, const Hit& b) { return row(a.entry).prior > row(b.entry).prior; });
    // A facility is seldom meant by its town's name.
    std::stable_partition(hits.begin(), hits.end(), [](const Hit& h) { return h.form != NameForm::Core; });
    return hits;
}

std::optional<Gazetteer::Match> Gazetteer::longest(std::span<const Token> tokens, uint32_t at) const {
    std::optional<Match> best;
    uint64_t key = names::kNoWords;
    std::vector<std::string> words;
    bool any = false;
    for (uint32_t i = at; i < tokens.size() && i < at + 12; ++i) {
        const auto text = tokens[i].text;
        words.clear();
        if (!names::split_words(text, words)) break;
        if (words.empty() || (text.size() > 1 && (text.front() == '\'' || text.substr(0, 3) == "’"))) {
            const bool joins = text == "-" || text == "–" || text == "'" || text == "’";
            if (!any || !joins || tokens[i].space_after || tokens[i - 1].space_after) break;
            continue;
        }
        for (const auto& word : words) key = names::extend(key, word);
        any = true;
        const auto found = exact(key);
        if (!found.rows.empty()) best = Match{{at, i + 1}, found};
        if (!found.begins_longer()) break;
    }
    return best;
}

Gazetteer::Area Gazetteer::area_at(double lat, double lon) const {
    const auto x = static_cast<int32_t>(std::lround(lon * 1e4)), y = static_cast<int32_t>(std::lround(lat * 1e4));
    for (size_t i = 0; i < rings_.size(); ++i) {
        const auto& ring = rings_[i];
        if (ring.hole || x < ring.west || x > ring.east || y < ring.south || y > ring.north) continue;
        if (!inside(ring_points_.subspan(ring.first, ring.count), x, y)) continue;
        bool in_hole = false;
        for (size_t j = i + 1; j < rings_.size() && rings_[j].hole && !in_hole; ++j) {
            in_hole = inside(ring_points_.subspan(rings_[j].first, rings_[j].count), x, y);
        }
        if (!in_hole) return {{ring.country.data(), ring.country[0] ? 2U : 0U}, ring.admin1};
    }
    const auto town = nearest_town(lat, lon, 30);
    if (town == kNoEntry) return {};
    return {country(town), entries_[town].admin1};
}

uint32_t Gazetteer::nearest_town(double lat, double lon, double within_km) const {
    uint32_t best = kNoEntry;
    double nearest = within_km;
    const int reach = 1 + static_cast<int>(within_km / 111.0);
    const double shrink = std::max(0.1, std::cos(lat * 3.14159265358979323846 / 180.0));
    const int reach_x = std::min(180, 1 + static_cast<int>(within_km / (111.0 * shrink)));
    const int row = static_cast<int>(std::floor(lat)) + 90, column = static_cast<int>(std::floor(lon)) + 180;
    for (int y = std::max(0, row - reach); y <= std::min(179, row + reach); ++y) {
        for (int dx = -reach_x; dx <= reach_x; ++dx) {
            const auto cell = static_cast<size_t>(y * 360 + ((column + dx) % 360 + 360) % 360);
            for (uint32_t k = cell_starts_[cell]; k < cell_starts_[cell + 1]; ++k) {
                const auto& e = entries_[cell_towns_[k]];
                const double far = kilometres(lat, lon, double(e.lat), double(e.lon));
                if (far < nearest) {
                    nearest = far;
                    best = cell_towns_[k];
                }
            }
        }
    }
    return best;
}

std::string_view Gazetteer::zone_at(double lat, double lon) const {
    auto town = nearest_town(lat, lon, 50);
    if (town == kNoEntry) town = nearest_town(lat, lon, 300);
    return town == kNoEntry ? std::string_view() : zone(town);
}

}  // namespace tallybook
