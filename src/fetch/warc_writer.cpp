#include "fetch/warc_writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <isa-l/igzip_lib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "fetch/errors.hpp"

namespace tallybook {

namespace {

// A record's name: from its content, so that the same answer at the same time has the same one.
std::string record_id(const std::string& digest) {
    std::string hex = digest.substr(0, 32);
    hex[12] = '8';  // a UUID of version 8: made by a rule of one's own (RFC 9562)
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
    return fmt::format("<urn:uuid:{}-{}-{}-{}-{}>", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                       hex.substr(16, 4), hex.substr(20, 12));
}

// A field's value on one line.
std::string one_value(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return text;
}

std::string fields_of(const char* type, const std::string& url, const std::string& at, const std::string& media_type) {
    std::string out = fmt::format("WARC/1.1\r\nWARC-Type: {}\r\n", type);
    if (!url.empty()) out += fmt::format("WARC-Target-URI: {}\r\n", one_value(url));
    return out + fmt::format("WARC-Date: {}\r\nContent-Type: {}\r\n", at, media_type);
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t done = ::write(file, bytes.data(), bytes.size());
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return false;
        bytes.remove_prefix(static_cast<size_t>(done));
    }
    return true;
}

Error archive_error(const std::string& path, int problem) {
    return {errors::kArchiveFile, fmt::format("what was fetched cannot be kept: {}", std::strerror(problem)), path};
}

}  // namespace

std::string gzip_member(std::string_view bytes) {
    isal_zstream stream;
    isal_deflate_init(&stream);
    std::vector<uint8_t> level(ISAL_DEF_LVL1_DEFAULT);
    stream.level = 1;
    stream.level_buf = level.data();
    stream.level_buf_size = static_cast<uint32_t>(level.size());
    stream.gzip_flag = IGZIP_GZIP;
    stream.end_of_stream = 1;
    stream.next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uint32_t>(bytes.size());
    std::string out;
    uint8_t piece[1 << 15];
    do {
        stream.next_out = piece;
        stream.avail_out = sizeof piece;
        isal_deflate(&stream);
        out.append(reinterpret_cast<const char*>(piece), sizeof piece - stream.avail_out);
    } while (stream.internal_state.state != ZSTATE_END);
    return out;
}

Result<WarcWriter> WarcWriter::create(const std::string& path, const std::string& software) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return archive_error(path, errno);
    WarcWriter out(path, file);
    const std::string block = fmt::format("software: {}\r\nformat: WARC File Format 1.1\r\n", one_value(software));
    auto first = out.record("WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n", block);
    if (!first) return first.error();
    out.records_ = 0;
    return out;
}

WarcWriter::WarcWriter(WarcWriter&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      size_(other.size_),
      records_(other.records_) {}

WarcWriter::~WarcWriter() {
    if (file_ >= 0) ::close(file_);
}

Error WarcWriter::failed(int problem) const {
    return archive_error(path_, problem);
}

Result<WarcPlace> WarcWriter::record(const std::string& fields, std::string_view block, std::string_view block_rest) {
    std::string whole(block);
    whole += block_rest;
    const std::string digest = sha256_hex(fields + whole);
    const std::string member =
        gzip_member(fmt::format("{}WARC-Record-ID: {}\r\nWARC-Block-Digest: sha256:{}\r\nContent-Length: "
                                "{}\r\n\r\n{}\r\n\r\n",
                                fields, record_id(digest), sha256_hex(whole), whole.size(), whole));
    if (!write_all(file_, member)) {
        const int problem = errno;
        static_cast<void>(::ftruncate(file_, static_cast<off_t>(size_)));
        static_cast<void>(::lseek(file_, static_cast<off_t>(size_), SEEK_SET));
        return failed(problem);
    }
    const WarcPlace place{size_, member.size()};
    size_ += member.size();
    ++records_;
    return place;
}

Result<WarcPlace> WarcWriter::response(const std::string& url, const std::string& at, const Answer& answer,
                                       const WarcHints& hints) {
    std::string fields = fields_of("response", url, at, "application/http; msgtype=response");
    if (!answer.address.empty()) fields += fmt::format("WARC-IP-Address: {}\r\n", answer.address);
    if (!hints.published.empty()) fields += fmt::format("Tallybook-Published: {}\r\n", one_value(hints.published));
    if (!hints.outlet.empty()) fields += fmt::format("Tallybook-Outlet: {}\r\n", one_value(hints.outlet));
    if (hints.index) fields += "Tallybook-Role: index\r\n";
    return record(fields, answer.head, answer.body);
}

Result<WarcPlace> WarcWriter::resource(const std::string& url, const std::string& at, const std::string& media_type,
                                       std::string_view body) {
    return record(fields_of("resource", url, at, media_type), body);
}

Result<void> WarcWriter::finish() {
    const int file = std::exchange(file_, -1);
    const bool synced = ::fdatasync(file) == 0;
    const int problem = errno;
    if (::close(file) != 0) return failed(errno);
    if (!synced) return failed(problem);
    return {};
}

}  // namespace tallybook
