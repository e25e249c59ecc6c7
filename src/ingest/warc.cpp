#include "ingest/warc.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/errors.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "ingest/formats.hpp"
#include "ingest/gzip.hpp"
#include "ingest/http_message.hpp"

namespace tallybook {

namespace {

constexpr size_t kMostLine = size_t{64} << 10, kMostHead = size_t{256} << 10, kMostKinds = 50;
constexpr std::string_view kBegin = "WARC/";

// Media types that may hold a report. No type at all: the content tells.
bool readable(std::string_view type) {
    return type.empty() ||
           one_of(type, {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/rss+xml",
                         "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml", "message/rfc822",
                         "application/json", "application/x-ndjson", "application/octet-stream", "application/http"});
}

class WarcReader final : public ItemReader {
public:
    WarcReader(ByteStream stream, Place place, const IngestOptions& options)
        : stream_(std::move(stream)), place_(std::move(place)), options_(options), where_(stream_.name()) {}

    std::optional<Result<InputFields>> next() override {
        for (;;) {
            if (child_) {
                if (auto item = child_->next()) {
                    where_ = child_->where();
                    if (*item) add_notes(**item);
                    return item;
                }
                child_.reset();
            }
            if (problem_) return Result<InputFields>(std::exchange(problem_, std::nullopt).value());
            if (ended_) return std::nullopt;
            where_ = stream_.name();
            if (auto error = next_record()) return Result<InputFields>(std::move(*error));
        }
    }

    std::string where() const override { return where_; }

private:
    Error bad(std::string what) const { return {errors::kBadWarc, std::move(what), where_}; }

    void leave_out(std::string why) {
        if (place_.left_out == nullptr) return;
        if (place_.left_out->size() >= kMostKinds && !place_.left_out->contains(why))
            why = "other records of web archives";
        ++(*place_.left_out)[why];
    }

    void add_notes(InputFields& fields) {
        for (const std::string& note : notes_) fields.notes.push_back(note);
        // What a feed said of a page that does not say it itself; see fetch/warc_writer.hpp.
        if (!fields.published && is_date(published_)) {
            fields.published = published_;
            fields.published_basis = "metadata";
        }
        if (!fields.outlet && !outlet_.empty()) fields.outlet = outlet_;
    }

    // Makes child_ where the next record holds something to read. What is wrong comes back; the next call goes on.
    std::optional<Error> next_record() {
        notes_.clear();
        if (auto error = find_begin(); error || ended_) return error;
        std::string head;
        for (;;) {
            auto line = stream_.line(kMostLine);
            if (!line) {
                ended_ = true;
                return bad("this web archive ends in the middle of a record's head");
            }
            if (!*line) return lost(line->error());
            if ((*line)->empty()) break;
            head += **line;
            head += '\n';
            if (head.size() > kMostHead) return lost(bad("the head of a record has no end: it is left out"));
        }
        ++records_;
        const HeaderFields fields = HeaderFields::parse(head);
        const std::string uri = uri_of(fields);
        where_ = stream_.name() + "#" + (uri.empty() ? fmt::format("record {}", records_) : uri);
        const auto length = length_of(fields.value("content-length"));
        if (!length) return lost(bad("this record does not tell its length: it is left out"));
        return read_record(fields, uri, *length);
    }

    std::optional<Error> read_record(const HeaderFields& fields, const std::string& uri, size_t length) {
        const std::string_view type = fields.value("warc-type");
        const bool wanted = one_of(type, {"response", "resource", "conversion"});
        if (length > options_.max_html_bytes + kMostHead) {
            if (auto error = skip_block(length)) return lost(std::move(*error));
            if (!wanted) return leave_out(fmt::format("records of kind {}", type)), std::nullopt;
            return Error{errors::kTooLarge,
                         fmt::format("this record has {} bytes, more than the limit of {}: it is left out", length,
                                     options_.max_html_bytes),
                         where_};
        }
        auto block = stream_.take(length);
        if (!block) return lost(block.error());
        check_end(*block, length);
        published_ = fields.value("tallybook-published");
        outlet_ = utf8::repair(fields.value("tallybook-outlet"));
        if (fields.value("tallybook-role") == "index")
            return leave_out("feeds of which the pages were fetched"), std::nullopt;
        if (!wanted) return leave_out(fmt::format("records of kind {}", type)), std::nullopt;
        if (type == "response") return read_answer(std::move(*block), uri);
        const MediaType media = media_type_of(fields.value("content-type"));
        open_body(std::move(*block), uri, media);
        return std::nullopt;
    }

    static std::string uri_of(const HeaderFields& fields) {
        std::string_view uri = fields.value("warc-target-uri");
        if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
        return utf8::repair(uri.substr(0, 4096));
    }

    // The error, with the rest up to the next record passed over in silence.
    Error lost(Error error) {
        lost_ = true;
        return error;
    }

    // Up to and with the line that begins a record. What stands before it is told of once.
    std::optional<Error> find_begin() {
        for (;;) {
            auto line = stream_.line(kMostLine);
            if (!line) {
                ended_ = true;
                if (records_ == 0 && !lost_)
                    return Error{errors::kFileEmpty, "there is no record in this web archive", where_};
                return std::nullopt;
            }
            if (!*line) {
                const bool told = std::exchange(lost_, true);
                if (told && line->error().code == errors::kTooLarge) continue;
                return line->error();
            }
            if ((*line)->empty()) continue;
            if ((*line)->starts_with(kBegin)) {
                lost_ = false;
                return std::nullopt;
            }
            if (!std::exchange(lost_, true))
                return bad("no record begins where one should: what stands before the next one is left out");
        }
    }

    std::optional<Error> skip_block(size_t length) {
        while (length > 0) {
            auto head = stream_.peek(std::min(length, kMostHead));
            if (!head) return head.error();
            if (head->empty()) break;
            const size_t size = std::min(head->size(), length);
            stream_.skip(size);
            length -= size;
        }
        return std::nullopt;
    }

    // Behind a block stand an empty line and the next record, or the end. Where they do not, its length is wrong.
    void check_end(std::string& block, size_t length) {
        const auto tail = stream_.peek(kBegin.size() + 4);
        if (!tail) {
            if (block.size() < length) notes_.push_back("the web archive is damaged in the middle of this record");
            problem_ = lost(tail.error());
            return;
        }
        const bool line_end = tail->starts_with("\r\n") || tail->starts_with("\n");
        if (block.size() == length && (tail->empty() || line_end || tail->starts_with(kBegin))) return;
        const size_t inside = block.find("\nWARC/1.");
        if (inside != std::string::npos) {
            stream_.give_back(std::string_view(block).substr(inside + 1));
            block.resize(inside);
            notes_.push_back("the record's length in the web archive is too large: cut where the next record begins");
        } else if (block.size() < length) {
            ended_ = true;
            notes_.push_back("the web archive ends in the middle of this record");
            problem_ = bad("this web archive ends in the middle of a record");
        } else {
            take_rest(block);
        }
    }

    // The length was too small: all up to the next record belongs to this one.
    void take_rest(std::string& block) {
        notes_.push_back("the record's length in the web archive is too small: read up to the next record");
        while (block.size() < options_.max_html_bytes) {
            auto line = stream_.line(kMostLine);
            if (!line) return;
            if (!*line) {
                problem_ = lost(line->error());
                return;
            }
            if ((*line)->starts_with(kBegin)) {
                stream_.give_back(std::string(**line) + "\r\n");
                return;
            }
            block += **line;
            block += "\r\n";
        }
    }

    std::optional<Error> read_answer(std::string block, const std::string& uri) {
        size_t end = block.find("\r\n\r\n"), size = 4;
        if (const size_t bare = block.find("\n\n"); bare < end) {
            end = bare;
            size = 2;
        }
        if (!block.starts_with("HTTP/") || end == std::string::npos || end > kMostHead)
            return bad("this record holds no HTTP answer: it is left out");
        const std::string_view status_line = std::string_view(block).substr(0, block.find('\n'));
        const size_t blank = status_line.find(' ');
        const std::string_view status = blank == std::string_view::npos ? "" : status_line.substr(blank + 1, 3);
        if (!one_of(status, {"200", "203", "206"})) {
            leave_out(fmt::format("answers with status {}", utf8::repair(status)));
            return std::nullopt;
        }
        const HeaderFields fields = HeaderFields::parse(std::string_view(block).substr(status_line.size() + 1, end));
        const bool chunked = fields.value("transfer-encoding").find("chunked") != std::string_view::npos;
        const std::string encoding(fields.value("content-encoding"));
        const MediaType media = media_type_of(fields.value("content-type"));
        if (!readable(media.type)) {
            leave_out("records of type " + utf8::repair(media.type.substr(0, 60)));
            return std::nullopt;
        }
        block.erase(0, end + size);
        if (chunked) block = unchunked(std::move(block));
        auto body = decode_content(std::move(block), encoding, options_.max_html_bytes, where_);
        if (!body) return body.error();
        open_body(std::move(*body), uri, media);
        return std::nullopt;
    }

    void open_body(std::string body, const std::string& uri, const MediaType& media) {
        if (body.find_first_not_of(" \t\r\n") == std::string::npos) return leave_out("records with an empty body");
        if (!readable(media.type)) return leave_out("records of type " + utf8::repair(media.type.substr(0, 60)));
        Place inside = place_;
        inside.format = InputFormat::Guess;
        inside.key = uri.empty() ? fmt::format("{}:{}", place_.key, records_) : uri;
        inside.uri = uri;
        inside.media_type = media.type;
        inside.charset = media.charset;
        ++inside.depth;
        if (media.type == "application/json" && guess_format(inside, body) != InputFormat::Ninjs)
            return leave_out("records of type application/json");
        child_ = open_reader(ByteStream(memory_source(std::move(body)), where_), std::move(inside), options_);
    }

    ByteStream stream_;
    Place place_;
    const IngestOptions& options_;
    std::unique_ptr<ItemReader> child_;
    std::string where_, published_, outlet_;
    std::vector<std::string> notes_;
    std::optional<Error> problem_;
    uint64_t records_ = 0;
    bool lost_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> warc_reader(ByteStream stream, Place place, const IngestOptions& options) {
    return std::make_unique<WarcReader>(std::move(stream), std::move(place), options);
}

}  // namespace tallybook
