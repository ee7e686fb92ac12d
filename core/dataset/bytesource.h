#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QFile>

#include <memory>

namespace docket::dataset
{

/// The bytes of a table as UTF-8 without byte order mark: a mapped file, or a converted copy of a UTF-16 or UTF-32 one.
class ByteSource
{
public:
    /// NotFound, Storage; Unsupported when the first bytes are those of a known binary format; LimitExceeded when a
    /// file that must be converted is larger than `maximumConverted`.
    static Result<ByteSource> map(const QString& path);
    static Result<ByteSource> hold(const QByteArray& bytes, const QString& name);

    QByteArrayView bytes() const { return m_bytes; }
    /// "UTF-16LE" when the bytes were converted; empty otherwise.
    QString converted() const { return m_converted; }
    /// A conversion met units that are no text.
    bool hadInvalid() const { return m_hadInvalid; }
    /// Size before conversion.
    qint64 originalSize() const { return m_originalSize; }

    static constexpr qint64 maximumConverted = qint64(128) * 1024 * 1024;

private:
    Status adopt(QByteArrayView raw, const QString& name);

    std::unique_ptr<QFile> m_file;
    QByteArray m_owned;
    QByteArrayView m_bytes;
    QString m_converted;
    bool m_hadInvalid = false;
    qint64 m_originalSize = 0;
};

} // namespace docket::dataset
