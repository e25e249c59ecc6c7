// Near copies: the report of an agency as many papers print it, with a first line of their own, a paragraph less, a
// word changed. A text is sketched by MinHash over its runs of five words; reports whose sketches share a band are
// compared, and one that nearly all stands in the other (or the other in it) is its copy. Comparing all pairs would
// cost the square of the reports; comparing sentences or embeddings would join two reports of one event that were
// written apart, which must stay two witnesses.
//
// Each report is a copy of the first report in the canonical order that it agrees with and that is no copy itself. So
// the answer does not depend on the order of reading, and a chain of small changes joins nothing that differs much.
// Pure functions, thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tallybook {

struct Sketch {
    static constexpr size_t kHashes = 96;
    uint32_t runs = 0;  // of five words; 0: too short to be compared
    std::array<uint16_t, kHashes> least{};

    bool operator==(const Sketch&) const = default;
};

// Case, punctuation and white space make no difference.
Sketch sketch_of(std::string_view text);

// How sketches stand in a ledger; nothing where the bytes are none.
std::string bytes_of(const Sketch& sketch);
std::optional<Sketch> sketch_of_bytes(std::string_view bytes);

// The share of the shorter text's runs of words that stand in the longer one, as far as sketches tell; 0..1.
double shared(const Sketch& a, const Sketch& b);

// Whether one is a copy of the other: nearly all of the shorter one is shared, and the longer one is not much longer.
bool is_copy(const Sketch& a, const Sketch& b);

// For each of the sketches, which stand in the canonical order, the one that it is a copy of.
std::vector<std::optional<size_t>> copies_of(const std::vector<Sketch>& sketches);

}  // namespace tallybook
