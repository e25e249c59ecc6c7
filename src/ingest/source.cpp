#include "ingest/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/errors.hpp"

namespace tallybook {

namespace {

namespace fs = std::filesystem;

}  // namespace

std::optional<InputFormat> input_format(std::string_view name) {
    static constexpr std::pair<std::string_view, InputFormat> kNames[] = {
        {"guess", InputFormat::Guess},     {"text", InputFormat::Text}, {"html", InputFormat::Html},
        {"jsonl", InputFormat::JsonLines}, {"feed", InputFormat::Feed}, {"warc", InputFormat::Warc},
        {"ninjs", InputFormat::Ninjs},     {"mail", InputFormat::Mail}, {"markdown", InputFormat::Markdown},
        {"rss", InputFormat::Feed},        {"atom", InputFormat::Feed}, {"eml", InputFormat::Mail}};
    for (const auto& [word, format] : kNames) {
        if (name == word) return format;
    }
    return std::nullopt;
}

ReportSource::ReportSource(std::vector<std::string> inputs, InputFormat format, IngestOptions options)
    : inputs_(std::make_move_iterator(inputs.begin()), std::make_move_iterator(inputs.end())),
      format_(format),
      options_(std::make_unique<const IngestOptions>(std::move(options))),
      left_out_(std::make_unique<LeftOut>()),
      bytes_read_(std::make_unique<std::atomic<uint64_t>>(0)) {}

uint64_t ReportSource::measure() const {
    uint64_t bytes = 0;
    for (const std::string& input : inputs_) {
        std::error_code problem;
        if (input == "-") continue;
        if (fs::is_directory(input, problem)) {
            FolderWalk walk(input);
            for (auto file = walk.next(); file && *file; file = walk.next()) bytes += (*file)->bytes;
        } else if (const auto file = regular_file(input, {})) {
            bytes += file->bytes;
        }
    }
    return bytes;
}

// The next file to read, or what is wrong with an input; nothing at the end.
std::optional<Result<ReportSource::File>> ReportSource::next_file() {
    for (;;) {
        if (walk_) {
            if (auto found = walk_->next()) {
                folder_is_empty_ = false;
                if (!*found) return Result<File>(found->error());
                return Result<File>(File{**found, (*found)->path, (*found)->key});
            }
            walk_.reset();
            if (folder_is_empty_)
                return Result<File>(Error{errors::kFileEmpty, "there is no file in this folder", folder_});
        }
        if (inputs_.empty()) return std::nullopt;
        const std::string input = std::move(inputs_.front());
        inputs_.pop_front();
        if (input == "-") return Result<File>(File{{}, {}, "-"});
        const fs::path path(input);
        std::error_code problem;
        if (!fs::is_directory(path, problem)) {
            const std::string key = path.filename().string();
            return Result<File>(File{regular_file(path, key), path, key});
        }
        walk_ = std::make_unique<FolderWalk>(path);
        folder_is_empty_ = true;
        folder_ = input;
    }
}

std::optional<Result<Report>> ReportSource::next() {
    for (;;) {
        if (reader_) {
            if (auto item = reader_->next()) {
                auto report =
                    *item ? make_report(std::move(**item), *options_, reader_->where()) : Result<Report>(item->error());
                if (current_) ++(report ? current_->reports : current_->errors);
                return report;
            }
            end_file();
        }
        auto file = next_file();
        if (!file) return std::nullopt;
        if (!*file) return Result<Report>(file->error());
        if (const auto& found = (*file)->found; found && choice_ && !choice_(*found)) continue;
        if (auto problem = begin_file(std::move(**file))) return Result<Report>(std::move(*problem));
    }
}

std::optional<Error> ReportSource::begin_file(File file) {
    auto opened = file.path.empty() ? Result<ByteStream>(ByteStream::standard_input())
                                    : ByteStream::open(file.path, file.found ? bytes_read_.get() : nullptr);
    if (!opened) return opened.error();
    Place place;
    place.key = std::move(file.key);
    if (file.found) place.file = file.path;
    place.format = format_;
    place.left_out = left_out_.get();
    if (file.found) current_ = ReadFile{std::move(*file.found), 0, 0};
    reader_ = open_reader(std::move(*opened), std::move(place), *options_);
    return std::nullopt;
}

void ReportSource::end_file() {
    reader_.reset();
    if (current_) finished_.push_back(std::move(*current_));
    current_.reset();
}

}  // namespace tallybook
