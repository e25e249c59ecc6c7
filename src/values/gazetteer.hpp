// The gazetteer at run time: which places a name can mean, and what is known of each. Immutable and mapped into memory;
// any number of threads may read it. Built by gazetteer_build.hpp out of public sources; see docs/data.md.
//
// Strings and rows are views into the image: valid as long as the Gazetteer lives. Unknown coordinates are NaN in rows
// and empty in PlaceRef; a country has none on purpose.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.hpp"
#include "base/result.hpp"
#include "report/report.hpp"
#include "values/gazetteer_image.hpp"

namespace tallybook {

class Gazetteer {
public:
    using EntryRow = gazetteer_image::EntryRow;
    using FacilityRow = gazetteer_image::FacilityRow;
    using NameForm = gazetteer_image::NameForm;
    using Feature = gazetteer_image::Feature;
    static constexpr uint32_t kNoEntry = gazetteer_image::kNoEntry;

    static Result<std::shared_ptr<const Gazetteer>> open(const std::filesystem::path& path);
    // Reads every byte and compares the digest.
    Result<void> verify() const;

    std::string digest() const { return {header_->digest.data(), header_->digest.size()}; }
    // Who made the data, one line a source: to be shown wherever the data is.
    std::string_view attribution() const { return string(header_->attribution); }

    // ---- entries
    size_t size() const { return entries_.size(); }
    const EntryRow& row(uint32_t entry) const { return entries_[entry]; }
    std::string id(uint32_t entry) const;
    std::string_view name(uint32_t entry) const { return string(entries_[entry].name); }
    std::string_view country(uint32_t entry) const {
        return {entries_[entry].country.data(), entries_[entry].country[0] ? 2U : 0U};
    }
    std::string_view zone(uint32_t entry) const;
    uint32_t by_id(std::string_view id) const;
    uint32_t country_entry(std::string_view iso2) const;
    uint32_t capital_of(std::string_view iso2) const;
    // The entry as a place, without span.
    PlaceRef place(uint32_t entry) const;

    // ---- facilities
    std::span<const FacilityRow> facilities() const { return facilities_; }
    std::string_view string(uint32_t offset) const { return strings_.data() + offset; }

    // ---- names
    struct Hit {
        uint32_t entry;
        NameForm form;
        std::string_view name;  // as the source spells it
    };
    struct Names {
        std::span<const gazetteer_image::PostingRow> rows;
        uint16_t flags = 0;
        bool begins_longer() const { return flags & gazetteer_image::kBeginsLonger; }
        bool ordinary() const { return flags & gazetteer_image::kOrdinary; }
    };
    // Entries that have exactly the name behind a key of gazetteer_names::extend, most likely ones first.
    Names exact(uint64_t key) const { return find(exact_, key); }
    Names variants(uint64_t key) const { return find(variants_, key); }
    Hit hit(const gazetteer_image::PostingRow& row) const;
    // All entries that have the name, exact matches first.
    std::vector<Hit> by_name(std::string_view name) const;

    struct Match {
        TokenSpan tokens;  // relative to the span given
        Names names;
    };
    // The longest name that begins with tokens[at]. Words may be joined by a hyphen with no space around it. Nothing is
    // asked of capitals or tags: that is the reader's business.
    std::optional<Match> longest(std::span<const Token> tokens, uint32_t at) const;

    // ---- geography
    struct Area {
        std::string_view country;  // ISO 3166-1 alpha-2; empty at sea
        uint32_t admin1 = kNoEntry;
    };
    Area area_at(double lat, double lon) const;
    // The IANA zone of the nearest town within 300 km; empty where there is none.
    std::string_view zone_at(double lat, double lon) const;
    // The zone of a country that has one only; else empty.
    std::string_view zone_of_country(std::string_view iso2) const;
    uint32_t nearest_town(double lat, double lon, double within_km) const;

private:
    Gazetteer() = default;
    Result<void> attach(const std::filesystem::path& path);
    Names find(std::span<const gazetteer_image::SlotRow> slots, uint64_t key) const;
    const gazetteer_image::CountryRow* country_row(std::string_view iso2) const;
    template <class T>
    std::span<const T> section(gazetteer_image::Section which) const;

    MappedFile file_;
    const gazetteer_image::Header* header_ = nullptr;
    std::string_view strings_;
    std::span<const EntryRow> entries_;
    std::span<const gazetteer_image::SlotRow> exact_, variants_;
    std::span<const gazetteer_image::PostingRow> postings_;
    std::span<const gazetteer_image::CountryRow> countries_;
    std::span<const FacilityRow> facilities_;
    std::span<const uint32_t> zones_;
    std::span<const gazetteer_image::RingRow> rings_;
    std::span<const gazetteer_image::RingPoint> ring_points_;
    std::span<const uint32_t> cell_starts_, cell_towns_;
    std::span<const gazetteer_image::IdRow> ids_;
};

// Great-circle distance in kilometres.
double kilometres(double lat_a, double lon_a, double lat_b, double lon_b);

}  // namespace tallybook
