#include "corpus.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace docket::test
{

QString corpusPath()
{
    QStringList places{ qEnvironmentVariable("DOCKET_CORPUS") };
    if (places.first().isEmpty())
        places = { QStringLiteral(DOCKET_SOURCE_DIR "/../shared/corpus"),
            QStringLiteral(DOCKET_SOURCE_DIR "/../../shared/corpus") };
    for (const QString& place : places)
        if (!place.isEmpty() && QDir(place).exists())
            return QDir(place).absolutePath();
    return {};
}

QStringList corpusFiles(const QString& folder, const QStringList& nameFilters)
{
    QStringList files;
    QDirIterator it(corpusPath() + u'/' + folder, nameFilters, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (!path.endsWith(u".tsv"))
            files << path;
    }
    files.sort();
    return files;
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray readGzip(const QString& path)
{
    QByteArray out;
    gzFile file = gzopen(QFile::encodeName(path).constData(), "rb");
    if (!file)
        return out;
    QByteArray block(65536, Qt::Uninitialized);
    for (int count = 0; (count = gzread(file, block.data(), unsigned(block.size()))) > 0 && out.size() < (64 << 20);)
        out.append(block.constData(), count);
    gzclose(file);
    return out;
}

QJsonArray readJsonArray(const QString& path)
{
    return QJsonDocument::fromJson(readFile(path)).array();
}

} // namespace docket::test
