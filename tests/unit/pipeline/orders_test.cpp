// The promise of the record: whatever the order in which reports are read, and however the reading is split, the ledger
// gives the same bytes. Shown on real reports: each is coded once, then its records are resolved in 200 orders,
// and ledgers are filled with them.
// The reports are development data that lie beside the project ($TALLYBOOK_BENCH, else ../shared/bench); where they
// are missing the test is skipped and says so.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <sstream>

#include "images.hpp"
#include "ingest/source.hpp"
#include "ledger/ledger.hpp"
#include "pipeline/lines.hpp"
#include "pipeline/pipeline.hpp"
#include "resolve/resolve.hpp"
#include "resolve/told.hpp"

namespace tallybook {
namespace {

// Orders are resolved from records in memory; every tenth also fills a ledger that is settled once on the way.
#ifdef __SANITIZE_ADDRESS__
constexpr int kOrders = 20;
#else
constexpr int kOrders = 200;
#endif

std::string reports_file() {
    const char* bench = std::getenv("TALLYBOOK_BENCH");
    return (bench ? std::string(bench) : std::string(TALLYBOOK_SOURCE_DIR) + "/../shared/bench") +
           "/series/reports.jsonl";
}

struct Coded {
    std::string id, sha256, text;
    CodedLines lines;
};

std::vector<Coded> code_all(const Pipeline& pipeline, const std::string& file) {
    std::vector<Coded> out;
    Workspace workspace;
    ReportSource source({file}, InputFormat::JsonLines, {});
    while (auto next = source.next()) {
        if (!*next) throw std::runtime_error(next->error().describe());
        Report& report = **next;
        const Records records = pipeline.code(report, workspace);
        Coded one{report.id, report.sha256, std::string(report.text()), {}};
        one.lines.as.key = report.key;
        std::istringstream lines(coded_lines(report, records));
        std::getline(lines, one.lines.report_line);
        for (std::string line; std::getline(lines, line);) one.lines.records.push_back(line);
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<ToldReport> told(const std::vector<Coded>& reports) {
    std::vector<ToldReport> out;
    for (const Coded& one : reports) {
        auto report = read_report_line(one.lines.report_line);
        if (!report) throw std::runtime_error(report.error().describe());
        for (const std::string& line : one.lines.records)
            if (auto added = add_record_line(*report, line); !added) throw std::runtime_error(added.error().describe());
        out.push_back(std::move(*report));
    }
    return out;
}

std::string resolved(const std::vector<ToldReport>& reports) {
    const Resolution found = resolve(reports);
    std::string out;
    for (const auto* list : {&found.incidents, &found.checks, &found.conflicts})
        for (const Finding& one : *list) out += one.line + "\n";
    return out;
}

std::string filled(const std::vector<Coded>& reports, std::mt19937& random) {
    const RunInfo run{"0", "book", "model", "gazetteer"};
    const auto need = [](const auto& result) {
        if (!result) throw std::runtime_error(result.error().describe());
    };
    auto ledger = Ledger::open(":memory:", Ledger::Access::Write);
    need(ledger);
    const size_t split = random() % (reports.size() + 1);  // what follows is resolved twice
    for (size_t i = 0; i < reports.size(); ++i) {
        const Coded& one = reports[i];
        need(ledger->add({one.id, one.sha256, one.text}, one.lines.as, &one.lines, run));
        if (i == split) need(ledger->settle(run));
    }
    need(ledger->settle(run));
    std::string out;
    for (const char* kind : {"incident", "check", "conflict"})
        need(ledger->each_finding(kind, [&](const std::string& line) { return out += line + "\n", true; }));
    return out;
}

TEST(Orders, RealReportsInAnyOrderAndSplitGiveTheSameRecord) {
    const std::string file = reports_file();
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "the development reports are not beside the project";
    auto model = Model::open(image("TALLYBOOK_MODEL", "models/en_core_web_sm.tbm"));
    auto places = Gazetteer::open(image("TALLYBOOK_GAZETTEER", "gazetteer.tbg"));
    if (!model || !places) GTEST_SKIP() << "no images";
    auto book = Codebook::load(std::string(TALLYBOOK_SOURCE_DIR) + "/codebooks");
    ASSERT_TRUE(book) << book.error().describe();

    auto reports = code_all(Pipeline(*model, *book, *places), file);
    ASSERT_GT(reports.size(), 1u);
    auto records = told(reports);
    std::mt19937 random(3);
    const std::string in_memory = resolved(records), in_ledger = filled(reports, random);
    EXPECT_NE(in_memory.find("\"joined\""), std::string::npos);
    for (int i = 0; i < kOrders; ++i) {
        std::shuffle(records.begin(), records.end(), random);
        ASSERT_EQ(resolved(records), in_memory) << "order " << i;
        if (i % 10 > 0) continue;
        std::shuffle(reports.begin(), reports.end(), random);
        ASSERT_EQ(filled(reports, random), in_ledger) << "split order " << i;
    }
}

}  // namespace
}  // namespace tallybook
