#pragma once

#include "app/docket-verify/log.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace docket::verify
{

/// Some entries, with room for their bytes that never moves.
struct Batch {
    static constexpr size_t capacity = 4 * 1024 * 1024; ///< bytes; more than the largest entry with its payload
    static constexpr size_t maximumItems = 192;
    std::unique_ptr<char[]> bytes = std::make_unique_for_overwrite<char[]>(capacity);
    size_t used = 0;
    std::vector<Item> items = std::vector<Item>(maximumItems);
    size_t count = 0;
    enum class State { Free, Filled, Taken, Checked } state = State::Free;

    bool hasRoom(size_t more) const { return count < maximumItems && used + more <= capacity; }
    char* take(size_t size)
    {
        used += size;
        return bytes.get() + used - size;
    }
};

/// One thread reads batches, the others check them; what entries say about each other is looked at in the order read.
class Pipeline
{
public:
    Pipeline(const EntryCheck& check, History& history);
    ~Pipeline();
    /// An empty batch; waits while all are under way.
    Batch& next();
    /// Hands over what next() gave.
    void submit(Batch& batch);
    /// Waits until everything is accepted. Throws what a checking thread threw.
    void finish();

private:
    void work();
    void acceptDone(std::unique_lock<std::mutex>& lock);

    const EntryCheck& m_check;
    History& m_history;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Batch> m_batches;
    std::deque<Batch*> m_order; ///< filled and not yet accepted
    bool m_accepting = false;
    bool m_ending = false;
    std::exception_ptr m_failure;
    std::vector<std::thread> m_threads;
};

} // namespace docket::verify
