// A codebook in a temporary folder, written by a test, gone with the object.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <vector>

#include "codebook/codebook.hpp"

namespace tallybook {

class SmallCodebook {
public:
    struct TextFile {
        std::string path, text;
    };

    SmallCodebook(std::initializer_list<TextFile> files) {
        static std::atomic<int> count{0};
        folder_ = std::filesystem::temp_directory_path() /
                  ("tallybook-codebook-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        for (const auto& [path, text] : files) {
            std::filesystem::create_directories((folder_ / path).parent_path());
            std::ofstream(folder_ / path, std::ios::binary) << text;
        }
        std::filesystem::create_directories(folder_);
    }
    ~SmallCodebook() {
        std::error_code ec;
        std::filesystem::remove_all(folder_, ec);
    }
    SmallCodebook(const SmallCodebook&) = delete;

    const std::filesystem::path& folder() const { return folder_; }

    std::shared_ptr<const Codebook> load() const {
        auto loaded = Codebook::load(folder_);
        if (!loaded) {
            ADD_FAILURE() << loaded.error().describe();
            return nullptr;
        }
        return *loaded;
    }

    // "where: message" of each finding, errors first told by "error ".
    std::vector<std::string> lint() const {
        std::vector<std::string> out;
        for (const auto& f : Codebook::lint(folder_))
            out.push_back((f.error ? "error " : "note ") + f.where + ": " + f.message);
        return out;
    }

private:
    std::filesystem::path folder_;
};

}  // namespace tallybook
