#pragma once

#include "core/exchange/exportbundle.h"
#include "core/exchange/scratch.h"

#include <map>
#include <set>

namespace docket::exchange
{

/// One run of exportBundle(): the files are laid out in a private folder, hashed, named in the manifest and packed.
class BundleWriter
{
public:
    BundleWriter(log::Store& store, sync::Mirror& mirror, Scratch& scratch, const ExportRequest& request,
        const Progress& progress, const std::stop_token& stop)
        : m_store(store), m_mirror(mirror), m_scratch(scratch), m_request(request), m_progress(progress), m_stop(stop)
    {
    }

    /// Everything but the manifest.
    Status layOut();
    /// Signs the manifest over what was laid out.
    Status sign(Manifest manifest);
    /// Writes the file; its size.
    Result<qint64> pack();
    const ExportResult& result() const { return m_result; }

private:
    struct Laid {
        qint64 size = 0;
        QByteArray sha256;
    };

    Status stopped() const;
    Status put(const QByteArray& path, const QByteArray& bytes);
    Status putTexts();
    Status putPolicy(const QList<log::LogTip>& tips);
    Status putLog(const log::LogTip& tip, const QByteArray& folder);
    /// Size of the tip that the recipients hold; 0 when that is not known to be a part of this tip.
    Result<qint64> heldOf(const log::LogTip& tip);
    Status putSealed();
    bool isWanted(const log::SealedPayload& payload) const;
    Status findEvidence();
    Result<qint64> writeHub(const QString& path);

    log::Store& m_store;
    sync::Mirror& m_mirror;
    Scratch& m_scratch;
    const ExportRequest& m_request;
    const Progress& m_progress;
    const std::stop_token& m_stop;

    std::map<QByteArray, Laid> m_files;
    QHash<QByteArray, qint64> m_held; ///< device -> entries that the recipients hold, where it has one tip
    QSet<log::CaseId> m_cases; ///< of a work pack
    QHash<RepoKey, QSet<QString>> m_commits; ///< revisions that those cases name
    std::set<QByteArray> m_blobs;
    qint64 m_payloadTotal = 0;
    ExportResult m_result;
};

} // namespace docket::exchange
