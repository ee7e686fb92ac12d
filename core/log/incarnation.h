#pragma once

#include "core/log/incarnationguard.h"
#include "core/log/keychain.h"

#include <QString>

namespace docket::log
{

/// The incarnation record (audit.md 4.10): one file for each device in the user's state folder,
/// `$XDG_STATE_HOME/docket` by default, and a copy in the keychain where one answers. Of two copies the larger counts:
/// a backup that brings an old state folder back does not take the keychain with it. A record that cannot be read is an
/// error, never "nothing remembered": that would wave a restored backup through.
class IncarnationRecord final : public IncarnationGuard
{
public:
    /// `keychain` is not owned and may be null; it is asked once and left alone after its first silence.
    explicit IncarnationRecord(QString folder = defaultFolder(), Keychain* keychain = nullptr)
        : m_folder(std::move(folder)), m_keychain(keychain)
    {
    }
    /// Integrity when the record is damaged; Unsupported when it is newer.
    Result<std::optional<Checkpoint>> lastSigned(const QByteArray& deviceName) override;
    /// Written to a temporary name, synced and renamed. Storage.
    Status signedNow(const Checkpoint& checkpoint) override;

    static QString defaultFolder();
    /// The file that remembers the device.
    QString pathOf(const QByteArray& deviceName) const;

private:
    QString m_folder;
    Keychain* m_keychain;
};

} // namespace docket::log
