#pragma once

#include "core/log/keys/keychain.h"

#include <QObject>

#include <atomic>
#include <functional>

namespace docket::app
{

/// The system's keychain for a workspace that lives on a thread of its own: the desktop services answer on the main
/// thread only, so each question is carried there and awaited. Must outlive the workspace thread; `giveUp` ends a wait
/// when the program closes. Thread: made on the main thread, asked on another.
class GuiKeychain final : public log::Keychain
{
public:
    Result<log::Secret> load(const QString& name) override;
    Status store(const QString& name, const log::Secret& secret) override;
    Status remove(const QString& name) override;
    void giveUp() { m_givenUp = true; }

private:
    bool await(const std::function<void(log::SystemKeychain&)>& question);

    QObject m_context; ///< lives on the main thread
    std::atomic<bool> m_givenUp = false;
};

} // namespace docket::app
