#include "core/dataset/bytesource.h"

#include <QFileInfo>
#include <QStringConverter>

#include <array>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

struct Magic {
    QByteArrayView bytes;
    QLatin1StringView name;
};

/// Formats that are no text table; first bytes from the formats' own specifications.
const Magic* knownBinary(QByteArrayView raw)
{
    static const std::array<Magic, 10> magics = { {
        { QByteArrayView("PAR1"), "Parquet"_L1 },
        { QByteArrayView("PARE"), "encrypted Parquet"_L1 },
        { QByteArrayView("ARROW1"), "Arrow"_L1 },
        { QByteArrayView("ORC"), "ORC"_L1 },
        { QByteArrayView("Obj\x01"), "Avro"_L1 },
        { QByteArrayView("PK\x03\x04"), "ZIP"_L1 },
        { QByteArrayView("\x1f\x8b"), "gzip"_L1 },
        { QByteArrayView("\x28\xb5\x2f\xfd"), "Zstandard"_L1 },
        { QByteArrayView("\xfd"
                         "7zXZ"),
            "xz"_L1 },
        { QByteArrayView("SQLite format 3"), "SQLite"_L1 },
    } };
    for (const Magic& magic : magics) {
        if (raw.startsWith(magic.bytes))
            return &magic;
    }
    return nullptr;
}

QString wayOutFor(QLatin1StringView format)
{
    if (format.endsWith("Parquet"_L1) || format == "Arrow"_L1)
        return u"look at it through the dataset viewer of the Hub, or turn it into CSV or JSON Lines first"_s;
    if (format == "gzip"_L1 || format == "ZIP"_L1 || format == "xz"_L1 || format == "Zstandard"_L1)
        return u"unpack it first"_s;
    return u"turn it into CSV or JSON Lines first"_s;
}

std::optional<QStringConverter::Encoding> wideEncoding(QByteArrayView raw)
{
    if (raw.startsWith(QByteArrayView("\xff\xfe\0\0", 4)))
        return QStringConverter::Utf32LE;
    if (raw.startsWith(QByteArrayView("\0\0\xfe\xff", 4)))
        return QStringConverter::Utf32BE;
    if (raw.startsWith(QByteArrayView("\xff\xfe", 2)))
        return QStringConverter::Utf16LE;
    if (raw.startsWith(QByteArrayView("\xfe\xff", 2)))
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

} // namespace

Status ByteSource::adopt(QByteArrayView raw, const QString& name)
{
    m_originalSize = raw.size();
    if (const Magic* magic = knownBinary(raw)) {
        return fail(ErrorCode::Unsupported, name,
            u"this is a "_s + magic->name + u" file, which this build cannot read"_s, wayOutFor(magic->name));
    }
    if (const auto encoding = wideEncoding(raw)) {
        if (raw.size() > maximumConverted) {
            return fail(ErrorCode::LimitExceeded, name,
                u"a file in %1 may hold at most %2 MB"_s
                    .arg(QLatin1StringView(QStringConverter::nameForEncoding(*encoding)))
                    .arg(maximumConverted / 1024 / 1024),
                u"convert it to UTF-8 first"_s);
        }
        QStringDecoder decoder(*encoding);
        const QString text = decoder.decode(raw);
        m_hadInvalid = decoder.hasError();
        m_converted = QLatin1StringView(QStringConverter::nameForEncoding(*encoding));
        m_owned = text.toUtf8();
        m_bytes = m_owned;
    } else {
        m_bytes = raw;
    }
    if (m_bytes.startsWith(QByteArrayView("\xef\xbb\xbf")))
        m_bytes = m_bytes.sliced(3);
    return {};
}

Result<ByteSource> ByteSource::map(const QString& path)
{
    ByteSource source;
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::NotFound, path, u"no such file"_s, u"check the name"_s);
    if (!info.isFile())
        return fail(ErrorCode::Storage, path, u"not a regular file"_s, u"name a file that holds a table"_s);
    source.m_file = std::make_unique<QFile>(path);
    if (!source.m_file->open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, path, source.m_file->errorString(), u"check its permissions"_s);
    QByteArrayView raw;
    if (const qint64 size = source.m_file->size(); size > 0) {
        const uchar* start = source.m_file->map(0, size);
        if (start == nullptr)
            return fail(ErrorCode::Storage, path, source.m_file->errorString(), u"copy it to a local disk"_s);
        raw = QByteArrayView(start, size);
    }
    DOCKET_TRY(source.adopt(raw, path));
    return source;
}

Result<ByteSource> ByteSource::hold(const QByteArray& bytes, const QString& name)
{
    ByteSource source;
    source.m_owned = bytes; // keeps the view of adopt() alive when nothing is converted
    DOCKET_TRY(source.adopt(source.m_owned, name));
    return source;
}

} // namespace docket::dataset
