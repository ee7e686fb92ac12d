#include "ui/review/passagemarks.h"

#include <QRegularExpression>
#include <QTextDocument>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

/// The quote with any white space between its words.
QRegularExpression passagePattern(const QString& quote)
{
    QStringList words;
    for (const QStringView word : QStringView(quote).tokenize(u' ', Qt::SkipEmptyParts))
        words << QRegularExpression::escape(word.toString());
    // A table's frame and pictures are characters of the document, too.
    return QRegularExpression(
        words.join(u"[\\s\\x{fdd0}\\x{fdd1}\\x{fffc}]+"_s), QRegularExpression::UseUnicodePropertiesOption);
}

} // namespace

QList<QTextEdit::ExtraSelection> passageMarks(QTextDocument* document, const QStringList& quotes, const QColor& ground)
{
    QList<QTextEdit::ExtraSelection> selections;
    if (quotes.isEmpty())
        return selections;
    const QString text = document->toRawText();
    for (const QString& quote : quotes) {
        const QString words = quote.simplified();
        if (words.isEmpty())
            continue;
        const QRegularExpressionMatch match = passagePattern(words).match(text);
        if (!match.hasMatch())
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document);
        selection.cursor.setPosition(static_cast<int>(match.capturedStart()));
        selection.cursor.setPosition(static_cast<int>(match.capturedEnd()), QTextCursor::KeepAnchor);
        selection.format.setBackground(ground);
        selections << selection;
    }
    return selections;
}

} // namespace docket::ui::review
