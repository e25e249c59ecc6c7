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

class FileSource final : public ByteSource {
public:
    FileSource(int file, std::string name, std::atomic<uint64_t>* read = nullptr)
        : file_(file), name_(std::move(name)), read_(read) {}
    ~FileSource() override {
        if (file_ > STDERR_FILENO) ::close(file_);
    }
    Result<size_t> read(char* to, size_t room) override {
        if (failed_) return size_t{0};
        ssize_t got = 0;
        do {
            got = ::read(file_, to, room);
        } while (got < 0 && errno == EINTR);
        if (got > 0 && read_) *read_ += static_cast<uint64_t>(got);
        if (got >= 0) return static_cast<size_t>(got);
        failed_ = true;
        const bool folder = errno == EISDIR;
        return Error{errors::kFileUnreadable,
                     folder ? "this is a folder" : fmt::format("reading failed: {}", std::strerror(errno)), name_};
    }

private:
    int file_;
    std::string name_;
    std::atomic<uint64_t>* read_;
    bool failed_ = false;
};

class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}
    Result<size_t> read(char* to, size_t room) override {
        const size_t size = std::min(room, bytes_.size() - at_);
        std::memcpy(to, bytes_.data() + at_, size);
        at_ += size;
        return size;
    }

private:
    std::string bytes_;
    size_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> memory_source(std::string bytes) {
    return std::make_unique<MemorySource>(std::move(bytes));
}

Result<ByteStream> ByteStream::open(const std::filesystem::path& path, std::atomic<uint64_t>* read) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return Error{
            missing ? errors::kFileMissing : errors::kFileUnreadable,
            missing ? "there is no such file or folder" : fmt::format("this cannot be read: {}", std::strerror(errno)),
            path.string()};
    }
    return ByteStream(std::make_unique<FileSource>(file, path.string(), read), path.string());
}

ByteStream ByteStream::standard_input() {
    return {std::make_unique<FileSource>(STDIN_FILENO, "standard input"), "standard input"};
}

Result<bool> ByteStream::fill() {
    if (problem_) return std::exchange(problem_, std::nullopt).value();
    if (ended_) return false;
    if (at_ > 0) {
        buffer_.erase(0, at_);
        searched_ -= std::min(searched_, at_);
        at_ = 0;
    }
    const size_t old = buffer_.size();
    buffer_.resize(old + std::clamp(old, kFirstChunk, kMostChunk));
    auto got = source_->read(buffer_.data() + old, buffer_.size() - old);
    buffer_.resize(old + (got ? *got : 0));
    if (!got) return got.error();
    if (*got == 0) ended_ = true;
    return *got > 0;
}

Result<std::string_view> ByteStream::peek(size_t size) {
    while (buffer_.size() - at_ < size) {
        auto more = fill();
        if (!more) {
            if (buffer_.size() == at_) return more.error();
            problem_ = more.error();  // told when what stands before it has been read
            break;
        }
        if (!*more) break;
    }
    return std::string_view(buffer_).substr(at_, size);
}

Result<std::string> ByteStream::take(size_t size) {
    auto head = peek(size);
    if (!head) return head.error();
    std::string out(*head);
    at_ += out.size();
    return out;
}

void ByteStream::give_back(std::string_view bytes) {
    buffer_.replace(0, at_, bytes);
    at_ = searched_ = 0;
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
