#include "fetch/feeds_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <charconv>
#include <functional>
#include <set>

#include "base/mapped_file.hpp"
#include "fetch/errors.hpp"
#include "fetch/url.hpp"

namespace tallybook {

namespace {

using std::chrono::milliseconds;

struct Bad {
    std::string what;
    uint32_t line;
};

// Reads the keys of one table; the first fault is kept, and so is the line where it stands.
class Table {
public:
    Table(const toml::table& table, std::optional<Bad>& bad) : table_(table), bad_(bad) {}

    template <class Value>
    void read(const char* key, Value& to, const char* kind) {
        const toml::node* node = find(key);
        if (!node) return;
        if (const auto value = node->value_exact<Value>())
            to = *value;
        else
            fault(*node, fmt::format("{} must be {}", key, kind));
    }
    void number(const char* key, int64_t least, int64_t most, const std::function<void(int64_t)>& set) {
        const toml::node* node = find(key);
        if (!node) return;
        const auto value = node->value_exact<int64_t>();
        if (value && *value >= least && *value <= most) return set(*value);
        fault(*node, fmt::format("{} must be a number from {} to {}", key, least, most));
    }
    void duration(const char* key, milliseconds least, milliseconds most,
                  const std::function<void(milliseconds)>& set) {
        const toml::node* node = find(key);
        if (!node) return;
        const auto text = node->value_exact<std::string>();
        const auto value = text ? duration_of(*text) : std::nullopt;
        if (value && *value >= least && *value <= most) return set(*value);
        fault(*node, fmt::format("{} must be a time such as \"30s\", \"15m\", \"2h\", \"1d\", from {} s to {} s", key,
                                 least.count() / 1000, most.count() / 1000));
    }
    void size(const char* key, size_t& to) {
        const toml::node* node = find(key);
        if (!node) return;
        const auto text = node->value_exact<std::string>();
        size_t n = 0;
        if (text) {
            const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), n);
            const std::string_view unit(end, static_cast<size_t>(text->data() + text->size() - end));
            const size_t factor = unit == "KB" ? 1 << 10 : unit == "MB" ? 1 << 20 : 0;
            if (problem == std::errc() && factor > 0 && n > 0 && n <= 64 * 1024 && n * factor <= size_t{64} << 20) {
                to = n * factor;
                return;
            }
        }
        fault(*node, fmt::format("{} must be a size such as \"512KB\" or \"16MB\", at most \"64MB\"", key));
    }
    void ranges(const char* key, std::vector<AddressRange>& to) {
        const toml::node* node = find(key);
        if (!node) return;
        const toml::array* list = node->as_array();
        if (!list) return fault(*node, fmt::format("{} must be a list of addresses: [\"192.168.7.0/24\"]", key));
        for (const toml::node& one : *list) {
            const auto text = one.value_exact<std::string>();
            const auto range = text ? AddressRange::parse(*text) : std::nullopt;
            if (!range) return fault(one, fmt::format("{} holds what is no address and no range of addresses", key));
            to.push_back(*range);
        }
    }
    const toml::node* find(const char* key) {
        known_.insert(key);
        return table_.get(key);
    }
    void fault(const toml::node& node, std::string what) {
        if (!bad_) bad_ = Bad{std::move(what), node.source().begin.line};
    }
    void no_others() {
        for (const auto& [key, node] : table_)
            if (!known_.contains(std::string(key.str())))
                fault(node, fmt::format("there is no key \"{}\" here", key.str()));
    }

private:
    const toml::table& table_;
    std::optional<Bad>& bad_;
    std::set<std::string> known_;
};

constexpr milliseconds kSecond{1000}, kDay{86'400'000};

void read_own(Table& table, FeedSpec& feed) {
    table.read("pages", feed.pages, "true or false");
    table.read("outlet", feed.outlet, "text");
    table.duration("every", 10 * kSecond, 30 * kDay,
                   [&](milliseconds value) { feed.every = std::chrono::duration_cast<std::chrono::seconds>(value); });
}

void read_feed(const toml::node& node, const FeedSpec& defaults, FeedsFile& out, std::optional<Bad>& bad) {
    const toml::table* own = node.as_table();
    if (!own) {
        if (!bad) bad = Bad{"feeds are written as [[feed]]", node.source().begin.line};
        return;
    }
    Table table(*own, bad);
    FeedSpec feed = defaults;
    table.read("url", feed.url, "text");
    read_own(table, feed);
    table.no_others();
    const auto url = Url::parse(feed.url);
    if (!url) return table.fault(node, fmt::format("\"{}\": {}", feed.url, url.error().message));
    feed.url = url->text();
    for (const FeedSpec& other : out.feeds)
        if (other.url == feed.url) return table.fault(node, "this feed stands there twice: " + feed.url);
    out.feeds.push_back(std::move(feed));
}

void read_all(const toml::table& root, FeedsFile& out, std::optional<Bad>& bad) {
    Table table(root, bad);
    FeedSpec defaults;
    read_own(table, defaults);
    FetchLimits& limits = out.limits;
    table.read("contact", out.contact, "text");
    table.read("robots", out.robots, "true or false");
    table.ranges("allow_private", out.allow_private);
    table.duration("timeout", kSecond, 600 * kSecond, [&](milliseconds value) { limits.timeout = value; });
    table.duration("delay", milliseconds(0), 3600 * kSecond, [&](milliseconds value) { limits.delay = value; });
    limits.connect_timeout = std::min(limits.connect_timeout, limits.timeout);
    table.size("max_size", limits.max_bytes);
    table.number("max_redirects", 0, 20, [&](int64_t value) { limits.max_redirects = static_cast<int>(value); });
    table.number("parallel", 1, 64, [&](int64_t value) { out.parallel = static_cast<unsigned>(value); });
    table.number("max_pages", 1, 100'000, [&](int64_t value) { out.max_pages = static_cast<size_t>(value); });
    if (out.contact.find_first_of("\r\n") != std::string::npos) out.contact.clear();
    const toml::node* feeds = table.find("feed");
    table.no_others();
    if (!feeds || !feeds->as_array()) {
        if (!bad) bad = Bad{"it names no feed: write [[feed]] and url = \"https://…\"", 1};
        return;
    }
    for (const toml::node& one : *feeds->as_array()) read_feed(one, defaults, out, bad);
}

}  // namespace

std::optional<milliseconds> duration_of(std::string_view text) {
    int64_t n = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), n);
    const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
    if (problem != std::errc() || n < 0 || n > 1'000'000) return std::nullopt;
    if (unit == "ms") return milliseconds(n);
    if (unit == "s") return n * kSecond;
    if (unit == "m") return n * 60 * kSecond;
    if (unit == "h") return n * 3600 * kSecond;
    if (unit == "d") return n * kDay;
    return std::nullopt;
}

Result<FeedsFile> parse_feeds_file(std::string_view text, const std::string& name) {
    const auto wrong = [&](const std::string& what, uint32_t line) {
        return Error{errors::kFeedsFile, what, fmt::format("{}:{}", name, line)};
    };
    try {
        const toml::table root = toml::parse(text);
        FeedsFile out;
        std::optional<Bad> bad;
        read_all(root, out, bad);
        if (bad) return wrong(bad->what, bad->line);
        return out;
    } catch (const toml::parse_error& problem) {
        return wrong(std::string("this is no TOML: ") + std::string(problem.description()),
                     problem.source().begin.line);
    }
}

Result<FeedsFile> read_feeds_file(const std::filesystem::path& path) {
    auto file = MappedFile::open(path);
    if (!file) return file.error();
    return parse_feeds_file(file->bytes(), path.string());
}

}  // namespace tallybook
