// Bytes of a source, read in order in bounded memory. Files are not mapped: an input may be a pipe, and one that
// shrinks while it is read must give an error and not a signal.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ingest/byte_source.hpp"

namespace tallybook {

class ByteStream {
public:
    // Where `read` is given, it is told how many bytes were read; it must outlive the stream.
    static Result<ByteStream> open(const std::filesystem::path& path, std::atomic<uint64_t>* read = nullptr);
    static ByteStream standard_input();

    // `name` is what errors call it.
    ByteStream(std::unique_ptr<ByteSource> source, std::string name)
        : source_(std::move(source)), name_(std::move(name)) {}

    const std::string& name() const { return name_; }

    // The first bytes, up to `size`, left in the stream; fewer at the end, or before damage. Valid until the next call.
    // Errors: kFileUnreadable, and those of the source.
    Result<std::string_view> peek(size_t size);

    // Drops that many of the bytes that peek() gave.
    void skip(size_t size) { at_ += size; }

    // The next bytes, fewer at the end. Errors: kFileUnreadable.
    Result<std::string> take(size_t size);

    // Bytes that come again before all others.
    void give_back(std::string_view bytes);

    // All that is left. Errors: kTooLarge beyond `limit`, kFileUnreadable.
    Result<std::string> read_all(size_t limit);

    // The next line without its "\n" (or "\r\n"), nothing at the end. Valid until the next call. A line longer than
    // `limit` is skipped to its end and gives kTooLarge. Errors: kFileUnreadable, and those of the source; after one of
    // them the stream goes on where the source does.
    std::optional<Result<std::string_view>> line(size_t limit);

private:
    Result<bool> fill();  // reads more behind what is buffered; false at the end

    std::unique_ptr<ByteSource> source_;
    std::string name_;
    std::string buffer_;
    std::optional<Error> problem_;  // stands behind what is buffered
    size_t at_ = 0;                 // what of the buffer is consumed
    size_t searched_ = 0;           // up to here there is no line end
    bool ended_ = false;
};

}  // namespace tallybook
