#include "fetch/fetch_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <utility>
#include "fetch/errors.hpp"

namespace tallybook {

namespace {

Error failed(const std::string& path, const std::string& why) {
    return {errors::kStateFile, "the memory of watch cannot be used: " + why, path};
}

std::string dump(const Json& line) {
    return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

int64_t number_of(const Json& line, const char* key) {
    return integer_of(line, key).value_or(0);
}

}  // namespace

std::string utc_text(int64_t seconds) {
    const auto time = static_cast<time_t>(seconds);
    tm parts{};
    gmtime_r(&time, &parts);
    char text[40];
    return {text, strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

int64_t utc_of(const std::string& text) {
    tm parts{};
    const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return end && *end == '\0' ? timegm(&parts) : 0;
}

Json line_of(const WantedPage& page) {
    return {{"record", "wanted"},
            {"url", page.url},
            {"feed", page.feed},
            {"title", or_null(page.title)},
            {"published", or_null(page.published)},
            {"outlet", or_null(page.outlet)},
            {"text", or_null(page.text)},
            {"failures", page.failures},
            {"next_at", page.next_at == 0 ? Json(nullptr) : Json(utc_text(page.next_at))}};
}

Result<FetchLog> FetchLog::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) return failed(path, std::strerror(errno));
    FetchLog out(path, file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
        return failed(path, "another tallybook watch is at work with this ledger");
    if (auto loaded = out.load(); !loaded) return loaded.error();
    return out;
}

FetchLog::FetchLog(FetchLog&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      size_(other.size_),
      feeds_(std::move(other.feeds_)),
      pages_(std::move(other.pages_)),
      wanted_(std::move(other.wanted_)) {}

FetchLog::~FetchLog() {
    if (file_ >= 0) ::close(file_);
}

Result<void> FetchLog::load() {
    std::string rest, piece(size_t{1} << 16, '\0');
    for (;;) {
        const ssize_t got = ::pread(file_, piece.data(), piece.size(), static_cast<off_t>(size_ + rest.size()));
        if (got < 0) return failed(path_, std::strerror(errno));
        if (got == 0) break;
        rest.append(piece, 0, static_cast<size_t>(got));
        size_t begin = 0;
        for (size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
            take_in(Json::parse(std::string_view(rest).substr(begin, end - begin), nullptr, false));
            begin = end + 1;
        }
        size_ += begin;
        rest.erase(0, begin);
    }
    // A line that was cut off is written over by the next one.
    if (!rest.empty() && ::ftruncate(file_, static_cast<off_t>(size_)) != 0) return failed(path_, std::strerror(errno));
    return {};
}

void FetchLog::take_in(const Json& line) {
    if (!line.is_object()) return;
    const std::string record = text_of(line, "record"), url = text_of(line, "url");
    if (record == "feed") {
        FeedState& state = feeds_[url];
        state.etag = text_of(line, "etag");
        state.last_modified = text_of(line, "last_modified");
        state.error = text_of(line, "error");
        state.status = static_cast<int>(number_of(line, "status"));
        state.failures = static_cast<int>(number_of(line, "failures"));
        state.at = utc_of(text_of(line, "at"));
        state.next_at = utc_of(text_of(line, "next_at"));
        if (integer_of(line, "entries")) state.entries = static_cast<uint64_t>(number_of(line, "entries"));
        ++state.polls;
    } else if (record == "page") {
        pages_[url] = true;
        wanted_.erase(url);
    } else if (record == "wanted") {
        if (const auto known = pages_.find(url); known != pages_.end() && known->second) return;
        pages_[url] = false;
        wanted_[url] = {url,
                        text_of(line, "feed"),
                        text_of(line, "title"),
                        text_of(line, "published"),
                        text_of(line, "outlet"),
                        text_of(line, "text"),
                        static_cast<int>(number_of(line, "failures")),
                        utc_of(text_of(line, "next_at"))};
    }
}

Result<void> FetchLog::append(const std::vector<Json>& lines) {
    std::string bytes;
    for (const Json& line : lines) bytes += dump(line);
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t wrote =
            ::pwrite(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(size_ + done));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) {
            const int problem = errno;
            static_cast<void>(::ftruncate(file_, static_cast<off_t>(size_)));
            return failed(path_, std::strerror(problem));
        }
        done += static_cast<size_t>(wrote);
    }
    if (::fdatasync(file_) != 0) return failed(path_, std::strerror(errno));
    size_ += bytes.size();
    for (const Json& line : lines) take_in(line);
    return {};
}

FeedState FetchLog::feed(const std::string& url) const {
    const auto found = feeds_.find(url);
    return found == feeds_.end() ? FeedState{} : found->second;
}

std::vector<WantedPage> FetchLog::wanted() const {
    std::vector<WantedPage> out;
    for (const auto& [url, page] : wanted_) out.push_back(page);
    return out;
}

}  // namespace tallybook
