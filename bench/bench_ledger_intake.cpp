// How fast reports go into a ledger: mentions a second, in batches as `read` writes them and one report at a time, and
// copies of known texts a second; seconds are those of the processor, the disk is not waited for. The records are as
// long as those of real reports; the file lies in the folder for temporary files and is removed.
//
//     bench_ledger_intake [--reports 20000]
#include <fmt/core.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"

namespace {

using namespace tallybook;

constexpr size_t kMentionsAReport = 4, kBatch = 500;
const RunInfo kRun{"bench", std::string(64, 'b'), std::string(64, 'm'), std::string(64, 'g')};

struct Made {
    std::string text, id, sha256;
    SourceInfo source;
    CodedLines coded;
};

Json span(size_t at, size_t size) {
    return {at, at + size};
}

std::string mention(const std::string& report, size_t number) {
    const Json place = {{"id", fmt::format("geonames:{}", 100000 + number % 5000)},
                        {"name", "Some Town"},
                        {"lat", 33.25},
                        {"lon", 44.5},
                        {"country", "QQ"},
                        {"admin1", "Province"},
                        {"kind", "town"},
                        {"relation", "near"},
                        {"candidates", 3}};
    Json people = Json::array();
    for (const char* role : {"actor", "victim", "instrument"})
        people.push_back({{"role", role},
                          {"text", "two men of the guard"},
                          {"span", span(20, 20)},
                          {"named_at", nullptr},
                          {"id", nullptr},
                          {"name", nullptr},
                          {"kind", "unknown"},
                          {"class", nullptr},
                          {"description", nullptr},
                          {"member_of", nullptr},
                          {"affiliation", nullptr},
                          {"country", "QQ"},
                          {"count", {{"low", 2}, {"best", 2}, {"high", 2}, {"hedge", nullptr}}},
                          {"effect", "killed"},
                          {"status", "reported"},
                          {"by", nullptr},
                          {"by_kind", nullptr},
                          {"basis", nullptr}});
    return Json({{"record", "mention"},
                 {"id", fmt::format("{}/m{}", report, number % kMentionsAReport + 1)},
                 {"report", report},
                 {"key", "some/file/of/a/crawl.html"},
                 {"type", "ASSAULT"},
                 {"mode", "explosives"},
                 {"contexts", {"military"}},
                 {"polarity", "affirmed"},
                 {"phase", "past"},
                 {"historic", false},
                 {"count", {{"low", 1}, {"best", 1}, {"high", 1}, {"hedge", nullptr}}},
                 {"part_of", nullptr},
                 {"series", false},
                 {"reciprocal", false},
                 {"trigger", {{"text", "killed"}, {"span", span(13, 6)}}},
                 {"participants", people},
                 {"time",
                  {{"span", span(50, 9)},
                   {"text", "on Friday"},
                   {"timex", "DATE"},
                   {"value", "2024-03-01"},
                   {"earliest", "2024-03-01"},
                   {"latest", "2024-03-01"}}},
                 {"place", place},
                 {"other_places", Json::array()},
                 {"said_by", Json::array()},
                 {"evidence", {{{"span", span(0, 80)}}}},
                 {"rule", "assault/bomb:kill"},
                 {"score", 0.9}})
        .dump();
}

Made made(size_t number) {
    Made out;
    out.text = fmt::format("Report {}. ", number) + std::string(2000, 'x');
    out.sha256 = sha256_hex(out.text);
    out.id = "r-" + out.sha256.substr(0, 16);
    out.source.key = fmt::format("crawl/{}.html", number);
    out.source.outlet = fmt::format("Outlet {}", number % 40);
    out.source.published = "2024-03-02";
    out.coded.as = out.source;
    out.coded.report_line = Json({{"record", "report"},
                                  {"id", out.id},
                                  {"key", out.source.key},
                                  {"sha256", out.sha256},
                                  {"published", "2024-03-02"},
                                  {"outlet", *out.source.outlet}})
                                .dump();
    for (size_t i = 0; i < kMentionsAReport; ++i)
        out.coded.records.push_back(mention(out.id, number * kMentionsAReport + i));
    return out;
}

template <class Work>
double seconds(Work work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void need(bool good) {
    if (!good) std::abort();
}

Ledger fresh(const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    auto ledger = Ledger::open((folder / "bench.ledger").string(), Ledger::Access::Write);
    need(static_cast<bool>(ledger));
    return std::move(*ledger);
}

void keep_in_batches(Ledger& ledger, const std::vector<Made>& reports) {
    std::vector<Reading> batch;
    for (const Made& one : reports) {
        batch.push_back({{one.id, one.sha256, one.text}, &one.source, &one.coded});
        if (batch.size() < kBatch && &one != &reports.back()) continue;
        need(static_cast<bool>(ledger.add_all(batch, kRun)));
        batch.clear();
    }
}

}  // namespace

int main(int argc, char** argv) {
    size_t count = 20000;
    for (int i = 1; i + 1 < argc; i += 2)
        if (std::string(argv[i]) == "--reports") count = static_cast<size_t>(std::atoll(argv[i + 1]));
    std::vector<Made> reports;
    for (size_t i = 0; i < count; ++i) reports.push_back(made(i));
    const size_t bytes = reports[0].coded.records[0].size();
    const auto folder = std::filesystem::temp_directory_path() / "tallybook-bench-ledger";
    const auto rate = [](size_t things, double time) { return static_cast<double>(things) / time; };

    {
        Ledger ledger = fresh(folder);
        const double time = seconds([&] { keep_in_batches(ledger, reports); });
        fmt::print("in batches of {}: {:.0f} mentions/s of {} bytes, {:.0f} reports/s\n", kBatch,
                   rate(count * kMentionsAReport, time), bytes, rate(count, time));
        for (Made& one : reports) {
            one.source.key += "/copy";
            one.coded.records.clear();
        }
        const double copying = seconds([&] { keep_in_batches(ledger, reports); });
        fmt::print("copies of known texts: {:.0f} reports/s\n", rate(count, copying));
    }
    {
        Ledger ledger = fresh(folder);
        std::vector<Made> few;
        for (size_t i = 0; i < count / 10; ++i) few.push_back(made(i));
        const double time = seconds([&] {
            for (const Made& one : few)
                need(static_cast<bool>(ledger.add({one.id, one.sha256, one.text}, one.source, &one.coded, kRun)));
        });
        fmt::print("one at a time: {:.0f} mentions/s\n", rate(few.size() * kMentionsAReport, time));
    }
    std::filesystem::remove_all(folder);
    return 0;
}
