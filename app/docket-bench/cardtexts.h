#pragma once

#include "app/docket-bench/benches.h"

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QList>

namespace docket::bench
{

/// The real cards, or the practice data's where there is no corpus, in the order of their names; those of less than
/// `maximum` bytes.
inline QList<QByteArray> cardTexts(const Surroundings& where, qint64 maximum)
{
    using namespace Qt::StringLiterals;
    const QStringList folders = where.corpus.isEmpty()
        ? QStringList{ where.practice }
        : QStringList{ where.corpus + u"/model_cards"_s, where.corpus + u"/dataset_cards"_s,
              where.corpus + u"/space_cards"_s };
    QStringList paths;
    for (const QString& folder : folders) {
        QDirIterator files(folder, { u"*.md"_s }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths.append(files.next());
    }
    paths.sort();
    QList<QByteArray> cards;
    for (const QString& path : std::as_const(paths)) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly) && file.size() < maximum)
            cards.append(file.readAll());
    }
    return cards;
}

} // namespace docket::bench
