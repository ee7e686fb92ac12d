#pragma once

#include "core/log/store/incarnationguard.h"
#include "core/log/keys/keychain.h"

#include <QString>

namespace docket::log
{

/// The incarnation record (audit.md 4.10): one file for each device in the user's state folder,
/// `$XDG_STATE_HOME/docket` by default, and a copy in the keychain where one answers. Of two copies the later one
/// counts: a backup that brings an old state folder back does not take the keychain with it. A record that cannot be
/// read is an error, never "nothing remembered": that would wave a restored backup through.
class IncarnationRecord final : public IncarnationGuard
{
public:
    /// `keychain` is not owned and may be null; it is asked once and left alone after its first silence.
    explicit IncarnationRecord(QString folder = defaultFolder(), Keychain* keychain = nullptr)
        : m_folder(std::move(folder)), m_keychain(keychain)
    {
    }
    /// Integrity when the record is damaged; Unsupported when it is newer. Records of version 1, which had the
    /// checkpoint only, are read.
    Result<std::optional<Incarnation>> remembered(const QByteArray& deviceName) override;
    /// All three write to a temporary name, sync and rename. Storage.
    Status beginning(const QByteArray& deviceName, const QByteArray& nonce) override;
    Status began(const QByteArray& deviceName, const QByteArray& nonce) override;
    Status signedNow(const Checkpoint& checkpoint, const QByteArray& nonce) override;

    static QString defaultFolder();
    /// The file that remembers the device.
    QString pathOf(const QByteArray& deviceName) const;

private:
    /// A record as it lies there.
    struct Stored {
        Incarnation incarnation;
        qint64 turn = 0; ///< how often it was written
        /// Whether it was written after the other, or says more.
        bool isAfter(const Stored& other) const;
    };
    enum class Where { File, FileAndKeychain };
    static QByteArray lineOf(const QByteArray& deviceName, const Stored& stored);
    static Result<Stored> parse(QByteArrayView line, const QString& thing, const QByteArray& deviceName);
    Result<std::optional<Stored>> read(const QByteArray& deviceName);
    Status write(const QByteArray& deviceName, const Stored& stored, Where where);

    QString m_folder;
    Keychain* m_keychain;
};

} // namespace docket::log
