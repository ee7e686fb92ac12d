#include "app/docket-verify/pipeline.h"

namespace docket::verify
{

Pipeline::Pipeline(const EntryCheck& check, History& history) : m_check(check), m_history(history)
{
    const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    m_batches.resize(threads * 2 + 2);
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

Pipeline::~Pipeline()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_order.clear();
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

Batch& Pipeline::next()
{
    std::unique_lock lock(m_mutex);
    const auto isFree = [](const Batch& batch) { return batch.state == Batch::State::Free; };
    auto batch = m_batches.end();
    m_changed.wait(lock, [&] {
        batch = std::find_if(m_batches.begin(), m_batches.end(), isFree);
        return batch != m_batches.end() || m_failure;
    });
    if (m_failure)
        std::rethrow_exception(m_failure);
    batch->used = batch->count = 0;
    return *batch;
}

void Pipeline::submit(Batch& batch)
{
    const std::lock_guard lock(m_mutex);
    batch.state = Batch::State::Filled;
    m_order.push_back(&batch);
    m_changed.notify_all();
}

void Pipeline::finish()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return (m_order.empty() && !m_accepting) || m_failure; });
    if (m_failure)
        std::rethrow_exception(m_failure);
}

/// Accepts checked batches from the front; one thread at a time does it, without holding the lock.
void Pipeline::acceptDone(std::unique_lock<std::mutex>& lock)
{
    while (!m_accepting && !m_order.empty() && m_order.front()->state == Batch::State::Checked) {
        Batch& batch = *m_order.front();
        m_order.pop_front();
        m_accepting = true;
        lock.unlock();
        for (size_t i = 0; i < batch.count; ++i)
            m_history.accept(batch.items[i]);
        lock.lock();
        m_accepting = false;
        batch.state = Batch::State::Free;
        m_changed.notify_all();
    }
}

void Pipeline::work()
{
    Json json;
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        const auto filled = std::find_if(
            m_order.begin(), m_order.end(), [](const Batch* batch) { return batch->state == Batch::State::Filled; });
        if (filled == m_order.end()) {
            m_changed.wait(lock);
            continue;
        }
        Batch& batch = **filled;
        batch.state = Batch::State::Taken;
        lock.unlock();
        try {
            for (size_t i = 0; i < batch.count; ++i)
                m_check(batch.items[i], json);
            lock.lock();
            batch.state = Batch::State::Checked;
            acceptDone(lock);
        } catch (...) {
            if (!lock.owns_lock())
                lock.lock();
            m_failure = std::current_exception();
            m_changed.notify_all();
            return;
        }
    }
}

} // namespace docket::verify
