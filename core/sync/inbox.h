#pragma once

#include "core/base/result.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace docket::sync
{

/// Answers on their way from the network thread to the sync thread.
class Inbox
{
public:
    using Letter = std::function<Status()>;

    void post(Letter letter)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_letters.push_back(std::move(letter));
        }
        m_arrived.notify_one();
    }
    /// At most `maximum` letters; waits up to `timeout` for the first.
    std::vector<Letter> take(size_t maximum, std::chrono::milliseconds timeout)
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, timeout, [this] { return !m_letters.empty(); });
        std::vector<Letter> taken;
        while (!m_letters.empty() && taken.size() < maximum) {
            taken.push_back(std::move(m_letters.front()));
            m_letters.pop_front();
        }
        return taken;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<Letter> m_letters;
};

} // namespace docket::sync
