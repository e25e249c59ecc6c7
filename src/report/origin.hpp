// Where a report's text stood in what it was read from: a list of stretches that were taken over byte by byte. Between
// them stands what was changed (a character reference, a converted letter) or put in (the empty line between two
// paragraphs). So the evidence of a record can be shown in the page itself.
//
// Stretches are sorted by `begin` and do not overlap in the text; in the origin they may stand in any order (a headline
// from the page's end). Nothing here is thread-safe to write; all is to read.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/span.hpp"

namespace tallybook {

class Origin {
public:
    struct Stretch {
        uint32_t begin, origin, length;
    };

    // Empty: the text is what was read, byte by byte.
    bool same() const { return stretches_.empty(); }
    const std::vector<Stretch>& stretches() const { return stretches_; }

    // Joined with the last where both go on; never before it. Of no length: says only that the text is not the same.
    void add(size_t begin, size_t origin, size_t length);

    // Where the bytes of `span` stood, from its first to its last that was taken over; nothing where none was.
    std::optional<ByteSpan> of(ByteSpan span) const;

    // The map of the text's first `size` bytes, where the rest was cut off.
    void clip(size_t size);

    // This map, into a text that `earlier` maps on to an earlier one: the map into the earlier one.
    Origin after(const Origin& earlier) const;

private:
    std::vector<Stretch> stretches_;
};

}  // namespace tallybook
