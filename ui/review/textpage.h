#pragma once

#include "ui/widgets/tokens.h"

#include <QByteArray>
#include <QString>

namespace docket::ui::review
{

/// A card's page in the HTML that QTextDocument knows.
struct TextPage {
    QString html;
    bool cut = false; ///< rows or text were left out; the page says where
    bool tooLong = false; ///< nothing to show: QTextDocument would hold up the window
};

/// What a text page may cost. Laying out tables grows with the square of their rows (rendering.md 2).
struct TextPageLimits {
    qsizetype bytes = qsizetype(512) * 1024; ///< of the page; above it is too long
    int rows = 400; ///< of all tables together
};

/// Rewrites a page of core/card/page.h, which is made of our own markup only: lines become anchors "L12", boxes for
/// ticking become characters, foldings stand open. Nothing is added that could ask for anything. Pure, any thread.
TextPage textPage(const QByteArray& document, const TextPageLimits& limits = {});

/// Style of a text page: QTextDocument knows no variables.
QString textPageStyle(const widgets::Tokens& tokens, int textPixels);

} // namespace docket::ui::review
