// The files of a folder, one at a time, in the byte order of their paths. Only the names of the folders on the way down
// are held in memory, so that a crawl of millions of files costs no more than its largest folder. Hidden files and
// folders are left out, folders behind symbolic links are not entered.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace tallybook {

// A file that can be read again. The times are nanoseconds of its last change, of content and of anything.
struct FoundFile {
    std::filesystem::path path;
    std::string key;  // its path below the folder; its name where it was named itself
    uint64_t bytes = 0;
    int64_t modified = 0, changed = 0;
};

// Nothing where there is no regular file.
std::optional<FoundFile> regular_file(const std::filesystem::path& path, std::string key);

class FolderWalk {
public:
    explicit FolderWalk(std::filesystem::path root);

    // The next file; an error once where a folder cannot be read, which ends the walk; nothing at the end.
    std::optional<Result<FoundFile>> next();

private:
    struct Entry {
        std::string name;  // a folder's ends with "/": so its files stand where their paths do
        bool folder = false;
    };
    struct Level {
        std::string prefix;
        std::vector<Entry> entries;  // the next one last
    };
    std::optional<Error> enter(const std::string& prefix);

    std::filesystem::path root_;
    std::vector<Level> levels_;
    std::optional<Error> problem_;
};

}  // namespace tallybook
