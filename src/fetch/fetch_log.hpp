// What was asked for, when, and what came: a line of JSON each, appended and never changed, beside the ledger. It is
// the memory of `watch` (what a feed's ETag is, which pages are known, who is asked again when) and the proof of what a
// page said on a day: time, status, fields of the head, SHA-256, and where the answer lies in the archive. A database
// was turned down: every line is written once, read once at the start, and can be looked at with any tool.
//
// Contract: one program at a time (the file is locked). A line that a kill cut off is left out and closed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace tallybook {

struct FeedState {
    std::string etag, last_modified, error;  // error: of the last time; empty: it went well
    int status = 0, failures = 0;            // failures in a row
    int64_t at = 0, next_at = 0;             // seconds since 1970; 0: never
    uint64_t polls = 0, entries = 0;         // entries: of the last whole feed
};

// A page that is to be fetched, with what the feed says of it.
struct WantedPage {
    std::string url, feed;
    std::string title, published, outlet, text;  // text: the entry's, in case that the page cannot be had
    int failures = 0;
    int64_t next_at = 0;
};

class FetchLog {
public:
    // Makes the file where it is missing. Errors: kStateFile.
    static Result<FetchLog> open(const std::string& path);
    FetchLog(FetchLog&& other) noexcept;
    FetchLog& operator=(FetchLog&&) = delete;
    ~FetchLog();

    // Appends lines and takes them in; all or none of them. Error: kStateFile.
    Result<void> append(const std::vector<Json>& lines);

    FeedState feed(const std::string& url) const;
    bool page_is_known(const std::string& url) const { return pages_.contains(url); }  // fetched, given up, or wanted
    std::vector<WantedPage> wanted() const;  // in the order of their addresses
    uint64_t pages() const { return pages_.size() - wanted_.size(); }

private:
    FetchLog(std::string path, int file) : path_(std::move(path)), file_(file) {}
    Result<void> load();
    void take_in(const Json& line);

    std::string path_;
    int file_ = -1;
    uint64_t size_ = 0;
    std::map<std::string, FeedState> feeds_;
    std::unordered_map<std::string, bool> pages_;  // true: done
    std::map<std::string, WantedPage> wanted_;
};

Json line_of(const WantedPage& page);

// "2026-03-01T04:05:06Z" and back; 0 for anything else.
std::string utc_text(int64_t seconds);
int64_t utc_of(const std::string& text);

}  // namespace tallybook
