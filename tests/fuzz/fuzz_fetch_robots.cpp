// Any robots.txt, any FEEDS.toml, any address: read or refused, and an address that was taken is taken again as it is.
#include <cstdlib>
#include <string>
#include <string_view>

#include "fetch/feeds_file.hpp"
#include "fetch/robots.hpp"
#include "fetch/url.hpp"

namespace {

using namespace tallybook;

void require(bool condition) {
    if (!condition) std::abort();
}

void check_url(const Result<Url>& url) {
    if (!url) return;
    const auto again = Url::parse(url->text());
    require(again && again->text() == url->text() && again->host() == url->host());
    require(url->path().starts_with("/") && url->text().starts_with("http"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::string_view line = text.substr(0, text.find('\n'));
    const Robots robots = Robots::parse(text, "tallybook");
    (void)robots.allows(line);
    require(!robots.delay() || robots.delay()->count() <= 60'000);
    static const auto base = Url::parse("https://news.example.org/world/rss.xml");
    check_url(Url::parse(line));
    check_url(base->resolve(line));
    if (const auto range = AddressRange::parse(line)) require(range->holds(range->first));
    const auto file = parse_feeds_file(text, "feeds.toml");
    require(file ? !file->feeds.empty() || text.find("feed") != std::string_view::npos : file.error().code == "TB7001");
    return 0;
}
