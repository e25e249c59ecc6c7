#include "pipeline/batch.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "base/errors.hpp"

namespace tallybook {

namespace {

constexpr uint64_t kAheadOfEachThread = 4;

// What was pulled from the source: an item, or nothing at the end, behind the files that ended before it.
struct Pulled {
    std::vector<ReadFile> ended;
    std::optional<Result<Report>> item;
};

struct Outcome {
    std::vector<ReadFile> ended;
    bool last = false;  // nothing came but the files
    std::optional<Error> error;
    Delivery deliver;
    uint64_t bytes = 0;
};

Outcome outcome_of(Pulled pulled, Workspace& workspace, const BatchCalls& calls) {
    Outcome outcome;
    outcome.ended = std::move(pulled.ended);
    outcome.last = !pulled.item;
    if (outcome.last) return outcome;
    Result<Report>& next = *pulled.item;
    if (!next) {
        outcome.error = next.error();
        return outcome;
    }
    outcome.bytes = next->text().size();
    try {
        outcome.deliver = calls.work(*next, workspace);
    } catch (const std::exception& problem) {
        outcome.error = Error{errors::kReportFailed,
                              std::string("this report could not be worked on (") + problem.what() +
                                  "): it is left out; please send it to the maintainers",
                              next->key};
    }
    return outcome;
}

Pulled pull(ReportSource& source) {
    Pulled out;
    try {
        out.item = source.next();
        out.ended = source.take_finished();
    } catch (const std::exception& problem) {
        out.item = Result<Report>(
            Error{errors::kReportFailed, std::string("an input could not be read: ") + problem.what(), ""});
    }
    return out;
}

class Batch {
public:
    Batch(ReportSource& source, const BatchCalls& calls, unsigned threads)
        : source_(source), calls_(calls), ahead_(kAheadOfEachThread * threads) {}

    void work() {
        Workspace workspace;
        for (uint64_t number = 0;;) {
            auto next = take(number);
            if (!next) break;
            Outcome outcome = outcome_of(std::move(*next), workspace, calls_);
            const std::scoped_lock hold(state_);
            finished_.emplace(number, std::move(outcome));
            if (number == given_) ready_.notify_one();
        }
    }

    BatchResult give_out() {
        BatchResult result;
        std::unique_lock hold(state_);
        for (;;) {
            ready_.wait(hold, [&] { return finished_.contains(given_) || (ended_ && given_ == taken_); });
            const auto next = finished_.find(given_);
            if (next == finished_.end()) break;
            Outcome outcome = std::move(next->second);
            finished_.erase(next);
            hold.unlock();
            give(outcome, result);
            hold.lock();
            ++given_;
            under_way_ -= outcome.bytes;
            stop_ = result.stopped;
            room_.notify_all();
            if (stop_) break;
        }
        return result;
    }

    void give(Outcome& outcome, BatchResult& result) const {
        if (!outcome.ended.empty() && calls_.finished) calls_.finished(std::move(outcome.ended));
        if (outcome.last) return;
        if (outcome.error) {
            ++result.errors;
            calls_.failed(*outcome.error);
            return;
        }
        ++result.reports;
        result.bytes += outcome.bytes;
        if (!outcome.deliver()) result.stopped = true;
        if (calls_.done) calls_.done(outcome.bytes);
    }

private:
    // The next input and its number. One thread at a time reads; the others, and the one that writes, do not wait for
    // the state while it does.
    std::optional<Pulled> take(uint64_t& number) {
        const std::scoped_lock reading(input_);
        {
            std::unique_lock hold(state_);
            room_.wait(hold, [&] {
                return stop_ || taken_ == given_ || (taken_ < given_ + ahead_ && under_way_ < calls_.most_bytes);
            });
            if (stop_ || ended_) return std::nullopt;
        }
        Pulled next = pull(source_);
        const std::scoped_lock hold(state_);
        number = taken_++;
        if (!next.item) ended_ = true;
        if (next.item && *next.item) under_way_ += (*next.item)->text().size();
        return next;
    }

    ReportSource& source_;
    const BatchCalls& calls_;
    const uint64_t ahead_;
    std::mutex input_, state_;
    std::condition_variable ready_, room_;
    std::map<uint64_t, Outcome> finished_;
    uint64_t taken_ = 0, given_ = 0, under_way_ = 0;
    bool ended_ = false, stop_ = false;
};

// One thread needs neither queue nor lock.
BatchResult run_alone(ReportSource& source, const BatchCalls& calls) {
    BatchResult result;
    Workspace workspace;
    const Batch batch(source, calls, 1);
    for (bool last = false; !last && !result.stopped;) {
        Outcome outcome = outcome_of(pull(source), workspace, calls);
        last = outcome.last;
        batch.give(outcome, result);
    }
    return result;
}

}  // namespace

BatchResult run_batch(ReportSource& source, unsigned threads, const BatchCalls& calls) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    threads = std::min(threads, kMostThreads);
    if (threads == 1) return run_alone(source, calls);
    Batch batch(source, calls, threads);
    std::vector<std::jthread> pool;
    for (unsigned t = 0; t < threads; ++t) {
        try {
            pool.emplace_back([&batch] { batch.work(); });
        } catch (const std::system_error&) {  // the system gives no more: fewer do the same
            if (pool.empty()) return run_alone(source, calls);
            break;
        }
    }
    return batch.give_out();
}

}  // namespace tallybook
