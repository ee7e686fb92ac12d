#pragma once

#include <QTextEdit>

namespace docket::ui::review
{

/// The first place of each quote in a text view, on a ground of this colour. White space between words, pictures and
/// frames of tables do not matter. Costs a search of the whole text for each quote.
QList<QTextEdit::ExtraSelection> passageMarks(QTextDocument* document, const QStringList& quotes, const QColor& ground);

} // namespace docket::ui::review
