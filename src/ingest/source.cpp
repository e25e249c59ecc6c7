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
      left_out_(std::make_unique<LeftOut>()) {}

std::optional<Error> ReportSource::expand(const std::string& input) {
    if (input == "-") {
        files_.push_back({{}, "-"});
        return std::nullopt;
    }
    std::error_code problem;
    const fs::path root(input);
    if (!fs::is_directory(root, problem)) {
        files_.push_back({root, root.filename().string()});
        const auto size = fs::is_regular_file(root, problem) ? fs::file_size(root, problem) : 0;
        if (!problem) bytes_known_ += size;
        return std::nullopt;
    }
    std::vector<File> found;
    fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, problem);
    for (const fs::recursive_directory_iterator end; !problem && entry != end; entry.increment(problem)) {
        std::error_code ignored;
        if (entry->path().filename().string().starts_with('.')) {
            if (entry->is_directory(ignored)) entry.disable_recursion_pending();
        } else if (entry->is_regular_file(ignored)) {
            found.push_back({entry->path(), entry->path().lexically_relative(root).generic_string()});
            const auto size = entry->file_size(ignored);
            if (!ignored) bytes_known_ += size;
        }
    }
    if (problem)
        return Error{errors::kFileUnreadable, fmt::format("this folder cannot be read: {}", problem.message()), input};
    if (found.empty()) return Error{errors::kFileEmpty, "there is no file in this folder", input};
    std::sort(found.begin(), found.end(), [](const File& a, const File& b) { return a.key < b.key; });
    files_.insert(files_.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    return std::nullopt;
}

std::optional<Result<Report>> ReportSource::next() {
    for (;;) {
        if (reader_) {
            if (auto item = reader_->next()) {
                if (!*item) return Result<Report>(item->error());
                return make_report(std::move(**item), *options_, reader_->where());
            }
            reader_.reset();
        }
        if (!files_.empty()) {
            begin_file(files_.front());
            files_.pop_front();
            if (reader_) continue;
            return Result<Report>(std::exchange(problem_, std::nullopt).value());
        }
        if (inputs_.empty()) return std::nullopt;
        const std::string input = std::move(inputs_.front());
        inputs_.pop_front();
        if (auto problem = expand(input)) return Result<Report>(std::move(*problem));
    }
}

// Leaves the reader of the file in reader_, or what is wrong in problem_.
void ReportSource::begin_file(const File& file) {
    auto opened = file.path.empty() ? Result<ByteStream>(ByteStream::standard_input()) : ByteStream::open(file.path);
    if (!opened) {
        problem_ = opened.error();
        return;
    }
    Place place;
    place.key = file.key;
    std::error_code ignored;
    if (!file.path.empty() && fs::is_regular_file(file.path, ignored)) place.file = file.path;
    place.format = format_;
    place.left_out = left_out_.get();
    reader_ = open_reader(std::move(*opened), std::move(place), *options_);
}

}  // namespace tallybook
