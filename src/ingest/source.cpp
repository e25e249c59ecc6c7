#include "ingest/source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.hpp"
#include "ingest/json_lines.hpp"

namespace tallybook {

namespace {

namespace fs = std::filesystem;

constexpr size_t kPeekBytes = 4096;
constexpr size_t kEscapes = 6;  // a character may take six bytes as \u00e9

bool ends_with_ignoring_case(const std::string& name, std::string_view tail) {
    if (name.size() < tail.size()) return false;
    return std::equal(tail.begin(), tail.end(), name.end() - static_cast<std::ptrdiff_t>(tail.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 0x20 : b); });
}

// The formats that are known by sight and not read.
const char* unread_format(std::string_view head) {
    if (head.starts_with("\x1F\x8B")) return "gzip: unpack it first";
    if (head.starts_with("PK\x03\x04")) return "a ZIP archive or an office document: give its text";
    if (head.starts_with("%PDF-")) return "PDF: give its text";
    if (head.starts_with("WARC/")) return "a web archive (WARC), which this version does not read";
    const size_t begin = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const std::string_view text = begin == std::string_view::npos ? std::string_view() : head.substr(begin);
    const bool xml = text.starts_with("<?xml");
    if (text.starts_with("<rss") || text.starts_with("<feed") ||
        (xml &&
         (text.find("<rss") != text.npos || text.find("<feed") != text.npos || text.find("<rdf:RDF") != text.npos))) {
        return "a news feed (RSS or Atom), which this version does not read";
    }
    return nullptr;
}

InputFormat guess(const std::string& name, std::string_view head) {
    if (ends_with_ignoring_case(name, ".jsonl") || ends_with_ignoring_case(name, ".ndjson"))
        return InputFormat::JsonLines;
    if (ends_with_ignoring_case(name, ".html") || ends_with_ignoring_case(name, ".htm") || begins_as_html(head)) {
        return InputFormat::Html;
    }
    const size_t begin = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (begin == std::string_view::npos || head[begin] != '{') return InputFormat::Text;
    const size_t quote = head.find_first_not_of(" \t", begin + 1);
    return quote != std::string_view::npos && head[quote] == '"' ? InputFormat::JsonLines : InputFormat::Text;
}

}  // namespace

std::optional<InputFormat> input_format(std::string_view name) {
    if (name == "text") return InputFormat::Text;
    if (name == "html") return InputFormat::Html;
    if (name == "jsonl") return InputFormat::JsonLines;
    return std::nullopt;
}

ReportSource::ReportSource(std::vector<std::string> inputs, InputFormat format, IngestOptions options)
    : inputs_(std::make_move_iterator(inputs.begin()), std::make_move_iterator(inputs.end())),
      format_(format),
      options_(std::move(options)) {}

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
        if (lines_) {
            if (auto report = next_line()) return report;
            lines_.reset();
        }
        if (!files_.empty()) {
            const File file = std::move(files_.front());
            files_.pop_front();
            if (auto report = begin_file(file)) return report;
            continue;
        }
        if (inputs_.empty()) return std::nullopt;
        const std::string input = std::move(inputs_.front());
        inputs_.pop_front();
        if (auto problem = expand(input)) return Result<Report>(std::move(*problem));
    }
}

// A report, an error, or nothing: the file is one of JSON Lines and waits in lines_.
std::optional<Result<Report>> ReportSource::begin_file(const File& file) {
    auto opened = file.path.empty() ? Result<ByteStream>(ByteStream::standard_input()) : ByteStream::open(file.path);
    if (!opened) return Result<Report>(opened.error());
    const auto head = opened->peek(kPeekBytes);
    if (!head) return Result<Report>(head.error());
    const std::string where = opened->name();
    if (head->empty())
        return Result<Report>(Error{errors::kFileEmpty, "this is empty: there is nothing to read", where});
    if (format_ == InputFormat::Guess) {
        if (const char* what = unread_format(*head)) {
            return Result<Report>(Error{errors::kUnknownFormat, fmt::format("this is {}", what), where});
        }
    }
    const InputFormat format = format_ == InputFormat::Guess ? guess(file.key, *head) : format_;
    if (format == InputFormat::JsonLines) {
        lines_ = std::move(*opened);
        lines_key_ = file.key;
        line_number_ = lines_read_ = 0;
        return std::nullopt;
    }
    auto bytes = opened->read_all(options_.max_text_bytes);
    if (!bytes) return Result<Report>(bytes.error());
    if (bytes->find_first_not_of(" \t\r\n\f\xEF\xBB\xBF") == std::string::npos) {
        return Result<Report>(Error{errors::kFileEmpty, "this holds nothing but white space", where});
    }
    InputFields fields;
    fields.key = file.key;
    fields.text = std::move(*bytes);
    if (format == InputFormat::Html) fields.media_type = "text/html";
    return make_report(std::move(fields), options_, where);
}

std::optional<Result<Report>> ReportSource::next_line() {
    for (;;) {
        auto line = lines_->line(options_.max_text_bytes * kEscapes);
        if (!line) {
            if (lines_read_ > 0) return std::nullopt;
            lines_read_ = 1;
            return Result<Report>(Error{errors::kFileEmpty, "this holds nothing but white space", lines_->name()});
        }
        ++line_number_;
        const std::string where = fmt::format("{}:{}", lines_->name(), line_number_);
        if (!*line) {
            ++lines_read_;
            return Result<Report>(Error{line->error().code, line->error().message, where});
        }
        std::string_view text = **line;
        if (line_number_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        if (text.find_first_not_of(" \t") == std::string_view::npos) continue;
        ++lines_read_;
        auto fields = read_json_line(text, where);
        if (!fields) return Result<Report>(fields.error());
        if (fields->key.empty()) {
            fields->key = fmt::format("{}:{}", lines_key_, line_number_);
            fields->notes.push_back("the line has no id: its file and number are its key");
        }
        return make_report(std::move(*fields), options_, where);
    }
}

}  // namespace tallybook
