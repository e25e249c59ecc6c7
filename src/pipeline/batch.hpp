// Many inputs with several threads: reports are pulled in order, worked on by whichever thread is free, and what each
// gives is handed out in the order of the inputs. So the output is the same bytes for any number of threads. Memory is
// bounded: a few reports a thread are under way, and no more than kMostBytesUnderWay of their text (a single longer
// report goes alone); who is slow to take what is handed out holds the readers back. A queue of parsed reports between
// a reader and the workers was turned down: pulling needs no thread of its own and never reads ahead of the work.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.hpp"
#include "ingest/source.hpp"
#include "language/analyser.hpp"

namespace tallybook {

inline constexpr uint64_t kMostBytesUnderWay = uint64_t{256} << 20;
inline constexpr unsigned kMostThreads = 256;

struct BatchResult {
    uint64_t reports = 0, errors = 0, bytes = 0;  // bytes of the reports' texts
    bool stopped = false;                         // a delivery said so
};

// What is to be done with what a report gave; false stops the batch.
using Delivery = std::function<bool()>;

struct BatchCalls {
    // Runs in any thread, on a report of its own, and returns what is to be done in the order of the inputs, in the
    // calling thread. What it throws becomes the report's error (kReportFailed), and the rest goes on.
    std::function<Delivery(Report&, Workspace&)> work;
    // Gets the errors, in the same order and thread.
    std::function<void(const Error&)> failed;
    // Optional: gets the files that came to their end, behind all that they gave.
    std::function<void(std::vector<ReadFile>)> finished;
    // Optional: bytes of the report's text, after each delivery.
    std::function<void(uint64_t)> done;
    uint64_t most_bytes = kMostBytesUnderWay;
};

// `threads` 0: one a core.
BatchResult run_batch(ReportSource& source, unsigned threads, const BatchCalls& calls);

}  // namespace tallybook
