// The reports of files, folders and standard input, one at a time in a fixed order: inputs as given, a folder's files
// by their paths (byte order), the lines of a file as they stand. Pulled, so that the reader never runs ahead of the
// work.
//
// An input that cannot be read is an Error in its place, and the rest goes on. Files whose names begin with a full stop
// are left out of folders. Formats are told by the content, see formats.hpp; archives are opened.
#pragma once

#include <atomic>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ingest/fields.hpp"
#include "ingest/folder_walk.hpp"
#include "ingest/item_reader.hpp"

namespace tallybook {

// The words of --input-format, "guess" among them.
inline constexpr const char* kInputFormats = "guess, text, html, jsonl, feed, warc, ninjs, mail or markdown";
std::optional<InputFormat> input_format(std::string_view name);

// A file that was read to its end, as it was when it was opened.
struct ReadFile {
    FoundFile file;
    uint64_t reports = 0, errors = 0;
};

class ReportSource {
public:
    // `inputs`: paths, "-" for standard input.
    ReportSource(std::vector<std::string> inputs, InputFormat format, IngestOptions options);

    // Which files are read: asked once for each, before it is opened. Not asked for pipes and standard input.
    using Choice = std::function<bool(const FoundFile&)>;
    void choose(Choice choice) { choice_ = std::move(choice); }

    // The next report or the error that stands in its place; nothing at the end. Not thread-safe.
    std::optional<Result<Report>> next();

    // The files that came to their end since the last call.
    std::vector<ReadFile> take_finished() { return std::exchange(finished_, {}); }

    // Bytes of all files, by a walk of its own, for telling how long the rest takes; standard input counts nothing.
    // Call it before next().
    uint64_t measure() const;

    // Bytes of files that were read so far. From any thread.
    uint64_t bytes_read() const { return *bytes_read_; }

    // What was left out on purpose so far, by reason.
    const LeftOut& left_out() const { return *left_out_; }

private:
    struct File {
        std::optional<FoundFile> found;  // nothing: a pipe or standard input
        std::filesystem::path path;      // empty: standard input
        std::string key;
    };
    std::optional<Result<File>> next_file();
    std::optional<Error> begin_file(File file);
    void end_file();

    std::deque<std::string> inputs_;
    std::unique_ptr<FolderWalk> walk_;  // of the folder that is being read
    bool folder_is_empty_ = false;
    Choice choice_;
    InputFormat format_;
    std::unique_ptr<const IngestOptions> options_;
    std::unique_ptr<ItemReader> reader_;  // of the file that is being read
    std::unique_ptr<LeftOut> left_out_;   // on the heap, as the options are: readers point at both
    std::unique_ptr<std::atomic<uint64_t>> bytes_read_;
    std::optional<ReadFile> current_;
    std::vector<ReadFile> finished_;
    std::string folder_;
};

}  // namespace tallybook
