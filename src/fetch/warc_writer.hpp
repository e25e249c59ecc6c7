// What was fetched, as a web archive (WARC 1.1, a gzip member a record): answers as they came, so that a page that
// changes or dies can still be shown, by this program or any other that reads WARC. Records carry three fields of our
// own, which `ingest` knows: what the feed said of a page (Tallybook-Published, Tallybook-Outlet), for pages that do
// not say it themselves, and that a record is a feed of which the pages were fetched (Tallybook-Role: index).
//
// Contract: one thread at a time. A record stands in the file whole or, after a kill, as its damaged end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "fetch/http_client.hpp"

namespace tallybook {

struct WarcHints {
    std::string published, outlet;
    bool index = false;
};

struct WarcPlace {
    uint64_t offset = 0, length = 0;  // of the gzip member
};

class WarcWriter {
public:
    // A new file; one of that name is written over. Error: kArchiveFile.
    static Result<WarcWriter> create(const std::string& path, const std::string& software);
    WarcWriter(WarcWriter&& other) noexcept;
    WarcWriter& operator=(WarcWriter&&) = delete;
    ~WarcWriter();

    // `at`: "2026-03-01T04:05:06Z". Error: kArchiveFile.
    Result<WarcPlace> response(const std::string& url, const std::string& at, const Answer& answer,
                               const WarcHints& hints);
    // Something that is no answer: a feed's entry whose page cannot be had.
    Result<WarcPlace> resource(const std::string& url, const std::string& at, const std::string& media_type,
                               std::string_view body);
    // All is on the disk. Error: kArchiveFile.
    Result<void> finish();
    uint64_t records() const { return records_; }  // without the first, which describes the file
    const std::string& path() const { return path_; }

private:
    WarcWriter(std::string path, int file) : path_(std::move(path)), file_(file) {}
    Result<WarcPlace> record(const std::string& fields, std::string_view block, std::string_view block_rest = {});
    Error failed(int problem) const;

    std::string path_;
    int file_ = -1;
    uint64_t size_ = 0, records_ = 0;
};

// One gzip member.
std::string gzip_member(std::string_view bytes);

}  // namespace tallybook
