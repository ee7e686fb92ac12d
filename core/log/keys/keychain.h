#pragma once

#include "core/base/result.h"
#include "core/log/crypto/secret.h"

#include <chrono>

namespace docket::log
{

/// Where a 32-byte wrapping key can be kept outside the workspace folder.
class Keychain
{
public:
    virtual ~Keychain() = default;
    /// Locked when no service answers; NotFound when it answers and has no such key.
    virtual Result<Secret> load(const QString& name) = 0;
    /// Locked when no service answers.
    virtual Status store(const QString& name, const Secret& secret) = 0;
    /// Forgets the entry; one that is not there is fine. Locked when no service answers.
    virtual Status remove(const QString& name) = 0;
};

/// The desktop's Secret Service or KWallet through QtKeychain; its plain-text fallback is never used.
/// A call waits in a local event loop for at most `timeout` (the service may ask the user to unlock it); without a
/// QCoreApplication it fails at once with Locked. Thread: the application's main thread (the D-Bus back ends answer
/// there).
class SystemKeychain final : public Keychain
{
public:
    explicit SystemKeychain(std::chrono::milliseconds timeout = std::chrono::seconds(30)) : m_timeout(timeout) { }
    Result<Secret> load(const QString& name) override;
    Status store(const QString& name, const Secret& secret) override;
    Status remove(const QString& name) override;

private:
    std::chrono::milliseconds m_timeout;
};

} // namespace docket::log
