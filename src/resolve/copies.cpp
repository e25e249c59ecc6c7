#include "resolve/copies.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace tallybook {

namespace {

constexpr size_t kWordsARun = 5;
constexpr size_t kMostWords = 100'000;
constexpr uint32_t kFewestRuns = 30;  // shorter texts are alike by chance: alerts, results, weather
constexpr size_t kRowsABand = 3, kBands = Sketch::kHashes / kRowsABand;
constexpr double kSharedByCopies = 0.85, kLeastAlike = 0.4;
static_assert(Sketch::kHashes % kRowsABand == 0);

uint64_t mixed(uint64_t x) {
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

bool in_word(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

std::vector<uint64_t> word_hashes(std::string_view text) {
    std::vector<uint64_t> out;
    for (size_t at = 0; at < text.size() && out.size() < kMostWords;) {
        if (!in_word(static_cast<unsigned char>(text[at]))) {
            ++at;
            continue;
        }
        uint64_t hash = 0xCBF29CE484222325ULL;
        for (; at < text.size() && in_word(static_cast<unsigned char>(text[at])); ++at) {
            const auto c = static_cast<unsigned char>(text[at]);
            hash = (hash ^ (c >= 'A' && c <= 'Z' ? c | 0x20U : c)) * 0x100000001B3ULL;
        }
        out.push_back(mixed(hash));
    }
    return out;
}

// The share of the runs of both texts that both have.
double alike(const Sketch& a, const Sketch& b) {
    size_t equal = 0;
    for (size_t i = 0; i < Sketch::kHashes; ++i) equal += a.least[i] == b.least[i];
    return static_cast<double>(equal) / Sketch::kHashes;
}

double shared_of(double alike, const Sketch& a, const Sketch& b) {
    const double sum = static_cast<double>(a.runs) + b.runs;
    const double both = alike * sum / (1 + alike);
    return std::min(1.0, both / static_cast<double>(std::min(a.runs, b.runs)));
}

}  // namespace

Sketch sketch_of(std::string_view text) {
    const std::vector<uint64_t> words = word_hashes(text);
    std::vector<uint64_t> runs;
    for (size_t i = 0; i + kWordsARun <= words.size(); ++i) {
        uint64_t hash = 0;
        for (size_t k = 0; k < kWordsARun; ++k) hash = mixed(hash + words[i + k]);
        runs.push_back(hash);
    }
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    Sketch out;
    if (runs.size() < kFewestRuns) return out;
    out.runs = static_cast<uint32_t>(runs.size());
    for (size_t i = 0; i < Sketch::kHashes; ++i) {
        // A permutation of the hashes for each place of the sketch.
        const uint64_t odd = mixed(2 * i + 1) | 1, shift = mixed(2 * i + 2);
        uint64_t least = UINT64_MAX;
        for (const uint64_t run : runs) least = std::min(least, run * odd + shift);
        out.least[i] = static_cast<uint16_t>(mixed(least));
    }
    return out;
}

std::string bytes_of(const Sketch& sketch) {
    std::string out;
    const auto put = [&](uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    };
    put(sketch.runs, 4);
    if (sketch.runs == 0) return out;
    for (const uint16_t one : sketch.least) put(one, 2);
    return out;
}

std::optional<Sketch> sketch_of_bytes(std::string_view bytes) {
    const auto get = [&](size_t at, size_t count) {
        uint32_t value = 0;
        for (size_t i = 0; i < count; ++i)
            value |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
        return value;
    };
    if (bytes.size() < 4) return std::nullopt;
    Sketch out;
    out.runs = get(0, 4);
    if (bytes.size() != (out.runs == 0 ? 4 : 4 + 2 * Sketch::kHashes)) return std::nullopt;
    if (out.runs == 0) return out;
    for (size_t i = 0; i < Sketch::kHashes; ++i) out.least[i] = static_cast<uint16_t>(get(4 + 2 * i, 2));
    return out;
}

double shared(const Sketch& a, const Sketch& b) {
    return a.runs == 0 || b.runs == 0 ? 0 : shared_of(alike(a, b), a, b);
}

bool is_copy(const Sketch& a, const Sketch& b) {
    if (a.runs == 0 || b.runs == 0) return false;
    const double share = alike(a, b);
    return share >= kLeastAlike && shared_of(share, a, b) >= kSharedByCopies;
}

std::vector<std::optional<size_t>> copies_of(const std::vector<Sketch>& sketches) {
    std::vector<std::optional<size_t>> out(sketches.size());
    // Only texts that are no copies stand here, so that a text of which a thousand copies exist is compared once each.
    std::unordered_map<uint64_t, std::vector<uint32_t>> bands;
    std::vector<uint32_t> candidates;
    for (size_t i = 0; i < sketches.size(); ++i) {
        const Sketch& sketch = sketches[i];
        if (sketch.runs == 0) continue;
        std::array<uint64_t, kBands> keys{};
        candidates.clear();
        for (size_t band = 0; band < kBands; ++band) {
            uint64_t key = band + 1;
            for (size_t row = 0; row < kRowsABand; ++row)
                key = mixed(key << 16 ^ sketch.least[band * kRowsABand + row]);
            keys[band] = key;
            if (const auto found = bands.find(key); found != bands.end())
                candidates.insert(candidates.end(), found->second.begin(), found->second.end());
        }
        std::sort(candidates.begin(), candidates.end());
        candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
        const auto first = std::find_if(candidates.begin(), candidates.end(),
                                        [&](uint32_t other) { return is_copy(sketches[other], sketch); });
        if (first != candidates.end()) {
            out[i] = *first;
            continue;
        }
        for (const uint64_t key : keys) bands[key].push_back(static_cast<uint32_t>(i));
    }
    return out;
}

}  // namespace tallybook
