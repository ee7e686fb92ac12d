#pragma once

#include "core/exchange/consistency.h"
#include "core/exchange/manifest.h"
#include "core/exchange/progress.h"
#include "core/exchange/scratch.h"
#include "core/exchange/sealedpart.h"
#include "core/exchange/tiles.h"
#include "core/exchange/trustpolicy.h"
#include "core/log/store/merge.h"

#include <optional>
#include <stop_token>

namespace docket::exchange
{

/// A `.docket` file, unpacked into a private folder and verified against itself: manifest signed, every file as the
/// manifest says and none beside, tiles of each log consistent up to the root of its checkpoint, checkpoint signed by
/// its device. Signatures of single entries and payloads are what Store::merge() verifies. Nothing of it is trusted
/// before that.
/// Thread: one at a time.
class Bundle
{
public:
    struct Log {
        QByteArray folder; ///< "log/ovovSjVb"
        log::IncomingLog incoming;
        qint64 size = 0;
        log::Hash root;
        std::optional<Consistency> consistency; ///< where the recipient was known to hold a part
        TileLog tiles;
    };

    /// Integrity with the words of FORMAT.md 12, naming file and offset; Storage; Cancelled. What was unpacked goes
    /// away with the bundle. `workspaceFolder` gives the place for it.
    static Result<std::unique_ptr<Bundle>> open(const QString& file, const QString& workspaceFolder,
        const Progress& progress = {}, const std::stop_token& stop = {});

    QString fileName() const { return m_fileName; }
    const Manifest& manifest() const { return m_manifest; }
    QByteArray manifestSha256() const { return m_manifestSha256; } ///< 64 hexadecimal digits
    const TrustPolicy& policy() const { return m_policy; }
    std::vector<Log>& logs() { return m_logs; }
    bool hasSealedPart() const { return m_sealed; }
    QString sealedPath() const;

private:
    explicit Bundle(Scratch scratch) : m_scratch(std::move(scratch)) { }
    Status unpack(const QString& file, const Progress& progress, const std::stop_token& stop);
    Result<QByteArray> content(const QByteArray& path) const;
    Status readManifest();
    Status readLog(const QByteArray& folder, const std::stop_token& stop);

    Scratch m_scratch;
    QString m_fileName;
    QList<Manifest::File> m_files; ///< as unpacked, but for the manifest
    Manifest m_manifest;
    QByteArray m_manifestSha256;
    QByteArray m_manifestSigner; ///< device name
    TrustPolicy m_policy;
    std::vector<Log> m_logs;
    bool m_sealed = false;
};

/// A bundle as Store::merge() and Store::createFrom() take it. `secrets` open the encrypted part; both must outlive it.
class BundleSource final : public log::MergeSource
{
public:
    BundleSource(Bundle& bundle, std::span<const log::Secret> secrets, std::stop_token stop = {});
    QByteArray workspaceId() const override;
    QList<log::IncomingLog> logs() const override;
    Result<QByteArrayList> notes(qsizetype log, qint64 fromSeq, int limit) override;
    Status payloads(const TakePayload& take) override;

private:
    Bundle& m_bundle;
    std::span<const log::Secret> m_secrets;
    std::stop_token m_stop;
};

} // namespace docket::exchange
