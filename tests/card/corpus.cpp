#include "corpus.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

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

QList<QPair<QString, QByteArray>> hostilePayloads()
{
    QList<QPair<QString, QByteArray>> out;
    const QString base = corpusPath() + u"/hostile/"_s;
    const auto add = [&](const QString& file, const QString& key) {
        int number = 0;
        for (const QJsonValue& value : readJsonArray(base + file))
            out << qMakePair(file + u' ' + QString::number(number++),
                (key.isEmpty() ? value.toString() : value[key].toString()).toUtf8());
    };
    add(u"dompurify_expect.json"_s, u"payload"_s);
    add(u"h5sc_vectors.json"_s, u"vector"_s);
    add(u"h5sc_vectors.json"_s, u"template"_s);
    add(u"owasp_xss_filter_evasion.json"_s, u"payload"_s);
    add(u"trojan_source_bidi_homoglyph.json"_s, u"text"_s);
    add(u"blns.json"_s, QString());
    int number = 0;
    for (const QByteArray& line : readFile(base + u"xss_payload_list.txt"_s).split('\n'))
        out << qMakePair(u"xss_payload_list "_s + QString::number(++number), line);
    return out;
}

} // namespace docket::test
