#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace docket
{

/// Evidence by content: `blobs/ab/abcdef….zst`, named by the SHA-256 of the uncompressed bytes, zstd level 3.
/// Files are written to a temporary name and renamed; what a power cut still breaks is found by its hash when it is
/// read, and can be fetched again. What a judgement rests on is made durable with persist(). Small texts compress 1.5
/// times better with the dictionary of the folder (`blobs/dictionary`), see train(). Thread: safe to use from several
/// threads; every call opens its own file.
class BlobStore
{
public:
    /// `folder` is made when missing.
    static Result<BlobStore> open(const QString& folder);

    BlobStore(BlobStore&&) noexcept;
    BlobStore& operator=(BlobStore&&) noexcept;
    ~BlobStore();

    /// Stores the bytes unless they are there, or were erased; returns their hash as 64 hex characters.
    Result<QByteArray> put(QByteArrayView bytes) const;
    /// The bytes, checked against their name. NotFound, or Integrity when the file does not hold what its name says.
    Result<QByteArray> get(QByteArrayView sha256Hex) const;
    /// Returns when the blob is on the disk for good (fsync of file and folder).
    Status persist(QByteArrayView sha256Hex) const;
    bool contains(QByteArrayView sha256Hex) const;
    /// Takes the blob out of the folder for good, for a redaction, and remembers its name (`blobs/erased/<hash>`):
    /// bytes of that name are not stored again, by whichever BlobStore on the folder, and also where they never were.
    /// Where the dictionary learnt from it (they share a run of bytes), every other blob is stored anew without one and
    /// the dictionary goes, too.
    Status erase(QByteArrayView sha256Hex);
    /// Whether bytes of this name were erased here.
    bool isErased(QByteArrayView sha256Hex) const;
    /// Whether anything was: spares the hashing of what is only compared with isErased().
    bool hasErased() const;
    /// Trains the dictionary (64 KB) from samples; does nothing when one exists or samples are too few. Blobs written
    /// before stay readable: each frame names the dictionary it needs.
    Status train(const QList<QByteArray>& samples);
    bool hasDictionary() const;

    /// The largest blob read back, bytes; a longer one is refused (LimitExceeded).
    static constexpr qint64 maximumSize = qint64(256) * 1024 * 1024;

private:
    struct Private;
    Status write(const QString& path, QByteArrayView bytes) const;
    Status writeOnce(const QString& path, QByteArrayView bytes, bool withDictionary) const;
    Status writeWithoutDictionary(QByteArrayView except) const;
    explicit BlobStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace docket
