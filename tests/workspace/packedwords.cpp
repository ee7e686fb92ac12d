#include "tests/workspace/packedwords.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <zlib.h>
#include <zstd.h>

#include <array>
#include <memory>

namespace docket::test
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostUnpacked = qsizetype(64) * 1024 * 1024;
constexpr int deepest = 3;

/// What a gzip stream at the beginning of the bytes gives, as far as it goes.
QByteArray gunzip(QByteArrayView bytes)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        qFatal("zlib does not begin");
    stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data())); // zlib only reads
    stream.avail_in = static_cast<uInt>(bytes.size());
    QByteArray out;
    std::array<char, 65536> room;
    int code = Z_OK;
    while (code == Z_OK && out.size() < mostUnpacked) {
        stream.next_out = reinterpret_cast<unsigned char*>(room.data());
        stream.avail_out = static_cast<uInt>(room.size());
        code = inflate(&stream, Z_NO_FLUSH);
        out.append(room.data(), static_cast<qsizetype>(room.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    return out;
}

/// The same for a zstd frame.
QByteArray unzstd(QByteArrayView bytes, const QByteArray& dictionary)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (!dictionary.isEmpty())
        ZSTD_DCtx_loadDictionary(context.get(), dictionary.constData(), static_cast<size_t>(dictionary.size()));
    ZSTD_inBuffer in{ bytes.data(), static_cast<size_t>(bytes.size()), 0 };
    QByteArray out;
    std::array<char, 65536> room;
    for (size_t code = 1; code != 0 && out.size() < mostUnpacked;) {
        ZSTD_outBuffer target{ room.data(), room.size(), 0 };
        const size_t before = in.pos;
        code = ZSTD_decompressStream(context.get(), &target, &in);
        out.append(room.data(), static_cast<qsizetype>(target.pos));
        if (ZSTD_isError(code) || (target.pos == 0 && in.pos == before))
            break;
    }
    return out;
}

bool search(const QByteArray& bytes, const QList<QByteArray>& forms, const QByteArrayList& dictionaries, int depth)
{
    for (const QByteArray& form : forms)
        if (bytes.contains(form))
            return true;
    if (depth == deepest)
        return false;
    for (qsizetype at = bytes.indexOf("\x1f\x8b\x08"); at >= 0; at = bytes.indexOf("\x1f\x8b\x08", at + 1))
        if (search(gunzip(QByteArrayView(bytes).sliced(at)), forms, dictionaries, depth + 1))
            return true;
    for (qsizetype at = bytes.indexOf("\x28\xb5\x2f\xfd"); at >= 0; at = bytes.indexOf("\x28\xb5\x2f\xfd", at + 1))
        for (const QByteArray& dictionary : QByteArrayList{ {} } + dictionaries)
            if (search(unzstd(QByteArrayView(bytes).sliced(at), dictionary), forms, dictionaries, depth + 1))
                return true;
    return false;
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList filesBelow(const QString& folder)
{
    QStringList out;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        out.append(files.next());
    return out;
}

} // namespace

QList<QByteArray> spellings(const QByteArray& words)
{
    QByteArray utf16;
    for (const char c : words)
        utf16.append(c).append('\0');
    QList<QByteArray> out{ words, words.toLower(), utf16, words.toHex() };
    // Base64 of the words at each of the three alignments, without the ends that depend on what stands around.
    for (int shift = 0; shift < 3; ++shift)
        out.append(QByteArray(QByteArray(shift, ' ') + words).toBase64().mid(4, words.size() - 4));
    return out;
}

bool holdsWords(const QByteArray& bytes, const QByteArray& words, const QByteArrayList& dictionaries)
{
    return search(bytes, spellings(words), dictionaries, 0);
}

QStringList filesWith(const QString& folder, const QByteArray& words)
{
    const QStringList files = filesBelow(folder);
    QByteArrayList dictionaries;
    for (const QString& file : files)
        if (QFileInfo(file).fileName() == "dictionary"_L1)
            dictionaries.append(read(file));
    QStringList out;
    for (const QString& file : files)
        if (holdsWords(read(file), words, dictionaries))
            out.append(file);
    return out;
}

} // namespace docket::test
