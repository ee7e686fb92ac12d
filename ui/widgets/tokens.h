#pragma once

#include <QColor>

#include <array>

namespace docket::ui::widgets
{

/// The colour sets of the program; nothing outside `tokens.cpp` names a colour.
enum class Scheme { Light, Dark, Contrast };

/// Colours by what they are for. Text tokens reach a contrast of 4.5:1 on `panel`, `bg` and `sel`, marks 3:1
/// (WCAG 2.1, 1.4.3 and 1.4.11); a test holds them to it.
struct Tokens {
    QColor bg; ///< behind panels, and the surface of a focused group
    QColor panel; ///< surface of a column
    QColor line; ///< hairlines
    QColor control; ///< border of what can be typed into or pressed
    QColor text;
    QColor dim; ///< second lines
    QColor faint; ///< what is read last: times, hints
    QColor accent;
    QColor onAccent; ///< text on `accent`
    QColor accentSoft; ///< surface of what is chosen
    QColor sel; ///< selected row
    std::array<QColor, 5> severity; ///< marks S0 … S4
    QColor ok; ///< text or mark: fresh, verified
    QColor warn; ///< text or mark: about to leave, late
    QColor danger; ///< text or mark: failed, overdue
    QColor hint; ///< surface of quoted evidence and banners
    QColor hintLine;
    QColor code; ///< surface of literal text
    QColor scrim; ///< laid over the window behind an overlay
};

const Tokens& tokensOf(Scheme scheme);

/// Contrast of two opaque colours as WCAG 2.1 defines it: 1 … 21.
double contrastRatio(const QColor& a, const QColor& b);

} // namespace docket::ui::widgets
