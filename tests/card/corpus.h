#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

namespace docket::test
{

/// Folder of the shared corpus (DOCKET_CORPUS, else beside the repository); empty when it is not there.
QString corpusPath();
/// Files under a corpus folder, by path, PROVENANCE and FEATURES tables left out.
QStringList corpusFiles(const QString& folder, const QStringList& nameFilters = {});
QByteArray readFile(const QString& path);
/// A gzip file, unpacked; at most 64 MB.
QByteArray readGzip(const QString& path);
QJsonArray readJsonArray(const QString& path);
/// Every hostile payload of the corpus (HTML, scripts, naughty strings) with a name.
QList<QPair<QString, QByteArray>> hostilePayloads();

} // namespace docket::test
