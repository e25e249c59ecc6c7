#include "ingest/item_reader.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/errors.hpp"
#include "ingest/archive.hpp"
#include "ingest/feed.hpp"
#include "ingest/formats.hpp"
#include "ingest/gzip.hpp"
#include "ingest/header_block.hpp"
#include "ingest/html.hpp"
#include "ingest/json_lines.hpp"
#include "ingest/mail.hpp"
#include "ingest/markdown.hpp"
#include "ingest/warc.hpp"

namespace tallybook {

namespace {

constexpr size_t kEscapes = 6;  // a character may take six bytes as \u00e9

class FailedReader final : public ItemReader {
public:
    explicit FailedReader(Error error) : where_(error.where), error_(std::move(error)) {}
    std::optional<Result<InputFields>> next() override {
        if (!error_) return std::nullopt;
        return Result<InputFields>(std::exchange(error_, std::nullopt).value());
    }
    std::string where() const override { return where_; }

private:
    std::string where_;
    std::optional<Error> error_;
};

// An input that is one report.
class WholeReader final : public ItemReader {
public:
    WholeReader(ByteStream stream, Place place, InputFormat format, const IngestOptions& options)
        : stream_(std::move(stream)), place_(std::move(place)), format_(format), options_(options) {}

    std::optional<Result<InputFields>> next() override {
        if (done_) return std::nullopt;
        done_ = true;
        auto bytes = stream_.read_all(format_ == InputFormat::Html ? options_.max_html_bytes : options_.max_text_bytes);
        if (!bytes) return Result<InputFields>(bytes.error());
        if (bytes->find_first_not_of(" \t\r\n\f\xEF\xBB\xBF") == std::string::npos)
            return Result<InputFields>(Error{errors::kFileEmpty, "this holds nothing but white space", where()});
        InputFields fields;
        if (format_ == InputFormat::Ninjs) {
            auto item = read_json_line(*bytes, where());
            if (!item) return Result<InputFields>(item.error());
            fields = std::move(*item);
        } else {
            fields.text = std::move(*bytes);
            fields.charset = place_.charset;
        }
        if (format_ == InputFormat::Text) read_plain_text(fields);
        if (format_ == InputFormat::Markdown) read_markdown(fields);
        if (fields.key.empty()) fields.key = place_.key;
        if (format_ == InputFormat::Html) {
            fields.format = "html";
            read_html(fields);
        }
        if (!place_.uri.empty()) fields.uri = place_.uri;
        return Result<InputFields>(std::move(fields));
    }
    std::string where() const override { return stream_.name(); }

private:
    ByteStream stream_;
    Place place_;
    InputFormat format_;
    const IngestOptions& options_;
    bool done_ = false;
};

class LinesReader final : public ItemReader {
public:
    LinesReader(ByteStream stream, Place place, const IngestOptions& options)
        : stream_(std::move(stream)), place_(std::move(place)), options_(options) {}

    std::optional<Result<InputFields>> next() override {
        for (;;) {
            auto line = stream_.line(options_.max_text_bytes * kEscapes);
            if (!line) {
                if (read_ > 0) return std::nullopt;
                read_ = 1;
                return Result<InputFields>(
                    Error{errors::kFileEmpty, "this holds nothing but white space", stream_.name()});
            }
            ++number_;
            if (!*line) {
                ++read_;
                return Result<InputFields>(Error{line->error().code, line->error().message, where()});
            }
            std::string_view text = **line;
            if (number_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
            if (text.find_first_not_of(" \t") == std::string_view::npos) continue;
            ++read_;
            auto fields = read_json_line(text, where());
            if (!fields) return Result<InputFields>(fields.error());
            if (fields->key.empty()) {
                fields->key = fmt::format("{}:{}", place_.key, number_);
                fields->notes.push_back("the line has no id: its file and number are its key");
            }
            return fields;
        }
    }
    std::string where() const override { return fmt::format("{}:{}", stream_.name(), number_); }

private:
    ByteStream stream_;
    Place place_;
    const IngestOptions& options_;
    size_t number_ = 0, read_ = 0;  // read_: lines that were not empty
};

std::unique_ptr<ItemReader> failed(const char* code, std::string message, const std::string& where) {
    return std::make_unique<FailedReader>(Error{code, std::move(message), where});
}

}  // namespace

std::unique_ptr<ItemReader> open_reader(ByteStream stream, Place place, const IngestOptions& options) {
    const std::string where = stream.name();
    if (place.depth > kMostNested) {
        return failed(errors::kArchiveLimit,
                      fmt::format("this lies in more than {} archives, one in the other: unpack it first", kMostNested),
                      where);
    }
    const auto peeked = stream.peek(kGuessHead);
    if (!peeked) return std::make_unique<FailedReader>(peeked.error());
    if (peeked->empty()) return failed(errors::kFileEmpty, "this is empty: there is nothing to read", where);
    if (begins_as_gzip(*peeked)) {
        ++place.depth;
        if (place.key.ends_with(".gz")) place.key.resize(place.key.size() - 3);
        return open_reader(ByteStream(gunzip(std::move(stream)), where), std::move(place), options);
    }
    const bool archive = begins_as_archive(*peeked);
    if (place.format == InputFormat::Guess) {
        if (const char* what = unread_format(*peeked))
            return failed(errors::kUnknownFormat, fmt::format("this is {}", what), where);
    }
    const InputFormat format = archive                              ? InputFormat::Archive
                               : place.format == InputFormat::Guess ? guess_format(place, *peeked)
                                                                    : place.format;
    switch (format) {
        case InputFormat::Archive:
            return archive_reader(std::move(stream), std::move(place), options);
        case InputFormat::JsonLines:
            return std::make_unique<LinesReader>(std::move(stream), std::move(place), options);
        case InputFormat::Warc:
            return warc_reader(std::move(stream), std::move(place), options);
        case InputFormat::Feed:
            return feed_reader(std::move(stream), std::move(place), options);
        case InputFormat::Mail:
            return mail_reader(std::move(stream), std::move(place), options);
        default:
            return std::make_unique<WholeReader>(std::move(stream), std::move(place), format, options);
    }
}

}  // namespace tallybook
