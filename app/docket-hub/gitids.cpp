#include "app/docket-hub/gitids.h"

#include <QCryptographicHash>

namespace docket::practicehub
{

QByteArray blobId(QByteArrayView content)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArray("blob " + QByteArray::number(content.size())));
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(content);
    return hash.result().toHex();
}

QByteArray lfsPointer(const QByteArray& sha256, qint64 size)
{
    return "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256 + "\nsize " + QByteArray::number(size)
        + '\n';
}

QByteArray stableSha(std::initializer_list<QByteArrayView> parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QByteArrayView part : parts) {
        hash.addData(QByteArray::number(part.size()));
        hash.addData(QByteArrayView("\0", 1));
        hash.addData(part);
    }
    return hash.result().toHex();
}

QString documentId(const QString& text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex().left(24));
}

} // namespace docket::practicehub
