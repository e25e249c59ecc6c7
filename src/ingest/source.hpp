// The reports of files, folders and standard input, one at a time in a fixed order: inputs as given, a folder's files
// by their paths (byte order), the lines of a file as they stand. Pulled, so that the reader never runs ahead of the
// work.
//
// An input that cannot be read is an Error in its place, and the rest goes on. Files whose names begin with a full stop
// are left out of folders. Formats are told by the content, see formats.hpp; archives are opened.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/fields.hpp"
#include "ingest/item_reader.hpp"

namespace tallybook {

// The words of --input-format, "guess" among them.
inline constexpr const char* kInputFormats = "guess, text, html, jsonl, feed, warc, ninjs, mail or markdown";
std::optional<InputFormat> input_format(std::string_view name);

class ReportSource {
public:
    // `inputs`: paths, "-" for standard input.
    ReportSource(std::vector<std::string> inputs, InputFormat format, IngestOptions options);

    // The next report or the error that stands in its place; nothing at the end. Not thread-safe.
    std::optional<Result<Report>> next();

    // Bytes of all files that were found so far, for a progress line; standard input counts nothing.
    uint64_t bytes_known() const { return bytes_known_; }

    // What was left out on purpose so far, by reason.
    const LeftOut& left_out() const { return *left_out_; }

private:
    struct File {
        std::filesystem::path path;  // empty: standard input
        std::string key;
    };
    std::optional<Error> expand(const std::string& input);
    void begin_file(const File& file);

    std::deque<std::string> inputs_;
    std::deque<File> files_;
    InputFormat format_;
    std::unique_ptr<const IngestOptions> options_;
    std::unique_ptr<ItemReader> reader_;  // of the file that is being read
    std::unique_ptr<LeftOut> left_out_;   // on the heap, as the options are: readers point at both
    std::optional<Error> problem_;
    uint64_t bytes_known_ = 0;
};

}  // namespace tallybook
