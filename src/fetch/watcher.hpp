// One round of watching: the feeds that are due are asked, new pages are fetched, and all that came stands in one web
// archive, which is then read like any other. So a page that was watched and the same page in a crawl give the same
// record, and whoever keeps the archives can read them again without the network.
//
// A round's lines for the log are handed out and not yet written: whoever runs it reads the archive into the ledger
// first and then appends them. Killed in between, the round is done again, and the ledger knows its reports.
//
// No feed waits for another's failure: hosts are asked at the same time (`parallel`), each request ends by its limits,
// and a feed that fails is asked ever more rarely (twice its time, four times …, at most a day), or when its server
// says (Retry-After).
//
// Contract: `file`, `log` and `stop` must outlive the watcher. Nothing throws. One round at a time.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "fetch/feeds_file.hpp"
#include "fetch/fetch_log.hpp"
#include "fetch/hosts.hpp"
#include "fetch/warc_writer.hpp"

namespace tallybook {

struct WatchClock {
    std::function<int64_t()> now;                          // seconds since 1970
    std::function<void(std::chrono::milliseconds)> sleep;  // may return early
};

struct WatchRound {
    uint64_t feeds = 0, unchanged = 0, failed = 0, pages = 0, entries = 0;  // entries: taken instead of their pages
    uint64_t waiting = 0;                                                   // pages left for later rounds
    std::vector<Json> lines;  // for the log; "offset" and "length" mean the round's archive
};

class Watcher {
public:
    Watcher(const FeedsFile& file, const FetchLog& log, WatchClock clock, const std::atomic<bool>& stop);
    ~Watcher();

    // Asks what is due, or every feed (`all`). Error: kArchiveFile; what a server does is no error.
    Result<WatchRound> round(WarcWriter& archive, bool all);

    // When something is due next; now or earlier: at once.
    int64_t next_due() const;

    // A feed's state as it stands in the log: {"record":"feed_status",…}.
    std::vector<Json> status() const;

private:
    struct Work;
    const FeedsFile& file_;
    const FetchLog& log_;
    const WatchClock clock_;
    const std::atomic<bool>& stop_;
    const HttpClient client_;
    Hosts hosts_;
};

}  // namespace tallybook
