#pragma once

#include "core/base/singleline.h"

#include <QString>

class QPainter;
class QRect;

namespace docket::ui::widgets
{

using docket::singleLine; ///< for a foreign text on one line

/// Draws at the leading side of a window read in `window`, in the text's own direction: an English sentence keeps its
/// full stop at its end in a right-to-left window. `flags` are Qt::TextFlags and a vertical alignment. (Isolate marks
/// in the text would do the same, and change the height of a line where the font lacks them.)
void drawForeign(QPainter& painter, const QRect& rect, int flags, const QString& text, Qt::LayoutDirection window);

} // namespace docket::ui::widgets
