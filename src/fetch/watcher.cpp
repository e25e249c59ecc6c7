#include "fetch/watcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "fetch/errors.hpp"
#include "fetch/libcurl.hpp"
#include "ingest/formats.hpp"
#include "ingest/gzip.hpp"
#include "ingest/http_message.hpp"
#include "ingest/item_reader.hpp"

namespace tallybook {

namespace {

constexpr int64_t kDay = 86'400, kFirstRetry = 600;
constexpr int kMostTries = 3;                        // of a page
constexpr size_t kMostEntryText = size_t{64} << 10;  // that waits in the log for its page
constexpr int kMostDoublings = 10;

struct Fetched {
    Answer answer;
    Url url;  // behind all redirects
};

std::string agent_of(const FeedsFile& file) {
    return fmt::format("{}/0.1 (news reader{})", kRobotName, file.contact.empty() ? "" : "; " + file.contact);
}

// Later it may go better.
bool passes(const std::string& code) {
    return one_of(code, {errors::kNotReached, errors::kTooSlow, errors::kAnswerBroken});
}

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// In seconds from now, at most a day; 0 where the server does not say.
int64_t retry_after(const Answer& answer, int64_t now) {
    const std::string value = answer.field("retry-after");
    int64_t seconds = 0;
    if (const auto number = length_of(value))
        seconds = static_cast<int64_t>(std::min<size_t>(*number, kDay));
    else if (const LibCurl* lib = libcurl())
        seconds = std::max<int64_t>(lib->getdate(value.c_str(), nullptr) - now, 0);
    return std::min(seconds, kDay);
}

Json fields_of_head(const Answer& answer) {
    Json out = Json::object();
    for (const char* name : {"date", "content-type", "content-encoding", "content-length", "content-language", "etag",
                             "last-modified", "cache-control", "server", "location", "retry-after"})
        if (const std::string value = answer.field(name); !value.empty()) out[name] = value;
    return out;
}

Result<std::string> body_of(const Answer& answer, size_t limit, const std::string& where) {
    std::string body = answer.body;
    if (lower(answer.field("transfer-encoding")).find("chunked") != std::string::npos)
        body = unchunked(std::move(body));
    auto out = decode_content(std::move(body), answer.field("content-encoding"), limit, where);
    if (!out) return Error{errors::kAnswerTooLarge, out.error().message, where};
    return out;
}

bool is_page(const Answer& answer) {
    const MediaType media = media_type_of(answer.field("content-type"));
    return media.type.empty() ||
           one_of(media.type, {"text/html", "application/xhtml+xml", "text/plain", "text/markdown"});
}

std::string cut(std::string text, size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

void note_answer(Json& line, const Answer& answer, const Url& url, const std::string& body) {
    line["final"] = url.text();
    line["status"] = answer.status;
    line["address"] = or_null(answer.address);
    line["fields"] = fields_of_head(answer);
    line["bytes"] = body.size();
    line["sha256"] = sha256_hex(body);
}

}  // namespace

struct Watcher::Work {
    Work(const Watcher& watcher_, Hosts& hosts_, WarcWriter& archive_)
        : watcher(watcher_), hosts(hosts_), archive(archive_) {}

    const Watcher& watcher;
    Hosts& hosts;
    WarcWriter& archive;
    std::mutex lock;  // of all that follows, and of the archive
    WatchRound out;
    std::vector<WantedPage> wanted;
    std::set<std::string> wanted_urls;
    std::optional<Error> problem;

    int64_t now() const { return watcher.clock_.now(); }
    bool stopped() {
        const std::scoped_lock hold(lock);
        return watcher.stop_.load() || problem;
    }

    void keep(Json line, const std::function<Result<WarcPlace>()>& write) {
        const std::scoped_lock hold(lock);
        if (problem) return;
        if (write) {
            auto place = write();
            if (!place) {
                problem = place.error();
                return;
            }
            line["offset"] = place->offset;
            line["length"] = place->length;
        }
        out.lines.push_back(std::move(line));
    }

    Result<Fetched> fetch(Url url, const Conditions& conditions);
    void feed(const FeedSpec& spec);
    void feed_failed(const FeedSpec& spec, Json line, const Error& error, int64_t after);
    Result<std::vector<InputFields>> entries(const std::string& body, const Fetched& fetched, std::string& damage);
    uint64_t want_pages(const FeedSpec& spec, const Url& at, std::vector<InputFields> entries);
    void page(const WantedPage& page);
    void page_failed(const WantedPage& page, Json line, const Error& error, bool may_pass, int64_t after);
    void entry_instead(const WantedPage& page, Json line);

    // Groups of things to do by host, each host by one thread at a time.
    template <class Thing, class Do>
    void run(const std::map<std::string, std::vector<Thing>>& groups, Do todo) {
        std::vector<const std::vector<Thing>*> queue;
        for (const auto& [host, things] : groups) queue.push_back(&things);
        std::atomic<size_t> next{0};
        const auto work = [&] {
            for (size_t i = next++; i < queue.size(); i = next++)
                for (const Thing& one : *queue[i])
                    if (!stopped()) todo(one);
        };
        std::vector<std::jthread> pool;
        try {
            for (unsigned t = 1; t < watcher.file_.parallel && t < queue.size(); ++t) pool.emplace_back(work);
        } catch (const std::system_error&) {  // the system gives no more threads: fewer do the same
        }
        work();
    }
};

Result<Fetched> Watcher::Work::fetch(Url url, const Conditions& conditions) {
    for (int hop = 0;; ++hop) {
        switch (hosts.allowed(url)) {
            case Hosts::Answer::Yes:
                break;
            case Hosts::Answer::No:
                return Error{errors::kRobotsForbid, "the site's robots.txt does not allow it", url.text()};
            case Hosts::Answer::NotNow:
                return Error{errors::kNotReached, "the site's robots.txt cannot be had, so it is left alone",
                             url.text()};
        }
        hosts.wait(url);
        if (watcher.stop_.load()) return Error{errors::kNotReached, "stopped by you", url.text()};
        auto answer = watcher.client_.get(url, conditions);
        if (!answer) return answer.error();
        const std::string to = answer->field("location");
        if (!is_redirect(answer->status) || to.empty()) return Fetched{std::move(*answer), std::move(url)};
        if (hop >= watcher.file_.limits.max_redirects)
            return Error{errors::kTooManyRedirects,
                         fmt::format("more than {} redirects", watcher.file_.limits.max_redirects), url.text()};
        auto next = url.resolve(to);
        if (!next) return next.error();
        url = std::move(*next);
    }
}

void Watcher::Work::feed_failed(const FeedSpec& spec, Json line, const Error& error, int64_t after) {
    const FeedState before = watcher.log_.feed(spec.url);
    const int failures = before.failures + 1;
    const int64_t doubled = spec.every.count() << std::min(failures, kMostDoublings);
    line["error"] = error.code + ": " + error.message;
    line["etag"] = or_null(before.etag);
    line["last_modified"] = or_null(before.last_modified);
    line["failures"] = failures;
    line["next_at"] = utc_text(now() + std::max(after, std::min(std::max<int64_t>(kDay, spec.every.count()), doubled)));
    {
        const std::scoped_lock hold(lock);
        ++out.failed;
    }
    keep(std::move(line), nullptr);
}

void Watcher::Work::feed(const FeedSpec& spec) {
    const FeedState before = watcher.log_.feed(spec.url);
    {
        const std::scoped_lock hold(lock);
        ++out.feeds;
    }
    Json line = {
        {"record", "feed"}, {"url", spec.url}, {"at", utc_text(now())}, {"status", nullptr}, {"error", nullptr}};
    const auto url = Url::parse(spec.url);
    if (!url) return feed_failed(spec, std::move(line), url.error(), 0);
    auto fetched = fetch(*url, {before.etag, before.last_modified});
    if (!fetched) return feed_failed(spec, std::move(line), fetched.error(), 0);
    const Answer& answer = fetched->answer;
    line["status"] = answer.status;
    line["failures"] = 0;
    line["next_at"] = utc_text(now() + spec.every.count());
    if (answer.status == 304) {
        line["etag"] = or_null(before.etag);
        line["last_modified"] = or_null(before.last_modified);
        {
            const std::scoped_lock hold(lock);
            ++out.unchanged;
        }
        return keep(std::move(line), nullptr);
    }
    if (answer.status != 200)
        return feed_failed(
            spec, std::move(line),
            {errors::kAnswerStatus, fmt::format("the server answered with status {}", answer.status), ""},
            retry_after(answer, now()));
    const auto body = body_of(answer, watcher.file_.limits.max_bytes, spec.url);
    if (!body) return feed_failed(spec, std::move(line), body.error(), 0);
    std::string damage;
    auto found = entries(*body, *fetched, damage);
    if (!found) return feed_failed(spec, std::move(line), found.error(), 0);
    note_answer(line, answer, fetched->url, *body);
    if (!damage.empty()) line["error"] = damage;
    // A damaged feed is asked for again as a whole.
    line["etag"] = or_null(damage.empty() ? answer.field("etag") : "");
    line["last_modified"] = or_null(damage.empty() ? answer.field("last-modified") : "");
    line["entries"] = found->size();
    if (spec.pages) line["new"] = want_pages(spec, fetched->url, std::move(*found));
    const std::string at = text_of(line, "at");
    keep(std::move(line), [&] {
        return archive.response(fetched->url.text(), at, answer, {"", spec.outlet, spec.pages});
    });
}

// The feed as `ingest` reads it. `damage`: it ends in the middle, what stands before is read.
Result<std::vector<InputFields>> Watcher::Work::entries(const std::string& body, const Fetched& fetched,
                                                        std::string& damage) {
    IngestOptions options;
    options.max_html_bytes = watcher.file_.limits.max_bytes;
    Place place;
    place.key = place.uri = fetched.url.text();
    place.charset = media_type_of(fetched.answer.field("content-type")).charset;
    place.format = InputFormat::Feed;
    const auto reader = open_reader(ByteStream(memory_source(body), fetched.url.text()), place, options);
    std::vector<InputFields> found;
    std::optional<Error> problem_here;
    while (auto item = reader->next()) {
        if (*item)
            found.push_back(std::move(**item));
        else
            problem_here = item->error();
    }
    if (!problem_here) return found;
    place.format = InputFormat::Guess;
    const bool is_feed = guess_format(place, body) == InputFormat::Feed;
    if (problem_here->code == errors::kFileEmpty && is_feed) return found;           // a feed without entries
    if (problem_here->code == errors::kBadFeed && !found.empty()) found.pop_back();  // the one that was cut
    if (found.empty()) return *problem_here;
    damage = problem_here->code + ": " + problem_here->message;
    return found;
}

uint64_t Watcher::Work::want_pages(const FeedSpec& spec, const Url& at, std::vector<InputFields> entries) {
    uint64_t fresh = 0;
    for (InputFields& entry : entries) {
        WantedPage page;
        const auto link = at.resolve(entry.uri.value_or(""));
        const bool linked = entry.uri && link;
        // Without link and id its key is its place in the feed, which the next entry will have.
        const bool nameless = entry.key.starts_with(at.text() + ":");
        page.url = linked     ? link->text()
                   : nameless ? at.text() + "#" + sha256_hex(entry.text).substr(0, 16)
                              : entry.key;
        if (page.url.empty() || watcher.log_.page_is_known(page.url)) continue;
        page.feed = spec.url;
        page.title = entry.title.value_or("");
        page.published = entry.published.value_or("");
        page.outlet = !spec.outlet.empty() ? spec.outlet : entry.outlet.value_or("");
        page.text = cut(std::move(entry.text), kMostEntryText);
        {
            const std::scoped_lock hold(lock);
            if (!wanted_urls.insert(page.url).second) continue;
        }
        ++fresh;
        if (linked) {
            const std::scoped_lock hold(lock);
            wanted.push_back(std::move(page));
        } else {
            entry_instead(page, {{"record", "page"},
                                 {"url", page.url},
                                 {"feed", page.feed},
                                 {"at", utc_text(now())},
                                 {"status", nullptr},
                                 {"error", "the entry links to no page"}});
        }
    }
    return fresh;
}

// The page is done with; what the feed says of it is all there is.
void Watcher::Work::entry_instead(const WantedPage& page, Json line) {
    if (page.text.find_first_not_of(" \t\r\n") == std::string::npos) return keep(std::move(line), nullptr);
    const Json report = {{"id", page.url},
                         {"uri", page.url},
                         {"text", page.text},
                         {"title", or_null(page.title)},
                         {"published", or_null(page.published)},
                         {"outlet", or_null(page.outlet)}};
    const std::string body = report.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    const std::string at = text_of(line, "at");
    {
        const std::scoped_lock hold(lock);
        ++out.entries;
    }
    keep(std::move(line), [&] { return archive.resource(page.url, at, "application/x-ndjson", body); });
}

void Watcher::Work::page_failed(const WantedPage& page, Json line, const Error& error, bool may_pass, int64_t after) {
    if (watcher.stop_.load()) return;  // it was not the server: wanted as before
    line["error"] = error.code + ": " + error.message;
    if (!may_pass || page.failures + 1 >= kMostTries) return entry_instead(page, std::move(line));
    WantedPage again = page;
    ++again.failures;
    again.next_at = now() + std::max(after, kFirstRetry << (2 * page.failures));
    keep(line_of(again), nullptr);
}

void Watcher::Work::page(const WantedPage& page) {
    Json line = {{"record", "page"},      {"url", page.url},   {"feed", page.feed},
                 {"at", utc_text(now())}, {"status", nullptr}, {"error", nullptr}};
    const auto url = Url::parse(page.url);
    if (!url) return page_failed(page, std::move(line), url.error(), false, 0);
    auto fetched = fetch(*url, {});
    if (!fetched) return page_failed(page, std::move(line), fetched.error(), passes(fetched.error().code), 0);
    const Answer& answer = fetched->answer;
    line["status"] = answer.status;
    if (answer.status != 200) {
        const bool may_pass = answer.status >= 500 || answer.status == 429 || answer.status == 408;
        return page_failed(
            page, std::move(line),
            {errors::kAnswerStatus, fmt::format("the server answered with status {}", answer.status), ""}, may_pass,
            retry_after(answer, now()));
    }
    const auto body = body_of(answer, watcher.file_.limits.max_bytes, page.url);
    if (!body) return page_failed(page, std::move(line), body.error(), false, 0);
    if (!is_page(answer))
        return page_failed(page, std::move(line),
                           {errors::kUnknownFormat, "this is no page: " + answer.field("content-type"), ""}, false, 0);
    note_answer(line, answer, fetched->url, *body);
    {
        const std::scoped_lock hold(lock);
        ++out.pages;
    }
    const std::string at = text_of(line, "at");
    keep(std::move(line), [&] {
        return archive.response(fetched->url.text(), at, answer, {page.published, page.outlet, false});
    });
}

Watcher::Watcher(const FeedsFile& file, const FetchLog& log, WatchClock clock, const std::atomic<bool>& stop)
    : file_(file),
      log_(log),
      clock_(std::move(clock)),
      stop_(stop),
      client_(file.limits, file.allow_private, agent_of(file), &stop),
      hosts_(client_, file.limits.delay, file.robots, clock_.sleep) {}

Watcher::~Watcher() = default;

Result<WatchRound> Watcher::round(WarcWriter& archive, bool all) {
    Work work(*this, hosts_, archive);
    const int64_t begun = clock_.now();
    std::map<std::string, std::vector<FeedSpec>> feeds;
    for (const FeedSpec& spec : file_.feeds) {
        if (!all && log_.feed(spec.url).next_at > begun) continue;
        if (const auto url = Url::parse(spec.url)) feeds[url->host()].push_back(spec);
    }
    for (WantedPage& page : log_.wanted())
        if (page.next_at <= begun) {
            work.wanted_urls.insert(page.url);
            work.wanted.push_back(std::move(page));
        }
    work.run(feeds, [&](const FeedSpec& spec) { work.feed(spec); });

    std::map<std::string, std::vector<WantedPage>> pages;
    std::map<std::string, size_t> of_feed;
    std::sort(work.wanted.begin(), work.wanted.end(),
              [](const WantedPage& a, const WantedPage& b) { return a.url < b.url; });
    for (const WantedPage& page : work.wanted) {
        const auto url = Url::parse(page.url);
        if (++of_feed[page.feed] <= file_.max_pages && !stop_.load()) {
            pages[url ? url->host() : ""].push_back(page);
        } else if (!log_.page_is_known(page.url)) {
            ++work.out.waiting;
            work.out.lines.push_back(line_of(page));
        }
    }
    std::set<std::string> done;
    work.run(pages, [&](const WantedPage& page) {
        work.page(page);
        const std::scoped_lock hold(work.lock);
        if (!stop_.load()) done.insert(page.url);
    });
    // Stopped in the middle: what was not asked for is asked for next time.
    for (const auto& [host, group] : pages)
        for (const WantedPage& page : group)
            if (!done.contains(page.url) && !log_.page_is_known(page.url)) work.out.lines.push_back(line_of(page));
    if (work.problem) return *work.problem;
    return std::move(work.out);
}

int64_t Watcher::next_due() const {
    int64_t out = clock_.now() + kDay;
    for (const FeedSpec& spec : file_.feeds) out = std::min(out, log_.feed(spec.url).next_at);
    for (const WantedPage& page : log_.wanted()) out = std::min(out, page.next_at);
    return out;
}

std::vector<Json> Watcher::status() const {
    std::map<std::string, uint64_t> waiting;
    for (const WantedPage& page : log_.wanted()) ++waiting[page.feed];
    const auto time = [](int64_t at) { return at == 0 ? Json(nullptr) : Json(utc_text(at)); };
    std::vector<Json> out;
    for (const FeedSpec& spec : file_.feeds) {
        const FeedState state = log_.feed(spec.url);
        out.push_back({{"record", "feed_status"},
                       {"url", spec.url},
                       {"asked", time(state.at)},
                       {"next", time(state.next_at)},
                       {"status", state.status == 0 ? Json(nullptr) : Json(state.status)},
                       {"error", or_null(state.error)},
                       {"failures", state.failures},
                       {"polls", state.polls},
                       {"entries", state.entries},
                       {"waiting", waiting[spec.url]},
                       {"etag", or_null(state.etag)},
                       {"last_modified", or_null(state.last_modified)}});
    }
    return out;
}

}  // namespace tallybook
