#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "codebook/book.hpp"

namespace tallybook {

std::string Line::at(size_t offset) const {
    return std::string(file) + ":" + std::to_string(number) + ":" + std::to_string(column + offset);
}

std::string Line::place() const {
    return std::string(file) + ":" + std::to_string(number);
}

std::string_view trim(std::string_view s) {
    const auto first = s.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return s.substr(first, s.find_last_not_of(" \t\r") - first + 1);
}

std::vector<Part> split(std::string_view s, char separator) {
    std::vector<Part> out;
    size_t begin = 0;
    while (begin <= s.size()) {
        size_t end = s.find(separator, begin);
        if (end == std::string_view::npos) end = s.size();
        const std::string_view part = trim(s.substr(begin, end - begin));
        if (!part.empty()) out.push_back({part, static_cast<size_t>(part.data() - s.data())});
        begin = end + 1;
    }
    return out;
}

std::vector<Line> lines_of(const SourceFile& file) {
    std::vector<Line> out;
    const std::string_view text = file.content;
    uint32_t number = 0;
    for (size_t begin = 0; begin < text.size();) {
        size_t end = text.find('\n', begin);
        if (end == std::string_view::npos) end = text.size();
        ++number;
        const std::string_view whole = text.substr(begin, end - begin);
        const std::string_view line = trim(whole);
        if (!line.empty() && line[0] != '#') {
            const auto column = static_cast<uint32_t>(line.data() - whole.data());
            out.push_back({line, file.path, number, column + 1, column > 0});
        }
        begin = end + 1;
    }
    return out;
}

Result<std::vector<SourceFile>> read_sources(const std::filesystem::path& folder) {
    std::error_code ec;
    if (!std::filesystem::is_directory(folder, ec)) {
        return Error{errors::kCodebookMissing,
                     "there is no codebook here; give its folder or its image with --codebook", folder.string()};
    }
    std::vector<SourceFile> files;
    std::filesystem::recursive_directory_iterator it(folder, ec), end;
    for (; !ec && it != end; it.increment(ec)) {
        if (!it->is_regular_file(ec) || it->path().extension() != ".txt") continue;
        std::ifstream in(it->path(), std::ios::binary);
        if (!in) return Error{errors::kFileUnreadable, "cannot be read", it->path().string()};
        SourceFile file;
        file.path = std::filesystem::relative(it->path(), folder, ec).generic_string();
        file.content.assign(std::istreambuf_iterator<char>(in), {});
        files.push_back(std::move(file));
    }
    if (ec) return Error{errors::kFileUnreadable, ec.message(), folder.string()};
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::string digest_of(const std::vector<SourceFile>& files) {
    std::string all;
    for (const auto& f : files) {
        all += f.path;
        all += '\0';
        all += sha256_hex(f.content);
        all += '\n';
    }
    return sha256_hex(all);
}

Book parse_book(const std::vector<SourceFile>& files) {
    Book book;
    book.digest = digest_of(files);
    std::vector<ActorTemplate> templates;
    for (const auto& file : files) {
        if (!utf8::valid(file.content)) {
            book.findings.push_back({true, file.path + ":1:1", "this file is not UTF-8"});
            continue;
        }
        const std::string_view path = file.path;
        if (path.starts_with("frames/")) {
            parse_frames(file, book);
        } else if (path.starts_with("words/")) {
            parse_words(file, book);
        } else if (path == "weapons.txt") {
            parse_weapons(file, book);
        } else if (path == "agents.txt") {
            parse_agents(file, book);
        } else if (path.starts_with("actors/")) {
            parse_actors(file, book, templates);
        } else if (path.starts_with("maps/")) {
            parse_map(file, book);
        } else {
            book.findings.push_back({false, file.path + ":1:1", "no part of a codebook: not read"});
        }
    }
    finish_actors(templates, book);
    return book;
}

}  // namespace tallybook
