#include "ingest/mail.hpp"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <deque>
#include <mutex>
#include <utility>

#include "base/errors.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "ingest/charset.hpp"
#include "ingest/html.hpp"

namespace tallybook {

namespace {

constexpr int kMostParts = 1000, kMostDepth = 32;
constexpr size_t kPlainBytes = 100;  // a shorter plain part only says that there is an HTML one

template <class T>
struct Unref {
    void operator()(T* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref<T>>;

std::string text_of(const char* text) {
    return text == nullptr ? std::string() : utf8::repair(text);
}

// What a message holds, in order.
struct Part {
    std::string bytes, media_type, charset, name;
    bool attached = false;
};

class PartCollector {
public:
    std::vector<Part> parts;
    bool too_many = false;

    void collect(GMimeObject* object, int depth) {
        if (object == nullptr) return;
        if (depth > kMostDepth || parts.size() >= kMostParts) {
            too_many = true;
            return;
        }
        if (GMIME_IS_MULTIPART(object)) {
            auto* multipart = GMIME_MULTIPART(object);
            const int count = g_mime_multipart_get_count(multipart);
            if (g_mime_content_type_is_type(g_mime_object_get_content_type(object), "multipart", "alternative"))
                return alternative(multipart, count, depth);
            for (int i = 0; i < count; ++i) collect(g_mime_multipart_get_part(multipart, i), depth + 1);
        } else if (GMIME_IS_MESSAGE_PART(object)) {
            Part part;
            part.media_type = "message/rfc822";
            part.attached = true;
            GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
            if (inner == nullptr) return;
            const Owned<GMimeStream> out(g_mime_stream_mem_new());
            g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, out.get());
            part.bytes = bytes_of(out.get());
            part.name = text_of(g_mime_message_get_subject(inner));
            parts.push_back(std::move(part));
        } else if (GMIME_IS_PART(object)) {
            single(GMIME_PART(object));
        }
    }

private:
    static std::string bytes_of(GMimeStream* stream) {
        const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
        return {reinterpret_cast<const char*>(array->data), array->len};
    }

    // The plain part where it says something, else the richest that is text.
    void alternative(GMimeMultipart* multipart, int count, int depth) {
        std::vector<Part> all;
        for (int i = 0; i < count; ++i) {
            PartCollector inner;
            inner.collect(g_mime_multipart_get_part(multipart, i), depth + 1);
            for (Part& part : inner.parts) all.push_back(std::move(part));
        }
        Part* best = nullptr;
        for (Part& part : all) {
            if (part.attached) continue;
            const bool plain = part.media_type == "text/plain" && part.bytes.size() >= kPlainBytes;
            if (best == nullptr || plain || (best->media_type == "text/plain" && best->bytes.size() < kPlainBytes))
                best = &part;
            if (plain) break;
        }
        if (best != nullptr) parts.push_back(*best);
        for (Part& part : all) {
            if (part.attached) parts.push_back(std::move(part));
        }
    }

    void single(GMimePart* object) {
        Part part;
        GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(object));
        if (type != nullptr) {
            const char* major = g_mime_content_type_get_media_type(type);
            const char* minor = g_mime_content_type_get_media_subtype(type);
            part.media_type = lower(fmt::format("{}/{}", major == nullptr ? "" : major, minor == nullptr ? "" : minor));
            part.charset = text_of(g_mime_content_type_get_parameter(type, "charset"));
        }
        part.name = text_of(g_mime_part_get_filename(object));
        const bool text = one_of(part.media_type, {"text/plain", "text/html"});
        part.attached = g_mime_part_is_attachment(object) || !text || !part.name.empty();
        GMimeDataWrapper* content = g_mime_part_get_content(object);
        if (content == nullptr) return;
        const Owned<GMimeStream> out(g_mime_stream_mem_new());
        g_mime_data_wrapper_write_to_stream(content, out.get());
        part.bytes = bytes_of(out.get());
        parts.push_back(std::move(part));
    }
};

// Attachments that may be reports; pictures and office files are none.
bool readable(const Part& part) {
    return part.media_type.starts_with("text/") ||
           one_of(part.media_type, {"message/rfc822", "application/xhtml+xml", "application/rss+xml", "application/zip",
                                    "application/gzip", "application/x-gzip", "application/x-tar", "application/json",
                                    "application/atom+xml", "application/warc"});
}

class MailReader final : public ItemReader {
public:
    MailReader(ByteStream stream, Place place, const IngestOptions& options)
        : stream_(std::move(stream)), place_(std::move(place)), options_(options), where_(stream_.name()) {
        static std::once_flag once;
        std::call_once(once, [] { g_mime_init(); });
    }

    std::optional<Result<InputFields>> next() override {
        if (!parser_ && !done_) {
            if (auto error = open()) return Result<InputFields>(std::move(*error));
        }
        for (;;) {
            if (child_) {
                if (auto item = child_->next()) return item;
                child_.reset();
            }
            if (!attached_.empty()) {
                open_attachment();
                continue;
            }
            if (done_) return std::nullopt;
            if (auto item = next_message()) return item;
        }
    }

    std::string where() const override { return child_ ? child_->where() : where_; }

private:
    std::optional<Error> open() {
        auto bytes = stream_.read_all(options_.max_text_bytes);
        if (!bytes) {
            done_ = true;
            return bytes.error();
        }
        bytes_ = std::move(*bytes);
        mailbox_ = bytes_.starts_with("From ");
        const Owned<GMimeStream> in(g_mime_stream_mem_new_with_buffer(bytes_.data(), bytes_.size()));
        parser_.reset(g_mime_parser_new_with_stream(in.get()));
        g_mime_parser_set_format(parser_.get(), mailbox_ ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
        return std::nullopt;
    }

    std::optional<Result<InputFields>> next_message() {
        ++number_;
        const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser_.get(), nullptr));
        done_ = !mailbox_ || !message || g_mime_parser_eos(parser_.get());
        where_ = mailbox_ ? fmt::format("{}#{}", stream_.name(), number_) : stream_.name();
        if (!message)
            return Result<InputFields>(Error{errors::kBadMail, "this is no e-mail message that can be read", where_});
        InputFields fields;
        fields.format = "mail";
        fields.key = mailbox_ ? fmt::format("{}:{}", place_.key, number_) : place_.key;
        fill_head(fields, message.get());
        PartCollector parts;
        parts.collect(g_mime_message_get_mime_part(message.get()), 0);
        if (parts.too_many) fields.notes.push_back("parts of the message that are nested too deep are left out");
        fill_body(fields, parts.parts);
        return Result<InputFields>(std::move(fields));
    }

    static void fill_head(InputFields& fields, GMimeMessage* message) {
        fields.title = one_line(text_of(g_mime_message_get_subject(message)));
        for (const std::string_view mark : {"Re: ", "RE: ", "Fwd: ", "FW: ", "Fw: ", "AW: "}) {
            if (fields.title->starts_with(mark)) fields.title->erase(0, mark.size());
        }
        if (GDateTime* date = g_mime_message_get_date(message)) {
            fields.published = fmt::format("{:04}-{:02}-{:02}", g_date_time_get_year(date), g_date_time_get_month(date),
                                           g_date_time_get_day_of_month(date));
            fields.published_basis = "metadata";
        }
        if (const char* id = g_mime_message_get_message_id(message)) fields.uri = "mid:" + text_of(id);
        InternetAddressList* from = g_mime_message_get_from(message);
        if (from != nullptr && internet_address_list_length(from) > 0)
            fields.outlet = one_line(text_of(internet_address_get_name(internet_address_list_get_address(from, 0))));
    }

    void fill_body(InputFields& fields, std::vector<Part>& parts) {
        bool found = false;
        for (Part& part : parts) {
            if (part.attached || found) {
                attached_.push_back(std::move(part));
                continue;
            }
            found = true;
            fields.text = std::move(part.bytes);
            fields.charset = part.charset;
            if (part.media_type == "text/html") {
                read_html_part(fields);
            } else {
                read_plain(fields);
            }
        }
        fields.mapped = true;
        put_headline(fields, fields.title.value_or(""));
        if (!found) fields.notes.push_back("the message has no text part");
    }

    // Without the signature behind "-- ".
    static void read_plain(InputFields& fields) {
        DecodedText decoded = decode_text(std::move(fields.text), fields.charset, fields.notes);
        fields.text = std::move(decoded.text);
        fields.origin = std::move(decoded.origin);
        for (const std::string_view mark : {"\n-- \n", "\n-- \r\n"}) {
            if (const size_t at = fields.text.rfind(mark); at != std::string::npos) {
                fields.text.resize(at + 1);
                fields.origin.clip(at + 1);
            }
        }
    }

    void open_attachment() {
        Part part = std::move(attached_.front());
        attached_.pop_front();
        if (!readable(part)) {
            if (place_.left_out != nullptr)
                ++(*place_.left_out)["attachments of type " + part.media_type.substr(0, 60)];
            return;
        }
        Place inside = place_;
        const std::string name = part.name.empty() ? "attachment" : part.name;
        inside.key = place_.key + "/" + name;
        inside.media_type = part.media_type;
        inside.charset = part.charset;
        inside.format = InputFormat::Guess;
        ++inside.depth;
        child_ = open_reader(ByteStream(memory_source(std::move(part.bytes)), where_ + "/" + name), std::move(inside),
                             options_);
    }

    ByteStream stream_;
    Place place_;
    const IngestOptions& options_;
    std::string bytes_, where_;
    Owned<GMimeParser> parser_;
    std::deque<Part> attached_;
    std::unique_ptr<ItemReader> child_;
    uint64_t number_ = 0;
    bool mailbox_ = false, done_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> mail_reader(ByteStream stream, Place place, const IngestOptions& options) {
    return std::make_unique<MailReader>(std::move(stream), std::move(place), options);
}

}  // namespace tallybook
