#include "core/exchange/bundle.h"

#include "core/base/digest.h"
#include "core/exchange/streamdigest.h"
#include "core/log/format/entryformat.h"
#include "core/log/format/fault.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <set>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView manifestPath("manifest");
constexpr QByteArrayView sealedName("payload.age");
constexpr quint64 mostEntries = quint64(1) << 53;
constexpr qint64 mebibyte = qint64(1) << 20;

PathRules bundleRules()
{
    const QString log = u"log/[A-Za-z0-9_-]{8}(\\.[1-9][0-9]{0,2})?/"_s;
    const QString index = u"(x[0-9]{3}/)*[0-9]{3}(\\.p/[1-9][0-9]{0,2})?"_s;
    return PathRules(
        { { u"manifest"_s, 64 * mebibyte }, { u"policy"_s, 4 * mebibyte }, { u"README"_s, mebibyte },
            { u"verify\\.py"_s, mebibyte }, { log + u"checkpoint"_s, 4 * mebibyte },
            { log + u"consistency"_s, 16 * 1024 }, { log + u"tile/[0-7]/"_s + index, 32 * tileWidth },
            { log + u"tile/entries/"_s + index, 65537 * tileWidth }, { u"payload\\.age"_s, 8 * 1024 * mebibyte } },
        2'000'000, 16 * 1024 * mebibyte);
}

tl::unexpected<Error> namedFault(QStringView word, const QByteArray& path, const QString& detail)
{
    return tl::unexpected<Error>(log::faultError(
        ErrorCode::Integrity, QString::fromUtf8(path), word, detail, u"get the file again from whoever made it"_s));
}

/// Errors of what lies inside name the bundle too.
Error inBundle(Error error, const QString& bundle)
{
    if (error.code != ErrorCode::Cancelled)
        error.thing = bundle + u", "_s + error.thing;
    return error;
}

Status writeOut(TarReader& tar, const TarReader::File& entry, const QString& path, QByteArray& sha256)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return fail(ErrorCode::Storage, path, out.errorString(), u"check free space and permissions"_s);
    if (entry.size > mebibyte && QStorageInfo(path).bytesAvailable() < entry.size + 16 * mebibyte) {
        return fail(ErrorCode::Storage, path, u"there is not enough room to unpack %1 bytes"_s.arg(entry.size),
            u"free some space and try again"_s);
    }
    StreamDigest digest;
    const Sink sink = writeTo(out, path);
    std::vector<char> buffer(65536);
    for (;;) {
        DOCKET_ASSIGN(const qsizetype count, tar.read(buffer));
        if (count == 0)
            break;
        digest.add(QByteArrayView(buffer.data(), count));
        DOCKET_TRY(sink(QByteArrayView(buffer.data(), count)));
    }
    if (!out.flush())
        return fail(ErrorCode::Storage, path, out.errorString(), u"check free space"_s);
    sha256 = digest.finish();
    return {};
}

} // namespace

QString Bundle::sealedPath() const
{
    return m_scratch.filePath(QString::fromLatin1(sealedName));
}

Result<std::unique_ptr<Bundle>> Bundle::open(
    const QString& file, const QString& workspaceFolder, const Progress& progress, const std::stop_token& stop)
{
    Scratch::sweep(workspaceFolder);
    DOCKET_ASSIGN(Scratch scratch, Scratch::make(workspaceFolder));
    std::unique_ptr<Bundle> bundle(new Bundle(std::move(scratch)));
    bundle->m_fileName = QFileInfo(file).fileName();
    const auto read = [&]() -> Status {
        DOCKET_TRY(bundle->unpack(file, progress, stop));
        DOCKET_TRY(bundle->readManifest());
        std::set<QByteArray> folders;
        for (const Manifest::File& one : std::as_const(bundle->m_files)) {
            if (one.path.startsWith("log/"))
                folders.insert(one.path.first(one.path.indexOf('/', 4)));
        }
        qint64 done = 0;
        for (const QByteArray& folder : folders) {
            if (progress)
                progress(Stage::Checking, done++, static_cast<qint64>(folders.size()));
            DOCKET_TRY(bundle->readLog(folder, stop));
        }
        if (folders.empty())
            return manifestFault(u"manifest"_s, u"there is no log in the bundle"_s);
        return {};
    };
    if (Status status = read(); !status)
        return fail(inBundle(std::move(status).error(), bundle->m_fileName));
    return bundle;
}

Status Bundle::unpack(const QString& file, const Progress& progress, const std::stop_token& stop)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, file, in.errorString(), u"check the name of the file"_s);
    GzipReader gzip(readFrom(in, file));
    TarReader tar([&gzip](std::span<char> room) { return gzip.read(room); }, bundleRules(), u"archive"_s);
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, file, u"stopped"_s);
        DOCKET_ASSIGN(const auto entry, tar.next());
        if (!entry)
            break;
        if (progress)
            progress(Stage::Reading, gzip.offset(), in.size());
        Manifest::File unpacked{ entry->path, entry->size, {} };
        DOCKET_TRY(writeOut(tar, *entry, m_scratch.filePath(QString::fromLatin1(entry->path)), unpacked.sha256));
        if (entry->path == manifestPath)
            m_manifestSha256 = unpacked.sha256;
        else
            m_files.append(std::move(unpacked));
    }
    if (m_manifestSha256.isEmpty())
        return manifestFault(u"manifest"_s, u"is missing"_s);
    return {};
}

Result<QByteArray> Bundle::content(const QByteArray& path) const
{
    QFile file(m_scratch.filePath(QString::fromLatin1(path)));
    if (!file.open(QIODevice::ReadOnly))
        return manifestFault(QString::fromLatin1(path), u"is missing"_s);
    return file.readAll();
}

Status Bundle::readManifest()
{
    DOCKET_ASSIGN(const QByteArray bytes, content(manifestPath.toByteArray()));
    const auto note = log::SignedNote::parse(bytes);
    if (!note || note->signatures.size() != 1)
        return manifestFault(u"manifest"_s, u"is no note with one signature"_s);
    DOCKET_ASSIGN(m_manifest, Manifest::parse(note->text));
    m_manifestSigner = note->signatures.first().name;
    if (!log::isDeviceName(m_manifestSigner, m_manifest.workspace, m_manifest.from)
        || !log::isSignedBy(*note, m_manifestSigner, m_manifest.from))
        return manifestFault(u"manifest"_s, u"is not signed by the device that it names"_s);
    // Both lists are sorted by path.
    qsizetype at = 0;
    for (const Manifest::File& expected : std::as_const(m_manifest.files)) {
        if (at == m_files.size() || m_files.at(at).path > expected.path)
            return manifestFault(QString::fromLatin1(expected.path), u"is missing"_s);
        const Manifest::File& there = m_files.at(at);
        if (there.path < expected.path)
            return manifestFault(QString::fromLatin1(there.path), u"is not in the manifest"_s);
        if (there != expected)
            return manifestFault(QString::fromLatin1(there.path), u"is not what the manifest says"_s);
        ++at;
    }
    if (at < m_files.size())
        return manifestFault(QString::fromLatin1(m_files.at(at).path), u"is not in the manifest"_s);
    DOCKET_ASSIGN(const QByteArray policy, content("policy"));
    DOCKET_ASSIGN(m_policy, TrustPolicy::parse(policy));
    m_sealed = QFile::exists(sealedPath());
    if (m_sealed == m_manifest.to.isEmpty())
        return manifestFault(u"manifest"_s, u"names recipients without an encrypted part, or the other way round"_s);
    return {};
}

Status Bundle::readLog(const QByteArray& folder, const std::stop_token& stop)
{
    const QByteArray path = folder + "/checkpoint";
    DOCKET_ASSIGN(const QByteArray bytes, content(path));
    const auto note = log::SignedNote::parse(bytes);
    const auto checkpoint = note ? log::Checkpoint::parse(note->text) : Result<log::Checkpoint>(fail(note.error()));
    if (!checkpoint || checkpoint->size < 1 || checkpoint->size > mostEntries)
        return namedFault(u"checkpoint", path, u"is no checkpoint"_s);
    const TrustPolicy::Log* const known = m_policy.logNamed(checkpoint->origin);
    if (!known || !log::isDeviceName(known->name, m_manifest.workspace, known->publicKey))
        return namedFault(u"device", path, u"is of a device that the policy does not name"_s);
    const QByteArray last = folder.mid(4);
    if (last.first(8) != toBase64Url(known->publicKey).first(8))
        return namedFault(u"device", path, u"is of another device than its folder"_s);
    if (!log::isSignedBy(*note, known->name, known->publicKey))
        return namedFault(u"checkpoint", path, u"is not signed by its device"_s);

    std::optional<Consistency> consistency;
    const auto size = static_cast<qint64>(checkpoint->size);
    if (const QByteArray file = folder + "/consistency"; QFile::exists(m_scratch.filePath(QString::fromLatin1(file)))) {
        DOCKET_ASSIGN(const QByteArray text, content(file));
        auto parsed = Consistency::parse(text);
        if (!parsed || parsed->size != size)
            return namedFault(u"consistency", file, u"is no proof for this checkpoint"_s);
        consistency = std::move(*parsed);
    }
    const qint64 firstTile = consistency ? consistency->from / tileWidth : 0;

    // A size that the files at hand cannot cover is refused before a list of its tiles is made.
    const auto most = static_cast<qint64>(m_files.size());
    if (size / tileWidth - firstTile > most || size / (tileWidth * tileWidth) > most)
        return namedFault(u"tiles", path, u"announces %1 entries, which are not there"_s.arg(size));
    const QByteArray prefix = folder + '/';
    std::set<QByteArray> expected{ path };
    if (consistency)
        expected.insert(prefix + "consistency");
    for (const TileFile& file : tileFiles(size, firstTile))
        expected.insert(prefix + file.path());
    for (const Manifest::File& file : std::as_const(m_files)) {
        if (file.path.startsWith(prefix) && expected.erase(file.path) == 0)
            return namedFault(u"tiles", file.path, u"does not belong to a log of %1 entries"_s.arg(size));
    }
    if (!expected.empty())
        return namedFault(u"tiles", *expected.begin(), u"is missing"_s);

    const QString name = QString::fromLatin1(folder);
    Log log{ folder, { known->publicKey, known->name, firstTile * tileWidth + 1, bytes }, size, checkpoint->root,
        std::move(consistency), TileLog(m_scratch.filePath(name), name, size, firstTile) };
    DOCKET_ASSIGN(const log::Hash root, log.tiles.verify(stop));
    if (root != checkpoint->root)
        return namedFault(u"checkpoint", path, u"has another root than the tiles"_s);
    m_logs.push_back(std::move(log));
    return {};
}

BundleSource::BundleSource(Bundle& bundle, std::span<const log::Secret> secrets, std::stop_token stop)
    : m_bundle(bundle), m_secrets(secrets), m_stop(std::move(stop))
{
}

QByteArray BundleSource::workspaceId() const
{
    return m_bundle.manifest().workspace;
}

QList<log::IncomingLog> BundleSource::logs() const
{
    QList<log::IncomingLog> out;
    for (const Bundle::Log& log : m_bundle.logs())
        out.append(log.incoming);
    return out;
}

Result<QByteArrayList> BundleSource::notes(qsizetype log, qint64 fromSeq, int limit)
{
    return m_bundle.logs()[static_cast<size_t>(log)].tiles.notes(fromSeq, limit);
}

Status BundleSource::payloads(const TakePayload& take)
{
    if (!m_bundle.hasSealedPart())
        return {};
    SealedPartVisitor visitor;
    visitor.payload = take;
    return readSealedPart(m_bundle.sealedPath(), m_secrets, visitor, m_stop);
}

} // namespace docket::exchange
