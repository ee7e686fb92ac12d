#include "core/exchange/sealedpart.h"

#include "core/base/blobstore.h"
#include "core/base/digest.h"
#include "core/log/store/store.h"

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView blobPrefix("blob/");
constexpr QByteArrayView hubName("hub.jsonl");
constexpr QByteArrayView payloadPrefix("payload/");
constexpr qsizetype saltSize = 32;
constexpr qsizetype longestLine = qsizetype(64) * 1024 * 1024;
constexpr qint64 gibibyte = qint64(1) << 30;

PathRules sealedRules()
{
    return PathRules({ { u"payload/[A-Za-z0-9_-]{43}"_s, saltSize + log::Store::maximumPayload },
                         { u"blob/[0-9a-f]{64}"_s, BlobStore::maximumSize }, { u"hub\\.jsonl"_s, 8 * gibibyte } },
        20'000'000, 64 * gibibyte, PathRules::Order::Any);
}

Status readHub(TarReader& tar, const SealedPartVisitor& visitor)
{
    QByteArray line;
    std::vector<char> buffer(65536);
    for (;;) {
        DOCKET_ASSIGN(const qsizetype count, tar.read(buffer));
        if (count == 0)
            break;
        QByteArrayView part(buffer.data(), count);
        for (;;) {
            const qsizetype end = part.indexOf('\n');
            line += end < 0 ? part : part.first(end);
            if (line.size() > longestLine)
                return archiveFault(u"hub.jsonl"_s, u"a line is too long"_s);
            if (end < 0)
                break;
            if (visitor.hubLine)
                DOCKET_TRY(visitor.hubLine(line));
            line.clear();
            part = part.sliced(end + 1);
        }
    }
    if (!line.isEmpty())
        return archiveFault(u"hub.jsonl"_s, u"ends inside a line"_s);
    return {};
}

Status readPayload(TarReader& tar, const TarReader::File& file, const SealedPartVisitor& visitor)
{
    DOCKET_ASSIGN(const QByteArray bytes, tar.readAll());
    const auto id = log::EntryId::parse(QString::fromLatin1(file.path.mid(payloadPrefix.size())));
    if (!id || bytes.size() < saltSize)
        return archiveFault(QString::fromLatin1(file.path), u"is no payload"_s);
    if (visitor.payload)
        return visitor.payload(*id, QByteArrayView(bytes).first(saltSize), QByteArrayView(bytes).sliced(saltSize));
    return {};
}

Status readBlob(TarReader& tar, const TarReader::File& file, const SealedPartVisitor& visitor)
{
    DOCKET_ASSIGN(const QByteArray bytes, tar.readAll());
    const QByteArray hash = file.path.mid(blobPrefix.size());
    if (sha256Hex(bytes) != hash)
        return archiveFault(QString::fromLatin1(file.path), u"does not hold what its name says"_s);
    return visitor.blob ? visitor.blob(hash, bytes) : Status();
}

} // namespace

Result<std::unique_ptr<SealedPartWriter>> SealedPartWriter::begin(
    const QString& path, const QByteArrayList& recipients, const RandomBytes& random)
{
    std::unique_ptr<SealedPartWriter> writer(new SealedPartWriter(path));
    if (!writer->m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        return fail(ErrorCode::Storage, path, writer->m_file.errorString(), u"check free space and permissions"_s);
    }
    DOCKET_ASSIGN(AgeWriter age, AgeWriter::begin(writeTo(writer->m_file, path), recipients, random));
    writer->m_age.emplace(std::move(age));
    AgeWriter& sealed = *writer->m_age;
    writer->m_gzip = std::make_unique<GzipWriter>([&sealed](QByteArrayView bytes) { return sealed.write(bytes); });
    GzipWriter& packed = *writer->m_gzip;
    writer->m_tar = std::make_unique<TarWriter>([&packed](QByteArrayView bytes) { return packed.write(bytes); });
    return writer;
}

Status SealedPartWriter::addBlob(QByteArrayView sha256Hex, QByteArrayView bytes)
{
    return m_tar->add(blobPrefix.toByteArray() + sha256Hex.toByteArray(), bytes);
}

Status SealedPartWriter::addHub(qint64 size, const Source& lines)
{
    return m_tar->add(hubName.toByteArray(), size, lines);
}

Status SealedPartWriter::addPayload(const log::EntryId& id, QByteArrayView salt, QByteArrayView data)
{
    const QByteArray content = salt.toByteArray() + data.toByteArray();
    return m_tar->add(payloadPrefix.toByteArray() + id.text().toLatin1(), content);
}

Status SealedPartWriter::finish()
{
    DOCKET_TRY(m_tar->finish());
    DOCKET_TRY(m_gzip->finish());
    DOCKET_TRY(m_age->finish());
    if (!m_file.flush())
        return fail(ErrorCode::Storage, m_file.fileName(), m_file.errorString(), u"check free space"_s);
    m_file.close();
    return {};
}

Status readSealedPart(const QString& path, std::span<const log::Secret> secrets, const SealedPartVisitor& visitor,
    const std::stop_token& stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, path, file.errorString(), u"try again"_s);
    DOCKET_ASSIGN(AgeReader age, AgeReader::open(readBuffered(readFrom(file, path)), secrets));
    GzipReader gzip([&age](std::span<char> room) { return age.read(room); });
    TarReader tar([&gzip](std::span<char> room) { return gzip.read(room); }, sealedRules(), u"payload.age"_s);
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"encrypted part"_s, u"stopped"_s);
        DOCKET_ASSIGN(const auto next, tar.next());
        if (!next)
            return {};
        Status read;
        if (next->path.startsWith(payloadPrefix))
            read = readPayload(tar, *next, visitor);
        else if (next->path.startsWith(blobPrefix))
            read = readBlob(tar, *next, visitor);
        else
            read = readHub(tar, visitor);
        DOCKET_TRY(read);
    }
}

} // namespace docket::exchange
