#include "ui/review/changestext.h"

#include <QLocale>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using changes::ChangeKind;
using changes::Compared;

QString countText(int count)
{
    return count == 0 ? QString() : QLocale().toString(count);
}

QString foldText(int lines)
{
    return ChangesText::tr("%1 unchanged lines").arg(QLocale().toString(lines));
}

QString notComparedText(Compared compared, const QString& what)
{
    switch (compared) {
    case Compared::OnlyAfter:
        return ChangesText::tr("Cannot be compared: the %1 of the older revision is not stored here.").arg(what);
    case Compared::OnlyBefore:
        return ChangesText::tr("Cannot be compared: the %1 of the newer revision is not stored here.").arg(what);
    case Compared::Neither:
        return ChangesText::tr("Cannot be compared: the %1 is stored for neither revision.").arg(what);
    case Compared::Both:
        break;
    }
    return {};
}

QString fileChangeText(const changes::FileChange& file)
{
    QStringList parts;
    if (!file.oldPath.isEmpty())
        parts.append(ChangesText::tr("was %1").arg(file.oldPath));
    if (file.kind == ChangeKind::Changed && file.sizeBefore != file.sizeAfter)
        parts.append(ChangesText::tr("%1 → %2").arg(sizeText(file.sizeBefore), sizeText(file.sizeAfter)));
    else
        parts.append(sizeText(file.kind == ChangeKind::Removed ? file.sizeBefore : file.sizeAfter));
    if (!file.scanLevel.isEmpty() && file.scanLevel != u"safe")
        parts.append(scanWord(file.scanLevel));
    return parts.join(u"  ·  "_s);
}

QString columnChangeText(const changes::ColumnChange& column)
{
    return column.kind == ChangeKind::Changed ? ChangesText::tr("%1 → %2").arg(column.typeBefore, column.typeAfter)
        : column.kind == ChangeKind::Added    ? column.typeAfter
                                              : column.typeBefore;
}

QString rowChangeTitle(const changes::RowChange& row)
{
    if (row.kind == ChangeKind::Changed && row.before != row.after)
        return ChangesText::tr("row %1, was row %2").arg(row.after).arg(row.before);
    return ChangesText::tr("row %1").arg(row.kind == ChangeKind::Removed ? row.before : row.after);
}

QString revisionText(const sync::RevisionHead& head, const QDateTime& now, const QTimeZone& zone)
{
    QStringList parts{ head.commit.left(7), shortTime(head.seen, now, zone) };
    if (head.newest)
        parts.append(ChangesText::tr("newest"));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

Message oneRevisionText(bool any)
{
    if (!any)
        return { ChangesText::tr("No revision is stored yet"),
            ChangesText::tr("Sync to fetch the card and the files; later revisions are kept beside them.") };
    return { ChangesText::tr("There is only one revision here"),
        ChangesText::tr(
            "Docket keeps each revision that a sync sees. When the author changes something, sync, and what "
            "changed stands here.") };
}

} // namespace docket::ui::review
