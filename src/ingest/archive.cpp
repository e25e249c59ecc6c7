#include "ingest/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <utility>

#include "base/errors.hpp"
#include "base/utf8.hpp"
#include "ingest/gzip.hpp"

namespace tallybook {

namespace {

constexpr size_t kChunk = size_t{64} << 10;

struct Archive {
    Archive(ByteStream in, std::string called) : stream(std::move(in)), name(std::move(called)) {}
    Archive(const Archive&) = delete;
    ~Archive() {
        if (handle != nullptr) archive_read_free(handle);
    }

    std::string problem() const {
        const char* words = archive_error_string(handle);
        return words == nullptr ? "it makes no sense" : utf8::repair(words);
    }

    struct archive* handle = archive_read_new();
    ByteStream stream;
    std::string name;
    uint64_t out = 0;  // bytes of all entries so far
    bool ended = false;
};

la_ssize_t read_chunk(struct archive*, void* data, const void** buffer) {
    auto& in = static_cast<Archive*>(data)->stream;
    const auto head = in.peek(kChunk);
    if (!head) return -1;
    *buffer = head->data();
    const size_t size = std::min(head->size(), kChunk);
    in.skip(size);
    return static_cast<la_ssize_t>(size);
}

class EntrySource final : public ByteSource {
public:
    EntrySource(std::shared_ptr<Archive> archive, std::string name)
        : archive_(std::move(archive)), name_(std::move(name)) {}

    Result<size_t> read(char* to, size_t room) override {
        if (ended_) return size_t{0};
        const la_ssize_t got = archive_read_data(archive_->handle, to, room);
        if (got < 0) {
            ended_ = true;
            if (got == ARCHIVE_FATAL) archive_->ended = true;
            return Error{errors::kBadArchive, "this entry of an archive is damaged: " + archive_->problem(), name_};
        }
        archive_->out += static_cast<uint64_t>(got);
        const auto in = static_cast<uint64_t>(std::max<la_int64_t>(archive_filter_bytes(archive_->handle, -1), 1));
        if (archive_->out > kFreeBytes && archive_->out / kMostGrowth > in) {
            ended_ = archive_->ended = true;
            return Error{
                errors::kArchiveLimit,
                fmt::format("this archive unpacks to more than {} times its size, as no text does: the rest of "
                            "it is left unread",
                            kMostGrowth),
                name_};
        }
        if (got == 0) ended_ = true;
        return static_cast<size_t>(got);
    }

private:
    std::shared_ptr<Archive> archive_;
    std::string name_;
    bool ended_ = false;
};

bool hidden(std::string_view path) {
    if (path.starts_with("__MACOSX/")) return true;
    for (size_t at = 0; at < path.size();) {
        const std::string_view rest = path.substr(at);
        if (rest.starts_with('.') && !rest.starts_with("./") && !rest.starts_with("../")) return true;
        const size_t slash = path.find('/', at);
        if (slash == std::string_view::npos) break;
        at = slash + 1;
    }
    return false;
}

class ArchiveReader final : public ItemReader {
public:
    ArchiveReader(ByteStream stream, Place place, const IngestOptions& options)
        : place_(std::move(place)), options_(options) {
        const std::string name = stream.name();
        archive_ = std::make_shared<Archive>(std::move(stream), name);
        where_ = name;
        struct archive* in = archive_->handle;
        for (const auto support :
             {archive_read_support_format_zip, archive_read_support_format_tar, archive_read_support_format_raw,
              archive_read_support_filter_xz, archive_read_support_filter_bzip2, archive_read_support_filter_zstd})
            support(in);
        const int status = place_.file.empty() || place_.depth > 0
                               ? archive_read_open(in, archive_.get(), nullptr, read_chunk, nullptr)
                               : archive_read_open_filename(in, place_.file.c_str(), kChunk);
        opened_ = status == ARCHIVE_OK || status == ARCHIVE_WARN;
    }

    std::optional<Result<InputFields>> next() override {
        for (;;) {
            if (child_) {
                if (auto item = child_->next()) {
                    where_ = child_->where();
                    return item;
                }
                child_.reset();
            }
            if (archive_->ended) return std::nullopt;
            if (auto error = next_entry()) return Result<InputFields>(std::move(*error));
        }
    }

    std::string where() const override { return where_; }

private:
    // Makes the reader of the next entry, or says what is wrong; at the end neither.
    std::optional<Error> next_entry() {
        where_ = archive_->name;
        struct archive_entry* entry = nullptr;
        const int status = opened_ ? archive_read_next_header(archive_->handle, &entry) : ARCHIVE_FATAL;
        if (status == ARCHIVE_EOF || status == ARCHIVE_FATAL) {
            archive_->ended = true;
            if (status == ARCHIVE_FATAL)
                return Error{errors::kBadArchive, "this archive is damaged: " + archive_->problem(), where_};
            if (entries_ == 0) return Error{errors::kFileEmpty, "there is no file in this archive", where_};
            return std::nullopt;
        }
        if (entry == nullptr || status == ARCHIVE_RETRY) return std::nullopt;
        ++entries_;
        if (archive_entry_filetype(entry) != AE_IFREG) return std::nullopt;
        const bool raw = archive_format(archive_->handle) == ARCHIVE_FORMAT_RAW;
        const std::string path = raw ? std::string() : path_of(entry);
        if (hidden(path)) {
            if (place_.left_out != nullptr) ++(*place_.left_out)["hidden files of archives"];
            return std::nullopt;
        }
        where_ = raw ? archive_->name : archive_->name + "/" + path;
        if (archive_entry_is_encrypted(entry) > 0)
            return Error{errors::kBadArchive, "this entry of an archive is encrypted: unpack it first", where_};
        if (status == ARCHIVE_FAILED)
            return Error{errors::kBadArchive, "this entry of an archive is damaged: " + archive_->problem(), where_};
        Place inside = place_;
        if (!raw) inside.key = place_.key + "/" + path;
        ++inside.depth;
        child_ = open_reader(ByteStream(std::make_unique<EntrySource>(archive_, where_), where_), std::move(inside),
                             options_);
        return std::nullopt;
    }

    std::string path_of(struct archive_entry* entry) const {
        const char* path = archive_entry_pathname_utf8(entry);
        if (path == nullptr) path = archive_entry_pathname(entry);
        return path == nullptr || *path == 0 ? fmt::format("entry {}", entries_) : utf8::repair(path);
    }

    Place place_;
    const IngestOptions& options_;
    std::shared_ptr<Archive> archive_;
    std::unique_ptr<ItemReader> child_;
    std::string where_;
    uint64_t entries_ = 0;
    bool opened_ = false;
};

}  // namespace

bool begins_as_archive(std::string_view head) {
    return head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06") || head.substr(0, 262).ends_with("ustar") ||
           head.starts_with(std::string_view("\xFD"
                                             "7zXZ\0",
                                             6)) ||
           head.starts_with("\x28\xB5\x2F\xFD") ||
           (head.starts_with("BZh") && head.size() > 9 && head.substr(4, 6) == "1AY&SY");
}

std::unique_ptr<ItemReader> archive_reader(ByteStream stream, Place place, const IngestOptions& options) {
    return std::make_unique<ArchiveReader>(std::move(stream), std::move(place), options);
}

}  // namespace tallybook
