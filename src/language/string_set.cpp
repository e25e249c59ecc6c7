#include "language/string_set.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

#include "base/errors.hpp"
#include "language/string_id.hpp"

namespace tallybook {
namespace {

uint64_t hash_of(std::string_view text) {
    return murmur_hash_64a(text, 7);
}

}  // namespace

std::string StringSet::build(const std::vector<std::string>& strings) {
    const size_t slots = std::bit_ceil(strings.size() * 2 + 1);
    std::vector<uint32_t> words = {static_cast<uint32_t>(slots), 0};
    words.resize(2 + slots);
    std::string texts;
    std::vector<uint32_t> ends;
    for (const std::string& text : strings) {
        size_t slot = hash_of(text) & (slots - 1);
        bool known = false;
        while (words[2 + slot] != 0 && !known) {
            const uint32_t index = words[2 + slot] - 1;
            const uint32_t begin = index == 0 ? 0 : ends[index - 1];
            known = std::string_view(texts).substr(begin, ends[index] - begin) == text;
            if (!known) slot = (slot + 1) & (slots - 1);
        }
        if (known) continue;
        texts += text;
        ends.push_back(static_cast<uint32_t>(texts.size()));
        words[2 + slot] = static_cast<uint32_t>(ends.size());
    }
    words[1] = static_cast<uint32_t>(ends.size());
    words.insert(words.end(), ends.begin(), ends.end());
    std::string out(reinterpret_cast<const char*>(words.data()), words.size() * sizeof(uint32_t));
    return out + texts;
}

Result<StringSet> StringSet::open(std::string_view bytes) {
    const Error damaged{errors::kImageDamaged, "the model image is damaged (a word list); import it again", ""};
    if (bytes.size() < 2 * sizeof(uint32_t)) return damaged;
    StringSet set;
    const auto* words = reinterpret_cast<const uint32_t*>(bytes.data());
    set.slots_ = words[0];
    set.entries_ = words[1];
    const uint64_t header = (uint64_t{2} + set.slots_ + set.entries_) * sizeof(uint32_t);
    if (!std::has_single_bit(set.slots_) || set.entries_ >= set.slots_ || header > bytes.size()) return damaged;
    set.slot_ = words + 2;
    set.end_ = set.slot_ + set.slots_;
    set.text_ = bytes.data() + header;
    uint32_t before = 0;
    for (uint32_t i = 0; i < set.entries_; ++i) {
        if (set.end_[i] < before || set.end_[i] > bytes.size() - header) return damaged;
        before = set.end_[i];
    }
    uint32_t used = 0;
    for (uint32_t i = 0; i < set.slots_; ++i) {
        if (set.slot_[i] > set.entries_) return damaged;
        used += set.slot_[i] != 0;
    }
    if (used != set.entries_) return damaged;  // also: at least one slot is free, so every search ends
    return set;
}

std::string_view StringSet::entry(uint32_t index) const {
    const uint32_t begin = index == 0 ? 0 : end_[index - 1];
    return {text_ + begin, end_[index] - begin};
}

bool StringSet::contains(std::string_view text) const {
    if (entries_ == 0) return false;
    for (uint64_t slot = hash_of(text) & (slots_ - 1);; slot = (slot + 1) & (slots_ - 1)) {
        if (slot_[slot] == 0) return false;
        if (entry(slot_[slot] - 1) == text) return true;
    }
}

}  // namespace tallybook
