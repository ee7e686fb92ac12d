#include "core/exchange/bundlewriter.h"

#include "core/base/digest.h"
#include "core/exchange/archive.h"
#include "core/exchange/consistency.h"
#include "core/exchange/gzipstream.h"
#include "core/exchange/hubpack.h"
#include "core/exchange/payloadblobs.h"
#include "core/exchange/sealedpart.h"
#include "core/exchange/streamdigest.h"
#include "core/exchange/tiles.h"
#include "core/exchange/trustpolicy.h"
#include "core/log/fold/authority.h"
#include "core/log/format/cosignature.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <fcntl.h>
#include <unistd.h>

/// Resources in a static library come in only when asked for, from outside a namespace.
static void initialiseTexts()
{
    Q_INIT_RESOURCE(verify);
}

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int payloadPage = 500;
constexpr int progressStep = 100; // files

/// The folder's entry of a renamed file survives a power cut only after this. Removable drives may not know it.
void syncFolder(const QString& folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

Status BundleWriter::stopped() const
{
    if (m_stop.stop_requested())
        return fail(ErrorCode::Cancelled, m_request.file, u"stopped before it was complete"_s, u"start it again"_s);
    return {};
}

Status BundleWriter::put(const QByteArray& path, const QByteArray& bytes)
{
    DOCKET_TRY(stopped());
    const QString name = m_scratch.filePath(QString::fromLatin1(path));
    QDir().mkpath(QFileInfo(name).path());
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return fail(ErrorCode::Storage, name, file.errorString(), u"check free space"_s);
    m_files[path] = { bytes.size(), sha256Hex(bytes) };
    return {};
}

Status BundleWriter::layOut()
{
    DOCKET_TRY(putTexts());
    DOCKET_ASSIGN(const QList<log::LogTip> tips, m_store.tips());
    DOCKET_TRY(putPolicy(tips));
    QHash<QByteArray, int> branches;
    for (const log::LogTip& tip : tips) {
        QByteArray folder = "log/" + tip.name.mid(tip.name.lastIndexOf('/') + 1);
        if (const int number = ++branches[tip.device]; number > 1)
            folder += '.' + QByteArray::number(number);
        DOCKET_TRY(putLog(tip, folder));
    }
    // What somebody holds of a log says nothing about its other branches.
    for (auto branch = branches.cbegin(); branch != branches.cend(); ++branch) {
        if (*branch > 1)
            m_held.remove(branch.key());
    }
    return m_request.to.isEmpty() ? Status() : putSealed();
}

Status BundleWriter::putTexts()
{
    initialiseTexts();
    for (const char* name : { "README", "verify.py" }) {
        QFile file(u":/verify/"_s + QString::fromLatin1(name));
        if (file.open(QIODevice::ReadOnly))
            DOCKET_TRY(put(name, file.readAll()));
    }
    return {};
}

Status BundleWriter::putPolicy(const QList<log::LogTip>& tips)
{
    DOCKET_ASSIGN(const log::Authority* authority, m_store.authority());
    TrustPolicy policy;
    for (const log::LogTip& tip : tips) {
        if (policy.logNamed(tip.name))
            continue;
        policy.logs.append({ tip.name, tip.device });
        if (const auto cosigner = authority->cosignerOf(tip.device))
            policy.witnesses.append({ log::cosignerName(tip.name), *cosigner });
    }
    return put("policy", policy.toText());
}

Result<qint64> BundleWriter::heldOf(const log::LogTip& tip)
{
    const Holding held = m_request.held.value(tip.name);
    if (!tip.first || held.size < 1 || held.size > tip.size)
        return 0;
    if (held.root) {
        DOCKET_ASSIGN(const std::vector<log::Hash> proof, m_store.consistencyOf(tip, held.size));
        if (!log::verifyConsistency(static_cast<quint64>(held.size), *held.root, static_cast<quint64>(tip.size),
                log::Hash::from(tip.root), proof))
            return 0;
    }
    return held.size;
}

Status BundleWriter::putLog(const log::LogTip& tip, const QByteArray& folder)
{
    DOCKET_ASSIGN(const QByteArray checkpoint, m_store.checkpointOf(tip));
    DOCKET_TRY(put(folder + "/checkpoint", checkpoint));
    DOCKET_ASSIGN(const qint64 held, heldOf(tip));
    if (held > 0) {
        DOCKET_ASSIGN(std::vector<log::Hash> proof, m_store.consistencyOf(tip, held));
        DOCKET_TRY(put(folder + "/consistency", Consistency{ held, tip.size, std::move(proof) }.toText()));
        m_held.insert(tip.device, held);
    }
    m_result.entries += tip.size - held / tileWidth * tileWidth;
    return writeTiles(m_store, tip, held + 1,
        [&](const QByteArray& path, const QByteArray& bytes) { return put(folder + '/' + path, bytes); });
}

bool BundleWriter::isWanted(const log::SealedPayload& payload) const
{
    if (!payload.caseId)
        return m_request.purpose != Purpose::Since || payload.seq > m_held.value(payload.device, 0);
    switch (m_request.purpose) {
    case Purpose::All:
        return true;
    case Purpose::Since:
        return payload.seq > m_held.value(payload.device, 0);
    case Purpose::WorkPack:
        return m_cases.contains(*payload.caseId);
    }
    return false;
}

/// The cases of a work pack, and every revision and blob that they rest on.
Status BundleWriter::findEvidence()
{
    DOCKET_ASSIGN(const QByteArray secret, m_store.workspaceSecret());
    for (const Subject& subject : m_request.subjects) {
        const log::CaseId caseId = log::caseIdFor(secret, subject);
        m_cases.insert(caseId);
        DOCKET_ASSIGN(const QList<log::Entry> entries, m_store.entriesOf(caseId));
        QByteArrayList named;
        QSet<QString>& commits = m_commits[subject.repo];
        for (const log::Entry& entry : entries) {
            DOCKET_ASSIGN(const auto payload, m_store.payload(entry.id));
            if (!payload)
                continue;
            named += blobsNamedIn(*payload);
            commits.unite(commitsNamedIn(*payload));
        }
        DOCKET_ASSIGN(const HubBlobs shown, blobsOf(m_mirror, subject.repo, commits));
        m_blobs.insert(shown.files.begin(), shown.files.end());
        for (const QByteArray& hash : std::as_const(named)) {
            if (shown.inLines.contains(hash))
                continue;
            if (m_mirror.blobs().contains(hash))
                m_blobs.insert(hash);
            else
                ++m_result.missingBlobs;
        }
        DOCKET_TRY(stopped());
    }
    m_result.cases = m_cases.size();
    return {};
}

Result<qint64> BundleWriter::writeHub(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return fail(ErrorCode::Storage, path, file.errorString(), u"check free space"_s);
    QSet<RepoKey> done;
    for (const Subject& subject : m_request.subjects) {
        if (done.contains(subject.repo))
            continue;
        done.insert(subject.repo);
        DOCKET_TRY(writeHubLines(m_mirror, subject.repo, m_commits.value(subject.repo), writeTo(file, path)));
        DOCKET_TRY(stopped());
    }
    if (!file.flush())
        return fail(ErrorCode::Storage, path, file.errorString(), u"check free space"_s);
    return file.size();
}

Status BundleWriter::putSealed()
{
    const bool isPack = m_request.purpose == Purpose::WorkPack;
    if (isPack)
        DOCKET_TRY(findEvidence());
    QByteArrayList keys;
    for (const Recipient& recipient : m_request.to)
        keys.append(recipient.exchangeKey);
    const QByteArray name = "payload.age";
    const QString path = m_scratch.filePath(QString::fromLatin1(name));
    DOCKET_ASSIGN(const auto writer, SealedPartWriter::begin(path, keys, m_request.random));
    for (const QByteArray& hash : m_blobs) {
        DOCKET_TRY(stopped());
        DOCKET_ASSIGN(const QByteArray bytes, m_mirror.blob(hash));
        DOCKET_TRY(writer->addBlob(hash, bytes));
        if (m_progress)
            m_progress(Stage::Packing, ++m_result.blobs, static_cast<qint64>(m_blobs.size()));
        else
            ++m_result.blobs;
    }
    DOCKET_TRY(stopped());
    if (isPack) {
        const QString hub = m_scratch.filePath(u"hub.jsonl"_s);
        DOCKET_ASSIGN(const qint64 size, writeHub(hub));
        QFile file(hub);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Storage, hub, file.errorString(), u"try again"_s);
        DOCKET_TRY(writer->addHub(size, readFrom(file, hub)));
        file.remove(); // not one moment longer in plain text than needed
    }
    DOCKET_ASSIGN(const qint64 total, m_store.size());
    for (qint64 after = 0;;) {
        DOCKET_TRY(stopped());
        DOCKET_ASSIGN(const QList<log::SealedPayload> page, m_store.payloads(after, payloadPage));
        if (page.isEmpty())
            break;
        after = page.constLast().row;
        for (const log::SealedPayload& payload : page) {
            if (!isWanted(payload))
                continue;
            DOCKET_TRY(writer->addPayload(payload.id, payload.salt, payload.data));
            ++m_result.payloads;
        }
        if (m_progress)
            m_progress(Stage::Packing, std::min(after, total), total);
    }
    DOCKET_TRY(writer->finish());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, path, file.errorString(), u"try again"_s);
    StreamDigest digest;
    const Source source = readFrom(file, path);
    std::vector<char> buffer(65536);
    for (;;) {
        DOCKET_ASSIGN(const qsizetype count, source(buffer));
        if (count == 0)
            break;
        digest.add(QByteArrayView(buffer.data(), count));
    }
    m_files[name] = { file.size(), digest.finish() };
    return {};
}

Status BundleWriter::sign(Manifest manifest)
{
    for (const Recipient& recipient : m_request.to)
        manifest.to.append(recipient.device);
    for (const auto& [path, laid] : m_files)
        manifest.files.append({ path, laid.size, laid.sha256 });
    m_result.id = manifest.id;
    m_result.to = manifest.to;
    DOCKET_ASSIGN(const QByteArray note, m_store.signManifest(manifest.toText()));
    return put("manifest", note);
}

Result<qint64> BundleWriter::pack()
{
    QSaveFile out(m_request.file);
    if (!out.open(QIODevice::WriteOnly)) {
        return fail(ErrorCode::Storage, m_request.file, out.errorString(), u"choose a folder that you may write to"_s);
    }
    qint64 total = 0;
    for (const auto& [path, laid] : m_files)
        total += laid.size;
    qint64 done = 0;
    const Sink sink = writeTo(out, m_request.file);
    GzipWriter gzip(sink);
    TarWriter tar([&gzip](QByteArrayView bytes) { return gzip.write(bytes); });
    int number = 0;
    for (const auto& [path, laid] : m_files) {
        DOCKET_TRY(stopped()); // QSaveFile takes the unfinished file away
        const QString name = m_scratch.filePath(QString::fromLatin1(path));
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Storage, name, file.errorString(), u"try again"_s);
        const Source source = readFrom(file, name);
        const Source watched = [&](std::span<char> room) -> Result<qsizetype> {
            DOCKET_TRY(stopped());
            DOCKET_ASSIGN(const qsizetype count, source(room));
            done += count;
            if (m_progress && (laid.size > 4'000'000 || number % progressStep == 0))
                m_progress(Stage::Writing, done, total);
            return count;
        };
        DOCKET_TRY(tar.add(path, laid.size, watched));
        ++number;
    }
    DOCKET_TRY(stopped());
    DOCKET_TRY(tar.finish());
    DOCKET_TRY(gzip.finish());
    const qint64 bytes = out.size();
    // Flushed here: commit() of Qt 6.4 takes bytes that a full disk refused on closing for written.
    if (!out.flush() || !out.commit()) {
        return fail(ErrorCode::Storage, m_request.file, out.errorString(),
            u"check free space and that the drive was not taken away"_s);
    }
    syncFolder(QFileInfo(m_request.file).absolutePath());
    m_result.bytes = bytes;
    return bytes;
}

} // namespace docket::exchange
