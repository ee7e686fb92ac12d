#include "core/sync/watchlist.h"

#include "core/base/wholefile.h"

#include <QFile>

namespace docket::sync
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestList = 4 * 1024 * 1024; // bytes

QString listPath(const QString& workspaceFolder)
{
    return workspaceFolder + u"/watches"_s;
}

} // namespace

Status saveWatchList(const QString& workspaceFolder, const QList<Watch>& watches)
{
    QByteArray text;
    for (const Watch& watch : watches)
        text += watch.text.toUtf8() + '\n';
    return writeWholeFile(listPath(workspaceFolder), text);
}

QList<Watch> readWatchList(const QString& workspaceFolder)
{
    QFile file(listPath(workspaceFolder));
    QList<Watch> watches;
    if (!file.open(QIODevice::ReadOnly))
        return watches;
    const QList<QByteArray> lines = file.read(longestList).split('\n');
    for (const QByteArray& line : lines) {
        if (auto watch = Watch::parse(QString::fromUtf8(line)); watch && !watches.contains(*watch))
            watches.append(std::move(*watch));
    }
    return watches;
}

} // namespace docket::sync
