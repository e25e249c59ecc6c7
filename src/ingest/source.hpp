// The reports of files, folders and standard input, one at a time in a fixed order: inputs as given, a folder's files
// by their paths (byte order), the lines of a file as they stand. Pulled, so that the reader never runs ahead of the
// work.
//
// An input that cannot be read is an Error in its place, and the rest goes on. Files whose names begin with a full stop
// are left out of folders. Formats are told by the name's ending and by the content.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/byte_stream.hpp"
#include "ingest/fields.hpp"

namespace tallybook {

enum class InputFormat { Guess, Text, Html, JsonLines };

// "text", "html", "jsonl"; nothing for any other word.
std::optional<InputFormat> input_format(std::string_view name);

class ReportSource {
public:
    // `inputs`: paths, "-" for standard input.
    ReportSource(std::vector<std::string> inputs, InputFormat format, IngestOptions options);

    // The next report or the error that stands in its place; nothing at the end. Not thread-safe.
    std::optional<Result<Report>> next();

    // Bytes of all files that were found so far, for a progress line; standard input counts nothing.
    uint64_t bytes_known() const { return bytes_known_; }

private:
    struct File {
        std::filesystem::path path;  // empty: standard input
        std::string key;
    };
    std::optional<Error> expand(const std::string& input);
    std::optional<Result<Report>> begin_file(const File& file);
    std::optional<Result<Report>> next_line();

    std::deque<std::string> inputs_;
    std::deque<File> files_;
    InputFormat format_;
    IngestOptions options_;
    std::optional<ByteStream> lines_;  // the JSON Lines file that is being read
    std::string lines_key_;
    size_t line_number_ = 0;
    size_t lines_read_ = 0;  // lines that were not empty
    uint64_t bytes_known_ = 0;
};

}  // namespace tallybook
