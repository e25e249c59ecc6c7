#include "base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/errors.hpp"

namespace tallybook {

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return Error{missing ? errors::kFileMissing : errors::kFileUnreadable,
                     missing ? "there is no such file" : std::strerror(errno), path.string()};
    }
    struct stat info {};
    MappedFile mapped;
    if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(file);
        return Error{errors::kFileUnreadable, "this is not a regular file", path.string()};
    }
    mapped.size_ = static_cast<size_t>(info.st_size);
    if (mapped.size_ > 0) {
        void* data = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_PRIVATE, file, 0);
        if (data == MAP_FAILED) {
            const int code = errno;
            ::close(file);
            return Error{errors::kFileUnreadable, std::strerror(code), path.string()};
        }
        mapped.data_ = data;
    }
    ::close(file);
    return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) ::munmap(data_, size_);
}

}  // namespace tallybook
