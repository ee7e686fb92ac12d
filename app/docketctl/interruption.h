#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace docket::ctl
{

/// While it lives, SIGINT and SIGTERM ask for a clean stop instead of ending the process; a second one ends it.
/// Make it before threads are started that the signals must not hit.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    sigset_t m_signals{};
    sigset_t m_before{};
    std::jthread m_watcher;
};

} // namespace docket::ctl
