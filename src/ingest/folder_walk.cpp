#include "ingest/folder_walk.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "base/errors.hpp"

namespace tallybook {

namespace {

namespace fs = std::filesystem;

int64_t nanoseconds(const timespec& time) {
    return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::optional<FoundFile> regular_file(const fs::path& path, std::string key) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
    return FoundFile{path, std::move(key), static_cast<uint64_t>(facts.st_size), nanoseconds(facts.st_mtim),
                     nanoseconds(facts.st_ctim)};
}

FolderWalk::FolderWalk(fs::path root) : root_(std::move(root)) {
    problem_ = enter("");
}

std::optional<Error> FolderWalk::enter(const std::string& prefix) {
    std::error_code problem;
    Level level;
    level.prefix = prefix;
    fs::directory_iterator entry(prefix.empty() ? root_ : root_ / prefix, fs::directory_options::skip_permission_denied,
                                 problem);
    for (const fs::directory_iterator end; !problem && entry != end; entry.increment(problem)) {
        std::error_code ignored;
        std::string name = entry->path().filename().string();
        if (name.starts_with('.')) continue;
        if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
            level.entries.push_back({name + '/', true});
        } else if (entry->is_regular_file(ignored)) {
            level.entries.push_back({std::move(name), false});
        }
    }
    if (problem)
        return Error{errors::kFileUnreadable, fmt::format("this folder cannot be read: {}", problem.message()),
                     (root_ / prefix).string()};
    std::sort(level.entries.begin(), level.entries.end(),
              [](const Entry& a, const Entry& b) { return a.name > b.name; });
    level.entries.shrink_to_fit();
    levels_.push_back(std::move(level));
    return std::nullopt;
}

std::optional<Result<FoundFile>> FolderWalk::next() {
    for (;;) {
        if (problem_) {
            levels_.clear();
            return Result<FoundFile>(std::exchange(problem_, std::nullopt).value());
        }
        if (levels_.empty()) return std::nullopt;
        Level& level = levels_.back();
        if (level.entries.empty()) {
            levels_.pop_back();
            continue;
        }
        const Entry entry = std::move(level.entries.back());
        level.entries.pop_back();
        std::string key = level.prefix + entry.name;
        if (entry.folder) {
            problem_ = enter(key);
            continue;
        }
        const fs::path path = root_ / key;
        if (auto file = regular_file(path, std::move(key))) return Result<FoundFile>(std::move(*file));
    }
}

}  // namespace tallybook
