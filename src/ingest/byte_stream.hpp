// Bytes of a file or of standard input, read in order in bounded memory. Not mapped: an input may be a pipe, and one
// that shrinks while it is read must give an error and not a signal.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tallybook {

class ByteStream {
public:
    static Result<ByteStream> open(const std::filesystem::path& path);
    static ByteStream standard_input();

    ByteStream(ByteStream&& other) noexcept;
    ByteStream& operator=(ByteStream&& other) noexcept;
    ~ByteStream();

    const std::string& name() const { return name_; }

    // The first bytes, up to `size`, left in the stream. Valid until the next call. Errors: kFileUnreadable.
    Result<std::string_view> peek(size_t size);

    // All that is left. Errors: kTooLarge beyond `limit`, kFileUnreadable.
    Result<std::string> read_all(size_t limit);

    // The next line without its "\n" (or "\r\n"), nothing at the end. Valid until the next call. A line longer than
    // `limit` is skipped to its end and gives kTooLarge. Errors: kFileUnreadable.
    std::optional<Result<std::string_view>> line(size_t limit);

private:
    ByteStream(int file, std::string name) : file_(file), name_(std::move(name)) {}
    Result<bool> fill();  // reads more behind what is buffered; false at the end

    int file_ = -1;
    std::string name_;
    std::string buffer_;
    size_t at_ = 0;        // what of the buffer is consumed
    size_t searched_ = 0;  // up to here there is no line end
    bool ended_ = false;
};

}  // namespace tallybook
