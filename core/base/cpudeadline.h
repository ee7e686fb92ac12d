#pragma once

#include <time.h>

#include <limits>
#include <stop_token>

namespace docket
{

/// A limit on the CPU time of the calling thread: what a hostile text may cost. Unlike wall time it does not refuse an
/// innocent one because the machine is busy. Make and ask it on the same thread; who waits for the result may end it
/// earlier from any other.
class CpuDeadline
{
public:
    /// Never expires.
    CpuDeadline() = default;
    explicit CpuDeadline(int ms, std::stop_token stop = {}) : m_end(spent() + ms * 1'000'000LL), m_stop(std::move(stop))
    {
    }
    bool hasExpired() const
    {
        return m_stop.stop_requested() || (m_end != std::numeric_limits<long long>::max() && spent() > m_end);
    }

private:
    /// CPU time of this thread so far, ns.
    static long long spent()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }
    long long m_end = std::numeric_limits<long long>::max();
    std::stop_token m_stop;
};

} // namespace docket
