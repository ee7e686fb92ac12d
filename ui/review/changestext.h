#pragma once

#include "core/changes/revisionchanges.h"
#include "ui/review/evidencetext.h"

#include <QCoreApplication>

namespace docket::ui::review
{

/// The sentences of the Changes tab.
struct ChangesText {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::review::ChangesText)
};

QString countText(int count); ///< empty for 0
QString foldText(int lines);
QString notComparedText(changes::Compared compared, const QString& what);
QString fileChangeText(const changes::FileChange& file);
QString columnChangeText(const changes::ColumnChange& column);
QString rowChangeTitle(const changes::RowChange& row);
/// "9f31c0a, 21 Nov, newest"
QString revisionText(const sync::RevisionHead& head, const QDateTime& now, const QTimeZone& zone);
Message oneRevisionText(bool any);

} // namespace docket::ui::review
