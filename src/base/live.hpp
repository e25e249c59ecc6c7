// A thing that is replaced while others use it: who works takes what is there now and keeps it to the end of his work;
// who replaces it waits for nobody. The old one goes with its last user. A lock for the moment of copying a pointer:
// std::atomic<std::shared_ptr> was turned down, whose lock the thread sanitizer of g++ 12 cannot see.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace tallybook {

// All functions may be called by any thread.
template <class Thing>
class Live {
public:
    explicit Live(std::shared_ptr<const Thing> first) : thing_(std::move(first)) {}

    std::shared_ptr<const Thing> now() const {
        const std::scoped_lock hold(lock_);
        return thing_;
    }
    void replace(std::shared_ptr<const Thing> next) {
        {
            const std::scoped_lock hold(lock_);
            thing_.swap(next);
        }
        // `next` is the old one now: where nobody else has it, it is freed here, outside the lock.
    }

private:
    mutable std::mutex lock_;
    std::shared_ptr<const Thing> thing_;
};

}  // namespace tallybook
