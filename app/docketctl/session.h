#pragma once

#include "app/docketctl/output.h"
#include "core/hub/client.h"
#include "core/workspace/casework.h"
#include "core/workspace/workspace.h"

#include <memory>

namespace docket::ctl
{

/// What a verb works with: the workspace, opened when first asked for, and the ways in and out.
class Session
{
public:
    Session(Output& output, QString workspaceOption);

    Output& out() { return m_output; }
    Clock& clock() { return m_clock; }
    /// --workspace, else DOCKET_WORKSPACE, else "docket" in the user's data folder.
    QString folder() const { return m_folder; }

    /// The workspace as it is on disk; keys stay locked.
    Result<Workspace*> workspace();
    /// Lets go of the workspace; the next who asks opens it again.
    void close() { m_workspace.reset(); }
    /// The workspace, writable and unlocked: with DOCKET_PASSPHRASE, the keychain, or a question on the terminal.
    Result<Workspace*> unlocked();
    /// The log alone, read-only: for looking at it when the rest is damaged.
    Result<std::unique_ptr<log::Store>> logAlone();
    /// The passphrase for a new key; empty when the keychain is to keep it.
    Result<log::Secret> newPassphrase();
    log::Keychain* keychain() { return &m_keychain; }

    /// What closes the device key today, for the one that follows. The workspace must be unlocked().
    Result<log::Seal> currentSeal();
    /// A passphrase from the environment, or asked for on the terminal; asked twice when it is a new one. Locked when
    /// there is neither.
    Result<log::Secret> passphrase(const char* variable, const QString& question, bool isNew = false);
    /// One line, typed unseen on a terminal or read from standard input.
    Result<log::Secret> typedLine(const QString& question);
    /// The key of --root-key with DOCKET_ROOT_PASSPHRASE or a question; nullopt without that option.
    Result<std::optional<log::SigningKey>> rootKey(const QString& file);

    /// A client for the workspace's Hub with the token of the environment.
    Result<std::unique_ptr<hub::Client>> client(Workspace& workspace);

    /// A file's bytes, standard input for "-". NotFound, Storage; LimitExceeded above `limit` bytes.
    Result<QByteArray> read(const QString& file, qint64 limit = qint64(64) * 1024 * 1024);
    /// Writes whole or not at all; "-" is standard output.
    Status write(const QString& file, const QByteArray& bytes);

    /// The error that ends the verb is one of the environment, whatever its code: no workspace, no file, wrong
    /// passphrase.
    bool lacksEnvironment() const { return m_lacksEnvironment; }

private:
    Result<log::Secret> askPassphrase(const QString& question);

    Output& m_output;
    SystemClock m_clock;
    log::SystemKeychain m_keychain;
    QString m_folder;
    std::unique_ptr<Workspace> m_workspace;
    log::Secret m_passphrase; ///< that opened the workspace
    bool m_lacksEnvironment = false;
};

} // namespace docket::ctl
