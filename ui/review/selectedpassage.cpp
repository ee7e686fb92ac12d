#include "ui/review/selectedpassage.h"

#include "core/policy/anchor.h"

#include <QTextCursor>
#include <QTextDocument>
#include <QTextDocumentFragment>

namespace docket::ui::review
{

namespace
{

constexpr int around = 2 * int(policy::Anchor::kMaxContext); ///< what is no text may stand between

QString textBetween(const QTextCursor& in, int from, int to)
{
    const int end = qMax(0, in.document()->characterCount() - 1);
    QTextCursor cursor(in.document());
    cursor.setPosition(qBound(0, from, end));
    cursor.setPosition(qBound(0, to, end), QTextCursor::KeepAnchor);
    QString text = cursor.selection().toPlainText();
    text.remove(QChar::ObjectReplacementCharacter);
    return text;
}

} // namespace

Passage selectedPassage(const QTextCursor& cursor)
{
    if (!cursor.hasSelection())
        return {};
    const int start = cursor.selectionStart();
    const int end = cursor.selectionEnd();
    return { textBetween(cursor, start - around, start), textBetween(cursor, start, end),
        textBetween(cursor, end, end + around) };
}

} // namespace docket::ui::review
