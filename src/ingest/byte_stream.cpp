#include "ingest/byte_stream.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/errors.hpp"

namespace tallybook {

namespace {

constexpr size_t kFirstChunk = size_t{64} << 10, kMostChunk = size_t{4} << 20;

}  // namespace

Result<ByteStream> ByteStream::open(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return Error{
            missing ? errors::kFileMissing : errors::kFileUnreadable,
            missing ? "there is no such file or folder" : fmt::format("this cannot be read: {}", std::strerror(errno)),
            path.string()};
    }
    return ByteStream(file, path.string());
}

ByteStream ByteStream::standard_input() {
    return ByteStream(STDIN_FILENO, "standard input");
}

ByteStream::ByteStream(ByteStream&& other) noexcept {
    *this = std::move(other);
}

ByteStream& ByteStream::operator=(ByteStream&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(name_, other.name_);
    std::swap(buffer_, other.buffer_);
    std::swap(at_, other.at_);
    std::swap(searched_, other.searched_);
    std::swap(ended_, other.ended_);
    return *this;
}

ByteStream::~ByteStream() {
    if (file_ > STDERR_FILENO) ::close(file_);
}

Result<bool> ByteStream::fill() {
    if (ended_) return false;
    if (at_ > 0) {
        buffer_.erase(0, at_);
        searched_ -= std::min(searched_, at_);
        at_ = 0;
    }
    const size_t old = buffer_.size();
    buffer_.resize(old + std::clamp(old, kFirstChunk, kMostChunk));
    ssize_t got = 0;
    do {
        got = ::read(file_, buffer_.data() + old, buffer_.size() - old);
    } while (got < 0 && errno == EINTR);
    const int problem = errno;
    buffer_.resize(old + static_cast<size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0) {
        ended_ = true;
        return Error{errors::kFileUnreadable,
                     problem == EISDIR ? "this is a folder" : fmt::format("reading failed: {}", std::strerror(problem)),
                     name_};
    }
    if (got == 0) ended_ = true;
    return got > 0;
}

Result<std::string_view> ByteStream::peek(size_t size) {
    while (buffer_.size() - at_ < size) {
        const auto more = fill();
        if (!more) return more.error();
        if (!*more) break;
    }
    return std::string_view(buffer_).substr(at_, size);
}

Result<std::string> ByteStream::read_all(size_t limit) {
    for (;;) {
        if (buffer_.size() - at_ > limit) {
            return Error{
                errors::kTooLarge,
                fmt::format("this has more than {} bytes, the limit for one text: split it into its reports", limit),
                name_};
        }
        const auto more = fill();
        if (!more) return more.error();
        if (!*more) break;
    }
    std::string all = std::move(buffer_);
    all.erase(0, at_);
    buffer_.clear();
    at_ = searched_ = 0;
    return all;
}

std::optional<Result<std::string_view>> ByteStream::line(size_t limit) {
    bool too_long = false;
    for (;;) {
        const size_t end = buffer_.find('\n', std::max(at_, searched_));
        if (end != std::string::npos || (ended_ && at_ < buffer_.size())) {
            const size_t stop = std::min(end, buffer_.size());
            std::string_view found = std::string_view(buffer_).substr(at_, stop - at_);
            if (found.ends_with('\r')) found.remove_suffix(1);
            at_ = std::min(stop + 1, buffer_.size());
            searched_ = at_;
            if (too_long || found.size() > limit) {
                return Error{errors::kTooLarge, fmt::format("this line has more than {} bytes", limit), name_};
            }
            return found;
        }
        if (ended_) {
            if (!too_long) return std::nullopt;
            return Error{errors::kTooLarge, fmt::format("this line has more than {} bytes", limit), name_};
        }
        searched_ = buffer_.size();
        if (buffer_.size() - at_ > limit) {  // forget what will not be given
            too_long = true;
            at_ = buffer_.size();
        }
        const auto more = fill();
        if (!more) return more.error();
    }
}

}  // namespace tallybook
