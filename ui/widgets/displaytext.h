#pragma once

#include <QString>

class QPainter;
class QRect;

namespace docket::ui::widgets
{

/// A foreign text made safe to show on one line: line breaks, tabs and other controls become one blank, and characters
/// that reorder their neighbours (Unicode bidi embeddings, overrides and isolates) are dropped, so that a title cannot
/// be made to read as another. At most `limit` UTF-16 units; longer ones end in an ellipsis.
QString singleLine(QStringView foreign, qsizetype limit = 512);
/// Draws at the leading side of a window read in `window`, in the text's own direction: an English sentence keeps its
/// full stop at its end in a right-to-left window. `flags` are Qt::TextFlags and a vertical alignment. (Isolate marks
/// in the text would do the same, and change the height of a line where the font lacks them.)
void drawForeign(QPainter& painter, const QRect& rect, int flags, const QString& text, Qt::LayoutDirection window);

} // namespace docket::ui::widgets
