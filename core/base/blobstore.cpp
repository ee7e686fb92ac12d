#include "core/base/blobstore.h"

#include "core/base/digest.h"
#include "core/base/wholefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSet>

#include <fcntl.h>
#include <unistd.h>
#include <zdict.h>
#include <zstd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <vector>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int compressionLevel = 3; // performance.md 10: 4.1x with a dictionary at 280 MB/s
constexpr size_t dictionarySize = size_t(64) * 1024;
constexpr qsizetype minimumSamples = 64;
constexpr qint64 longestFrameHeader = 18; // bytes; RFC 8878 3.1.1.1

struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
struct FreeCompressionDictionary {
    void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
};
struct FreeDecompressionDictionary {
    void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};

bool isHash(QByteArrayView text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
}

Error writeError(const QString& path, const QString& cause)
{
    return Error{ ErrorCode::Storage, path, cause, u"check free space and the permissions of the workspace"_s };
}

} // namespace

struct BlobStore::Private {
    QString folder;
    std::unique_ptr<ZSTD_CDict, FreeCompressionDictionary> compression;
    std::unique_ptr<ZSTD_DDict, FreeDecompressionDictionary> decompression;

    QString pathOf(QByteArrayView hash) const
    {
        const QString name = QString::fromLatin1(hash);
        return folder + u'/' + name.left(2) + u'/' + name + u".zst"_s;
    }
    QString dictionaryPath() const { return folder + u"/dictionary"_s; }
    QString erasedFolder() const { return folder + u"/erased"_s; }

    /// Whether the dictionary held here is the one in the folder: an erasure by somebody else may have taken it away.
    bool mayCompressWithDictionary() const
    {
        if (!compression)
            return false;
        QFile file(dictionaryPath());
        std::array<char, 8> head{}; // the magic number and the dictionary's own
        return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)
            && file.read(head.data(), head.size()) == head.size()
            && ZSTD_getDictID_fromDict(head.data(), head.size()) == ZSTD_getDictID_fromDDict(decompression.get());
    }

    void useDictionary(const QByteArray& bytes)
    {
        const auto size = static_cast<size_t>(bytes.size());
        compression.reset(ZSTD_createCDict(bytes.constData(), size, compressionLevel));
        decompression.reset(ZSTD_createDDict(bytes.constData(), size));
    }
};

BlobStore::BlobStore(std::unique_ptr<Private> data) : d(std::move(data)) { }
BlobStore::BlobStore(BlobStore&&) noexcept = default;
BlobStore& BlobStore::operator=(BlobStore&&) noexcept = default;
BlobStore::~BlobStore() = default;

Result<BlobStore> BlobStore::open(const QString& folder)
{
    auto data = std::make_unique<Private>();
    data->folder = folder;
    if (!QDir().mkpath(folder))
        return fail(writeError(folder, u"cannot make the folder"_s));
    if (QFile file(data->dictionaryPath()); file.open(QIODevice::ReadOnly))
        data->useDictionary(file.readAll());
    return BlobStore(std::move(data));
}

bool BlobStore::contains(QByteArrayView hash) const
{
    return isHash(hash) && QFile::exists(d->pathOf(hash));
}

Result<QByteArray> BlobStore::put(QByteArrayView bytes) const
{
    const QByteArray hash = sha256Hex(bytes);
    const QString path = d->pathOf(hash);
    if (QFile::exists(path) || isErased(hash))
        return hash;
    DOCKET_TRY(write(path, bytes));
    if (isErased(hash)) // meanwhile, by another thread
        QFile::remove(path);
    return hash;
}

bool BlobStore::isErased(QByteArrayView hash) const
{
    return isHash(hash) && QFile::exists(d->erasedFolder() + u'/' + QString::fromLatin1(hash));
}

bool BlobStore::hasErased() const
{
    return QFile::exists(d->erasedFolder());
}

Status BlobStore::write(const QString& path, QByteArrayView bytes) const
{
    const bool withDictionary = d->mayCompressWithDictionary();
    DOCKET_TRY(writeOnce(path, bytes, withDictionary));
    if (withDictionary && !d->mayCompressWithDictionary())
        return writeOnce(path, bytes, false); // it went while this was written, and nobody could read the file
    return {};
}

Status BlobStore::writeOnce(const QString& path, QByteArrayView bytes, bool withDictionary) const
{
    // Making a context costs more than compressing a card.
    static thread_local const std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
    const auto size = static_cast<size_t>(bytes.size());
    QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(size)), Qt::Uninitialized);
    const auto room = static_cast<size_t>(packed.size());
    const size_t written = withDictionary
        ? ZSTD_compress_usingCDict(context.get(), packed.data(), room, bytes.data(), size, d->compression.get())
        : ZSTD_compressCCtx(context.get(), packed.data(), room, bytes.data(), size, compressionLevel);
    if (ZSTD_isError(written))
        return fail(writeError(path, QString::fromLatin1(ZSTD_getErrorName(written))));

    static std::atomic<quint64> number = 0;
    QFile file(path + u".%1-%2.tmp"_s.arg(QCoreApplication::applicationPid()).arg(++number));
    const QString folder = path.section(u'/', 0, -2);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        && (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)))
        return fail(writeError(path, file.errorString()));
    const auto length = static_cast<qint64>(written);
    if (file.write(packed.constData(), length) != length) {
        const Error error = writeError(path, file.errorString());
        file.remove();
        return fail(error);
    }
    file.close();
    // rename(2) replaces: two writers of one blob write the same bytes.
    if (::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0) {
        const Error error = writeError(path, QString::fromLocal8Bit(strerror(errno)));
        file.remove();
        return fail(error);
    }
    return {};
}

Status BlobStore::persist(QByteArrayView hash) const
{
    if (!isHash(hash))
        return fail(ErrorCode::Validation, u"evidence"_s, u"not a SHA-256 in hexadecimal"_s);
    const QString path = d->pathOf(hash);
    for (const QString& name : { path, path.section(u'/', 0, -2) }) {
        const int descriptor = ::open(QFile::encodeName(name).constData(), O_RDONLY | O_CLOEXEC);
        const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
        const int code = errno;
        if (descriptor >= 0)
            ::close(descriptor);
        if (!synced)
            return fail(writeError(name, QString::fromLocal8Bit(strerror(code))));
    }
    return {};
}

Result<QByteArray> BlobStore::get(QByteArrayView hash) const
{
    const QString name = u"evidence %1"_s.arg(QString::fromLatin1(hash.first(std::min<qsizetype>(12, hash.size()))));
    if (!isHash(hash))
        return fail(ErrorCode::Validation, name, u"not a SHA-256 in hexadecimal"_s);
    QFile file(d->pathOf(hash));
    if (!file.open(QIODevice::ReadOnly))
        return isErased(hash) ? fail(ErrorCode::NotFound, name, u"was erased by a redaction"_s)
                              : fail(ErrorCode::NotFound, name, u"not stored here"_s, u"sync again to fetch it"_s);
    const QByteArray packed = file.readAll();
    const auto packedSize = static_cast<size_t>(packed.size());
    const unsigned long long size = ZSTD_getFrameContentSize(packed.constData(), packedSize);
    const Error damaged{ ErrorCode::Integrity, name, u"the stored file is damaged"_s,
        u"remove %1 and sync again"_s.arg(file.fileName()) };
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        return fail(damaged);
    if (size > static_cast<unsigned long long>(maximumSize))
        return fail(ErrorCode::LimitExceeded, name, u"%1 bytes"_s.arg(size), u"open it outside of Docket"_s);
    QByteArray bytes(static_cast<qsizetype>(size), Qt::Uninitialized);
    const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
    const unsigned dictionaryId = ZSTD_getDictID_fromFrame(packed.constData(), packedSize);
    const bool needsDictionary = dictionaryId != 0;
    size_t read = 0;
    if (needsDictionary && (!d->decompression || ZSTD_getDictID_fromDDict(d->decompression.get()) != dictionaryId)) {
        // Trained by another connection after this one was opened.
        QFile dictionary(d->dictionaryPath());
        if (!dictionary.open(QIODevice::ReadOnly))
            return fail(damaged);
        const QByteArray words = dictionary.readAll();
        read = ZSTD_decompress_usingDict(context.get(), bytes.data(), size, packed.constData(), packedSize,
            words.constData(), static_cast<size_t>(words.size()));
    } else if (needsDictionary) {
        read = ZSTD_decompress_usingDDict(
            context.get(), bytes.data(), size, packed.constData(), packedSize, d->decompression.get());
    } else {
        read = ZSTD_decompressDCtx(context.get(), bytes.data(), size, packed.constData(), packedSize);
    }
    if (ZSTD_isError(read) || read != size || sha256Hex(bytes) != hash)
        return fail(damaged);
    return bytes;
}

namespace
{

/// Whether the texts share a run of at least `run` bytes. `b` is a dictionary of 64 KB.
bool shareRun(const QByteArray& a, const QByteArray& b, qsizetype run)
{
    QSet<QByteArray> runs;
    for (qsizetype i = 0; i + run <= b.size(); ++i)
        runs.insert(b.sliced(i, run));
    for (qsizetype i = 0; i + run <= a.size(); ++i)
        if (runs.contains(QByteArray::fromRawData(a.constData() + i, run)))
            return true;
    return false;
}

} // namespace

Status BlobStore::erase(QByteArrayView hash)
{
    constexpr qsizetype telling = 12; // bytes: shorter runs are words of everybody's
    if (!isHash(hash))
        return fail(ErrorCode::Validation, u"evidence"_s, u"not a SHA-256 in hexadecimal"_s);
    // First of all: from here on nobody stores it again.
    QFile mark(d->erasedFolder() + u'/' + QString::fromLatin1(hash));
    if (!QDir().mkpath(d->erasedFolder()) || !mark.open(QIODevice::WriteOnly))
        return fail(writeError(mark.fileName(), mark.errorString()));
    mark.close();
    const QString path = d->pathOf(hash);
    if (!QFile::exists(path))
        return {};
    const Result<QByteArray> bytes = get(hash);
    QFile dictionary(d->dictionaryPath());
    // What cannot be read any more may still have been learnt from.
    const QByteArray learnt = dictionary.open(QIODevice::ReadOnly) ? dictionary.readAll() : QByteArray();
    if (!learnt.isEmpty() && (!bytes || shareRun(*bytes, learnt, telling))) {
        d->useDictionary(learnt); // to read with
        d->compression.reset();
        DOCKET_TRY(writeWithoutDictionary(hash));
        if (!dictionary.remove())
            return fail(writeError(dictionary.fileName(), dictionary.errorString()));
        // Once more: somebody may have used it until now.
        DOCKET_TRY(writeWithoutDictionary(hash));
        d->decompression.reset();
    }
    QFile file(path);
    if (!file.remove())
        return fail(writeError(path, file.errorString()));
    return {};
}

/// Stores every blob anew that needs the dictionary.
Status BlobStore::writeWithoutDictionary(QByteArrayView except) const
{
    QDirIterator files(d->folder, { u"*.zst"_s }, QDir::Files, QDirIterator::Subdirectories);
    QByteArrayList needy;
    while (files.hasNext()) {
        QFile file(files.next());
        const QByteArray hash = QFileInfo(file).fileName().chopped(4).toLatin1();
        if (hash == except || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray head = file.read(longestFrameHeader);
        if (ZSTD_getDictID_fromFrame(head.constData(), static_cast<size_t>(head.size())) != 0)
            needy.append(hash);
    }
    for (const QByteArray& hash : std::as_const(needy)) {
        const Result<QByteArray> content = get(hash);
        if (!content)
            continue; // damaged before; reading it says so
        DOCKET_TRY(writeOnce(d->pathOf(hash), *content, false));
    }
    return {};
}

bool BlobStore::hasDictionary() const
{
    return d->compression != nullptr;
}

Status BlobStore::train(const QList<QByteArray>& samples)
{
    if (d->compression || samples.size() < minimumSamples)
        return {};
    QByteArray all;
    std::vector<size_t> sizes;
    for (const QByteArray& sample : samples) {
        all += sample;
        sizes.push_back(static_cast<size_t>(sample.size()));
    }
    QByteArray dictionary(static_cast<qsizetype>(dictionarySize), Qt::Uninitialized);
    const size_t size = ZDICT_trainFromBuffer(
        dictionary.data(), dictionarySize, all.constData(), sizes.data(), static_cast<unsigned>(sizes.size()));
    if (ZDICT_isError(size))
        return {}; // too little to learn from; blobs are then stored without
    dictionary.truncate(static_cast<qsizetype>(size));
    if (const Status written = writeWholeFile(d->dictionaryPath(), dictionary); !written)
        return fail(writeError(d->dictionaryPath(), written.error().cause));
    d->useDictionary(dictionary);
    return {};
}

} // namespace docket
