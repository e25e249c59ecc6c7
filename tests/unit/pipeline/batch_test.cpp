// The batch runner without a model: order, errors in their places, exceptions, stopping.
#include "pipeline/batch.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "base/errors.hpp"

namespace tallybook {
namespace {

namespace fs = std::filesystem;

class Batch : public testing::Test {
protected:
    void SetUp() override {
        path_ = fs::temp_directory_path() / ("tallybook-batch-" + std::to_string(::getpid()) + ".jsonl");
        std::ofstream out(path_);
        for (int i = 0; i < 300; ++i) {
            if (i % 50 == 20) {
                out << "damaged\n";
            } else {
                out << R"({"id":")" << i << R"(","text":"Report )" << i << "\"}\n";
            }
        }
    }
    void TearDown() override { fs::remove(path_); }

    // Everything that comes out, reports and errors, in the order of the calls.
    std::string run(unsigned threads, const std::function<std::string(Report&, Workspace&)>& work,
                    BatchResult* result = nullptr, int stop_after = -1) {
        ReportSource source({path_.string()}, InputFormat::JsonLines, {});
        std::string out;
        int given = 0;
        BatchCalls calls;
        calls.work = [&](Report& report, Workspace& workspace) -> Delivery {
            return [&, text = work(report, workspace)] {
                out += text;
                return ++given != stop_after;
            };
        };
        calls.failed = [&](const Error& error) { out += error.code + "\n"; };
        const BatchResult done = run_batch(source, threads, calls);
        if (result != nullptr) *result = done;
        return out;
    }

    fs::path path_;
};

// Later reports are quicker than earlier ones, so that threads overtake each other.
std::string slow_echo(Report& report, Workspace&) {
    const int number = std::stoi(report.key);
    std::this_thread::sleep_for(std::chrono::microseconds((number * 7919) % 400));
    return report.key + "\n";
}

TEST_F(Batch, TheOutputIsTheSameForAnyNumberOfThreads) {
    BatchResult alone;
    const std::string expected = run(1, slow_echo, &alone);
    EXPECT_TRUE(expected.starts_with("0\n1\n2\n"));
    EXPECT_EQ(alone.reports, 294u);
    EXPECT_EQ(alone.errors, 6u);
    for (const unsigned threads : {2U, 3U, 8U, 64U}) {
        BatchResult result;
        EXPECT_EQ(run(threads, slow_echo, &result), expected) << threads << " threads";
        EXPECT_EQ(result.reports, alone.reports);
        EXPECT_EQ(result.errors, alone.errors);
        EXPECT_EQ(result.bytes, alone.bytes);
    }
}

TEST_F(Batch, WhatIsThrownBecomesTheReportsErrorAndTheRestGoesOn) {
    const auto work = [](Report& report, Workspace&) -> std::string {
        if (report.key == "7") throw std::runtime_error("no");
        return report.key + "\n";
    };
    for (const unsigned threads : {1U, 4U}) {
        BatchResult result;
        EXPECT_THAT(run(threads, work, &result),
                    testing::HasSubstr(std::string("6\n") + errors::kReportFailed + "\n8\n"));
        EXPECT_EQ(result.errors, 7u);
        EXPECT_EQ(result.reports, 293u);
    }
}

TEST_F(Batch, TheSinkStopsIt) {
    for (const unsigned threads : {1U, 4U}) {
        BatchResult result;
        EXPECT_EQ(run(threads, slow_echo, &result, 3), "0\n1\n2\n");
        EXPECT_TRUE(result.stopped);
        EXPECT_EQ(result.reports, 3u);
    }
}

TEST_F(Batch, NoMoreThanAFewReportsAThreadAreUnderWay) {
    std::atomic<int> started = 0;
    std::atomic<int> most_ahead = 0;
    int given = 0;
    ReportSource source({path_.string()}, InputFormat::JsonLines, {});
    BatchCalls calls;
    calls.work = [&](Report&, Workspace&) -> Delivery {
        ++started;
        return [&] {
            std::this_thread::sleep_for(std::chrono::microseconds(100));
            most_ahead = std::max(most_ahead.load(), started.load() - ++given);
            return true;
        };
    };
    calls.failed = [](const Error&) {};
    run_batch(source, 4, calls);
    EXPECT_LE(most_ahead, 17);
    EXPECT_EQ(started, 294);
}

TEST_F(Batch, FilesAreToldBehindAllThatTheyGave) {
    const std::string second = path_.string() + ".second";
    std::ofstream(second) << R"({"id":"last","text":"The last report"})";
    for (const unsigned threads : {1U, 4U}) {
        ReportSource source({path_.string(), second, path_.string()}, InputFormat::JsonLines, {});
        std::string out;
        BatchCalls calls;
        calls.work = [&](Report& report, Workspace&) -> Delivery {
            return [&, key = report.key] { return out += key + " ", true; };
        };
        calls.failed = [&](const Error& error) { out += error.code + " "; };
        calls.finished = [&](const std::vector<ReadFile>& files) {
            for (const ReadFile& one : files) out += fmt::format("end of {}/{} ", one.reports, one.errors);
        };
        run_batch(source, threads, calls);
        EXPECT_THAT(out, testing::HasSubstr("298 299 end of 294/6 last end of 1/0 0 1 2 ")) << threads << " threads";
        EXPECT_TRUE(out.ends_with("299 end of 294/6 ")) << threads << " threads";
    }
    fs::remove(second);
}

TEST_F(Batch, NoInputGivesNothing) {
    std::ofstream(path_, std::ios::trunc);
    EXPECT_EQ(run(4, slow_echo), std::string(errors::kFileEmpty) + "\n");
}

}  // namespace
}  // namespace tallybook
