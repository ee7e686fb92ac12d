#pragma once

#include <QtGlobal>

#include <ctime>

namespace docket::test
{

/// Milliseconds of processor time that this thread has used since the timer was made: a busy machine fails no test.
class CpuTimer
{
public:
    CpuTimer() : m_start(now()) { }
    qint64 elapsed() const { return now() - m_start; }
    void restart() { m_start = now(); }

private:
    static qint64 now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<qint64>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    }
    qint64 m_start;
};

} // namespace docket::test
