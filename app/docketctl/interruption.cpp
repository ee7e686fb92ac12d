#include "app/docketctl/interruption.h"

#include <ctime>

namespace docket::ctl
{

Interruption::Interruption()
{
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    // Blocked everywhere and waited for here: a handler could not do more than set a flag.
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_watcher = std::jthread([this](const std::stop_token& end) {
        while (!end.stop_requested()) {
            const timespec moment{ 0, 100'000'000 };
            const int number = sigtimedwait(&m_signals, nullptr, &moment);
            if (number <= 0)
                continue;
            if (m_source.stop_requested()) {
                std::signal(number, SIG_DFL);
                pthread_sigmask(SIG_UNBLOCK, &m_signals, nullptr);
                std::raise(number);
            }
            m_source.request_stop();
        }
    });
}

Interruption::~Interruption()
{
    m_watcher.request_stop();
    m_watcher.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace docket::ctl
