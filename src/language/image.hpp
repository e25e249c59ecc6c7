// The one file a model is at run time: named sections behind a small directory, aligned to 64 bytes, so that weights
// are used where they lie in the mapped file. Its name everywhere ("digest") is the SHA-256 of all behind the header;
// opening checks a sum of 64 bits, as sure against damage and ten times as fast; without one (0), the SHA-256.
//   0   8 bytes  "TBIMAGE1"   8   u32 version   12  u32 number of sections   16  u64 size of the file
//   24  32 bytes SHA-256 of the bytes from 64 on   56  u64 sum of all other bytes
//   64  directory: 48 bytes a section: name (32 bytes, zero-filled), u64 offset, u64 size
// Little-endian throughout, like every machine that this runs on.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/mapped_file.hpp"
#include "base/result.hpp"

namespace tallybook {

inline constexpr size_t kImageAlignment = 64;

class ImageWriter {
public:
    void add(std::string name, std::string bytes);
    void add_floats(std::string name, const std::vector<float>& values);
    // The whole file.
    std::string finish() const;

private:
    std::vector<std::pair<std::string, std::string>> sections_;
};

class Image {
public:
    // Errors: TB1001, TB1002 (no such file), TB2020 (not an image, or of another version), TB2021 (damaged).
    static Result<Image> open(const std::filesystem::path& path);

    // Views live as long as the image. nullopt-like: has() tells whether there is such a section.
    bool has(std::string_view name) const;
    std::string_view section(std::string_view name) const;  // empty where there is none

    const std::vector<std::pair<std::string_view, std::string_view>>& all() const { return sections_; }

    // The section as floats; errors TB2021 where it has not exactly `count`.
    Result<const float*> floats(std::string_view name, size_t count) const;
    const std::string& digest() const { return digest_; }

private:
    std::unique_ptr<MappedFile> file_;  // on the heap: views must survive moves
    std::vector<std::pair<std::string_view, std::string_view>> sections_;
    std::string digest_;
};

}  // namespace tallybook
