// The reader of one input, whatever it holds: a page, a feed of forty entries, an archive of a million records. Each
// format has its reader; open_reader() looks at the first bytes and makes the right one, and archives use it again for
// what they hold, so that a feed in a WARC in a .zip is read like any feed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "ingest/byte_stream.hpp"
#include "ingest/fields.hpp"

namespace tallybook {

enum class InputFormat { Guess, Text, Html, JsonLines, Feed, Warc, Ninjs, Mail, Markdown, Archive };

// What lies within what: beyond this depth an archive is refused.
inline constexpr int kMostNested = 4;

// What is left out on purpose, and how often: records of a crawl that are no page, files of an archive that are hidden.
using LeftOut = std::map<std::string, uint64_t>;

struct Place {
    std::string key;                       // of the report, where the format has no better one
    std::string media_type, charset, uri;  // as the source tells them; empty: unknown
    std::filesystem::path file;            // where the source is a file of its own, else empty
    InputFormat format = InputFormat::Guess;
    int depth = 0;
    LeftOut* left_out = nullptr;
};

class ItemReader {
public:
    ItemReader() = default;
    ItemReader(const ItemReader&) = delete;
    ItemReader& operator=(const ItemReader&) = delete;
    virtual ~ItemReader() = default;

    // The next text or the error that stands in its place; nothing at the end. Keys are set.
    virtual std::optional<Result<InputFields>> next() = 0;

    // The place of what next() gave last, for errors: "feed.jsonl:7".
    virtual std::string where() const = 0;
};

// Never null: what cannot be read is a reader that gives one error. `options` must outlive the reader.
std::unique_ptr<ItemReader> open_reader(ByteStream stream, Place place, const IngestOptions& options);

}  // namespace tallybook
