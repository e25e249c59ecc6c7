// A file as read-only memory. Owned by this object: views into it live as long as it does. Move-only, safe to read
// from any number of threads. An empty file maps to an empty view.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "base/result.hpp"

namespace tallybook {

class MappedFile {
public:
    static Result<MappedFile> open(const std::filesystem::path& path);

    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

private:
    void* data_ = nullptr;
    size_t size_ = 0;
};

}  // namespace tallybook
