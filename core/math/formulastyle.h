#pragma once

#include <QByteArray>

namespace docket::math
{

/// File of KaTeX by its name ("katex.min.js"); empty when it is not built in.
QByteArray katexFile(const QString& name);

/// KaTeX's style sheet with its fonts inside as `data:` addresses, 0.4 MB: an opaque origin may load fonts in no other
/// way (rendering.md 1.1). Rules for the places of formulas in our page are in resources/card/card.css.
QByteArray formulaStyle();

} // namespace docket::math
