// Any bytes through the reader of one format: it ends, each text is UTF-8, and its map into the bytes holds together.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.hpp"
#include "ingest/item_reader.hpp"

namespace tallybook::fuzz {

inline void require(bool condition) {
    if (!condition) std::abort();
}

inline int read_any(const uint8_t* bytes, size_t size, InputFormat format) {
    IngestOptions options;
    options.max_text_bytes = options.max_html_bytes = size_t{1} << 20;
    LeftOut left_out;
    Place place;
    place.key = "input";
    place.format = format;
    place.left_out = &left_out;
    const auto reader = open_reader(
        ByteStream(memory_source(std::string(reinterpret_cast<const char*>(bytes), size)), "input"), place, options);
    for (size_t count = 0;; ++count) {
        auto next = reader->next();
        if (!next) break;
        require(count <= size + 1);
        if (!*next) {
            require(next->error().code.starts_with("TB10"));
            continue;
        }
        const auto report = make_report(std::move(**next), options, reader->where());
        if (!report) continue;
        require(utf8::valid(report->text()));
        uint64_t last = 0;
        for (const Origin::Stretch& one : report->origin.stretches()) {
            require(one.begin >= last && one.begin + one.length <= report->text().size());
            last = one.begin + one.length;
        }
    }
    return 0;
}

}  // namespace tallybook::fuzz
