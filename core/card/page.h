#pragma once

#include "core/card/render.h"

namespace docket::card
{

/// How the page looks. Colours are CSS variables of resources/card/card.css.
struct Theme {
    enum class Scheme { Light, Dark, HighContrast };
    Scheme scheme = Scheme::Light;
    int textPixels = 14; ///< CSS pixels at 100 %
    QString textFont; ///< family; empty = the style sheet's own list
    QString codeFont;
    /// Formulas may come: style attributes are allowed. Of a page whose content is exchanged for that of other cards,
    /// once a card with formulas was among them; the style sheet then ends with RenderedCard::formulaStyle.
    bool formulas = false;
};

/// The whole document of a card: content security policy first, one style sheet at `card://c/style.css`, no script.
QByteArray pageHtml(const RenderedCard& card, const Theme& theme, const QString& title = {});

/// What `card://c/style.css` answers: card.css with the theme's sizes and fonts laid over.
QByteArray styleSheet(const Theme& theme);

/// The policy of the page (rendering.md 1.1): nothing but pictures and styles of `card://c/`, style attributes only
/// where formulas are.
QByteArray contentSecurityPolicy(bool formulas = false);

} // namespace docket::card
